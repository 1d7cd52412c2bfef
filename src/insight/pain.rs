//! What the pain of a period says: its median morning, its worst, and whether weekly medians go anywhere.
//!
//! Source: clinical facts 2.4 and 11.5: weekly medians of at least four mornings, a Theil–Sen slope from six such weeks
//! on, the word "trend" from eight on and only where a slope as steep is rarer than one in twenty by chance, allowing for
//! neighbouring weeks being alike.

use chrono::{Days, NaiveDate};

use super::change::{LevelChange, change};
use super::days::{ChartDay, Median, median};
use super::known::Known;
use super::period::Period;
use super::spread::{RealChangeCut, SpreadOf, cut};
use super::stats::{theil_sen, trend_p};
use crate::domain::level::Level;
use crate::domain::words::{counted, words};
use crate::insight::next_morning::{Mornings, WEEK_LEAST, WeekToWeek, Weeks};

/// Weeks with a median that a slope needs.
const SLOPE_LEAST: usize = 6;
/// Weeks with a median that the word "trend" needs.
const TREND_LEAST: usize = 8;
/// A p below this is a trend.
const P_BELOW: f64 = 0.05;
/// A day from this level on is a bad one, for counting only.
const BAD_DAY: u8 = 5;

words! {
    /// What the weekly medians say.
    Trending, "trend" {
        /// Fewer than six weeks have a median.
        TooFewWeeks = "too_few_weeks",
        /// Nothing that chance would not do.
        NoClearTrend = "no_clear_trend",
        /// They go up or down more than chance would take weeks that are like their neighbours.
        Trend = "trend",
    }
}

/// Seven days of mornings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PainWeek {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Mornings there are.
    pub n: usize,
    /// Their median; known from four on.
    pub median: Known<Median>,
}

/// Where the weekly medians go.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// Weeks counted back from the last day, oldest first.
    pub weeks: Vec<PainWeek>,
    /// Points a week, above 0 is worse; known from six weeks with a median on.
    pub slope_per_week: Known<f64>,
    /// How often chance is as steep; known from eight weeks with a median on.
    pub p: Known<f64>,
    /// The answer.
    pub message: Trending,
}

/// What the pain of a period says.
#[derive(Clone, Debug, PartialEq)]
pub struct PainFigures {
    /// Days with any level, run levels included.
    pub n: usize,
    /// Days with a morning level.
    pub n_mornings: usize,
    /// The median of the mornings.
    pub median_morning: Known<Median>,
    /// The highest level, run levels included.
    pub worst: Known<Level>,
    /// Days whose worst is 5 or more, of those with any level.
    pub days_at_5_or_more: Known<usize>,
    /// The last two weeks of mornings.
    pub weeks: Weeks,
    /// How the last week compares with the one before.
    pub week_to_week: Known<WeekToWeek>,
    /// From how many points on a change of it may be real.
    pub cut: RealChangeCut,
    /// Where the weekly medians go.
    pub trend: Trend,
}

/// What the pain of a period says. `points`: its days; `mornings`: with those of the half year before.
pub fn pain(period: Period, points: &[ChartDay], mornings: &Mornings) -> PainFigures {
    let worsts: Vec<Level> = points.iter().filter_map(|point| point.day.worst).collect();
    let known = mornings.between(period.from, period.to);
    let none = || "no pain level in these days".to_owned();
    let weeks = mornings.weeks(period.to);
    PainFigures {
        n: worsts.len(),
        n_mornings: known.len(),
        median_morning: median_of(known),
        worst: worsts.iter().copied().max().ok_or_else(none),
        days_at_5_or_more: match worsts.len() {
            0 => Err(none()),
            _ => Ok(worsts.iter().filter(|level| level.number() >= BAD_DAY).count()),
        },
        weeks,
        week_to_week: match weeks.describe() {
            WeekToWeek::NotEnoughMornings => Err(format!(
                "not enough mornings: {} in the last seven days and {} in the seven before, {WEEK_LEAST} of each needed",
                weeks.last.0, weeks.before.0
            )),
            message => Ok(message),
        },
        cut: cut(mornings, period.to.checked_sub_days(Days::new(7)).unwrap_or(period.to), SpreadOf::Weeks),
        trend: trend(period, mornings),
    }
}

impl PainFigures {
    /// The last week against the one before.
    ///
    /// # Errors
    /// Why there is none: too few mornings.
    pub fn change(&self) -> Known<LevelChange> {
        let medians = self.weeks.before.1.zip(self.weeks.last.1);
        let why = || self.week_to_week.clone().err().unwrap_or_default();
        medians.map(|(before, last)| change(before, last, self.cut)).ok_or_else(why)
    }
}

/// The median of mornings, from four on as that of a week (clinical facts 1.5).
fn median_of(known: Vec<Level>) -> Known<Median> {
    let n = known.len();
    median(known).filter(|_| n >= WEEK_LEAST).ok_or_else(|| match n {
        0 => "no morning level in these days".into(),
        n => format!("{WEEK_LEAST} mornings needed to summarise, there {} {n}", if n == 1 { "is" } else { "are" }),
    })
}

