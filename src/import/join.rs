//! A run typed by hand and the recording of it become one: the recorded numbers are taken, all else typed stays.

use crate::domain::day::At;
use crate::domain::runs::stretch;
use crate::domain::runs::{Run, Surface};
use crate::domain::settings::Settings;
use crate::domain::{units, when};
use crate::import::zone::Zone;

/// The run typed by hand with the numbers of the one that was read, which has its id.
pub(super) fn join(was: &Run, read: Run) -> Run {
    let mut now = was.clone();
    let zone = Zone::of(read.source.as_deref().and_then(|source| source.zone.as_deref()));
    // a list that names only the day knows no hour
    now.at = if zone == Zone::Day { was.at } else { read.at };
    now.source = read.source;
    now.duration_s = read.duration_s.or(now.duration_s);
    now.effort = now.effort.or(read.effort);
    now.note = now.note.or(read.note);
    if read.distance_m.is_some_and(|metres| metres > 0) {
        now.set_distance(read.distance_m);
    }
    if now.surfaces.is_empty() {
        now.surfaces = stretch(read.surfaces.first().map_or(Surface::Other, |one| one.surface), now.distance_m);
    }
    now
}

/// Fills what a run that was read does not say from another account of it.
pub(super) fn fill(run: &mut Run, from: Run) {
    run.duration_s = run.duration_s.or(from.duration_s);
    if run.distance_m.is_none() {
        run.set_distance(from.distance_m);
    }
    run.effort = run.effort.or(from.effort);
    if let (true, false, [one]) = (run.lacks_surface(), from.lacks_surface(), &from.surfaces[..]) {
        run.surfaces = stretch(one.surface, run.distance_m);
    }
    run.note = run.note.take().or(from.note);
    // where only this computer's zone was assumed, an account that knows the place says it
    let zone = |run: &Run| run.source.as_deref().is_some_and(|source| source.zone.as_deref() == Some("assumed"));
    if zone(run) && from.source.as_deref().is_some_and(|source| source.zone.is_none()) {
        run.at = At(run.at.0.with_timezone(from.at.0.offset()));
        if let Some(source) = run.source.as_deref_mut() {
            (source.zone, source.start) = (None, Some(run.at));
        }
    }
    if let (Some(source), Some(from)) = (run.source.as_deref_mut(), from.source) {
        source.elapsed_s = source.elapsed_s.or(from.elapsed_s);
        source.device = source.device.take().or(from.device);
    }
}

/// With which run it was joined, by its short id, what was taken from the file and what stays as it was typed.
pub(super) fn describe(was: &Run, now: &Run, short: &str, settings: &Settings) -> String {
    let far = was.distance_m.map(|metres| units::distance(metres, settings.units));
    let long = was.duration_s.map(units::duration);
    let of = [Some(short.to_owned()), Some(when::say(was.at, settings)), far.or(long)];
    let of: Vec<String> = of.into_iter().flatten().collect();
    let surface = |run: &Run| run.surfaces.iter().map(|part| part.surface).collect::<Vec<_>>();
    // each with whether it was typed and whether it is another now
    let parts = [
        ("start", true, was.at != now.at),
        ("distance", was.distance_m.is_some(), was.distance_m != now.distance_m),
        ("time", was.duration_s.is_some(), was.duration_s != now.duration_s),
        ("surface", !was.surfaces.is_empty(), surface(was) != surface(now)),
        ("pain", was.pain != Default::default(), false),
        ("effort", was.effort.is_some(), was.effort != now.effort),
        ("gear", !was.gear.is_empty(), false),
        ("note", was.note.is_some(), was.note != now.note),
    ];
    let taken: Vec<&str> = parts.iter().filter(|(_, _, other)| *other).map(|(what, ..)| *what).collect();
    let kept: Vec<&str> = parts.iter().filter(|(_, typed, other)| *typed && !other).map(|(what, ..)| *what).collect();
    let taken = if taken.is_empty() { "nothing but its source".into() } else { listed(&taken) };
    let kept = if kept.is_empty() { String::new() } else { format!("; kept {}", listed(&kept)) };
    format!("Joined with the run you typed ({}): took {taken}{kept}.", of.join(", "))
}

/// `start, distance and time`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::level::Level;
    use crate::domain::runs::RunPain;

    #[test]
    fn what_was_taken_and_what_stays_is_said() {
        let (id, at) = (Id(uuid::Uuid::from_u128(0x1a2b)), |text| At::parse(text).unwrap());
        let typed = Run {
            distance_m: Some(5000),
            surfaces: stretch(Surface::Grass, Some(5000)),
            pain: RunPain { during: Level::new(3), ..RunPain::default() },
            note: Some("slow".into()),
            ..Run::blank(id, at("2026-11-20T18:00:00+01:00"))
        };
        let read = Run {
            distance_m: Some(5120),
            duration_s: Some(1900),
            note: Some("Hills".into()),
            surfaces: stretch(Surface::Other, Some(5120)),
            ..Run::blank(id, at("2026-11-20T17:51:02+01:00"))
        };
        let settings = Settings::default();
        let now = join(&typed, read.clone());
        assert_eq!((now.distance_m, now.duration_s, now.note.as_deref()), (Some(5120), Some(1900), Some("slow")));
        assert_eq!((now.surfaces[0].surface, now.surfaces[0].distance_m), (Surface::Grass, Some(5120)));
        let told = describe(&typed, &now, "1a2b", &settings);
        assert_eq!(
            told,
            "Joined with the run you typed (1a2b, Fri 20 Nov 2026 18:00, 5 km): took start, distance and time; kept \
             surface, pain and note."
        );
        // nothing typed but the time it took
        let bare = Run { duration_s: Some(1900), ..Run::blank(id, at("2026-11-20T17:51:02+01:00")) };
        let told = describe(&bare, &join(&bare, Run { distance_m: None, note: None, ..read }), "1a2b", &settings);
        assert!(told.ends_with("(1a2b, Fri 20 Nov 2026 17:51, 31:40): took surface; kept start and time."), "{told}");
    }
}
