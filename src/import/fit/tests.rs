//! FIT: each trap of real files as a small file of its own, and any bytes at all.

use proptest::prelude::*;

use super::build::{BYTES, ENUM, I32, NOON, TEXT, U8, U16, U32, big_endian, file, file_id, header, message};
use super::*;
use crate::domain::runs::Surface;

fn session(start: u32, sport: u8, elapsed_ms: u32, timer_ms: u32, distance_cm: u32) -> Vec<u8> {
    let end = start + elapsed_ms / 1000 + 60; // written a minute after the end
    message(
        18,
        &[
            (253, U32, &end.to_le_bytes()),
            (2, U32, &start.to_le_bytes()),
            (5, ENUM, &[sport]),
            (7, U32, &elapsed_ms.to_le_bytes()),
            (8, U32, &timer_ms.to_le_bytes()),
            (9, U32, &distance_cm.to_le_bytes()),
        ],
    )
}

fn record(time: u32, distance_cm: u32, hr: u8) -> Vec<u8> {
    message(20, &[(253, U32, &time.to_le_bytes()), (5, U32, &distance_cm.to_le_bytes()), (3, U8, &[hr])])
}

fn clocks(time: u32, local: u32) -> Vec<u8> {
    message(34, &[(253, U32, &time.to_le_bytes()), (5, U32, &local.to_le_bytes())])
}

fn only(bytes: &[u8]) -> Activity {
    let decoded = read(bytes).unwrap();
    assert_eq!(decoded.activities.len(), 1, "{decoded:?}");
    decoded.activities[0].clone()
}

fn at(text: &str) -> StartTime {
    StartTime::At(At::parse(text).unwrap())
}

#[test]
fn a_session_gives_its_own_start_distance_and_both_times() {
    let bytes = file(&[file_id(4), session(NOON, 1, 2_520_400, 2_400_000, 812_349), clocks(NOON, NOON + 7200)]);
    let decoded = read(&bytes).unwrap();
    assert_eq!(decoded.warnings, Vec::<String>::new());
    let run = only(&bytes);
    assert_eq!(run.start, at("2025-06-01T14:00:00+02:00"));
    assert_eq!((run.distance_m, run.timer_s, run.elapsed_s), (Some(8123), Some(2400), Some(2520)));
    assert_eq!((run.sport, run.device.as_deref()), (Sport::Running, Some("Garmin")));
    assert_eq!(run.id.as_deref(), Some("77-1117713600"));
    assert_eq!(run.reasons, Vec::<String>::new());
}

#[test]
fn an_offset_that_no_place_has_is_none() {
    for (seconds, hours) in
        [(7200, Some(7200)), (34_201, Some(34_200)), (-43_200, Some(-43_200)), (50_400, Some(50_400))]
    {
        assert_eq!(offset(seconds).map(|minutes| minutes * 60), hours, "{seconds}");
    }
    for seconds in [-18_000_000 * 60, -9616 * 60, 4 * 60, 51_300, -44_100, 7202] {
        assert_eq!(offset(seconds), None, "{seconds}");
    }
    let bytes = file(&[file_id(4), session(NOON, 1, 1000, 1000, 0), clocks(NOON, NOON + 240)]);
    assert_eq!(only(&bytes).start, StartTime::Utc(DateTime::from_timestamp(EPOCH + i64::from(NOON), 0).unwrap()));
}

#[test]
fn seconds_since_the_watch_was_switched_on_are_no_date() {
    let on = 17_217_864;
    let run = session(on, 1, 3_883_000, 3_772_000, 1_024_867);
    let known = only(&file(&[file_id(4), run.clone(), clocks(on + 3887, 698_070_063)]));
    assert_eq!(known.start, StartTime::Local("2012-02-13T11:16:16".parse().unwrap()));
    let unknown = only(&file(&[file_id(4), run]));
    assert_eq!(unknown.start, StartTime::Unknown);
    assert!(unknown.reasons[0].contains("was not set"), "{:?}", unknown.reasons);
}

#[test]
fn a_watch_that_died_leaves_its_records() {
    let mut bytes = header(0);
    bytes.extend([file_id(4), message(12, &[(0, ENUM, &[1]), (1, ENUM, &[4])])].concat());
    for second in 0..100 {
        bytes.extend(record(NOON + second, second * 300, if second % 2 == 0 { 140 } else { 0 }));
    }
    bytes.truncate(bytes.len() - 3);
    let decoded = read(&bytes).unwrap();
    let run = &decoded.activities[0];
    assert_eq!((run.distance_m, run.timer_s, run.elapsed_s), (Some(294), Some(98), Some(98)));
    assert_eq!((run.surface, run.average_hr), (Some(Surface::Track), Some(140)));
    assert!(decoded.warnings[0].contains("did not finish"), "{:?}", decoded.warnings);
    assert!(run.reasons[0].contains("99 records"), "{:?}", run.reasons);
}

