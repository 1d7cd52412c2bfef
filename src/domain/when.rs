//! WHEN as people say it: `today`, `yesterday 7am`, `mon`, `-2`, `2026-11-20 07:30`; and how it is shown.
//!
//! Our own small reader: the natural-date libraries know neither a day that begins at 04:00 nor how to refuse
//! what is ambiguous; they guess by dialect.

use chrono::{Datelike, Days, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

use super::day::{At, Clock, Hour};
use super::refusal::Refusal;
use super::settings::{ClockFace, Settings};

/// A WHEN as typed: with its hour, or a whole day whose hour depends on what is recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum When {
    /// A moment.
    At(At),
    /// A journal day without an hour.
    Day(NaiveDate),
}

/// Which way a date without its year, or a day of the week, is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// The last one that was.
    Past,
    /// The next one to come.
    Future,
    /// Of a day of the week the next one to come; of a day and month the one that is nearer.
    Nearer,
}

const ACCEPTED: &str = "accepted are today, yesterday 7am, mon, -2 (days ago), 20 nov, 2026-11-20 07:30.";

impl When {
    /// Reads a typed WHEN; a blank one is now.
    ///
    /// # Errors
    /// A sentence where it is no date, ambiguous, or an hour that the clock change skipped or repeated.
    pub fn read(text: &str, clock: Clock, day_starts_at: Hour) -> Result<Self, Refusal> {
        Self::read_leaning(text, clock, day_starts_at, Lean::Past)
    }

    /// Reads a typed WHEN that is meant to lie behind, or ahead.
    ///
    /// # Errors
    /// Those of [`When::read`].
    pub fn read_leaning(text: &str, clock: Clock, day_starts_at: Hour, lean: Lean) -> Result<Self, Refusal> {
        let text = text.trim();
        let refuse = |why: String| Err(Refusal::new(format!("\u{201c}{text}\u{201d} {why}")));
        if text.is_empty() || text.eq_ignore_ascii_case("now") {
            return Ok(Self::At(clock.now));
        }
        if let Some(at) = with_offset(text) {
            return Ok(Self::At(at));
        }
        let words = words_of(text);
        if let Some(span) = ago(&words) {
            return clock
                .now
                .0
                .checked_sub_signed(span)
                .map(|at| Self::At(At(at)))
                .map_or_else(|| refuse(format!("is out of range; {ACCEPTED}")), Ok);
        }
        if let Some(odd) = words.iter().find(|word| is_numeric_date(word)) {
            if let Some(day) = no_such_numeric(odd) {
                return refuse(format!("is not a date: there is no {day} in the calendar."));
            }
            return refuse(format!(
                "names a date in a way that reads differently here and there; write {}.",
                iso_hint(odd)
            ));
        }
        let (times, day_words): (Vec<&String>, Vec<&String>) =
            words.iter().filter(|word| *word != "at" && *word != "on").partition(|word| time_of(word).is_some());
        let time = match times[..] {
            [] => None,
            [one] => time_of(one),
            _ => return refuse(format!("names two hours; {ACCEPTED}")),
        };
        let now = clock.now.local();
        let (today, calendar) = (clock.now.day(day_starts_at), now.date());
        // words count from the journal day; an hour before it begins belongs to the calendar's date (design: "2am" is tonight's)
        let base = if time.is_some_and(|t| t < day_starts_at.0) { calendar } else { today };
        let day_words: Vec<&str> = day_words.into_iter().map(String::as_str).collect();
        let Some(named) = day_of(&day_words, base, lean) else {
            let hour = day_words.iter().find(|word| word.len() <= 2 && word.bytes().all(|c| c.is_ascii_digit()));
            let odd = day_words.iter().find(|word| !is_known(word)).filter(|_| words.len() > 1);
            return refuse(if let Some(named) = wrong_weekday(&day_words, base, lean) {
                format!("is not a date: {} is a {}.", named.format("%-d %b %Y"), named.format("%A"))
            } else if let (Some(hour), 1) = (hour, day_words.len()) {
                format!("could be an hour or a day; write {}-{hour} (days ago).", as_hour(hour))
            } else if let Some(hour) =
                hour.filter(|_| !day_words.iter().any(|word| word.parse::<chrono::Month>().is_ok()))
            {
                format!("has a number that could be an hour or a day; write {}20 nov.", as_hour(hour))
            } else if let Some(day) = no_such(&day_words) {
                format!("is not a date: there is no {day} in the calendar.")
            } else if let Some(odd) = odd {
                format!("is not a date: \u{201c}{odd}\u{201d} was not understood; {ACCEPTED}")
            } else {
                format!("is not a date; {ACCEPTED}")
            });
        };
        match time {
            None => Ok(Self::Day(named)),
            Some(time) => local(named.and_time(time), clock).map(Self::At),
        }
    }

