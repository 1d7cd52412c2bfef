//! What the screen shows and asks for between a change and the disk, with a disk made of words.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};

use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::pain::Moment;
use crate::formats::drafts_json::apply;
use crate::import::csv::ReadOptions;
use crate::tui::action::Give;
use crate::tui::action::{Action, Now};
use crate::tui::effects::{Host, perform};
use crate::tui::terminal::input::Key;
use crate::tui::theme::DisplayOptions;
use crate::tui::update::saving::*;
use crate::tui::view;

fn utc(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(0).unwrap())
}

/// A screen, and the disk that it saves to.
struct Desk {
    app: App,
    disk: Disk,
    ids: u128,
}

/// A disk that does what it was asked to when told so.
#[derive(Default)]
struct Disk {
    file: Journal,
    held: Option<Journal>,
    saving: Option<Work>,
    quit: Option<u8>,
    /// The drafts that quitting waits for.
    last: Option<Vec<Draft>>,
    /// The drafts that were thrown away.
    forgot: Vec<Draft>,
    reloads: usize,
}

impl Host for Disk {
    fn save(&mut self, work: Box<Work>, _: &App) -> Option<Action> {
        assert!(self.saving.replace(*work).is_none(), "two saves at once");
        None
    }

    fn reload(&mut self, _: At) -> Option<Action> {
        self.reloads += 1;
        self.held = Some(self.file.clone());
        Some(Action::Reloaded(Box::new(self.file.clone()), None))
    }

    fn keep_drafts(&mut self, changes: Vec<Keep>) -> Option<Action> {
        self.forgot.extend(changes.into_iter().filter_map(|change| match change {
            Keep::Forget(draft) => Some(draft),
            Keep::Put { .. } => None,
        }));
        None
    }

    fn keep_last(&mut self, changes: Vec<Keep>) -> Option<Action> {
        let mut drafts = Vec::new();
        changes.iter().for_each(|change| apply(&mut drafts, change));
        self.last = Some(drafts);
        None
    }

    fn read_files(&mut self, _: String, _: ReadOptions) -> Option<Action> {
        None
    }

    fn give(&mut self, _: Box<Give>) -> Option<Action> {
        None
    }

    fn merge(&mut self, _: At) -> Option<Action> {
        None
    }

    fn quit(&mut self, code: u8) {
        self.quit = Some(code);
    }
}

impl Desk {
    fn new() -> Self {
        let at = At::parse("2026-11-23T08:00:00+00:00").unwrap();
        let now = Now { at, since_start: Default::default(), offset: utc, id: Id(uuid::Uuid::from_u128(1)) };
        let size = Size { width: 80, height: 24 };
        let app = App::new(Journal::default(), None, Vec::new(), now, DisplayOptions::default(), size);
        Self { app, disk: Disk { held: Some(Journal::default()), ..Disk::default() }, ids: 1 }
    }

    fn take(&mut self, effects: Vec<Effect>) {
        perform(&mut self.app, &mut self.disk, effects).unwrap();
    }

    /// The disk has taken the last drafts, or not.
    fn last_kept(&mut self, kept: Result<(), String>) -> &mut Self {
        let effects = self.app.update(Action::LastKept(kept));
        self.take(effects);
        self
    }

    fn press(&mut self, key: Key) -> &mut Self {
        self.ids += 1;
        self.app.now.id = Id(uuid::Uuid::from_u128(self.ids));
        let effects = self.app.press(key);
        self.take(effects);
        self
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.chars() {
            self.press(Key::Char(key));
        }
        self
    }

    /// The disk does what it was asked to.
    fn saved(&mut self) -> &mut Self {
        let work = self.disk.saving.take().expect("nothing is being saved");
        // the file comes along only where another program changed it, as from the thread that saves
        let held = self.disk.held.take().is_some_and(|held| held == self.disk.file);
        let effects = match work.perform(&mut self.disk.file) {
            Ok(()) => {
                self.disk.held = Some(self.disk.file.clone());
                self.app.update(Action::Saved((!held).then(|| Box::new(self.disk.file.clone())), None))
            }
            Err(refusal) => self.app.update(Action::Failed(SaveFailure::Refused(refusal))),
        };
        self.take(effects);
        self
    }

