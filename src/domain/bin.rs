//! The bin: what was deleted and can be given back, and letting go of it for good.

use super::entry::Entry;
use super::id::{Ending, Id};
use super::journal::{Deleted, Journal};
use super::refusal::Refusal;

impl Journal {
    /// What can be given back, with the deletion that tells when it went.
    pub fn bin(&self) -> impl Iterator<Item = (&Deleted, Entry)> {
        self.deleted.iter().filter(|deleted| self.find(deleted.id).is_none()).filter_map(|deleted| {
            let entry = Entry::from_json(deleted.kind, deleted.entry.as_ref()?.text()).ok()?;
            Some((deleted, entry))
        })
    }

    /// The one entry in the bin whose id ends so.
    ///
    /// # Errors
    /// A sentence where there is none, or more than one.
    pub fn binned(&self, text: &str) -> Result<Entry, Refusal> {
        let (ending, text) = (Ending::read(text)?, text.trim());
        let mut found = self.bin().filter(|(deleted, _)| ending.matches(deleted.id)).map(|(_, entry)| entry);
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => {
                Err(Refusal::new(format!("\u{201c}{text}\u{201d} ends more than one id; give more of it.")))
            }
            (None, _) => Err(Refusal::new(format!(
                "\u{201c}{text}\u{201d} is not in the bin; `twinge list deleted` shows what is, for 90 days."
            ))),
        }
    }

    /// Lets go of what these deletions kept, and of all that could be undone and has to do with them: only that the
    /// entries were deleted, and when, stays.
    pub fn let_go(&mut self, ids: &[Id]) {
        let texts: Vec<String> = ids.iter().map(Id::to_string).collect();
        for list in [&mut self.undo, &mut self.redo] {
            list.retain(|one| !texts.iter().any(|id| one.change.text().contains(id)));
        }
        self.lost.retain(|lost| !lost.id.is_some_and(|id| ids.contains(&id)));
        self.deleted.iter_mut().filter(|deleted| ids.contains(&deleted.id)).for_each(Deleted::forget);
    }

    /// True where the text of one of these entries stands in it: in a list, in the bin, or in what can be undone.
    pub fn tells_of(&self, ids: &[Id]) -> bool {
        let texts: Vec<String> = ids.iter().map(Id::to_string).collect();
        let undo = self.undo.iter().any(|one| texts.iter().any(|id| one.change.text().contains(id)));
        undo || self.deleted.iter().any(|one| one.entry.is_some() && ids.contains(&one.id))
            || self.ids().any(|id| ids.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::arbitrary::{clock, id};
    use crate::domain::change::Change;
    use crate::domain::entry::{Entry, Record};
    use crate::domain::journal::Journal;
    use crate::domain::notes::Note;

    fn add(journal: &mut Journal, n: u128, text: &str) {
        let mut note = Note::blank(id(n), clock().now);
        note.note = Some(text.into());
        journal.make(Change::Add(Box::new(Entry::Note(note))), clock().now).unwrap();
    }

    #[test]
    fn the_bin_has_what_was_deleted_and_did_not_come_back() {
        let mut journal = Journal::default();
        add(&mut journal, 1, "one");
        add(&mut journal, 2, "two");
        journal.make(Change::Delete(id(1)), clock().now).unwrap();
        journal.make(Change::Delete(id(2)), clock().now).unwrap();
        journal.undo(clock().now).unwrap();
        assert_eq!(journal.bin().map(|(deleted, _)| deleted.id).collect::<Vec<_>>(), [id(1)]);
        assert!(journal.binned("0002").is_err() && journal.binned("zz").is_err());
        let entry = journal.binned("0001").unwrap();
        journal.make(Change::Restore { entry: Box::new(entry), over: None }, clock().now).unwrap();
        assert_eq!((journal.notes.len(), journal.bin().count()), (2, 0));
    }

    #[test]
    fn what_is_let_go_leaves_no_text_anywhere_but_that_it_was_deleted() {
        let mut journal = Journal::default();
        add(&mut journal, 1, "secret");
        add(&mut journal, 2, "kept");
        journal.make(Change::Delete(id(1)), clock().now).unwrap();
        journal.undo(clock().now).unwrap();
        journal.redo(clock().now).unwrap();
        assert!(journal.tells_of(&[id(1)]));
        journal.let_go(&[id(1)]);
        assert!(!format!("{journal:?}").contains("secret") && !journal.tells_of(&[id(1)]));
        let deleted = &journal.deleted[0];
        assert!(deleted.entry.is_none() && deleted.seen.0.greatest().is_some());
        assert_eq!((journal.deleted.len(), journal.undo.len()), (1, 1), "the rest can still be undone");
    }
}
