//! The bin: what was deleted and can be given back, and letting go of it for good.

use std::collections::HashSet;

use super::change::Change;
use super::day::At;
use super::entry::Entry;
use super::id::{Ending, Id};
use super::journal::{Deleted, Journal, Lost};
use super::record::{Object, Raw};
use super::refusal::Refusal;
use super::stamps::StampedKind;
use super::when;

/// What lies in the bin: an entry that was deleted, or a value that was decided against.
#[derive(Clone, Debug)]
pub struct Binned {
    /// When it came there.
    pub at: At,
    /// The entry, or that of the value.
    pub id: Option<Id>,
    /// True for an entry.
    pub is_entry: bool,
    /// The kind of entry, or what else the value is of.
    pub kind: String,
    /// What it said.
    pub message: String,
    /// What gives it back, or why nothing does.
    pub back: Result<Change, Refusal>,
}

impl Journal {
    /// What can be given back, with the deletion that tells when it went.
    pub fn bin(&self) -> impl Iterator<Item = (&Deleted, Entry)> {
        // one look at all ids, not one for each deletion: an import that was taken back leaves thousands
        let there: HashSet<Id> = if self.deleted.is_empty() { HashSet::new() } else { self.ids().collect() };
        self.deleted.iter().filter(move |deleted| !there.contains(&deleted.id)).filter_map(|deleted| {
            let entry = Entry::from_json(deleted.kind, deleted.entry.as_ref()?.text()).ok()?;
            Some((deleted, entry))
        })
    }

    /// All that can be looked at and given back, the last first.
    pub fn in_the_bin(&self) -> Vec<Binned> {
        let deleted = self.bin().map(|(deleted, entry)| Binned {
            at: deleted.at,
            id: Some(deleted.id),
            is_entry: true,
            kind: deleted.kind.word().into(),
            message: format!(
                "{}, {}",
                entry.item().describe(&self.settings),
                when::say(entry.item().at(), &self.settings)
            ),
            back: Ok(Change::Restore { entry: Box::new(entry), over: None }),
        });
        // that a field was empty is nothing to give back
        let lost = self.lost.iter().filter(|lost| lost.value.is_some()).map(|lost| Binned {
            at: lost.stamp,
            id: lost.id,
            is_entry: false,
            kind: lost.kind.to_string(),
            message: self.describe_lost(lost),
            back: self.edit_back(lost),
        });
        // one that was given back already
        let is_there = |one: &Binned| matches!(&one.back, Ok(Change::Edit { was, now }) if was == now);
        let mut all: Vec<Binned> = deleted.chain(lost).filter(|one| !is_there(one)).collect();
        // of one moment, the one that came last
        all.reverse();
        all.sort_by_key(|one| std::cmp::Reverse(one.at));
        all
    }

    /// A value that was decided against, in words.
    fn describe_lost(&self, lost: &Lost) -> String {
        let value = match &lost.value {
            None => "empty".to_owned(),
            Some(raw) => match serde_json::from_str::<String>(raw.text()) {
                Ok(text) => format!("\u{201c}{text}\u{201d}"),
                Err(_) => raw.text().to_owned(),
            },
        };
        let of = lost
            .id
            .and_then(|id| self.find(id))
            .map(|item| format!(", of {}, {}", item.describe(&self.settings), when::say(item.at(), &self.settings)));
        let until = when::say_day(lost.until.local().date(), lost.stamp.local().date());
        format!("{} {value}{}; kept until {until}", lost.field, of.unwrap_or_default())
    }

    /// The edit that puts a value back that was decided against.
    fn edit_back(&self, lost: &Lost) -> Result<Change, Refusal> {
        let by_hand =
            || Refusal::new("This value was not taken when two copies were put together; type it where it belongs.");
        let was = lost.id.and_then(|id| self.find(id)).map(|item| item.entry()).ok_or_else(by_hand)?;
        let kind = StampedKind::Entry(was.item().kind());
        let json = Raw::of(&kind.with(&Object::of(&was.item().json()), &lost.field, lost.value.as_ref()));
        let now = Entry::from_json(was.item().kind(), json.text()).map_err(|_| by_hand())?;
        Ok(Change::Edit { was: Box::new(was), now: Box::new(now) })
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
        for deleted in self.deleted.iter_mut().filter(|deleted| ids.contains(&deleted.id)) {
            deleted.forget();
            deleted.purged = true;
        }
    }

    /// True where the text of one of these entries stands in it: in a list, in the bin, or in what can be undone.
    pub fn tells_of(&self, ids: &[Id]) -> bool {
        let texts: Vec<String> = ids.iter().map(Id::to_string).collect();
        let undo = self.undo.iter().any(|one| texts.iter().any(|id| one.change.text().contains(id)));
        let hidden = self.extra.iter().any(|(_, raw)| texts.iter().any(|id| raw.text().contains(id)));
        undo || hidden
            || self.deleted.iter().any(|one| one.entry.is_some() && ids.contains(&one.id))
            || self.ids().any(|id| ids.contains(&id))
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::arbitrary::{clock, id};
    use crate::domain::change::Change;
    use crate::domain::entry::Entry;
    use crate::domain::every_kind::Record;
    use crate::domain::journal::{Journal, Lost};
    use crate::domain::notes::Note;
    use crate::domain::record::Raw;

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
    fn a_value_that_was_decided_against_lies_there_too_and_is_given_back_as_an_edit() {
        let mut journal = Journal::default();
        add(&mut journal, 1, "kept");
        add(&mut journal, 2, "gone");
        journal.make(Change::Delete(id(2)), clock().now).unwrap();
        let lost = |id: Option<crate::domain::id::Id>, field: &str| Lost {
            id,
            kind: "note".into(),
            field: field.into(),
            value: Some(Raw::of("other")),
            stamp: clock().now,
            until: clock().now,
            extra: Default::default(),
        };
        journal.lost = vec![lost(Some(id(1)), "note"), lost(None, "units"), lost(Some(id(1)), "at")];
        let all = journal.in_the_bin();
        assert_eq!(all.len(), 4);
        let said = |part: &str| all.iter().find(|one| one.message.starts_with(part)).unwrap();
        assert!(said("note \u{201c}other\u{201d}, of ").message.contains("kept until"));
        assert!(said("units").back.is_err() && said("at").back.is_err(), "no entry, or no entry any more");
        journal.make(said("note \u{201c}other").back.clone().unwrap(), clock().now).unwrap();
        assert_eq!(journal.notes[0].note.as_deref(), Some("other"));
        journal.undo(clock().now).unwrap();
        assert_eq!(journal.notes[0].note.as_deref(), Some("kept"));
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
