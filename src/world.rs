//! The only view of the outside: the clock and its zone, the environment, folders, terminals and streams.

use std::ffi::OsString;
use std::io::{IsTerminal, Read, Write};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, Local, MappedLocalTime, NaiveDateTime, Offset, TimeZone, Timelike};
use uuid::Uuid;

/// The outside as the program sees it; a test gives it a fixed one.
pub struct World {
    /// The present moment, to the second.
    pub now: Box<dyn Fn() -> DateTime<FixedOffset>>,
    /// The offset that a local date and hour has here.
    pub offset: fn(NaiveDateTime) -> MappedLocalTime<FixedOffset>,
    /// A fresh id.
    pub id: Box<dyn Fn() -> Uuid>,
    /// A variable of the environment; an empty one counts as unset.
    pub variable: Box<dyn Fn(&str) -> Option<OsString>>,
    /// Where journals live by default, if the system says so.
    pub data_folder: Option<PathBuf>,
    /// Where programs keep what is this computer's own, if the system says so.
    pub state_folder: Option<PathBuf>,
    /// Where programs keep what they can do without, if the system says so.
    pub cache_folder: Option<PathBuf>,
    /// The folder for what a person writes for the program, where the system knows one.
    pub config_folder: Option<PathBuf>,
    /// True where both standard input and output are terminals.
    pub is_terminal: bool,
    /// True where standard output is a terminal.
    pub out_is_terminal: bool,
    /// True where standard input is a terminal.
    pub in_is_terminal: bool,
    /// True where standard error is a terminal: what is asked there is seen.
    pub err_is_terminal: bool,
    /// The columns of the terminal.
    pub terminal_columns: Option<usize>,
    /// Standard input.
    pub input: Box<dyn Read>,
    /// Standard output.
    pub out: Box<dyn Write>,
    /// Standard error.
    pub err: Box<dyn Write>,
}

/// Text is not broken into narrower lines.
const LEAST_COLUMNS: usize = 20;

/// The sequence that hands a text to the clipboard of the terminal (OSC 52); one that lets no program do so leaves it.
pub fn to_clipboard(text: &str) -> Vec<u8> {
    format!("\x1b]52;c;{}\x07", STANDARD.encode(text)).into_bytes()
}

fn terminal_columns() -> Option<usize> {
    let of = |size: rustix::io::Result<rustix::termios::Winsize>| size.ok().map(|size| usize::from(size.ws_col));
    let (out, err) = (std::io::stdout(), std::io::stderr());
    of(rustix::termios::tcgetwinsize(out)).or_else(|| of(rustix::termios::tcgetwinsize(err)))
}

impl World {
    /// The folder that `~` stands for.
    pub fn home(&self) -> Option<PathBuf> {
        (self.variable)("HOME").map(PathBuf::from)
    }

    /// The columns into which standard output is fitted: those of `COLUMNS`, or of the terminal. Nothing on a pipe.
    pub fn columns(&self) -> Option<usize> {
        self.columns_of(self.out_is_terminal)
    }

    /// The columns into which standard error is fitted.
    pub fn err_columns(&self) -> Option<usize> {
        self.columns_of(self.err_is_terminal)
    }

    fn columns_of(&self, is_terminal: bool) -> Option<usize> {
        let set = (self.variable)("COLUMNS").and_then(|columns| columns.to_str()?.trim().parse().ok());
        let columns = set.or(self.terminal_columns.filter(|_| is_terminal));
        columns.filter(|columns| *columns > 0).map(|columns| columns.max(LEAST_COLUMNS))
    }

    /// True where the locale names a set of signs that is not UTF-8, as `C` does. Where no locale is set, the terminal
    /// is taken for what terminals are today.
    pub fn is_ascii_locale(&self) -> bool {
        let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| (self.variable)(name));
        let locale = set.map(|value| value.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        let signs = locale.split_once('.').map(|(_, signs)| signs.split('@').next().unwrap_or_default());
        match signs {
            Some(signs) => !["utf-8", "utf8"].contains(&signs),
            None => ["c", "posix"].contains(&locale.as_str()),
        }
    }