    /// The disk is full.
    fn full(&mut self) -> &mut Self {
        self.disk.saving.take().expect("nothing is being saved");
        self.disk.held = None;
        let effects = self.app.update(Action::Failed(SaveFailure::Outside("The disk is full.".into())));
        self.take(effects);
        self
    }

    fn screen(&self) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        view::draw(&self.app, &mut buffer);
        let rows = buffer.content.chunks(80);
        rows.map(|row| row.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned() + "\n").collect()
    }

    fn sees(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(screen.contains(text), "{text:?} is not on the screen:\n{screen}");
        self
    }

    fn misses(&self, text: &str) -> &Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} is on the screen:\n{screen}");
        self
    }
}

#[test]
fn saved_is_said_only_after_the_disk_said_so() {
    let mut desk = Desk::new();
    desk.keys("p4").sees("›…  08:00  pain 4, morning").misses("Saved");
    desk.saved().sees("›   08:00  pain 4, morning").sees("Saved pain 4, morning").sees("morning 4");
}

#[test]
fn changes_are_saved_one_at_a_time_and_in_order() {
    let mut desk = Desk::new();
    desk.keys("p4p5").press(Key::Char('d'));
    assert_eq!(desk.app.queue.len(), 3);
    assert_eq!(desk.disk.file.pain.len(), 0);
    desk.saved();
    assert_eq!((desk.disk.file.pain.len(), desk.app.journal.pain.len()), (1, 1));
    desk.saved().saved();
    assert_eq!((desk.disk.file.pain.len(), desk.app.queue.is_empty()), (1, true));
    assert_eq!(desk.disk.file, *desk.app.journal);
}

#[test]
fn what_another_program_saved_meanwhile_is_taken_over() {
    let mut desk = Desk::new();
    desk.keys("p4");
    let id = Id(uuid::Uuid::from_u128(99));
    let mut note = Entry::blank(Kind::Note, id, desk.app.now.at);
    note = note.edited(&[("note", "from elsewhere".into())], &desk.app.reading()).unwrap();
    desk.disk.file.make(Change::Add(Box::new(note)), desk.app.now.at).unwrap();
    desk.saved().sees("from elsewhere").sees("pain 4");
}

#[test]
fn a_failed_save_keeps_the_entry_says_so_and_is_tried_again() {
    let mut desk = Desk::new();
    desk.keys("p4").full();
    desk.sees("NOT SAVED").sees("›!  08:00  pain 4").sees("The disk is full.").sees("Ctrl-s save again");
    // whatever is done next tries the first again
    desk.keys("p5");
    assert!(desk.disk.saving.is_some());
    desk.full().sees("NOT SAVED (2)");
    desk.press(Key::Ctrl('s')).saved().saved().misses("NOT SAVED");
    assert_eq!(desk.disk.file.pain.len(), 2);
}

#[test]
fn quitting_with_something_unsaved_asks_once_the_draft_is_on_the_disk() {
    let mut desk = Desk::new();
    desk.keys("p4").full().keys("q").misses("Quit");
    let drafts = desk.disk.last.take().unwrap();
    assert_eq!((drafts.len(), &*drafts[0].fields["level"]), (1, "4"));
    desk.keys("q");
    assert!(desk.disk.last.is_none(), "kept twice");
    desk.last_kept(Ok(())).sees("One change is not saved, but it is kept as a draft. Quit?").misses("LOSES");
    // back again, there is no draft of what may still be saved
    desk.keys("n").sees("pain 4");
    assert_eq!(desk.disk.forgot, drafts);
    desk.keys("q");
    assert_eq!(desk.disk.last.take().map(|drafts| drafts.len()), Some(1));
    desk.last_kept(Ok(())).keys("y");
    assert_eq!((desk.disk.quit, desk.disk.forgot.len()), (Some(1), 1));
}

