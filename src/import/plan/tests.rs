//! What becomes of what files hold: the better source wins, a row fills what is missing, a track of a ride is no run.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::import::activity::{Decoded, StartTime};

fn offset(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(3600).unwrap())
}

fn how(all: bool) -> How<'static> {
    let now = At::parse("2026-11-23T10:00:00+01:00").unwrap();
    let id = Id(uuid::Uuid::from_u128(1 << 80));
    How { surface: None, all, separate: false, clock: Clock { now, offset: &offset }, id }
}

fn run(start: &str, distance_m: u32, seconds: u32) -> Activity {
    Activity {
        start: StartTime::At(At::parse(start).unwrap()),
        distance_m: Some(distance_m),
        timer_s: Some(seconds),
        elapsed_s: Some(seconds),
        sport: Sport::Running,
        ..Activity::default()
    }
}

fn file(name: &str, kind: &'static str, activity: Activity) -> File {
    let decoded = Decoded { kind, activities: vec![activity], warnings: Vec::new() };
    File { name: name.into(), look: FileContent::Read(Found::from(decoded)) }
}

fn came(files: &[File], how: &How) -> Vec<Came> {
    plan(files, &Journal::default(), how).rows.iter().map(|row| row.came).collect()
}

#[test]
fn of_one_run_in_several_files_the_better_source_comes_in_and_is_filled_from_the_others() {
    let at = "2026-11-20T07:00:00+01:00";
    let titled = Activity { title: Some("Hills".into()), surface: Some(Surface::Trail), ..run(at, 5050, 1810) };
    let files = [file("a.gpx", "gpx", titled), file("a.fit", "fit", run(at, 5000, 1800))];
    let plan = plan(&files, &Journal::default(), &how(false));
    assert_eq!(plan.rows.iter().map(|row| row.came).collect::<Vec<_>>(), [Came::Duplicate, Came::New]);
    let kept = plan.rows[1].run().unwrap();
    assert_eq!((kept.distance_m, kept.note.as_deref()), (Some(5000), Some("Hills")));
    assert_eq!((kept.surfaces[0].surface, plan.rows[0].id), (Surface::Trail, Some(kept.id)));
}

#[test]
fn a_copy_that_was_cut_does_not_stand_for_the_whole_one() {
    let at = "2026-11-20T07:00:00+01:00";
    let cut = |kind| {
        let mut file = file("a", kind, run(at, 1420, 348));
        if let FileContent::Read(found) = &mut file.look {
            found.warnings.push("It ends too early; what could be read was taken.".into());
        }
        file
    };
    let whole = |kind| file("b", kind, run(at, 3100, 948));
    for (files, expected) in [
        ([cut("gpx"), whole("gpx")], [Came::Duplicate, Came::New]),
        ([whole("gpx"), cut("gpx")], [Came::New, Came::Duplicate]),
        ([cut("gpx"), whole("strava")], [Came::New, Came::New]),
    ] {
        assert_eq!(came(&files, &how(false)), expected);
    }
}

#[test]
fn a_track_without_a_sport_is_a_run_by_its_pace_unless_it_is_of_another_sport() {
    let at = "2026-11-20T07:00:00+01:00";
    let unknown = |metres, seconds| Activity { sport: Sport::Unknown, ..run(at, metres, seconds) };
    for (metres, seconds, expected) in
        [(5000, 900, Came::New), (5000, 899, Came::Skipped), (1000, 570, Came::New), (1000, 571, Came::Skipped)]
    {
        assert_eq!(
            came(&[file("a.gpx", "gpx", unknown(metres, seconds))], &how(false)),
            [expected],
            "{metres} {seconds}"
        );
        assert_eq!(came(&[file("a.gpx", "gpx", unknown(metres, seconds))], &how(true)), [Came::New]);
    }
    let files = [file("a.gpx", "gpx", unknown(5000, 1500))];
    let plan = plan(&files, &Journal::default(), &how(false));
    assert_eq!(plan.rows[0].reasons, ["No sport in the file: taken as a run."]);
    assert!(plan.rows[0].is_odd());
    let ride = Activity { sport: Sport::Other("cycling".into()), ..run(at, 5000, 1200) };
    let files = [file("a.gpx", "gpx", unknown(5000, 1200)), file("a.fit", "fit", ride)];
    assert_eq!(came(&files, &how(false)), [Came::Skipped, Came::Skipped]);
}

