//! The report before it is saved: a page to scroll, with its period, its sections and its file to choose.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input as Text;

use super::editing::{Killed, edit};
use chrono::NaiveDate;

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::when;
use crate::insight::period::Span;
use crate::insight::report::{Person, Report, ReportOptions, report};
use crate::page::sheet::Sheet;
use crate::page::{Line, Tone, visible};
use crate::render::pdf::paper::Paper;
use crate::render::report::{Format, page, part::Part};
use crate::render::text::{COLUMNS, Measure, write};
use crate::tui::action::{Give, Turn};
use crate::tui::keys::key;
use crate::tui::terminal::input::Key;
use crate::tui::theme::Theme;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;

/// The periods in their turn; the first is the usual one: since the last visit, else six weeks.
const PERIODS: [Option<Span>; 6] =
    [None, Some(Span::Weeks2), Some(Span::Weeks6), Some(Span::Months3), Some(Span::Year), Some(Span::All)];
/// Rows under which a screen is low.
const LOW: u16 = 12;

/// The report as a line asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedReport {
    /// The first day.
    pub since: Option<NaiveDate>,
    /// One of the periods in its place.
    pub period: Option<Span>,
    pub notes: bool,
    pub without: Vec<Part>,
    pub format: Option<Format>,
    pub paper: Option<Paper>,
    /// Whose page it is.
    pub name: String,
    pub born: String,
    /// Where it is to be saved.
    pub file: Option<String>,
}

impl AskedReport {
    /// What is asked, in words.
    pub fn describe(&self, today: NaiveDate) -> String {
        let since = self.since.map(|day| format!(" since {}", when::say_day(day, today)));
        let mut said = since.or(self.period.map(|period| format!(", {}", period.describe()))).unwrap_or_default();
        said += &self.format.map(|format| format!(", {}", format.word())).unwrap_or_default();
        said += &self.paper.map(|paper| format!(", {}", paper.word())).unwrap_or_default();
        said += if self.notes { ", with private notes" } else { "" };
        let left: Vec<&str> = self.without.iter().map(|part| part.word()).collect();
        said += &if left.is_empty() { String::new() } else { format!(", without {}", left.join(", ")) };
        said + if self.name.is_empty() && self.born.is_empty() { "" } else { ", with the name" }
    }
}

/// The report as it would be saved.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The journal is that of the demo.
    invented: bool,
    /// A first day of one's own, until a period is chosen.
    since: Option<NaiveDate>,
    period: usize,
    notes: bool,
    without: Vec<Part>,
    format: Format,
    paper: Paper,
    top: usize,
    /// What stands on it in that form, made anew only where something changed.
    page: Sheet,
    /// Where it is to be saved, while that is asked.
    file: Option<Text>,
    /// Whose page it is, as it was typed; nothing of it is stored.
    name: String,
    born: String,
    /// One of the two, while it is asked.
    person: Option<(PersonField, Text)>,
}

/// What is asked of whose page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PersonField {
    Name,
    Born,
}

impl Preview {
    /// The usual report.
    pub fn new(journal: &Journal, now: At, invented: bool) -> Self {
        let mut preview = Self {
            invented,
            since: None,
            period: 0,
            notes: false,
            without: Vec::new(),
            format: Format::Pdf,
            paper: Paper::A4,
            top: 0,
            page: Sheet::default(),
            file: None,
            name: String::new(),
            born: String::new(),
            person: None,
        };
        preview.refresh(journal, now);
        preview
    }

    /// The report that a line asks for.
    pub fn asked(journal: &Journal, now: At, invented: bool, asked: AskedReport) -> Self {
        let mut preview = Self::new(journal, now, invented);
        preview.since = asked.since;
        preview.period = PERIODS.iter().position(|period| *period == asked.period).unwrap_or(0);
        (preview.notes, preview.without) = (asked.notes, asked.without);
        let ending =
            asked.file.as_deref().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
        let named = Format::ALL.iter().copied().find(|format| Some(format.ending()) == ending.as_deref());
        preview.format = asked.format.or(named).unwrap_or(preview.format);
        preview.paper = asked.paper.unwrap_or(preview.paper);
        (preview.name, preview.born) = (asked.name, asked.born);
        preview.file = asked.file.map(Text::new);
        preview.refresh(journal, now);
        preview
    }

    /// Makes the page anew.
    pub fn refresh(&mut self, journal: &Journal, now: At) {
        let report = self.report(journal, now);
        self.page = page(&report, self.format, &self.without, self.paper).unwrap_or_default();
    }

