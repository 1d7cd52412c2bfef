//! FHIR: what R4 demands of each resource, also what common validators let pass, held against arbitrary journals.

use proptest::prelude::*;

use super::*;
use crate::domain::arbitrary;
use crate::domain::entry::Entry;
use crate::domain::every_kind::Record;
use crate::domain::kind::Kind;

const ALL: FhirOptions = FhirOptions { snomed: true, notes: true, now: None };

fn bundle(journal: &Journal, options: FhirOptions) -> Value {
    serde_json::from_str(&written(journal, options)).unwrap()
}

fn written(journal: &Journal, options: FhirOptions) -> String {
    let mut bytes = Vec::new();
    write(journal, options, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The keys that R4 knows for what is written here, and those that must be there.
fn shape(kind: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        "Patient" => (&["resourceType", "id", "meta"], &["id"]),
        "Observation" => (
            &[
                "resourceType",
                "id",
                "meta",
                "status",
                "category",
                "code",
                "subject",
                "effectiveDateTime",
                "effectivePeriod",
                "performer",
                "valueQuantity",
                "bodySite",
                "hasMember",
                "component",
                "note",
            ],
            &["status", "code", "subject", "performer"],
        ),
        "Procedure" => (
            &[
                "resourceType",
                "id",
                "meta",
                "status",
                "code",
                "subject",
                "performedDateTime",
                "performedPeriod",
                "performer",
                "bodySite",
                "note",
            ],
            &["status", "subject"],
        ),
        other => panic!("{other} is not written here"),
    }
}

/// No null, no empty text, list or object anywhere: FHIR forbids them all.
fn nothing_empty(value: &Value) {
    match value {
        Value::Null => panic!("a null"),
        Value::String(text) => {
            assert!(!text.trim().is_empty(), "a blank text");
            assert!(!text.contains(|c: char| c.is_control() && !"\n\r\t".contains(c)), "{text:?}");
        }
        Value::Array(all) => {
            assert!(!all.is_empty(), "an empty list");
            all.iter().for_each(nothing_empty);
        }
        Value::Object(fields) => {
            assert!(!fields.is_empty(), "an empty object");
            fields.values().for_each(nothing_empty);
        }
        _ => {}
    }
}

/// The form of R4's dateTime with an hour: seconds and zone, at most 14 hours.
fn moment(value: &Value) -> chrono::DateTime<chrono::FixedOffset> {
    let text = value.as_str().unwrap();
    assert!(text.len() >= 25 && text.as_bytes()[10] == b'T' && text.as_bytes()[16] == b':', "{text}");
    let at = chrono::DateTime::parse_from_rfc3339(text).unwrap();
    assert!(at.offset().local_minus_utc().abs() <= 14 * 3600, "{text}");
    at
}

fn choices(fields: &Map<String, Value>, name: &str) -> usize {
    fields.keys().filter(|key| key.strip_prefix(name).is_some_and(|rest| rest.starts_with(char::is_uppercase))).count()
}

fn concept(value: &Value) {
    let fields = value.as_object().unwrap();
    assert!(fields.keys().all(|key| ["coding", "text"].contains(&key.as_str())), "{value}");
    for coding in fields.get("coding").and_then(Value::as_array).into_iter().flatten() {
        assert!(coding["system"].as_str().unwrap().starts_with("http://"), "{coding}");
        assert!(coding["code"].as_str().unwrap().chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{coding}");
    }
}

/// Holds a bundle to R4: the structure, and bdl-1, bdl-2, bdl-7, obs-6, obs-7, per-1, which the Python models let pass.
fn valid(bundle: &Value) {
    nothing_empty(bundle);
    let fields = bundle.as_object().unwrap();
    assert!(fields.keys().all(|key| ["resourceType", "meta", "type", "entry"].contains(&key.as_str())), "{fields:?}");
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&json!("Bundle"), &json!("collection")));
    let entries = bundle["entry"].as_array().unwrap();
    let urls: std::collections::BTreeSet<&str> =
        entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
    assert_eq!(urls.len(), entries.len(), "a fullUrl comes twice");
    assert_eq!(entries[0]["resource"]["resourceType"], "Patient");
    let known = |reference: &Value| assert!(urls.contains(reference["reference"].as_str().unwrap()), "{reference}");
    for entry in entries {
        assert_eq!(entry.as_object().unwrap().len(), 2, "{entry}");
        let resource = entry["resource"].as_object().unwrap();
        let id = resource["id"].as_str().unwrap();
        assert!(id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)), "{id}");
        assert_eq!(entry["fullUrl"].as_str().unwrap(), format!("urn:uuid:{id}"));
        let (may, must) = shape(resource["resourceType"].as_str().unwrap());
        assert!(resource.keys().all(|key| may.contains(&key.as_str())), "{resource:?}");
        assert!(must.iter().all(|key| resource.contains_key(*key)), "{resource:?}");
        assert_eq!(resource["meta"]["security"][0]["code"], "PATRPT");
        resource.get("subject").into_iter().for_each(known);
        if resource["resourceType"] == "Observation" {
            observation(resource);
            resource["performer"].as_array().unwrap().iter().for_each(known);
            resource.get("hasMember").and_then(Value::as_array).into_iter().flatten().for_each(known);
        }
        if resource["resourceType"] == "Procedure" {
            assert_eq!(resource["status"], "completed");
            assert_eq!(choices(resource, "performed"), 1);
            resource.get("bodySite").and_then(Value::as_array).into_iter().flatten().for_each(concept);
        }
        for period in ["effectivePeriod", "performedPeriod"].iter().filter_map(|key| resource.get(*key)) {
            assert!(moment(&period["start"]) <= moment(&period["end"]), "{period}");
        }
        ["effectiveDateTime", "performedDateTime"]
            .iter()
            .filter_map(|key| resource.get(*key))
            .for_each(|at| _ = moment(at));
    }
}

