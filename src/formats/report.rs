//! The words of the report: turns its struct into a sheet, which text, Markdown, HTML and PDF draw, and into JSON.

use super::sheet::{Section, Sheet};
use super::{html, markdown, pdf, safe_json, text};
use crate::domain::record::Object;
use crate::domain::words::words;
use crate::insight::report::Report;
use sections::{mine, period};

pub(super) mod running;
pub mod sections;

words! {
    /// The parts of the report that can be left out. Warning signs cannot.
    Part, "section" {
        /// My questions.
        Questions = "questions",
        /// Permission, condition, visits.
        Status = "status",
        /// How it began and what changed.
        Onset = "onset",
        /// Pain in figures.
        Pain = "pain",
        /// Pain by day.
        Chart = "chart",
        /// Runs.
        Running = "running",
        /// The five steps.
        Tried = "tried",
        /// The answers to the warning-signs check.
        Safety = "safety",
        /// How much was logged.
        Quality = "quality",
    }
}

words! {
    /// The forms of the report.
    Format, "format" {
        /// Plain text, 80 columns.
        Text = "text",
        /// HTML, one file.
        Html = "html",
        /// PDF.
        Pdf = "pdf",
        /// Markdown.
        Md = "md",
        /// JSON.
        Json = "json",
    }
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            other => other.word(),
        }
    }
}

/// How much a page has room for; what is left out is counted in its place.
#[derive(Clone, Copy, Debug)]
struct Room {
    questions: usize,
    markers: usize,
    /// Characters of a text of one's own.
    chars: usize,
    /// Things in a row of things.
    items: usize,
    surfaces: usize,
    gear: usize,
    notes: usize,
    /// Warning signs that are printed as they were asked; more are named.
    signs: usize,
    weeks: bool,
    /// Why a step stands as it does.
    reasons: bool,
}

/// From the fullest to the tightest.
const ROOMS: [Room; 8] = [
    Room {
        questions: 10,
        markers: 10,
        chars: 300,
        items: 6,
        surfaces: 9,
        gear: 4,
        notes: 40,
        signs: 6,
        weeks: true,
        reasons: true,
    },
    Room {
        questions: 6,
        markers: 6,
        chars: 150,
        items: 4,
        surfaces: 6,
        gear: 3,
        notes: 12,
        signs: 3,
        weeks: true,
        reasons: true,
    },
    Room {
        questions: 6,
        markers: 6,
        chars: 120,
        items: 4,
        surfaces: 6,
        gear: 2,
        notes: 12,
        signs: 2,
        weeks: true,
        reasons: true,
    },
    Room {
        questions: 5,
        markers: 4,
        chars: 90,
        items: 4,
        surfaces: 5,
        gear: 2,
        notes: 6,
        signs: 2,
        weeks: true,
        reasons: true,
    },
    Room {
        questions: 5,
        markers: 4,
        chars: 75,
        items: 3,
        surfaces: 5,
        gear: 1,
        notes: 6,
        signs: 2,
        weeks: false,
        reasons: true,
    },
    Room {
        questions: 4,
        markers: 3,
        chars: 60,
        items: 3,
        surfaces: 4,
        gear: 1,
        notes: 4,
        signs: 1,
        weeks: false,
        reasons: true,
    },
    Room {
        questions: 3,
        markers: 2,
        chars: 45,
        items: 2,
        surfaces: 3,
        gear: 1,
        notes: 2,
        signs: 0,
        weeks: false,
        reasons: true,
    },
    Room {
        questions: 1,
        markers: 1,
        chars: 20,
        items: 1,
        surfaces: 1,
        gear: 1,
        notes: 1,
        signs: 0,
        weeks: false,
        reasons: false,
    },
];

/// The report in one of its forms, without some of its parts.
///
/// # Errors
/// Where the PDF cannot be made, what its library says.
pub fn render(report: &Report, format: Format, without: &[Part], paper: pdf::Paper) -> Result<Vec<u8>, String> {
    Ok(match format {
        Format::Text => plain(report, without).into_bytes(),
        Format::Md => markdown::write(&sheet(report, without, ROOMS[0])).into_bytes(),
        Format::Json => json(report, without).into_bytes(),
        Format::Html => html::write(&fitting(report, without, paper), paper).into_bytes(),
        Format::Pdf => pdf::write(&fitting(report, without, paper), paper)?,
    })
}

/// The report as text, at most 80 columns wide and 66 lines long.
pub fn plain(report: &Report, without: &[Part]) -> String {
    let mut last = String::new();
    for room in ROOMS {
        for airy in [true, false] {
            last = text::write(&sheet(report, without, room), airy);
            if last.lines().count() <= text::LINES {
                return last;
            }
        }
    }
    last
}

/// The fullest sheet that fits on one page, with private notes on two; where none does, the fullest that fits on two.
fn fitting(report: &Report, without: &[Part], paper: pdf::Paper) -> Sheet {
    let noted = report.notes.as_ref().is_some_and(|notes| !notes.is_empty());
    let sheets: Vec<(Sheet, usize)> = ROOMS
        .iter()
        .map(|&room| sheet(report, without, room))
        .map(|sheet| {
            let pages = pdf::pages(&sheet, paper);
            (sheet, pages)
        })
        .collect();
    let one = sheets.iter().position(|(_, pages)| *pages <= 1 + usize::from(noted));
    let two = sheets.iter().position(|(_, pages)| *pages <= 2);
    let place = one.or(two).unwrap_or(ROOMS.len() - 1);
    sheets.into_iter().nth(place).map_or_else(|| sheet(report, without, ROOMS[0]), |(sheet, _)| sheet)
}

/// The report as JSON: the struct itself, without the parts that were left out.
pub fn json(report: &Report, without: &[Part]) -> String {
    let mut object = Object::of(report);
    for part in without {
        object.extra.set(part.word(), None);
    }
    safe_json::text(&object)
}

fn sheet(report: &Report, without: &[Part], room: Room) -> Sheet {
    let parts: [(Option<Part>, Option<Section>); 11] = [
        (None, sections::warning(report, room)),
        (Some(Part::Questions), sections::questions(report, room)),
        (Some(Part::Status), Some(sections::status(report, room))),
        (Some(Part::Onset), Some(sections::onset(report, room))),
        (Some(Part::Pain), Some(sections::pain(report, room))),
        (Some(Part::Chart), sections::by_day(report)),
        (Some(Part::Running), Some(running::running(report, room))),
        (Some(Part::Tried), Some(running::tried(report, room))),
        (Some(Part::Safety), Some(sections::safety(report, room))),
        (Some(Part::Quality), Some(sections::quality(report))),
        (None, sections::notes(report, room)),
    ];
    let kept = parts.into_iter().filter(|(part, _)| part.is_none_or(|part| !without.contains(&part)));
    let person = &report.person;
    let mut title = "Running pain summary".to_owned();
    if let Some(name) = &person.name {
        title.push_str(&format!(": {}", mine(name, room.chars.clamp(30, 60))));
    }
    if let Some(born) = &person.born {
        title.push_str(&format!(", born {}", mine(born, 20)));
    }
    Sheet {
        title,
        line: period(report),
        sections: kept.filter_map(|(_, section)| section).collect(),
        foot: "Self-report; 0 no pain, 10 worst imaginable; n: values counted; a gap is not 0.".into(),
    }
}

#[cfg(test)]
mod tests;
