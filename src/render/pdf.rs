//! A sheet as PDF: laid out in lines and columns, its text selectable and tagged, its fonts embedded.

use crate::page::sheet::Sheet;
use paper::Paper;

mod draw;
mod font;
mod layout;
pub mod paper;

/// What prints sheets on a paper: the fonts, read once, and the widths of words once measured.
pub struct Press {
    fonts: font::Fonts,
    paper: Paper,
}

impl Press {
    /// A press for a paper.
    ///
    /// # Errors
    /// Where the fonts that come with the program cannot be read.
    pub fn new(paper: Paper) -> Result<Self, String> {
        Ok(Self { fonts: font::Fonts::new().ok_or("the fonts cannot be read")?, paper })
    }

    /// How many pages a sheet takes.
    pub fn pages(&self, sheet: &Sheet) -> usize {
        layout::lay_out(sheet, self.paper, &self.fonts).pages.len()
    }

    /// The letters of a text that the fonts lack, each once, in their order.
    pub fn lacks(&self, text: &str) -> Vec<char> {
        let mut lacks = Vec::new();
        for c in text.chars().filter(|&c| !self.fonts.has(c)) {
            if !lacks.contains(&c) {
                lacks.push(c);
            }
        }
        lacks
    }

    /// The sheet as PDF.
    ///
    /// # Errors
    /// What the library of PDF says; our own pages give it no reason to.
    pub fn print(&self, sheet: &Sheet) -> Result<Vec<u8>, String> {
        let laid = layout::lay_out(sheet, self.paper, &self.fonts);
        draw::draw(&laid, self.paper, &self.fonts, sheet)
    }
}

#[cfg(test)]
pub(in crate::render) mod tests;
