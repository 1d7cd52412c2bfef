//! Markers with the mornings of the 14 days before and after them.
//!
//! Source: clinical facts 11.5: a before starts from at least four readings in the seven days before, never from the
//! worst day. People change something after bad days, and these are usually followed by better ones (Barnett 2005): so
//! the mornings after are held against the 14 days before and against the six weeks before too, and the smaller change
//! counts. Two markers within seven days of each other cannot be told apart; one further off whose day is among the days
//! looked at is named.

use chrono::{Days, NaiveDate};

use super::change::{LevelChange, Size, change, points};
use super::days::{Median, median};
use super::known::Known;
use super::markers::{Marker, markers};
use super::period::Period;
use super::response::SORE_DAYS;
use super::spread::{SpreadOf, cut};
use crate::domain::journal::Journal;
use crate::domain::words::words;
use crate::insight::next_morning::{Mornings, WEEK_LEAST};
use crate::insight::responses::SUMMARY_LEAST;

/// Days looked at on each side; the day itself belongs to neither.
pub const SIDE_DAYS: u64 = 14;
/// Two markers at most this many days apart cannot be told apart.
const NEAR_DAYS: u64 = 7;

/// Weeks before a marker that say where the days right before it stood, and how many of them must be known.
const WEEKS_BEFORE: u64 = 6;
const WEEKS_LEAST: usize = 4;

words! {
    /// What the mornings around a marker say.
    Says, "answer of a marker" {
        /// Fewer than four mornings on one side, in the seven days before, or in each of four of the six weeks before.
        TooFew = "too_few",
        /// Another marker lies within seven days; `reasons` names it.
        CannotTellApart = "cannot_tell_apart",
        /// Less than a point.
        NoChange = "no_change",
        /// A point or more, and no more than my usual ups and downs.
        SmallChange = "small_change",
        /// Two points or more, and more than my usual ups and downs.
        MayBeReal = "may_be_real",
    }
}

/// The mornings of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// How many there are.
    pub n: usize,
    /// Their median; known from three on.
    pub median: Known<Median>,
}

/// Another marker among the days looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// What changed.
    pub what: String,
    /// When.
    pub day: NaiveDate,
    /// How many days lie between; 14 at the most.
    pub days: u64,
}

/// A marker and the mornings around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkerEffect {
    /// What changed, and when.
    pub marker: Marker,
    /// The mornings of the 14 days before.
    pub before: Side,
    /// The mornings of the 14 days after.
    pub after: Side,
    /// The mornings of the six weeks before.
    pub six_weeks: Side,
    /// How many of these weeks have four mornings.
    pub weeks_known: usize,
    /// The change from one median to the other; nothing where it is not to be told.
    pub change: Option<LevelChange>,
    /// The answer.
    pub message: Says,
    /// Why, and what to keep in mind.
    pub reasons: Vec<String>,
    /// Other markers within 14 days of it, oldest first.
    pub near: Vec<Near>,
}

/// The markers of a period, oldest first.
pub fn marker_effects(journal: &Journal, period: Period) -> Vec<MarkerEffect> {
    let all = markers(journal);
    let last = period.to.checked_add_days(Days::new(SIDE_DAYS)).unwrap_or(period.to);
    let first = period.from.checked_sub_days(Days::new(SIDE_DAYS)).unwrap_or(period.from);
    let mornings = Mornings::long(journal, first, last);
    let own = all.iter().enumerate().filter(|(_, marker)| period.contains(marker.day));
    own.map(|(place, marker)| effect(marker, near(&all, place), &mornings)).collect()
}

/// The other markers within 14 days of the one in that place; they stand in the order of their days.
fn near(all: &[Marker], place: usize) -> Vec<Near> {
    let day = all[place].day;
    let away = |other: &Marker| (other.day - day).num_days().unsigned_abs();
    let first = all[..place].iter().rposition(|other| away(other) > SIDE_DAYS).map_or(0, |before| before + 1);
    let within = all[first..].iter().enumerate().take_while(|(_, other)| away(other) <= SIDE_DAYS);
    let others = within.filter(|(n, _)| first + n != place);
    others.map(|(_, other)| Near { what: other.what.clone(), day: other.day, days: away(other) }).collect()
}

