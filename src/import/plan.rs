//! What becomes of everything that files hold: new, already there, joined with a run typed by hand, or left out. Pure;
//! the journal is changed by nothing but the one `Change` of the plan.

use crate::domain::runs::stretch;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use chrono::NaiveDate;

use super::duplicates::{Marks, RunMark, Who, is_recording, near};
use super::join;
use super::rows::{Came, Plan, PlanRow, odd, other_sport, pace};
use super::zone::{Zone, resolve};
use super::{File, FileContent};
use crate::domain::day::{At, Clock};
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
use crate::domain::id::{Id, Shorts};
use crate::domain::journal::Journal;
use crate::domain::runs::{Run, Source, Surface};
use crate::domain::settings::Units;
use crate::domain::{units, when};
use crate::import::activity::{Activity, Sport, tidy};
use crate::import::found::{Found, FoundItem, Written, last};

/// What the person asked for, and what surrounds it.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// The surface of runs whose file does not say it.
    pub surface: Option<Surface>,
    /// Take other sports than running too.
    pub all: bool,
    /// Never join a run with one that was typed by hand.
    pub separate: bool,
    /// The present moment and place.
    pub clock: Clock<'a>,
    /// The id of the first new entry; the others count on from it.
    pub id: Id,
}

/// Slower than this, seconds a kilometre, is no run where the file does not say that it is one; nor is faster.
const RUNNING_PACE: std::ops::RangeInclusive<f64> = 180.0..=570.0;
/// Before this year no watch recorded anything: it is where clocks begin to count.
const FIRST_YEAR: i32 = 1980;
/// The furthest, metres, the longest, seconds, and the fastest, seconds a kilometre over at least so many metres, that
/// comes in unasked.
const FURTHEST: u32 = 300_000;
const LONGEST: u32 = 48 * 3600;
const FASTEST: f64 = 130.0;
const FASTEST_OVER: u32 = 400;
/// An offset that no place confirms counts where it is within so many seconds of this computer's.
const NEAR_HERE: i32 = 7 * 1800;
/// A typed distance or time and a recorded one of the same run differ by no more.
const TYPED: f64 = 0.10;

/// The id that follows from what a recording says of itself; nothing where it leaves its start open, or is a row of a
/// list, of which several may say the same.
fn source_id(activity: &Activity, at: At, zone: Zone, kind: &str) -> Option<Id> {
    if zone != Zone::Sure && zone != Zone::Assumed || !is_recording(Some(kind)) {
        return None;
    }
    let millis = u64::try_from(at.0.timestamp_millis()).ok()?;
    let device = activity.id.as_deref().or(activity.device.as_deref()).unwrap_or_default();
    let said = [kind, device, activity.sport.word()].join("\n");
    Some(Id::of_source(millis, &said))
}

/// Plans an import into a journal. What it makes of the journal holds against the same files: they bring nothing again.
pub fn plan(files: &[File], journal: &Journal, how: &How) -> Plan {
    let (mut plan, touches_typed) = plan_once(files, journal, how);
    if !touches_typed {
        return plan;
    }
    // a run typed by hand that was joined starts elsewhere now, and one that could not be may be with all that is new:
    // so it is planned again until nothing comes in. Each turn takes in at least one more row, so that it ends
    let (mut after, mut newest, mut id) = (Cow::Borrowed(journal), plan.clone(), how.id);
    while let Some(change) = newest.change() {
        if after.to_mut().make(change, how.clock.now).is_err() {
            break;
        }
        id = id.after(plan.rows.len() as u64);
        (newest, _) = plan_once(files, &after, &How { id, ..*how });
        let rows = plan.rows.iter_mut().zip(&newest.rows);
        for (row, again) in rows.filter(|(_, again)| matches!(again.came, Came::New | Came::Joined)) {
            *row = again.clone();
        }
    }
    plan
}

/// A plan, and whether a run typed by hand had a part in it.
fn plan_once<'a>(files: &'a [File], journal: &'a Journal, how: &'a How) -> (Plan, bool) {
    let mut planner = Planner::new(journal, how);
    planner.take_up(files);
    planner.link_rows(files);
    let mut order: Vec<usize> = (0..planner.rows.len()).collect();
    order.sort_by_cached_key(|&place| planner.turn(place));
    for place in order {
        planner.decide(place);
    }
    planner.say_moments();
    let touches_typed = !planner.joined.is_empty() || !planner.claims.is_empty();
    (Plan { rows: planner.rows }, touches_typed)
}

