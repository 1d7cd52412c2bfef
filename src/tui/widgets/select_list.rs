//! A page of lines, some of which can be chosen: moving goes from one choice to the next and scrolls through what
//! lies between, so that everything can be read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::page::Line;
use crate::tui::theme::Theme;
use crate::tui::widgets::scroll;
use crate::tui::widgets::scroll::More;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::text;

/// A row, and what choosing it chooses. A choice may take several rows, one below the other.
#[derive(Clone, Debug)]
pub struct ListRow<P> {
    /// What it shows.
    pub line: Line,
    /// What it chooses.
    pub pick: Option<P>,
    /// The column from which a choice is marked; what stands before it is another thing.
    pub from: usize,
}

impl<P> ListRow<P> {
    /// A row to read only.
    pub fn plain(line: Line) -> Self {
        Self { line, pick: None, from: 0 }
    }

    /// A row that chooses something.
    pub fn picks(line: Line, pick: P) -> Self {
        Self { line, pick: Some(pick), from: 0 }
    }

    /// An empty row.
    pub fn blank() -> Self {
        Self::plain(Line::default())
    }
}

/// What is chosen on a page, and how far it is scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPlace<P> {
    /// What was chosen; the first that is in view where it is gone or nothing was.
    chosen: Option<P>,
    /// The first row shown.
    top: usize,
}

impl<P> Default for ListPlace<P> {
    fn default() -> Self {
        Self { chosen: None, top: 0 }
    }
}

impl<P: Copy + PartialEq> ListPlace<P> {
    /// Chooses; the page scrolls to it.
    pub fn choose(&mut self, pick: P) {
        self.chosen = Some(pick);
    }

    /// What was chosen last; it may be gone.
    pub fn chosen(&self) -> Option<P> {
        self.chosen
    }

    /// What is chosen, with its rows; always in view.
    fn current(&self, rows: &[ListRow<P>], height: usize) -> Option<(P, usize, usize)> {
        let chosen = self.chosen.and_then(|pick| extent(rows, pick));
        chosen.or_else(|| {
            let top = self.top.min(rows.len().saturating_sub(height));
            let in_view = rows.iter().skip(top).take(height).find_map(|row| row.pick);
            in_view.and_then(|pick| extent(rows, pick))
        })
    }

    /// What is selected of what is in view.
    pub fn selected(&self, rows: &[ListRow<P>], height: usize) -> Option<P> {
        self.current(rows, height).map(|(pick, ..)| pick)
    }

    /// The first row shown.
    fn first(&self, rows: &[ListRow<P>], height: usize) -> usize {
        let top = self.top.min(rows.len().saturating_sub(height));
        match self.chosen.and_then(|pick| extent(rows, pick)) {
            Some((_, from, to)) => scroll::top(scroll::top(top, to, rows.len(), height), from, rows.len(), height),
            None => top,
        }
    }

    /// Moves on a page of which so many rows are shown.
    pub fn moved(&mut self, rows: &[ListRow<P>], motion: Motion, height: usize) {
        let (height, lowest) = (height.max(1), rows.len().saturating_sub(height.max(1)));
        let (top, current) = (self.first(rows, height), self.current(rows, height));
        let page = height.saturating_sub(1).max(1);
        let down = match motion {
            Motion::Down => return self.step(rows, next(rows, current, top), (top + 1).min(lowest), height),
            Motion::Up => return self.step(rows, before(rows, current, top), top.saturating_sub(1), height),
            Motion::PageDown => top.saturating_add(page),
            Motion::PageUp => top.saturating_sub(page),
            Motion::Top => 0,
            Motion::Bottom => lowest,
            Motion::Left | Motion::Right => return,
        }
        .min(lowest);
        (self.top, self.chosen) = (down, None);
        let last = rows.iter().skip(down).take(height).rev().find_map(|row| row.pick);
        if down == lowest && matches!(motion, Motion::PageDown | Motion::Bottom) {
            self.chosen = last;
        }
    }

    /// Goes to the next choice where it is near enough, else scrolls by a row towards it.
    fn step(&mut self, rows: &[ListRow<P>], to: Option<(P, usize)>, top: usize, height: usize) {
        let (now, stays) = (self.first(rows, height), self.current(rows, height));
        let in_view = |top: usize, row: usize| (top..top.saturating_add(height)).contains(&row);
        match to {
            Some((pick, row)) if in_view(now, row) || in_view(top, row) => {
                (self.chosen, self.top) = (Some(pick), now);
            }
            _ => {
                self.top = top;
                self.chosen = stays.filter(|&(_, from, to)| in_view(top, from) && in_view(top, to)).map(|(p, ..)| p);
            }
        }
        if top == now
            && let Some((pick, _)) = to
        {
            self.chosen = Some(pick);
        }
    }

    /// Chooses what lies in a line of what is shown.
    pub fn clicked(&mut self, rows: &[ListRow<P>], line: usize, height: usize) {
        let top = self.first(rows, height);
        if let Some(pick) = rows.get(top + line).filter(|_| line < height).and_then(|row| row.pick) {
            (self.chosen, self.top) = (Some(pick), top);
        }
    }

