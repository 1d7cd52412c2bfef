//! Nike Run Club's activities as tools save them from its web: kilometres in a list of sums, milliseconds, no zone.

use std::io::BufRead;

use serde::Deserialize;

use crate::domain::level::Level;
use crate::domain::runs::Surface;
use crate::import::activity::{Activity, Sport, StartTime, Unreadable};
use crate::import::found::Found;
use crate::import::json::{Flag, Many, Maybe, Number, Text, read as read_json};
use crate::import::sports;
use crate::import::tables::dates;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Run {
    /// Where it is a list of runs.
    activities: Many<Run>,
    id: Text,
    #[serde(rename = "type")]
    kind: Text,
    app_id: Text,
    start_epoch_ms: Number,
    end_epoch_ms: Number,
    active_duration_ms: Number,
    delete_indicator: Flag,
    summaries: Many<Sum>,
    tags: Maybe<Tags>,
    metrics: Many<Metric>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Sum {
    metric: Text,
    summary: Text,
    value: Number,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metric {
    #[serde(rename = "type")]
    kind: Text,
    unit: Text,
    values: Many<Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Value {
    value: Number,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tags {
    #[serde(rename = "com.nike.name")]
    name: Text,
    location: Text,
    terrain: Text,
    rpe: Text,
    note: Text,
}

/// Reads one activity, or a list of them.
///
/// # Errors
/// Where it is no JSON.
pub fn read(input: &mut dyn BufRead) -> Result<Found, Unreadable> {
    let Many(parts) = read_json::<Many<Run>>(input)?;
    let all = parts.into_iter().flat_map(|mut part| std::mem::take(&mut part.activities.0).into_iter().chain([part]));
    let all = all.filter(|one| one.start_epoch_ms.0.is_some() && !one.delete_indicator.0);
    Ok(Found::of("nike", all.map(Run::activity)))
}

impl Run {
    fn activity(self) -> Activity {
        let sum = self.summaries.0.iter().find(|sum| sum.metric.get() == "distance" && sum.summary.get() != "mean");
        // where there is no sum, its parts
        let parts = || {
            let far = self.metrics.0.iter().find(|one| one.kind.get() == "distance")?;
            let sum: f64 = far.values.0.iter().filter_map(|value| value.value.positive()).sum();
            Some(if far.unit.get().eq_ignore_ascii_case("mi") { sum * 1.609_344 } else { sum })
        };
        let kilometres = sum.and_then(|sum| sum.value.positive()).or_else(parts);
        let elapsed = self.end_epoch_ms.0.zip(self.start_epoch_ms.0).map(|(end, start)| end - start);
        let tags = self.tags.0.unwrap_or_default();
        let mut activity = Activity {
            start: self.start_epoch_ms.positive().map_or(StartTime::Unknown, |ms| dates::epoch_at(ms, None)),
            distance_m: Number(kilometres).whole(1000.0),
            timer_s: self.active_duration_ms.whole(0.001),
            elapsed_s: Number(elapsed).whole(0.001),
            effort: tags.rpe.code().and_then(|value| Level::new(u8::try_from(value).ok()?)),
            title: tags.note.tidy().or(tags.name.tidy()),
            id: self.id.tidy(),
            ..Activity::default()
        };
        sports::name(&mut activity, self.kind.get());
        // the app for the gym has no runs
        if self.app_id.get().contains(".ntc") {
            activity.sport = Sport::Other("training".into());
        }
        if activity.sport != Sport::Running {
            return activity;
        }
        match tags.terrain.get() {
            "trail" => sports::sort_as(&mut activity, Some("trail")),
            "track" => sports::sort_as(&mut activity, Some("track")),
            "treadmill" => sports::sort_as(&mut activity, Some("treadmill")),
            "road" => activity.surface = Some(Surface::Road),
            "beach" => activity.surface = Some(Surface::Sand),
            _ if tags.location.get() == "indoors" => sports::sort_as(&mut activity, Some("treadmill")),
            _ => {}
        }
        activity
    }
}