/// What a row is made from.
pub(super) enum RowSource<'a> {
    Activity {
        activity: Cow<'a, Box<Activity>>,
        kind: &'static str,
        file: Rc<str>,
        link: Option<&'a str>,
        damaged: bool,
    },
    Entry(&'a Written),
    Failed,
}

impl RowSource<'_> {
    /// The better source first: FIT, TCX, GPX, Apple Health, the same where something is wrong with the file (a copy
    /// that was cut is shorter), a list. Of two that are alike that which has a track.
    fn rank(&self) -> (usize, bool) {
        const SOURCES: [&str; 6] = ["fit", "tcx", "gpx", "kml", "pwx", "apple-health"];
        match self {
            Self::Activity { kind, damaged, link, .. } => match SOURCES.iter().position(|one| one == kind) {
                Some(place) if *damaged => (SOURCES.len() + place, link.is_none()),
                Some(place) => (place, link.is_none()),
                None => (2 * SOURCES.len(), false),
            },
            Self::Entry(_) | Self::Failed => (0, false),
        }
    }
}

pub(super) struct Planner<'a> {
    pub(super) journal: &'a Journal,
    pub(super) how: &'a How<'a>,
    pub(super) rows: Vec<PlanRow>,
    pub(super) parts: Vec<RowSource<'a>>,
    marks: Marks,
    /// Activities that are no runs: a track without a sport may be of one of them.
    others: Marks,
    /// The ids of the journal and of all that is new.
    ids: HashSet<Id>,
    /// The runs of the journal.
    runs: HashMap<Id, &'a Run>,
    shorts: OnceCell<Shorts>,
    /// Runs of the journal that were typed by hand, by their day.
    typed: HashMap<NaiveDate, Vec<&'a Run>>,
    joined: HashSet<Id>,
    /// What was found to be a run typed by hand and left it as it is: rows of our own list without an id, and
    /// recordings that would have moved that run out of their reach.
    claims: HashMap<Id, Vec<Vec<RunMark>>>,
    /// What is another account of a row that is decided before it.
    pub(super) part_of: HashMap<usize, usize>,
    used: u64,
}

impl<'a> Planner<'a> {
    fn new(journal: &'a Journal, how: &'a How<'a>) -> Self {
        let mut marks = Marks::default();
        let mut typed: HashMap<NaiveDate, Vec<&Run>> = HashMap::new();
        for run in &journal.runs {
            marks.add_run(run, Who::Entry(run.id));
            if run.source.is_none() {
                typed.entry(run.at.day(journal.day_starts_at())).or_default().push(run);
            }
        }
        Self {
            journal,
            how,
            rows: Vec::new(),
            parts: Vec::new(),
            marks,
            others: Marks::default(),
            ids: journal.ids().collect(),
            runs: journal.runs.iter().map(|run| (run.id, run)).collect(),
            shorts: OnceCell::new(),
            typed,
            joined: HashSet::new(),
            claims: HashMap::new(),
            part_of: HashMap::new(),
            used: 0,
        }
    }

    /// A row for everything that the files hold.
    fn take_up(&mut self, files: &'a [File]) {
        for (place, file) in files.iter().enumerate() {
            let FileContent::Read(Found { kind, items, warnings }) = &file.look else { continue };
            let name: Rc<str> = base(&file.name).into();
            for item in items {
                let (row, part) = match item {
                    FoundItem::Activity { activity, link } => {
                        let part = RowSource::Activity {
                            activity: Cow::Borrowed(activity),
                            kind,
                            file: Rc::clone(&name),
                            link: link.as_deref(),
                            damaged: is_recording(Some(kind)) && !warnings.is_empty(),
                        };
                        (PlanRow::of(place, activity), part)
                    }
                    FoundItem::Entry(written) => (PlanRow::of_entry(place), RowSource::Entry(written)),
                    FoundItem::Failed(message) => (PlanRow::failed(place, message), RowSource::Failed),
                };
                self.rows.push(row);
                self.parts.push(part);
            }
        }
    }

    /// When a row is decided: the better account first, one that is a part of another after it. What is of another sport
    /// comes before all, so that its track is known for no run.
    fn turn(&self, place: usize) -> (bool, bool, Option<(usize, bool)>) {
        let part = self.parts.get(place);
        let is_run = |activity: &Activity| self.how.all || !matches!(activity.sport, Sport::Other(_));
        let later = part.is_none_or(|part| match part {
            RowSource::Activity { activity, .. } => is_run(activity),
            RowSource::Entry(_) | RowSource::Failed => true,
        });
        (self.part_of.contains_key(&place), later, part.map(RowSource::rank))
    }

