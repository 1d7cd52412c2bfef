//! Which runs are shown.

use crate::domain::every_kind::Record;
use crate::domain::journal::Journal;
use crate::domain::names::Search;
use crate::domain::runs::{Run, Surface};

/// Which runs are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those with a part on that surface.
    pub surface: Option<Surface>,
    /// Only those whose line has these words in it.
    pub text: Search,
}

impl Filter {
    /// True where all are shown.
    pub fn is_open(&self) -> bool {
        self.surface.is_none() && self.text.is_empty()
    }

    /// True where a run is shown.
    pub fn lets_through(&self, run: &Run, journal: &Journal) -> bool {
        let surface = |surface| run.surfaces.iter().any(|stretch| stretch.surface == surface);
        self.surface.is_none_or(surface)
            && (self.text.is_empty()
                || self.text.finds(&run.describe(&journal.settings))
                || run.note.as_ref().is_some_and(|note| self.text.finds(note))
                || self.text.finds(&run.at.local().format("%a %-d %b %Y").to_string()))
    }

    /// The runs that are shown, newest first, with their places in the journal; each looked at only when asked for.
    pub fn runs<'a>(&'a self, journal: &'a Journal) -> impl Iterator<Item = (u32, &'a Run)> {
        let newest = journal.runs.iter().enumerate().rev().filter(|(_, run)| self.lets_through(run, journal));
        newest.map(|(place, run)| (u32::try_from(place).unwrap_or(u32::MAX), run))
    }

    /// What it lets through, in words.
    pub fn describe(&self) -> String {
        let text = (!self.text.is_empty()).then(|| format!("\u{201c}{}\u{201d}", self.text.typed()));
        let surface = self.surface.map(|surface| format!("on {}", surface.word()));
        [surface, text].into_iter().flatten().collect::<Vec<_>>().join(" and ")
    }
}
