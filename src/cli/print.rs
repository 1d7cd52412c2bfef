//! Lines to standard output, sentences to standard error. No byte of a note reaches the terminal raw, and a closed
//! pipe is not an error.

use std::io::{ErrorKind, Read, Write};

use crate::cli::answer::Answer;
use crate::page::layout::{trim_end, wrap};
use crate::page::{Block, Line, Page, table, visible};
use crate::palette::{Colour, Look, Palette};
use crate::store::write_out;
use crate::store::write_out::Fill;
use crate::world::World;

/// What is said where a question was answered with no.
pub const UNCHANGED: &str = "Nothing was changed.";

/// Prints what a command has to show, in these colours where there are any.
pub fn outcome(outcome: Answer, json: bool, palette: Option<Palette>, world: &mut World) -> u8 {
    // the JSON answer has what failed
    let told = if json && outcome.raw.is_none() { &[][..] } else { &outcome.failures };
    outcome.notes.iter().chain(told).for_each(|message| note(message, world));
    let shown = match (outcome.raw, outcome.json) {
        (Some(raw), _) => raw,
        (None, Some(answer)) if json => write_out::bytes(answer + "\n"),
        _ => write_out::bytes(styled(&outcome.page, world.columns(), palette)),
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
    message.lines().for_each(|line| note(line, world));
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
    let columns = world.err_columns().unwrap_or(usize::MAX);
    let message: Vec<String> =
        message.lines().flat_map(|line| wrap(&Line::plain(line), columns, 0)).map(|line| shown(&line)).collect();
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
    let line = Line::plain(format!("twinge: {message}"));
    for line in wrap(&line, world.err_columns().unwrap_or(usize::MAX), 0) {
        let _ = writeln!(world.err, "{}", shown(&line));
    }
}

fn write(shown: Fill, world: &mut World) -> u8 {
    match write_out::pass(shown, &mut world.out).and_then(|()| world.out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => 0,
        Err(error) => problem(&format!("Could not print: {error}."), world),
    }
}

/// A page as lines, fitted into so many columns where that is given; whole where it is not.
pub fn lines(page: &Page, columns: Option<usize>) -> String {
    styled(page, columns, None)
}

fn styled(page: &Page, columns: Option<usize>, palette: Option<Palette>) -> String {
    let mut text = String::new();
    for mut line in table::lines(page, columns.unwrap_or(usize::MAX), 0) {
        trim_end(&mut line);
        for word in &line.0 {
            let shown = visible(&word.text);
            match palette.map(|palette| palette.look(word.tone)).filter(|look| *look != Look::default()) {
                Some(look) => text.push_str(&format!("{}{shown}\x1b[m", codes(look))),
                None => text.push_str(&shown),
            }
        }
        text.push('\n');
    }
    text
}

/// The sequence after which a terminal writes so.
fn codes(look: Look) -> String {
    let mut codes: Vec<String> = Vec::new();
    for (is, code) in [(look.bold, 1), (look.dim, 2), (look.underlined, 4), (look.reversed, 7)] {
        codes.extend(is.then(|| code.to_string()));
    }
    for (colour, base) in [(look.fg, 30), (look.bg, 40)] {
        codes.extend(colour.map(|colour| match colour {
            Colour::Sixteen(n @ 0..8) => (base + n).to_string(),
            Colour::Sixteen(n) => (base + 52 + n % 16).to_string(),
            Colour::Indexed(n) => format!("{};5;{n}", base + 8),
            Colour::Full([r, g, b]) => format!("{};2;{r};{g};{b}", base + 8),
        }));
    }
    format!("\x1b[{}m", codes.join(";"))
}

fn shown(line: &Line) -> String {
    line.0.iter().map(|word| visible(&word.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Tone;
    use crate::palette::Depth;

    #[test]
    fn tones_have_colours_on_a_terminal_and_controls_stay_visible() {
        let mut page = Page::default();
        page.push(Line::plain("run ").and("stop\x1b[31m", Tone::Alarm).and(" 5 km", Tone::Muted));
        assert_eq!(styled(&page, None, None), "run stop␛[31m 5 km\n");
        assert_eq!(
            styled(&page, None, Some(Palette::Terminal)),
            "run \x1b[1;97;41mstop␛[31m\x1b[m\x1b[2m 5 km\x1b[m\n"
        );
        let full = styled(&page, None, Some(Palette::Dark(Depth::Full)));
        assert!(full.contains("\x1b[1;38;2;255;255;255;48;2;198;40;40mstop"), "{full:?}");
        assert_eq!(codes(Look { fg: Some(Colour::Sixteen(9)), ..Look::default() }), "\x1b[91m");
    }
}
