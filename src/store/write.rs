//! Writing the file so that nothing can tear it: a new file beside it, synced, renamed over it, the folder synced.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::Path;
use std::time::Duration;

use tempfile::NamedTempFile;

use super::paths;
use super::problem::Problem;

/// How much older a written file is made to look: the coarsest step in which disks count time.
pub const OLDER: Duration = Duration::from_secs(2);

/// The beginning of the names of all files under way, whatever they become.
const PREFIX: &str = ".twinge.";
/// The end of their names.
const SUFFIX: &str = ".tmp";
/// How many random letters stand before that.
const RANDOM: usize = 10;
/// A file under way that nobody has touched for so long is litter, whoever made it.
const LITTER: Duration = Duration::from_secs(60 * 60);

/// A file under way that becomes that one: hidden, in its folder, open to its owner only.
///
/// # Errors
/// Where it cannot be made, or the folder is read-only.
pub fn begin(file: &Path, folder: &Path) -> Result<NamedTempFile, Problem> {
    paths::refuse_protected(folder)?;
    let (prefix, mode) = (prefix(file), Permissions::from_mode(0o600));
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(SUFFIX).rand_bytes(RANDOM).permissions(mode);
    builder.tempfile_in(folder).map_err(Problem::io("write", file))
}

fn prefix(file: &Path) -> String {
    format!("{PREFIX}{}.", file.file_name().unwrap_or_default().to_string_lossy())
}

/// Replaces a file by these bytes, or leaves it as it was. `before_rename` runs when the new file is safe on the disk
/// and the old one still in its place. Returns the new file, which looks [`OLDER`] than it is.
///
/// # Errors
/// Those of [`beside`], and whatever else fails.
pub fn replace(
    file: &Path,
    folder: &Path,
    bytes: &[u8],
    before_rename: impl FnOnce() -> Result<(), Problem>,
) -> Result<File, Problem> {
    let failed = || Problem::io("write", file);
    let new = beside(file, folder, bytes)?;
    before_rename()?;
    // opened while the old file is still in its place: what fails after the rename cannot be taken back
    let folder = File::open(folder).map_err(failed())?;
    let new = new.persist(file).map_err(|failure| failed()(failure.error))?;
    sync_folder(&folder).map_err(|error| Problem::Unconfirmed { path: file.to_owned(), error })?;
    Ok(new)
}

/// A new file beside another, with these bytes, safe on the disk, not yet in the other's place.
///
/// # Errors
/// Whatever fails, by name. A sync that failed is not tried again: the system may have dropped what it could not write.
pub fn beside(file: &Path, folder: &Path, bytes: &[u8]) -> Result<NamedTempFile, Problem> {
    paths::refuse_protected(file)?;
    let failed = || Problem::io("write", file);
    let mut new = begin(file, folder)?;
    new.write_all(bytes).map_err(failed())?;
    keep_owner(new.as_file(), file).map_err(failed())?;
    look_older(new.as_file());
    new.as_file().sync_all().map_err(failed())?;
    Ok(new)
}

/// Makes a copy of a file under a name that is free, whole or not at all. A copy, not a second name: a program that
/// writes into the one must not change the other. Returns whether the name was free.
///
/// # Errors
/// Whatever fails, by name.
pub fn copy(from: &mut File, to: &Path, folder: &Path) -> Result<bool, Problem> {
    let failed = || Problem::io("write", to);
    if std::fs::symlink_metadata(to).is_ok() {
        return Ok(false);
    }
    sweep(folder, &[to]);
    let mut new = begin(to, folder)?;
    io::copy(from, new.as_file_mut()).map_err(failed())?;
    keep_owner(new.as_file(), to).map_err(failed())?;
    new.as_file().sync_all().map_err(failed())?;
    match new.persist_noclobber(to) {
        Ok(_) => {}
        Err(failure) if failure.error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(failure) => return Err(failed()(failure.error)),
    }
    File::open(folder).and_then(|folder| sync_folder(&folder)).map_err(failed())?;
    Ok(true)
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

/// Removes what a killed program left behind in a folder: what was to become one of these files, whose lock is held, at
/// once; anything else under way only where it is old, because another program may still write it. Only our own names,
/// plain files of this user.
pub fn sweep(folder: &Path, held: &[&Path]) {
    if paths::refuse_protected(folder).is_err() {
        return;
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(middle) = name.to_string_lossy().strip_suffix(SUFFIX).map(str::to_owned) else { continue };
        let is_random = |random: &str| random.len() == RANDOM && random.bytes().all(|c| c.is_ascii_alphanumeric());
        let ours = middle.starts_with(PREFIX) && middle.rsplit_once('.').is_some_and(|(_, random)| is_random(random));
        // versions before 0.1 had no common prefix
        let older = |file: &&Path| {
            let prefix = format!(".{}.", file.file_name().unwrap_or_default().to_string_lossy());
            middle.strip_prefix(&prefix).is_some_and(is_random)
        };
        let ours = ours || held.iter().any(older);
        let of_held = held.iter().any(|file| middle.strip_prefix(&prefix(file)).is_some_and(is_random));
        let is_litter = || entry.metadata().is_ok_and(|meta| is_old(&meta) && is_mine(&meta));
        if ours && (of_held || is_litter()) {
            // litter that stays is swept by the next save
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn is_old(meta: &Metadata) -> bool {
    meta.modified().ok().and_then(|at| at.elapsed().ok()).is_some_and(|age| age > LITTER)
}

fn is_mine(meta: &Metadata) -> bool {
    meta.is_file() && meta.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)] // the litter has to come from somewhere

    use std::time::SystemTime;

    use super::*;

    #[test]
    fn what_is_old_and_ours_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let old = SystemTime::now() - LITTER * 2;
        let litter =
            [".journal.json.abcdefghij.tmp", ".twinge.report.pdf.abcdefghij.tmp", ".twinge.runs.csv.ABCDEFGHI1.tmp"];
        let stays = [".twinge.report.pdf.short.tmp", ".report.pdf.abcdefghij.tmp", ".twinge.abcdefghij.txt", "a.tmp"];
        let fresh = [".twinge.report.pdf.0123456789.tmp"];
        let held = [".twinge.journal.json.0123456789.tmp", ".twinge.drafts.json.0123456789.tmp"];
        for name in litter.iter().chain(&stays).chain(&fresh).chain(&held) {
            let file = File::create(at(name)).unwrap();
            if !fresh.contains(name) && !held.contains(name) {
                file.set_modified(old).unwrap();
            }
        }
        sweep(folder.path(), &[&at("journal.json"), &at("drafts.json")]);
        for name in litter.iter().chain(&held) {
            assert!(!at(name).exists(), "{name}");
        }
        for name in stays.iter().chain(&fresh) {
            assert!(at(name).exists(), "{name}");
        }
    }
}
