//! THE table of keys: what each does where, its hint in the footer, its sentence in the help. Nothing else knows a key.

use super::scope::Scope;
use crate::domain::checks::Answer;
use crate::domain::kind::Kind;
use crate::domain::steps::Step;
use crate::tui::action::{Action, Turn};
use crate::tui::tab;
use crate::tui::terminal::input::Key;
use crate::tui::widgets::scroll::Motion;

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Binding {
    /// Where it has its meaning.
    pub scope: Scope,
    /// The keys; the first is the one shown.
    pub keys: &'static [Key],
    /// What they do.
    pub act: fn(Key) -> Action,
    /// The word in the footer.
    pub hint: &'static str,
    /// The sentence in the help.
    pub help: &'static str,
    /// Which hints give way first where the footer is short: 1 stays longest; 0 is never there.
    pub rank: u8,
    /// Its name, by which it is found in the line, whatever its key; empty where it has its meaning only in a form or a
    /// question.
    pub name: &'static str,
    /// The words that people use for it.
    pub words: &'static str,
    /// The tab in which it has its meaning, where it is another tab's; the line goes there first.
    pub home: Place,
}

/// Where an action has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the tabs of its scope.
    Scope,
    /// In that tab alone.
    Tab(tab::Tab),
    /// Wherever one is, although its key holds only in the tabs of its scope.
    Anywhere,
}

impl Binding {
    /// With the name and the words by which it is found.
    const fn called(mut self, name: &'static str, words: &'static str) -> Self {
        (self.name, self.words) = (name, words);
        self
    }

    const fn at_home(mut self, home: Place) -> Self {
        self.home = home;
        self
    }
}

const DIGITS: &[Key] = &[
    Key::Char('0'),
    Key::Char('1'),
    Key::Char('2'),
    Key::Char('3'),
    Key::Char('4'),
    Key::Char('5'),
    Key::Char('6'),
    Key::Char('7'),
    Key::Char('8'),
    Key::Char('9'),
];

/// The keys of the lowest and the highest level that is one digit.
pub fn digits() -> (Key, Key) {
    (DIGITS[0], DIGITS[DIGITS.len() - 1])
}

const PARTS: &[Key] = DIGITS.split_at(1).1;

const EDITING: &[Key] = &[
    Key::Left,
    Key::Right,
    Key::WordLeft,
    Key::WordRight,
    Key::Home,
    Key::End,
    Key::Ctrl('a'),
    Key::Ctrl('e'),
    Key::Backspace,
    Key::Delete,
    Key::Ctrl('b'),
    Key::Ctrl('f'),
    Key::Ctrl('d'),
    Key::Ctrl('w'),
    Key::Ctrl('u'),
    Key::Ctrl('k'),
    Key::Ctrl('y'),
    Key::Alt('b'),
    Key::Alt('f'),
    Key::Alt('d'),
    Key::AltBackspace,
];

/// The letters of the surfaces.
const SURFACES: &[Key] = &[
    Key::Char('g'),
    Key::Char('d'),
    Key::Char('t'),
    Key::Char('l'),
    Key::Char('r'),
    Key::Char('c'),
    Key::Char('m'),
    Key::Char('s'),
    Key::Char('o'),
];

const fn row(
    scope: Scope,
    keys: &'static [Key],
    act: fn(Key) -> Action,
    hint: &'static str,
    help: &'static str,
    rank: u8,
) -> Binding {
    Binding { scope, keys, act, hint, help, rank, name: "", words: "", home: Place::Scope }
}

/// The way that a key moves.
fn motion(key: Key) -> Motion {
    match key {
        Key::Char('k') | Key::Up | Key::WheelUp => Motion::Up,
        Key::PageDown | Key::Ctrl('f') => Motion::PageDown,
        Key::PageUp | Key::Ctrl('b') => Motion::PageUp,
        Key::Char('g') | Key::Home => Motion::Top,
        Key::Char('G') | Key::End => Motion::Bottom,
        Key::Char('h') | Key::Left => Motion::Left,
        Key::Char('l') | Key::Right => Motion::Right,
        _ => Motion::Down,
    }
}

