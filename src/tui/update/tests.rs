//! The whole screen without a terminal: every key of the table does something where it holds; forms, clicks, filters.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::change::Change;
use crate::domain::day::At;
use crate::domain::entry::Entry;
use crate::domain::entry::Item;
use crate::domain::field::Reading;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::import::File;
use crate::import::csv::ReadOptions;
use crate::tui::action::Action;
use crate::tui::action::Effect;
use crate::tui::action::MergeNews;
use crate::tui::action::Now;
use crate::tui::effects::perform;
use crate::tui::keys::Scope;
use crate::tui::keys::{Binding, ROWS};
use crate::tui::memory::Memory;
use crate::tui::modals::Modal;
use crate::tui::state::App;
use crate::tui::tab::Tab;
use crate::tui::theme::DisplayOptions;
use crate::tui::update::*;
use crate::tui::view;
use ratatui::layout::Size;

fn offset(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(3600).unwrap())
}

fn id(n: u128) -> Id {
    Id(uuid::Uuid::from_u128(n))
}

/// Twenty days, each with a level and a run; the last ones differ.
fn month(now: Now) -> Journal {
    let mut journal = Journal::default();
    for day in 1..=20u128 {
        let reading = Reading { clock: now.clock(), journal: &journal };
        let when = ("at", format!("2026-11-{day:02} 07:30"));
        let worse = ("worse", if day == 20 { "long drives" } else { "sitting" }.to_owned());
        let pain = [when.clone(), ("level", (day % 7).to_string()), worse];
        let pain = Entry::create(Kind::Pain, id(100 + day), &pain, &reading).unwrap();
        let surface = ("surface", if day == 20 { "dirt" } else { "road" }.to_owned());
        let run = [when, ("distance", "5k".to_owned()), surface];
        let run = Entry::create(Kind::Run, id(200 + day), &run, &reading).unwrap();
        journal.make(Change::Add(Box::new(pain)), now.at).unwrap();
        journal.make(Change::Add(Box::new(run)), now.at).unwrap();
    }
    let reading = Reading { clock: now.clock(), journal: &journal };
    let visit = [("at", "2026-11-10 10:00".to_owned()), ("with", "Dr Invented".to_owned())];
    let visit = Entry::create(Kind::Visit, id(300), &visit, &reading).unwrap();
    journal.make(Change::Add(Box::new(visit)), now.at).unwrap();
    journal
}

/// A screen with a month of entries, or with none.
struct Screen {
    app: App,
    memory: Memory,
    ids: u128,
}

/// Files are there at once, unless they shall not come.
fn files(line: &str, _: &ReadOptions) -> Option<Vec<File>> {
    (line != "never").then(crate::tui::update::import::tests::files)
}

impl Screen {
    fn new(filled: bool, width: u16, height: u16) -> Self {
        let at = At::parse("2026-11-23T19:30:00+01:00").unwrap();
        let now = Now { at, since_start: Default::default(), offset, id: id(1) };
        static FILLED: std::sync::OnceLock<Journal> = std::sync::OnceLock::new();
        let journal = if filled { FILLED.get_or_init(|| month(now)).clone() } else { Journal::default() };
        let app = App::new(journal.clone(), None, Vec::new(), now, DisplayOptions::default(), Size { width, height });
        Self { app, memory: Memory { reads: Some(files), ..Memory::of(journal) }, ids: 1000 }
    }

    fn filled() -> Self {
        Self::new(true, 80, 24)
    }

    /// Presses a key; what is to be saved is saved, unless saving fails. Returns how many effects there were.
    fn press(&mut self, key: Key) -> usize {
        self.ids += 1;
        self.app.now.id = id(self.ids);
        let effects = self.app.press(key);
        self.perform(effects)
    }

    fn perform(&mut self, effects: Vec<Effect>) -> usize {
        let count = effects.len();
        perform(&mut self.app, &mut self.memory, effects).unwrap();
        count
    }

