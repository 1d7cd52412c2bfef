//! Arbitrary entries and journals for the property tests of every layer.

use chrono::{FixedOffset, MappedLocalTime, NaiveDateTime};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use uuid::Uuid;

use super::change::Change;
use super::checks::{Answer, Check, SIGNS, Signs};
use super::condition::{AgeGroup, Condition, Diagnosis, Finding, MOST_STIFF, NAMED};
use super::day::{At, Clock};
use super::doctor::{Clearance, Permission, Question, Visit};
use super::entry::Entry;
use super::field::Reading;
use super::id::Id;
use super::journal::Journal;
use super::level::Level;
use super::markers::Marker;
use super::massage::{Massage, Pressure};
use super::measures::{Activity, Measure};
use super::notes::Note;
use super::orthotics::{Gear, Make, Worn};
use super::pain::{Feel, Moment, Pain, Reach, Side, Site, Spot};
use super::record::{Extra, Raw};
use super::runs::{Run, RunPain, Source, Stretch, Surface};
use super::session::{Done, Session, Skip};
use super::sitting::Sitting;
use super::stamps::Stamps;
use super::steps::{State, Step};
use super::therapy::{self, Exercise, Group};
use crate::domain::every_kind::Record;
use crate::domain::kind::Kind;

/// The present moment of the tests.
pub const NOW: &str = "2026-11-23T10:00:00+01:00";

fn offset(_: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    MappedLocalTime::Single(FixedOffset::east_opt(3600).unwrap())
}

/// The clock of the tests.
pub fn clock() -> Clock<'static> {
    Clock { now: At::parse(NOW).unwrap(), offset: &offset }
}

/// What fields may look at in the tests.
pub fn reading(journal: &Journal) -> Reading<'_> {
    Reading { clock: clock(), journal }
}

/// An id of a small number, so that ids meet.
pub fn id(n: u128) -> Id {
    Id(Uuid::from_u128(0x0193_4f6e_7c1a_7b3e_8f00_0000_0000_0000 + n))
}

fn ids() -> impl Strategy<Value = Id> {
    (1u128..u128::from(u64::MAX)).prop_map(id)
}

/// Moments of the last years, at any offset.
pub fn ats() -> impl Strategy<Value = At> {
    (1_600_000_000i64..1_790_000_000, -48i32..=56).prop_map(|(seconds, quarter)| {
        let offset = FixedOffset::east_opt(quarter * 900).unwrap();
        At(chrono::DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset))
    })
}

fn levels() -> impl Strategy<Value = Level> {
    (0u8..=10).prop_map(|n| Level::new(n).unwrap())
}

/// Texts with quotes, controls, bidi and wide characters.
pub fn texts() -> impl Strategy<Value = Box<str>> {
    "[a-z \"\\\\=,:;\\n\\x1b\\x7f\u{9b}\u{202e}é你👩-]{1,12}"
        .prop_filter("blank", |text| !text.trim().is_empty())
        .prop_map(|text| Box::from(text.trim()))
}

fn tags() -> impl Strategy<Value = Vec<Box<str>>> {
    vec("[a-zé ]{1,8}", 0..3).prop_map(|tags| {
        let mut tags: Vec<Box<str>> =
            tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()).map(Box::from).collect();
        tags.sort();
        tags.dedup();
        tags
    })
}

/// Fields that no version knows yet.
pub fn extras() -> impl Strategy<Value = Extra> {
    let value = select(std::vec![
        "null",
        "1.10",
        "-0",
        "[]",
        "{}",
        "\"x y\"",
        "12345678901234567890123",
        "{\"deep\":[1,{\"a\":\"b\"}]}"
    ]);
    vec(("later_[a-c]", value), 0..3).prop_map(|fields| {
        let mut extra = Extra::default();
        for (key, json) in fields {
            let raw: Raw = serde_json::from_str(json).unwrap();
            let _ = extra.keep::<serde_json::Error>(&key, raw);
        }
        extra
    })
}

