//! Any list of runs with a head of names: intervals.icu's, Runkeeper's, that of a spreadsheet. Which column is what is
//! told by its name, or by the person.

use super::tables::{self, TableRow, dates};
use std::borrow::Cow;

use super::sports;
use crate::domain::level::Level;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Surface;
use crate::domain::settings::Units;
use crate::domain::units;
use crate::domain::words::found;
use crate::import::activity::Activity;
use crate::import::activity::Sport;
use crate::import::activity::StartTime;
use crate::import::activity::Unreadable;
use crate::import::activity::tidy;
use crate::import::activity::whole;
use crate::import::found::{Found, FoundItem};

pub mod entries;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// The date, with or without its hour.
    At,
    /// The hour, where it has a column of its own.
    Hour,
    /// How far; metres in one, where that is known.
    Distance(Option<f64>),
    /// How long by the timer; seconds in one number without colons, where that is known.
    Duration(Option<f64>),
    /// How long in motion.
    Moving(Option<f64>),
    /// How long from start to end.
    Elapsed(Option<f64>),
    /// The kind of activity.
    Sport,
    /// Its title.
    Title,
    /// The surface.
    Surface,
    /// How hard it felt, 0–10.
    Effort,
    /// What its own program calls it by.
    Id,
    /// The file that belongs to it.
    File,
}

/// Metres in a mile.
const MILE: f64 = 1609.344;

/// The names of the roles that a person may give, as `--column` takes them.
pub const ROLES: &[(&str, Role)] = &[
    ("date", Role::At),
    ("hour", Role::Hour),
    ("distance", Role::Distance(None)),
    ("distance_m", Role::Distance(Some(1.0))),
    ("distance_km", Role::Distance(Some(1000.0))),
    ("distance_mi", Role::Distance(Some(MILE))),
    ("distance_cm", Role::Distance(Some(0.01))),
    ("distance_mm", Role::Distance(Some(0.001))),
    ("duration", Role::Duration(None)),
    ("duration_s", Role::Duration(Some(1.0))),
    ("duration_min", Role::Duration(Some(60.0))),
    ("duration_ms", Role::Duration(Some(0.001))),
    ("duration_h", Role::Duration(Some(3600.0))),
    ("moving", Role::Moving(None)),
    ("moving_s", Role::Moving(Some(1.0))),
    ("elapsed", Role::Elapsed(None)),
    ("elapsed_s", Role::Elapsed(Some(1.0))),
    ("sport", Role::Sport),
    ("title", Role::Title),
    ("surface", Role::Surface),
    ("effort", Role::Effort),
];

