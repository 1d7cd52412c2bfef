//! Properties of the whole screen: drawing is repeatable and fits any size; no sequence of keys, pastes, clicks, sizes
//! and faults of the disk makes it panic or lose an entry.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Duration, FixedOffset, MappedLocalTime, NaiveDateTime};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::action::{Action, Effect, Now, SaveFailure};
use super::keys::ROWS;
use super::replay::{Beat, act, read_script};
use super::view;
use crate::domain::arbitrary;
use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::entry::{Entry, Fingerprint};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::domain::settings::ThemeName;
use crate::formats::drafts_json::Keep;
use crate::import::csv::ReadOptions;
use crate::tui::action::Give;
use crate::tui::effects::{Host, perform};
use crate::tui::state::App;
use crate::tui::terminal::input::Key;
use crate::tui::theme::DisplayOptions;
use crate::tui::update::queue::{Work, Write};

fn offset(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(3600).unwrap())
}

fn fresh(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(0x0200_0000_0000_7000_8000_0000_0000_0000 + n))
}

/// A journal with something of every kind in it, on the day itself too.
fn filled() -> Journal {
    let mut runner = TestRunner::deterministic();
    let now = At::parse(arbitrary::NOW).unwrap();
    let mut journal = vec(arbitrary::journals(), 3).new_tree(&mut runner).unwrap().current().swap_remove(0);
    let entries = vec(arbitrary::entries(), 60).new_tree(&mut runner).unwrap().current();
    for (n, mut entry) in entries.into_iter().enumerate() {
        let today = n % 3 == 0;
        match &mut entry {
            Entry::Pain(pain) if today => pain.at = now,
            Entry::Run(run) if today => run.at = now,
            Entry::Note(note) if today => note.at = now,
            _ => {}
        }
        // two of the same id are refused
        let _ = journal.make(Change::Add(Box::new(entry)), now);
    }
    journal
}

/// The screen, and a disk that saves when told so and fails when told so.
struct Desk {
    app: App,
    disk: Disk,
    ids: u128,
    /// Every id that was ever on the disk.
    kept: BTreeSet<Id>,
}

#[derive(Default)]
struct Disk {
    file: Journal,
    held: Option<Journal>,
    saving: Option<Work>,
    /// Another program changed the file, and the screen does not know it yet.
    stale: bool,
    code: Option<u8>,
}

impl Host for Disk {
    fn save(&mut self, work: Box<Work>, _: &App) -> Option<Action> {
        assert!(self.saving.replace(*work).is_none(), "two saves at once");
        None
    }

    fn reload(&mut self, _: At) -> Option<Action> {
        self.stale = false;
        self.held = Some(self.file.clone());
        Some(Action::Reloaded(Box::new(self.file.clone()), None))
    }

    fn keep_drafts(&mut self, _: Vec<Keep>) -> Option<Action> {
        None
    }

    fn keep_last(&mut self, _: Vec<Keep>) -> Option<Action> {
        Some(Action::LastKept(Ok(())))
    }

    fn read_files(&mut self, _: String, _: ReadOptions) -> Option<Action> {
        Some(Action::FilesRead(crate::tui::update::import::tests::files()))
    }

    fn give(&mut self, _: Box<Give>) -> Option<Action> {
        None
    }

    fn merge(&mut self, _: At) -> Option<Action> {
        None
    }

    fn quit(&mut self, code: u8) {
        self.code = Some(code);
    }
}

impl Desk {
    fn new(journal: Journal, look: DisplayOptions, size: Size) -> Self {
        let now = Now { at: At::parse(arbitrary::NOW).unwrap(), since_start: Default::default(), offset, id: fresh(0) };
        let app = App::new(journal.clone(), None, Vec::new(), now, look, size);
        let disk = Disk { held: Some(journal.clone()), file: journal, ..Disk::default() };
        Self { app, disk, ids: 0, kept: BTreeSet::new() }
    }

    fn beat(&mut self, beat: Beat) {
        self.ids += 1;
        self.app.now.id = fresh(self.ids);
        if self.disk.stale && self.app.queue.is_empty() {
            self.take(vec![Effect::Reload]);
        }
        let effects = act(&mut self.app, beat);
        self.take(effects);
    }

