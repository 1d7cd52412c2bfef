//! The state of the screen and where each action goes. Pure: what must happen outside is returned as effects.

mod bin;
mod catch_up;
mod copies;
mod copy;
pub mod doctor;
mod editor;
pub mod forms;
pub mod import;
mod inbox;
mod line;
pub mod mouse;
pub mod queue;
pub mod quick_pain;
pub mod report;
pub mod saving;
mod search;
pub mod sitting;
pub mod therapy;

use std::time::Duration;

use ratatui::layout::Size;

use crate::domain::change::Change;
use crate::domain::digit_row;
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::steps::Step;
use crate::domain::when;
use crate::page::Tone;
use crate::tui::action::{Action, Effect};
use crate::tui::keys;
use crate::tui::keys::key;
use crate::tui::keys::unknown;
use crate::tui::layout::is_too_small;
use crate::tui::layout::layout;
use crate::tui::modals::compare::CompareLine;
use crate::tui::modals::form::Form;
use crate::tui::modals::form::subject::Subject;
use crate::tui::modals::level::Answer;
use crate::tui::modals::listing::Listing;
use crate::tui::modals::question::{OnYes, Question};
use crate::tui::modals::{Modal, why};
use crate::tui::state::App;
use crate::tui::state::Notice;
use crate::tui::tab::{Selected, Tab};
use crate::tui::tabs::pain::View;
use crate::tui::tabs::{pain, runs};
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::Motion;

/// Within so long of the one before the last, a key to delete is taken for one that is held down.
const HELD_DOWN: Duration = Duration::from_secs(1);
/// Deletions that follow one another as fast are several in a row: the notice names the bin.
const SEVERAL: Duration = Duration::from_secs(10);
/// So often the screen looks at the clock, for it to show the day that it is.
const LOOKS_AT_THE_CLOCK: Duration = Duration::from_secs(60 * 60);
/// After a key that does nothing here, letters that follow one another within so long are a word meant for another
/// place, and none of them is taken for a key.
const WORD_PAUSE: Duration = Duration::from_secs(1);

impl App {
    /// When, in time since the start, something happens without a key: `Tick` shall come then. Where nothing runs, that is
    /// the next day.
    pub fn wakes_at(&self) -> Option<Duration> {
        let level = match &self.modal {
            Some(Modal::Level(prompt)) => prompt.wakes_at(),
            Some(Modal::CatchUp(asks)) => asks.prompt.wakes_at(),
            Some(Modal::Timer(timer)) => timer.wakes_at(self.now.since_start),
            _ => None,
        };
        level.into_iter().chain(self.next_minute()).chain(self.next_day()).min()
    }

    /// When the day is another one. That is looked for once an hour at least: while the computer sleeps, nothing counts.
    fn next_day(&self) -> Option<Duration> {
        let midnight = self.today().succ_opt()?.and_time(self.journal.day_starts_at().0);
        let left = (midnight - self.now.at.local()).num_seconds();
        let left =
            Duration::from_secs(u64::try_from(left).unwrap_or(0)).clamp(Duration::from_secs(1), LOOKS_AT_THE_CLOCK);
        Some(self.now.since_start.saturating_add(left))
    }

    /// What the clock brings.
    fn tick(&mut self) -> Vec<Effect> {
        let over = |at: Option<Duration>| at.is_some_and(|at| at <= self.now.since_start);
        match &self.modal {
            Some(Modal::Level(prompt)) if over(prompt.wakes_at()) => self.log_level(1),
            Some(Modal::CatchUp(asks)) if over(asks.prompt.wakes_at()) => self.log_missed(1),
            Some(Modal::Timer(_)) => self.timer_tick(),
            _ => Vec::new(),
        }
    }

