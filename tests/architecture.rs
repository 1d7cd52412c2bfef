//! Holds the source to its own rules: who may import whom, a purpose in the first line, no file too long.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder or file of `src`, what of ours it may use, and what of others it never does.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("domain", &["domain"], PURE),
    ("page", &["domain", "page"], PURE),
    ("palette.rs", &["domain", "page"], PURE),
    ("lines", &["domain", "lines"], PURE),
    ("insight", &["domain", "insight", "page"], PURE),
    ("inbox", &["domain", "lines", "insight", "inbox"], PURE),
    ("formats", &["domain", "formats", "page"], PURE),
    ("import", &["domain", "formats", "import"], PURE),
    ("merge", &["domain", "formats", "import", "merge"], PURE),
    ("render", &["domain", "insight", "formats", "merge", "render", "page"], PURE),
    (
        "store",
        &["domain", "formats", "import", "inbox", "merge", "store"],
        &["ratatui", "crossterm", "clap::", "std::env", "Local::now", "Utc::now"],
    ),
    (
        "cli",
        &[
            "domain", "lines", "inbox", "insight", "formats", "import", "merge", "render", "page", "palette", "store",
            "world", "cli", "tui",
        ],
        &["ratatui", "crossterm", "std::fs", "std::env", "Local::now"],
    ),
    (
        "tui",
        &[
            "domain", "lines", "inbox", "insight", "formats", "import", "merge", "render", "page", "palette", "store",
            "world", "tui",
        ],
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
    ("tui", "crate::store", &["tui/event.rs", "tui/mod.rs", "tui/outside.rs", "tui/save_thread.rs"]),
    ("tui", "crossterm", &["tui/terminal.rs"]),
    ("cli", "crate::tui", &["cli/keys.rs", "cli/mod.rs"]),
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
const TABLES: &[&str] = &["tui/keys/table.rs"];

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

/// A file as a module: `tui/tabs/mod.rs` is `["tui", "tabs"]`.
fn module(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// The paths of a `use` tree, written out: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn written_out(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap().trim_end_matches("::self").trim().to_owned()];
    };
    let (inside, mut depth, mut parts) = (rest.strip_suffix('}').unwrap_or(rest), 0, vec![String::new()]);
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 { parts.push(String::new()) } else { parts.last_mut().unwrap().push(c) }
    }
    let parts = parts.iter().filter(|part| !part.trim().is_empty());
    parts.flat_map(|part| written_out(&format!("{head}{}", part.trim()))).collect()
}

/// The path from the root that a path within a module means; nothing where it is another crate's.
fn from_root(path: &str, here: &[String]) -> Option<Vec<String>> {
    let parts: Vec<&str> = path.split("::").map(str::trim).collect();
    let supers = parts.iter().take_while(|part| **part == "super").count();
    let own = |from: usize, base: &[String]| {
        Some(base.iter().cloned().chain(parts[from..].iter().map(|&part| part.to_owned())).collect())
    };
    match parts[0] {
        "crate" => own(1, &[]),
        "self" => own(1, here),
        "super" => own(supers, &here[..here.len().checked_sub(supers)?]),
        _ => own(0, here), // a module within, or another crate, which no file of ours is called like
    }
}

/// The modules that each module names, by `use` lines and by paths within its code.
fn imports_of_files() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let sources: Vec<_> = sources().into_iter().filter(|(name, _)| !name.contains("/tests")).collect();
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|(name, _)| module(name)).collect();
    let file_of =
        |path: &[String]| (1..=path.len()).rev().map(|n| path[..n].to_vec()).find(|one| modules.contains(one));
    let mut graph = BTreeMap::new();
    for (name, text) in &sources {
        let (here, code) = (module(name), code(name, text));
        let mut named = Vec::new();
        let mut rest = String::new();
        for (place, piece) in code.split("use ").enumerate() {
            let begins_a_line = place > 0 && piece.contains(';');
            match piece.split_once(';') {
                Some((tree, after)) if begins_a_line && !tree.contains('=') => {
                    named.extend(written_out(&tree.replace('\n', " ")));
                    rest.push_str(after);
                }
                _ => rest.push_str(piece),
            }
        }
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let words = rest.split(|c: char| !is_path(c)).filter(|word| word.contains("::"));
        named.extend(words.map(|word| word.trim_matches(':').to_owned()));
        let found = named.iter().filter_map(|path| from_root(path, &here)).filter_map(|path| file_of(&path));
        graph.insert(here.clone(), found.filter(|other| *other != here).collect());
    }
    graph
}

