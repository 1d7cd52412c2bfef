//! A long text in an editor of one's own: a script stands in for it.
#![allow(clippy::disallowed_methods)] // the script has to come from somewhere

use std::path::PathBuf;

use rustix::process::Signal;

use super::kit::Terminal;

/// A script that is an editor, and the variable that names it.
fn editor(script: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("an editor.sh");
    std::fs::write(&file, script).unwrap();
    let named = format!("/bin/sh \"{}\" --wait", file.display());
    (folder, named)
}

/// What stands among what this computer keeps for itself.
fn kept(terminal: &Terminal) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(terminal.folder.path().join("state/undo")).unwrap();
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.to_string_lossy().contains(".twinge.")).collect()
}

#[test]
fn a_note_is_written_in_an_editor_and_the_screen_is_whole_afterwards() {
    let (_script, named) = editor(
        "[ \"$1\" = --wait ] || exit 3\n\
         /bin/cat \"$2\"\nprintf 'AN EDITOR '\nread line\n\
         printf 'one\\r\\ntwo %s\\n' \"$line\" >> \"$2\"\nprintf old > \"$2~\"\n",
    );
    let mut terminal = Terminal::start(&[("VISUAL", &named), ("EDITOR", "/bin/false")]);
    terminal.sees("WELCOME").types("nslept").sees("slept").sees("Ctrl-x editor").types("\x18");
    // what it writes stands on the terminal as the shell has it, and what is typed is its own
    terminal.until("the editor", |screen| !screen.alternate_screen() && screen.contents().contains("AN EDITOR"));
    terminal.sees("slept").types("q and a line\n");
    terminal.until("the form again", |screen| {
        let text = screen.contents();
        screen.alternate_screen()
            && ["twinge", "0Today", "New note", "two q and a line", "The text is here", "Enter save"]
                .iter()
                .all(|part| text.contains(part))
            && !text.contains("AN EDITOR")
    });
    terminal.types("!\r").sees("Saved note");
    assert_eq!(terminal.journal()["notes"][0]["note"], "slept\none\ntwo q and a line!");
    assert!(kept(&terminal).is_empty(), "{:?}", kept(&terminal));
    terminal.types("q");
    assert_eq!(terminal.ends().0, 0);
    terminal.is_restored();
}

#[test]
fn an_editor_that_fails_or_is_not_there_leaves_the_text_as_it_was() {
    for (named, said) in [
        (editor("printf gone > \"$2\"\nexit 1\n"), "exit code 1"),
        (editor("kill -9 $$\n"), "by a signal"),
        ((tempfile::tempdir().unwrap(), "/no/such/editor".into()), "There is no program /no/such/editor"),
        ((tempfile::tempdir().unwrap(), String::new()), "No editor is set"),
    ] {
        let mut terminal = Terminal::start(&[("VISUAL", ""), ("EDITOR", &named.1)]);
        terminal.sees("WELCOME").types("nslept badly").sees("slept badly").types("\x18").sees(said);
        terminal
            .until("the form again", |screen| screen.alternate_screen() && screen.contents().contains("slept badly"));
        terminal.types(", woke at 4").sees("slept badly, woke at 4").types("\r").sees("Saved note");
        assert_eq!(terminal.journal()["notes"][0]["note"], "slept badly, woke at 4", "{said}");
    }
}

#[test]
fn ctrl_c_in_an_editor_is_the_editors_and_a_signal_to_end_keeps_what_it_saved() {
    let (_script, named) = editor(
        "trap 'printf interrupted' INT\nprintf 'saved so far\\n' > \"$2\"\nprintf 'AN EDITOR '\n\
         while :; do read line && printf \"$line\"; done\n",
    );
    let mut terminal = Terminal::start(&[("VISUAL", &named)]);
    terminal.sees("WELCOME").types("nslept").sees("slept").types("\x18").sees("AN EDITOR");
    terminal.types("\x03").sees("interrupted").types("still there\n").sees("still there");
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.ends().0, 143);
    terminal.is_restored();
    let drafts = std::fs::read_to_string(terminal.folder.path().join("drafts.json")).unwrap();
    assert!(drafts.contains("saved so far"), "{drafts}");
    assert!(kept(&terminal).is_empty(), "{:?}", kept(&terminal));
}