    /// The page in lines so wide.
    fn lines(&self, body: Rect) -> Vec<String> {
        let columns = usize::from(body.width).saturating_sub(2).min(COLUMNS);
        write(&self.page, Measure { columns, airy: true }).lines().map(str::to_owned).collect()
    }

    fn report(&self, journal: &Journal, now: At) -> Report {
        let span = PERIODS.get(self.period).copied().flatten();
        let since = span.and_then(|span| span.period(journal, now).ok()).map(|period| period.from).or(self.since);
        let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let person = Person { name: filled(&self.name), born: filled(&self.born) };
        let (with_notes, invented) = (self.notes, self.invented);
        report(journal, &ReportOptions { since, with_notes, invented, person, ..ReportOptions::usual(now) })
    }

    /// The report, and how it is to be saved.
    pub fn ready(&self, journal: &Journal, now: At) -> Give {
        Give {
            report: self.report(journal, now),
            format: self.format,
            without: self.without.clone(),
            paper: self.paper,
            file: self.file.as_ref().map(|text| text.value().trim().to_owned()).unwrap_or_default(),
        }
    }

    /// The next period.
    pub fn turn_period(&mut self) {
        (self.period, self.top, self.since) = ((self.period + 1) % PERIODS.len(), 0, None);
    }

    /// Private notes in or out.
    pub fn turn_notes(&mut self) {
        self.notes = !self.notes;
    }

    /// A section in or out.
    pub fn turn_part(&mut self, key: Key) {
        let Key::Char(digit) = key else { return };
        let place = digit.to_digit(10).and_then(|digit| digit.checked_sub(1)).and_then(|n| usize::try_from(n).ok());
        let Some(&part) = place.and_then(|place| Part::ALL.get(place)) else { return };
        match self.without.iter().position(|&one| one == part) {
            Some(place) => drop(self.without.remove(place)),
            None => self.without.push(part),
        }
    }

    /// The next form; a name that is being typed gets its ending.
    pub fn turn_format(&mut self) {
        let place = Format::ALL.iter().position(|&one| one == self.format).unwrap_or(0);
        let before = self.format.ending();
        self.format = Format::ALL[(place + 1) % Format::ALL.len()];
        if let Some(file) = &mut self.file
            && let Some(stem) = file.value().strip_suffix(before)
        {
            *file = Text::new(format!("{stem}{}", self.format.ending()));
        }
    }

    /// The next paper.
    pub fn turn_paper(&mut self) {
        self.paper = if self.paper == Paper::A4 { Paper::Letter } else { Paper::A4 };
    }

    /// Asks where to save it; begins with a name of the day.
    pub fn ask_file(&mut self, today: chrono::NaiveDate) {
        self.propose(format!("~/twinge-report-{today}.{}", self.format.ending()));
    }

    /// Another name, where that one is taken.
    pub fn propose(&mut self, file: String) {
        self.file = Some(Text::new(file));
    }

    /// Stops asking.
    pub fn leave_file(&mut self) {
        self.file = None;
    }

    /// True while the name of the file is asked.
    pub fn asks_file(&self) -> bool {
        self.file.is_some()
    }

    /// Asks for the name that is printed.
    pub fn ask_person(&mut self) {
        self.person = Some((PersonField::Name, Text::new(self.name.clone())));
    }

    /// Takes what is typed: after the name comes the date of birth, both may be empty.
    ///
    /// # Errors
    /// Where it is no date of birth; it stays to be put right.
    pub fn take_person(&mut self, today: chrono::NaiveDate) -> Result<(), Refusal> {
        let Some((field, text)) = &self.person else { return Ok(()) };
        let typed = text.value().trim().to_owned();
        self.person = match field {
            PersonField::Name => {
                self.name = typed;
                Some((PersonField::Born, Text::new(self.born.clone())))
            }
            PersonField::Born => {
                self.born = Person::read_born(&typed, today)?.unwrap_or_default();
                None
            }
        };
        Ok(())
    }

    /// Stops asking.
    pub fn leave_person(&mut self) {
        self.person = None;
    }

    /// True while a name or a date of birth is asked.
    pub fn asks_person(&self) -> bool {
        self.person.is_some()
    }

