//! Therapy on the screen: ticking an exercise of today, the guided session, ending the programme.

use crate::domain::change::Change;
use crate::domain::change::ended;
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
use crate::domain::kind::Kind;
use crate::domain::session::{Done, Session};
use crate::domain::steps::Step;
use crate::domain::therapy::Exercise;
use crate::domain::words::counted;
use crate::insight::therapy::{Standing, session_of, therapy, ticked};
use crate::insight::warnings::Warning;
use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::keys::key;
use crate::tui::modals::Modal;
use crate::tui::modals::question::{OnYes, Question};
use crate::tui::modals::timer::{Cue, Timer};
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::tab::{Pick, Selected};
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::Motion;

impl App {
    /// Begins a guided session; where a sign says to get help today, not before asking.
    pub fn ask_to_begin_session(&mut self) {
        let warning = self.warning().filter(Warning::silences);
        let own = !therapy(&self.journal, self.now.at).programme.is_empty();
        match warning.filter(|_| own && self.read_only.is_none()) {
            Some(warning) => {
                let message = vec![
                    warning.action(),
                    "See to your open warning sign first. Begin the exercises anyway?".into(),
                    format!("{} begins them. {} goes back.", key!(Question, Yes), key!(Question, Close)),
                ];
                self.modal = Some(Modal::Question(Question { message, on_yes: OnYes::Session }));
            }
            None => self.begin_session(),
        }
    }

    /// Begins a guided session of what is due today; where all of that is done, of the whole list.
    pub fn begin_session(&mut self) {
        if self.refuses_to_change() {
            return;
        }
        let found = therapy(&self.journal, self.now.at);
        let of = |standings: &[Standing]| -> Vec<Exercise> {
            let these = found.programme.iter().filter(|asked| standings.contains(&asked.standing));
            these.map(|asked| asked.exercise.clone()).collect()
        };
        let lists = [of(&[Standing::Due]), of(&[Standing::Later]), of(&[Standing::Done])];
        let first = lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        match (Timer::new(first, self.now.since_start), found.held) {
            (Some(timer), _) => {
                self.session = None;
                self.modal = Some(Modal::Timer(Box::new(timer)));
            }
            (None, Some(held)) => self.say(held, Tone::Warn),
            (None, None) => {
                let (tab, add) = (Tab::Step(Step::Therapy).key(), key!(Everywhere, Add));
                let message = format!("There is no exercise in the programme today; {tab} and {add} adds one.");
                self.say(message, Tone::Muted);
            }
        }
    }

    /// A key in the guided session.
    pub fn timer_key(&mut self, key: Key) -> Vec<Effect> {
        let now = self.now.since_start;
        self.with_timer(|timer| timer.press(key, now))
    }

    /// What the clock brings to the guided session.
    pub fn timer_tick(&mut self) -> Vec<Effect> {
        let now = self.now.since_start;
        self.with_timer(|timer| timer.tick(now))
    }

    /// Ends the guided session; what is done of it is kept.
    pub fn timer_stop(&mut self) -> Vec<Effect> {
        let effects = self.with_timer(Timer::stop);
        self.modal = self.modal.take().filter(|modal| !matches!(modal, Modal::Timer(_)));
        effects
    }

    /// The program is about to be stopped: nothing is counted meanwhile.
    pub fn timer_pause(&mut self) {
        if let Some(Modal::Timer(timer)) = &mut self.modal {
            timer.pause(self.now.since_start);
        }
    }

    fn with_timer(&mut self, act: impl FnOnce(&mut Timer) -> Vec<Cue>) -> Vec<Effect> {
        let Some(Modal::Timer(timer)) = &mut self.modal else { return Vec::new() };
        let mut effects = Vec::new();
        for cue in act(timer) {
            match cue {
                Cue::Bell => effects.push(Effect::Bell),
                Cue::Keep => effects.extend(self.keep_session()),
            }
        }
        effects
    }