#[test]
fn quitting_promises_no_draft_that_cannot_be_kept() {
    let mut desk = Desk::new();
    for (answer, quits) in [("n", None), ("y", Some(1))] {
        desk.keys(if desk.app.queue.is_empty() { "p4" } else { "p5" }).full().keys("q").misses("Quit");
        desk.last_kept(Err("drafts.json is a link.".into()));
        desk.sees("cannot be kept as a draft either").sees("drafts.json is a link.").sees("y quits and LOSES");
        assert_eq!(desk.disk.quit, None);
        desk.keys(answer);
        assert_eq!(desk.disk.quit, quits);
    }
    assert_eq!(desk.disk.forgot, [], "what was never kept need not be forgotten");
    assert!(desk.app.unsaved()[0].starts_with("pain 4"), "{:?}", desk.app.unsaved());
    assert_eq!(desk.app.unsaved().len(), 2);
}

#[test]
fn quitting_waits_for_what_is_being_saved() {
    let mut desk = Desk::new();
    desk.keys("p4q").sees("Saving");
    assert_eq!(desk.disk.quit, None);
    desk.saved();
    assert_eq!(desk.disk.quit, Some(0));
    let mut desk = Desk::new();
    desk.keys("p4q").full().last_kept(Ok(())).sees("Quit?");
    assert_eq!(desk.disk.quit, None);
}

#[test]
fn a_refused_edit_is_kept_as_a_draft() {
    let mut desk = Desk::new();
    desk.keys("p4").saved();
    desk.press(Key::Enter).keys("6").press(Key::Enter);
    let id = desk.disk.file.pain[0].id;
    desk.disk.file.make(Change::Delete(id), desk.app.now.at).unwrap();
    desk.saved().sees("Not saved: The pain of").sees("kept as a draft").misses("pain 6");
    assert_eq!((desk.disk.reloads, desk.app.drafts.len()), (1, 1));
}

#[test]
fn undo_takes_back_what_the_screen_shows_and_nothing_else() {
    let mut desk = Desk::new();
    desk.keys("p4").saved().keys("u").misses("pain 4");
    desk.saved();
    desk.sees("Undone: added pain 4").sees("WELCOME");
    assert_eq!(desk.disk.file.pain.len(), 0);
    desk.keys("U").saved().sees("Done again: added pain 4");
    assert_eq!(desk.disk.file.pain.len(), 1);
    // another program was quicker
    desk.keys("u");
    let note = Entry::blank(Kind::Note, Id(uuid::Uuid::from_u128(98)), desk.app.now.at);
    let note = note.edited(&[("note", "quick".into())], &desk.app.reading()).unwrap();
    desk.disk.file.make(Change::Add(Box::new(note)), desk.app.now.at).unwrap();
    desk.saved().sees("Another program changed the journal meanwhile").sees("pain 4").sees("quick");
}

#[test]
fn undo_of_what_was_never_saved_needs_no_disk() {
    let mut desk = Desk::new();
    desk.keys("p4").full().keys("u").sees("Taken back before it was saved: added pain 4").misses("NOT SAVED");
    assert!(desk.disk.saving.is_none() && desk.app.queue.is_empty());
    desk.keys("q");
    assert_eq!(desk.disk.quit, Some(0));
}

#[test]
fn ctrl_c_keeps_what_is_typed() {
    let mut desk = Desk::new();
    desk.keys("n").keys("half a th").press(Key::Ctrl('c'));
    assert_eq!(desk.disk.quit, Some(0));
    assert_eq!(desk.app.drafts[0].form, "note");
    assert_eq!(desk.app.drafts[0].fields["note"], "half a th");
}

#[test]
fn a_draft_names_the_same_day_tomorrow() {
    let mut desk = Desk::new();
    desk.keys("n").keys("x").press(Key::BackTab).keys("yesterday").press(Key::Esc);
    assert_eq!(desk.app.drafts[0].fields["at"], "2026-11-22");
}

