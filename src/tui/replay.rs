//! Keys from a script on a screen in memory: `p4`, `<enter>`, `<ctrl-c>`, `<paste:text>`, `<click:3,1>`, `<resize:40x12>`,
//! `<wait:30s>` (so long nothing but what the clock brings; `<wait>` is a second), `<focus>`. Nothing is saved on the disk.

use std::io::Write;
use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::action::{Action, Effect, Now};
use super::effects::perform;
use super::memory::Memory;
pub use super::memory::Reads;
use super::theme::DisplayOptions;
use super::view;
use crate::domain::journal::Journal;
use crate::formats::drafts_json::Draft;
use crate::tui::state::App;
use crate::tui::terminal::input::{Input, Key, Reply};
use crate::tui::terminal::paint;
use crate::world::World;

/// One thing that happens in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Beat {
    /// Input from the terminal.
    Input(Input),
    /// The terminal has another size.
    Size(u16, u16),
    /// So long no key is pressed.
    Wait(Duration),
}

/// A journal to replay keys on, and what else the screen begins with.
#[derive(Default)]
pub struct ReplayStart {
    /// The journal; nothing is written back.
    pub journal: Journal,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<String>,
    /// Half-typed forms.
    pub drafts: Vec<Draft>,
    /// How it is drawn.
    pub look: DisplayOptions,
    /// The path of the journal, to be shown.
    pub file: String,
    /// True where the journal is the invented one.
    pub demo: bool,
    /// Reads the files that a line names, for import.
    pub reads: Option<Reads>,
}

/// The screen in memory: what the loop does, without a terminal and without a disk. What is saved is saved at once.
pub struct Replay {
    world: World,
    /// How long was waited in all.
    waited: Duration,
    app: App,
    memory: Memory,
}

impl Replay {
    /// The screen of a journal, so many columns wide and rows high.
    pub fn new(start: ReplayStart, world: World, width: u16, height: u16) -> Self {
        let ReplayStart { journal: file, read_only, drafts, reads, .. } = start;
        let (size, now) = (Size { width, height }, Now::of(&world, Duration::ZERO));
        let mut app = App::new(file.clone(), read_only.clone(), drafts.clone(), now, start.look, size);
        (app.file, app.demo) = (start.file, start.demo);
        let memory = Memory { drafts, read_only, reads, ..Memory::of(file) };
        Self { world, waited: Duration::ZERO, app, memory }
    }

    /// Plays a script of keys, as far as it goes before the end; false where it is none.
    pub fn play(&mut self, keys: &str) -> bool {
        let beats = read_script(keys);
        for beat in beats.iter().flatten() {
            self.beat(beat.clone());
        }
        beats.is_some()
    }

    fn beat(&mut self, beat: Beat) {
        let Beat::Wait(span) = beat else { return self.tell(beat) };
        // as the loop does: it wakes whenever the screen asked for it, not only at the end
        let until = self.waited.saturating_add(span);
        while let Some(at) = self.app.wakes_at().filter(|at| *at <= until && !self.memory.ended) {
            self.tell(Beat::Wait(at.saturating_sub(self.waited)));
        }
        self.waited = until;
    }

    fn tell(&mut self, beat: Beat) {
        if self.memory.ended {
            return;
        }
        self.app.now = Now::of(&self.world, Duration::ZERO).later(self.waited);
        let effects = act(&mut self.app, beat);
        self.waited = self.app.now.since_start;
        // there is no terminal that could be gone
        let _ = perform(&mut self.app, &mut self.memory, effects);
    }

    /// Draws the screen into a buffer of its size, which begins empty.
    pub fn draw(&self, buffer: &mut Buffer) {
        view::draw(&self.app, buffer);
    }

    /// The screen as it is now.
    pub fn frame(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.app.size.width, self.app.size.height));
        self.draw(&mut buffer);
        buffer
    }

    /// The journal as it would be in the file.
    pub fn journal(&self) -> &Journal {
        &self.memory.file
    }
}

/// Replays keys and prints the last frame. Returns the exit code.
pub fn replay(start: ReplayStart, mut world: World, keys: &str, size: &str) -> u8 {
    let (size, wants) = size.split_once(':').unwrap_or((size, ""));
    let (Some((width, height)), Some(beats), "" | "styles" | "ansi") = (read_size(size), read_script(keys), wants)
    else {
        let message =
            "twinge: This takes --keys such as p4<enter> and --print such as 80x24, 80x24:styles or 80x24:ansi.";
        // nobody is left to tell where this cannot be written
        let _ = writeln!(world.err, "{message}");
        return 2;
    };
    let mut replay = Replay::new(start, world, width, height);
    for beat in beats {
        replay.beat(beat);
    }
    let buffer = replay.frame();
    let mut shown = match wants {
        "ansi" => coloured(&buffer),
        _ => lines(&buffer, &|cell| cell.symbol().to_owned()),
    };
    if wants == "styles" {
        shown.push_str(&style_map(&buffer));
    }
    let mut out = replay.world.out;
    match out.write_all(shown.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => 0,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => 0,
        Err(error) => {
            let _ = writeln!(replay.world.err, "twinge: Could not print: {error}.");
            1
        }
    }
}

