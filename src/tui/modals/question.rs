//! A question to be answered by yes or no, with what to do on yes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::page::{Line, Tone};
use crate::tui::theme::Theme;
use crate::tui::widgets::text;

/// What yes does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnYes {
    /// Quit although something is not saved.
    Quit,
    /// End the programme of exercises.
    EndProgramme,
    /// Begin a guided session although a warning sign is open.
    Session,
    /// Delete one more of many in a row.
    Delete,
}

#[derive(Clone, Debug)]
pub struct Question {
    /// The question, each paragraph by itself.
    pub message: Vec<String>,
    /// What yes does.
    pub on_yes: OnYes,
}

/// Draws a question over a body.
pub fn draw(question: &Question, body: Rect, buffer: &mut Buffer, theme: Theme) {
    text::clear(buffer, body);
    let width = usize::from(body.width).saturating_sub(2);
    let paragraphs = question.message.iter().enumerate().flat_map(|(i, message)| {
        let tone = if i == 0 { Tone::Bad } else { Tone::Plain };
        text::wrap(&Line::of(message, tone), width, 0).into_iter().chain([Line::default()])
    });
    for (i, line) in paragraphs.enumerate() {
        text::put(buffer, text::after(text::row(body, i), 1), &line, theme);
    }
}
