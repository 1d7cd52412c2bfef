//! The report as JSON: the struct itself. What is not there is `null`, with its reason under the same key in `missing`.

use serde::Serialize;
use serde_json::{Map, Value};

use super::part::Part;
use crate::formats::safe_json;
use crate::insight::report::Report;

/// The report without some of its parts.
pub fn write(report: &Report, without: &[Part]) -> String {
    explained(report, |parts| parts.retain(|key, _| !without.iter().any(|part| part.word() == key)))
}

/// A page as JSON.
pub fn of(page: &impl Serialize) -> String {
    explained(page, |_| {})
}

fn explained(page: &impl Serialize, leave_out: impl Fn(&mut Map<String, Value>)) -> String {
    let mut value = serde_json::to_value(page).unwrap_or_default();
    if let Value::Object(parts) = &mut value {
        leave_out(parts);
    }
    explain(&mut value, "");
    safe_json::text(&value)
}

/// Puts its reason beside each `null`.
fn explain(value: &mut Value, inside: &str) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| explain(one, inside)),
        Value::Object(fields) => {
            fields.iter_mut().for_each(|(key, one)| explain(one, key));
            let nulls = fields.iter().filter(|(_, one)| one.is_null());
            let missing: Map<String, Value> =
                nulls.map(|(key, _)| (key.clone(), why(inside, key, fields).into())).collect();
            if !missing.is_empty() {
                fields.insert("missing".into(), Value::Object(missing));
            }
        }
        _ => {}
    }
}

/// Why there is nothing under a key of an object that stands under another.
fn why(inside: &str, key: &str, fields: &Map<String, Value>) -> String {
    let n = fields.get("n").and_then(Value::as_u64).unwrap_or(0);
    match key {
        "value" if n > 0 => return format!("too few to summarise: {n}"),
        "value" | "highest" | "days_at_5_or_more" => "nothing was recorded",
        "name" | "born" if inside == "person" => "not typed for this print",
        "warning" => "no sign is open",
        "lately" => "no run with a rise, a limp, sharp pain or 6 or more, fewer than three of the last five with a higher morning or week, and no level of 3 or more on most days",
        "last_visit" => "no visit before",
        "next_visit" => "no visit ahead",
        "visit" => "no visit yet",
        "said" => "at no visit is it marked for the page",
        "until" => "without a last day",
        "letter" => "there are more changes than letters",
        "woke_days" | "medication_days" => "marked on no day, which is not no",
        "limp" | "sharp" => "marked in no run, which is not no",
        "runs" => "before the journal began",
        "distance_m" | "longest_m" | "percent" => "no run here has a distance",
        "spikes" => "no run has another one in the 30 days before it",
        "rose" => "no run tells: none is marked, none has a level before it and one during or after",
        "settled" => "no day has its own morning and the next",
        "retired" => "still worn",
        "yes" | "no" => "not asked, which is not no",
        "last_yes" => "never answered yes",
        "before" => "no check before the period",
        "last" | "seen" => "none in this period",
        "notes" => "not asked for",
        _ => "not noted",
    }
    .to_owned()
}
