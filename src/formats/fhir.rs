//! FHIR R4: a collection of what the person reported, as a standard-format copy. What is unknown is left out, and
//! nothing here is a clinician's finding: every resource is marked as reported by the patient.
//!
//! Codes are those of clinical fact sheets that could be confirmed; where none could (the distance of a run), text stands.

use std::io::{self, Write};

use serde_json::{Map, Value, json};
use uuid::{Builder, Uuid};

use super::safe_json;
use crate::domain::day::At;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::level::Level;
use crate::domain::massage::Massage;
use crate::domain::pain::{Moment, Pain, Side, Site, Spot};
use crate::domain::runs::Run;
use crate::domain::session::Session;

#[cfg(test)]
mod tests;

/// The notice that whoever passes LOINC codes on must give.
pub const LOINC_NOTICE: &str = "This material contains content from LOINC (http://loinc.org). LOINC is copyright \u{a9} Regenstrief Institute, \
     Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the \
     license at http://loinc.org/license.";

/// What is asked of the export.
#[derive(Clone, Copy, Debug, Default)]
pub struct FhirOptions {
    /// Sites with their SNOMED CT codes, which need a licence in some countries.
    pub snomed: bool,
    /// Notes too.
    pub notes: bool,
    /// The present moment: what goes on then has no later end.
    pub now: Option<At>,
}

/// Writes the journal as a FHIR R4 Bundle of type `collection`, one entry a line; no more of it than one entry is in
/// memory. The same journal gives the same bytes.
///
/// # Errors
/// Those of the writer.
pub fn write(journal: &Journal, options: FhirOptions, to: &mut dyn Write) -> io::Result<()> {
    let mut bundle = Bundle { options, patient: patient(journal), made: Vec::new() };
    let meta = safe_json::text(&json!({ "tag": [{ "display": LOINC_NOTICE }] }));
    writeln!(to, "{{\"resourceType\":\"Bundle\",\"meta\":{meta},\"type\":\"collection\",\"entry\":[")?;
    bundle.add(bundle.patient, json!({ "resourceType": "Patient", "meta": reported() }));
    // the person is the first line, so that each after it begins with what ends the one before
    to.write_all(bundle.made.strip_prefix(BETWEEN).unwrap_or(&bundle.made))?;
    bundle.made.clear();
    bundle.each(&journal.pain, Bundle::pain, to)?;
    bundle.each(&journal.runs, Bundle::run, to)?;
    bundle.each(&journal.massages, Bundle::massage, to)?;
    bundle.each(&journal.sessions, Bundle::session, to)?;
    to.write_all(b"\n]}\n")
}

/// What stands between two lines.
const BETWEEN: &[u8] = b",\n";

struct Bundle {
    options: FhirOptions,
    patient: Uuid,
    /// What was made of the entry at hand, each line after [`BETWEEN`].
    made: Vec<u8>,
}

/// The person: an id made of the first entry ever, so that it stays the same and two people's are different.
fn patient(journal: &Journal) -> Uuid {
    let first = journal.ids().min().map_or(Uuid::nil(), |id| id.0);
    part_of(Id(first), 0)
}

/// The id of a part of an entry, the same each time: the entry's own with the version that is free for such use (8) and
/// the part among its random bits, so that it meets no other.
fn part_of(id: Id, part: u8) -> Uuid {
    let mut bytes = *id.0.as_bytes();
    bytes[9] ^= part;
    Builder::from_custom_bytes(bytes).into_uuid()
}

fn url(id: Uuid) -> String {
    format!("urn:uuid:{}", id.as_hyphenated())
}

/// Who said it.
fn reported() -> Value {
    let system = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    json!({ "security": [{ "system": system, "code": "PATRPT", "display": "patient reported" }] })
}

/// A moment as FHIR has it: with seconds and an offset of at most 14 hours. Nothing for the year 0.
fn date_time(at: At) -> Option<String> {
    use chrono::{Datelike, SecondsFormat};
    let offset = at.0.offset().local_minus_utc();
    let plain = offset % 60 == 0 && offset.abs() <= 14 * 3600;
    let at = if plain { at.0 } else { at.0.to_utc().fixed_offset() };
    (1..=9999).contains(&at.year()).then(|| at.to_rfc3339_opts(SecondsFormat::AutoSi, false))
}

