//! The date and the hour that stand at the beginning of a line, in a heading or in a file's name, in the ways phones
//! write them. A date without its year has several that it may mean; nothing here asks when the file was written.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

/// How many years back a date without its year is looked for, where its day of the week says which it is.
const YEARS: i32 = 12;

/// What stands at the beginning of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// The date.
    pub date: Option<Written>,
    /// The hour.
    pub time: Option<NaiveTime>,
    /// The offset behind the hour, as it was written.
    pub offset: Option<String>,
    /// What follows.
    pub rest: &'a str,
}

/// A date as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    day: u32,
    month: u32,
    year: Option<i32>,
    weekday: Option<Weekday>,
    /// Two numbers of which either could be the month.
    is_ambiguous: bool,
}

impl Written {
    /// The day it names, with those of other years that it may have named when it was written; nearest first.
    ///
    /// # Errors
    /// Where it names none, as a sentence.
    pub fn days(self, today: NaiveDate) -> Result<Vec<NaiveDate>, String> {
        if self.is_ambiguous {
            return Err("Which is the month? Write the date as 2026-11-26.".into());
        }
        let of = |year| NaiveDate::from_ymd_opt(year, self.month, self.day);
        let fits = |day: &NaiveDate| self.weekday.is_none_or(|weekday| weekday == day.weekday());
        if let Some(year) = self.year {
            let day = of(year).ok_or("There is no such day in the calendar; correct the date.")?;
            return match fits(&day) {
                true => Ok(vec![day]),
                false => Err(format!("{day} is a {}; correct the date or the day of the week.", day.format("%A"))),
            };
        }
        // a phone in another zone is a day ahead at most
        let latest = today.checked_add_days(Days::new(1)).unwrap_or(today);
        let years = (today.year() - YEARS..=today.year() + 1).rev();
        let mut days: Vec<NaiveDate> = years.filter_map(of).filter(fits).filter(|day| *day <= latest).collect();
        days.retain({
            let first = days.first().copied();
            move |day| first.is_some_and(|first| first.year() - day.year() <= 3)
        });
        if days.is_empty() {
            return Err("No such day was in the last years; write the date as 2026-11-26.".into());
        }
        Ok(days)
    }
}

/// Reads what stands at the beginning of a text. `is_day_first`: of two numbers the first is the day.
pub fn head(text: &str, is_day_first: bool) -> Head<'_> {
    let mut at = Cursor { text, place: 0 };
    let mut head = Head::default();
    let start = at.place;
    match at.date(is_day_first) {
        Some((date, glued)) => {
            head.date = Some(date);
            if let Some(glued) = glued {
                (head.time, head.offset) = (Some(glued.0), glued.1);
            }
        }
        None => at.place = start,
    }
    if head.time.is_none() {
        let before = at.place;
        if head.date.is_some() {
            at.skip_words(&["at", "um", "kl", "kl."]);
        }
        match at.time(head.date.is_some()) {
            Some(time) => head.time = Some(time),
            None => at.place = before,
        }
    }
    if head.date.is_some() || head.time.is_some() {
        at.skip_marks();
    }
    head.rest = text[at.place..].trim();
    head
}

/// The date in a file's name, wherever in it; folders above it do not count.
pub fn in_name(name: &str) -> Option<NaiveDate> {
    let numbers: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let day = |year: &str, month: &str, day: &str| {
        let is_year = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        is_year.then(|| NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)).flatten()
    };
    let three =
        numbers.windows(3).find_map(|part| day(part[0], part[1], part[2]).or_else(|| day(part[2], part[1], part[0])));
    three
        .or_else(|| numbers.iter().filter(|part| part.len() == 8).find_map(|all| day(&all[..4], &all[4..6], &all[6..])))
}

/// The day of the week that a word names.
fn weekday(word: &str) -> Option<Weekday> {
    let word = word.trim_end_matches('.').to_lowercase();
    (word.len() >= 3 && word.chars().all(|c| c.is_ascii_alphabetic())).then(|| word.parse().ok()).flatten()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    let word = if word == "sept" { "sep" } else { &*word };
    let month: chrono::Month = (word.len() >= 3).then(|| word.parse().ok()).flatten()?;
    Some(month.number_from_month())
}

/// `26`, `26.`, `26th`.
fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches('.');
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| digits.strip_suffix(end)).unwrap_or(digits);
    let is_short = (1..=2).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit());
    is_short.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i32> {
    (word.len() == 4 && word.bytes().all(|c| c.is_ascii_digit())).then(|| word.parse().ok()).flatten()
}