fn to_tab(key: Key) -> Action {
    match key {
        Key::Tab => Action::NextTab,
        Key::BackTab => Action::PreviousTab,
        digit => Action::Go(tab::Tab::of_key(digit)),
    }
}

/// The table, in the order of footer and help.
pub static ROWS: &[Binding] = {
    use Key::{BackTab, Backspace, Char, Ctrl, Delete, Down, End, Enter, Esc, Home, PageDown, PageUp, Tab, Up};
    use Scope::{
        Always, Bin, CatchUp, Check, Compare, Copies, Everywhere, Filter, Form, Found, Help, ImportPath, Inbox,
        JustLogged, Level, Line, Surface,
    };
    use Scope::{
        Lists, Moving, Nowhere, Question, Rating, Reading, Repeats, Report, ReportFile, ReportPerson, Search, Steps,
        Summary, Timer, Trends, Why,
    };
    &[
        row(
            JustLogged,
            &[Char('m')],
            |_| Action::NextMoment,
            "moment",
            "change when the level counts: morning, now, worst or average",
            2,
        )
        .called("next-moment", "moment morning worst now"),
        row(
            JustLogged,
            &[Char('e')],
            |_| Action::EditLogged,
            "edit it",
            "edit what was just logged, whatever is selected",
            3,
        )
        .called("edit-logged", "edit change last logged"),
        row(JustLogged, &[Char('=')], |_| Action::SamePlaces, "same place", "use the same places as the last level", 4)
            .called("same-places", "where it hurts"),
        row(
            Everywhere,
            &[Char('p')],
            |_| Action::AskLevel,
            "pain",
            "log a pain level: p and a digit, from anywhere",
            3,
        )
        .called("pain", "level ache hurt hurts sore score log"),
        row(
            Everywhere,
            &[Char('P')],
            |_| Action::AskMorning,
            "",
            "log the morning level of today, at any hour: P and a digit",
            0,
        )
        .called("morning", "level woke waking getting up log"),
        row(
            Everywhere,
            &[Char('L')],
            |_| Action::AskMissed,
            "",
            "fill in the mornings that are missing in the last seven days: a digit a day",
            0,
        )
        .called("catch-up", "missed missing forgot late mornings yesterday"),
        row(Everywhere, &[Char('r')], |_| Action::New(Kind::Run), "run", "log a run", 4)
            .called("run", "ran jog jogged log distance"),
        row(Everywhere, &[Char('n')], |_| Action::New(Kind::Note), "note", "write a note", 10)
            .called("note", "write diary text comment remember"),
        row(
            Everywhere,
            &[Char('.')],
            |_| Action::Repeat,
            "again",
            "log a run like the last one: its surface and shoes, new numbers",
            12,
        )
        .called("again", "repeat same last run copy"),
        row(
            Everywhere,
            &[Char('/')],
            |_| Action::Filter,
            "search",
            "find words: filters Pain and Runs; in other tabs searches everything recorded",
            13,
        )
        .called("search", "find look for narrow"),
        row(Everywhere, &[], |_| Action::Import, "import", "bring in runs from files, archives and lists", 21)
            .called("import", "garmin strava watch gpx fit file upload load"),
        row(
            Lists,
            &[Esc],
            |_| Action::Back,
            "back",
            "show all again; from the entries of a day back to the days, in Pain",
            2,
        )
        .called("back", "show all"),
        row(
            Lists,
            &[Char('v')],
            |_| Action::TurnView,
            "view",
            "show days, chart or calendar, in Pain; only the runs on the next surface, in Runs",
            4,
        )
        .called("view", "body")
        .at_home(Place::Tab(tab::Tab::Pain)),
        row(Lists, &[], |_| Action::TurnSurface, "", "only the runs on the next surface, in Runs", 0)
            .called("only-surface", "filter grass road track")
            .at_home(Place::Tab(tab::Tab::Runs)),
        row(
            Lists,
            &[Char('s')],
            |_| Action::Sit,
            "sitting",
            "time a sitting, also while the screen is closed; again when it begins to hurt",
            15,
        )
        .called("sit", "sitting timer stopwatch chair desk drive time")
        .at_home(Place::Anywhere),
        row(
            Lists,
            &[Char('S')],
            |_| Action::GetUp,
            "up, no pain",
            "end the timed sitting: got up without pain; where none is timed, note one",
            3,
        )
        .called("get-up", "stand stood sitting stop up")
        .at_home(Place::Anywhere),
        row(Steps, &[Char('s')], |_| Action::EditThisStep, "state", "set its state, date, reason and next action", 4)
            .called("state", "step status done"),
        row(
            Steps,
            &[],
            |_| Action::EndProgramme,
            "",
            "end the programme, so that another takes its place, in Therapy; asks first, u brings it back",
            0,
        )
        .called("end-programme", "finish exercises therapy")
        .at_home(Place::Tab(tab::Tab::Step(Step::Therapy))),
        row(Steps, &[Char('c')], |_| Action::New(Kind::Clearance), "clearance", "record your clearance to run", 6)
            .called("clearance", "cleared allowed permission limits may")
            .at_home(Place::Anywhere),
        row(Steps, &[Char('o')], |_| Action::New(Kind::Question), "question", "keep a question for the next visit", 7)
            .called("question", "ask doctor")
            .at_home(Place::Anywhere),
        row(Steps, &[], |_| Action::AddDiagnosis, "diagnosis", "add a diagnosis as told to me, in Doctor", 13)
            .called("diagnosis", "told doctor")
            .at_home(Place::Anywhere),
        row(
            Steps,
            &[],
            |_| Action::EditCondition,
            "",
            "the condition as told to me: name, side, how it began, in Doctor",
            0,
        )
        .called("condition", "injury side piriformis began")
        .at_home(Place::Anywhere),
        row(
            Everywhere,
            &[Char('a')],
            |_| Action::Add,
            "add",
            "add what belongs here: a level, a run, a visit, shoes",
            6,
        )
        .called("add", "new entry"),
        row(Everywhere, &[Char('e'), Enter], |_| Action::Edit, "edit", "edit what is selected", 7)
            .called("edit", "change correct modify"),
        row(
            Everywhere,
            &[Char('d'), Delete],
            |_| Action::Delete,
            "delete",
            "delete what is selected; u brings it back",
            8,
        )
        .called("delete", "remove erase throw away"),
        row(
            Everywhere,
            &[Char(' ')],
            |_| Action::TickHere,
            "tick",
            "tick the exercise as done, or the question as asked; in Runs mark the run; again takes it back",
            6,
        )
        .called("tick", "exercise done did asked mark select"),
        row(
            Everywhere,
            &[Char('u')],
            |_| Action::Undo,
            "undo",
            "take the last change back, also one of another day",
            8,
        )
        .called("undo", "back mistake oops revert wrong"),
        row(
            Everywhere,
            &[Char('!')],
            |_| Action::New(Kind::Check),
            "warning signs",
            "answer the warning-signs check; a sign left out is not asked, never no",
            20,
        )
        .called("warning-signs", "check red flags danger emergency numb bladder"),
        row(
            Everywhere,
            &[Char('R')],
            |_| Action::Report(Turn::Open),
            "report",
            "the page for the doctor: look at it, choose, save it",
            9,
        )
        .called("report", "pdf print doctor page save summary"),
        row(
            Everywhere,
            &[Char('t')],
            |_| Action::Session,
            "therapy",
            "begin a guided session of today\u{2019}s exercises",
            21,
        )
        .called("session", "therapy exercises start guided physio rehab training stretch"),
        row(
            Everywhere,
            &[Char('K')],
            |_| Action::Seen,
            "seen",
            "a clinician has seen me about the open warning signs: on which day",
            2,
        )
        .called("seen", "clinician doctor saw warning"),
        row(
            Everywhere,
            &[],
            |_| Action::New(Kind::Measure),
            "measure",
            "note how it goes: my activities, change, normal today; higher is better",
            21,
        )
        .called("measure", "function activities normal score"),
        row(
            Everywhere,
            &[Char(',')],
            |_| Action::EditSettings,
            "settings",
            "change the settings; in the tab of a step it begins with the one that belongs there",
            22,
        )
        .called("settings", "options preferences theme colours dark light units miles mouse clock"),
        row(Everywhere, &[Char('U'), Ctrl('r')], |_| Action::Redo, "redo", "do again what u took back", 11)
            .called("redo", "forward"),
        row(Everywhere, &[], |_| Action::Bin, "", "the bin: bring back what was deleted in the last 90 days", 0)
            .called("bin", "deleted trash restore recover undelete wastebasket"),
        row(
            Everywhere,
            &[],
            |_| Action::Drafts,
            "",
            "the drafts: what was typed and not saved, and what opens each",
            0,
        )
        .called("drafts", "draft unsaved begun typed"),
        row(Everywhere, &[], |_| Action::Inbox, "", "the inbox lines that are waiting to be corrected", 0)
            .called("inbox", "phone waiting lines"),
        row(
            Everywhere,
            &[],
            |_| Action::Copies,
            "",
            "another copy of the journal: see what merging it would change",
            0,
        )
        .called("copies", "merge sync conflict computer"),
        row(
            Everywhere,
            &[Ctrl('s')],
            |_| Action::SaveAgain,
            "save again",
            "try again to save what could not be saved",
            2,
        )
        .called("save-again", "retry not saved"),
        row(
            Everywhere,
            &[
                Char('0'),
                Char('1'),
                Char('2'),
                Char('3'),
                Char('4'),
                Char('5'),
                Char('6'),
                Char('7'),
                Char('8'),
                Tab,
                BackTab,
            ],
            to_tab,
            "",
            "show the tab of that number, the next one, the one before; a step\u{2019}s number is its key",
            0,
        )
        .called("show-tab", ""),
        row(Everywhere, &[Char('w')], |_| Action::Why, "why", "what stands behind the advice here, with sources", 14)
            .called("why", "sources evidence reason explain science"),
        row(
            Everywhere,
            &[Char(':')],
            |_| Action::Line,
            "menu",
            "a line: any action by its words, or an entry such as pain 4 or run 5k grass 32:10",
            1,
        )
        .called("line", "menu command palette type"),
        row(
            Everywhere,
            &[],
            |_| Action::Copy,
            "",
            "copy what is selected to the clipboard, if the terminal allows it",
            0,
        )
        .called("copy", "clipboard yank"),
        row(Everywhere, &[], |_| Action::NoteInEditor, "", "write a note in $VISUAL or $EDITOR", 0)
            .called("note-in-editor", "editor vim nano emacs"),
        row(Everywhere, &[], |_| Action::New(Kind::Visit), "", "note a visit, one that was or one to come", 0)
            .called("visit", "appointment doctor physio"),
        row(Everywhere, &[], |_| Action::New(Kind::Massage), "", "log a massage", 0)
            .called("massage", "rub roller deep tissue log"),
        row(Everywhere, &[], |_| Action::New(Kind::Gear), "", "add a pair of shoes or orthotics", 0)
            .called("shoes", "gear orthotics insoles pair new"),
        row(Everywhere, &[], |_| Action::New(Kind::Exercise), "", "add an exercise to the programme", 0)
            .called("exercise", "therapy programme new"),
        row(Everywhere, &[], |_| Action::New(Kind::Sitting), "", "note a sitting that is over", 0)
            .called("sitting", "sat chair drive log"),
        row(Lists, &[], |_| Action::Calendar, "", "show the calendar, in Pain: arrows walk days and weeks", 0)
            .called("calendar", "month months year")
            .at_home(Place::Tab(tab::Tab::Pain)),
        row(Lists, &[], |_| Action::Chart, "", "show the chart of the days, in Pain", 0)
            .called("chart", "graph curve")
            .at_home(Place::Tab(tab::Tab::Pain)),
        row(Lists, &[], |_| Action::Days, "", "show the days as a list, in Pain", 0)
            .called("days", "list")
            .at_home(Place::Tab(tab::Tab::Pain)),
        row(Everywhere, &[Char('?')], |_| Action::Help, "help", "show all keys", 1)
            .called("help", "keys shortcuts manual how"),
        row(Everywhere, &[Char('q')], |_| Action::Quit, "quit", "quit, once everything is saved", 5)
            .called("quit", "exit close leave bye q wq"),
        row(CatchUp, DIGITS, Action::CatchUp, "0\u{2013}9", "save that level, and on to the next day", 1),
        row(CatchUp, &[Char('x')], Action::CatchUp, "ten", "save a ten, and on to the next day", 2),
        row(CatchUp, &[Char(' ')], Action::CatchUp, "skip", "leave the day without a level, and on to the next", 3),
        row(CatchUp, &[Backspace], Action::CatchUp, "", "take the 1 back", 0),
        row(CatchUp, &[Esc], |_| Action::Close, "end", "stop asking; what is saved stays", 4),
        row(Level, DIGITS, Action::Level, "0\u{2013}9", "save that level; 1 waits a second for the 0 of ten", 1),
        row(Level, &[Char('x')], Action::Level, "ten", "save a ten", 2),
        row(Level, &[Backspace], Action::Level, "", "take the 1 back", 0),
        row(Level, &[Enter], |_| Action::LevelForm, "full form", "open the full form, with date, place and note", 3),
        row(Level, &[Esc], |_| Action::Close, "nothing", "log nothing", 4),
        row(
            Moving,
            &[
                Char('j'),
                Down,
                Key::WheelDown,
                Char('k'),
                Up,
                Key::WheelUp,
                PageDown,
                Ctrl('f'),
                PageUp,
                Ctrl('b'),
                Char('g'),
                Home,
                Char('G'),
                End,
            ],
            |key| Action::Move(motion(key)),
            "",
            "one down or up, a screenful, to the newest or the oldest; in lists down is older",
            0,
        )
        .called("move", ""),
        row(
            Moving,
            &[Char('h'), Key::Left, Char('l'), Key::Right],
            |key| Action::Move(motion(key)),
            "day back",
            "a day back or on, in Pain and Trends; a week in the calendar",
            12,
        )
        .called("day", ""),
        row(Repeats, &[Char(' ')], Action::Timer, "done", "the repeats are done: go on", 1),
        row(Timer, &[Char(' ')], Action::Timer, "pause", "pause, and go on", 1),
        row(Timer, &[Enter], Action::Timer, "go on", "go on at once: end the count or the repeats", 2),
        row(
            Timer,
            &[Char('b'), Key::Left, Backspace],
            Action::Timer,
            "back",
            "the same once more; again, the one before",
            4,
        ),
        row(Timer, &[Char('s')], Action::Timer, "skip", "skip the exercise; sets that are done are kept", 5),
        row(
            Timer,
            &[Char('r')],
            Action::Timer,
            "told to rest",
            "leave it out, told to rest: counts as neither done nor planned",
            6,
        ),
        row(Timer, &[Char('q'), Esc], Action::Timer, "stop", "stop; what is done is kept", 3),
        row(Rating, DIGITS, Action::Timer, "0\u{2013}9", "pain in the exercise", 1),
        row(Rating, &[Char('x')], Action::Timer, "ten", "pain in it was ten", 2),
        row(Rating, &[Enter, Char(' ')], Action::Timer, "skip", "go on without a level", 3),
        row(Rating, &[Char('b'), Key::Left, Backspace], Action::Timer, "back", "the last part once more", 5),
        row(Rating, &[Char('q'), Esc], Action::Timer, "stop", "stop; what is done is kept", 4),
        row(Summary, &[Enter, Esc, Char('q')], |_| Action::Close, "close", "close the session", 1),
        row(Form, &[Enter], |_| Action::Submit, "save", "save, from any field", 1),
        row(Form, &[Tab], |_| Action::NextField, "next field", "go to the next field", 2),
        row(Form, &[Ctrl('o')], |_| Action::MoreFields, "more", "also show the fields that are rarely used", 6),
        row(
            Form,
            &[Ctrl('x')],
            |_| Action::OpenEditor,
            "editor",
            "open the note, or another long text, in $VISUAL or $EDITOR",
            4,
        )
        .called("editor", ""),
        row(Form, &[BackTab], |_| Action::PreviousField, "", "go to the field before", 0),
        row(
            Form,
            &[Down, Key::WheelDown],
            |_| Action::Field(Motion::Down),
            "",
            "a field further down; in a note a line further down",
            0,
        ),
        row(
            Form,
            &[Up, Key::WheelUp],
            |_| Action::Field(Motion::Up),
            "",
            "a field further up; in a note a line further up",
            0,
        ),
        row(Form, &[PageDown], |_| Action::Field(Motion::PageDown), "", "several fields further down", 0),
        row(Form, &[PageUp], |_| Action::Field(Motion::PageUp), "", "several fields further up", 0),
        row(
            Form,
            &[Esc],
            |_| Action::KeepDraft,
            "keep as a draft",
            "close; the text is there when the form opens again",
            3,
        ),
        row(
            Form,
            &[Ctrl('r')],
            |_| Action::StartAfresh,
            "start afresh",
            "the next draft, then the form as it was at first; press again for what you typed",
            5,
        ),
        row(
            Form,
            &[Char(' ')],
            Action::Type,
            "",
            "a blank; in a field with words below it, pick one or take it out again",
            0,
        ),
        row(Form, &[Ctrl('j'), Key::AltEnter], Action::Type, "", "a new line, in a note", 0),
        row(
            Form,
            EDITING,
            Action::Type,
            "",
            "move, cut and bring back (Ctrl-y) as in a shell; \u{2190}\u{2192} go through the words below a field",
            0,
        ),
        row(Check, &[Char('y')], |_| Action::Answer(Some(Answer::Yes)), "yes", "yes, and on to the next question", 2),
        row(Check, &[Char('n')], |_| Action::Answer(Some(Answer::No)), "no", "no, and on to the next question", 3),
        row(
            Check,
            &[Char(' ')],
            |_| Action::Answer(None),
            "not asked",
            "leave it open, and on to the next question",
            4,
        ),
        row(Check, &[Enter], |_| Action::Submit, "save", "save the check", 1),
        row(Check, &[Esc], |_| Action::KeepDraft, "close", "close; the answers are there when it opens again", 5),
        row(Check, &[Tab], |_| Action::CheckForm, "date and note", "the full form: another date, a note", 4),
        row(Question, &[Char('y')], |_| Action::Yes, "yes", "yes", 1),
        row(Question, &[Char('n'), Esc], |_| Action::Close, "no", "no", 2),
        row(Question, &[Ctrl('s')], |_| Action::SaveAgain, "save again", "try again to save", 3),
        row(Help, &[Char('?')], |_| Action::Close, "close", "close the list", 1),
        row(Help, &[Esc], |_| Action::ForgetSearch, "back", "forget what is searched; then close", 2),
        row(Help, &[Backspace], Action::Type, "", "delete a letter; every other key types", 0),
        row(Why, &[Esc, Char('w'), Char('q')], |_| Action::Close, "close", "close the page", 1),
        row(Bin, &[Enter], |_| Action::GiveBack, "bring back", "bring back what is selected; u deletes it again", 1),
        row(
            Bin,
            &[Char('u')],
            |_| Action::Undo,
            "undo",
            "take the last change back: what was brought back goes again",
            3,
        ),
        row(Bin, &[Esc, Char('B'), Char('q')], |_| Action::Close, "close", "close the bin", 2),
        row(
            Inbox,
            &[Enter],
            |_| Action::TakeLine,
            "take",
            "take the line as it is typed; without text, leave it out",
            1,
        ),
        row(Inbox, &[Esc], |_| Action::Close, "close", "leave the lines as they are", 2),
        row(Inbox, &[Tab, Down], |_| Action::TurnLine(true), "next", "the next line that waits", 3),
        row(Inbox, &[BackTab, Up], |_| Action::TurnLine(false), "", "the line before", 0),
        row(Inbox, EDITING, Action::Type, "", "move, cut and bring back (Ctrl-y) as in a shell", 0),
        row(Line, &[Enter], |_| Action::TakeLine, "do it", "do what stands below the line", 1),
        row(Line, &[Tab], |_| Action::CompleteLine(true), "complete", "the next word or action that fits", 2),
        row(Line, &[BackTab], |_| Action::CompleteLine(false), "", "the one before", 0),
        row(Line, &[Up], |_| Action::LineBefore(true), "earlier", "the line typed before this one", 4),
        row(Line, &[Down], |_| Action::LineBefore(false), "", "the line typed after it", 0),
        row(Line, &[Esc], |_| Action::Close, "close", "close the line; nothing is done", 3),
        row(Line, EDITING, Action::Type, "", "move, cut and bring back (Ctrl-y) as in a shell", 0),
        row(Copies, &[Enter], |_| Action::MergeCopies, "put together", "merge the copies; u takes it back", 1),
        row(Copies, &[Esc, Char('J'), Char('q')], |_| Action::Close, "close", "leave them as they are", 2),
        row(Trends, &[Char('v')], |_| Action::NextPeriod, "period", "show the next period", 4)
            .called("period", "weeks months longer range")
            .at_home(Place::Tab(tab::Tab::Trends)),
        row(Trends, &[], |_| Action::PreviousPeriod, "", "show the period before", 0)
            .called("previous-period", "shorter weeks months")
            .at_home(Place::Tab(tab::Tab::Trends)),
        row(
            Trends,
            &[Char('c')],
            |_| Action::Compare,
            "compare",
            "compare two surfaces, two pairs of shoes, or with and without",
            6,
        )
        .called("compare", "versus difference with without surfaces shoes")
        .at_home(Place::Tab(tab::Tab::Trends)),
        row(
            Trends,
            &[Char('b')],
            |_| Action::TurnSeries,
            "mornings",
            "show the mornings as bars, or the worst of each day",
            3,
        )
        .called("mornings", "worst bars series")
        .at_home(Place::Tab(tab::Tab::Trends)),
        row(Trends, &[], |_| Action::ForgetPairs, "", "stop comparing", 0)
            .called("compare-nothing", "forget pairs")
            .at_home(Place::Tab(tab::Tab::Trends)),
        row(Trends, &[], |_| Action::New(Kind::Marker), "", "mark a change on the chart", 0)
            .called("marker", "event change began started")
            .at_home(Place::Anywhere),
        row(Compare, &[Enter], |_| Action::PickPair, "compare", "compare this pair", 1),
        row(Compare, &[Esc], |_| Action::Close, "back", "cancel", 2),
        row(Compare, EDITING, Action::Type, "", "move, cut and bring back (Ctrl-y) as in a shell", 0),
        row(Filter, &[Enter], |_| Action::Close, "keep", "keep the filter and go to the list", 1),
        row(Filter, &[Esc], |_| Action::ClearFilter, "show all", "show all entries again", 2),
        row(Filter, &[Tab], |_| Action::SearchElsewhere, "elsewhere", "look for the words in everything", 3),
        row(Search, &[Enter], |_| Action::GoToFound, "go there", "go to the entry that is selected", 1),
        row(Search, &[Esc], |_| Action::Close, "close", "close the search", 2),
        row(Search, &[Backspace], Action::Type, "", "take back a letter", 0),
        row(Filter, &[Backspace], Action::Type, "", "take back a letter", 0),
        row(
            Report,
            &[Enter, Char('s')],
            |_| Action::Report(Turn::AskFile),
            "save",
            "save it in a file of my own choice",
            1,
        ),
        row(Report, &[Esc, Char('q'), Char('R')], |_| Action::Close, "close", "close the report", 2),
        row(Report, &[Char('p')], |_| Action::Report(Turn::Period), "period", "the next period: 2 weeks to all", 4),
        row(Report, &[Char('n')], |_| Action::Report(Turn::Notes), "notes", "private notes in, or out again", 5),
        row(
            Report,
            PARTS,
            |key| Action::Report(Turn::Part(key)),
            "sections",
            "leave that section out, or put it back",
            6,
        ),
        row(
            Report,
            &[Char('f')],
            |_| Action::Report(Turn::Format),
            "form",
            "the next format: text, HTML, PDF, Markdown, JSON",
            3,
        ),
        row(Report, &[Char('a')], |_| Action::Report(Turn::Paper), "paper", "for A4 or for Letter", 7),
        row(
            Report,
            &[Char('i')],
            |_| Action::Report(Turn::AskPerson),
            "name",
            "a name and a date of birth to print; they are not stored",
            8,
        ),
        row(
            ReportPerson,
            &[Enter],
            |_| Action::Report(Turn::TakePerson),
            "on",
            "on to the date of birth, and back to the report",
            1,
        ),
        row(ReportPerson, &[Esc], |_| Action::Report(Turn::LeavePerson), "back", "back to the report", 2),
        row(ReportPerson, EDITING, Action::Type, "", "move, cut and bring back (Ctrl-y) as in a shell", 0),
        row(ReportFile, &[Enter], |_| Action::Report(Turn::Save), "save", "save it there; never over another file", 1),
        row(ReportFile, &[Esc], |_| Action::Report(Turn::LeaveFile), "back", "back to the report", 2),
        row(ReportFile, &[Tab], |_| Action::Report(Turn::Format), "form", "the next format, with its file ending", 3),
        row(ReportFile, EDITING, Action::Type, "", "move, cut and bring back (Ctrl-y) as in a shell", 0),
        row(Lists, &[], |_| Action::MarkAll, "mark all", "mark all that lack a surface, in Runs", 5)
            .called("mark-all", "select")
            .at_home(Place::Tab(tab::Tab::Runs)),
        row(Lists, &[Char('F')], |_| Action::AskSurface, "surface", "give the marked runs a surface, in Runs", 5)
            .called("set-surface", "give grass road several runs")
            .at_home(Place::Tab(tab::Tab::Runs)),
        row(ImportPath, &[Enter], |_| Action::ImportOn, "read", "read what is there; nothing is brought in yet", 1),
        row(ImportPath, &[Esc], |_| Action::ImportBack, "close", "close; nothing is brought in", 2),
        row(ImportPath, EDITING, Action::Type, "", "move, cut and bring back (Ctrl-y) as in a shell", 0),
        row(Reading, &[Esc], |_| Action::ImportBack, "stop", "stop reading; nothing is brought in", 1),
        row(Found, &[Enter], |_| Action::ImportOn, "bring in", "bring in all that is new, with one change", 1),
        row(Found, &[Char(' ')], |_| Action::Mark, "mark", "mark a run, and go on to the next", 3),
        row(
            Found,
            &[Char('*')],
            |_| Action::MarkAll,
            "all",
            "mark all without a surface; again, all that comes in; again, none",
            4,
        ),
        row(
            Found,
            &[Char('F')],
            |_| Action::AskSurface,
            "surface",
            "give the marked runs, or the selected one, a surface",
            2,
        ),
        row(
            Found,
            &[Char('x'), Delete],
            |_| Action::TurnFound,
            "leave out",
            "leave what is marked or selected out; again, take it in",
            5,
        ),
        row(Found, &[Esc], |_| Action::ImportBack, "close", "close the list; nothing is brought in", 6),
        row(Surface, SURFACES, Action::Surface, "", "that surface, by its letter", 0),
        row(Surface, &[Esc], |_| Action::ImportBack, "back", "give no surface", 1),
        row(Nowhere, &[Enter, Esc], |_| Action::Close, "back", "go back to the keys; what was typed went nowhere", 1),
        row(Always, &[Ctrl('c')], |_| Action::Leave, "", "quit and keep what is typed in a form", 0),
        row(Always, &[Ctrl('z')], |_| Action::Suspend, "", "stop here and go back to the shell; fg returns", 0),
        row(Always, &[Ctrl('l')], |_| Action::Redraw, "", "draw the screen anew", 0),
    ]
};
