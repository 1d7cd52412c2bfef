//! What lines become, and that none comes twice.

use proptest::prelude::*;

use super::*;
use crate::domain::arbitrary;

fn file(text: &str) -> InboxFile {
    InboxFile { name: "inbox.txt".into(), text: text.into(), ..InboxFile::default() }
}

fn at(text: &str) -> At {
    At::parse(text).unwrap()
}

/// A journal that reads files one after the other.
struct Reader {
    journal: Journal,
    now: At,
}

impl Reader {
    fn new() -> Self {
        Self { journal: Journal::default(), now: at("2026-11-27T10:00:00+01:00") }
    }

    fn files(&mut self, files: &[InboxFile]) -> Stock {
        let clock = Clock { now: self.now, ..arbitrary::clock() };
        let stock = take_stock(files, &self.journal, clock, &HashSet::new());
        self.journal.receive(stock.made.iter().map(|made| (made.entry.clone(), made.stamp)), self.now);
        stock
    }

    fn reads(&mut self, text: &str) -> usize {
        self.files(&[file(text)]).made.len()
    }

    fn says(&self) -> Vec<String> {
        let settings = &self.journal.settings;
        let mut all: Vec<_> = self.journal.ids().filter_map(|id| self.journal.find(id)).collect();
        all.sort_by_key(|item| (item.at(), item.id()));
        all.iter().map(|item| format!("{} {}", item.at().local().format("%d %H:%M"), item.describe(settings))).collect()
    }

    fn why(&mut self, text: &str) -> String {
        let stock = self.files(&[file(text)]);
        assert_eq!(stock.made.len(), 0, "{text}");
        stock.waiting.first().map(|waiting| waiting.why.clone()).unwrap_or_default()
    }
}

#[test]
fn a_line_read_twice_is_one_entry() {
    let mut reader = Reader::new();
    let text = "2026-11-26 07:12 pain 4\n";
    assert_eq!((reader.reads(text), reader.reads(text)), (1, 0));
    assert_eq!(reader.says(), ["26 07:12 pain 4, morning"]);
}

#[test]
fn equal_lines_of_a_day_are_as_many_entries_and_one_put_above_is_one_more() {
    let mut reader = Reader::new();
    assert_eq!(reader.reads("# Thu 26 Nov\np 4\np 4\n"), 2);
    assert_eq!(reader.says(), ["26 07:00 pain 4, morning", "26 07:00 pain 4, morning"]);
    assert_eq!(reader.reads("# Thu 26 Nov\np 4\np 4\np 4\n"), 1);
    assert_eq!(reader.reads("# Thu 26 Nov\np 4\n"), 0);
    assert_eq!(reader.says().len(), 3);
}

#[test]
fn bullets_boxes_and_capitals_are_no_news_and_another_word_is() {
    let mut reader = Reader::new();
    assert_eq!(reader.reads("## 2026-11-26\npain 4\n"), 1);
    assert_eq!(reader.reads("## 2026-11-26\n- [ ] Pain  4\n"), 0);
    assert_eq!(reader.reads("2026-11-26 pain 4\n"), 0);
    assert_eq!(reader.reads("## 2026-11-26\np 4\n"), 1);
}

#[test]
fn a_line_without_a_day_waits_and_says_so() {
    assert!(Reader::new().why("pain 4\n").starts_with("Which day?"));
    assert!(Reader::new().why("07:12 pain 4\n").starts_with("Which day?"));
}

#[test]
fn a_run_is_read_with_all_that_is_said_of_it() {
    let mut reader = Reader::new();
    assert_eq!(reader.reads("2026-11-26 run 5,2k grass 32:10 before 2 during 3\n"), 1);
    let run = &reader.journal.runs[0];
    assert_eq!((run.distance_m, run.duration_s), (Some(5200), Some(1930)));
}

#[test]
fn curly_quotes_and_long_dashes_are_the_same_line_and_stay_in_the_note() {
    let mut reader = Reader::new();
    assert_eq!(reader.reads("2026-11-26 note slept “badly” — again\n"), 1);
    assert_eq!(reader.reads("2026-11-26 note slept \"badly\" - again\n"), 0);
    assert!(reader.says()[0].contains("slept “badly” — again"), "{:?}", reader.says());
}

