//! Distances and durations as people type them, and as they are shown. Kept: whole metres, whole seconds.

use super::refusal::Refusal;
use super::settings::Units;

/// Metres in a mile.
const MILE: f64 = 1609.344;
/// The longest distance that can be typed, metres.
const FARTHEST: f64 = 1_000_000.0;
/// The longest duration that can be typed, seconds.
const LONGEST: u32 = 100 * 3600;

/// Metres in one unit.
fn metres_in(units: Units) -> f64 {
    match units {
        Units::Km => 1000.0,
        Units::Mi => MILE,
    }
}

fn refuse_distance<T>(text: &str, why: &str) -> Result<T, Refusal> {
    Err(Refusal::new(format!("\u{201c}{text}\u{201d} {why}")))
}

/// Reads a distance: `5k`, `3.1mi`, `5200m`, `5,2 km`, or a bare number in the set unit. Whole metres, 100 m to 1,000 km.
///
/// # Errors
/// A sentence where it is no distance, ambiguous, or out of range.
pub fn read_distance(text: &str, units: Units) -> Result<u32, Refusal> {
    let text = text.trim();
    let split = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let (digits, unit) = (&text[..split], text[split..].trim().to_lowercase());
    let accepted = "is not a distance; accepted are 5k, 5.2 km, 3.1mi, 5200m, or a time such as 30min.";
    let factor = match unit.as_str() {
        "" => metres_in(units),
        "k" | "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => 1000.0,
        "mi" | "mile" | "miles" => MILE,
        "m" | "metre" | "metres" | "meter" | "meters" => 1.0,
        _ => return refuse_distance(text, accepted),
    };
    if let Some((_, after)) = digits.split_once([',', '.'])
        && factor == 1.0
        && after.len() == 3
    {
        return refuse_distance(text, "could be a part of a metre or thousands; write 5200m or 5.2k.");
    }
    let Some(number) = decimal(digits) else { return refuse_distance(text, accepted) };
    let metres = (number * factor).round();
    if metres <= 0.0 {
        return refuse_distance(text, "is no distance at all; for a run by time write 30min.");
    }
    if metres < 100.0 {
        return refuse_distance(text, "is under 100 m; for minutes write 30min, for kilometres 5k.");
    }
    if metres > FARTHEST {
        return refuse_distance(text, "is over 1,000 km, the longest accepted; for metres write 5200m.");
    }
    Ok(metres as u32)
}

