//! What becomes of each activity, and what is odd about its numbers.

use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::runs::Run;
use crate::domain::settings::{Settings, Units};
use crate::domain::units;
use crate::import::activity::Activity;

/// What becomes of one activity or entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is new.
    New,
    /// It is there already, in the journal or in this import.
    Duplicate,
    /// It is a run that was typed by hand: its numbers go there, what was typed stays.
    Joined,
    /// It is left out.
    Skipped,
    /// It is a row of a list that could not be read.
    Failed,
}

/// One activity or entry, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    /// The file it is in, by its place.
    pub file: usize,
    /// The line of a list that it stands in, from 1.
    pub line: Option<u64>,
    /// What becomes of it.
    pub came: Came,
    /// When it began.
    pub start: Option<At>,
    /// Metres.
    pub distance_m: Option<u32>,
    /// Seconds by the timer, else in motion.
    pub duration_s: Option<u32>,
    /// Seconds from start to end.
    pub elapsed_s: Option<u32>,
    /// Its sport; none for an entry of our own CSV.
    pub sport: Option<Box<str>>,
    /// The entry of the journal it is, becomes or is joined with.
    pub id: Option<Id>,
    /// What is odd about it, or why it is left out, each a finished sentence.
    pub reasons: Vec<String>,
    /// True where its zone was not in the file.
    pub assumed: bool,
    /// The entry it would be; for a joined one, what that becomes.
    pub entry: Option<Box<Entry>>,
    /// For a joined one: the entry as it is.
    pub was: Option<Box<Entry>>,
}

/// What becomes of everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The activities and entries, in the order of the files.
    pub rows: Vec<PlanRow>,
}

/// Below, or faster or slower than these, a run is odd: metres, seconds, seconds a kilometre.
const LEAST_M: u32 = 100;
const LEAST_S: u32 = 60;
const PACE: std::ops::RangeInclusive<f64> = 140.0..=1200.0;
/// Above these a run is odd: metres, the farthest that anybody has run in a day (319.6 km, 2022), and seconds, two days.
const MOST_M: u32 = 320_000;
const MOST_S: u32 = 2 * 86_400;

impl Plan {
    /// Everything that is new or joined, as one change; nothing where there is none.
    pub fn change(&self) -> Option<Change> {
        // what is new together: it is put in at once
        let is_new = |row: &&PlanRow| row.came == Came::New;
        let joined = self.rows.iter().filter(|row| !is_new(row));
        let changes: Vec<Change> = joined.chain(self.rows.iter().filter(is_new)).filter_map(PlanRow::change).collect();
        (!changes.is_empty()).then_some(Change::All(changes))
    }

    /// True where nothing is new or joined.
    pub fn is_empty(&self) -> bool {
        !self.rows.iter().any(PlanRow::is_in)
    }

    /// How many that come in have no surface yet.
    pub fn bare(&self) -> usize {
        self.rows.iter().filter(|row| row.is_bare()).count()
    }

    /// How many of the rows came so.
    pub fn count(&self, came: Came) -> usize {
        self.rows.iter().filter(|row| row.came == came).count()
    }
}

impl PlanRow {
    fn change(&self) -> Option<Change> {
        match (self.came, &self.entry, &self.was) {
            (Came::New, Some(entry), _) => Some(Change::Bring(entry.clone())),
            (Came::Joined, Some(now), Some(was)) => Some(Change::Edit { was: was.clone(), now: now.clone() }),
            _ => None,
        }
    }

    /// True where it comes in.
    pub fn is_in(&self) -> bool {
        matches!(self.came, Came::New | Came::Joined)
    }

    /// True where it comes in and has no surface yet.
    pub fn is_bare(&self) -> bool {
        self.is_in() && self.run().is_some_and(Run::lacks_surface)
    }

    /// True where it is left out because it is no run.
    pub fn is_other_sport(&self) -> bool {
        let word = self.sport.as_deref().unwrap_or_default();
        self.came == Came::Skipped && self.reasons == [other_sport(word)]
    }