#[test]
fn two_phones_that_say_the_same_at_the_same_minute_say_it_once() {
    let mut reader = Reader::new();
    let copy = |text: &str| InboxFile { name: "inbox.sync-conflict-20261126-071200-D4LGQYW.txt".into(), ..file(text) };
    assert_eq!(reader.files(&[file("2026-11-26 12:00 p 3\n"), copy("2026-11-26 12:00 p 3\n")]).made.len(), 1);
    assert_eq!(reader.files(&[file("2026-11-26 12:01 p 3\n")]).made.len(), 1);
}

#[test]
fn the_last_line_waits_until_the_file_is_quiet() {
    let mut reader = Reader::new();
    let young = InboxFile { is_young: true, ..file("2026-11-26 07:12 pain 1") };
    let stock = reader.files(&[young]);
    assert_eq!((stock.made.len(), stock.to_mend().count(), stock.waiting.len()), (0, 0, 1));
    assert_eq!(reader.reads("2026-11-26 07:12 pain 10"), 1);
    assert_eq!(reader.says(), ["26 07:12 pain 10, morning"]);
}

#[test]
fn two_computers_make_the_same_entry_of_a_line() {
    let (mut laptop, mut desktop) = (Reader::new(), Reader::new());
    desktop.now = at("2026-12-24T18:00:00+01:00");
    // what it knows of that day already changes nothing
    assert_eq!(desktop.reads("2026-11-26 06:00 pain 2\n"), 1);
    let text = "# 26 Nov\n07:12 pain 1\nrun 5k grass\nvisit mon 10:00 with Dr Invented\nnote x\n";
    assert_eq!((laptop.reads(text), desktop.reads(text)), (4, 4));
    let json = |reader: &Reader, id| reader.journal.find(id).map(|item| item.json());
    for id in laptop.journal.ids() {
        assert_eq!(
            json(&laptop, id).map(|raw| raw.text().to_owned()),
            json(&desktop, id).map(|raw| raw.text().to_owned())
        );
    }
}

#[test]
fn an_old_state_written_back_loses_and_doubles_nothing() {
    let mut reader = Reader::new();
    let (old, new) = ("2026-11-25 p 3\n", "2026-11-25 p 3\n2026-11-26 p 4\n2026-11-26 pian 4\n");
    assert_eq!((reader.reads(new), reader.reads(old), reader.reads(new)), (2, 0, 0));
    assert!(reader.why("2026-11-26 pian 4\n").contains("did you mean pain?"));
    assert_eq!(reader.reads(&new.replace("pian", "pain")), 1);
}

#[test]
fn what_was_taken_back_does_not_come_again() {
    let mut reader = Reader::new();
    let text = "2026-11-26 07:12 pain 4\n2026-11-26 note x\n";
    assert_eq!(reader.reads(text), 2);
    let now = reader.now;
    reader.journal.undo(now).unwrap();
    assert_eq!((reader.says().len(), reader.reads(text)), (0, 0));
    reader.journal.redo(now).unwrap();
    assert_eq!((reader.says().len(), reader.reads(text)), (2, 0));
}

#[test]
fn a_date_without_a_year_is_still_the_same_a_year_later() {
    let mut reader = Reader::new();
    assert_eq!(reader.reads("26 Nov 07:12 pain 4\n"), 1);
    reader.now = at("2027-12-01T10:00:00+01:00");
    assert_eq!(reader.reads("26 Nov 07:12 pain 4\n"), 0);
}

#[test]
fn only_words_that_add_are_taken_and_none_that_lies_ahead() {
    for line in [
        "clearance cleared",
        "gear \"blue\"",
        "exercise bridge",
        "settings units=mi",
        "undo",
        "delete 3f2a",
        "; rm -rf /",
        "$(reboot)",
    ] {
        assert!(!Reader::new().why(&format!("2026-11-26 {line}\n")).is_empty(), "{line}");
    }
    assert!(Reader::new().why("2026-11-27 11:00 pain 4\n").contains("has not come yet"));
    assert!(Reader::new().why("2026-11-26 pain 4 \u{1b}[2J\n").contains("U+001B"));
    assert!(Reader::new().why(&format!("2026-11-26 note {}\n", "x".repeat(5000))).contains("too long"));
    assert!(Reader::new().why("2026-11-26 pain 4 yesterday\n").contains("at the beginning"));
    assert_eq!(Reader::new().reads("2026-11-26 visit 2027-01-05 10:00 with Dr Invented\n"), 1);
}