/// The parts of a text with commas between them; one within a number is its decimal comma: `grass:3,5k,road:1,5k`.
pub fn split_parts(text: &str) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for (comma, _) in text.match_indices(',') {
        let before = text.get(from..comma).unwrap_or_default();
        let number = before.rsplit_once(':').is_some_and(|(_, number)| {
            let number = number.trim_start();
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        let goes_on = text.get(comma + 1..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        if !(number && goes_on) {
            parts.push(before);
            from = comma + 1;
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

/// A number with a decimal point or comma.
fn decimal(digits: &str) -> Option<f64> {
    let plain = digits.replace(',', ".");
    let shape = plain.starts_with(|c: char| c.is_ascii_digit()) && plain.ends_with(|c: char| c.is_ascii_digit());
    shape.then(|| plain.parse().ok()).flatten()
}

/// Reads a duration: `32:10` (m:ss), `1:05:00`, `1h05`, `32min`, `32min10s`, `90s`. Whole seconds, above 0, at most 100 hours.
///
/// # Errors
/// A sentence where it is no duration, ambiguous, or out of range.
pub fn read_duration(text: &str) -> Result<u32, Refusal> {
    let text = text.trim();
    let refuse = |why: &str| Err(Refusal::new(format!("\u{201c}{text}\u{201d} {why}")));
    let seconds = match clock_form(text).or_else(|| unit_form(&text.to_lowercase())) {
        Some(seconds) => seconds,
        None if !text.is_empty() && text.chars().all(|c| c == '0') => 0,
        None if !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) => {
            return refuse(&format!("could be minutes or seconds; write {text}min or {text}s."));
        }
        None if text.ends_with(['m', 'M']) && text[..text.len() - 1].chars().all(|c| c.is_ascii_digit()) => {
            return refuse(&format!("could be metres or minutes; write {text}in for minutes."));
        }
        None => return refuse("is not a duration; accepted are 32:10 (m:ss), 1:05:00, 1h05, 32min, 90s."),
    };
    match seconds {
        0 => refuse("is no time at all; a duration is above 0."),
        s if s > LONGEST => refuse("is over 100 hours, the longest accepted."),
        s => Ok(s),
    }
}

/// Reads the time of a run: a duration, or a bare number, which people mean as minutes.
///
/// # Errors
/// Those of [`read_duration`].
pub fn read_run_time(text: &str) -> Result<u32, Refusal> {
    let text = text.trim();
    let is_bare =
        (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit()) && text.contains(|c| c != '0');
    if is_bare {
        return read_duration(&format!("{text}min"));
    }
    // with stops, as a watch may show it
    let stopped = text.replace('.', ":");
    if !text.contains(':') && clock_form(&stopped).is_some() {
        return read_duration(&stopped);
    }
    match text.split_once(['.', ',']) {
        Some((minutes, part)) if is_count(minutes) && is_count(part) => {
            let (most, tenth) = (read_duration(&format!("{minutes}:59")).is_ok(), part.len() == 1);
            let such = match (most, tenth) {
                (true, true) => format!("{minutes}:0{part} or {minutes}:{part}0"),
                (true, false) if clock_form(&format!("{minutes}:{part}")).is_some() => format!("{minutes}:{part}"),
                _ => "32:10".to_owned(),
            };
            Err(Refusal::new(format!("\u{201c}{text}\u{201d} could be read in two ways; write {such}.")))
        }
        _ => read_duration(text),
    }
}

/// True for digits alone, a few of them.
fn is_count(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

/// Reads whole minutes, 1 to `most`: a number, `45min` or `1h10`.
///
/// # Errors
/// A sentence where it is none, or out of range.
pub fn read_minutes(text: &str, most: u32) -> Result<u32, Refusal> {
    let text = text.trim();
    let plain = text.parse::<u32>().ok();
    let typed = || read_duration(text).ok().filter(|seconds| seconds % 60 == 0).map(|seconds| seconds / 60);
    plain.or_else(typed).filter(|minutes| (1..=most).contains(minutes)).ok_or_else(|| {
        Refusal::new(format!("\u{201c}{text}\u{201d} is not a number of minutes; give 1 to {most}, such as 45."))
    })
}

/// True where the text is a time rather than a distance: `30min`, `32:10`, `1h05`.
pub fn looks_like_duration(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    clock_form(&text).is_some() || unit_form(&text).is_some()
}

/// `m:ss` or `h:mm:ss`.
fn clock_form(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    let mut seconds = 0;
    for (place, part) in parts.iter().enumerate() {
        let digits = part.chars().all(|c| c.is_ascii_digit());
        let width = if place == 0 { (1..=3).contains(&part.len()) } else { part.len() == 2 };
        let value: u32 = (digits && width).then(|| part.parse().ok()).flatten()?;
        if place > 0 && value > 59 {
            return None;
        }
        seconds = seconds * 60 + value;
    }
    Some(seconds)
}

/// `1h05`, `1h 5min`, `32min`, `32min10s`, `90s`.
fn unit_form(text: &str) -> Option<u32> {
    let (mut rest, mut seconds, mut last) = (text, 0u32, u32::MAX);
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let value: u32 = rest.get(..digits).filter(|d| (1..=5).contains(&d.len()))?.parse().ok()?;
        rest = rest[digits..].trim_start();
        let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let each = match &rest[..letters] {
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "min" | "mins" | "minute" | "minutes" => 60,
            "m" if last == 3600 => 60,
            "s" | "sec" | "secs" | "second" | "seconds" if last != 3600 => 1,
            "" if last == 3600 && digits == 2 => 60,
            _ => return None,
        };
        if each >= last || (last != u32::MAX && value > 59) {
            return None;
        }
        seconds = seconds.checked_add(value.checked_mul(each)?)?;
        last = each;
        rest = rest[letters..].trim_start();
    }
    (last != u32::MAX).then_some(seconds)
}

/// A distance that reads back to the same metres: as few decimals as that takes.
pub fn exact_distance(metres: u32, units: Units) -> String {
    let value = f64::from(metres) / metres_in(units);
    let exact = |places: usize| {
        let shown = format!("{value:.places$}");
        let back = shown.parse::<f64>().map(|v| (v * metres_in(units)).round());
        (back == Ok(f64::from(metres))).then_some(shown)
    };
    let number = (0..=4).find_map(exact).unwrap_or_else(|| format!("{value:.4}"));
    format!("{number} {}", units.word())
}

/// A distance to read: two decimals at most.
pub fn distance(metres: u32, units: Units) -> String {
    let shown = format!("{:.2}", f64::from(metres) / metres_in(units));
    let short = shown.trim_end_matches('0').trim_end_matches('.');
    format!("{short} {}", units.word())
}

/// A duration as `32:10` or `1:05:00`; it reads back to the same seconds.
pub fn duration(seconds: u32) -> String {
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

/// Seconds for one kilometre or mile, rounded; nothing without distance.
pub fn pace_s(metres: u32, seconds: u32, units: Units) -> Option<u32> {
    (metres > 0).then(|| (f64::from(seconds) * metres_in(units) / f64::from(metres)).round() as u32)
}

/// A pace as `6:11 /km`.
pub fn pace(metres: u32, seconds: u32, units: Units) -> Option<String> {
    pace_s(metres, seconds, units).map(|s| format!("{} /{}", duration(s), units.word()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distances_are_read_as_people_type_them() {
        for (text, metres) in [
            ("5k", 5000),
            ("5.2k", 5200),
            ("5,2 km", 5200),
            ("3.1mi", 4989),
            ("5200m", 5200),
            ("5", 5000),
            ("100m", 100),
            ("1000km", 1_000_000),
            ("0.1", 100),
            (" 10 Miles ", 16093),
        ] {
            assert_eq!(read_distance(text, Units::Km), Ok(metres), "{text}");
        }
        assert_eq!(read_distance("5", Units::Mi), Ok(8047));
    }

    #[test]
    fn a_distance_that_is_odd_is_refused_with_a_way_out() {
        for (text, hint) in [
            ("30m", "30min"),
            ("99m", "30min"),
            ("0k", "no distance"),
            ("0", "no distance"),
            ("1000.1km", "1,000 km"),
            ("5200", "5200m"),
            ("5,200m", "5200m"),
            ("5.200m", "5200m"),
            ("", "accepted are"),
            ("5ft", "accepted are"),
            ("5k5", "accepted are"),
            ("-5k", "accepted are"),
            ("1.2.3k", "accepted are"),
            (".5k", "accepted are"),
            ("٥k", "accepted are"),
        ] {
            let message = read_distance(text, Units::Km).unwrap_err().message;
            assert!(message.contains(hint), "{text}: {message}");
        }
    }

    #[test]
    fn durations_are_read_as_people_type_them() {
        for (text, seconds) in [
            ("32:10", 1930),
            ("1:05:00", 3900),
            ("1h05", 3900),
            ("1h05m", 3900),
            ("1h 5min", 3900),
            ("32min", 1920),
            ("32 min", 1920),
            ("32min10s", 1930),
            ("90s", 90),
            ("2h", 7200),
            ("100:00:00", 360_000),
            ("90min", 5400),
        ] {
            assert_eq!(read_duration(text), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn a_duration_that_is_odd_is_refused_with_a_way_out() {
        for (text, hint) in [
            ("32", "32min"),
            ("0", "above 0"),
            ("32m", "32min"),
            ("0:00", "above 0"),
            ("100:00:01", "100 hours"),
            ("32:60", "accepted are"),
            ("1:2:3", "accepted are"),
            ("1h75", "accepted are"),
            ("5min 1h", "accepted are"),
            ("5k", "accepted are"),
            ("", "accepted are"),
            ("99999h99999h", "accepted are"),
        ] {
            let message = read_duration(text).unwrap_err().message;
            assert!(message.contains(hint), "{text}: {message}");
        }
    }

    #[test]
    fn a_bare_number_is_the_minutes_of_a_run() {
        for (text, seconds) in [
            ("31", 1860),
            (" 5 ", 300),
            ("120", 7200),
            ("31:20", 1880),
            ("1h05", 3900),
            ("29.30", 1770),
            ("1.05.00", 3900),
        ] {
            assert_eq!(read_run_time(text), Ok(seconds), "{text}");
        }
        for text in ["0", "1930", "31m", "5k"] {
            assert!(read_run_time(text).is_err(), "{text}");
        }
        for (text, hint) in [
            ("29.5", "write 29:05 or 29:50."),
            ("29,30", "write 29:30."),
            ("29.75", "write 32:10."),
            ("29.305", "write 32:10."),
        ] {
            assert!(read_run_time(text).unwrap_err().message.contains(hint), "{text}: {:?}", read_run_time(text));
        }
    }

    #[test]
    fn a_comma_within_a_number_does_not_part() {
        for (text, parts) in [
            ("grass:3k,road:2,2k", &["grass:3k", "road:2,2k"][..]),
            ("grass:3,5k,road:6,5k", &["grass:3,5k", "road:6,5k"]),
            ("grass:3,5,road", &["grass:3,5", "road"]),
            ("grass:3, 5k", &["grass:3", " 5k"]),
            ("grass:3k,5k", &["grass:3k", "5k"]),
            ("grass:3,", &["grass:3", ""]),
            ("grass:,5", &["grass:", "5"]),
            ("1,2", &["1", "2"]),
            ("", &[""]),
        ] {
            assert_eq!(split_parts(text), parts, "{text}");
        }
    }

    #[test]
    fn minutes_are_whole_and_within_their_range() {
        for (text, minutes) in [("1", 1), ("180", 180), ("45min", 45), ("1h10", 70), ("3:00:00", 180)] {
            assert_eq!(read_minutes(text, 180), Ok(minutes), "{text}");
        }
        for text in ["0", "181", "-5", "45s", "4:01:00", "", "soon"] {
            assert!(read_minutes(text, 180).is_err(), "{text}");
        }
    }

    #[test]
    fn a_pace_is_for_the_set_unit() {
        assert_eq!(pace(5200, 1930, Units::Km).as_deref(), Some("6:11 /km"));
        assert_eq!(pace(5200, 1930, Units::Mi).as_deref(), Some("9:57 /mi"));
        assert_eq!(pace(0, 1930, Units::Km), None);
    }

    proptest! {
        #[test]
        fn a_distance_written_reads_back_the_same(metres in 100u32..=1_000_000, miles: bool) {
            let units = if miles { Units::Mi } else { Units::Km };
            prop_assert_eq!(read_distance(&exact_distance(metres, units), units), Ok(metres));
        }

        #[test]
        fn a_duration_written_reads_back_the_same(seconds in 1u32..=360_000) {
            prop_assert_eq!(read_duration(&duration(seconds)), Ok(seconds));
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,12}") {
            let _ = (read_distance(&text, Units::Km), read_duration(&text), looks_like_duration(&text));
        }
    }
}