fn spots() -> impl Strategy<Value = Vec<Spot>> {
    let side = of(select(Side::ALL));
    (subsequence(Site::ALL, 0..3), vec(side, 3), extras()).prop_map(|(sites, sides, extra)| {
        let spot = |(site, side)| Spot { site, side, extra: extra.clone() };
        sites.into_iter().zip(sides).map(spot).collect()
    })
}

/// Any pain level.
pub fn pains() -> impl Strategy<Value = Pain> {
    let what = (levels(), of(select(Moment::ALL)), spots(), of(select(Reach::ALL)), subsequence(Feel::ALL, 0..4));
    let words = (tags(), tags(), of(texts()), any::<bool>(), any::<bool>(), of(texts()));
    (ids(), ats(), what, words, of(ats()), extras()).prop_map(
        |(
            id,
            at,
            (level, moment, sites, reach, feels),
            (worse, eased, medication, woke, late, note),
            modified,
            extra,
        )| {
            Pain {
                id,
                at,
                level,
                moment,
                sites,
                reach,
                feels,
                worse,
                eased,
                medication,
                woke,
                late,
                note,
                modified,
                stamps: Stamps::default(),
                extra,
            }
        },
    )
}

/// Surfaces that add up to the distance.
fn stretches(distance_m: Option<u32>) -> impl Strategy<Value = Vec<Stretch>> {
    let stretch = |surface, distance_m| Stretch { surface, distance_m, extra: Extra::default() };
    (subsequence(Surface::ALL, 1..4), any::<bool>()).prop_map(move |(surfaces, split)| match distance_m {
        Some(metres) if split && surfaces.len() > 1 => {
            let part = metres / surfaces.len() as u32;
            let first = metres - part * (surfaces.len() as u32 - 1);
            let length = |i| Some(if i == 0 { first } else { part });
            surfaces.into_iter().enumerate().map(|(i, surface)| stretch(surface, length(i))).collect()
        }
        distance_m => std::vec![stretch(surfaces[0], distance_m)],
    })
}

/// Any run that a person could have typed, or an import brought.
pub fn runs() -> impl Strategy<Value = Run> {
    let far = (of(1000u32..60_000), 6000u32..30_000).prop_flat_map(|(metres, seconds)| {
        let seconds = if metres.is_none() { Just(Some(seconds)).boxed() } else { of(Just(seconds)).boxed() };
        (Just(metres), seconds, stretches(metres))
    });
    let pain = (of(levels()), of(levels()), of(levels()));
    let felt = (of(levels()), of(0u32..=100), of(0u32..40_000));
    let source = of((of(texts()), of(ats()), of(texts()), felt)).prop_map(|source| {
        source.map(|(file, start, device, (effort, feel, elapsed_s))| {
            let zone = start.map(|_| "assumed".into());
            let (kind, sport, extra) = (Some("fit".into()), None, Extra::default());
            Box::new(Source { kind, file, start, zone, elapsed_s, sport, device, effort, feel, extra })
        })
    });
    let rest = (any::<[bool; 3]>(), of(levels()), vec(1u128..4, 0..2), source, of(texts()), of(ats()), extras());
    (ids(), ats(), far, pain, rest).prop_map(|(at_id, at, (distance_m, duration_s, surfaces), levels, rest)| {
        let ([rose, limp, sharp], effort, gear, source, note, modified, extra) = rest;
        let pain = RunPain { before: levels.0, during: levels.1, after: levels.2, extra: Extra::default() };
        let gear = gear.into_iter().map(id).collect();
        Run {
            id: at_id,
            at,
            distance_m,
            duration_s,
            surfaces,
            pain,
            rose,
            limp,
            sharp,
            effort,
            gear,
            source,
            note,
            modified,
            stamps: Stamps::default(),
            extra,
        }
    })
}

/// Any note.
pub fn notes() -> impl Strategy<Value = Note> {
    (ids(), ats(), texts(), of(ats()), stamps(), extras()).prop_map(|(id, at, note, modified, stamps, extra)| Note {
        id,
        at,
        note: Some(note),
        modified,
        stamps,
        extra,
    })
}

