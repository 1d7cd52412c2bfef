//! Holds `docs/json.md` and `assets/answers.schema.json` true: both are made from what the program prints as JSON, with
//! an empty journal, one in trouble, one that has something of everything, and the demo. `TWINGE_UPDATE=1 cargo test --test json` writes
//! them anew.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

#[path = "cli/kit.rs"]
#[allow(dead_code)]
mod kit;

#[path = "support/full.rs"]
mod full;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use full::full;
use kit::Desk;
use serde_json::{Map, Value, json};

/// What is asked: its name, the command lines that answer in that shape, and what the answer is.
const ASKED: &[(&str, &[&str], &str)] = &[
    ("status", &["status"], "where today stands"),
    (
        "trends",
        &["trends --last 6w --compare grass,road", "trends --last all"],
        "the figures of a period; `null` where one cannot be computed, and why",
    ),
    ("report", &["report --last 6w"], "the doctor\u{2019}s page as data"),
    (
        "list",
        &["list pain", "list runs", "list notes", "list visits", "list checks"],
        "entries as they stand in the file",
    ),
    ("list deleted", &["list deleted"], "what is in the bin"),
    ("step", &["step"], "the five steps"),
    ("condition", &["condition"], "what was told about the condition"),
    ("exercise", &["exercise"], "the programme, and how much of it was done"),
    ("settings", &["settings"], "the settings"),
    ("keys", &["keys"], "the keys of the screen"),
    ("path", &["path"], "where the journal is"),
    ("path --all", &["path --all"], "where all that belongs to it is"),
    ("check-file", &["check-file"], "how the file is"),
    ("inbox", &["inbox"], "what a phone wrote"),
    ("import", &["import gone.gpx -n", "import run.gpx -n"], "what files would bring; without `-n` what they brought"),
    ("merge", &["merge other.json -n"], "what another copy would change; without `-n` what it changed"),
    (
        "pain",
        &["pain 4 --at \"-30 07:00\" --moment morning"],
        "the entry that was saved; the same for every command that saves one",
    ),
    ("run", &["run 5k road 30:00 --at \"-30 08:00\" --after 5"], "the same, and how the run was judged"),
    ("undo", &["undo", "redo"], "what was taken back, or done again"),
    ("purge", &["purge --yes"], "what was forgotten"),
];

/// The shape of a value, of all that were seen in one place.
#[derive(Debug, Default, Clone)]
struct Shape {
    /// `number`, `text`, `true or false`, `null`.
    plain: BTreeSet<&'static str>,
    /// An entry as it stands in the file.
    entry: bool,
    fields: BTreeMap<String, Shape>,
    /// How often it was an object, and how often each of its fields was there.
    objects: usize,
    seen: BTreeMap<String, usize>,
    items: Option<Box<Shape>>,
}

impl Shape {
    fn see(&mut self, value: &Value) {
        match value {
            Value::Null => drop(self.plain.insert("null")),
            Value::Bool(_) => drop(self.plain.insert("boolean")),
            Value::Number(_) => drop(self.plain.insert("number")),
            Value::String(_) => drop(self.plain.insert("string")),
            Value::Array(all) => {
                let items = self.items.get_or_insert_default();
                all.iter().for_each(|one| items.see(one));
            }
            Value::Object(fields)
                if fields.contains_key("id") && fields.contains_key("at") && !fields.contains_key("judged") =>
            {
                self.entry = true;
            }
            Value::Object(fields) => {
                self.objects += 1;
                for (key, value) in fields {
                    self.fields.entry(key.clone()).or_default().see(value);
                    *self.seen.entry(key.clone()).or_default() += 1;
                }
            }
        }
    }

    fn is_always(&self, key: &str) -> bool {
        self.seen.get(key) == Some(&self.objects)
    }

    /// As a JSON schema.
    fn schema(&self) -> Value {
        let mut any: Vec<Value> = Vec::new();
        if !self.plain.is_empty() {
            any.push(json!({ "type": self.plain }));
        }
        if self.entry {
            any.push(json!({ "$ref": "#/$defs/entry" }));
        }
        if let Some(items) = &self.items {
            any.push(json!({ "type": "array", "items": items.schema() }));
        }
        if self.objects > 0 {
            let fields: Map<String, Value> =
                self.fields.iter().map(|(key, shape)| (key.clone(), shape.schema())).collect();
            let always: Vec<&String> = self.fields.keys().filter(|key| self.is_always(key)).collect();
            any.push(json!({ "type": "object", "properties": fields, "required": always }));
        }
        match any.len() {
            0 => json!(true),
            1 => any.remove(0),
            _ => json!({ "anyOf": any }),
        }
    }

    /// In a few words, without what is in it.
    fn words(&self) -> String {
        let word = |plain: &&'static str| match *plain {
            "string" => "text",
            "boolean" => "true or false",
            other => other,
        };
        let mut words: Vec<String> =
            self.plain.iter().filter(|plain| **plain != "null").map(|plain| word(plain).to_owned()).collect();
        words.extend(self.entry.then(|| "entry".into()));
        if let Some(items) = &self.items {
            let of = items.words();
            words.push(if of.is_empty() { "list".into() } else { format!("list of {of}") });
        }
        words.extend((self.objects > 0).then(|| "object".into()));
        words.extend(self.plain.contains("null").then(|| "null".into()));
        words.join(" or ")
    }

    /// The fields, one a line, what is in them further in.
    fn lines(&self, indent: usize, lines: &mut Vec<String>) {
        for (key, shape) in &self.fields {
            let may = if self.is_always(key) { "" } else { "?" };
            lines.push(format!("{}{key}{may}: {}", "  ".repeat(indent), shape.words()));
            shape.lines(indent + 1, lines);
        }
        if let Some(items) = &self.items {
            items.lines(indent, lines);
        }
    }
}

