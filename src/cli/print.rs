//! Lines to standard output, sentences to standard error. No byte of a note reaches the terminal raw, and a closed
//! pipe is not an error.

use std::io::{ErrorKind, Read, Write};

use super::text_table::TextTable;
use crate::cli::answer::Answer;
use crate::page::{Block, Line, Page, visible};
use crate::store::write_out;
use crate::store::write_out::Fill;
use crate::world::World;

/// What is said where a question was answered with no.
pub const UNCHANGED: &str = "Nothing was changed.";

/// Prints what a command has to show.
pub fn outcome(outcome: Answer, json: bool, world: &mut World) -> u8 {
    // the JSON answer has what failed
    let told = if json && outcome.raw.is_none() { &[][..] } else { &outcome.failures };
    outcome.notes.iter().chain(told).for_each(|message| note(message, world));
    let shown = match (outcome.raw, outcome.json) {
        (Some(raw), _) => raw,
        (None, Some(answer)) if json => write_out::bytes(answer + "\n"),
        _ => write_out::bytes(lines(&outcome.page)),
    };
    let said = outcome.page.0.iter().filter_map(|block| match block {
        Block::Line(line) if outcome.done => Some(self::shown(line)),
        _ => None,
    });
    let said: Vec<String> = said.collect();
    match write(shown, world) {
        0 if outcome.refused => 2,
        0 => u8::from(outcome.failed),
        code if outcome.done => {
            note("What was asked for is done; only this answer could not be printed:", world);
            said.iter().for_each(|line| note(line, world));
            code
        }
        code => code,
    }
}

/// Prints text of our own, such as help.
pub fn text(text: &str, world: &mut World) -> u8 {
    write(write_out::bytes(text), world)
}

/// Says why the input is not acceptable: exit code 2.
pub fn refusal(message: &str, world: &mut World) -> u8 {
    note(message, world);
    2
}

/// Says what failed outside: exit code 1.
pub fn problem(message: &str, world: &mut World) -> u8 {
    note(message, world);
    1
}

/// Asks a question on the terminal, of which only a yes is one; nothing where nobody is there to see and answer it.
pub fn ask(message: &str, world: &mut World) -> Option<bool> {
    if !world.in_is_terminal || !world.err_is_terminal {
        return None;
    }
    let message: Vec<_> = message.lines().map(visible).collect();
    let context = write!(world.err, "{} [y/N] ", message.join("\n")).and_then(|()| world.err.flush());
    let mut answer = Vec::new();
    let mut byte = [0];
    while answer.len() < 100 && world.input.read(&mut byte).is_ok_and(|n| n == 1) && byte[0] != b'\n' {
        answer.push(byte[0]);
    }
    let answer = String::from_utf8_lossy(&answer).trim().to_lowercase();
    Some(context.is_ok() && matches!(&*answer, "y" | "yes"))
}

/// A sentence to standard error.
pub fn note(message: &str, world: &mut World) {
    // where standard error is gone too, the exit code still tells
    let _ = writeln!(world.err, "twinge: {}", visible(message));
}

fn write(shown: Fill, world: &mut World) -> u8 {
    match write_out::pass(shown, &mut world.out).and_then(|()| world.out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
        Err(error) => problem(&format!("Could not print: {error}."), world),
    }
}

/// A page as lines, its tables lined up.
pub fn lines(page: &Page) -> String {
    let mut text = String::new();
    for block in &page.0 {
        match block {
            Block::Line(line) => {
                text.push_str(&shown(line));
                text.push('\n');
            }
            Block::Table { heads, rows } => {
                let (mut table, mut lines) = (TextTable::new(heads), Vec::new());
                rows.iter().for_each(|row| table.push(row.iter().map(Line::text)));
                // memory takes all that is written
                let _ = table.write(&mut lines);
                text.push_str(&String::from_utf8_lossy(&lines));
            }
        }
    }
    text
}

fn shown(line: &Line) -> String {
    line.0.iter().map(|word| visible(&word.text)).collect()
}
