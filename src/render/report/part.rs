//! The parts of the page that can be left out.

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