    fn decide(&mut self, place: usize) {
        if let Some(&of) = self.part_of.get(&place) {
            return self.goes_with(place, of);
        }
        match self.parts.get(place) {
            Some(RowSource::Activity { activity, kind, file, damaged, .. }) => {
                let (activity, kind, file, damaged) = (activity.clone(), *kind, Rc::clone(file), *damaged);
                self.decide_activity(place, &activity, kind, &file, damaged);
            }
            Some(RowSource::Entry(written)) => {
                let written = *written;
                self.decide_entry(place, written);
            }
            Some(RowSource::Failed) | None => {}
        }
    }

    fn decide_activity(&mut self, place: usize, activity: &Activity, kind: &'static str, file: &str, damaged: bool) {
        self.rows[place] = PlanRow::of(self.rows[place].file, activity);
        let Some((at, zone, doubt)) = self.when(activity) else {
            return self.skip(place, "It does not say on which day it was; `twinge run` logs it with its date.");
        };
        let mark = RunMark::of(activity, at, zone, is_recording(Some(kind)).then_some(file), damaged);
        let (row, settings) = (&mut self.rows[place], &self.journal.settings);
        (row.start, row.assumed) = (Some(at), zone != Zone::Sure);
        if at > self.how.clock.now {
            let message =
                format!("{} is still to come; the clock of what recorded it was wrong.", when::say(at, settings));
            return self.skip(place, &message);
        }
        if chrono::Datelike::year(&at.local()) < FIRST_YEAR {
            let message =
                format!("{} is before {FIRST_YEAR}; the clock of what recorded it was wrong.", when::say(at, settings));
            return self.skip(place, &message);
        }
        // what is said to be another sport is no copy of a run, however near: a transition begins where the run ends
        let other = matches!(activity.sport, Sport::Other(_)) && !self.how.all;
        match self.marks.find(&mark).filter(|_| !other) {
            Some(Who::Entry(id)) if self.is_typed(id) && !self.how.separate && !self.joined.contains(&id) => {
                if !self.join(place, activity, id, (at, zone, kind, file)) {
                    self.claims.entry(id).or_default().push(vec![mark]);
                    self.duplicate(place, id);
                }
                return;
            }
            Some(Who::Entry(id)) => return self.duplicate(place, id),
            Some(Who::Row(first)) => {
                let run = self.run_as(self.how.id, activity, (at, zone, kind, file));
                return self.merge(place, first, run);
            }
            None => {}
        }
        if let Some(message) = self.not_a_run(activity, &mark) {
            if activity.sport != Sport::Unknown {
                self.others.add(mark, Who::Row(place));
            }
            // on the screen it can be taken all the same
            self.rows[place].entry = Some(Box::new(Entry::Run(self.run(activity, (at, zone, kind, file)))));
            return self.skip(place, &message);
        }
        if let Some(id) = self.typed_that_day(activity, at)
            && self.join(place, activity, id, (at, zone, kind, file))
        {
            return;
        }
        let beside = self.beside(&mark);
        let run = self.run(activity, (at, zone, kind, file));
        let odd = odd(&run, self.journal.settings.units);
        let row = &mut self.rows[place];
        if activity.sport == Sport::Unknown {
            row.reasons.push("No sport in the file: taken as a run.".into());
        }
        row.reasons.extend(doubt.into_iter().chain(beside).chain(odd));
        self.comes_in(place, Entry::Run(run));
    }

    /// When it was, as far as its offset can be believed.
    fn when(&self, activity: &Activity) -> Option<(At, Zone, Option<String>)> {
        let (at, zone) = resolve(activity.start, self.how.clock)?;
        if !activity.doubtful_offset {
            return Some((at, zone, None));
        }
        let (here, assumed) = resolve(activity.start.instant(), self.how.clock)?;
        let offset = |at: At| at.0.offset().local_minus_utc();
        if offset(at).abs_diff(offset(here)) <= NEAR_HERE.unsigned_abs() {
            return Some((at, zone, None));
        }
        let message = format!(
            "Its watch says UTC{}, far from here, and no place in it shows that: this computer\u{2019}s zone is assumed.",
            at.0.offset()
        );
        Some((here, assumed, Some(message)))
    }

