//! Apple Health's export.xml: gigabytes of records, read as they come, of which only the workouts are kept.

use std::io::BufRead;

use super::track::{Mean, Moment};
use super::xml::{self, Attributes, XmlEvent};
use crate::domain::runs::Surface;
use crate::import::activity::{Activity, Decoded, Sport, StartTime, Unreadable, tidy, whole};

/// The most workouts that are taken: ten a day for 27 years.
const MOST: usize = 100_000;
/// What Apple's names of sports begin with.
const SPORT: &str = "HKWorkoutActivityType";
/// What Apple's names of quantities begin with.
const QUANTITY: &str = "HKQuantityTypeIdentifier";

/// Reads Apple Health's export.xml from a stream, in memory that does not grow with it.
///
/// # Errors
/// Where it is no such export, or holds no workout.
pub fn read(input: impl BufRead) -> Result<Decoded, Unreadable> {
    let mut decoded = Decoded { kind: "apple-health", ..Decoded::default() };
    let (mut is_health, mut open, mut more) = (false, None, 0usize);
    let done = xml::walk(input, |part| match part {
        XmlEvent::Open { path, attributes } => match path {
            "HealthData" => is_health = true,
            "HealthData/Workout" => open = Some(Workout::new(&attributes)),
            "HealthData/Workout/MetadataEntry" => open.iter_mut().for_each(|open| open.metadata(&attributes)),
            "HealthData/Workout/WorkoutStatistics" => open.iter_mut().for_each(|open| open.statistics(&attributes)),
            // a part of the workout says where it was, and its way where the workout itself does not
            "HealthData/Workout/WorkoutActivity/MetadataEntry" => {
                open.iter_mut().for_each(|open| open.place(&attributes))
            }
            "HealthData/Workout/WorkoutActivity/WorkoutStatistics" => {
                open.iter_mut().for_each(|open| open.part(&attributes));
            }
            "HealthData/Workout/WorkoutRoute/FileReference" => {
                open.iter_mut().for_each(|open| open.route = attributes.get("path").map(Into::into));
            }
            _ => {}
        },
        XmlEvent::Close { path: "HealthData/Workout", .. } => match open.take() {
            Some(workout) if decoded.activities.len() < MOST => decoded.activities.push(workout.activity()),
            _ => more += 1,
        },
        XmlEvent::Close { .. } => {}
    });
    if !is_health {
        let message = done.err().map_or("it holds no <HealthData>".into(), |stopped| stopped.message);
        return Err(Unreadable::Foreign { kind: "Apple Health", message });
    }
    if let Err(stopped) = &done {
        decoded.warnings.push(stopped.to_string());
    }
    if more > 0 {
        decoded.warnings.push(format!("It holds {} workouts; the first {MOST} were taken.", MOST + more));
    }
    match (decoded.activities.is_empty(), done) {
        (false, _) => Ok(decoded),
        (true, Err(stopped)) => Err(Unreadable::Damaged { byte: stopped.byte, message: stopped.message }),
        (true, Ok(())) => Err(Unreadable::NoActivity("It holds no workout.".into())),
    }
}

/// A workout that is being read.
struct Workout {
    sport: String,
    start: Option<Moment>,
    end: Option<Moment>,
    seconds: Option<f64>,
    metres: Option<f64>,
    /// Metres of its parts.
    parts: Option<f64>,
    hearts: Mean,
    route: Option<Box<str>>,
    is_indoor: bool,
    zone: Option<Box<str>>,
    source: Option<Box<str>>,
}