    /// Presses the keys of a script such as `p4<enter>`.
    fn keys(mut self, script: &str) -> Self {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            let key = match rest.split_once('>') {
                Some((name, after)) if c == '<' => {
                    rest = after;
                    Key::named(name).unwrap()
                }
                _ => Key::Char(c),
            };
            self.press(key);
        }
        self
    }

    fn click(&mut self, column: u16, row: u16) {
        let effects = self.app.update(Action::Click(column, row));
        self.perform(effects);
    }

    /// Clicks on the first place where these words stand.
    fn click_on(&mut self, words: &str) {
        let (row, line) = self.lines().into_iter().enumerate().find(|(_, line)| line.contains(words)).unwrap();
        let column = line.split(words).next().unwrap().chars().count();
        self.click(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    }

    fn lines(&self) -> Vec<String> {
        let Size { width, height } = self.app.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        view::draw(&self.app, &mut buffer);
        let rows = buffer.content.chunks(usize::from(width.max(1)));
        rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().to_owned())
            .collect()
    }

    fn shown(&self) -> String {
        self.lines().join("\n")
    }

    #[track_caller]
    fn sees(self, words: &str) -> Self {
        assert!(self.shown().contains(words), "no {words:?} in\n{}", self.shown());
        self
    }

    /// All that a key can change, without what is said.
    fn state(&self) -> String {
        let app = &self.app;
        let queue = (app.queue.len(), app.queue.trouble());
        format!(
            "{:?}",
            (
                app.tab,
                &app.modal,
                &app.tabs,
                &app.marked,
                app.journal.redo.len(),
                queue,
                &app.drafts,
                app.journal.len()
            )
        )
    }

    fn newest(&self) -> &dyn Item {
        self.app.journal.items(Kind::Pain).next_back().unwrap()
    }
}

/// Situations in which the keys of a scope hold.
fn situations(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::JustLogged => &["p4", "p<enter>3<tab><tab><tab>calf<enter>p4"],
        Scope::ImportPath => &[":import<enter>ab cd<left><left>", ":import<enter>ab<ctrl-w>"],
        Scope::Reading => &[":import<enter>never<enter>"],
        Scope::Found => &[":import<enter>x<enter>", ":import<enter>x<enter>j"],
        Scope::Surface => &[":import<enter>x<enter>F", "7F"],
        Scope::Lists => {
            &[":import<enter>x<enter><enter>", "0s", "6jjj", "7jjj", "0jj", "7/dirt<enter>", "6", "6jjj<enter><esc>"]
        }
        Scope::Steps => &["1", "1j", "1jj", "2j", "3", "1omay I?<enter>"],
        Scope::Timer => &["t", "t<enter>"],
        Scope::Repeats => &["t<enter>", "ts<enter>", "tss<enter>", "tsss<enter>"],
        Scope::Rating => &["t<enter><enter><enter><enter><enter><enter><enter><enter>"],
        Scope::Summary => &["tq"],
        Scope::Moving => &["6jjjjjjjjjj", "7jjjjjjjjjj", "6vjj", "6vv"],
        Scope::Everywhere => &["6", "0", "7", "2", "6p4u", "!6p4", "0!y<enter>"],
        Scope::Level => &["p", "p1"],
        Scope::CatchUp => &["L", "L1"],
        Scope::Form => &["p<enter>4<tab><tab>ab cd<left><left>", "nab<ctrl-w>"],
        Scope::Check => &["0!", "0!n", "0!nn"],
        Scope::Help => &["?", "?ab"],
        Scope::Why => &["w"],
        Scope::Bin => &["7d:bin<enter>"],
        Scope::Copies => &[":copies<enter>"],
        Scope::Inbox => &[":inbox<enter>", ":inbox<enter>ab<left><left>", ":inbox<enter>ab<ctrl-w>"],
        Scope::Trends => &["8", "8vvhhh", "8cgrass,road<enter>"],
        Scope::Report => &["R", "Rp"],
        Scope::ReportPerson => &["Riab cd<left><left>", "Riab<ctrl-w>"],
        Scope::ReportFile => &["Rsab<left><left>", "Rsab<ctrl-w>"],
        Scope::Filter => &["7/ab"],
        Scope::Search => &["0/dirt"],
        Scope::Compare => &["8cgrass,road<left><left>", "8cgrass,road<ctrl-w>", "8cgrass,road", "8cgrass"],
        Scope::Question => &["2:end-programme<enter>"],
        Scope::Line => &[":", ":un", ":ab cd<left><left>", ":ab<ctrl-w>", ":undo<enter>:x<up>", ":undo<enter>:<up>"],
        // with a journal that cannot be changed
        Scope::Nowhere => &["n"],
        Scope::Always => &["6", "p<enter>4"],
    }
}

/// Another copy of the journal, long enough to be scrolled.
fn offer() -> crate::tui::action::CopiesOffer {
    let preview = (0..60).map(|n| crate::page::Line::plain(format!("{n} more"))).collect();
    crate::tui::action::CopiesOffer { message: "journal 2.json, left by iCloud".into(), preview, is_ready: true }
}