/// An hour: `07:12`, `7:12am`, `07h12`, `7am`; after a date `7.12` too.
fn time(word: &str, is_after_date: bool) -> Option<NaiveTime> {
    let lower = word.trim_end_matches([':', ',', ';']).to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (&*lower, None),
    };
    let signs: &[char] = if is_after_date || half.is_some() { &[':', 'h', '.'] } else { &[':', 'h'] };
    let parts: Vec<&str> = clock.trim_end_matches('h').split(signs).collect();
    let number = |part: &&str, widths: std::ops::RangeInclusive<usize>| -> Option<u32> {
        (widths.contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit())).then(|| part.parse().ok()).flatten()
    };
    let hour = number(parts.first()?, 1..=2)?;
    let minute = match parts.get(1) {
        Some(part) => number(part, 2..=2)?,
        None if half.is_some() => 0,
        None => return None,
    };
    let second = parts.get(2).map_or(Some(0), |part| number(part, 2..=2))?;
    if parts.len() > 3 {
        return None;
    }
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Reads word by word.
struct Cursor<'a> {
    text: &'a str,
    place: usize,
}

impl<'a> Cursor<'a> {
    /// The next word, without the marks that stand around dates.
    fn peek(&self) -> Option<(&'a str, usize)> {
        let rest = &self.text[self.place..];
        let start = rest.find(|c: char| !c.is_whitespace())?;
        let word = &rest[start..];
        let len = word.find(char::is_whitespace).unwrap_or(word.len());
        let bare = word[..len].trim_matches(['[', ']', '<', '>', '(', ')', ',', ';', '|', '*', '_']);
        Some((bare, self.place + start + len))
    }

    fn take<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let (word, after) = self.peek()?;
        let value = read(word)?;
        self.place = after;
        Some(value)
    }

    fn skip_words(&mut self, words: &[&str]) {
        let _ = self.take(|word| words.contains(&&*word.to_lowercase()).then_some(()));
    }

    /// Dashes and the like between the hour and the words.
    fn skip_marks(&mut self) {
        let is_mark = |word: &str| {
            word.chars().all(|c| matches!(c, '-' | ':' | '|' | ',' | ';' | '\u{2013}' | '\u{2014}' | '\u{2022}'))
        };
        while self.take(|word| is_mark(word).then_some(())).is_some() {}
    }

    fn date(&mut self, is_day_first: bool) -> Option<(Written, Option<(NaiveTime, Option<String>)>)> {
        let before = self.take(weekday);
        let start = self.place;
        let (mut date, glued) = match self.take(|word| numeric(word, is_day_first)) {
            Some(found) => found,
            None => {
                self.place = start;
                (self.in_words()?, None)
            }
        };
        let after = if before.is_none() && glued.is_none() { self.take(weekday) } else { None };
        date.weekday = before.or(after);
        Some((date, glued))
    }

    /// `26 Nov 2026`, `Nov 26, 2026`, either without the year.
    fn in_words(&mut self) -> Option<Written> {
        let (day, month) = match self.take(day_number) {
            Some(day) => (day, self.take(month)?),
            None => {
                let month = self.take(month)?;
                (self.take(day_number)?, month)
            }
        };
        let year = self.take(year);
        Some(Written { day, month, year, weekday: None, is_ambiguous: false })
    }

    fn time(&mut self, is_after_date: bool) -> Option<NaiveTime> {
        let start = self.place;
        // `7:12 AM` is one hour in two words
        let (word, after) = self.peek()?;
        let (first, word) = (word, word.to_owned());
        self.place = after;
        if let Some((half, after)) = self.peek() {
            let half = half.trim_end_matches([':', ',']).to_lowercase().replace('.', "");
            if ["am", "pm"].contains(&&*half)
                && let Some(time) = time(&(word + &half), is_after_date)
            {
                self.place = after;
                return Some(time);
            }
        }
        let found = time(first, is_after_date);
        if found.is_none() {
            self.place = start;
        }
        found
    }
}

