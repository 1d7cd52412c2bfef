//! GPX: each oddity of real files as a small file of its own, and any damage at all.

use proptest::prelude::*;

use super::*;

/// A file with this inside its root.
fn gpx(inside: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"a watch\">{inside}</gpx>").into_bytes()
}

/// A point so many thousandths of a degree north (111.19 m each), at that second.
fn point(north: u32, second: u32) -> String {
    let time = format!("2025-06-01T12:{:02}:{:02}Z", second / 60, second % 60);
    format!("<trkpt lat=\"50.{north:03}\" lon=\"8\"><time>{time}</time></trkpt>")
}

/// A track of one segment with two points, and this about it.
fn track(about: &str) -> Vec<u8> {
    gpx(&format!("<trk>{about}<trkseg>{}{}</trkseg></trk>", point(0, 0), point(1, 40)))
}

fn only(bytes: &[u8]) -> Activity {
    let decoded = read(bytes).unwrap();
    assert_eq!(decoded.activities.len(), 1, "{decoded:?}");
    decoded.activities[0].clone()
}

#[test]
fn a_way_is_summed_within_segments_never_across() {
    let inside = format!(
        "<metadata><name>file</name><time>2025-06-01T18:00:00Z</time></metadata><trk><name>A &amp; B</name><type>running</type>\
         <trkseg>{}{}</trkseg><trkseg>{}{}</trkseg></trk>",
        point(0, 0),
        point(1, 40),
        point(100, 600),
        point(101, 640)
    );
    let run = only(&gpx(&inside));
    assert_eq!((run.distance_m, run.timer_s, run.elapsed_s), (Some(222), Some(80), Some(640)));
    assert_eq!(run.start, StartTime::Utc("2025-06-01T12:00:00Z".parse().unwrap()));
    assert_eq!((run.title.as_deref(), run.device.as_deref()), (Some("A & B"), Some("a watch")));
    assert_eq!(run.reasons, ["Its time without pauses is estimated from its points."]);
}

#[test]
fn a_long_gap_is_a_pause_only_where_nobody_moved() {
    let run = |north| {
        only(&gpx(&format!("<trk><trkseg>{}{}{}</trkseg></trk>", point(0, 0), point(1, 30), point(north, 130))))
    };
    assert_eq!(run(1).timer_s, Some(30));
    assert_eq!(run(2).timer_s, Some(130));
}

#[test]
fn a_place_that_jumps_faster_than_anybody_runs_is_said() {
    let run = |about: &str, north, seconds| {
        let points = [point(0, 0), point(north, seconds), point(north + 1, seconds + 40)].concat();
        only(&gpx(&format!("<trk><type>running</type>{about}<trkseg>{points}</trkseg></trk>"))).reasons
    };
    let message = "Its place jumps 1 time faster than 50 km/h: its distance may be too long.";
    // 111.2 m in 8 s are 50.04 km/h
    assert_eq!(run("", 1, 9), Vec::<String>::new());
    assert_eq!(run("", 1, 8), [message]);
    assert_eq!(run("", 50, 60), [message]);
    assert_eq!(run("", 500, 60), ["Its place leaps 1 time, over 56 km together; that way is not counted."]);
    let told = "<extensions><x:TrackStatsExtension><x:Distance>5000</x:Distance></x:TrackStatsExtension></extensions>";
    assert!(
        !run(told, 50, 60).contains(&message.to_owned()),
        "a distance that the recorder tells is not from its points"
    );
}

#[test]
fn tracks_of_one_outing_are_one_activity_and_of_two_are_two() {
    let tracks = |second| {
        let first = format!("<trk><trkseg>{}{}</trkseg></trk><trk/>", point(0, 0), point(1, 40));
        format!("{first}<trk><trkseg>{}{}</trkseg></trk>", point(100, second), point(101, second + 40))
    };
    assert_eq!(only(&gpx(&tracks(3500))).distance_m, Some(222));
    let far = tracks(100).replace("T12:01", "T14:01").replace("T12:02", "T14:02");
    assert_eq!(read(&gpx(&far)).unwrap().activities.len(), 2);
}