    fn play(&mut self, keys: &str) {
        for beat in read_script(keys).unwrap() {
            self.beat(beat);
        }
    }

    fn take(&mut self, effects: Vec<Effect>) {
        perform(&mut self.app, &mut self.disk, effects).unwrap();
        assert!(self.disk.code != Some(0) || self.app.queue.is_empty(), "it quit with something unsaved");
    }

    fn has_ended(&self) -> bool {
        self.disk.code.is_some()
    }

    /// The disk answers what it was asked, if it was.
    fn answer(&mut self, answer: Answer) {
        let Some(work) = self.disk.saving.take() else { return };
        // the file comes along only where it is not the one held, as from the thread that saves
        let held = self.disk.held.take().is_some_and(|held| held == self.disk.file);
        let mut after = self.disk.file.clone();
        let done = match answer {
            Answer::Full => Action::Failed(SaveFailure::Outside("The disk is full.".into())),
            Answer::Busy => Action::Failed(SaveFailure::Outside("Another holds it.".into())),
            Answer::Saved | Answer::Unconfirmed => match work.perform(&mut after) {
                Err(refusal) => Action::Failed(SaveFailure::Refused(refusal)),
                Ok(()) => {
                    self.disk.file = after;
                    self.disk.stale = false;
                    match answer {
                        Answer::Unconfirmed => Action::Failed(SaveFailure::Unconfirmed("Who knows.".into())),
                        _ => {
                            self.disk.held = Some(self.disk.file.clone());
                            Action::Saved((!held).then(|| Box::new(self.disk.file.clone())), None)
                        }
                    }
                }
            },
        };
        let effects = self.app.update(done);
        self.take(effects);
    }

    /// Another program does something to the file.
    fn elsewhere(&mut self, which: usize) {
        let now = self.app.now.at;
        let ids: Vec<Id> = self.disk.file.ids().collect();
        let change = match ids.get(which) {
            Some(id) => Change::Delete(*id),
            None => {
                self.ids += 1;
                let mut note = Entry::blank(Kind::Note, fresh(self.ids), now);
                if let Entry::Note(note) = &mut note {
                    note.note = Some("from elsewhere".into());
                }
                Change::Add(Box::new(note))
            }
        };
        let _: Result<(), Refusal> = self.disk.file.make(change, now);
        self.disk.stale = true;
    }

    /// Quit: what comes next is another start, with what is on the disk.
    fn start_again(&mut self) {
        let now = Now { id: self.app.now.id, ..self.app.now };
        let drafts = self.app.drafts.change(std::mem::take);
        self.app = App::new(self.disk.file.clone(), None, drafts, now, self.app.look, self.app.size);
        let file = std::mem::take(&mut self.disk.file);
        self.disk = Disk { held: Some(file.clone()), file, ..Disk::default() };
    }

    fn frame(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.app.size.width, self.app.size.height));
        view::draw(&self.app, &mut buffer);
        buffer
    }

    /// New entries that wait for the disk.
    fn waiting(&self) -> BTreeSet<Id> {
        let added = self.app.queue.iter().filter(|waiting| matches!(waiting.work.job, Write::Make(Change::Add(_))));
        added.filter_map(|waiting| waiting.entry).collect()
    }

    /// What must be so after every step; `before` waited before it.
    fn check(&mut self, before: &BTreeSet<Id>) {
        let on_disk: BTreeSet<Id> =
            self.disk.file.ids().chain(self.disk.file.deleted.iter().map(|deleted| deleted.id)).collect();
        // what an import brought leaves no deletion behind where it is taken back: it can be done again
        let again = |id: &Id| self.disk.file.redo.iter().any(|taken| taken.change.text().contains(&id.to_string()));
        let gone: Vec<&Id> = self.kept.difference(&on_disk).filter(|id| !again(id)).collect();
        assert!(gone.is_empty(), "what was on the disk is gone: {gone:?}, {:?}", self.app.notice);
        self.kept = on_disk;
        let queue = &self.app.queue;
        assert!(self.disk.saving.is_none() || !queue.is_empty(), "something is saved that waits no more");
        let tried = self.disk.saving.is_some() || queue.trouble().is_some() || self.has_ended();
        assert!(queue.is_empty() || tried, "something waits and nobody saves it");
        for id in before.difference(&self.waiting()) {
            let taken_back = self.app.journal.redo.iter().any(|taken| taken.change.text().contains(&id.to_string()));
            let notice = &self.app.notice;
            assert!(
                self.kept.contains(id) || taken_back || self.has_ended(),
                "{id} was made and is nowhere: {notice:?}"
            );
        }
    }

    /// The screen shows what is on the disk, with what waits for it.
    fn check_screen(&self) {
        if !self.disk.stale {
            let queue = &self.app.queue;
            let mut expected = self.disk.file.clone();
            queue.reapply(&mut expected);
            assert_eq!(said(&expected), said(&self.app.journal), "the screen shows what will never be");
            // what the thread that saves holds need not be compared again, so it must be the same to the last field
            assert!(self.disk.held.is_none() || expected == *self.app.journal, "the next save would not be told apart");
        }
    }
}

