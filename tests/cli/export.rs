//! Writing the journal out, and what shells and manuals need of the commands.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::kit::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.ok(&["pain", "3", "--at", "yesterday 7am", "--where", "deep-buttock:right", "--note", "=HYPERLINK(\"x\")"]);
    desk.ok(&["run", "5.21k", "grass", "32:10", "--at", "yesterday 6pm", "--during", "2"]);
    desk.ok(&["massage", "45", "--at", "-2"]);
    desk
}

#[test]
fn csv_is_one_tidy_file_a_kind_for_its_owner_only() {
    let desk = desk();
    let folder = desk.folder.path().join("out/tables");
    let told = desk.ok(&["export", "--format", "csv", "-o", folder.to_str().unwrap(), "--json"]).json();
    assert_eq!(told["files"].as_array().unwrap().len(), 14);
    let runs = std::fs::read_to_string(folder.join("runs.csv")).unwrap();
    let [head, row] = runs.lines().collect::<Vec<_>>()[..] else { panic!("{runs}") };
    assert!(head.starts_with("id,at,distance_m,surfaces,duration_s,pain.before"), "{head}");
    assert!(row.contains("2026-11-22T18:00:00+00:00,5210,grass:5210,1930,"), "{row}");
    let pain = std::fs::read_to_string(folder.join("pain.csv")).unwrap();
    assert!(pain.contains("'=HYPERLINK"), "no cell runs: {pain}");
    assert!(std::fs::read_to_string(folder.join("visits.csv")).unwrap().starts_with("id,at,"));
    assert_eq!(std::fs::metadata(folder.join("pain.csv")).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn one_kind_is_one_file() {
    let desk = desk();
    let file = desk.folder.path().join("x.csv");
    let out = desk.ok(&["export", "--format", "csv", "--kind", "runs", "-o", file.to_str().unwrap()]).out;
    assert!(out.contains("x.csv: 1 entry."), "{out}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), desk.ok(&["list", "runs", "--csv"]).out);
    assert!(
        desk.refused(&["export", "--format", "csv", "--kind", "runs", "-o", file.to_str().unwrap()])
            .contains("--force")
    );
    let folder = desk.folder.path().join("tables");
    std::fs::create_dir(&folder).unwrap();
    desk.ok(&["export", "--format", "csv", "--kind", "pain", "-o", folder.to_str().unwrap()]);
    assert!(folder.join("pain.csv").is_file() && !folder.join("runs.csv").exists());
    let all = desk.folder.path().join("all.csv");
    assert!(
        desk.refused(&["export", "--format", "csv", "-o", all.to_str().unwrap()]).contains("one kind with --kind runs")
    );
}

#[test]
fn a_file_that_is_there_is_left_alone_unless_forced() {
    let desk = desk();
    let folder = desk.folder.path().to_str().unwrap().to_owned();
    let file = format!("{folder}/copy.json");
    desk.ok(&["export", "-o", &file]);
    assert_eq!(std::fs::read(&file).unwrap(), desk.bytes(), "json is the journal itself");
    desk.ok(&["pain", "5"]);
    let before = std::fs::read(&file).unwrap();
    assert!(desk.refused(&["export", "-o", &file]).contains("--force"));
    assert_eq!(std::fs::read(&file).unwrap(), before);
    desk.ok(&["export", "-o", &file, "--force"]);
    assert_eq!(std::fs::read(&file).unwrap(), desk.bytes());
    std::fs::write(desk.folder.path().join("runs.csv"), "mine").unwrap();
    assert!(desk.refused(&["export", "--format", "csv", "-o", &folder]).contains("runs.csv is there already"));
    assert!(!desk.folder.path().join("pain.csv").exists(), "nothing was begun");
    assert!(desk.refused(&["export", "-o", &folder]).contains("is a folder"));
}

#[test]
fn a_bundle_and_a_table_go_to_standard_output() {
    let desk = desk();
    let bundle: Value = serde_json::from_str(&desk.ok(&["export", "--format", "fhir", "-o", "-"]).out).unwrap();
    assert_eq!((bundle["resourceType"].as_str(), bundle["type"].as_str()), (Some("Bundle"), Some("collection")));
    // the person, two levels, the run, the massage
    assert_eq!(bundle["entry"].as_array().unwrap().len(), 5);
    let again = desk.ok(&["export", "--format", "fhir", "--clock", "2026-11-23T11:00:00+00:00"]).out;
    assert_eq!(serde_json::from_str::<Value>(&again).unwrap(), bundle, "the same journal, the same bundle");
    let table = desk.ok(&["export", "--format", "csv", "--kind", "runs", "-o", "-"]).out;
    assert_eq!(table, desk.ok(&["list", "runs", "--csv"]).out);
    assert!(desk.refused(&["export", "--format", "csv"]).contains("name a folder"));
    assert!(desk.refused(&["export", "--snomed"]).contains("goes with --format fhir"));
    assert!(desk.refused(&["export", "--kind", "runs"]).contains("goes with --format csv"));
}

#[test]
fn shells_and_manuals_are_told_every_command_and_nothing_hidden() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        // a package is built where there is no home
        let answer = desk.command(&["completions", shell]).env_remove("TWINGE_FILE").output().unwrap();
        let text = String::from_utf8(answer.stdout).unwrap();
        assert!(answer.status.success() && text.contains("TWINGE_COMPLETE"), "{shell}");
    }
    assert!(desk.refused(&["completions", "cmd"]).contains("bash"));
    assert!(desk.refused(&["man", "surgery"]).contains("no command"));
}

#[test]
fn the_manual_pages_have_their_usual_sections_and_please_their_reader() {
    let desk = Desk::new();
    let page = desk.ok(&["man"]).out;
    for part in [
        ".TH TWINGE 1",
        ".SS check\\-file",
        ".SS import",
        "\\-\\-dry\\-run",
        "\\-\\-moment",
        ".SH EXIT STATUS",
        ".SH FILES",
        ".SH SEE ALSO",
        "twinge run 5.2k grass",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Example:"), "an example stands under its heading: {page}");
    // each variable that is read is told
    for variable in ["TWINGE_FILE", "TWINGE_STATE", "TWINGE_THEME", "TWINGE_LOG", "NO_COLOR", "COLUMNS", "TERM", "HOME"]
    {
        assert!(page.contains(variable), "{variable}");
    }
    let mut pages = vec![page];
    for command in ["pain", "run", "report", "import", "check-file", "settings", "step"] {
        let page = desk.ok(&["man", command]).out;
        let title = format!(".TH TWINGE-{} 1", command.to_uppercase());
        assert!(page.contains(&title) && page.contains(".SH EXAMPLES") && page.contains(".SH EXIT STATUS"), "{page}");
        pages.push(page);
    }
    let Some(_) = crate::kit::tool("mandoc") else { return };
    for page in pages {
        let path = desk.folder.path().join("page.1");
        std::fs::write(&path, &page).unwrap();
        let lint = std::process::Command::new("mandoc").arg("-Tlint").arg(&path).output().unwrap();
        assert!(lint.stdout.is_empty(), "{}", String::from_utf8_lossy(&lint.stdout));
    }
}

#[test]
fn nothing_is_written_over_the_journal_or_what_stands_beside_it_even_forced() {
    let desk = desk();
    let at = |name: &str| desk.folder.path().join(name).to_str().unwrap().to_owned();
    let before = desk.bytes();
    std::os::unix::fs::symlink(at("journal.json"), at("link.json")).unwrap();
    for file in ["journal.json", "journal.json.lock", "drafts.json", "link.json"].map(at) {
        for command in [
            &["export", "--format", "csv", "--kind", "runs", "--force", "-o", &file][..],
            &["export", "--force", "-o", &file],
            &["report", "--format", "text", "--force", "-o", &file],
        ] {
            let answer = desk.run(command);
            assert!(answer.code != 0 && answer.err.contains("own: the journal"), "{command:?} {}", answer.err);
        }
    }
    assert_eq!(desk.bytes(), before);
}
