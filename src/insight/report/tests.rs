//! A hand-made journal whose every figure is worked out by hand.

use super::covered::{DaysCount, Figure};
use super::*;
use crate::domain::checks::Tier;
use crate::domain::runs::Surface;
use crate::formats::journal_json;

/// Fourteen days, from the visit of 10 November to 23 November 2026.
pub const HAND_MADE: &str = include_str!("hand_made.json");
/// The moment of the print.
pub const NOW: &str = "2026-11-23T10:00:00+01:00";

/// The hand-made journal.
pub fn hand_made() -> Journal {
    journal_json::read(HAND_MADE.as_bytes()).unwrap()
}

fn made(journal: &Journal, set: impl Fn(&mut ReportOptions)) -> Report {
    let mut wanted = ReportOptions::usual(At::parse(NOW).unwrap());
    set(&mut wanted);
    report(journal, &wanted)
}

fn usual() -> Report {
    made(&hand_made(), |_| {})
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn counted(all: &[DaysCount]) -> Vec<(&str, usize)> {
    all.iter().map(|one| (one.what.as_str(), one.days)).collect()
}

fn figure(value: impl Into<Option<f64>>, n: usize) -> Figure {
    Figure { value: value.into(), n }
}

#[test]
fn the_period_is_since_the_last_visit_before_today_else_six_weeks() {
    let period = usual().period;
    assert_eq!((period.from, period.to, period.days), (day("2026-11-10"), day("2026-11-23"), 14));
    assert_eq!(period.chosen, Chosen::SinceLastVisit);
    let mut journal = hand_made();
    journal.visits[0].at = At::parse("2026-11-23T09:00:00+01:00").unwrap();
    let period = made(&journal, |_| {}).period;
    assert_eq!(
        (period.from, period.days, period.chosen),
        (day("2026-10-13"), 42, Chosen::SixWeeks),
        "today's is no last one"
    );
    let asked = made(&journal, |wanted| wanted.since = Some(day("2026-11-20"))).period;
    assert_eq!((asked.days, asked.chosen), (4, Chosen::Asked));
}

#[test]
fn the_first_seven_days_stand_against_the_last_seven() {
    let pain = usual().pain;
    let [first, last] = &pain.stretches[..] else { panic!("{:?}", pain.stretches) };
    // 6 7 5 4 gap 3 5; the 3 of 15 November is the run's
    assert_eq!(first.median_worst, figure(5.0, 6));
    assert_eq!(first.highest.map(|level| level.number()), Some(7));
    assert_eq!(first.median_morning, figure(4.0, 5));
    assert_eq!((first.days_at_5_or_more, first.days_with_level), (Some(4), 6));
    // 2 4 gap 1 gap 2 1
    assert_eq!(last.median_worst, figure(2.0, 5));
    assert_eq!(last.highest.map(|level| level.number()), Some(4));
    assert_eq!(last.median_morning, figure(2.0, 5));
    assert_eq!((last.days_at_5_or_more, last.days_with_level), (Some(0), 5));
    assert_eq!((first.from, last.to), (day("2026-11-10"), day("2026-11-23")));
    // 1 1 2 2 3 4 4 5 5 6 7
    let whole = pain.whole;
    assert_eq!((whole.median_worst, whole.days), (figure(4.0, 11), 14));
    assert_eq!((whole.highest.map(|level| level.number()), whole.highest_on), (Some(7), vec![day("2026-11-11")]));
    assert_eq!(whole.days_at_5_or_more, Some(4));
}

#[test]
fn under_fourteen_days_are_one_stretch_and_under_four_values_no_median() {
    let pain = made(&hand_made(), |wanted| wanted.since = Some(day("2026-11-21"))).pain;
    let [only] = &pain.stretches[..] else { panic!("{:?}", pain.stretches) };
    assert_eq!(only.days, 3);
    assert_eq!(only.median_worst, figure(None, 2));
    assert_eq!(only.highest.map(|level| level.number()), Some(2), "the highest is no median");
}

#[test]
fn places_keep_their_sides_and_days_are_counted_once() {
    let pain = usual().pain;
    assert_eq!(counted(&pain.places), [("right deep buttock", 3), ("left sit bone", 1)]);
    assert_eq!(counted(&pain.reach), [("buttock", 2), ("calf", 1)]);
    assert_eq!(counted(&pain.kind), [("tingling", 1), ("dull", 2)], "what a nerve may say comes first");
    assert_eq!(counted(&pain.worse), [("sitting", 2)]);
    assert_eq!(counted(&pain.eased), [("walking", 1)]);
    assert_eq!((pain.woke_days, pain.medication_days), (Some(1), Some(1)));
    assert_eq!(counted(&pain.medication), [("ibuprofen 400 mg", 1)]);
    let recorded = (pain.recorded.places, pain.recorded.reach, pain.recorded.kind, pain.recorded.worse);
    assert_eq!((pain.recorded.entries, recorded, pain.recorded.eased), (11, (4, 3, 3, 2), 1));
}

#[test]
fn the_body_has_its_parts_with_their_kinds_and_a_leg_only_where_one_is_meant() {
    let body = usual().pain.body;
    let zones: Vec<_> = body.zones.iter().map(|zone| (zone.site, zone.side, zone.days, zone.sided)).collect();
    use crate::domain::pain::{Feel, Reach, Side, Site};
    assert_eq!(zones, [(Site::DeepButtock, Side::Right, 3, true), (Site::SitBone, Side::Left, 1, true)]);
    assert_eq!(body.n, 4);
    let feels: Vec<_> = body.zones[0].feels.iter().map(|one| (one.feel, one.days)).collect();
    assert_eq!(feels, [(Feel::Tingling, 1), (Feel::Dull, 1)], "what a nerve may say first");
    let legs: Vec<_> = body.legs.iter().map(|leg| (leg.side, leg.reach, leg.days)).collect();
    assert_eq!(legs, [(Side::Right, Reach::Calf, 1)]);
    // a level with places on both sides says of no leg how far it went; one marked as both says it of both
    let mut journal = hand_made();
    let spot = |side| crate::domain::pain::Spot { site: Site::Calf, side, extra: Default::default() };
    journal.pain[0].sites.push(spot(Some(Side::Left)));
    assert_eq!(made(&journal, |_| {}).pain.body.legs, []);
    journal.pain[0].sites = vec![spot(Some(Side::Both))];
    assert_eq!(made(&journal, |_| {}).pain.body.legs.len(), 2);
    // without a side it lies on both, and says so
    journal.pain[0].sites = vec![spot(None)];
    let found = made(&journal, |_| {}).pain.body;
    let calf: Vec<_> =
        found.zones.iter().filter(|zone| zone.site == Site::Calf).map(|zone| (zone.side, zone.sided)).collect();
    assert_eq!((calf, found.legs), (vec![(Side::Left, false), (Side::Right, false)], vec![]));
}

#[test]
fn a_period_without_a_check_names_the_one_before() {
    let safety = made(&hand_made(), |wanted| wanted.since = Some(day("2026-11-19"))).safety;
    assert_eq!((safety.checks, safety.before), (0, Some(day("2026-11-18"))));
    assert_eq!((usual().safety.asked_last, usual().safety.before), (1, None));
}

#[test]
fn the_furthest_reach_of_a_day_is_counted() {
    let mut journal = hand_made();
    let reach = |journal: &Journal| made(journal, |_| {}).pain.reach.iter().map(|one| one.days).sum::<usize>();
    let before = reach(&journal);
    // a second level of 10 November that reaches less far
    journal.pain[1].reach = Some(crate::domain::pain::Reach::Buttock);
    assert_eq!(reach(&journal), before);
}

#[test]
fn runs_are_counted_by_surface_with_their_mornings() {
    let running = usual().running;
    assert_eq!((running.runs, running.distance_m, running.with_distance), (4, Some(18_000), 4));
    assert_eq!(running.longest_m, Some(6000));
    assert_eq!((running.spikes, running.with_baseline), (Some(1), 4), "6 km after 5 km is 20 % more");
    assert_eq!((running.rose, running.limp, running.sharp), (Some(1), None, None));
    assert_eq!(running.rise_known, 1, "no other run has a level before it");
    let rows: Vec<_> = running.surfaces.iter().map(|one| (one.surface, one.runs, one.distance_m)).collect();
    assert_eq!(
        rows,
        [(Surface::Grass, 3, Some(10_000)), (Surface::Track, 1, Some(2000)), (Surface::Road, 1, Some(6000))]
    );
    let grass = &running.surfaces[0];
    assert_eq!(grass.during, figure(None, 2), "the split run counts for neither");
    assert_eq!(grass.change, figure(None, 1), "15 November has no next morning");
    assert_eq!((grass.settled, grass.judged), (Some(0), 1), "17 November was a point higher");
    assert_eq!((running.surfaces[2].settled, running.surfaces[2].judged), (None, 0), "21 November has no morning");
    assert_eq!(running.split, 1, "one run over two grounds");
    let gear = &running.gear[0];
    assert_eq!((gear.name.as_str(), gear.distance_m, gear.days), ("blue", 115_000, 53));
}

#[test]
fn status_onset_and_markers_are_what_was_noted() {
    let report = usual();
    let held = report.status.clearance.unwrap();
    assert_eq!((held.by.as_deref(), held.since, held.expired), (Some("Dr Invented"), day("2026-11-12"), false));
    let runs = report.status.runs;
    assert_eq!((runs.inside, runs.outside, runs.not_known, runs.no_limits, runs.no_clearance), (3, 1, 0, 0, 0));
    assert_eq!(runs.beyond, [("distance".to_owned(), 1), ("surface".to_owned(), 1)]);
    assert_eq!(report.onset.on, Some(day("2026-09-01")));
    let marks: Vec<_> =
        report.onset.markers.iter().map(|one| (one.letter.unwrap(), one.on.to_string(), one.what.as_str())).collect();
    assert_eq!(
        marks.iter().map(|mark| mark.0).collect::<String>(),
        "ABC",
        "of the three massages only the first is a change"
    );
    assert_eq!(marks[2], ('C', "2026-11-19".to_owned(), "new chair"));
    assert_eq!(report.questions, [OpenQuestion { since: day("2026-11-14"), question: "May I run 8 km?".into() }]);
}

#[test]
fn the_same_change_has_one_letter_and_where_letters_run_out_the_latest_have_them() {
    let mut journal = hand_made();
    let again = journal.markers[0].clone();
    let marker = |text: &str, at: &str| {
        let at = At::parse(&format!("2026-11-{at}T12:00:00+01:00")).unwrap();
        crate::domain::markers::Marker { at, text: Some(text.into()), ..again.clone() }
    };
    journal.markers = vec![marker("desk", "11"), marker("chair", "12"), marker("desk", "20")];
    journal.markers.sort_by_key(|one| one.at);
    let marks = |journal: &Journal| made(journal, |_| {}).onset.markers;
    let own = |marks: &[status::ChangeMark], what: &str| {
        marks.iter().filter(|mark| mark.what == what).map(|mark| mark.letter).collect::<Vec<_>>()
    };
    let found = marks(&journal);
    assert_eq!(own(&found, "desk"), [found[0].letter.or(found[1].letter); 2]);
    assert_ne!(own(&found, "desk")[0], own(&found, "chair")[0]);
    let column = &made(&journal, |_| {}).chart.columns[2];
    assert!(column.markers.len() > 1, "12 November has the chair and a clearance: {column:?}");
    journal.markers.extend((0..30).map(|n| marker(&format!("change {n}"), "15")));
    journal.markers.sort_by_key(|one| one.at);
    let found = marks(&journal);
    let letters: std::collections::BTreeSet<char> = found.iter().filter_map(|mark| mark.letter).collect();
    assert_eq!(letters.len(), 26);
    assert_eq!(own(&found, "chair"), [None], "longest ago");
    assert!(own(&found, "desk").iter().all(Option::is_some), "it came again on the 20th");
}

#[test]
fn what_the_last_two_weeks_hold_stands_as_plain_counts() {
    let mut journal = hand_made();
    journal.runs.iter_mut().for_each(|run| run.limp = true);
    let counts = made(&journal, |_| {}).status.lately.unwrap();
    let expected =
        ["pain 3 or more on 7 of 11 days with a level", "4 of 4 runs with a limp, sharp pain, a rise, or 6 or more"];
    assert_eq!(counts, expected);
    (journal.runs, journal.pain) = (Vec::new(), Vec::new());
    assert_eq!(made(&journal, |_| {}).status.lately, None);
}

#[test]
fn what_is_recorded_of_a_step_is_counted_whatever_its_state() {
    let tried = usual().tried;
    let massage = &tried[4];
    assert_eq!((massage.state, massage.recorded), (crate::domain::steps::State::UnderWay, 3));
}

#[test]
fn what_was_not_recorded_is_nothing_and_never_zero() {
    let empty = made(&Journal::default(), |_| {});
    let running = &empty.running;
    assert_eq!((running.distance_m, running.longest_m, running.spikes, running.rose), (None, None, None, None));
    assert_eq!((empty.pain.woke_days, empty.pain.medication_days), (None, None));
    assert_eq!((empty.pain.whole.highest, empty.pain.whole.days_at_5_or_more), (None, None));
}

#[test]
fn what_was_tried_is_counted() {
    let tried = usual().tried;
    let of = |n: usize| &tried[n].counted;
    assert_eq!(*of(0), tried::StepCount::Visits { visits: 1 });
    assert_eq!(
        *of(3),
        tried::StepCount::Soft {
            share: tried::SoftShare { percent: Some(67), n: 4 },
            before: tried::SoftShare { percent: Some(0), n: 1 }
        }
    );
    let (before, after, next_morning) = (figure(5.0, 3), figure(3.0, 3), figure(2.0, 3));
    assert_eq!(*of(4), tried::StepCount::Massages { massages: 3, before, after, next_morning });
}

#[test]
fn not_asked_is_never_no() {
    let report = usual();
    let safety = &report.safety;
    assert_eq!((safety.checks, safety.last, safety.seen), (2, Some(day("2026-11-18")), Some(day("2026-11-12"))));
    let sign = |word: &str| safety.signs.iter().find(|one| one.sign == word).map(|one| (one.yes, one.no)).unwrap();
    let told = |yes, no| (Some(yes), Some(no));
    let found = (sign("saddle"), sign("bladder"), sign("night"), sign("chest"));
    assert_eq!(found, (told(0, 2), told(0, 1), told(1, 0), (None, None)));
    assert_eq!(report.warning, None, "a clinician has seen it");
    let mut journal = hand_made();
    journal.checks[0].seen = None;
    let open = made(&journal, |_| {}).warning.unwrap();
    assert_eq!((open.tier, open.signs, open.since), (Tier::Urgent, vec!["night"], day("2026-11-11")));
}

#[test]
fn quality_counts_days_mornings_and_late_levels() {
    let quality = usual().quality;
    assert_eq!((quality.days, quality.days_logged, quality.days_with_level), (14, 12, 11));
    assert_eq!((quality.mornings, quality.levels, quality.late), (10, 14, 1));
}

#[test]
fn the_chart_has_a_gap_for_a_day_without_a_level() {
    let chart = usual().chart;
    let worsts: Vec<Option<u8>> = chart.columns.iter().map(|one| one.worst.value.map(|value| value as u8)).collect();
    let expected = [6, 7, 5, 4, 99, 3, 5, 2, 4, 99, 1, 99, 2, 1];
    assert_eq!(worsts, expected.map(|level| (level != 99).then_some(level)));
    let letters: String = chart.columns.iter().flat_map(|one| &one.runs).map(|surface| surface.letter()).collect();
    assert_eq!(letters, "ggrt");
    assert!(chart.columns[3].medication && !chart.columns[2].medication);
    let weeks: Vec<(String, u32)> = chart.weeks.iter().map(|week| (week.from.to_string(), week.metres())).collect();
    let expected = [("2026-11-09", 5000), ("2026-11-16", 13_000), ("2026-11-23", 0)];
    assert_eq!(weeks, expected.map(|(from, metres)| (from.to_owned(), metres)));
}

#[test]
fn a_year_is_shown_by_weeks_and_ten_years_too_fit() {
    let since = |text: &str| made(&hand_made(), |wanted| wanted.since = Some(day(text))).chart;
    let year = since("2025-11-24");
    assert_eq!((year.days_per_column, year.columns.len()), (7, 53));
    assert_eq!(year.columns[50].worst, figure(5.0, 5), "the week from 9 November: 6 7 5 4 3");
    assert_eq!(year.columns[50].highest.map(|level| level.number()), Some(7), "the highest is not lost in a median");
    assert!(since("2016-11-24").columns.len() <= chart::COLUMNS);
}

#[test]
fn an_empty_journal_and_one_entry_make_a_page() {
    let empty = made(&Journal::default(), |_| {});
    assert_eq!((empty.quality.days_logged, empty.running.runs), (0, 0));
    assert!(empty.chart.is_empty() && empty.chart.weeks.is_empty());
    assert_eq!(empty.pain.stretches[0].median_worst, figure(None, 0));
    let mut journal = Journal::default();
    journal.pain.push(hand_made().pain.pop().unwrap());
    let one = made(&journal, |_| {});
    assert_eq!((one.quality.days_with_level, one.pain.stretches[1].highest.map(|level| level.number())), (1, Some(1)));
}

#[test]
fn notes_stay_at_home_unless_they_are_asked_for() {
    assert_eq!(usual().notes, None);
    let notes = made(&hand_made(), |wanted| wanted.with_notes = true).notes.unwrap();
    let all: Vec<_> = notes.iter().map(|one| (one.on.to_string(), one.kind, one.note.as_str())).collect();
    assert_eq!(
        all,
        [("2026-11-13".to_owned(), "pain", "cried in the car"), ("2026-11-10".to_owned(), "visit", "rest a week")]
    );
}

#[test]
fn sitting_measures_and_exercises_are_counted_within_the_period() {
    use crate::insight::report::tried::StepCount as Of;
    let entry = |kind: &str, n: usize, at: &str, rest: &str| {
        let id = format!("01934f6e-0000-7000-8000-0000000{kind}{n:03}");
        format!(r#"{{"id": "{id}", "at": "2026-11-{at}:00+01:00", {rest}}}"#)
    };
    let sat = [
        ("09T10:00", 5),
        ("10T10:00", 15),
        ("11T10:00", 20),
        ("16T10:00", 25),
        ("17T10:00", 30),
        ("20T10:00", 40),
        ("23T09:00", 50),
    ];
    let sitting =
        sat.iter().enumerate().map(|(n, (at, minutes))| entry("05", n, at, &format!(r#""minutes": {minutes}"#)));
    let measures = [
        entry(
            "06",
            0,
            "11T20:00",
            r#""activities": [{"name": "stairs", "score": 4}, {"name": "sit", "score": 5}], "normal": 40"#,
        ),
        entry("06", 1, "22T20:00", r#""activities": [{"name": "Stairs", "score": 6}], "change": 2, "normal": 70"#),
    ];
    let exercise = entry("07", 0, "10T08:00", r#""name": "bridge", "sets": 1, "reps": 10, "days": 7"#);
    let done = |n: usize, at: &str, rest: &str| entry("08", n, at, rest);
    let sessions = [
        done(0, "12T18:00", r#""exercises": [{"name": "bridge", "pain": 3}]"#),
        done(1, "13T18:00", r#""exercises": [{"name": "bridge", "pain": 1}]"#),
        done(2, "14T18:00", r#""skip": "told-to-rest""#),
        done(3, "15T18:00", r#""exercises": [{"name": "bridge", "pain": 1}]"#),
    ];
    let list = |all: Vec<String>| all.join(", ");
    let text = HAND_MADE.trim_end().trim_end_matches('}').to_owned()
        + &format!(
            r#", "sitting": [{}], "measures": [{}], "exercises": [{exercise}], "sessions": [{}]}}"#,
            list(sitting.collect()),
            list(measures.to_vec()),
            list(sessions.to_vec())
        );
    let journal = journal_json::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}"));
    let report = made(&journal, |_| {});
    // the 9th lies before; the second half of the fourteen days begins on the 17th
    let [first, second] = report.function.sitting;
    assert_eq!((first.minutes, second.minutes), (figure(20.0, 3), figure(40.0, 3)));
    let scored = |one: &function::Scored| (one.what.clone(), one.first, one.last, one.n);
    let activities: Vec<_> = report.function.activities.iter().map(scored).collect();
    assert_eq!(activities, [("stairs".to_owned(), 4, 6, 2), ("sit".to_owned(), 5, 5, 1)], "each by itself, no mean");
    let normal = report.function.normal.as_ref().map(scored);
    assert_eq!(normal, Some(("normal today".to_owned(), 40, 70, 2)));
    let change = report.function.change.as_ref().unwrap();
    assert_eq!((change.last, change.n, change.last_on), (2, 1, day("2026-11-22")));
    // thirteen days of the programme are over, one of them told to rest
    let expected = Of::Exercises { done: 3, planned: 12, days: 3, rested: 1, pain: figure(1.0, 3) };
    assert_eq!(report.tried[1].counted, expected);
}

/// Levels of pain at moments, each with the same place and tag.
fn levels(all: &[(&str, u8)]) -> Journal {
    let pain = all.iter().enumerate().map(|(n, (at, level))| {
        format!(
            r#"{{"id": "01934f6e-0000-7000-8000-00000000{n:04}", "at": "{at}", "level": {level}, "feels": ["dull"],
                "sites": [{{"site": "groin"}}], "worse": ["sitting"], "eased": ["walking"], "woke": true}}"#
        )
    });
    let text =
        format!(r#"{{"format": "twinge-journal", "version": 1, "pain": [{}]}}"#, pain.collect::<Vec<_>>().join(","));
    let mut journal = journal_json::read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}"));
    journal.sort();
    journal
}

#[test]
fn days_are_counted_once_also_where_time_zones_interleave_them() {
    // in the order of time: the 20th, the 21st, the 20th again
    let interleaved =
        [("2026-11-20T20:00:00-11:00", 3), ("2026-11-21T22:00:00+14:00", 4), ("2026-11-20T23:00:00-11:00", 2)];
    let pain = made(&levels(&interleaved), |wanted| wanted.since = Some(day("2026-11-10"))).pain;
    for counts in [&pain.places, &pain.kind, &pain.worse, &pain.eased] {
        assert_eq!(counts.iter().map(|one| one.days).collect::<Vec<_>>(), [2], "{counts:?}");
    }
    let recorded = &pain.recorded;
    assert_eq!((recorded.entries, recorded.places, recorded.kind, recorded.worse, recorded.eased), (2, 2, 2, 2, 2));
    assert_eq!((pain.woke_days, pain.whole.days_with_level), (Some(2), 2));
}

#[test]
fn a_median_of_a_week_needs_four_of_its_days_and_is_a_gap_else() {
    let week =
        |first: u32, days: u32| (first..first + days).map(|day| (format!("2026-11-{day:02}T12:00:00+01:00"), 4u8));
    let all: Vec<(String, u8)> = week(2, 3).chain(week(9, 4)).chain(week(23, 1)).collect();
    let all: Vec<(&str, u8)> = all.iter().map(|(at, level)| (&**at, *level)).collect();
    // 78 days to the 23rd, so that the weeks begin on Mondays and the last column is one day
    let chart = made(&levels(&all), |wanted| wanted.since = Some(day("2026-09-07"))).chart;
    assert_eq!(chart.days_per_column, 7);
    let medians: Vec<Figure> = chart.columns.iter().rev().take(4).map(|column| column.worst).collect();
    assert_eq!(medians, [figure(4.0, 1), figure(None, 0), figure(4.0, 4), figure(None, 3)]);
    let highest: Vec<bool> = chart.columns.iter().rev().take(4).map(|column| column.highest.is_some()).collect();
    assert_eq!(highest, [true, false, true, true], "the highest is no median");
}

#[test]
fn a_run_without_a_surface_is_not_known_and_never_other() {
    let mut journal = hand_made();
    // the 5 km of the 15th without a surface, the 4 km of the 17th on grass without saying how far
    journal.runs[1].surfaces.clear();
    journal.runs[2].surfaces[0].distance_m = None;
    let report = made(&journal, |_| {});
    assert_eq!(report.chart.weeks.iter().map(|week| week.unknown_m).sum::<u32>(), 5000);
    let other = |week: &chart::ChartWeek| week.surfaces.iter().any(|(surface, _)| *surface == Surface::Other);
    assert!(!report.chart.weeks.iter().any(other));
    let rows: Vec<_> = report.running.surfaces.iter().map(|one| (one.surface, one.distance_m)).collect();
    assert_eq!(rows, [(Surface::Grass, Some(5000)), (Surface::Track, Some(2000)), (Surface::Road, Some(6000))]);
    let soft = |journal: &Journal| match made(journal, |_| {}).tried[3].counted {
        tried::StepCount::Soft { share, .. } => share,
        ref other => panic!("{other:?}"),
    };
    assert_eq!(soft(&journal), tried::SoftShare { percent: Some(54), n: 3 }, "7 km of the 13 that are known");
    journal.runs.iter_mut().for_each(|run| run.surfaces.clear());
    assert_eq!(soft(&journal), tried::SoftShare { percent: None, n: 0 });
}

#[test]
fn a_week_of_runs_by_time_alone_has_no_distance() {
    let mut journal = hand_made();
    for run in &mut journal.runs[2..] {
        (run.distance_m, run.duration_s) = (None, Some(1800));
        run.surfaces.truncate(1);
        run.surfaces[0].distance_m = None;
    }
    let weeks = made(&journal, |_| {}).chart.weeks;
    for week in &weeks {
        let from = |run: &&crate::domain::runs::Run| (0..7).contains(&(run.at.local().date() - week.from).num_days());
        let mut runs = journal.runs.iter().filter(from).peekable();
        let expected =
            runs.peek().is_none().then_some(0).or_else(|| runs.filter_map(|run| run.distance_m).reduce(|a, b| a + b));
        assert_eq!((week.distance_m, week.runs.is_some()), (expected, true), "{}", week.from);
    }
    assert!(weeks.iter().any(|week| week.distance_m.is_none()));
}