impl Workout {
    fn new(attributes: &Attributes) -> Self {
        let measure = |value, unit, of: fn(&str) -> Option<f64>| {
            Some(attributes.number(value)? * of(attributes.get(unit).as_deref().unwrap_or_default())?)
        };
        let moment = |name| attributes.get(name).as_deref().and_then(Moment::read);
        Self {
            sport: attributes.get("workoutActivityType").unwrap_or_default(),
            start: moment("startDate"),
            end: moment("endDate"),
            seconds: measure("duration", "durationUnit", seconds_in),
            metres: measure("totalDistance", "totalDistanceUnit", metres_in),
            parts: None,
            hearts: Mean::default(),
            route: None,
            is_indoor: false,
            zone: None,
            source: attributes.get("sourceName").as_deref().and_then(tidy),
        }
    }

    fn metadata(&mut self, attributes: &Attributes) {
        let value = attributes.get("value");
        match attributes.get("key").as_deref() {
            Some("HKIndoorWorkout") => self.is_indoor = value.as_deref() == Some("1"),
            Some("HKTimeZone") => self.zone = value.as_deref().and_then(tidy),
            _ => {}
        }
    }

    fn place(&mut self, attributes: &Attributes) {
        if attributes.get("key").as_deref() == Some("HKTimeZone") && self.zone.is_none() {
            self.zone = attributes.get("value").as_deref().and_then(tidy);
        }
    }

    fn part(&mut self, attributes: &Attributes) {
        let kind = attributes.get("type").unwrap_or_default();
        if kind.strip_prefix(QUANTITY).is_some_and(|kind| kind.starts_with("Distance")) {
            let unit = attributes.get("unit").unwrap_or_default();
            let metres = attributes.number("sum").zip(metres_in(&unit)).map(|(sum, unit)| sum * unit);
            self.parts = metres.map(|metres| metres + self.parts.unwrap_or_default()).or(self.parts);
        }
    }

    fn statistics(&mut self, attributes: &Attributes) {
        let Some(kind) = attributes.get("type") else { return };
        match kind.strip_prefix(QUANTITY) {
            Some("HeartRate") => self.hearts.add(attributes.number("average").unwrap_or_default(), 1.0),
            Some(kind) if kind.starts_with("Distance") => {
                let unit = attributes.get("unit").unwrap_or_default();
                self.metres =
                    attributes.number("sum").zip(metres_in(&unit)).map(|(sum, unit)| sum * unit).or(self.metres);
            }
            _ => {}
        }
    }

    fn activity(self) -> Activity {
        let name = self.sport.strip_prefix(SPORT).unwrap_or(&self.sport);
        let sport = match name {
            "Running" => Sport::Running,
            "" | "Other" => Sport::Unknown,
            other => tidy(&words(other)).map_or(Sport::Unknown, Sport::Other),
        };
        let treadmill = self.is_indoor && sport == Sport::Running;
        let elapsed = self.start.zip(self.end).map(|(start, end)| end.seconds - start.seconds);
        Activity {
            // the offset is that of the phone at the export, which says nothing of where the run was
            start: self.start.map_or(StartTime::Unknown, |moment| moment.start.instant()),
            zone: self.zone,
            distance_m: self.metres.filter(|&metres| metres > 0.0).or(self.parts).or(self.metres).and_then(whole),
            // a duration leaves pauses out
            timer_s: self.seconds.or(elapsed).and_then(whole),
            elapsed_s: elapsed.and_then(whole),
            sport,
            sub_sport: treadmill.then(|| "treadmill".into()),
            surface: treadmill.then_some(Surface::Treadmill),
            average_hr: self.hearts.get(),
            device: self.source,
            link: self.route,
            ..Activity::default()
        }
    }
}

/// `TraditionalStrengthTraining` as words.
fn words(name: &str) -> String {
    let mut words = String::new();
    for sign in name.chars() {
        if sign.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(sign.to_lowercase());
    }
    words
}

fn metres_in(unit: &str) -> Option<f64> {
    match unit {
        "km" => Some(1000.0),
        "m" => Some(1.0),
        "mi" => Some(1609.344),
        "yd" => Some(0.9144),
        "ft" => Some(0.3048),
        _ => None,
    }
}

