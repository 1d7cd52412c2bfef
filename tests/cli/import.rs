//! Bringing runs in: what comes in once, what is left out, what goes wrong, and that a bad file stops nothing.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::kit::{Answer, Desk};

/// A track of so many seconds with a point every ten, each about 30 m from the last.
fn gpx(start: &str, seconds: u32, name: &str) -> String {
    let start: chrono::DateTime<chrono::Utc> = start.parse().unwrap();
    let points = (0..=seconds / 10).map(|n| {
        let (lat, time) = (52.0 + f64::from(n) * 0.000_27, start + chrono::Duration::seconds(i64::from(n) * 10));
        format!("<trkpt lat=\"{lat:.6}\" lon=\"5.0\"><time>{}</time></trkpt>", time.format("%FT%TZ"))
    });
    let points: String = points.collect();
    format!(
        "<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"invented\"><trk><name>{name}</name><type>running</type><trkseg>{points}</trkseg></trk></gpx>"
    )
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        to.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// A row of Strava's list of 2024, English.
fn strava(rows: &[(&str, &str, &str, &str)]) -> String {
    let mut text = format!("Activity ID,Activity Date,Activity Name,Activity Type{}\n", ",x".repeat(83));
    for (id, date, kind, file) in rows {
        let mut cells = vec![String::new(); 87];
        for (place, cell) in [
            (0, *id),
            (1, date),
            (2, "Over the \u{1b}[31mhill"),
            (3, kind),
            (5, "600"),
            (6, "1.80"),
            (12, file),
            (15, "600.0"),
            (16, "590.0"),
            (17, "1801.0"),
        ] {
            cells[place] = format!("\"{cell}\"");
        }
        text += &(cells.join(",") + "\n");
    }
    text
}

#[allow(clippy::disallowed_methods)] // files to import have to come from somewhere
fn put(desk: &Desk, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = desk.folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

fn report(answer: &Answer) -> Value {
    assert_ne!(answer.out, "", "{}", answer.err);
    serde_json::from_str(&answer.out).unwrap()
}

fn counts(answer: &Answer) -> [u64; 4] {
    let report = report(answer);
    ["new", "duplicate", "skipped", "failed"].map(|key| report[key].as_u64().unwrap())
}

fn runs(desk: &Desk) -> Vec<Value> {
    desk.ok(&["list", "runs", "--json"]).json().as_array().unwrap().clone()
}

#[test]
fn a_run_comes_in_once_however_often_it_is_imported_and_however_it_was_edited() {
    let desk = Desk::new();
    let file = put(&desk, "a.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"));
    let first = desk.run(&["import", &file, "--json"]);
    assert_eq!((first.code, counts(&first)), (0, [1, 0, 0, 0]), "{}", first.err);
    let run = &runs(&desk)[0];
    assert_eq!(
        (&run["at"], &run["note"], &run["source"]["kind"]),
        (&json!("2026-11-20T07:00:00+00:00"), &json!("Hills"), &json!("gpx"))
    );
    assert_eq!((&run["source"]["file"], &run["surfaces"][0]["surface"]), (&json!("a.gpx"), &json!("other")));
    let id = run["id"].as_str().unwrap().to_owned();
    desk.ok(&["edit", &id, "distance=9k", "duration=1:10:00", "at=2026-11-19 12:00", "surface=grass"]);
    let before = desk.bytes();
    for again in
        [&["import", &file][..], &["import", &put(&desk, "copy.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"))]]
    {
        let answer = desk.ok(again);
        assert!(answer.out.contains("0 new, 1 duplicate, 0 skipped; 0 files failed."), "{}", answer.out);
        assert_eq!(desk.bytes(), before, "nothing is written where nothing comes in");
    }
}

#[test]
fn the_report_has_exactly_these_fields() {
    let desk = Desk::new();
    let file = put(&desk, "a.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"));
    let answer = report(&desk.ok(&["import", &file, "--json", "--surface", "grass"]));
    let id = runs(&desk)[0]["id"].clone();
    let distance = runs(&desk)[0]["distance_m"].clone();
    let run = json!({ "outcome": "new", "start": "2026-11-20T07:00:00+00:00", "distance_m": distance, "duration_s": 600,
        "elapsed_s": 600, "sport": "running", "surface": "grass", "id": id });
    let expected = json!({ "new": 1, "duplicate": 0, "skipped": 0, "failed": 0,
        "files": [{ "file": file, "outcome": "read", "reason": null, "runs": [run] }] });
    assert_eq!(answer, expected);
    let dry = report(&desk.ok(&[
        "import",
        &put(&desk, "b.gpx", gpx("2026-11-21T07:00:00Z", 600, "")),
        "--json",
        "--dry-run",
    ]));
    assert_eq!((&dry["new"], &dry["files"][0]["runs"][0]["id"]), (&json!(1), &Value::Null));
    assert_eq!(runs(&desk).len(), 1, "a dry run changes nothing");
}