#[test]
fn the_timer_of_a_lost_session_comes_from_its_events() {
    let event =
        |time: u32, kind: u8| message(21, &[(253, U32, &time.to_le_bytes()), (0, ENUM, &[0]), (1, ENUM, &[kind])]);
    let parts = [
        file_id(4),
        event(NOON, 0),
        record(NOON, 0, 0),
        record(NOON + 60, 100, 0),
        event(NOON + 60, 4),
        event(NOON + 200, 0),
        record(NOON + 300, 200, 0),
    ];
    let run = only(&file(&parts));
    assert_eq!((run.timer_s, run.elapsed_s), (Some(160), Some(300)));
    assert_eq!(run.sport, Sport::Unknown);
}

#[test]
fn records_after_a_leap_in_time_do_not_count() {
    let parts = [file_id(4), record(NOON, 0, 0), record(NOON + 60, 20_000, 0), record(3_028_726_018, 99_999, 0)];
    let run = only(&file(&parts));
    assert_eq!((run.elapsed_s, run.distance_m), (Some(60), Some(200)));
}

#[test]
fn of_several_sessions_each_has_its_own_part_of_the_records() {
    let mut parts = vec![file_id(4)];
    for second in 0..=200u32 {
        parts.push(record(NOON + second, 500_000 + second * 100, if second < 100 { 120 } else { 160 }));
    }
    // neither session gives its distance
    parts.push(session(NOON, 2, 99_000, 99_000, u32::MAX));
    parts.push(session(NOON + 100, 1, 100_000, 100_000, u32::MAX));
    let decoded = read(&file(&parts)).unwrap();
    let told: Vec<_> = decoded.activities.iter().map(|a| (a.sport.word(), a.distance_m, a.average_hr)).collect();
    assert_eq!(told, [("cycling", Some(99), Some(120)), ("running", Some(100), Some(160))]);
    assert_eq!(decoded.activities[1].id.as_deref(), Some("77-1117713600-2"));
}

#[test]
fn compressed_times_and_distances_go_on_where_they_wrap() {
    let packed = |metres: u32| {
        let value = (metres * 16 % 4096) << 12 | 100;
        [value as u8, (value >> 8) as u8, (value >> 16) as u8]
    };
    let mut bytes = [file_id(4), record(NOON, 0, 0)].concat();
    // local type 1: only speed and distance, the time is in the header
    bytes.extend([0x41, 0, 0, 20, 0, 1, 8, 3, BYTES]);
    for (step, metres) in [(10, 30), (20, 200), (30, 256), (40, 300), (50, 511), (60, 520)] {
        bytes.push(0x80 | 0x20 | ((NOON + step) & 0x1f) as u8);
        bytes.extend(packed(metres));
    }
    let run = only(&file(&[bytes]));
    assert_eq!((run.elapsed_s, run.distance_m), (Some(60), Some(520)));
}

#[test]
fn a_field_is_read_by_the_type_that_the_file_gives_it() {
    let start = NOON.to_be_bytes();
    let run = only(&file(&[file_id(4), big_endian(18, &[(2, U32, &start), (5, ENUM, &[1]), (16, U16, &[0, 150])])]));
    assert_eq!((run.average_hr, run.sport), (Some(150), Sport::Running));
    // five bytes are no number of four; 0xFFFF in two bytes is no distance
    let odd = [(2, U32, &NOON.to_le_bytes()[..]), (7, U32, &[1, 2, 3, 4, 5][..]), (9, U16, &[0xff, 0xff][..])];
    let run = only(&file(&[file_id(4), message(18, &odd)]));
    assert_eq!((run.elapsed_s, run.distance_m), (None, None));
}

#[test]
fn fields_of_other_developers_are_stepped_over() {
    let mut bytes = vec![0x60, 0, 0, 18, 0, 1, 2, 4, U32, 2, 0, 3, 0, 1, 9, 1, 0];
    bytes.extend(NOON.to_le_bytes());
    bytes.extend([1; 12]);
    let run = only(&file(&[file_id(4), bytes]));
    assert_eq!(run.start, StartTime::Utc(DateTime::from_timestamp(EPOCH + i64::from(NOON), 0).unwrap()));
}