#[test]
fn a_form_that_is_left_open_over_night_saves_when_typing_began() {
    for keeps in [false, true] {
        let mut desk = Desk::new();
        desk.app.now.at = At::parse("2026-11-23T22:58:00+00:00").unwrap();
        desk.keys("p").press(Key::Enter).keys("6");
        if keeps {
            desk.press(Key::Esc);
        }
        desk.app.now.at = At::parse("2026-11-24T07:10:00+00:00").unwrap();
        if keeps {
            desk.keys("p").press(Key::Enter).sees("your draft of Mon 23 Nov");
        }
        desk.press(Key::Up).sees("Mon 23 Nov 2026 22:58");
        desk.press(Key::Enter).saved();
        let pain = &desk.disk.file.pain[0];
        assert_eq!((pain.at.text(), pain.moment), ("2026-11-23T22:58:00+00:00".into(), Some(Moment::Now)));
        assert_eq!(*desk.app.drafts, []);
    }
}

#[test]
fn a_check_has_the_day_of_its_first_answer() {
    let mut desk = Desk::new();
    desk.keys("1!").keys("n").press(Key::Esc);
    desk.app.now.at = At::parse("2026-11-25T09:00:00+00:00").unwrap();
    desk.keys("!").sees("Warning signs   Mon 23 Nov");
    desk.keys("n").press(Key::Enter).saved();
    assert_eq!(desk.disk.file.checks[0].at.text(), "2026-11-23T08:00:00+00:00");
}

#[test]
fn what_is_answered_in_the_check_is_kept_when_the_program_is_told_to_end() {
    let mut desk = Desk::new();
    desk.keys("1!").keys("n").press(Key::Ctrl('c'));
    assert_eq!(desk.app.drafts[0].form, "check");
}

#[test]
fn several_drafts_of_a_form_are_all_offered_the_newest_first() {
    let mut desk = Desk::new();
    let note =
        |text: &str| Draft { form: "note".into(), fields: [("note".into(), text.into())].into(), ..Draft::default() };
    desk.app.drafts.change(|drafts| *drafts = vec![note("the older"), note("the newer")]);
    desk.keys("n").sees("the newer").sees("draft 1 of 2; Ctrl-r shows the next");
    desk.press(Key::Ctrl('r')).sees("the older").sees("draft 2 of 2; Ctrl-r starts afresh");
    desk.press(Key::Ctrl('r')).sees("Ctrl-r shows 2 drafts").misses("the older");
    desk.keys("third").press(Key::Ctrl('r')).press(Key::Ctrl('r')).sees("the newer");
    desk.keys("!").press(Key::Esc);
    let texts = |desk: &Desk| desk.app.drafts.iter().map(|draft| draft.fields["note"].clone()).collect::<Vec<_>>();
    assert_eq!(texts(&desk), ["the older", "third", "the newer!"]);
    desk.keys("n").press(Key::Enter).saved();
    assert_eq!(texts(&desk), ["the older", "third"]);
    // what another screen keeps meanwhile is offered too
    desk.app.keeping = 0;
    desk.keys("n").sees("third");
    desk.app.update(Action::DraftsRead(vec![note("the older"), note("third"), note("theirs")]));
    desk.press(Key::Ctrl('r')).press(Key::Ctrl('r')).sees("theirs");
}

#[test]
fn a_draft_that_no_disk_keeps_is_not_lost_silently() {
    let mut desk = Desk::new();
    desk.keys("n").keys("half a").press(Key::Esc);
    desk.app.update(Action::DraftsKept(Err("drafts.json is a link.".into())));
    desk.sees("only kept until twinge ends").sees("drafts.json is a link.");
    desk.keys("q").sees("The draft is not kept on the disk");
    desk.keys("n");
    assert_eq!(desk.disk.quit, None);
    desk.keys("n").sees("half a");
    desk.press(Key::Esc);
    desk.app.update(Action::DraftsKept(Ok(desk.app.drafts.clone())));
    desk.keys("q");
    assert_eq!(desk.disk.quit, Some(0));
}

