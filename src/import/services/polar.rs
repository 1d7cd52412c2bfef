//! Polar's account export in both its forms (JSON, 1.x and 2.x), and Flow's list of one session (CSV).

use std::io::BufRead;

use serde::Deserialize;

use crate::import::activity::{Activity, Sport, Unreadable, tidy, whole};
use crate::import::found::{Found, FoundItem};
use crate::import::json::{Many, Maybe, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates::{self, Order};
use crate::import::tables::{self, Heads};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Session {
    start_time: Text,
    stop_time: Text,
    #[serde(alias = "timezoneOffset", alias = "timezoneOffsetMinutes")]
    time_zone_offset: Number,
    #[serde(alias = "distanceMeters")]
    distance: Number,
    /// `PT45M54.128S`.
    duration: Text,
    duration_millis: Number,
    /// A word in 1.x, an object with a number in 2.x.
    sport: Sports,
    average_heart_rate: Number,
    hr_avg: Number,
    feeling: Number,
    exercises: Many<Session>,
    product: Maybe<Product>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Product {
    model_name: Text,
}

/// A sport by its word or by its number.
#[derive(Default)]
struct Sports(String);

impl<'de> Deserialize<'de> for Sports {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Object { id: Text },
            Word(Text),
        }
        let word = match Either::deserialize(from) {
            Ok(Either::Object { id }) => id,
            Ok(Either::Word(word)) => word,
            Err(_) => Text::default(),
        };
        Ok(Self(word.get().to_owned()))
    }
}

/// Reads a training session. Each of its exercises is one activity.
///
/// # Errors
/// Where it is no JSON, or holds no exercise.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(all) = read_json::<Many<Session>>(input)?;
    let mut activities = Vec::new();
    for session in all {
        let exercises = session.exercises.0.len();
        if exercises == 0 {
            activities.push(session.activity(None));
            continue;
        }
        for exercise in &session.exercises.0 {
            // of one exercise the session says what that leaves out
            activities.push(exercise.activity(Some(&session).filter(|_| exercises == 1)));
        }
    }
    if activities.is_empty() {
        return Err(Unreadable::NoActivity("It holds no training session.".into()));
    }
    Ok(Found::of("polar", activities.into_iter()))
}

impl Session {
    fn activity(&self, session: Option<&Self>) -> Activity {
        let start = |text: &Text| dates::start(text.get(), Order::Unknown, false).unwrap_or_default();
        let of = |own: Number, whole: fn(&Self) -> Number| own.0.or_else(|| session.and_then(|one| whole(one).0));
        let minutes = of(self.time_zone_offset, |one| one.time_zone_offset).map(|minutes| minutes.round() as i32);
        let begun = dates::local_at(start(&self.start_time), minutes);
        let timer = self.duration_millis.whole(0.001).or_else(|| iso_duration(self.duration.get()));
        let timer = timer.or_else(|| session.and_then(|one| one.duration_millis.whole(0.001)));
        let product = session.unwrap_or(self).product.0.as_ref().and_then(|product| product.model_name.tidy());
        let mut activity = Activity {
            start: begun,
            distance_m: Number(of(self.distance, |one| one.distance)).whole(1.0),
            timer_s: timer,
            elapsed_s: start(&self.start_time).until(start(&self.stop_time)),
            average_hr: self.average_heart_rate.heart().or(self.hr_avg.heart()),
            feel: of(self.feeling, |one| one.feeling)
                .filter(|feeling| (0.0..=1.0).contains(feeling))
                .map(|feeling| (feeling * 100.0).round() as u8),
            device: product,
            ..Activity::default()
        };
        let word = if self.sport.0.is_empty() { session.map_or("", |one| &one.sport.0) } else { &self.sport.0 };
        name(&mut activity, word);
        activity
    }
}

fn name(activity: &mut Activity, word: &str) {
    let sort = match word {
        "1" | "4" | "19" | "92" => None,
        "17" => Some("treadmill"),
        "27" => Some("trail"),
        "36" => Some("track"),
        number if number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty() => {
            let other = match number {
                "2" | "38" => "cycling",
                "3" => "walking",
                "9" => "Nordic walking",
                "11" => "hiking",
                "84" => "orienteering",
                other => return activity.sport = Sport::Other(format!("sport {other}").into()),
            };
            return activity.sport = Sport::Other(other.into());
        }
        word => return sports::name(activity, word),
    };
    activity.sport = Sport::Running;
    sports::sort_as(activity, sort);
}

/// Seconds of `PT1H2M3.5S`.
fn iso_duration(text: &str) -> Option<u32> {
    let (mut seconds, mut number) = (0.0, String::new());
    for sign in text.strip_prefix("PT")?.chars() {
        let in_one = match sign {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            sign => {
                number.push(sign);
                continue;
            }
        };
        seconds += number.parse::<f64>().ok()? * in_one;
        number.clear();
    }
    whole(seconds).filter(|_| number.is_empty())
}

/// True for the head of Flow's list of one session.
pub fn is_list(heads: &Heads) -> bool {
    ["sport", "date", "start time", "duration"].iter().all(|name| heads.has(name)) && heads.has("total distance (km)")
        || heads.has("total distance (mi)") && heads.has("sport") && heads.has("start time")
}

/// Reads Flow's list of one session: a head and one row. A second table, a row a second, follows.
///
/// # Errors
/// Where its row cannot be read.
pub fn read_list(text: &str) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let (Some(head), Some(row)) = (rows.next(), rows.next()) else { return Err(Unreadable::Empty) };
    let heads = Heads::of(&head, "");
    let cell = |name| heads.cell(&row, name);
    // the account says whether days are written with strokes or points: the day comes first in both
    let date = cell("date").replace('-', ".");
    let date = if date.find('.') == Some(4) { cell("date").to_owned() } else { date };
    let Some(start) = dates::start(&format!("{date} {}", cell("start time")), Order::DayFirst, false) else {
        let message = format!("\u{201c}{}\u{201d} is not a date", tidy(cell("date")).unwrap_or_default());
        return Err(Unreadable::Line { line: row.line, message });
    };
    let miles = heads.has("total distance (mi)");
    let far = tables::number(cell(if miles { "total distance (mi)" } else { "total distance (km)" }));
    let mut activity = Activity {
        line: Some(row.line),
        start,
        distance_m: far.filter(|&far| far > 0.0).and_then(|far| whole(far * if miles { 1609.344 } else { 1000.0 })),
        timer_s: tables::clock(cell("duration")).and_then(whole),
        average_hr: tables::number(cell("average heart rate (bpm)")).filter(|&rate| rate > 0.0).map(|rate| rate as u8),
        title: tidy(cell("notes")),
        ..Activity::default()
    };
    sports::name(&mut activity, cell("sport"));
    Ok(Found { kind: "polar", items: vec![FoundItem::from(activity)], warnings: Vec::new() })
}
