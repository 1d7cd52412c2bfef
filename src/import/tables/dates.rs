//! The one reader of moments: as recorders write them, as programs count them, and as lists of many countries do: with
//! the month in words, with points, with strokes, in Chinese.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use crate::domain::day::At;
use crate::import::activity::StartTime;

/// Beginnings of the names of months, longer ones first where one begins another.
const MONTHS: &[(u32, &[&str])] = &[
    (1, &["jan", "ene", "gen", "janv", "sty"]),
    (2, &["feb", "fév", "fev", "fév", "lut"]),
    (3, &["mar", "mär", "mrt", "maa"]),
    (4, &["apr", "avr", "abr", "kwi"]),
    (5, &["may", "mai", "mei", "maj", "mag"]),
    (6, &["jun", "juin", "giu", "cze"]),
    (7, &["jul", "juil", "lug", "lip"]),
    (8, &["aug", "aoû", "aou", "ago", "sie"]),
    (9, &["sep", "set", "wrz"]),
    (10, &["oct", "okt", "out", "ott", "paź"]),
    (11, &["nov", "lis"]),
    (12, &["dec", "dez", "déc", "dic", "gru"]),
];
/// Words that say nothing: `at`, `o'clock`, days of the week.
const FILLERS: &[&str] = &[
    "at", "um", "uhr", "kl", "klo", "den", "de", "del", "à", "às", "a", "las", "alle", "ore", "om", "t", "utc", "gmt",
    "z", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so",
];

/// Which comes first where a date is three numbers with strokes between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Not known: a date that could be either is not read.
    #[default]
    Unknown,
    /// `23/11/2026`.
    DayFirst,
    /// `11/23/2026`.
    MonthFirst,
}

impl Order {
    /// The order that a column of dates shows: one that is possible in one way only decides for all.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut order = Self::Unknown;
        for text in texts.filter(|text| text.contains('/')) {
            let numbers: Vec<u32> = numbers(text);
            order = match numbers[..] {
                [13..=31, 1..=12, ..] => Self::DayFirst,
                [1..=12, 13..=31, ..] => Self::MonthFirst,
                _ => order,
            };
        }
        order
    }
}

fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// Reads a moment. `utc`: a time without an offset is UTC, else it is what the clock on the wall showed.
pub fn start(text: &str, order: Order, utc: bool) -> Option<StartTime> {
    let text = text.trim();
    if let Some((start, _)) = iso(text) {
        return Some(match start {
            StartTime::Local(naive) if utc => StartTime::Utc(naive.and_utc()),
            start => start,
        });
    }
    if let Some(start) = counted(text).or_else(|| of_scripts(text)) {
        return Some(start);
    }
    let (date, time) = read(text, order)?;
    let Some(time) = time else { return Some(StartTime::Day(date)) };
    let naive = date.and_time(time);
    let ends_in_utc = text.ends_with(['Z', 'z']) || text.ends_with("UTC");
    Some(if utc || ends_in_utc { StartTime::Utc(naive.and_utc()) } else { StartTime::Local(naive) })
}