fn after(at: At, seconds: u32) -> At {
    At(at.0.checked_add_signed(chrono::Duration::seconds(seconds.into())).unwrap_or(at.0))
}

/// A text as FHIR allows it: no controls but line breaks and tabs, not blank.
fn plain(text: &str) -> Option<String> {
    let text: String = text.chars().map(|c| if c.is_control() && !"\n\r\t".contains(c) { ' ' } else { c }).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn loinc(code: &str, display: &str) -> Value {
    json!({ "system": "http://loinc.org", "code": code, "display": display })
}

fn quantity(value: f64, unit: &str) -> Value {
    json!({ "value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit })
}

/// A number with at most two decimals, whole where it can be.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

impl Bundle {
    fn add(&mut self, id: Uuid, mut resource: Value) {
        if let Some(fields) = resource.as_object_mut() {
            fields.insert("id".into(), id.as_hyphenated().to_string().into());
        }
        self.made.extend_from_slice(BETWEEN);
        safe_json::append(&mut self.made, &json!({ "fullUrl": url(id), "resource": resource }));
    }

    /// Hands on what is made of each entry before the next is looked at.
    fn each<T>(&mut self, entries: &[T], make: fn(&mut Self, &T), to: &mut dyn Write) -> io::Result<()> {
        for entry in entries {
            make(self, entry);
            to.write_all(&self.made)?;
            self.made.clear();
        }
        Ok(())
    }

    /// What every observation has.
    fn observation(&self, category: &str, code: Value) -> Map<String, Value> {
        let system = "http://terminology.hl7.org/CodeSystem/observation-category";
        let observation = json!({
            "resourceType": "Observation",
            "meta": reported(),
            "status": "final",
            "category": [{ "coding": [{ "system": system, "code": category }] }],
            "code": code,
            "subject": { "reference": url(self.patient) },
            "performer": [{ "reference": url(self.patient) }],
        });
        match observation {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }

    /// A pain level, 0 to 10. Returns its reference.
    fn level(&mut self, id: Uuid, level: Level, text: &str, at: At, more: Map<String, Value>) -> Option<Value> {
        let when = date_time(at)?;
        let code = json!({
            "coding": [loinc("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")],
            "text": text,
        });
        let mut fields = self.observation("survey", code);
        fields.insert("effectiveDateTime".into(), when.into());
        let system = "http://unitsofmeasure.org";
        let value = json!({ "value": level.number(), "unit": "score", "system": system, "code": "{score}" });
        fields.insert("valueQuantity".into(), value);
        fields.extend(more);
        self.add(id, fields.into());
        Some(json!({ "reference": url(id) }))
    }

    fn pain(&mut self, pain: &Pain) {
        let text = match pain.moment {
            Some(Moment::Morning) => "Pain on getting up, 0\u{2013}10",
            Some(Moment::Worst) => "Worst pain of the day, 0\u{2013}10",
            Some(Moment::Average) => "Average pain of the day, 0\u{2013}10",
            Some(Moment::Now) | None => "Pain now, 0\u{2013}10",
        };
        let mut more = Map::new();
        if let Some(site) = self.sites(&pain.sites) {
            more.insert("bodySite".into(), site);
        }
        let feels: Vec<&str> = pain.feels.iter().map(|feel| feel.word()).collect();
        let mut components = Vec::new();
        if !feels.is_empty() {
            components.push(json!({ "code": { "text": "What it feels like" }, "valueString": feels.join(", ") }));
        }
        if let Some(reach) = pain.reach {
            let reach = reach.word().replace('-', " ");
            components.push(json!({ "code": { "text": "Furthest point down the leg" }, "valueString": reach }));
        }
        if pain.woke {
            components.push(json!({ "code": { "text": "Woke from it" }, "valueBoolean": true }));
        }
        self.finish(&mut more, components, pain.note.as_deref());
        self.level(pain.id.0, pain.level, text, pain.at, more);
    }

    fn run(&mut self, run: &Run) {
        let Some(start) = date_time(run.at) else { return };
        let seconds = run.duration_s.unwrap_or(0);
        let end = self.end(run.at, seconds);
        let levels = [
            (1, run.pain.before, "Pain just before a run, 0\u{2013}10", run.at),
            (2, run.pain.during, "Worst pain while running, 0\u{2013}10", end),
            (3, run.pain.after, "Pain just after a run, 0\u{2013}10", end),
        ];
        let mut members = Vec::new();
        for (part, level, text, at) in levels {
            members.extend(level.and_then(|level| self.level(part_of(run.id, part), level, text, at, Map::new())));
        }
        let timed = run.duration_s.is_some();
        let code = match timed {
            true => json!({ "coding": [loinc("55411-3", "Exercise duration")], "text": "Run" }),
            false => json!({ "text": "Run" }),
        };
        let mut fields = self.observation("activity", code);
        match date_time(end) {
            Some(end) if timed => {
                fields.insert("effectivePeriod".into(), json!({ "start": start, "end": end }));
                fields.insert("valueQuantity".into(), quantity(rounded(f64::from(seconds) / 60.0), "min"));
            }
            _ => drop(fields.insert("effectiveDateTime".into(), start.into())),
        }
        let mut components = Vec::new();
        if let Some(metres) = run.distance_m {
            let far = quantity(f64::from(metres) / 1000.0, "km");
            components.push(json!({ "code": { "text": "Run distance" }, "valueQuantity": far }));
        }
        let sport = match run.source.as_ref().and_then(|source| source.sport.as_deref()).and_then(plain) {
            // an import may have taken in another sport
            Some(other) => json!({ "text": other }),
            None => json!({ "coding": [loinc("LA11836-6", "Running")] }),
        };
        let activity = json!({ "coding": [loinc("73985-4", "Exercise activity")] });
        components.push(json!({ "code": activity, "valueCodeableConcept": sport }));
        let surfaces: Vec<String> = run
            .surfaces
            .iter()
            .map(|stretch| match stretch.distance_m {
                Some(metres) if run.surfaces.len() > 1 => {
                    format!("{} {} km", stretch.surface.word(), f64::from(metres) / 1000.0)
                }
                _ => stretch.surface.word().to_owned(),
            })
            .collect();
        if !surfaces.is_empty() {
            components.push(json!({ "code": { "text": "Running surface" }, "valueString": surfaces.join(", ") }));
        }
        if let Some(effort) = run.effort {
            components
                .push(json!({ "code": { "text": "Perceived effort, 0\u{2013}10" }, "valueInteger": effort.number() }));
        }
        for (yes, text) in [
            (run.rose, "Pain rose, or came on and stayed, while running"),
            (run.limp, "Limped"),
            (run.sharp, "Pain turned from dull to sharp"),
        ] {
            if yes {
                components.push(json!({ "code": { "text": text }, "valueBoolean": true }));
            }
        }
        if !members.is_empty() {
            fields.insert("hasMember".into(), members.into());
        }
        self.finish(&mut fields, components, run.note.as_deref());
        self.add(run.id.0, fields.into());
    }

    fn massage(&mut self, massage: &Massage) {
        let Some(mut fields) = self.procedure("Sports massage", massage.at, massage.minutes) else { return };
        let sites: Vec<Value> =
            massage.areas.iter().filter_map(|spot| self.sites(std::slice::from_ref(spot))).collect();
        if !sites.is_empty() {
            fields.insert("bodySite".into(), sites.into());
        }
        if let Some(who) = massage.who.as_deref().and_then(plain) {
            fields.insert("performer".into(), json!([{ "actor": { "display": who } }]));
        }
        self.finish(&mut fields, Vec::new(), massage.note.as_deref());
        self.add(massage.id.0, fields.into());
        let end = self.end(massage.at, massage.minutes.unwrap_or(0).saturating_mul(60));
        for (part, level, text, at) in [
            (1, massage.before, "Pain just before a massage, 0\u{2013}10", massage.at),
            (2, massage.after, "Pain just after a massage, 0\u{2013}10", end),
        ] {
            if let Some(level) = level {
                self.level(part_of(massage.id, part), level, text, at, Map::new());
            }
        }
    }

    /// A session that was left out is none that was done.
    fn session(&mut self, session: &Session) {
        let done = session.exercises.is_empty() || session.exercises.iter().any(|one| one.skip.is_none());
        if session.skip.is_some() || !done {
            return;
        }
        let Some(mut fields) = self.procedure("Exercise therapy session", session.at, session.minutes) else { return };
        self.finish(&mut fields, Vec::new(), session.note.as_deref());
        self.add(session.id.0, fields.into());
        if let Some(level) = session.pain {
            let end = self.end(session.at, session.minutes.unwrap_or(0).saturating_mul(60));
            let text = "Pain in an exercise therapy session, 0\u{2013}10";
            self.level(part_of(session.id, 1), level, text, end, Map::new());
        }
    }

    /// So many seconds later, but never still to come.
    fn end(&self, at: At, seconds: u32) -> At {
        let end = after(at, seconds);
        self.options.now.map_or(end, |now| end.min(now.max(at)))
    }

    /// What every procedure has.
    fn procedure(&self, text: &str, at: At, minutes: Option<u32>) -> Option<Map<String, Value>> {
        let start = date_time(at)?;
        let procedure = json!({
            "resourceType": "Procedure",
            "meta": reported(),
            "status": "completed",
            "code": { "text": text },
            "subject": { "reference": url(self.patient) },
        });
        let Value::Object(mut fields) = procedure else { return None };
        match minutes.and_then(|minutes| date_time(self.end(at, minutes.saturating_mul(60)))) {
            Some(end) => drop(fields.insert("performedPeriod".into(), json!({ "start": start, "end": end }))),
            None => drop(fields.insert("performedDateTime".into(), start.into())),
        }
        Some(fields)
    }

    fn finish(&self, fields: &mut Map<String, Value>, components: Vec<Value>, note: Option<&str>) {
        if !components.is_empty() {
            fields.insert("component".into(), components.into());
        }
        if let (true, Some(note)) = (self.options.notes, note.and_then(plain)) {
            fields.insert("note".into(), json!([{ "text": note }]));
        }
    }

    /// Where it hurts, as one concept: all sites in words, and the code of an only one.
    fn sites(&self, spots: &[Spot]) -> Option<Value> {
        let words: Vec<String> = spots.iter().map(describe_site).collect();
        let mut concept = json!({ "text": words.join("; ") });
        if let (true, [only]) = (self.options.snomed, spots)
            && let Some(code) = snomed(only.site, only.side)
        {
            concept["coding"] = json!([{ "system": "http://snomed.info/sct", "code": code }]);
        }
        (!spots.is_empty()).then_some(concept)
    }
}

fn describe_site(spot: &Spot) -> String {
    let site = spot.site.word().replace('-', " ");
    match spot.side {
        Some(side) => format!("{site}, {}", side.word()),
        None => site,
    }
}

/// The SNOMED CT code of a site: the one of its side where there is one. None for what could not be confirmed.
fn snomed(site: Site, side: Option<Side>) -> Option<&'static str> {
    Some(match (site, side) {
        (Site::DeepButtock, Some(Side::Left)) => "723979003",
        (Site::DeepButtock, Some(Side::Right)) => "723980000",
        (Site::DeepButtock, _) => "46862004",
        (Site::SiJoint, _) => "39723000",
        (Site::OuterHip, Some(Side::Left)) => "287679003",
        (Site::OuterHip, Some(Side::Right)) => "287579007",
        (Site::OuterHip, _) => "29836001",
        (Site::BackOfThigh, Some(Side::Left)) => "61396006",
        (Site::BackOfThigh, Some(Side::Right)) => "11207009",
        (Site::BackOfThigh, _) => "68367000",
        (Site::Groin, _) => "26893007",
        (Site::LowBack, _) => "37822005",
        (Site::SitBone | Site::Calf | Site::Foot | Site::Other, _) => return None,
    })
}