/// Two lines of the inbox that wait.
fn news(app: &App) -> crate::tui::action::InboxNews {
    let text = "2026-11-22 07:12 pian 4\n2026-11-22 hello\n".to_owned();
    let file = crate::inbox::split::InboxFile { name: "inbox.txt".into(), text, ..Default::default() };
    let stock = crate::inbox::take_stock(&[file], &app.journal, app.now.clock(), &Default::default());
    crate::tui::action::InboxNews { waiting: stock.waiting, ..Default::default() }
}

#[test]
fn a_line_of_the_inbox_that_waits_is_put_right_or_dismissed() {
    let mut screen = Screen::new(true, 80, 24);
    screen.app.update(Action::InboxRead(news(&screen.app)));
    let screen = screen.keys("0");
    let text = |screen: &Screen| screen.lines().join("\n");
    assert!(text(&screen).contains("2 lines of the inbox wait"), "{}", text(&screen));
    let screen = screen.keys(":inbox<enter><enter>");
    assert!(text(&screen).contains("did you mean pain?"), "{}", text(&screen));
    let screen = screen.keys("<ctrl-a><ctrl-k>2026-11-22 07:12 pain 4<enter>");
    let then = At::parse("2026-11-22T07:12:00+01:00").unwrap();
    assert_eq!(screen.app.journal.pain.iter().filter(|pain| pain.at == then).count(), 1);
    // the next one is shown; without text it goes
    assert!(text(&screen).contains("1 of 1"), "{}", text(&screen));
    let screen = screen.keys("<ctrl-a><ctrl-k><enter>");
    assert!(screen.app.modal.is_none() && screen.app.inbox.is_empty());
    assert!(!text(&screen).contains("of the inbox"), "{}", text(&screen));
}

#[test]
fn what_a_merge_changed_of_the_clearance_stands_on_today_until_the_doctor_tab_is_opened() {
    let mut screen = Screen::new(true, 80, 24);
    let clearance = vec!["clearance 20 Nov: newer in laptop.json: max_distance_m.".to_owned()];
    screen.app.update(Action::MergeNews(MergeNews { clearance, copies: None }));
    let text = |screen: &Screen| screen.lines().join("\n");
    let screen = screen.keys("0p4");
    assert!(text(&screen).contains("\u{25b2} clearance 20 Nov: newer in laptop.json"), "{}", text(&screen));
    let mut screen = screen.keys("70");
    assert!(text(&screen).contains("newer in laptop.json"), "{}", text(&screen));
    let effects = screen.app.update(Action::Go(Tab::Step(Step::Doctor)));
    assert!(matches!(effects.as_slice(), [Effect::ClearanceSeen]));
    assert!(text(&screen).contains("Changed by putting two copies together: clearance 20 Nov"), "{}", text(&screen));
    let screen = screen.keys("0");
    assert!(!text(&screen).contains("laptop.json"), "{}", text(&screen));
}

#[test]
fn another_copy_is_looked_at_before_it_is_put_into_the_journal() {
    let mut screen = Screen::new(true, 80, 24);
    let text = |screen: &Screen| screen.lines().join("\n");
    let screen_of = |screen: &mut Screen| {
        screen.app.update(Action::MergeNews(MergeNews { copies: Some(offer()), ..MergeNews::default() }))
    };
    assert!(text(&screen.keys(":copies<enter>")).contains("No other copy of the journal lies beside it."));
    screen = Screen::new(true, 80, 24);
    screen_of(&mut screen);
    let screen = screen.keys("0");
    assert!(text(&screen).contains(":copies journal 2.json, left by iCloud"), "{}", text(&screen));
    let screen = screen.keys(":copies<enter>");
    assert!(text(&screen).contains("What merging them would change:") && text(&screen).contains("0 more"));
    let screen = screen.keys("G");
    assert!(text(&screen).contains("59 more"), "{}", text(&screen));
    // left as they are, then put together
    let screen = screen.keys("<esc>");
    assert!(!text(&screen).contains("What merging them would change:") && screen.app.copies.is_some());
    let screen = screen.keys(":copies<enter><enter>");
    assert!(text(&screen).contains("Merged. u takes a merge back."), "{}", text(&screen));
}

