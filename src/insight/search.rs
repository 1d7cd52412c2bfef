//! Words looked for in all that was recorded: in what an entry says, in its notes, and in its date in every form in which
//! one is printed.

use std::ops::Range;

use crate::domain::entry::Item;
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::names::bare;
use crate::domain::when;

/// An entry as it is searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// When it was, and what it says, as a line.
    pub shown: String,
    /// All that is searched of it, without case and accents.
    bare: String,
}

/// The kinds that are searched: what is listed with a date. The exercises of the programme have none.
fn is_searched(kind: Kind) -> bool {
    kind != Kind::Exercise
}

/// All entries as they are searched, the newest first.
pub fn searched(reading: &Reading, journal: &Journal) -> Vec<Searched> {
    let mut all: Vec<_> = Vec::new();
    for &kind in Kind::ALL.iter().filter(|kind| is_searched(**kind)) {
        all.extend(journal.items(kind).map(|item| (item.at(), of(item, reading, journal))));
    }
    all.sort_by_key(|(at, one)| std::cmp::Reverse((*at, one.id)));
    all.into_iter().map(|(_, one)| one).collect()
}

fn of(item: &dyn Item, reading: &Reading, journal: &Journal) -> Searched {
    let (settings, local) = (&journal.settings, item.at().local());
    let shown = format!("{}  {}", when::say(item.at(), settings), item.describe(settings));
    // a note is said in short, and searched whole
    let texts: Vec<String> = ["note", "question", "answer", "text", "about"]
        .iter()
        .filter(|key| item.kind().keys().contains(key))
        .filter_map(|key| item.text(key, reading))
        .collect();
    let dates = local.format("%Y-%m-%d %d.%m.%Y %-d.%-m.%Y %-d %B %Y %A");
    let bare = bare(&format!("{shown} {} {} {dates}", item.kind().word(), texts.join(" ")));
    Searched { kind: item.kind(), id: item.id(), shown, bare }
}

/// Those that have the words in them: as they stand one behind the other, or where nothing has that, each somewhere.
pub fn find<'a>(all: &'a [Searched], words: &str) -> Vec<&'a Searched> {
    let wanted = bare(words.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    let whole: Vec<&Searched> = all.iter().filter(|one| one.bare.contains(&wanted)).collect();
    if !whole.is_empty() {
        return whole;
    }
    let each = |one: &&Searched| wanted.split_whitespace().all(|word| one.bare.contains(word));
    all.iter().filter(each).collect()
}

/// Where the words stand in a text, to be marked: the whole of them, else each; bytes, from the left, none within another.
pub fn marks(text: &str, words: &str) -> Vec<Range<usize>> {
    let wanted = bare(words.trim());
    // what each byte of the searched form comes from
    let (mut plain, mut from) = (String::new(), Vec::new());
    for (at, sign) in text.char_indices() {
        plain.push_str(&bare(sign.encode_utf8(&mut [0; 4])));
        from.resize(plain.len(), at..at + sign.len_utf8());
    }
    let places = |word: &str| -> Vec<Range<usize>> {
        let found =
            plain.match_indices(word).filter_map(|(at, word)| Some((from.get(at)?, from.get(at + word.len() - 1)?)));
        found.map(|(first, last)| first.start..last.end).collect()
    };
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found = places(&wanted);
    if found.is_empty() {
        found = wanted.split_whitespace().flat_map(places).collect();
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for range in found {
        match apart.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => apart.push(range),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::notes::Note;
    use crate::domain::pain::Pain;
    use proptest::prelude::*;

    fn journal() -> Journal {
        let mut journal = Journal::default();
        let at = |day: &str| At::parse(&format!("2026-{day}T07:30:00+01:00")).unwrap();
        let mut note = Note::blank(arbitrary::id(1), at("11-24"));
        note.note = Some("Brücke: café, sat 26 minutes".into());
        journal.notes.push(note);
        journal.pain.push(Pain::blank(arbitrary::id(2), at("11-26")));
        journal.settle(at("11-27"));
        journal
    }

    fn found(words: &str) -> Vec<Kind> {
        let journal = journal();
        let all = searched(&arbitrary::reading(&journal), &journal);
        find(&all, words).into_iter().map(|one| one.kind).collect()
    }

    #[test]
    fn words_are_found_without_case_and_accents_and_dates_in_every_form() {
        assert_eq!(found("BRUCKE"), [Kind::Note]);
        assert_eq!(found("cafe"), [Kind::Note]);
        for date in [
            "Thu 26 Nov 2026",
            "26 nov",
            "2026-11-26",
            "26.11.2026",
            "26 november",
            "thursday",
            "Thu 26 Nov 2026 07:30",
        ] {
            assert_eq!(found(date), [Kind::Pain], "{date}");
        }
        assert_eq!(found("nov"), [Kind::Pain, Kind::Note], "the newest comes first");
        assert_eq!(found("minutes brucke"), [Kind::Note], "in any order where nothing has them in this one");
        assert_eq!(found("xyz"), []);
        assert_eq!(found(" "), []);
    }

    #[test]
    fn what_was_found_is_marked_in_the_text_as_it_stands() {
        let marked = |text: &'static str, words| -> Vec<&str> {
            marks(text, words).into_iter().map(|range| &text[range]).collect()
        };
        assert_eq!(marked("Brücke und BRUCKE", "brucke"), ["Brücke", "BRUCKE"]);
        assert_eq!(marked("pain 4, dull ache", "ache dull"), ["dull", "ache"]);
        assert_eq!(marked("aaa", "aa"), ["aa"]);
        assert!(marked("abc", "").is_empty() && marked("", "x").is_empty());
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_marks(text in "\\PC{0,30}", words in "\\PC{0,6}") {
            let mut last = 0;
            for range in marks(&text, &words) {
                prop_assert!(range.start >= last && text.get(range.clone()).is_some());
                last = range.end;
            }
        }
    }
}
