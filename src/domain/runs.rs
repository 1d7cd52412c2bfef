//! A run: how far, how long, on what surface, and the pain before, during and after it.

use super::day::{At, Hour};
use super::field::Lookup;
use super::field::{Field, FieldInfo, Input, Reading, level_field, maybe, several, text_field, yes_field};
use super::id::{Ending, Id};
use super::level::Level;
use super::names;
use super::orthotics::Gear;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::settings::{Settings, Units};
use super::stamps::Stamps;
use super::units::{
    self, exact_distance, looks_like_duration, read_distance, read_duration, read_run_time, split_parts,
};
use super::words::{quoted, words};
use crate::domain::every_kind::{Record, at_field};
use crate::domain::kind::Kind;

words! {
    /// The surface run on. Grass, dirt, track and trail count as soft.
    Surface, "surface" {
        /// Grass.
        Grass = "grass",
        /// Dirt.
        Dirt = "dirt",
        /// A running track.
        Track = "track",
        /// A trail.
        Trail = "trail",
        /// A road, asphalt.
        Road = "road",
        /// Concrete.
        Concrete = "concrete",
        /// A treadmill.
        Treadmill = "treadmill",
        /// Sand.
        Sand = "sand",
        /// Anything else.
        Other = "other",
    }
}

impl JsonField for Surface {}

impl Surface {
    /// True for the surface that counts as soft.
    pub fn is_soft(self) -> bool {
        matches!(self, Self::Grass | Self::Dirt | Self::Track | Self::Trail)
    }

    /// The letter that stands for it on charts; every surface has its own.
    pub fn letter(self) -> char {
        match self {
            Self::Grass => 'g',
            Self::Dirt => 'd',
            Self::Track => 't',
            Self::Trail => 'l',
            Self::Road => 'r',
            Self::Concrete => 'c',
            Self::Treadmill => 'm',
            Self::Sand => 's',
            Self::Other => 'o',
        }
    }

    /// Reads a surface as people say it: asphalt is a road.
    ///
    /// # Errors
    /// A sentence that lists the surfaces.
    pub fn typed(text: &str) -> Result<Self, Refusal> {
        match text.trim().to_lowercase().as_str() {
            "asphalt" | "tarmac" | "pavement" => Ok(Self::Road),
            _ => Self::read(text),
        }
    }
}

record! {
    /// A part of a run on one surface.
    Stretch {
        /// The surface.
        surface: Surface,
        /// Its length in metres, where the run has a distance.
        distance_m: Option<u32>,
    }
}

record! {
    /// Pain levels that belong to a run.
    #[derive(Default)]
    RunPain {
        /// Just before.
        before: Option<Level>,
        /// The worst while running.
        during: Option<Level>,
        /// Just after.
        after: Option<Level>,
    }
}

impl JsonField for RunPain {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn blank(&self) -> bool {
        *self == Self::default()
    }
}

record! {
    /// Where an imported run came from.
    Source {
        /// Kind of file.
        kind: Option<Box<str>>,
        /// Its name.
        file: Option<Box<str>>,
        /// The start it gives.
        start: Option<At>,
        /// What the file leaves open of the start: `assumed`, the offset; `local`, the zone; `day`, the hour too.
        zone: Option<Box<str>>,
        /// Seconds from start to end, pauses included.
        elapsed_s: Option<u32>,
        /// The sport, where it is no run.
        sport: Option<Box<str>>,
        /// What recorded it.
        device: Option<Box<str>>,
        /// How hard it felt, as given on the watch, 0–10.
        effort: Option<Level>,
        /// How it felt, as given on the watch, 0 very weak to 100 very strong.
        feel: Option<u32>,
    }
}

