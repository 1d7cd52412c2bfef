//! Days of logging with mistakes on a slow line: what was meant is in the file at the end, and nothing else.

use std::time::Duration;

use serde_json::{Value, json};

use super::kit::Terminal;

const LEFT: &str = "\x1b[D";
const DOWN: &str = "\x1b[B";
const SHIFT_TAB: &str = "\x1b[Z";
const DELETE: &str = "\x1b[3~";
const ALT_ENTER: &str = "\x1b\r";

/// A paste as a terminal sends it.
fn paste(text: &str) -> String {
    format!("\x1b[200~{text}\x1b[201~")
}

impl Terminal {
    /// Types as a slow line brings it, byte by byte; the shorter, the slower.
    fn slowly(&mut self, keys: &str) -> &mut Self {
        self.types_slowly(keys, Duration::from_millis(if keys.len() < 8 { 90 } else { 12 }))
    }
}

/// Of each entry these fields, in the order of the file.
fn of(journal: &Value, list: &str, fields: &[&str]) -> Vec<Value> {
    let entries = journal[list].as_array().unwrap().iter();
    entries.map(|entry| fields.iter().map(|field| entry[field].clone()).collect()).collect()
}

#[test]
fn what_is_meant_on_five_days_of_a_slow_line_is_kept_and_no_more() {
    let start = |day: u32| format!("2026-11-{day}T08:10:00+00:00");

    // Monday: a level that was another, a run, a note with a slip of the finger
    let mut line = Terminal::start(&[]);
    line.sees("WELCOME").slowly("p").sees("Level this morning?").slowly("4").sees("Saved pain 4, morning");
    line.slowly("e").sees("Edit the pain").slowly("\x7f3\r").sees("Saved pain 3, morning");
    line.slowly("r").sees("New run").slowly("5.2k\tg\t32:10\r").sees("Saved run 5.2 km on grass");
    line.slowly("n").sees("New note").slowly("legs heavu").slowly("\x7fy").slowly(&LEFT.repeat(6)).slowly(",");
    line.sees("legs, heavy").slowly("\x7f").slowly("\r").sees("Saved note \u{201c}legs heavy");
    line.slowly("q");
    assert_eq!(line.ends().0, 0);

    // Tuesday: a nine by mistake, taken back; a note of two lines, one of them pasted
    let mut line = line.again(&start(24));
    line.sees("Tue 24 Nov").slowly("p").sees("Level this morning?").slowly("9").sees("Saved pain 9, morning");
    line.slowly("u").sees("Undone").slowly("p2").sees("Saved pain 2, morning");
    line.slowly("n").sees("New note").slowly("slept badly").slowly(ALT_ENTER);
    line.slowly(&paste("did odd drills today")).sees("did odd drills today").slowly("\r").sees("Saved note");
    line.slowly("q");
    assert_eq!(line.ends().0, 0);

    // Thursday: Wednesday was forgotten; the run was yesterday's
    let mut line = line.again(&start(26));
    line.sees("Thu 26 Nov").slowly("P3").sees("Saved pain 3, morning");
    line.slowly("6").slowly(LEFT).sees("Wed 25 Nov  no level").slowly("p").sees("Wed 25 Nov, yesterday, morning?");
    line.slowly("1").slowly("\r").sees("Saved pain 1, morning, Wed 25 Nov");
    line.slowly("7").slowly("r").sees("New run").slowly("3k\troad\r").sees("Saved run 3 km on road");
    line.slowly("\r").sees("Edit the run").slowly(SHIFT_TAB).slowly("\x15").slowly("yesterday 18:00").slowly("\r");
    line.sees("Saved run 3 km on road, Wed 25 Nov");
    line.slowly("q");
    assert_eq!(line.ends().0, 0);

    // Friday: the wrong run goes and comes back; text that is pasted outside a form is nothing
    let mut line = line.again(&start(27));
    line.sees("Fri 27 Nov").slowly("7").sees("3 km").slowly(DOWN).slowly(DELETE).sees("Deleted run 5.2 km");
    line.slowly("u").sees("Undone: deleted run 5.2 km").slowly(&paste("did odd drills today"));
    line.sees("Pasted text goes into a form").slowly("p5").sees("Saved pain 5, morning");
    line.slowly("n").sees("New note").slowly("nothing").slowly("\x1b").sees("Kept as a draft");
    line.slowly("n").sees("your draft").slowly(" much\r").sees("Saved note \u{201c}nothing much");
    line.slowly("d").sees("Deleted").slowly("u").sees("Undone: deleted").slowly("q");
    assert_eq!(line.ends().0, 0);

    // Sunday: ten is a one and a nought; it was a one
    let mut line = line.again(&start(29));
    line.sees("Sun 29 Nov").slowly("p10").sees("Saved pain 10").slowly("u").sees("Undone").slowly("p1").slowly("\r");
    line.sees("Saved pain 1, morning").slowly("q");
    assert_eq!(line.ends().0, 0);

    let journal = line.journal();
    let day = |day: u32, time: &str| format!("2026-11-{day}T{time}:00+00:00");
    assert_eq!(
        of(&journal, "pain", &["at", "level", "moment"]),
        [
            json!([day(23, "08:10"), 3, "morning"]),
            json!([day(24, "08:10"), 2, "morning"]),
            json!([day(25, "07:00"), 1, "morning"]),
            json!([day(26, "08:10"), 3, "morning"]),
            json!([day(27, "08:10"), 5, "morning"]),
            json!([day(29, "08:10"), 1, "morning"]),
        ]
    );
    assert_eq!(
        of(&journal, "runs", &["at", "distance_m", "duration_s"]),
        [json!([day(23, "08:10"), 5200, 1930]), json!([day(25, "18:00"), 3000, null])]
    );
    assert_eq!(
        of(&journal, "notes", &["at", "note"]),
        [
            json!([day(23, "08:10"), "legs heavy"]),
            json!([day(24, "08:10"), "slept badly\ndid odd drills today"]),
            json!([day(27, "08:10"), "nothing much"]),
        ]
    );
    for list in ["visits", "questions", "sessions", "gear", "massages", "checks", "sitting", "measures", "markers"] {
        assert_eq!(journal[list], json!([]), "{list}");
    }
}