/// Where the weekly medians of a period go. Weeks count back from its last day; days over at its beginning are left out.
fn trend(period: Period, mornings: &Mornings) -> Trend {
    let count = period.days() as u64 / 7;
    let week = |back: u64| {
        let to = period.to.checked_sub_days(Days::new(back * 7))?;
        let from = to.checked_sub_days(Days::new(6))?;
        let known = mornings.between(from, to);
        let n = known.len();
        let few = || format!("{WEEK_LEAST} mornings needed, there are {n}");
        let median = median(known).filter(|_| n >= WEEK_LEAST).ok_or_else(few);
        Some(PainWeek { from, to, n, median })
    };
    let weeks: Vec<PainWeek> = (0..count).rev().filter_map(week).collect();
    let with_median = (0i64..).zip(&weeks);
    let known: Vec<(i64, f64)> =
        with_median.filter_map(|(i, week)| Some((i, f64::from(week.median.as_ref().ok()?.halves()) / 2.0))).collect();
    let few = |least: usize| {
        let there = counted(known.len(), "week has", "weeks have");
        format!("{least} weeks with {WEEK_LEAST} mornings each are needed; {there} them")
    };
    let places: Vec<(f64, f64)> = known.iter().map(|&(week, median)| (week as f64, median)).collect();
    let slope = theil_sen(&places).filter(|_| known.len() >= SLOPE_LEAST).ok_or_else(|| few(SLOPE_LEAST));
    let p = if known.len() < TREND_LEAST { Err(few(TREND_LEAST)) } else { Ok(trend_p(&known)) };
    let message = match (&slope, &p) {
        (Err(_), _) => Trending::TooFewWeeks,
        (Ok(slope), Ok(p)) if *p < P_BELOW && *slope != 0.0 => Trending::Trend,
        _ => Trending::NoClearTrend,
    };
    Trend { weeks, slope_per_week: slope, p, message }
}