/// Names by which columns are known without being told, in lower case and without their unit.
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::At,
        &[
            "at",
            "date",
            "datum",
            "fecha",
            "data",
            "start",
            "start time",
            "start date",
            "start date local",
            "activity date",
            "date time",
            "datetime",
            "timestamp",
            "workout date",
            "startzeit",
            "beginn",
            "date de début",
            "fecha de inicio",
            "data di inizio",
            "日付",
            "日期",
        ],
    ),
    (Role::Hour, &["hour", "time of day", "clock"]),
    (Role::Distance(None), &["distance", "distanz", "strecke", "afstand", "distancia", "distância", "distanza"]),
    (Role::Distance(Some(1000.0)), &["km", "kilometres", "kilometers", "kilometer", "distance km"]),
    (Role::Distance(Some(MILE)), &["mi", "miles", "distance mi", "distance miles"]),
    (Role::Distance(Some(1.0)), &["distance m", "metres", "meters"]),
    (
        Role::Duration(None),
        &[
            "duration",
            "dauer",
            "zeit",
            "time",
            "tijd",
            "duración",
            "durée",
            "durata",
            "tempo",
            "run time",
            "workout time",
            "laufzeit",
        ],
    ),
    (Role::Duration(Some(1.0)), &["duration s", "seconds"]),
    (Role::Duration(Some(60.0)), &["duration min", "minutes"]),
    (Role::Moving(None), &["moving time"]),
    (Role::Elapsed(None), &["elapsed time", "elapsed"]),
    (Role::Elapsed(Some(1.0)), &["elapsed s"]),
    (
        Role::Sport,
        &[
            "type",
            "sport",
            "activity type",
            "activity",
            "workout type",
            "workout",
            "sport type",
            "exercise type",
            "exercise",
            "discipline",
            "sportart",
            "aktivität",
            "aktivitätsart",
            "aktivitätstyp",
            "type d'activité",
            "activité",
            "tipo de actividad",
            "actividad",
            "tipo di attività",
            "attività",
            "tipo de atividade",
            "atividade",
            "activiteitstype",
            "activiteit",
            "typ aktywności",
            "aktywność",
            "aktivitetstyp",
            "aktivitet",
            "typ aktivity",
            "アクティビティタイプ",
            "种类",
            "活动类型",
        ],
    ),
    (Role::Title, &["name", "title", "titel", "notes", "note", "comment", "bemerkung"]),
    (Role::Surface, &["surface", "surfaces", "untergrund", "ground"]),
    (Role::Effort, &["effort", "rpe"]),
    (Role::Id, &["id", "activity id", "uuid"]),
    (Role::File, &["gpx file", "file", "filename", "file name"]),
];

/// The role of each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CsvColumns(Vec<(usize, Role)>);

impl CsvColumns {
    /// The columns of a head: those that the person named, then those known by name.
    ///
    /// # Errors
    /// Where a column that the person named is not there.
    pub fn of(head: &TableRow, named: &[Named]) -> Result<Self, Unreadable> {
        let mut found: Vec<(usize, Role)> = Vec::new();
        for one in named {
            let Some(place) = head.cells().position(|cell| cell.eq_ignore_ascii_case(&one.head)) else {
                let heads: Vec<String> = head.cells().filter_map(tidy).map(String::from).take(40).collect();
                let message =
                    format!("there is no column \u{201c}{}\u{201d}; there are: {}", one.head, heads.join(", "));
                return Err(Unreadable::Line { line: head.line, message });
            };
            found.push((place, one.role));
        }
        let metric = head.cells().any(|cell| cell == "start_date_local");
        for (place, cell) in head.cells().enumerate() {
            let Some(role) = known(cell, metric) else { continue };
            let same = |other: &Role| std::mem::discriminant(other) == std::mem::discriminant(&role);
            if !found.iter().any(|(at, other)| *at == place || same(other)) {
                found.push((place, role));
            }
        }
        Ok(Self(found))
    }

    /// True where they say when, and how far or how long.
    pub fn suffice(&self) -> bool {
        let when = self.0.iter().any(|(_, role)| *role == Role::At);
        when && self
            .0
            .iter()
            .any(|(_, role)| matches!(role, Role::Distance(_) | Role::Duration(_) | Role::Moving(_) | Role::Elapsed(_)))
    }

    fn cell<'a>(&self, row: &'a TableRow, wanted: fn(&Role) -> bool) -> Option<(&'a str, Role)> {
        let (place, role) = self.0.iter().find(|(_, role)| wanted(role))?;
        Some((row.cell(*place), *role)).filter(|(cell, _)| !cell.is_empty())
    }

    /// The text of a row's start: the date, and the hour where it has a column of its own.
    fn start<'a>(&self, row: &'a TableRow) -> Option<Cow<'a, str>> {
        let date = self.text(row, |role| *role == Role::At)?;
        Some(match self.text(row, |role| *role == Role::Hour) {
            Some(hour) => Cow::Owned(format!("{date} {hour}")),
            None => Cow::Borrowed(date),
        })
    }

    fn names_sport(&self) -> bool {
        self.0.iter().any(|(_, role)| *role == Role::Sport)
    }

    /// True where something other than a sport says that the rows are runs: what they were on, or a word for running.
    fn are_of_runs(&self, head: &TableRow) -> bool {
        let surface = self.0.iter().any(|(_, role)| matches!(role, Role::Surface | Role::Effort));
        surface || head.cells().any(sports::names_running)
    }

    fn text<'a>(&self, row: &'a TableRow, wanted: fn(&Role) -> bool) -> Option<&'a str> {
        self.cell(row, wanted).map(|(cell, _)| cell)
    }
}

