//! What the screen can be asked to do, and what it asks of the loop. Values only.

use std::time::Duration;

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime, TimeDelta};

use crate::domain::checks::Answer;
use crate::domain::day::{At, Clock};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::steps::Step;
use crate::formats::drafts_json::{Draft, Keep};
use crate::import::File;
use crate::import::csv::ReadOptions;
use crate::insight::report::Report;
use crate::render::pdf::paper::Paper;
use crate::render::report::Format;
use crate::render::report::part::Part;
use crate::tui::tab::Tab;
use crate::tui::terminal::input::Key;
use crate::tui::update::queue::Work;
use crate::tui::widgets::scroll::Motion;
use crate::world::World;

/// Why a change was not saved.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr)]
pub enum SaveFailure {
    /// It does not fit the journal as it is now.
    Refused(Refusal),
    /// The outside failed; the file is as it was.
    Outside(String),
    /// It was written, but the disk did not confirm it.
    Unconfirmed(String),
}

/// What can be turned about the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Show it.
    Open,
    /// The next period.
    Period,
    /// Private notes in or out.
    Notes,
    /// A section in or out, by its digit.
    Part(Key),
    /// The next form of the file.
    Format,
    /// The next paper.
    Paper,
    /// Ask whose page it is.
    AskPerson,
    /// On from the name to the date of birth, and back to the report.
    TakePerson,
    /// Back from there, as it was.
    LeavePerson,
    /// Ask where to save it.
    AskFile,
    /// Back from there.
    LeaveFile,
    Save,
}

