//! The words of the report: turns its struct into a sheet, which text, Markdown, HTML and PDF draw, and into JSON.

mod function;
mod json;
mod limits;
mod pain;
pub mod part;
mod records;
pub(super) mod running;
pub mod sections;
mod signs;
mod state;
pub mod take_home;

use super::pdf::Press;
use super::text::Measure;
use super::{html, markdown, pdf, text};
use crate::insight::report::Report;
use crate::page::sheet::{Section, Sheet};
use crate::render::report::limits::Room;
pub use part::Format;
use part::Part;
use sections::{mine, period};

/// The report in one of its forms, without some of its parts.
///
/// # Errors
/// Where the PDF cannot be made, what its library says.
pub fn render(report: &Report, format: Format, without: &[Part], paper: pdf::paper::Paper) -> Result<Vec<u8>, String> {
    Ok(match format {
        Format::Text => plain(report, without).into_bytes(),
        Format::Md => markdown::write(&page(report, format, without, paper)?).into_bytes(),
        Format::Json => json::write(report, without).into_bytes(),
        Format::Html => html::write(&page(report, format, without, paper)?, paper).into_bytes(),
        Format::Pdf => {
            let press = Press::new(paper)?;
            press.print(&printed(report, without, &press))?
        }
    })
}

/// What stands on the page in one of its forms: what it has room for there.
///
/// # Errors
/// Where the fonts that come with the program cannot be read.
pub fn page(report: &Report, format: Format, without: &[Part], paper: pdf::paper::Paper) -> Result<Sheet, String> {
    Ok(match format {
        Format::Text => brief(report, without),
        Format::Md | Format::Json => sheet(report, without, Room::FULL),
        Format::Html => fitting(report, without, &Press::new(paper)?, |sheet| sheet),
        Format::Pdf => printed(report, without, &Press::new(paper)?),
    })
}

/// Letters of the fullest page that the fonts of the PDF lack, named with the way out; nothing where there is none.
pub fn lacking(report: &Report, without: &[Part], paper: pdf::paper::Paper) -> Option<String> {
    lacking_in(&sheet(report, without, Room::FULL), paper)
}

/// The same of any sheet.
fn lacking_in(sheet: &Sheet, paper: pdf::paper::Paper) -> Option<String> {
    let lacks = Press::new(paper).ok()?.lacks(&plain_of(sheet));
    let named: Vec<String> = lacks.iter().take(NAMED).map(char::to_string).collect();
    let more = if lacks.len() > NAMED { format!(" and {} more", lacks.len() - NAMED) } else { String::new() };
    (!lacks.is_empty()).then(|| {
        format!(
            "The PDF shows empty boxes for {}{more}: its font lacks them. Save as HTML instead; a browser has them.",
            named.join(" ")
        )
    })
}

/// Letters of the name of a change above the chart.
const NAME: usize = 22;
/// So many letters that a font lacks are named.
const NAMED: usize = 8;

/// All words of a sheet.
fn plain_of(sheet: &Sheet) -> String {
    text::write(sheet, Measure { columns: text::COLUMNS, airy: false })
}

/// The report as text, at most 80 columns wide and 66 lines long.
pub fn plain(report: &Report, without: &[Part]) -> String {
    let sheet = brief(report, without);
    let airy = text::write(&sheet, Measure { columns: text::COLUMNS, airy: true });
    if fits(&airy) { airy } else { dense(&sheet) }
}

/// The fullest sheet that fits on a page of text.
fn brief(report: &Report, without: &[Part]) -> Sheet {
    let fitting =
        |shape: fn(Room) -> Room| Room::fitting(|room| fits(&dense(&sheet(report, without, shape(room))))).map(shape);
    let room = fitting(|room| room).or_else(|| fitting(Room::shortened));
    sheet(report, without, room.unwrap_or(Room::TIGHT.shortened()))
}

fn dense(sheet: &Sheet) -> String {
    text::write(sheet, Measure { columns: text::COLUMNS, airy: false })
}

fn fits(text: &str) -> bool {
    text.lines().count() <= text::LINES
}

/// The fullest sheet that fits on one page, with private notes on two; where none does, the fullest that fits on two.
fn fitting(report: &Report, without: &[Part], press: &Press, finish: impl Fn(Sheet) -> Sheet) -> Sheet {
    let noted = report.notes.as_ref().is_some_and(|notes| !notes.is_empty());
    let made = |room| finish(sheet(report, without, room));
    let on = |pages| Room::fitting(|room| press.pages(&made(room)) <= pages);
    let room = if noted { on(2) } else { on(1).or_else(|| on(2)) };
    made(room.unwrap_or(Room::TIGHT))
}

/// What a box means, at the foot of a PDF that has any.
const BOXES: &str = " \u{25a1} stands for a letter that the font of this PDF lacks; the HTML page shows it.";

/// The sheet that is printed as PDF: whoever reads it is told what its boxes are.
fn printed(report: &Report, without: &[Part], press: &Press) -> Sheet {
    match press.lacks(&plain_of(&sheet(report, without, Room::FULL))).is_empty() {
        true => fitting(report, without, press, |sheet| sheet),
        false => fitting(report, without, press, |sheet| explained(sheet, press)),
    }
}

/// A sheet for a PDF, with the meaning of its boxes where it has any.
fn explained(mut sheet: Sheet, press: &Press) -> Sheet {
    if !press.lacks(&plain_of(&sheet)).is_empty() {
        sheet.foot.push_str(BOXES);
    }
    sheet
}

fn sheet(report: &Report, without: &[Part], room: Room) -> Sheet {
    let (changes, _) = sections::explained(report, room);
    let changes = changes.iter().filter(|_| !without.contains(&Part::Onset));
    let letters: Vec<(char, String)> =
        changes.filter_map(|change| Some((change.letter?, mine(change.what, NAME)))).collect();
    let parts: [(Option<Part>, Option<Section>); 12] = [
        (None, signs::warning(report, room)),
        (Some(Part::Safety), Some(signs::signs(report, room))),
        (Some(Part::Questions), sections::questions(report, room)),
        (Some(Part::Status), Some(state::status(report, room))),
        (Some(Part::Pain), Some(pain::place(report, room))),
        (Some(Part::Chart), pain::chart(report, &letters, room)),
        (Some(Part::Pain), Some(function::function(report, room))),
        (Some(Part::Running), Some(running::running(report, room))),
        (Some(Part::Tried), Some(running::tried(report, room))),
        (Some(Part::Onset), Some(sections::onset(report, room))),
        (Some(Part::Quality), room.records.then(|| records::quality(report, room))),
        (None, records::notes(report, room)),
    ];
    let kept = parts.into_iter().filter(|(part, _)| part.is_none_or(|part| !without.contains(&part)));
    let person = &report.person;
    let invented = if report.invented { "INVENTED EXAMPLE: " } else { "" };
    let mut title = format!("{invented}Running pain summary");
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
        foot: "Self-report; 0 no pain, 10 worst imaginable; n: how many; a gap is not 0.".into(),
    }
}

#[cfg(test)]
mod hard_tests;
#[cfg(test)]
mod tests;