/// Reads what most programs write, `2026-11-23T07:30:00.5+01:00`: also with a blank for the T, without seconds, with an
/// offset without its colon, or without any. `Z` says when it was, not where. Beside it the fraction of the second.
pub fn iso(text: &str) -> Option<(StartTime, f64)> {
    let bytes = text.as_bytes();
    let two = |at: usize| match bytes.get(at..at + 2)? {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u32::from(a - b'0') * 10 + u32::from(b - b'0')),
        _ => None,
    };
    let is = |at: usize, signs: &[u8]| bytes.get(at).is_some_and(|sign| signs.contains(sign));
    if !(is(4, b"-/") && bytes.get(7) == bytes.get(4)) {
        return None;
    }
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok().filter(|year| *year >= 1970)?;
    let date = NaiveDate::from_ymd_opt(year, two(5)?, two(8)?)?;
    if bytes.len() == 10 {
        return Some((StartTime::Day(date), 0.0));
    }
    if !(is(10, b"Tt ") && is(13, b":")) {
        return None;
    }
    let (hour, minute, mut at) = (two(11)?, two(14)?, 16);
    let mut second = 0;
    let mut fraction = 0.0;
    if is(at, b":") {
        second = two(at + 1)?;
        at += 3;
        if is(at, b".,") {
            let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            let (mut value, mut unit) = (0.0, 0.1);
            for byte in &bytes[at + 1..at + 1 + digits] {
                value += f64::from(byte - b'0') * unit;
                unit /= 10.0;
            }
            (fraction, at) = (value, at + 1 + digits);
        }
    }
    // a leap second is the second before it
    let naive = date.and_time(NaiveTime::from_hms_opt(hour, minute, second.min(59))?);
    let zone = text.get(at..)?.trim();
    let start = match offset(zone)? {
        None => StartTime::Local(naive),
        Some(0) if !zone.starts_with(['+', '-']) => StartTime::Utc(naive.and_utc()),
        Some(minutes) => {
            let zone = FixedOffset::east_opt(minutes * 60)?;
            StartTime::At(At(naive.and_local_timezone(zone).single()?))
        }
    };
    Some((start, fraction))
}