    fn comes_in(&mut self, place: usize, entry: Entry) {
        if let Entry::Run(run) = &entry {
            self.marks.add_run(run, Who::Row(place));
        }
        let (row, id) = (&mut self.rows[place], entry.item().id());
        (row.came, row.id, row.entry) = (Came::New, Some(id), Some(Box::new(entry)));
        self.ids.insert(id);
    }

    /// Why an activity is not taken for a run; nothing where it is.
    fn not_a_run(&self, activity: &Activity, mark: &RunMark) -> Option<String> {
        let absurd = || activity.unlikely.clone().or_else(|| absurd(activity, self.journal.settings.units));
        let message = match &activity.sport {
            Sport::Other(word) => other_sport(word),
            Sport::Running | Sport::Unknown if let Some(message) = absurd() => message,
            Sport::Running => return None,
            Sport::Unknown if self.others.find(mark).is_some() => "It is the track of another sport.".into(),
            Sport::Unknown => {
                match pace(activity.distance_m, activity.timer_s.or(activity.moving_s).or(activity.elapsed_s)) {
                    Some(pace) if !RUNNING_PACE.contains(&pace) => format!(
                        "It does not say which sport it is, and {} is not the pace of a run.",
                        describe_pace(activity, self.journal.settings.units)
                    ),
                    _ => return None,
                }
            }
        };
        (!self.how.all).then_some(message)
    }

    /// That another run starts when this one does, where it is so.
    fn beside(&self, mark: &RunMark) -> Option<String> {
        let (who, cut) = self.marks.beside(mark)?;
        let (id, metres, seconds) = match who {
            Who::Entry(id) => {
                let run = self.runs.get(&id)?;
                (Some(self.short(id)), run.distance_m, run.duration_s)
            }
            Who::Row(first) => {
                let row = &self.rows[first];
                (None, row.distance_m, row.duration_s)
            }
        };
        let far = metres.map(|metres| units::distance(metres, self.journal.settings.units));
        let of: Vec<String> = id.into_iter().chain(far.or(seconds.map(units::duration))).collect();
        let of = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
        let tail = if cut { "; that one may be a cut copy" } else { ", and differs from it" };
        Some(format!("It starts when another run{of} starts{tail}."))
    }

    /// Another account of a run goes the way of that.
    fn goes_with(&mut self, place: usize, of: usize) {
        let (came, id, reasons) = (self.rows[of].came, self.rows[of].id, self.rows[of].reasons.clone());
        if let Some(RowSource::Activity { activity, .. }) = self.parts.get(place) {
            self.rows[place].start = resolve(activity.start, self.how.clock).map(|(at, _)| at);
        }
        match came {
            Came::New | Came::Joined | Came::Duplicate => {
                let row = &mut self.rows[place];
                (row.came, row.id) = (Came::Duplicate, id);
                row.reasons.clear();
            }
            Came::Skipped | Came::Failed => {
                let message = match self.parts.get(of) {
                    Some(RowSource::Activity { activity, .. }) if matches!(activity.sport, Sport::Other(_)) => {
                        format!("It is the track of another sport ({}).", activity.sport.word())
                    }
                    _ => format!("It belongs to what is left out: {}", reasons.join(" ")),
                };
                self.skip(place, &message);
            }
        }
    }

    fn skip(&mut self, place: usize, message: &str) {
        let row = &mut self.rows[place];
        (row.came, row.reasons) = (Came::Skipped, vec![message.to_owned()]);
    }

    fn duplicate(&mut self, place: usize, id: Id) {
        let row = &mut self.rows[place];
        (row.came, row.id) = (Came::Duplicate, Some(id));
        row.reasons.clear();
    }

    /// The same run as one of this import from a better source: it fills what is missing there.
    fn merge(&mut self, place: usize, first: usize, from: Run) {
        let filled = self.rows[first].run().cloned().map(|mut run| {
            join::fill(&mut run, from);
            run
        });
        if let Some(run) = filled.filter(|run| self.keeps_claims(run)) {
            let (at, assumed) = (run.at, run.source.as_deref().is_some_and(|source| source.zone.is_some()));
            self.marks.renew(Who::Row(first), &run, Who::Row(first));
            let row = &mut self.rows[first];
            (row.start, row.assumed, row.entry) = (Some(at), assumed, Some(Box::new(Entry::Run(run))));
        }
        let id = self.rows[first].id;
        let row = &mut self.rows[place];
        (row.came, row.id) = (Came::Duplicate, id);
        row.reasons.clear();
    }

