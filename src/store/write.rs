//! Writing the file so that nothing can tear it: a new file beside it, synced, renamed over it, the folder synced.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;
use std::time::Duration;

use super::problem::Problem;

/// How much older a written file is made to look: the coarsest step in which disks count time.
pub const OLDER: Duration = Duration::from_secs(2);

/// The end of the names of files under way.
const SUFFIX: &str = ".tmp";

/// The beginning of the names of files under way: hidden, and the journal's own.
fn prefix(file: &Path) -> String {
    format!(".{}.", file.file_name().unwrap_or_default().to_string_lossy())
}

/// Replaces a file by these bytes, or leaves it as it was. `before_rename` runs when the new file is safe on the disk
/// and the old one still in its place. Returns the new file, which looks [`OLDER`] than it is.
///
/// # Errors
/// Whatever fails, by name. A sync that failed is not tried again: the system may have dropped what it could not write.
pub fn replace(
    file: &Path,
    folder: &Path,
    bytes: &[u8],
    before_rename: impl FnOnce() -> Result<(), Problem>,
) -> Result<File, Problem> {
    let failed = || Problem::io("write", file);
    let mut builder = tempfile::Builder::new();
    let (prefix, mode) = (prefix(file), Permissions::from_mode(0o600));
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(10).permissions(mode);
    let mut new = builder.tempfile_in(folder).map_err(failed())?;
    new.write_all(bytes).map_err(failed())?;
    keep_owner(new.as_file(), file).map_err(failed())?;
    look_older(new.as_file());
    new.as_file().sync_all().map_err(failed())?;
    before_rename()?;
    // opened while the old file is still in its place: what fails after the rename cannot be taken back
    let folder = File::open(folder).map_err(failed())?;
    let new = new.persist(file).map_err(|failure| failed()(failure.error))?;
    sync_folder(&folder).map_err(|error| Problem::Unconfirmed { path: file.to_owned(), error })?;
    Ok(new)
}

/// Whatever is written into a file that looks older than it is shows in its time, however soon that is. A disk that
/// keeps no times is no reason not to save.
fn look_older(file: &File) {
    let then = file.metadata().and_then(|meta| meta.modified()).ok().and_then(|at| at.checked_sub(OLDER));
    let _ = then.map(|then| file.set_modified(then));
}

/// Makes the names in a folder durable. Some network disks cannot sync a folder; there is no more to be had there.
pub fn sync_folder(folder: &File) -> io::Result<()> {
    match folder.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Run once as the administrator, what is made still belongs to the owner of the file, else of its folder.
pub fn keep_owner(new: &File, file: &Path) -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(Path::new("/"));
    let owner = std::fs::metadata(file).or_else(|_| std::fs::metadata(folder))?;
    let mine = new.metadata()?;
    if (mine.uid(), mine.gid()) == (owner.uid(), owner.gid()) {
        return Ok(());
    }
    fchown(new, Some(owner.uid()), Some(owner.gid()))
}

/// Removes what a killed save left behind: files with our own names, and only under the lock.
pub fn sweep(file: &Path) {
    let (Some(folder), prefix) = (file.parent(), prefix(file)) else { return };
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(SUFFIX));
        if ours.is_some_and(|random| random.len() == 10 && random.chars().all(|c| c.is_ascii_alphanumeric())) {
            // litter that stays is swept by the next save
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