/// A date in numbers: `2026-11-26`, also with `T07:12:00+01:00`; `26.11.2026`, `26.11.`, `26/11/2026`, `20261126`.
fn numeric(word: &str, is_day_first: bool) -> Option<(Written, Option<(NaiveTime, Option<String>)>)> {
    let word = word.trim_end_matches(':');
    let plain = |day, month, year| Written { day, month, year, weekday: None, is_ambiguous: false };
    let iso = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
    let written = |day: NaiveDate| plain(day.day(), day.month(), Some(day.year()));
    if let Some((date, clock)) = word.split_once(['T', 't'])
        && let Some(day) = iso(date)
    {
        let at = clock.find(['+', '-', 'Z', 'z']).unwrap_or(clock.len());
        let (clock, offset) = clock.split_at(at);
        let clock = clock.split('.').next().unwrap_or(clock);
        let offset = (!offset.is_empty()).then(|| offset.to_owned());
        return Some((written(day), Some((time(clock, false)?, offset))));
    }
    if let Some(day) = iso(word).or_else(|| iso(&word.replace('/', "-"))) {
        return Some((written(day), None));
    }
    if word.len() == 8 && word.bytes().all(|c| c.is_ascii_digit()) && word.starts_with("20") {
        return NaiveDate::parse_from_str(word, "%Y%m%d").ok().map(|day| (written(day), None));
    }
    let dots = word.contains('.');
    let sign = if dots { '.' } else { '/' };
    let parts: Vec<&str> = word.split(sign).collect();
    let numbers = |parts: &[&str]| parts.iter().map(|part| day_number(part)).collect::<Option<Vec<u32>>>();
    let (two, year) = match parts[..] {
        // `26.11.`; without the last dot it could be an hour or a distance
        [a, b, ""] if dots => (numbers(&[a, b])?, None),
        [a, b, last] => {
            (numbers(&[a, b])?, Some(if last.len() == 2 { 2000 + last.parse::<i32>().ok()? } else { year(last)? }))
        }
        [a, b] if !dots => (numbers(&[a, b])?, None),
        _ => return None,
    };
    let (a, b) = (two[0], two[1]);
    Some((
        match (dots || a > 12, b > 12) {
            (true, _) => plain(a, b, year),
            (false, true) => plain(b, a, year),
            (false, false) => Written { is_ambiguous: !is_day_first && a != b, ..plain(a, b, year) },
        },
        None,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<String>, &str) {
        let head = head(text, true);
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let day = head.date.map(|date| date.days(today).map_or_else(|why| why, |days| days[0].to_string()));
        (day, head.time.map(|time| time.format("%H:%M").to_string()), head.rest)
    }

    #[test]
    fn dates_and_hours_are_read_as_phones_write_them() {
        for text in [
            "2026-11-26 07:12 pain 4",
            "2026-11-26T07:12:33+01:00 pain 4",
            "2026-11-26 at 7:12\u{202f}AM pain 4",
            "26.11.2026 7.12 pain 4",
            "26.11. 07:12 - pain 4",
            "26.11.26, 07:12: pain 4",
            "26/11/2026 07h12 pain 4",
            "11/26/2026, 7:12 a.m. pain 4",
            "Nov 26, 2026 at 7:12 AM: pain 4",
            "Thursday, November 26, 2026 7:12am \u{2014} pain 4",
            "Thu 26 Nov 07:12 pain 4",
            "26 Nov 07:12 pain 4",
            "26. November 2026 um 07:12 pain 4",
            "[[2026-11-26]] 07:12 pain 4",
            "<2026-11-26 Thu 07:12> pain 4",
            "20261126 07:12 pain 4",
        ] {
            assert_eq!(read(text), (Some("2026-11-26".into()), Some("07:12".into()), "pain 4"), "{text}");
        }
        assert_eq!(read("7 pain"), (None, None, "7 pain"));
        assert_eq!(read("5.2 km"), (None, None, "5.2 km"));
        assert_eq!(read("07:12 p 4"), (None, Some("07:12".into()), "p 4"));
        assert_eq!(read("run 5k grass 32:10"), (None, None, "run 5k grass 32:10"));
        assert_eq!(read("mark new shoes"), (None, None, "mark new shoes"));
        assert_eq!(read("2026-11-26 4"), (Some("2026-11-26".into()), None, "4"));
    }

    #[test]
    fn a_date_that_could_be_two_is_asked_back() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        let days = |text: &str, day_first| head(text, day_first).date.unwrap().days(today);
        assert!(days("3/4/2026 p 4", false).unwrap_err().contains("Which is the month?"));
        assert_eq!(days("3/4/2026 p 4", true).unwrap()[0].to_string(), "2026-04-03");
        assert!(days("Fri 26 Nov 2026 p 4", true).unwrap_err().contains("is a Thursday"));
        assert!(days("2 Dec p 4", true).unwrap()[0].to_string() == "2025-12-02");
        assert_eq!(days("26 Nov p 4", true).unwrap().len(), 4);
        assert!(days("31.2.2026 p 4", true).is_err());
    }

    #[test]
    fn the_name_of_a_file_gives_its_day() {
        let day = |name: &str| in_name(name).map(|day| day.to_string());
        for name in ["2026-11-26.md", "2026-11-26 Thu.md", "20261126.txt", "26.11.2026.md", "Daily 2026_11_26.md"] {
            assert_eq!(day(name).as_deref(), Some("2026-11-26"), "{name}");
        }
        assert_eq!(day("inbox.txt"), None);
        assert_eq!(day("inbox 2.txt"), None);
    }
}
