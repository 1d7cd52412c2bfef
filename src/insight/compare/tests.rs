//! Comparisons: the minimum, the gates, the words, each at its edges; and thousands of invented journals that show how
//! seldom chance is taken for a difference.

use super::*;
use crate::domain::level::Level;
use crate::domain::runs::Surface::{self, Grass, Road, Track};
use crate::insight::kit::{Notes, last};
use crate::insight::next_morning::Mornings;
use crate::insight::period::Period;
use crate::insight::responses::responses;

fn compared(journal: &Journal, pairs: &[Pair]) -> Vec<Comparison> {
    let period: Period = last(300);
    compare(journal, &responses(journal, period, &Mornings::around(journal, period.from, period.to)), pairs)
}

fn grass_and_road() -> Pair {
    Pair::surfaces(Grass, Road)
}

fn of(notes: Notes) -> Comparison {
    compared(&notes.done(), &[grass_and_road()]).remove(0)
}

/// Runs on grass and road by turns, three days to each, with these changes to the next morning.
fn by_turns(grass: &[i32], road: &[i32]) -> Notes {
    answers(grass, road, |_| 5000, |i, surface| 3 * (2 * i as u64 + u64::from(surface == Road)) + 2)
}

fn answers(grass: &[i32], road: &[i32], metres: impl Fn(Surface) -> u32, day: impl Fn(usize, Surface) -> u64) -> Notes {
    let mut all: Vec<(u64, Surface, i32)> = Vec::new();
    for (surface, changes) in [(Grass, grass), (Road, road)] {
        all.extend(changes.iter().enumerate().map(|(i, &change)| (day(i, surface), surface, change)));
    }
    all.into_iter()
        .fold(Notes::default(), |notes, (day, surface, change)| notes.answer(day, metres(surface), surface, 4, change))
}

#[test]
fn five_mornings_of_each_are_needed() {
    let four = of(by_turns(&[0; 4], &[3; 9]));
    assert_eq!((four.message, four.n_a, four.n_b), (Says::TooFew, 4, 9));
    assert_eq!(four.reasons, ["5 mornings of each needed to compare, there are 4 and 9"]);
    assert!(four.p.is_err() && four.difference.is_err() && four.interval.is_err());
    let five = of(by_turns(&[0; 5], &[3; 5]));
    assert_eq!((five.message, five.difference.clone()), (Says::PossibleDifferenceLarge, Ok(-3.0)));
    assert_eq!(five.interval, Ok((-3.0, -3.0)));
    assert!((five.p.unwrap() - 2.0 / 252.0).abs() < 1e-12);
}

#[test]
fn a_comparison_says_how_many_of_its_mornings_were_entered_late() {
    let mut journal = by_turns(&[0; 5], &[3; 5]).done();
    let said = |journal: &Journal| compared(journal, &[grass_and_road()]).remove(0).reasons.join("; ");
    assert!(!said(&journal).contains("late"));
    let mornings = journal.pain.iter_mut().filter(|pain| pain.moment == Some(Moment::Morning));
    mornings.take(3).for_each(|pain| pain.late = true);
    assert!(said(&journal).ends_with("3 of the mornings were entered more than two days late"), "{}", said(&journal));
}

#[test]
fn a_point_and_a_small_p_make_a_possible_difference_and_two_points_a_large_one() {
    for (grass, road, message) in [
        (&[0, 0, 0, 0, 0, 0][..], &[2, 2, 2, 2, 2, 2][..], Says::PossibleDifferenceLarge),
        (&[0, 0, 0, 0, 0, 0], &[1, 2, 2, 1, 2, 1], Says::PossibleDifference),
        (&[0, 0, 0, 0, 0, 0], &[1, 1, 1, 1, 1, 1], Says::PossibleDifference),
        (&[0, 0, 0, 1, 1, 1], &[1, 1, 1, 1, 1, 1], Says::NoClearDifference), // half a point
        (&[0, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 0, 3], Says::NoClearDifference),
        (&[2, -2, 0, 2, -2, 0], &[1, 1, 1, -1, 1, 2], Says::NoClearDifference), // a point apart, but so is chance
        (&[0, 0, 0, 0, 0, 0], &[-2, -2, -2, -2, -2, -2], Says::PossibleDifferenceLarge),
    ] {
        let found = of(by_turns(grass, road));
        assert_eq!(found.message, message, "{grass:?} {road:?} {:?}", found.reasons);
    }
}

