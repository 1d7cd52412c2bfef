//! What lies where on a screen of some size.

use ratatui::layout::{Rect, Size};

use crate::tui::widgets::text;

/// The smallest screen that shows anything but a sentence.
pub const SMALLEST: Size = Size { width: 20, height: 6 };
/// The height from which a rule separates tab bar and body.
const ROOMY: u16 = 16;

/// What lies where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The first row.
    pub header: Rect,
    pub tabs: Rect,
    /// The rule below them; empty on low screens.
    pub rule: Rect,
    /// What the tab shows.
    pub body: Rect,
    /// The rule above the footer, where notices stand.
    pub notice: Rect,
    /// The keys.
    pub footer: Rect,
}

/// What lies where on a screen of that size.
pub fn layout(size: Size) -> Layout {
    let all = Rect::new(0, 0, size.width, size.height);
    let row = |n: u16| text::row(all, usize::from(n));
    let rule = u16::from(size.height >= ROOMY);
    let top = 2 + rule;
    let height = size.height.saturating_sub(top + 2);
    Layout {
        header: row(0),
        tabs: row(1),
        rule: Rect { height: rule, ..row(2) },
        body: Rect { height, ..row(top) },
        notice: row(size.height.saturating_sub(2).max(top)),
        footer: row(size.height.saturating_sub(1).max(top + 1)),
    }
}

/// True for a screen that shows nothing but a sentence.
pub fn is_too_small(size: Size) -> bool {
    size.width < SMALLEST.width || size.height < SMALLEST.height
}
