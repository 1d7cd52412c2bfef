//! One form for everything: rows made from the fields of its subject, the text typed into them, and what that comes to.

pub mod choices;
pub mod condition;
pub mod field_row;
pub mod inline;
pub mod layout;
pub mod preview;
pub mod subject;
pub mod text_area;
pub mod view;

use std::collections::VecDeque;

use tui_input::InputRequest;

use super::editing::Killed;
use super::versions::{TypingBegan, Version, is_date};
use crate::domain::change::Change;
use crate::domain::day::Clock;
use crate::domain::entry::Entry;
use crate::domain::field::{FieldInfo, Input, Reading};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::when::{self, When};
use crate::formats::drafts_json::{Draft, Keep};
use crate::tui::modals::form::choices::Picks;
use crate::tui::modals::form::field_row::FieldRow;
use crate::tui::modals::form::subject::{Subject, Understood};
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::Motion;

/// How many rows a page up or down goes.
const PAGE: usize = 6;
/// After how many keys a pause between words keeps the text on the disk.
const KEEP_EVERY: usize = 40;

#[derive(Debug)]
pub struct Form {
    /// What it is about.
    pub subject: Subject,
    pub rows: Vec<FieldRow>,
    /// The row that is typed into.
    pub focus: usize,
    /// True once saving was tried: from then on what is missing is an error.
    pub tried: bool,
    /// True where it opened with a draft.
    pub from_draft: bool,
    /// True once the fields that are not used every day are shown.
    pub is_open: bool,
    /// How far it is scrolled.
    pub top: usize,
    /// Columns that a note has, as it was drawn last.
    pub note_width: usize,
    /// When typing began; nothing while nothing is typed.
    pub begun: Option<TypingBegan>,
    /// The texts it would open with without a draft.
    opened: Vec<String>,
    /// The draft that the text is kept as.
    kept: Option<Draft>,
    /// What else was typed into it, the next to be shown first.
    aside: VecDeque<Version>,
    /// How many of those come before the empty form does.
    left: usize,
    /// Keys since the text was last kept on the disk.
    unkept: usize,
    keep_now: bool,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// It is empty and must not be; shown once saving was tried.
    Missing(String),
    /// It cannot be read.
    Wrong(String),
}

impl Form {
    /// A form, with the first of its drafts.
    pub fn open(subject: Subject, drafts: &[Draft], reading: &Reading) -> Self {
        let (fields, opened) = (subject.fields(), subject.texts(reading));
        let row = |(&about, opened): (&&'static FieldInfo, &String)| {
            FieldRow::new(about, opened.clone(), Picks::of(&subject, about, reading))
        };
        let rows = fields.iter().zip(&opened).map(row).collect();
        let name = subject.name();
        let (own, others): (Vec<&Draft>, Vec<&Draft>) = drafts.iter().partition(|draft| draft.form == name);
        let (opens_with_one, all) = (!own.is_empty(), own.into_iter().chain(others));
        let aside = all.map(|draft| Version::of(draft, &name, &fields, &opened)).collect();
        let mut form = Self {
            rows,
            focus: 0,
            tried: false,
            from_draft: false,
            is_open: false,
            top: 0,
            note_width: 0,
            begun: None,
            opened,
            kept: None,
            aside,
            left: 0,
            unkept: 0,
            keep_now: false,
            subject,
        };
        form.focus = form.first_to_fill();
        if opens_with_one {
            form.next_version(reading);
        }
        form.open_for_focus();
        form
    }

    /// True for a row that is not used every day, says nothing and was not asked for yet.
    pub fn is_hidden(&self, row: usize) -> bool {
        let is_rare = |row: &FieldRow| !self.subject.is_daily(row.about.key) && row.text.value().is_empty();
        !self.is_open && row != self.focus && self.rows.get(row).is_some_and(is_rare)
    }

    /// True where some row is not shown yet.
    pub fn has_hidden(&self) -> bool {
        (0..self.rows.len()).any(|row| self.is_hidden(row))
    }

    /// Shows the fields that are not used every day too.
    pub fn open_rest(&mut self) {
        self.is_open = true;
    }

    /// Where one is among the fields that are not used every day, all of them are shown.
    fn open_for_focus(&mut self) {
        let is_rare = |row: &FieldRow| !self.subject.is_daily(row.about.key);
        self.is_open |= self.rows.get(self.focus).is_some_and(is_rare);
    }

    /// The first row whose text is refused.
    fn first_refused(&self, reading: &Reading) -> Option<usize> {
        let understood = self.understand(Id(uuid::Uuid::nil()), reading);
        let wrong = |row: &FieldRow| matches!(self.fault(row, understood.refusals()), Some(RowFault::Wrong(_)));
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
            |row: &FieldRow| (row.about.required || row.about.input == Input::Distance) && row.text.value().is_empty();
        let after_date = usize::from(self.rows.len() > 1);
        self.rows.iter().position(needed).unwrap_or(after_date)
    }