    /// A key was pressed.
    pub fn press(&mut self, key: Key) -> Vec<Effect> {
        let key = self.folded(key);
        let action = self.action_of(key);
        if is_too_small(self.size) && !action.as_ref().is_some_and(Action::leaves) {
            // nobody sees what it would do
            return Vec::new();
        }
        if self.swallows(key) {
            return Vec::new();
        }
        (self.notice, self.quitting) = (None, false);
        let mut effects = Vec::new();
        if let Some(Modal::Level(prompt)) = self.modal
            && prompt.answer(key, self.now.since_start) == Answer::OneThenKey
        {
            effects.extend(self.log_level(1));
            // Enter says that the 1 was meant
            if key == Key::Enter {
                return effects;
            }
        }
        if let Some(action) = self.action_of(key) {
            if !matches!(action, Action::NextMoment | Action::SamePlaces | Action::EditLogged | Action::Level(_)) {
                self.just_logged = None;
            }
            // where nothing is listed these do nothing, and the letters of a word that began so are no keys either
            let is_idle = self.modal.is_none()
                && self.tab == Tab::Trends
                && matches!(action, Action::Add | Action::Edit | Action::Delete | Action::TickHere);
            effects.extend(self.update(action));
            self.swallows_until = is_idle.then(|| self.now.since_start + WORD_PAUSE);
        } else if let Key::Char(sign) = key {
            self.means_nothing(sign);
        }
        effects
    }

    /// True for a letter of a word that began with a key that does nothing here. Any other key ends the word; Enter with it.
    fn swallows(&mut self, key: Key) -> bool {
        let within = self.swallows_until.is_some_and(|until| self.now.since_start < until) && self.modal.is_none();
        let is_letter = matches!(key, Key::Char(_));
        self.swallows_until = (within && is_letter).then(|| self.now.since_start + WORD_PAUSE);
        within && (is_letter || key == Key::Enter)
    }

    /// A sign that is no key here: says why, where there is a reason, and lets no text after it run as keys.
    fn means_nothing(&mut self, sign: char) {
        match &mut self.modal {
            Some(Modal::Level(prompt)) => prompt.odd = Some(sign),
            Some(Modal::CatchUp(asks)) => asks.prompt.odd = Some(sign),
            None => {
                let elsewhere = unknown::elsewhere(Key::Char(sign));
                self.swallows_until = elsewhere.is_some().then(|| self.now.since_start + WORD_PAUSE);
                let message = elsewhere.or_else(|| unknown::of_keyboard(sign));
                message.into_iter().for_each(|message| self.say(message, Tone::Warn));
            }
            Some(_) => {}
        }
    }

    /// The key as it is meant: where no text is typed, digits of full width count, and letters of the digit row that
    /// the settings name.
    fn folded(&self, key: Key) -> Key {
        match key {
            Key::Char(sign) if !self.modal.as_ref().is_some_and(Modal::types) => {
                let sign = digit_row::plain(sign);
                Key::Char(self.journal.settings.digit_row.digit(sign).unwrap_or(sign))
            }
            key => key,
        }
    }

    /// What a key does now. Where text is typed, a character has another meaning only in the innermost scope.
    fn action_of(&self, key: Key) -> Option<Action> {
        let (scopes, types) = (self.scopes(), self.modal.as_ref().is_some_and(Modal::types));
        let holds = if types && matches!(key, Key::Char(_)) { scopes.get(..1).unwrap_or_default() } else { &scopes };
        keys::find(holds, key).or(types.then_some(Action::Type(key)))
    }

