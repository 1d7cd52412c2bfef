//! What can be compared: two surfaces, two pairs of shoes, or days with and without something. Only pairs that a person
//! picks; the program never picks one by its result.

use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::runs::{Surface, find_gear};
use crate::domain::words::words;
use crate::insight::responses::DayResponse;

words! {
    /// Something that a day is with or without.
    Factor, "thing to compare" {
        /// Orthotics on all runs of the day, or on none.
        Orthotics = "orthotics",
        /// A therapy session.
        Therapy = "therapy",
        /// A massage.
        Massage = "massage",
        /// A sitting over my limit: until it hurt; without, where sittings were logged and none hurt.
        Sitting = "sitting",
    }
}

/// What tells days apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// The surface of all runs.
    Surface(Surface),
    /// A pair of shoes or orthotics, by its id and its name.
    Gear(Id, String),
    /// Something else.
    Factor(Factor),
}

/// The days with something, or those without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayGroup {
    /// What tells them apart.
    pub what: Exposure,
    /// With it, or without.
    pub with: bool,
}

/// Two groups to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one.
    pub a: DayGroup,
    /// The other.
    pub b: DayGroup,
}

impl Exposure {
    /// Reads a surface, a thing to compare, or the name of a pair of shoes or orthotics.
    ///
    /// # Errors
    /// A sentence that lists what there is.
    pub fn read(text: &str, journal: &Journal) -> Result<Self, Refusal> {
        let word = text.trim().to_lowercase();
        let gear = |text: &str| find_gear(text, journal).ok().map(|id| Self::Gear(id, gear_named(id, journal)));
        let factor = Factor::ALL.iter().copied().find(|factor| factor.word() == word);
        let found = factor.map(Self::Factor).or_else(|| Surface::typed(text).ok().map(Self::Surface));
        let found = found.or_else(|| gear(text)).or_else(|| Factor::read(text).ok().map(Self::Factor));
        found.ok_or_else(|| {
            let names: Vec<&str> = journal.gear.iter().filter_map(|gear| gear.name.as_deref()).collect();
            let gear = if names.is_empty() { String::new() } else { format!(", {}", names.join(", ")) };
            Refusal::new(format!(
                "\u{201c}{}\u{201d} cannot be compared; there are {} (two of them), {} (with and without){gear}.",
                text.trim(),
                Surface::WORDS.join(", "),
                Factor::WORDS.join(", "),
            ))
        })
    }

    /// Which days are counted with it and without.
    pub fn counts(&self) -> &'static str {
        match self {
            Self::Surface(_) | Self::Gear(..) | Self::Factor(Factor::Orthotics) => "run days",
            Self::Factor(Factor::Therapy | Factor::Massage) => "all days",
            Self::Factor(Factor::Sitting) => "days with a sitting",
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Surface(surface) => surface.word(),
            Self::Gear(_, name) => name,
            Self::Factor(factor) => factor.word(),
        }
    }
}

fn gear_named(id: Id, journal: &Journal) -> String {
    let name = journal.gear.iter().find(|gear| gear.id == id).and_then(|gear| gear.name.as_deref());
    name.map_or_else(|| journal.short(id), str::to_owned)
}

impl DayGroup {
    /// Whether a day is one of them; nothing where it is neither with nor without.
    pub fn has(&self, day: &DayResponse) -> bool {
        let with = match &self.what {
            Exposure::Surface(surface) => day.surface.map(|ran_on| ran_on == *surface),
            Exposure::Gear(id, _) => day.wears(*id),
            Exposure::Factor(Factor::Orthotics) => day.orthotics,
            Exposure::Factor(Factor::Therapy) => Some(day.therapy),
            Exposure::Factor(Factor::Massage) => Some(day.massage),
            Exposure::Factor(Factor::Sitting) => day.sat_till_hurt,
        };
        with == Some(self.with)
    }

    /// What it is called: `grass`, `with orthotics`, `without grey shoes`.
    pub fn name(&self) -> String {
        match (&self.what, self.with) {
            (Exposure::Surface(surface), true) => surface.word().into(),
            (Exposure::Factor(Factor::Sitting), true) => "sitting over my limit".into(),
            (Exposure::Factor(Factor::Sitting), false) => "sitting within it".into(),
            (what, true) => format!("with {}", what.name()),
            (what, false) => format!("without {}", what.name()),
        }
    }
}

impl Pair {
    /// Days with something against those without it.
    pub fn with_and_without(what: Exposure) -> Self {
        let group = |with| DayGroup { what: what.clone(), with };
        Self { a: group(true), b: group(false) }
    }

    /// Days on two surfaces.
    pub fn surfaces(a: Surface, b: Surface) -> Self {
        let group = |surface| DayGroup { what: Exposure::Surface(surface), with: true };
        Self { a: group(a), b: group(b) }
    }

    /// Reads `grass,road`, `grey shoes,blue shoes`, or one thing to be with and without, such as `orthotics`.
    ///
    /// # Errors
    /// A sentence where it names nothing that can be compared.
    pub fn read(text: &str, journal: &Journal) -> Result<Self, Refusal> {
        let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        let all = parts.iter().map(|part| Exposure::read(part, journal)).collect::<Result<Vec<_>, _>>()?;
        let refuse = |why: String| Err(Refusal::new(format!("\u{201c}{}\u{201d} {why}", text.trim())));
        match &all[..] {
            [Exposure::Surface(surface)] => {
                let word = surface.word();
                let other = if *surface == Surface::Road { "grass" } else { "road" };
                refuse(format!("is one surface; name the other too, such as {word},{other}."))
            }
            [what] => Ok(Self::with_and_without(what.clone())),
            [a, b] if a == b => refuse("names the same thing twice; name two.".into()),
            [Exposure::Surface(a), Exposure::Surface(b)] => Ok(Self::surfaces(*a, *b)),
            [a @ Exposure::Gear(..), b @ Exposure::Gear(..)] => {
                let group = |what: &Exposure| DayGroup { what: what.clone(), with: true };
                Ok(Self { a: group(a), b: group(b) })
            }
            [_, _] => refuse(
                "mixes kinds; name two surfaces, two pairs of shoes, or one thing to be with and without.".into(),
            ),
            _ => refuse("is not a pair; write two surfaces, such as grass,road.".into()),
        }
    }

    /// True for the same two groups, whichever comes first.
    pub fn is_same(&self, other: &Self) -> bool {
        self == other || (self.a == other.b && self.b == other.a)
    }
}
