//! What the person can correct: one finished sentence, and the field it belongs to.

/// An input that is not acceptable. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Key of the field it belongs to, where it belongs to one.
    pub field: Option<&'static str>,
    /// What was wrong and what is accepted, as a sentence.
    pub message: String,
}

impl Refusal {
    /// A refusal that belongs to no field.
    pub fn new(message: impl Into<String>) -> Self {
        Self { field: None, message: message.into() }
    }

    /// The same refusal, said of a field.
    #[must_use]
    pub fn of(mut self, field: &'static str) -> Self {
        self.field.get_or_insert(field);
        self
    }
}
