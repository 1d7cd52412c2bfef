//! The line: any action by its words, any entry as a line of words, and the lines of the inbox that wait to be put right.

pub mod asked;
pub mod meaning;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input as Text;

use super::editing::{Killed, edit, insert};
use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::settings_fields::{FIELDS, differences};
use crate::domain::when;
use crate::inbox::Waiting;
use crate::lines::complete::completions;
use crate::lines::kind_of;
use crate::page::{Line, Tone, visible};
use crate::tui::context::Context;
use crate::tui::keys::everyday::everyday;
use crate::tui::keys::key;
use crate::tui::modals::form::preview;
use crate::tui::tab::Tab;
use crate::tui::terminal::input::Key;
use crate::tui::widgets::text;
use crate::tui::widgets::text::column;
use meaning::{Meaning, meaning};

/// Columns for the key of an action.
const KEY: usize = 8;
/// Lines that are told of a run before it is saved.
const ADVICE: usize = 3;
/// What can be typed, for an empty line.
const EXAMPLES: &[&str] = &["pain 4 morning", "run 5k grass 32:10", "note slept badly", "settings units=mi"];

/// A way to go on with what is typed.
struct Choice {
    /// The line that it makes.
    line: String,
    /// What is shown before its sentence: a key, or a word.
    lead: String,
    does: String,
    /// True where it can be done as it stands.
    is_whole: bool,
}

/// The line that is being typed.
#[derive(Debug, Default)]
pub struct CommandLine {
    text: Text,
    /// Why it was not done, once that was tried.
    wrong: Option<String>,
    /// What was typed before one went through what fits, and which of that is shown.
    stem: Option<(String, usize)>,
    /// Which of the lines typed before is shown, counted from the last; and what was typed instead.
    back: Option<(usize, String)>,
    /// The lines of the inbox that wait, where those are put right.
    waiting: Option<WaitingLines>,
}

/// The lines that wait, one of them to be put right.
#[derive(Debug)]
struct WaitingLines {
    lines: Vec<Waiting>,
    at: usize,
}

impl CommandLine {
    /// The lines of the inbox that wait, the first to be put right.
    pub fn of_inbox(lines: Vec<Waiting>) -> Self {
        let mut line = Self { waiting: Some(WaitingLines { lines, at: 0 }), ..Self::default() };
        line.show(0);
        line
    }

    /// True where a line of the inbox is put right.
    pub fn is_of_inbox(&self) -> bool {
        self.waiting.is_some()
    }

    /// What is typed.
    pub fn typed(&self) -> &str {
        self.text.value().trim()
    }

    /// The id of the line of the inbox that is put right.
    pub fn id(&self) -> Option<Id> {
        let waiting = self.waiting.as_ref()?;
        waiting.lines.get(waiting.at)?.line.ids.first().copied()
    }

    /// The line of the inbox was done with; the next one. True where none is left.
    pub fn done(&mut self) -> bool {
        let Some(waiting) = &mut self.waiting else { return true };
        if waiting.at < waiting.lines.len() {
            waiting.lines.remove(waiting.at);
        }
        let (at, left) = (waiting.at.min(waiting.lines.len().saturating_sub(1)), waiting.lines.len());
        self.show(at);
        left == 0
    }

    /// The next line of the inbox, or the one before.
    pub fn turn(&mut self, forward: bool) {
        let Some(waiting) = &self.waiting else { return };
        let len = waiting.lines.len().max(1);
        self.show(if forward { (waiting.at + 1) % len } else { (waiting.at + len - 1) % len });
    }

    fn show(&mut self, at: usize) {
        if let Some(waiting) = &mut self.waiting {
            waiting.at = at;
            let text = waiting.lines.get(at).map(|one| one.line.mended()).unwrap_or_default();
            self.put(text);
        }
    }

    /// What is typed was not done.
    pub fn refuse(&mut self, why: String) {
        self.wrong = Some(why);
    }

    fn put(&mut self, text: String) {
        (self.text, self.wrong) = (Text::new(text), None);
    }

    /// Types or edits.
    pub fn key(&mut self, key: Key, cut: &mut Killed) {
        edit(&mut self.text, key, cut, false);
        (self.wrong, self.stem, self.back) = (None, None, None);
    }

    /// Puts pasted text at the cursor.
    pub fn paste(&mut self, pasted: &str) {
        insert(&mut self.text, pasted, false);
        (self.wrong, self.stem, self.back) = (None, None, None);
    }

    /// The line typed before this one, or after it.
    pub fn turn_back(&mut self, history: &[String], earlier: bool) {
        let place = match (&self.back, earlier) {
            (None, false) => return,
            (None, true) => Some(0),
            (Some((place, _)), true) => Some((place + 1).min(history.len().saturating_sub(1))),
            (Some((place, _)), false) => place.checked_sub(1),
        };
        let typed = self.back.take().map_or_else(|| self.text.value().to_owned(), |(_, typed)| typed);
        self.stem = None;
        match place.and_then(|place| Some((place, history.iter().nth_back(place)?.clone()))) {
            Some((place, line)) => {
                self.put(line);
                self.back = Some((place, typed));
            }
            None => self.put(typed),
        }
    }