/// What a journal says: all entries but for when they were changed, and the steps.
fn said(journal: &Journal) -> (BTreeMap<Id, Fingerprint>, String) {
    let items = Kind::ALL.iter().flat_map(|&kind| journal.items(kind));
    let steps = crate::domain::steps::Step::ALL.iter().map(|&step| journal.steps.get(step));
    let steps = steps.map(|step| format!("{:?} {:?} {:?} {:?};", step.state, step.since, step.reason, step.next));
    (items.map(|item| (item.id(), item.entry().fingerprint())).collect(), steps.collect())
}

/// How the disk answers.
#[derive(Clone, Copy, Debug)]
enum Answer {
    Saved,
    Full,
    Busy,
    Unconfirmed,
}

/// One thing that happens.
#[derive(Clone, Debug)]
enum Event {
    Beats(Vec<Beat>),
    Disk(Answer),
    Elsewhere(usize),
    Later(i64),
}

fn events() -> impl Strategy<Value = Event> {
    let script = |keys: &'static str| read_script(keys).unwrap();
    let key = |key: Key| Event::Beats(vec![Beat::Input(crate::tui::terminal::input::Input::Key(key))]);
    let known: Vec<Key> = ROWS.iter().flat_map(|row| row.keys.iter().copied()).collect();
    let habits = select(
        &[
            "p4",
            "p1<wait>",
            "p10",
            "px",
            "p1<enter>",
            "pm",
            "p3m",
            "p5mm",
            "d",
            "u",
            "uU",
            "uuUU",
            "6d",
            "7d",
            "6jjd",
            "p<enter>7<enter>",
            "p<enter>7<tab>worst<enter>",
            "r5k<tab>30:00<enter>",
            "r30min<enter>",
            "nrest<enter>",
            "nhalf<esc>",
            "n<enter>",
            "e<enter>",
            "6e4<enter>",
            "1e<tab> <enter>",
            "4e <enter>",
            "2e  <enter>",
            "q",
            "q<ctrl-s>",
            "qn",
            "qy",
            "<ctrl-s>",
            "<esc>",
            "<ctrl-c>",
            "?jj<pagedown>G<esc>",
            "<paste:q\u{1b}[2J p4 跑>",
            "n<paste:two\nlines>",
            "<backtab>yesterday 25:99<enter>",
            "G",
            "gG",
            "0",
            "6",
            "7",
        ][..],
    );
    prop_oneof![
        6 => habits.prop_map(move |keys| Event::Beats(script(keys))),
        6 => select(known).prop_map(key),
        2 => "[ -~é跑]{1,6}".prop_map(move |text| Event::Beats(text.chars().map(|c| Beat::Input(crate::tui::terminal::input::Input::Key(Key::Char(c)))).collect())),
        1 => (0u16..90, 0u16..30).prop_map(|(x, y)| Event::Beats(vec![Beat::Input(crate::tui::terminal::input::Input::Click(x, y))])),
        1 => (0u16..130, 0u16..45).prop_map(|(width, height)| Event::Beats(vec![Beat::Size(width, height)])),
        6 => Just(Event::Disk(Answer::Saved)),
        1 => select(&[Answer::Full, Answer::Busy, Answer::Unconfirmed][..]).prop_map(Event::Disk),
        1 => (0usize..12).prop_map(Event::Elsewhere),
        1 => (1i64..900).prop_map(Event::Later),
    ]
}