/// How many rows are looked at to see what a list is.
const SAMPLE: usize = 200;
/// Rows that begin so many seconds after each other, or less, are of one recording.
const A_MINUTE: i64 = 60;
/// Why the rows of a list without a sport do not come in unasked.
const NO_SPORT: &str = "Its list does not say which sport its rows are of; --all takes them as runs.";

/// Refuses a recording that was written as a list, a row every few seconds.
fn refuse_seconds(starts: impl Iterator<Item = String>) -> Result<(), Unreadable> {
    let seconds = |text: String| match dates::start(&text, dates::Order::MonthFirst, true)?.instant() {
        StartTime::Utc(at) => Some(at.timestamp()),
        _ => None,
    };
    let starts: Vec<i64> = starts.filter_map(seconds).collect();
    let mut gaps: Vec<i64> = starts.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    gaps.sort_unstable();
    match gaps.get(gaps.len() / 2) {
        Some(&gap) if gaps.len() >= 9 && gap <= A_MINUTE => Err(Unreadable::Left(format!(
            "It is one recording with a row every {gap} s, not a list of runs: export the run as FIT, TCX or GPX instead."
        ))),
        _ => Ok(()),
    }
}

/// The role of a column by its name. `metric`: intervals.icu's, whose numbers are metres and seconds.
fn known(head: &str, metric: bool) -> Option<Role> {
    let lower = head.to_lowercase().replace('_', " ");
    let (name, unit) = match lower.split_once(['(', '[']) {
        Some((name, unit)) => (name.trim(), unit.trim_end_matches([')', ']']).trim()),
        None => (lower.trim(), ""),
    };
    let role = NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(role, _)| *role)?;
    let metres = match unit {
        "m" | "metres" | "meters" | "meter" => Some(1.0),
        "km" | "kilometres" | "kilometers" | "kilometer" => Some(1000.0),
        "mi" | "mile" | "miles" => Some(MILE),
        _ => metric.then_some(1.0),
    };
    let seconds = match unit {
        "s" | "sec" | "seconds" => Some(1.0),
        "ms" | "milliseconds" => Some(0.001),
        "min" | "minutes" => Some(60.0),
        "h" | "hours" => Some(3600.0),
        _ => metric.then_some(1.0),
    };
    Some(match role {
        Role::Distance(None) => Role::Distance(metres),
        Role::Duration(None) => Role::Duration(seconds),
        Role::Moving(None) => Role::Moving(seconds),
        Role::Elapsed(None) => Role::Elapsed(seconds),
        other => other,
    })
}

/// True where a head names its first columns, and not as Garmin's do: the sport, then the date.
pub fn names_other_than_garmin(head: &TableRow) -> bool {
    let other = |place: usize, role: Role| known(head.cell(place), false).is_some_and(|named| named != role);
    other(0, Role::Sport) || other(1, Role::At)
}