    /// The journal day it names.
    pub fn day(self, day_starts_at: Hour) -> NaiveDate {
        match self {
            Self::At(at) => at.day(day_starts_at),
            Self::Day(day) => day,
        }
    }

    /// The moment it names: a day without an hour is now for today, else `hour` of that day.
    ///
    /// # Errors
    /// A sentence where the clock change skipped or repeated that hour.
    pub fn at(self, hour: Hour, clock: Clock, day_starts_at: Hour) -> Result<At, Refusal> {
        match self {
            Self::At(at) => Ok(at),
            Self::Day(day) if day == clock.now.day(day_starts_at) => Ok(clock.now),
            // an hour before the day begins would belong to the day before
            Self::Day(day) => local(day.and_time(hour.max(day_starts_at).0), clock),
        }
    }
}

/// The year that a typed day and month without one could have meant as well, where the nearer one was taken.
pub fn other_year(text: &str, taken: NaiveDate, clock: Clock, day_starts_at: Hour) -> Option<i32> {
    let lean = |lean| Some(When::read_leaning(text, clock, day_starts_at, lean).ok()?.day(day_starts_at));
    let (last, next) = (lean(Lean::Past)?, lean(Lean::Future)?);
    // days of the week are a week apart
    let years_apart = (next - last).num_days() > 7;
    years_apart.then(|| if taken == last { next.year() } else { last.year() })
}

/// A local date and hour with the offset it has here.
fn local(naive: NaiveDateTime, clock: Clock) -> Result<At, Refusal> {
    let with = |offset: chrono::FixedOffset| naive.and_local_timezone(offset).single().map(At);
    let shown = naive.format("%Y-%m-%d %H:%M");
    let found = match (clock.offset)(naive) {
        MappedLocalTime::Single(offset) => with(offset),
        MappedLocalTime::Ambiguous(a, b) => {
            let iso = naive.format("%Y-%m-%dT%H:%M:%S");
            return Err(Refusal::new(format!(
                "{shown} came twice, the clocks went back then; write {iso}{a} or {iso}{b}."
            )));
        }
        MappedLocalTime::None => {
            return Err(Refusal::new(format!(
                "There was no {shown}: the clocks went forward then; name another hour."
            )));
        }
    };
    found.ok_or_else(|| Refusal::new(format!("{shown} is out of range; {ACCEPTED}")))
}

/// `2026-11-20T07:30:00+01:00`, also with a blank for the T and without seconds.
fn with_offset(text: &str) -> Option<At> {
    let text = text.replacen(' ', "T", 1).to_uppercase();
    At::parse(&text).or_else(|| {
        let (head, zone) = text.split_at_checked(16)?;
        At::parse(&format!("{head}:00{zone}"))
    })
}

/// Lower-case words; `7 am` is made one word, a `T` between date and hour is taken for a blank.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.to_lowercase().split([' ', ',', '\t']).filter(|word| !word.is_empty()) {
        match (word, words.last_mut()) {
            ("am" | "pm", Some(before)) if before.starts_with(|c: char| c.is_ascii_digit()) => before.push_str(word),
            _ => match word.split_once('t') {
                Some((date, time)) if looks_iso(date) && time_of(time).is_some() => {
                    words.extend([date.to_owned(), time.to_owned()])
                }
                _ => match (dotted(word), word.strip_suffix('.').and_then(number)) {
                    (Some(parts), _) => words.extend(parts),
                    // the day of "24. Nov"
                    (None, Some(day)) => words.push(day.to_string()),
                    (None, None) => words.push(word.to_owned()),
                },
            },
        }
    }
    if words == ["last", "night"] {
        words = vec!["yesterday".into(), "evening".into()];
    }
    words
}

