//! Two groups of days compared, for pairs that a person picked: how far their responses lie apart, how often chance
//! gives as large a difference, and above all whether the groups can be compared.
//!
//! Source: clinical facts 11.5 with the changes of our own design: compared is the response (`response`), p is a
//! permutation test of the difference of its means; the gate closes also where too few mornings of the same level are in
//! both groups; the gate of dates closes only where the median dates lie more than 14 days apart and the chance that a
//! run of one group is later than one of the other lies outside 0.2–0.8; a distance, time or effort that fewer than half
//! of the days of a group have says nothing of it and closes no gate, but how many efforts are missing is said; Holm over the pairs of one question. The days of
//! one person are not dealt by chance, so that a p describes their notes and proves nothing.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::known::Known;
use super::pairs::{DayGroup, Exposure, Factor, Pair};
use super::response::response;
use super::stats::{holm, median};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::orthotics::Worn;
use crate::domain::pain::Moment;
use crate::domain::settings::Units;
use crate::domain::units::{distance, duration};
use crate::domain::when;
use crate::domain::words::{counted, words};
use crate::insight::responses::{DayResponse, summary};

/// Mornings that each group needs.
pub const COMPARE_LEAST: usize = 5;
/// A p below this is worth a word.
const P_BELOW: f64 = 0.05;
/// Points between the mean responses that are worth a word.
const POSSIBLE: f64 = 1.0;
/// Points between the mean responses that are large enough to notice.
const LARGE: f64 = 2.0;
/// Median dates further apart than this many days are looked at.
const DAYS_APART: f64 = 14.0;

words! {
    /// What a comparison says.
    Says, "answer of a comparison" {
        /// Fewer than five mornings in one of the groups.
        TooFew = "too_few",
        /// The groups differ in more than what is asked about.
        NotComparable = "not_comparable",
        /// Nothing that chance would not do.
        NoClearDifference = "no_clear_difference",
        /// A point or more, and rare by chance.
        PossibleDifference = "possible_difference",
        /// Two points or more, and rare by chance.
        PossibleDifferenceLarge = "possible_difference_large",
    }
}

impl Says {
    /// The answer in words.
    pub fn describe(self) -> &'static str {
        match self {
            Self::TooFew => "too few to compare",
            Self::NotComparable => "not comparable",
            Self::NoClearDifference => "no clear difference",
            Self::PossibleDifference => "possible difference",
            Self::PossibleDifferenceLarge => "possible difference, large enough to notice",
        }
    }
}

/// Two groups compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The pair.
    pub pair: Pair,
    /// Mornings of the one.
    pub n_a: usize,
    /// Mornings of the other.
    pub n_b: usize,
    /// The median changes, next morning less the morning of the day, of the one and of the other.
    pub medians: [Known<f64>; 2],
    /// The mean response of the one less that of the other, in points; above 0 the one was worse.
    pub difference: Known<f64>,
    /// How much of a point of the morning before is left in the next.
    pub slope: Known<f64>,
    /// How often chance gives a difference as large, adjusted for the number of pairs (Holm).
    pub p: Known<f64>,
    /// The same before the adjustment.
    pub p_alone: Known<f64>,
    /// The 90 % interval of the difference, in points.
    pub interval: Known<(f64, f64)>,
    /// How many days with a run have no effort, and how many days with a run there are.
    pub effort_missing: (usize, usize),
    /// The answer.
    pub message: Says,
    /// Why.
    pub reasons: Vec<String>,
}

impl Comparison {
    /// What it is a comparison of: `grass and road`.
    pub fn name(&self) -> String {
        format!("{} and {}", self.pair.a.name(), self.pair.b.name())
    }
}

/// What the gates look at besides the days themselves.
#[derive(Debug)]
struct Around<'a> {
    journal: &'a Journal,
    begun: Vec<(Factor, NaiveDate)>,
}