/// Whether a key does something in a situation; a `!` in front of its keys: saving fails there.
fn does_something(row: &Binding, key: Key, situation: &str) -> bool {
    let mut screen = Screen::filled();
    screen.app.update(Action::MergeNews(MergeNews { copies: Some(offer()), ..MergeNews::default() }));
    screen.app.update(Action::InboxRead(news(&screen.app)));
    screen.app.read_only = (row.scope == Scope::Nowhere).then(|| "It is read only.".into());
    screen.memory.fails = situation.starts_with('!').then(|| "no.".into());
    let mut screen = screen.keys(situation.trim_start_matches('!'));
    screen.memory.fails = None;
    if !screen.app.scopes().contains(&row.scope) {
        return false;
    }
    screen.app.notice = None;
    let before = screen.state();
    let effects = screen.press(key);
    let refused = screen.app.notice.as_ref().is_some_and(|notice| matches!(notice.tone, Tone::Warn | Tone::Bad));
    !refused && (effects > 0 || screen.state() != before)
}

#[test]
fn every_key_of_the_table_does_something_where_it_holds() {
    for row in ROWS {
        for &key in row.keys {
            let works = situations(row.scope).iter().any(|situation| does_something(row, key, situation));
            assert!(works, "{key} in {:?}: {}", row.scope, row.help);
        }
    }
}

#[test]
fn a_level_with_a_note_is_a_few_keys() {
    let screen = Screen::filled().keys("p<enter>4<tab><tab>two words<enter>").sees("Saved pain 4, now, “two words”");
    assert_eq!(screen.newest().describe(&Default::default()), "pain 4, now, “two words”");
    assert!(screen.app.modal.is_none() && screen.memory.drafts.is_empty());
}

#[test]
fn words_are_picked_by_keys_and_known_ones_come_first() {
    let screen = Screen::filled().keys("p<enter>4<tab><tab><tab><tab>d<tab><tab>").sees("›○sitting  ○stairs");
    let screen = screen.keys(" <right> <enter>");
    assert_eq!(
        screen.newest().describe(&Default::default()),
        "pain 4, now, dull, worse with sitting, worse with stairs"
    );
}

#[test]
fn words_rows_and_hints_are_clicked() {
    let mut screen = Screen::filled().keys("p<enter>").sees("0  1  2");
    screen.click_on("7  8");
    screen.click_on("Ctrl-o feels");
    screen.click_on("Feels");
    screen.click_on("sharp");
    screen.click_on("tight");
    screen.click_on("●sharp");
    screen.click_on("Enter save");
    assert_eq!(screen.newest().describe(&Default::default()), "pain 7, now, tight");
}

#[test]
fn a_click_selects_and_a_second_click_opens() {
    let mut screen = Screen::filled().keys("7");
    screen.click(5, 6);
    assert!(screen.app.modal.is_none());
    screen.click(5, 6);
    assert!(screen.shown().contains("Edit the run of"), "{}", screen.shown());
    let mut screen = Screen::filled();
    screen.click_on("7Runs");
    assert_eq!(screen.app.tab, Tab::Runs);
    screen.click_on("? help");
    assert!(matches!(screen.app.modal, Some(Modal::Help(_))));
}

#[test]
fn a_run_is_compared_before_it_is_saved_and_never_stopped() {
    let screen = Screen::filled()
        .keys(".6k<tab><tab>30:00")
        .sees("30:00, 5:00 /km")
        .sees("20 % longer than your longest run in the 30 days before, 5 km.")
        .sees("No clearance recorded.")
        .keys("<enter>");
    let run = screen.app.journal.runs.last().unwrap().describe(&Default::default());
    assert_eq!(run, "run 6 km on dirt in 30:00 (5:00 /km)");
}

#[test]
fn a_run_of_an_empty_journal_cannot_be_repeated_and_is_told_so() {
    Screen::new(false, 80, 24).keys(".").sees("There is no run yet to repeat; r logs the first.");
}

#[test]
fn what_is_typed_is_there_again_after_esc_and_gone_once_saved() {
    let screen = Screen::filled().keys("nhalf a<esc>").sees("Kept as a draft").sees("draft: note");
    let screen = screen.keys("n").sees("half a").sees("your draft; Ctrl-r starts afresh");
    let screen = screen.keys("<ctrl-r>").sees("Ctrl-r brings back what was typed").keys("<ctrl-r>").sees("half a");
    let screen = screen.keys(" note<enter>").sees("Saved note “half a note”");
    assert!(screen.memory.drafts.is_empty());
    assert!(screen.app.drafts.is_empty());
}

