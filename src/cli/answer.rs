//! What a command has to show.

use crate::domain::settings::ThemeName;
use crate::page::Page;
use crate::store::write_out::Fill;

/// What a command has to show.
#[derive(Default)]
pub struct Answer {
    /// As lines.
    pub page: Page,
    /// As JSON.
    pub json: Option<String>,
    /// As a format that has its own rules for controls, such as CSV; in place of the page and of JSON.
    pub raw: Option<Fill<'static>>,
    /// What else is to be known, each a finished sentence, for standard error.
    pub notes: Vec<String>,
    /// What failed, each a finished sentence, for standard error; JSON has it already.
    pub failures: Vec<String>,
    /// True where what was shown is bad news (a damaged file): exit code 1.
    pub failed: bool,
    /// True where consent was not given: exit code 2.
    pub refused: bool,
    /// True where what was asked for is on the disk already: an answer that cannot be printed does not undo it.
    pub done: bool,
    /// True where it was made as short as `-q` wants it.
    pub brief: bool,
    /// True where other copies of the journal need not be named, because that was done or would be in the way.
    pub copies_told: bool,
    /// True where it is no news that there is no journal yet.
    pub of_no_journal: bool,
    /// The theme that the journal has set.
    pub theme: ThemeName,
}

impl Answer {
    pub(super) fn line(text: impl Into<String>) -> Self {
        Self { page: Page::line(text), ..Self::default() }
    }

    /// The answer where consent was not given.
    pub(super) fn unchanged(message: &str) -> Self {
        Self { notes: vec![message.to_owned()], refused: true, of_no_journal: true, ..Self::default() }
    }

    pub(super) fn raw(fill: Fill<'static>) -> Self {
        Self { raw: Some(fill), ..Self::default() }
    }
}
