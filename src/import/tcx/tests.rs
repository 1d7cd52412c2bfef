//! TCX: each oddity of real files as a small file of its own, and any damage at all.

use proptest::prelude::*;

use super::*;

fn tcx(inside: &str) -> Vec<u8> {
    format!("   <?xml version=\"1.0\"?>\n<TrainingCenterDatabase>{inside}</TrainingCenterDatabase>").into_bytes()
}

fn lap(seconds: &str, metres: &str, points: &str) -> String {
    format!(
        "<Lap StartTime=\"2025-06-01T12:00:00Z\"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>\
         <DistanceMeters>{metres}</DistanceMeters><Track>{points}</Track></Lap>"
    )
}

fn activity(sport: &str, laps: &str) -> String {
    format!(
        "<Activity Sport=\"{sport}\"><Id>2025-06-01T12:00:00Z</Id>{laps}<Creator xsi:type=\"Device_t\"><Name>Garmin \
         Forerunner 620</Name></Creator></Activity>"
    )
}

fn point(second: u32, metres: f64, north: u32) -> String {
    format!(
        "<Trackpoint><Time>2025-06-01T12:00:{second:02}Z</Time><Position><LatitudeDegrees>50.{north:03}</LatitudeDegrees>\
         <LongitudeDegrees>8</LongitudeDegrees></Position><DistanceMeters>{metres}</DistanceMeters></Trackpoint>"
    )
}

fn only(bytes: &[u8]) -> Activity {
    let decoded = read(bytes).unwrap();
    assert_eq!(decoded.activities.len(), 1, "{decoded:?}");
    decoded.activities[0].clone()
}

#[test]
fn laps_add_up_and_the_first_point_is_the_start() {
    let beat = "<AverageHeartRateBpm><Value>150</Value></AverageHeartRateBpm><TotalTimeSeconds>";
    let laps = lap("30", "100.4", &(point(7, 0.0, 0) + &point(40, 100.0, 1)))
        + &lap("10.5", "50", "").replace("<TotalTimeSeconds>", beat);
    let run = only(&tcx(&format!("<Activities>{}</Activities>", activity("running", &laps))));
    assert_eq!((run.distance_m, run.timer_s, run.elapsed_s), (Some(150), Some(41), Some(41)));
    assert_eq!(run.start, StartTime::Utc("2025-06-01T12:00:07Z".parse().unwrap()));
    assert_eq!((run.sport, run.average_hr, run.whole_minute), (Sport::Running, Some(150), false));
    assert_eq!(run.device.as_deref(), Some("Garmin Forerunner 620"));
}

#[test]
fn heart_rates_of_laps_weigh_as_long_as_the_laps() {
    let beat = |seconds: u32, hr: u32| {
        format!(
            "<Lap StartTime=\"2025-06-01T12:00:00Z\"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>\
                 <AverageHeartRateBpm><Value>{hr}</Value></AverageHeartRateBpm></Lap>"
        )
    };
    let laps = beat(300, 140) + &beat(100, 180) + &beat(60, 0);
    assert_eq!(
        only(&tcx(&activity("Running", &laps).replace("<Activity", "<Activities><Activity"))).average_hr,
        Some(150)
    );
}

#[test]
fn without_points_the_start_may_be_cut_to_the_minute() {
    let run = only(&tcx(&format!("<Activities>{}</Activities>", activity("Running", &lap("600", "2000", "")))));
    assert_eq!((run.whole_minute, run.elapsed_s), (true, Some(600)));
}

#[test]
fn where_laps_and_track_differ_the_places_decide() {
    let run = |points: &str| only(&tcx(&format!("<a>{}</a>", activity("Running", &lap("60", "100", points)))));
    // the places lie 222 m apart, as the track says
    let by_track = run(&(point(0, 0.0, 0) + &point(59, 222.0, 2)));
    assert_eq!(by_track.distance_m, Some(222));
    assert!(by_track.reasons[0].contains("by the track"), "{:?}", by_track.reasons);
    let by_laps = run(&(point(0, 0.0, 0) + &point(59, 222.0, 1)));
    assert_eq!(by_laps.distance_m, Some(100));
    // a part cut out of a longer recording does not begin at 0
    let cut_out = run(&(point(0, 42_000.0, 0) + &point(59, 42_100.0, 1)));
    assert_eq!((cut_out.distance_m, cut_out.reasons.len()), (Some(100), 0));
}

#[test]
fn what_a_lap_does_not_say_is_absent_or_comes_from_the_points() {
    let bare = format!("<Lap><Track>{}{}</Track></Lap>", point(0, 0.0, 0), point(40, 111.0, 1));
    let run = only(&tcx(&format!("<a>{}</a>", activity("Other", &bare))));
    assert_eq!((run.distance_m, run.timer_s, run.sport), (Some(111), Some(40), Sport::Unknown));
}

#[test]
fn every_activity_of_a_file_is_read_and_a_course_is_none() {
    let one = activity("Running", &lap("600", "2000", ""));
    let nested = format!(
        "<Activities>{one}<MultiSportSession><FirstSport>{}</FirstSport><NextSport><Transition>\
                          <Lap StartTime=\"x\"/></Transition>{one}</NextSport></MultiSportSession></Activities>",
        one.replace("Running", "Biking")
    );
    let decoded = read(&tcx(&nested)).unwrap();
    let sports: Vec<_> = decoded.activities.iter().map(|one| one.sport.word().to_owned()).collect();
    assert_eq!(sports, ["running", "Biking", "running"]);
    assert!(decoded.activities.iter().all(|one| one.distance_m == Some(2000)));
    let message = read(&tcx("<Courses><Course><Name>x</Name></Course></Courses>")).unwrap_err().to_string();
    assert!(message.contains("a course"), "{message}");
    // one that lost its first lines
    assert_eq!(
        read(format!("<Activities>{one}</Activities></TrainingCenterDatabase>").as_bytes()).unwrap().activities.len(),
        1
    );
    assert!(matches!(read(b"<gpx/>"), Err(Unreadable::Foreign { .. })));
}

#[test]
fn a_cut_file_gives_what_it_has() {
    let whole =
        tcx(&format!("<Activities>{}</Activities>", activity("Running", &lap("600", "2000", &point(0, 0.0, 0)))));
    let decoded = read(&whole[..whole.len() - 120]).unwrap();
    assert_eq!(decoded.activities[0].distance_m, Some(2000));
    assert_eq!(decoded.warnings.len(), 1);
    for end in 0..whole.len() {
        let _ = read(&whole[..end]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = tcx(&format!("<a>{}</a>", activity("Running", &lap("60", "100", &point(1, 2.0, 3)))));
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}

#[test]
fn of_a_file_that_was_cut_distance_and_time_are_both_by_the_track() {
    // the lap tells of 3 km in 15 minutes; the file ends after 222 m and 20 seconds
    let laps = lap("900", "3000", &(point(0, 0.0, 0) + &point(10, 111.0, 1) + &point(20, 222.0, 2)));
    let run = only(&tcx(&format!("<Activities>{}</Activities>", activity("running", &laps))));
    assert_eq!((run.distance_m, run.timer_s, run.elapsed_s), (Some(222), Some(20), Some(20)));
}
