//! Where the journal is: chosen, resolved through links, its folder made.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::Access;
use rustix::io::Errno;

use super::problem::Problem;

/// The name of the file in the data folder.
const NAME: &str = "journal.json";

/// A path as it was typed or set: `~` is the home folder, `file://` in front, as files are dropped or copied, is left
/// out. The shell opens `~` only where it stands alone, unquoted and at the beginning, so that much comes unopened.
///
/// # Errors
/// Where there is no home folder for `~`.
pub fn typed(path: &Path, home: Option<&Path>) -> Result<PathBuf, Problem> {
    let Some(text) = path.to_str() else { return Ok(path.to_owned()) };
    if let Some(rest) = text.strip_prefix("file://") {
        let rest = rest.strip_prefix("localhost").unwrap_or(rest);
        if !rest.starts_with('/') {
            let message =
                "names a file of another computer, which twinge cannot reach; a file of this one is file:///…";
            return Err(Problem::NoFolder(format!("{text} {message}.")));
        }
        return Ok(unescaped(rest));
    }
    let Some(rest) = text.strip_prefix('~') else { return Ok(path.to_owned()) };
    if !rest.is_empty() && !rest.starts_with('/') {
        let message = "means the home folder of another user, which is not looked up; give the whole path, or";
        return Err(Problem::NoFolder(format!("{text} {message} ./{text} for a name that begins with ~.")));
    }
    match home.filter(|home| home.is_absolute()) {
        Some(home) if rest.trim_start_matches('/').is_empty() => Ok(home.to_owned()),
        Some(home) => Ok(home.join(rest.trim_start_matches('/'))),
        None => Err(Problem::NoFolder(format!(
            "~ is your home folder, but HOME is not set; give the whole path in place of {text}."
        ))),
    }
}

/// The path of an address, in which `%20` is a blank.
fn unescaped(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *byte == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &after[2..]).1,
            None => (bytes.push(*byte), rest = after).1,
        }
    }
    PathBuf::from(OsString::from_vec(bytes))
}

/// The journal's path: `--file`, else `TWINGE_FILE`, else `journal.json` in the user's data folder.
///
/// # Errors
/// Where none is given and the system knows no data folder.
pub fn choose(
    given: Option<&Path>,
    variable: Option<OsString>,
    home: Option<&Path>,
    data_folder: Option<&Path>,
) -> Result<PathBuf, Problem> {
    if let Some(path) = given {
        return match path.as_os_str().is_empty() {
            true => Err(Problem::NoFolder("--file is empty; give the path of a journal.".into())),
            false => typed(path, home),
        };
    }
    if let Some(path) = variable {
        return typed(Path::new(&path), home);
    }
    match data_folder {
        Some(folder) if folder.is_absolute() => Ok(folder.join(NAME)),
        Some(folder) => Err(Problem::NoFolder(format!(
            "HOME is not an absolute path (it leads to {}), so there is no folder for the journal; set HOME, or give --file PATH.",
            folder.display()
        ))),
        None => Err(Problem::NoFolder(
            "There is no home folder, so there is no folder for the journal; set HOME, or give --file PATH.".into(),
        )),
    }
}

/// The real file behind a path: links followed to the end, also where the file they lead to is not there yet. Writing
/// happens there, so that a link stays a link.
///
/// # Errors
/// Where links lead in a circle or a folder on the way cannot be entered.
pub fn resolve(path: &Path) -> Result<PathBuf, Problem> {
    let mut path = std::path::absolute(path).map_err(Problem::io("find", path))?;
    for _ in 0..40 {
        match std::fs::canonicalize(&path) {
            Ok(real) => return Ok(real),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Problem::io("find", &path)(error)),
        }
        match std::fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => {
                // not there yet: its folder may still be a link
                let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return Ok(path) };
                return Ok(match std::fs::canonicalize(folder) {
                    Ok(folder) => folder.join(name),
                    Err(_) => path,
                });
            }
        }
    }
    Err(Problem::io("find", &path)(Errno::LOOP.into()))
}

/// True where iCloud has moved a file away and left a stand-in for it.
pub fn is_evicted(file: &Path) -> bool {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".icloud");
    file.with_file_name(name).symlink_metadata().is_ok()
}

/// The link on the way to a file that leads to what is not there; nothing where none does.
pub fn dangling(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let is_missing = |path: &Path| std::fs::metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let found = path.ancestors().filter(|path| path.is_symlink()).find(|path| is_missing(path));
    found.map(Path::to_owned)
}

/// Refuses a file or folder that was made read-only: whoever did so meant it. A rename would not ask, nor would the
/// administrator be stopped.
///
/// # Errors
/// Says which it is and what makes it writable.
pub fn refuse_protected(path: &Path) -> Result<(), Problem> {
    let Ok(meta) = std::fs::metadata(path) else { return Ok(()) };
    let may_write = rustix::fs::access(path, Access::WRITE_OK) != Err(Errno::ACCESS);
    if may_write && meta.mode() & 0o222 != 0 {
        return Ok(());
    }
    Err(Problem::Protected { path: path.to_owned(), mode: meta.mode() & 0o777 })
}

/// What a save does where a file has other names, hard links; nothing where it has none.
pub fn has_other_names(file: &Path) -> Option<String> {
    let message = || {
        format!(
            "{} has another name too (a hard link). A save makes a new file under this name only; the other keeps what was there before. A symbolic link would follow.",
            file.display()
        )
    };
    std::fs::metadata(file).is_ok_and(|meta| meta.nlink() > 1).then(message)
}

/// What others on this computer could read or change of a journal, as sentences.
pub fn looks_open(file: &Path) -> Vec<String> {
    let open_to = |path: &Path, wanted: u32| {
        let mode = std::fs::metadata(path).ok()?.mode() & 0o777;
        let message = format!("{} is open to others (mode {mode:03o}); chmod {wanted:o} closes it.", path.display());
        (mode & 0o077 != 0).then_some(message)
    };
    let folder = file.parent().filter(|folder| folder.file_name().is_some_and(|name| name == "twinge"));
    open_to(file, 0o600).into_iter().chain(folder.and_then(|folder| open_to(folder, 0o700))).collect()
}
