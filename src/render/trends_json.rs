//! Trends as JSON: what cannot be computed is `null`, with its reason under the same key in `missing`.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::json_object::Object;
use crate::domain::journal::Journal;
use crate::domain::runs::Surface;
use crate::insight;
use crate::insight::change::LevelChange;
use crate::insight::compare::Comparison;
use crate::insight::days::{ChartDay, MEDIAN_LEAST, Median};
use crate::insight::limits::Limits;
use crate::insight::marker_effect::{MarkerEffect, Near, Side};
use crate::insight::pain::{PainFigures, Trend};
use crate::insight::period::Period;
use crate::insight::responses::Summary;
use crate::insight::run_summary;
use crate::insight::runs::RunSummary;
use crate::insight::see_someone::SeeSomeone;
use crate::insight::spike::Spike;
use crate::insight::surfaces::SurfaceSummary;
use crate::insight::trends::{ASSOCIATION, Figures, Trends};
use crate::insight::warnings::Warning;
use crate::insight::weeks::{Distance, Load, LongerWeek, NOT_BEGUN, Week};
use crate::insight::with_without::WithWithout;
use crate::page::Line;

/// Why there is no value where a person gave none.
const NOT_RECORDED: &str = "not recorded";
/// Why there is no longest run.
const NO_LONGEST: &str = "no run with a distance in the 30 days before";

fn all<T>(list: &[T], show: impl Fn(&T) -> Value) -> Value {
    list.iter().map(show).collect()
}

/// A number without a fraction where it has none; three decimals at most.
fn number(value: f64) -> Value {
    let rounded = (value * 1000.0).round() / 1000.0;
    if rounded.fract() == 0.0 { json!(rounded as i64) } else { json!(rounded) }
}

fn median(median: &Median) -> Value {
    number(f64::from(median.halves()) / 2.0)
}

fn plain<T: Serialize>(value: &T) -> Value {
    json!(value)
}

/// Trends as a JSON value.
pub fn value(trends: &Trends) -> Value {
    let comparisons = all(&trends.comparisons, comparison);
    let not_seen = match &trends.warning {
        Some(warning) if warning.silences() => "the warning sign that is open says more",
        _ => {
            "in the 14 days up to its last, no run judged stop, no three of the last five judged ease, and no level of 3 or more on most days"
        }
    };
    Object::default()
        .put("period", period(trends.period, trends.days_logged))
        .put("pain", pain(&trends.pain))
        .put("days", all(&trends.points, day))
        .put("runs", all(&trends.runs, run))
        .put("weeks", all(&trends.weeks, week))
        .put("load", load(&trends.load))
        .known("longer_week", &trends.longer_week, longer_week)
        .put("surfaces", all(&trends.surfaces, surface))
        .put("with_without", all(&trends.with_without, with_without))
        .maybe("comparison", comparisons.get(0).cloned(), "no pair was picked to compare")
        .put("comparisons", comparisons)
        .put("markers", all(&trends.markers, marker))
        .put("figures", figures(&trends.figures))
        .maybe(
            "before",
            trends.before.as_ref().map(|before| before_it(before, &trends.figures)),
            "the calendar has no days before it",
        )
        .maybe("see_someone", trends.see_someone.as_ref().map(see_someone), not_seen)
        .maybe(
            "warning",
            trends.warning.as_ref().map(warning),
            "no yes is open on its last day; what was never asked is not no",
        )
        .put("note", ASSOCIATION)
        .done()
}

fn see_someone(some: &SeeSomeone) -> Value {
    json!({ "reasons": some.reasons, "says": some.describe() })
}

fn warning(warning: &Warning) -> Value {
    json!({ "tier": warning.tier, "signs": warning.signs, "since": warning.since, "action": warning.action() })
}

fn longer_week(note: &LongerWeek) -> Value {
    let sum = |sum: &Distance| json!({ "distance_m": sum.distance_m, "runs": sum.runs });
    json!({ "percent": note.percent(), "last_7_days": sum(&note.now), "the_7_before": sum(&note.before) })
}

fn period(period: Period, days_logged: usize) -> Value {
    json!({ "from": period.from, "to": period.to, "days": period.days(), "days_logged": days_logged })
}

fn pain(pain: &PainFigures) -> Value {
    Object::default()
        .put("n", pain.n)
        .put("n_mornings", pain.n_mornings)
        .known("median_morning", &pain.median_morning, median)
        .known("worst", &pain.worst, plain)
        .known("days_at_5_or_more", &pain.days_at_5_or_more, plain)
        .known("week_to_week", &pain.week_to_week, plain)
        .known("change", &pain.change(), |found| change(*found))
        .put("trend", trend(&pain.trend))
        .done()
}