record! {
    /// One run.
    Run {
        /// Its id.
        id: Id,
        /// When it was.
        at: At,
        /// Metres.
        distance_m: Option<u32>,
        /// Seconds.
        duration_s: Option<u32>,
        /// The surface, in parts.
        surfaces: Vec<Stretch>,
        /// Pain before, during, after.
        pain: RunPain,
        /// Pain rose, or came on and stayed, while running.
        rose: bool,
        /// I limped.
        limp: bool,
        /// Pain turned sharp.
        sharp: bool,
        /// How hard it felt, 0 rest to 10.
        effort: Option<Level>,
        /// Shoes and orthotics worn.
        gear: Vec<Id>,
        /// Where it was imported from.
        source: Option<Box<Source>>,
        /// Free text.
        note: Option<Box<str>>,
        /// When it was last changed.
        modified: Option<At>,
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

/// The fields of a run, in the order of its form.
static FIELDS: &[Field<Run>] = &[
    at_field(),
    Field {
        about: FieldInfo::new("distance", "Distance", "How far; or a time, for a run by time", "5.2k", Input::Distance)
            .path("distance_m"),
        read: |run, text, reading| {
            if looks_like_duration(text) {
                (run.distance_m, run.duration_s) = (None, Some(read_duration(text)?));
            } else {
                let none = text.trim() == "-" || text.trim().is_empty();
                let units = reading.journal.settings().units;
                run.distance_m = if none { None } else { Some(read_distance(text, units)?) };
            }
            Ok(())
        },
        write: |run, reading| match (run.distance_m, run.duration_s) {
            (Some(metres), _) => exact_distance(metres, reading.journal.settings().units),
            (None, _) => String::new(),
        },
    },
    Field {
        about: FieldInfo::new(
            "surface",
            "Surface",
            "The surface; several with their distances",
            "grass:3k,road:2k",
            Input::Surfaces,
        )
        .path("surfaces")
        .required(),
        read: |run, text, reading| {
            let units = reading.journal.settings().units;
            // what is there already stays as it is, parts too that nobody could type
            if text.trim() != write_surfaces(run, units) {
                run.surfaces = read_surfaces(text, run.distance_m, units)?;
            }
            Ok(())
        },
        write: |run, reading| write_surfaces(run, reading.journal.settings().units),
    },
    Field {
        about: FieldInfo::new("duration", "Time", "How long, moving", "32:10", Input::Duration)
            .path("duration_s")
            .flag("time"),
        read: |run, text, _| {
            // a run by time was given its time in place of the distance
            if !(text.trim().is_empty() && run.distance_m.is_none()) {
                run.duration_s = maybe(text, read_run_time)?;
            }
            Ok(())
        },
        write: |run, _| run.duration_s.map(units::duration).unwrap_or_default(),
    },
    level_field!(
        pain.before,
        FieldInfo::new("before", "Pain before", "Pain just before, 0\u{2013}10", "2", Input::Level).path("pain.before")
    ),
    level_field!(
        pain.during,
        FieldInfo::new("during", "Pain during", "Worst pain while running, 0\u{2013}10", "2", Input::Level)
            .path("pain.during")
    ),
    level_field!(
        pain.after,
        FieldInfo::new("after", "Pain after", "Pain just after, 0\u{2013}10", "2", Input::Level).path("pain.after")
    ),
    yes_field!(
        rose,
        FieldInfo::new("rose", "Pain rose", "Pain rose, or came on and stayed, while running", "yes", Input::Yes)
    ),
    yes_field!(limp, FieldInfo::new("limp", "Limped", "I limped or ran unevenly", "yes", Input::Yes)),
    yes_field!(sharp, FieldInfo::new("sharp", "Turned sharp", "Pain turned from dull to sharp", "yes", Input::Yes)),
    Field {
        about: FieldInfo::new(
            "effort",
            "Effort",
            "How hard it felt, 0 rest to 10 as hard as I can (not pain)",
            "4",
            Input::Level,
        ),
        read: |run, text, _| maybe(text, Level::read_effort).map(|effort| run.effort = effort),
        write: |run, _| run.effort.map(|effort| effort.to_string()).unwrap_or_default(),
    },
    Field {
        about: FieldInfo::new(
            "gear",
            "Gear",
            "Shoes and orthotics worn, by name; none for none",
            "blue shoes",
            Input::Text,
        ),
        read: |run, text, reading| {
            let text = if names::same(text, "none") { "" } else { text };
            several(text, |name| find_gear(name, reading.journal)).map(|gear| run.gear = gear)
        },
        write: |run, reading| run.gear.iter().map(|&id| gear_name(id, reading.journal)).collect::<Vec<_>>().join(","),
    },
    text_field!(
        note,
        FieldInfo::new("note", "Note", "Anything worth remembering", "flat loop in the park", Input::Lines)
    ),
];

/// Reads `grass` or a split, `grass:3k,road:2k`; one part without a distance takes what is left of the run's.
fn read_surfaces(text: &str, total: Option<u32>, units: Units) -> Result<Vec<Stretch>, Refusal> {
    let parts = split_parts(text).into_iter().map(str::trim).filter(|part| !part.is_empty());
    let stretch = |part: &str| -> Result<Stretch, Refusal> {
        let (surface, metres) = match part.split_once(':') {
            Some((surface, metres)) => (surface, Some(read_distance(metres, units)?)),
            None => (part, None),
        };
        Ok(Stretch { surface: Surface::typed(surface)?, distance_m: metres, extra: Default::default() })
    };
    let mut split = parts.map(stretch).collect::<Result<Vec<_>, _>>()?;
    if let Some(twice) = (1..split.len()).find(|&i| split[..i].iter().any(|s| s.surface == split[i].surface)) {
        return Err(Refusal::new(format!("{} is there twice; give each surface once.", split[twice].surface.word())));
    }
    match &split[..] {
        [] | [Stretch { distance_m: None, .. }] => {}
        [Stretch { distance_m: Some(_), surface, .. }] if total.is_none() => {
            return Err(Refusal::new(format!("Give the distance itself, and {} as its surface.", surface.word())));
        }
        _ => share_out(&mut split, total, units)?,
    }
    Ok(split)
}

/// Makes the parts of a split add up to the run's distance, or refuses.
fn share_out(split: &mut [Stretch], total: Option<u32>, units: Units) -> Result<(), Refusal> {
    let Some(total) = total else {
        return Err(Refusal::new("A split over surfaces needs the run\u{2019}s distance; give it, or one surface."));
    };
    let given: u32 = split.iter().filter_map(|s| s.distance_m).sum();
    let sum = units::distance(given, units);
    let whole = units::distance(total, units);
    let open = split.iter().filter(|s| s.distance_m.is_none()).count();
    // parts rounded to whole metres may miss the total by a metre each
    let slack = i64::try_from(split.len()).unwrap_or(0);
    let left = i64::from(total) - i64::from(given);
    match open {
        0 if left.abs() <= slack => {
            let largest = split.iter_mut().max_by_key(|s| s.distance_m);
            if let Some(metres) = largest.and_then(|s| s.distance_m.as_mut()) {
                *metres = u32::try_from(i64::from(*metres) + left).unwrap_or(*metres);
            }
            Ok(())
        }
        0 => Err(Refusal::new(format!("The parts add up to {sum}, the run is {whole}; make them agree."))),
        1 if left > 0 => {
            let rest = split.iter_mut().find(|s| s.distance_m.is_none());
            if let Some(rest) = rest {
                rest.distance_m = u32::try_from(left).ok();
            }
            Ok(())
        }
        1 => Err(Refusal::new(format!("The parts add up to {sum}, which leaves nothing of {whole}; make them agree."))),
        _ => Err(Refusal::new("A split needs the distance of each surface but one, such as grass:3k,road:2k.")),
    }
}

fn write_surfaces(run: &Run, units: Units) -> String {
    let part = |s: &Stretch| match s.distance_m {
        Some(metres) if run.says_how_far() => format!("{}:{}", s.surface.word(), exact_distance(metres, units)),
        _ => s.surface.word().into(),
    };
    run.surfaces.iter().map(part).collect::<Vec<_>>().join(",")
}

/// The pair of shoes or orthotics of that name, or whose id ends so, or the only one that is worn still and has a name
/// that begins so.
///
/// # Errors
/// A sentence where there is none, or more than one.
pub fn find_gear(name: &str, journal: &dyn Lookup) -> Result<Id, Refusal> {
    let name = name.trim();
    let ending = Ending::read(name);
    let mut found = journal.all::<Gear>(Kind::Gear).iter().filter(|gear| {
        gear.name.as_deref().is_some_and(|n| names::same(n, name)) || ending.as_ref().is_ok_and(|e| e.matches(gear.id))
    });
    let key = names::key(name);
    let worn = journal.all::<Gear>(Kind::Gear).iter().filter(|gear| gear.retired.is_none() && !key.is_empty());
    let begun: Vec<_> =
        worn.filter(|gear| gear.name.as_deref().is_some_and(|name| names::key(name).starts_with(&key))).collect();
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (None, _) if begun.len() == 1 => Ok(begun[0].id),
        (None, _) if begun.len() > 1 => {
            let names: Vec<&str> = begun.iter().filter_map(|gear| gear.name.as_deref()).collect();
            let names = names.join(", ");
            Err(Refusal::new(format!(
                "\u{201c}{name}\u{201d} is the beginning of several names: {names}. Give more of it."
            )))
        }
        (None, _)
            if name.len() == 36
                && let Ok(id) = uuid::Uuid::try_parse(name) =>
        {
            Ok(Id(id))
        }
        (None, _) => {
            let names: Vec<&str> =
                journal.all::<Gear>(Kind::Gear).iter().filter_map(|gear| gear.name.as_deref()).collect();
            let there =
                if names.is_empty() { "there is none yet".into() } else { format!("there are: {}", names.join(", ")) };
            Err(Refusal::new(format!(
                "\u{201c}{name}\u{201d} is not a pair of shoes or orthotics of this journal; {there}. `twinge gear NAME` adds one."
            )))
        }
        (Some(_), Some(_)) => Err(Refusal::new(format!("\u{201c}{name}\u{201d} is the name of two; give the id."))),
    }
}

fn gear_name(id: Id, journal: &dyn Lookup) -> String {
    let name = journal.all::<Gear>(Kind::Gear).iter().find(|gear| gear.id == id).and_then(|gear| gear.name.as_deref());
    name.filter(|name| find_gear(name, journal) == Ok(id) && !name.contains(',') && name.trim() == *name)
        .map_or_else(|| id.to_string(), str::to_owned)
}

/// Faster than this many seconds a kilometre is a slip, not a run.
const FASTEST_S_PER_KM: u32 = 90;

impl Record for Run {
    const KIND: Kind = Kind::Run;
    const NEVER_AHEAD: Option<&'static str> = Some("a run");