/// Reads the list.
///
/// # Errors
/// Where a column is missing, or there is no row in it that can be read.
pub fn read(text: &str, options: &ReadOptions) -> Result<Found, Unreadable> {
    let Some(head) = tables::rows(text).next() else { return Err(Unreadable::Empty) };
    let columns = CsvColumns::of(&head, &options.columns)?;
    if !columns.suffice() {
        let message = "the head names no date, or neither distance nor duration; --column date=HEAD names one".into();
        return Err(Unreadable::Line { line: head.line, message });
    }
    let starts = || tables::rows(text).skip(1).filter_map(|row| columns.start(&row).map(|text| text.into_owned()));
    refuse_seconds(starts().take(SAMPLE))?;
    // a column of dates is written in one way
    let strokes = starts().take(SAMPLE).any(|text| text.contains('/'));
    let dates: Vec<String> = tables::rows(text)
        .filter(|_| strokes)
        .skip(1)
        .filter_map(|row| columns.text(&row, |role| *role == Role::At).map(str::to_owned))
        .filter(|date| date.contains('/'))
        .collect();
    let order = dates::Order::of(dates.iter().map(String::as_str));
    let mut found = Found { kind: "csv", ..Found::default() };
    let mut assumed = false;
    let sport = match () {
        // whoever names columns says that it is a list of runs
        () if columns.names_sport() => None,
        () if !options.columns.is_empty() || columns.are_of_runs(&head) => Some(Sport::Running),
        () => Some(Sport::Unknown),
    };
    let rows = tables::rows(text).skip(1).map(|row| {
        let link = columns.text(&row, |role| *role == Role::File).map(Into::into);
        let read = activity(&row, &columns, order, options, &mut assumed).map(|mut activity| {
            if let Some(sport) = &sport {
                activity.unlikely = (*sport == Sport::Unknown).then(|| NO_SPORT.to_owned());
                activity.sport = sport.clone();
            }
            activity
        });
        (row.line, read.map(|activity| FoundItem::from(Activity { link, ..activity })))
    });
    found.items = tables::gather(rows)?.into_iter().map(FoundItem::from).collect();
    if assumed {
        let unit = options.unit.unwrap_or(options.else_unit);
        found.warnings.push(format!(
            "The head does not tell the unit of the distances; taken for {} (--unit says otherwise).",
            unit.word()
        ));
    }
    Ok(found)
}

fn activity(
    row: &TableRow,
    columns: &CsvColumns,
    order: dates::Order,
    options: &ReadOptions,
    assumed: &mut bool,
) -> Result<Activity, String> {
    let whole_text = columns.start(row).ok_or("the date is missing")?;
    let start = dates::start(&whole_text, order, false)
        .ok_or_else(|| format!("{} is not a date that twinge can read; write 2026-11-23 07:30", found(&whole_text)))?;
    let distance = match columns.cell(row, |role| matches!(role, Role::Distance(_))) {
        Some((cell, Role::Distance(unit))) => metres(cell, unit, options, assumed)?,
        _ => None,
    };
    let seconds = |wanted: fn(&Role) -> bool| match columns.cell(row, wanted) {
        Some((cell, Role::Duration(unit) | Role::Moving(unit) | Role::Elapsed(unit))) => seconds(cell, unit),
        _ => Ok(None),
    };
    let (sport, sort) = match columns.text(row, |role| *role == Role::Sport) {
        Some(word) => sports::sport(word),
        None => (Sport::Unknown, None),
    };
    let surface = columns.text(row, |role| *role == Role::Surface);
    let surface = surface
        .map(|word| Surface::read(word).map_err(|refusal| refusal.message.trim_end_matches('.').to_owned()))
        .transpose()?;
    let (timer, moving, elapsed) = (
        seconds(|role| matches!(role, Role::Duration(_)))?,
        seconds(|role| matches!(role, Role::Moving(_)))?,
        seconds(|role| matches!(role, Role::Elapsed(_)))?,
    );
    if distance.or(timer).or(moving).or(elapsed).is_none() {
        return Err("it has neither a distance nor a time".into());
    }
    let effort = columns.text(row, |role| *role == Role::Effort).and_then(tables::number).and_then(whole);
    Ok(Activity {
        line: Some(row.line),
        start,
        distance_m: distance,
        timer_s: timer,
        moving_s: moving,
        elapsed_s: elapsed,
        sport,
        surface: surface.or_else(|| sports::surface(sort)),
        sub_sport: sort.map(Into::into),
        effort: effort.and_then(|value| u8::try_from(value).ok()).and_then(Level::new),
        title: columns.text(row, |role| *role == Role::Title).and_then(tidy),
        id: columns.text(row, |role| *role == Role::Id).and_then(tidy),
        ..Activity::default()
    })
}