/// Something to do.
#[derive(Debug, strum::IntoStaticStr)]
pub enum Action {
    /// Show a tab.
    Go(Tab),
    /// Show the next tab.
    NextTab,
    /// Show the tab before.
    PreviousTab,
    /// Move in the list or the page.
    Move(Motion),
    /// Ask for a pain level.
    AskLevel,
    /// Ask for the morning level of today, also late in the day.
    AskMorning,
    /// Ask for the mornings that are missing.
    AskMissed,
    /// A key where they are asked for.
    CatchUp(Key),
    /// A key at the question for a pain level.
    Level(Key),
    /// The full form in place of one digit.
    LevelForm,
    /// Give the level that was just logged the places of the last one that had any.
    SamePlaces,
    /// Open the form of the level that was just logged.
    EditLogged,
    /// A form for a new entry of that kind.
    New(Kind),
    /// A form for what is added here.
    Add,
    /// A form for what is selected.
    Edit,
    /// A form for a step.
    EditStep(Step),
    /// A form for the step whose tab is shown.
    EditThisStep,
    /// A form for the settings, at that of the tab.
    EditSettings,
    /// Times a sitting, or ends it: it hurts.
    Sit,
    /// Ends the sitting that is timed: it did not hurt. Where none is, a form for one.
    GetUp,
    /// From the entries of a day back to the days.
    Back,
    /// The next way to show the days: chart, month.
    TurnView,
    /// Show the days as a list.
    Days,
    /// Show the chart of the days.
    Chart,
    /// Show the calendar.
    Calendar,
    /// Only the runs on the next surface.
    TurnSurface,
    /// Begin a guided therapy session.
    Session,
    /// A key in a guided session.
    Timer(Key),
    /// End the programme of exercises.
    EndProgramme,
    /// Delete what is selected.
    Delete,
    /// Take the last change back.
    Undo,
    /// Do it again.
    Redo,
    /// Show what was deleted.
    Bin,
    /// Give back what is selected in the bin.
    GiveBack,
    /// Give the level just logged its next moment.
    NextMoment,
    /// Save what could not be saved.
    SaveAgain,
    /// All keys.
    Help,
    /// Close the question or the help.
    Close,
    /// Yes to the question.
    Yes,
    /// Answer a question of the warning-signs check; nothing is “not asked”.
    Answer(Option<Answer>),
    /// The full form of the warning-signs check.
    CheckForm,
    /// A form for the condition as told to me.
    EditCondition,
    /// A form for a new diagnosis.
    AddDiagnosis,
    /// A form for the day on which a clinician saw me.
    Seen,
    /// Tick or mark what is selected, whatever it is.
    TickHere,
    /// Tick what is chosen as done, or take that back: an exercise of today, a question.
    TickOff,
    /// Save the form.
    Submit,
    /// Close the form and keep its text.
    KeepDraft,
    /// The form as it was when it was new.
    StartAfresh,
    /// Open the long text of the form in an editor.
    OpenEditor,
    /// A form for a note, its text in an editor at once.
    NoteInEditor,
    /// The editor is done: the text that came back, nothing where it is as it was, or why it is not taken.
    Edited(Result<Option<String>, String>),
    /// Show the fields that are not used every day.
    MoreFields,
    /// The next field, round the end.
    NextField,
    /// The field before, round the end.
    PreviousField,
    /// Move among the fields, and the lines of a note.
    Field(Motion),
    /// A form for a run like the last one.
    Repeat,
    /// The line in which a filter is typed.
    Filter,
    /// Look in everything for what is typed as a filter.
    SearchElsewhere,
    /// Go to the entry that was found and is selected.
    GoToFound,
    /// The line in which a pair to compare is typed.
    Compare,
    /// Compare the pair that is typed.
    PickPair,
    /// Compare nothing any more.
    ForgetPairs,
    /// Show the other series of levels.
    TurnSeries,
    /// The next period, in Trends.
    NextPeriod,
    /// The period before, in Trends.
    PreviousPeriod,
    /// No filter any more.
    ClearFilter,
    /// What stands behind the advice of the tab.
    Why,
    /// Show the report, or turn something about it.
    Report(Turn),
    /// The report is on the disk.
    Given(String),
    /// It is not, and why; a name that is free where that one was taken.
    NotGiven(String, Option<String>),
    /// Forget what is searched; where nothing is, close.
    ForgetSearch,
    /// A key that types or edits text.
    Type(Key),
    /// Pasted text.
    Paste(String),
    /// The left button.
    Click(u16, u16),
    /// What there is to know of other copies.
    MergeNews(MergeNews),
    /// The inbox was read.
    InboxRead(InboxNews),
    /// Show the drafts.
    Drafts,
    /// Show the lines of the inbox that wait.
    Inbox,
    /// The line that finds any action and takes an entry.
    Line,
    /// Go on with the next word or action that fits what is typed, or the one before.
    CompleteLine(bool),
    /// The line typed before this one, or after it.
    LineBefore(bool),
    /// Do what the line says; one of the inbox that waits is taken, or without text dismissed.
    TakeLine,
    /// Show the next line that waits, or the one before.
    TurnLine(bool),
    /// Show what putting other copies into the journal changes.
    Copies,
    /// Put them together.
    MergeCopies,
    /// They were put together, or why not.
    Merged(Result<String, String>),
    /// Copy what is selected to the clipboard of the terminal.
    Copy,
    /// Quit, once all is saved.
    Quit,
    /// Quit and keep what is typed.
    Leave,
    /// Stop the program until the shell goes on with it.
    Suspend,
    /// Draw all anew.
    Redraw,
    /// The terminal has this size.
    Resize(u16, u16),
    /// The moment for which the screen asked to be woken has come, or is past.
    Tick,
    /// The first change of the queue is saved; this is the journal now where more than that changed in the file, and what
    /// else is to be said of the save.
    Saved(Option<Box<Journal>>, Option<String>),
    /// The first change of the queue is not saved.
    Failed(SaveFailure),
    /// The file changed; this is the journal now.
    Reloaded(Box<Journal>, Option<String>),
    /// Drafts are kept, and these are all that there are now; or why they are not.
    DraftsKept(Result<Vec<Draft>, String>),
    /// Another program changed the drafts; these are all that there are now.
    DraftsRead(Vec<Draft>),
    /// The drafts that quitting waited for are on the disk, or why they are not.
    LastKept(Result<(), String>),
    /// Something to say that went wrong outside.
    Trouble(String),
    /// The line in which the path of an import is typed.
    Import,
    /// On with the import: read, or bring in what was found.
    ImportOn,
    /// A step back in the import, or from the question for a surface.
    ImportBack,
    /// So many files are read, of so many.
    ReadSoFar(usize, usize),
    /// The files are read.
    FilesRead(Vec<File>),
    /// Mark what is selected, or take its mark away.
    Mark,
    /// Mark all that lack a surface.
    MarkAll,
    /// Ask for the surface of what is marked.
    AskSurface,
    /// The letter of a surface.
    Surface(Key),
    /// Leave what is marked out of the import, or take it in.
    TurnFound,
}