    fn fields() -> &'static [Field<Self>] {
        FIELDS
    }

    fn blank(id: Id, at: At) -> Self {
        Self {
            id,
            at,
            distance_m: None,
            duration_s: None,
            surfaces: Vec::new(),
            pain: RunPain::default(),
            rose: false,
            limp: false,
            sharp: false,
            effort: None,
            gear: Vec::new(),
            source: None,
            note: None,
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }

    fn usual_hour(&self) -> Hour {
        Hour::full(12)
    }

    fn refuse_texts(texts: &[(&str, String)]) -> Result<(), Refusal> {
        let given = |key: &str| texts.iter().find(|(name, text)| *name == key && !text.trim().is_empty());
        match (given("distance"), given("duration")) {
            (Some((_, far)), Some((_, long))) if looks_like_duration(far) => {
                let message = format!("The time is there twice, {far} and {long}; give the distance, or one time.");
                Err(Refusal::new(message).of("duration"))
            }
            _ => Ok(()),
        }
    }

    fn validate(&mut self, before: Option<&Self>, reading: &Reading) -> Result<(), Refusal> {
        let units = reading.journal.settings().units;
        if self.distance_m.is_none() && self.duration_s.is_none() && before.is_none() {
            return Err(Refusal::new("A run needs its distance or its time, such as 5k or 30min.").of("distance"));
        }
        let same = before.is_some_and(|b| b.distance_m == self.distance_m && b.surfaces == self.surfaces);
        // a surface that the run was only partly on is no less so after another distance
        let partly = before.is_some_and(|b| b.says_how_far() && b.surfaces == self.surfaces);
        match &mut self.surfaces[..] {
            [] => {}
            _ if same => {}
            [part] if partly => {
                let (far, whole) = (part.distance_m.unwrap_or(0), self.distance_m.unwrap_or(u32::MAX));
                if far > whole {
                    let (surface, far, whole) =
                        (part.surface.word(), units::distance(far, units), units::distance(whole, units));
                    let message = format!(
                        "The run was on {surface} for {far}, more than {whole}; give its surface again, such as {surface}."
                    );
                    return Err(Refusal::new(message).of("surface"));
                }
            }
            [whole] => whole.distance_m = self.distance_m,
            split => share_out(split, self.distance_m, units).map_err(|refusal| refusal.of("surface"))?,
        }
        if let (Some(metres @ 1..), Some(seconds)) = (self.distance_m, self.duration_s)
            && u64::from(seconds) * 1000 < u64::from(FASTEST_S_PER_KM) * u64::from(metres)
        {
            let message = format!(
                "{} in {} is {}, faster than anyone runs; for hours write 1:05:00 or 1h05.",
                units::distance(metres, units),
                units::duration(seconds),
                units::pace(metres, seconds, units).unwrap_or_default()
            );
            return Err(Refusal::new(message).of("duration"));
        }
        Ok(())
    }

    fn describe(&self, settings: &Settings) -> String {
        let units = settings.units;
        let far = self.distance_m.map(|metres| units::distance(metres, units));
        let long = self.duration_s.map(units::duration);
        let surface = self.describe_surface(units).map(|surface| format!("on {surface}"));
        let pace = self.distance_m.zip(self.duration_s).and_then(|(metres, s)| units::pace(metres, s, units));
        let time = far.is_some().then(|| long.as_ref().map(|long| format!("in {long}"))).flatten();
        let words = [Some("run".into()), far.or(long), surface, time, pace.map(|pace| format!("({pace})"))];
        let mut parts = vec![words.into_iter().flatten().collect::<Vec<String>>().join(" ")];
        let levels = [("before", self.pain.before), ("during", self.pain.during), ("after", self.pain.after)];
        let levels: Vec<String> =
            levels.iter().filter_map(|(when, level)| level.map(|level| format!("{when} {level}"))).collect();
        if !levels.is_empty() {
            parts.push(format!("pain {}", levels.join(", ")));
        }
        parts.extend(self.rose.then(|| "pain rose".into()));
        parts.extend(self.limp.then(|| "limped".into()));
        parts.extend(self.sharp.then(|| "turned sharp".into()));
        parts.extend(self.effort.map(|effort| format!("effort {effort}")));
        parts.extend(self.note.iter().map(quoted));
        parts.join(", ")
    }
}

impl Run {
    /// The surface in words: `grass`, or `grass 3 km + road 2 km`; nothing where none was given.
    pub fn describe_surface(&self, units: Units) -> Option<String> {
        let part = |s: &Stretch| match s.distance_m {
            Some(metres) if self.says_how_far() => {
                format!("{} {}", s.surface.word(), units::distance(metres, units))
            }
            _ => s.surface.word().to_owned(),
        };
        let parts: Vec<String> = self.surfaces.iter().map(part).collect();
        (!parts.is_empty()).then(|| parts.join(" + "))
    }

