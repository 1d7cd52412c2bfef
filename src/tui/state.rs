//! The state of the screen, and what can be asked of it. What happens to it stands in `update/`.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::time::Duration;

use chrono::NaiveDate;
use ratatui::layout::Size;

use crate::domain::entry::Entry;
use crate::domain::field::Reading;
use crate::domain::hidden;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::pain::Pain;
use crate::domain::record::Raw;
use crate::domain::settings::Ascii;
use crate::domain::steps::Step;
use crate::domain::words::counted;
use crate::formats::drafts_json::Draft;
use crate::inbox::Waiting;
use crate::insight::sitting::running;
use crate::insight::warnings::Warning;
use crate::page::{Line, Tone};
use crate::tui::action::{Action, CopiesOffer, Now};
use crate::tui::context::Context;
use crate::tui::keys;
use crate::tui::keys::scope::Scope;
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::editing::Killed;
use crate::tui::revision::{Counted, Current};
use crate::tui::tab::{Selected, Tab};
use crate::tui::tabs::Tabs;
use crate::tui::tabs::sums::Sums;
use crate::tui::terminal::input::Key;
use crate::tui::theme::{DisplayOptions, Theme};
use crate::tui::update::queue::Queue;
use crate::tui::widgets::memo::Memo;
use crate::tui::widgets::scroll::Motion;

/// A sentence that stands until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub message: String,
    pub tone: Tone,
}

/// Hints of the footer, each with what a click on it presses.
pub type HintBar = Vec<(Line, Option<Key>)>;

/// Everything the screen knows.
pub struct App {
    /// The journal with all that is done, saved or on its way.
    pub journal: Current,
    /// Changes on their way to the disk.
    pub queue: Queue,
    /// Half-typed forms, the newest last.
    pub drafts: Counted<Vec<Draft>>,
    /// How many changes of drafts are on their way to the disk.
    pub keeping: usize,
    /// Why what is typed cannot be kept as a draft, where that is so.
    pub unkept: Option<String>,
    /// Drafts of what could not be saved, which the disk has for the case that one quits.
    pub kept_unsaved: Vec<Draft>,
    /// What was to be done again and was not the last on the disk any more.
    pub redo_refused: Option<Raw>,
    /// The lines that were typed, the last of them last.
    pub typed_lines: Vec<String>,
    /// What was cut last from a text.
    pub cut: Killed,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<String>,
    /// The present moment, as of the last key.
    pub now: Now,
    /// How it is drawn.
    pub look: DisplayOptions,
    /// The size of the terminal.
    pub size: Size,
    /// The tab that is shown.
    pub tab: Tab,
    /// What each tab remembers.
    pub tabs: Tabs,
    /// Sums over all of the journal.
    pub sums: Sums,
    /// Runs that are marked, to be given a surface.
    pub marked: HashSet<Id>,
    /// The hints of the footer, for what can be done.
    pub hints: Memo<usize, Vec<usize>, HintBar>,
    /// What lies over it.
    pub modal: Option<Modal>,
    /// A sentence to show.
    pub notice: Option<Notice>,
    /// The entry just logged.
    pub just_logged: Option<Id>,
    /// When the last two entries were deleted.
    pub deleted_at: [Option<Duration>; 2],
    /// True where it ends once all is saved.
    pub quitting: bool,
    /// What the disk did not confirm, as a sentence; no save since was confirmed either.
    pub unconfirmed: Option<String>,
    /// True where the journal is the invented one, of which nothing is saved.
    pub demo: bool,
    /// The path of the journal, to be shown.
    pub file: String,
    /// Other copies of the journal that lie beside it.
    pub copies: Option<CopiesOffer>,
    /// What merges changed of the clearance and nobody has seen.
    pub changed_clearance: Vec<String>,
    /// Lines of the inbox that wait for somebody.
    pub inbox: Counted<Vec<Waiting>>,
    /// The entry of the guided session, once something of it is saved.
    pub session: Option<Id>,
    /// Where the list was clicked last.
    pub clicked: Option<(Tab, u16)>,
    /// Until when letters are the rest of a word that began with a key that does nothing here.
    pub swallows_until: Option<Duration>,
}

/// What tabs and modals are drawn from: borrows no more of the screen than that, so that the tabs may be changed.
macro_rules! context {
    ($app:expr) => {
        Context {
            journal: &$app.journal,
            now: $app.now,
            look: $app.look,
            queue: &$app.queue,
            drafts: &$app.drafts,
            marked: &$app.marked,
            sums: &$app.sums,
            file: &$app.file,
            copies: $app.copies.as_ref(),
            changed_clearance: &$app.changed_clearance,
            inbox: &$app.inbox,
            demo: $app.demo,
        }
    };
}

