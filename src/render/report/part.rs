//! The parts of the page that can be left out, and the forms it comes in.

use crate::domain::words::words;

words! {
    /// The parts of the report that can be left out, in their order. Open warning signs cannot.
    Part, "section" {
        /// The answers to the warning-signs check.
        Safety = "safety",
        /// My questions.
        Questions = "questions",
        /// Pain in one line, what I was told, clearance, visits.
        Status = "status",
        /// Where it hurts, and what I can do.
        Pain = "pain",
        /// Pain by day.
        Chart = "chart",
        /// Runs.
        Running = "running",
        /// The five steps.
        Tried = "tried",
        /// How it began and what changed.
        Onset = "onset",
        /// How much was logged.
        Quality = "quality",
    }
}

words! {
    /// The forms of the report.
    Format, "format" {
        /// Plain text, 80 columns.
        Text = "text",
        /// HTML, one file.
        Html = "html",
        /// PDF.
        Pdf = "pdf",
        /// Markdown.
        Md = "md",
        /// JSON.
        Json = "json",
    }
}

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            other => other.word(),
        }
    }
}
