//! The guided session: a machine of counts and keys, pure, with the clock as an argument. It says what to ring, and
//! when what was done is to be kept.

use std::time::Duration;

use crate::domain::level::Level;
use crate::domain::session::{Done, Skip};
use crate::domain::therapy::Exercise;
use crate::tui::terminal::input::Key;

/// Time to get ready before a hold.
pub const READY: Duration = Duration::from_secs(5);
/// Time to breathe between two holds of a set.
pub const BREATH: Duration = Duration::from_secs(3);

/// What happens now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A count before a hold.
    Ready,
    Hold,
    /// A short count between two holds of a set.
    Breath,
    /// Rest between two sets.
    Rest,
    /// Repeats, which end with a key.
    Repeats,
    /// The exercise is done: how much did it hurt?
    Rating,
    /// The session is over.
    Over,
}

/// What the screen is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// Ring.
    Bell,
    /// What was done is to be saved.
    Keep,
}

/// Where in the session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerPlace {
    /// Which exercise, from 0.
    pub item: usize,
    /// Which set, from 1.
    pub set: u32,
    /// True on the second side of an exercise that has two.
    pub second_side: bool,
    /// Which hold of the set, from 1.
    pub hold: u32,
}

impl TimerPlace {
    fn first(item: usize) -> Self {
        Self { item, set: 1, second_side: false, hold: 1 }
    }
}

/// How the count goes. All times are since the start of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TimerCount {
    Runs {
        until: Duration,
    },
    Paused {
        left: Duration,
    },
    /// Nothing is counted: a key is waited for.
    Waits,
}

/// A guided session.
#[derive(Clone, Debug)]
pub struct Timer {
    exercises: Vec<Exercise>,
    place: TimerPlace,
    phase: Phase,
    count: TimerCount,
    began: Duration,
    /// What was done so far, in that order.
    done: Vec<Done>,
}

fn secs(seconds: u32) -> Duration {
    Duration::from_secs(u64::from(seconds))
}

impl Timer {
    /// A session of these exercises, begun now; nothing where there is none.
    pub fn new(exercises: Vec<Exercise>, now: Duration) -> Option<Self> {
        let (place, done) = (TimerPlace::first(0), Vec::new());
        let mut timer = Self { exercises, place, phase: Phase::Over, count: TimerCount::Waits, began: now, done };
        timer.exercise()?;
        timer.begin(now);
        Some(timer)
    }

    /// The exercise that is under way; nothing once the session is over.
    pub fn exercise(&self) -> Option<&Exercise> {
        self.exercises.get(self.place.item)
    }

    /// The exercise that comes after it.
    pub fn next(&self) -> Option<&Exercise> {
        self.exercises.get(self.place.item + 1)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.exercises.len()
    }

    /// What happens now.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Where it is.
    pub fn place(&self) -> TimerPlace {
        self.place
    }

    /// What was done so far.
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    /// True while the count stands still.
    pub fn is_paused(&self) -> bool {
        matches!(self.count, TimerCount::Paused { .. })
    }