#[test]
fn a_long_note_is_kept_while_it_is_typed() {
    let screen =
        Screen::filled().keys("nThis note is long enough that losing it would be felt, so it is kept now and then ");
    assert!(screen.memory.drafts.iter().any(|draft| draft.fields["note"].starts_with("This note is long")));
    let screen = Screen::filled().keys("nshort note<enter>");
    assert!(screen.memory.drafts.is_empty());
}

#[test]
fn a_repeated_run_that_was_left_opens_whole_and_is_no_draft_of_a_new_one() {
    let screen = Screen::filled().keys(".7k<esc>").keys(".").sees("7k").sees("dirt").sees("your draft");
    let screen = screen.keys("<esc>r");
    assert!(!screen.shown().contains("7k") && !screen.shown().contains("\u{25cf}dirt"), "{}", screen.shown());
}

#[test]
fn the_help_is_searched_by_typing() {
    let mut screen = Screen::filled();
    screen.app.file = "/home/me/journal.json".into();
    let screen = screen.keys("?<end>").sees("nothing leaves this computer").sees("/home/me/journal.json");
    let screen = screen.keys("<home>").sees("In every tab");
    let screen = screen.keys("undo").sees("take the last change back");
    assert!(!screen.shown().contains("log a run"));
    let screen = screen.keys("qqq").sees("No key with these words").keys("<esc>").sees("log a pain level");
    assert!(screen.keys("<esc>").app.modal.is_none());
}

#[test]
fn a_filter_is_typed_kept_and_cleared() {
    let screen = Screen::filled().keys("7/DIRT").sees("1 run “DIRT”").sees("/DIRT");
    let screen = screen.keys("<enter>").sees("1 run “DIRT”").sees("Esc shows all");
    assert!(screen.app.modal.is_none());
    screen.keys("<esc>").sees("20 runs").keys("/road<esc>").sees("20 runs").keys("v<esc>").sees("20 runs");
    for tab in ["0", "1", "2", "5", "8"] {
        Screen::filled().keys(tab).keys("/dirt").sees("1 entry").keys("<enter>").sees("20 runs");
    }
}

#[test]
fn a_key_of_elsewhere_is_told_and_after_a_colon_no_letter_runs_away() {
    let letters = "track did quite a sprint, 5k, my back hurts; ok";
    let is_still = |screen: &Screen, before: &Screen| {
        assert_eq!((screen.app.tab, screen.app.quitting), (before.app.tab, false));
        assert_eq!(*screen.app.journal, *before.app.journal);
        assert!(screen.app.modal.is_none() && screen.app.queue.is_empty());
    };
    for (tab, key) in [("0", "o"), ("6", "c"), ("7", "b"), ("1", "v"), ("8", "s")] {
        let screen = Screen::filled().keys(tab).keys(key).sees(&format!("{key} works only in"));
        is_still(&screen, &Screen::filled().keys(tab));
        // the rest of a word does nothing, and takes the sentence from nobody; a key after a pause is a key again
        let screen = screen.keys(letters).sees(&format!("{key} works only in")).keys("<enter>");
        is_still(&screen, &Screen::filled().keys(tab));
        assert_eq!(Screen::filled().keys(tab).keys(key).keys("<enter>7").app.tab, Tab::Runs);
        let mut later = Screen::filled().keys(tab).keys(key);
        later.app.now = later.app.now.later(super::WORD_PAUSE);
        assert_eq!(later.keys("7").app.tab, Tab::Runs);
    }
    // what begins as a command of another program runs no key: it is typed, refused, and stays where it was typed
    for tab in ["2", "0"] {
        let screen = Screen::filled().keys(tab).keys(":").keys(letters).keys("<enter>").sees("did quite a sprint");
        assert_eq!(*screen.app.journal, *Screen::filled().app.journal);
        is_still(&screen.keys("<esc>"), &Screen::filled().keys(tab));
    }
    // what cannot be changed opens no form either
    let mut screen = Screen::filled();
    screen.app.read_only = Some("Written by a newer twinge.".into());
    is_still(&screen.keys("n").sees("newer").keys(letters).keys("q<enter>"), &Screen::filled());
}

