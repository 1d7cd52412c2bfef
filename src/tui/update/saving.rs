//! Changes from the moment they are made until they are on the disk: shown at once, saved in order, never let go
//! silently. Also what becomes of half-typed forms, and quitting.

use crate::domain::change::{Change, TakenBack, beside_starters};
use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::refusal::Refusal;
use crate::domain::when;
use crate::formats::drafts_json::{Draft, Keep, apply};
use crate::insight::duplicate_run::{Alike, alike};
use crate::insight::limits::{Lacking, limits};
use crate::insight::run_summary::named;
use crate::insight::therapy::exercise;
use crate::insight::warnings::among;
use crate::page::{Tone, not_saved};
use crate::tui::action::{Effect, SaveFailure};
use crate::tui::keys;
use crate::tui::keys::key;
use crate::tui::modals::Modal;
use crate::tui::modals::question::{OnYes, Question};
use crate::tui::revision::Touched;
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::update::queue::{Waiting, Work, Write};

/// So much of an entry is said, characters.
const SAID: usize = 160;

impl App {
    /// Makes a change: shown at once, saved next. A refusal is said and nothing is changed.
    pub fn make(&mut self, change: Change, draft: Option<Draft>) -> Vec<Effect> {
        let message = self.describe_saved(&change);
        self.make_saying(change, message, draft)
    }

    /// Makes a change that logs something: `e` right after edits it.
    pub fn make_logged(&mut self, change: Change, draft: Option<Draft>) -> Vec<Effect> {
        let waiting = self.queue.len();
        let effects = self.make(change, draft);
        if self.queue.len() > waiting {
            self.just_logged = self.queue.iter().last().and_then(|waiting| waiting.entry);
        }
        effects
    }

    /// Makes a change, with this to be said once it is saved.
    pub fn make_as(&mut self, change: Change, message: String) -> Vec<Effect> {
        self.make_saying(change, message, None)
    }

    fn make_saying(&mut self, change: Change, message: String, draft: Option<Draft>) -> Vec<Effect> {
        if self.refuses_to_change() {
            return Vec::new();
        }
        let entry = entry_of(&change);
        let work = Work { job: Write::Make(change), at: self.now.at };
        // an id that was just drawn is nobody's yet; the one who saves looks at all of them
        let fresh = entry == Some(self.now.id);
        let made = match &work.job {
            Write::Make(change) => {
                let touched = Touched::by(change, self.journal.day_starts_at());
                self.journal.change(touched, |journal| match fresh {
                    true => journal.make_fresh(change.clone(), work.at),
                    false => work.perform(journal),
                })
            }
            _ => self.journal.change(Touched::Anything, |journal| work.perform(journal)),
        };
        match made {
            Err(refusal) => {
                self.say(refusal.message, Tone::Bad);
                Vec::new()
            }
            Ok(()) => {
                if let Write::Make(change) = &work.job {
                    self.select(change);
                }
                self.queue.push(Waiting { work, message, entry, draft });
                self.save_next()
            }
        }
    }

    /// Selects an entry that a change just made, changed or brought back.
    fn select(&mut self, change: &Change) {
        if let Change::Add(entry)
        | Change::Bring(entry)
        | Change::Edit { now: entry, .. }
        | Change::Restore { entry, .. } = change
        {
            let item = entry.item();
            let day = item.at().day(self.journal.day_starts_at());
            self.tabs.select(item, day, self.today());
        }
    }