    /// The name of what a key does now, for the log; of one that types there is none.
    pub fn action_name(&self, key: Key) -> Option<&'static str> {
        let action = self.action_of(self.folded(key))?;
        (!matches!(action, Action::Type(_))).then(|| (&action).into())
    }

    /// Does an action. What must happen outside is returned.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        self.journal.settle(self.now.at);
        // the question whether to quit is closed by whatever is done next
        let asked = matches!(&self.modal, Some(Modal::Question(Question { on_yes: OnYes::Quit, .. })));
        let mut effects = self.act(action);
        if asked {
            effects.extend(self.forget_kept_unsaved());
        }
        self.follow_form();
        effects.extend(self.see_clearance());
        effects
    }

    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Go(tab) => self.go(tab),
            Action::NextTab => self.go(self.tab.turned(1)),
            Action::PreviousTab => self.go(self.tab.turned(Tab::ALL.len() - 1)),
            Action::Move(motion) => {
                let body = layout(self.size).body;
                match self.modal.take() {
                    Some(Modal::Help(mut list)) => {
                        list.top = list.moved(&self.context(), &self.tab_scopes(), motion, body);
                        self.modal = Some(Modal::Help(list));
                    }
                    Some(Modal::Report(mut preview)) => {
                        preview.moved(motion, body);
                        self.modal = Some(Modal::Report(preview));
                    }
                    Some(Modal::Import(sheet)) => {
                        self.modal = Some(Modal::Import(sheet));
                        self.with_found(|found, height| found.moved(motion, height));
                    }
                    Some(check @ Modal::Check(_)) => {
                        self.modal = Some(check);
                        self.moved_in_check(motion);
                    }
                    Some(Modal::Why(top)) => self.modal = Some(Modal::Why(why::moved(top, self.tab, motion, body))),
                    Some(bin @ Modal::Bin(_)) => {
                        self.modal = Some(bin);
                        self.with_bin(|list, body| list.moved(motion, body));
                    }
                    Some(sheet @ Modal::Copies(_)) => {
                        self.modal = Some(sheet);
                        self.move_in_copies(motion);
                    }
                    sheet @ Some(Modal::Search(_)) => {
                        self.modal = sheet;
                        self.move_in_search(motion);
                    }
                    list @ Some(Modal::Listing(_)) => {
                        self.modal = list;
                        self.move_in_listing(motion);
                    }
                    other => {
                        self.modal = other;
                        self.move_in_tab(motion);
                    }
                }
            }
            Action::AskLevel => self.ask_level(),
            Action::AskMorning => self.ask_morning(),
            Action::AskMissed => self.catch_up(),
            Action::CatchUp(key) => return self.catch_up_key(key),
            Action::Level(key) => return self.level(key),
            Action::LevelForm => self.open_level(),
            Action::EditLogged => self.edit_logged(),
            Action::New(kind) => self.open_new(kind),
            Action::Add => self.open_for_tab(),
            Action::Edit => match self.selected() {
                Some(Selected::Entry(entry)) => self.open(Subject::Edit(entry)),
                Some(Selected::Step(step)) => self.open_step(step),
                Some(Selected::Condition) => self.open_condition(),
                Some(Selected::Diagnosis(place)) => self.open_diagnosis(Some(place)),
                Some(Selected::Seen) => self.open_seen(),
                Some(Selected::Setting(key)) => self.open_settings(Some(key)),
                Some(Selected::Day) => self.choose_of_day(),
                // a day on which nothing is recorded
                None if self.tab == Tab::Pain => self.open_for_tab(),
                None => self.say(self.nothing_to("edit"), Tone::Warn),
            },
            Action::EditThisStep => {
                if let Tab::Step(step) = self.tab {
                    self.open_step(step);
                }
            }
            Action::Back if self.tab == Tab::Pain && self.tabs.pain.state.is_inside() => self.tabs.pain.state.leave(),
            Action::Back => self.clear_filter(),
            Action::TurnView if self.tab == Tab::Runs => self.turn_surface(),
            Action::TurnView => self.tabs.pain.state.turn_view(layout(self.size).body),
            Action::Days => self.tabs.pain.state.show_as(View::Days),
            Action::Chart => self.tabs.pain.state.show_as(View::Chart),
            Action::Calendar => self.tabs.pain.state.show_as(View::Months),
            Action::TurnSurface => self.turn_surface(),
            Action::EditStep(step) => self.open_step(step),
            Action::EditSettings => self.open_settings(self.tab.setting()),
            Action::Sit => return self.sit(false),
            Action::GetUp => return self.sit(true),
            Action::Delete => return self.delete(),
            Action::Undo => return self.undo(),
            Action::Redo => return self.redo(),
            Action::Bin => self.open_bin(),
            Action::GiveBack => return self.give_back(),
            Action::InboxRead(news) => return self.heard_of_inbox(news),
            Action::Drafts => self.modal = Some(Modal::Listing(Listing::drafts())),
            Action::Inbox => self.open_inbox(),
            Action::Line => self.open_line(),
            Action::CompleteLine(forward) => self.complete_line(forward),
            Action::LineBefore(earlier) => self.line_before(earlier),
            Action::TakeLine => return self.take_line(),
            Action::TurnLine(forward) => self.turn_in_inbox(forward),
            Action::MergeNews(news) => self.heard_of_copies(news),
            Action::Copies => return self.open_copies(),
            Action::MergeCopies => return self.merge_copies(),
            Action::Merged(result) => return self.merged(result),
            Action::NextMoment => return self.next_moment(),
            Action::SamePlaces => return self.same_places(),
            Action::SaveAgain => {
                self.modal = self.modal.take().filter(|modal| !matches!(modal, Modal::Question(_)));
                return self.save_next();
            }
            Action::Help => self.modal = Some(Modal::Help(Box::default())),
            Action::ForgetSearch => self.forget_search(),
            Action::Why => self.modal = Some(Modal::Why(0)),
            Action::Repeat => self.repeat_run(),
            Action::Filter => self.open_filter(),
            Action::SearchElsewhere => self.search_elsewhere(),
            Action::GoToFound => self.go_to_found(),
            Action::Compare => self.modal = Some(Modal::Compare(CompareLine::default())),
            Action::PickPair => self.pick_pair(),
            Action::TurnSeries => self.tabs.trends.turn_series(),
            Action::ForgetPairs => self.tabs.trends.forget_pairs(),
            Action::NextPeriod => self.tabs.trends.turn(1),
            Action::PreviousPeriod => self.tabs.trends.turn_back(),
            Action::ClearFilter => self.clear_filter(),
            Action::Report(turn) => return self.turn_report(turn),
            Action::Given(message) => self.given(message),
            Action::NotGiven(message, free) => self.not_given(message, free),
            Action::Answer(answer) => self.answer(answer),
            Action::CheckForm => return self.check_form(),
            Action::EditCondition => self.open_condition(),
            Action::AddDiagnosis => self.open_diagnosis(None),
            Action::Seen => self.open_seen(),
            Action::Close => self.modal = None,
            Action::Yes => return self.yes(),
            Action::Submit => return self.submit(),
            Action::KeepDraft => return self.keep_draft(),
            Action::StartAfresh => self.next_version(),
            Action::OpenEditor => return self.open_editor(),
            Action::NoteInEditor => {
                self.open_new(Kind::Note);
                return self.open_editor();
            }
            Action::Edited(came) => return self.edited(came),
            Action::MoreFields => self.with_form(Form::open_rest),
            Action::NextField => self.with_form(|form| form.turn(true)),
            Action::PreviousField => self.with_form(|form| form.turn(false)),
            Action::Field(motion) => self.with_form(|form| form.moved(motion)),
            Action::Type(key) => return self.typed(key),
            Action::Paste(_) | Action::Click(..) if is_too_small(self.size) => {}
            Action::Paste(text) => return self.pasted(&text),
            Action::Click(column, row) => return self.click(column, row),
            Action::Copy => return self.copy(),
            Action::Quit => return self.quit(),
            Action::Leave => return self.leave(),
            Action::Session => self.ask_to_begin_session(),
            Action::Timer(key) => return self.timer_key(key),
            Action::TickHere if self.tab == Tab::Runs => self.mark(),
            Action::TickHere if matches!(self.tab, Tab::Step(_)) => return self.act(Action::TickOff),
            Action::TickHere => self.say("Nothing is ticked or marked here.", Tone::Warn),
            Action::TickOff if self.tab == Tab::Step(Step::Therapy) => return self.tick_exercise(),
            Action::TickOff => return self.tick_question(),
            Action::EndProgramme => self.ask_to_end_programme(),
            Action::Suspend => {
                self.timer_pause();
                return vec![Effect::Suspend];
            }
            Action::Redraw => return vec![Effect::Redraw],
            Action::Resize(width, height) => {
                self.size = Size { width, height };
                self.with_check(|_| {});
            }
            Action::Tick => return self.tick(),
            Action::Saved(journal, also) => return self.saved(journal.map(|journal| *journal), also),
            Action::Failed(failure) => return self.failed(failure),
            Action::Reloaded(journal, read_only) => {
                self.read_only = read_only;
                let free = self.adopt(*journal);
                // what the key meant is the last that was taken back as the disk has it now
                if self
                    .redo_refused
                    .take()
                    .is_some_and(|seen| self.journal.redo.last().is_none_or(|l| l.change != seen))
                {
                    let mut effects = vec![free];
                    effects.extend(self.redo());
                    return effects;
                }
                if self.notice.is_none() {
                    self.say("The journal was changed elsewhere; this is how it is now.", Tone::Muted);
                }
                return vec![free];
            }
            Action::DraftsKept(kept) => self.drafts_kept(kept),
            Action::DraftsRead(drafts) => self.drafts_read(drafts),
            Action::LastKept(kept) => return self.last_kept(kept),
            Action::Trouble(message) => self.say(message, Tone::Bad),
            Action::Import => self.open_import(),
            Action::ImportOn => return self.import_on(),
            Action::ImportBack => return self.import_back(),
            Action::ReadSoFar(done, of) => self.import_far(done, of),
            Action::FilesRead(files) => self.import_found(files),
            Action::Mark => self.mark(),
            Action::MarkAll => self.mark_all(),
            Action::AskSurface => self.ask_surface(),
            Action::Surface(key) => return self.set_surface(key),
            Action::TurnFound => self.import_turn(),
        }
        Vec::new()
    }

    /// Says a sentence until the next key.
    pub fn say(&mut self, message: impl Into<String>, tone: Tone) {
        self.notice = Some(Notice { message: message.into(), tone });
    }

    fn move_in_tab(&mut self, motion: Motion) {
        let (shown, body, before) = (self.tab, layout(self.size).body, self.tabs.pain.state);
        let (ctx, tabs) = self.split();
        tabs.moved(&ctx, shown, motion, body);
        if shown == Tab::Pain && self.tabs.pain.state.ends_here(before, motion) {
            let (back, week) = (key!(Moving, Move(Motion::Up)), key!(Moving, Move(Motion::Left)));
            self.say(
                format!("Today is the last day in the calendar; {back} goes a day back, {week} a week."),
                Tone::Muted,
            );
        }
    }

    /// Only the runs on the next surface that occurs; after the last, all.
    fn turn_surface(&mut self) {
        let next = runs::next_surface(&self.context(), &self.tabs.runs);
        self.tabs.runs.filter.surface = next;
    }

    /// Shows a tab.
    pub fn go(&mut self, tab: Tab) {
        if self.tab != tab {
            (self.tab, self.tabs.step) = (tab, Default::default());
        }
    }

    /// Where the file must not be changed, says why.
    pub fn refuses_to_change(&mut self) -> bool {
        match self.read_only.clone() {
            Some(message) => {
                self.say(message, Tone::Warn);
                true
            }
            None => false,
        }
    }

    pub fn choose_of_day(&mut self) {
        let place = pain::first_entry(&self.context(), &self.tabs.pain);
        self.tabs.pain.state.enter(place);
        let (down, up) = (key!(Moving, Move(Motion::Down)), key!(Moving, Move(Motion::Up)));
        let (edit, delete, back) = (key!(Everywhere, Edit), key!(Everywhere, Delete), key!(Lists, Back));
        let message = format!(
            "This day has several entries: {down} {up} choose one, {edit} edits it, {delete} deletes it, {back} goes back."
        );
        self.say(message, Tone::Muted);
    }

    fn delete(&mut self) -> Vec<Effect> {
        match self.selected() {
            Some(Selected::Entry(entry)) if self.deletes_in_a_row() => {
                let item = entry.item();
                let (what, when) =
                    (item.describe(&self.journal.settings), when::say(item.at(), &self.journal.settings));
                let message = vec![
                    "You are deleting fast. Delete this one too?".into(),
                    format!("{what}, {when}"),
                    format!(
                        "{} deletes it. {} goes back; then {} brings back what was deleted.",
                        key!(Question, Yes),
                        key!(Question, Close),
                        key!(Everywhere, Undo)
                    ),
                ];
                self.modal = Some(Modal::Question(Question { message, on_yes: OnYes::Delete }));
                Vec::new()
            }
            Some(Selected::Entry(entry)) => self.delete_entry(entry.item().id()),
            Some(Selected::Diagnosis(place)) => self.delete_diagnosis(place),
            Some(Selected::Condition | Selected::Seen) => {
                self.say(format!("This cannot be deleted; {} changes it.", key!(Everywhere, Edit)), Tone::Warn);
                Vec::new()
            }
            Some(Selected::Step(_)) => {
                self.say(format!("A step is not deleted; {} changes its state.", key!(Everywhere, Edit)), Tone::Warn);
                Vec::new()
            }
            Some(Selected::Setting(_)) => {
                self.say(format!("A setting is not deleted; {} changes it.", key!(Everywhere, Edit)), Tone::Warn);
                Vec::new()
            }
            Some(Selected::Day) => {
                self.choose_of_day();
                Vec::new()
            }
            None => {
                self.say(self.nothing_to("delete"), Tone::Warn);
                Vec::new()
            }
        }
    }

    /// Why there is nothing to do that to.
    pub fn nothing_to(&self, what: &str) -> String {
        match self.is_filtered() {
            true => format!("Nothing is shown to {what}: {} shows all again.", key!(Lists, Back)),
            false => format!("There is nothing to {what} here yet."),
        }
    }

    fn delete_entry(&mut self, id: Id) -> Vec<Effect> {
        let several = self.deleted_at[1].is_some_and(|then| self.now.since_start.saturating_sub(then) < SEVERAL);
        self.deleted_at = [self.deleted_at[1], Some(self.now.since_start)];
        let change = Change::Delete(id);
        let also = several.then(|| format!(" {} shows all that was deleted.", keys::how("bin")));
        let message = self.describe_saved(&change) + also.as_deref().unwrap_or_default();
        self.make_as(change, message)
    }

    /// True where two were deleted within the last second: a key that is held down is not meant for a third.
    fn deletes_in_a_row(&self) -> bool {
        self.deleted_at[0].is_some_and(|then| self.now.since_start.saturating_sub(then) < HELD_DOWN)
    }

    /// Yes to the question that is asked.
    pub fn yes(&mut self) -> Vec<Effect> {
        match self.modal.take() {
            Some(Modal::Question(Question { on_yes: OnYes::Quit, .. })) => {
                self.kept_unsaved.clear();
                vec![Effect::Quit(1)]
            }
            Some(Modal::Question(Question { on_yes: OnYes::EndProgramme, .. })) => self.end_programme(),
            Some(Modal::Question(Question { on_yes: OnYes::Session, .. })) => {
                self.begin_session();
                Vec::new()
            }
            Some(Modal::Question(Question { on_yes: OnYes::Delete, .. })) => {
                self.deleted_at[0] = None;
                self.delete()
            }
            other => {
                self.modal = other;
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests;
