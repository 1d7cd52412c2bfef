//! What can be taken out of a damaged journal: every entry that is whole, wherever it lies, and the rest line by line.
//! Pure. The file has one entry a line, but nothing here counts on lines: an entry is found by its braces.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;

use super::{journal_json, unmarked};
use crate::domain::condition::Condition;
use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::{Deleted, FORMAT, Journal, Lost as Yielded, VERSION};
use crate::domain::kind::Kind;
use crate::domain::record::{Object, Raw};
use crate::domain::settings::Settings;
use crate::domain::spelling::near;
use crate::domain::steps::{Progress, Step};
use crate::domain::words::counted;

/// Keys of the file under which no entry stands, but what once was one, or how a change is taken back.
const PAST: [&str; 3] = ["deleted", "lost", "undo"];

/// One file to take from.
pub struct Source<'a> {
    /// How it is named to the person.
    pub name: String,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A piece that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The line it begins in, from 1.
    pub line: usize,
    /// Its beginning, as far as it is text.
    pub begins: String,
}

/// What was taken from one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalvagedFile {
    /// How it is named to the person.
    pub name: String,
    /// How many entries came from it.
    pub entries: usize,
    /// What else came from it, in words.
    pub parts: Vec<&'static str>,
    /// How many of the entries have letters that could not be read.
    pub marred: usize,
    /// How many of the entries stood where no list is told: their fields say what they are.
    pub guessed: usize,
    /// As what its letters were read, where that is not UTF-8, and how many could not be.
    pub letters: Option<String>,
    /// What could not be read in it.
    pub lost: Vec<Lost>,
}

/// A journal made of what is whole.
#[derive(Debug)]
pub struct Salvaged {
    /// The journal.
    pub journal: Journal,
    /// From where it came, in the order in which it was looked for.
    pub from: Vec<SalvagedFile>,
}

/// Makes a journal of what is whole in these files, the damaged journal first, then its backups, newest first. A backup
/// that is whole ends the search: what is missing there was deleted before.
pub fn salvage(sources: &[Source]) -> Salvaged {
    let mut made = SalvagedJson::default();
    let mut from = Vec::new();
    let kinds = known_kinds(sources.get(1..).unwrap_or_default());
    for source in sources {
        let is_whole = journal_json::read(source.bytes).is_ok();
        let pieces = Pieces::of(source.bytes, &kinds);
        let taken = made.take(source.name.clone(), pieces);
        from.push(taken);
        if is_whole {
            break;
        }
    }
    Salvaged { journal: made.done(), from }
}

/// The kind of each entry that stands in its list in one of these files.
fn known_kinds(sources: &[Source]) -> HashMap<Id, Kind> {
    let mut kinds = HashMap::new();
    for source in sources {
        let Ok(journal) = journal_json::read(source.bytes) else { continue };
        for &kind in Kind::ALL {
            kinds.extend(journal.items(kind).map(|item| (item.id(), kind)));
        }
    }
    kinds
}

/// The journal that is being made.
#[derive(Default)]
struct SalvagedJson {
    settings: Option<Settings>,
    condition: Option<Condition>,
    steps: Vec<(Step, Progress)>,
    entries: Vec<Entry>,
    /// Where each entry stands, by its id, and by what it says apart from that, which a flipped bit can change.
    ids: HashMap<Id, usize>,
    said: HashMap<Box<str>, usize>,
    deleted: Vec<Deleted>,
    yielded: Vec<Yielded>,
    version: Option<u32>,
    extra: Vec<(Box<str>, Raw)>,
}

impl Salvaged {
    /// True where nothing came out of any of the files.
    pub fn is_nothing(&self) -> bool {
        self.journal.is_empty()
            && self.journal.deleted.is_empty()
            && self.from.iter().all(|taken| taken.parts.is_empty())
    }
}

