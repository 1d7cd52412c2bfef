//! Trends: every answer about a period in one struct, for the tab, the command and the report.

use chrono::NaiveDate;

use super::change::{LevelChange, change};
use super::compare::{Comparison, compare};
use super::days::{ChartDay, Median, points};
use super::known::Known;
use super::marker_effect::{MarkerEffect, marker_effects};
use super::pain::{PainFigures, pain};
use super::pairs::Pair;
use super::period::Period;
use super::runs::{RunSummary, runs};
use super::see_someone::{SeeSomeone, see_someone};
use super::spread::{RealChangeCut, SpreadOf, cut};
use super::surfaces::{SurfaceSummary, surfaces};
use super::warnings::{Warning, warning};
use super::weeks::{Load, LongerWeek, Week, load_of_week, longer_week, metres_of, weeks};
use super::with_without::{WithWithout, with_without};
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::insight::next_morning::{Mornings, Settled, WEEK_LEAST};
use crate::insight::responses::{days_logged, responses};

/// The sentence under every statistic.
pub const ASSOCIATION: &str =
    "An association in your own notes, not proof. Distance, pace, shoes, sleep and healing time may differ too.";

/// Every answer about a period.
#[derive(Clone, Debug, PartialEq)]
pub struct Trends {
    /// The period.
    pub period: Period,
    /// Days of it with something recorded.
    pub days_logged: usize,
    /// Its days, oldest first, with the 7-day median of daily worsts.
    pub points: Vec<ChartDay>,
    /// What its pain says.
    pub pain: PainFigures,
    /// Its runs, oldest first.
    pub runs: Vec<RunSummary>,
    /// Its calendar weeks, oldest first.
    pub weeks: Vec<Week>,
    /// The load of the seven days up to its last.
    pub load: Load,
    /// The seven days up to its last, where they are much longer than the seven before.
    pub longer_week: Known<LongerWeek>,
    /// The surfaces of its runs.
    pub surfaces: Vec<SurfaceSummary>,
    /// With and without.
    pub with_without: Vec<WithWithout>,
    /// The pairs that were picked.
    pub comparisons: Vec<Comparison>,
    /// Its markers, with the mornings around them.
    pub markers: Vec<MarkerEffect>,
    /// Its figures, to put beside those of the period before.
    pub figures: Figures,
    /// The figures of as many days before it; nothing where the calendar has none.
    pub before: Option<Figures>,
    /// A warning sign that is open on its last day.
    pub warning: Option<Warning>,
    /// A suggestion to see someone; nothing while a warning sign says more.
    pub see_someone: Option<SeeSomeone>,
}

/// The figures of a period, alike for any of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The period.
    pub period: Period,
    /// Days with something recorded.
    pub days_logged: usize,
    /// Days with a morning level.
    pub n_mornings: usize,
    /// The median of the mornings.
    pub median_morning: Known<Median>,
    /// Days with any level.
    pub n: usize,
    /// The highest level.
    pub worst: Known<Level>,
    /// Days at 5 or more.
    pub days_at_5_or_more: Known<usize>,
    /// Runs.
    pub runs: usize,
    /// Metres of all runs that have a distance; 0 without a run.
    pub distance_m: Known<u64>,
    /// How many runs had settled by the next morning.
    pub settled: Known<usize>,
    /// Of how many that can be judged.
    pub n_settled: usize,
    /// From how many points on a change from the period before may be real.
    pub cut: RealChangeCut,
}

/// Every answer about a period that ends today or before; `pairs` are those that a person picked.
pub fn trends(journal: &Journal, period: Period, today: NaiveDate, pairs: &[Pair]) -> Trends {
    let mornings = Mornings::long(journal, period.from, period.to);
    let points = points(journal, period.from, period.to);
    let pain = pain(period, &points, &mornings);
    let runs = runs(journal, period, today, &mornings);
    let responses = responses(journal, period, &mornings);
    let warning = warning(journal, period.to);
    let days_logged = days_logged(journal, period);
    let figures = of_parts(period, days_logged, &pain, &runs, &mornings);
    Trends {
        period,
        days_logged,
        weeks: weeks(journal, period),
        load: load_of_week(journal, period.to),
        longer_week: longer_week(journal, period.to),
        surfaces: surfaces(journal, period, &responses),
        with_without: with_without(journal, &responses),
        comparisons: compare(journal, &responses, pairs),
        markers: marker_effects(journal, period),
        figures,
        before: period.before().map(|before| self::figures(journal, before, today)),
        see_someone: see_someone(journal, period.to),
        warning,
        points,
        pain,
        runs,
    }
}

/// The figures of a period.
pub fn figures(journal: &Journal, period: Period, today: NaiveDate) -> Figures {
    let mornings = Mornings::long(journal, period.from, period.to);
    let points = points(journal, period.from, period.to);
    let runs = runs(journal, period, today, &mornings);
    of_parts(period, days_logged(journal, period), &pain(period, &points, &mornings), &runs, &mornings)
}

