//! The five steps of recovery: their states, reasons and next actions.

use chrono::NaiveDate;

use super::day::At;
use super::record::{Slot, record};
use super::refusal::Refusal;
use super::words::words;

words! {
    /// The five steps.
    Step, "step" {
        /// See a doctor and get permission to run.
        Doctor = "doctor",
        /// Physical therapy and exercises.
        Therapy = "therapy",
        /// Orthotics and shoes.
        Orthotics = "orthotics",
        /// Softer running surfaces.
        Surface = "surface",
        /// Deep-tissue sports massage.
        Massage = "massage",
    }
}

impl Step {
    /// Its number, which is also its key and its tab, 1–5.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|&step| step == self).unwrap_or(0) + 1
    }

    /// Reads a step by its word or number.
    ///
    /// # Errors
    /// A sentence that lists the steps.
    pub fn named(text: &str) -> Result<Self, Refusal> {
        let number = text.trim().parse::<usize>().ok();
        let by_number = Self::ALL.iter().copied().find(|step| Some(step.number()) == number);
        by_number.map_or_else(|| Self::read(text), Ok)
    }

    /// What the step is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Doctor => "See a doctor, get a diagnosis and permission to run",
            Self::Therapy => "Physical therapy, or hip and buttock exercises",
            Self::Orthotics => "Ask about orthotics; replace worn shoes",
            Self::Surface => "Run on grass, dirt or a track",
            Self::Massage => "Deep-tissue sports massage for low back and buttocks",
        }
    }

    /// The next action to offer where none was written down.
    pub fn first_action(self) -> &'static str {
        match self {
            Self::Doctor => "book a visit and ask for permission to run",
            Self::Therapy => "ask the doctor whether physical therapy is indicated",
            Self::Orthotics => "ask the doctor about orthotics; look at the wear of the shoes",
            Self::Surface => "plan the next run on grass, dirt or a track",
            Self::Massage => "find a sports massage therapist",
        }
    }
}

words! {
    /// How far a step is.
    State, "state" {
        /// Not begun.
        NotStarted = "not-started",
        /// Begun.
        UnderWay = "under-way",
        /// Finished.
        Done = "done",
        /// Does not apply to me.
        NotForMe = "not-for-me",
    }
}

impl State {
    /// The sign that stands for it.
    pub fn sign(self) -> char {
        match self {
            Self::NotStarted => '○',
            Self::UnderWay => '◐',
            Self::Done => '●',
            Self::NotForMe => '–',
        }
    }

    /// The state in plain words.
    pub fn says(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::UnderWay => "under way",
            Self::Done => "done",
            Self::NotForMe => "not for me",
        }
    }
}

impl Slot for State {
    fn absent() -> Option<Self> {
        Some(Self::NotStarted)
    }
}

record! {
    /// A state that a step was in before.
    Past {
        /// The state.
        state: State,
        /// Since when.
        since: Option<NaiveDate>,
        /// Why.
        reason: Option<Box<str>>,
    }
}

record! {
    /// Where one step stands.
    Progress {
        /// Its state.
        state: State,
        /// The day since which it is in it.
        since: Option<NaiveDate>,
        /// A short reason.
        reason: Option<Box<str>>,
        /// The next action.
        next: Option<Box<str>>,
        /// The states before, oldest first.
        history: Vec<Past>,
        /// When it was last changed.
        modified: Option<At>,
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            state: State::NotStarted,
            since: None,
            reason: None,
            next: None,
            history: Vec::new(),
            modified: None,
            extra: Default::default(),
        }
    }
}

impl Slot for Progress {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl Progress {
    /// The step in a new state since that day; the state before goes into its history. The same state again only
    /// moves its date and reason.
    #[must_use]
    pub fn moved(&self, state: State, since: NaiveDate, reason: Option<Box<str>>, next: Option<Box<str>>) -> Self {
        let mut moved = self.clone();
        let untouched = self.state == State::NotStarted && self.since.is_none() && self.reason.is_none();
        if state != self.state && !untouched {
            let past =
                Past { state: self.state, since: self.since, reason: self.reason.clone(), extra: Default::default() };
            moved.history.push(past);
        }
        if state != self.state || reason.is_some() {
            moved.reason = reason;
        }
        if next.is_some() {
            moved.next = next;
        }
        (moved.state, moved.since) = (state, Some(since));
        moved
    }
}

record! {
    /// The five steps.
    #[derive(Default)]
    Steps {
        /// Step 1.
        doctor: Progress,
        /// Step 2.
        therapy: Progress,
        /// Step 3.
        orthotics: Progress,
        /// Step 4.
        surface: Progress,
        /// Step 5.
        massage: Progress,
    }
}

impl Slot for Steps {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl Steps {
    /// Where a step stands.
    pub fn get(&self, step: Step) -> &Progress {
        match step {
            Step::Doctor => &self.doctor,
            Step::Therapy => &self.therapy,
            Step::Orthotics => &self.orthotics,
            Step::Surface => &self.surface,
            Step::Massage => &self.massage,
        }
    }

    pub(super) fn get_mut(&mut self, step: Step) -> &mut Progress {
        match step {
            Step::Doctor => &mut self.doctor,
            Step::Therapy => &mut self.therapy,
            Step::Orthotics => &mut self.orthotics,
            Step::Surface => &mut self.surface,
            Step::Massage => &mut self.massage,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_new_state_puts_the_one_before_into_the_history() {
        let first = Progress::default().moved(State::UnderWay, day("2026-11-01"), Some("asked".into()), None);
        assert_eq!(first.history, []);
        let second = first.moved(State::Done, day("2026-11-20"), None, Some("visit in spring".into()));
        assert_eq!((second.state, second.since), (State::Done, Some(day("2026-11-20"))));
        assert_eq!(second.reason, None);
        assert_eq!(second.history.len(), 1);
        assert_eq!(second.history[0].reason.as_deref(), Some("asked"));
    }

    #[test]
    fn the_same_state_again_keeps_its_reason() {
        let first = Progress::default().moved(State::UnderWay, day("2026-11-01"), Some("asked".into()), None);
        let again = first.moved(State::UnderWay, day("2026-11-02"), None, None);
        assert_eq!((again.reason.as_deref(), again.history.len()), (Some("asked"), 0));
    }

    #[test]
    fn a_step_is_named_by_its_word_or_its_number() {
        assert_eq!(Step::named("3"), Ok(Step::Orthotics));
        assert_eq!(Step::named("Surface"), Ok(Step::Surface));
        assert!(Step::named("6").is_err());
    }
}
