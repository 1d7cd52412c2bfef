//! Step 1 on the screen: the warning-signs check, having been seen by a clinician, ticking questions, diagnoses.

use crate::domain::change::Change;
use crate::domain::checks::Answer;
use crate::domain::entry::Entry;
use crate::domain::kind::Kind;
use crate::formats::drafts_json::Keep;
use crate::insight::warnings::{Numbers, Warning};
use crate::page::{Line, Tone};
use crate::tui::action::Effect;
use crate::tui::keys::key;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::checks::CheckSheet;
use crate::tui::modals::form::condition::ConditionForm;
use crate::tui::modals::form::subject::Subject;
use crate::tui::state::App;
use crate::tui::tab::Selected;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::text;

impl App {
    /// Opens the warning-signs check, with the answers that were kept.
    pub fn open_check(&mut self) {
        if self.refuses_to_change() {
            return;
        }
        let drafts = self.drafts_of(Kind::Check.word());
        let numbers = Numbers::of(&self.journal.settings);
        let mut sheet = CheckSheet::open(drafts.first(), numbers, self.today());
        sheet.followed(layout(self.size).body);
        self.modal = Some(Modal::Check(Box::new(sheet)));
    }

    /// Does something to the check that is open.
    pub fn with_check(&mut self, act: impl FnOnce(&mut CheckSheet)) {
        let body = layout(self.size).body;
        if let Some(Modal::Check(sheet)) = &mut self.modal {
            act(sheet);
            sheet.followed(body);
        }
    }

    /// Answers a question of the check; nothing is \u{201c}not asked\u{201d}.
    pub fn answer(&mut self, answer: Option<Answer>) {
        let (now, body) = (self.now.at, layout(self.size).body);
        self.with_check(|sheet| sheet.answer(answer, now, body));
        if let Some(Modal::Check(sheet)) = &self.modal
            && sheet.is_complete()
        {
            self.say(format!("All are answered: {} saves the check.", key!(Check, Submit)), Tone::Muted);
        }
    }

    /// Moves in the check that is open.
    pub fn moved_in_check(&mut self, motion: Motion) {
        let body = layout(self.size).body;
        self.with_check(|sheet| sheet.moved(motion, body));
    }

    /// Saves the check; where nothing is answered, it stays.
    pub fn submit_check(&mut self) -> Vec<Effect> {
        let Some(Modal::Check(sheet)) = &self.modal else { return Vec::new() };
        let texts = sheet.entry_texts(self.now.clock());
        let made = Entry::create(Kind::Check, self.now.id, &texts, &self.reading());
        match made {
            Ok(entry) => {
                let (draft, kept) = (sheet.draft(), sheet.kept().map(Keep::Forget));
                self.modal = None;
                let mut effects = self.make(Change::Add(Box::new(entry)), Some(draft));
                effects.extend(self.keep(kept.into_iter().collect()));
                effects
            }
            Err(refusals) => {
                let message: Vec<String> = refusals.into_iter().map(|refusal| refusal.message).collect();
                self.say(message.join(" "), Tone::Bad);
                Vec::new()
            }
        }
    }

    /// A sentence, and what to do about a warning sign where both have room in full; else where that stands.
    pub fn with_action(&self, message: &str, warning: &Warning, elsewhere: &str) -> String {
        let (whole, body) = (format!("{message} {}", warning.action()), layout(self.size).body);
        let lines = text::wrap(&Line::plain(&whole), usize::from(body.width).saturating_sub(2), 0).len();
        let said = if lines <= usize::from(body.height) { whole } else { format!("{message} {elsewhere}") };
        said.trim_start().to_owned()
    }

    /// Esc in the check: its answers are kept.
    pub fn keep_check(&mut self) -> Vec<Effect> {
        let Some(Modal::Check(sheet)) = self.modal.take() else { return Vec::new() };
        let draft = sheet.draft();
        if draft.fields.is_empty() {
            return self.keep(sheet.kept().map(Keep::Forget).into_iter().collect());
        }
        // a yes that is not saved yet is told what to do all the same
        let opens = key!(Everywhere, New(Kind::Check));
        match sheet.warning() {
            Some(warning) => {
                let elsewhere = format!("Your yes is not saved yet: {opens} shows what to do.");
                let mut message = self.with_action("", &warning, &elsewhere);
                if !message.contains("not saved yet") {
                    let save = key!(Check, Submit);
                    message += &format!(" Your yes is not saved yet: {opens} and {save} save it.");
                }
                self.say(message, warning.tone());
            }
            None => {
                let message = format!("Kept as a draft: the answers are there when {opens} opens the check again.");
                self.say(message, Tone::Muted);
            }
        }
        self.keep(vec![Keep::Put { draft, was: sheet.kept() }])
    }

    /// The full form of the check, with the answers so far: for its date and a note.
    pub fn check_form(&mut self) -> Vec<Effect> {
        let Some(Modal::Check(sheet)) = self.modal.take() else { return Vec::new() };
        let draft = sheet.draft();
        let changes = if draft.fields.is_empty() { Vec::new() } else { vec![Keep::Put { draft, was: sheet.kept() }] };
        let effects = self.keep(changes);
        self.open_form(Subject::New(Kind::Check));
        effects
    }

    /// Asks on which day a clinician saw me about the open warning signs.
    pub fn open_seen(&mut self) {
        match self.warning() {
            Some(_) => self.open(Subject::Told(ConditionForm::Seen)),
            None => self.say("No warning sign is open.", Tone::Muted),
        }
    }

    /// Opens the form of the condition.
    pub fn open_condition(&mut self) {
        let condition = Box::new(self.journal.condition.clone());
        self.open(Subject::Told(ConditionForm::Condition(condition)));
    }

    /// Opens the form of a diagnosis, or of a new one.
    pub fn open_diagnosis(&mut self, place: Option<usize>) {
        let condition = Box::new(self.journal.condition.clone());
        self.open(Subject::Told(ConditionForm::Diagnosis(condition, place)));
    }

    /// Takes a diagnosis out of the condition.
    pub fn delete_diagnosis(&mut self, place: usize) -> Vec<Effect> {
        let was = self.journal.condition.clone();
        let mut now = was.clone();
        if place >= now.diagnoses.len() {
            return Vec::new();
        }
        now.diagnoses.remove(place);
        self.make(Change::Condition { was: Box::new(was), now: Box::new(now) }, None)
    }

    /// Ticks the chosen question as asked, or takes the tick back.
    pub fn tick_question(&mut self) -> Vec<Effect> {
        let selected = self.selected();
        let Some(Selected::Entry(entry)) =
            selected.filter(|one| matches!(one, Selected::Entry(entry) if matches!(**entry, Entry::Question(_))))
        else {
            let (down, up) = (key!(Moving, Move(Motion::Down)), key!(Moving, Move(Motion::Up)));
            let message = format!("{} ticks a question; choose one with {down} and {up}.", key!(Everywhere, TickHere));
            self.say(message, Tone::Muted);
            return Vec::new();
        };
        let Entry::Question(question) = &*entry else { return Vec::new() };
        let text = if question.asked { "no" } else { "yes" };
        match entry.edited(&[("asked", text.to_owned())], &self.reading()) {
            Ok(now) => self.make(Change::Edit { was: entry, now: Box::new(now) }, None),
            Err(refusals) => {
                self.say(refusals.into_iter().map(|refusal| refusal.message).collect::<Vec<_>>().join(" "), Tone::Bad);
                Vec::new()
            }
        }
    }
}
