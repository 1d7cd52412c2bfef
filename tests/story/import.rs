//! Importing on the screen: a path, what was found, surfaces for several, one change.

use crate::kit::story;

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/runs.csv");

#[test]
fn a_path_is_typed_and_what_was_found_is_seen_before_it_comes_in() {
    let keys = |more: &str| format!(":import<enter>{LIST}<enter>{more}");
    story("").keys(":import<enter>").sees("Import runs").sees("Enter read");
    story("").keys(":import<enter><enter>").sees("Type or paste the path");
    story("").keys(&keys("")).sees("3 new").sees("1 left out").sees("2 without a surface").sees("runs.csv");
    story("").keys(&keys("*")).sees("2 marked");
    story("").keys(&keys("*F")).sees("Surface? g grass");
    story("").keys(&keys("*Fg")).sees("grass").misses("without a surface");
    story("").keys(&keys("x")).sees("2 new").sees("2 left out");
    story("").keys(&keys("*Fg<enter>")).sees("Imported 3 runs; u takes all of it back").sees("3 runs");
    story("").keys(&keys("*Fg<enter>u")).sees("Undone: import of 3 runs").sees("No run yet");
    story("").keys(&keys("<esc>")).sees("Nothing was brought in");
    story("").size("40x12").keys(&keys("")).sees("3 new").sees("2026-11-19");
}

#[test]
fn runs_without_a_surface_are_marked_and_given_one_together() {
    let keys = |more: &str| format!(":import<enter>{LIST}<enter><enter>{more}");
    story("").keys(&keys("")).sees("2 without a surface");
    story("").keys(&keys(":mark-all<enter>")).sees("2 marked");
    story("")
        .keys(&keys(":mark-all<enter>Fd"))
        .sees("Saved 2 runs on dirt; u takes it back")
        .misses("without a surface");
    story("").keys(&keys(":mark-all<enter>Fdu")).sees("2 without a surface");
    let again = keys(&format!(":import<enter>{LIST}<enter>GkFg"));
    story("").size("120x40").keys(&again).sees("What is there already keeps its surface; F in Runs changes it.");
}

#[test]
fn a_path_that_leads_nowhere_stays_to_be_put_right_with_the_reason_under_it() {
    let nowhere = story("").keys(":import<enter>/nowhere/at/all.fit<enter>");
    nowhere.sees("Path  /nowhere/at/all.fit").sees("There is no such file.").sees("Enter read");
    story("")
        .keys(":import<enter>/nowhere/at/all.fit<enter>x")
        .misses("There is no such file.")
        .sees("/nowhere/at/all.fitx");
    story("")
        .keys(":import<enter>https://example.org/a.gpx<enter>")
        .sees("twinge has no network; download the file first");
    let mended = LIST.strip_suffix("csv").unwrap();
    story("").keys(&format!(":import<enter>{mended}<enter>csv<enter>")).sees("3 new");
    story("").size("40x12").keys(":import<enter>/nowhere/at/all.fit<enter>").sees("There is no such file.");
}

#[test]
fn a_run_typed_after_it_came_in_is_said_to_be_like_it() {
    let keys = format!(":import<enter>{LIST}<enter><enter>r6k<tab>grass<up><up>2026-11-19 18:00<enter>");
    story("").size("120x40").keys(&keys).sees("Saved; a run like this is in the journal (Thu 19 Nov 2026 07:00");
}
