//! What an import did or would do, file by file: the JSON of `twinge import`, and the counts that all shells show.

use std::collections::HashSet;
use std::fmt;

use serde::{Serialize, Serializer};

use super::rows::{Came, Plan, PlanRow};
use super::{File, FileContent};

/// How it went with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FileOutcome {
    /// It was read.
    Read,
    /// It was read, and something about it is odd.
    Warned,
    /// Nothing in it is wanted.
    Skipped,
    /// It could not be read.
    Failed,
}

/// What an import did or would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportReport<'a> {
    /// Runs and entries that are new.
    pub new: usize,
    /// Those that are there already, or were joined with a run typed by hand.
    pub duplicate: usize,
    /// Those that are left out, and rows that could not be read.
    pub skipped: usize,
    /// Files that could not be read.
    pub failed: usize,
    /// The files, in the order in which they were read.
    pub files: Vec<OfFile<'a>>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfFile<'a> {
    /// Its path.
    pub file: String,
    /// How it went.
    pub outcome: FileOutcome,
    /// What is odd or wrong, in sentences.
    pub reason: Option<String>,
    /// What is odd though it was read.
    #[serde(skip)]
    pub odd: Vec<Odd<'a>>,
    /// What it holds.
    pub runs: OfRuns<'a>,
}

/// What is odd though it was read. A list has very many: each is put into words only as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Odd<'a> {
    /// A sentence.
    Said(&'a str),
    /// What is odd about a row of a list, which stands in that line.
    Row(u64, &'a PlanRow),
}

impl fmt::Display for Odd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Said(sentence) => f.write_str(sentence),
            Self::Row(line, row) => {
                let at = row.start.map(|at| format!(", {}", at.local().date())).unwrap_or_default();
                write!(f, "Line {line}{at}: {}", row.reasons.join(" "))
            }
        }
    }
}

/// The runs and entries of a file. A list has very many: each is put into words only as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct OfRuns<'a> {
    rows: Vec<&'a PlanRow>,
    kept: bool,
}

impl OfRuns<'_> {
    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Serialize for OfRuns<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.rows.iter().map(|row| of_run(row, self.kept)))
    }
}

/// One run or entry.
#[derive(Serialize)]
struct OfRun<'a> {
    /// What becomes of it: `new`, `duplicate`, `skipped`.
    outcome: &'static str,
    /// When it began, with the offset.
    start: Option<String>,
    /// Metres.
    distance_m: Option<u32>,
    /// Seconds by the timer.
    duration_s: Option<u32>,
    /// Seconds from start to end.
    elapsed_s: Option<u32>,
    /// Its sport, in the file's word.
    sport: Option<&'a str>,
    /// The surface it gets.
    surface: Option<&'static str>,
    /// The entry it is.
    id: Option<String>,
    /// Why it is left out, what is odd about it, or with what it was joined; absent where there is nothing to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// How many reasons of one file are told.
const MOST_REASONS: usize = 3;

impl<'a> ImportReport<'a> {
    /// The report of a plan for these files. `kept`: new entries have their ids for good.
    pub fn of(files: &'a [File], plan: &'a Plan, kept: bool) -> Self {
        let mut rows = plan.rows.iter().peekable();
        let files: Vec<OfFile<'a>> = files
            .iter()
            .enumerate()
            .map(|(place, file)| {
                let mine: Vec<&'a PlanRow> = std::iter::from_fn(|| rows.next_if(|row| row.file == place)).collect();
                of_file(file, mine, kept)
            })
            .collect();
        Self {
            new: plan.count(Came::New),
            duplicate: plan.count(Came::Duplicate) + plan.count(Came::Joined),
            skipped: plan.count(Came::Skipped) + plan.count(Came::Failed),
            failed: files.iter().filter(|file| file.outcome == FileOutcome::Failed).count(),
            files,
        }
    }
}

fn of_file<'a>(file: &'a File, rows: Vec<&'a PlanRow>, kept: bool) -> OfFile<'a> {
    let mut odd = Vec::new();
    let (outcome, reason) = match &file.look {
        FileContent::Failed(message) => (FileOutcome::Failed, Some(message.clone())),
        FileContent::Left(message) => (FileOutcome::Skipped, Some(message.clone())),
        FileContent::Read(found) => {
            let mut known: HashSet<&'a str> = HashSet::new();
            let mut is_new = |message: &&'a str| known.insert(*message);
            odd.extend(found.warnings.iter().map(String::as_str).filter(&mut is_new).map(Odd::Said));
            for row in rows.iter().copied().filter(|row| row.is_odd()) {
                match row.line {
                    Some(line) => odd.push(Odd::Row(line, row)),
                    None => odd.extend(row.reasons.iter().map(String::as_str).filter(&mut is_new).map(Odd::Said)),
                }
            }
            // what is odd and what failed before why others do not come in
            let failed = rows.iter().copied().filter(|row| row.came == Came::Failed);
            let left = rows.iter().copied().filter(|row| row.came != Came::Failed && !row.is_odd());
            let others = failed.chain(left).flat_map(|row| &row.reasons).map(String::as_str);
            let others: Vec<&str> = others.filter(is_new).collect();
            let more = (odd.len() + others.len()).saturating_sub(MOST_REASONS);
            let all = odd.iter().map(Odd::to_string).chain(others.iter().map(|&message| message.to_owned()));
            let mut reason = all.take(MOST_REASONS).collect::<Vec<_>>().join(" ");
            if more > 0 {
                reason += &format!(" And {more} more.");
            }
            let outcome = match () {
                () if !rows.is_empty() && rows.iter().all(|row| row.came == Came::Skipped) => FileOutcome::Skipped,
                () if odd.is_empty() && !rows.iter().any(|row| row.came == Came::Failed) => FileOutcome::Read,
                () => FileOutcome::Warned,
            };
            (outcome, (!reason.is_empty()).then_some(reason))
        }
    };
    OfFile { file: file.name.clone(), outcome, reason, odd, runs: OfRuns { rows, kept } }
}

fn of_run(row: &PlanRow, kept: bool) -> OfRun<'_> {
    let outcome = match row.came {
        Came::New => "new",
        Came::Duplicate | Came::Joined => "duplicate",
        Came::Skipped | Came::Failed => "skipped",
    };
    let surface = row.run().filter(|_| row.is_in()).and_then(|run| run.surfaces.first());
    OfRun {
        outcome,
        start: row.start.map(|at| at.text()),
        distance_m: row.distance_m,
        duration_s: row.duration_s,
        elapsed_s: row.elapsed_s,
        sport: row.sport.as_deref(),
        surface: surface.map(|stretch| stretch.surface.word()),
        id: row.id.filter(|_| kept || row.came != Came::New).map(|id| id.to_string()),
        reason: (!row.reasons.is_empty()).then(|| row.reasons.join(" ")),
    }
}