#[test]
fn a_run_is_odd_at_these_edges_and_comes_in_all_the_same() {
    for (metres, seconds, is_odd) in [
        (100, 60, false),
        (99, 60, true),
        (200, 59, true),
        (1000, 140, false),
        (1000, 139, true),
        (1000, 1200, false),
        (1000, 1201, true),
        (0, 300, false), // a sum of nothing is not known
        (300_000, 2 * 86_400, false),
    ] {
        let files = [file("a.fit", "fit", run("2026-11-20T07:00:00+01:00", metres, seconds))];
        let row = &plan(&files, &Journal::default(), &how(false)).rows[0];
        assert_eq!((row.came, row.is_odd()), (Came::New, is_odd), "{metres} {seconds}");
    }
}

#[test]
fn what_nobody_runs_does_not_come_in_unasked() {
    let at = "2026-11-20T07:00:00+01:00";
    for (metres, seconds, came) in [
        (300_001, 2 * 86_400, Came::Skipped),
        (100_000, 2 * 86_400 + 1, Came::Skipped),
        (400, 51, Came::Skipped),
        (400, 52, Came::New),
        (399, 40, Came::New),
    ] {
        let files = [file("a.fit", "fit", run(at, metres, seconds))];
        assert_eq!(plan(&files, &Journal::default(), &how(false)).rows[0].came, came, "{metres} {seconds}");
        assert_eq!(plan(&files, &Journal::default(), &how(true)).rows[0].came, Came::New, "{metres} {seconds}");
    }
    let old = [file("a.fit", "fit", run("1979-12-31T07:00:00+01:00", 5000, 1800))];
    assert_eq!(plan(&old, &Journal::default(), &how(true)).rows[0].came, Came::Skipped);
}

#[test]
fn an_offset_that_no_place_confirms_counts_only_near_here() {
    let start = |offset: &str| {
        let mut activity = run(&format!("2026-11-20T07:00:00{offset}"), 5000, 1800);
        activity.doubtful_offset = true;
        let row = plan(&[file("a.fit", "fit", activity)], &Journal::default(), &how(false)).rows[0].clone();
        (row.start.unwrap().text(), row.assumed)
    };
    assert_eq!(start("+02:00"), ("2026-11-20T07:00:00+02:00".into(), false));
    assert_eq!(start("-05:00"), ("2026-11-20T13:00:00+01:00".into(), true));
}

#[test]
fn two_runs_of_one_day_in_a_list_both_come_in_and_the_same_row_twice_does_not() {
    let list = |text: &str| {
        let found = crate::import::read_list(text.as_bytes(), &Default::default()).unwrap();
        File { name: "list.csv".into(), look: FileContent::Read(found) }
    };
    let text = "date,distance_km,run time\n2026-11-20,5,30:00\n2026-11-20,12,75:00\n2026-11-20,5,30:00\n";
    assert_eq!(came(&[list(text)], &how(false)), [Came::New, Came::New, Came::Duplicate]);
    assert_eq!(
        came(&[list(text), list("date,distance_km,run time\n2026-11-20,8,50:00\n2026-11-20,12,75:00\n")], &how(false)),
        [Came::New, Came::New, Came::Duplicate, Came::New, Came::Duplicate]
    );
    let at_noon = list("date,distance_km,run time\n2026-11-20 12:00,5,30:00\n2026-11-20 12:00,12,75:00\n");
    let files = [at_noon];
    let plan = plan(&files, &Journal::default(), &how(false));
    assert_eq!(plan.rows.iter().map(|row| row.came).collect::<Vec<_>>(), [Came::New, Came::New]);
    assert_eq!(plan.rows[1].reasons, ["It starts when another run (5 km) starts, and differs from it."]);
}

#[test]
fn a_whole_recording_comes_in_beside_a_cut_copy_of_it_that_is_in_the_journal() {
    let at = "2026-11-20T07:00:00+01:00";
    let files = [file("cut.gpx", "gpx", run(at, 1420, 348))];
    let first = plan(&files, &Journal::default(), &how(false));
    let journal = Journal { runs: vec![first.rows[0].run().unwrap().clone()], ..Journal::default() };
    let whole = [file("whole.gpx", "gpx", run(at, 3100, 948))];
    let second = plan(&whole, &journal, &how(false));
    assert_eq!(second.rows[0].came, Came::New);
    let message = second.rows[0].reasons.join(" ");
    assert!(message.contains("1.42 km) starts; that one may be a cut copy."), "{message}");
}