/// Compares the pairs that a person picked; the same pair twice is looked at once.
pub fn compare(journal: &Journal, responses: &[DayResponse], pairs: &[Pair]) -> Vec<Comparison> {
    let mut picked: Vec<&Pair> = Vec::new();
    for pair in pairs {
        if !picked.iter().any(|other| other.is_same(pair)) {
            picked.push(pair);
        }
    }
    let around = Around { journal, begun: begun(journal) };
    let mut all: Vec<Comparison> = picked.into_iter().map(|pair| alone(&around, responses, pair)).collect();
    let p: Vec<f64> = all.iter().filter_map(|one| one.p_alone.clone().ok()).collect();
    let mut adjusted = holm(&p).into_iter();
    for one in all.iter_mut().filter(|one| one.p_alone.is_ok()) {
        let Some(p_adjusted) = adjusted.next() else { continue };
        judge(one, p_adjusted, p.len());
    }
    for one in &mut all {
        let late = late(journal, responses.iter().filter(|day| one.pair.a.has(day) || one.pair.b.has(day)));
        if late > 0 {
            let mornings = counted(late, "of the mornings was", "of the mornings were");
            one.reasons.push(format!("{mornings} entered more than two days late"));
        }
    }
    all
}

/// How many of the mornings that days are judged by were entered late: their own, and those after them.
fn late<'a>(journal: &Journal, days: impl Iterator<Item = &'a DayResponse>) -> usize {
    let mornings: BTreeSet<NaiveDate> = days.flat_map(|day| [Some(day.day), day.day.succ_opt()]).flatten().collect();
    let morning = |day: &NaiveDate| journal.pain_on(*day).find(|pain| pain.moment == Some(Moment::Morning));
    mornings.iter().filter_map(morning).filter(|pain| pain.late).count()
}

/// The day on which a treatment first was.
fn begun(journal: &Journal) -> Vec<(Factor, NaiveDate)> {
    let start = journal.day_starts_at();
    let first = journal.sessions.iter().find(|session| session.was_done());
    let therapy = first.map(|session| (Factor::Therapy, session.at.day(start)));
    let massage = journal.massages.first().map(|massage| (Factor::Massage, massage.at.day(start)));
    [therapy, massage].into_iter().flatten().collect()
}

/// A pair by itself, its p not yet adjusted.
fn alone(around: &Around, responses: &[DayResponse], pair: &Pair) -> Comparison {
    let of = |group: &DayGroup| responses.iter().filter(|day| group.has(day)).collect::<Vec<_>>();
    let (a, b) = (of(&pair.a), of(&pair.b));
    let ran = || a.iter().chain(&b).filter(|day| day.runs > 0);
    let unknown = |message, why: &str, reasons| Comparison {
        pair: pair.clone(),
        n_a: a.len(),
        n_b: b.len(),
        medians: [&a, &b].map(|group| summary(group.iter().copied()).median),
        difference: Err(why.to_owned()),
        slope: Err(why.to_owned()),
        p: Err(why.to_owned()),
        p_alone: Err(why.to_owned()),
        interval: Err(why.to_owned()),
        effort_missing: (ran().filter(|day| day.effort.is_none()).count(), ran().count()),
        message,
        reasons,
    };
    if a.len() < COMPARE_LEAST || b.len() < COMPARE_LEAST {
        let why = format!("{COMPARE_LEAST} mornings of each needed to compare, there are {} and {}", a.len(), b.len());
        return unknown(Says::TooFew, &why, vec![why.clone()]);
    }
    let reasons = gates(around, pair, &a, &b);
    if !reasons.is_empty() {
        return unknown(Says::NotComparable, "the groups are not comparable", reasons);
    }
    let levels = |group: &[&DayResponse]| group.iter().map(|day| (day.base, day.base + day.change)).collect::<Vec<_>>();
    let Some(found) = response(&levels(&a), &levels(&b)) else {
        return unknown(Says::TooFew, "the groups are empty", Vec::new());
    };
    Comparison {
        difference: Ok(found.difference),
        slope: Ok(found.slope),
        p_alone: Ok(found.p),
        interval: Ok(found.interval),
        ..unknown(Says::NoClearDifference, "not yet adjusted", Vec::new())
    }
}