fn observation(fields: &Map<String, Value>) {
    assert_eq!(fields["status"], "final");
    assert_eq!(choices(fields, "effective"), 1);
    assert!(choices(fields, "value") <= 1);
    assert!(!fields.contains_key("dataAbsentReason"));
    concept(&fields["code"]);
    fields.get("bodySite").into_iter().for_each(concept);
    let category = &fields["category"][0]["coding"][0]["code"];
    if category == "survey" {
        let value = &fields["valueQuantity"];
        assert!(value["value"].as_u64().is_some_and(|level| level <= 10), "{value}");
        assert_eq!((&fields["code"]["coding"][0]["code"], &value["code"]), (&json!("72514-3"), &json!("{score}")));
    } else {
        assert_eq!(category, "activity");
    }
    for component in fields.get("component").and_then(Value::as_array).into_iter().flatten() {
        let component = component.as_object().unwrap();
        concept(&component["code"]);
        // a component with the code of its observation would be a second answer (obs-7)
        assert_ne!(component["code"], fields["code"]);
        assert_eq!((choices(component, "value"), component.len()), (1, 2), "{component:?}");
    }
}

fn journal() -> Journal {
    let at = At::parse("2026-11-23T07:30:00+01:00").unwrap();
    let id = arbitrary::id;
    let mut journal = Journal::default();
    journal.pain.push(Pain { level: Level::default(), moment: Some(Moment::Morning), ..Pain::blank(id(1), at) });
    let mut hurting = Pain::blank(id(2), at);
    hurting.level = Level::new(4).unwrap();
    hurting.sites = vec![Spot::read("deep-buttock:right").unwrap()];
    hurting.note = Some("private\u{1b}".into());
    journal.pain.push(hurting);
    let mut run = Run::blank(id(3), at);
    (run.distance_m, run.duration_s, run.rose) = (Some(5210), Some(1930), true);
    run.pain.during = Level::new(3);
    journal.runs.push(run);
    let mut massage = Massage::blank(id(4), at);
    (massage.minutes, massage.areas) = (Some(45), vec![Spot::read("low-back").unwrap()]);
    journal.massages.push(massage);
    journal
}

/// The resources whose id or code text is that.
fn named<'a>(bundle: &'a Value, text: &str) -> &'a Value {
    let all = bundle["entry"].as_array().unwrap();
    &all.iter()
        .find(|entry| entry["resource"]["code"]["text"].as_str().is_some_and(|own| own.starts_with(text)))
        .unwrap()["resource"]
}

#[test]
fn a_journal_becomes_what_a_clinic_can_read() {
    let bundle = bundle(&journal(), ALL);
    valid(&bundle);
    let run = named(&bundle, "Run");
    assert_eq!(run["valueQuantity"]["value"], 32.17);
    assert_eq!(run["effectivePeriod"]["end"], "2026-11-23T08:02:10+01:00");
    assert_eq!(run["component"][0]["valueQuantity"]["value"], 5.21);
    assert_eq!(run["hasMember"].as_array().unwrap().len(), 1);
    assert_eq!(named(&bundle, "Worst pain while running")["valueQuantity"]["value"], 3);
    assert_eq!(named(&bundle, "Pain on getting up")["valueQuantity"]["value"], 0, "no pain is a level");
    let now = named(&bundle, "Pain now");
    assert_eq!(now["bodySite"]["coding"][0]["code"], "723980000");
    assert_eq!(now["note"][0]["text"], "private");
    assert_eq!(named(&bundle, "Sports massage")["performedPeriod"]["end"], "2026-11-23T08:15:00+01:00");
}

