//! Several files given out into one folder: none is written where one of them is there already.

use std::path::{Path, PathBuf};

use super::problem::Problem;
use crate::store::folders;
use crate::store::write_out;
use crate::store::write_out::Fill;

/// Writes files into a folder, which is made where there is none. Returns their paths.
///
/// # Errors
/// Where one of them is there already and not to be written over, or anything fails: those written before it stay.
pub fn give(folder: &Path, files: Vec<(String, Fill)>, force: bool) -> Result<Vec<PathBuf>, Problem> {
    if folder.exists() && !folder.is_dir() {
        return Err(Problem::NoFolder(format!("{} is no folder; name another one.", folder.display())));
    }
    let all: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(path) = all.iter().find(|path| !force && path.symlink_metadata().is_ok()) {
        return Err(Problem::Exists { path: path.clone() });
    }
    if let Some(first) = all.first() {
        folders::make_folder(&std::path::absolute(first).map_err(Problem::io("find", first))?)?;
    }
    for (path, (_, fill)) in all.iter().zip(files) {
        write_out::give(path, fill, force)?;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_folder_is_filled_whole_or_left_alone() {
        let at = tempfile::tempdir().unwrap();
        let folder = at.path().join("new/out");
        let files = || ["a", "b"].map(|name| (format!("{name}.csv"), write_out::bytes(name))).into();
        assert_eq!(give(&folder, files(), false).unwrap().len(), 2);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("a.csv"))), (0o700, 0o600));
        std::fs::remove_file(folder.join("a.csv")).unwrap();
        assert!(give(&folder, files(), false).unwrap_err().to_string().contains("b.csv is there already"));
        assert!(!folder.join("a.csv").exists(), "nothing was begun");
        give(&folder, files(), true).unwrap();
        assert!(give(&folder.join("a.csv"), files(), true).unwrap_err().to_string().contains("no folder"));
    }
}
