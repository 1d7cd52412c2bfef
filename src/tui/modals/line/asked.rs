//! What is asked for behind `list`, `report` and `trends`: days, a surface, what is compared, how a page is saved. With
//! the dashes of a shell or without them, as people say it: `runs last month on grass`, `last 8 weeks pdf`.

use chrono::{Datelike, NaiveDate};

use crate::domain::kind::Kind;
use crate::domain::names::bare;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::when::{self, When};
use crate::insight::pairs::Pair;
use crate::insight::period::{Period, Span};
use crate::insight::report::Person;
use crate::lines::words::{Word, split};
use crate::render::pdf::paper::Paper;
use crate::render::report::{Format, part::Part};
use crate::tui::context::Context;
use crate::tui::modals::listing::Asked;
use crate::tui::modals::report::AskedReport;
use crate::tui::tabs::trends::AskedTrends;

/// A date takes so many words at most.
const DATE_WORDS: usize = 6;
/// Words that say nothing of what is wanted.
const EMPTY: &[&str] = &["the", "of", "for", "in", "as", "and", "with", "days:", "on", "only", "a", "my"];

/// How the days since the last visit are asked for.
const LAST_VISIT: &[&[&str]] = &[
    &["since", "the", "last", "visit"],
    &["since", "last", "visit"],
    &["since", "last-visit"],
    &["since", "visit"],
    &["last", "visit"],
    &["last-visit"],
];

/// The days that are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Days {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// One of the periods that are offered, where they are that.
    span: Option<Span>,
}

/// The words of a line while they are read.
struct Reader<'a> {
    ctx: &'a Context<'a>,
    words: Vec<Word>,
    at: usize,
    days: Days,
}

impl<'a> Reader<'a> {
    fn new(ctx: &'a Context<'a>, text: &str) -> Result<Self, Refusal> {
        Ok(Self { ctx, words: split(text)?, at: 0, days: Days::default() })
    }

    /// The next word as it is compared: small, without the dashes of a flag.
    fn name(&self) -> Option<String> {
        self.words.get(self.at)?.name()
    }

    /// The next word, whether quotes stand around it or not.
    fn next(&self) -> Option<String> {
        self.name().or_else(|| self.words.get(self.at).map(|word| word.text.clone()))
    }

    /// The word so many places behind the next.
    fn name_at(&self, behind: usize) -> Option<String> {
        self.words.get(self.at + behind)?.name()
    }

    /// The next word as it is typed.
    fn text(&self) -> &str {
        self.words.get(self.at).map_or("", |word| &word.text)
    }

    /// The next word, behind the name of what it is the value of.
    fn value(&mut self, name: &str, such: &str) -> Result<String, Refusal> {
        self.at += 1;
        let text = self.text().to_owned();
        if text.is_empty() {
            return Err(Refusal::new(format!("Nothing follows \u{201c}{name}\u{201d}; write it as {name} {such}.")));
        }
        self.at += 1;
        Ok(text)
    }

    fn today(&self) -> NaiveDate {
        self.ctx.today()
    }

    /// The day that the next words name, as many of them as make one.
    fn day(&mut self) -> Result<NaiveDate, Refusal> {
        let start = self.ctx.journal.day_starts_at();
        let rest = &self.words[self.at.min(self.words.len())..];
        let most = rest.len().min(DATE_WORDS);
        let text = |count: usize| rest[..count].iter().map(|word| &*word.text).collect::<Vec<_>>().join(" ");
        let clock = self.ctx.reading().clock;
        let found = (1..=most).rev().find_map(|count| Some((count, When::read(&text(count), clock, start).ok()?)));
        match found {
            Some((count, when)) => {
                self.at += count;
                Ok(when.day(start))
            }
            None => Err(match When::read(&text(most.min(1)), clock, start) {
                Err(refusal) if most > 0 => refusal,
                _ => Refusal::new("A day is missing at the end, such as mon or 1 nov."),
            }),
        }
    }

    /// The span that the next words say: `6w`, `8 weeks`, `month`, `30` for days; the days up to today.
    fn span(&mut self) -> Result<Option<Period>, Refusal> {
        let Some(word) = self.name() else { return Ok(None) };
        let next = self.name_at(1).unwrap_or_default();
        let is_count = word.chars().all(|c| c.is_ascii_digit());
        let is_unit = |word: &str| ["day", "week", "month", "year"].contains(&word.trim_end_matches('s'));
        let (text, count) = match () {
            () if is_count && is_unit(&next) => (format!("{word} {next}"), 2),
            () if is_count => (format!("{word}d"), 1),
            () if is_unit(&word) => (format!("1 {word}"), 1),
            () if word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(['-', '.', ':', '/']) => (word, 1),
            () => return Ok(None),
        };
        let period = Period::last(&text, self.today())?;
        self.at += count;
        Ok(Some(period))
    }