#[test]
fn distances_apart_by_more_than_a_quarter_are_not_compared() {
    let with = |road: u32| {
        let far = move |surface| if surface == Road { road } else { 8000 };
        of(answers(&[0; 6], &[3; 6], far, |i, surface| 3 * (2 * i as u64 + u64::from(surface == Road)) + 2))
    };
    for (road, open) in [(10_000, true), (10_001, false), (6_400, true), (6_399, false)] {
        let found = with(road);
        assert_eq!(found.message != Says::NotComparable, open, "{road}");
        assert_eq!(found.p.is_ok(), open, "{road}");
    }
    assert_eq!(with(12_000).reasons, ["longer runs in one group: median 8 km and 12 km"]);
}

#[test]
fn efforts_apart_by_more_than_a_quarter_are_not_compared() {
    let with = |grass: u8, road: u8, known: usize| {
        let mut journal = by_turns(&[0; 6], &[3; 6]).done();
        for run in journal.runs.iter_mut().take(known) {
            run.effort = Level::new(if run.surfaces[0].surface == Grass { grass } else { road });
        }
        compared(&journal, &[grass_and_road()]).remove(0)
    };
    assert_ne!(with(4, 5, 12).message, Says::NotComparable);
    assert_eq!(with(3, 4, 12).reasons, ["harder runs in one group: median effort 3 and 4"]);
    assert_ne!(with(3, 9, 5).message, Says::NotComparable, "known of fewer than half of a group");
    assert_eq!(with(0, 1, 12).message, Says::NotComparable);
    assert_ne!(with(0, 0, 12).message, Says::NotComparable);
}

#[test]
fn the_gate_of_dates_closes_only_for_far_weeks_that_do_not_mix() {
    // road from the newest day back, grass so many days further back
    let apart = |days: u64| {
        of(answers(
            &[0; 6],
            &[3; 6],
            |_| 5000,
            move |i, surface| match surface {
                Grass => 4 * i as u64 + 2 + days,
                _ => 4 * i as u64 + 2,
            },
        ))
    };
    assert_ne!(apart(14).message, Says::NotComparable, "fourteen days are not more than fourteen");
    let far = apart(18);
    assert_eq!((far.message, far.p.is_err()), (Says::NotComparable, true));
    assert!(far.reasons[0].starts_with("different weeks: half of them by 2026-10-"), "{:?}", far.reasons);
    // medians far apart, but a fifth of the pairs in the other order: both edges are open
    let order = |grass: &[u64], road: &[u64]| {
        let grass_days = grass.to_vec();
        let road_days = road.to_vec();
        of(answers(
            &[0; 5],
            &[3; 5],
            |_| 5000,
            move |i, surface| {
                if surface == Grass { grass_days[i] } else { road_days[i] }
            },
        ))
        .message
    };
    let road = [10, 13, 16, 19, 22];
    // a later day is a smaller number: one grass day after all five road days is 5 of 25 pairs
    assert_ne!(order(&[2, 60, 63, 66, 69], &road), Says::NotComparable);
    // after four of them is 4 of 25
    assert_eq!(order(&[12, 60, 63, 66, 69], &road), Says::NotComparable);
    assert_ne!(order(&road, &[2, 60, 63, 66, 69]), Says::NotComparable);
    assert_eq!(order(&road, &[12, 60, 63, 66, 69]), Says::NotComparable);
}

#[test]
fn other_shoes_and_a_treatment_begun_between_close_the_gate() {
    let days = |surface: Surface| (0..6).map(move |i| 3 * (2 * i + u64::from(surface == Road)) + 2);
    let with = |grass: usize, road: usize| {
        let mut worn: Vec<u64> = days(Grass).take(grass).collect();
        worn.extend(days(Road).take(road));
        let all: Vec<u64> = days(Grass).chain(days(Road)).collect();
        // a run that names no gear is not one without: each wears the blue pair too
        of(by_turns(&[0; 6], &[3; 6]).gear("grey", Worn::Shoes, &worn).gear("blue", Worn::Shoes, &all))
    };
    assert_ne!(with(6, 3).message, Says::NotComparable, "a half more is still alike");
    assert_eq!(with(6, 2).reasons, ["other shoes: grey on 6 of 6 and 2 of 6"]);
    assert_eq!(with(0, 6).message, Says::NotComparable);
    assert_ne!(with(6, 6).message, Says::NotComparable);
    let unnamed = by_turns(&[0; 6], &[3; 6]).gear("grey", Worn::Shoes, &days(Grass).collect::<Vec<_>>());
    assert_ne!(of(unnamed).message, Says::NotComparable, "what was worn on the road is not known");
    // fourteen days apart: the dates do not close, the treatment does
    let weeks = |massage: Option<u64>| {
        let notes =
            answers(&[0; 6], &[3; 6], |_| 5000, |i, surface| 4 * i as u64 + 2 + if surface == Grass { 14 } else { 0 });
        of(massage.into_iter().fold(notes, Notes::massage))
    };
    assert_ne!(weeks(None).message, Says::NotComparable);
    assert_ne!(weeks(Some(17)).message, Says::NotComparable, "after it 4 of 6 and 1 of 6: a half");
    let began = weeks(Some(15));
    assert_eq!(began.message, Says::NotComparable);
    assert!(began.reasons[0].starts_with("massage began on Sun 8 Nov 2026"), "{:?}", began.reasons);
    assert_ne!(weeks(Some(200)).message, Says::NotComparable, "it began before both");
}