/// What to write for a number that may be an hour, to stand before another way: `7am, 7:00 or `; nothing where no day
/// has such an hour.
fn as_hour(number: &str) -> String {
    match number.parse::<u32>() {
        Ok(hour @ 1..=12) => format!("{hour}am, {hour}:00 or "),
        Ok(hour @ (0 | 13..=23)) => format!("{hour}:00 or "),
        _ => String::new(),
    }
}

/// How long ago in hours and minutes: `2h ago`, `30 min ago`, `an hour ago`.
fn ago(words: &[String]) -> Option<TimeDelta> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (count, unit) = match words[..] {
        ["an" | "a", unit, "ago"] => (1, unit),
        [count, unit, "ago"] => (number(count)?, unit),
        [both, "ago"] => {
            let digits = both.len() - both.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            (number(&both[..digits])?, &both[digits..])
        }
        _ => return None,
    };
    let count = i64::try_from(count).ok()?;
    match unit {
        "h" | "hr" | "hrs" | "hour" | "hours" => TimeDelta::try_hours(count),
        "min" | "mins" | "minute" | "minutes" => TimeDelta::try_minutes(count),
        _ => None,
    }
}

/// `24.11.2026` and `24.11.`, which name the day first wherever dates have dots, as the words of a date.
fn dotted(word: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = word.split('.').collect();
    let (day, month, year) = match parts[..] {
        [day, month, ""] => (day, month, None),
        [day, month, year] if year.len() == 4 => (day, month, Some(year)),
        _ => return None,
    };
    let month = chrono::Month::try_from(u8::try_from(number(month)?).ok()?).ok()?;
    number(day)?;
    Some([day, month.name()].into_iter().chain(year).map(str::to_lowercase).collect())
}

/// The date that the words name behind a day of the week that it is not.
fn wrong_weekday(words: &[&str], today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let (day, date) = words.split_first()?;
    weekday(day).and(day_of(date, today, lean)).filter(|_| date.len() > 1)
}

/// `3/4`: which number is the month depends on who reads it.
fn is_numeric_date(word: &str) -> bool {
    let mut parts = word.split(['/', '.']);
    let all =
        parts.clone().count() > 1 && parts.all(|part| part.is_empty() || part.chars().all(|c| c.is_ascii_digit()));
    all && word.chars().any(|c| c.is_ascii_digit())
}

/// What to write instead of a numeric date, where it can be told.
fn iso_hint(word: &str) -> String {
    let parts: Vec<i32> = word.split(['/', '.']).filter_map(|part| part.parse().ok()).collect();
    let [a, b, year @ 1000..=9999] = parts[..] else { return "2026-11-20".into() };
    let iso = |month: i32, day: i32| NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs());
    match (iso(b, a), iso(a, b)) {
        (Some(one), Some(other)) if one != other => format!("{one} or {other}"),
        (Some(one), _) | (None, Some(one)) => one.to_string(),
        (None, None) => "2026-11-20".into(),
    }
}

/// The day that a numeric date names, where none is called so in either order: `29.2.2027`.
fn no_such_numeric(word: &str) -> Option<String> {
    let parts: Vec<u32> = word.split(['/', '.']).filter_map(|part| part.parse().ok()).collect();
    let [a, b, year @ 1000..=9999] = parts[..] else { return None };
    let (day, month) = if (1..=12).contains(&b) { (a, b) } else { (b, a) };
    let there = |month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let name = chrono::Month::try_from(u8::try_from(month).ok()?).ok()?.name().get(..3)?;
    (there(a, b).or_else(|| there(b, a)).is_none()).then(|| format!("{day} {name} {year}"))
}

/// The day that the words name, where the calendar has none: `31 feb`, `2026-02-30`.
fn no_such(words: &[&str]) -> Option<String> {
    let named = |day: &str, month: &str, year: &str| {
        let month: chrono::Month = (month.len() >= 3).then(|| month.parse().ok()).flatten()?;
        Some(format!("{} {}{year}", number(day)?, month.name().get(..3)?))
    };
    match words {
        [day] if looks_iso(day) => Some((*day).to_owned()),
        [a, b] => named(a, b, "").or_else(|| named(b, a, "")),
        [a, b, year] if year.len() == 4 => {
            let year = format!(" {}", number(year)?);
            named(a, b, &year).or_else(|| named(b, a, &year))
        }
        _ => None,
    }
}