impl SalvagedJson {
    /// Takes what is not there yet.
    fn take(&mut self, name: String, pieces: Pieces) -> SalvagedFile {
        let mut parts = Vec::new();
        if self.settings.is_none() && pieces.settings.is_some() {
            self.settings = pieces.settings;
            parts.push("settings");
        }
        if self.condition.is_none() && pieces.condition.is_some() {
            self.condition = pieces.condition;
            parts.push("condition");
        }
        let new = |(step, _): &(Step, Progress)| !self.steps.iter().any(|(known, _)| known == step);
        let steps: Vec<(Step, Progress)> = pieces.steps.into_iter().filter(new).collect();
        if !steps.is_empty() {
            parts.push("steps");
            self.steps.extend(steps);
        }
        self.version = self.version.or(pieces.version);
        for (key, value) in pieces.extra {
            if !self.extra.iter().any(|(known, _)| *known == key) {
                self.extra.push((key, value));
            }
        }
        if self.yielded.is_empty() {
            self.yielded = pieces.yielded;
        }
        let before: HashSet<Id> = self.deleted.iter().map(|one| one.id).collect();
        // a deletion of another file is told of what is there already: it was brought back since
        for one in pieces.deleted {
            if !self.ids.contains_key(&one.id) && !self.deleted.iter().any(|known| known.id == one.id) {
                self.deleted.push(one);
            }
        }
        // no whole file has an entry and its deletion: where both stand in one, the deletion is made of torn lines
        let whole: HashSet<Id> = pieces.entries.iter().map(|entry| entry.item().id()).collect();
        self.deleted.retain(|one| before.contains(&one.id) || !whole.contains(&one.id));
        let gone: HashSet<Id> = self.deleted.iter().map(|one| one.id).collect();
        let (new, mut entries, mut marred, mut guessed) = (each_once(pieces.entries), 0, 0, 0);
        let here: HashMap<Id, Box<str>> = new.iter().map(|entry| (entry.item().id(), without_id(entry))).collect();
        // what is there under an id that the older file knows as another's, or not at all, gets its own back first
        for entry in &new {
            let (id, message) = (entry.item().id(), without_id(entry));
            let known = self.said.get(&message).copied().filter(|_| !self.ids.contains_key(&id));
            let Some(there) = known.and_then(|place| self.entries.get_mut(place)) else { continue };
            if here.get(&there.item().id()) != Some(&message) {
                let place = self.ids.remove(&there.item().id());
                *there = entry.clone();
                self.ids.extend(place.map(|place| (id, place)));
            }
        }
        for entry in new {
            let id = entry.item().id();
            if !gone.contains(&id) && !self.ids.contains_key(&id) {
                entries += 1;
                marred += usize::from(pieces.marred.contains(&id));
                guessed += usize::from(pieces.guessed.contains(&id));
                self.ids.insert(id, self.entries.len());
                self.said.insert(without_id(&entry), self.entries.len());
                self.entries.push(entry);
            }
        }
        SalvagedFile { name, entries, parts, marred, guessed, letters: pieces.letters, lost: pieces.lost }
    }

    fn done(self) -> Journal {
        // what this version calls by its name and what it does not know goes through the reader of the file
        let head = |extra: &[(Box<str>, Raw)]| {
            let mut fields = Object { extra: Default::default() };
            fields.extra.set("format", Some(Raw::of(FORMAT)));
            fields.extra.set("version", Some(Raw::of(&self.version.unwrap_or(VERSION))));
            extra.iter().for_each(|(key, value)| fields.extra.set(key, Some(value.clone())));
            journal_json::read(Raw::of(&fields).text().as_bytes())
        };
        let mut journal = head(&self.extra).or_else(|_| head(&[])).unwrap_or_default();
        journal.settings = self.settings.unwrap_or_default();
        journal.condition = self.condition.unwrap_or_default();
        journal.deleted = self.deleted;
        journal.lost = self.yielded;
        for (step, progress) in self.steps {
            *journal.steps.get_mut(step) = progress;
        }
        journal.put_all(self.entries);
        journal
    }
}

/// Each entry once. Two that say different things under one id are both kept, and the second takes another id: which of
/// them is made of torn lines nobody can tell.
fn each_once(entries: Vec<Entry>) -> Vec<Entry> {
    let mut used: HashSet<Id> = entries.iter().map(|entry| entry.item().id()).collect();
    let mut places: HashMap<Id, usize> = HashMap::new();
    let mut all: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let (id, json) = (entry.item().id(), entry.item().json());
        let Some(known) = places.get(&id).and_then(|&place| all.get_mut(place)) else {
            places.insert(id, all.len());
            all.push(entry);
            continue;
        };
        if same_fields(&known.item().json(), &json) {
            // a copy that came into another list: its fields say which is its own
            *known = guess(json.text(), None).unwrap_or(entry);
        } else if let Some(other) = (1..).map(|n| id.after(n)).find(|other| used.insert(*other)) {
            all.extend(with_id(&entry, other));
        }
    }
    all
}

/// True where two lines say the same, in whatever order a kind writes it.
fn same_fields(one: &Raw, other: &Raw) -> bool {
    let fields = |raw: &Raw| serde_json::from_str::<serde_json::Value>(raw.text()).ok();
    fields(one) == fields(other)
}