/// Gives a pair its adjusted p and its answer.
fn judge(one: &mut Comparison, p: f64, pairs: usize) {
    let difference = one.difference.clone().unwrap_or(0.0);
    one.p = Ok(p);
    one.message = match difference.abs() {
        far if far >= LARGE && p < P_BELOW => Says::PossibleDifferenceLarge,
        far if far >= POSSIBLE && p < P_BELOW => Says::PossibleDifference,
        _ => Says::NoClearDifference,
    };
    let close = difference.abs() < POSSIBLE;
    one.reasons = close.then(|| "they differ by less than a point".into()).into_iter().collect();
    one.reasons.push(format!("chance gives as large a difference in {}", in_hundred(p)));
    if pairs > 1 {
        one.reasons.push(format!("adjusted for {pairs} pairs looked at"));
    }
}

/// A p in words: `4 of 100 shuffles`.
fn in_hundred(p: f64) -> String {
    match p * 100.0 {
        share if share < 1.0 => "fewer than 1 of 100 shuffles".into(),
        share => format!("{share:.0} of 100 shuffles"),
    }
}

/// Why two groups cannot be compared; none where they can.
fn gates(around: &Around, pair: &Pair, a: &[&DayResponse], b: &[&DayResponse]) -> Vec<String> {
    let mut reasons = Vec::new();
    reasons.extend(bases(a, b));
    reasons.extend(distances(around.journal.settings.units, a, b));
    reasons.extend(durations(a, b));
    reasons.extend(efforts(a, b));
    reasons.extend(gear(around.journal, pair, a, b));
    reasons.extend(treatments(around, pair, a, b));
    reasons.extend(dates(a, b));
    reasons
}

/// True where one median is less than 0.8 or more than 1.25 of the other. Exactly these are within.
fn far_apart(a: f64, b: f64) -> bool {
    5.0 * a < 4.0 * b || 4.0 * a > 5.0 * b
}