#[test]
fn what_is_no_line_is_left_out() {
    let text =
        "\u{feff}---\ntags: a\n---\n# Diary\n// said\n! waits\n```\npain 9\n```\n\n***\n# 2026-11-26\n- 07:12 pain 4\n";
    let mut reader = Reader::new();
    let stock = reader.files(&[file(text)]);
    assert_eq!((stock.made.len(), stock.waiting.len()), (1, 0), "{:?}", stock.waiting);
}

#[test]
fn of_a_note_only_what_is_marked_counts() {
    let note = |text: &str| InboxFile { name: "2026-11-26.md".into(), is_note: true, ..file(text) };
    let mut reader = Reader::new();
    let text = "# Thursday\nRun went badly, note to self: rest.\n- twinge 07:12 pain 4\n- 12:00 twinge: p 3\n\n## Twinge\n- 18:30 run 5k grass 30:00\n- [x] massage 20 self\n## Work\nnote call the office\n";
    let stock = reader.files(&[note(text)]);
    assert_eq!((stock.made.len(), stock.waiting.len()), (4, 0), "{:?}", stock.waiting);
}

#[test]
fn a_todo_list_is_read_by_the_day_a_line_was_written() {
    let mut reader = Reader::new();
    assert_eq!(reader.reads("x 2026-11-27 2026-11-25 pain 4 @home +back\n(A) 2026-11-26 pain 3\n"), 2);
    assert_eq!(reader.says(), ["25 07:00 pain 4, morning", "26 07:00 pain 3, morning"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever order the lines come in, whatever stands before them, however often it is read.
    #[test]
    fn every_line_comes_once(
        lines in prop::collection::vec((24u32..27, 0u32..3, prop::sample::select(vec!["p 4", "pain 3", "note a b", "run 5k grass", "sit 20"])), 0..12),
        order in any::<prop::sample::Index>(),
        bullets in prop::collection::vec(prop::sample::select(vec!["", "- ", "* ", "- [ ] ", "> ", "  "]), 12),
        cut in any::<prop::sample::Index>(),
    ) {
        let text = |lines: &[(u32, u32, &str)], marked: bool| -> String {
            let one = |(i, (day, hour, words)): (usize, &(u32, u32, &str))| {
                format!("{}2026-11-{day} 0{hour}:30 {words}\n", if marked { bullets[i] } else { "" })
            };
            lines.iter().enumerate().map(one).collect()
        };
        let mut reader = Reader::new();
        // a part of it first, as a phone had it then
        let part = if lines.is_empty() { 0 } else { cut.index(lines.len()) };
        reader.reads(&text(&lines[..part], false));
        let mut turned = lines.clone();
        if !turned.is_empty() {
            turned.rotate_left(order.index(lines.len()));
        }
        reader.reads(&text(&turned, true));
        prop_assert_eq!(reader.says().len(), lines.len());
        let stock = reader.files(&[file(&text(&lines, true)), file(&text(&turned, false))]);
        prop_assert_eq!(stock.made.len(), 0);
    }

    #[test]
    fn no_text_panics_and_none_that_waits_is_counted_twice(text in "((\\PC{0,12}|2026-11-26|# |- |26 Nov|7:12|pain|4|run|5k|grass|twinge|x |\\(A\\) |T|Z|\\[|\\])[ \n.,:/]?){0,20}") {
        let mut reader = Reader::new();
        let note = InboxFile { name: "26.11.2026.md".into(), is_note: true, ..file(&text) };
        let first = reader.files(&[file(&text), note.clone()]);
        let again = reader.files(&[file(&text), note]);
        prop_assert_eq!(again.made.len(), 0);
        prop_assert_eq!(again.waiting, first.waiting);
    }
}
