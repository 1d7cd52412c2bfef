//! What lies over a tab: one thing at a time, as state that carries what to do on yes.

pub mod bin;
pub mod catch_up;
pub mod checks;
pub mod compare;
pub mod copies;
pub mod editing;
pub mod filter;
pub mod form;
pub mod help;
pub mod import;
pub mod level;
pub mod line;
pub mod listing;
pub mod question;
pub mod report;
pub mod search;
pub mod timer;
pub mod timer_view;
pub mod versions;
pub mod why;

use crate::tui::keys::scope::Scope;
use bin::BinList;
use catch_up::CatchUp;
use checks::CheckSheet;
use compare::CompareLine;
use copies::CopiesSheet;
use filter::FilterLine;
use form::Form;
use help::HelpList;
use import::ImportSheet;
use level::LevelPrompt;
use line::CommandLine;
use listing::Listing;
use question::Question;
use report::Preview;
use search::SearchSheet;
use timer::{Phase, Timer};

/// What lies over the tab.
#[derive(Debug)]
pub enum Modal {
    /// The question for a pain level.
    Level(LevelPrompt),
    /// Missed mornings, asked for day by day.
    CatchUp(Box<CatchUp>),
    Form(Box<Form>),
    /// The warning-signs check.
    Check(Box<CheckSheet>),
    /// All keys.
    Help(Box<HelpList>),
    /// What stands behind the advice of the tab, scrolled so far.
    Why(usize),
    Bin(BinList),
    /// Other copies of the journal.
    Copies(Box<CopiesSheet>),
    /// The line: any action by its words, an entry, a line of the inbox that waits.
    Line(Box<CommandLine>),
    /// The entries of a kind that has no tab.
    Listing(Listing),
    /// The line in which a filter is typed.
    Filter(FilterLine),
    /// Words looked for in everything.
    Search(Box<SearchSheet>),
    /// The report before it is saved.
    Report(Box<Preview>),
    /// A guided session.
    Timer(Box<Timer>),
    /// The line in which a pair to compare is typed.
    Compare(CompareLine),
    Question(Question),
    Import(Box<ImportSheet>),
    /// The letter of a surface is waited for.
    Surface,
    /// Nothing that can be typed into, and why: what is typed goes nowhere.
    Nowhere(String),
}

impl Modal {
    /// The scopes whose keys hold.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Level(_) => &[Scope::Level, Scope::Always],
            Self::CatchUp(_) => &[Scope::CatchUp, Scope::Always],
            Self::Form(_) => &[Scope::Form, Scope::Always],
            Self::Check(_) => &[Scope::Check, Scope::Moving, Scope::Always],
            Self::Help(_) => &[Scope::Help, Scope::Moving, Scope::Always],
            Self::Why(_) => &[Scope::Why, Scope::Moving, Scope::Always],
            Self::Bin(_) => &[Scope::Bin, Scope::Moving, Scope::Always],
            Self::Copies(_) => &[Scope::Copies, Scope::Moving, Scope::Always],
            Self::Line(line) if line.is_of_inbox() => &[Scope::Inbox, Scope::Always],
            Self::Line(_) => &[Scope::Line, Scope::Always],
            Self::Listing(_) => &[Scope::Why, Scope::Moving, Scope::Always],
            Self::Search(_) => &[Scope::Search, Scope::Moving, Scope::Always],
            Self::Filter(_) => &[Scope::Filter, Scope::Moving, Scope::Always],
            Self::Report(preview) if preview.asks_person() => &[Scope::ReportPerson, Scope::Always],
            Self::Report(preview) if preview.asks_file() => &[Scope::ReportFile, Scope::Always],
            Self::Report(_) => &[Scope::Report, Scope::Moving, Scope::Always],
            Self::Timer(timer) if timer.phase() == Phase::Rating => &[Scope::Rating, Scope::Always],
            Self::Timer(timer) if timer.phase() == Phase::Over => &[Scope::Summary, Scope::Always],
            Self::Timer(timer) if timer.phase() == Phase::Repeats && !timer.is_paused() => {
                &[Scope::Repeats, Scope::Timer, Scope::Always]
            }
            Self::Timer(_) => &[Scope::Timer, Scope::Always],
            Self::Compare(_) => &[Scope::Compare, Scope::Always],
            Self::Question(_) => &[Scope::Question, Scope::Always],
            Self::Import(sheet) => match &**sheet {
                ImportSheet::Path { .. } => &[Scope::ImportPath, Scope::Always],
                ImportSheet::Reading { .. } => &[Scope::Reading, Scope::Always],
                ImportSheet::Found(found) if found.asks_surface => &[Scope::Surface, Scope::Always],
                ImportSheet::Found(_) => &[Scope::Found, Scope::Moving, Scope::Always],
            },
            Self::Surface => &[Scope::Surface, Scope::Always],
            Self::Nowhere(_) => &[Scope::Nowhere, Scope::Always],
        }
    }

    /// True where characters are typed, so that only the innermost scope may give one another meaning.
    pub fn types(&self) -> bool {
        match self {
            Self::Report(preview) => preview.asks().is_some(),
            Self::Form(_)
            | Self::Help(_)
            | Self::Filter(_)
            | Self::Compare(_)
            | Self::Line(_)
            | Self::Search(_)
            | Self::Nowhere(_) => true,
            Self::Import(sheet) => matches!(**sheet, ImportSheet::Path { .. }),
            _ => false,
        }
    }
}