#[test]
fn the_way_along_the_places_is_the_last_resort() {
    let degrees = |value: f64| ((value * f64::from(1u32 << 31) / 180.0) as i32).to_le_bytes();
    let at = |second: u32, latitude: f64, longitude: f64| {
        let time = (NOON + second).to_le_bytes();
        message(20, &[(253, U32, &time), (0, I32, &degrees(latitude)), (1, I32, &degrees(longitude))])
    };
    // (0, 0) is how some write that there is no place
    let parts = [file_id(4), at(0, -10.0, -140.0), at(30, 0.0, 0.0), at(60, -10.0, -140.004)];
    assert_eq!(only(&file(&parts)).distance_m, Some(438));
}

#[test]
fn effort_and_feel_are_taken_where_the_watch_asked() {
    let feel = |feel: u8, effort: u8| {
        message(18, &[(2, U32, &NOON.to_le_bytes()), (5, ENUM, &[1]), (192, U8, &[feel]), (193, U8, &[effort])])
    };
    let run = only(&file(&[file_id(4), feel(75, 40)]));
    assert_eq!((run.feel, run.effort), (Some(75), Level::new(4)));
    let run = only(&file(&[file_id(4), feel(255, 255)]));
    assert_eq!((run.feel, run.effort), (None, None));
}

#[test]
fn a_product_is_named_with_its_maker() {
    let device = message(23, &[(0, U8, &[0]), (2, U16, &294u16.to_le_bytes()), (27, TEXT, b"PACE 3\x1b\0x")]);
    let run = only(&file(&[file_id(4), device, session(NOON, 1, 1000, 1000, 0)]));
    assert_eq!(run.device.as_deref(), Some("COROS PACE 3"));
}

#[test]
fn files_that_follow_each_other_are_all_read() {
    let one = |start| file(&[file_id(4), session(start, 1, 60_000, 60_000, 20_000)]);
    let decoded = read(&[one(NOON), one(NOON + 4800), b"trailing".to_vec()].concat()).unwrap();
    assert_eq!(decoded.activities.len(), 2);
}

#[test]
fn a_planned_route_is_no_run() {
    let message = read(&file(&[file_id(6), record(NOON, 0, 0)])).unwrap_err().to_string();
    assert_eq!(message, "It is a course (a planned route), not a recorded activity.");
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_byte() {
    let good = file(&[file_id(4), session(NOON, 1, 60_000, 60_000, 20_000)]);
    let mut checksum = good.clone();
    *checksum.last_mut().unwrap() ^= 1;
    assert!(read(&checksum).unwrap().warnings[0].contains("checksum"));
    let decoded = read(&good[..good.len() - 2]).unwrap();
    assert!(decoded.warnings[0].contains("too early"));
    let broken = file(&[file_id(4), session(NOON, 1, 60_000, 60_000, 20_000), vec![0x0b, 1, 2, 3]]);
    let place = broken.len() - 2 - 4;
    assert_eq!(
        read(&broken).unwrap().warnings,
        [format!("It is damaged from byte {place} on; what stands before was taken.")]
    );
    assert_eq!(read(b""), Err(Unreadable::Empty));
    assert!(matches!(read(b"no such thing as a run"), Err(Unreadable::Foreign { .. })));
}

#[test]
fn more_sessions_than_anyone_runs_are_counted_and_cut() {
    let mut parts = vec![file_id(4)];
    parts.extend((0..100).map(|n| session(NOON + n * 100, 1, 60_000, 60_000, 100)));
    let decoded = read(&file(&parts)).unwrap();
    assert_eq!(decoded.activities.len(), MOST_ACTIVITIES);
    assert!(decoded.warnings[0].contains("100 activities"), "{:?}", decoded.warnings);
}

/// A small file with every kind of message in it.
fn rich() -> Vec<u8> {
    let mut parts = vec![file_id(4), message(12, &[(0, ENUM, &[1])])];
    parts.extend((0..20).map(|n| record(NOON + n, n * 300, 150)));
    parts.push(message(20, &[(253, U32, &NOON.to_le_bytes()), (8, BYTES, &[1, 2, 3])]));
    parts.extend([session(NOON, 1, 60_000, 60_000, 20_000), clocks(NOON, NOON + 3600)]);
    file(&parts)
}

#[test]
fn cut_anywhere_it_neither_panics_nor_loses_what_came_before() {
    let whole = rich();
    for end in 0..whole.len() {
        let _ = read(&whole[..end]);
    }
    // cut within its last message, the session still stands
    assert_eq!(read(&whole[..whole.len() - 5]).unwrap().activities[0].distance_m, Some(200));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = rich();
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}

proptest! {
    #[test]
    fn no_bytes_after_a_header_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), size: u32) {
        let _ = read(&[header(size), bytes].concat());
    }
}
