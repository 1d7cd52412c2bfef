//! An editor of the user's own, begun on a file. It has the terminal as long as it runs.

use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

use crate::tui::terminal::signals::no_thread;

/// An editor that runs.
#[derive(Debug)]
pub struct Editor(Option<Pid>);

impl Editor {
    /// Tells it to end.
    pub fn end(&self) {
        // it may have ended by itself
        let _ = self.0.map(|pid| kill_process(pid, Signal::TERM));
    }
}

/// The command that a variable names, on a file: a program and what it is told, in quotes where blanks belong to it. No
/// shell reads it.
///
/// # Errors
/// A sentence where it names none.
pub fn command(named: &str, file: &Path) -> Result<Command, String> {
    let words = shlex::split(named).unwrap_or_default();
    let Some((program, told)) = words.split_first() else {
        return Err(format!("\u{201c}{named}\u{201d} names no editor; set EDITOR to one such as nano."));
    };
    let mut command = Command::new(program);
    command.args(told).arg(file);
    Ok(command)
}

/// Begins it. `ended` is told how it ended, from a thread of its own.
///
/// # Errors
/// A sentence where it cannot be begun.
pub fn begin(
    mut command: Command,
    ended: impl FnOnce(io::Result<ExitStatus>) + Send + 'static,
) -> Result<Editor, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => format!("There is no program {program}; VISUAL or EDITOR names it."),
        _ => format!("{program} cannot be started ({error}); VISUAL or EDITOR names it."),
    })?;
    let editor = Editor(i32::try_from(child.id()).ok().and_then(Pid::from_raw));
    let waits = thread::Builder::new().spawn(move || ended(child.wait()));
    match waits {
        Ok(_) => Ok(editor),
        Err(error) => {
            editor.end();
            Err(format!("The editor was ended: {}.", no_thread(error)))
        }
    }
}

/// Why what it left is not taken; nothing where it ended well.
pub fn failed(ended: &io::Result<ExitStatus>) -> Option<String> {
    let how = match ended {
        Ok(status) if status.success() => return None,
        Ok(status) => {
            status.code().map_or("by a signal".to_owned(), |code| format!("with an error (exit code {code})"))
        }
        Err(error) => format!("in a way that is not known ({error})"),
    };
    Some(format!("The editor ended {how}; the text is as it was before."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(named: &str) -> Vec<String> {
        let command = command(named, Path::new("/a file")).unwrap();
        let told = command.get_args().map(|arg| arg.to_string_lossy().into_owned());
        std::iter::once(command.get_program().to_string_lossy().into_owned()).chain(told).collect()
    }

    #[test]
    fn a_variable_names_a_program_and_what_it_is_told() {
        assert_eq!(words("vi"), ["vi", "/a file"]);
        assert_eq!(words(" code --wait  --user-data-dir=/x "), ["code", "--wait", "--user-data-dir=/x", "/a file"]);
        assert_eq!(words("'/my programs/ed' -c \"\""), ["/my programs/ed", "-c", "", "/a file"]);
        // nothing of it is run
        assert_eq!(words("vi;rm $HOME `id`")[..3], ["vi;rm", "$HOME", "`id`"]);
        for odd in ["  ", "\"vi"] {
            assert!(command(odd, Path::new("/a")).unwrap_err().contains("names no editor"), "{odd}");
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let command = command("twinge-no-such-editor -w", Path::new("/a")).unwrap();
        let why = begin(command, |_| {}).unwrap_err();
        assert!(why.contains("There is no program twinge-no-such-editor"), "{why}");
    }
}
