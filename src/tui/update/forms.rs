//! Forms and lines of text over a tab: opened, typed into, closed, saved.

use crate::domain::change::Change;
use crate::domain::kind::Kind;
use crate::domain::names::Search;
use crate::domain::steps::Step;
use crate::formats::drafts_json::Draft;
use crate::insight::pairs::Pair;
use crate::insight::search::searched;
use crate::insight::steps::standing;
use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::keys::key;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::filter::{FilterLine, one_line};
use crate::tui::modals::form::Form;
use crate::tui::modals::form::subject::Subject;
use crate::tui::modals::form::view as form_view;
use crate::tui::modals::versions::TypingBegan;
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::tabs::filter::Filter;
use crate::tui::tabs::trends;
use crate::tui::terminal::input::Key;

impl App {
    /// Opens what is typed into: the check has a sheet of its own, everything else a form.
    pub fn open(&mut self, subject: Subject) {
        match subject {
            Subject::New(Kind::Check) => self.open_check(),
            subject => self.open_form(subject),
        }
    }

    /// Opens a form, with its draft where one was kept.
    pub fn open_form(&mut self, subject: Subject) {
        if let Some(message) = self.read_only.clone() {
            self.modal = Some(Modal::Nowhere(message));
            return;
        }
        let drafts = self.drafts_of(&subject.group());
        self.modal = Some(Modal::Form(Box::new(Form::open(subject, &drafts, &self.reading()))));
    }

    /// Shows the next draft of the form that is open; after the last one the empty form.
    pub fn next_version(&mut self) {
        if let Some(Modal::Form(mut form)) = self.modal.take() {
            form.next_version(&self.reading());
            self.modal = Some(Modal::Form(form));
        }
    }

    /// The form that is open offers drafts that were kept meanwhile.
    pub fn offer(&mut self, drafts: &[Draft]) {
        let Some(Modal::Form(mut form)) = self.modal.take_if(|modal| matches!(modal, Modal::Form(_))) else { return };
        let is_empty = form.is_untouched() && form.can_come_back() == 0;
        form.offer(drafts);
        let own = drafts.first().is_some_and(|draft| draft.form == form.subject.name());
        if is_empty && own && form.can_come_back() > 0 {
            form.next_version(&self.reading());
        }
        self.modal = Some(Modal::Form(form));
    }

    /// Opens the form of a step.
    pub fn open_step(&mut self, step: Step) {
        let progress = Box::new(self.journal.steps.get(step).clone());
        let stands = Box::new(standing(&self.journal, step, self.now.at).into_owned());
        self.open(Subject::Step(step, progress, stands));
    }

    /// Opens the form of the settings, at one of them.
    pub fn open_settings(&mut self, key: Option<&str>) {
        self.open(Subject::Settings(Box::new(self.journal.settings.clone())));
        let places = crate::domain::settings_fields::FIELDS.iter();
        let place = places.clone().position(|field| Some(field.about.key) == key).unwrap_or(0);
        self.with_form(|form| form.go(place));
    }

    /// Opens the form of what is added in the tab that is shown.
    pub fn open_for_tab(&mut self) {
        match self.tab.kind() {
            Some(kind) => self.open_new(kind),
            None => self.say("There is nothing to add here.", Tone::Warn),
        }
    }

    /// Opens the form of a run with the surface and the shoes of the last one.
    pub fn repeat_run(&mut self) {
        match self.journal.runs.last().cloned() {
            Some(run) => self.open(Subject::Repeat(Box::new(run), self.tabs.moved_to(self.tab, self.today()))),
            None => {
                let key = key!(Everywhere, New(Kind::Run));
                self.say(format!("There is no run yet to repeat; {key} logs the first."), Tone::Warn);
            }
        }
    }

    /// Does something to the form that is open.
    pub fn with_form(&mut self, act: impl FnOnce(&mut Form)) {
        if let Some(Modal::Form(form)) = &mut self.modal {
            act(form);
        }
        self.was_typed();
    }

    /// A form notes when typing began: its date is that of then.
    fn was_typed(&mut self) {
        let begun = TypingBegan { at: self.now.at, moment: self.journal.moment_at(self.now.at) };
        if let Some(Modal::Form(form)) = &mut self.modal {
            form.was_typed(begun);
        }
    }

    /// Brings the row that is typed into where it can be seen.
    pub fn follow_form(&mut self) {
        let followed = match &self.modal {
            Some(Modal::Form(form)) => form_view::followed(&self.context(), form, layout(self.size).body),
            _ => return,
        };
        self.with_form(|form| (form.top, form.note_width) = followed);
    }

    /// A key that types.
    pub fn typed(&mut self, key: Key) -> Vec<Effect> {
        let cut = &mut self.cut;
        match &mut self.modal {
            Some(Modal::Form(form)) => {
                form.key(key, cut);
                return self.keep_while_typing();
            }
            Some(Modal::Help(list)) => list.key(key, cut),
            Some(Modal::Filter(line)) => {
                line.key(key, cut);
                self.take_filter();
            }
            Some(Modal::Report(preview)) => preview.key(key, cut),
            Some(Modal::Compare(line)) => line.key(key, cut),
            Some(Modal::Line(line)) => line.key(key, cut),
            Some(Modal::Search(sheet)) => sheet.key(key, cut),
            Some(Modal::Import(sheet)) => sheet.key(key, cut),
            Some(
                Modal::Level(_)
                | Modal::CatchUp(_)
                | Modal::Why(_)
                | Modal::Bin(_)
                | Modal::Copies(_)
                | Modal::Listing(_)
                | Modal::Timer(_)
                | Modal::Question(_)
                | Modal::Check(_)
                | Modal::Surface
                | Modal::Nowhere(_),
            )
            | None => {}
        }
        Vec::new()
    }

