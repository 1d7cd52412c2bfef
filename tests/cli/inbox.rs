//! The lines of a phone: taken once, told, never written into; what a month of each tool looks like.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::kit::{Answer, Desk};

/// A Friday after the lines below were written.
const LATER: &str = "2026-11-27T10:00:00+00:00";

struct Phone(Desk);

impl Phone {
    fn new() -> Self {
        Self(Desk::new())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.folder.path().join(name)
    }

    /// The whole file as a phone leaves it, quiet for a minute and more.
    fn writes(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        let then = SystemTime::now() - Duration::from_secs(120);
        fs::File::options().append(true).open(&path).unwrap().set_modified(then).unwrap();
    }

    fn run(&self, args: &[&str]) -> Answer {
        self.0.command_at(LATER, args).output().unwrap().into()
    }

    fn ok(&self, args: &[&str]) -> Answer {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}{}", answer.out, answer.err);
        answer
    }

    /// How many levels, runs and notes there are.
    fn counts(&self) -> [usize; 3] {
        ["pain", "runs", "notes"].map(|kind| self.ok(&["list", kind, "--json"]).json().as_array().map_or(0, Vec::len))
    }

    fn answers(&self) -> String {
        fs::read_to_string(self.path("inbox-answers.txt")).unwrap()
    }
}

#[test]
fn lines_of_the_inbox_are_saved_once_with_one_change() {
    let phone = Phone::new();
    let text = "2026-11-26 07:12 pain 4\n2026-11-26 18:40 run 5k grass 31:20\n2026-11-26 pian 3\n";
    phone.writes("inbox.txt", text);
    let said = phone.ok(&["inbox", "-n"]);
    assert!(said.out.contains("Would be taken: 2 entries.") && said.out.contains("did you mean pain?"), "{}", said.out);
    assert!(!phone.path("inbox-answers.txt").exists() && phone.0.bytes().is_empty(), "a dry run writes");
    let said = phone.ok(&["inbox"]);
    assert!(said.out.contains("Saved 2 entries from the inbox with one change."), "{}", said.out);
    assert!(said.out.contains("Waits: 2026-11-26 pian 3 (inbox.txt, line 3)"), "{}", said.out);
    let before = phone.0.bytes();
    assert!(!phone.ok(&["inbox"]).out.contains("Saved"));
    assert_eq!(phone.0.bytes(), before, "nothing new, nothing written");
    assert_eq!(phone.counts(), [1, 1, 0]);
    assert_eq!(fs::read_to_string(phone.path("inbox.txt")).unwrap(), text, "never written into");
    let answers = phone.answers();
    assert!(answers.contains("Waiting: 1 line") && answers.contains("did you mean pain?"), "{answers}");
    assert!(answers.contains("Thu 26 Nov") && answers.contains("- 07:12 pain 4, morning"), "{answers}");
    // one undo takes all of it back, and it does not come again
    phone.ok(&["undo"]);
    phone.ok(&["inbox"]);
    assert_eq!(phone.counts(), [0, 0, 0]);
    let json = phone.ok(&["inbox", "--json"]).json();
    assert_eq!(json["taken"], serde_json::json!([]));
    assert_eq!(json["waiting"][0]["from"]["line"], 3, "{json}");
}

#[test]
fn a_command_that_writes_reads_it_first_and_one_that_shows_says_that_lines_wait() {
    let phone = Phone::new();
    phone.ok(&["note", "first"]);
    phone.writes("inbox.txt", "2026-11-26 07:12 pain 4\n2026-11-26 pain 3\n2026-11-26 pian 3\n");
    let before = phone.0.bytes();
    for args in [&["status"][..], &["list", "pain"], &["trends"]] {
        let said = phone.ok(args);
        assert!(said.err.contains("3 lines wait in the inbox"), "{args:?}: {}", said.err);
    }
    assert_eq!(phone.0.bytes(), before);
    assert!(!phone.path("inbox-answers.txt").exists());
    let said = phone.ok(&["note", "second"]);
    assert!(said.err.contains("From the inbox, first: 2 entries."), "{}", said.err);
    assert!(said.err.contains("1 line waits in the inbox"), "{}", said.err);
    assert_eq!(phone.counts(), [2, 0, 2]);
    // the command is one change, the inbox another
    phone.ok(&["undo"]);
    assert_eq!(phone.counts(), [2, 0, 1]);
    phone.ok(&["undo"]);
    assert_eq!(phone.counts(), [0, 0, 1]);
}