impl App {
    /// The screen of a journal.
    pub fn new(
        mut journal: Journal,
        read_only: Option<String>,
        drafts: Vec<Draft>,
        now: Now,
        look: DisplayOptions,
        size: Size,
    ) -> Self {
        journal.settle(now.at);
        let warns = read_only.clone().or_else(|| hidden::describe(&hidden::hidden(&journal)));
        let notice = warns.map(|message| Notice { message, tone: Tone::Warn });
        Self {
            journal: Current::new(journal),
            queue: Queue::default(),
            drafts: Counted::new(drafts),
            keeping: 0,
            unkept: None,
            kept_unsaved: Vec::new(),
            redo_refused: None,
            typed_lines: Vec::new(),
            cut: Killed::default(),
            read_only,
            now,
            look,
            size,
            tab: Tab::Today,
            tabs: Tabs::default(),
            sums: Sums::default(),
            marked: HashSet::new(),
            hints: Memo::default(),
            modal: None,
            notice,
            just_logged: None,
            deleted_at: [None; 2],
            quitting: false,
            unconfirmed: None,
            demo: false,
            file: String::new(),
            copies: None,
            changed_clearance: Vec::new(),
            inbox: Counted::new(Vec::new()),
            session: None,
            clicked: None,
            swallows_until: None,
        }
    }

