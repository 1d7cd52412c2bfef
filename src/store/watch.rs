//! Tells that another program changed the journal, as soon as the system says so. Nothing wakes while nothing happens.

use std::path::PathBuf;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::place::Store;
use super::{drafts, paths};
use crate::domain::settings::Settings;

/// It is watched for as long as this lives.
#[derive(Debug)]
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Store {
    /// Calls `changed`, from a thread of its own, when the journal, its drafts, what lies beside it under a like name or
    /// the inbox were written, replaced or removed by whomever. Nothing where the system cannot watch: a file on another
    /// computer, or too many are watched already.
    pub fn watch(&self, settings: &Settings, changed: impl Fn() + Send + 'static) -> Option<Watch> {
        if self.is_demo() {
            return None;
        }
        let real = paths::resolve(self.path()).ok()?;
        let inbox = self.inbox_place(settings).ok();
        let names = [real.file_name()?.to_owned(), drafts::path(&real).file_name()?.to_owned()];
        let of_inbox = inbox.clone();
        let is_ours = move |event: &Event| {
            let is_known = |path: &PathBuf| {
                path.file_name().is_some_and(|name| names.iter().any(|one| one == name))
                    || of_inbox.as_ref().is_some_and(|inbox| path == inbox || path.parent() == Some(inbox))
            };
            !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(is_known)
        };
        // the folder, not the file: a save puts another file in its place
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_ours(&event)) {
                changed();
            }
        })
        .ok()?;
        let folder = real.parent()?;
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        let of_inbox = inbox.as_deref().and_then(|inbox| if inbox.is_dir() { Some(inbox) } else { inbox.parent() });
        if let Some(other) = of_inbox.filter(|other| *other != folder) {
            // where it cannot be watched it is read at the next key
            let _ = watcher.watch(other, RecursiveMode::NonRecursive);
        }
        Some(Watch { _watcher: watcher })
    }
}
