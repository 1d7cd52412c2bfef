//! Tests of the scripts of keys.

use super::*;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::tui::action::Now;

#[test]
fn a_script_is_read_key_by_key() {
    let key = |key| Beat::Input(Input::Key(key));
    assert_eq!(
        read_script("p4<enter><ctrl-c> <lt><resize:40x12><wait><wait:90s>"),
        Some(vec![
            key(Key::Char('p')),
            key(Key::Char('4')),
            key(Key::Enter),
            key(Key::Ctrl('c')),
            key(Key::Char(' ')),
            key(Key::Char('<')),
            Beat::Size(40, 12),
            Beat::Wait(Duration::from_secs(1)),
            Beat::Wait(Duration::from_secs(90)),
        ])
    );
    for wrong in ["<", "<nothing>", "<resize:x>", "<click:1>", "<wait:>", "<wait:1>", "<wait:-1s>"] {
        assert_eq!(read_script(wrong), None, "{wrong}");
    }
}

#[test]
fn waiting_moves_both_clocks_and_wakes_the_screen_when_it_asked_for_it() {
    let at = At::parse("2026-11-23T08:10:00+01:00").unwrap();
    let offset = |_| chrono::MappedLocalTime::Single(chrono::FixedOffset::east_opt(3600).unwrap());
    let now = Now { at, since_start: Duration::from_millis(1500), offset, id: Id(uuid::Uuid::nil()) };
    for (millis, seconds) in [(0, 0), (499, 0), (500, 1), (1499, 1), (1500, 2), (90_000, 90)] {
        let later = now.later(Duration::from_millis(millis));
        assert_eq!((later.at.0 - at.0).num_seconds(), seconds, "{millis} ms");
        assert_eq!(later.since_start, Duration::from_millis(1500 + millis));
    }
    // the level is logged a second after the 1, however long the wait was, and once
    let mut replay = Replay::new(ReplayStart::default(), World::fixed(at.0), 80, 24);
    assert!(replay.play("<wait:10s>p1<wait:90s>"));
    let pain = &replay.journal().pain;
    assert_eq!((pain.len(), pain[0].at.text()), (1, "2026-11-23T08:10:11+01:00".to_owned()));
}