fn happen(desk: &mut Desk, event: &Event) {
    match event {
        Event::Beats(beats) => {
            for beat in beats {
                let before = desk.waiting();
                desk.beat(beat.clone());
                desk.check(&before);
                if desk.has_ended() {
                    return desk.start_again();
                }
            }
        }
        Event::Disk(answer) => {
            let before = desk.waiting();
            desk.answer(*answer);
            desk.check(&before);
            if desk.has_ended() {
                desk.start_again();
            }
        }
        Event::Elsewhere(which) => desk.elsewhere(*which),
        Event::Later(minutes) => desk.app.now.at = At(desk.app.now.at.0 + Duration::minutes(*minutes)),
    }
}

proptest! {
    #![proptest_config(Config { cases: 6, max_shrink_iters: 200, ..Config::default() })]

    #[test]
    fn no_sequence_of_keys_and_faults_panics_or_loses_an_entry(events in vec(events(), 400), fills in any::<bool>()) {
        let journal = if fills { filled() } else { Journal::default() };
        let mut desk = Desk::new(journal, DisplayOptions::default(), Size { width: 80, height: 24 });
        for (n, event) in events.iter().enumerate() {
            happen(&mut desk, event);
            if n % 8 == 0 {
                desk.check_screen();
                let frame = desk.frame();
                prop_assert_eq!(&frame, &desk.frame());
                // what is kept from frame to frame is what would be made anew
                desk.app.journal.change(crate::tui::revision::Touched::Anything, |_| ());
                prop_assert_eq!(frame, desk.frame());
            }
        }
        // the disk works again: all that waits gets there
        while !desk.app.queue.is_empty() {
            if desk.disk.saving.is_none() {
                let effects = desk.app.update(Action::SaveAgain);
                desk.take(effects);
            }
            desk.answer(Answer::Saved);
        }
        desk.disk.stale = false;
        desk.take(vec![Effect::Reload]);
        prop_assert_eq!(said(&desk.disk.file), said(&desk.app.journal));
    }
}

#[test]
fn every_tab_and_every_modal_fits_any_size() {
    let scenes = [
        "0",
        "0jj",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "6G",
        "7",
        "7jG",
        "p",
        "p1",
        "p<enter>",
        "r",
        "r5k<tab>x<enter>",
        "n",
        "6e",
        "7e<tab><tab>",
        "1e",
        "?",
        "?G",
        "p4dq",
        "d",
        "i",
        "i<paste:a long path with 跑 in it, longer than any line of eighty columns, and some more of it, to be cut/file.fit>",
        "ix<enter>",
        "ix<enter>jjj *F",
        "ix<enter>*Fg<enter>7 ",
        "7F",
        "e<paste:跑\u{1b}\u{202e}step>",
    ];
    let looks =
        [DisplayOptions::default(), DisplayOptions { ascii: true, theme: Some(ThemeName::Mono), ..Default::default() }];
    let mut desks = Vec::new();
    for (n, journal) in [Journal::default(), filled()].into_iter().enumerate() {
        for keys in scenes {
            let mut desk = Desk::new(journal.clone(), looks[n], Size { width: 80, height: 24 });
            desk.play(keys);
            if keys.ends_with('q') {
                desk.answer(Answer::Full);
            }
            desks.push(desk);
        }
    }
    // every small size in every scene, the larger ones scattered over them
    let count = desks.len();
    for (n, desk) in desks.iter_mut().enumerate() {
        for (width, height) in (0..=200u16).flat_map(|width| (0..=60u16).map(move |height| (width, height))) {
            let small = width < 28 && height < 9;
            if small || (usize::from(width) * 61 + usize::from(height)) % (4 * count) == n {
                desk.app.size = Size { width, height };
                assert_eq!(desk.frame().content.len(), usize::from(width) * usize::from(height));
            }
        }
        desk.app.size = Size { width: 80, height: 24 };
        assert_eq!(desk.frame(), desk.frame());
        for motion in ["<pagedown>", "G", "<click:3,5>", "<pageup>"] {
            desk.app.size = Size { width: 0, height: 0 };
            desk.play(motion);
            desk.frame();
        }
    }
}
