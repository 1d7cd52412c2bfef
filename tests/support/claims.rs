//! Invented journals whose truth is known, and how often the program claims something of them.
//!
//! The world: a pain that is like the day before by `phi` (an autoregression of the first order, spread 1.2), read each
//! morning with an error of 0.5, rounded to 0–10; 8 of 100 mornings are not logged. What has an effect adds it to the
//! next morning only.

#![allow(dead_code)] // each program that includes this file uses its own part

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use twinge::domain::day::At;
use twinge::domain::every_kind::Record;
use twinge::domain::id::Id;
use twinge::domain::journal::Journal;
use twinge::domain::level::Level;
use twinge::domain::markers::Marker;
use twinge::domain::massage::Massage;
use twinge::domain::pain::{Moment, Pain};
use twinge::domain::runs::{Run, Stretch, Surface};
use twinge::insight::change::Size;
use twinge::insight::compare::{Comparison, Says, compare};
use twinge::insight::days::points;
use twinge::insight::marker_effect::{Says as Effect, marker_effects};
use twinge::insight::next_morning::Mornings;
use twinge::insight::pain::{Trending, pain};
use twinge::insight::pairs::{Exposure, Factor, Pair};
use twinge::insight::period::Period;
use twinge::insight::responses::responses;

const SPREAD: f64 = 1.2;
const ERROR: f64 = 0.5;
const MISSING: f64 = 0.08;
/// A morning from this level on is a sore one; half of them are.
const SORE: u8 = 4;
/// A day from this level on is followed by a massage, mostly.
const VERY_SORE: u8 = 5;

/// How alike neighbouring days are.
pub const PHIS: [f64; 3] = [0.3, 0.6, 0.8];

/// What is measured, and what is wanted of it.
pub struct Case {
    pub what: &'static str,
    pub wanted: Wanted,
    pub measure: Measure,
}

/// Per cent of the journals, for each phi.
#[derive(Clone, Copy)]
pub enum Wanted {
    AtMost([f64; 3]),
    AtLeast([f64; 3]),
    /// To know, without a number to reach.
    Shown,
}

/// One invented person and whether the claim was made of them; nothing where there is nothing to judge.
pub type Measure = fn(&mut Rng, f64) -> Option<bool>;

/// A normal deviate.
fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
}

fn level(value: f64) -> Level {
    Level::new(value.round().clamp(0.0, 10.0) as u8).unwrap_or_default()
}

/// The latent pain of some days on end, around 0.
fn latent(rng: &mut Rng, phi: f64, days: usize) -> Vec<f64> {
    let mut pain = normal(rng) * SPREAD;
    let step = SPREAD * (1.0 - phi * phi).sqrt();
    let next = |_| {
        let today = pain;
        pain = phi * pain + step * normal(rng);
        today
    };
    (0..days).map(next).collect()
}

/// A journal under way: its first day is day 0.
#[derive(Default)]
struct Notes {
    journal: Journal,
    made: u128,
}

fn date(day: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default() + Days::new(day as u64)
}

impl Notes {
    fn blank<T: Record>(&mut self, day: usize, hour: u8) -> T {
        self.made += 1;
        let at = At::parse(&format!("{}T{hour:02}:00:00+01:00", date(day))).unwrap_or_else(|| unreachable!());
        T::blank(Id(uuid::Uuid::from_u128(self.made)), at)
    }

    /// A morning level, unless it is one of those that are not logged.
    fn morning(&mut self, rng: &mut Rng, day: usize, level: Level) {
        if rng.f64() >= MISSING {
            let mut pain: Pain = self.blank(day, 7);
            (pain.level, pain.moment) = (level, Some(Moment::Morning));
            self.journal.pain.push(pain);
        }
    }

    fn run(&mut self, day: usize, surface: Surface) {
        let mut run: Run = self.blank(day, 12);
        run.distance_m = Some(5000);
        run.surfaces = vec![Stretch { surface, distance_m: Some(5000), extra: Default::default() }];
        self.journal.runs.push(run);
    }
}

/// Twelve weeks with the morning after them.
const DAYS: usize = 85;

/// How the surface of a run is chosen.
#[derive(Clone, Copy)]
enum Choice {
    /// By lot.
    Lot,
    /// Grass on sore mornings, in so many of ten cases; else the other.
    Sore(u32),
}