fn change(change: LevelChange) -> Value {
    Object::default()
        .put("points", number(change.points()))
        .put("size", change.size)
        .put("real_from", number(change.cut.points()))
        .put(change.cut.of.word(), change.cut.whole)
        .maybe("less_percent", change.less_percent, "a share is given for a fall from 4 or more only")
        .put("says", change.describe())
        .done()
}

fn trend(trend: &Trend) -> Value {
    let week = |week: &crate::insight::pain::PainWeek| {
        let object = Object::default().put("from", week.from).put("to", week.to).put("n", week.n);
        object.known("median", &week.median, median).done()
    };
    Object::default()
        .known("slope_per_week", &trend.slope_per_week, |slope| number(*slope))
        .known("p", &trend.p, |p| number(*p))
        .put("says", trend.message)
        .put("weeks", all(&trend.weeks, week))
        .done()
}

fn day(point: &ChartDay) -> Value {
    let few = format!("{MEDIAN_LEAST} of 7 days with a level needed, there are {}", point.known);
    Object::default()
        .put("date", point.day.date)
        .maybe("morning", point.day.morning, "no morning level")
        .maybe("worst", point.day.worst, "no level")
        .maybe("median_of_7", point.median.as_ref().map(median), few)
        .put("n_of_7", point.known)
        .put("runs", &point.day.runs)
        .done()
}

fn run(run: &RunSummary) -> Value {
    let surface = |&(surface, metres): &(Surface, Option<u32>)| {
        Object::default().put("surface", surface).maybe("distance_m", metres, NOT_RECORDED).done()
    };
    Object::default()
        .put("id", run.id)
        .put("at", run.at)
        .maybe("distance_m", run.distance_m, NOT_RECORDED)
        .maybe("duration_s", run.duration_s, NOT_RECORDED)
        .maybe("surface", run.surface, NOT_RECORDED)
        .put("surfaces", all(&run.surfaces, surface))
        .put("pain", &run.pain)
        .known("base", &run.base, |(base, _)| median(base))
        .known("base_from", &run.base, |(_, from)| json!(from))
        .known("next", &run.next, plain)
        .known("settled", &run.settled, plain)
        .put("shares_morning", run.shares_morning)
        .put("verdict", run.verdict)
        .put("reasons", &run.reasons)
        .put("spike", spike(&run.spike, run.distance_m))
        .put("limits", limits(&run.limits))
        .known("load", &run.load, |load| number(*load))
        .done()
}

fn spike(spike: &Spike, distance_m: Option<u32>) -> Value {
    let no_ratio = if distance_m.unwrap_or(0) == 0 { "the run has no distance" } else { NO_LONGEST };
    Object::default()
        .maybe("ratio", spike.ratio.map(number), no_ratio)
        .put("class", spike.class)
        .maybe("longest_m", spike.longest_m, NO_LONGEST)
        .done()
}

/// A run against the clearance in force; `why` says why none was, where none was.
pub fn limits(limits: &Limits) -> Value {
    let found = json!({ "says": limits.standing, "outside": limits.outside, "not_known": limits.not_known });
    match (found, limits.lacking) {
        (Value::Object(mut fields), Some(why)) => {
            fields.insert("why".into(), json!(why));
            Value::Object(fields)
        }
        (found, _) => found,
    }
}

/// How a run is judged as of today, whatever the verdict, and what is said of it as soon as it is written down.
pub fn judged(journal: &Journal, own: &crate::domain::runs::Run, today: NaiveDate) -> Value {
    let found = run_summary::judge(journal, own, today);
    let message: Vec<String> = run_summary::news(journal, own, today).iter().map(Line::text).collect();
    Object::default()
        .put("verdict", found.verdict)
        .put("reasons", found.reasons)
        .put("spike", spike(&insight::spike::spike(journal, own), own.distance_m))
        .put("limits", limits(&insight::limits::limits(journal, own)))
        .put("says", message)
        .done()
}

fn load(load: &Load) -> Value {
    Object::default().known("sum", &load.sum, |sum| number(*sum)).put("n", load.n).put("of", load.of).done()
}

fn week(week: &Week) -> Value {
    let surfaces: Map<String, Value> =
        week.surfaces.iter().map(|(surface, metres)| (surface.word().to_owned(), json!(metres))).collect();
    Object::default()
        .put("from", week.from)
        .put("to", week.to)
        .put("partly", week.partly)
        .maybe("runs", week.begun.then_some(week.runs), NOT_BEGUN)
        .known("distance_m", &week.distance_m, plain)
        .put("surfaces", surfaces)
        .maybe("unknown_m", week.begun.then_some(week.unknown_m), NOT_BEGUN)
        .put("load", load(&week.load))
        .done()
}

/// The fields of a summary, added to an object.
fn summed(object: Object, summary: &Summary) -> Object {
    let share = summary.settled.clone().map(|settled| settled as f64 / summary.n.max(1) as f64);
    object
        .put("n_mornings", summary.n)
        .known("median_change", &summary.median, |median| number(*median))
        .known("range", &summary.range, |(low, high)| json!([low, high]))
        .known("settled", &summary.settled, plain)
        .known("settled_share", &share, |share| number(*share))
}