    /// Goes on with the next word or action that fits, or the one before.
    pub fn complete(&mut self, here: Tab, forward: bool) {
        let (stem, at) = match self.stem.take() {
            Some((stem, at)) => (stem, Some(at)),
            None => (self.text.value().to_owned(), None),
        };
        let choices = choices(here, &stem);
        let len = choices.len();
        let next = match (at, forward) {
            _ if len == 0 => return,
            (None, true) => 0,
            (None, false) => len - 1,
            (Some(at), true) => (at + 1) % len,
            (Some(at), false) => (at + len - 1) % len,
        };
        self.pick(&choices, next, stem);
    }

    fn pick(&mut self, choices: &[Choice], at: usize, stem: String) {
        if let Some(choice) = choices.get(at) {
            self.put(choice.line.clone());
            // with one way to go on, the next step begins from there
            self.stem = (choices.len() > 1 || choice.is_whole).then_some((stem, at));
        }
    }

    /// A click on a line of the body: what stands there is taken. True where it can be done at once.
    pub fn clicked(&mut self, ctx: &Context, here: Tab, line: usize, body: Rect) -> bool {
        let stem = self.stem.as_ref().map_or(self.text.value(), |(stem, _)| stem).to_owned();
        let (choices, above) = (choices(here, &stem), self.head(ctx, here, body).len());
        let room = usize::from(body.height).saturating_sub(above);
        let top = self.stem.as_ref().map_or(0, |(_, at)| (at + 1).saturating_sub(room));
        let place = line.checked_sub(above).map(|line| line + top).filter(|_| self.waiting.is_none());
        let Some(place) = place.filter(|place| *place < choices.len()) else { return false };
        self.pick(&choices, place, stem);
        choices[place].is_whole
    }

    /// What stands above the ways to go on: the line itself, and what Enter does.
    fn head(&self, ctx: &Context, here: Tab, body: Rect) -> Vec<Line> {
        let width = usize::from(body.width).saturating_sub(2).max(1);
        let mut below = match &self.waiting {
            Some(waiting) => waiting.about(self.wrong.as_deref()),
            None => match &self.wrong {
                Some(why) => vec![Line::of(visible(why), Tone::Bad)],
                None => says(ctx, here, self.typed()),
            },
        };
        let mut head: Vec<Line> = self.waiting.iter().map(WaitingLines::title).collect();
        head.push(self.shown(width).0);
        if self.waiting.is_some() {
            head.push(Line::default());
        } else {
            below.push(Line::default());
        }
        head.extend(below.iter().flat_map(|line| text::wrap(line, width, 2)));
        head
    }

    /// The line, of a long one its end where it is typed, and the column of the cursor in it.
    fn shown(&self, width: usize) -> (Line, usize) {
        let before: String = self.text.value().chars().take(self.text.cursor()).collect();
        let after: String = self.text.value().chars().skip(self.text.cursor()).collect();
        let mut seen = before.as_str();
        while text::width(&visible(seen)) + 3 > width && !seen.is_empty() {
            let next = seen.chars().next().map_or(0, char::len_utf8);
            seen = &seen[next.max(1)..];
        }
        let lead = if self.waiting.is_some() { "> ".to_owned() } else { format!("{} ", key!(Everywhere, Line)) };
        let line = Line::of(lead, Tone::Key).and(visible(&format!("{seen}{after}")), Tone::Accent);
        (line, 2 + text::width(&visible(seen)))
    }

    /// Draws it over a body. Returns where the cursor is.
    pub fn draw(&self, ctx: &Context, here: Tab, body: Rect, buffer: &mut Buffer) -> Option<Position> {
        text::clear(buffer, body);
        let (theme, width, height) = (ctx.theme(), usize::from(body.width).saturating_sub(2), usize::from(body.height));
        let head = self.head(ctx, here, body);
        for (at, line) in head.iter().enumerate().take(height) {
            text::put(buffer, text::after(text::row(body, at), 1), line, theme);
        }
        if self.waiting.is_none() {
            let stem = self.stem.as_ref().map_or(self.text.value(), |(stem, _)| stem);
            let (choices, room) = (choices(here, stem), height.saturating_sub(head.len()));
            let chosen = self.stem.as_ref().map(|(_, at)| *at);
            let top = chosen.map_or(0, |at| (at + 1).saturating_sub(room));
            let lead_width = choices.iter().map(|choice| text::width(&choice.lead) + 1).max().unwrap_or(0).max(KEY);
            for (at, choice) in choices.iter().enumerate().skip(top).take(room) {
                let row = text::row(body, head.len() + at - top);
                let lead = column(&choice.lead, lead_width);
                let line = Line::of(lead, Tone::Key).and(&choice.does, Tone::Plain);
                text::put(buffer, text::first(text::after(row, 1), width), &line, theme);
                if chosen == Some(at) {
                    text::restyle(buffer, row, theme.selected());
                }
            }
        }
        let row = u16::from(self.waiting.is_some());
        let column = u16::try_from(1 + self.shown(width).1).unwrap_or(u16::MAX);
        let x = body.x.saturating_add(column).min(body.right().saturating_sub(1));
        (body.height > row).then_some(Position { x, y: body.y + row })
    }
}

