//! Where a key has its meaning, and the headings of the help.

/// Where a key has its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Right after something was logged.
    JustLogged,
    /// In a tab with entries.
    Lists,
    /// In the tab of a step.
    Steps,
    /// Wherever there is something to move in.
    Moving,
    /// In every tab.
    Everywhere,
    /// At the question for a pain level.
    Level,
    /// Where missed mornings are asked for.
    CatchUp,
    /// In a form.
    Form,
    /// In the warning-signs check.
    Check,
    /// In the help.
    Help,
    /// In the page that says why.
    Why,
    /// In the bin.
    Bin,
    /// Where other copies of the journal are looked at.
    Copies,
    /// Where lines of the inbox are put right.
    Inbox,
    /// In the line that finds any action and takes an entry.
    Line,
    /// In the Trends tab.
    Trends,
    /// While a filter is typed.
    Filter,
    /// Where words are looked for in everything.
    Search,
    /// In a guided session.
    Timer,
    /// While repeats are done in a guided session.
    Repeats,
    /// After an exercise of a guided session.
    Rating,
    /// At the end of a guided session.
    Summary,
    /// While a pair to compare is typed.
    Compare,
    /// In the report.
    Report,
    /// While it is asked whose page the report is.
    ReportPerson,
    /// While the name of the report's file is asked.
    ReportFile,
    /// At a question.
    Question,
    /// In the line in which the path of an import is typed.
    ImportPath,
    /// While files are read.
    Reading,
    /// In the list of what an import found.
    Found,
    /// While the letter of a surface is waited for.
    Surface,
    /// Where nothing can be typed into.
    Nowhere,
    /// Always.
    Always,
}

impl Scope {
    /// All, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Everywhere,
        Self::Level,
        Self::CatchUp,
        Self::JustLogged,
        Self::Lists,
        Self::Steps,
        Self::Trends,
        Self::Moving,
        Self::Timer,
        Self::Repeats,
        Self::Rating,
        Self::Summary,
        Self::Form,
        Self::Check,
        Self::Report,
        Self::ReportFile,
        Self::ReportPerson,
        Self::Question,
        Self::Help,
        Self::Why,
        Self::Bin,
        Self::Copies,
        Self::Inbox,
        Self::Line,
        Self::Filter,
        Self::Search,
        Self::Compare,
        Self::ImportPath,
        Self::Reading,
        Self::Found,
        Self::Surface,
        Self::Nowhere,
        Self::Always,
    ];

    /// Its heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::JustLogged => "Right after logging",
            Self::Lists => "Today, Pain, Runs",
            Self::Steps => "In the tab of a step",
            Self::Moving => "Moving",
            Self::Everywhere => "In every tab",
            Self::Level => "After p",
            Self::CatchUp => "Where missed mornings are asked for",
            Self::Timer => "In a therapy session",
            Self::Repeats => "While repeats are done in it",
            Self::Rating => "After an exercise of it",
            Self::Summary => "At the end of it",
            Self::Form => "In a form",
            Self::Check => "In the warning-signs check",
            Self::Help => "In the list of keys",
            Self::Why => "In the page that says why",
            Self::Bin => "In the bin",
            Self::Copies => "Where another copy of the journal is looked at",
            Self::Inbox => "Where a line of the inbox waits",
            Self::Line => "In the line",
            Self::Trends => "In Trends",
            Self::Search => "Where everything is searched",
            Self::Filter => "While a filter is typed",
            Self::Compare => "While a pair to compare is typed",
            Self::Report => "In the report",
            Self::ReportPerson => "At the name on the report",
            Self::ReportFile => "At the name of the report\u{2019}s file",
            Self::Question => "At a question",
            Self::ImportPath => "Where a path is typed for import",
            Self::Reading => "While files are read",
            Self::Found => "In the list of what was found",
            Self::Surface => "After F",
            Self::Nowhere => "Where a key has nothing to type into",
            Self::Always => "Always",
        }
    }
}