/// Times of fields, some of all, some with those that they replaced.
pub fn stamps() -> impl Strategy<Value = Stamps> {
    vec((select(std::vec!["*", "note", "at", "later_a"]), ats()), 0..5).prop_map(|changes| {
        let mut stamps = Stamps::default();
        changes.into_iter().for_each(|(field, at)| stamps.change(field, at));
        stamps
    })
}

/// Any entry of a kind with fields, or one that is only kept.
pub fn entries() -> impl Strategy<Value = Entry> {
    prop_oneof![
        pains().prop_map(Entry::Pain).boxed(),
        runs().prop_map(Entry::Run).boxed(),
        notes().prop_map(Entry::Note).boxed(),
        visits().prop_map(Entry::Visit).boxed(),
        questions().prop_map(Entry::Question).boxed(),
        clearances().prop_map(Entry::Clearance).boxed(),
        gears().prop_map(Entry::Gear).boxed(),
        massages().prop_map(Entry::Massage).boxed(),
        exercises().prop_map(Entry::Exercise).boxed(),
        sessions().prop_map(Entry::Session).boxed(),
        sittings().prop_map(Entry::Sitting).boxed(),
        measures().prop_map(Entry::Measure).boxed(),
        markers().prop_map(Entry::Marker).boxed(),
        checks().prop_map(Entry::Check).boxed(),
    ]
}

fn visits() -> impl Strategy<Value = Visit> {
    (ids(), ats(), of(texts()), of(texts()), any::<bool>(), of(texts()), extras()).prop_map(
        |(id, at, with, said, report, note, extra)| Visit {
            id,
            at,
            with,
            said,
            report,
            note,
            modified: None,
            stamps: Stamps::default(),
            extra,
        },
    )
}

fn questions() -> impl Strategy<Value = Question> {
    (ids(), ats(), texts(), any::<bool>(), of(texts()), extras()).prop_map(
        |(id, at, question, asked, answer, extra)| Question {
            id,
            at,
            question: Some(question),
            asked,
            answer,
            modified: None,
            stamps: Stamps::default(),
            extra,
        },
    )
}

fn gears() -> impl Strategy<Value = Gear> {
    let words = (texts(), of(texts()), of(texts()), of(texts()), of(texts()));
    let worn = prop_oneof![
        of(select(Worn::ALL)).prop_map(|what| (what, None)),
        select(Make::ALL).prop_map(|make| (Some(Worn::Orthotics), Some(make)))
    ];
    let rest = (worn, of(100u32..900_000), any::<bool>(), of(0u64..900), extras());
    (ids(), ats(), words, rest).prop_map(
        |(id, at, (name, by, wear_in, problem, note), ((what, make), start_m, default, retired, extra))| {
            let retired = retired.and_then(|days| at.local().date().checked_add_days(chrono::Days::new(days)));
            let (name, modified) = (Some(name), None);
            Gear {
                id,
                at,
                name,
                what,
                make,
                start_m,
                by,
                wear_in,
                default,
                retired,
                problem,
                note,
                modified,
                stamps: Stamps::default(),
                extra,
            }
        },
    )
}

fn massages() -> impl Strategy<Value = Massage> {
    let what = (1u32..=180, of(texts()), spots(), of(select(Pressure::ALL)));
    let pain = (of(levels()), of(levels()), of(levels()));
    (ids(), ats(), what, pain, of(texts()), extras()).prop_map(
        |(id, at, (minutes, who, areas, pressure), (before, after, next), note, extra)| {
            let (minutes, modified) = (Some(minutes), None);
            Massage {
                id,
                at,
                minutes,
                who,
                areas,
                pressure,
                before,
                after,
                next,
                note,
                modified,
                stamps: Stamps::default(),
                extra,
            }
        },
    )
}

