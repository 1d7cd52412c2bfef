//! The sections at the end of the page: how much was logged, and private notes.

use super::limits::Room;
use super::sections::{day, mine, section};
use super::signs::answered_no;
use crate::domain::words::counted;
use crate::insight::report::Report;
use crate::insight::report::notes::Note;
use crate::page::sheet::{Row, Section, SheetBlock};

pub(super) fn quality(report: &Report, room: Room) -> Section {
    let quality = &report.quality;
    let mut line = format!(
        "Pain on {} of {}, mornings on {}; {}",
        quality.days_with_level,
        counted(quality.days, "day", "days"),
        quality.mornings,
        counted(quality.levels, "level", "levels")
    );
    line.push_str(&match quality.late {
        0 => ", none entered late.".to_owned(),
        late => format!(", {late} entered more than two days late."),
    });
    if quality.ahead > 0 {
        let many = counted(quality.ahead, "entry", "entries");
        line.push_str(&format!(" Not counted: {many} dated ahead of the clock."));
    }
    let mut blocks = vec![SheetBlock::Line(line)];
    blocks.extend(answered_no(report, room).map(|row| SheetBlock::Rows(vec![row])));
    section("Records", blocks)
}

pub(super) fn notes(report: &Report, room: Room) -> Option<Section> {
    let notes = report.notes.as_ref()?;
    if notes.is_empty() {
        return Some(section("Notes", vec![SheetBlock::Line("No private notes in this period.".into())]));
    }
    let row = |note: &Note| Row::new(day(note.on, report), mine(&note.note, room.chars));
    let mut blocks = vec![SheetBlock::Rows(notes.iter().take(room.notes).map(row).collect())];
    if notes.len() > room.notes {
        let more = notes.len() - room.notes;
        blocks.push(SheetBlock::Line(format!("\u{2026} and {} more in the journal.", counted(more, "note", "notes"))));
    }
    Some(section("Notes", blocks))
}
