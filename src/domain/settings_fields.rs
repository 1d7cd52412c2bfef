//! The fields of the settings, in the order of their form, and in what two states of them differ.

use std::any::Any;

use chrono::{DateTime, MappedLocalTime};

use super::settings::{
    Ascii, ClockFace, DayStart, ImportFolders, MorningEnd, Mouse, SamePlace, Settings, ShoeNotes, ThemeName, Units,
    WeekStart,
};
use crate::domain::day::{At, Clock, Hour};
use crate::domain::digit_row::DigitRow;
use crate::domain::field::FieldInfo;
use crate::domain::field::Input;
use crate::domain::field::maybe;
use crate::domain::field::several;
use crate::domain::field::{Field, Lookup, Reading};
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::units::exact_distance;
use crate::domain::units::read_distance;

/// The settings as fields.
pub static FIELDS: &[Field<Settings>] = &[
    Field {
        about: FieldInfo::new("units", "Units", "Unit of distances", "km", Input::One(Units::WORDS)),
        read: |settings, text, _| Units::read(text).map(|units| settings.units = units),
        write: |settings, _| settings.units.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "week_starts_on",
            "Week starts",
            "First day of a week",
            "monday",
            Input::One(WeekStart::WORDS),
        ),
        read: |settings, text, _| WeekStart::read(text).map(|day| settings.week_starts_on = day),
        write: |settings, _| settings.week_starts_on.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "day_starts_at",
            "Day starts",
            "Hour at which a journal day begins",
            "04:00",
            Input::Text,
        ),
        read: |settings, text, _| Hour::read(text).map(|hour| settings.day_starts_at = DayStart(hour)),
        write: |settings, _| settings.day_starts_at.0.to_string(),
    },
    Field {
        about: FieldInfo::new("clock", "Clock", "How hours are shown", "24h", Input::One(ClockFace::WORDS)),
        read: |settings, text, _| ClockFace::read(text).map(|clock| settings.clock = clock),
        write: |settings, _| settings.clock.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "morning_ends_at",
            "Morning ends",
            "Levels logged before this hour count as the morning level unless you say otherwise",
            "11:00",
            Input::Text,
        ),
        read: |settings, text, _| Hour::read(text).map(|hour| settings.morning_ends_at = MorningEnd(hour)),
        write: |settings, _| settings.morning_ends_at.0.to_string(),
    },
    Field {
        about: FieldInfo::new(
            "soft_goal",
            "Soft goal",
            "Share of soft surfaces that I aim for, per cent; none for no goal",
            "60",
            Input::Text,
        ),
        read: |settings, text, _| goal(text).map(|goal| settings.soft_goal = goal),
        write: |settings, _| settings.soft_goal.map(|percent| format!("{percent} %")).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new(
            "shoe_notes",
            "Shoe notes at",
            "Distances at which a note about a pair of shoes is shown; none for no notes",
            "480 km, 800 km",
            Input::Text,
        )
        .path("shoe_notes_m"),
        read: |settings, text, reading| {
            let units = reading.journal.settings().units;
            let mut notes = several(none(text), |text| read_distance(text, units))?;
            notes.sort_unstable();
            settings.shoe_notes_m = ShoeNotes(notes);
            Ok(())
        },
        write: |settings, reading| shoe_notes(settings, reading.journal.settings().units),
    },
    Field {
        about: FieldInfo::new(
            "massage_every",
            "Massage every",
            "Days from one massage to the next; none for no interval",
            "14 days",
            Input::Text,
        ),
        read: |settings, text, _| interval(text).map(|days| settings.massage_every = days),
        write: |settings, _| {
            settings.massage_every.map(|days| super::words::counted(days as usize, "day", "days")).unwrap_or_default()
        },
    },
    Field {
        about: FieldInfo::new(
            "emergency_number",
            "Emergency number",
            "The number to call in an emergency, where you are; never guessed",
            "112",
            Input::Text,
        ),
        read: |settings, text, _| maybe(none(text), number).map(|number| settings.emergency_number = number),
        write: |settings, _| settings.emergency_number.as_deref().unwrap_or_default().into(),
    },
    Field {
        about: FieldInfo::new(
            "urgent_number",
            "Urgent number",
            "The medical line for what cannot wait and is no emergency, where you are; never guessed",
            "116117",
            Input::Text,
        ),
        read: |settings, text, _| maybe(none(text), number).map(|number| settings.urgent_number = number),
        write: |settings, _| settings.urgent_number.as_deref().unwrap_or_default().into(),
    },
    Field {
        about: FieldInfo::new(
            "digit_row",
            "Digit row",
            "Keyboard whose digit row types letters; they are digits at p, for tabs and in a session",
            "none",
            Input::One(DigitRow::WORDS),
        ),
        read: |settings, text, _| DigitRow::read(text).map(|row| settings.digit_row = row),
        write: |settings, _| settings.digit_row.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "mouse",
            "Mouse",
            "On: clicks and the wheel work here; off: the terminal marks and copies text",
            "on",
            Input::One(Mouse::WORDS),
        ),
        read: |settings, text, _| Mouse::read(text).map(|mouse| settings.mouse = mouse),
        write: |settings, _| settings.mouse.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "same_place",
            "Same place",
            "On: a level logged with a digit gets the place of the last one; a 0 gets none",
            "off",
            Input::One(SamePlace::WORDS),
        ),
        read: |settings, text, _| SamePlace::read(text).map(|same| settings.same_place = same),
        write: |settings, _| settings.same_place.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "ascii",
            "ASCII signs",
            "Draw with ASCII signs only; auto: where the locale has no others",
            "auto",
            Input::One(Ascii::WORDS),
        ),
        read: |settings, text, _| Ascii::read(text).map(|ascii| settings.ascii = ascii),
        write: |settings, _| settings.ascii.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "theme",
            "Theme",
            "Colours; auto: as the background of the terminal asks for, terminal: its own sixteen, mono: none",
            "auto",
            Input::One(ThemeName::WORDS),
        ),
        read: |settings, text, _| ThemeName::read(text).map(|theme| settings.theme = theme),
        write: |settings, _| settings.theme.word().into(),
    },
    Field {
        about: FieldInfo::new(
            "import_folder",
            "Import folder",
            "Folders that fill up with recordings; `twinge import` alone reads what is new there; none for none",
            "~/Garmin",
            Input::Text,
        ),
        read: |settings, text, _| several(none(text), folder).map(|all| settings.import_folder = ImportFolders(all)),
        write: |settings, _| settings.import_folder.0.join(", "),
    },
    Field {
        about: FieldInfo::new(
            "inbox",
            "Inbox",
            "File or folder to which a phone writes lines; none for inbox.txt beside the journal",
            "~/Sync/inbox.txt",
            Input::Text,
        ),
        read: |settings, text, _| maybe(none(text), folder).map(|path| settings.inbox = path),
        write: |settings, _| settings.inbox.as_deref().unwrap_or_default().into(),
    },
];

