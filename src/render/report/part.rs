//! The parts of the page that can be left out.

use crate::domain::words::words;

words! {
    /// The parts of the report that can be left out. Warning signs cannot.
    Part, "section" {
        /// My questions.
        Questions = "questions",
        /// Permission, condition, visits.
        Status = "status",
        /// How it began and what changed.
        Onset = "onset",
        /// Pain in figures.
        Pain = "pain",
        /// Pain by day.
        Chart = "chart",
        /// Runs.
        Running = "running",
        /// The five steps.
        Tried = "tried",
        /// The answers to the warning-signs check.
        Safety = "safety",
        /// How much was logged.
        Quality = "quality",
    }
}