#[test]
fn digits_count_as_their_keyboard_types_them() {
    let level = |screen: Screen| screen.newest().text("level", &screen.app.reading());
    assert_eq!(level(Screen::filled().keys("p４")).as_deref(), Some("4"));
    assert_eq!(Screen::filled().keys("７").app.tab, Tab::Runs);
    for (row, four, six) in [("french", '\'', '-'), ("czech", 'č', 'ž'), ("lithuanian", 'ė', 'š')] {
        let typed = |row: &str, keys: &[Key]| {
            let mut screen = Screen::filled();
            let row = crate::domain::digit_row::DigitRow::read(row).unwrap();
            screen
                .app
                .journal
                .change(crate::tui::revision::Touched::Anything, |journal| journal.settings.digit_row = row);
            for &key in keys {
                screen.press(key);
            }
            screen
        };
        assert_eq!(level(typed(row, &[Key::Char('p'), Key::Char(four)])).as_deref(), Some("4"), "{row}");
        assert_eq!(typed(row, &[Key::Char(six)]).app.tab, Tab::Pain, "{row}");
        // in a text they are letters
        let note = typed(row, &[Key::Char('n'), Key::Char(four), Key::Char('４')]);
        assert!(note.shown().contains(&format!("{four}４")), "{row}: {}", note.shown());
        let screen = typed("none", &[Key::Char('p'), Key::Char(four)]).sees("setting digit_row is").sees(row);
        assert!(screen.app.queue.is_empty() && screen.app.modal.is_some());
        // no key of ours is one of theirs
        for sign in (0..=9).filter_map(|n| char::from_digit(n, 10)) {
            let theirs = |key: &&Key| matches!(key, Key::Char(c) if c.is_ascii() && crate::domain::digit_row::DigitRow::read(row).unwrap().digit(*c) == Some(sign));
            assert_eq!(ROWS.iter().flat_map(|row| row.keys).find(theirs), None, "{row}");
        }
    }
    Screen::filled().keys("pé").sees("french or czech").keys("4").sees("Saved pain 4");
}

#[test]
fn a_keyboard_without_latin_letters_is_told() {
    for (tab, sign) in [("0", "з"), ("1", "π"), ("7", "र"), ("8", "ふ")] {
        Screen::filled().keys(tab).keys(sign).sees("Switch the keyboard");
        Screen::filled().keys(tab).keys("p").keys(sign).sees("Switch the keyboard").keys("4").sees("Saved pain 4");
    }
    assert!(!Screen::filled().keys("7ß").shown().contains("Switch"));
}

#[test]
fn every_tab_says_why() {
    for tab in ["0", "1", "2", "3", "4", "5", "6", "7"] {
        let screen = Screen::new(true, 200, 60).keys(tab).keys("w").sees("Why").sees("Source: ");
        assert!(screen.keys("w").app.modal.is_none());
    }
}

#[test]
fn undo_and_redo_say_what_they_did() {
    Screen::filled().keys("p4u").sees("Undone: added pain 4").keys("U").sees("Done again: ").sees("pain 4, now");
}

#[test]
fn pasted_text_is_text_wherever_it_goes() {
    for keys in ["n", "p<enter>", "?", "7/", "6", "p"] {
        let mut screen = Screen::filled().keys(keys);
        let before = screen.app.journal.clone();
        let effects = screen.app.update(Action::Paste("4\nq\n\u{1b}[2Jd".into()));
        screen.perform(effects);
        assert_eq!(screen.app.journal.len(), before.len(), "{keys}");
        assert!(!screen.shown().contains('\u{1b}'));
    }
}

#[test]
fn the_row_that_is_typed_into_is_shown_on_every_screen() {
    for (width, height) in [(40, 12), (80, 24), (120, 40), (30, 8)] {
        let mut screen = Screen::new(true, width, height).keys("r");
        for _ in 0..14 {
            let Some(Modal::Form(form)) = &screen.app.modal else { panic!() };
            let label = form.rows[form.focus].about.label;
            assert!(screen.shown().contains(&format!("› {label}")), "{label}:\n{}", screen.shown());
            screen = screen.keys("<tab>");
        }
    }
}

#[test]
fn no_size_and_no_modal_makes_drawing_panic() {
    for keys in ["p", "p<enter>4<tab><tab>a<ctrl-j>b", "r5k<tab>", ".6k", "?", "?zz", "w", "7/ab", "7jj<enter>", "1e"] {
        let mut screen = Screen::filled().keys(keys);
        for (width, height) in (0..40).flat_map(|w| [(w * 5, w), (w, 12), (40, w), (w, 3 * w)]) {
            screen.app.update(Action::Resize(width, height));
            screen.shown();
            screen.click(width / 2, height / 2);
            screen = screen.keys("<down>");
        }
    }
}