#[test]
fn the_list_of_runkeeper_is_none_of_garmin_whatever_its_ids_are() {
    let head = "Activity Id,Date,Type,Route Name,Distance (km),Duration,Average Pace,Notes,GPX File\n";
    let rows =
        "abc,2023-05-01 07:30:12,Running,,5.20,32:10,6:11,wind,\nabd,2023-05-02 07:30:12,Cycling,,15.20,1:02:10,,,\n";
    let found = crate::import::read_list(format!("{head}{rows}").as_bytes(), &Default::default()).unwrap();
    let files = [File { name: "cardioActivities.csv".into(), look: FileContent::Read(found) }];
    assert_eq!(came(&files, &how(false)), [Came::New, Came::Skipped]);
}

#[test]
fn runs_of_our_own_list_without_a_surface_get_the_one_asked_for() {
    let text = "at,distance_m,duration_s,surfaces\n2026-11-20T07:00:00+01:00,5000,1800,\n2026-11-21T07:00:00+01:00,5000,1800,grass\n";
    let found = crate::import::read_list(text.as_bytes(), &Default::default()).unwrap();
    let files = [File { name: "own.csv".into(), look: FileContent::Read(found) }];
    for (surface, expected) in [(None, Surface::Other), (Some(Surface::Road), Surface::Road)] {
        let plan = plan(&files, &Journal::default(), &How { surface, ..how(false) });
        let given = |row: usize| plan.rows[row].run().unwrap().surfaces[0].surface;
        assert_eq!((given(0), given(1)), (expected, Surface::Grass));
        assert_eq!(plan.bare(), usize::from(surface.is_none()));
    }
}

#[test]
fn two_entries_of_our_own_list_with_ids_are_two_however_alike() {
    let text = "id,at,distance_m\n01934f6e-0000-7000-8000-000000000001,2026-11-20T12:00:00+01:00,5000\n01934f6e-0000-7000-8000-000000000002,2026-11-20T12:00:00+01:00,5100\n";
    let found = crate::import::read_list(text.as_bytes(), &Default::default()).unwrap();
    let files = [File { name: "own.csv".into(), look: FileContent::Read(found) }];
    assert_eq!(came(&files, &how(false)), [Came::New, Came::New]);
}

/// A list of runs, of which some say only their day.
fn list(rows: &[Activity]) -> File {
    let decoded = Decoded { kind: "csv", activities: rows.to_vec(), warnings: Vec::new() };
    File { name: "list.csv".into(), look: FileContent::Read(Found::from(decoded)) }
}

/// The same as our own list.
fn own_list(rows: &[Activity]) -> File {
    let text = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let mut csv = "at,distance_m,duration_s\n".to_owned();
    for row in rows {
        let start = match row.start {
            StartTime::Day(day) => day.to_string(),
            _ => resolve(row.start, how(false).clock).unwrap().0.text(),
        };
        csv += &format!("{start},{},{}\n", text(row.distance_m), text(row.timer_s));
    }
    let found = crate::import::read_list(csv.as_bytes(), &Default::default()).unwrap();
    File { name: "own.csv".into(), look: FileContent::Read(found) }
}

/// Brings files into a journal. Returns how many of their rows were new.
fn bring_files(journal: &mut Journal, files: &[File], n: u128) -> usize {
    let how = How { id: Id(uuid::Uuid::from_u128(n << 80)), ..how(false) };
    let plan = plan(files, journal, &how);
    if let Some(change) = plan.change() {
        journal.make(change, how.clock.now).unwrap();
    }
    plan.count(Came::New)
}

/// Brings a list into a journal. Returns how many of its rows were new.
fn bring(journal: &mut Journal, rows: &[Activity], n: u128) -> usize {
    bring_files(journal, &[list(rows)], n)
}

/// When each run of a journal was, how far and how long, in order.
fn set(journal: &Journal) -> Vec<(At, Option<u32>, Option<u32>)> {
    let mut all: Vec<_> = journal.runs.iter().map(|run| (run.at, run.distance_m, run.duration_s)).collect();
    all.sort();
    all
}

fn row(day: u32, minute: Option<u32>, distance_m: Option<u32>, seconds: Option<u32>) -> Activity {
    let date = NaiveDate::from_ymd_opt(2026, 11, 1 + day).unwrap();
    let start = match minute {
        Some(minute) => StartTime::Local(date.and_hms_opt(6, minute, 0).unwrap()),
        None => StartTime::Day(date),
    };
    Activity { start, distance_m, timer_s: seconds, sport: Sport::Running, ..Activity::default() }
}