    /// True where it comes in although something about it is odd.
    pub fn is_odd(&self) -> bool {
        self.came == Came::New && !self.reasons.is_empty()
    }

    /// The surface that a run gets, or what an entry of another kind says; nothing for what is there already.
    pub fn surface(&self, settings: &Settings) -> Option<String> {
        match self.entry.as_deref().filter(|_| self.came != Came::Duplicate)? {
            Entry::Run(run) => run.describe_surface(settings.units),
            Entry::Pain(pain) => Some(pain.moment.map_or_else(
                || format!("pain {}", pain.level),
                |moment| format!("pain {}, {}", pain.level, moment.word()),
            )),
            other => Some(other.item().describe(settings)),
        }
    }

    /// The run it would be, to be changed before it is saved.
    pub fn run_mut(&mut self) -> Option<&mut Run> {
        match self.entry.as_deref_mut() {
            Some(Entry::Run(run)) => Some(run),
            _ => None,
        }
    }

    /// The run it would be.
    pub fn run(&self) -> Option<&Run> {
        match self.entry.as_deref() {
            Some(Entry::Run(run)) => Some(run),
            _ => None,
        }
    }
}

impl PlanRow {
    /// A row for an activity, nothing decided yet.
    pub(super) fn of(file: usize, activity: &Activity) -> Self {
        Self {
            file,
            line: activity.line,
            came: Came::Skipped,
            start: None,
            distance_m: activity.distance_m,
            duration_s: activity.timer_s.or(activity.moving_s).or(activity.elapsed_s),
            elapsed_s: activity.elapsed_s,
            sport: Some(activity.sport.word().into()),
            id: None,
            reasons: activity.reasons.clone(),
            assumed: false,
            entry: None,
            was: None,
        }
    }

    /// A row of a list, or a whole file, that could not be read.
    pub fn failed(file: usize, message: &str) -> Self {
        Self { came: Came::Failed, reasons: vec![message.to_owned()], ..Self::of_entry(file) }
    }

    /// A row for an entry of our own CSV.
    pub(super) fn of_entry(file: usize) -> Self {
        Self { sport: None, reasons: Vec::new(), ..Self::of(file, &Activity::default()) }
    }
}

/// Seconds a kilometre; nothing without a distance and a time.
pub(super) fn pace(distance_m: Option<u32>, seconds: Option<u32>) -> Option<f64> {
    let (metres, seconds) = (distance_m.filter(|&m| m > 0)?, seconds.filter(|&s| s > 0)?);
    Some(f64::from(seconds) * 1000.0 / f64::from(metres))
}

/// Why an activity of another sport is left out.
pub(super) fn other_sport(word: &str) -> String {
    format!("\u{201c}{word}\u{201d} is not a run.")
}

/// What is odd about the numbers of a run; it comes in all the same.
pub(super) fn odd(run: &Run, unit: Units) -> Vec<String> {
    let mut odd = Vec::new();
    if let Some(metres) = run.distance_m.filter(|&metres| metres < LEAST_M) {
        odd.push(format!("It is only {metres} m long."));
    }
    if let Some(metres) = run.distance_m.filter(|&metres| metres > MOST_M) {
        let far = units::distance(metres, unit);
        odd.push(format!("Its distance of {far} is farther than anybody has run in a day."));
    }
    if let Some(seconds) = run.duration_s.filter(|&seconds| seconds > MOST_S) {
        odd.push(format!("Its time of {} is longer than two days.", units::duration(seconds)));
    }
    if let Some(seconds) = run.duration_s.filter(|&seconds| seconds < LEAST_S) {
        odd.push(format!("It took only {seconds} s."));
    }
    if pace(run.distance_m, run.duration_s).is_some_and(|pace| !PACE.contains(&pace))
        && let Some((metres, seconds)) = run.distance_m.zip(run.duration_s)
    {
        let pace = units::pace(metres, seconds, unit).unwrap_or_default();
        odd.push(format!("Its pace of {pace} is outside what people run."));
    }
    if run.distance_m.is_none() && run.duration_s.is_none() {
        odd.push("It has neither a distance nor a time.".into());
    }
    odd
}
