//! What is known and holds no run that could be read: each with the true reason, and what to do instead.

use super::start::Start;
use super::tables::Heads;

/// Lists that hold no runs, by what of their heads tells them; the first that fits counts.
const LISTS: &[(fn(&Heads) -> bool, &str)] = &[
    (
        |heads| heads.has("timestamp") && heads.holds("stryd"),
        "It is one run of Stryd\u{2019}s, a row a second, not a list of runs: take the FIT file of the same run, which \
         PowerCenter gives beside it.",
    ),
    (
        |heads| heads.holds("move minutes count") || (heads.has("start time") && heads.has("step count")),
        "It is Google Fit\u{2019}s totals of days or quarter hours, all walking in them: the runs are in Takeout\u{2019}s \
         folder \u{201c}All Sessions\u{201d}.",
    ),
    (
        |heads| heads.has("date") && heads.has("steps"),
        "It is a list of days or minutes with all steps of them, not of runs: take the list of workouts, or FIT, TCX or \
         GPX files.",
    ),
    (
        |heads| {
            let of_sleep = heads.holds("sleep") && heads.has("date");
            of_sleep || heads.has("heartrate") && heads.has("date") || heads.has("timestamp") && heads.has("steps")
        },
        "It is a list of minutes or nights, not of runs.",
    ),
    (
        |heads| heads.holds("day_time") && heads.holds("datauuid") || heads.has("day_time") && heads.has("count"),
        "It is Samsung Health\u{2019}s totals of days, not a list of runs: that is com.samsung.shealth.exercise.",
    ),
];

fn of(heads: &Heads) -> Option<&'static str> {
    // what names a sport is a list of workouts, whatever else stands there
    let sport = ["type", "sport", "activity type", "workout type", "activity_name", "exercise_type"];
    if sport.iter().any(|name| heads.has(name)) {
        return None;
    }
    LISTS.iter().find(|(is, _)| is(heads)).map(|(_, why)| *why)
}

/// True for a list that is known and holds no runs.
pub fn is_list(start: &Start) -> bool {
    start.is_list_of(|heads| of(heads).is_some())
}

/// Why such a list is left.
pub fn list(start: &Start) -> String {
    start.head().and_then(|(_, heads)| of(heads)).unwrap_or("It is a list of something else.").into()
}

/// Why a JSON of no known kind is left.
pub fn json(start: &Start) -> String {
    let days = start.is_json_with(&["dateTime", "value"])
        || start.is_json_with(&["calendarDate"])
        || start.is_json_with(&["dateOfSleep"])
        || start.is_json_with(&["Data Points"])
        || start.is_json_with(&["recordDay"]);
    if days {
        return "It is a JSON of days, minutes or nights, not of runs.".into();
    }
    "No run that is known here is in this JSON. If there should be one, export it as FIT, TCX or GPX instead.".into()
}

/// Why Polar's old HRM is left.
pub fn hrm(_: &Start) -> String {
    "It is a Polar HRM file, which does not say which sport it is of. Export the run as TCX or GPX instead, or log it with \
     `twinge run`."
        .into()
}

/// Why an XML of no known kind is left.
pub fn xml(start: &Start) -> String {
    match () {
        () if start.is_xml_of(&["ClinicalDocument"]) => {
            "It is the clinical part of Apple Health\u{2019}s export, which holds no run; the runs are in export.xml beside \
             it."
            .into()
        }
        () if start.is_xml_of(&["polar-exercise-data"]) => {
            "It is a Polar XML of polarpersonaltrainer.com. Export the run as TCX or GPX instead, or log it with `twinge run`."
                .into()
        }
        () => "twinge can\u{2019}t read this kind of XML or HTML file. It reads FIT, GPX, TCX, KML, PWX and Apple Health\u{2019}s export.xml."
            .into(),
    }
}