/// Some markers by name and day, and the verb that fits: `“chair” (4 Nov) and 2 more are`.
fn named(near: &[&Near], is: &str, are: &str) -> Option<String> {
    let name = |one: &&Near| format!("\u{201c}{}\u{201d} ({})", one.what, one.day.format("%-d %b"));
    match near {
        [] => None,
        [one] => Some(format!("{} {is}", name(one))),
        [one, other] => Some(format!("{} and {} {are}", name(one), name(other))),
        [one, other, more @ ..] => Some(format!("{}, {} and {} more {are}", name(one), name(other), more.len())),
    }
}

fn effect(marker: &Marker, near: Vec<Near>, mornings: &Mornings) -> MarkerEffect {
    let day = marker.day;
    let back = |days: u64| day.checked_sub_days(Days::new(days)).unwrap_or(day);
    let ahead = |days: u64| day.checked_add_days(Days::new(days)).unwrap_or(day);
    let side = |from: NaiveDate, to: NaiveDate| {
        let known = mornings.between(from, to);
        let n = known.len();
        let few =
            || format!("{SUMMARY_LEAST} mornings needed to summarise, there {} {n}", if n == 1 { "is" } else { "are" });
        Side { n, median: median(known).filter(|_| n >= SUMMARY_LEAST).ok_or_else(few) }
    };
    let (before, after) = (side(back(SIDE_DAYS), back(1)), side(ahead(1), ahead(SIDE_DAYS)));
    let six_weeks = side(back(7 * WEEKS_BEFORE), back(1));
    let week = |weeks: u64| mornings.between(back(7 * weeks), back(7 * weeks - 6)).len();
    let weeks_known = (1..=WEEKS_BEFORE).filter(|&weeks| week(weeks) >= WEEK_LEAST).count();
    let week_before = week(1);
    let few = [
        (before.n < WEEK_LEAST).then(|| format!("{WEEK_LEAST} mornings before it needed, there are {}", before.n)),
        (before.n >= WEEK_LEAST && week_before < WEEK_LEAST)
            .then(|| format!("{WEEK_LEAST} mornings in the seven days before it needed, there are {week_before}")),
        (weeks_known < WEEKS_LEAST)
            .then(|| format!("{WEEKS_LEAST} of the {WEEKS_BEFORE} weeks before it need {WEEK_LEAST} mornings each, there are {weeks_known}")),
        (after.n < WEEK_LEAST).then(|| format!("{WEEK_LEAST} mornings after it needed, there are {}", after.n)),
    ];
    let few: Vec<String> = few.into_iter().flatten().collect();
    let known = |side: &Side| side.median.clone().ok();
    let medians = known(&before).zip(known(&after)).zip(known(&six_weeks));
    let (close, further): (Vec<&Near>, Vec<&Near>) = near.iter().partition(|other| other.days <= NEAR_DAYS);
    let (close, further) = (named(&close, "is", "are"), named(&further, "lies", "lie"));
    let (change, message, reasons) = match (close, medians) {
        (Some(close), _) => (None, Says::CannotTellApart, vec![format!("{close} within {NEAR_DAYS} days of it")]),
        (None, Some(((before, after), usual))) if few.is_empty() => {
            let cut = cut(mornings, back(1), SpreadOf::Fortnights);
            let (mut found, from_usual, stood) =
                (change(before, after, cut), change(usual, after, cut), change(usual, before, cut));
            let smaller = match found.halves.signum() == from_usual.halves.signum() {
                true => from_usual.size.min(found.size),
                false => Size::NoChange,
            };
            let stood = (smaller < found.size).then(|| describe_stood(stood));
            found.size = smaller;
            let message = match found.size {
                Size::NoChange => Says::NoChange,
                Size::Small => Says::SmallChange,
                Size::Real => Says::MayBeReal,
            };
            let further = further.map(|further| format!("{further} within these {SIDE_DAYS} days"));
            let sore = (found.halves < 0).then(|| SORE_DAYS.to_owned());
            let own = (!cut.is_own()).then(|| cut.describe());
            (Some(found), message, stood.into_iter().chain(further).chain(own).chain(sore).collect())
        }
        _ => (None, Says::TooFew, few),
    };
    MarkerEffect { marker: marker.clone(), before, after, six_weeks, weeks_known, change, message, reasons, near }
}

