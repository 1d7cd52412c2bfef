//! What was asked of an import, as far as it is answered to.

/// What was asked for, as far as it is answered to.
pub(super) struct ImportArgs {
    /// Only to look.
    pub(super) dry: bool,
    /// Its answer is JSON.
    pub(super) json: bool,
    /// Only what is new is said.
    pub(super) quiet: bool,
    /// How many files were read before and are as they were.
    pub(super) known: usize,
    /// A surface was given.
    pub(super) surface: bool,
    /// The journal is the invented one.
    pub(super) demo: bool,
    /// What was asked for, each as the beginning of the names of what it holds.
    pub(super) inside: Vec<String>,
}

impl ImportArgs {
    /// A file's name within what was asked for.
    pub(super) fn name<'a>(&self, name: &'a str) -> &'a str {
        self.inside.iter().find_map(|folder| name.strip_prefix(folder)).unwrap_or(name)
    }
}