fn seconds_in(unit: &str) -> Option<f64> {
    match unit {
        "s" | "sec" => Some(1.0),
        "min" => Some(60.0),
        "hr" | "h" => Some(3600.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Read};

    const NEW: &str = r#"<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="34.86" durationUnit="min" sourceName="Watch of A &amp; B" startDate="2026-01-18 08:00:10 +0100" endDate="2026-01-18 08:44:02 +0100"><MetadataEntry key="HKIndoorWorkout" value="1"/><MetadataEntry key="HKTimeZone" value="Europe/Vienna"/><WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="6.54719" unit="km"/><WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="151.4" unit="count/min"/></Workout>"#;
    const OLD: &str = r#"<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="311.6" durationUnit="s" totalDistance="0.5" totalDistanceUnit="mi" startDate="2016-11-14 07:25:41 -0700" endDate="2016-11-14 07:30:52 -0700"/>"#;

    fn export(inside: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE HealthData [<!ELEMENT x (y)>]><HealthData locale=\"de\">{inside}</HealthData>"
        )
    }

    #[test]
    fn workouts_are_read_as_both_generations_write_them() {
        let decoded = read(export(&format!("<Record value=\"1\"/>{NEW}{OLD}")).as_bytes()).unwrap();
        let [new, old] = &decoded.activities[..] else { panic!("{decoded:?}") };
        assert_eq!((new.distance_m, new.timer_s, new.elapsed_s), (Some(6547), Some(2092), Some(2632)));
        assert_eq!((new.average_hr, new.surface), (Some(151), Some(Surface::Treadmill)));
        assert_eq!(new.device.as_deref(), Some("Watch of A & B"));
        assert_eq!((old.distance_m, old.timer_s, old.surface), (Some(805), Some(312), None));
        assert_eq!(old.start, StartTime::Utc("2016-11-14T14:25:41Z".parse().unwrap()));
        assert_eq!(
            (new.start, new.zone.as_deref()),
            (StartTime::Utc("2026-01-18T07:00:10Z".parse().unwrap()), Some("Europe/Vienna"))
        );
    }

    #[test]
    fn other_workouts_keep_their_name() {
        let strength = OLD.replace("TypeRunning", "TypeTraditionalStrengthTraining");
        let decoded = read(export(&strength).as_bytes()).unwrap();
        assert_eq!(decoded.activities[0].sport, Sport::Other("traditional strength training".into()));
    }

    #[test]
    fn what_lies_elsewhere_is_no_workout() {
        let inside = format!("<Correlation>{OLD}</Correlation>");
        assert_eq!(read(export(&inside).as_bytes()), Err(Unreadable::NoActivity("It holds no workout.".into())));
        assert!(matches!(read(&b"<gpx/>"[..]), Err(Unreadable::Foreign { .. })));
        let cut = export(OLD);
        assert_eq!(read(&cut.as_bytes()[..cut.len() - 5]).unwrap().warnings.len(), 1);
    }

    #[test]
    fn a_stream_that_is_larger_than_memory_should_be_is_read_as_it_comes() {
        // 40 MB of records that exist only while they are read
        let record = r#"<Record type="HKQuantityTypeIdentifierHeartRate" value="72"><MetadataEntry key="k" value="v"/></Record>"#.repeat(500);
        let mut beginning = export("").into_bytes();
        beginning.truncate(beginning.len() - "</HealthData>".len());
        struct Again(Vec<u8>, usize, usize);
        impl Read for Again {
            fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
                if self.1 == self.0.len() && self.2 > 0 {
                    (self.1, self.2) = (0, self.2 - 1);
                }
                let n = (&self.0[self.1..]).read(to)?;
                self.1 += n;
                Ok(n)
            }
        }
        let end = format!("{NEW}</HealthData>").into_bytes();
        let stream = beginning.as_slice().chain(Again(record.into_bytes(), 0, 20)).chain(end.as_slice());
        assert_eq!(read(BufReader::new(stream)).unwrap().activities.len(), 1);
    }
}