#[test]
fn a_line_without_its_end_waits_until_the_file_is_quiet() {
    let phone = Phone::new();
    fs::write(phone.path("inbox.txt"), "2026-11-26 07:12 pain 1").unwrap();
    let said = phone.ok(&["inbox"]);
    assert!(said.out.contains("taken when the file is quiet"), "{}", said.out);
    phone.writes("inbox.txt", "2026-11-26 07:12 pain 10");
    assert!(phone.ok(&["inbox"]).out.contains("pain 10"));
    assert_eq!(phone.counts(), [1, 0, 0]);
}

#[test]
fn a_line_corrected_after_it_was_read_is_a_second_entry_and_that_is_said() {
    let phone = Phone::new();
    phone.writes("inbox.txt", "2026-11-26 07:12 pain 4\n");
    phone.ok(&["inbox"]);
    phone.writes("inbox.txt", "2026-11-26 07:12 pain 5\n");
    let said = phone.ok(&["inbox"]);
    assert!(said.err.contains("“pain 4, morning” of Thu 26 Nov 2026 07:12 is no longer in the inbox"), "{}", said.err);
    assert!(said.err.contains("both are kept"), "{}", said.err);
    assert_eq!(phone.counts(), [2, 0, 0]);
    assert!(!phone.ok(&["inbox"]).err.contains("no longer"), "said once");
    // what is only another entry of that day corrects nothing
    phone.writes("inbox.txt", "2026-11-26 09:00 note slept badly\n");
    phone.ok(&["inbox"]);
    phone.writes("inbox.txt", "2026-11-26 20:00 note long day at work\n");
    assert!(!phone.ok(&["inbox"]).err.contains("no longer"));
}

#[test]
fn a_linked_inbox_is_tidied_where_the_phone_writes_it_and_twinges_own_files_are_none() {
    let phone = Phone::new();
    phone.writes("sync/in.txt", "2026-11-26 07:12 pain 4\n2026-11-26 08:00 pian 3\n");
    std::os::unix::fs::symlink(phone.path("sync/in.txt"), phone.path("inbox.txt")).unwrap();
    phone.ok(&["inbox", "--tidy"]);
    assert!(phone.path("inbox.txt").symlink_metadata().unwrap().is_symlink(), "the link stays");
    assert_eq!(fs::read_to_string(phone.path("sync/in.txt")).unwrap(), "2026-11-26 08:00 pian 3\n");
    assert!(phone.path("sync/inbox-done").is_dir() && phone.path("sync/in-answers.txt").is_file());
    phone.ok(&["settings", &format!("inbox={}", phone.path("journal.json").display())]);
    let said = phone.run(&["inbox", "--tidy"]);
    assert!(said.code != 0 && said.err.contains("twinge’s own"), "{}", said.err);
    assert!(phone.path("journal.json").is_file());
}

#[test]
fn what_a_terminal_would_obey_is_in_no_answer() {
    let phone = Phone::new();
    phone.writes("inbox.txt", &format!("2026-11-26 07:12 pian \u{1b}[31m\u{7} {}\n", "x".repeat(3000)));
    let said = phone.ok(&["inbox"]);
    let answers = fs::read_to_string(phone.path("inbox-answers.txt")).unwrap();
    for text in [said.out, answers] {
        assert!(!text.contains(['\u{1b}', '\u{7}']) && text.len() < 1000, "{text:?}");
    }
}