    /// True where the surface of an imported run is still to be said: its file did not.
    pub fn lacks_surface(&self) -> bool {
        self.source.is_some() && self.surfaces.iter().all(|stretch| stretch.surface == Surface::Other)
    }

    /// True where its surfaces are parts of it, each with its own distance: several, or one that is not all of the run.
    fn says_how_far(&self) -> bool {
        match &self.surfaces[..] {
            [only] => only.distance_m.is_some() && only.distance_m != self.distance_m,
            parts => !parts.is_empty(),
        }
    }

    /// The run with another distance; the parts of a split keep their shares, and one that is only a part stays it.
    pub fn set_distance(&mut self, metres: Option<u32>) {
        let before = self.distance_m.filter(|&before| before > 0);
        let partly = self.says_how_far();
        self.distance_m = metres;
        match &mut self.surfaces[..] {
            [] => {}
            [_] if partly => {}
            [whole] => whole.distance_m = metres,
            split => {
                let Some((before, metres)) = before.zip(metres) else { return };
                let mut left = metres;
                let last = split.len() - 1;
                for (place, part) in split.iter_mut().enumerate() {
                    let share = u64::from(part.distance_m.unwrap_or(0)) * u64::from(metres) / u64::from(before);
                    let share = if place == last { left } else { u32::try_from(share).unwrap_or(left).min(left) };
                    part.distance_m = Some(share);
                    left -= share;
                }
            }
        }
    }

    /// The highest level recorded with the run.
    pub fn worst(&self) -> Option<Level> {
        [self.pain.before, self.pain.during, self.pain.after].into_iter().flatten().max()
    }
}

/// One surface for all of a run.
pub fn stretch(surface: Surface, distance_m: Option<u32>) -> Vec<Stretch> {
    vec![Stretch { surface, distance_m, extra: Default::default() }]
}
