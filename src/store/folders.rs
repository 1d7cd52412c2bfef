//! Folders that are made: open to their owner only, and as durable as the files in them.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;

use super::paths::refuse_protected;
use super::problem::Problem;
use super::write;

/// Makes the folder of a file where there is none, open to its owner only. Returns it.
///
/// # Errors
/// Where it cannot be made, or it or the file is read-only.
pub fn make_folder(file: &Path) -> Result<PathBuf, Problem> {
    let folder = file.parent().unwrap_or(Path::new("/")).to_owned();
    let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
    missing.into_iter().rev().try_for_each(make_one)?;
    refuse_protected(&folder)?;
    refuse_protected(file)?;
    tighten_own_folder(&folder);
    Ok(folder)
}

/// Makes one folder where there is none, open to its owner only, and its name durable: a file is as safe as every
/// folder above it.
///
/// # Errors
/// Where it cannot be made.
pub fn make_one(folder: &Path) -> Result<(), Problem> {
    if let Some(above) = folder.parent().filter(|_| !folder.is_dir()) {
        refuse_protected(above)?;
    }
    let make = || {
        match DirBuilder::new().mode(0o700).create(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => return Ok(()),
            made => made?,
        }
        let above = folder.parent().unwrap_or(Path::new("/"));
        // not through a link that somebody put in its place meanwhile
        let no_link = OFlags::NOFOLLOW.bits().cast_signed();
        write::keep_owner(&OpenOptions::new().read(true).custom_flags(no_link).open(folder)?, above)?;
        write::sync_folder(&File::open(above)?)
    };
    make().map_err(Problem::io("make the folder", folder))
}

/// Closes our own data folder to others where somebody opened it. A folder that the user chose is theirs.
fn tighten_own_folder(folder: &Path) {
    let ours = folder.file_name().is_some_and(|name| name == "twinge");
    let Ok(meta) = std::fs::metadata(folder) else { return };
    if ours && meta.mode() & 0o077 != 0 && meta.uid() == rustix::process::geteuid().as_raw() {
        // a folder that cannot be closed is reported by `check-file`; it is no reason to lose an entry
        let _ = std::fs::set_permissions(folder, std::fs::Permissions::from_mode(meta.mode() & 0o700));
    }
}
