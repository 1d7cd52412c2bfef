//! The warning-signs check as questions one below the other: a key each, yes, no, or not asked. A yes speaks at once:
//! what to do stands above the questions, in full; where there is no room for both, it has the body to itself first.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::checks::{Answer, NOTES, SIGNS, Signs};
use crate::domain::day::{At, Clock};
use crate::domain::field::Reading;
use crate::domain::when;
use crate::formats::drafts_json::Draft;
use crate::insight::warnings::{Numbers, Warning, tone};
use crate::page::{Line, Tone};
use crate::tui::theme::Theme;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;

/// The height from which there is room to say what an open answer means.
const ROOMY: u16 = 12;
/// What is asked of every sign.
const ASKED: &str = "Is any of this true now? This list cannot rule anything out.";
/// The place of what stands above the questions.
const ABOVE: usize = usize::MAX;
/// Said below what to do, where that has the body to itself.
const BACK: &str = "Any key: on to the questions.";
/// Columns in front of a question.
const LEAD: usize = 7;

/// The questions with the answers so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckSheet {
    signs: Signs,
    /// The question that is answered next.
    at: usize,
    /// The first line shown.
    top: usize,
    /// The first line shown of what to do, while that has the body to itself.
    told: Option<usize>,
    /// What to do, as it was told last in a body of its own.
    heard: Option<String>,
    /// The number to call, where one was set.
    numbers: Numbers,
    /// The day it is made.
    today: NaiveDate,
    /// What else was typed of this check in the full form: its date, its note.
    rest: Vec<(String, String)>,
    /// When the first answer was given: the moment of the check where no other was typed.
    begun: Option<At>,
    /// The draft that it began with.
    kept: Option<Draft>,
}

impl CheckSheet {
    /// The questions, with the answers of a draft.
    pub fn open(draft: Option<&Draft>, numbers: Numbers, today: NaiveDate) -> Self {
        let begun = draft.and_then(|draft| draft.begun);
        let mut sheet = Self { begun, kept: draft.cloned(), numbers, today, ..Self::default() };
        let texts = || draft.iter().flat_map(|draft| &draft.fields);
        sheet.signs = Signs::of_texts(texts());
        let rest = texts().filter(|(key, _)| !SIGNS.iter().any(|(sign, ..)| sign == key));
        sheet.rest = rest.map(|(key, text)| (key.clone(), text.clone())).collect();
        let open = sheet.answers().position(|answer| answer.is_none());
        sheet.at = open.unwrap_or(0);
        sheet
    }

    fn answers(&self) -> impl Iterator<Item = Option<Answer>> {
        self.signs.answers().map(|(.., answer)| answer)
    }

    /// What is answered yes so far.
    pub fn warning(&self) -> Option<Warning> {
        Warning::of(&self.signs, &self.numbers, self.today)
    }

    /// What to do about it, in lines as wide as the body.
    fn action(&self, body: Rect) -> Vec<Line> {
        let found = self.warning();
        found.map(|found| text::band(&found.action(), found.tone(), usize::from(body.width))).unwrap_or_default()
    }

    /// True where there is room for what to do and for the question.
    fn has_room(&self, body: Rect) -> bool {
        let question = self.lines(body).iter().filter(|(at, _)| *at == self.at).count();
        usize::from(title(body)) + self.action(body).len() + question <= usize::from(body.height)
    }

    /// Rows above the questions.
    fn head(&self, body: Rect) -> usize {
        usize::from(title(body)) + if self.has_room(body) { self.action(body).len() } else { 0 }
    }

    /// Turns a page of what to do, where that has the body to itself.
    fn turned(&mut self, forward: bool, body: Rect) -> bool {
        let Some(top) = self.told else { return false };
        let height = usize::from(body.height).max(1);
        self.told = match forward {
            true => Some(top + height).filter(|&next| next < self.action(body).len()),
            false => Some(top.saturating_sub(height)),
        };
        true
    }

    /// Answers the question and goes to the next; nothing is \u{201c}not asked\u{201d}. What to do is read to its end first.
    pub fn answer(&mut self, answer: Option<Answer>, now: At, body: Rect) {
        if self.turned(true, body) {
            return;
        }
        self.begun = self.begun.or(answer.map(|_| now));
        if let Some((sign, ..)) = SIGNS.get(self.at) {
            self.signs.answer(sign, answer);
        }
        self.at = (self.at + 1).min(SIGNS.len() - 1);
    }

