//! A sheet as PDF: laid out in lines and columns, its text selectable and tagged, its fonts embedded.

use super::sheet::Sheet;
use crate::domain::words::words;

mod draw;
mod font;
mod layout;

words! {
    /// The paper a page is made for.
    Paper, "paper" {
        /// 210 × 297 mm.
        A4 = "a4",
        /// 8.5 × 11 inches.
        Letter = "letter",
    }
}

impl Paper {
    /// Its width and height in points.
    fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// How many pages a sheet takes.
pub fn pages(sheet: &Sheet, paper: Paper) -> usize {
    font::Fonts::new().map_or(1, |fonts| layout::lay_out(sheet, paper, &fonts).pages.len())
}

/// The sheet as PDF.
///
/// # Errors
/// What the library of PDF says; our own pages give it no reason to.
pub fn write(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, String> {
    let fonts = font::Fonts::new().ok_or("the fonts cannot be read")?;
    let laid = layout::lay_out(sheet, paper, &fonts);
    draw::draw(&laid, paper, &fonts, &sheet.title)
}

#[cfg(test)]
pub(in crate::formats) mod tests;