    /// The real outside.
    #[allow(clippy::disallowed_methods)] // this is the one place
    pub fn real() -> Self {
        let folders = directories::ProjectDirs::from("", "", "twinge");
        let state = |dirs: &directories::ProjectDirs| dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned();
        Self {
            now: Box::new(real_now),
            offset: |naive| Local.offset_from_local_datetime(&naive).map(|offset| offset.fix()),
            id: Box::new(real_id),
            variable: Box::new(|name| std::env::var_os(name).filter(|value| !value.is_empty())),
            data_folder: folders.as_ref().map(|dirs| dirs.data_dir().to_owned()),
            state_folder: folders.as_ref().map(state),
            cache_folder: folders.as_ref().map(|dirs| dirs.cache_dir().to_owned()),
            config_folder: folders.as_ref().map(|dirs| dirs.config_dir().to_owned()),
            is_terminal: std::io::stdin().is_terminal() && std::io::stdout().is_terminal(),
            out_is_terminal: std::io::stdout().is_terminal(),
            in_is_terminal: std::io::stdin().is_terminal(),
            err_is_terminal: std::io::stderr().is_terminal(),
            terminal_columns: terminal_columns(),
            input: Box::new(std::io::stdin()),
            out: Box::new(std::io::stdout()),
            err: Box::new(std::io::stderr()),
        }
    }

    /// A world in which it is always `now`, in a zone one hour east, ids that count from 1, no environment, no folder,
    /// terminals on all sides, and output that nobody reads: for tests.
    pub fn fixed(now: DateTime<FixedOffset>) -> Self {
        let ids = std::cell::Cell::new(0);
        Self {
            now: Box::new(move || now),
            offset: |_| FixedOffset::east_opt(3600).map_or(MappedLocalTime::None, MappedLocalTime::Single),
            id: Box::new(move || {
                ids.set(ids.get() + 1);
                Uuid::from_u128(ids.get())
            }),
            variable: Box::new(|_| None),
            data_folder: None,
            state_folder: None,
            cache_folder: None,
            config_folder: None,
            is_terminal: true,
            out_is_terminal: true,
            in_is_terminal: true,
            err_is_terminal: true,
            terminal_columns: None,
            input: Box::new(std::io::empty()),
            out: Box::new(std::io::sink()),
            err: Box::new(std::io::sink()),
        }
    }
}

/// A fresh id. Version 7 counts from 1970: a clock that is before that gives the first moment of it.
#[allow(clippy::disallowed_methods)] // this is the one place
fn real_id() -> Uuid {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(_) => Uuid::now_v7(),
        Err(_) => {
            let [random @ .., _, _, _, _, _, _] = fastrand::u128(..).to_be_bytes();
            uuid::Builder::from_unix_timestamp_millis(0, &random).into_uuid()
        }
    }
}

#[allow(clippy::disallowed_methods)] // this is the one place
fn real_now() -> DateTime<FixedOffset> {
    let now = Local::now().fixed_offset();
    now.with_nanosecond(0).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_to_the_clipboard_as_base64_and_nothing_of_it_is_a_sequence() {
        assert_eq!(to_clipboard("pain 4"), b"\x1b]52;c;cGFpbiA0\x07");
        let odd = to_clipboard("a\x1b]0;b\x07\u{e9}");
        assert_eq!(odd.iter().filter(|&&byte| byte == 0x1b || byte == 7).count(), 2);
    }

    #[test]
    fn a_locale_without_utf_8_draws_in_ascii_and_none_at_all_does_not() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[], false),
            (&[("LANG", "en_GB.UTF-8")], false),
            (&[("LANG", "de_DE")], false),
            (&[("LANG", "C.utf8")], false),
            (&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")], true),
            (&[("LC_CTYPE", "POSIX"), ("LANG", "en_GB.UTF-8")], true),
            (&[("LC_ALL", "en_GB.UTF-8"), ("LANG", "C")], false),
            (&[("LANG", "de_DE.ISO-8859-15@euro")], true),
        ];
        for (set, ascii) in cases {
            let mut world = World::fixed(DateTime::UNIX_EPOCH.fixed_offset());
            world.variable =
                Box::new(move |name| set.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()));
            assert_eq!(world.is_ascii_locale(), ascii, "{set:?}");
        }
    }
}