/// A run every second day, on grass or road; what grass adds to the next morning.
fn surfaces(rng: &mut Rng, phi: f64, choice: Choice, effect: f64) -> Comparison {
    let (pain, mut notes, mut added) = (latent(rng, phi, DAYS), Notes::default(), 0.0);
    for (day, pain) in pain.into_iter().enumerate() {
        let felt = level(3.5 + pain + ERROR * normal(rng) + added);
        added = 0.0;
        notes.morning(rng, day, felt);
        if day % 2 == 0 {
            let sore = felt.number() >= SORE;
            let grass = match choice {
                Choice::Lot => rng.bool(),
                Choice::Sore(of_ten) => sore == (rng.u32(..10) < of_ten),
            };
            added = if grass { effect } else { 0.0 };
            notes.run(day, if grass { Surface::Grass } else { Surface::Road });
        }
    }
    compared(&notes.journal, Pair::surfaces(Surface::Grass, Surface::Road))
}

/// A massage in the evening of most very sore days; what it adds to the next morning.
fn massages(rng: &mut Rng, phi: f64, effect: f64) -> Comparison {
    let (pain, mut notes, mut added) = (latent(rng, phi, DAYS), Notes::default(), 0.0);
    for (day, pain) in pain.into_iter().enumerate() {
        let felt = level(3.5 + pain + ERROR * normal(rng) + added);
        added = 0.0;
        notes.morning(rng, day, felt);
        // the day itself is felt too, and what is felt by evening stands in no morning level
        let worst = felt.max(level(3.5 + pain + ERROR * normal(rng)));
        if worst.number() >= VERY_SORE && rng.u32(..10) < 8 {
            added = effect;
            let massage: Massage = notes.blank(day, 18);
            notes.journal.massages.push(massage);
        }
    }
    compared(&notes.journal, Pair::with_and_without(Exposure::Factor(Factor::Massage)))
}

fn compared(journal: &Journal, pair: Pair) -> Comparison {
    let period = Period { from: date(0), to: date(DAYS - 1) };
    let days = responses(journal, period, &Mornings::around(journal, period.from, period.to));
    compare(journal, &days, &[pair]).remove(0)
}

fn possible(found: &Comparison) -> bool {
    matches!(found.message, Says::PossibleDifference | Says::PossibleDifferenceLarge)
}

/// A difference of the right sign.
fn sees(found: &Comparison, effect: f64) -> bool {
    possible(found) && found.difference.as_ref().is_ok_and(|points| points.signum() == effect.signum())
}

/// Whether the 90 % interval holds the truth, where there is one.
fn holds(found: &Comparison, effect: f64) -> Option<bool> {
    found.interval.as_ref().ok().map(|(low, high)| (*low..=*high).contains(&effect))
}

/// Mornings that change by so much a week.
fn mornings(rng: &mut Rng, phi: f64, days: usize, first: f64, a_week: f64) -> Journal {
    let mut notes = Notes::default();
    for (day, pain) in latent(rng, phi, days).into_iter().enumerate() {
        let felt = level(first + a_week * day as f64 / 7.0 + pain + ERROR * normal(rng));
        notes.morning(rng, day, felt);
    }
    notes.journal
}

fn trend(rng: &mut Rng, phi: f64, weeks: usize, a_week: f64) -> Option<bool> {
    let journal = mornings(rng, phi, 7 * weeks, 4.0 - a_week * weeks as f64 / 2.0, a_week);
    let period = Period { from: date(0), to: date(7 * weeks - 1) };
    let long = Mornings::long(&journal, period.from, period.to);
    Some(pain(period, &points(&journal, period.from, period.to), &long).trend.message == Trending::Trend)
}

/// The last seven days against the seven before, after half a year.
fn week(rng: &mut Rng, phi: f64) -> Option<bool> {
    let journal = mornings(rng, phi, 7 * 28, 4.0, 0.0);
    let period = Period { from: date(7 * 22), to: date(7 * 28 - 1) };
    let long = Mornings::long(&journal, period.from, period.to);
    let change = pain(period, &points(&journal, period.from, period.to), &long).change().ok()?;
    Some(change.size == Size::Real)
}

/// A change marked after twelve weeks, or right after their worst fortnight; what it does to the mornings after.
fn marker(rng: &mut Rng, phi: f64, worst: bool, effect: f64) -> Option<bool> {
    const WEEKS: usize = 12;
    let pain = latent(rng, phi, 7 * WEEKS + 15);
    let felt: Vec<f64> = pain.into_iter().map(|pain| 5.0 + pain + ERROR * normal(rng)).collect();
    let bad = |end: usize| felt[end - 14..end].iter().sum::<f64>();
    let day = match worst {
        true => (42..7 * WEEKS).max_by(|&a, &b| bad(a).total_cmp(&bad(b)))?,
        false => 7 * WEEKS,
    };
    let mut notes = Notes::default();
    for (on, felt) in felt.into_iter().enumerate() {
        notes.morning(rng, on, level(felt + if on > day { effect } else { 0.0 }));
    }
    let mut marker: Marker = notes.blank(day, 12);
    marker.text = Some("chair".into());
    notes.journal.markers.push(marker);
    let found = marker_effects(&notes.journal, Period { from: date(day), to: date(day) });
    let one = found.first()?;
    Some(one.message == Effect::MayBeReal && (effect == 0.0 || one.change?.halves < 0))
}