    /// Takes back the last change of the file.
    pub fn undo(&mut self) -> Vec<Effect> {
        let seen = self.journal.undo.last().map(|last| last.change.clone());
        self.take(seen.map(Write::Undo), Journal::undo, "Undone")
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Vec<Effect> {
        let seen = self.journal.redo.last().map(|last| last.change.clone());
        self.take(seen.map(Write::Redo), Journal::redo, "Done again")
    }

    fn take(
        &mut self,
        job: Option<Write>,
        take: fn(&mut Journal, At) -> Result<TakenBack, Refusal>,
        what: &str,
    ) -> Vec<Effect> {
        if self.refuses_to_change() {
            return Vec::new();
        }
        let taken = match self.journal.change(Touched::Anything, |journal| take(journal, self.now.at)) {
            Err(refusal) => {
                self.say(refusal.message, Tone::Bad);
                return Vec::new();
            }
            Ok(taken) => taken,
        };
        let message = short(taken.message);
        self.refresh_bin();
        let Some(job) = job else { return Vec::new() };
        if matches!(job, Write::Undo(_)) && self.queue.take_back().is_some() {
            self.say(format!("Taken back before it was saved: {message}."), Tone::Good);
            return Vec::new();
        }
        self.select(&taken.change);
        let dropped = taken.dropped.into_iter().map(|why| format!("{why} "));
        let message = format!("{}{what}: {message}.", dropped.collect::<String>());
        let work = Work { job, at: self.now.at };
        self.queue.push(Waiting { work, message, entry: entry_of(&taken.change), draft: None });
        self.save_next()
    }

    /// Begins to save what waits longest, where nothing is being saved.
    pub fn save_next(&mut self) -> Vec<Effect> {
        self.queue.next().map(|work| Effect::Save(Box::new(work))).into_iter().collect()
    }

    /// The first that waited is on the disk, with nothing that the screen does not show, or with this.
    pub fn saved(&mut self, journal: Option<Journal>, also: Option<String>) -> Vec<Effect> {
        if let Some(done) = self.queue.done() {
            let logged = done.entry.is_some() && done.entry == self.just_logged && self.logged_pain().is_some();
            let message = if self.demo { not_saved(&done.message) } else { done.message };
            let how = match logged {
                true => {
                    let (moment, undo) = (key!(JustLogged, NextMoment), key!(Everywhere, Undo));
                    format!("; {moment} changes the moment, {undo} undoes")
                }
                false => String::new(),
            };
            let also = also.map(|also| format!(" {also}")).unwrap_or_default();
            self.say(message + &how + &also, Tone::Good);
        }
        self.unconfirmed = None;
        let mut effects: Vec<Effect> = journal.map(|journal| self.adopt(journal)).into_iter().collect();
        effects.extend(self.save_next());
        effects.extend(self.quit_if_done());
        effects
    }

    /// The first that waited is not on the disk.
    pub fn failed(&mut self, failure: SaveFailure) -> Vec<Effect> {
        match failure {
            SaveFailure::Outside(message) => {
                let more = format!("Nothing is lost yet: {} tries again.", key!(Everywhere, SaveAgain));
                self.say(format!("NOT SAVED. {message} {more}"), Tone::Bad);
                self.queue.failed(message);
                if std::mem::take(&mut self.quitting) { self.keep_before_quitting() } else { Vec::new() }
            }
            SaveFailure::Unconfirmed(message) => {
                self.queue.done();
                self.say(message.clone(), Tone::Bad);
                self.unconfirmed = Some(message);
                let mut effects = vec![Effect::Reload];
                effects.extend(self.save_next());
                effects.extend(self.quit_if_done());
                effects
            }
            SaveFailure::Refused(refusal) => {
                let refused = self.queue.done();
                self.redo_refused = refused.as_ref().and_then(|waiting| match &waiting.work.job {
                    Write::Redo(seen) => Some(seen.clone()),
                    _ => None,
                });
                let kept = refused.and_then(|waiting| waiting.draft);
                let also = if kept.is_some() { " What you typed is kept as a draft." } else { "" };
                self.say(format!("Not saved: {}{also}", refusal.message), Tone::Bad);
                let mut effects = vec![Effect::Reload];
                effects.extend(self.keep(kept.map(|draft| Keep::Put { draft, was: None }).into_iter().collect()));
                effects.extend(self.save_next());
                effects.extend(self.quit_if_done());
                effects
            }
        }
    }

    /// Takes over the journal as it is on the disk, with what is still waiting. Returns the old one to be freed.
    pub fn adopt(&mut self, mut journal: Journal) -> Effect {
        journal.settle(self.now.at);
        self.queue.reapply(&mut journal);
        let old = self.journal.change(Touched::Anything, |now| std::mem::replace(now, journal));
        let free = Effect::Free(Box::new(old));
        self.refresh_report();
        self.refresh_bin();
        free
    }

    /// What a change adds, or makes of an entry, where that is likely in the journal already.
    fn doubled<'a>(&self, change: &'a Change) -> Option<(&'a Entry, Alike)> {
        let (before, entry) = match change {
            Change::Add(entry) => (None, entry),
            Change::Edit { was, now } => (Some(was), now),
            _ => return None,
        };
        let other = alike(&self.journal, entry)?;
        // what was so before the edit is no news
        let known = before.and_then(|was| alike(&self.journal, was)).is_some_and(|known| known.id == other.id);
        (!known).then_some((entry, other))
    }