#[test]
fn one_bad_file_stops_nothing_and_is_named_with_its_reason() {
    let desk = Desk::new();
    put(&desk, "runs/a.gpx", gpx("2026-11-20T07:00:00Z", 600, "A"));
    put(&desk, "runs/deep/b.gpx.gz", gz(gpx("2026-11-21T07:00:00Z", 600, "B").as_bytes()));
    put(&desk, "runs/broken.fit", b"\x0e\x10\x00\x00\xff\xff\xff\xff.FIT");
    put(&desk, "runs/notes.txt", b"nothing");
    put(&desk, "runs/empty.gpx", b"");
    put(&desk, "runs/nul.tcx\u{1b}[2J\u{202e}.tcx", b"\0\0\0\0");
    let folder = desk.folder.path().join("runs");
    let answer = desk.run(&["import", folder.to_str().unwrap(), "--json"]);
    assert_eq!((answer.code, counts(&answer)), (1, [2, 0, 0, 3]), "{}", answer.out);
    assert_eq!(runs(&desk).len(), 2);
    let answer = desk.run(&["import", folder.to_str().unwrap()]);
    assert_eq!(answer.code, 1);
    assert!(
        answer.err.contains("empty.gpx: The file is empty.") && answer.err.contains("broken.fit: "),
        "{}",
        answer.err
    );
    let drives = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!answer.out.contains(drives) && !answer.err.contains(drives), "{:?}", answer.out);
}

#[test]
fn an_archive_of_strava_gives_each_run_once_as_folder_and_as_zip() {
    let list = strava(&[
        ("80000000001", "Nov 20, 2026, 7:00:00 AM", "Run", "activities/1.gpx.gz"),
        ("80000000002", "Nov 21, 2026, 7:00:00 AM", "Ride", "activities/2.gpx"),
        ("80000000003", "Nov 22, 2026, 7:00:00 AM", "Trail Run", "activities/gone.fit.gz"),
    ]);
    let one = gz(gpx("2026-11-20T07:00:00Z", 600, "").as_bytes());
    let two = gpx("2026-11-21T07:00:00Z", 600, "");
    let files: [(&str, &[u8]); 5] = [
        ("activities.csv", list.as_bytes()),
        ("activities/1.gpx.gz", &one),
        ("activities/2.gpx", two.as_bytes()),
        ("routes/1.gpx", b"<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>"),
        ("media/a.jpg", b"\xff\xd8\xff"),
    ];
    for zip in [false, true] {
        let desk = Desk::new();
        let path = if zip {
            put(&desk, "export.zip", zipped(&files))
        } else {
            for (name, bytes) in files {
                put(&desk, &format!("export/{name}"), bytes);
            }
            desk.folder.path().join("export").to_string_lossy().into_owned()
        };
        let answer = desk.run(&["import", &path, "--json"]);
        assert_eq!((answer.code, counts(&answer)), (0, [2, 1, 2, 0]), "{}", answer.out);
        let runs = runs(&desk);
        assert_eq!(runs.len(), 2);
        assert_eq!(
            (&runs[0]["note"], &runs[0]["duration_s"]),
            (&json!("Over the [31mhill"), &json!(590)),
            "the row gives title and time in motion"
        );
        assert_eq!((&runs[0]["source"]["kind"], &runs[1]["source"]["kind"]), (&json!("gpx"), &json!("strava")));
        assert_eq!(runs[1]["surfaces"][0]["surface"], "trail");
        assert_eq!(counts(&desk.run(&["import", &path, "--json"]))[0], 0);
    }
}

#[test]
fn bombs_and_paths_that_lead_out_of_an_archive_do_no_harm() {
    let desk = Desk::new();
    let spaces = vec![b' '; 70 << 20];
    let bomb = [gpx("2026-11-20T07:00:00Z", 600, "").as_bytes(), &spaces].concat();
    put(&desk, "in/bomb.gpx.gz", gz(&bomb));
    let inner = zipped(&[("a.gpx", gpx("2026-11-20T07:00:00Z", 600, "").as_bytes())]);
    let (escaped, twice) = (gpx("2026-11-21T07:00:00Z", 600, ""), gz(&gz(b"<gpx/>")));
    let deeper = zipped(&[("deeper.zip", &zipped(&[("b.gpx", gpx("2026-11-19T07:00:00Z", 600, "").as_bytes())]))]);
    let outside: [(&str, &[u8]); 5] = [
        ("../../escaped.gpx", escaped.as_bytes()),
        ("/tmp/escaped.gpx", b"x"),
        ("inner.zip", &inner),
        ("deep.zip", &deeper),
        ("twice.gpx.gz", &twice),
    ];
    put(&desk, "in/paths.zip", zipped(&outside));
    let folder = desk.folder.path().join("in");
    let answer = desk.run(&["import", folder.to_str().unwrap(), "--json"]);
    assert_eq!((answer.code, counts(&answer)[0]), (1, 2), "{}", answer.out);
    assert!(
        answer.out.contains("more than 64 MiB") && answer.out.contains("an archive in an archive in an archive"),
        "{}",
        answer.out
    );
    let left: Vec<_> = std::fs::read_dir(desk.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("escaped")), "{left:?}");
    assert!(!Path::new("/tmp/escaped.gpx").exists());
}

