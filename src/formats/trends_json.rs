//! Trends as JSON: what cannot be computed is `null`, with its reason under the same key in `missing`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::insight::change::Change;
use crate::insight::compare::Comparison;
use crate::insight::days::{Median, Point};
use crate::insight::known::Known;
use crate::insight::marker_effect::{MarkerEffect, Side};
use crate::insight::outcomes::Summary;
use crate::insight::pain::{Pain, Trend};
use crate::insight::period::Period;
use crate::insight::runs::Run;
use crate::insight::surfaces::Ground;
use crate::insight::trends::{ASSOCIATION, Figures, Trends};
use crate::insight::weeks::{Load, Week};
use crate::insight::with_without::WithWithout;

/// An object under way.
#[derive(Default)]
struct Object {
    fields: Map<String, Value>,
    missing: Map<String, Value>,
}

impl Object {
    fn put(mut self, key: &str, value: impl Serialize) -> Self {
        self.fields.insert(key.to_owned(), json!(value));
        self
    }

    /// A value, or `null` and why.
    fn known<T>(mut self, key: &str, value: &Known<T>, show: impl Fn(&T) -> Value) -> Self {
        match value {
            Ok(value) => self.fields.insert(key.to_owned(), show(value)),
            Err(why) => {
                self.missing.insert(key.to_owned(), json!(why));
                self.fields.insert(key.to_owned(), Value::Null)
            }
        };
        self
    }

    fn done(mut self) -> Value {
        if !self.missing.is_empty() {
            self.fields.insert("missing".into(), Value::Object(self.missing));
        }
        Value::Object(self.fields)
    }
}

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
    Object::default()
        .put("period", period(trends.period, trends.days_logged))
        .put("pain", pain(&trends.pain))
        .put("days", all(&trends.points, day))
        .put("runs", all(&trends.runs, run))
        .put("weeks", all(&trends.weeks, week))
        .put("load", load(&trends.load))
        .put("longer_week", &trends.longer_week)
        .put("surfaces", all(&trends.surfaces, ground))
        .put("with_without", all(&trends.with_without, with_without))
        .put("comparison", comparisons.get(0).cloned())
        .put("comparisons", comparisons)
        .put("markers", all(&trends.markers, marker))
        .put("figures", figures(&trends.figures))
        .put("before", trends.before.as_ref().map(|before| before_it(before, &trends.figures)))
        .put(
            "see_someone",
            trends.see_someone.as_ref().map(|some| json!({ "reasons": some.reasons, "says": some.says() })),
        )
        .put(
            "warning",
            trends.warning.as_ref().map(|warning| {
                json!({
                    "tier": warning.tier, "signs": warning.signs, "since": warning.since, "action": warning.action(),
                })
            }),
        )
        .put("note", ASSOCIATION)
        .done()
}

fn period(period: Period, days_logged: usize) -> Value {
    json!({ "from": period.from, "to": period.to, "days": period.days(), "days_logged": days_logged })
}

fn pain(pain: &Pain) -> Value {
    Object::default()
        .put("n", pain.n)
        .put("n_mornings", pain.n_mornings)
        .known("median_morning", &pain.median_morning, median)
        .known("worst", &pain.worst, plain)
        .known("days_at_5_or_more", &pain.days_at_5_or_more, plain)
        .known("week_to_week", &pain.week_to_week, plain)
        .put("change", pain.change().map(change))
        .put("trend", trend(&pain.trend))
        .done()
}

fn change(change: Change) -> Value {
    json!({
        "points": number(change.points()), "size": change.size, "less_percent": change.less_percent, "says": change.says(),
    })
}

fn trend(trend: &Trend) -> Value {
    let week = |week: &crate::insight::pain::Week| {
        let object = Object::default().put("from", week.from).put("to", week.to).put("n", week.n);
        object.known("median", &week.median, median).done()
    };
    Object::default()
        .known("slope_per_week", &trend.slope_per_week, |slope| number(*slope))
        .known("p", &trend.p, |p| number(*p))
        .put("says", trend.says)
        .put("weeks", all(&trend.weeks, week))
        .done()
}

fn day(point: &Point) -> Value {
    json!({
        "date": point.day.date,
        "morning": point.day.morning,
        "worst": point.day.worst,
        "median_of_7": point.median.as_ref().map(median),
        "n_of_7": point.known,
        "runs": point.day.runs,
    })
}

fn run(run: &Run) -> Value {
    let surface = |(surface, metres): &(crate::domain::runs::Surface, Option<u32>)| json!({ "surface": surface, "distance_m": metres });
    Object::default()
        .put("id", run.id)
        .put("at", run.at)
        .put("distance_m", run.distance_m)
        .put("duration_s", run.duration_s)
        .put("surface", run.surface)
        .put("surfaces", all(&run.surfaces, surface))
        .put("pain", &run.pain)
        .known("base", &run.base, |(base, _)| median(base))
        .put("base_from", run.base.as_ref().ok().map(|(_, from)| from))
        .known("next", &run.next, plain)
        .known("settled", &run.settled, plain)
        .put("shares_morning", run.shares_morning)
        .put("verdict", run.verdict)
        .put("reasons", &run.reasons)
        .put(
            "spike",
            json!({
                "ratio": run.spike.ratio.map(number), "class": run.spike.class, "longest_m": run.spike.longest_m,
            }),
        )
        .put("limits", json!({ "says": run.limits.says, "outside": run.limits.outside }))
        .known("load", &run.load, |load| number(*load))
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
        .put("runs", week.runs)
        .put("distance_m", week.distance_m)
        .put("surfaces", surfaces)
        .put("unknown_m", week.unknown_m)
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

fn ground(ground: &Ground) -> Value {
    let object = Object::default().put("surface", ground.surface).put("runs", ground.runs);
    let distance = ground.distance_m.ok_or_else(|| "no run on it has a distance".to_owned());
    summed(object.known("distance_m", &distance, plain), &ground.mornings).done()
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
        .known("median_difference", &one.median_difference, |points| number(*points))
        .known("p", &one.p, |p| json!(p))
        .known("p_alone", &one.p_alone, |p| json!(p))
        .known("interval", &one.interval, |(low, high)| json!([number(*low), number(*high)]))
        .put("says", one.says)
        .put("reasons", &one.reasons)
        .done()
}

fn side(side: &Side) -> Value {
    Object::default().put("n", side.n).known("median", &side.median, median).done()
}

fn marker(one: &MarkerEffect) -> Value {
    json!({
        "what": one.marker.what,
        "cause": one.marker.cause,
        "at": one.marker.day,
        "before": side(&one.before),
        "after": side(&one.after),
        "change": one.change.map(change),
        "says": one.says,
        "reasons": one.reasons,
    })
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
        .put("distance_m", figures.distance_m)
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
