//! Hands a file to the program that the system opens it with.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What opens a file here.
const OPENER: &[&str] = if cfg!(target_os = "macos") {
    &["open"]
} else if cfg!(windows) {
    &["cmd", "/C", "start", ""]
} else {
    &["xdg-open"]
};
/// So often it is looked whether the opener gave up, and so long between two looks. One that still runs has something to
/// show.
const LOOKS: usize = 20;
const BETWEEN: Duration = Duration::from_millis(50);

/// Opens a file that was written.
///
/// # Errors
/// A sentence with its path, where nothing opens it.
pub fn open(file: &Path) -> Result<(), String> {
    open_with(OPENER, file)
}

fn open_with(opener: &[&str], file: &Path) -> Result<(), String> {
    let [program, before @ ..] = opener else { return Ok(()) };
    // whole, so that no name is taken for an option
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let fails = || format!("It could not be opened from here ({program}): open {} yourself.", file.display());
    let mut command = Command::new(program);
    command.args(before).arg(&file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // an interrupt at this terminal does not close it
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut opened = command.spawn().map_err(|_| fails())?;
    for _ in 0..LOOKS {
        match opened.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(None) => std::thread::sleep(BETWEEN),
            _ => return Err(fails()),
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_nothing_opens_is_named_with_its_whole_path() {
        let file = Path::new("report.pdf");
        for opener in [&["twinge-has-no-such-program"][..], &["false"][..]] {
            let message = open_with(opener, file).unwrap_err();
            assert!(message.contains("/report.pdf yourself"), "{message}");
        }
        assert_eq!(open_with(&["true"], file), Ok(()));
    }
}