/// True for a word that dates are made of.
fn is_known(word: &str) -> bool {
    const WORDS: &[&str] =
        &["a", "ago", "day", "days", "in", "last", "next", "this", "today", "tomorrow", "week", "weeks", "yesterday"];
    let digits = word.trim_start_matches(['-', '+']);
    WORDS.contains(&word)
        || weekday(word).is_some()
        || (word.len() >= 3 && word.parse::<chrono::Month>().is_ok())
        || number(digits).is_some()
        || looks_iso(word)
}

/// `7am`, `7:30pm`, `07:30`, `19h30`, `noon`.
fn time_of(word: &str) -> Option<NaiveTime> {
    let (clock, half) = match word {
        "noon" => return NaiveTime::from_hms_opt(12, 0, 0),
        "midnight" => return NaiveTime::from_hms_opt(0, 0, 0),
        "morning" => return NaiveTime::from_hms_opt(7, 0, 0),
        "evening" => return NaiveTime::from_hms_opt(21, 0, 0),
        _ => match (word.strip_suffix("am"), word.strip_suffix("pm")) {
            (Some(clock), _) => (clock, Some(0)),
            (_, Some(clock)) => (clock, Some(12)),
            _ => (word, None),
        },
    };
    let mut parts = clock.split([':', 'h']);
    let mut next = |width: std::ops::RangeInclusive<usize>| -> Option<Option<u32>> {
        let Some(part) = parts.next().filter(|part| !part.is_empty()) else { return Some(None) };
        (width.contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())).then(|| part.parse().ok())
    };
    let (hour, minute, second) = (next(1..=2)??, next(2..=2)?, next(2..=2)?);
    if parts.next().is_some() || (half.is_none() && !clock.contains([':', 'h'])) {
        return None;
    }
    if clock.ends_with(':') || (clock.contains('h') && second.is_some()) {
        return None;
    }
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), second.unwrap_or(0))
}

/// True for what has the shape of 2026-11-20.
fn looks_iso(word: &str) -> bool {
    let shape = |(i, byte): (usize, u8)| if i == 4 || i == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    word.len() == 10 && word.bytes().enumerate().all(shape)
}

fn iso_date(word: &str) -> Option<NaiveDate> {
    let width = word.len() == 10 && word.as_bytes()[0].is_ascii_digit();
    width.then(|| NaiveDate::parse_from_str(word, "%Y-%m-%d").ok()).flatten()
}

/// The day that the words name, counted from `today`; no words are today.
fn day_of(words: &[&str], today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let back = |days: u64| today.checked_sub_days(Days::new(days));
    let ahead = |days: u64| today.checked_add_days(Days::new(days));
    match words {
        [] | ["today" | "this"] => Some(today),
        ["yesterday"] => back(1),
        ["tomorrow"] => ahead(1),
        ["last", "week"] => back(7),
        ["last", day] => back(match days_since(weekday(day)?, today) {
            0 => 7,
            days => days,
        }),
        ["next", day] => ahead(7 - days_since(weekday(day)?, today)),
        [count, "ago"] => back(short_span(count)?),
        [count, unit @ ("day" | "days" | "week" | "weeks"), "ago"] => back(span(count, unit)?),
        ["in", count, unit @ ("day" | "days" | "week" | "weeks")] => ahead(span(count, unit)?),
        [one] => match (one.strip_prefix('-'), one.strip_prefix('+'), weekday(one)) {
            (Some(count), ..) => back(number(count)?),
            (_, Some(count), _) => ahead(number(count)?),
            (.., Some(day)) => match (days_since(day, today), lean) {
                (0, _) => Some(today),
                (days, Lean::Past) => back(days),
                (days, Lean::Future | Lean::Nearer) => ahead(7 - days),
            },
            _ => iso_date(one),
        },
        [day, date] if looks_iso(date) && weekday(day).is_some() => {
            iso_date(date).filter(|date| weekday(day) == Some(date.weekday()))
        }
        [day, a, b] if weekday(day).is_some() => on_weekday(weekday(day)?, a, b, today, lean),
        [day, rest @ ..] if rest.len() == 3 && weekday(day).is_some() => {
            day_of(rest, today, lean).filter(|date| weekday(day) == Some(date.weekday()))
        }
        [a, b] => month_day(a, b, None, today, lean).or_else(|| month_day(b, a, None, today, lean)),
        [a, b, year] if year.len() == 4 => {
            let year = i32::try_from(number(year)?).ok();
            month_day(a, b, year, today, lean).or_else(|| month_day(b, a, year, today, lean))
        }
        _ => None,
    }
}

