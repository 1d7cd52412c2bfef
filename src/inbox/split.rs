//! A file as lines with their days: what is a heading, what is left out, and the text by which a line is known again.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};

use super::dates::{self, Head, Written};
use crate::domain::id::Id;
use crate::domain::names;

/// A line longer than this is no entry, bytes.
const LONGEST: usize = 4096;
/// The mark of the lines that are for this program, where a file holds others too.
const MARK: &str = "twinge";
/// The version of the rules by which a line is known again. Another one would bring every line twice.
const KEY: &str = "twinge-inbox-1";

/// A file of the inbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxFile {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// True for a note in which other things stand too: only what is marked counts.
    pub is_note: bool,
    /// True where it changed a moment ago: a last line without its end waits.
    pub is_young: bool,
    /// What of it, bytes, was tidied away: what waited there was carried over.
    pub carried: usize,
}

/// A line of the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxLine {
    /// The file it stands in.
    pub file: String,
    /// Where in it, from 1.
    pub number: usize,
    /// As it stands there, without blanks around it.
    pub shown: String,
    /// What is said, without date, hour and bullets.
    pub words: String,
    /// Its day, or why it has none.
    pub day: Result<NaiveDate, String>,
    /// Its hour.
    pub time: Option<NaiveTime>,
    /// The offset behind the hour.
    pub offset: Option<String>,
    /// Its id, then those it has if it was written in another year.
    pub ids: Vec<Id>,
    /// True for a line that may still be written.
    pub is_unfinished: bool,
    /// True for one that was carried over when the file was tidied away.
    pub is_carried: bool,
}

/// A line is told in so many signs at most.
const BRIEF: usize = 120;

impl InboxLine {
    /// The line as it is told: nothing in it that a terminal would obey, and not longer than can be read.
    pub fn brief(&self) -> String {
        let is_odd = |c: char| {
            c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let mut told: String = self.shown.chars().take(BRIEF).map(|c| if is_odd(c) { '\u{fffd}' } else { c }).collect();
        if self.shown.chars().nth(BRIEF).is_some() {
            told.push('\u{2026}');
        }
        told
    }

    /// The line with its day and hour, to be put right.
    pub fn mended(&self) -> String {
        let day = self.day.as_ref().map(|day| format!("{day} ")).unwrap_or_default();
        let time = self.time.map(|time| format!("{} ", time.format("%H:%M"))).unwrap_or_default();
        format!("{day}{time}{}", self.words)
    }
}

/// The lines of a file. `today` tells which year a date without one means.
pub fn lines(file: &InboxFile, today: NaiveDate, is_day_first: bool) -> Vec<InboxLine> {
    let named = dates::in_name(&file.name).map(|day| vec![day]);
    let mut splitter = Splitter {
        file,
        today,
        is_day_first,
        day: named.clone().map(Ok),
        named,
        time: None,
        within: None,
        fence: false,
        matter: false,
        equals: HashMap::new(),
        found: Vec::new(),
    };
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let mut place = file.text.len() - text.len();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let is_last = place + line.len() == file.text.len() && !line.ends_with('\n');
        splitter.line(number, line.trim(), is_last && file.is_young, place < file.carried);
        place += line.len();
    }
    splitter.found
}

struct Splitter<'a> {
    file: &'a InboxFile,
    today: NaiveDate,
    is_day_first: bool,
    /// The day of the file's name.
    named: Option<Vec<NaiveDate>>,
    /// The day of the last heading, else of the name.
    day: Option<Result<Vec<NaiveDate>, String>>,
    /// The hour of the last heading.
    time: Option<NaiveTime>,
    /// How deep the heading is under which all lines count.
    within: Option<usize>,
    fence: bool,
    matter: bool,
    /// How many equal lines of a day came before.
    equals: HashMap<String, usize>,
    found: Vec<InboxLine>,
}