/// Reads the path of a folder, which must mean the same wherever the program is begun.
fn folder(text: &str) -> Result<Box<str>, Refusal> {
    match text.starts_with(['/', '~']) {
        true => Ok(text.into()),
        false => {
            Err(Refusal::new(format!("\u{201c}{text}\u{201d} is not a whole path, such as /media/runs or ~/Garmin.")))
        }
    }
}

/// Reads a telephone number: digits, with blanks, dashes, brackets and a plus as people write them.
fn number(text: &str) -> Result<Box<str>, Refusal> {
    let written = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '+');
    let good = text.len() <= 24 && text.chars().all(written) && text.chars().any(|c| c.is_ascii_digit());
    if good {
        Ok(text.into())
    } else {
        Err(Refusal::new(format!("\u{201c}{text}\u{201d} is not a number to call, such as 112.")))
    }
}

/// A text in which `none` and `off` stand for nothing.
fn none(text: &str) -> &str {
    match text.trim() {
        word if word.eq_ignore_ascii_case("none") || word.eq_ignore_ascii_case("off") => "",
        other => other,
    }
}

/// Reads a share in per cent, 1–100: `60`, `60 %`; blank or `none` is no goal.
fn goal(text: &str) -> Result<Option<u32>, Refusal> {
    maybe(none(text), |text| {
        let number = text.trim_end_matches('%').trim().parse::<u32>().ok();
        number.filter(|percent| (1..=100).contains(percent)).ok_or_else(|| {
            Refusal::new(format!("\u{201c}{text}\u{201d} is not a share; give 1 to 100 per cent, such as 60, or none."))
        })
    })
}