#[test]
fn a_run_typed_by_hand_is_joined_and_keeps_what_was_typed() {
    let desk = Desk::new();
    desk.ok(&["run", "1.8k", "grass:1k,road:800m", "--at", "2026-11-20 18:00", "--during", "3", "--note", "felt fine"]);
    let typed = runs(&desk)[0].clone();
    let id = typed["id"].as_str().unwrap();
    let file = put(&desk, "a.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"));
    let dry = desk.ok(&["import", &file, "--dry-run"]).out;
    assert!(dry.contains("would join") && dry.contains("Nothing is changed."), "{dry}");
    let message = format!(
        "with the run you typed ({}, Fri 20 Nov 2026 18:00, 1.8 km): took start, distance and time; kept surface, pain and note.",
        &id[id.len() - 4..]
    );
    let said = desk.ok(&["import", &file]).out;
    assert!(said.contains(&format!("joined    a.gpx: {message}")), "{said}");
    assert!(said.contains("1 file read: 0 new, 1 joined, 0 duplicates, 0 skipped; 0 files failed."), "{said}");
    let all = runs(&desk);
    let run = &all[0];
    assert_eq!((all.len(), &run["note"], &run["pain"]["during"]), (1, &json!("felt fine"), &json!(3)));
    assert_eq!(
        (&run["at"], &run["duration_s"], &run["source"]["file"]),
        (&json!("2026-11-20T07:00:00+00:00"), &json!(600), &json!("a.gpx"))
    );
    let parts: u64 = run["surfaces"].as_array().unwrap().iter().map(|part| part["distance_m"].as_u64().unwrap()).sum();
    assert_eq!((Some(parts), run["surfaces"].as_array().unwrap().len()), (run["distance_m"].as_u64(), 2));
    assert_eq!(counts(&desk.run(&["import", &file, "--json"])), [0, 1, 0, 0]);
    let undone = desk.ok(&["undo"]).out;
    assert!(undone.contains("import of 1 run, joined with one that was typed"), "{undone}");
    let plain = |mut run: Value| {
        run.as_object_mut().unwrap().retain(|key, _| !["modified", "stamps"].contains(&&**key));
        run
    };
    assert_eq!(plain(runs(&desk)[0].clone()), plain(typed.clone()), "one undo takes all of it back");
    let joined = report(&desk.ok(&["import", &file, "--json"]));
    assert_eq!((&joined["new"], &joined["duplicate"]), (&json!(0), &json!(1)));
    let one = &joined["files"][0]["runs"][0];
    assert_eq!((&one["outcome"], &one["id"]), (&json!("duplicate"), &json!(id)));
    assert_eq!((&one["reason"], &joined["files"][0]["outcome"]), (&json!(format!("Joined {message}")), &json!("read")));
    desk.ok(&["undo"]);
    assert_eq!(counts(&desk.run(&["import", &file, "--json", "--separate"]))[0], 1);
}