/// The entry under another id.
fn with_id(entry: &Entry, id: Id) -> Option<Entry> {
    let mut fields = Object::of(&entry.item().json());
    fields.extra.set("id", Some(Raw::of(&id)));
    Entry::from_json(entry.item().kind(), Raw::of(&fields).text()).ok()
}

fn without_id(entry: &Entry) -> Box<str> {
    let item = entry.item();
    let mut fields = Object::of(&item.json());
    fields.extra.set("id", None);
    format!("{} {}", item.kind().word(), Raw::of(&fields).text()).into()
}

/// What is whole in one file.
#[derive(Default)]
struct Pieces {
    settings: Option<Settings>,
    condition: Option<Condition>,
    steps: Vec<(Step, Progress)>,
    entries: Vec<Entry>,
    deleted: Vec<Deleted>,
    yielded: Vec<Yielded>,
    version: Option<u32>,
    extra: Vec<(Box<str>, Raw)>,
    lost: Vec<Lost>,
    marred: HashSet<Id>,
    guessed: HashSet<Id>,
    letters: Option<String>,
    /// True where a piece of the file may be gone or out of place: what stands in a list may have come from another.
    has_gaps: bool,
}

/// Under which key a piece stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Under {
    /// A list of entries.
    List(Kind),
    /// The steps.
    Steps,
    /// What was deleted, or how changes are taken back.
    Past,
    /// A key of the program's, or of a newer one, whose value is no list of entries.
    Other,
    /// Not told: something between is damaged. Perhaps still that list.
    Unclear(Option<Kind>),
}