impl Splitter<'_> {
    fn line(&mut self, number: usize, line: &str, is_unfinished: bool, is_carried: bool) {
        if number == 0 && line == "---" {
            self.matter = true;
            return;
        }
        if self.matter {
            self.matter = line != "---";
            return;
        }
        if line.starts_with("```") || line.starts_with("~~~") {
            self.fence = !self.fence;
            return;
        }
        let is_rule = line.chars().all(|c| matches!(c, '-' | '*' | '_' | '='));
        if self.fence || line.is_empty() || is_rule || line.starts_with("//") || line.starts_with('!') {
            return;
        }
        let hashes = line.len() - line.trim_start_matches('#').len();
        if hashes > 0 && line[hashes..].starts_with(char::is_whitespace) {
            return self.heading(hashes, line[hashes..].trim());
        }
        let (bare, is_marked) = self.bare(line);
        let head = dates::head(bare, self.is_day_first);
        if head.rest.is_empty() && (head.date.is_some() || head.time.is_some()) {
            return self.under(&head);
        }
        // `#pain`, a tag, begins no entry
        if hashes > 0 && !is_marked {
            return;
        }
        let (rest, is_marked_behind) = self.bare(head.rest);
        if self.file.is_note && self.within.is_none() && !is_marked && !is_marked_behind {
            return;
        }
        if !rest.is_empty() {
            self.found(number, line, Head { rest, ..head }, is_unfinished, is_carried);
        }
    }

    /// A line without bullets and boxes, and whether the mark stood before it.
    fn bare<'b>(&self, line: &'b str) -> (&'b str, bool) {
        let mut line = line;
        loop {
            let next = without_bullet(line, self.is_day_first);
            if next == line {
                break;
            }
            line = next;
        }
        let word = line.split(char::is_whitespace).next().unwrap_or_default();
        let is_mark = word.trim_start_matches('#').trim_end_matches(':').eq_ignore_ascii_case(MARK);
        match is_mark {
            true => (line[word.len()..].trim_start(), true),
            false => (line, false),
        }
    }

    fn heading(&mut self, depth: usize, text: &str) {
        if self.within.is_some_and(|within| depth <= within) {
            self.within = None;
        }
        let head = dates::head(text, self.is_day_first);
        let words = if head.rest.is_empty() { text } else { head.rest };
        if words.trim_start_matches('#').trim_end_matches(':').eq_ignore_ascii_case(MARK) {
            self.within = Some(depth);
        }
        if head.date.is_some() || (head.time.is_some() && head.rest.is_empty()) {
            self.under(&head);
        } else {
            self.time = None;
        }
    }

    /// What follows is of that day or hour.
    fn under(&mut self, head: &Head) {
        self.time = head.time;
        match head.date {
            Some(date) => self.day = Some(date.days(self.today)),
            None => self.day = self.day.take().or_else(|| self.named.clone().map(Ok)),
        }
    }

    fn found(&mut self, number: usize, shown: &str, head: Head, is_unfinished: bool, is_carried: bool) {
        let own = head.date.map(|date: Written| date.days(self.today));
        let days = own
            .or_else(|| self.day.clone())
            .unwrap_or_else(|| Err("Which day? Put a date on the line or above it, as 2026-11-26.".into()));
        let time = head.time.or(self.time);
        let words = without_tags(head.rest);
        let folded = folded(words);
        let hour = time.map(|time| time.format("%H:%M:%S").to_string()).unwrap_or_default();
        let said = format!("{hour}{}\n{folded}", head.offset.as_deref().unwrap_or_default());
        let (day, days) = match days {
            Ok(days) => (days.first().copied().ok_or_else(String::new), days),
            Err(why) => (Err(why), Vec::new()),
        };
        let equal = self.equals.entry(format!("{:?}\n{said}", days.first())).or_default();
        let ordinal = *equal;
        *equal += 1;
        let id = |day: Option<&NaiveDate>| key(day.copied(), &said, ordinal);
        let ids = if days.is_empty() { vec![id(None)] } else { days.iter().map(|day| id(Some(day))).collect() };
        self.found.push(InboxLine {
            file: self.file.name.clone(),
            number: number + 1,
            shown: shown.to_owned(),
            words: words.to_owned(),
            day: if words.len() > LONGEST { Err("It is too long for an entry; shorten it.".into()) } else { day },
            time,
            offset: head.offset,
            ids,
            is_unfinished,
            is_carried,
        });
    }
}

/// The id of the entry that a line makes: the same wherever and however often it is read.
fn key(day: Option<NaiveDate>, said: &str, ordinal: usize) -> Id {
    let midnight = day.and_then(|day| day.and_hms_opt(0, 0, 0)).map_or(0, |at| at.and_utc().timestamp_millis());
    let millis = u64::try_from(midnight).unwrap_or(0);
    // the day is in the tail too: people name an entry by its last signs
    Id::of_source(millis, &format!("{KEY}\n{millis}\n{said}\n{ordinal}"))
}

/// A line without its first bullet, number, box, quote or priority.
fn without_bullet(line: &str, is_day_first: bool) -> &str {
    let after = |rest: &'_ str| rest.starts_with(char::is_whitespace);
    if let Some(rest) = line.strip_prefix('>') {
        return rest.trim_start();
    }
    for bullet in ["-", "*", "+", "\u{2022}", "\u{2013}", "\u{2014}", "\u{b7}"] {
        if let Some(rest) = line.strip_prefix(bullet).filter(|rest| after(rest)) {
            return rest.trim_start();
        }
    }
    // `[ ]`, `[x]`
    let mut signs = line.char_indices();
    if let (Some((0, '[')), Some((_, _)), Some((end, ']'))) = (signs.next(), signs.next(), signs.next())
        && after(&line[end + 1..])
    {
        return line[end + 1..].trim_start();
    }
    // todo.txt: `(A) `, and `x 2026-11-27 ` where the day that follows is when it was written
    let letters: Vec<char> = line.chars().take(4).collect();
    if let ['(', letter, ')', ' '] = letters[..]
        && letter.is_ascii_uppercase()
    {
        return line[4..].trim_start();
    }
    if let Some(rest) = line.strip_prefix("x ") {
        let done = dates::head(rest, is_day_first);
        let is_second = done.date.is_some() && dates::head(done.rest, is_day_first).date.is_some();
        return if is_second { done.rest } else { rest.trim_start() };
    }
    // `1. `, `2) `, but not the day of `26. November`
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &line[digits..];
    if (1..=3).contains(&digits)
        && rest.starts_with(['.', ')'])
        && after(&rest[1..])
        && dates::head(line, is_day_first).date.is_none()
    {
        return rest[1..].trim_start();
    }
    line
}

/// The words without tags behind them; after `note` all is text.
fn without_tags(words: &str) -> &str {
    let mut words = words;
    let is_text = words
        .split_whitespace()
        .any(|word| ["note", "n", "question", "q", "mark"].contains(&&*word.trim_start_matches("--").to_lowercase()));
    while let Some((before, last)) = words.rsplit_once(char::is_whitespace)
        && last.starts_with(['#', '@', '+'])
        && last.chars().nth(1).is_some_and(char::is_alphabetic)
        && (!is_text || last.eq_ignore_ascii_case("#twinge"))
    {
        words = before.trim_end();
    }
    words
}

/// The text by which a line is known again: without case, with plain quotes and dashes and single blanks.
fn folded(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c => c,
    };
    let text: String = text.chars().map(plain).collect();
    // two hyphens become a dash on a phone
    let words: Vec<&str> = text.split_whitespace().collect();
    names::key(&words.join(" ")).replace("--", "-")
}