    /// What to say once a change is saved.
    pub fn describe_saved(&self, change: &Change) -> String {
        let settings = &self.journal.settings;
        let shown = |entry: &Entry| {
            format!("{}, {}", short(entry.item().describe(settings)), when::say(entry.item().at(), settings))
        };
        if let Change::Add(entry) | Change::Edit { now: entry, .. } = change
            && let Entry::Run(run) = &**entry
            && let found = limits(&self.journal, run)
            && let Some(message) = match found.lacking {
                Some(Lacking::Stopped) => Some("you were told to stop running".into()),
                Some(Lacking::RunOut) => Some("your clearance has run out".into()),
                _ => (!found.outside.is_empty()).then(|| format!("outside your limits: {}", named(&found.outside))),
            }
        {
            return format!("Saved ({message}): {}", shown(entry));
        }
        if let Change::Add(entry) | Change::Edit { now: entry, .. } = change
            && let Entry::Check(check) = &**entry
            && let Some(warning) = among([check], settings, self.today())
        {
            let message = format!("Saved. You answered yes to: {}.", warning.describe());
            // where the page itself says what to do, once is enough
            let shown = self.tab == Tab::Today;
            return if shown {
                message
            } else {
                self.with_action(&message, &warning, &format!("{} shows what to do.", Tab::Today.key()))
            };
        }
        if let Change::Add(entry) = change
            && let Entry::Sitting(sitting) = &**entry
            && sitting.is_open()
        {
            let since = when::say_time(sitting.at.local().time(), settings);
            let (hurts, up) = (key!(Lists, Sit), key!(Lists, GetUp));
            return format!(
                "Sitting since {since}, also while the screen is closed. {hurts} when it begins to hurt, {up} if it did not."
            );
        }
        if let Some((entry, other)) = self.doubled(change) {
            return format!("Saved; {}: {}", other.describe(&self.journal), shown(entry));
        }
        if let Change::Add(entry) = change
            && let Some(beside) = beside_starters(&self.journal, change)
        {
            return format!("Saved {}. {beside}", shown(entry));
        }
        match change {
            Change::Add(entry) | Change::Bring(entry) => format!("Saved {}", shown(entry)),
            Change::Edit { now, .. } => format!("Saved {}", shown(now)),
            Change::Delete(id) | Change::Remove { id, .. } | Change::Forget { id, .. } => {
                match self.journal.find(*id) {
                    Some(item) => {
                        format!("Deleted {}; {} brings it back.", shown(&item.entry()), key!(Everywhere, Undo))
                    }
                    // one of the eight that are built in
                    None => match exercise(&self.journal, self.now.at, *id) {
                        Some(exercise) => {
                            format!(
                                "Deleted {}; {} brings it back.",
                                exercise.describe(settings),
                                key!(Everywhere, Undo)
                            )
                        }
                        None => "Deleted.".into(),
                    },
                }
            }
            Change::Step { step, now, .. } => {
                format!("Saved step {}: {} {}", step.word(), now.state.sign(), now.describe())
            }
            Change::Restore { entry, .. } => format!("Saved {}", shown(entry)),
            Change::Settings { was, now } => {
                let changed = crate::domain::settings_fields::differences(was, now);
                let or_none = |value: String| if value.is_empty() { "none".into() } else { value };
                let shown =
                    changed.into_iter().map(|(key, _, value)| format!("{} {}", key.replace('_', " "), or_none(value)));
                format!("Saved: {}", shown.collect::<Vec<_>>().join(", "))
            }
            Change::Condition { was, now } => match now.diagnoses.iter().find(|one| !was.diagnoses.contains(one)) {
                Some(diagnosis) => format!("Saved diagnosis: {}", diagnosis.text()),
                None => "Saved the condition as told to you.".into(),
            },
            Change::Lost { .. } => "Saved the bin.".into(),
            Change::All(changes) if changes.iter().all(was_seen) => {
                "Saved: seen by a clinician about the warning signs.".into()
            }
            Change::All(changes) | Change::Merge(changes) | Change::Unmerge(changes) => {
                format!("Saved {} changes.", changes.len())
            }
        }
    }

