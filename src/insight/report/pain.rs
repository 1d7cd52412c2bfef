//! Pain in figures: the first seven days of the period against the last seven, where, how far, what kind.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::pain::{Feel, Reach};
use crate::insight::days::{Day, days};
use crate::insight::report::body::{BodySection, body, of_nerves};
use crate::insight::report::covered::{Covered, DaysCount, Figure, by_days};

/// Days of the two weeks that are compared.
const WEEK: usize = 7;
/// Readings that a median of a week needs (clinical 1.5).
const LEAST: usize = 4;
/// The level from which a day is counted among the bad ones.
const HIGH: u8 = 5;

/// Some days in figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How many days.
    pub days: usize,
    /// The median of daily worsts.
    pub median_worst: Figure,
    /// The highest level of all.
    pub highest: Option<Level>,
    /// The days that have it, oldest first.
    pub highest_on: Vec<NaiveDate>,
    /// The median of morning levels.
    pub median_morning: Figure,
    /// Days with a level of 5 or more, of the days that have a level.
    pub days_at_5_or_more: Option<usize>,
    /// Days that have a level.
    pub days_with_level: usize,
}

/// On how many days something was recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Recorded {
    /// An entry of pain, whatever it says.
    pub entries: usize,
    /// A place.
    pub places: usize,
    /// How far down the leg.
    pub reach: usize,
    /// What it felt like.
    pub kind: usize,
    /// What made it worse.
    pub worse: usize,
    /// What eased it.
    pub eased: usize,
}

/// Pain over the period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PainSection {
    /// The first seven and the last seven days; all days as one where the period is shorter than both.
    pub stretches: Vec<Stretch>,
    /// All days of the period.
    pub whole: Stretch,
    /// On how many days each of the following was recorded.
    pub recorded: Recorded,
    /// Where, by days; the side belongs to the place.
    pub places: Vec<DaysCount>,
    /// The furthest point down the leg of each day.
    pub reach: Vec<DaysCount>,
    /// What it felt like, by days.
    pub kind: Vec<DaysCount>,
    /// What made it worse, by days.
    pub worse: Vec<DaysCount>,
    /// What eased it, by days.
    pub eased: Vec<DaysCount>,
    /// Days marked as waking me; nothing where none is.
    pub woke_days: Option<usize>,
    /// Days with a painkiller; nothing where no day has an entry of pain.
    pub medication_days: Option<usize>,
    /// The painkillers, as they were written, by days.
    pub medication: Vec<DaysCount>,
    /// The same places as the body is drawn with, with the legs.
    pub body: BodySection,
}

/// Pain over a period.
pub fn pain(journal: &Journal, period: Covered) -> PainSection {
    let all = days(journal, period.from, period.to);
    let stretches = match period.days {
        n if n >= 2 * WEEK => vec![stretch(&all[..WEEK]), stretch(&all[n - WEEK..])],
        _ => vec![stretch(&all)],
    };
    let levels = || journal.pain_between(period.from, period.to);
    let mut furthest: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for (day, level) in levels() {
        let reach = level.reach.and_then(|reach| Reach::ALL.iter().position(|&one| one == reach));
        if let Some(reach) = reach {
            let so_far = furthest.entry(day).or_insert(reach);
            *so_far = reach.max(*so_far);
        }
    }
    let on = |holds: fn(&crate::domain::pain::Pain) -> bool| {
        by_days(levels().filter(|(_, one)| holds(one)).map(|(day, _)| (day, String::new())))
            .first()
            .map_or(0, |c| c.days)
    };
    let entries = on(|_| true);
    let mut kind =
        by_days(levels().flat_map(|(day, one)| one.feels.iter().map(move |feel| (day, feel.word().to_owned()))));
    // what a nerve may say is never left out behind the rest
    let nerve = |what: &str| Feel::ALL.iter().any(|&feel| of_nerves(feel) && feel.word() == what);
    kind.sort_by_key(|one| (std::cmp::Reverse(nerve(&one.what)), std::cmp::Reverse(one.days)));
    let tags = |of: fn(&crate::domain::pain::Pain) -> &Vec<Box<str>>| {
        by_days(levels().flat_map(move |(day, one)| of(one).iter().map(move |tag| (day, tag.trim().to_owned()))))
    };
    // there is no mark for a night without waking, nor for a day without pills: none is not no
    let marked = |days: usize| (days > 0).then_some(days);
    PainSection {
        stretches,
        whole: stretch(&all),
        recorded: Recorded {
            entries,
            places: on(|one| !one.sites.is_empty()),
            reach: furthest.len(),
            kind: on(|one| !one.feels.is_empty()),
            worse: on(|one| !one.worse.is_empty()),
            eased: on(|one| !one.eased.is_empty()),
        },
        places: by_days(levels().flat_map(|(day, one)| one.sites.iter().map(move |spot| (day, place(spot))))),
        reach: by_days(furthest.into_iter().map(|(day, reach)| (day, Reach::ALL[reach].word().replace('-', " ")))),
        kind,
        worse: tags(|one| &one.worse),
        eased: tags(|one| &one.eased),
        woke_days: marked(on(|one| one.woke)),
        medication_days: marked(on(|one| one.medication.is_some())),
        medication: by_days(
            levels().filter_map(|(day, one)| Some((day, one.medication.as_deref()?.trim().to_owned()))),
        ),
        body: body(journal, period),
    }
}

/// A place in words: `right deep buttock`.
pub(super) fn place(spot: &crate::domain::pain::Spot) -> String {
    let site = spot.site.word().replace('-', " ");
    match spot.side {
        Some(side) => format!("{} {site}", side.word()),
        None => site,
    }
}

fn stretch(days: &[Day]) -> Stretch {
    let number = |level: Level| i32::from(level.number());
    let worsts: Vec<Level> = days.iter().filter_map(|day| day.worst).collect();
    let mornings: Vec<i32> = days.iter().filter_map(|day| day.morning).map(number).collect();
    let highest = worsts.iter().copied().max();
    let known = !worsts.is_empty();
    let first = days.first().map_or(NaiveDate::MIN, |day| day.date);
    Stretch {
        from: first,
        to: days.last().map_or(first, |day| day.date),
        days: days.len(),
        median_worst: Figure::median(worsts.iter().copied().map(number).collect(), LEAST),
        highest,
        highest_on: days.iter().filter(|day| known && day.worst == highest).map(|day| day.date).collect(),
        median_morning: Figure::median(mornings, LEAST),
        days_at_5_or_more: known.then(|| worsts.iter().filter(|level| level.number() >= HIGH).count()),
        days_with_level: worsts.len(),
    }
}