fn medians<'a>(
    a: &[&'a DayResponse],
    b: &[&'a DayResponse],
    value: impl Fn(&'a DayResponse) -> Option<f64>,
) -> Option<(f64, f64)> {
    let of = |group: &[&'a DayResponse]| {
        let known: Vec<f64> = group.iter().filter_map(|&day| value(day)).collect();
        // of a value given now and then nothing can be said
        median(&known).filter(|_| known.len() * 2 >= group.len())
    };
    of(a).zip(of(b))
}

/// Mornings of too few levels that both groups have: the shares of each level, the smaller of the two, add up to less
/// than a fifth. From the same level nothing can be compared then.
fn bases(a: &[&DayResponse], b: &[&DayResponse]) -> Option<String> {
    let at = |group: &[&DayResponse], level: i32| group.iter().filter(|day| day.base == level).count();
    let shared: usize = (0..=10).map(|level| (at(a, level) * b.len()).min(at(b, level) * a.len())).sum();
    let (middle_a, middle_b) = medians(a, b, |day| Some(f64::from(day.base)))?;
    (5 * shared < a.len() * b.len())
        .then(|| format!("too few mornings of the same level before: median {middle_a} and {middle_b}"))
}

fn durations(a: &[&DayResponse], b: &[&DayResponse]) -> Option<String> {
    let (a, b) = medians(a, b, |day| day.duration_s.map(f64::from)).filter(|&(a, b)| far_apart(a, b))?;
    let shown = |seconds: f64| duration(seconds.round() as u32);
    Some(format!("longer runs in one group: median {} and {}", shown(a), shown(b)))
}

fn distances(units: Units, a: &[&DayResponse], b: &[&DayResponse]) -> Option<String> {
    let (a, b) = medians(a, b, |day| day.distance_m.map(f64::from)).filter(|&(a, b)| far_apart(a, b))?;
    let shown = |metres: f64| distance(metres.round() as u32, units);
    Some(format!("longer runs in one group: median {} and {}", shown(a), shown(b)))
}

fn efforts(a: &[&DayResponse], b: &[&DayResponse]) -> Option<String> {
    let effort = |day: &DayResponse| day.effort.map(|effort| f64::from(effort.number()));
    let (a, b) = medians(a, b, effort).filter(|&(a, b)| far_apart(a, b))?;
    Some(format!("harder runs in one group: median effort {a} and {b}"))
}

/// How many of a group something holds for, of those of whom it is known.
fn share(group: &[&DayResponse], holds: impl Fn(&DayResponse) -> Option<bool>) -> (usize, usize) {
    let known: Vec<bool> = group.iter().filter_map(|day| holds(day)).collect();
    (known.iter().filter(|&&yes| yes).count(), known.len())
}

/// True where two shares differ by more than a half (our cut for "changed between the groups").
fn shares_differ((a, of_a): (usize, usize), (b, of_b): (usize, usize)) -> bool {
    of_a > 0 && of_b > 0 && 2 * (a * of_b).abs_diff(b * of_a) > of_a * of_b
}

/// Shoes and orthotics worn in one group much more than in the other, apart from what is asked about.
fn gear(journal: &Journal, pair: &Pair, a: &[&DayResponse], b: &[&DayResponse]) -> Vec<String> {
    let asked = |worn: Worn| match &pair.a.what {
        Exposure::Gear(id, _) => journal.gear.iter().any(|gear| gear.id == *id && gear.what() == worn),
        Exposure::Factor(Factor::Orthotics) => worn == Worn::Orthotics,
        Exposure::Surface(_) | Exposure::Factor(_) => false,
    };
    let mut ids: Vec<Id> = a.iter().chain(b).flat_map(|day| day.gear.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let differ = |id: Id| {
        let found = journal.gear.iter().find(|gear| gear.id == id);
        let what = found.map_or(Worn::Shoes, |gear| gear.what());
        let (in_a, in_b) = (share(a, |day| day.wears(id)), share(b, |day| day.wears(id)));
        let name = found.and_then(|gear| gear.name.as_deref()).unwrap_or("a pair that is gone");
        let message = format!("other {}: {name} on {} of {} and {} of {}", what.word(), in_a.0, in_a.1, in_b.0, in_b.1);
        (!asked(what) && shares_differ(in_a, in_b)).then_some(message)
    };
    ids.into_iter().filter_map(differ).collect()
}

/// Treatments that began between the groups, apart from what is asked about.
fn treatments(around: &Around, pair: &Pair, a: &[&DayResponse], b: &[&DayResponse]) -> Vec<String> {
    let differ = |&(factor, day): &(Factor, NaiveDate)| {
        let after = |group| share(group, |one: &DayResponse| Some(one.day >= day));
        let asked = pair.a.what == Exposure::Factor(factor);
        (!asked && shares_differ(after(a), after(b)))
            .then(|| format!("{} began on {}, between them", factor.word(), when::say_date(day)))
    };
    around.begun.iter().filter_map(differ).collect()
}

fn dates(a: &[&DayResponse], b: &[&DayResponse]) -> Option<String> {
    let number = |day: &DayResponse| f64::from(day.day.num_days_from_ce());
    let (middle_a, middle_b) = medians(a, b, |day| Some(number(day)))?;
    let twice_later: usize = a
        .iter()
        .flat_map(|one| b.iter().map(move |other| one.day.cmp(&other.day)))
        .map(|order| match order {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        })
        .sum();
    let all = 2 * a.len() * b.len();
    let apart = 5 * twice_later < all || 5 * twice_later > 4 * all;
    let day = |number: f64| NaiveDate::from_num_days_from_ce_opt(number.floor() as i32).unwrap_or_default();
    ((middle_a - middle_b).abs() > DAYS_APART && apart)
        .then(|| format!("different weeks: half of them by {} and by {}", day(middle_a), day(middle_b)))
}

#[cfg(test)]
mod tests;
