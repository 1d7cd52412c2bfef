//! What an archive holds of one run in two places, a row of its list and the file it names: each pair is one run.

use std::collections::HashMap;

use chrono::FixedOffset;

use super::File;
use super::duplicates::near;
use super::plan::{Planner, RowSource};
use super::zone::resolve;
use crate::domain::day::At;
use crate::import::activity::{Activity, Sport, StartTime};
use crate::import::found::last;
use crate::import::gpx::ESTIMATED;

/// Kinds whose own account of a run is better than the track beside it, which adds nothing but places.
const OWN_ACCOUNT: &[&str] = &["apple-health", "runtastic"];
/// A track without a name of its own may begin so much before its workout and end so much after, seconds.
const AROUND: i64 = 300;
/// A list and a track that differ by more than this part do not measure the same.
const WAYS_APART: f64 = 0.03;
/// The furthest two clocks may be from an offset that a place has, seconds, and still be of one moment.
const CLOCKS_APART: i64 = 120;

impl Planner<'_> {
    /// A row of an archive's list and the file it names are one: the row gives the file its title, its sport (which
    /// the person may have put right), its time in motion, and by its clock the offset of the place. Where the list is
    /// the better account, the file is part of the row.
    pub(super) fn link_rows(&mut self, files: &[File]) {
        let linked = |part: &RowSource| matches!(part, RowSource::Activity { link: Some(_), .. });
        if !self.parts.iter().any(linked) {
            self.link_by_time(files);
            return self.link_fitbit();
        }
        let mut by_file: HashMap<usize, Vec<usize>> = HashMap::new();
        for (place, row) in self.rows.iter().enumerate() {
            by_file.entry(row.file).or_default().push(place);
        }
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, file) in files.iter().enumerate() {
            by_name.entry(last(&file.name)).or_default().push(place);
        }
        for place in 0..self.rows.len() {
            let Some(RowSource::Activity { activity: said, link: Some(link), kind, .. }) = self.parts.get(place) else {
                continue;
            };
            let named = by_name.get(last(link)).into_iter().flatten();
            let Some(file) = named.copied().find(|&file| files[file].name.ends_with(link)) else { continue };
            let (said, kind) = (said.clone(), *kind);
            let Some(one) = by_file.get(&file).and_then(|places| self.linked(places, &said)) else { continue };
            if OWN_ACCOUNT.contains(&kind) {
                self.part_of.insert(one, place);
                continue;
            }
            self.part_of.insert(place, one);
            if let Some(RowSource::Activity { activity, kind, .. }) = self.parts.get_mut(one) {
                let activity = activity.to_mut();
                fill(activity, &said);
                if said.sport != Sport::Unknown {
                    activity.sport = said.sport.clone();
                }
                if *kind == "gpx" {
                    by_list(activity, &said);
                }
            }
        }
        self.link_by_time(files);
        self.link_fitbit();
    }

    /// A track in Apple's archive that no workout names, and that lies within one, is of it.
    fn link_by_time(&mut self, files: &[File]) {
        let span = |activity: &Activity| {
            let start = instant(activity.start)?;
            Some((start, start + i64::from(activity.elapsed_s.or(activity.timer_s).unwrap_or_default())))
        };
        let mut workouts: Vec<(i64, i64, usize)> = Vec::new();
        for (place, part) in self.parts.iter().enumerate() {
            if let RowSource::Activity { activity, kind: "apple-health", .. } = part {
                workouts.extend(span(activity).map(|(start, end)| (start, end, place)));
            }
        }
        if workouts.is_empty() {
            return;
        }
        workouts.sort_unstable();
        for place in 0..self.rows.len() {
            let Some(RowSource::Activity { activity, kind: "gpx", .. }) = self.parts.get(place) else { continue };
            let in_archive =
                files.get(self.rows[place].file).is_some_and(|file| file.name.contains("/workout-routes/"));
            let Some((start, end)) = span(activity).filter(|_| in_archive && !self.part_of.contains_key(&place)) else {
                continue;
            };
            let from = workouts.partition_point(|&(begun, ..)| begun < start - 86_400);
            let around = workouts[from..].iter().take_while(|&&(begun, ..)| begun <= start + AROUND);
            let mut around = around.filter(|&&(_, over, _)| end <= over + AROUND).map(|&(.., workout)| workout);
            if let (Some(workout), None) = (around.next(), around.next()) {
                self.part_of.insert(place, workout);
            }
        }
    }

    /// Fitbit's archive holds an exercise in two tables: one knows the moment and the offset, the other the time without
    /// pauses. The clock of the second may be the account's or UTC.
    fn link_fitbit(&mut self) {
        let mut listed: HashMap<i64, Vec<usize>> = HashMap::new();
        for (place, part) in self.parts.iter().enumerate() {
            if let RowSource::Activity { activity, kind: "fitbit-list", .. } = part
                && let StartTime::At(At(at)) = activity.start
            {
                listed.entry(at.naive_local().and_utc().timestamp()).or_default().push(place);
                listed.entry(at.timestamp()).or_default().push(place);
            }
        }
        if listed.is_empty() {
            return;
        }
        for place in 0..self.rows.len() {
            let Some(RowSource::Activity { activity: said, kind: "fitbit", .. }) = self.parts.get(place) else {
                continue;
            };
            let StartTime::Local(local) = said.start else { continue };
            let said = said.clone();
            let alike = |one: usize| {
                let Some(RowSource::Activity { activity, .. }) = self.parts.get(one) else { return false };
                let elapsed = activity.elapsed_s.zip(said.elapsed_s).is_none_or(|(a, b)| a.abs_diff(b) <= 5);
                let near = |(a, b): (u32, u32)| a.abs_diff(b) * 100 <= a.max(b);
                elapsed && activity.distance_m.zip(said.distance_m).is_none_or(near)
            };
            let at = local.and_utc().timestamp();
            let one = listed.get(&at).into_iter().flatten().copied().find(|&one| alike(one));
            let Some(one) = one else { continue };
            self.part_of.insert(place, one);
            if let Some(RowSource::Activity { activity, .. }) = self.parts.get_mut(one) {
                let activity = activity.to_mut();
                activity.timer_s = said.timer_s.or(activity.timer_s);
                activity.title = activity.title.take().or_else(|| said.title.clone());
                activity.distance_m = activity.distance_m.or(said.distance_m);
            }
        }
    }

    /// Which activity of a file a row means: the only one, or the one that begins with it.
    fn linked(&self, places: &[usize], said: &Activity) -> Option<usize> {
        let begins = |&&place: &&usize| {
            let Some(RowSource::Activity { activity, .. }) = self.parts.get(place) else { return false };
            let start = |start: StartTime| resolve(start, self.how.clock).map(|(at, _)| at.0.timestamp());
            start(activity.start).zip(start(said.start)).is_some_and(|(a, b)| a.abs_diff(b) <= 120)
        };
        match places {
            [one] => Some(*one),
            many => many.iter().find(begins).copied(),
        }
    }
}