/// The minutes of an offset: `+01:00`, `+0100`, `+1`, `UTC+0530`, `GMT-3`; none where nothing stands there. Nothing where
/// it is no offset.
pub fn offset(text: &str) -> Option<Option<i32>> {
    let rest = ["UTC", "GMT", "utc", "gmt"].iter().find_map(|word| text.strip_prefix(word));
    let text = match (text, rest.map(str::trim)) {
        ("", _) => return Some(None),
        ("Z" | "z", _) | (_, Some("")) => return Some(Some(0)),
        (_, Some(rest)) => rest,
        (text, None) => text,
    };
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text[1..].replace(':', "");
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        3 | 4 => (digits[..digits.len() - 2].parse().ok()?, digits[digits.len() - 2..].parse::<i32>().ok()?),
        // seconds of an offset: only zeros
        6 if digits.ends_with("00") => (digits[..2].parse().ok()?, digits[2..4].parse::<i32>().ok()?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

/// A count of seconds or milliseconds since 1970.
fn counted(text: &str) -> Option<StartTime> {
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    if !matches!(whole.len(), 10 | 13) || !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    epoch(if whole.len() == 13 { value as f64 / 1000.0 } else { value as f64 })
}

/// The moment so many seconds after 1970; nothing before it, or where nobody could have been running.
pub fn epoch(seconds: f64) -> Option<StartTime> {
    let real = seconds.is_finite() && (0.0..=253_402_300_799.0).contains(&seconds);
    let at = real.then(|| DateTime::from_timestamp(seconds.floor() as i64, 0)).flatten()?;
    Some(StartTime::Utc(at))
}

/// The moment so many milliseconds after 1970, where the place was so many minutes east.
pub fn epoch_at(ms: f64, minutes: Option<i32>) -> StartTime {
    let Some(start) = epoch(ms / 1000.0) else { return StartTime::Unknown };
    match (start, minutes.and_then(|minutes| FixedOffset::east_opt(minutes.checked_mul(60)?))) {
        (StartTime::Utc(at), Some(offset)) => StartTime::At(At(at.with_timezone(&offset))),
        (start, _) => start,
    }
}

/// What the clock on the wall showed, with the offset beside it.
pub fn local_at(start: StartTime, minutes: Option<i32>) -> StartTime {
    let zone = minutes.and_then(|minutes| FixedOffset::east_opt(minutes.checked_mul(60)?));
    match (start, zone) {
        (StartTime::Local(local), Some(zone)) => {
            local.and_local_timezone(zone).single().map_or(start, |at| StartTime::At(At(at)))
        }
        _ => start,
    }
}

/// The moment in UTC, with the offset of the place beside it.
pub fn utc_at(start: StartTime, minutes: Option<i32>) -> StartTime {
    let utc = match start {
        StartTime::Local(local) => local.and_utc(),
        StartTime::Utc(utc) => utc,
        other => return other,
    };
    epoch_at(utc.timestamp() as f64 * 1000.0, minutes)
}

/// What programs of the web and of Java write: `Wed Sep 10 2026 18:00:00 GMT+0200 (CEST)`, `Thu May 02 19:38:52 UTC 2019`.
fn of_scripts(text: &str) -> Option<StartTime> {
    let mut words = text.split_whitespace();
    let (_, month, day) = (words.next()?, month_of(&words.next()?.to_lowercase())?, words.next()?.parse().ok()?);
    let rest: Vec<&str> = words.collect();
    let (year, clock, zone) = match rest[..] {
        [year, clock, zone, ..] if !year.contains(':') => (year, clock, zone),
        [clock, zone, year] if clock.contains(':') => (year, clock, zone),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(year.parse().ok().filter(|year| (1970..=9999).contains(year))?, month, day)?;
    let local = StartTime::Local(date.and_time(NaiveTime::parse_from_str(clock, "%H:%M:%S").ok()?));
    Some(match offset(zone) {
        Some(Some(0)) => utc_at(local, None),
        Some(minutes) => local_at(local, minutes),
        // a zone by its letters means several places
        None => local,
    })
}

/// Reads the date, and the hour where one stands there.
fn read(text: &str, order: Order) -> Option<(NaiveDate, Option<NaiveTime>)> {
    if text.len() > 80 {
        return None;
    }
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let (mut month, mut afternoon) = (None, None);
    let mut words: Vec<String> = Vec::new();
    for token in tokens(text) {
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            numbers.push((token.parse().ok()?, token.len()));
        } else {
            words.push(token.to_lowercase());
        }
    }
    let joined = words.join(" ");
    for (sign, value) in
        [("上午", false), ("下午", true), ("午前", false), ("午後", true), ("a m", false), ("p m", true)]
    {
        if joined.contains(sign) {
            afternoon = Some(value);
        }
    }
    for word in &words {
        match word.as_str() {
            "am" => afternoon = Some(false),
            "pm" => afternoon = Some(true),
            "年" | "月" | "日" | "上午" | "下午" | "午前" | "午後" | "p" | "m" => {}
            word if FILLERS.contains(&word) => {}
            word => month = Some(month_of(word)?),
        }
    }
    let (values, first_len): (Vec<u32>, usize) =
        (numbers.iter().map(|(value, _)| *value).collect(), numbers.first().map_or(0, |(_, len)| *len));
    let (year, month, day, rest) = match (month, &values[..]) {
        (Some(month), [year, day, rest @ ..]) if first_len == 4 => (*year, month, *day, rest),
        (Some(month), [day, year, rest @ ..]) => (*year, month, *day, rest),
        (None, [year, month, day, rest @ ..]) if first_len == 4 => (*year, *month, *day, rest),
        (None, [first, second, year, rest @ ..]) => {
            let (month, day) = match order {
                _ if !text.contains('/') && text.contains('.') => (*second, *first),
                _ if *first > 12 => (*second, *first),
                _ if *second > 12 => (*first, *second),
                Order::DayFirst => (*second, *first),
                Order::MonthFirst => (*first, *second),
                Order::Unknown => return None,
            };
            (*year, month, day, rest)
        }
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    let date =
        NaiveDate::from_ymd_opt(i32::try_from(year).ok().filter(|year| (1970..=9999).contains(year))?, month, day)?;
    let (hour, minute, second) = match rest {
        [] => return Some((date, None)),
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second, ..] => (*hour, *minute, *second),
        [_] => return None,
    };
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some((date, Some(NaiveTime::from_hms_opt(hour, minute, second)?)))
}

/// Runs of digits, and runs of letters; a sign of Chinese or Japanese for year, month or day by itself.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        '年' | '月' | '日' => 3,
        c if c.is_ascii_digit() => 1,
        c if c.is_alphabetic() => 2,
        _ => 0,
    };
    let (mut found, mut from, mut now) = (Vec::new(), 0, 0);
    for (place, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if kind(c) != now || now == 3 {
            if now > 0 {
                found.push(&text[from..place]);
            }
            (from, now) = (place, kind(c));
        }
    }
    found
}

