//! Holds the pages of the documentation to the program: links lead somewhere, commands run, the README stays short.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages that people read, with their text.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = std::fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let docs = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let tops = ["README.md", "CONTRIBUTING.md", "SECURITY.md"].map(|name| root().join(name));
    let mut paths: Vec<PathBuf> = docs.chain(tops).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// A folder of its own for a journal, in which commands run one after another.
struct Home(tempfile::TempDir);

impl Home {
    fn run(&self, line: &str) -> Output {
        let mut command = Command::new("/bin/sh");
        let program = assert_cmd::cargo::cargo_bin!("twinge");
        let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
        command.env_clear().env("PATH", path).env("TZ", "UTC").env("HOME", self.0.path()).current_dir(self.0.path());
        command.args(["-c", line]).output().unwrap()
    }

    fn runs(&self, page: &Path, line: &str) -> String {
        let output = self.run(line);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{}: {line}\n{out}{err}", page.display());
        out.into_owned()
    }
}

/// The lines of `sh` blocks that run twinge, without their comments.
fn shell_lines(text: &str) -> Vec<String> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    let lines = blocks.flat_map(str::lines).filter(|line| line.starts_with("twinge "));
    lines.map(|line| line.split("   #").next().unwrap().trim().to_owned()).collect()
}

#[test]
fn every_link_of_a_page_leads_to_a_file() {
    for (page, text) in pages() {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap();
            if target.is_empty() || link.starts_with("http") {
                continue;
            }
            assert!(page.parent().unwrap().join(target).exists(), "{}: {link}", page.display());
        }
    }
}

#[test]
fn every_command_line_of_a_page_runs_in_its_order() {
    for (page, text) in pages() {
        let home = Home(tempfile::tempdir().unwrap());
        for line in shell_lines(&text).iter().filter(|line| !line.contains("Downloads")) {
            home.runs(&page, line);
        }
    }
}

#[test]
fn every_example_of_the_page_of_commands_is_understood() {
    let (page, text) = pages().into_iter().find(|(page, _)| page.ends_with("docs/commands.md")).unwrap();
    let home = Home(tempfile::tempdir().unwrap());
    let listed = home.runs(&page, "twinge --demo list pain --json");
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let id = listed[0]["id"].as_str().unwrap().to_owned();
    // what needs a file of its own, a person, or another program
    let elsewhere =
        ["merge", "git-setup", "purge", "import ", "restore ", "salvage", "xclip", "undelete", "demo`", "demo "];
    let mut count = 0;
    for row in text.lines().filter(|line| line.starts_with('|')) {
        for example in row.split('`').skip(1).step_by(2).filter(|code| code.starts_with("twinge ")) {
            let example = example.replace("\\|", "|").replace("3f2a", &id);
            if elsewhere.iter().any(|word| format!("{example}`").contains(word)) {
                continue;
            }
            let output = home.run(&example.replacen("twinge ", "twinge --demo ", 1));
            let err = String::from_utf8_lossy(&output.stderr).into_owned();
            // what the invented journal has nothing for is understood all the same
            let is_there = ["with that name", "There is nothing to", "The demo is in no file", "There is no journal"]
                .iter()
                .any(|there| err.contains(there));
            assert!(is_there || output.status.code().is_some_and(|code| code != 2), "{example}\n{err}");
            count += 1;
        }
    }
    assert!(count > 30, "{count} examples");
}

#[test]
fn the_first_page_is_short_and_its_first_command_opens_the_program() {
    let (_, text) = pages().into_iter().find(|(page, _)| page.ends_with("README.md")).unwrap();
    assert!(text.lines().count() <= 150, "{} lines", text.lines().count());
    let first = text.split("```sh\n").nth(1).and_then(|block| block.lines().next()).unwrap();
    assert!(first.starts_with("cargo run --release"), "{first}");
    let promises = text.lines().filter(|line| line.split_once(". **").is_some_and(|(n, _)| n.parse::<u8>().is_ok()));
    assert_eq!(promises.count(), 11);
}

#[test]
fn the_lines_for_reminders_run_in_a_shell() {
    let (page, _) = pages().into_iter().find(|(page, _)| page.ends_with("docs/reminders.md")).unwrap();
    let home = Home(tempfile::tempdir().unwrap());
    home.runs(&page, "twinge pain 4 --at yesterday");
    let due = home.runs(&page, "twinge status --due");
    assert!(due.contains("morning"), "{due}");
    let shown = home.runs(
        &page,
        "notify() { echo \"$@\"; }; due=$(twinge status --due); [ -z \"$due\" ] || notify twinge \"$due\"",
    );
    assert!(shown.starts_with("twinge "), "{shown}");
    assert_eq!(home.runs(&page, "twinge status").lines().count(), 1);
}

#[path = "support/pictures.rs"]
mod pictures;

#[test]
fn the_pictures_are_of_the_screen_as_it_is() {
    for (name, svg) in pictures::pictures() {
        let kept = std::fs::read_to_string(format!("{}/{name}", pictures::FOLDER)).unwrap_or_default();
        assert!(kept == svg, "{name} is another now: `cargo run --example pictures` draws them all anew; look at them");
    }
}

#[test]
fn the_page_of_reasons_is_what_the_tabs_say() {
    let page = std::fs::read_to_string(root().join("docs/why.md")).unwrap();
    for tab in ["today", "doctor", "therapy", "orthotics", "surface", "massage", "pain", "runs", "trends"] {
        let said = std::fs::read_to_string(root().join(format!("assets/sources/{tab}.md"))).unwrap();
        // only the level of a heading is another one there
        let mut headings = 0;
        let mut line = |line: &str| match line.strip_prefix("# ") {
            Some(heading) => {
                headings += 1;
                format!("{} {heading}\n", if headings == 1 { "##" } else { "###" })
            }
            None => format!("{line}\n"),
        };
        let wanted: String = said.trim().lines().map(&mut line).collect();
        assert!(page.contains(&wanted), "docs/why.md lacks what assets/sources/{tab}.md says:\n{wanted}");
    }
}
