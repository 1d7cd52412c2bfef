//! One form for everything: rows made from the fields of its subject, the text typed into them, and what that comes to.

use std::collections::BTreeMap;

use tui_input::Input as Text;

use super::note;
use super::picks::Picks;
use super::row::Row;
use super::subject::{Subject, Understood};
use crate::domain::change::Change;
use crate::domain::entry::Kind;
use crate::domain::field::{About, Input, Reading};
use crate::domain::id::Id;
use crate::domain::refusal::Refusal;
use crate::domain::when::{self, When};
use crate::formats::drafts_json::Draft;
use crate::tui::action::Motion;
use crate::tui::input::Key;

/// How many rows a page up or down goes.
const PAGE: usize = 6;
/// After how many keys a pause between words keeps the text on the disk.
const KEEP_EVERY: usize = 40;

/// A form.
#[derive(Debug)]
pub struct Form {
    /// What it is about.
    pub subject: Subject,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The row that is typed into.
    pub focus: usize,
    /// True once saving was tried: from then on what is missing is an error.
    pub tried: bool,
    /// True where it opened with a draft.
    pub from_draft: bool,
    /// How far it is scrolled.
    pub top: usize,
    /// Columns that a note has, as it was drawn last.
    pub note_width: usize,
    /// The texts it would open with without a draft.
    opened: Vec<String>,
    /// What was typed before it was started afresh.
    set_aside: Option<Vec<String>>,
    /// Keys since the text was last kept on the disk.
    unkept: usize,
    keep_now: bool,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is empty and must not be; shown once saving was tried.
    Missing(String),
    /// It cannot be read.
    Wrong(String),
}

impl Form {
    /// A form, with the draft where one was kept.
    pub fn open(subject: Subject, draft: Option<&Draft>, reading: &Reading) -> Self {
        let (fields, opened) = (subject.fields(), subject.texts(reading));
        let typed = |about: &About| draft.and_then(|draft| draft.fields.get(about.key)).cloned();
        let rows = fields.iter().zip(&opened).map(|(&about, opened)| {
            let text = typed(about).unwrap_or_else(|| opened.clone());
            Row::new(about, text, Picks::of(&subject, about, reading))
        });
        let rows = rows.collect();
        let mut form = Self {
            rows,
            focus: 0,
            tried: false,
            from_draft: draft.is_some(),
            top: 0,
            note_width: 0,
            opened,
            set_aside: None,
            unkept: 0,
            keep_now: false,
            subject,
        };
        form.focus = form.first_to_fill();
        if form.from_draft
            && let Some(place) = form.first_refused(reading)
        {
            form.focus = place;
            form.rows[place].refused = true;
        }
        form
    }

    /// The first row whose text is refused.
    fn first_refused(&self, reading: &Reading) -> Option<usize> {
        let understood = self.understand(Id(uuid::Uuid::nil()), reading);
        let wrong = |row: &Row| matches!(self.fault(row, understood.refusals()), Some(Fault::Wrong(_)));
        self.rows.iter().position(wrong)
    }

    /// The first row that must be filled and is not; a run needs its distance or its time. Else the first after the date.
    fn first_to_fill(&self) -> usize {
        // an edited question is there to be answered
        let asked = matches!(&self.subject, Subject::Edit(entry) if entry.item().kind() == Kind::Question);
        if let Some(answer) = self.rows.iter().position(|row| row.about.key == "answer").filter(|_| asked) {
            return answer;
        }
        // of a visit the date is the point
        if matches!(self.subject, Subject::New(Kind::Visit)) {
            return 0;
        }
        let needed =
            |row: &Row| (row.about.required || row.about.input == Input::Distance) && row.text.value().is_empty();
        let after_date = usize::from(self.rows.len() > 1);
        self.rows.iter().position(needed).unwrap_or(after_date)
    }

    /// The form as it was before anything was typed; once more, what was typed is back.
    pub fn start_afresh(&mut self) {
        let texts: Vec<String> = self.rows.iter().map(|row| row.text.value().to_owned()).collect();
        let untouched = self.is_untouched();
        let wanted = self.set_aside.take().filter(|_| untouched).unwrap_or_else(|| self.opened.clone());
        for (row, text) in self.rows.iter_mut().zip(&wanted) {
            row.text = Text::new(text.clone());
            row.leave();
        }
        if !untouched {
            self.set_aside = Some(texts);
        }
        (self.tried, self.from_draft) = (false, false);
        self.focus = self.first_to_fill();
    }

    /// True where what was typed before it was started afresh can come back.
    pub fn can_come_back(&self) -> bool {
        self.set_aside.is_some() && self.is_untouched()
    }

    /// Goes to the next row, or the one before; round the end.
    pub fn turn(&mut self, on: bool) {
        let len = self.rows.len().max(1);
        self.go((self.focus + if on { 1 } else { len - 1 }) % len);
    }

    /// Goes to a row.
    pub fn go(&mut self, row: usize) {
        if row != self.focus && row < self.rows.len() {
            if let Some(left) = self.rows.get_mut(self.focus) {
                left.leave();
            }
            self.focus = row;
        }
    }