    /// Takes words that say which days; false where the next ones say nothing of that.
    fn takes_days(&mut self) -> Result<bool, Refusal> {
        let Some(name) = self.name() else { return Ok(false) };
        let next = self.name_at(1).unwrap_or_default();
        let today = self.today();
        let said = |phrase: &&&[&str]| (0..).zip(**phrase).all(|(i, word)| self.name_at(i).as_deref() == Some(*word));
        if let Some(phrase) = LAST_VISIT.iter().find(said) {
            self.at += phrase.len();
            self.days.span = Some(Span::LastVisit);
            return Ok(true);
        }
        match (&*name, &*next) {
            ("all", _) => {
                self.at += 1;
                self.days.span = Some(Span::All);
            }
            ("last", "all") => {
                self.at += 2;
                self.days.span = Some(Span::All);
            }
            ("since" | "from", _) => {
                self.at += 1;
                self.days.from = Some(self.day()?);
            }
            ("until" | "to", _) => {
                self.at += 1;
                self.days.until = Some(self.day()?);
            }
            ("last" | "past", _) => {
                self.at += 1;
                let Some(period) = self.span()? else {
                    return Err(Refusal::new(
                        "Behind \u{201c}last\u{201d} comes a span: 10 days, 6 weeks, 3 months, 1 year.",
                    ));
                };
                (self.days.from, self.days.until) = (Some(period.from), Some(period.to));
            }
            ("this", "week" | "month" | "year") => {
                self.at += 2;
                let week = self.ctx.journal.settings.week_starts_on.weekday();
                let first = match &*next {
                    "week" => today - chrono::Days::new(u64::from(today.weekday().days_since(week))),
                    "month" => today.with_day(1).unwrap_or(today),
                    _ => today.with_ordinal(1).unwrap_or(today),
                };
                (self.days.from, self.days.until) = (Some(first), Some(today));
            }
            ("today", _) => {
                self.at += 1;
                (self.days.from, self.days.until) = (Some(today), Some(today));
            }
            ("yesterday", _) => {
                self.at += 1;
                let day = today.pred_opt();
                (self.days.from, self.days.until) = (day, day);
            }
            _ => {
                // one of the periods that are offered keeps its name
                let span = Span::ALL.iter().copied().find(|span| span.word() == name);
                match self.span()? {
                    Some(period) => {
                        (self.days.from, self.days.until, self.days.span) = (Some(period.from), Some(period.to), span);
                    }
                    None => return Ok(false),
                }
            }
        }
        if let (Some(from), Some(until)) = (self.days.from, self.days.until)
            && from > until
        {
            let said = |day| when::say_day(day, today);
            return Err(Refusal::new(format!("{} lies after {}; turn them around.", said(from), said(until))));
        }
        Ok(true)
    }

    /// Takes a word that says nothing.
    fn takes_empty(&mut self) -> bool {
        let takes = self.name().is_some_and(|name| EMPTY.contains(&&*name));
        self.at += usize::from(takes);
        takes
    }

    /// The first day where only that can be chosen; nothing where the usual period is asked for.
    fn first_day(&self, what: &str) -> Result<Option<NaiveDate>, Refusal> {
        match (self.days.from, self.days.until) {
            (_, Some(until)) if until != self.today() => {
                Err(Refusal::new(format!("{what} ends today; say only since when, or how long.")))
            }
            (Some(from), _) if from > self.today() => Err(Refusal::new(format!("{from} is still to come."))),
            (from, _) => Ok(from),
        }
    }

    fn refuse(&self, takes: &str) -> Refusal {
        Refusal::new(format!("\u{201c}{}\u{201d} was not understood; behind it come {takes}.", self.text()))
    }
}

/// What is for a file or another program is done in a shell.
fn in_shell(name: &str) -> Refusal {
    Refusal::new(format!("{name} is for a shell; leave it out here."))
}