fn metres(cell: &str, unit: Option<f64>, options: &ReadOptions, assumed: &mut bool) -> Result<Option<u32>, String> {
    if matches!(cell, "--" | "-") {
        return Ok(None);
    }
    let unknown = || format!("{} is not a distance", found(cell));
    if cell.ends_with(|c: char| c.is_alphabetic()) {
        // with its own unit
        return units::read_distance(cell, options.else_unit).map(Some).map_err(|_| unknown());
    }
    let value =
        if unit == Some(1.0) { tables::plain_number(cell).or_else(|| tables::number(cell)) } else { decimal(cell) };
    let value = value.filter(|value| *value >= 0.0).ok_or_else(unknown)?;
    let in_one = unit.unwrap_or_else(|| {
        *assumed |= options.unit.is_none();
        match options.unit.unwrap_or(options.else_unit) {
            Units::Km => 1000.0,
            Units::Mi => MILE,
        }
    });
    Ok(whole(value * in_one))
}

/// A number of kilometres or miles: of three digits after one mark, none are thousands.
fn decimal(cell: &str) -> Option<f64> {
    let marks = cell.matches(['.', ',']).count();
    if marks == 1 { tables::plain_number(&cell.replace(',', ".")) } else { tables::number(cell) }
}

fn seconds(cell: &str, unit: Option<f64>) -> Result<Option<u32>, String> {
    if matches!(cell, "--" | "-") {
        return Ok(None);
    }
    let plain = || unit.and_then(|unit| decimal(cell).map(|value| value * unit));
    let said = || units::read_duration(cell).ok().map(f64::from);
    let value = tables::clock(cell).or_else(plain).or_else(said).filter(|value| *value >= 0.0);
    value.map(whole).ok_or_else(|| format!("\u{201c}{}\u{201d} is not a duration", tidy(cell).unwrap_or_default()))
}

/// How lists are read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOptions {
    /// Columns that the person named.
    pub columns: Vec<Named>,
    /// The unit of distances in a list that does not say.
    pub unit: Option<Units>,
    /// What is assumed where nothing tells.
    pub else_unit: Units,
    /// The line of a list's head, where the person named it.
    pub head: Option<u64>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { columns: Vec::new(), unit: None, else_unit: Units::Km, head: None }
    }
}

/// A column that the person named: its role, and the name in its head.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What it says.
    pub role: Role,
    /// What its head says.
    pub head: String,
}