#[test]
fn what_did_not_happen_is_no_run() {
    for (inside, why) in [
        (
            "<trk><type>Run</type><trkseg><trkpt lat='50' lon='8'/><trkpt lat='51' lon='8'/></trkseg></trk>",
            "planned route",
        ),
        ("<rte><rtept lat='50' lon='8'/></rte>", "planned route"),
        ("<wpt lat='50' lon='8'><time>2025-06-01T12:00:00Z</time></wpt>", "waypoints"),
        ("", "no track"),
    ] {
        let message = read(&gpx(inside)).unwrap_err().to_string();
        assert!(message.contains(why), "{inside}: {message}");
    }
    // one time among many points is still a plan
    let few = format!("<trk><trkseg>{}{}</trkseg></trk>", point(0, 0), "<trkpt lat='50' lon='8'/>".repeat(5));
    assert!(read(&gpx(&few)).is_err());
}

#[test]
fn heart_rates_are_read_under_any_name_and_zeros_left_out() {
    let hearts = ["<gpxtpx:hr>140</gpxtpx:hr>", "<hr>0</hr>", "<ns3:heartrate>151</ns3:heartrate>", ""];
    let beat = |n: u32| format!("<extensions><x>{}</x></extensions></trkpt>", hearts[n as usize]);
    let points: String = (0..4).map(|n| point(n, n * 10).replace("</trkpt>", &beat(n))).collect();
    assert_eq!(only(&gpx(&format!("<trk><trkseg>{points}</trkseg></trk>"))).average_hr, Some(146));
}

#[test]
fn the_recorders_own_totals_win() {
    let about = "<type><![CDATA[unknown]]></type><extensions><t:TrackStatsExtension><t:Distance>1090.09</t:Distance>\
                 <t:TimerTime>763</t:TimerTime><t:MovingTime>664</t:MovingTime></t:TrackStatsExtension></extensions>";
    let run = only(&track(about));
    assert_eq!((run.distance_m, run.timer_s, run.moving_s), (Some(1090), Some(763), Some(664)));
    assert_eq!((run.sport, run.elapsed_s), (Sport::Unknown, Some(40)));
}

#[test]
fn a_sport_that_stands_only_in_the_name_is_found() {
    for (about, sport) in [
        ("<name>Running 1/24/16 10:20 am</name>", Sport::Running),
        ("<name>Cycling 1/24/16 10:20 am</name>", Sport::Other("Cycling".into())),
        ("<name>Untitled</name>", Sport::Unknown),
        ("<name>Running</name><type>hiking</type>", Sport::Other("hiking".into())),
        ("<type>trail_running</type>", Sport::Running),
    ] {
        assert_eq!(only(&track(about)).sport, sport, "{about}");
    }
}

#[test]
fn points_may_stand_outside_a_segment_and_have_no_place() {
    let bare = point(0, 20).replace("lat=\"50.000\" lon=\"8\"", "");
    // the time of the track itself is no time of a point
    let inside = format!("<trk><time>2020-01-01T00:00:00Z</time>{}{bare}{}</trk>", point(0, 0), point(1, 40));
    let run = only(&gpx(&inside));
    assert_eq!((run.distance_m, run.elapsed_s), (Some(111), Some(40)));
    // latitude 100 marks a pause
    let mark = point(0, 20).replace("50.000", "100");
    let run = only(&gpx(&format!("<trk><trkseg>{}{mark}{}</trkseg></trk>", point(0, 0), point(1, 40))));
    assert_eq!(run.distance_m, Some(111));
}

#[test]
fn a_cut_file_gives_what_it_has_and_says_where_it_ends() {
    let whole = gpx(&format!("<trk><trkseg>{}{}{}</trkseg></trk>", point(0, 0), point(1, 40), point(2, 80)));
    let decoded = read(&whole[..whole.len() - 60]).unwrap();
    assert_eq!(decoded.activities[0].distance_m, Some(111));
    assert!(decoded.warnings[0].contains("what stands before was taken"), "{:?}", decoded.warnings);
    for end in 0..whole.len() {
        let _ = read(&whole[..end]);
    }
}

#[test]
fn what_is_no_gpx_is_refused() {
    assert_eq!(read(b""), Err(Unreadable::Empty));
    for bytes in ["not XML", "<html><p>Log in</p></html>", "<gp", "\0\0\0"] {
        assert!(matches!(read(bytes.as_bytes()), Err(Unreadable::Foreign { .. })), "{bytes}");
    }
}

#[test]
fn control_signs_never_come_through() {
    let run = only(&track("<name>a&#27;]0;x&#7;&#x202e;b</name>"));
    assert_eq!(run.title.as_deref(), Some("a ]0;x b"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_makes_it_panic(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = track("<name>a &amp; b</name>");
        for (place, byte) in damage {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}