    /// Types or edits the name; its ending says the form.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        if let Some((_, text)) = &mut self.person {
            return edit(text, key, cut, false);
        }
        let Some(file) = &mut self.file else { return };
        edit(file, key, cut, false);
        let ending = file.value().rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let named = Format::ALL.iter().copied().find(|format| Some(format.ending()) == ending.as_deref());
        self.format = named.unwrap_or(self.format);
    }

    /// The line in which the name is typed, and the column of its cursor.
    pub fn asks(&self) -> Option<(Line, usize)> {
        let (asks, typed, more) = match (&self.person, &self.file) {
            (Some((PersonField::Name, text)), _) => ("Name on the page: ", text, "may be empty".to_owned()),
            (Some((PersonField::Born, text)), _) => {
                ("Date of birth: ", text, "such as 1980-02-28, may be empty".to_owned())
            }
            (None, file) => ("Save as: ", file.as_ref()?, self.format.word().to_owned()),
        };
        let before: String = typed.value().chars().take(typed.cursor()).collect();
        let column = asks.len() + text::width(&visible(&before));
        let line = Line::of(asks, Tone::Key).and(typed.value(), Tone::Plain);
        Some((line.and(format!("   {more}"), Tone::Muted), column))
    }

    /// Scrolls.
    pub fn moved(&mut self, motion: Motion, body: Rect) {
        let height = usize::from(self.sheet(body).height);
        let len = self.lines(body).len().saturating_sub(height).saturating_add(1);
        self.top = scroll::moved(self.top.min(len), motion, len, height);
    }

    /// The form in which it is saved, as people call it.
    fn form(&self) -> String {
        let paper = match self.paper {
            Paper::A4 => "A4",
            Paper::Letter => "Letter",
        };
        match self.format {
            Format::Pdf => format!("PDF, {paper}"),
            Format::Html => format!("HTML, {paper}"),
            Format::Text => "plain text".into(),
            Format::Md => "Markdown".into(),
            Format::Json => "JSON".into(),
        }
    }

    /// What is chosen; on a low screen without the period, which the page tells, and without the sections.
    fn head(&self, body: Rect) -> Vec<Line> {
        let width = usize::from(body.width).saturating_sub(2);
        let notes = if self.notes { ", private notes shown" } else { ", private notes hidden" };
        let title = Line::of("Report", Tone::Title);
        let rest = |line: Line| line.and("  ", Tone::Muted).and(self.form(), Tone::Accent).and(notes, Tone::Plain);
        if body.height < LOW {
            return vec![rest(title)];
        }
        let usual = || match self.since {
            Some(day) => format!("since {}", day.format("%a %-d %b %Y")),
            None => "since the last visit, else 6 weeks".into(),
        };
        let period = PERIODS.get(self.period).copied().flatten().map_or_else(usual, |span| span.describe().into());
        let first = rest(title.and("  ", Tone::Plain).and(period, Tone::Accent));
        let mut parts = Line::default();
        for (i, part) in Part::ALL.iter().enumerate() {
            let (sign, tone) = if self.without.contains(part) { ("-", Tone::Muted) } else { ("", Tone::Plain) };
            parts = parts.and(format!("{}", i + 1), Tone::Key).and(format!("{sign}{} ", part.word()), tone);
        }
        let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let whose = Line::of("Name ", Tone::Muted).and(or_none(&self.name), Tone::Plain);
        let whose = whose.and("  born ", Tone::Muted).and(or_none(&self.born), Tone::Plain).and("  ", Tone::Muted);
        let whose = whose.and(key!(Report, Report(Turn::AskPerson)), Tone::Key);
        let whose = whose.and(" types them; they are printed and not stored", Tone::Muted);
        [first, parts, whose].iter().flat_map(|line| text::wrap(line, width, 0)).collect()
    }

    /// Where the page stands.
    fn sheet(&self, body: Rect) -> Rect {
        let head = self.head(body).len() + 1;
        let head = u16::try_from(head).unwrap_or(0).min(body.height.saturating_sub(1));
        Rect { y: body.y.saturating_add(head), height: body.height.saturating_sub(head), ..body }
    }

    /// Draws it over a body; returns what lies beyond its edges.
    pub fn draw(&self, body: Rect, buffer: &mut Buffer, theme: Theme) -> More {
        text::clear(buffer, body);
        let head = self.head(body);
        for (i, line) in head.iter().enumerate() {
            text::put(buffer, text::after(text::row(body, i), 1), line, theme);
        }
        let sheet = self.sheet(body);
        text::rule(buffer, text::row(body, head.len().min(usize::from(body.height.saturating_sub(2)))), theme);
        let (height, lines) = (usize::from(sheet.height), self.lines(body));
        let top = self.top.min(lines.len().saturating_sub(height));
        for (i, line) in lines.iter().skip(top).take(height).enumerate() {
            text::put(buffer, text::after(text::row(sheet, i), 1), &Line::plain(line), theme);
        }
        More { above: top > 0, below: lines.len() > top + height }
    }
}
