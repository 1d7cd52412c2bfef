//! How a guided session looks: the count in digits that are read from two metres, what is done now, what comes next.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

use super::timer::{Phase, Timer};
use crate::domain::session::Done;
use crate::domain::therapy::Exercise;
use crate::domain::words::counted;
use crate::insight::therapy::therapy;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::keys;
use crate::tui::keys::key;
use crate::tui::keys::scope::Scope;
use crate::tui::theme::Theme;
use crate::tui::widgets::text;

/// The height of a body from which the digits are eight rows high, else four.
const TALL: u16 = 14;

/// What is said of the exercise that is under way.
fn caution(ctx: &Context, timer: &Timer) -> Option<&'static str> {
    let exercise = timer.exercise().filter(|_| timer.phase() != Phase::Over)?;
    let found = therapy(ctx.journal, ctx.now.at);
    found.programme.iter().find(|asked| asked.exercise.id == exercise.id).and_then(|asked| asked.caution)
}

/// Draws a session over a body.
pub fn draw(ctx: &Context, timer: &Timer, body: Rect, buffer: &mut Buffer) {
    let (now, theme, caution) = (ctx.now.since_start, ctx.theme(), caution(ctx, timer));
    text::clear(buffer, body);
    let width = usize::from(body.width).saturating_sub(2);
    let put = |buffer: &mut Buffer, row: usize, line: &Line| {
        text::put(buffer, text::after(text::row(body, row), 1), line, theme);
    };
    let Some(exercise) = timer.exercise() else {
        for (row, line) in summary(timer, now, width).iter().enumerate() {
            put(buffer, row, line);
        }
        return;
    };
    put(buffer, 0, &head(timer, exercise));
    let tall = body.height >= TALL;
    // a low screen has room for the digits or for how it is done: that is read before the hold, and in a pause
    let reads = !tall && (timer.is_paused() || timer.phase() == Phase::Ready);
    let (digits, gap) = if tall { (8, 1) } else { (if reads { 0 } else { 4 }, 0) };
    let number = shown(timer, exercise, now);
    let part = part(timer, exercise);
    put(buffer, 1, &if reads { part.and(format!("  {number}"), Tone::Accent) } else { part });
    let big = Rect { height: digits, ..text::row(body, 2 + gap) }.intersection(body);
    draw_big(&number, big, buffer, theme);
    let below = 2 + 2 * gap + usize::from(digits);
    // what may do harm first: on a low screen there is room for nothing else
    let mut lines = Vec::new();
    if let Some(caution) = caution {
        lines.extend(text::wrap(&Line::of(format!("This {caution}."), Tone::Warn), width, 0));
    }
    lines.extend(text::wrap(&Line::plain(exercise.how.as_deref().unwrap_or_default()), width, 0));
    // the last row says what comes next; what does not fit above it ends in a sign
    let room = usize::from(body.height).saturating_sub(below + 1);
    if lines.len() > room
        && let Some(last) = lines.get_mut(room.saturating_sub(1))
    {
        *last = std::mem::take(last).and(" \u{2026}", Tone::Muted);
    }
    for (n, line) in lines.iter().take(room).enumerate() {
        put(buffer, below + n, line);
    }
    let next = timer.next().map_or("the end".into(), |next| format!("{}, {}", next.called(), dose(next)));
    put(buffer, usize::from(body.height).saturating_sub(1), &Line::of("Next: ", Tone::Muted).and(next, Tone::Muted));
}

/// How much, without how often.
fn dose(exercise: &Exercise) -> String {
    Exercise { days: None, ..exercise.clone() }.dose()
}

fn head(timer: &Timer, exercise: &Exercise) -> Line {
    let count = format!("  {} of {}", timer.place().item + 1, timer.len());
    Line::of(exercise.called(), Tone::Title).and(count, Tone::Muted).and(format!("  {}", dose(exercise)), Tone::Muted)
}