fn of_parts(
    period: Period,
    days_logged: usize,
    pain: &PainFigures,
    runs: &[RunSummary],
    mornings: &Mornings,
) -> Figures {
    let judged: Vec<Settled> = runs.iter().filter_map(|run| run.settled.clone().ok()).collect();
    Figures {
        period,
        days_logged,
        n_mornings: pain.n_mornings,
        median_morning: pain.median_morning.clone(),
        n: pain.n,
        worst: pain.worst.clone(),
        days_at_5_or_more: pain.days_at_5_or_more.clone(),
        runs: runs.len(),
        distance_m: match days_logged {
            0 => Err("nothing was recorded in these days".into()),
            _ => metres_of(runs.iter().map(|run| run.distance_m)),
        },
        settled: match judged.len() {
            0 => Err("no run has a morning level both before and after it".into()),
            _ => Ok(judged.iter().filter(|&&settled| settled == Settled::Settled).count()),
        },
        n_settled: judged.len(),
        cut: cut(mornings, period.from.pred_opt().unwrap_or(period.from), SpreadOf::Fortnights),
    }
}

impl Figures {
    /// The change of the median morning from other figures to these; known where both have four mornings.
    ///
    /// # Errors
    /// Why there is none.
    pub fn change_since(&self, before: &Self) -> Known<LevelChange> {
        let few = |n: usize, which: &str| {
            format!("{WEEK_LEAST} mornings needed {which}, there {} {n}", if n == 1 { "is" } else { "are" })
        };
        match (before.median_morning.as_ref(), self.median_morning.as_ref()) {
            _ if before.n_mornings < WEEK_LEAST => Err(few(before.n_mornings, "before it")),
            _ if self.n_mornings < WEEK_LEAST => Err(few(self.n_mornings, "in the period")),
            (Ok(&before), Ok(&now)) => Ok(change(before, now, self.cut)),
            (Err(why), _) | (_, Err(why)) => Err(why.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checks::{Answer, Check};
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::runs::Surface::{Grass, Road};
    use crate::insight::change::Size;
    use crate::insight::kit::{Notes, last, today};
    use crate::insight::markers::Cause;

    #[test]
    fn an_empty_journal_has_an_answer_without_a_single_zero_in_place_of_a_gap() {
        let found = trends(&Journal::default(), last(14), today(), &[]);
        assert_eq!((found.days_logged, found.points.len(), found.runs.len()), (0, 14, 0));
        assert!(found.figures.median_morning.is_err() && found.figures.settled.is_err() && found.load.sum.is_err());
        assert_eq!((found.see_someone, found.warning, found.longer_week.is_err()), (None, None, true));
        assert!(found.before.unwrap().worst.is_err());
    }

    #[test]
    fn this_period_stands_against_as_many_days_before_it() {
        let journal = Notes::default()
            .mornings(14..21, 5)
            .run(15, 4000, Road)
            .worst(14, 7)
            .mornings(3..7, 2)
            .run(5, 5000, Grass)
            .marker(5, "desk")
            .done();
        let found = trends(&journal, last(14), today(), &[]);
        let (now, before) = (&found.figures, found.before.as_ref().unwrap());
        assert_eq!((now.n_mornings, before.n_mornings, before.n), (4, 7, 7));
        assert_eq!((now.runs, now.distance_m.clone(), before.distance_m.clone()), (1, Ok(5000), Ok(4000)));
        assert_eq!((now.settled.clone(), now.n_settled), (Ok(1), 1));
        assert_eq!(before.days_at_5_or_more, Ok(7));
        let change = now.change_since(before).unwrap();
        assert_eq!((change.size, change.less_percent), (Size::Real, Some(60)));
        assert_eq!((found.markers.len(), found.markers[0].marker.cause), (1, Cause::Mark));
        let few = trends(&Notes::default().mornings(3..6, 2).mornings(14..21, 5).done(), last(14), today(), &[]);
        let why = few.figures.change_since(&few.before.unwrap()).unwrap_err();
        assert_eq!(why, "4 mornings needed in the period, there are 3");
    }

    #[test]
    fn while_a_warning_sign_is_open_no_other_suggestion_is_made() {
        let mut notes = (0..14).fold(Notes::default(), |notes, day| notes.worst(day, 6));
        assert!(trends(&notes.journal.clone(), last(14), today(), &[]).see_someone.is_some());
        let mut check = Check::blank(Id(uuid::Uuid::from_u128(900)), At::parse("2026-11-20T12:00:00+01:00").unwrap());
        check.signs.saddle = Some(Answer::Yes);
        notes.journal.checks.push(check);
        let found = trends(&notes.done(), last(14), today(), &[]);
        assert!(found.warning.is_some() && found.see_someone.is_none());
    }
}