    /// True where every question has its answer.
    pub fn is_complete(&self) -> bool {
        self.answers().all(|answer| answer.is_some())
    }

    /// Goes to another question, of a body of that size.
    pub fn moved(&mut self, motion: Motion, body: Rect) {
        if self.turned(!matches!(motion, Motion::Up | Motion::PageUp | Motion::Top), body) {
            return;
        }
        let height = usize::from(body.height).saturating_sub(1) / 2;
        self.at = scroll::moved(self.at, motion, SIGNS.len(), height);
    }

    /// Goes to the question in a line of the body.
    pub fn clicked(&mut self, line: usize, body: Rect) {
        if self.turned(true, body) {
            return;
        }
        let (lines, first) = (self.lines(body), self.head(body));
        let clicked = line.checked_sub(first).and_then(|line| lines.get(self.top + line));
        if let Some((at, _)) = clicked.filter(|(at, _)| *at != ABOVE) {
            self.at = (*at).min(SIGNS.len() - 1);
        }
    }

    /// Keeps the question in view, and what to do about a yes, in a body of that size.
    pub fn followed(&mut self, body: Rect) {
        let action = self.warning().map(|found| found.action()).filter(|_| !self.has_room(body));
        if self.heard != action {
            (self.told, self.heard) = (action.is_some().then_some(0), action);
        }
        let height = usize::from(body.height).saturating_sub(self.head(body));
        let lines = self.lines(body);
        let first = lines.iter().position(|(at, _)| *at == self.at).unwrap_or(0);
        // the notes at the end belong to the last question
        let last = lines.iter().rposition(|(at, _)| *at != ABOVE && (*at).min(SIGNS.len() - 1) == self.at).unwrap_or(0);
        let top = scroll::top(self.top, last, lines.len(), height);
        self.top = scroll::top(top, first, lines.len(), height);
    }

    /// The answers as the fields of a check, with what else was typed of it.
    pub fn texts(&self) -> Vec<(&str, String)> {
        let answered = self.signs.answers().filter_map(|(sign, _, answer)| Some((sign, answer?.word().to_owned())));
        answered.chain(self.rest.iter().map(|(key, text)| (&**key, text.clone()))).collect()
    }

    /// The same with the moment of the first answer, where no date was typed.
    pub fn entry_texts(&self, clock: Clock) -> Vec<(&str, String)> {
        let mut texts = self.texts();
        let begun = self.begun.filter(|_| texts.iter().all(|(key, _)| *key != "at"));
        texts.extend(begun.map(|begun| ("at", when::write(begun, clock))));
        texts
    }

    /// The answers as a draft; nothing where there is none yet.
    pub fn draft(&self) -> Draft {
        let fields = self.texts().into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
        let extra = self.kept.as_ref().map(|kept| kept.extra.clone()).unwrap_or_default();
        Draft { form: "check".into(), fields, begun: self.begun, moment: None, extra }
    }

    /// The draft that it began with.
    pub fn kept(&self) -> Option<Draft> {
        self.kept.clone()
    }

    /// The lines of all questions, each with the place of its question.
    fn lines(&self, body: Rect) -> Vec<(usize, Line)> {
        let (mut lines, width) = (Vec::new(), usize::from(body.width));
        if body.height < ROOMY {
            let asked = text::wrap(&Line::of(format!(" {ASKED}"), Tone::Muted), width, 1);
            lines.extend(asked.into_iter().map(|line| (ABOVE, line)));
        }
        for (at, ((_, tier, question), answer)) in SIGNS.iter().zip(self.answers()).enumerate() {
            let (word, tone) = match answer {
                Some(Answer::Yes) => ("yes", tone(*tier)),
                Some(Answer::No) => ("no", Tone::Plain),
                None => ("\u{b7}", Tone::Muted),
            };
            let lead = if at == self.at { " \u{203a} " } else { "   " };
            let line = Line::plain(lead).and(format!("{word:<4}"), tone);
            let asked = if at == self.at || answer == Some(Answer::Yes) { Tone::Plain } else { Tone::Muted };
            lines.extend(text::wrap(&line.and(*question, asked), width, LEAD).into_iter().map(|line| (at, line)));
        }
        // below the last question, so that they are read with it
        let notes = NOTES.iter().flat_map(|note| text::wrap(&Line::of(format!("   {note}"), Tone::Muted), width, 3));
        lines.extend(std::iter::once(Line::default()).chain(notes).map(|line| (SIGNS.len(), line)));
        lines
    }