impl Pieces {
    fn of(bytes: &[u8], kinds: &HashMap<Id, Kind>) -> Self {
        let Letters { text, told } = letters(bytes);
        // a piece that is gone, or is there twice, can leave JSON behind, but with a list that is missing or there twice
        let is_object = Object::of_text(&text).is_some();
        let has_gaps = !is_object || !journal_json::missing_lists(text.as_bytes()).is_empty();
        let mut pieces = Self { letters: told, has_gaps, ..Self::default() };
        let mut under = Under::Other;
        let (mut rest, mut line) = (&*text, 1);
        while !rest.is_empty() {
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
            line += rest[..blanks].matches('\n').count();
            rest = &rest[blanks..];
            if rest.is_empty() {
                break;
            }
            let used = pieces.piece(rest, line, &mut under, kinds).max(1);
            let used = (used..=rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
            line += rest[..used].matches('\n').count();
            rest = &rest[used..];
        }
        pieces
    }

    /// Reads the piece that a text begins with. Returns how long it is.
    fn piece(&mut self, text: &str, line: usize, under: &mut Under, kinds: &HashMap<Id, Kind>) -> usize {
        match text.as_bytes()[0] {
            b'{' => match value(text) {
                // the whole file, or a list of it, is no entry
                Some(json) if json[1..].trim_start().starts_with("\"format\"") => 1,
                Some(json) => {
                    self.object(json, line, under, kinds);
                    json.len()
                }
                // what the file begins with
                None if text[1..].trim_start().starts_with("\"format\"") => 1,
                None => self.lose(text, line, under),
            },
            b'"' => self.keyed(text, line, under),
            b']' => {
                // what follows is another list, whose key says which
                *under = Under::Unclear(None);
                1
            }
            b'}' => 1,
            _ => self.lose(text, line, under),
        }
    }

    /// A key with what stands behind it.
    fn keyed(&mut self, text: &str, line: usize, under: &mut Under) -> usize {
        let Some(name) = value(text).and_then(|json| Some((json.len(), serde_json::from_str::<String>(json).ok()?)))
        else {
            return self.lose(text, line, under);
        };
        let (length, name) = name;
        let after = text[length..].trim_start_matches([' ', '\t']);
        let Some(after) = after.strip_prefix(':') else { return self.lose(text, line, under) };
        let after = after.trim_start_matches([' ', '\t', '\r', '\n']);
        let begin = text.len() - after.len();
        let whole = value(after);
        let end = begin + whole.map_or(0, str::len);
        if after.starts_with('[') {
            *under = match list_named(&name) {
                Some(under) => under,
                None if whole.is_some_and(|json| !json.contains("\"id\"")) => Under::Other,
                None => Under::Unclear(under.kind()),
            };
            return begin + 1;
        }
        if near(&name, "steps") && after.starts_with('{') {
            *under = Under::Steps;
            return begin + 1;
        }
        let step = Step::ALL.iter().copied().find(|step| *under == Under::Steps && near(&name, step.word()));
        match (whole, step, &*name) {
            (Some(json), Some(step), _) => match serde_json::from_str(json) {
                Ok(progress) => self.steps.push((step, progress)),
                Err(_) => self.lost.push(Lost::of(text, line)),
            },
            (Some(json), None, name) if near(name, "settings") && json.starts_with('{') => {
                self.settings = serde_json::from_str(json).ok().or(self.settings.take());
            }
            (Some(json), None, name) if near(name, "condition") && json.starts_with('{') => {
                self.condition = serde_json::from_str(json).ok().or(self.condition.take());
            }
            (Some(_), None, "format") => {}
            (Some(json), None, "version") => self.version = serde_json::from_str(json).ok(),
            // a field of an entry that is torn
            (Some(_), None, _) if matches!(under, Under::List(_) | Under::Past | Under::Unclear(_)) => {
                return self.lose(text, line, under);
            }
            (Some(json), None, _) => {
                self.extra.extend(serde_json::from_str::<Raw>(json).ok().map(|raw| (name.into(), raw)))
            }
            (None, ..) => return self.lose(text, line, under),
        }
        end
    }

    /// A whole object.
    fn object(&mut self, json: &str, line: usize, under: &mut Under, kinds: &HashMap<Id, Kind>) {
        #[derive(serde::Deserialize)]
        struct SalvageHead {
            id: Option<Id>,
        }
        let id = serde_json::from_str::<SalvageHead>(json).ok().and_then(|head| head.id);
        if let Ok(yielded) = serde_json::from_str::<Yielded>(json) {
            return self.yielded.push(yielded);
        }
        if let Ok(deleted) = serde_json::from_str::<Deleted>(json) {
            return self.deleted.push(deleted);
        }
        // what was deleted stays so, also where its line is damaged
        let has = |key: &str| Object::of_text(json).is_some_and(|object| object.extra.get(key).is_some());
        if has("kind") || has("entry") {
            return self.lost.push(Lost::of(json, line));
        }
        let Some(id) = id else {
            // how a change is taken back fits the journal as it was, no other
            if !json.contains("\"change\"") {
                self.lose_entry(json, line, under);
            }
            return;
        };
        let fields = Object::of_text(json);
        let is_mostly = |kind: &Kind| {
            let keys = || fields.iter().flat_map(|fields| fields.extra.keys());
            keys().filter(|key| !kind.keys().contains(key)).count() * 2 < keys().count()
        };
        let known = kinds.get(&id).copied().filter(is_mostly);
        let Some(entry) = self.entry(id, json, known, under) else { return self.lose_entry(json, line, under) };
        if json.contains(char::REPLACEMENT_CHARACTER) {
            self.marred.insert(id);
        }
        self.entries.push(entry);
    }

    /// The entry that an object is. It keeps the kind that an older file knows it by, and that of its list: as another
    /// kind it would say something else. Only where neither is known, or the list is that of before a gap, do its fields
    /// tell.
    fn entry(&mut self, id: Id, json: &str, known: Option<Kind>, under: &mut Under) -> Option<Entry> {
        let read = |kind: Kind| Entry::from_json(kind, json).ok();
        let listed = match *under {
            Under::List(kind) => read(kind),
            _ => None,
        };
        match (known, *under) {
            (Some(kind), _) => read(kind),
            (None, Under::List(kind)) if !self.has_gaps || (listed.is_some() && knows_all(kind, json)) => listed,
            _ => match guess(json, under.kind()) {
                Some(entry) => {
                    self.guessed.insert(id);
                    *under = Under::Unclear(Some(entry.item().kind()));
                    Some(entry)
                }
                None => listed,
            },
        }
    }

    /// What was to be an entry and is none. In a file with gaps it may be made of two, with the key of a list between.
    fn lose_entry(&mut self, json: &str, line: usize, under: &mut Under) {
        self.lost.push(Lost::of(json, line));
        if self.has_gaps && *under != Under::Past {
            *under = Under::Unclear(under.kind());
        }
    }

    /// Skips what cannot be read, up to the next place where an entry or a key can begin.
    fn lose(&mut self, text: &str, line: usize, under: &mut Under) -> usize {
        let end = next_place(text);
        let skipped = &text[..end];
        // an entry that is torn, and anything else, may have the key of the next list in its gap
        *under = match *under {
            Under::Past => Under::Past,
            other => Under::Unclear(other.kind()),
        };
        if skipped.chars().any(|c| c.is_alphanumeric()) && *under != Under::Past {
            self.lost.push(Lost::of(skipped, line));
        }
        end
    }
}

impl Under {
    fn kind(self) -> Option<Kind> {
        match self {
            Self::List(kind) => Some(kind),
            Self::Unclear(kind) => kind,
            _ => None,
        }
    }
}

/// The text of a file.
struct Letters<'a> {
    text: Cow<'a, str>,
    /// How it was read, where it is not all UTF-8.
    told: Option<String>,
}

