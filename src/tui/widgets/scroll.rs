//! Which part of a long list or page is shown. Pure arithmetic that cannot run below zero.

/// How far to move in a list or a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One up: in lists to the newer one.
    Up,
    /// One down: in lists to the older one.
    Down,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the top: in lists the newest.
    Top,
    /// To the bottom: in lists the oldest.
    Bottom,
    /// To the left: a day back.
    Left,
    /// To the right: a day on.
    Right,
}

/// Whether more lies beyond the edges of what is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct More {
    /// Above its first row.
    pub above: bool,
    /// Below its last row.
    pub below: bool,
}

/// The first row to show, so that the selected one is visible and as little as possible moves.
pub fn top(before: usize, selected: usize, len: usize, height: usize) -> usize {
    let height = height.max(1);
    let lowest = len.saturating_sub(height);
    let needed = selected.saturating_sub(height - 1);
    before.min(lowest).clamp(needed.min(lowest), selected.max(needed.min(lowest)))
}

/// The row to select after a move.
pub fn moved(selected: usize, motion: Motion, len: usize, height: usize) -> usize {
    let last = len.saturating_sub(1);
    let page = height.saturating_sub(1).max(1);
    match motion {
        Motion::Up => selected.saturating_sub(1),
        Motion::Down => selected.saturating_add(1),
        Motion::PageUp => selected.saturating_sub(page),
        Motion::PageDown => selected.saturating_add(page),
        Motion::Top => 0,
        Motion::Bottom => last,
        Motion::Left | Motion::Right => selected,
    }
    .min(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_page_moves_only_when_it_must() {
        assert_eq!(top(0, 4, 20, 5), 0);
        assert_eq!(top(0, 5, 20, 5), 1);
        assert_eq!(top(7, 5, 20, 5), 5);
        assert_eq!(top(18, 19, 20, 5), 15);
        assert_eq!(top(3, 0, 0, 5), 0);
    }

    proptest! {
        #[test]
        fn the_selected_row_is_always_shown(before in 0usize..50, len in 1usize..50, selected in 0usize..50, height in 0usize..20) {
            let selected = selected.min(len - 1);
            let top = top(before, selected, len, height);
            prop_assert!(top <= selected && selected < top + height.max(1));
        }
    }
}