    /// Draws the questions over a body. Says whether more of them lie beyond it.
    pub fn draw(&self, body: Rect, buffer: &mut Buffer, theme: Theme, reading: &Reading) -> More {
        text::clear(buffer, body);
        let (action, height) = (self.action(body), usize::from(body.height));
        if let Some(top) = self.told {
            for (row, line) in action.iter().skip(top).take(height).enumerate() {
                text::put(buffer, text::row(body, row), line, theme);
            }
            text::put(buffer, text::row(body, action.len() - top), &Line::of(format!(" {BACK}"), Tone::Muted), theme);
            return More { above: top > 0, below: action.len() > top + height };
        }
        let answered = self.answers().flatten().count();
        let message = match body.width {
            ..70 => format!("  {answered} of {}, rest not asked", SIGNS.len()),
            _ => format!(
                "   {answered} of {}; unanswered questions are stored as \u{201c}not asked\u{201d}",
                SIGNS.len()
            ),
        };
        let start = reading.journal.day_starts_at();
        let (begun, today) = (self.begun.map(|begun| begun.day(start)), reading.clock.now.day(start));
        let begun = begun.filter(|day| *day != today).map(|day| when::say_day(day, today));
        let when = self.rest.iter().find(|(key, _)| key == "at").map(|(_, text)| text.clone()).or(begun);
        let when = when.map(|text| format!("   {text}"));
        let heading = Line::of(" Warning signs", Tone::Title).and(when.unwrap_or_default(), Tone::Plain);
        text::put(buffer, body, &heading.and(message, Tone::Muted), theme);
        if body.height >= ROOMY {
            text::put(buffer, text::row(body, 1), &Line::of(format!(" {ASKED}"), Tone::Muted), theme);
        }
        let first = self.head(body);
        for (row, line) in action.iter().take(first - usize::from(title(body))).enumerate() {
            text::put(buffer, text::row(body, usize::from(title(body)) + row), line, theme);
        }
        let height = height.saturating_sub(first);
        let lines = self.lines(body);
        for (row, (at, line)) in lines.iter().skip(self.top).take(height).enumerate() {
            let place = text::row(body, first + row);
            text::put(buffer, place, line, theme);
            if *at == self.at {
                text::restyle(buffer, place, theme.selected());
            }
        }
        More { above: self.top > 0, below: lines.len() > self.top + height }
    }
}

/// Rows that say what this is.
fn title(body: Rect) -> u16 {
    if body.height >= ROOMY { 3 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> At {
        crate::domain::arbitrary::clock().now
    }

    const BODY: Rect = Rect::new(0, 0, 80, 19);

    #[test]
    fn an_answer_goes_on_to_the_next_question_and_a_blank_is_not_asked() {
        let mut sheet = CheckSheet::default();
        sheet.answer(Some(Answer::Yes), now(), BODY);
        sheet.answer(None, now(), BODY);
        sheet.answer(Some(Answer::No), now(), BODY);
        assert_eq!(sheet.texts(), [("saddle", "yes".to_owned()), ("sexual", "no".to_owned())]);
        sheet.moved(Motion::Top, BODY);
        sheet.answer(None, now(), BODY);
        assert_eq!(sheet.texts(), [("sexual", "no".to_owned())]);
        for _ in 0..40 {
            sheet.answer(Some(Answer::No), now(), BODY);
        }
        assert_eq!(sheet.at, SIGNS.len() - 1, "it stays at the last");
    }

    #[test]
    fn a_draft_brings_the_answers_back_and_keeps_the_rest() {
        let mut sheet = CheckSheet::default();
        sheet.answer(Some(Answer::No), now(), BODY);
        let mut draft = sheet.draft();
        draft.fields.insert("note".into(), "called".into());
        let again = CheckSheet::open(Some(&draft), Numbers::default(), NaiveDate::default());
        assert_eq!((again.at, again.draft()), (1, draft));
    }

    #[test]
    fn the_question_is_in_view_on_every_size() {
        for (width, height) in [(24, 2), (40, 8), (80, 19), (200, 60)] {
            let body = Rect::new(0, 0, width, height);
            let mut sheet = CheckSheet::default();
            for at in 0..SIGNS.len() {
                sheet.followed(body);
                let shown = usize::from(height) - sheet.head(body);
                let lines = sheet.lines(body);
                let seen = lines.iter().skip(sheet.top).take(shown).any(|(of, _)| *of == at);
                assert!(seen, "{width}\u{d7}{height}: question {at}");
                sheet.answer(Some(Answer::No), now(), BODY);
            }
        }
    }
}