    /// The next draft; after the last one the form as it was before anything was typed; then they come back.
    pub fn next_version(&mut self, reading: &Reading) {
        if self.is_untouched() {
            self.left = self.aside.len();
        } else {
            self.aside.push_back(self.version(reading));
        }
        let next = if self.left > 0 { self.aside.pop_front() } else { None };
        self.left = self.left.saturating_sub(1);
        let blank = || Version { texts: self.opened.clone(), begun: None, kept: None, shown: true };
        let Version { texts, begun, kept, .. } = next.unwrap_or_else(blank);
        for (row, text) in self.rows.iter_mut().zip(texts) {
            row.show(text);
        }
        (self.tried, self.from_draft, self.begun, self.kept) = (false, kept.is_some(), begun, kept);
        self.focus = self.first_to_fill();
        if self.from_draft
            && let Some(place) = self.first_refused(reading)
        {
            self.focus = place;
            self.rows[place].refused = true;
        }
        self.open_for_focus();
    }

    /// Which of how many texts is shown, from 1; nothing where there is only one, or the empty form is shown.
    pub fn place(&self) -> Option<(usize, usize)> {
        let all = self.aside.len() + 1;
        (!self.is_untouched() && all > 1).then(|| (all - self.left, all))
    }

    /// True where the empty form comes next.
    pub fn starts_afresh(&self) -> bool {
        !self.is_untouched() && self.left == 0
    }

    /// True where another text comes before the empty form.
    pub fn has_next(&self) -> bool {
        self.left > 0
    }

    /// True where what can come back was on the screen before.
    pub fn was_shown(&self) -> bool {
        self.aside.iter().any(|version| version.shown)
    }

    /// How many texts can come back to the empty form.
    pub fn can_come_back(&self) -> usize {
        if self.is_untouched() { self.aside.len() } else { 0 }
    }

