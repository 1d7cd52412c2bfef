//! A value, or the reason why there is none: what cannot be computed is a gap with a sentence, never zero.

/// A value, or in plain words why there is none.
pub type Known<T> = Result<T, String>;

/// What stands in a cell that has no value.
pub const NOT_KNOWN: &str = "not known";
