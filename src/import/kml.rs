//! KML with times (`gx:Track`), as OpenTracks and watches write it, also out of a KMZ. A line without times is a plan.

use super::activity::{Activity, Decoded, LONGEST, MOST_POINTS, Sport, Unreadable, tidy, whole};
use super::sports;
use super::track::{Moment, TimeSpan, TrackPoint, length};
use super::xml::{self, XmlEvent};

#[derive(Default)]
struct KmlFile {
    is_kml: bool,
    lines: usize,
    title: Option<Box<str>>,
    word: Option<String>,
    /// Which value of the extended data is being read.
    data: Option<String>,
    whens: Vec<Moment>,
    places: Vec<Option<TrackPoint>>,
    span: TimeSpan,
    metres: f64,
    timed: usize,
}

/// Reads KML.
///
/// # Errors
/// Where it is no KML, or holds no track with times.
pub fn read(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if bytes.len() as u64 > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let mut file = KmlFile::default();
    let done = xml::walk_bytes(bytes, |part| file.take(part));
    if !file.is_kml {
        let message = done.err().map_or("it holds no <kml>".into(), |stopped| stopped.message);
        return Err(Unreadable::Foreign { kind: "KML", message });
    }
    if file.timed == 0 {
        return Err(match done {
            Err(stopped) => Unreadable::Damaged { byte: stopped.byte, message: stopped.message },
            Ok(()) if file.lines > 0 => Unreadable::Left(
                "It holds a planned route: its line has no times, so it is no run that happened. Export the recording as GPX, TCX or \
                 FIT instead."
                    .into(),
            ),
            Ok(()) => Unreadable::NoActivity("It holds only places, no track, so no run that happened.".into()),
        });
    }
    let warnings = done.err().map(|stopped| stopped.to_string()).into_iter().collect();
    Ok(Decoded { kind: "kml", activities: vec![file.activity()], warnings })
}

impl KmlFile {
    fn take(&mut self, part: XmlEvent) {
        match part {
            XmlEvent::Open { path, attributes } => match path.rsplit('/').next().unwrap_or_default() {
                "kml" => self.is_kml = true,
                "LineString" => self.lines += 1,
                "Data" | "SimpleData" => self.data = attributes.get("name"),
                _ => {}
            },
            XmlEvent::Close { path, text } => {
                let mut names = path.rsplit('/');
                let (name, above) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
                match (name, above) {
                    ("when", "Track") if self.whens.len() < MOST_POINTS => self.whens.extend(Moment::read(text)),
                    ("coord", "Track") if self.places.len() < MOST_POINTS => self.places.push(place(text)),
                    ("Track", _) => self.end_track(),
                    ("name", "Document" | "Placemark") => self.title = tidy(text).or(self.title.take()),
                    ("value", "Data") if self.is_type() => self.word = Some(text.to_owned()),
                    ("SimpleData", _) if self.is_type() => self.word = Some(text.to_owned()),
                    ("icon", _) if self.word.is_none() && matches!(text, "WALK" | "RUN" | "BIKE") => {
                        self.word = Some(text.to_owned());
                    }
                    _ => {}
                }
            }
        }
    }

    fn is_type(&self) -> bool {
        let name = self.data.as_deref().unwrap_or_default();
        name == "activityType" || (name == "type" && self.word.is_none())
    }

    /// The times and the places stand apart; no way lies between one track and the next.
    fn end_track(&mut self) {
        for moment in self.whens.drain(..) {
            self.timed += usize::from(self.span.add(moment));
        }
        self.metres += length(self.places.drain(..).flatten());
    }

    fn activity(self) -> Activity {
        let elapsed = self.span.elapsed().and_then(whole);
        let mut activity = Activity {
            start: self.span.start(),
            distance_m: whole(self.metres).filter(|&metres| metres > 0),
            timer_s: elapsed,
            elapsed_s: elapsed,
            ..Activity::default()
        };
        sports::name(&mut activity, self.word.as_deref().unwrap_or_default());
        // a title that is the sport's word says it too
        if let (Sport::Unknown, Some(title)) = (&activity.sport, &self.title)
            && sports::is_sport(title)
        {
            sports::name(&mut activity, title);
        }
        activity.title = self.title.filter(|title| !sports::is_sport(title));
        activity
    }
}

/// Longitude, latitude and height, with blanks between them.
fn place(text: &str) -> Option<TrackPoint> {
    let mut numbers = text.split_whitespace().map(xml::number);
    let (longitude, latitude) = (numbers.next()??, numbers.next()??);
    TrackPoint::new(latitude, longitude)
}