    fn is_typed(&self, id: Id) -> bool {
        self.runs.get(&id).is_some_and(|run| run.source.is_none())
    }

    fn short(&self, id: Id) -> String {
        self.shorts.get_or_init(|| Shorts::of(self.journal.ids())).short(id)
    }

    /// The only run typed by hand on that day that is as long, by distance or by time.
    fn typed_that_day(&self, activity: &Activity, at: At) -> Option<Id> {
        if self.how.separate {
            return None;
        }
        let all = self.typed.get(&at.day(self.journal.day_starts_at()))?;
        let time = activity.timer_s.or(activity.moving_s).or(activity.elapsed_s);
        let as_long = |run: &&&Run| match (run.distance_m.zip(activity.distance_m), run.duration_s.zip(time)) {
            (Some((a, b)), _) => near(a, b, TYPED),
            (None, Some((a, b))) => near(a, b, TYPED),
            (None, None) => false,
        };
        let mut fitting = all.iter().filter(|run| !self.joined.contains(&run.id)).filter(as_long);
        let only = fitting.next()?;
        fitting.next().is_none().then_some(only.id)
    }

    /// True where the rows of our own list that were found to be this run are still found so.
    fn keeps_claims(&self, run: &Run) -> bool {
        let Some(claims) = self.claims.get(&run.id) else { return true };
        let marks = RunMark::of_run(run);
        claims.iter().all(|claim| claim.iter().any(|one| marks.iter().any(|mark| one.is_same(mark))))
    }

