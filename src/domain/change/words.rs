//! What taking a change back does, and doing it again, in words.

use std::collections::HashSet;

use super::{Change, Entry};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::words::counted;
use crate::domain::{condition, when};

/// What was made of some fields, and what they were.
fn changed(what: &str, fields: Vec<(&'static str, String, String)>) -> String {
    let shown = fields.into_iter().map(|(key, made, before)| format!("{key} {made} (it was {before})"));
    format!("{what} {}", shown.collect::<Vec<_>>().join(", "))
}

/// What a merge did, in words.
fn merged(changes: &[Change]) -> String {
    let count = changes.iter().filter(|change| !matches!(change, Change::Lost { .. })).count();
    format!("merge of another copy, {}", counted(count, "change", "changes"))
}

impl Journal {
    fn shown(&self, entry: &Entry) -> String {
        let item = entry.item();
        format!("{}, {}", item.describe(&self.settings), when::say(item.at(), &self.settings))
    }

    /// What doing this again does, in words.
    pub(super) fn done(&self, change: &Change) -> String {
        match change {
            Change::Add(entry) | Change::Bring(entry) | Change::Restore { entry, over: None } => {
                format!("added {}", self.shown(entry))
            }
            Change::Edit { now: entry, .. } | Change::Restore { entry, over: Some(_) } => {
                format!("edited {}", self.shown(entry))
            }
            Change::Remove { id, .. } | Change::Forget { id, .. } | Change::Delete(id) => {
                let entry = self.find(*id).map(|item| self.shown(&item.entry()));
                format!("deleted {}", entry.unwrap_or_else(|| "an entry that is gone".into()))
            }
            Change::Step { step, now, .. } => format!("step {} {}", step.word(), now.describe()),
            Change::Settings { was, now } => changed("settings", crate::domain::settings_fields::differences(now, was)),
            Change::Condition { was, now } => changed("condition", condition::differences(now, was)),
            Change::Lost { .. } => "the bin".into(),
            Change::Merge(changes) | Change::Unmerge(changes) => merged(changes),
            Change::All(changes) => {
                let brought = changes.iter().filter(|one| matches!(one, Change::Bring(_))).count();
                match (&changes[..], brought) {
                    ([], _) => "nothing".into(),
                    ([one], _) => self.done(one),
                    (all, 1..) => format!("import of {}", counted(all.len(), "entry", "entries")),
                    ([others @ .., last], 0) => {
                        format!(
                            "{}, and {} that went with it",
                            self.done(last),
                            counted(others.len(), "change", "changes")
                        )
                    }
                }
            }
        }
    }

    /// What taking this inverse does, in words: the change that it takes back.
    pub(super) fn undone(&self, inverse: &Change) -> String {
        let shown = |entry: &Entry| self.shown(entry);
        match inverse {
            Change::Remove { id, .. } | Change::Forget { id, .. } => {
                let entry = self.find(*id).map(|item| shown(&item.entry()));
                format!("added {}", entry.unwrap_or_else(|| "an entry that is gone".into()))
            }
            Change::Restore { entry, over: None } => format!("deleted {}", shown(entry)),
            Change::Restore { entry, over: Some(_) } => format!("edited {} (as it was before)", shown(entry)),
            Change::Step { step, was, .. } => format!("step {} {}", step.word(), was.describe()),
            Change::Settings { was, now } => changed("settings", crate::domain::settings_fields::differences(was, now)),
            Change::Condition { was, now } => changed("condition", condition::differences(was, now)),
            Change::Lost { .. } => "the bin".into(),
            Change::Merge(changes) | Change::Unmerge(changes) => merged(changes),
            Change::All(changes) => match &changes[..] {
                many if let Some(message) = self.import_undone(many) => message,
                many if many.len() > 2
                    && many.iter().all(|one| matches!(one, Change::Remove { .. } | Change::Forget { .. })) =>
                {
                    format!("added {} entries", many.len())
                }
                // inverses stand in the order in which they are done: the first takes back the last change
                [last, others @ ..] => match others.len() {
                    0 => self.undone(last),
                    n => format!("{}, and {} that went with it", self.undone(last), counted(n, "change", "changes")),
                },
                [] => "nothing".into(),
            },
            Change::Add(entry) | Change::Bring(entry) => format!("deleted {}", shown(entry)),
            Change::Edit { now, .. } => format!("edited {}", shown(now)),
            Change::Delete(_) => "added an entry".into(),
        }
    }

    /// The words for taking an import back; nothing where these inverses are of something else. Runs that came in have
    /// their source, and runs that were typed by hand had none before they were joined.
    fn import_undone(&self, inverses: &[Change]) -> Option<String> {
        let recorded: HashSet<Id> = self.runs.iter().filter(|run| run.source.is_some()).map(|run| run.id).collect();
        let recorded = |id| recorded.contains(&id);
        let joined = inverses.iter().map(|inverse| match inverse {
            Change::Remove { id, .. } | Change::Forget { id, .. } if recorded(*id) => Some(false),
            Change::Restore { entry, over: Some(_) } => match &**entry {
                Entry::Run(run) if run.source.is_none() && recorded(run.id) => Some(true),
                _ => None,
            },
            _ => None,
        });
        let joined = joined.collect::<Option<Vec<bool>>>().filter(|all| !all.is_empty())?;
        let (all, joined) = (joined.len(), joined.iter().filter(|joined| **joined).count());
        let message = format!("import of {}", counted(all, "run", "runs"));
        Some(match (all, joined) {
            (_, 0) => message,
            (1, _) => format!("{message}, joined with one that was typed"),
            _ => format!("{message}, {joined} of them joined with typed ones"),
        })
    }
}
