//! Tests of the guided session at its edges: each count, each key, and what is kept.

use proptest::prelude::*;

use super::*;
use crate::domain::arbitrary::{clock, id};
use crate::domain::every_kind::Record;

fn at(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn exercise(n: u128, sets: u32, reps: Option<u32>, hold: Option<u32>, each_side: bool, rest: Option<u32>) -> Exercise {
    Exercise {
        name: Some(format!("no {n}").into()),
        sets: Some(sets),
        reps,
        hold_s: hold,
        rest_s: rest,
        each_side,
        ..Exercise::blank(id(n), clock().now)
    }
}

/// A hold of 30 s each side, twice, and ten repeats.
fn usual() -> Timer {
    let all = vec![exercise(1, 2, None, Some(30), true, None), exercise(2, 1, Some(10), None, false, None)];
    Timer::new(all, at(0)).unwrap()
}

/// Lets the clock run second by second. Returns the seconds at which it rang.
fn run(timer: &mut Timer, from: u64, until: u64) -> Vec<u64> {
    (from..=until).filter(|&second| timer.tick(at(second * 1000)).contains(&Cue::Bell)).collect()
}

fn press(timer: &mut Timer, keys: &str, now: u64) -> Vec<Cue> {
    keys.chars().flat_map(|c| timer.press(if c == '\n' { Key::Enter } else { Key::Char(c) }, at(now * 1000))).collect()
}

#[test]
fn nothing_to_do_is_no_session() {
    assert!(Timer::new(Vec::new(), at(0)).is_none());
}

#[test]
fn a_hold_begins_after_five_seconds_and_ends_at_its_exact_end() {
    let mut timer = usual();
    assert_eq!((timer.phase(), timer.left(at(0)), timer.wakes_at(at(0))), (Phase::Ready, Some(5), Some(at(1000))));
    assert_eq!(timer.tick(at(4999)), []);
    assert_eq!(
        (timer.phase(), timer.left(at(4999)), timer.wakes_at(at(4999))),
        (Phase::Ready, Some(1), Some(at(5000)))
    );
    assert_eq!(timer.tick(at(5000)), [Cue::Bell]);
    assert_eq!(
        (timer.phase(), timer.left(at(5000)), timer.wakes_at(at(5000))),
        (Phase::Hold, Some(30), Some(at(6000)))
    );
    assert_eq!((timer.left(at(5001)), timer.wakes_at(at(5001))), (Some(30), Some(at(6000))));
    assert_eq!(timer.tick(at(34_999)), []);
    assert_eq!(timer.tick(at(35_000)), [Cue::Bell]);
    assert_eq!((timer.phase(), timer.place().second_side, timer.left(at(35_000))), (Phase::Ready, true, Some(5)));
}

#[test]
fn a_whole_session_rings_at_each_start_end_and_switch_and_keeps_each_exercise() {
    let mut timer = usual();
    // four holds of 30 s with 5 s before each
    assert_eq!(run(&mut timer, 0, 200), [5, 35, 40, 70, 75, 105, 110, 140]);
    assert_eq!((timer.phase(), timer.done().len(), timer.wakes_at(at(200_000))), (Phase::Rating, 1, None));
    assert_eq!(press(&mut timer, "3", 200), [Cue::Keep]);
    assert_eq!((timer.phase(), timer.done()[0].pain), (Phase::Repeats, Level::new(3)));
    assert_eq!(timer.wakes_at(at(200_000)), None, "repeats wait for a key");
    assert_eq!(press(&mut timer, " ", 230), [Cue::Bell, Cue::Keep]);
    assert_eq!(press(&mut timer, "\n", 231), []);
    assert_eq!((timer.phase(), timer.done()[1].pain, timer.minutes(at(231_000))), (Phase::Over, None, 4));
    assert_eq!(press(&mut timer, "z5 bsrq", 232), []);
}

#[test]
fn several_holds_a_set_breathe_between_and_sets_rest() {
    let mut timer = Timer::new(vec![exercise(1, 2, Some(3), Some(5), false, Some(20))], at(0)).unwrap();
    // 5 ready, 5 hold, 3 breath, 5 hold, 3 breath, 5 hold, 20 rest, and again
    assert_eq!(run(&mut timer, 0, 100), [5, 10, 13, 18, 21, 26, 46, 51, 54, 59, 62, 67]);
    let mut repeats = Timer::new(vec![exercise(1, 2, Some(10), None, true, Some(20))], at(0)).unwrap();
    press(&mut repeats, " ", 10);
    assert_eq!((repeats.phase(), repeats.place().second_side), (Phase::Repeats, true));
    press(&mut repeats, " ", 20);
    assert_eq!((repeats.phase(), repeats.left(at(20_000))), (Phase::Rest, Some(20)));
    assert_eq!(repeats.tick(at(40_000)), [Cue::Bell]);
    assert_eq!((repeats.phase(), repeats.place().set, repeats.place().second_side), (Phase::Repeats, 2, false));
}

#[test]
fn a_tick_that_comes_late_makes_up_for_what_ended_and_rings_once() {
    let mut timer = usual();
    assert_eq!(timer.tick(at(76_500)), [Cue::Bell]);
    assert_eq!((timer.phase(), timer.place().set, timer.left(at(76_500))), (Phase::Hold, 2, Some(29)));
    assert_eq!(timer.tick(at(1_000_000)), [Cue::Bell, Cue::Keep]);
    assert_eq!(timer.phase(), Phase::Rating, "but it does not answer for anybody");
}

#[test]
fn a_pause_stands_still_and_goes_on_where_it_was() {
    let mut timer = usual();
    timer.tick(at(5000));
    timer.press(Key::Char(' '), at(12_300));
    assert_eq!((timer.is_paused(), timer.left(at(12_300)), timer.wakes_at(at(12_300))), (true, Some(23), None));
    assert_eq!((timer.tick(at(99_000)), timer.left(at(99_000))), (vec![], Some(23)));
    timer.press(Key::Char(' '), at(100_000));
    assert_eq!((timer.is_paused(), timer.wakes_at(at(100_000))), (false, Some(at(100_700))));
    assert_eq!((timer.tick(at(122_699)), timer.tick(at(122_700))), (vec![], vec![Cue::Bell]));
    // a key ends a count that is paused too
    timer.press(Key::Char(' '), at(123_000));
    assert_eq!(press(&mut timer, "\n", 130), [Cue::Bell]);
    assert_eq!((timer.phase(), timer.is_paused()), (Phase::Hold, false));
    timer.pause(at(131_000));
    assert_eq!(timer.left(at(500_000)), Some(29));
}

#[test]
fn back_is_the_same_part_again_then_the_one_before() {
    let mut timer = usual();
    let place = |timer: &Timer| (timer.place().item, timer.place().set, timer.place().second_side, timer.phase());
    run(&mut timer, 0, 80);
    assert_eq!(place(&timer), (0, 2, false, Phase::Hold));
    for expected in [
        (0, 2, false, Phase::Ready),
        (0, 1, true, Phase::Ready),
        (0, 1, false, Phase::Ready),
        (0, 1, false, Phase::Ready),
    ] {
        timer.press(Key::Char('b'), at(81_000));
        assert_eq!(place(&timer), expected);
    }
    run(&mut timer, 81, 400);
    press(&mut timer, "4", 400);
    assert_eq!((place(&timer), timer.done()[0].pain), ((1, 1, false, Phase::Repeats), Level::new(4)));
    timer.press(Key::Left, at(401_000));
    assert_eq!((place(&timer), timer.done().len()), ((0, 1, false, Phase::Ready), 1));
    // from the question about pain it is the last part again, and done again it stands once
    run(&mut timer, 401, 600);
    timer.press(Key::Backspace, at(600_000));
    assert_eq!(place(&timer), (0, 2, true, Phase::Ready));
    run(&mut timer, 600, 700);
    assert_eq!((timer.phase(), timer.done().len(), timer.done()[0].pain), (Phase::Rating, 1, None));
}

#[test]
fn what_is_skipped_or_stopped_keeps_the_sets_that_are_done() {
    for (seconds, key, kept, phase) in [
        (3, 's', None, Phase::Repeats),
        (60, 's', None, Phase::Repeats),
        (72, 's', Some((Some(1), false)), Phase::Repeats),
        (3, 'r', Some((None, true)), Phase::Repeats),
        (72, 'r', Some((Some(1), false)), Phase::Repeats),
        (3, 'q', None, Phase::Over),
        (72, 'q', Some((Some(1), false)), Phase::Over),
        (140, 'q', Some((None, false)), Phase::Over),
    ] {
        let mut timer = usual();
        run(&mut timer, 0, seconds);
        let cues = press(&mut timer, &key.to_string(), seconds);
        let done = timer.done().first().map(|done| (done.sets, done.skip.is_some()));
        assert_eq!((done, timer.phase()), (kept, phase), "{key} at {seconds} s");
        assert_eq!(cues.contains(&Cue::Keep), kept.is_some() && seconds != 140, "{key} at {seconds} s");
    }
}

#[test]
fn any_digit_answers_x_is_ten_and_nothing_else_does() {
    for (key, pain) in [('0', 0), ('1', 1), ('9', 9), ('x', 10)] {
        let mut timer = usual();
        run(&mut timer, 0, 140);
        press(&mut timer, "zsr", 140);
        assert_eq!(timer.phase(), Phase::Rating);
        press(&mut timer, &key.to_string(), 140);
        assert_eq!(timer.done()[0].pain, Level::new(pain));
        assert_eq!(timer.place().item, 1, "{key} goes on at once");
    }
}

proptest! {
    #[test]
    fn no_keys_and_no_times_break_it(beats in proptest::collection::vec((0u64..40_000, proptest::sample::select(vec![
        Key::Char(' '), Key::Enter, Key::Char('b'), Key::Char('s'), Key::Char('r'), Key::Char('3'), Key::Char('z'), Key::Esc, Key::Tab,
    ])), 0..60), sets in 1u32..4, reps in proptest::option::of(1u32..4), hold in proptest::option::of(1u32..40), each in any::<bool>(), rest in proptest::option::of(1u32..30)) {
        let all = vec![exercise(1, sets, reps, hold, each, rest), exercise(2, 2, None, Some(5), true, None), exercise(3, 1, Some(5), None, false, None)];
        let (mut timer, mut now) = (Timer::new(all, at(0)).unwrap(), at(0));
        for (wait, key) in beats {
            now += at(wait);
            timer.tick(now);
            if let Some(wakes) = timer.wakes_at(now) {
                prop_assert!(wakes > now, "it would wake at once, for ever");
                prop_assert!(timer.left(now).unwrap() > 0);
            }
            timer.press(key, now);
            prop_assert_eq!(timer.phase() == Phase::Over, timer.exercise().is_none());
            prop_assert!(timer.done().len() <= 3);
        }
    }
}
