//! Holds `assets/journal.schema.json` true: what the program writes satisfies it, what the program refuses does not.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

#[path = "cli/kit.rs"]
#[allow(dead_code)]
mod kit;

#[path = "support/full.rs"]
mod full;

use boon::{Compiler, SchemaIndex, Schemas};
use full::full;
use serde_json::{Value, json};

fn schema() -> (Schemas, SchemaIndex) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/journal.schema.json");
    let text = std::fs::read_to_string(path).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("journal", serde_json::from_str(&text).unwrap()).unwrap();
    let index = compiler.compile("journal", &mut schemas).unwrap();
    (schemas, index)
}

#[test]
fn what_the_program_writes_satisfies_the_schema() {
    let (schemas, index) = schema();
    let desk = full();
    let journal: Value = serde_json::from_slice(&desk.bytes()).unwrap();
    schemas.validate(&journal, index).map_err(|error| error.to_string()).unwrap();
    let mut keys: Vec<&String> = journal.as_object().unwrap().keys().collect();
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/journal.schema.json")).unwrap();
    let described: Value = serde_json::from_str(&text).unwrap();
    let mut known: Vec<&String> = described["properties"].as_object().unwrap().keys().collect();
    keys.sort();
    known.sort();
    assert_eq!(keys, known, "every top-level key is written, and described");
}

#[test]
fn what_the_program_refuses_the_schema_refuses_and_the_other_way_round() {
    let (schemas, index) = schema();
    let desk = full();
    let good: Value = serde_json::from_slice(&desk.bytes()).unwrap();
    let cases: &[(&str, Value, bool)] = &[
        ("/format", json!("other"), false),
        ("/version", json!(0), false),
        ("/settings/units", json!("leagues"), false),
        ("/settings/day_starts_at", json!("4"), false),
        ("/steps/doctor/state", json!("perhaps"), false),
        ("/steps/doctor/since", json!("yesterday"), false),
        ("/condition/side", json!("up"), false),
        ("/condition/diagnoses/0/state", json!("perhaps"), false),
        ("/condition/diagnoses/0/by", json!(1), false),
        ("/settings/emergency_number", json!(112), false),
        ("/settings/urgent_number", json!(112), false),
        ("/clearance/0/whole_day", json!("yes"), false),
        ("/clearance/0/whole_day", json!(true), true),
        ("/clearance/0/surfaces", json!(["moon"]), false),
        ("/clearance/0/max_pain", json!(11), false),
        ("/condition/side", json!("left"), true),
        ("/condition/later", json!([1]), true),
        ("/pain/0/level", json!(11), false),
        ("/pain/0/level", json!(0), true),
        ("/pain/0/level", json!("4"), false),
        ("/pain/0/moment", json!("noon"), false),
        ("/pain/0/feels", json!(["odd"]), false),
        ("/pain/0/reach", json!("toe"), false),
        ("/pain/0/sites", json!([{ "side": "left" }]), false),
        ("/pain/0/sites", json!([{ "site": "foot", "later": 1 }]), true),
        ("/pain/0/id", json!("x"), false),
        ("/pain/0/at", json!("2026-11-23"), false),
        ("/pain/0/woke", json!("yes"), false),
        ("/pain/0/later", json!({}), true),
        ("/runs/0/surfaces", json!([{ "surface": "lawn" }]), false),
        ("/runs/0/distance_m", json!(-1), false),
        ("/runs/0/distance_m", json!(1.5), false),
        ("/runs/0/pain/during", json!(11), false),
        ("/runs/0/effort", json!(11), false),
        ("/runs/0/gear", json!(["shoes"]), false),
        ("/runs/0/source", json!({ "kind": "fit", "start": "2026-11-23T10:00:00Z" }), true),
        ("/notes/0/note", json!(4), false),
        ("/visits", json!([{ "at": "2026-11-23T10:00:00Z" }]), false),
        ("/deleted/0/kind", json!("surgery"), false),
        ("/pain/0/stamps", json!({ "*": "2026-11-23T10:00:00Z", "level": ["2026-11-23T10:00:00.001Z"] }), true),
        ("/pain/0/stamps", json!({ "level": "now" }), false),
        ("/pain/0/stamps", json!({ "level": [] }), false),
        ("/pain/0/stamps", json!([]), false),
        ("/settings/stamps", json!({ "units": 4 }), false),
        ("/condition/stamps", json!({ "side": "2026-11-23T10:00:00Z" }), true),
        ("/steps/doctor/stamps", json!("2026-11-23T10:00:00Z"), false),
        ("/deleted/0/seen", json!("2026-11-23T10:00:00Z"), true),
        ("/deleted/0/seen", json!({ "*": "2026-11-23T10:00:00Z", "note": "2026-11-24T10:00:00Z" }), true),
        ("/deleted/0/seen", json!("yesterday"), false),
        ("/minor", json!(-1), false),
        ("/minor", json!(7), true),
        ("/journal", json!("mine"), false),
        ("/lost", json!([{ "kind": "pain", "field": "level" }]), false),
        (
            "/lost",
            json!([{ "kind": "pain", "field": "level", "value": 5, "stamp": "2026-11-23T10:00:00Z", "until": "2026-12-23T10:00:00Z" }]),
            true,
        ),
        ("/steps/orthotics/status", json!("perhaps"), false),
        ("/steps/orthotics/history/0/status", json!("done"), false),
        ("/settings/soft_goal", json!("60 %"), false),
        ("/settings/shoe_notes_m", json!([]), true),
        ("/gear/0/make", json!("glass"), false),
        ("/massages/0/next", json!(11), false),
        ("/massages/0/pressure", json!("cruel"), false),
        ("/sitting/0/minutes", json!(-1), false),
        ("/sitting/0/painless", json!(1), false),
        ("/sitting/0/later", json!(1), true),
        ("/measures/0/activities", json!([{ "name": "stairs" }]), false),
        ("/measures/0/activities", json!([{ "name": "stairs", "score": 10, "later": 1 }]), true),
        ("/measures/0/change", json!(-5), true),
        ("/measures/0/change", json!("better"), false),
        ("/measures/0/normal", json!(-1), false),
        ("/markers", json!({}), false),
    ];
    for (place, value, accepted) in cases {
        let mut journal = good.clone();
        let (parent, key) = place.rsplit_once('/').unwrap();
        journal.pointer_mut(parent).unwrap()[key] = value.clone();
        std::fs::write(desk.file(), journal.to_string()).unwrap();
        assert_eq!(schemas.validate(&journal, index).is_ok(), *accepted, "the schema on {place} {value}");
        assert_eq!(desk.run(&["check-file"]).code == 0, *accepted, "the program on {place} {value}");
    }
}

#[test]
fn the_demo_journal_satisfies_the_schema() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo.json");
    let demo: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (schemas, index) = schema();
    schemas.validate(&demo, index).unwrap_or_else(|error| panic!("{error:#}"));
}