/// Reads an interval in days, 1–365: `14`, `14 days`, `2w`; blank or `none` is no interval.
fn interval(text: &str) -> Result<Option<u32>, Refusal> {
    maybe(none(text), |text| {
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let number = text[..split].parse::<u32>().ok();
        let days = match text[split..].trim() {
            "" | "d" | "day" | "days" => number,
            "w" | "week" | "weeks" => number.and_then(|weeks| weeks.checked_mul(7)),
            _ => None,
        };
        days.filter(|days| (1..=365).contains(days)).map_or_else(
            || {
                Err(Refusal::new(format!(
                    "\u{201c}{text}\u{201d} is not an interval; give 1 to 365 days, such as 14 or 2w, or none."
                )))
            },
            Ok,
        )
    })
}

fn shoe_notes(settings: &Settings, units: Units) -> String {
    let notes = settings.shoe_notes_m.0.iter();
    notes.map(|&metres| exact_distance(metres, units)).collect::<Vec<_>>().join(", ")
}

/// Settings look only at themselves.
impl Lookup for Settings {
    fn settings(&self) -> &Settings {
        self
    }
    fn list(&self, _: Kind) -> &dyn Any {
        &()
    }
    fn ahead(&self) -> &dyn Any {
        &()
    }
}

/// What settings are written by where there is no journal: their own units, no moment.
fn alone(settings: &Settings) -> Reading<'_> {
    let now = At(DateTime::UNIX_EPOCH.fixed_offset());
    Reading { clock: Clock { now, offset: &|_| MappedLocalTime::None }, journal: settings }
}

/// The settings that differ: each with its name, its value in the one and in the other.
pub fn differences(one: &Settings, other: &Settings) -> Vec<(&'static str, String, String)> {
    FIELDS
        .iter()
        .map(|field| (field.about.key, (field.write)(one, &alone(one)), (field.write)(other, &alone(other))))
        .filter(|(_, a, b)| a != b)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::reading;
    use crate::domain::journal::Journal;

    fn set(key: &str, text: &str) -> Result<String, String> {
        let journal = Journal::default();
        let mut settings = Settings::default();
        let field = FIELDS.iter().find(|field| field.about.key == key).unwrap();
        (field.read)(&mut settings, text, &reading(&journal)).map_err(|refusal| refusal.message)?;
        Ok((field.write)(&settings, &reading(&journal)))
    }

    #[test]
    fn what_the_steps_aim_for_is_read_at_its_edges_and_reads_back() {
        for (key, text, shown) in [
            ("soft_goal", "1", "1 %"),
            ("soft_goal", "100 %", "100 %"),
            ("soft_goal", "none", ""),
            ("emergency_number", "112", "112"),
            ("emergency_number", "+44 (0)20-999", "+44 (0)20-999"),
            ("emergency_number", "none", ""),
            ("urgent_number", "116117", "116117"),
            ("urgent_number", "off", ""),
            ("soft_goal", "", ""),
            ("shoe_notes", "800k, 480k", "480 km, 800 km"),
            ("shoe_notes", "300mi", "482.803 km"),
            ("shoe_notes", "off", ""),
            ("massage_every", "14", "14 days"),
            ("massage_every", "2w", "14 days"),
            ("massage_every", "1 day", "1 day"),
            ("massage_every", "365", "365 days"),
            ("massage_every", "None", ""),
            ("digit_row", "French", "french"),
            ("digit_row", "none", "none"),
            ("import_folder", "~/Garmin, /media/my runs", "~/Garmin, /media/my runs"),
            ("import_folder", "none", ""),
        ] {
            assert_eq!(set(key, text).as_deref(), Ok(shown), "{key}={text}");
            assert_eq!(set(key, shown).as_deref(), Ok(shown), "{key}={shown}");
        }
        for (key, text, hint) in [
            ("soft_goal", "0", "1 to 100"),
            ("soft_goal", "101", "1 to 100"),
            ("soft_goal", "half", "or none"),
            ("shoe_notes", "480k,480k", "twice"),
            ("shoe_notes", "soon", "not a distance"),
            ("massage_every", "0", "1 to 365"),
            ("import_folder", "Garmin", "whole path"),
            ("digit_row", "belgian", "french, czech, lithuanian"),
            ("massage_every", "53w", "1 to 365"),
            ("massage_every", "99999999999w", "1 to 365"),
        ] {
            assert!(set(key, text).unwrap_err().contains(hint), "{key}={text}");
        }
    }
}
