//! What a shell offers at Tab: asked as its script does, then in the shells themselves where they are here.

use std::fs;
use std::process::Command;

use super::kit::{Desk, tool};

/// A desk with something in it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.ok(&["gear", "Red shoes", "--what", "shoes"]);
    desk.ok(&["exercise", "Side plank", "--sets", "3"]);
    desk.ok(&["pain", "4", "--moment", "morning"]);
    desk
}

/// What is offered for the last word of a line, by what fish asks.
fn offered(desk: &Desk, line: &[&str]) -> Vec<String> {
    let mut command = desk.command(&[]);
    command.env("TWINGE_COMPLETE", "fish").args(["--", "twinge"]).args(line);
    let answer = command.output().unwrap();
    assert!(answer.stderr.is_empty(), "{line:?}: {}", String::from_utf8_lossy(&answer.stderr));
    let text = String::from_utf8(answer.stdout).unwrap();
    text.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn every_word_of_the_grammar_and_every_name_of_the_journal_is_offered_where_it_fits() {
    let desk = desk();
    let id = desk.ok(&["list", "pain", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    for (line, wanted) in [
        (vec!["che"], "check-file"),
        (vec!["list", "ru"], "runs"),
        (vec!["list", "runs", "--su"], "--surface"),
        (vec!["pain", "3", "--where", "deep-b"], "deep-buttock"),
        (vec!["pain", "3", "--where", "deep-buttock:r"], "deep-buttock:right"),
        (vec!["pain", "3", "--where=deep-buttock:r"], "--where=deep-buttock:right"),
        (vec!["pain", "3", "--where", "hip:left,deep-b"], "hip:left,deep-buttock"),
        (vec!["pain", "3", "--feels", "dull,a"], "dull,ache"),
        (vec!["run", "5k", "gr"], "grass"),
        (vec!["run", "5k", "grass", "--gear", "R"], "Red shoes"),
        (vec!["session", "Si"], "Side plank"),
        (vec!["step", "ort"], "orthotics"),
        (vec!["report", "--format", "p"], "pdf"),
        (vec!["report", "--paper", "l"], "letter"),
        (vec!["settings", "un"], "units="),
        (vec!["settings", "units=m"], "units=mi"),
        (vec!["condition", "ons"], "onset="),
        (vec!["man", "chec"], "check"),
        (vec!["completions", "z"], "zsh"),
        (vec!["show", &id[id.len() - 4..]], &id[id.len() - 4..]),
        (vec!["edit", &id[id.len() - 4..], "moment=w"], "moment=worst"),
    ] {
        let found = offered(&desk, &line);
        assert!(found.iter().any(|one| one == wanted), "{line:?}: {found:?}");
    }
    for (line, never) in
        [(vec!["--"], "--keys"), (vec!["--"], "--clock"), (vec!["pain", "3", "--where", ""], "journal.json")]
    {
        assert!(!offered(&desk, &line).iter().any(|one| one.starts_with(never)), "{line:?}");
    }
}

#[test]
fn what_can_be_offered_nowhere_is_no_error_at_tab() {
    let desk = Desk::new();
    for line in [vec!["pain", "3", "--nonsense", ""], vec!["nonsense", ""], vec!["show", ""], vec!["restore", ""]] {
        offered(&desk, &line);
    }
    fs::write(desk.file(), "no journal").unwrap();
    assert!(offered(&desk, &["list", "ru"]).contains(&"runs".to_owned()), "a damaged journal takes no words away");
}

/// A shell with the script of its completions, where it is on this machine.
fn shell(desk: &Desk, name: &str) -> Option<Command> {
    tool(name)?;
    let program = assert_cmd::cargo::cargo_bin!("twinge");
    let folder = program.parent().unwrap().display().to_string();
    fs::write(desk.folder.path().join("script"), desk.ok(&["completions", name]).out).unwrap();
    let mut command = Command::new(name);
    let path = format!("{folder}:{}", std::env::var("PATH").unwrap_or_default());
    command
        .env_clear()
        .env("PATH", path)
        .env("TWINGE_FILE", desk.file())
        .env("TERM", "dumb")
        .env("HOME", desk.folder.path());
    command.current_dir(desk.folder.path());
    Some(command)
}

fn said(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn fish_completes() {
    let desk = desk();
    let Some(mut fish) = shell(&desk, "fish") else { return };
    let lines = ["twinge list ru", "twinge pain 3 --where deep-buttock:r", "twinge run 5k grass --gear Re"];
    let script: String = lines.iter().map(|line| format!("complete -C '{line}'; ")).collect();
    fish.args(["--no-config", "-c", &format!("source script; {script}")]);
    let said = said(fish);
    for wanted in ["runs", "deep-buttock:right", "Red shoes"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn bash_completes_words_with_colons_equals_signs_and_blanks() {
    let desk = desk();
    let Some(bash) = shell(&desk, "bash") else { return };
    drop(bash);
    fs::write(desk.folder.path().join("my run.gpx"), "").unwrap();
    // as bash parts a line into words
    for (words, line, wanted) in [
        ("twinge list ru", "twinge list ru", "runs|"),
        ("twinge pain 3 --where deep-buttock : r", "twinge pain 3 --where deep-buttock:r", "right|"),
        ("twinge pain 3 --where = deep-b", "twinge pain 3 --where=deep-b", "deep-buttock|"),
        ("twinge settings units = m", "twinge settings units=m", "mi|"),
        ("twinge import my", "twinge import my", "my run.gpx|"),
        ("twinge run 5k grass --gear Re", "twinge run 5k grass --gear Re", "Red shoes|"),
    ] {
        let mut bash = shell(&desk, "bash").unwrap();
        let script = format!(
            "source ./script; COMP_WORDBREAKS=$' \\t\\n\"><=;|&(:'; COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; \
             COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _twinge; printf '%s|' \"${{COMPREPLY[@]}}\"",
            words = words.split(' ').map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ")
        );
        bash.args(["--norc", "-c", &script]);
        assert_eq!(said(bash), wanted, "{line}");
    }
}

#[test]
fn zsh_completes_at_the_first_tab() {
    let desk = desk();
    let Some(mut zsh) = shell(&desk, "zsh") else { return };
    // the completion function is called as zsh calls it, and what it adds is printed
    let script = r#"
        compdef() { }
        _describe() { shift; shift; print -rl -- "${(@P)1}" }
        cp script _twinge; fpath=($PWD); autoload _twinge
        words=(twinge list ru); CURRENT=3
        _twinge
        words=(twinge pain 3 --where deep-buttock:r); CURRENT=5
        _clap_dynamic_completer_twinge
    "#;
    zsh.args(["-f", "-c", script]);
    let said = said(zsh);
    assert!(said.contains("deep-buttock\\:right") && said.contains("runs"), "{said}");
}
