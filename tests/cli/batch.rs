//! Several entries at once, a line each.

use super::kit::Desk;

#[test]
fn lines_from_a_pipe_are_saved_with_one_change_or_not_at_all() {
    let desk = Desk::new();
    let said = desk.piped(
        &["batch", "-"],
        "# Monday\n\npain 4 morning\nrun 5,2k grass 32:10 before 2 during 3\nnote slept “badly”\n",
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("Saved 3 entries with one change."), "{}", said.out);
    assert!(said.out.contains("run 5.2 km on grass in 32:10"), "{}", said.out);
    assert!(desk.ok(&["list", "notes"]).out.contains("slept “badly”"));
    // one undo takes all of it back
    desk.ok(&["undo"]);
    assert!(desk.ok(&["list", "pain"]).out.contains("No pain logged yet"));
    let said = desk.piped(&["batch"], "pain 4\npian 3\nrun 5k gravell\n");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("line 2: “pian” does not begin a line; did you mean pain?"), "{}", said.err);
    assert!(said.err.contains("line 3: ") && said.err.contains("Nothing was saved."), "{}", said.err);
    assert!(desk.ok(&["list", "pain"]).out.contains("No pain logged yet"));
    assert_eq!(desk.piped(&["batch"], "# nothing\n").code, 2);
}