    /// Moves up or down: within a note of several lines first, then among the rows, not round the end.
    pub fn moved(&mut self, motion: Motion) {
        let last = self.rows.len().saturating_sub(1);
        let to = match motion {
            Motion::Up | Motion::Down if self.moved_in_note(motion == Motion::Down) => return,
            Motion::Up => self.focus.saturating_sub(1),
            Motion::Down => self.focus.saturating_add(1),
            Motion::PageUp => self.focus.saturating_sub(PAGE),
            Motion::PageDown => self.focus.saturating_add(PAGE),
            Motion::Top => 0,
            Motion::Bottom => last,
            // inside a row these are keys of its text
            Motion::Left | Motion::Right => return,
        };
        self.go(to.min(last));
    }

    /// Moves the cursor a line up or down in a note; false where there is no such line.
    fn moved_in_note(&mut self, down: bool) -> bool {
        let width = self.note_width;
        let Some(row) = self.rows.get_mut(self.focus).filter(|row| row.about.input == Input::Lines) else {
            return false;
        };
        match note::vertical(row.text.value(), row.text.cursor(), down, width) {
            Some(cursor) => {
                row.text = row.text.clone().with_cursor(cursor);
                true
            }
            None => false,
        }
    }

    /// Types, edits or picks in the row that is typed into.
    pub fn key(&mut self, key: Key) {
        let Some(row) = self.rows.get_mut(self.focus) else { return };
        row.key(key);
        self.unkept += 1;
        let pauses = matches!(key, Key::Char(' ') | Key::Ctrl('j') | Key::AltEnter);
        self.keep_now |= pauses && self.unkept >= KEEP_EVERY;
    }

    /// Puts pasted text into the row that is typed into.
    pub fn paste(&mut self, pasted: &str) {
        let Some(row) = self.rows.get_mut(self.focus) else { return };
        row.paste(pasted);
        self.unkept += pasted.len();
        self.keep_now |= self.unkept >= KEEP_EVERY;
    }

    /// True, once, where so much was typed that it should be kept on the disk even before the form is closed.
    pub fn wants_keeping(&mut self) -> bool {
        let wants = std::mem::take(&mut self.keep_now);
        if wants {
            self.unkept = 0;
        }
        wants
    }

    /// Picks a word of a row, or takes it out again.
    pub fn pick(&mut self, row: usize, word: &str) {
        self.go(row);
        if let Some(row) = self.rows.get_mut(row) {
            row.pick(word);
        }
    }

    /// The texts as they count: a word that begins only one of a field's words stands for it.
    fn texts(&self) -> Vec<String> {
        self.rows.iter().map(Row::counts).collect()
    }

    /// What the texts come to.
    pub fn understand(&self, id: Id, reading: &Reading) -> Understood {
        self.subject.understand(id, &self.texts(), &self.opened, reading)
    }

    /// What is wrong with a row, from all that was refused.
    pub fn fault(&self, row: &Row, refusals: &[Refusal]) -> Option<Fault> {
        let refusal = refusals.iter().find(|refusal| refusal.field == Some(row.about.key))?;
        let says = refusal.says.clone();
        Some(if row.text.value().trim().is_empty() { Fault::Missing(says) } else { Fault::Wrong(says) })
    }

    /// The change to save. Where there is something wrong, the first such row is the one typed into.
    ///
    /// # Errors
    /// What belongs to no row.
    pub fn submit(&mut self, id: Id, reading: &Reading) -> Result<Change, Option<Refusal>> {
        self.tried = true;
        let refusals = match self.understand(id, reading).change {
            Ok(change) => return Ok(change),
            Err(refusals) => refusals,
        };
        match self.rows.iter().position(|row| refusals.iter().any(|r| r.field == Some(row.about.key))) {
            Some(row) => {
                self.go(row);
                Err(None)
            }
            None => Err(refusals.into_iter().next()),
        }
    }

    /// True where nothing was typed, or all of it taken back.
    pub fn is_untouched(&self) -> bool {
        self.rows.iter().zip(&self.opened).all(|(row, opened)| row.text.value() == opened)
    }

    /// What a row said of the entry that is edited, where it says nothing now.
    pub fn emptied(&self, row: usize) -> Option<&str> {
        let (now, was) = (self.rows.get(row)?, self.opened.get(row)?);
        let edits = matches!(self.subject, Subject::Edit(_));
        (edits && now.text.value().is_empty() && !was.is_empty()).then_some(was)
    }

    /// What was typed, to be offered again. A date is kept as the one it names now: "yesterday" is another day tomorrow.
    pub fn draft(&self, reading: &Reading) -> Draft {
        let changed = self.rows.iter().zip(&self.opened).filter(|(row, opened)| row.text.value() != *opened);
        let fields = changed.map(|(row, _)| {
            let typed = row.text.value();
            let dated = if row.about.input == Input::When { lasting(typed, reading) } else { None };
            (row.about.key.to_owned(), dated.unwrap_or_else(|| typed.to_owned()))
        });
        Draft { form: self.subject.name(), fields: fields.collect::<BTreeMap<_, _>>() }
    }
}

/// A typed date as one that names the same day tomorrow.
fn lasting(typed: &str, reading: &Reading) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    match When::read(typed, reading.clock, reading.journal.day_starts_at()).ok()? {
        When::At(at) => Some(when::write(at, reading.clock)),
        When::Day(day) => Some(day.to_string()),
    }
}

#[cfg(test)]
mod tests;