    /// Esc in a form: its text is kept.
    pub fn keep_draft(&mut self) -> Vec<Effect> {
        if matches!(self.modal, Some(Modal::Check(_))) {
            return self.keep_check();
        }
        let Some(Modal::Form(mut form)) = self.modal.take() else { return Vec::new() };
        let changes = form.close(&self.reading());
        if changes.iter().any(|change| matches!(change, Keep::Put { .. })) {
            let effects = self.keep(changes);
            let all = match self.drafts.len() {
                0 | 1 => String::new(),
                many => format!(" {} lists all {many}.", keys::how("drafts")),
            };
            self.say(format!("Kept as a draft: it is there when this form opens again.{all}"), Tone::Muted);
            return effects;
        } else if !changes.is_empty() {
            self.say("The draft is deleted.", Tone::Muted);
        }
        self.keep(changes)
    }

    /// The drafts of a group of forms, the newest first.
    pub fn drafts_of(&self, group: &str) -> Vec<Draft> {
        self.drafts.iter().rev().filter(|draft| draft.is_of(group)).cloned().collect()
    }

    /// Changes drafts, here and in the file.
    pub fn keep(&mut self, changes: Vec<Keep>) -> Vec<Effect> {
        if changes.is_empty() {
            return Vec::new();
        }
        self.drafts.change(|drafts| changes.iter().for_each(|change| apply(drafts, change)));
        self.keeping += 1;
        vec![Effect::KeepDrafts(changes)]
    }

    /// The drafts are kept, and these are all that there are; or why they are not.
    pub fn drafts_kept(&mut self, kept: Result<Vec<Draft>, String>) {
        self.keeping = self.keeping.saturating_sub(1);
        match kept {
            Ok(drafts) => {
                self.unkept = None;
                self.drafts_read(drafts);
            }
            Err(why) => {
                self.say(format!("The draft is only kept until twinge ends. {why}"), Tone::Bad);
                self.unkept = Some(why);
            }
        }
    }

    /// Takes over the drafts of the file, unless some of here are still on their way into it.
    pub fn drafts_read(&mut self, drafts: Vec<Draft>) {
        if self.keeping > 0 || self.unkept.is_some() {
            return;
        }
        self.drafts.change(|kept| *kept = drafts);
        if let Some(Modal::Form(form)) = &self.modal {
            let drafts = self.drafts_of(&form.subject.group());
            self.offer(&drafts);
        }
    }

    /// Quit: at once where all is saved, after saving where it is on its way, and not without asking where it failed.
    pub fn quit(&mut self) -> Vec<Effect> {
        if self.queue.trouble().is_some() {
            return self.keep_before_quitting();
        }
        if let Some(why) = self.unkept.clone().filter(|_| !self.drafts.is_empty()) {
            self.ask_to_lose_drafts(why);
            return Vec::new();
        }
        self.quitting = true;
        if !self.queue.is_empty() {
            self.say("Saving \u{2026}", Tone::Muted);
        }
        self.quit_if_done()
    }