impl Action {
    /// True for what may be done even where nobody sees it: going, and coming back.
    pub fn leaves(&self) -> bool {
        matches!(self, Self::Quit | Self::Leave | Self::Suspend | Self::Redraw)
    }
}

/// A report to be saved.
#[derive(Clone, Debug)]
pub struct Give {
    pub report: Report,
    pub format: Format,
    /// What is left out.
    pub without: Vec<Part>,
    pub paper: Paper,
    /// Where, as it was typed.
    pub file: String,
}

/// What the loop is asked to perform.
#[derive(Debug, strum::IntoStaticStr)]
pub enum Effect {
    /// Save this; `Saved` or `Failed` comes back.
    Save(Box<Work>),
    /// Read the file again; `Reloaded` comes back.
    Reload,
    /// Look for other copies of the journal; `MergeNews` comes back.
    FindCopies,
    /// Put other copies into the journal; `Merged` comes back.
    Merge,
    /// Somebody has seen what merges changed of the clearance; nothing comes back.
    ClearanceSeen,
    /// Say nothing more of a line of the inbox; nothing comes back.
    DismissLine(Id),
    /// Free a journal that is no longer needed, off the key path.
    Free(Box<Journal>),
    /// Change the drafts on the disk; `DraftsKept` comes back.
    KeepDrafts(Vec<Keep>),
    /// Keep these before it is asked whether to quit; `LastKept` comes back.
    KeepLast(Vec<Keep>),
    /// Save a report; `Given` or `NotGiven` comes back.
    Give(Box<Give>),
    /// Keep a typed line for the next time the program runs; nothing comes back.
    KeepLine(String),
    /// Open an editor on a text; `Edited` comes back.
    EditText(String),
    /// Read the files that a line names, off the key path; `ReadSoFar` and `FilesRead` come back.
    ReadFiles(String, Box<ReadOptions>),
    /// Stop reading files; nothing comes back.
    StopReading,
    /// Stop the program until the shell goes on with it.
    Suspend,
    /// Draw all anew.
    Redraw,
    /// Hand a text to the clipboard of the terminal.
    Copy(String),
    /// Ring the bell of the terminal.
    Bell,
    /// End with that exit code.
    Quit(u8),
}

/// What came of reading the inbox.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InboxNews {
    /// How many entries came from it.
    pub taken: usize,
    /// True where a last line has not got its end yet.
    pub is_unfinished: bool,
    /// The lines that wait for somebody.
    pub waiting: Vec<crate::inbox::Waiting>,
    /// What else is to be known, a sentence each.
    pub notes: Vec<String>,
}

/// What there is to know of other copies of the journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MergeNews {
    /// Those that lie beside it.
    pub copies: Option<CopiesOffer>,
    /// What merges changed of the clearance, a sentence each, until somebody has seen it.
    pub clearance: Vec<String>,
}

/// Other copies of the journal that lie beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct CopiesOffer {
    /// Which, and who left them.
    pub message: String,
    /// What putting them together changes.
    pub preview: Vec<crate::page::Line>,
    /// True where one of them can be put into the journal.
    pub is_ready: bool,
}

/// The moment at which something is done, and what only the outside can give.
#[derive(Clone, Copy)]
pub struct Now {
    /// The present moment, to the second.
    pub at: At,
    /// How long the program has run, by a clock that nobody sets: what timers count by.
    pub since_start: Duration,
    /// The offset that a local date and hour has here.
    pub offset: fn(NaiveDateTime) -> MappedLocalTime<FixedOffset>,
    /// A fresh id, for the one entry that an action can make.
    pub id: Id,
}

impl Now {
    /// The present moment so long after the start.
    pub fn of(world: &World, since_start: Duration) -> Self {
        Self { at: At((world.now)()), since_start, offset: world.offset, id: Id((world.id)()) }
    }

    /// The clock by which typed dates are read.
    pub fn clock(&self) -> Clock<'_> {
        Clock { now: self.at, offset: &self.offset }
    }

    /// The same so much later.
    #[must_use]
    pub fn later(self, span: Duration) -> Self {
        let since_start = self.since_start.saturating_add(span);
        let seconds = since_start.as_secs() - self.since_start.as_secs();
        let span = i64::try_from(seconds).ok().and_then(TimeDelta::try_seconds).unwrap_or_default();
        Self { at: self.at.0.checked_add_signed(span).map_or(self.at, At), since_start, ..self }
    }
}
