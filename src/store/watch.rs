//! Tells that another program changed the journal, as soon as the system says so. Nothing wakes while nothing happens.

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::place::Store;
use super::{drafts, paths};

/// It is watched for as long as this lives.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Store {
    /// Calls `changed`, from a thread of its own, when the journal or its drafts were written, replaced or removed by
    /// whomever. Nothing where the system cannot watch: a file on another computer, or too many are watched already.
    pub fn watch(&self, changed: impl Fn() + Send + 'static) -> Option<Watch> {
        if self.is_demo() {
            return None;
        }
        let real = paths::resolve(self.path()).ok()?;
        let names = [real.file_name()?.to_owned(), drafts::path(&real).file_name()?.to_owned()];
        let is_ours = move |event: &Event| {
            let changes = !matches!(event.kind, EventKind::Access(_));
            changes
                && event
                    .paths
                    .iter()
                    .filter_map(|path| path.file_name())
                    .any(|name| names.iter().any(|one| one == name))
        };
        // the folder, not the file: a save puts another file in its place
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_ours(&event)) {
                changed();
            }
        })
        .ok()?;
        watcher.watch(real.parent()?, RecursiveMode::NonRecursive).ok()?;
        Some(Watch { _watcher: watcher })
    }
}