    /// Draws the rows that are shown; those of the choice get its look. Returns whether there are more.
    pub fn draw(&self, rows: &[ListRow<P>], area: Rect, buffer: &mut Buffer, theme: Theme) -> More {
        let height = usize::from(area.height);
        let selected = self.selected(rows, height);
        let first = self.first(rows, height);
        let shown = rows.iter().skip(first).take(height);
        let mut marked = false;
        for (i, row) in shown.enumerate() {
            let place = text::row(area, i);
            text::put(buffer, place, &row.line, theme);
            if row.pick.is_some() && row.pick == selected {
                let place = text::after(place, row.from);
                text::restyle(buffer, place, theme.selected());
                let sign = buffer.cell_mut((place.x, place.y)).filter(|cell| cell.symbol() == " " && !marked);
                if let Some(cell) = sign {
                    cell.set_symbol("›");
                    marked = true;
                }
            }
        }
        let seen = |row: &ListRow<P>| !row.line.0.is_empty();
        More { above: first > 0, below: rows.iter().skip(first + height).any(seen) }
    }
}

/// The rows of a choice, first and last.
fn extent<P: Copy + PartialEq>(rows: &[ListRow<P>], pick: P) -> Option<(P, usize, usize)> {
    let from = rows.iter().position(|row| row.pick == Some(pick))?;
    let more = rows[from..].iter().take_while(|row| row.pick == Some(pick)).count();
    Some((pick, from, from + more.saturating_sub(1)))
}

fn next<P: Copy>(rows: &[ListRow<P>], current: Option<(P, usize, usize)>, top: usize) -> Option<(P, usize)> {
    let from = current.map_or(top, |(.., to)| to + 1);
    (from..rows.len()).find_map(|i| rows[i].pick.map(|pick| (pick, i)))
}

fn before<P: Copy + PartialEq>(
    rows: &[ListRow<P>],
    current: Option<(P, usize, usize)>,
    top: usize,
) -> Option<(P, usize)> {
    let until = current.map_or(top, |(_, from, _)| from).min(rows.len());
    let pick = (0..until).rev().find_map(|i| rows[i].pick)?;
    extent(rows, pick).map(|(pick, from, _)| (pick, from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A page of plain rows (0) and choices.
    fn page(picks: &[u8]) -> Vec<ListRow<u8>> {
        picks.iter().map(|&n| ListRow { line: Line::plain("x"), pick: (n > 0).then_some(n), from: 0 }).collect()
    }

    #[test]
    fn moving_goes_from_choice_to_choice_and_scrolls_where_there_is_none() {
        let rows = page(&[0, 1, 1, 2, 0, 0, 0, 0, 3, 0, 0]);
        let mut place = ListPlace::default();
        assert_eq!(place.selected(&rows, 4), Some(1));
        place.moved(&rows, Motion::Down, 4);
        assert_eq!((place.selected(&rows, 4), place.first(&rows, 4)), (Some(2), 0));
        place.moved(&rows, Motion::Down, 4);
        assert_eq!((place.selected(&rows, 4), place.first(&rows, 4)), (Some(2), 1), "the text between is not skipped");
        for _ in 0..3 {
            place.moved(&rows, Motion::Down, 4);
        }
        assert_eq!((place.selected(&rows, 4), place.first(&rows, 4)), (None, 4));
        place.moved(&rows, Motion::Down, 4);
        assert_eq!((place.selected(&rows, 4), place.first(&rows, 4)), (Some(3), 5));
        place.moved(&rows, Motion::Bottom, 4);
        assert_eq!((place.selected(&rows, 4), place.first(&rows, 4)), (Some(3), 7));
        place.moved(&rows, Motion::Top, 4);
        assert_eq!((place.selected(&rows, 4), place.first(&rows, 4)), (Some(1), 0));
    }

    #[test]
    fn nothing_out_of_view_is_selected_before_anything_was_chosen() {
        let rows = page(&[0, 0, 0, 0, 1]);
        assert_eq!(ListPlace::<u8>::default().selected(&rows, 3), None);
        let mut place = ListPlace::default();
        place.choose(1);
        assert_eq!((place.selected(&rows, 3), place.first(&rows, 3)), (Some(1), 2));
    }

    proptest! {
        #[test]
        fn every_choice_and_every_row_is_reached_going_down(picks in proptest::collection::vec(0u8..4, 0..30), height in 0usize..9) {
            // each choice is one run of rows
            let mut seen = 0;
            let picks: Vec<u8> = picks.into_iter().map(|n| if n == 0 { 0 } else { seen += 1; seen }).collect();
            let (rows, mut place) = (page(&picks), ListPlace::default());
            let (mut chosen, mut read) = (std::collections::HashSet::new(), std::collections::HashSet::new());
            for _ in 0..=picks.len() * 2 {
                chosen.extend(place.selected(&rows, height.max(1)));
                let first = place.first(&rows, height.max(1));
                read.extend(first..(first + height.max(1)).min(rows.len()));
                place.moved(&rows, Motion::Down, height);
            }
            prop_assert_eq!(read.len(), rows.len());
            prop_assert_eq!(chosen.len(), picks.iter().filter(|&&n| n > 0).count());
            for _ in 0..=picks.len() * 2 {
                place.moved(&rows, Motion::Up, height);
            }
            prop_assert_eq!(place.first(&rows, height.max(1)), 0);
        }
    }
}