fn exercises() -> impl Strategy<Value = Exercise> {
    let dose = (of(1u32..=20), of(1u32..=100), of(1u32..=600), of(1u32..=600), any::<bool>(), of(1u32..=7));
    let name = "[a-zé你 -]{1,10}".prop_filter("blank", |name| !name.trim().is_empty());
    let words = (name, of(select(Group::ALL)), of(texts()), of(texts()), of(texts()));
    (ids(), ats(), dose, words, of(0u64..400), of(1u32..=100), extras()).prop_map(
        |(id, at, (sets, reps, hold_s, rest_s, each_side, days), words, until, place, extra)| {
            let (name, group, how, by, note) = words;
            let until = until.and_then(|days| at.local().date().checked_add_days(chrono::Days::new(days)));
            Exercise {
                id,
                at,
                name: Some(name.trim().into()),
                group,
                how,
                sets,
                reps,
                hold_s,
                rest_s,
                each_side,
                days,
                until,
                by,
                place,
                note,
                modified: None,
                stamps: Stamps::default(),
                extra,
            }
        },
    )
}

fn sittings() -> impl Strategy<Value = Sitting> {
    let how = prop_oneof![Just((true, None)), of(levels()).prop_map(|level| (false, level))];
    (ids(), ats(), 1u32..=1440, how, of(texts()), of(texts()), extras()).prop_map(
        |(id, at, minutes, (painless, level), seat, note, extra)| {
            let (minutes, modified) = (Some(minutes), None);
            Sitting { id, at, minutes, painless, level, seat, note, modified, stamps: Stamps::default(), extra }
        },
    )
}

/// Sessions of the exercises that are built in.
fn sessions() -> impl Strategy<Value = Session> {
    let starters = therapy::starters(&Journal::default(), At::parse(NOW).unwrap());
    let done = vec((of(1u32..20), of(levels()), any::<bool>()), 8);
    let what = (subsequence(starters, 0..8), done, of(levels()), of(select(Skip::ALL)), of(1u32..=600));
    (ids(), ats(), what, of(texts()), extras()).prop_map(
        |(id, at, (exercises, said, pain, skip, minutes), note, extra)| {
            let done = |(exercise, (sets, pain, rested)): (Exercise, _)| {
                let skip = if rested { Some(Skip::ToldToRest) } else { None };
                Done { sets, pain: if rested { None } else { pain }, skip, ..Done::of(&exercise) }
            };
            let exercises = exercises.into_iter().zip(said).map(done).collect();
            Session { id, at, exercises, pain, skip, minutes, note, modified: None, stamps: Stamps::default(), extra }
        },
    )
}

fn measures() -> impl Strategy<Value = Measure> {
    let names = subsequence(std::vec!["stairs", "sitting at work", "dance", "é你", "run 5"], 0..=5);
    let rest = (of(-5i32..=5), 0u32..=100, of(texts()), extras());
    (ids(), ats(), names, vec(levels(), 5), rest).prop_map(|(id, at, names, scores, (change, normal, note, extra))| {
        let one = |(name, score): (&str, Level)| Activity { name: name.into(), score, extra: Extra::default() };
        let activities = names.into_iter().zip(scores).map(one).collect();
        Measure {
            id,
            at,
            activities,
            change,
            normal: Some(normal),
            note,
            modified: None,
            stamps: Stamps::default(),
            extra,
        }
    })
}

fn checks() -> impl Strategy<Value = Check> {
    let answers = vec((select(SIGNS), select(Answer::ALL)), 1..8);
    (ids(), ats(), answers, any::<bool>(), of(texts()), extras()).prop_map(|(id, at, answers, seen, note, extra)| {
        let mut signs = Signs::default();
        for ((sign, ..), answer) in answers {
            signs.answer(sign, Some(answer));
        }
        let seen = seen.then(|| at.local().date());
        Check { id, at, signs, seen, note, modified: None, stamps: Stamps::default(), extra }
    })
}