impl Trend {
    /// The answer in words: `trend: 0.50 points a week down over 9 weeks (8 weekly medians, p 0.007)`.
    pub fn describe(&self) -> String {
        let medians: Vec<Median> = self.weeks.iter().filter_map(|week| week.median.clone().ok()).collect();
        let weeks = medians.len();
        let slope = match &self.slope_per_week {
            Err(_) => {
                let shown: Vec<String> = medians.iter().map(Median::to_string).collect();
                let shown = if shown.is_empty() { String::new() } else { format!("; medians {}", shown.join(", ")) };
                return format!(
                    "too early for a trend: {weeks} of {SLOPE_LEAST} weeks have {WEEK_LEAST} mornings{shown}"
                );
            }
            Ok(slope) => match *slope {
                up if up > 0.0 => format!("{:.2} points a week up", up),
                down if down < 0.0 => format!("{:.2} points a week down", -down),
                _ => "level".into(),
            },
        };
        // from the first week that has a median on
        let span = self.weeks.len() - self.weeks.iter().position(|week| week.median.is_ok()).unwrap_or(0);
        let called = if self.message == Trending::Trend { "trend" } else { "no clear trend" };
        let p = match &self.p {
            Ok(p) if *p < 0.001 => "p under 0.001".into(),
            Ok(p) => format!("p {p:.3}"),
            Err(_) => format!("{TREND_LEAST} needed to call it a trend"),
        };
        format!("{called}: {slope} over {span} weeks ({weeks} weekly medians, {p})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::Journal;
    use crate::insight::days::points;
    use crate::insight::kit::{Notes, back, last};

    fn of(journal: &Journal, days: u64) -> PainFigures {
        let period = last(days);
        let mornings = Mornings::long(journal, period.from, period.to);
        pain(period, &points(journal, period.from, period.to), &mornings)
    }

    /// Four mornings in each of the last weeks, the newest last.
    fn weekly(levels: &[u8]) -> Journal {
        let weeks = levels.iter().rev().enumerate();
        weeks
            .fold(Notes::default(), |notes, (i, &level)| notes.mornings((0..4).map(|d| i as u64 * 7 + d), level))
            .done()
    }

    #[test]
    fn the_figures_count_days_and_mornings_and_a_gap_is_no_zero() {
        let journal = Notes::default().morning(3, 2).morning(2, 4).worst(2, 5).worst(1, 4).done();
        let pain = of(&journal, 7);
        assert_eq!((pain.n, pain.n_mornings, pain.days_at_5_or_more.clone()), (3, 2, Ok(1)));
        assert_eq!(pain.worst.unwrap().number(), 5);
        let none = of(&journal, 1);
        assert_eq!((none.n, none.n_mornings), (0, 0));
        assert!(none.median_morning.is_err() && none.worst.is_err() && none.days_at_5_or_more.is_err());
    }

    #[test]
    fn weeks_are_told_with_how_many_mornings_are_missing() {
        let pain = of(&weekly(&[2, 4]), 14);
        assert_eq!(pain.week_to_week, Ok(WeekToWeek::Rising));
        assert_eq!(pain.change().unwrap().points(), 2.0);
        let few = of(&Notes::default().mornings(0..4, 3).mornings(7..10, 3).done(), 14);
        assert_eq!(few.change(), Err(few.week_to_week.clone().unwrap_err()));
        assert!(
            few.week_to_week.unwrap_err().contains("4 in the last seven days and 3 in the seven before, 4 of each")
        );
    }

    #[test]
    fn six_weeks_make_a_slope_and_eight_steady_ones_a_trend() {
        for (weeks, slope, message) in [
            (&[5, 4, 3, 2, 1][..], None, Trending::TooFewWeeks),
            (&[6, 5, 4, 3, 2, 1], Some(-1.0), Trending::NoClearTrend),
            (&[7, 6, 5, 4, 3, 2, 1], Some(-1.0), Trending::NoClearTrend),
            (&[8, 7, 6, 5, 4, 3, 2, 1], Some(-1.0), Trending::Trend),
            (&[1, 2, 3, 4, 5, 6, 7, 8], Some(1.0), Trending::Trend),
            (&[3, 3, 3, 3, 3, 3, 3, 3], Some(0.0), Trending::NoClearTrend),
            (&[3, 5, 2, 6, 3, 4, 5, 3], Some(0.0), Trending::NoClearTrend),
        ] {
            let trend = of(&weekly(weeks), weeks.len() as u64 * 7).trend;
            assert_eq!((trend.slope_per_week.clone().ok(), trend.message), (slope, message), "{weeks:?}");
            assert_eq!((trend.weeks.len(), trend.p.is_ok()), (weeks.len(), weeks.len() >= 8), "{weeks:?}");
        }
    }

    #[test]
    fn a_week_of_three_mornings_is_a_gap_and_keeps_its_place() {
        let levels = [9u8, 8, 7, 6, 0, 4, 3];
        let journal = levels.iter().rev().enumerate().fold(Notes::default(), |notes, (i, &level)| {
            let days = if i == 2 { 3 } else { 4 };
            notes.mornings((0..days).map(|d| i as u64 * 7 + d), level)
        });
        let trend = of(&journal.done(), 49).trend;
        assert_eq!(trend.slope_per_week, Ok(-1.0), "the week between is missing, not skipped");
        assert_eq!(trend.weeks[4].median, Err("4 mornings needed, there are 3".into()));
        assert_eq!((trend.weeks[0].from, trend.weeks[6].to), (back(48), back(0)));
        let message =
            "no clear trend: 1.00 points a week down over 7 weeks (6 weekly medians, 8 needed to call it a trend)";
        assert_eq!(trend.describe(), message);
    }

    #[test]
    fn days_over_at_the_beginning_of_a_period_make_no_week() {
        assert_eq!(of(&weekly(&[1, 1]), 20).trend.weeks.len(), 2);
        assert_eq!(of(&weekly(&[1, 1]), 6).trend.weeks.len(), 0);
    }

    #[test]
    fn six_weeks_are_for_a_slope_and_eight_for_a_trend_and_it_says_which_is_missing() {
        let message = |weeks: &[u8]| of(&weekly(weeks), weeks.len() as u64 * 7).trend.describe();
        let early = |weeks: usize| format!("too early for a trend: {weeks} of 6 weeks have 4 mornings");
        assert_eq!(of(&Journal::default(), 42).trend.describe(), early(0));
        assert_eq!(message(&[3]), early(1) + "; medians 3");
        assert_eq!(message(&[5, 4, 3, 2, 1]), early(5) + "; medians 5, 4, 3, 2, 1");
        for (weeks, expected) in [
            (
                &[6, 5, 4, 3, 2, 1][..],
                "no clear trend: 1.00 points a week down over 6 weeks (6 weekly medians, 8 needed to call it a trend)",
            ),
            (
                &[7, 6, 5, 4, 3, 2, 1],
                "no clear trend: 1.00 points a week down over 7 weeks (7 weekly medians, 8 needed to call it a trend)",
            ),
            (
                &[8, 7, 6, 5, 4, 3, 2, 1],
                "trend: 1.00 points a week down over 8 weeks (8 weekly medians, p under 0.001)",
            ),
        ] {
            assert_eq!(message(weeks), expected);
        }
        let level = message(&[3, 5, 2, 6, 3, 4, 5, 3]);
        assert!(level.starts_with("no clear trend: level over 8 weeks (8 weekly medians, p 0."), "{level}");
    }

    #[test]
    fn three_mornings_have_no_median_and_four_have() {
        let three = Notes::default().morning(3, 2).morning(2, 4).morning(1, 4);
        let why = "4 mornings needed to summarise, there are 3";
        assert_eq!(of(&three.done(), 7).median_morning, Err(why.into()));
        let four = Notes::default().morning(3, 2).morning(2, 4).morning(1, 4).morning(0, 4);
        assert_eq!(of(&four.done(), 7).median_morning.unwrap().to_string(), "4");
    }
}