impl WaitingLines {
    fn title(&self) -> Line {
        Line::of(format!("A line of the inbox waits, {} of {}", self.at + 1, self.lines.len()), Tone::Title)
    }

    fn about(&self, wrong: Option<&str>) -> Vec<Line> {
        let Some(one) = self.lines.get(self.at) else { return Vec::new() };
        let from = format!("{}, line {}: {}", one.line.file, one.line.number, one.line.shown);
        let (why, tone) = match wrong {
            Some(why) => (why, Tone::Bad),
            None => (one.why.as_str(), Tone::Warn),
        };
        let about = "Correct it here and it is logged. Delete the text to skip the line from now on; the phone\u{2019}s file stays as it is.";
        vec![Line::of(visible(why), tone), Line::of(visible(&from), Tone::Muted), Line::of(about, Tone::Muted)]
    }
}

/// The ways to go on with what is typed in a tab: the words of an entry, or the actions that the words find.
fn choices(here: Tab, typed: &str) -> Vec<Choice> {
    let typed = typed.trim_start();
    let words: Vec<Choice> = completions(typed)
        .into_iter()
        .map(|one| Choice { line: one.line, lead: one.word, does: one.about.to_owned(), is_whole: false })
        .chain(settings(typed))
        .collect();
    let is_entry = typed.split_once(char::is_whitespace).is_some_and(|(first, _)| kind_of(first).is_some());
    let by_words = if is_entry && !words.is_empty() { Vec::new() } else { everyday(typed, here) };
    let actions = by_words.into_iter().map(|found| Choice {
        line: found.name(),
        lead: found.key().map(|key| key.to_string()).unwrap_or_default(),
        does: found.does(),
        is_whole: true,
    });
    words.into_iter().chain(actions).collect()
}

/// The settings that begin so.
fn settings(typed: &str) -> Vec<Choice> {
    let Some(rest) = typed.strip_prefix("settings ") else { return Vec::new() };
    let begun = rest.rsplit(' ').next().unwrap_or_default();
    let before = &typed[..typed.len() - begun.len()];
    let fits = FIELDS.iter().filter(|field| field.about.key.starts_with(begun) && !begun.contains('='));
    fits.map(|field| Choice {
        line: format!("{before}{}=", field.about.key),
        lead: field.about.key.to_owned(),
        does: field.about.help.to_owned(),
        is_whole: false,
    })
    .collect()
}

/// What Enter does.
fn says(ctx: &Context, here: Tab, typed: &str) -> Vec<Line> {
    let enter = |does: &str| Line::of(format!("{} ", key!(Line, TakeLine)), Tone::Key).and(does, Tone::Plain);
    match meaning(ctx, here, typed) {
        Meaning::Nothing => {
            vec![Line::of(format!("Type what you want, such as undo, or {}.", EXAMPLES.join(", ")), Tone::Muted)]
        }
        Meaning::Entry(entry) => {
            let settings = &ctx.journal.settings;
            let (what, at) =
                (visible(&entry.item().describe(settings)).into_owned(), when::say(entry.item().at(), settings));
            let mut lines = vec![enter("saves ").and(format!("{what}, {at}"), Tone::Title)];
            if matches!(*entry, Entry::Run(_)) {
                lines.extend(preview::lines(Some(&entry), ctx).into_iter().take(ADVICE));
            }
            lines
        }
        Meaning::Settings(now) => {
            let changed = differences(&ctx.journal.settings, &now).into_iter();
            let said: Vec<String> = changed.map(|(key, was, now)| format!("{key}: {now} (was {was})")).collect();
            vec![enter("changes ").and(if said.is_empty() { "nothing".into() } else { said.join(", ") }, Tone::Title)]
        }
        Meaning::Setting(key) => vec![enter(&format!("opens the setting {key}"))],
        Meaning::Found(found) => {
            let key = found.key().map(|key| format!("  ({key})")).unwrap_or_default();
            vec![enter("").and(found.does(), Tone::Title).and(key, Tone::Muted)]
        }
        Meaning::Tab(tab) => vec![enter(&format!("shows the tab {}", tab.title()))],
        Meaning::List(asked) => {
            vec![enter(&format!("lists the {}{}", asked.kind.list(), asked.describe(ctx.today())))]
        }
        Meaning::Report(asked) => vec![enter(&format!("shows the report{}", asked.describe(ctx.today())))],
        Meaning::Trends(asked) => vec![enter(&format!("shows Trends{}", asked.describe(ctx.today())))],
        Meaning::Bin => vec![enter("shows what was deleted")],
        Meaning::Import(path) => vec![enter("reads ").and(visible(&path), Tone::Title)],
        Meaning::Wrong(why) => vec![Line::of(visible(&why), Tone::Warn)],
    }
}