/// Reads the letters of a file, whatever an editor or a mail wrote them as.
fn letters(bytes: &[u8]) -> Letters<'_> {
    let unread = |text: &str| match text.matches(char::REPLACEMENT_CHARACTER).count() {
        0 => None,
        n => Some(format!("{} could not be read and stand as \u{fffd}", counted(n, "letter", "letters"))),
    };
    let wide = |bytes: &[u8], pair: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        let unread = unread(&text).map(|unread| format!("; {unread}")).unwrap_or_default();
        Letters { told: Some(format!("Its letters were read as UTF-16{unread}")), text: text.into() }
    };
    if let Some(bytes) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(bytes, u16::from_le_bytes);
    }
    if let Some(bytes) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(bytes, u16::from_be_bytes);
    }
    let bytes = unmarked(bytes);
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => Letters { text: text.into(), told: None },
        // one letter of more than a byte shows that the rest was UTF-8 too
        Cow::Owned(text) if text.chars().any(|c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER) => {
            Letters { told: unread(&text), text: text.into() }
        }
        Cow::Owned(_) => {
            let text: String = bytes.iter().map(|&byte| windows_1252(byte)).collect();
            Letters { told: Some("Its letters were read as Windows-1252".into()), text: text.into() }
        }
    }
}

/// A letter of Windows-1252, which has that of Latin-1 but for these.
fn windows_1252(byte: u8) -> char {
    const OTHERS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => OTHERS[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}

impl Lost {
    fn of(text: &str, line: usize) -> Self {
        let begins = text.lines().next().unwrap_or_default().chars().take(100).collect();
        Self { line, begins }
    }
}

/// The next place behind the beginning of a text where an entry or a key of the file may begin: a brace that is no value
/// of a field, or a line.
fn next_place(text: &str) -> usize {
    let bytes = text.as_bytes();
    (1..bytes.len())
        .find(|&at| match bytes[at] {
            b'\n' => true,
            b'{' => {
                let before = text[..at].trim_end_matches([' ', '\t']);
                before.ends_with(['}', ',']) && text[at + 1..].trim_start().starts_with('"')
            }
            _ => false,
        })
        .unwrap_or(bytes.len())
}

/// The JSON value that a text begins with, where it is whole. One that was cut inside a list can go on in the next
/// entries as if they were its own: what has the line of another entry in it is not whole.
fn value(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let json = values.next()?.ok().map(RawValue::get)?;
    let swallows = json.lines().skip(1).any(|line| line.trim_start().starts_with("{\"id\""));
    (!swallows).then_some(json)
}

/// The entry that a text is where no list is told: of the one kind that takes all its fields. Where several do, of the
/// kind that stood before the gap; a run of which only a note is known is a note.
fn guess(json: &str, before: Option<Kind>) -> Option<Entry> {
    let object = Object::of_text(json)?;
    let read = |kind: Kind| Entry::from_json(kind, json).ok().filter(|_| knows_all(kind, json));
    if object.extra.keys().all(|key| matches!(key, "id" | "at" | "note" | "modified" | "stamps")) {
        return read(Kind::Note);
    }
    let mut all: Vec<Entry> = Kind::ALL.iter().copied().filter_map(read).collect();
    match all.iter().position(|entry| Some(entry.item().kind()) == before) {
        Some(place) => Some(all.swap_remove(place)),
        None if all.len() == 1 => all.pop(),
        None => None,
    }
}

/// True where a kind has all the fields of an object.
fn knows_all(kind: Kind, json: &str) -> bool {
    Object::of_text(json).is_some_and(|object| object.extra.keys().all(|key| kind.keys().contains(&key)))
}

/// What stands in the list of that name, also where a letter or two of it are damaged.
fn list_named(name: &str) -> Option<Under> {
    let lists = || Kind::ALL.iter().map(|&kind| (kind.list(), Under::List(kind)));
    let all = || lists().chain(PAST.map(|past| (past, Under::Past)));
    let exact = all().find(|(known, _)| *known == name);
    exact.or_else(|| all().find(|(known, _)| near(name, known))).map(|(_, under)| under)
}

#[cfg(test)]
mod tests;
