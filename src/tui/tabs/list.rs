//! A list of entries, newest first: what is selected, by time and id, and the rows that are shown. Nothing here grows
//! with the number of entries.

use std::borrow::Borrow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::notes::Note;
use crate::domain::runs::Run;
use crate::page::{Line, Tone};
use crate::tui::context::Context;
use crate::tui::update::queue::SaveState;
use crate::tui::widgets::scroll::Motion;
use crate::tui::widgets::scroll::{self, More};
use crate::tui::widgets::text;

/// An entry of a list that the journal keeps sorted by time, then id.
pub trait Dated {
    /// Its time and id.
    fn key(&self) -> (At, Id);
}

impl Dated for Run {
    fn key(&self) -> (At, Id) {
        (self.at, self.id)
    }
}

impl Dated for Note {
    fn key(&self) -> (At, Id) {
        (self.at, self.id)
    }
}

/// The entries of a list, or some of them, oldest first.
#[derive(Debug)]
pub struct Entries<'a, 'p, T> {
    all: &'a [T],
    only: Option<&'p [u32]>,
}

impl<T> Clone for Entries<'_, '_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entries<'_, '_, T> {}

impl<'a, T> From<&'a [T]> for Entries<'a, '_, T> {
    fn from(all: &'a [T]) -> Self {
        Self { all, only: None }
    }
}

impl<'a, 'p, T: Dated> Entries<'a, 'p, T> {
    /// Those at these places, oldest first.
    pub fn only(all: &'a [T], places: Option<&'p [u32]>) -> Self {
        Self { all, only: places }
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.only.map_or(self.all.len(), <[u32]>::len)
    }

    /// True where there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The one at a place, counted from the newest.
    pub fn newest(self, place: usize) -> Option<&'a T> {
        let i = self.len().checked_sub(place.checked_add(1)?)?;
        match self.only {
            Some(places) => self.all.get(*places.get(i)? as usize),
            None => self.all.get(i),
        }
    }

    /// How many are not newer than that.
    fn until(self, key: (At, Id)) -> usize {
        let older = |entry: &T| entry.key() <= key;
        match self.only {
            Some(places) => places.partition_point(|&i| self.all.get(i as usize).is_some_and(older)),
            None => self.all.partition_point(older),
        }
    }
}

/// Where one is in a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cursor {
    /// The selected entry; the newest where none was chosen.
    chosen: Option<(At, Id)>,
    /// How many newer ones are above the first shown.
    top: usize,
}

impl Cursor {
    /// Selects an entry.
    pub fn select(&mut self, at: At, id: Id) {
        self.chosen = Some((at, id));
    }

    /// The place of the selected entry, counted from the newest. Where it is gone, the next older one has its place.
    pub fn place<T: Dated>(&self, list: Entries<T>) -> usize {
        let Some(chosen) = self.chosen else { return 0 };
        let from_oldest = list.until(chosen);
        list.len().saturating_sub(from_oldest.max(1))
    }

    /// The selected entry.
    pub fn selected<'a, T: Dated>(&self, list: Entries<'a, '_, T>) -> Option<&'a T> {
        list.newest(self.place(list))
    }

    /// Moves in a list of which so many rows are shown.
    pub fn moved<T: Dated>(&mut self, list: Entries<T>, motion: Motion, height: usize) {
        let place = scroll::moved(self.place(list), motion, list.len(), height);
        self.top = scroll::top(self.top, place, list.len(), height);
        // at the newest it follows what is added later
        self.chosen = if place == 0 { None } else { list.newest(place).map(Dated::key) };
    }

    /// Selects the entry in a row, of the so many that are shown.
    pub fn clicked<T: Dated>(&mut self, list: Entries<T>, row: usize, height: usize) {
        let top = scroll::top(self.top, self.place(list), list.len(), height);
        if let Some(entry) = list.newest(top.saturating_add(row)).filter(|_| row < height) {
            (self.chosen, self.top) = (Some(entry.key()), top);
        }
    }

    /// The entries that are shown in so many rows, newest first, each with whether it is selected.
    fn shown<'a, T: Dated>(&self, list: Entries<'a, '_, T>, height: usize) -> impl Iterator<Item = (bool, &'a T)> {
        let place = self.place(list);
        let top = scroll::top(self.top, place, list.len(), height);
        (top..top.saturating_add(height)).map_while(move |i| list.newest(i).map(|entry| (i == place, entry)))
    }
}

