//! Kinds told by content; lists told apart.