    /// What tabs and modals are drawn from.
    pub fn context(&self) -> Context<'_> {
        context!(self)
    }

    /// The same, with what may be changed meanwhile: what the tabs remember.
    pub fn split(&mut self) -> (Context<'_>, &mut Tabs) {
        (context!(self), &mut self.tabs)
    }

    /// What is selected in the tab that is shown.
    pub fn selected(&self) -> Option<Selected> {
        self.tabs.selected(&self.context(), self.tab, layout(self.size).body)
    }

    /// The warning signs that are open today.
    pub fn warning(&self) -> Option<Warning> {
        self.sums.warning(&self.journal, self.today())
    }

    /// What typed texts are read by.
    pub fn reading(&self) -> Reading<'_> {
        Reading { clock: self.now.clock(), journal: &*self.journal }
    }

    /// The journal day.
    pub fn today(&self) -> NaiveDate {
        self.now.at.day(self.journal.day_starts_at())
    }

    /// True where the screen is drawn with ASCII signs only.
    pub fn draws_ascii(&self) -> bool {
        self.look.ascii
            || match self.journal.settings.ascii {
                Ascii::Auto => self.look.ascii_locale,
                Ascii::On => true,
                Ascii::Off => false,
            }
    }

    /// The look of tones.
    pub fn theme(&self) -> Theme {
        self.look.theme(self.journal.settings.theme)
    }

    /// The scopes whose keys hold, the innermost first.
    pub fn scopes(&self) -> Vec<Scope> {
        if let Some(modal) = &self.modal {
            return modal.scopes().to_vec();
        }
        let mut scopes = Vec::with_capacity(5);
        scopes.extend(self.just_logged.map(|_| Scope::JustLogged));
        scopes.extend([self.tab.scope(), Scope::Moving, Scope::Everywhere, Scope::Always]);
        scopes
    }

    /// True where an action would do something now; its hint is shown then.
    /// What is selected is looked up once for all the actions of a frame.
    pub fn can(&self, action: &Action, selected: &OnceCell<Option<Selected>>) -> bool {
        let selected = || selected.get_or_init(|| self.selected());
        match action {
            Action::Edit => selected().is_some(),
            // where another text comes next, the title says so
            Action::StartAfresh => matches!(&self.modal, Some(Modal::Form(form)) if form.starts_afresh()),
            Action::NextMoment => self.logged_pain().is_some(),
            Action::SamePlaces => {
                self.logged_pain().is_some_and(|pain| pain.level.number() > 0 && pain.sites.is_empty())
            }
            Action::OpenEditor => matches!(&self.modal, Some(Modal::Form(form)) if form.is_in_long_text()),
            Action::MoreFields => matches!(&self.modal, Some(Modal::Form(form)) if form.has_hidden()),
            Action::Delete => matches!(selected(), Some(Selected::Entry(_) | Selected::Day | Selected::Diagnosis(_))),
            Action::TickHere if self.tab == Tab::Runs => !self.journal.runs.is_empty() && !self.marked.is_empty(),
            Action::TickHere => matches!(self.tab, Tab::Step(_)) && self.can_tick(selected()),
            Action::Seen => self.warning().is_some(),
            Action::EditCondition | Action::AddDiagnosis => self.tab == Tab::Step(Step::Doctor),
            Action::Back => self.is_filtered() || (self.tab == Tab::Pain && self.tabs.pain.state.is_inside()),
            Action::TurnView => self.tab == Tab::Pain || (self.tab == Tab::Runs && !self.journal.runs.is_empty()),
            Action::Move(Motion::Left | Motion::Right) => {
                self.modal.is_none() && matches!(self.tab, Tab::Pain | Tab::Trends)
            }
            Action::MarkAll | Action::AskSurface if self.modal.is_none() => {
                self.tab == Tab::Runs && (!self.marked.is_empty() || self.sums.bare(&self.journal) > 0)
            }
            Action::TurnSurface => self.tab == Tab::Runs && !self.journal.runs.is_empty(),
            Action::Add => self.tab.kind().is_some(),
            Action::New(Kind::Clearance | Kind::Question) => self.tab == Tab::Step(Step::Doctor),
            Action::EditStep(_) | Action::EditThisStep => matches!(self.tab, Tab::Step(_)),
            Action::GetUp => running(&self.journal, self.now.at).is_some(),
            Action::Undo => !self.journal.undo.is_empty(),
            Action::Redo => !self.journal.redo.is_empty(),
            Action::SaveAgain => self.queue.trouble().is_some(),
            Action::GiveBack => matches!(&self.modal, Some(Modal::Bin(list)) if !list.is_empty()),
            Action::Repeat => !self.journal.runs.is_empty(),
            Action::EndProgramme => self.tab == Tab::Step(Step::Therapy),
            Action::ForgetPairs => self.tabs.trends.compares(),
            _ => true,
        }
    }

    /// True where what is selected can be ticked: an exercise of today, a question.
    fn can_tick(&self, selected: &Option<Selected>) -> bool {
        let is_question = matches!(selected, Some(Selected::Entry(entry)) if matches!(**entry, Entry::Question(_)));
        is_question || self.tab == Tab::Step(Step::Therapy)
    }

    /// The scopes of the tab that is shown, whatever lies over it: what the help begins with.
    pub fn tab_scopes(&self) -> Vec<Scope> {
        match self.tab {
            // what is done first thing holds everywhere
            Tab::Today => vec![Scope::Everywhere, Scope::Lists, Scope::Moving],
            tab => vec![tab.scope(), Scope::Everywhere, Scope::Moving],
        }
    }

    /// The drafts beside the form that is open, in words; nothing where there is none.
    pub fn other_drafts(&self) -> Option<String> {
        let open = match &self.modal {
            Some(Modal::Form(form)) => form.subject.group(),
            Some(Modal::Check(_)) => Kind::Check.word().into(),
            _ => String::new(),
        };
        let others: Vec<&Draft> = self.drafts.iter().filter(|draft| !draft.is_of(&open)).collect();
        match others[..] {
            [] => None,
            [only] => Some(format!("draft: {}", only.describe(self.today()))),
            _ => Some(format!("{} ({})", counted(others.len(), "draft", "drafts"), keys::how("drafts"))),
        }
    }

    /// True where the tab that is shown has a list to filter.
    pub fn has_list(&self) -> bool {
        matches!(self.tab, Tab::Pain | Tab::Runs)
    }

    /// The words that the list of the tab that is shown is filtered by.
    pub fn filter(&self) -> &str {
        match self.tab {
            Tab::Pain => self.tabs.pain.filter().typed(),
            Tab::Runs => self.tabs.runs.filter.text.typed(),
            _ => "",
        }
    }

    /// True where not all of the list is shown.
    pub fn is_filtered(&self) -> bool {
        match self.tab {
            Tab::Pain => !self.tabs.pain.filter().is_empty(),
            Tab::Runs => !self.tabs.runs.filter.is_open(),
            _ => false,
        }
    }

    /// The level that was just logged, where it is one.
    pub fn logged_pain(&self) -> Option<Pain> {
        match self.just_logged.and_then(|id| self.journal.find(id)).map(|item| item.entry()) {
            Some(Entry::Pain(pain)) => Some(pain),
            _ => None,
        }
    }
}