#[test]
fn with_and_without_go_through_the_same_gates() {
    let notes = by_turns(&[0; 6], &[3; 6]);
    let road: Vec<u64> = (0..6).map(|i| 3 * (2 * i + 1) + 2).collect();
    let all: Vec<u64> = (0..12).map(|i| 3 * i + 2).collect();
    let notes = notes.gear("soles", Worn::Orthotics, &road).gear("grey", Worn::Shoes, &road);
    let journal = notes.gear("blue", Worn::Shoes, &all).done();
    let of = |text: &str| compared(&journal, &[Pair::read(text, &journal).unwrap()]).remove(0);
    let orthotics = of("orthotics");
    assert_eq!((orthotics.n_a, orthotics.n_b, orthotics.message), (6, 6, Says::NotComparable));
    assert_eq!(orthotics.reasons, ["other shoes: grey on 6 of 6 and 0 of 6"], "what is asked about is no gate");
    assert_eq!(of("soles").reasons, orthotics.reasons);
    assert_eq!(of("grey").reasons, ["other orthotics: soles on 6 of 6 and 0 of 6"]);
    assert_eq!(of("massage").message, Says::TooFew);
    assert_eq!(of("massage").name(), "with massage and without massage");
}

#[test]
fn several_pairs_are_adjusted_and_the_same_pair_is_looked_at_once() {
    let day = |i: u64, turn: u64| 3 * (3 * i + turn) + 2;
    let mut notes = Notes::default();
    for i in 0..6 {
        notes =
            notes.answer(day(i, 0), 5000, Grass, 4, 0).answer(day(i, 1), 5000, Road, 4, [2, 2, 2, 0, 2, 0][i as usize]);
        notes = notes.answer(day(i, 2), 5000, Track, 4, 0);
    }
    let journal = notes.done();
    let one = compared(&journal, &[grass_and_road()]).remove(0);
    assert!((one.p.clone().unwrap() - 0.0606).abs() < 0.001, "{:?}", one.p);
    let pairs = [grass_and_road(), Pair::surfaces(Road, Grass), Pair::surfaces(Grass, Track)];
    let all = compared(&journal, &pairs);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].p_alone, one.p);
    assert_eq!(all[0].p.clone().unwrap(), 2.0 * one.p.unwrap());
    assert!(all[0].reasons.contains(&"adjusted for 2 pairs looked at".to_owned()));
    let few = compared(&journal, &[grass_and_road(), Pair::surfaces(Grass, Surface::Sand)]);
    assert_eq!((few[0].p.clone(), few[1].message), (few[0].p_alone.clone(), Says::TooFew));
}

#[test]
fn pairs_are_read_as_they_are_named_and_refused_in_a_sentence() {
    let journal = Notes::default().gear("grey", Worn::Shoes, &[]).gear("blue", Worn::Shoes, &[]).done();
    let name = |text: &str| {
        let pair = Pair::read(text, &journal).map_err(|refusal| refusal.message)?;
        Ok::<_, String>((pair.a.name(), pair.b.name()))
    };
    let both = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
    assert_eq!(name("grass,road"), both("grass", "road"));
    assert_eq!(name(" Grass , asphalt "), both("grass", "road"));
    assert_eq!(name("orthotics"), both("with orthotics", "without orthotics"));
    assert_eq!(name("grey,blue"), both("with grey", "with blue"));
    assert_eq!(name("grey"), both("with grey", "without grey"));
    for (text, message) in [
        ("grass", "name the other too, such as grass,road"),
        ("grass,grass", "names the same thing twice"),
        ("grass,grey", "mixes kinds"),
        ("grass,road,track", "is not a pair"),
        ("", "is not a pair"),
        ("lawn,road", "cannot be compared; there are grass"),
        ("lawn", "grey, blue."),
    ] {
        let refusal = name(text).unwrap_err();
        assert!(refusal.contains(message), "{refusal}");
    }
}