/// What is done now, in words.
fn part(timer: &Timer, exercise: &Exercise) -> Line {
    let place = timer.place();
    let mut of = Vec::new();
    if exercise.each_side {
        of.push(if place.second_side { "right side".to_owned() } else { "left side".to_owned() });
    }
    if let Some(sets) = exercise.sets.filter(|&sets| sets > 1) {
        of.push(format!("set {} of {sets}", place.set));
    }
    if let Some(reps) = exercise.reps.filter(|&reps| reps > 1 && exercise.hold_s.is_some()) {
        of.push(format!("hold {} of {reps}", place.hold));
    }
    let (word, tone) = match timer.phase() {
        _ if timer.is_paused() => ("PAUSED", Tone::Warn),
        Phase::Ready if place.second_side && place.hold == 1 => ("CHANGE SIDES", Tone::Plain),
        Phase::Ready => ("GET READY", Tone::Plain),
        Phase::Hold => ("HOLD", Tone::Accent),
        Phase::Breath => ("BREATHE", Tone::Plain),
        Phase::Rest => ("REST", Tone::Plain),
        Phase::Repeats => ("REPEATS", Tone::Accent),
        Phase::Rating | Phase::Over => ("DONE", Tone::Good),
    };
    let line = Line::of(word, tone);
    match timer.phase() {
        Phase::Rating => {
            let (none, nine) = keys::digits();
            let line = line.and("  Pain during it? ", Tone::Accent).and(none, Tone::Key).and("\u{2013}", Tone::Plain);
            let line = line.and(nine, Tone::Key).and(", ", Tone::Plain);
            let line = line.and(keys::hinted(Scope::Rating, "ten"), Tone::Key).and(" ten, ", Tone::Plain);
            line.and(keys::hinted(Scope::Rating, "skip"), Tone::Key).and(" skip", Tone::Plain)
        }
        Phase::Repeats => {
            let line = line.and(format!("  {}", of.join(", ")), Tone::Plain);
            line.and("  ", Tone::Muted)
                .and(keys::hinted(Scope::Repeats, "done"), Tone::Key)
                .and(" when done", Tone::Muted)
        }
        _ => line.and(format!("  {}", of.join(", ")), Tone::Plain),
    }
}

/// The number that stands large.
fn shown(timer: &Timer, exercise: &Exercise, now: Duration) -> String {
    match (timer.left(now), timer.phase()) {
        (Some(left), _) => left.to_string(),
        (None, Phase::Repeats) => exercise.reps.map(|reps| reps.to_string()).unwrap_or_default(),
        (None, _) => "?".into(),
    }
}

fn draw_big(digits: &str, area: Rect, buffer: &mut Buffer, theme: Theme) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let size = if area.height >= 8 { PixelSize::Full } else { PixelSize::HalfHeight };
    let line = ratatui::text::Line::from(digits.to_owned());
    let big = BigText::builder().pixel_size(size).style(theme.style(Tone::Accent)).lines(vec![line]).centered().build();
    big.render(area, buffer);
}

/// What was done, at the end.
fn summary(timer: &Timer, now: Duration, width: usize) -> Vec<Line> {
    let done: Vec<&Done> = timer.done().iter().filter(|done| done.skip.is_none()).collect();
    let mut lines = vec![match done.len() {
        0 => Line::of("The session is over.", Tone::Title),
        n => {
            let took = counted(timer.minutes(now) as usize, "minute", "minutes");
            Line::of("The session is over: ", Tone::Title)
                .and(format!("{} in {took}", counted(n, "exercise", "exercises")), Tone::Plain)
        }
    }];
    lines.push(Line::default());
    for one in timer.done() {
        let sets = one.sets.map(|sets| format!(", {}", counted(sets as usize, "set", "sets"))).unwrap_or_default();
        let message = match (one.skip, one.pain) {
            (Some(_), _) => ", told to rest".into(),
            (None, Some(pain)) => format!("{sets}, pain {pain}"),
            (None, None) => sets,
        };
        lines.push(Line::plain(format!("  {}", one.name)).and(message, Tone::Muted));
    }
    if timer.done().is_empty() {
        lines.push(Line::of("  No set was finished, so nothing is saved.", Tone::Muted));
    }
    lines.push(Line::default());
    lines.push(
        Line::of(key!(Summary, Close), Tone::Key)
            .and(" closes. Tomorrow morning, log your level with ", Tone::Muted)
            .and(key!(Everywhere, AskLevel), Tone::Key)
            .and(".", Tone::Muted),
    );
    lines.iter().flat_map(|line| text::wrap(line, width, 2)).collect()
}
