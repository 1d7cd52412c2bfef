//! What a merge decided, as a page: a line for what only adds, one for each decision that a person should read.

use crate::domain::kind::Kind;
use crate::domain::words::counted;
use crate::merge::decision::{Decision, Outcome};
use crate::page::{Line, Page, Tone};

/// So many are named of what is only newer there.
const MOST: usize = 10;

/// What was decided, file by file.
pub fn told(decisions: &[Vec<Decision>], names: &[String]) -> Page {
    let mut page = Page::default();
    for (all, name) in decisions.iter().zip(names) {
        let those = |is: fn(&Outcome) -> bool| -> Vec<&Decision> {
            all.iter().filter(|one| is(&one.outcome) && !one.is_of_clearance()).collect()
        };
        // what changes what a clinician allowed stands first
        for one in all.iter().filter(|one| one.is_of_clearance()) {
            page.push(Line::of(one.describe(name), Tone::Warn));
        }
        let added = those(|one| matches!(one, Outcome::Added));
        if !added.is_empty() {
            let (are, kinds) = (if added.len() == 1 { "is" } else { "are" }, by_kind(&added));
            let entries = counted(added.len(), "entry", "entries");
            page.push(Line::plain(format!("{entries} {are} only in {name}, and added: {kinds}.")));
        }
        let taken = those(|one| matches!(one, Outcome::Taken(_)));
        if !taken.is_empty() {
            let (things, are) = (counted(taken.len(), "thing", "things"), if taken.len() == 1 { "is" } else { "are" });
            page.push(Line::plain(format!("{things} {are} newer in {name}, and taken:")));
            for one in taken.iter().take(MOST) {
                page.push(Line::plain(format!("  {}", one.describe(name))));
            }
            if taken.len() > MOST {
                page.push(Line::plain(format!("  and {} more; --json lists them.", taken.len() - MOST)));
            }
        }
        let deleted = those(|one| matches!(one, Outcome::Deleted));
        if !deleted.is_empty() {
            let (were, kinds) = (if deleted.len() == 1 { "was" } else { "were" }, by_kind(&deleted));
            let entries = counted(deleted.len(), "entry", "entries");
            page.push(Line::plain(format!("{entries} {were} deleted in {name}, and in the bin now: {kinds}.")));
        }
        for one in all.iter().filter(|one| one.is_told() && !one.is_of_clearance()) {
            page.push(Line::of(one.describe(name), Tone::Accent));
        }
    }
    page
}

fn by_kind(all: &[&Decision]) -> String {
    let of = |kind: Kind| all.iter().filter(|one| one.kind == Some(kind)).count();
    let kinds = Kind::ALL.iter().map(|&kind| (kind, of(kind))).filter(|(_, n)| *n > 0);
    kinds.map(|(kind, n)| kind.counted(n)).collect::<Vec<_>>().join(", ")
}