/// The modules that a module reaches.
fn reached<'a>(
    from: &'a Vec<String>,
    graph: &'a BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
) -> BTreeSet<&'a Vec<String>> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(one) = next.pop() {
        next.extend(graph.get(one).into_iter().flatten().filter(|other| seen.insert(*other)));
    }
    seen
}

/// How many files of a folder may import each other in a circle. Where they may, they are one idea in several files.
const CIRCLES: &[(&str, usize)] = &[("domain", 3), ("tui", 3), ("store", 3)];

#[test]
fn files_do_not_import_each_other_in_circles() {
    let graph = imports_of_files();
    let reach: BTreeMap<_, _> = graph.keys().map(|one| (one, reached(one, &graph))).collect();
    let mut wrong = Vec::new();
    for (one, others) in &reach {
        let circle: Vec<String> =
            others.iter().filter(|other| reach[**other].contains(one)).map(|other| other.join("/")).collect();
        let most = CIRCLES.iter().find(|(folder, _)| one.first().is_some_and(|first| first == folder));
        if circle.len() > most.map_or(0, |(_, most)| *most) {
            wrong.push(format!("{} is in a circle of {}: {}", one.join("/"), circle.len(), circle.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a key does, as sentences say it.
const DOES: &[&str] = &[
    "adds", "asks", "begins", "brings", "changes", "closes", "deletes", "edits", "ends", "gives", "goes", "lists",
    "logs", "makes", "opens", "picks", "quits", "saves", "shows", "starts", "takes", "ticks", "tries",
];

/// True where a sentence spells a key: by its name, or by a letter that does something.
fn spells_a_key(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split(|c: char| c.is_whitespace() || "();:,".contains(c)).collect();
    let named = |word: &&str| {
        ["Esc", "Enter", "Space", "Backspace", "Shift-Tab"].contains(word)
            || word.starts_with("Ctrl-")
            || word.starts_with("Alt-")
    };
    let is_letter =
        |word: &str| word.chars().count() == 1 && word.chars().all(|c| c.is_alphanumeric() || c == '!' || c == '?');
    words.iter().any(named) || words.windows(2).any(|two| is_letter(two[0]) && DOES.contains(&two[1]))
}

#[test]
fn no_sentence_spells_a_key() {
    assert!(spells_a_key("Deleted; u brings it back.") && spells_a_key("Esc goes back") && spells_a_key("a adds one"));
    assert!(!spells_a_key("Deleted; {} brings it back.") && !spells_a_key("a level of 3, and saves"));
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let pure =
            ["domain/", "insight/", "import/", "formats/", "render/"].iter().any(|layer| name.starts_with(layer));
        // the table itself, what names and parses keys, and scripts of keys
        let free = ["tui/keys/table.rs", "tui/terminal", "tui/replay"].iter().any(|one| name.starts_with(one));
        if free || !(pure || name.starts_with("tui/")) {
            continue;
        }
        let code = code(&name, &text);
        for line in code.lines() {
            let sentences = line.split('"').skip(1).step_by(2);
            wrong.extend(sentences.filter(|one| spells_a_key(one)).map(|one| format!("{name}: {one}")));
            if line.contains("\", Tone::Key)") {
                wrong.push(format!("{name}: a key as it is typed: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "Take it from the table of keys (`key!`):\n{}", wrong.join("\n"));
}
