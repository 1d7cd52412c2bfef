//! A chart of digits on a scale from 0 to 10, with a line behind them, open where there is no value. Readable without
//! colour: every value is its own digit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text;
use crate::page::{Line, Tone};
use crate::tui::theme::Theme;

/// Columns before the first value: the scale.
pub const SCALE: u16 = 4;

/// One column.
#[derive(Clone, Debug, Default)]
pub struct ChartColumn {
    /// The value, with its sign.
    pub value: Option<(u8, char)>,
    /// The line behind, in half points.
    pub line: Option<u8>,
    /// The sign below the scale.
    pub below: Option<char>,
    /// The letter of a marker.
    pub mark: Option<char>,
    /// A label of the axis that begins here.
    pub label: Option<String>,
}

/// The row for a value in half points, of so many.
fn place(halves: u8, rows: u16) -> usize {
    let rows = usize::from(rows.saturating_sub(1));
    (usize::from(20u8.saturating_sub(halves)) * rows + 10) / 20
}

/// Draws the columns, with the one at the cursor marked. The last three rows are the signs below, the axis, the markers.
pub fn draw(columns: &[ChartColumn], cursor: Option<usize>, area: Rect, buffer: &mut Buffer, theme: Theme) {
    let marks = u16::from(columns.iter().any(|column| column.mark.is_some()));
    let plot = match area.height.saturating_sub(2 + marks) {
        11.. => 11,
        // two levels a row, evenly
        6..=10 => 6,
        fewer => fewer,
    };
    if plot == 0 || area.width <= SCALE {
        return;
    }
    for level in (0..=10u8).rev() {
        // a row is named after the level it stands for, where that is a whole one
        let exact = usize::from(10 - level) * usize::from(plot.saturating_sub(1)) % 10 == 0;
        let row = text::row(area, place(level * 2, plot));
        if exact {
            text::put(buffer, row, &Line::of(format!("{level:>2} │"), Tone::Muted), theme);
        }
    }
    for (i, column) in columns.iter().enumerate() {
        let at = |n: u16| text::first(text::after(text::row(area, usize::from(n)), usize::from(SCALE) + i), 1);
        let row = |halves: u8| at(u16::try_from(place(halves, plot)).unwrap_or(0));
        if let Some(halves) = column.line {
            text::sign(buffer, row(halves), '─', theme.style(Tone::Good));
        }
        if let Some((level, sign)) = &column.value {
            text::sign(buffer, row(level * 2), *sign, theme.style(Tone::Title));
        }
        if let Some(sign) = column.below {
            text::sign(buffer, at(plot), sign, theme.style(Tone::Plain));
        }
        if let Some(mark) = column.mark {
            text::sign(buffer, at(plot + 2), mark, theme.style(Tone::Warn));
        }
        if cursor == Some(i) {
            // not the whole column: a cursor that moves is to leave the rest as it is
            let value = column.value.as_ref().map(|(level, _)| row(level * 2));
            value
                .into_iter()
                .chain([at(plot), at(plot + 1)])
                .for_each(|at| text::restyle(buffer, at, theme.selected()));
        }
    }
    axis(columns, cursor, text::after(text::row(area, usize::from(plot) + 1), usize::from(SCALE)), buffer, theme);
}

/// The labels that have room, and a sign under the cursor.
fn axis(columns: &[ChartColumn], cursor: Option<usize>, area: Rect, buffer: &mut Buffer, theme: Theme) {
    let mut free = 0;
    for (i, column) in columns.iter().enumerate() {
        let Some(label) = &column.label else { continue };
        let ends = i + text::width(label);
        if i >= free && ends <= usize::from(area.width) {
            free = ends + 1;
            // the label gives way to the cursor, whose day is told in words
            if !cursor.is_some_and(|cursor| (i..ends).contains(&cursor)) {
                text::put(buffer, text::after(area, i), &Line::of(label, Tone::Muted), theme);
            }
        }
    }
    if let Some(place) = cursor.map(|i| text::first(text::after(area, i), 1)) {
        text::put(buffer, place, &Line::of("^", Tone::Accent), theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Palette;
    use proptest::prelude::*;

    #[test]
    fn the_scale_runs_from_ten_at_the_top_to_zero_at_the_bottom() {
        for rows in [1, 2, 6, 11] {
            assert_eq!((place(20, rows), place(0, rows)), (0, usize::from(rows) - 1));
        }
        let rows: Vec<usize> = (0..=10).map(|level| place(level * 2, 11)).collect();
        assert_eq!(rows, (0..=10).rev().collect::<Vec<_>>());
    }

    #[test]
    fn a_gap_is_left_open() {
        let value = |level: u8| ChartColumn {
            value: Some((level, char::from(b'0' + level))),
            line: Some(8),
            ..ChartColumn::default()
        };
        let columns = [value(4), ChartColumn::default(), value(0)];
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 13));
        draw(&columns, None, buffer.area, &mut buffer, Theme::new(Palette::Mono));
        let row = |y: u16| (4..7).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        assert_eq!((row(6), row(10)), ("4 ─".into(), "  0".into()));
    }

    #[test]
    fn the_sign_of_the_cursor_is_always_there_and_breaks_no_label() {
        let axis = |cursor: usize| {
            let mut columns = vec![ChartColumn::default(); 9];
            columns[1].label = Some("2 Nov".into());
            let mut buffer = Buffer::empty(Rect::new(0, 0, 14, 8));
            draw(&columns, Some(cursor), buffer.area, &mut buffer, Theme::new(Palette::Mono));
            (4..13).map(|x| buffer[(x, 7)].symbol().to_owned()).collect::<String>()
        };
        assert_eq!((axis(2), axis(6), axis(0)), ("  ^      ".into(), " 2 Nov^  ".into(), "^2 Nov   ".into()));
    }

    proptest! {
        #[test]
        fn no_size_makes_it_panic(w in 0u16..30, h in 0u16..16, x in 0u16..30, n in 0usize..40) {
            let column = ChartColumn { value: Some((10, 'x')), line: Some(20), below: Some('g'), mark: Some('A'), label: Some("1 Nov".into()) };
            let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 12));
            draw(&vec![column; n], Some(n / 2), Rect::new(x, 0, w, h), &mut buffer, Theme::new(Palette::Terminal));
        }
    }
}
