//! Files given out, such as a report: whole or not at all, open to their owner only, never over another file unasked.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::store::problem::Problem;
use crate::store::{paths, write};

/// Writes out what a file is to hold. Not the bytes themselves: those of a long journal need not all be in memory.
pub type Fill<'a> = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + 'a>;

/// What a file is to hold, where it is at hand.
pub fn bytes<'a>(bytes: impl AsRef<[u8]> + 'a) -> Fill<'a> {
    Box::new(move |to| to.write_all(bytes.as_ref()))
}

/// Carries a [`Fill`] out, in writes that are not too small.
///
/// # Errors
/// Those of the writer.
pub fn pass(fill: Fill, to: impl Write) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(1 << 16, to);
    let filled = fill(&mut to).and_then(|()| to.flush());
    // what could not be written is not tried again
    drop(to.into_parts());
    filled
}

/// Writes a new file; with `force` also over one that is there. A link stays a link.
///
/// # Errors
/// Where there is a file already, the folder is missing, or anything fails; what was there is as it was.
pub fn give(file: &Path, fill: Fill, force: bool) -> Result<(), Problem> {
    let real = paths::resolve(file)?;
    let folder = real.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if real.is_dir() {
        return Err(Problem::NoFile { path: file.to_owned(), what: "a folder" });
    }
    write::sweep(folder, &[]);
    if force {
        paths::refuse_protected(&real)?;
    }
    let failed = || Problem::io("write", file);
    let mut new = write::begin(&real, folder)?;
    pass(fill, new.as_file_mut()).map_err(failed())?;
    write::keep_owner(new.as_file(), &real).map_err(failed())?;
    new.as_file().sync_all().map_err(failed())?;
    let folder = File::open(folder).map_err(failed())?;
    let placed = if force { new.persist(&real) } else { new.persist_noclobber(&real) };
    placed.map_err(|failure| match failure.error.kind() {
        std::io::ErrorKind::AlreadyExists => Problem::Exists { path: file.to_owned() },
        _ => failed()(failure.error),
    })?;
    write::sync_folder(&folder).map_err(failed())
}

/// A name beside that one which nothing has yet: `report.pdf`, `report-2.pdf`, `report-3.pdf` …
pub fn free(file: &Path) -> PathBuf {
    let taken = |path: &Path| path.symlink_metadata().is_ok();
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = file.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let names = (2..10_000).map(|n| file.with_file_name(format!("{stem}-{n}{ending}")));
    std::iter::once(file.to_owned()).chain(names).find(|path| !taken(path)).unwrap_or_else(|| file.to_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_given_out_closed_and_never_over_another_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.pdf");
        give(&file, bytes("one"), false).unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let refused = give(&file, bytes("two"), false).unwrap_err().to_string();
        assert!(refused.contains("is there already"), "{refused}");
        assert_eq!(std::fs::read(&file).unwrap(), b"one");
        give(&file, bytes("two"), true).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn a_folder_or_a_missing_one_is_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        assert!(give(folder.path(), bytes("x"), true).unwrap_err().to_string().contains("a folder"));
        assert!(give(&folder.path().join("no/where.pdf"), bytes("x"), false).is_err());
    }

    #[test]
    fn a_free_name_counts_up() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.pdf");
        assert_eq!(free(&file), file);
        give(&file, bytes(""), false).unwrap();
        give(&folder.path().join("report-2.pdf"), bytes(""), false).unwrap();
        assert_eq!(free(&file), folder.path().join("report-3.pdf"));
    }
}