/// Seconds since 1970, where the moment is known.
fn instant(start: StartTime) -> Option<i64> {
    match start {
        StartTime::At(At(at)) => Some(at.timestamp()),
        StartTime::Utc(at) => Some(at.timestamp()),
        StartTime::Local(_) | StartTime::Day(_) | StartTime::Unknown => None,
    }
}

/// A track has no timer, only an estimate, and a way that grows while somebody stands: what the service worked out is
/// better.
fn by_list(activity: &mut Activity, said: &Activity) {
    if let Some(timer) = said.timer_s.or(said.moving_s) {
        activity.timer_s = Some(timer);
        activity.reasons.retain(|reason| reason != ESTIMATED);
    }
    if let (Some(track), Some(list)) = (activity.distance_m, said.distance_m)
        && list > 0
        && !near(track, list, WAYS_APART)
    {
        activity.distance_m = Some(list);
        activity.reasons.push(format!("Its list says {list} m and its track {track} m; the distance is by the list."));
    }
}

/// Fills what an activity does not say from another account of it.
fn fill(activity: &mut Activity, from: &Activity) {
    activity.title = from.title.clone().or(activity.title.take());
    activity.moving_s = activity.moving_s.or(from.moving_s);
    activity.elapsed_s = activity.elapsed_s.or(from.elapsed_s);
    activity.distance_m = activity.distance_m.or(from.distance_m);
    activity.surface = activity.surface.or(from.surface);
    activity.sub_sport = activity.sub_sport.take().or_else(|| from.sub_sport.clone());
    match (activity.start, from.start) {
        (StartTime::Unknown, start) => activity.start = start,
        // one clock says when it was, the other what the clock on the wall showed: together they say where
        (StartTime::Utc(at), StartTime::Local(local)) => {
            let apart = local.and_utc().timestamp() - at.timestamp();
            let quarters = (apart as f64 / 900.0).round() as i64;
            let real = (apart - quarters * 900).abs() <= CLOCKS_APART && (-48..=56).contains(&quarters);
            let zone = i32::try_from(quarters * 900).ok().filter(|_| real).and_then(FixedOffset::east_opt);
            if let Some(zone) = zone {
                activity.start = StartTime::At(At(at.with_timezone(&zone)));
            }
        }
        _ => {}
    }
}