    fn quit_if_done(&self) -> Vec<Effect> {
        if self.quitting && self.queue.is_empty() {
            vec![Effect::Quit(u8::from(self.unconfirmed.is_some()))]
        } else {
            Vec::new()
        }
    }
}

impl App {
    /// Ctrl-C: what is typed in a form becomes a draft, then as `q`; at the question of `q` it is a yes.
    pub fn leave(&mut self) -> Vec<Effect> {
        if matches!(self.modal, Some(Modal::Question(_))) {
            return self.yes();
        }
        let mut effects = self.put_away();
        effects.extend(self.quit());
        effects
    }

    /// What is typed in a form becomes a draft.
    pub fn put_away(&mut self) -> Vec<Effect> {
        match self.modal {
            Some(Modal::Form(_) | Modal::Check(_)) => self.keep_draft(),
            Some(Modal::Timer(_)) => self.timer_stop(),
            _ => Vec::new(),
        }
    }

    /// Before it is asked whether to quit with something unsaved, the disk takes what can be kept as a draft: the
    /// question then says what is so.
    fn keep_before_quitting(&mut self) -> Vec<Effect> {
        let unsaved = self.drafts_of_unsaved();
        if unsaved.is_empty() {
            self.ask_to_quit(None);
            return Vec::new();
        }
        self.say("Keeping what is not saved as a draft \u{2026}", Tone::Muted);
        // a second q while the disk works keeps nothing twice
        if !self.kept_unsaved.is_empty() {
            return Vec::new();
        }
        self.kept_unsaved.clone_from(&unsaved);
        vec![Effect::KeepLast(unsaved.into_iter().map(|draft| Keep::Put { draft, was: None }).collect())]
    }

    /// The disk has taken the drafts of what is not saved, or says why not.
    pub fn last_kept(&mut self, kept: Result<(), String>) -> Vec<Effect> {
        self.notice = None;
        let refused = kept.err();
        if refused.is_some() {
            self.kept_unsaved.clear();
        }
        // saved after all, meanwhile
        if self.queue.is_empty() {
            return self.quit();
        }
        self.ask_to_quit(refused);
        Vec::new()
    }

    /// Where one goes back from the question, what is not saved is still on its way, and no draft.
    pub fn forget_kept_unsaved(&mut self) -> Vec<Effect> {
        let asks = matches!(&self.modal, Some(Modal::Question(Question { on_yes: OnYes::Quit, .. })));
        if asks {
            return Vec::new();
        }
        let drafts = std::mem::take(&mut self.kept_unsaved);
        self.keep(drafts.into_iter().map(Keep::Forget).collect())
    }

    /// New entries that could not be saved become drafts.
    pub fn keep_unsaved(&mut self) -> Vec<Effect> {
        let mut unsaved = self.drafts_of_unsaved();
        // those that the disk has already, or is about to have
        unsaved.retain(|draft| !self.kept_unsaved.contains(draft));
        self.keep(unsaved.into_iter().map(|draft| Keep::Put { draft, was: None }).collect())
    }

    /// What is not saved, each change in a sentence.
    pub fn unsaved(&self) -> Vec<String> {
        let message = |message: &str| message.strip_prefix("Saved ").unwrap_or(message).to_owned();
        self.queue.iter().map(|waiting| message(&waiting.message)).collect()
    }

    /// The drafts that unsaved changes would become.
    fn drafts_of_unsaved(&self) -> Vec<Draft> {
        let reading = self.reading();
        let of_entry = |entry: &Entry| {
            let item = entry.item();
            let text = |key: &str| item.text(key, &reading).filter(|text| !text.is_empty());
            let fields =
                item.kind().fields().into_iter().filter_map(|about| Some((about.key.to_owned(), text(about.key)?)));
            Draft { form: item.kind().word().into(), fields: fields.collect(), ..Draft::default() }
        };
        let draft = |waiting: &Waiting| match &waiting.work.job {
            Write::Make(Change::Add(entry)) => Some(of_entry(entry)),
            _ => waiting.draft.clone(),
        };
        self.queue.iter().filter_map(draft).collect()
    }