    /// Pasted text.
    pub fn pasted(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        let cut = &mut self.cut;
        match &mut self.modal {
            Some(Modal::Form(form)) => {
                form.paste(text);
                return self.keep_while_typing();
            }
            Some(Modal::Help(list)) => one_line(text).chars().for_each(|c| list.key(Key::Char(c), cut)),
            Some(Modal::Report(preview)) if preview.asks().is_some() => {
                one_line(text).chars().for_each(|c| preview.key(Key::Char(c), cut));
            }
            Some(Modal::Filter(line)) => {
                line.paste(text);
                self.take_filter();
            }
            Some(Modal::Compare(line)) => line.paste(text),
            Some(Modal::Line(line)) => line.paste(text),
            Some(Modal::Search(sheet)) => sheet.paste(text),
            Some(Modal::Import(sheet)) => sheet.paste(text),
            Some(
                Modal::Level(_)
                | Modal::CatchUp(_)
                | Modal::Report(_)
                | Modal::Why(_)
                | Modal::Bin(_)
                | Modal::Copies(_)
                | Modal::Listing(_)
                | Modal::Timer(_)
                | Modal::Question(_)
                | Modal::Check(_)
                | Modal::Surface
                | Modal::Nowhere(_),
            )
            | None => {
                self.say("Pasted text goes into a form; open one first.", Tone::Muted);
            }
        }
        Vec::new()
    }

    /// Much was typed: it is kept on the disk although the form is still open.
    pub(super) fn keep_while_typing(&mut self) -> Vec<Effect> {
        self.was_typed();
        let Some(Modal::Form(mut form)) = self.modal.take_if(|modal| matches!(modal, Modal::Form(_))) else {
            return Vec::new();
        };
        let changes = if form.wants_keeping() { vec![form.keep(&self.reading())] } else { Vec::new() };
        self.modal = Some(Modal::Form(form));
        self.keep(changes)
    }

    /// Esc in the list of keys.
    pub fn forget_search(&mut self) {
        let stays = match &mut self.modal {
            Some(Modal::Help(list)) => list.forget(),
            _ => false,
        };
        if !stays {
            self.modal = None;
        }
    }

    fn set_filter(&mut self, filter: Filter) {
        if self.tab == Tab::Pain {
            return self.tabs.pain.filter_by(filter.text);
        }
        self.tabs.runs.filter = filter;
    }

    /// Opens the line in which a filter is typed; where the tab has nothing to filter, everything is searched.
    pub fn open_filter(&mut self) {
        if !self.has_list() {
            return self.open_search("");
        }
        let is_here = |kind: Kind| if self.tab == Tab::Pain { kind.is_of_a_day() } else { kind == Kind::Run };
        let elsewhere = searched(&self.reading(), &self.journal).into_iter().filter(|one| !is_here(one.kind));
        let what = if self.tab == Tab::Pain { "days" } else { "runs" };
        self.modal = Some(Modal::Filter(FilterLine::new(self.filter(), what, elsewhere.collect())));
    }

    /// What is typed as a filter holds at once.
    fn take_filter(&mut self) {
        if let Some(Modal::Filter(line)) = &self.modal {
            let text = Search::new(line.text.value().trim());
            self.set_filter(Filter { text, surface: self.tabs.runs.filter.surface });
        }
    }

    /// The pair that is typed is compared; where it is none, the line says why.
    pub fn pick_pair(&mut self) {
        let Some(Modal::Compare(line)) = &mut self.modal else { return };
        match Pair::read(line.text(), &self.journal) {
            Ok(pair) => {
                self.modal = None;
                self.tabs.trends.compare(pair);
                let body = layout(self.size).body;
                let (ctx, tabs) = self.split();
                trends::show_comparisons(&ctx, &mut tabs.trends, body);
            }
            Err(refusal) => line.wrong = Some(refusal.message),
        }
    }

    /// All entries are shown again.
    pub fn clear_filter(&mut self) {
        self.modal = self.modal.take().filter(|modal| !matches!(modal, Modal::Filter(_)));
        if self.is_filtered() {
            self.set_filter(Filter::default());
            let what = if self.tab == Tab::Pain { "days" } else { "runs" };
            self.say(format!("Showing all {what} again."), Tone::Muted);
        }
    }

    /// Saves the form that is open; where something is wrong, it stays.
    pub fn submit(&mut self) -> Vec<Effect> {
        if matches!(self.modal, Some(Modal::Check(_))) {
            return self.submit_check();
        }
        let Some(Modal::Form(mut form)) = self.modal.take() else { return Vec::new() };
        let change = match form.submit(self.now.id, &self.reading()) {
            Ok(change) => change,
            Err(refusal) => {
                if let Some(refusal) = refusal {
                    self.say(refusal.message, Tone::Bad);
                }
                self.modal = Some(Modal::Form(form));
                return Vec::new();
            }
        };
        let unchanged = match &change {
            Change::Edit { was, now } => was == now,
            Change::Step { was, now, .. } => was == now,
            Change::Condition { was, now } => was == now,
            Change::Settings { was, now } => was == now,
            _ => false,
        };
        if unchanged {
            self.say("Nothing was changed.", Tone::Muted);
            return self.keep(form.saved());
        }
        let draft = form.draft(&self.reading());
        let waiting = self.queue.len();
        let mut effects = self.make_logged(change, Some(draft));
        if self.queue.len() == waiting {
            // refused: the form stays with its text, the notice says why
            self.modal = Some(Modal::Form(form));
            return effects;
        }
        effects.extend(self.keep(form.saved()));
        effects
    }
}