fn surface(surface: &SurfaceSummary) -> Value {
    let object = Object::default().put("surface", surface.surface).put("runs", surface.runs);
    let distance = surface.distance_m.ok_or_else(|| "no run on it has a distance".to_owned());
    summed(object.known("distance_m", &distance, plain), &surface.mornings).done()
}

fn with_without(one: &WithWithout) -> Value {
    let group = |summary| summed(Object::default(), summary).done();
    json!({ "what": one.pair.a.what.name(), "with": group(&one.with), "without": group(&one.without) })
}

fn comparison(one: &Comparison) -> Value {
    Object::default()
        .put("a", one.pair.a.name())
        .put("b", one.pair.b.name())
        .put("n_a", one.n_a)
        .put("n_b", one.n_b)
        .known("median_change_a", &one.medians[0], |points| number(*points))
        .known("median_change_b", &one.medians[1], |points| number(*points))
        .known("difference", &one.difference, |points| number(*points))
        .known("slope", &one.slope, |slope| number(*slope))
        .known("p", &one.p, |p| json!(p))
        .known("p_alone", &one.p_alone, |p| json!(p))
        .known("interval", &one.interval, |(low, high)| json!([number(*low), number(*high)]))
        .put("effort_missing", one.effort_missing.0)
        .put("of_run_days", one.effort_missing.1)
        .put("says", one.message)
        .put("reasons", &one.reasons)
        .done()
}

fn side(side: &Side) -> Value {
    Object::default().put("n", side.n).known("median", &side.median, median).done()
}

fn marker(one: &MarkerEffect) -> Value {
    let near = |near: &Near| json!({ "what": near.what, "at": near.day, "days": near.days });
    Object::default()
        .put("what", &one.marker.what)
        .put("cause", one.marker.cause)
        .put("at", one.marker.day)
        .put("before", side(&one.before))
        .put("after", side(&one.after))
        .put("six_weeks_before", side(&one.six_weeks))
        .put("weeks_known", one.weeks_known)
        .maybe("change", one.change.map(change), one.reasons.join("; "))
        .put("says", one.message)
        .put("reasons", &one.reasons)
        .put("near", all(&one.near, near))
        .done()
}

fn figures_of(figures: &Figures) -> Object {
    Object::default()
        .put("period", period(figures.period, figures.days_logged))
        .put("n", figures.n)
        .put("n_mornings", figures.n_mornings)
        .known("median_morning", &figures.median_morning, median)
        .known("worst", &figures.worst, plain)
        .known("days_at_5_or_more", &figures.days_at_5_or_more, plain)
        .put("runs", figures.runs)
        .known("distance_m", &figures.distance_m, plain)
        .known("settled", &figures.settled, plain)
        .put("n_settled", figures.n_settled)
}

fn figures(figures: &Figures) -> Value {
    figures_of(figures).done()
}

/// The period before, with the change from it.
fn before_it(before: &Figures, now: &Figures) -> Value {
    figures_of(before).known("change", &now.change_since(before), |found| change(*found)).done()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::arbitrary::{clock, journals};
    use crate::formats::demo_json::demo;
    use crate::insight::pairs::Pair;
    use crate::insight::period::Span;
    use crate::insight::trends::trends;
    use crate::render::json_object::without_reason;

    fn of(journal: &Journal, span: Span, pairs: &[&str]) -> Value {
        let today = clock().now.day(journal.day_starts_at());
        let period = span.period(journal, clock().now).unwrap_or(Period { from: today, to: today });
        let pairs: Vec<Pair> = pairs.iter().filter_map(|pair| Pair::read(pair, journal).ok()).collect();
        value(&trends(journal, period, today, &pairs))
    }

    #[test]
    fn every_null_has_its_reason() {
        let today = clock().now.day(Journal::default().day_starts_at());
        let demo = demo(today).unwrap();
        for span in Span::ALL {
            for journal in [&demo, &Journal::default()] {
                let found = of(journal, *span, &["grass,road", "grass,sand", "massage", "therapy"]);
                assert_eq!(without_reason(&found), [""; 0], "{span:?}");
            }
        }
        let day = &of(&Journal::default(), Span::Weeks2, &[])["days"][0];
        assert_eq!(day["morning"], Value::Null);
        assert_eq!(day["missing"]["median_of_7"], "4 of 7 days with a level needed, there are 0");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn every_null_of_an_arbitrary_journal_has_its_reason(journal in journals()) {
            let found = of(&journal, Span::Weeks6, &["grass,road", "orthotics"]);
            prop_assert_eq!(without_reason(&found), Vec::<String>::new());
        }
    }
}