#[test]
fn another_sport_is_not_called_running() {
    let mut journal = journal();
    let source = serde_json::from_str(r#"{"kind":"fit","sport":"hiking"}"#).unwrap();
    journal.runs[0].source = Some(Box::new(source));
    let text = written(&journal, ALL);
    assert!(text.contains("hiking") && !text.contains("LA11836-6"), "{text}");
    valid(&serde_json::from_str(&text).unwrap());
}

#[test]
fn a_therapy_session_that_was_left_out_was_not_done() {
    let written = |fields: &str| {
        let mut session = json!({ "id": arbitrary::id(9), "at": "2026-11-23T18:00:00+01:00" });
        let more: Value = serde_json::from_str(fields).unwrap();
        session.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let mut journal = Journal::default();
        journal.sessions.push(serde_json::from_str(&session.to_string()).unwrap());
        let bundle = bundle(&journal, ALL);
        valid(&bundle);
        bundle["entry"].as_array().unwrap().len() - 1
    };
    assert_eq!(written(r#"{"minutes":20,"pain":2}"#), 2);
    assert_eq!(written(r#"{"exercises":[{"name":"bridge","skip":"told-to-rest"},{"name":"plank"}]}"#), 1);
    assert_eq!(written(r#"{"exercises":[{"name":"bridge","skip":"told-to-rest"}]}"#), 0);
    assert_eq!(written(r#"{"skip":"told-to-rest"}"#), 0);
}

#[test]
fn unknown_pain_is_left_out_never_0() {
    let text = written(&journal(), FhirOptions::default());
    assert_eq!(text.matches("72514-3").count(), 3, "two levels and the one of the run");
    assert!(!text.contains("just before"), "{text}");
}

#[test]
fn notes_and_licensed_codes_come_only_when_asked_for() {
    let text = written(&journal(), FhirOptions::default());
    assert!(!text.contains("private") && !text.contains("snomed"), "{text}");
    assert!(text.contains("LOINC is copyright"), "{text}");
}

#[test]
fn the_same_journal_gives_the_same_bytes_and_ids_never_meet() {
    assert_eq!(written(&journal(), ALL), written(&journal(), ALL));
    let mut ids: Vec<Uuid> = (1..200).flat_map(|n| (0..4).map(move |part| part_of(arbitrary::id(n), part))).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 199 * 4);
}

#[test]
fn an_empty_journal_is_a_person_of_whom_nothing_is_known() {
    let bundle = bundle(&Journal::default(), ALL);
    valid(&bundle);
    assert_eq!(bundle["entry"].as_array().unwrap().len(), 1);
}

#[test]
fn times_that_fhir_does_not_know_are_written_otherwise_or_not_at_all() {
    let time = |text: &str| date_time(At::parse(text).unwrap());
    assert_eq!(time("2026-11-23T07:30:00-09:30").as_deref(), Some("2026-11-23T07:30:00-09:30"));
    assert_eq!(time("2026-11-23T23:00:00+16:00").as_deref(), Some("2026-11-23T07:00:00+00:00"));
    assert_eq!(time("0000-06-01T07:30:00+01:00"), None);
}

#[test]
fn each_site_has_the_code_of_its_own_place() {
    // pinned: codes of neighbouring places have been mixed up elsewhere
    for (site, side, code) in [
        (Site::DeepButtock, Side::Left, Some("723979003")),
        (Site::DeepButtock, Side::Right, Some("723980000")),
        (Site::DeepButtock, Side::Both, Some("46862004")),
        (Site::SiJoint, Side::Left, Some("39723000")),
        (Site::OuterHip, Side::Left, Some("287679003")),
        (Site::OuterHip, Side::Right, Some("287579007")),
        (Site::Groin, Side::Left, Some("26893007")),
        (Site::LowBack, Side::Middle, Some("37822005")),
        (Site::BackOfThigh, Side::Left, Some("61396006")),
        (Site::BackOfThigh, Side::Right, Some("11207009")),
        (Site::SitBone, Side::Left, None),
        (Site::Foot, Side::Right, None),
    ] {
        assert_eq!(snomed(site, Some(side)), code, "{site:?} {side:?}");
    }
}

proptest! {
    #[test]
    fn any_journal_becomes_a_valid_bundle(journal in arbitrary::journals(), snomed: bool, notes: bool) {
        let bundle = bundle(&journal, FhirOptions { snomed, notes, now: None });
        valid(&bundle);
        let levels = journal.pain.len();
        prop_assert!(bundle["entry"].as_array().unwrap().len() > levels);
    }
}

#[test]
fn entries_of_other_kinds_stay_at_home() {
    let mut journal = Journal::default();
    let at = At::parse("2026-11-23T07:30:00+01:00").unwrap();
    let Entry::Note(note) = Entry::blank(Kind::Note, arbitrary::id(9), at) else { panic!() };
    journal.notes.push(note);
    assert_eq!(bundle(&journal, ALL)["entry"].as_array().unwrap().len(), 1);
}

#[test]
fn no_more_than_one_entry_is_held_and_nothing_is_made_for_a_writer_that_failed() {
    /// Takes so many bytes, and remembers the longest write.
    struct Narrow(usize, usize);
    impl Write for Narrow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.1 = self.1.max(bytes.len());
            self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| io::Error::other("full"))?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut many = journal();
    for n in 100..600 {
        many.pain.push(Pain { id: arbitrary::id(n), ..many.pain[0].clone() });
    }
    let mut to = Narrow(usize::MAX, 0);
    write(&many, ALL, &mut to).unwrap();
    let longest = to.1;
    let mut few = Narrow(usize::MAX, 0);
    write(&journal(), ALL, &mut few).unwrap();
    assert_eq!(longest, few.1, "what is held at once does not grow with the journal");
    assert_eq!(write(&many, ALL, &mut Narrow(10_000, 0)).unwrap_err().to_string(), "full");
}
