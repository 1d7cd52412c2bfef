//! Kinds told by content, whatever the name; lists told apart; no bytes panic.

use proptest::prelude::*;

use super::*;

#[test]
fn the_kind_is_told_by_the_first_bytes() {
    for (start, format) in [
        (&b"\x0e\x10\xd9\x07\x00\x00\x00\x00.FIT\x00"[..], Some("FIT")),
        (b"\x1f\x8b\x08", Some("gzip")),
        (b"PK\x03\x04", Some("zip")),
        (b"  <?xml version=\"1.0\"?>\n<gpx>", Some("GPX")),
        (b"\xef\xbb\xbf<gpx version='1.1'>", Some("GPX")),
        (b"\xff\xfe<\0g\0p\0x\0>\0", Some("GPX")),
        (b"<?xml?><x:gpx version='1.1'>", Some("GPX")),
        (b"<?xml?><TrainingCenterDatabase>", Some("TCX")),
        (b"<?xml?><Activities><Activity Sport='Running'>", Some("TCX")),
        (b"<?xml?><!DOCTYPE HealthData [ <!ELEMENT x", Some("Apple Health")),
        (b"<?xml?><ClinicalDocument>", Some("XML of another kind")),
        (b"a,b\n1,2", Some("list")),
        (b"a;b", Some("list")),
        (b"sep=;\na;b", Some("list")),
        (b"date,steps,distance\n", Some("list of something else")),
        (b"<html>", Some("XML of another kind")),
        (b"{\"name\":\"summarizedActivitiesExport\"}", Some("JSON of another kind")),
        (b"[{\"summarizedActivitiesExport\" : []}]", Some("Garmin summary")),
        (b"plain words", None),
        (b"a,\0b", None),
        (b"", None),
    ] {
        assert_eq!(sniff(start).map(|importer| importer.name), format, "{}", String::from_utf8_lossy(start));
    }
}

#[test]
fn each_list_goes_to_its_reader() {
    for (text, kind) in [
        (
            "id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n1100000001,2018-09-12 15:02:23,A,Run,,2783,9681.0,false,,\n",
            "strava",
        ),
        ("Running,2025-07-10 15:40:46,false,t,4.14,300,00:22:15,150,170\n", "garmin"),
        ("id,at,level\n,2026-11-20T07:00:00+01:00,3\n", "csv"),
        ("date,km,time\n2026-11-20,5,30:00\n", "csv"),
    ] {
        assert_eq!(read_list(text.as_bytes(), &ReadOptions::default()).unwrap().kind, kind, "{text}");
    }
    let message = read_list(b"a,b\n1,2\n", &ReadOptions::default()).unwrap_err().to_string();
    assert!(message.contains("--column date=HEAD"), "{message}");
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(any in proptest::collection::vec(any::<u8>(), 0..200), place in 0usize..300, byte: u8) {
        let list = b"Activity ID,Activity Date,a,b,c,d,e,f,g,h\n80000000001,\"Sep 12, 2018, 3:02:23 PM\",n,Run,,60,5,,,\nRunning,2025-07-10 15:40:46,false,t,4.14,300,00:22:15,150,170\n";
        let mut damaged = list.to_vec();
        if let Some(there) = damaged.get_mut(place) {
            *there = byte;
        }
        for bytes in [&any, &damaged] {
            let _ = sniff(bytes);
            for importer in IMPORTERS {
                let _ = importer.decode(bytes, &ReadOptions::default());
            }
        }
    }
}