    /// Saves what was done of the guided session so far: one entry, brought up to date after every exercise.
    fn keep_session(&mut self) -> Vec<Effect> {
        let Some(Modal::Timer(timer)) = &self.modal else { return Vec::new() };
        let (done, minutes) = (timer.done().to_vec(), Some(timer.minutes(self.now.since_start)));
        let Some(last) = done.last() else { return Vec::new() };
        let message = format!("Saved {}.", last.name);
        let there = self.session.and_then(|id| self.journal.sessions.iter().rfind(|session| session.id == id)).cloned();
        let change = match there {
            Some(was) => {
                let now = Session { exercises: done, minutes, ..was.clone() };
                edit(was, now)
            }
            None => {
                self.session = Some(self.now.id);
                let session = Session { exercises: done, minutes, ..Session::blank(self.now.id, self.now.at) };
                Change::Add(Box::new(Entry::Session(session)))
            }
        };
        self.make_as(change, message)
    }

    /// Ticks the selected exercise as done today, or takes that back.
    pub fn tick_exercise(&mut self) -> Vec<Effect> {
        let Some(exercise) = self.selected_exercise() else {
            let (down, up) = (key!(Moving, Move(Motion::Down)), key!(Moving, Move(Motion::Up)));
            let message = format!("Choose an exercise with {down} and {up}; {} ticks it.", key!(Everywhere, TickHere));
            self.say(message, Tone::Muted);
            return Vec::new();
        };
        let (today, name) = (self.today(), exercise.called().to_owned());
        if let Some(was) = ticked(&self.journal, today, &exercise).cloned() {
            let left: Vec<Done> = was.exercises.iter().filter(|done| !done.is(&exercise)).cloned().collect();
            let message = format!("Saved: {name} is not done today.");
            let change = match left.is_empty() {
                true => Change::Delete(was.id),
                false => edit(was.clone(), Session { exercises: left, ..was }),
            };
            return self.make_tick(change, message, &exercise);
        }
        let message = format!("Saved: {name} is done today.");
        let change = match session_of(&self.journal, today).cloned() {
            Some(was) => {
                let mut now = was.clone();
                now.exercises.push(Done::of(&exercise));
                edit(was, now)
            }
            None => {
                let exercises = vec![Done::of(&exercise)];
                let session = Session { exercises, ..Session::blank(self.now.id, self.now.at) };
                Change::Add(Box::new(Entry::Session(session)))
            }
        };
        self.make_tick(change, message, &exercise)
    }

    /// Makes the change of a tick; the exercise stays selected, so that the next is a key away.
    fn make_tick(&mut self, change: Change, message: String, exercise: &Exercise) -> Vec<Effect> {
        let effects = self.make_as(change, message);
        self.tabs.step.choose(Pick::Entry(Kind::Exercise, exercise.id));
        effects
    }

    /// Asks whether the programme shall end.
    pub fn ask_to_end_programme(&mut self) {
        if self.refuses_to_change() {
            return;
        }
        let n = ended(&self.journal, self.now.at).len();
        if n == 0 {
            let message = format!("The programme is empty already; {} adds an exercise.", key!(Everywhere, Add));
            return self.say(message, Tone::Muted);
        }
        let exercises = counted(n, "exercise", "exercises");
        let message = vec![
            format!("End the programme? Its {exercises} will no longer be on the list."),
            format!("What you did stays in the journal, and {} brings the programme back.", key!(Everywhere, Undo)),
            format!("{} end the programme    {} keep it", key!(Question, Yes), key!(Question, Close)),
        ];
        self.modal = Some(Modal::Question(Question { message, on_yes: OnYes::EndProgramme }));
    }

    /// The programme ends: a physio’s own list takes its place.
    pub fn end_programme(&mut self) -> Vec<Effect> {
        let ends = ended(&self.journal, self.now.at);
        let (add, undo) = (key!(Everywhere, Add), key!(Everywhere, Undo));
        let message =
            format!("The programme has ended: {add} adds an exercise of the new one, {undo} brings the old one back.");
        self.make_as(Change::All(ends), message)
    }

    /// The exercise that is selected in the tab that is shown.
    pub fn selected_exercise(&self) -> Option<Exercise> {
        match self.selected() {
            Some(Selected::Entry(entry)) => match *entry {
                Entry::Exercise(exercise) => Some(exercise),
                _ => None,
            },
            _ => None,
        }
    }
}

fn edit(was: Session, now: Session) -> Change {
    Change::Edit { was: Box::new(Entry::Session(was)), now: Box::new(Entry::Session(now)) }
}