    /// The journal as it was last on the disk; nothing where that cannot be told.
    pub fn last_saved(&self) -> Option<Journal> {
        let mut journal = self.journal.clone();
        for waiting in self.queue.iter().rev() {
            match waiting.work.job {
                Write::Make(_) | Write::Redo(_) => journal.undo(waiting.work.at).ok()?,
                Write::Undo(_) => journal.redo(waiting.work.at).ok()?,
            };
        }
        Some(journal)
    }

    /// Drafts could not be kept: quitting loses them.
    fn ask_to_lose_drafts(&mut self, why: String) {
        let drafts = if self.drafts.len() == 1 { "The draft is" } else { "Drafts are" };
        let message = vec![
            format!("{drafts} not kept on the disk. Quit all the same?"),
            why,
            format!("{} quits and LOSES what was typed. {} goes back.", key!(Question, Yes), key!(Question, Close)),
        ];
        self.modal = Some(Modal::Question(Question { message, on_yes: OnYes::Quit }));
    }

    /// Asks whether to quit with something unsaved: what of it is kept as a draft, and what would be lost.
    fn ask_to_quit(&mut self, refused: Option<String>) {
        let (count, kept) = (self.queue.len(), self.kept_unsaved.len());
        let why = self.queue.trouble().unwrap_or_default().to_owned();
        let (changes, drafts) = match count {
            1 => ("One change is".into(), "it is kept as a draft"),
            _ => (format!("{count} changes are"), "all are kept as drafts"),
        };
        let (quits, back, again) = (key!(Question, Yes), key!(Question, Close), key!(Question, SaveAgain));
        let lost = match count.saturating_sub(kept) {
            0 => String::new(),
            1 if count == 1 => format!("{quits} quits and LOSES it."),
            lost if lost == count => format!("{quits} quits and LOSES all {count}."),
            lost => format!("{quits} quits and LOSES {lost} of {count}; the rest is kept as drafts."),
        };
        let (head, yes) = match (lost.is_empty(), &refused) {
            (true, _) => (format!("{changes} not saved, but {drafts}. Quit?"), format!("{quits} quits.")),
            (false, None) => (format!("{changes} NOT SAVED. Quit all the same?"), lost),
            (false, Some(_)) => {
                (format!("{changes} NOT SAVED, and cannot be kept as a draft either. Quit all the same?"), lost)
            }
        };
        let mut message = vec![head, why];
        message.extend(refused.filter(|refused| message.last() != Some(refused)));
        message.push(format!("{yes} {back} goes back. {again} tries again to save."));
        self.modal = Some(Modal::Question(Question { message, on_yes: OnYes::Quit }));
    }
}

/// True where a check is closed by having been seen.
fn was_seen(change: &Change) -> bool {
    let now = match change {
        Change::Edit { now, .. } => &**now,
        _ => return false,
    };
    matches!(now, Entry::Check(check) if check.seen.is_some())
}

/// A sentence of at most a few lines: a note may be a whole page.
fn short(message: String) -> String {
    if message.chars().count() <= SAID {
        return message;
    }
    let cut: String = message.chars().take(SAID).collect();
    let count = |sign: char| cut.matches(sign).count();
    let quoted = if count('\u{201c}') > count('\u{201d}') { "\u{201d}" } else { "" };
    format!("{}\u{2026}{quoted}", cut.trim_end())
}

/// The entry that a change is about.
fn entry_of(change: &Change) -> Option<Id> {
    match change {
        Change::Add(entry) | Change::Bring(entry) | Change::Restore { entry, .. } => Some(entry.item().id()),
        Change::Edit { now, .. } => Some(now.item().id()),
        Change::Delete(id) | Change::Remove { id, .. } | Change::Forget { id, .. } => Some(*id),
        Change::Step { .. } | Change::Settings { .. } | Change::Condition { .. } => None,
        Change::All(_) | Change::Merge(_) | Change::Unmerge(_) | Change::Lost { .. } => None,
    }
}

#[cfg(test)]
mod tests;
