//! The beginning of a file, as the importers look at it to tell whether it is theirs.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::tables::{self, Heads, TableRow};

/// How many bytes are looked at: past the document type that Apple Health's export begins with, and past the first of
/// the samples that stand before what tells a JSON.
pub const START: usize = 64 << 10;

/// The first bytes of a file.
pub struct Start<'a> {
    /// As they stand.
    pub bytes: &'a [u8],
    text: OnceCell<Cow<'a, str>>,
    head: OnceCell<Option<(TableRow, Heads)>>,
}

impl<'a> Start<'a> {
    /// The beginning of these bytes.
    pub fn of(bytes: &'a [u8]) -> Self {
        let bytes = bytes.get(..START).unwrap_or(bytes);
        Self { bytes, text: OnceCell::new(), head: OnceCell::new() }
    }

    /// As text, blanks before it left out.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| tables::text(self.bytes)).trim_start()
    }

    /// Where an element with one of these names begins first, its prefix left out.
    fn element(&self, names: &[&str]) -> Option<usize> {
        let text = self.text();
        let first = |name: &&str| {
            let end = |at: usize| text[at..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
            let places = text.match_indices(name).map(|(at, found)| (at, at + found.len()));
            let mut places = places.filter(|&(at, after)| text[..at].ends_with(['<', ':']) && end(after));
            places.next().map(|(at, _)| at)
        };
        names.iter().filter_map(first).min()
    }

    /// True for XML whose first element of any kind of file is one of these.
    pub fn is_xml_of(&self, names: &[&str]) -> bool {
        const ROOTS: &[&str] =
            &["gpx", "TrainingCenterDatabase", "HealthData", "kml", "pwx", "polar-exercise-data", "ClinicalDocument"];
        if !self.text().starts_with('<') {
            return false;
        }
        let mine = self.element(names);
        mine.is_some() && self.element(ROOTS).is_none_or(|root| mine <= Some(root))
    }

    /// True for JSON.
    pub fn is_json(&self) -> bool {
        let begins = |after: char| matches!(after, '{' | '[' | ']' | '"' | '-' | '0'..='9');
        match self.text().strip_prefix('[') {
            Some(rest) => rest.trim_start().starts_with(begins),
            None => self.text().starts_with('{'),
        }
    }

    /// True for JSON that has all of these keys.
    pub fn is_json_with(&self, keys: &[&str]) -> bool {
        self.is_json() && keys.iter().all(|key| self.has_key(key))
    }

    fn has_key(&self, key: &str) -> bool {
        let text = self.text();
        let quoted = format!("\"{key}\"");
        text.match_indices(&quoted).any(|(at, found)| text[at + found.len()..].trim_start().starts_with(':'))
    }

    /// The first row of a list and its heads; nothing where it is no list.
    pub fn head(&self) -> Option<&(TableRow, Heads)> {
        let read = || {
            let text = self.text();
            let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(3);
            let cells = lines.any(|line| line.contains([',', ';', '\t']));
            if text.contains('\0') || !cells || text.starts_with(['<', '{', '[']) {
                return None;
            }
            let row = tables::rows(text).next()?;
            let heads = Heads::of(&row, "");
            Some((row, heads))
        };
        self.head.get_or_init(read).as_ref()
    }

    /// True for a list whose heads are so.
    pub fn is_list_of(&self, is: impl Fn(&Heads) -> bool) -> bool {
        self.head().is_some_and(|(_, heads)| is(heads))
    }
}
