//! What stands under a key that is none of the file's: where a letter of a key is wrong, all that stands there is out of
//! sight. Says which, and what is meant.

use std::collections::HashSet;

use serde::de::DeserializeOwned;

use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::{Journal, MINOR};
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};
use crate::domain::spelling::near;
use crate::domain::strays::{StrayKey, Strays};
use crate::domain::when;
use crate::domain::words::counted;

/// So many are named in a sentence.
const MOST: usize = 5;

/// What stands under an unknown key.
#[derive(Debug)]
pub struct Hidden {
    /// The key.
    pub key: Box<str>,
    /// In what it stands, in words; nothing for a key of the file itself.
    pub within: Option<String>,
    /// How many entries stand there.
    pub count: usize,
    /// The key that is meant, where it is a letter or two away from one.
    pub meant: Option<&'static str>,
    /// True where all of it can be read as what is meant, and nothing stands there already.
    pub is_proven: bool,
}

impl Hidden {
    /// The key and what is in it.
    pub fn describe(&self) -> String {
        let within = self.within.as_ref().map(|within| format!(" in {within}")).unwrap_or_default();
        let count =
            if self.count == 0 { String::new() } else { format!(", {}", counted(self.count, "entry", "entries")) };
        let meant = self.meant.map(|meant| format!(", probably \u{201c}{meant}\u{201d}")).unwrap_or_default();
        format!("\u{201c}{}\u{201d}{within}{count}{meant}", self.key)
    }

    /// What brings it back.
    pub fn mend(&self) -> String {
        match (self.is_proven, self.meant) {
            (true, _) => "twinge check-file --repair".into(),
            (false, Some(meant)) => format!("correct the key to \u{201c}{meant}\u{201d} in an editor"),
            (false, None) => "correct the key in an editor".into(),
        }
    }
}

/// What stands under unknown keys. What a newer twinge has added is no mistake, unless it is nearly the name of a list.
pub fn hidden(journal: &Journal) -> Vec<Hidden> {
    let is_newer = journal.minor.is_some_and(|minor| minor > MINOR);
    let mut all: Vec<Hidden> =
        journal.extra.iter().filter_map(|(key, value)| of_file(journal, is_newer, key, value)).collect();
    if is_newer {
        return all;
    }
    of_part(&mut all, &journal.settings, || "the settings".into());
    of_part(&mut all, &journal.condition, || "the condition".into());
    of_part(&mut all, &journal.steps, || "the steps".into());
    for item in Kind::ALL.iter().flat_map(|&kind| journal.items(kind)) {
        let mut strays: Vec<StrayKey> = Vec::new();
        item.strays(&mut |stray| strays.push(stray));
        if strays.is_empty() {
            continue;
        }
        let within = format!("the {} of {}", item.kind().word(), when::say(item.at(), &journal.settings));
        let mut mended = item.entry();
        mended.mend();
        add(&mut all, strays, &within, |see| mended.item().strays(see));
    }
    all
}

/// A key of the file itself.
fn of_file(journal: &Journal, is_newer: bool, key: &str, value: &Raw) -> Option<Hidden> {
    let items: Vec<Raw> = serde_json::from_str(value.text()).unwrap_or_default();
    let has_id = |item: &&Raw| Object::of_text(item.text()).is_some_and(|object| object.extra.get("id").is_some());
    let count = items.iter().filter(has_id).count();
    let meant = Journal::keys().iter().copied().find(|known| near(key, known));
    let is_hidden = match meant {
        Some(_) => !matches!(value.text(), "[]" | "{}" | "null"),
        None => count > 0 && !is_newer,
    };
    let is_proven = meant.is_some_and(|meant| match list_named(meant) {
        Some(kind) => entries(journal, kind, value).is_some(),
        None => put(&mut without_entries(journal), meant, value),
    });
    is_hidden.then(|| Hidden { key: key.into(), within: None, count, meant, is_proven })
}

/// The keys of a part of the file, and of what is in it.
fn of_part<T: Strays + Clone>(all: &mut Vec<Hidden>, part: &T, within: fn() -> String) {
    let mut strays: Vec<StrayKey> = Vec::new();
    part.strays(&mut |stray| strays.push(stray));
    if !strays.is_empty() {
        let mut mended = part.clone();
        mended.mend();
        add(all, strays, &within(), |see| mended.strays(see));
    }
}