    /// The numbers of the file go to the run typed by hand; what was typed beside them stays. Not where a row of our own
    /// list would be found in it no more, and so come in the next time.
    fn join(&mut self, place: usize, activity: &Activity, id: Id, from: (At, Zone, &'static str, &str)) -> bool {
        let Some(&was) = self.runs.get(&id) else { return false };
        let now = join::join(was, self.run_as(id, activity, from));
        if !self.keeps_claims(&now) {
            return false;
        }
        self.joined.insert(id);
        self.marks.renew(Who::Entry(id), &now, Who::Row(place));
        let message = join::describe(was, &now, &self.short(id), &self.journal.settings);
        let row = &mut self.rows[place];
        (row.came, row.id, row.reasons) = (Came::Joined, Some(id), vec![message]);
        (row.was, row.entry) = (Some(Box::new(Entry::Run(was.clone()))), Some(Box::new(Entry::Run(now))));
        true
    }

    /// The run that an activity would be, with an id of its own: that of the recording, so that two computers to which
    /// the same file comes have one run.
    fn run(&mut self, activity: &Activity, from: (At, Zone, &'static str, &str)) -> Run {
        let id = source_id(activity, from.0, from.1, from.2).filter(|id| !self.ids.contains(id));
        let id = id.unwrap_or_else(|| self.fresh_id());
        self.run_as(id, activity, from)
    }

    fn fresh_id(&mut self) -> Id {
        self.used += 1;
        self.how.id.after(self.used - 1)
    }

    fn run_as(&self, id: Id, activity: &Activity, (at, zone, kind, file): (At, Zone, &'static str, &str)) -> Run {
        let surface = activity.surface.or(self.how.surface).unwrap_or(Surface::Other);
        let sport = match &activity.sport {
            Sport::Other(word) => Some(word.clone()),
            Sport::Running | Sport::Unknown => None,
        };
        let source = Source {
            file: Some(file.into()),
            zone: zone.word().map(Into::into),
            elapsed_s: activity.elapsed_s,
            sport,
            device: activity.device.clone(),
            effort: activity.effort,
            feel: activity.feel.map(u32::from).filter(|feel| *feel <= 100),
            ..source(kind, at)
        };
        let mut run = Run::blank(id, at);
        run.distance_m = activity.distance_m;
        run.duration_s = activity.timer_s.or(activity.moving_s).or(activity.elapsed_s);
        run.surfaces = stretch(surface, run.distance_m);
        run.effort = activity.effort;
        run.note = activity.title.clone();
        run.source = Some(Box::new(source));
        run
    }

    /// An entry of our own CSV: it has its id, or is new unless one just like it is there.
    fn decide_entry(&mut self, place: usize, written: &Written) {
        let Some((at, zone)) = resolve(written.start, self.how.clock) else {
            return self.skip(place, "It does not say on which day it was.");
        };
        (self.rows[place].start, self.rows[place].assumed) = (Some(at), zone != Zone::Sure);
        if at > self.how.clock.now {
            let message = format!("{} is still to come.", when::say(at, &self.journal.settings));
            return self.skip(place, &message);
        }
        self.rows[place].line = written.line;
        let id = written.id.unwrap_or_else(|| self.fresh_id());
        if self.ids.contains(&id) {
            return self.duplicate(place, id);
        }
        match written.entry(id, at) {
            Ok(mut entry) => {
                self.rows[place].start = self.at_its_hour(&mut entry, written.start).or(Some(at));
                self.take_entry(place, entry, zone, written.id.is_some());
            }
            Err(message) => self.skip(place, &format!("{message}.")),
        }
    }

    /// `named`: it has an id of its own, so that it is no other row.
    fn take_entry(&mut self, place: usize, mut entry: Entry, zone: Zone, named: bool) {
        if let Entry::Run(run) = &mut entry {
            // its surface is still to be said, as of every run that was read
            if run.surfaces.is_empty() {
                run.surfaces = stretch(self.how.surface.unwrap_or(Surface::Other), run.distance_m);
                run.source.get_or_insert_with(|| Box::new(source("csv", run.at)));
            }
            if let Some(word) = zone.word() {
                let source = run.source.get_or_insert_with(|| Box::new(source("csv", run.at)));
                source.zone.get_or_insert_with(|| word.into());
            }
            if let (1, Some(metres)) = (run.surfaces.len(), run.distance_m) {
                run.surfaces[0].distance_m.get_or_insert(metres);
            }
            let (there, gone): (Vec<Id>, Vec<Id>) =
                run.gear.iter().partition(|id| self.journal.gear.iter().any(|gear| gear.id == **id));
            let row = &mut self.rows[place];
            if !gone.is_empty() {
                run.gear = there;
                row.reasons.push("Gear that is not in the journal was left out.".into());
            }
            (row.distance_m, row.duration_s) = (run.distance_m, run.duration_s);
            match RunMark::of_run(run).iter().find_map(|mark| self.marks.find(mark)) {
                Some(Who::Entry(there)) => {
                    if !named && self.is_typed(there) {
                        self.claims.entry(there).or_default().push(RunMark::of_run(run));
                    }
                    return self.duplicate(place, there);
                }
                Some(Who::Row(first)) if !named => {
                    let run = run.clone();
                    return self.merge(place, first, run);
                }
                Some(Who::Row(_)) | None => {}
            }
        } else if let Some(there) = self.alike(&entry, zone) {
            return self.duplicate(place, there);
        }
        self.comes_in(place, entry);
    }
}

/// A source of that kind, of which nothing else is known.
fn source(kind: &str, start: At) -> Source {
    Source {
        kind: Some(kind.into()),
        file: None,
        start: Some(start),
        zone: None,
        elapsed_s: None,
        sport: None,
        device: None,
        effort: None,
        feel: None,
        extra: Default::default(),
    }
}

/// Why numbers are none of a run, so that they do not come in unasked.
fn absurd(activity: &Activity, unit: Units) -> Option<String> {
    let seconds = activity.timer_s.or(activity.moving_s).or(activity.elapsed_s);
    if let Some(metres) = activity.distance_m.filter(|&metres| metres > FURTHEST) {
        return Some(format!("Its distance of {} is farther than a run is.", units::distance(metres, unit)));
    }
    if let Some(seconds) = seconds.filter(|&seconds| seconds > LONGEST) {
        return Some(format!("Its time of {} is longer than a run is.", units::duration(seconds)));
    }
    let fast = activity.distance_m.is_some_and(|metres| metres >= FASTEST_OVER)
        && pace(activity.distance_m, seconds).is_some_and(|pace| pace < FASTEST);
    fast.then(|| format!("{} is faster than anybody runs.", describe_pace(activity, unit)))
}

fn describe_pace(activity: &Activity, unit: Units) -> String {
    let seconds = activity.timer_s.or(activity.moving_s).or(activity.elapsed_s);
    let message = activity.distance_m.zip(seconds).and_then(|(metres, seconds)| units::pace(metres, seconds, unit));
    message.unwrap_or_default()
}

/// The last part of a path, tidied, as a run's source keeps it.
fn base(name: &str) -> Box<str> {
    tidy(last(name)).unwrap_or_else(|| "?".into())
}

#[cfg(test)]
mod tests;