    /// Drafts that somebody else kept meanwhile are offered too.
    pub fn offer(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let is_known = |kept: Option<&Draft>| kept == Some(draft);
            if !is_known(self.kept.as_ref()) && !self.aside.iter().any(|version| is_known(version.kept.as_ref())) {
                let (name, fields) = (self.subject.name(), self.subject.fields());
                self.aside.push_back(Version::of(draft, &name, &fields, &self.opened));
                self.left += usize::from(!self.is_untouched());
            }
        }
    }

    /// Something was typed or picked, or taken back again, at this moment.
    pub fn was_typed(&mut self, now: TypingBegan) {
        self.begun = if self.is_untouched() { None } else { self.begun.or(Some(now)) };
        for (row, opened) in self.rows.iter_mut().zip(&self.opened).filter(|(row, _)| is_date(row.about)) {
            row.date_typed(now.at, opened);
        }
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
            self.open_for_focus();
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
        match text_area::vertical(row.text.value(), row.text.cursor(), down, width) {
            Some(cursor) => {
                row.text.handle(InputRequest::SetCursor(cursor));
                true
            }
            None => false,
        }
    }

    /// Types, edits or picks in the row that is typed into.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        let Some(row) = self.rows.get_mut(self.focus) else { return };
        row.key(key, cut);
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

    /// True where the row that is typed into has a long text.
    pub fn is_in_long_text(&self) -> bool {
        self.rows.get(self.focus).is_some_and(|row| row.about.input == Input::Lines)
    }

    /// The text of the row one is in where that is a long one, else of the first such row, which is gone to; nothing
    /// where there is none.
    pub fn long_text(&mut self) -> Option<String> {
        let is_long = |row: &FieldRow| row.about.input == Input::Lines;
        let here = self.rows.get(self.focus).filter(|row| is_long(row)).map(|_| self.focus);
        let place = here.or_else(|| self.rows.iter().position(is_long))?;
        self.go(place);
        self.rows.get(place).map(|row| row.text.value().to_owned())
    }

    /// An editor made this of the text of the row one is in.
    pub fn take_long_text(&mut self, text: &str) {
        if let Some(row) = self.rows.get_mut(self.focus).filter(|row| row.about.input == Input::Lines) {
            row.replace(text);
            self.keep_now = true;
        }
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

    /// The texts as they count: a word that begins only one of a field's words stands for it, and a date is the one
    /// that it was when it was typed.
    fn texts(&self, reading: &Reading) -> Vec<String> {
        let typed: Vec<String> = self.rows.iter().map(FieldRow::counts).collect();
        let mut texts = typed.clone();
        for (place, text) in texts.iter_mut().enumerate() {
            if let Some(lasting) = self.lasting(place, &typed, reading, false) {
                *text = lasting;
            }
        }
        texts
    }

    /// A typed date as one that names the same day tomorrow; nothing where it is none, or is refused, or, unless it is
    /// for good, says the same as when it was typed.
    fn lasting(&self, place: usize, texts: &[String], reading: &Reading, for_good: bool) -> Option<String> {
        let row = self.rows.get(place)?;
        let then = Clock { now: row.dated()?, ..reading.clock };
        let (start, today) = (reading.journal.day_starts_at(), reading.clock.now.day(reading.journal.day_starts_at()));
        let when = When::read(texts.get(place)?, then, start).ok()?;
        let is_another = for_good || then.now.day(start) != today || when == When::Day(today);
        if !is_another && When::read(texts.get(place)?, reading.clock, start).ok() == Some(when) {
            return None;
        }
        let reading = Reading { clock: then, ..*reading };
        let understood = self.subject.understand(Id(uuid::Uuid::nil()), texts, &self.opened, None, &reading);
        if understood.refusals().iter().any(|refusal| refusal.field == Some(row.about.key)) {
            return None;
        }
        // what the entry made of it: some dates lean to the future
        let Some(item) = understood.entry.as_ref().map(Entry::item) else {
            return Some(match when {
                When::At(at) => when::write(at, then),
                When::Day(day) => day.to_string(),
            });
        };
        match when {
            When::Day(_) if row.about.key == "at" && item.at() != then.now => Some(item.at().day(start).to_string()),
            _ if row.about.key == "at" => Some(when::write(item.at(), then)),
            _ => item.text(row.about.key, &reading),
        }
    }

    /// What the texts come to.
    pub fn understand(&self, id: Id, reading: &Reading) -> Understood {
        let mut understood = self.subject.understand(id, &self.texts(reading), &self.opened, self.begun, reading);
        // who begins a visit with whom it is with types a name where the date stands
        if matches!(self.subject, Subject::New(Kind::Visit) | Subject::Given(Kind::Visit, _))
            && let Err(refusals) = &mut understood.change
            && let Some(date) = refusals.iter_mut().find(|refusal| refusal.field == Some("at"))
        {
            date.message.push_str(" Who it is with is the next field.");
        }
        // a date that could be of two years says which it takes
        if let (Some(Entry::Visit(visit)), Some(date), Some(Some(echo))) =
            (&understood.entry, self.rows.first(), understood.echoes.first_mut())
            && let Some(nearer) = visit.nearer_than(date.text.value(), reading)
        {
            echo.push_str(&format!(", {nearer}"));
        }
        understood
    }

    /// What is wrong with a row, from all that was refused.
    pub fn fault(&self, row: &FieldRow, refusals: &[Refusal]) -> Option<RowFault> {
        let refusal = refusals.iter().find(|refusal| refusal.field == Some(row.about.key))?;
        let message = refusal.message.clone();
        Some(if row.text.value().trim().is_empty() { RowFault::Missing(message) } else { RowFault::Wrong(message) })
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

    /// What was typed, whole. A date is kept as the one it named then: "yesterday" is another day tomorrow.
    fn version(&self, reading: &Reading) -> Version {
        let counts: Vec<String> = self.rows.iter().map(FieldRow::counts).collect();
        let text = |(place, row): (usize, &FieldRow)| {
            self.lasting(place, &counts, reading, true).unwrap_or_else(|| row.text.value().to_owned())
        };
        let texts = self.rows.iter().enumerate().map(text).collect();
        Version { texts, begun: self.begun, kept: self.kept.clone(), shown: true }
    }

    fn draft_of(&self, version: &Version) -> Draft {
        let is_pain = self.subject.kind() == Some(Kind::Pain);
        version.draft(self.subject.name(), &self.subject.fields(), &self.opened, is_pain)
    }

    /// What was typed, to be offered again.
    pub fn draft(&self, reading: &Reading) -> Draft {
        self.draft_of(&self.version(reading))
    }

    /// Keeps what was typed as a draft, while the form stays open.
    pub fn keep(&mut self, reading: &Reading) -> Keep {
        let draft = self.draft(reading);
        let was = self.kept.replace(draft.clone());
        Keep::Put { draft, was }
    }

    /// The form is closed: what of it is kept as drafts. A text that was taken back, or set aside for the empty form, is
    /// not; of several that were set aside all are, and so is what was never shown.
    pub fn close(&mut self, reading: &Reading) -> Vec<Keep> {
        if !self.is_untouched() {
            let mut changes = self.set_aside();
            changes.push(self.keep(reading));
            return changes;
        }
        match (self.kept.take(), self.aside.len()) {
            (Some(kept), _) => self.set_aside().into_iter().chain([Keep::Forget(kept)]).collect(),
            (None, 1) if self.aside.iter().all(|version| version.shown) => {
                self.aside.drain(..).filter_map(|version| version.kept).map(Keep::Forget).collect()
            }
            (None, _) => self.set_aside(),
        }
    }

    /// The form is saved: its draft is no longer needed, what was set aside is.
    pub fn saved(&mut self) -> Vec<Keep> {
        self.set_aside().into_iter().chain(self.kept.take().map(Keep::Forget)).collect()
    }

    /// What was set aside and is not kept as it is.
    fn set_aside(&self) -> Vec<Keep> {
        let changes = self.aside.iter().map(|version| (self.draft_of(version), version.kept.clone()));
        changes
            .filter(|(draft, was)| was.as_ref() != Some(draft))
            .map(|(draft, was)| Keep::Put { draft, was })
            .collect()
    }
}

#[cfg(test)]
mod tests;
