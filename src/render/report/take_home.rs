//! What to take home after a visit, in plain words: half a page, no chart.

use super::json;
use super::part::Format;
use super::sections::{full, mine, number, section};
use crate::domain::checks::plain;
use crate::domain::words::counted;
use crate::insight::report::covered::Figure;
use crate::insight::report::status::{DiagnosisNote, Met, Permitted};
use crate::insight::report::take_home::TakeHome;
use crate::page::sheet::{Row, Section, Sheet, SheetBlock};
use crate::page::visible;
use crate::render::pdf::{Press, paper::Paper};
use crate::render::text::{COLUMNS, Measure};
use crate::render::{html, markdown, text};

/// Letters of a text of one's own.
const CHARS: usize = 240;
/// Answers and diagnoses that are printed; the others are counted.
const MOST: usize = 4;

/// The page in one of its forms.
///
/// # Errors
/// Where the PDF cannot be made, what its library says.
pub fn render(page: &TakeHome, format: Format, paper: Paper) -> Result<Vec<u8>, String> {
    let sheet = sheet(page);
    Ok(match format {
        Format::Text => text::write(&sheet, Measure { columns: COLUMNS, airy: true }).into_bytes(),
        Format::Md => markdown::write(&sheet).into_bytes(),
        Format::Html => html::write(&sheet, paper).into_bytes(),
        Format::Pdf => {
            let press = Press::new(paper)?;
            press.print(&super::explained(sheet, &press))?
        }
        Format::Json => json::of(page).into_bytes(),
    })
}

/// Letters of it that the fonts of the PDF lack, named with the way out; nothing where there is none.
pub fn lacking(page: &TakeHome, paper: Paper) -> Option<String> {
    super::lacking_in(&sheet(page), paper)
}

/// What stands on it.
fn sheet(page: &TakeHome) -> Sheet {
    let invented = if page.invented { "INVENTED EXAMPLE: " } else { "" };
    let visit = page.visit.as_ref().map(|visit| format!("Visit of {}", met(visit)));
    let sections = [warning(page), Some(found(page)), Some(agreed(page)), Some(now(page)), Some(watch(page))];
    Sheet {
        title: format!("{invented}To take home"),
        line: visit.unwrap_or_else(|| "No visit recorded yet".into()),
        sections: sections.into_iter().flatten().collect(),
        foot: format!(
            "From my own notes, printed on {}. It repeats what was recorded; ask where it differs from what you were told.",
            full(page.on)
        ),
    }
}

fn met(visit: &Met) -> String {
    let with = visit.with.as_ref().map(|with| format!(", {}", mine(with, 60))).unwrap_or_default();
    format!("{}{with}", full(visit.on))
}

fn warning(page: &TakeHome) -> Option<Section> {
    let open = page.warning.as_ref()?;
    let signs: Vec<&str> = open.signs.iter().map(|sign| plain(sign)).collect();
    let said = format!("You answered yes to: {}. No clinician has examined you for it yet.", signs.join(", "));
    let blocks = vec![SheetBlock::Line(said), SheetBlock::Line(open.action.clone())];
    Some(Section { heading: "Warning", urgent: true, blocks })
}

fn found(page: &TakeHome) -> Section {
    let mut rows = Vec::new();
    rows.extend(page.said.as_ref().map(|said| Row::new("Said", mine(said, CHARS))));
    let told: Vec<String> = page.diagnoses.iter().take(MOST).map(diagnosis).collect();
    if !told.is_empty() {
        rows.push(Row { facts: told, ..Row::new("Told", "") });
    }
    let answers = page.answers.iter().take(MOST);
    let answers: Vec<String> =
        answers.map(|one| format!("{} \u{2013} {}", mine(&one.question, 120), mine(&one.answer, 120))).collect();
    if !answers.is_empty() {
        rows.push(Row { facts: answers, ..Row::new("Answers", "") });
    }
    match rows.is_empty() {
        true => section("Found", vec![SheetBlock::Line("Nothing noted.".into())]),
        false => section("Found", vec![SheetBlock::Rows(rows)]),
    }
}

/// `sciatica: ruled out`.
fn diagnosis(one: &DiagnosisNote) -> String {
    format!("{}: {}", mine(&one.name, CHARS), one.state.word().replace('-', " "))
}

fn agreed(page: &TakeHome) -> Section {
    let running = page.clearance.as_ref().map_or_else(|| "no clearance recorded".to_owned(), clearance);
    let mut rows = vec![Row::new("Running", running)];
    let exercises = page.programme.as_ref().map(|programme| {
        let names: Vec<String> = programme.names.iter().map(|name| mine(name, 40)).collect();
        let more = programme.exercises - names.len();
        let more = if more == 0 { String::new() } else { format!(", and {more} more") };
        let by: Vec<String> = programme.by.iter().take(2).map(|by| mine(by, 40)).collect();
        let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
        format!("{}: {}{more}{by}", counted(programme.exercises, "exercise", "exercises"), names.join(", "))
    });
    rows.push(Row::new("Exercises", exercises.unwrap_or_else(|| "no programme recorded".into())));
    let next = page.next_visit.as_ref().map_or_else(|| "none recorded".to_owned(), met);
    rows.push(Row::new("Next visit", next));
    section("Agreed", vec![SheetBlock::Rows(rows)])
}

fn clearance(held: &Permitted) -> String {
    let by = held.by.iter().map(|by| mine(by, 40));
    let until = held.until.map(|until| format!("until {}", full(until)));
    let parts: Vec<String> = by.chain([full(held.since)]).chain(until).collect();
    format!("{} ({})", visible(&held.message), parts.join(", "))
}

fn now(page: &TakeHome) -> Section {
    let said = |figure: &Figure, unit: &str, of: &str| {
        let value = figure.value.map_or_else(|| "not known".to_owned(), |value| format!("{}{unit}", number(value)));
        vec![value, format!("({of}, n {})", figure.n)]
    };
    let now = &page.now;
    let strong = |label: &str, facts: Vec<String>| Row { label: label.into(), facts, strong: true };
    let rows = vec![
        strong("Worst", said(&now.worst, " of 10", "usual worst of a day in the last 7 days")),
        strong("Mornings", said(&now.morning, " of 10", "usual morning of the last 7 days")),
        strong("Sitting", said(&now.sitting_minutes, " min", "until it hurts, last 28 days")),
    ];
    section("Now", vec![SheetBlock::Rows(rows)])
}

fn watch(page: &TakeHome) -> Section {
    let call = match &page.emergency_number {
        Some(number) => visible(number).into_owned(),
        None => "your emergency number".into(),
    };
    let signs: Vec<&str> = page.emergency.iter().map(|sign| plain(sign)).collect();
    let rows = vec![
        Row::new(
            "On a run",
            "Stop when pain rises, turns sharp or makes you limp, and speak to your doctor before the next run.",
        ),
        Row::new("At once", format!("Call {call} for any of these: {}.", signs.join(", "))),
        Row::new("Also", "Go through the warning signs once a week, and whenever something new comes."),
    ];
    section("Watch for", vec![SheetBlock::Rows(rows)])
}