#[test]
fn each_row_that_cannot_be_read_is_a_line_and_the_others_come_in() {
    let desk = Desk::new();
    let plain = "date,distance (km),run time\n2026-11-20 07:00,5,30:00\nsoon,5,30:00\n2026-11-21 07:00,far,30:00\n";
    let strava = strava(&[
        ("80000000001", "Nov 18, 2026, 7:00:00 AM", "Run", ""),
        ("80000000002", "12 syyskuuta 2018", "Run", ""),
    ]);
    let row = |date: &str| format!("Running,{date},false,t,4.14,300,00:22:15,150,170\n");
    let garmin = row("2026-11-17 15:40:46") + &row("when: ever") + &row("2026-11-16 15:40:46");
    let own = "at,level,moment\n2026-11-20 07:00,3,morning\n2026-11-21 07:00,12,morning\n";
    for (list, new, bad) in [
        (plain.to_owned(), 1, vec!["line 3: \u{201c}soon\u{201d}", "line 4: \u{201c}far\u{201d} is not a distance."]),
        (strava, 1, vec!["line 3: \u{201c}12 syyskuuta 2018\u{201d}"]),
        (garmin, 2, vec!["line 2: \u{201c}when: ever\u{201d}"]),
        (own.into(), 1, vec!["line 3: "]),
    ] {
        let file = put(&desk, "list.csv", &list);
        let answer = desk.run(&["import", &file, "--json", "--dry-run"]);
        assert_eq!((answer.code, counts(&answer)), (1, [new, 0, bad.len() as u64, 0]), "{}", answer.out);
        let said = &report(&answer)["files"][0];
        assert_eq!(
            (&said["outcome"], said["runs"].as_array().unwrap().len()),
            (&json!("warned"), new as usize + bad.len())
        );
        let reasons: Vec<&str> =
            said["runs"].as_array().unwrap().iter().filter_map(|run| run["reason"].as_str()).collect();
        assert!(
            reasons.iter().any(|message| message.starts_with("Line "))
                && said["reason"].as_str().unwrap().contains("Line ")
        );
        let answer = desk.run(&["import", &file]);
        assert_eq!(answer.code, 1);
        for line in &bad {
            assert!(answer.err.contains(&format!("twinge: {file}, {line}")), "{}", answer.err);
        }
        let rows = if bad.len() == 1 { "1 row".into() } else { format!("{} rows", bad.len()) };
        assert!(
            answer.out.contains(&format!("{new} new, 0 duplicates, 0 skipped; {rows} and 0 files failed.")),
            "{}",
            answer.out
        );
        assert_eq!(desk.run(&["import", &file]).code, 1, "and again");
        desk.ok(&["undo"]);
    }
    let many = format!("date,km,run time\n2026-11-20,5,30:00\n{}", "soon,5,1:00\n".repeat(25));
    let answer = desk.run(&["import", &put(&desk, "many.csv", many), "--dry-run"]);
    assert_eq!(answer.err.lines().count(), 21, "{}", answer.err);
    assert!(answer.err.contains("and 5 rows more; --json lists all."), "{}", answer.err);
    assert!(!answer.out.contains("is not a date"), "what failed is on standard error: {}", answer.out);
}

#[test]
fn what_is_no_file_is_refused_in_words_of_its_own() {
    let desk = Desk::new();
    for (path, message) in [
        ("", "The path is empty"),
        ("https://example.org/a.gpx", "twinge has no network; download the file first"),
        ("HTTP://example.org/a.gpx", "twinge has no network"),
    ] {
        let said = desk.refused(&["import", path]);
        assert!(said.contains(message), "{path}: {said}");
    }
    let pipe = desk.folder.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::from(0o600), 0).unwrap();
    for (path, message) in [(pipe.to_str().unwrap(), "It is a named pipe; save"), ("/dev/null", "It is a device; save")]
    {
        let answer = desk.run(&["import", path]);
        assert!(answer.code == 1 && answer.err.contains(message) && !answer.err.contains("--file"), "{}", answer.err);
    }
}

#[test]
fn a_surface_for_what_is_there_already_is_said_to_change_nothing() {
    let desk = Desk::new();
    let file = put(&desk, "a.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"));
    let message = "no surface yet";
    for out in [desk.ok(&["import", &file, "--dry-run"]).out, desk.ok(&["import", &file]).out] {
        assert!(out.contains(&format!("1 run has {message}")), "{out}");
    }
    let out = desk.ok(&["import", &file, "--surface", "grass"]).out;
    assert!(out.contains("1 run was in the journal already: surface kept; change it with `twinge edit ID surface=grass`, or F in Runs."), "{out}");
    assert!(!desk.ok(&["import", &file]).out.contains("surface kept"));
}

#[test]
fn a_list_is_shown_in_the_order_of_time_and_levels_with_their_moments() {
    let desk = Desk::new();
    let runs =
        "date,distance (km),run time\n2026-11-21 07:00,5,30:00\n2026-11-19 07:00,6,30:00\n2026-11-20 07:00,7,40:00\n";
    let out = desk.ok(&["import", &put(&desk, "runs.csv", runs)]).out;
    let place = |far: &str| out.find(far).unwrap();
    assert!(place("6 km") < place("7 km") && place("7 km") < place("5 km"), "{out}");
    let pain = "at,level,moment\n2026-11-20 07:00,3,morning\n2026-11-21 15:00,10,\n";
    let out = desk.ok(&["import", &put(&desk, "pain.csv", pain), "--dry-run"]).out;
    assert!(
        out.contains("surface or level") && out.contains("pain 3, morning") && out.contains("pain 10, now"),
        "{out}"
    );
}

#[test]
fn folders_that_are_hidden_are_named_and_the_demo_keeps_nothing() {
    let desk = Desk::new();
    put(&desk, "in/a.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"));
    let hidden = put(&desk, "in/.old/b.gpx", gpx("2026-11-19T07:00:00Z", 600, "Hills"));
    put(&desk, "in/.DS_Store", b"x");
    let folder = desk.folder.path().join("in").to_str().unwrap().to_owned();
    let out = desk.ok(&["import", &folder, "--dry-run"]).out;
    assert!(out.contains("1 new") && out.contains(".old: It is a hidden folder; name it to read it."), "{out}");
    assert!(!out.contains("DS_Store"), "{out}");
    assert!(desk.ok(&["import", Path::new(&hidden).parent().unwrap().to_str().unwrap()]).out.contains("1 new"));
    let out = desk.ok(&["import", &folder, "--demo"]).out;
    assert!(out.contains("nothing of it is kept") && !out.contains("undo"), "{out}");
}