fn number(digits: &str) -> Option<u64> {
    let plain = (1..=5).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn span(count: &str, unit: &str) -> Option<u64> {
    let count = if count == "a" { 1 } else { number(count)? };
    Some(if unit.starts_with("week") { count * 7 } else { count })
}

/// `2d`, `3w`.
fn short_span(word: &str) -> Option<u64> {
    let days = |word: &str, unit, times: u64| word.strip_suffix(unit).and_then(number).map(|count| count * times);
    days(word, 'd', 1).or_else(|| days(word, 'w', 7))
}

fn weekday(word: &str) -> Option<Weekday> {
    (word.len() >= 3).then(|| word.parse().ok()).flatten()
}

/// Days since the last such weekday, 0 where it is today.
fn days_since(day: Weekday, today: NaiveDate) -> u64 {
    u64::from(today.weekday().days_since(day))
}

/// `Thu 26 Nov`: the one of those years nearest to today that is such a day; what is printed without a year is of this one.
fn on_weekday(day: Weekday, a: &str, b: &str, today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let in_year = |year: i32| {
        let named = month_day(a, b, Some(year), today, lean).or_else(|| month_day(b, a, Some(year), today, lean))?;
        (named.weekday() == day).then_some(named)
    };
    let years = (0..=6).flat_map(|apart| [today.year() - apart, today.year() + apart]);
    years.filter_map(in_year).min_by_key(|&named| (named - today).num_days().abs())
}

/// `20 nov`; without a year the last one that was, or the next.
fn month_day(day: &str, month: &str, year: Option<i32>, today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let month: chrono::Month = (month.len() >= 3).then(|| month.parse().ok()).flatten()?;
    let digits = day.strip_suffix("st").or_else(|| day.strip_suffix("nd")).or_else(|| day.strip_suffix("rd"));
    let day = u32::try_from(number(digits.or_else(|| day.strip_suffix("th")).unwrap_or(day))?).ok()?;
    let in_year = |year| NaiveDate::from_ymd_opt(year, month.number_from_month(), day);
    match year {
        Some(year) => in_year(year),
        // eight years back: 29 February may be that far
        None => {
            let last = || (0..=8).filter_map(|back| in_year(today.year() - back)).find(|&date| date <= today);
            let next = || (0..=8).filter_map(|on| in_year(today.year() + on)).find(|&date| date >= today);
            match lean {
                Lean::Past => last(),
                Lean::Future => next(),
                Lean::Nearer => last().into_iter().chain(next()).min_by_key(|&date| (date - today).num_days().abs()),
            }
        }
    }
}

/// The text that reads back to the same moment: local date and hour, with the offset where it is not the one here.
pub fn write(at: At, clock: Clock) -> String {
    let local = at.local();
    let here = (clock.offset)(local).single() == Some(*at.0.offset());
    match (here && local.nanosecond() == 0, local.second()) {
        (true, 0) => local.format("%Y-%m-%d %H:%M").to_string(),
        (true, _) => local.format("%Y-%m-%d %H:%M:%S").to_string(),
        // the same as in the file, a blank for its T, and no seconds where there are none
        (false, 0) if local.nanosecond() == 0 => at.0.format("%Y-%m-%d %H:%M%:z").to_string(),
        (false, _) => at.text(),
    }
}

/// An hour as the settings want it: `19:30` or `7:30pm`.
pub fn say_time(time: NaiveTime, settings: &Settings) -> String {
    match settings.clock {
        ClockFace::H24 => time.format("%H:%M").to_string(),
        ClockFace::H12 => time.format("%-I:%M%P").to_string(),
    }
}

/// A day to read: `Mon 23 Nov`, with the year where it is not this one.
pub fn say_day(day: NaiveDate, today: NaiveDate) -> String {
    let shown = day.format("%a %-d %b").to_string();
    if day.year() == today.year() { shown } else { format!("{shown} {}", day.year()) }
}

/// A day to read, with its year: `Mon 23 Nov 2026`.
pub fn say_date(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// A moment to read: `Mon 23 Nov 2026 07:30`.
pub fn say(at: At, settings: &Settings) -> String {
    format!("{} {}", say_date(at.local().date()), say_time(at.local().time(), settings))
}

#[cfg(test)]
mod tests;
