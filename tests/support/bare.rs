//! The floor of the screen: a bare ratatui program, a list in which `j` and `k` move a cursor, and `q`. `bare` has a
//! list of nothing; `bare PATH` first reads a journal whole into plain structs and lists its newest pain levels.

use std::io::{self, BufWriter, stdout};

use crossterm::event::{Event, KeyCode, read};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{List, ListState};

mod plain;

/// Rows of the list of nothing.
const ROWS: usize = 30;

fn main() -> io::Result<()> {
    let journal: Option<plain::Plain> = match std::env::args().nth(1) {
        Some(path) => Some(serde_json::from_slice(&std::fs::read(path)?)?),
        None => None,
    };
    let newest = journal.iter().flat_map(|journal| journal.pain.iter().rev());
    let mut rows: Vec<String> = newest.take(ROWS).map(|pain| format!("{} pain {}", pain.at, pain.level)).collect();
    rows.resize_with(ROWS, || "a row with nothing in it but these words".into());
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 15, stdout())))?;
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| {
            let [list, foot] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(frame.area());
            let selected = Style::new().add_modifier(Modifier::REVERSED);
            let rows = List::new(rows.iter().map(String::as_str)).highlight_style(selected).highlight_symbol("> ");
            frame.render_stateful_widget(rows, list, &mut state);
            frame.render_widget("j k move  q quit", foot);
        })?;
        match read()? {
            Event::Key(key) if key.code == KeyCode::Char('j') => state.select_next(),
            Event::Key(key) if key.code == KeyCode::Char('k') => state.select_previous(),
            Event::Key(key) if key.code == KeyCode::Char('q') => break,
            _ => {}
        }
    }
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()?;
    std::mem::forget(journal);
    Ok(())
}