/// Where the days right before a marker stood: `the 14 days before stood 2 points above the 6 weeks before`.
fn describe_stood(stood: LevelChange) -> String {
    let way = if stood.halves < 0 { "below" } else { "above" };
    let apart = points(stood.points().abs());
    format!("the {SIDE_DAYS} days before stood {apart} {way} the {WEEKS_BEFORE} weeks before")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::kit::{Notes, back, last};

    fn of(notes: Notes) -> Vec<MarkerEffect> {
        marker_effects(&notes.done(), last(60))
    }

    /// A marker 20 days back, so many mornings at the ends nearest to it on both sides.
    fn around(before: u64, low: u8, after: u64, high: u8) -> MarkerEffect {
        let notes = Notes::default().mornings(35..91, low).mornings(21..21 + before, low);
        let notes = notes.mornings(20 - after..20, high);
        of(notes.marker(20, "new chair")).remove(0)
    }

    #[test]
    fn both_sides_have_fourteen_days_and_the_day_itself_belongs_to_neither() {
        let journal = Notes::default().mornings(0..60, 3).morning(20, 9).marker(20, "new chair");
        let found = &of(journal)[0];
        assert_eq!((found.before.n, found.after.n, found.marker.day), (14, 14, back(20)));
        assert_eq!((found.message, found.change.unwrap().halves), (Says::NoChange, 0));
        assert_eq!(found.marker.what, "new chair");
    }

    #[test]
    fn the_size_of_the_change_is_said_and_a_fall_is_put_into_its_place() {
        for (low, high, message, drift) in [
            (4, 4, Says::NoChange, false),
            (4, 3, Says::SmallChange, true),
            (4, 2, Says::MayBeReal, true),
            (2, 4, Says::MayBeReal, false),
            (2, 3, Says::SmallChange, false),
        ] {
            let found = around(14, low, 14, high);
            let drifts = found.reasons.iter().any(|reason| reason == SORE_DAYS);
            assert_eq!((found.message, drifts), (message, drift), "{low} {high}");
        }
    }

    #[test]
    fn four_mornings_on_each_side_are_needed_and_three_have_a_median() {
        assert_eq!(around(4, 5, 4, 2).message, Says::MayBeReal);
        for found in [around(3, 5, 14, 2), around(14, 5, 3, 2)] {
            assert_eq!((found.message, found.change, found.reasons.len()), (Says::TooFew, None, 1));
            assert!(found.before.median.is_ok() && found.after.median.is_ok());
        }
        let two = around(2, 5, 0, 2);
        assert_eq!(two.before.median, Err("3 mornings needed to summarise, there are 2".into()));
        assert_eq!((two.after.n, two.after.median.is_err(), two.reasons.len()), (0, true, 2));
    }

    #[test]
    fn a_before_starts_from_four_mornings_of_the_week_before_it() {
        let with = |week: std::ops::Range<u64>| {
            of(Notes::default().mornings(28..91, 6).mornings(week, 6).mornings(6..20, 2).marker(20, "chair")).remove(0)
        };
        assert_eq!(with(21..25).message, Says::MayBeReal);
        let few = with(21..24);
        assert_eq!((few.message, few.before.n), (Says::TooFew, 10));
        assert_eq!(few.reasons, ["4 mornings in the seven days before it needed, there are 3"]);
    }

    #[test]
    fn two_markers_within_seven_days_cannot_be_told_apart() {
        let message = |apart: u64| {
            let notes = Notes::default().mornings(0..60, 3).marker(30, "chair").marker(30 - apart, "desk");
            of(notes).iter().map(|one| one.message).collect::<Vec<_>>()
        };
        assert_eq!(message(7), [Says::CannotTellApart; 2]);
        assert_eq!(message(0), [Says::CannotTellApart; 2]);
        assert_eq!(message(8), [Says::NoChange; 2]);
        let outside = Notes::default().mornings(0..80, 3).marker(62, "chair").marker(57, "desk");
        let found = of(outside);
        assert_eq!((found.len(), found[0].message), (1, Says::CannotTellApart), "the other lies before the period");
        assert_eq!(found[0].reasons, ["\u{201c}chair\u{201d} (22 Sep) is within 7 days of it"]);
        let massage = of(Notes::default().mornings(0..60, 3).massage(30).marker(24, "desk"));
        assert_eq!(massage.iter().map(|one| one.message).collect::<Vec<_>>(), [Says::CannotTellApart; 2]);
        let many = of(Notes::default().marker(30, "a").marker(29, "b").marker(28, "c").marker(23, "d").marker(22, "e"));
        let why = |place: usize| many[place].reasons[0].split(" (").next().map(str::to_owned).unwrap_or_default();
        assert!(why(0).contains("b") && many[0].reasons[0].contains("and 1 more are within 7 days"), "{many:?}");
    }

    #[test]
    fn a_marker_further_off_but_within_the_fourteen_days_is_named() {
        let with = |apart: u64| {
            let notes = Notes::default().mornings(0..120, 3).marker(30, "chair").marker(30 - apart, "desk");
            let found = of(notes).remove(0);
            (found.message, found.reasons, found.near.iter().map(|near| near.days).collect::<Vec<_>>())
        };
        let named = vec!["\u{201c}desk\u{201d} (1 Nov) lies within these 14 days".to_owned()];
        assert_eq!(with(8), (Says::NoChange, named, vec![8]));
        assert_eq!((with(14).2, with(14).1.len()), (vec![14], 1));
        assert_eq!(with(15), (Says::NoChange, vec![], vec![]));
        let both = of(Notes::default().mornings(0..120, 3).marker(40, "a").marker(30, "b").marker(20, "c"));
        assert_eq!(
            both[1].reasons,
            ["\u{201c}a\u{201d} (14 Oct) and \u{201c}c\u{201d} (3 Nov) lie within these 14 days"]
        );
        let fall = Notes::default().mornings(30..120, 5).mornings(0..30, 3).marker(30, "chair").marker(20, "desk");
        assert_eq!(of(fall)[0].reasons.len(), 2, "the drift is said as well");
        let few = of(Notes::default().mornings(31..60, 5).marker(30, "chair").marker(20, "desk")).remove(0);
        assert_eq!((few.message, few.near.len()), (Says::TooFew, 1));
    }

    #[test]
    fn bad_days_that_go_back_to_the_usual_ones_are_no_change() {
        let with = |usual: u8, before: u8, after: u8| {
            let notes = Notes::default().mornings(35..120, usual).mornings(21..35, before).mornings(6..20, after);
            of(notes.marker(20, "chair")).remove(0)
        };
        let back_to_usual = with(3, 6, 3);
        assert_eq!((back_to_usual.message, back_to_usual.change.unwrap().points()), (Says::NoChange, -3.0));
        assert_eq!(back_to_usual.reasons, ["the 14 days before stood 3 points above the 6 weeks before", SORE_DAYS]);
        assert_eq!(
            back_to_usual.change.unwrap().describe(),
            "3 points lower (50 % less), could be my usual ups and downs"
        );
        assert_eq!(with(4, 6, 3).message, Says::SmallChange, "one point below the usual level");
        assert_eq!(with(3, 6, 4).message, Says::NoChange, "still above the usual level");
        assert_eq!(with(3, 1, 3).message, Says::NoChange, "good days are followed by worse ones too");
        let below_both = with(4, 5, 2);
        assert_eq!((below_both.message, below_both.reasons), (Says::MayBeReal, vec![SORE_DAYS.to_owned()]));
    }

    #[test]
    fn four_of_the_six_weeks_before_are_needed_for_a_word() {
        let with = |weeks: u64| {
            of(Notes::default().mornings(21..21 + 7 * weeks, 5).mornings(6..20, 2).marker(20, "chair")).remove(0)
        };
        let three = with(3);
        assert_eq!((three.message, three.change, three.weeks_known), (Says::TooFew, None, 3));
        assert_eq!(three.reasons, ["4 of the 6 weeks before it need 4 mornings each, there are 3"]);
        assert!(three.before.median.is_ok() && three.after.median.is_ok());
        let four = with(4);
        assert_eq!(four.message, Says::MayBeReal);
        let own = "a change of 2 points or more may be real; to judge by my own ups and downs takes 4 fortnights with enough mornings, there are 2";
        assert_eq!(four.reasons, [own, SORE_DAYS]);
    }

    #[test]
    fn wide_swings_of_my_own_ask_for_a_larger_change() {
        let swings = |low: u8, high: u8| {
            let notes = (0..6).fold(Notes::default(), |notes, i| {
                notes.mornings(21 + 14 * i..35 + 14 * i, if i % 2 == 0 { high } else { low })
            });
            of(notes.mornings(6..20, 0).marker(20, "chair")).remove(0)
        };
        let narrow = swings(3, 3);
        assert_eq!((narrow.message, narrow.change.unwrap().cut.halves), (Says::MayBeReal, 4));
        let wide = swings(1, 4);
        assert_eq!((wide.message, wide.change.unwrap().cut.halves), (Says::SmallChange, 10));
    }
}