/// Adds keys of something; `left` shows those that are still there when it is mended.
fn add<'a>(
    all: &mut Vec<Hidden>,
    strays: Vec<StrayKey>,
    within: &str,
    left: impl FnOnce(&mut dyn FnMut(StrayKey<'a>)),
) {
    let mut stay: Vec<&str> = Vec::new();
    left(&mut |stray| stay.push(stray.key));
    all.extend(strays.into_iter().map(|stray| Hidden {
        key: stray.key.into(),
        within: Some(within.to_owned()),
        count: 0,
        meant: Some(stray.meant),
        is_proven: !stay.contains(&stray.key),
    }));
}

fn list_named(key: &str) -> Option<Kind> {
    Kind::ALL.iter().copied().find(|kind| kind.list() == key)
}

/// The entries of a list, where each can be read and is new to the journal.
fn entries(journal: &Journal, kind: Kind, list: &Raw) -> Option<Vec<Entry>> {
    let items: Vec<Raw> = serde_json::from_str(list.text()).ok()?;
    let mut ids: HashSet<Id> = journal.ids().collect();
    let read = |item: &Raw| {
        let entry = Entry::from_json(kind, item.text()).ok()?;
        ids.insert(entry.item().id()).then_some(entry)
    };
    items.iter().map(read).collect()
}

/// A journal without its entries: what else can stand under a misspelt key.
fn without_entries(journal: &Journal) -> Journal {
    Journal {
        journal: journal.journal,
        settings: journal.settings.clone(),
        condition: journal.condition.clone(),
        steps: journal.steps.clone(),
        deleted: journal.deleted.clone(),
        lost: journal.lost.clone(),
        ..Journal::default()
    }
}

/// Puts a value under a key of the file that is no list of entries. Returns false where something stands there already,
/// or it cannot be read as that.
fn put(journal: &mut Journal, key: &str, value: &Raw) -> bool {
    fn fill<T: Default + PartialEq + DeserializeOwned>(place: &mut T, value: &Raw) -> bool {
        let read = serde_json::from_str(value.text()).ok().filter(|_| *place == T::default());
        read.map(|read| *place = read).is_some()
    }
    match key {
        "journal" => fill(&mut journal.journal, value),
        "settings" => fill(&mut journal.settings, value),
        "condition" => fill(&mut journal.condition, value),
        "steps" => fill(&mut journal.steps, value),
        "deleted" => fill(&mut journal.deleted, value),
        "lost" => fill(&mut journal.lost, value),
        _ => false,
    }
}

/// What is out of sight, and under which keys; nothing where nothing is.
pub fn describe(all: &[Hidden]) -> Option<String> {
    let mut named: Vec<String> = all.iter().take(MOST).map(Hidden::describe).collect();
    named.extend((all.len() > MOST).then(|| format!("and {} more", all.len() - MOST)));
    let them = if all.len() == 1 { "A key" } else { "Keys" };
    (!all.is_empty()).then(|| format!("{them} that twinge does not know, counted nowhere: {}.", named.join("; ")))
}

/// How much is out of sight, in a few words; nothing where nothing is.
pub fn how_many(journal: &Journal) -> Option<String> {
    let all = hidden(journal);
    match all.iter().map(|one| one.count).sum() {
        0 if all.is_empty() => None,
        0 => Some(counted(all.len(), "misspelt key", "misspelt keys")),
        n => Some(format!("{} not shown", counted(n, "entry", "entries"))),
    }
}

/// Puts what is proven where it was meant to be. Returns what that was.
pub fn repair(journal: &mut Journal) -> Vec<Hidden> {
    let all = hidden(journal);
    let mut done = Vec::new();
    for one in all.into_iter().filter(|one| one.is_proven) {
        if one.within.is_some() {
            done.push(one);
            continue;
        }
        let (Some(meant), Some(value)) = (one.meant, journal.extra.get(&one.key).cloned()) else { continue };
        // looked at anew each time: two lists may hold the same entry
        let is_put = match list_named(meant) {
            Some(kind) => entries(journal, kind, &value).map(|entries| journal.put_all(entries)).is_some(),
            None => put(journal, meant, &value),
        };
        if is_put {
            journal.extra.set(&one.key, None);
            done.push(one);
        }
    }
    if done.iter().any(|one| one.within.is_some()) {
        journal.settings.mend();
        journal.condition.mend();
        journal.steps.mend();
        journal.mend_entries();
    }
    journal.sort();
    done
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
                let done = repair(&mut journal);
                assert_eq!((&*done[0].key, done[0].meant, done[0].count, done.len()), (key, Some("pain"), 3, 1));
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

    #[test]
    fn a_misspelt_part_and_a_misspelt_field_are_named_and_put_back() {
        let text = r#"{"format":"twinge-journal","version":2,
            "steps":{"doctor":{"state":"done"}},"settings":{"units":"mi"},"condition":{"side":"left"},
            "deleted":[{"id":"00000000-0000-0000-0000-000000000009","kind":"note","at":"2026-11-01T07:30:00+01:00"}],
            "runs":[{"id":"00000000-0000-0000-0000-000000000001","at":"2026-11-01T07:30:00+01:00","distance_m":5000,
                "pain":{"before":2},"note":"hello","later":{"depth":1}}]}"#;
        let whole = journal_json::read(text.as_bytes()).unwrap();
        assert!(hidden(&whole).is_empty(), "{:?}", hidden(&whole));
        for (right, wrong, within) in [
            ("steps", "step", ""),
            ("settings", "setings", ""),
            ("condition", "Condition", ""),
            ("deleted", "deletde", ""),
            ("doctor", "docter", " in the steps"),
            ("units", "unit", " in the settings"),
            ("side", "sied", " in the condition"),
            ("note", "noet", " in the run of "),
            ("before", "befor", " in the run of "),
            ("distance_m", "distance", " in the run of "),
        ] {
            let bent = text.replacen(&format!("\"{right}\":"), &format!("\"{wrong}\":"), 1);
            let mut journal = journal_json::read(bent.as_bytes()).unwrap();
            let message = describe(&hidden(&journal)).unwrap();
            let (start, end) =
                (format!("\u{201c}{wrong}\u{201d}{within}"), format!("probably \u{201c}{right}\u{201d}"));
            assert!(message.contains(&start) && message.contains(&end), "{message}");
            assert_eq!(repair(&mut journal).len(), 1, "{wrong}");
            assert_eq!(journal_json::write(&journal), journal_json::write(&whole), "{wrong}");
        }
        // what stands there already is not written over
        let both = text.replace("\"note\":\"hello\"", "\"note\":\"hello\",\"noet\":\"other\"");
        let mut journal = journal_json::read(both.as_bytes()).unwrap();
        assert!(hidden(&journal)[0].mend().contains("in an editor"));
        assert!(repair(&mut journal).is_empty());
    }
}