/// Every case, those of the comparisons first.
pub fn cases() -> Vec<Case> {
    use Choice::{Lot, Sore};
    use Wanted::{AtLeast, AtMost, Shown};
    let case = |what, wanted, measure: Measure| Case { what, wanted, measure };
    vec![
        case("surfaces by lot, no effect: a difference is claimed", AtMost([6.0; 3]), |rng, phi| {
            Some(possible(&surfaces(rng, phi, Lot, 0.0)))
        }),
        case("grass always on sore mornings, no effect: claimed", AtMost([8.0; 3]), |rng, phi| {
            Some(possible(&surfaces(rng, phi, Sore(10), 0.0)))
        }),
        case("grass on sore mornings 8 of 10 times, no effect: claimed", AtMost([8.0; 3]), |rng, phi| {
            Some(possible(&surfaces(rng, phi, Sore(8), 0.0)))
        }),
        case("massage after sore days, no effect: claimed", AtMost([8.0; 3]), |rng, phi| {
            Some(possible(&massages(rng, phi, 0.0)))
        }),
        case("surfaces by lot, grass +1 point: seen", AtLeast([45.0; 3]), |rng, phi| {
            Some(sees(&surfaces(rng, phi, Lot, 1.0), 1.0))
        }),
        case("surfaces by lot, grass +2 points: seen", AtLeast([90.0; 3]), |rng, phi| {
            Some(sees(&surfaces(rng, phi, Lot, 2.0), 2.0))
        }),
        case("grass on sore mornings 8 of 10 times, +1 point: the harm is seen", AtLeast([40.0; 3]), |rng, phi| {
            Some(sees(&surfaces(rng, phi, Sore(8), 1.0), 1.0))
        }),
        case("grass on sore mornings 8 of 10 times, +2 points: the harm is seen", Shown, |rng, phi| {
            Some(sees(&surfaces(rng, phi, Sore(8), 2.0), 2.0))
        }),
        case("massage after sore days, \u{2212}1 point: the help is seen", Shown, |rng, phi| {
            Some(sees(&massages(rng, phi, -1.0), -1.0))
        }),
        case("by lot, +1 point: the 90 % interval holds it", Shown, |rng, phi| {
            holds(&surfaces(rng, phi, Lot, 1.0), 1.0)
        }),
        case("8 of 10 times, no effect: the 90 % interval holds 0", Shown, |rng, phi| {
            holds(&surfaces(rng, phi, Sore(8), 0.0), 0.0)
        }),
        case("12 weeks without a trend: a trend is claimed", AtMost([6.0; 3]), |rng, phi| trend(rng, phi, 12, 0.0)),
        case("12 weeks, 0.25 points a week down: a trend is claimed", AtLeast([70.0, 55.0, 40.0]), |rng, phi| {
            trend(rng, phi, 12, -0.25)
        }),
        case("8 weeks without a trend: claimed", Shown, |rng, phi| trend(rng, phi, 8, 0.0)),
        case("26 weeks without a trend: claimed", Shown, |rng, phi| trend(rng, phi, 26, 0.0)),
        case(
            "a change marked after the worst fortnight, no effect: \u{201c}may be real\u{201d}",
            AtMost([8.0; 3]),
            |rng, phi| marker(rng, phi, true, 0.0),
        ),
        case("a change marked on any day, no effect: \u{201c}may be real\u{201d}", Shown, |rng, phi| {
            marker(rng, phi, false, 0.0)
        }),
        case("a change marked on any day, 3 points better: seen", Shown, |rng, phi| marker(rng, phi, false, -3.0)),
        case("a change marked after the worst fortnight, 3 points better: seen", Shown, |rng, phi| {
            marker(rng, phi, true, -3.0)
        }),
        case("one week against the one before, no effect: \u{201c}may be real\u{201d}", AtMost([6.0; 3]), week),
    ]
}

/// In how many per cent of so many journals the claim is made; the same every time.
pub fn measured(case: &Case, phi: f64, journals: usize) -> f64 {
    let mut rng = Rng::with_seed(1_909);
    let found: Vec<bool> = (0..journals).filter_map(|_| (case.measure)(&mut rng, phi)).collect();
    100.0 * found.iter().filter(|&&claimed| claimed).count() as f64 / found.len().max(1) as f64
}