impl Named {
    /// Reads `distance_km=Dist`.
    ///
    /// # Errors
    /// A sentence that lists the roles.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let found = text.split_once('=').and_then(|(role, head)| {
            let role = role.trim().to_lowercase().replace('-', "_");
            let role = ROLES.iter().find(|(name, _)| *name == role || (role == "at" && *name == "date"))?.1;
            (!head.trim().is_empty()).then(|| Self { role, head: head.trim().to_owned() })
        });
        found.ok_or_else(|| {
            let names: Vec<&str> = ROLES.iter().map(|(name, _)| *name).collect();
            Refusal::new(format!(
                "\u{201c}{text}\u{201d} names no column; write WHAT=HEAD, such as distance_km=Dist. WHAT is one of: {}.",
                names.join(", ")
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::activity::StartTime;
    use proptest::prelude::*;

    fn activities(text: &str, columns: &[&str]) -> Vec<Activity> {
        let columns = columns.iter().map(|text| Named::read(text).unwrap()).collect();
        let found = read(text, &ReadOptions { columns, ..ReadOptions::default() }).unwrap();
        let activities = found.items.into_iter().map(|item| match item {
            FoundItem::Activity { activity, .. } => *activity,
            FoundItem::Entry(_) | FoundItem::Failed(_) => unreachable!(),
        });
        activities.collect()
    }

    #[test]
    fn the_list_of_intervals_icu_is_metres_and_seconds_in_local_time() {
        let text = "\u{feff}id,start_date_local,name,type,moving_time,distance,elapsed_time,icu_rpe\ni1,2026-05-02T07:10:21,Base,Run,3301,10020.5,3460,3\n";
        let one = &activities(&tables::text(text.as_bytes()), &[])[0];
        assert_eq!(
            (one.distance_m, one.moving_s, one.elapsed_s, one.timer_s),
            (Some(10021), Some(3301), Some(3460), None)
        );
        assert_eq!((one.title.as_deref(), one.id.as_deref(), &one.sport), (Some("Base"), Some("i1"), &Sport::Running));
        assert!(matches!(one.start, StartTime::Local(_)));
    }

    #[test]
    fn the_list_of_runkeeper_has_its_unit_in_the_head() {
        let text = "Activity Id,Date,Type,Route Name,Distance (mi),Duration,Average Pace,Notes,GPX File\nab-1,2016-01-24 10:20:00,Running,,6.21,1:06:06,10:38,wind,2016-01-24-1020.gpx\n";
        let one = &activities(text, &[])[0];
        assert_eq!((one.distance_m, one.timer_s, one.title.as_deref()), (Some(9994), Some(3966), Some("wind")));
    }

    #[test]
    fn the_person_says_which_column_is_what() {
        let text = "Tag;Std;Weg;Min;Boden\n23.11.2026;07:30;5,2;32;grass\n";
        let one =
            &activities(text, &["date=tag", "hour=Std", "distance_km=Weg", "duration_min=Min", "surface=Boden"])[0];
        assert_eq!((one.distance_m, one.timer_s, one.surface), (Some(5200), Some(1920), Some(Surface::Grass)));
        let bare = read("date,km,time\n2026-11-20,5,\n2026-11-21,,\n", &ReadOptions::default()).unwrap();
        assert_eq!(bare.items[1], FoundItem::Failed("Line 3: it has neither a distance nor a time.".into()));
        let missing =
            read(text, &ReadOptions { columns: vec![Named::read("date=Datum").unwrap()], ..ReadOptions::default() });
        assert!(missing.unwrap_err().to_string().contains("there are: Tag, Std, Weg, Min, Boden"));
        assert!(Named::read("pace=x").unwrap_err().message.contains("distance_km"));
        assert!(Named::read("date").is_err());
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named_and_the_rest_is_taken() {
        let text = "date,km,time\n2026-11-20,5.2,32:10\nsoon,5,1:00\n2026-11-21,far,1:00\n";
        let found = read(text, &ReadOptions::default()).unwrap();
        let said = |item: &FoundItem| match item {
            FoundItem::Failed(message) => message.clone(),
            _ => "read".into(),
        };
        let said: Vec<String> = found.items.iter().map(said).collect();
        assert_eq!(said[0], "read");
        assert_eq!(said[2], "Line 4: \u{201c}far\u{201d} is not a distance.");
        assert!(said[1].starts_with("Line 3: \u{201c}soon\u{201d} is not a date") && said.len() == 3, "{said:?}");
        let none = read("date,km,time\nsoon,5,1:00\n2026-11-21,far,1:00\n", &ReadOptions::default());
        let message = none.unwrap_err().to_string();
        assert!(
            message.starts_with("Line 2: ") && message.ends_with("1 row more could not be read either."),
            "{message}"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(any in "\\PC{0,60}", near in "date,(distance|km|x),(time|duration)\n([0-9/. :-]{0,12},[0-9.,a-z]{0,8},[0-9:hmins]{0,8}\n){0,4}") {
            for text in [&any, &near] {
                let _ = read(text, &ReadOptions::default());
            }
        }
    }
}