#[test]
fn an_import_that_is_interrupted_brings_in_nothing_and_says_so() {
    use std::io::{BufRead, BufReader, Read};
    let desk = Desk::new();
    desk.ok(&["pain", "3"]);
    let before = desk.bytes();
    let files = [0, 1].map(|n| put(&desk, &format!("{n}.gpx"), gpx(&format!("2026-11-1{n}T07:00:00Z"), 50_000, "")));
    // enough to last for many seconds
    let args: Vec<&str> =
        std::iter::once("import").chain(files.iter().map(String::as_str).cycle().take(4000)).collect();
    let mut child =
        desk.command(&args).stderr(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    // it tells how far it is once it has read for a second
    err.read_line(&mut line).unwrap();
    assert!(
        line.starts_with("twinge: ") && line.contains(" of 4000 files read, ") && line.contains(" a second, "),
        "{line}"
    );
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let mut rest = String::new();
    err.read_to_string(&mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(130), 0));
    assert!(rest.ends_with("twinge: Stopped; nothing was imported.\n"), "{rest}");
    assert_eq!(desk.bytes(), before);
}

#[test]
fn a_run_typed_after_it_came_in_is_saved_and_said_to_be_like_it() {
    let desk = Desk::new();
    desk.ok(&["import", &put(&desk, "a.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"))]);
    let id = runs(&desk)[0]["id"].as_str().unwrap().to_owned();
    let said = desk.ok(&["run", "1.8k", "grass", "--at", "2026-11-20 18:00"]).out;
    let like = format!("a run like this is in the journal (Fri 20 Nov 2026 07:00, {})", &id[id.len() - 4..]);
    assert!(said.starts_with("Saved run 1.8 km") && said.contains(&like), "{said}");
    assert_eq!(runs(&desk).len(), 2, "saved all the same");
    assert!(!desk.ok(&["run", "5k", "grass", "--at", "2026-11-20 18:00"]).out.contains("like this"));
}

#[test]
fn one_import_is_one_change() {
    let desk = Desk::new();
    desk.ok(&["pain", "3"]);
    for day in 10..20 {
        put(&desk, &format!("runs/{day}.gpx"), gpx(&format!("2026-11-{day}T07:00:00Z"), 600, ""));
    }
    let folder = desk.folder.path().join("runs");
    assert_eq!(counts(&desk.run(&["import", folder.to_str().unwrap(), "--json"]))[0], 10);
    let said = desk.ok(&["undo"]).out;
    assert!(said.contains("Undone: import of 10 runs"), "{said}");
    assert_eq!((runs(&desk).len(), desk.ok(&["list", "pain", "--json"]).json().as_array().unwrap().len()), (0, 1));
    assert_eq!(counts(&desk.run(&["import", folder.to_str().unwrap(), "--json"]))[0], 10, "undone, it can come again");
}

#[test]
fn our_own_csv_comes_back_as_the_same_entries() {
    let desk = Desk::new();
    desk.ok(&[
        "run",
        "5.2k",
        "grass:3k,road:2.2k",
        "32:10",
        "--at",
        "2026-11-20 18:00",
        "--before",
        "1",
        "--rose",
        "--note",
        "=two, \"words\"\nand a line",
    ]);
    desk.ok(&["run", "30min", "track", "--at", "2026-11-21 18:00", "--effort", "4"]);
    desk.ok(&[
        "pain",
        "4",
        "--at",
        "2026-11-22 07:00",
        "--where",
        "deep-buttock:right",
        "--where",
        "groin",
        "--feels",
        "dull,tight",
        "--worse",
        "sitting",
        "--note",
        "-1 o'clock",
    ]);
    let lists = ["runs", "pain"].map(|kind| put(&desk, &format!("{kind}.csv"), desk.ok(&["list", kind, "--csv"]).out));
    let other = Desk::new();
    let answer = other.run(&["import", &lists[0], &lists[1], "--json"]);
    assert_eq!((answer.code, counts(&answer)), (0, [3, 0, 0, 0]), "{}", answer.out);
    for kind in ["runs", "pain"] {
        let plain = |desk: &Desk| {
            let mut all = desk.ok(&["list", kind, "--json"]).json();
            for entry in all.as_array_mut().unwrap() {
                let entry = entry.as_object_mut().unwrap();
                entry.remove("modified");
                entry.remove("late");
            }
            all
        };
        assert_eq!(plain(&other), plain(&desk));
    }
    assert_eq!(counts(&other.run(&["import", &lists[0], &lists[1], "--json"])), [0, 3, 0, 0]);
}

