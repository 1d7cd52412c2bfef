//! A story: a journal, keys, and what is seen. A story that fails prints its screen.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use chrono::{DateTime, FixedOffset};
use twinge::domain::settings::ThemeName;
use twinge::store::Store;
use twinge::tui::{self, DisplayOptions};
use twinge::world::World;

/// A Monday morning.
pub const NOW: &str = "2026-11-23T08:10:00+01:00";

/// A journal with a few days in it.
pub const SOME_DAYS: &str = r#"{"format": "twinge-journal", "version": 1,
"steps": {"doctor": {"state": "under-way", "since": "2026-11-02", "reason": "asked on the phone", "next": "visit on 30 Nov"},
          "massage": {"state": "not-for-me", "since": "2026-11-01"}},
"pain": [
 {"id": "01934f6e-0000-7000-8000-000000000001", "at": "2026-11-21T07:00:00+01:00", "level": 3, "moment": "morning"},
 {"id": "01934f6e-0000-7000-8000-000000000002", "at": "2026-11-22T07:10:00+01:00", "level": 2, "moment": "morning", "sites": [{"site": "deep-buttock", "side": "right"}], "note": "slept well"},
 {"id": "01934f6e-0000-7000-8000-000000000003", "at": "2026-11-22T21:00:00+01:00", "level": 10, "moment": "worst", "worse": ["sitting"]},
 {"id": "01934f6e-0000-7000-8000-000000000004", "at": "2026-11-23T07:05:00+01:00", "level": 3, "moment": "morning", "sites": [{"site": "deep-buttock", "side": "right"}], "feels": ["dull", "ache"]}],
"runs": [
 {"id": "01934f6e-0000-7000-8000-000000000011", "at": "2026-11-20T12:00:00+01:00", "distance_m": 8000, "duration_s": 3000, "surfaces": [{"surface": "grass", "distance_m": 3000}, {"surface": "road", "distance_m": 5000}], "pain": {"before": 1, "during": 4}, "rose": true},
 {"id": "01934f6e-0000-7000-8000-000000000012", "at": "2026-11-22T18:00:00+01:00", "distance_m": 5200, "duration_s": 1930, "surfaces": [{"surface": "grass", "distance_m": 5200}], "pain": {"before": 2, "during": 3, "after": 2}, "effort": 4}],
"notes": [{"id": "01934f6e-0000-7000-8000-000000000021", "at": "2026-11-23T07:30:00+01:00", "note": "legs heavy"}]
}"#;

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A story about to be told.
pub struct Story {
    journal: String,
    look: DisplayOptions,
    size: String,
    now: DateTime<FixedOffset>,
}

/// What was seen at the end of the keys.
pub struct Frame {
    pub text: String,
}

/// A story that begins with a journal; an empty text is no file.
pub fn story(journal: &str) -> Story {
    Story { journal: journal.into(), look: DisplayOptions::default(), size: "80x24".into(), now: NOW.parse().unwrap() }
}

impl Story {
    pub fn size(mut self, size: &str) -> Self {
        self.size = size.into();
        self
    }

    pub fn at(mut self, now: &str) -> Self {
        self.now = now.parse().unwrap();
        self
    }

    pub fn look(mut self, ascii: bool, mono: bool) -> Self {
        self.look = DisplayOptions { ascii, theme: mono.then_some(ThemeName::Mono), ..DisplayOptions::default() };
        self
    }

    #[allow(clippy::disallowed_methods)] // a journal has to come from somewhere
    pub fn keys(&self, keys: &str) -> Frame {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.json");
        if !self.journal.is_empty() {
            std::fs::write(&file, &self.journal).unwrap();
        }
        let (out, err) = (Sink::default(), Sink::default());
        let world = World { out: Box::new(out.clone()), err: Box::new(err.clone()), ..World::fixed(self.now) };
        let code = tui::replay(&Store::at(&file), world, self.look, keys, &self.size);
        let said = |sink: &Sink| String::from_utf8(sink.0.borrow().clone()).unwrap();
        assert_eq!(code, 0, "{}", said(&err));
        assert_eq!(file.exists(), !self.journal.is_empty(), "a replay wrote a file");
        Frame { text: said(&out) }
    }
}

impl Frame {
    pub fn sees(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{text:?} is not on the screen:\n{}", self.text);
        self
    }

    /// A row of a form that begins so has this word marked.
    pub fn picks(&self, row: &str, word: &str) -> &Self {
        let marked = format!("\u{25cf}{word}");
        let lead = ['\u{203a}', '!', ' '];
        let begins = |line: &str| line.trim_start_matches(lead).starts_with(row.trim_start_matches(lead));
        let has = |line: &&str| begins(line) && line.contains(&marked);
        assert!(self.text.lines().any(|line| has(&line)), "{word:?} is not picked in {row:?}:\n{}", self.text);
        self
    }

    pub fn misses(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{text:?} is on the screen:\n{}", self.text);
        self
    }
}