#[test]
fn no_answer_calls_anything_better_or_safe() {
    for message in Says::ALL {
        let text = message.describe();
        assert!(!["better", "best", "safe", "because", "cause"].iter().any(|word| text.contains(word)), "{text}");
    }
}

#[test]
fn groups_without_mornings_of_the_same_level_are_not_compared() {
    // grass after these mornings, road after 3, each of the ten once
    let with = |grass: [u8; 5], road: [u8; 5]| {
        let notes = (0..5).fold(Notes::default(), |notes, i| {
            let day = 6 * i as u64 + 2;
            notes.answer(day + 3, 5000, Grass, grass[i], 0).answer(day, 5000, Road, road[i], 0)
        });
        of(notes)
    };
    let apart = with([5; 5], [2; 5]);
    assert_eq!((apart.message, apart.p.is_err(), apart.medians), (Says::NotComparable, true, [Ok(0.0), Ok(0.0)]));
    assert_eq!(apart.reasons, ["too few mornings of the same level before: median 5 and 2"]);
    assert_ne!(with([5, 5, 5, 5, 2], [2; 5]).message, Says::NotComparable, "a fifth is shared");
    assert_eq!(with([5, 5, 5, 5, 1], [2; 5]).message, Says::NotComparable);
}

#[test]
fn what_is_run_on_after_sore_mornings_is_no_better_for_it() {
    // every level goes half the way back to 2; grass mostly after sore mornings
    let levels = [(Grass, [6u8, 6, 4, 6, 4, 2, 6]), (Road, [2, 2, 4, 2, 4, 6, 2])];
    let mut notes = Notes::default();
    for (surface, levels) in levels {
        for (i, base) in levels.into_iter().enumerate() {
            let day = 6 * i as u64 + if surface == Grass { 5 } else { 2 };
            notes = notes.answer(day, 5000, surface, base, (2 - i32::from(base)) / 2);
        }
    }
    let found = of(notes);
    assert_eq!((found.message, found.medians), (Says::NoClearDifference, [Ok(-2.0), Ok(0.0)]));
    assert_eq!((found.slope, found.difference.map(|points| points.abs() < 1e-9)), (Ok(0.5), Ok(true)));
}

#[test]
fn durations_apart_by_more_than_a_quarter_are_not_compared() {
    let with = |grass: u32, road: u32, known: usize| {
        let mut journal = by_turns(&[0; 6], &[3; 6]).done();
        for (i, run) in journal.runs.iter_mut().enumerate() {
            run.distance_m = None;
            let minutes = if run.surfaces[0].surface == Grass { grass } else { road };
            run.duration_s = (i < known).then_some(60 * minutes);
        }
        compared(&journal, &[grass_and_road()]).remove(0)
    };
    assert_eq!(with(20, 90, 12).reasons, ["longer runs in one group: median 20:00 and 1:30:00"]);
    assert_ne!(with(40, 50, 12).message, Says::NotComparable);
    assert_eq!(with(40, 51, 12).message, Says::NotComparable);
    assert_ne!(with(20, 90, 5).message, Says::NotComparable, "known of fewer than half of a group");
}

#[test]
fn it_says_how_many_efforts_are_missing() {
    let mut journal = by_turns(&[0; 6], &[3; 6]).done();
    let missing = |journal: &Journal| compared(journal, &[grass_and_road()]).remove(0).effort_missing;
    assert_eq!(missing(&journal), (12, 12));
    journal.runs[3].effort = Level::new(0);
    assert_eq!(missing(&journal), (11, 12));
    let massages = compared(&journal, &[Pair::read("massage", &journal).unwrap()]).remove(0);
    assert_eq!(massages.effort_missing, (11, 12), "only days with a run have one");
}

#[test]
fn the_same_journal_gives_the_same_answer_every_time() {
    let turns = |level: i32| (0..40).map(|i| (i * 7 + level) % 4 - 1).collect::<Vec<i32>>();
    let journal = by_turns(&turns(0), &turns(2)).done();
    let found = compared(&journal, &[grass_and_road()]).remove(0);
    assert_eq!(compared(&journal, &[grass_and_road()]), std::slice::from_ref(&found));
    // named the other way round it says the same
    let turned = compared(&journal, &[Pair::surfaces(Road, Grass)]).remove(0);
    assert_eq!(
        (turned.p, turned.message, turned.difference),
        (found.p, found.message, found.difference.map(|points| -points))
    );
}