#[test]
fn a_whole_export_brings_back_runs_and_pain_and_makes_nothing_of_the_rest() {
    let desk = Desk::new();
    let recorded = put(&desk, "a.gpx", gpx("2026-11-20T17:00:00Z", 1800, "round the lake"));
    desk.ok(&["import", &recorded, "--surface", "grass"]);
    desk.ok(&["run", "4k", "track", "25:00", "--at", "2026-11-21 18:00"]);
    desk.ok(&["pain", "3", "--at", "2026-11-10 07:00"]);
    desk.ok(&["massage", "45", "--at", "2026-11-19"]);
    desk.ok(&["sit", "25", "--level", "3"]);
    desk.ok(&["session", "--at", "2026-11-21 19:00"]);
    let folder = desk.folder.path().join("out").to_str().unwrap().to_owned();
    desk.ok(&["export", "--format", "csv", "-o", &folder]);
    let other = Desk::new();
    let answer = other.run(&["import", &folder, "--json"]);
    assert_eq!((answer.code, counts(&answer)), (0, [3, 0, 0, 0]), "{}", answer.out);
    for kind in ["runs", "pain"] {
        let plain = |desk: &Desk| {
            let mut all = desk.ok(&["list", kind, "--json"]).json();
            all.as_array_mut()
                .unwrap()
                .iter_mut()
                .for_each(|one| drop(one.as_object_mut().unwrap().remove("modified")));
            all
        };
        assert_eq!(plain(&other), plain(&desk), "with where they came from, and what was late");
    }
    let before = other.bytes();
    assert_eq!(counts(&other.run(&["import", &folder, "--json"])), [0, 3, 0, 0]);
    assert_eq!(
        counts(&other.run(&["import", &recorded, "--json"])),
        [0, 1, 0, 0],
        "the recording is known by its source"
    );
    assert_eq!(other.bytes(), before, "nothing was joined and nothing written");
}

#[test]
fn any_list_comes_in_once_its_columns_are_named() {
    let desk = Desk::new();
    let file = put(&desk, "log.csv", "Tag;Weg;Min;Boden\n20.11.2026;5,2;32;grass\n21.11.2026;4;25;road\n");
    let message = desk.run(&["import", &file]);
    assert!(message.code == 1 && message.err.contains("--column"), "{}", message.err);
    let named = [
        "import",
        &file,
        "--column",
        "date=Tag",
        "--column",
        "distance_km=Weg",
        "--column",
        "duration_min=Min",
        "--column",
        "surface=Boden",
    ];
    desk.ok(&named);
    let runs = runs(&desk);
    assert_eq!(
        (&runs[0]["distance_m"], &runs[0]["duration_s"], &runs[0]["surfaces"][0]["surface"]),
        (&json!(5200), &json!(1920), &json!("grass"))
    );
    assert!(desk.refused(&["import", &file, "--column", "speed=Weg"]).contains("distance_km"));
    assert!(desk.refused(&["import", &file, "--surface", "lawn"]).contains("grass"));
}

#[test]
fn another_sport_is_no_copy_of_the_run_beside_it() {
    let desk = Desk::new();
    let run = put(&desk, "run.gpx", gpx("2026-11-20T07:00:00Z", 600, "Hills"));
    let ride = put(&desk, "z.gpx", gpx("2026-11-20T07:01:00Z", 600, "Hills").replace("running", "cycling"));
    assert_eq!(counts(&desk.run(&["import", &run, &ride, "--json"])), [1, 0, 1, 0]);
    assert_eq!(counts(&desk.run(&["import", &ride, "--all", "--json"])), [0, 1, 0, 0], "asked for, it is compared");
}

#[test]
fn other_sports_odd_runs_and_days_to_come_are_told_apart() {
    let desk = Desk::new();
    let file = put(
        &desk,
        "list.csv",
        "date,type,distance (km),duration\n2026-11-20 07:00,Ride,20,1:00:00\n2026-11-20 09:00,Run,0.02,0:30\n2027-01-01 07:00,Run,5,30:00\n",
    );
    let answer = desk.run(&["import", &file, "--json"]);
    assert_eq!((answer.code, counts(&answer)), (0, [1, 0, 2, 0]));
    let file_said = &report(&answer)["files"][0];
    assert_eq!(file_said["outcome"], "warned");
    assert!(file_said["reason"].as_str().unwrap().contains("only 20 m long"), "{file_said}");
    let all = desk.run(&["import", &file, "--json", "--all"]);
    assert_eq!(counts(&all), [1, 1, 1, 0]);
    assert!(runs(&desk).iter().any(|run| run["source"]["sport"] == "Ride"));
    let gone = desk.run(&["import", "/nowhere/a.fit"]);
    assert!(gone.code == 1 && gone.err.contains("no such file"), "{}", gone.err);
}