/// The two columns in front of an entry: whether it is selected, and how it stands with the disk.
pub fn lead(ctx: &Context, selected: bool, id: Id) -> Line {
    let line = Line::plain(if selected { "›" } else { " " });
    match ctx.queue.mark(id) {
        None if ctx.marked.contains(&id) => line.and("*", Tone::Accent),
        None => line.and(" ", Tone::Plain),
        Some(SaveState::OnItsWay) => line.and("…", Tone::Muted),
        Some(SaveState::NotSaved) => line.and("!", Tone::Bad),
    }
}

/// Draws the rows of a list, each asked of `row` only if it is shown. Returns whether there are more.
pub fn draw<T: Dated, L: Borrow<Line>>(
    ctx: &Context,
    cursor: &Cursor,
    list: Entries<T>,
    area: Rect,
    buffer: &mut Buffer,
    row: impl Fn(&T) -> L,
) -> More {
    for (i, (selected, entry)) in cursor.shown(list, usize::from(area.height)).enumerate() {
        let place = text::row(area, i);
        text::put(buffer, place, &lead(ctx, selected, entry.key().1), ctx.theme());
        let used = text::put(buffer, text::after(place, 2), row(entry).borrow(), ctx.theme());
        if selected {
            // as far as the columns go: what is marked is written twice for each key, where it was and where it is
            text::restyle(buffer, text::first(place, 2 + used), ctx.theme().selected());
        }
    }
    let height = usize::from(area.height);
    let top = scroll::top(cursor.top, cursor.place(list), list.len(), height);
    More { above: top > 0, below: top + height < list.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::every_kind::Record;

    fn notes(count: u128) -> Vec<Note> {
        let at = |n: u128| At::parse(&format!("2026-11-23T10:{n:02}:00+01:00")).unwrap();
        (0..count).map(|n| Note::blank(Id(uuid::Uuid::from_u128(n)), at(n))).collect()
    }

    fn minute(note: Option<&Note>) -> String {
        note.map(|note| note.at.local().format("%M").to_string()).unwrap_or_default()
    }

    #[test]
    fn the_newest_is_selected_and_stays_so_when_another_comes() {
        let mut cursor = Cursor::default();
        assert_eq!(minute(cursor.selected(Entries::from(&notes(5)[..]))), "04");
        assert_eq!(minute(cursor.selected(Entries::from(&notes(6)[..]))), "05");
        cursor.moved(Entries::from(&notes(6)[..]), Motion::Down, 3);
        assert_eq!(minute(cursor.selected(Entries::from(&notes(6)[..]))), "04");
        assert_eq!(minute(cursor.selected(Entries::from(&notes(9)[..]))), "04");
        cursor.moved(Entries::from(&notes(9)[..]), Motion::Top, 3);
        assert_eq!(minute(cursor.selected(Entries::from(&notes(10)[..]))), "09");
    }

    #[test]
    fn where_the_selected_one_is_gone_the_next_older_has_its_place() {
        let (mut list, mut cursor) = (notes(5), Cursor::default());
        cursor.moved(Entries::from(&list[..]), Motion::Down, 3);
        list.remove(3);
        assert_eq!(minute(cursor.selected(Entries::from(&list[..]))), "02");
        cursor.moved(Entries::from(&list[..]), Motion::Bottom, 3);
        list.remove(0);
        assert_eq!(minute(cursor.selected(Entries::from(&list[..]))), "01");
        list.clear();
        assert!(cursor.selected(Entries::from(&list[..])).is_none());
        cursor.moved(Entries::from(&list[..]), Motion::PageDown, 0);
    }

    #[test]
    fn only_rows_that_fit_are_asked_for() {
        let (list, mut cursor) = (notes(50), Cursor::default());
        cursor.moved(Entries::from(&list[..]), Motion::Bottom, 3);
        let shown: Vec<String> =
            cursor.shown(Entries::from(&list[..]), 3).map(|(_, note)| minute(Some(note))).collect();
        assert_eq!(shown, ["02", "01", "00"]);
        assert_eq!(cursor.shown(Entries::from(&list[..]), 0).count(), 0);
    }
}