fn conditions() -> impl Strategy<Value = Condition> {
    let name = || select(NAMED).prop_map(|name| Some(name.into()));
    let days = of(0u64..900);
    let day = |days: Option<u64>| {
        let today = At::parse(NOW).unwrap().local().date();
        days.and_then(|days| today.checked_sub_days(chrono::Days::new(days)))
    };
    let diagnosis =
        (name(), of(select(Finding::ALL)), of(select(&["Dr Invented", "the physio"][..])), of(0u64..900), extras())
            .prop_map(move |(name, state, by, on, extra)| Diagnosis {
                name,
                state,
                by: by.map(Into::into),
                on: day(on),
                extra,
            });
    let clinician = (of(select(AgeGroup::ALL)), of(texts()), of(texts()), of(texts()), of(0u32..=MOST_STIFF));
    (of(texts()), of(select(Side::ALL)), days, of(texts()), clinician, vec(diagnosis, 0..3), extras()).prop_map(
        move |(name, side, onset, onset_note, clinician, diagnoses, extra)| Condition {
            name,
            side,
            onset: day(onset),
            onset_note,
            age_group: clinician.0,
            bones: clinician.1,
            work: clinician.2,
            sleep: clinician.3,
            morning_stiffness_min: clinician.4,
            diagnoses,
            stamps: Stamps::default(),
            extra,
        },
    )
}

fn markers() -> impl Strategy<Value = Marker> {
    (ids(), ats(), texts(), extras()).prop_map(|(id, at, text, extra)| Marker {
        id,
        at,
        text: Some(text),
        modified: None,
        stamps: Stamps::default(),
        extra,
    })
}

fn clearances() -> impl Strategy<Value = Clearance> {
    let limits = (of(100u32..50_000), of(60u32..9000), subsequence(Surface::ALL, 0..4), of(levels()), of(0u32..9));
    let open = (select(Permission::ALL), limits).prop_map(|(state, limits)| match state {
        Permission::ClearedWithLimits => (state, (Some(5000), limits.1, limits.2, limits.3, limits.4)),
        state => (state, (None, None, Vec::new(), None, None)),
    });
    (ids(), ats(), open, of(texts()), of(0u64..400), of(texts()), extras()).prop_map(
        |(id, at, (state, limits), by, until, note, extra)| {
            let (max_distance_m, max_time_s, surfaces, max_pain, days_between) = limits;
            let until = until.and_then(|days| at.local().date().checked_add_days(chrono::Days::new(days)));
            let modified = None;
            Clearance {
                whole_day: None,
                id,
                at,
                state: Some(state),
                by,
                max_distance_m,
                max_time_s,
                surfaces,
                max_pain,
                days_between,
                until,
                note,
                modified,
                stamps: Stamps::default(),
                extra,
            }
        },
    )
}

/// A journal with two pairs of shoes and any entries.
pub fn journals() -> impl Strategy<Value = Journal> {
    let steps = vec((select(Step::ALL), select(State::ALL)), 0..3);
    (vec(entries(), 0..12), extras(), extras(), steps, conditions()).prop_map(
        |(entries, top, settings, steps, condition)| {
            let mut journal = with_gear();
            journal.condition = condition;
            let now = At::parse(NOW).unwrap();
            for entry in entries {
                let _ = journal.apply(Change::Add(Box::new(entry)), now);
            }
            for (step, state) in steps {
                let was = journal.steps.get(step).clone();
                let moved = was.moved(state, now.local().date(), Some("because".into()), None);
                let _ = journal.apply(Change::Step { step, was: Box::new(was), now: Box::new(moved) }, now);
            }
            (journal.extra, journal.settings.extra) = (top, settings);
            journal
        },
    )
}

/// A journal whose gear has an easy name, a name that is not unique, and one with a comma.
pub fn with_gear() -> Journal {
    let mut journal = Journal::default();
    for (n, name) in [(1, "blue shoes"), (2, "old, grey"), (3, "insoles")] {
        let mut gear = Gear::blank(id(n), At::parse("2026-01-01T08:00:00+01:00").unwrap());
        gear.name = Some(name.into());
        journal.gear.push(gear);
    }
    journal
}

/// Every kind that has fields beyond its date.
pub fn kinds_with_forms() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(|kind| kind.fields().len() > 1)
}