#[test]
fn a_journal_that_may_only_be_read_refuses_every_change() {
    let mut desk = Desk::new();
    desk.keys("p4").saved();
    desk.app.read_only = Some("It was written by a newer twinge.".into());
    for key in ["p", "r", "n", "a", "e", "d", "u"] {
        desk.keys(key).sees("It was written by a newer twinge.").sees("read only");
        assert!(matches!(desk.app.modal, None | Some(Modal::Nowhere(_))) && desk.disk.saving.is_none(), "{key}");
        desk.press(Key::Esc);
    }
}

#[test]
fn a_write_that_was_not_confirmed_is_not_called_saved() {
    let mut desk = Desk::new();
    desk.keys("p4");
    let work = desk.disk.saving.take().unwrap();
    work.perform(&mut desk.disk.file).unwrap();
    let effects = desk.app.update(Action::Failed(SaveFailure::Unconfirmed("The disk did not confirm it.".into())));
    desk.take(effects);
    desk.sees("pain 4").misses("Saved pain");
    assert!(desk.app.queue.is_empty());
    desk.keys("q");
    assert_eq!(desk.disk.quit, Some(1), "a script hears of it too");
}

#[test]
fn a_save_that_is_confirmed_confirms_all_before_it() {
    let mut desk = Desk::new();
    desk.keys("p4");
    desk.disk.saving.take().unwrap().perform(&mut desk.disk.file).unwrap();
    let effects = desk.app.update(Action::Failed(SaveFailure::Unconfirmed("The disk did not confirm it.".into())));
    desk.take(effects);
    desk.keys("p5").saved().keys("q");
    assert_eq!(desk.disk.quit, Some(0));
}

#[test]
fn midnight_comes_without_a_timer() {
    let mut desk = Desk::new();
    desk.keys("p4").saved().sees("Mon 23 Nov").sees("morning 4");
    desk.app.now.at = At::parse("2026-11-24T06:30:00+00:00").unwrap();
    desk.keys("j").sees("Tue 24 Nov").sees("morning –").sees("How is it this morning?");
}

#[test]
fn the_question_at_the_end_says_how_much_would_be_lost() {
    let mut desk = Desk::new();
    desk.keys("p4").full().keys("q").last_kept(Ok(())).sees("it is kept as a draft");
    desk.press(Key::Esc).keys("p5").full();
    desk.keys("q").last_kept(Ok(())).sees("2 changes are not saved, but all are kept as drafts");
    desk.press(Key::Esc).keys("dd").full();
    desk.keys("q").last_kept(Ok(())).sees("y quits and LOSES 2 of 4; the rest is kept as drafts.");
}

#[test]
fn what_is_done_again_is_the_last_of_the_disk() {
    let mut desk = Desk::new();
    desk.keys("p4").saved().keys("p5").saved().keys("u").saved().keys("u").saved();
    // another program was quicker
    desk.disk.file.redo(desk.app.now.at).unwrap();
    desk.keys("U").saved();
    assert_eq!(desk.disk.file.pain.len(), 1, "not at once: the disk has the last word");
    desk.saved().sees("Done again: added pain 5");
    assert_eq!(desk.disk.file.pain.len(), 2);
    // nor is there anything left
    desk.keys("u").saved();
    desk.disk.file.redo(desk.app.now.at).unwrap();
    desk.keys("U").saved().sees("nothing to do again");
}

#[test]
fn the_journal_as_it_was_last_saved_is_known_while_changes_wait() {
    let mut desk = Desk::new();
    desk.keys("p4").saved();
    desk.keys("p5").full();
    desk.keys("p6");
    let last = desk.app.last_saved().unwrap();
    assert_eq!((last.pain.len(), desk.app.journal.pain.len()), (1, 3));
    assert_eq!(last.pain, desk.disk.file.pain);
}
