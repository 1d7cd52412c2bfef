//! Holds the source to its own rules: who may import whom, a purpose in the first line, no file too long.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

/// A folder or file of `src`, what of ours it may use, and what of others it never does.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("domain", &["domain"], PURE),
    ("page.rs", &[], PURE),
    ("insight", &["domain", "insight", "page"], PURE),
    ("formats", &["domain", "formats", "page"], PURE),
    ("import", &["domain", "formats", "import"], PURE),
    ("render", &["domain", "insight", "formats", "render", "page"], PURE),
    (
        "store",
        &["domain", "formats", "import", "store"],
        &["ratatui", "crossterm", "clap::", "std::env", "Local::now", "Utc::now"],
    ),
    (
        "cli",
        &["domain", "insight", "formats", "import", "render", "page", "store", "world", "cli", "tui"],
        &["ratatui", "crossterm", "std::fs", "std::env", "Local::now"],
    ),
    (
        "tui",
        &["domain", "insight", "formats", "import", "render", "page", "store", "world", "tui"],
        &["clap::", "std::fs", "std::env", "Local::now"],
    ),
    ("world.rs", &[], &["ratatui", "crossterm", "clap::"]),
];

/// What no pure layer touches.
const PURE: &[&str] = &[
    "std::fs",
    "std::io::stdin",
    "std::env",
    "std::process",
    "std::time::",
    "std::thread",
    "Local::now",
    "Utc::now",
    "Uuid::now",
    "ratatui",
    "crossterm",
    "clap::",
    "rustix",
    "tempfile",
];

/// Files of a folder that alone may use something of ours.
const ONLY_IN: &[(&str, &str, &[&str])] = &[
    ("tui", "crate::store", &["tui/mod.rs", "tui/save_thread.rs"]),
    ("tui", "crossterm", &["tui/terminal.rs"]),
    ("cli", "crate::tui", &["cli/mod.rs"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), &mut found);
    let named = |path: PathBuf| {
        let name = path.strip_prefix(root.join("src")).unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    found.into_iter().map(named).collect()
}

/// The part of a file that is not its tests; none of a file of tests.
fn code(name: &str, text: &str) -> String {
    if name.ends_with("tests.rs") || name.ends_with("arbitrary.rs") {
        return String::new();
    }
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The layers of ours that a piece of code names.
fn imports(code: &str) -> Vec<&str> {
    code.match_indices("crate::")
        .filter(|(place, _)| !code[..*place].ends_with('$'))
        .map(|(place, found)| {
            code[place + found.len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn every_layer_imports_only_from_below() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let Some((_, ours, others)) =
            LAYERS.iter().find(|(layer, ..)| name == *layer || name.starts_with(&format!("{layer}/")))
        else {
            continue;
        };
        let code = code(&name, &text);
        let bad =
            imports(&code).into_iter().filter(|word| !ours.contains(word) && !name.starts_with(&format!("{word}.")));
        wrong.extend(bad.map(|word| format!("{name} uses crate::{word}")));
        wrong.extend(others.iter().filter(|other| code.contains(*other)).map(|other| format!("{name} uses {other}")));
        for (_, what, only) in ONLY_IN.iter().filter(|(layer, ..)| name.starts_with(&format!("{layer}/"))) {
            if code.contains(what) && !only.contains(&name.as_str()) {
                wrong.push(format!("{name} uses {what}, which only {only:?} may"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_source_is_a_layer() {
    for (name, _) in sources() {
        let known = LAYERS.iter().any(|(layer, ..)| name == *layer || name.starts_with(&format!("{layer}/")));
        assert!(known || ["main.rs", "lib.rs"].contains(&name.as_str()), "{name} belongs to no layer");
    }
}

#[test]
fn every_file_says_its_purpose_in_its_first_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<PathBuf> = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root.join(folder), &mut all);
    }
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let purpose = text.lines().next().unwrap_or_default().strip_prefix("//! ").unwrap_or_default();
        assert!(purpose.len() > 10, "{} has no `//!` purpose in its first line", path.display());
    }
}

/// A file has one subject: this is where it is likely to have two. Tables may be as long as what they list.
const LONGEST: usize = 600;
/// Files that are one table.
const TABLES: &[&str] = &["tui/keys.rs"];

#[test]
fn no_file_of_code_grows_past_one_subject() {
    for (name, text) in sources() {
        let lines = code(&name, &text).lines().count();
        assert!(lines <= LONGEST || TABLES.contains(&name.as_str()), "{name} has {lines} lines of code");
    }
}

#[test]
fn nothing_removes_a_whole_folder() {
    for (name, text) in sources() {
        assert!(!code(&name, &text).contains("remove_dir_all"), "{name}");
    }
}