#[test]
fn a_tidied_inbox_loses_nothing_and_brings_nothing_twice() {
    let phone = Phone::new();
    phone.writes("inbox.txt", "# 2026-11-26\n- 07:12 pain 4\n- 08:00 pian 3\n");
    let said = phone.ok(&["inbox", "--tidy"]);
    assert!(said.out.contains("inbox-done"), "{}", said.out);
    assert_eq!(fs::read_to_string(phone.path("inbox.txt")).unwrap(), "2026-11-26 08:00 pian 3\n");
    let done: Vec<_> = fs::read_dir(phone.path("inbox-done")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(done.len(), 1);
    // a phone that had the old file open still writes to it; another brings the old one back
    let late = fs::read_to_string(&done[0]).unwrap() + "- 09:00 pain 2\n- 09:30 pani 2\n";
    fs::write(&done[0], late).unwrap();
    phone.writes("inbox.txt", "# 2026-11-26\n- 07:12 pain 4\n- 08:00 pain 3\n");
    let said = phone.ok(&["inbox"]);
    assert!(said.out.contains("Saved 2 entries") && said.out.contains("pani"), "{}", said.out);
    assert!(!said.out.contains("pian"), "{}", said.out);
    assert_eq!(phone.counts(), [3, 0, 0]);
    fs::write(phone.path("inbox.txt"), "2026-11-26 pain 1\n").unwrap();
    let said = phone.run(&["inbox", "--tidy"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("less than a minute ago"), "{}", said.err);
}

#[test]
fn the_setting_names_a_file_or_a_folder_of_notes() {
    let phone = Phone::new();
    let folder = phone.path("Daily");
    phone.writes("Daily/2026/11/2026-11-26.md", "Note to self: buy milk\n## Twinge\n- 07:12 pain 4\n");
    phone.writes("Daily/2026-11-25.txt", "07:12 pain 3\n");
    phone.writes("Daily/2020-01-01.md", "twinge pain 9\n");
    phone.writes("Daily/Recipes.md", "twinge pain 9\n");
    phone.ok(&["settings", &format!("inbox={}", folder.display())]);
    let said = phone.ok(&["inbox"]);
    assert!(said.out.contains("Saved 2 entries") && !said.out.contains("Waits"), "{}", said.out);
    assert!(folder.join("inbox-answers.txt").exists());
    assert!(phone.run(&["settings", "inbox=relative.txt"]).err.contains("not a whole path"));
    phone.ok(&["settings", "inbox=none"]);
    assert!(phone.ok(&["inbox"]).out.contains("There is no inbox yet"));
}

#[test]
fn a_file_can_be_read_once_by_its_name() {
    let phone = Phone::new();
    phone.writes("other/notes.txt", "2026-11-26 07:12 pain 4\n");
    let path = phone.path("other/notes.txt");
    let path = path.to_str().unwrap();
    assert!(phone.ok(&["inbox", path]).out.contains("Saved 1 entry"));
    assert!(phone.ok(&["inbox", path]).out.contains("Nothing new"));
    assert_eq!(fs::read_dir(phone.path("other")).unwrap().count(), 1, "nothing is written beside it");
    assert_eq!(phone.run(&["inbox", "missing.txt"]).code, 2);
}

/// Every block of the page, as the file that a phone has then.
#[test]
fn the_lines_of_the_page_about_phones_are_all_understood() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/phone.md");
    let text = fs::read_to_string(page).unwrap();
    let blocks = text.split("```text\n").skip(1).filter_map(|block| block.split("```").next());
    let blocks: Vec<&str> = blocks.filter(|block| !block.contains("procmail") && !block.starts_with(":0")).collect();
    assert!(blocks.len() >= 9, "{}", blocks.len());
    for block in blocks {
        let phone = Phone::new();
        let is_note = block.contains("Twinge");
        if is_note {
            phone.writes("Daily/2026-11-26.md", block);
            phone.ok(&["settings", &format!("inbox={}", phone.path("Daily").display())]);
        } else {
            phone.writes("inbox.txt", block);
        }
        let said = phone.ok(&["inbox"]);
        assert!(said.out.contains("Saved") && !said.out.contains("Waits"), "{block}\n{}", said.out);
    }
}

/// What one tool makes of a moment and of what is said.
type Format = fn(day: u32, hour: u32, minute: u32, words: &str) -> String;

#[test]
fn a_month_of_lines_of_each_tool_is_read_without_one_that_waits() {
    let said = [
        "Pain 4",
        "pain 3 morning deep buttock right",
        "run 5,2k grass 32:10 before 2 during 3",
        "p 2 note slept badly",
        "Note sat two hours — legs heavy",
        "sit 25 until pain",
        "massage 20 self low-back",
        "run 30min track after 3",
        "q may I go past 30 minutes?",
        "mark new desk chair",
        "pain 5 now down to knee worse sitting",
        "3",
        "ex bridge",
        "check saddle no night yes",
        "visit 2026-12-20 10:00 with Dr Invented",
        "pain 6 worst woke",
        "measure stairs 7 driving 4",
        "run grass 3k road 2k 28:30 effort 4",
    ];
    let tools: &[(&str, &str, Format)] = &[
        ("shortcuts", "inbox.txt", |d, h, m, w| format!("\n2026-10-{d:02} {h:02}:{m:02} {w}")),
        ("shortcuts as it is", "inbox.txt", |d, h, m, w| {
            let (half, hour) = (if h < 12 { "AM" } else { "PM" }, if h % 12 == 0 { 12 } else { h % 12 });
            format!("\nOct {d}, 2026 at {hour}:{m:02}\u{202f}{half} {w}")
        }),
        ("markor", "inbox.txt", |d, h, m, w| format!("# 2026-10-{d:02}\n- [ ] {h:02}:{m:02} {w}\n")),
        ("todo.txt", "inbox.txt", |d, h, m, w| format!("(B) 2026-10-{d:02} {h:02}:{m:02} {w}\n")),
        ("tasker", "inbox.txt", |d, h, m, w| format!("{d:02}.10.2026 {h:02}.{m:02} {w}\n")),
        ("drafts", "inbox.txt", |d, h, m, w| format!("2026-10-{d:02} {h:02}:{m:02} {w}\r\n")),
        ("watch", "inbox.txt", |d, h, m, w| {
            let words = w[..1].to_uppercase() + &w[1..];
            format!("2026-10-{d:02}, {h:02}:{m:02}: {words}\n")
        }),
        ("mail", "inbox.txt", |d, h, m, w| format!("2026-10-{d:02}T{h:02}:{m:02}:07+02:00 twinge {w}\n")),
    ];
    for (tool, name, format) in tools {
        let phone = Phone::new();
        let mut text = String::new();
        let mut count = 0;
        for day in 1..=31 {
            for part in 0..3 {
                let words = said[(day as usize * 3 + part) % said.len()];
                text += &format(day, 7 + 5 * part as u32, (day * 7) % 60, words);
                count += 1;
            }
        }
        phone.writes(name, &text);
        let said = phone.ok(&["inbox"]);
        assert!(said.out.starts_with(&format!("Saved {count} entries")), "{tool}: {}", &said.out[..200]);
        assert!(!said.out.contains("Waits"), "{tool}: {}", said.out);
    }
}

/// A phone appends two hundred lines while two hundred readings run.
#[test]
fn lines_that_are_written_while_it_is_read_come_once_and_none_is_lost() {
    let phone = Phone::new();
    let path = phone.path("inbox.txt");
    let script = "i=0; while [ $i -lt 200 ]; do printf '2026-11-26 12:%02d pain %d note n%d\\n' $((i % 60)) $((i % 11)) $i >> \"$1\"; i=$((i+1)); [ $((i % 4)) -ne 0 ] || sleep 0.02; done";
    let mut writer = Command::new("/bin/sh").args(["-c", script, "sh"]).arg(&path).spawn().unwrap();
    for _ in 0..200 {
        let answer = phone.run(&["inbox"]);
        assert_eq!(answer.code, 0, "{}", answer.err);
    }
    writer.wait().unwrap();
    let then = SystemTime::now() - Duration::from_secs(120);
    fs::File::options().append(true).open(&path).unwrap().set_modified(then).unwrap();
    phone.ok(&["inbox"]);
    let listed = phone.ok(&["list", "pain", "--json"]).json();
    let mut notes: Vec<String> =
        listed.as_array().unwrap().iter().map(|pain| pain["note"].as_str().unwrap().to_owned()).collect();
    notes.sort();
    let mut wanted: Vec<String> = (0..200).map(|n| format!("n{n}")).collect();
    wanted.sort();
    assert_eq!(notes, wanted);
}

#[test]
fn an_import_and_a_merge_read_the_inbox_first() {
    let phone = Phone::new();
    phone.ok(&["note", "begun"]);
    phone.writes("inbox.txt", "2026-11-20 12:00 run 5k grass 30min\n");
    let list = phone.path("list.csv");
    fs::write(&list, "date,distance_km,duration\n2026-11-20 12:01,5.0,30:00\n").unwrap();
    let list = list.display().to_string();
    let dry = phone.ok(&["import", &list, "--all", "-n"]);
    assert!(dry.err.contains("1 line waits in the inbox"), "{}", dry.err);
    let said = phone.ok(&["import", &list, "--all"]);
    assert!(said.err.contains("From the inbox, first: 1 entry."), "{}", said.err);
    // the row is the run that the phone wrote
    assert_eq!(phone.ok(&["list", "runs", "--json"]).json().as_array().unwrap().len(), 1, "{}", said.out);
    let copy = phone.path("copy");
    fs::copy(phone.path("journal.json"), &copy).unwrap();
    phone.writes("inbox.txt", "2026-11-20 12:00 run 5k grass 30min\n2026-11-21 12:00 pain 3\n");
    let said = phone.ok(&["merge", &copy.display().to_string()]);
    assert!(said.err.contains("From the inbox, first: 1 entry."), "{}", said.err);
    let places = phone.ok(&["path", "--all"]).out;
    for what in ["what the phone writes: ", "what twinge answers it: ", "what stood in the inbox last: ", "dismissed: "]
    {
        assert!(places.contains(what), "{what}: {places}");
    }
}