    /// How long it has taken, in whole minutes, a begun one as one.
    pub fn minutes(&self, now: Duration) -> u32 {
        let seconds = now.saturating_sub(self.began).as_secs();
        u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX).clamp(1, 600)
    }

    /// The seconds that are left of the count, a begun one as one; nothing where nothing is counted.
    pub fn left(&self, now: Duration) -> Option<u64> {
        let left = match self.count {
            TimerCount::Runs { until } => until.saturating_sub(now),
            TimerCount::Paused { left } => left,
            TimerCount::Waits => return None,
        };
        Some(ceil(left))
    }

    /// When the number that is shown changes next; nothing while nothing is counted.
    pub fn wakes_at(&self, now: Duration) -> Option<Duration> {
        match self.count {
            TimerCount::Runs { until } => {
                let left = until.saturating_sub(now);
                Some(until.saturating_sub(Duration::from_secs(ceil(left).saturating_sub(1))))
            }
            TimerCount::Paused { .. } | TimerCount::Waits => None,
        }
    }

    /// What the clock brings.
    pub fn tick(&mut self, now: Duration) -> Vec<Cue> {
        let mut cues = Vec::new();
        // a tick that comes late makes up for all that ended meanwhile
        while let TimerCount::Runs { until } = self.count
            && until <= now
        {
            cues.extend(self.count_ended(until));
        }
        cues.dedup();
        cues
    }

    /// Makes the count stand still, as when the program is stopped.
    pub fn pause(&mut self, now: Duration) {
        if let TimerCount::Runs { until } = self.count {
            self.count = TimerCount::Paused { left: until.saturating_sub(now) };
        }
    }

    /// What a key does.
    pub fn press(&mut self, key: Key, now: Duration) -> Vec<Cue> {
        let mut cues = self.tick(now);
        cues.extend(match (self.phase, key) {
            (Phase::Over, _) => Vec::new(),
            (_, Key::Esc | Key::Char('q')) => self.stop(),
            (_, Key::Char('b') | Key::Left | Key::Backspace) => self.back(now),
            (Phase::Rating, Key::Enter | Key::Char(' ')) => self.go_on(now),
            (Phase::Rating, Key::Char(c)) => self.rate(c, now),
            (_, Key::Char('s')) => self.skip(None, now),
            (_, Key::Char('r')) => self.skip(Some(Skip::ToldToRest), now),
            (Phase::Repeats, Key::Enter | Key::Char(' ')) => self.part_done(now),
            (_, Key::Enter) => self.count_ended(now),
            (_, Key::Char(' ')) => {
                match self.count {
                    TimerCount::Paused { left } => self.count = TimerCount::Runs { until: now.saturating_add(left) },
                    _ => self.pause(now),
                }
                Vec::new()
            }
            _ => Vec::new(),
        });
        cues
    }

    /// Stops for good: what was done of the exercise under way is kept.
    pub fn stop(&mut self) -> Vec<Cue> {
        let cues = if self.phase == Phase::Rating { Vec::new() } else { self.keep_sets() };
        (self.phase, self.count, self.place.item) = (Phase::Over, TimerCount::Waits, self.exercises.len());
        cues
    }

    /// Begins the part at this place: a count and then its hold, or its repeats.
    fn begin(&mut self, now: Duration) {
        let holds = self.exercise().is_some_and(|exercise| exercise.hold_s.is_some());
        match holds {
            true => self.run(Phase::Ready, READY, now),
            false => (self.phase, self.count) = (Phase::Repeats, TimerCount::Waits),
        }
    }

    fn run(&mut self, phase: Phase, span: Duration, now: Duration) {
        (self.phase, self.count) = (phase, TimerCount::Runs { until: now.saturating_add(span) });
    }

    /// The count is over, or is ended by a key.
    fn count_ended(&mut self, now: Duration) -> Vec<Cue> {
        let hold = self.exercise().and_then(|exercise| exercise.hold_s);
        match (self.phase, hold) {
            (Phase::Hold, _) => self.part_done(now),
            (_, Some(hold)) => {
                self.run(Phase::Hold, secs(hold), now);
                vec![Cue::Bell]
            }
            (_, None) => {
                self.begin(now);
                vec![Cue::Bell]
            }
        }
    }

    /// How many holds a set has.
    fn holds(exercise: &Exercise) -> u32 {
        if exercise.hold_s.is_some() { exercise.reps.unwrap_or(1).max(1) } else { 1 }
    }

    /// A hold is over, or a set of repeats.
    fn part_done(&mut self, now: Duration) -> Vec<Cue> {
        let Some(exercise) = self.exercise() else { return Vec::new() };
        let (holds, sets) = (Self::holds(exercise), exercise.sets.unwrap_or(1));
        let (each_side, rest) = (exercise.each_side, exercise.rest_s);
        let mut cues = vec![Cue::Bell];
        if self.place.hold < holds {
            self.place.hold += 1;
            self.run(Phase::Breath, BREATH, now);
        } else if each_side && !self.place.second_side {
            (self.place.second_side, self.place.hold) = (true, 1);
            self.begin(now);
        } else if self.place.set < sets {
            self.place = TimerPlace { set: self.place.set + 1, ..TimerPlace::first(self.place.item) };
            match rest {
                Some(rest) => self.run(Phase::Rest, secs(rest), now),
                None => self.begin(now),
            }
        } else {
            self.log(None, None);
            (self.phase, self.count) = (Phase::Rating, TimerCount::Waits);
            cues.push(Cue::Keep);
        }
        cues
    }

    /// Writes down the exercise under way, in the place of what it was before.
    fn log(&mut self, sets: Option<u32>, skip: Option<Skip>) {
        let Some(exercise) = self.exercise() else { return };
        let done = Done { sets, skip, ..Done::of(exercise) };
        match self.done.iter_mut().find(|other| other.exercise == done.exercise) {
            Some(other) => *other = done,
            None => self.done.push(done),
        }
    }

    /// Keeps the sets that are done of the exercise under way, where there are any.
    fn keep_sets(&mut self) -> Vec<Cue> {
        let sets = self.place.set - 1;
        if sets == 0 || self.exercise().is_none() {
            return Vec::new();
        }
        self.log(Some(sets), None);
        vec![Cue::Keep]
    }

    fn skip(&mut self, why: Option<Skip>, now: Duration) -> Vec<Cue> {
        if self.phase == Phase::Rating {
            return Vec::new();
        }
        let mut cues = match why {
            Some(_) if self.place.set == 1 => {
                self.log(None, why);
                vec![Cue::Keep]
            }
            _ => self.keep_sets(),
        };
        cues.extend(self.go_on(now));
        cues
    }

    fn rate(&mut self, sign: char, now: Duration) -> Vec<Cue> {
        let number = if sign == 'x' { Some(10) } else { sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) };
        let Some(level) = number.and_then(Level::new) else { return Vec::new() };
        let id = self.exercise().map(|exercise| exercise.id);
        if let Some(done) = self.done.iter_mut().find(|done| done.exercise == id) {
            done.pain = Some(level);
        }
        let mut cues = vec![Cue::Keep];
        cues.extend(self.go_on(now));
        cues
    }

    /// On to the next exercise, or to the end.
    fn go_on(&mut self, now: Duration) -> Vec<Cue> {
        self.place = TimerPlace::first(self.place.item + 1);
        if self.exercise().is_some() {
            self.begin(now);
        } else {
            (self.phase, self.count) = (Phase::Over, TimerCount::Waits);
        }
        Vec::new()
    }

    /// Back: the part under way once more; where it has only begun, the one before; before the first, the exercise before.
    fn back(&mut self, now: Duration) -> Vec<Cue> {
        let Some(exercise) = self.exercise() else { return Vec::new() };
        let (holds, each_side) = (Self::holds(exercise), exercise.each_side);
        let begun = !matches!(self.phase, Phase::Hold | Phase::Rating);
        self.place = match self.place {
            same if !begun => same,
            TimerPlace { hold, .. } if hold > 1 => TimerPlace { hold: hold - 1, ..self.place },
            TimerPlace { second_side: true, .. } => TimerPlace { second_side: false, hold: holds, ..self.place },
            TimerPlace { set, .. } if set > 1 => {
                TimerPlace { set: set - 1, second_side: each_side, hold: holds, ..self.place }
            }
            TimerPlace { item, .. } => TimerPlace::first(item.saturating_sub(1)),
        };
        self.begin(now);
        Vec::new()
    }
}

/// Whole seconds, a begun one as one.
fn ceil(span: Duration) -> u64 {
    span.as_secs() + u64::from(span.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests;
