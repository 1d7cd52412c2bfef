//! Rows of an archive's list and the files they name: each pair is one run.

use std::collections::HashMap;

use super::File;
use super::plan::{Planner, RowSource};
use super::zone::resolve;
use crate::import::activity::{Activity, Sport, StartTime};
use crate::import::found::last;

impl Planner<'_> {
    /// A row of an archive's list and the file it names are one: the row gives the file its title, its sport (which
    /// the person may have put right) and its time in motion.
    pub(super) fn link_rows(&mut self, files: &[File]) {
        let mut by_file: HashMap<usize, Vec<usize>> = HashMap::new();
        for (place, row) in self.rows.iter().enumerate() {
            by_file.entry(row.file).or_default().push(place);
        }
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, file) in files.iter().enumerate() {
            by_name.entry(last(&file.name)).or_default().push(place);
        }
        for place in 0..self.rows.len() {
            let Some(RowSource::Activity { activity: said, link: Some(link), .. }) = self.parts.get(place) else {
                continue;
            };
            let named = by_name.get(last(link)).into_iter().flatten();
            let Some(file) = named.copied().find(|&file| files[file].name.ends_with(&**link)) else { continue };
            let said = said.clone();
            let one = by_file.get(&file).and_then(|places| self.linked(places, &said));
            if let Some(RowSource::Activity { activity, kind, .. }) = one.and_then(|one| self.parts.get_mut(one)) {
                fill(activity, &said);
                if said.sport != Sport::Unknown {
                    activity.sport = said.sport.clone();
                }
                // a track has no timer, only an estimate
                if *kind == "gpx" && said.moving_s.is_some() {
                    activity.timer_s = said.moving_s;
                }
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

/// Fills what an activity does not say from another account of it.
fn fill(activity: &mut Activity, from: &Activity) {
    activity.title = from.title.clone().or(activity.title.take());
    activity.moving_s = activity.moving_s.or(from.moving_s);
    activity.elapsed_s = activity.elapsed_s.or(from.elapsed_s);
    activity.distance_m = activity.distance_m.or(from.distance_m);
    activity.surface = activity.surface.or(from.surface);
    activity.sub_sport = activity.sub_sport.take().or_else(|| from.sub_sport.clone());
    if activity.start == StartTime::Unknown {
        activity.start = from.start;
    }
}