fn month_of(word: &str) -> Option<u32> {
    // June and July of French begin alike
    let begins = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    MONTHS.iter().find(|(_, names)| begins(names)).map(|(month, _)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDateTime;
    use proptest::prelude::*;

    #[test]
    fn dates_of_many_countries_are_read() {
        for (text, date) in [
            ("2018-09-12 15:02:23", "2018-09-12 15:02:23"),
            ("Sep 12, 2018, 3:02:23 PM", "2018-09-12 15:02:23"),
            ("Sep 12, 2018, 12:02:23 AM", "2018-09-12 00:02:23"),
            ("Sep 12, 2018, 12:02:23\u{202f}PM", "2018-09-12 12:02:23"),
            ("12 Sep 2018, 15:02:23", "2018-09-12 15:02:23"),
            ("09.12.2022, 15:24:49", "2022-12-09 15:24:49"),
            ("23 jun. 2017 15:52:12", "2017-06-23 15:52:12"),
            ("8 jul 2017, 15:25:34", "2017-07-08 15:25:34"),
            ("1 mrt. 2017 15:52:12", "2017-03-01 15:52:12"),
            ("2026年8月16日 09:01:41", "2026-08-16 09:01:41"),
            ("2026年8月16日 下午1:01:41", "2026-08-16 13:01:41"),
            ("12 août 2018 à 15:02:23", "2018-08-12 15:02:23"),
            ("12 juil. 2018, 15:02:23", "2018-07-12 15:02:23"),
            ("12 juin 2018, 15:02:23", "2018-06-12 15:02:23"),
            ("12 de set. de 2018 15:02:23", "2018-09-12 15:02:23"),
            ("12 sept 2018 3:02:23 p. m.", "2018-09-12 15:02:23"),
            ("Mi, 23 Mai 2012 19:25", "2012-05-23 19:25:00"),
            ("5.11.2022 7:45", "2022-11-05 07:45:00"),
            ("13/02/2024 07:05:00", "2024-02-13 07:05:00"),
            ("2/13/2024 7:05", "2024-02-13 07:05:00"),
            ("2024-02-13T07:05:00.5", "2024-02-13 07:05:00"),
        ] {
            let expected = NaiveDateTime::parse_from_str(date, "%Y-%m-%d %H:%M:%S").unwrap();
            let expected = (expected.date(), Some(expected.time()));
            assert_eq!(read(text, Order::Unknown), Some(expected), "{text}");
        }
        let day = NaiveDate::from_ymd_opt(2024, 2, 13).unwrap();
        for text in ["2024-02-13", "13.2.2024", "13 Feb 2024"] {
            assert_eq!(start(text, Order::Unknown, true), Some(StartTime::Day(day)), "{text}");
        }
        for none in [
            "",
            "yesterday",
            "12 foo 2018, 15:02:23",
            "3/4/2018 10:00",
            "32.01.2018",
            "2018-09-12 25:00",
            "1234",
            "12 syyskuuta 2018",
        ] {
            assert_eq!(read(none, Order::Unknown), None, "{none}");
        }
    }

    #[test]
    fn one_date_that_is_possible_in_one_way_only_decides_for_its_column() {
        assert_eq!(Order::of(["3/4/2018", "3/14/2018"].into_iter()), Order::MonthFirst);
        assert_eq!(Order::of(["3/4/2018", "14/3/2018"].into_iter()), Order::DayFirst);
        assert_eq!(Order::of(["3/4/2018", "2018-03-14"].into_iter()), Order::Unknown);
        assert_eq!(read("3/4/2018 10:00", Order::MonthFirst).unwrap().0.to_string(), "2018-03-04");
    }

    #[test]
    fn an_offset_is_kept_and_z_is_utc_of_no_place() {
        let shown = |text: &str, utc| match start(text, Order::Unknown, utc).unwrap() {
            StartTime::At(at) => at.text(),
            StartTime::Utc(at) => format!("utc {at}"),
            StartTime::Local(at) => format!("local {at}"),
            StartTime::Day(_) | StartTime::Unknown => String::new(),
        };
        assert_eq!(shown("2026-11-23T07:30:00+01:00", true), "2026-11-23T07:30:00+01:00");
        assert_eq!(shown("2026-11-23 07:30:00 +0100", false), "2026-11-23T07:30:00+01:00");
        assert_eq!(shown("2026-11-23T07:30:00Z", false), "utc 2026-11-23 07:30:00 UTC");
        assert_eq!(shown("2026-11-23 07:30:00", true), "utc 2026-11-23 07:30:00 UTC");
        assert_eq!(shown("2026-11-23 07:30:00", false), "local 2026-11-23 07:30:00");
    }

    #[test]
    fn moments_of_every_sort_of_program_are_read() {
        let utc = |text: &str| StartTime::Utc(text.parse().unwrap());
        let at = |text: &str| StartTime::At(At::parse(text).unwrap());
        let local = |text: &str| StartTime::Local(text.parse().unwrap());
        for (text, expected) in [
            ("2026-07-06 18:03:16+0000", at("2026-07-06T18:03:16+00:00")),
            ("2026-07-06T18:03:16.000Z", utc("2026-07-06T18:03:16Z")),
            ("2026-07-06 18:03+02", at("2026-07-06T18:03:00+02:00")),
            ("2026-07-06T18:03:16.5-0330", at("2026-07-06T18:03:16-03:30")),
            ("2026-07-06T18:03:60", local("2026-07-06T18:03:59")),
            ("2026/07/06 18:03", local("2026-07-06T18:03:00")),
            ("1783360996", utc("2026-07-06T18:03:16Z")),
            ("1783360996000", utc("2026-07-06T18:03:16Z")),
            ("Mon Jul 06 2026 18:03:16 GMT+0200 (Central European Summer Time)", at("2026-07-06T18:03:16+02:00")),
            ("Mon Jul 06 18:03:16 UTC 2026", utc("2026-07-06T18:03:16Z")),
            ("Mon Jul 06 18:03:16 CEST 2026", local("2026-07-06T18:03:16")),
        ] {
            assert_eq!(start(text, Order::Unknown, false), Some(expected), "{text}");
        }
        for none in ["2026-07-06T25:03", "2026-13-06", "17833609960", "1026-07-06 18:03"] {
            assert_eq!(start(none, Order::Unknown, false), None, "{none}");
        }
        for (text, minutes) in
            [("UTC+0530", Some(330)), ("UTC-0300", Some(-180)), ("", None), ("GMT", Some(0)), ("+2", Some(120))]
        {
            assert_eq!(offset(text), Some(minutes), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(any in "\\PC{0,30}", near in "[0-9a-z年月日:./ ,-]{0,24}", iso in "[0-9]{4}-[01][0-9]-[0-3][0-9][T ][0-9:.]{0,9}[Z+-]?[0-9:]{0,6}") {
            for text in [&any, &near, &iso] {
                let _ = (read(text, Order::DayFirst), start(text, Order::MonthFirst, true), Order::of([text.as_str()].into_iter()));
            }
        }
    }
}