/// The words of a line, those in quotes as one.
fn split(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(place, part)| match place % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// A desk with what a good day has not: a warning sign, a bad run, a timer that runs.
fn troubled() -> Desk {
    let desk = Desk::new();
    for level in 0..20 {
        let at = format!("-{level} 07:00");
        desk.ok(&["pain", "7", "--at", if level == 0 { "07:00" } else { &at }, "--moment", "morning"]);
    }
    desk.ok(&["run", "5k", "road", "--at", "yesterday 17:00", "--before", "3", "--during", "6", "--after", "7"]);
    desk.ok(&["check", "--bladder", "yes"]);
    desk.ok(&["sit", "start"]);
    desk
}

fn shapes() -> Vec<(&'static str, Shape)> {
    let (empty, whole, troubled) = (Desk::new(), full(), troubled());
    let at = |name: &str| whole.folder.path().join(name).display().to_string();
    // another copy that has one entry more, a file with a run in it, and lines that a phone wrote
    std::fs::copy(whole.file(), at("other.json")).unwrap();
    whole.ok(&["pain", "2", "--at", "-20 07:00", "--file", &at("other.json")]);
    let track = "<gpx version=\"1.1\"><trk><type>running</type><trkseg><trkpt lat=\"50\" lon=\"8\"><time>2026-11-20T07:00:00Z</time></trkpt>\
                 <trkpt lat=\"50.02\" lon=\"8\"><time>2026-11-20T07:12:00Z</time></trkpt></trkseg></trk></gpx>";
    std::fs::write(at("run.gpx"), track).unwrap();
    let inbox = at("inbox.txt");
    std::fs::write(&inbox, "2026-11-21 07:00 pain 3\n2026-11-21 07:05 pian 3\n").unwrap();
    whole.ok(&["settings", &format!("inbox={inbox}")]);
    let mut all = Vec::new();
    for (name, lines, _) in ASKED {
        let mut shape = Shape::default();
        for line in *lines {
            let mut words = split(line);
            words
                .iter_mut()
                .filter(|word| word.ends_with(".json") || word.ends_with(".gpx"))
                .for_each(|word| *word = at(word));
            words.push("--json".into());
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let demo: Vec<&str> = ["--demo"].into_iter().chain(words.iter().copied()).collect();
            for answer in [empty.run(&words), troubled.run(&words), whole.run(&words), whole.run(&demo)] {
                // what has no answer in this journal is refused with a sentence
                if let Ok(value) = serde_json::from_str(&answer.out) {
                    shape.see(&value);
                }
            }
        }
        all.push((*name, shape));
    }
    all
}

/// Holds a file to what it is to be, or writes it.
fn hold(path: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("TWINGE_UPDATE").is_some() {
        std::fs::write(&path, wanted).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == wanted,
        "{} is not what the program prints; TWINGE_UPDATE=1 cargo test --test json writes it anew",
        path.display()
    );
}

#[test]
fn the_page_and_the_schema_are_what_the_program_prints() {
    let shapes = shapes();
    let mut page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/json.md")).unwrap();
    page.truncate(page.find("## `").unwrap_or(page.len()));
    let mut answers = Map::new();
    for ((name, shape), (_, lines, what)) in shapes.iter().zip(ASKED) {
        assert!(shape.entry || shape.objects > 0 || shape.items.is_some(), "{name} answered nothing");
        answers.insert((*name).to_owned(), shape.schema());
        let mut fields = Vec::new();
        shape.lines(0, &mut fields);
        let of = if shape.objects == 0 { format!("; {}", shape.words()) } else { String::new() };
        page += &format!("## `{name}`\n\n`twinge {} --json`: {what}{of}.\n", lines[0]);
        if !fields.is_empty() {
            page += &format!("\n```text\n{}\n```\n", fields.join("\n"));
        }
        page += "\n";
    }
    // a command a line: short to read, and a change stands where it is
    let answers: Vec<String> = answers.iter().map(|(name, schema)| format!("{}: {schema}", json!(name))).collect();
    let entry =
        json!({ "type": "object", "required": ["id", "at"], "description": "An entry as journal.schema.json has it." });
    let schema = format!(
        "{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n\"title\": \"What twinge prints with --json, by command\",\n\
         \"$defs\": {{\n\"entry\": {entry},\n\"answers\": {{\n{}\n}}}}}}\n",
        answers.join(",\n")
    );
    assert!(serde_json::from_str::<Value>(&schema).is_ok());
    hold("docs/json.md", &format!("{}\n", page.trim_end()));
    hold("assets/answers.schema.json", &schema);
}

#[test]
fn every_command_that_shows_something_has_its_shape_on_the_page() {
    let help = Desk::new().ok(&["--help"]).out;
    let look = help.split("Look:").nth(1).unwrap().split("\n\n").next().unwrap();
    for name in look
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next().filter(|_| !line.starts_with("   ")))
    {
        // an entry is shown as it stands in the file
        assert!(name == "show" || ASKED.iter().any(|(asked, ..)| *asked == name), "{name}");
    }
}