/// Tells the screen what happens. Returns what it asks for.
pub(super) fn act(app: &mut App, beat: Beat) -> Vec<Effect> {
    match beat {
        Beat::Input(Input::Key(key)) => app.press(key),
        Beat::Input(Input::Paste(text)) => app.update(Action::Paste(text)),
        Beat::Input(Input::Click(column, row)) => app.update(Action::Click(column, row)),
        Beat::Input(Input::Reply(Reply::Background(rgb))) => {
            app.look.background = Some(rgb);
            Vec::new()
        }
        Beat::Input(Input::Resize | Input::Focus | Input::Reply(_)) => Vec::new(),
        Beat::Size(width, height) => app.update(Action::Resize(width, height)),
        Beat::Wait(span) => {
            app.now = app.now.later(span);
            app.update(Action::Tick)
        }
    }
}

fn read_size(text: &str) -> Option<(u16, u16)> {
    let (width, height) = text.split_once('x')?;
    let (width, height) = (width.parse().ok()?, height.parse().ok()?);
    (width <= 1000 && height <= 1000).then_some((width, height))
}

pub(super) fn read_script(keys: &str) -> Option<Vec<Beat>> {
    let (mut beats, mut rest) = (Vec::new(), keys);
    while let Some(c) = rest.chars().next() {
        if c != '<' {
            beats.push(Beat::Input(Input::Key(Key::Char(c))));
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let (name, after) = rest[1..].split_once('>')?;
        beats.push(read_beat(name)?);
        rest = after;
    }
    Some(beats)
}

fn read_beat(name: &str) -> Option<Beat> {
    if let Some(text) = name.strip_prefix("paste:") {
        return Some(Beat::Input(Input::Paste(text.to_owned())));
    }
    if let Some(size) = name.strip_prefix("resize:") {
        return read_size(size).map(|(width, height)| Beat::Size(width, height));
    }
    if let Some(at) = name.strip_prefix("click:") {
        let (column, row) = at.split_once(',')?;
        return Some(Beat::Input(Input::Click(column.parse().ok()?, row.parse().ok()?)));
    }
    if let Some(span) = name.strip_prefix("wait:") {
        return span.strip_suffix('s')?.parse().ok().map(|seconds| Beat::Wait(Duration::from_secs(seconds)));
    }
    match name {
        "wait" => Some(Beat::Wait(Duration::from_secs(1))),
        "focus" => Some(Beat::Input(Input::Focus)),
        _ => Key::named(name).map(|key| Beat::Input(Input::Key(key))),
    }
}

/// The rows of a frame, without the blanks at their ends.
fn lines(buffer: &Buffer, sign: &dyn Fn(&Cell) -> String) -> String {
    let width = usize::from(buffer.area.width);
    if width == 0 {
        return String::new();
    }
    let row = |cells: &[Cell]| {
        let mut shown = String::new();
        let mut hidden = 0;
        for cell in cells {
            // the cell behind a wide sign is covered by it
            if hidden == 0 {
                shown.push_str(&sign(cell));
            }
            let wide = unicode_width::UnicodeWidthStr::width(cell.symbol());
            hidden = if hidden > 0 { hidden - 1 } else { wide.saturating_sub(1) };
        }
        format!("{}\n", shown.trim_end())
    };
    buffer.content.chunks(width).map(row).collect()
}

/// The rows of a frame with escape sequences, as a terminal shows them.
fn coloured(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width).max(1);
    let rows = buffer.content.chunks(width).map(|cells| {
        let mut row = Vec::new();
        paint::one_row(cells, &mut row);
        String::from_utf8_lossy(&row).into_owned() + "\n"
    });
    rows.collect()
}

/// Which style each cell has, a letter a style, and what the letters mean.
fn style_map(buffer: &Buffer) -> String {
    let mut styles: Vec<Style> = Vec::new();
    for cell in &buffer.content {
        if !styles.contains(&cell.style()) {
            styles.push(cell.style());
        }
    }
    let plain = Cell::default().style();
    styles.retain(|style| *style != plain);
    let letter =
        |place: usize| u8::try_from(place).ok().and_then(|place| b'a'.checked_add(place)).map_or('?', char::from);
    let sign = |cell: &Cell| {
        let place = styles.iter().position(|style| *style == cell.style());
        place.map_or(' ', letter).to_string()
    };
    let mut shown = lines(buffer, &sign);
    for (place, style) in styles.iter().enumerate() {
        let (fg, bg) = (style.fg.unwrap_or_default(), style.bg.unwrap_or_default());
        shown.push_str(&format!("{}: {fg} on {bg} {:?}\n", letter(place), style.add_modifier));
    }
    shown
}

#[cfg(test)]
mod tests;
