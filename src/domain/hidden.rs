//! Lists of entries under a key that is none of the file's: where a letter of the key is wrong, all that stands there is
//! out of sight. Says which, and what is meant.

use std::collections::HashSet;

use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::{Journal, MINOR};
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};
use crate::domain::words::counted;

/// A list under an unknown key.
#[derive(Debug)]
pub struct Hidden {
    /// The key.
    pub key: Box<str>,
    /// How many entries stand there.
    pub count: usize,
    /// The list that the key means, where it is a letter or two away from one.
    pub meant: Option<Kind>,
    /// The entries, where all of them can be read as what is meant, and none is in the journal already.
    pub proven: Option<Vec<Entry>>,
}

impl Hidden {
    /// The list and what is in it.
    pub fn describe(&self) -> String {
        let count = counted(self.count, "entry", "entries");
        let meant = self.meant.map(|kind| format!(", probably \u{201c}{}\u{201d}", kind.list())).unwrap_or_default();
        format!("\u{201c}{}\u{201d}, {count}{meant}", self.key)
    }

    /// What brings it back.
    pub fn mend(&self) -> String {
        match (&self.proven, self.meant) {
            (Some(_), _) => "twinge check-file --repair".into(),
            (None, Some(kind)) => format!("correct the key to \u{201c}{}\u{201d} in an editor", kind.list()),
            (None, None) => "correct the key in an editor".into(),
        }
    }
}

/// The lists of entries under unknown keys. What a newer twinge has added is no mistake, unless it is nearly a known name.
pub fn hidden(journal: &Journal) -> Vec<Hidden> {
    let is_newer = journal.minor.is_some_and(|minor| minor > MINOR);
    let one = |(key, value): (&str, &Raw)| {
        let items: Vec<Raw> = serde_json::from_str(value.text()).ok()?;
        let has_id = |item: &&Raw| Object::of_text(item.text()).is_some_and(|object| object.extra.get("id").is_some());
        let count = items.iter().filter(has_id).count();
        let meant = Kind::ALL.iter().copied().find(|kind| near(key, kind.list()));
        let is_hidden = count > 0 && (meant.is_some() || !is_newer);
        is_hidden.then(|| {
            let proven = meant.and_then(|kind| entries(journal, kind, &items));
            Hidden { key: key.into(), count, meant, proven }
        })
    };
    journal.extra.iter().filter_map(one).collect()
}

/// The entries of a list, where each can be read and is new to the journal.
fn entries(journal: &Journal, kind: Kind, items: &[Raw]) -> Option<Vec<Entry>> {
    let mut ids: HashSet<Id> = journal.ids().collect();
    let read = |item: &Raw| {
        let entry = Entry::from_json(kind, item.text()).ok()?;
        ids.insert(entry.item().id()).then_some(entry)
    };
    items.iter().map(read).collect()
}

/// How many are out of sight, and under which keys; nothing where none is.
pub fn describe(all: &[Hidden]) -> Option<String> {
    let lists: Vec<String> = all.iter().map(Hidden::describe).collect();
    let them = if lists.len() == 1 { "A list" } else { "Lists" };
    (!lists.is_empty())
        .then(|| format!("{them} in the file that twinge does not know, counted nowhere: {}.", lists.join("; ")))
}

/// How many entries are out of sight, in a few words; nothing where none is.
pub fn how_many(journal: &Journal) -> Option<String> {
    let n: usize = hidden(journal).iter().map(|one| one.count).sum();
    (n > 0).then(|| format!("{} out of sight", counted(n, "entry", "entries")))
}

/// Puts what is proven into the lists that were meant. Returns how many entries of which kind came from which key.
pub fn repair(journal: &mut Journal) -> Vec<(Box<str>, Kind, usize)> {
    let mut done = Vec::new();
    let keys: Vec<Box<str>> = hidden(journal).into_iter().map(|one| one.key).collect();
    for key in keys {
        // looked at anew each time: two lists may hold the same entry
        let one = hidden(journal).into_iter().find(|one| one.key == key);
        if let Some(Hidden { meant: Some(kind), proven: Some(entries), .. }) = one {
            done.push((key.clone(), kind, entries.len()));
            journal.put_all(entries);
            journal.extra.set(&key, None);
        }
    }
    journal.sort();
    done
}

/// True where a word is meant, with a letter or two of it wrong, missing or too many, or two that changed places.
pub fn near(name: &str, word: &str) -> bool {
    let most = if word.len() > 5 { 2 } else { 1 };
    let is_near = |name: &str| name.len().abs_diff(word.len()) <= most + 1 && distance(name, word) <= most;
    let swapped = |at: usize| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.swap(at - 1, at);
        letters.into_iter().eq(word.chars())
    };
    is_near(name) || (name.len() == word.len() && (1..name.chars().count()).any(swapped))
}

/// How many letters lie between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, c) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, &d) in other.iter().enumerate() {
            let best = (corner + usize::from(c != d)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::pain::Pain;
    use crate::formats::journal_json;

    fn with_key(key: &str) -> Journal {
        let mut journal = Journal::default();
        for n in 1..=3 {
            let at = At::parse(&format!("2026-11-{n:02}T07:30:00+01:00")).unwrap();
            journal.pain.push(Pain::blank(Id(uuid::Uuid::from_u128(n)), at));
        }
        let text = String::from_utf8(journal_json::write(&journal)).unwrap();
        journal_json::read(text.replace("\"pain\": [", &format!("\"{key}\": [")).as_bytes()).unwrap()
    }

    #[test]
    fn every_flipped_bit_in_a_key_is_named_and_repaired_as_it_was() {
        let whole = with_key("pain");
        assert!(hidden(&whole).is_empty());
        let mut flips = 0;
        for at in 0..4 {
            for bit in 0..7 {
                let mut key = *b"pain";
                key[at] ^= 1 << bit;
                // quotes, backslashes and controls make it no JSON, which is said elsewhere
                let Ok(key) = std::str::from_utf8(&key) else { continue };
                if key.contains(|c: char| c.is_ascii_control() || matches!(c, '"' | '\\')) {
                    continue;
                }
                flips += 1;
                let mut journal = with_key(key);
                assert_eq!(journal.pain.len(), 0, "{key}");
                assert!(
                    describe(&hidden(&journal)).unwrap().contains("3 entries, probably \u{201c}pain\u{201d}"),
                    "{key}"
                );
                assert_eq!(repair(&mut journal), [(key.into(), Kind::Pain, 3)]);
                assert_eq!(journal_json::write(&journal), journal_json::write(&whole), "{key}");
            }
        }
        assert!(flips > 20, "{flips}");
    }

    #[test]
    fn what_cannot_be_proven_is_named_and_left() {
        let mut journal = with_key("something");
        assert_eq!(hidden(&journal)[0].mend(), "correct the key in an editor");
        assert!(repair(&mut journal).is_empty() && journal.extra.get("something").is_some());
        // the same entries under the right key too
        let mut journal = with_key("pian");
        journal.pain = with_key("pain").pain;
        assert!(hidden(&journal)[0].mend().contains("\u{201c}pain\u{201d} in an editor"));
        assert!(repair(&mut journal).is_empty());
        // of a newer twinge
        let mut journal = with_key("something");
        journal.minor = Some(MINOR + 1);
        assert!(hidden(&journal).is_empty());
    }
}
