//! The five steps of recovery: their states, reasons and next actions.

use chrono::NaiveDate;

use super::day::At;
use super::orthotics::Status;
use super::record::{JsonField, record};
use super::refusal::Refusal;
use super::stamps::Stamps;
use super::words::{self, words};

words! {
    /// The five steps.
    Step, "step" {
        /// See a doctor and get clearance to run.
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

    /// Reads a state; the third step has words of its own beside those of all steps.
    ///
    /// # Errors
    /// A sentence that lists the words.
    pub fn read_state(self, text: &str) -> Result<(State, Option<Status>), Refusal> {
        if self != Self::Orthotics {
            return State::read(text).map(|state| (state, None));
        }
        let wanted = text.trim().to_lowercase().replace([' ', '_'], "-");
        let all: Vec<&str> = Status::WORDS.iter().chain(State::WORDS).copied().collect();
        let word = words::find(&wanted, &all).and_then(|place| all.get(place).copied());
        let word = word.ok_or_else(|| words::unknown(text, "state", &wanted, &all))?;
        Status::read(word).map(|status| (status.state(), Some(status))).or_else(|_| Ok((State::read(word)?, None)))
    }

    /// What the step is, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Self::Doctor => "See a doctor, get a diagnosis and clearance to run",
            Self::Therapy => "Physical therapy, or hip and buttock exercises",
            Self::Orthotics => "Ask about orthotics; replace worn shoes",
            Self::Surface => "Run on grass, dirt or a track",
            Self::Massage => "Deep-tissue sports massage for low back and buttocks",
        }
    }

    /// The next action to offer where none was written down.
    pub fn first_action(self) -> &'static str {
        match self {
            Self::Doctor => "book a visit and ask for clearance to run",
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
    pub fn describe(self) -> &'static str {
        match self {
            Self::NotStarted => "not started",
            Self::UnderWay => "under way",
            Self::Done => "done",
            Self::NotForMe => "not for me",
        }
    }
}

impl JsonField for State {
    fn absent() -> Option<Self> {
        Some(Self::NotStarted)
    }
}

record! {
    /// A state that a step was in before.
    Past {
        /// The state.
        state: State,
        /// In the words of the third step.
        status: Option<Status>,
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
        /// How it stands with orthotics; the state follows from it. Only the third step has one.
        status: Option<Status>,
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
        /// When its fields were changed, where not all were changed at once.
        stamps: Stamps,
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            state: State::NotStarted,
            status: None,
            since: None,
            reason: None,
            next: None,
            history: Vec::new(),
            modified: None,
            stamps: Stamps::default(),
            extra: Default::default(),
        }
    }
}

impl JsonField for Progress {
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl Progress {
    /// True where the person never set a state.
    pub fn is_unmarked(&self) -> bool {
        self.state == State::NotStarted && self.status.is_none() && self.since.is_none() && self.history.is_empty()
    }

    /// The word of its state: its own where it has one.
    pub fn word(&self) -> &'static str {
        self.status.map_or(self.state.word(), Status::word)
    }

    /// Its state in plain words.
    pub fn describe(&self) -> &'static str {
        self.status.map_or(self.state.describe(), Status::describe)
    }

    /// The step in a new state since that day; the state before goes into its history. The same state again only
    /// moves its date and reason.
    #[must_use]
    pub fn moved(&self, state: State, since: NaiveDate, reason: Option<Box<str>>, next: Option<Box<str>>) -> Self {
        self.moved_to((state, None), since, reason, next)
    }

    /// The same, with the status of the third step.
    #[must_use]
    pub fn moved_to(
        &self,
        (state, status): (State, Option<Status>),
        since: NaiveDate,
        reason: Option<Box<str>>,
        next: Option<Box<str>>,
    ) -> Self {
        // a plain state that the status stands for keeps it
        let status = status.or_else(|| self.status.filter(|status| status.state() == state));
        let mut moved = self.clone();
        let untouched = self.state == State::NotStarted && self.since.is_none() && self.reason.is_none();
        let same = (state, status) == (self.state, self.status);
        if !same && !untouched {
            let (since, reason) = (self.since, self.reason.clone());
            moved.history.push(Past {
                state: self.state,
                status: self.status,
                since,
                reason,
                extra: Default::default(),
            });
        }
        if !same || reason.is_some() {
            moved.reason = reason;
        }
        if let Some(next) = next {
            // an empty one clears it
            moved.next = Some(next).filter(|next| !next.is_empty());
        }
        (moved.state, moved.status, moved.since) = (state, status, Some(since));
        moved
    }
}

impl Past {
    /// The state in plain words.
    pub fn describe(&self) -> &'static str {
        self.status.map_or(self.state.describe(), Status::describe)
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

impl JsonField for Steps {
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

    /// The progress of a step, to be changed.
    pub fn get_mut(&mut self, step: Step) -> &mut Progress {
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

    #[test]
    fn the_third_step_has_words_of_its_own_and_its_state_follows() {
        for (text, word, state) in [
            ("not-asked", "not-asked", State::NotStarted),
            ("asked", "asked", State::UnderWay),
            ("Not advised", "not-advised", State::NotForMe),
            ("tri", "trial", State::UnderWay),
            ("in use", "in-use", State::Done),
            ("stop", "stopped", State::NotForMe),
        ] {
            let (of, status) = Step::Orthotics.read_state(text).unwrap();
            assert_eq!((of, status.map(Status::word)), (state, Some(word)), "{text}");
        }
        assert_eq!(Step::Orthotics.read_state("done"), Ok((State::Done, None)));
        assert_eq!(Step::Doctor.read_state("done"), Ok((State::Done, None)));
        assert!(Step::Doctor.read_state("trial").is_err());
        assert!(Step::Orthotics.read_state("not").unwrap_err().message.contains("not-advised"));
    }

    #[test]
    fn a_status_has_its_date_and_goes_into_the_history() {
        let step = Progress::default().moved_to((State::UnderWay, Some(Status::Asked)), day("2026-09-01"), None, None);
        let step =
            step.moved_to((State::UnderWay, Some(Status::Trial)), day("2026-10-01"), Some("custom".into()), None);
        let past: Vec<_> = step.history.iter().map(|past| (past.describe(), past.since)).collect();
        assert_eq!((step.describe(), past), ("trial", vec![("asked", Some(day("2026-09-01")))]));
        let same = step.moved(State::UnderWay, day("2026-10-02"), None, None);
        assert_eq!((same.word(), same.history.len()), ("trial", 1), "the plain state keeps the status it stands for");
        let done = step.moved(State::Done, day("2026-11-01"), None, None);
        assert_eq!((done.word(), done.status, done.history.len()), ("done", None, 2));
    }
}