/// Every list and recording of the folder that `TWINGE_ACTIVITIES` names, against what independent decoders made of it.
#[test]
fn real_files_give_what_they_must() {
    let Some(folder) = std::env::var_os("TWINGE_ACTIVITIES").filter(|folder| !folder.is_empty()) else {
        println!("skipped: TWINGE_ACTIVITIES is not set");
        return;
    };
    let folder = Path::new(&folder);
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for file in truth["files"].as_array().unwrap() {
        let name = file["file"].as_str().unwrap();
        let desk = Desk::new();
        let answer = desk.run(&["import", folder.join(name).to_str().unwrap(), "--json"]);
        let report: Value = serde_json::from_str(&answer.out).unwrap();
        let found: Vec<&Value> =
            report["files"][0]["runs"].as_array().unwrap().iter().filter(|run| run["outcome"] == "new").collect();
        match file["expect"].as_str().unwrap() {
            "reject" if !found.is_empty() || report["failed"] != 1 => wrong.push(format!("{name}: not refused")),
            "skip-not-a-run" | "ask-sport" if !found.is_empty() => wrong.push(format!("{name}: taken for a run")),
            "reject" | "skip-not-a-run" | "ask-sport" | "no-harm" => {}
            _ => compare(name, file, &found, &mut wrong),
        }
        let again = desk.run(&["import", folder.join(name).to_str().unwrap(), "--json"]);
        if counts(&again)[0] != 0 {
            wrong.push(format!("{name}: new when imported again"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let desk = Desk::new();
    let archive = folder.join("strava-export");
    assert_eq!(counts(&desk.run(&["import", archive.to_str().unwrap(), "--json"])), [1, 1, 0, 0]);
    let pair =
        ["gpx/tomtom-run.gpx", "tcx/tomtom-run.tcx"].map(|name| folder.join(name).to_string_lossy().into_owned());
    assert_eq!(counts(&desk.run(&["import", &pair[0], &pair[1], "--json"])), [1, 1, 0, 0]);
    assert!(runs(&desk).iter().any(|run| run["source"]["kind"] == "tcx"), "the better source wins");
}

/// Each expected run is there at its time, with distance and times within what is accepted.
fn compare(name: &str, file: &Value, found: &[&Value], wrong: &mut Vec<String>) {
    let expected = file["runs"].as_array().unwrap();
    if found.len() != expected.len() {
        wrong.push(format!("{name}: {} runs, not {}", found.len(), expected.len()));
    }
    for run in expected {
        let start = |one: &&&Value| {
            let at: chrono::DateTime<chrono::FixedOffset> = one["start"].as_str().unwrap().parse().unwrap();
            let near = |seconds: i64| seconds.abs() <= run["start_tol_s"].as_i64().unwrap_or(1) + 1;
            match (run["start_utc"].as_str(), run["start_local"].as_str()) {
                (Some(utc), local) => {
                    let local = local.map(|local| local.parse::<chrono::NaiveDateTime>().unwrap());
                    // Apple names the zone, whose hour is in the system's tables
                    let named = file["format"] == "apple-health" && Path::new("/usr/share/zoneinfo").is_dir();
                    near((at.to_utc() - utc.parse::<chrono::DateTime<chrono::Utc>>().unwrap()).num_seconds())
                        && local.is_none_or(|local| !named || at.naive_local() == local)
                }
                (None, Some(local)) => {
                    near((at.naive_local() - local.parse::<chrono::NaiveDateTime>().unwrap()).num_seconds())
                }
                (None, None) => true,
            }
        };
        let Some(one) = found.iter().find(start) else {
            wrong.push(format!("{name}: no run at {} {}", run["start_utc"], run["start_local"]));
            continue;
        };
        for (key, range) in [("distance_m", "distance"), ("duration_s", "timer"), ("elapsed_s", "elapsed")] {
            let bound = |end: &str| run[format!("{range}_{end}")].as_f64();
            let (Some(low), Some(high), Some(value)) = (bound("min"), bound("max"), one[key].as_f64()) else {
                continue;
            };
            // ours are whole metres and seconds
            if value < low - 0.5 || value > high + 0.5 {
                wrong.push(format!("{name}: {key} {value} is not within {low} and {high}"));
            }
        }
    }
}

#[test]
fn levels_of_a_list_take_the_moment_and_the_hour_that_the_command_line_would_give() {
    let desk = Desk::new();
    desk.ok(&["pain", "2", "--at", "2026-11-19 06:30"]);
    let list = "at,level,moment\n2026-11-20 10:30,3,\n2026-11-20 07:00,4,\n2026-11-20 15:00,5,\n2026-11-19 08:00,6,\n\
                2026-11-18,3,\n2026-11-18,4,\n2026-11-17,5,worst\n2026-11-19,1,\n";
    let file = put(&desk, "pain.csv", list);
    desk.ok(&["import", &file]);
    let levels = || {
        let list = desk.ok(&["list", "pain", "--json"]).json();
        let one = |pain: &Value| {
            let at = pain["at"].as_str().unwrap();
            format!("{} {} {}", &at[8..16], pain["level"], pain["moment"].as_str().unwrap())
        };
        let mut all: Vec<String> = list.as_array().unwrap().iter().map(one).collect();
        all.sort();
        all
    };
    let expected = [
        "17T21:00 5 worst",
        "18T07:00 3 morning",
        "18T12:00 4 now",
        "19T06:30 2 morning",
        "19T08:00 6 now",
        "19T12:00 1 now",
        "20T07:00 4 morning",
        "20T10:30 3 now",
        "20T15:00 5 now",
    ];
    assert_eq!(levels(), expected);
    desk.ok(&["import", &file]);
    assert_eq!(levels(), expected, "the second time nothing is new");
}

#[test]
#[allow(clippy::disallowed_methods)] // files come and go while a folder fills up
fn a_folder_that_fills_up_gives_only_what_is_new_and_what_was_deleted_stays_away() {
    let desk = Desk::new();
    assert!(desk.refused(&["import"]).contains("import_folder=~/Garmin"));
    let first = put(&desk, "watch/1.gpx", gpx("2026-11-20T07:00:00Z", 600, "A"));
    put(&desk, "watch/bad.gpx", b"<gpx><trk>");
    let folder = desk.folder.path().join("watch");
    desk.ok(&["settings", &format!("import_folder={}", folder.display())]);
    let answer = desk.run(&["import"]);
    assert!(answer.code == 1 && answer.out.contains("1 new") && answer.err.contains("bad.gpx"), "{answer:?}");
    // a bad file is said once, and so is that there is nothing
    let answer = desk.ok(&["import"]);
    assert!(answer.out.contains("Nothing new: 2 files were read before") && answer.err.is_empty(), "{answer:?}");
    assert_eq!(desk.ok(&["import", "-q"]).out, "");
    put(&desk, "watch/2.gpx", gpx("2026-11-21T07:00:00Z", 600, "B"));
    let out = desk.ok(&["import", "-q"]).out;
    assert!(out.contains("2.gpx") && !out.contains("1.gpx") && !out.contains("read:"), "{out}");
    let id = runs(&desk)[0]["id"].as_str().unwrap().to_owned();
    desk.ok(&["delete", &id]);
    assert_eq!(runs(&desk).len(), 1);
    // the same file under another name and of another time is the same file
    std::fs::rename(&first, folder.join("renamed.gpx")).unwrap();
    std::fs::write(folder.join("2.gpx"), gpx("2026-11-21T07:00:00Z", 600, "B")).unwrap();
    assert!(desk.ok(&["import"]).out.contains("Nothing new"));
    assert_eq!(runs(&desk).len(), 1);
    let renamed = folder.join("renamed.gpx");
    desk.ok(&["import", renamed.to_str().unwrap()]);
    assert_eq!(runs(&desk).len(), 2, "asked for by its name it comes back");
}

#[test]
fn a_recording_and_an_archive_come_through_a_pipe() {
    let desk = Desk::new();
    let pipe = |bytes: &[u8]| {
        let mut command = desk.command(&["import", "-", "--json"]);
        let mut child = command
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        Answer::from(child.wait_with_output().unwrap())
    };
    let run = gpx("2026-11-20T07:00:00Z", 600, "A");
    assert_eq!(counts(&pipe(run.as_bytes())), [1, 0, 0, 0]);
    let both = zipped(&[("a.gpx", run.as_bytes()), ("b.gpx", gpx("2026-11-21T07:00:00Z", 600, "B").as_bytes())]);
    let answer = pipe(&both);
    assert_eq!(counts(&answer), [1, 1, 0, 0]);
    assert!(answer.out.contains("standard input/b.gpx"), "{}", answer.out);
    assert_eq!(pipe(b"").code, 1);
}

#[test]
fn a_list_that_names_only_the_day_leaves_the_hour_that_was_typed() {
    let desk = Desk::new();
    desk.ok(&["run", "5k", "grass", "30min", "--at", "2026-11-20 19:00"]);
    let list = desk.folder.path().join("list.csv");
    std::fs::write(&list, "date,distance_km,duration\n2026-11-20,5.0,30:00\n").unwrap();
    let list = list.display().to_string();
    for _ in 0..2 {
        desk.ok(&["import", &list, "--all"]);
        let runs = desk.ok(&["list", "runs", "--json"]).json();
        assert_eq!(runs.as_array().unwrap().len(), 1, "{runs}");
        assert_eq!(runs[0]["at"], "2026-11-20T19:00:00+00:00");
    }
}