/// Rows of which it is plain which are the same run.
fn plain_rows() -> impl Strategy<Value = Vec<Activity>> {
    let lengths = || (select(vec![3000, 5000, 8000]), select(vec![1000, 1700, 2700]));
    let of_day = (0u32..3, lengths()).prop_map(|(day, (far, long))| row(day, None, Some(far), Some(long)));
    let of_hour = (0u32..3, 0u32..5, select(vec![3000, 5000, 8000]))
        .prop_map(|(day, minute, far)| row(day, Some(minute * 10), Some(far), Some(far / 3)));
    vec(prop_oneof![of_day, of_hour], 0..40)
}

/// Rows of runs that are near each other, of which some leave a length out.
fn loose_rows() -> impl Strategy<Value = Vec<Activity>> {
    let row = (0u32..3, option::of(0u32..8), option::of(4000u32..6000), option::of(1500u32..1700))
        .prop_map(|(day, minute, far, long)| row(day, minute, far, long));
    vec(row, 0..20)
}

proptest! {
    #[test]
    fn a_list_brings_the_same_runs_in_any_order_and_in_parts(
        rows in plain_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        cut in any::<Index>(),
    ) {
        let (rows, shuffled) = rows;
        let [mut whole, mut in_another_order, mut in_parts] = [(); 3].map(|()| Journal::default());
        bring(&mut whole, &rows, 1);
        bring(&mut in_another_order, &shuffled, 1);
        let (first, second) = rows.split_at(cut.index(rows.len() + 1));
        bring(&mut in_parts, first, 1);
        bring(&mut in_parts, second, 2);
        prop_assert_eq!(set(&whole), set(&in_another_order));
        prop_assert_eq!(set(&whole), set(&in_parts));
    }

    #[test]
    fn a_list_brings_nothing_the_second_time_whatever_its_rows_leave_out(
        rows in loose_rows(),
        others in loose_rows(),
        typed in any::<bool>(),
    ) {
        let (mut journal, mut files) = (Journal::default(), vec![list(&rows)]);
        if typed {
            for (n, row) in (1u128..).zip(others) {
                let (at, _) = resolve(row.start, how(false).clock).unwrap();
                let (distance_m, duration_s) = (row.distance_m, row.timer_s);
                journal.runs.push(Run { distance_m, duration_s, ..Run::blank(Id(uuid::Uuid::from_u128(n)), at) });
            }
        } else {
            files.push(own_list(&others));
        }
        bring_files(&mut journal, &files, 1);
        let before = journal.clone();
        prop_assert_eq!(bring_files(&mut journal, &files, 2), 0);
        prop_assert_eq!(journal.runs, before.runs);
    }
}

proptest! {
    #[test]
    fn typed_runs_our_own_list_and_recordings_bring_nothing_the_second_time(
        typed in loose_rows(),
        own in loose_rows(),
        recorded in loose_rows(),
    ) {
        let mut journal = Journal::default();
        for (n, row) in (1u128..).zip(typed) {
            let (at, _) = resolve(row.start, how(false).clock).unwrap();
            let (distance_m, duration_s) = (row.distance_m, row.timer_s);
            journal.runs.push(Run { distance_m, duration_s, ..Run::blank(Id(uuid::Uuid::from_u128(n)), at) });
        }
        let recordings = recorded.into_iter().enumerate().filter(|(_, row)| matches!(row.start, StartTime::Local(_)));
        let mut files = vec![own_list(&own)];
        files.extend(recordings.map(|(n, row)| file(&format!("{n}.fit"), "fit", row)));
        bring_files(&mut journal, &files, 1);
        prop_assert_eq!(bring_files(&mut journal, &files, 2), 0);
    }
}

#[test]
fn a_row_is_held_against_the_run_as_the_rows_before_it_have_filled_it() {
    for hour in [None, Some(0)] {
        let rows = [(Some(5000), None), (None, Some(1800)), (None, Some(2400)), (Some(5000), None)];
        let rows = rows.map(|(far, long)| row(1, hour, far, long));
        let mut journal = Journal::default();
        assert_eq!((bring(&mut journal, &rows, 1), bring(&mut journal, &rows, 2)), (2, 0), "{hour:?}");
        let lengths = journal.runs.iter().map(|run| (run.distance_m, run.duration_s)).collect::<Vec<_>>();
        assert_eq!(lengths, [(Some(5000), Some(1800)), (None, Some(2400))]);
    }
}