/// The list that is asked for behind `list`.
///
/// # Errors
/// The word that was not understood, and what can be said.
pub fn list(ctx: &Context, text: &str) -> Result<Asked, Refusal> {
    let mut reader = Reader::new(ctx, text)?;
    let mut asked = Asked::all(Kind::named(reader.text())?);
    reader.at += 1;
    while let Some(name) = reader.next() {
        match &*name {
            "surface" => asked.surface = Some(Surface::typed(&reader.value("surface", "grass")?)?),
            "limit" => {
                let count = reader.value("limit", "5")?;
                let limit = count.parse().ok().filter(|&limit: &usize| limit > 0);
                let refuse =
                    || Refusal::new(format!("\u{201c}{count}\u{201d} is no number of entries; write limit 5."));
                asked.limit = Some(limit.ok_or_else(refuse)?);
            }
            "csv" | "wide" | "json" | "sort" | "columns" => return Err(in_shell(&format!("--{name}"))),
            _ if reader.takes_days()? || reader.takes_empty() => {}
            _ => match Surface::typed(&name) {
                Ok(surface) if name.len() > 1 => {
                    asked.surface = Some(surface);
                    reader.at += 1;
                }
                _ => return Err(reader.refuse("days (last 6 weeks, since 1 nov), a surface (grass) or limit 5")),
            },
        }
    }
    if asked.surface.is_some() && asked.kind != Kind::Run {
        return Err(Refusal::new("A surface goes with runs: list runs grass."));
    }
    match reader.days.span {
        Some(Span::LastVisit) => {
            let of = |why| Refusal::new(format!("That is no period yet: {why}."));
            asked.from = Some(Span::LastVisit.period(ctx.journal, ctx.now.at).map_err(of)?.from);
        }
        _ => (asked.from, asked.until) = (reader.days.from, reader.days.until),
    }
    Ok(asked)
}

/// The page that is asked for behind `report`.
///
/// # Errors
/// The word that was not understood, and what can be said.
pub fn report(ctx: &Context, text: &str) -> Result<AskedReport, Refusal> {
    let mut reader = Reader::new(ctx, text)?;
    let mut asked = AskedReport::default();
    while let Some(name) = reader.next() {
        let next = reader.name_at(1).unwrap_or_default();
        match (&*name, &*next) {
            ("format", _) => asked.format = Some(format_named(&reader.value("format", "pdf")?)?),
            ("paper", _) => asked.paper = Some(Paper::read(&reader.value("paper", "letter")?)?),
            ("without", _) => {
                for word in reader.value("without", "chart")?.split(',').filter(|word| !word.trim().is_empty()) {
                    asked.without.push(Part::read(word)?);
                }
            }
            ("with-notes" | "notes", _) => {
                reader.at += 1;
                asked.notes = true;
            }
            ("with", "notes") => {
                reader.at += 2;
                asked.notes = true;
            }
            ("name", _) => asked.name = reader.value("name", "\"A Name\"")?,
            ("born", _) => {
                let typed = reader.value("born", "1980-02-28")?;
                asked.born = Person::read_born(&typed, ctx.today())?.unwrap_or_default();
            }
            ("output" | "-o", _) => asked.file = Some(reader.value("output", "report.pdf")?),
            ("force" | "take-home" | "json", _) if name != "json" || reader.text().starts_with('-') => {
                return Err(in_shell(&format!("--{name}")));
            }
            _ if reader.takes_days()? || reader.takes_empty() => {}
            _ => match (format_named(&name), Paper::ALL.iter().find(|paper| paper.word() == name)) {
                (_, Some(paper)) => {
                    asked.paper = Some(*paper);
                    reader.at += 1;
                }
                (Ok(format), _) if name.len() > 1 => {
                    asked.format = Some(format);
                    reader.at += 1;
                }
                _ => {
                    return Err(
                        reader.refuse("days (last 8 weeks, since last-visit), a format (pdf), without, with notes")
                    );
                }
            },
        }
    }
    asked.period = reader.days.span.filter(|span| *span != Span::LastVisit);
    asked.since = reader.first_day("The report")?.filter(|_| asked.period.is_none());
    Ok(asked)
}

fn format_named(word: &str) -> Result<Format, Refusal> {
    match &*bare(word) {
        "markdown" => Ok(Format::Md),
        "txt" => Ok(Format::Text),
        word => Format::read(word),
    }
}

/// What is asked for behind `trends`.
///
/// # Errors
/// The word that was not understood, and what can be said.
pub fn trends(ctx: &Context, text: &str) -> Result<AskedTrends, Refusal> {
    let mut reader = Reader::new(ctx, text)?;
    let mut asked = AskedTrends::default();
    while let Some(name) = reader.next() {
        match &*name {
            "compare" => {
                let pair = reader.value("compare", "grass,road")?;
                asked.pairs.push(Pair::read(&pair, ctx.journal)?);
            }
            "json" => return Err(in_shell("--json")),
            _ if reader.takes_days()? || reader.takes_empty() => {}
            _ => return Err(reader.refuse("days (30, last 8 weeks, since 1 nov, all) or compare grass,road")),
        }
    }
    asked.span = reader.days.span;
    asked.since = reader.first_day("Trends")?.filter(|_| asked.span.is_none());
    Ok(asked)
}
