//! Fields as data: what is written reads back, what is wrong is refused with its field.

use proptest::prelude::*;

use super::super::arbitrary::{clock, entries, id, kinds_with_forms, reading, with_gear};
use super::super::journal::Journal;
use super::super::level::Level;
use super::super::pain::Moment;
use super::super::record::Object;
use super::*;

fn create(kind: Kind, texts: &[(&str, &str)]) -> Result<Entry, Vec<Refusal>> {
    let journal = with_gear();
    let texts: Vec<(&str, String)> = texts.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
    Entry::create(kind, id(99), &texts, &reading(&journal))
}

fn pain(texts: &[(&str, &str)]) -> Pain {
    match create(Kind::Pain, texts) {
        Ok(Entry::Pain(pain)) => pain,
        other => panic!("{other:?}"),
    }
}

fn run(texts: &[(&str, &str)]) -> Run {
    match create(Kind::Run, texts) {
        Ok(Entry::Run(run)) => run,
        other => panic!("{other:?}"),
    }
}

fn refusal(kind: Kind, texts: &[(&str, &str)]) -> Refusal {
    create(kind, texts).unwrap_err().remove(0)
}

#[test]
fn one_number_is_a_complete_pain_level() {
    let pain = pain(&[("level", "4")]);
    assert_eq!((pain.level, pain.moment, pain.late), (Level::new(4).unwrap(), Some(Moment::Morning), false));
    assert_eq!(pain.at, clock().now);
}

#[test]
fn a_day_without_an_hour_gets_the_hour_of_its_moment() {
    for (moment, hour) in
        [("morning", "07:00"), ("worst", "21:00"), ("average", "21:00"), ("now", "12:00"), ("", "07:00")]
    {
        let pain = pain(&[("at", "yesterday"), ("level", "4"), ("moment", moment)]);
        assert_eq!(pain.at.text(), format!("2026-11-22T{hour}:00+01:00"), "{moment}");
    }
}

#[test]
fn a_level_is_late_after_more_than_two_days() {
    for (at, late) in [("today", false), ("-2", false), ("-3", true), ("-3 7am", true)] {
        assert_eq!(pain(&[("at", at), ("level", "4")]).late, late, "{at}");
    }
}

#[test]
fn what_is_still_to_come_is_refused_for_pain_and_runs_not_for_visits() {
    assert_eq!(refusal(Kind::Pain, &[("at", "10:01"), ("level", "4")]).field, Some("at"));
    assert_eq!(refusal(Kind::Run, &[("at", "tomorrow"), ("distance", "5k"), ("surface", "grass")]).field, Some("at"));
    assert!(create(Kind::Pain, &[("at", "10:00"), ("level", "4")]).is_ok());
    assert!(create(Kind::Visit, &[("at", "tomorrow")]).is_ok());
}

#[test]
fn a_run_may_be_given_by_distance_by_time_or_both() {
    let five = run(&[("distance", "5k"), ("surface", "grass")]);
    assert_eq!((five.distance_m, five.duration_s, five.surfaces[0].distance_m), (Some(5000), None, Some(5000)));
    let by_time = run(&[("distance", "30min"), ("surface", "track")]);
    assert_eq!((by_time.distance_m, by_time.duration_s, by_time.surfaces[0].distance_m), (None, Some(1800), None));
    let dash = run(&[("distance", "-"), ("surface", "track"), ("duration", "30min")]);
    assert_eq!((dash.distance_m, dash.duration_s), (None, Some(1800)));
    assert_eq!(refusal(Kind::Run, &[("distance", "-"), ("surface", "track")]).field, Some("distance"));
    assert_eq!(refusal(Kind::Run, &[("distance", "5k")]).field, Some("surface"));
}

#[test]
fn the_parts_of_a_split_add_up() {
    let split = |distance: &str, surface: &str| {
        let run = run(&[("distance", distance), ("surface", surface)]);
        run.surfaces.iter().map(|s| s.distance_m.unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(split("5k", "grass:3k,road:2k"), [3000, 2000]);
    assert_eq!(split("5k", "grass:3k,road"), [3000, 2000]);
    assert_eq!(split("3.1mi", "grass:2mi,road:1.1mi"), [3219, 1770]);
    assert_eq!(split("5k", "grass:3.001k,road:2.001k"), [2999, 2001]);
    for surface in
        ["grass:3k,road:1k", "grass:3k,road:3k", "grass,road", "grass:5k,road", "grass:3k,grass:2k", "lawn", "grass:x"]
    {
        assert_eq!(refusal(Kind::Run, &[("distance", "5k"), ("surface", surface)]).field, Some("surface"), "{surface}");
    }
    assert_eq!(refusal(Kind::Run, &[("distance", "30min"), ("surface", "grass:3k,road:2k")]).field, Some("surface"));
}

#[test]
fn a_pace_that_nobody_runs_is_taken_for_a_slip() {
    let at_pace = |time: &str| create(Kind::Run, &[("distance", "5k"), ("surface", "road"), ("duration", time)]);
    assert!(at_pace("7:30").is_ok());
    assert_eq!(at_pace("7:29").unwrap_err()[0].field, Some("duration"));
}

#[test]
fn an_average_above_the_days_worst_asks_again() {
    let mut journal = with_gear();
    journal.pain.push(pain(&[("level", "4"), ("moment", "worst")]));
    let texts = |level: &str| vec![("level", level.to_owned()), ("moment", "average".to_owned())];
    let average = |level| Entry::create(Kind::Pain, id(98), &texts(level), &reading(&journal));
    assert!(average("4").is_ok());
    assert_eq!(average("5").unwrap_err()[0].field, Some("level"));
}

#[test]
fn a_field_goes_by_its_key_its_flag_and_its_place_in_the_file() {
    for name in ["sites", "where"] {
        assert_eq!(pain(&[("level", "4"), (name, "groin:left")]).sites.len(), 1);
    }
    let raw = run(&[("distance_m", "5200"), ("surfaces", "grass"), ("duration_s", "1930"), ("pain.during", "3")]);
    assert_eq!((raw.distance_m, raw.duration_s, raw.pain.during), (Some(5200), Some(1930), Level::new(3)));
    assert!(refusal(Kind::Pain, &[("level", "4"), ("lvel", "5")]).message.contains("there are: at, level"));
}

#[test]
fn gear_is_named_by_its_name_or_its_id() {
    assert_eq!(run(&[("distance", "5k"), ("surface", "road"), ("gear", "Blue Shoes, insoles")]).gear, [id(1), id(3)]);
    let message = refusal(Kind::Run, &[("distance", "5k"), ("surface", "road"), ("gear", "red shoes")]).message;
    assert!(message.contains("there are: blue shoes"), "{message}");
}

#[test]
fn editing_only_the_distance_moves_a_single_surface_and_refuses_a_split() {
    let journal = with_gear();
    let longer = |run: Run| Entry::Run(run).edited(&[("distance", "6k".into())], &reading(&journal));
    let single = longer(run(&[("distance", "5k"), ("surface", "grass")])).unwrap();
    let Entry::Run(single) = single else { panic!() };
    assert_eq!(single.surfaces[0].distance_m, Some(6000));
    let split = longer(run(&[("distance", "5k"), ("surface", "grass:3k,road:2k")]));
    assert_eq!(split.unwrap_err()[0].field, Some("surface"));
}

#[test]
fn a_surface_that_a_run_was_only_partly_on_keeps_its_distance() {
    let mut partly = run(&[("distance", "6k"), ("surface", "grass")]);
    partly.surfaces[0].distance_m = Some(3000);
    let before = Entry::Run(partly.clone());
    let journal = with_gear();
    let reading = reading(&journal);
    let edited = |texts: &[(&'static str, &str)]| {
        let texts: Vec<_> = texts.iter().map(|&(name, text)| (name, text.to_owned())).collect();
        before.edited(&texts, &reading).map(|entry| match entry {
            Entry::Run(run) => (run.distance_m, run.surfaces[0].distance_m),
            other => panic!("{other:?}"),
        })
    };
    let text = before.item().text("surface", &reading).unwrap();
    assert_eq!(text, "grass:3 km");
    assert_eq!(before.item().describe(&Settings::default()), "run 6 km on grass 3 km");
    assert_eq!(edited(&[("note", "wet")]), Ok((Some(6000), Some(3000))));
    assert_eq!(edited(&[("note", "wet"), ("surface", &text)]), Ok((Some(6000), Some(3000))));
    assert_eq!(edited(&[("distance", "7k"), ("surface", &text)]), Ok((Some(7000), Some(3000))));
    assert_eq!(edited(&[("distance", "7k")]), Ok((Some(7000), Some(3000))));
    assert_eq!(edited(&[("surface", "grass")]), Ok((Some(6000), Some(6000))), "typed anew, it is all of the run");
    assert_eq!(edited(&[("distance", "2k"), ("surface", "grass")]), Ok((Some(2000), Some(2000))));
    let refused = edited(&[("distance", "2k")]).unwrap_err().remove(0);
    assert_eq!(refused.field, Some("surface"));
    assert!(refused.message.contains("grass for 3 km, more than 2 km"), "{}", refused.message);
    partly.set_distance(Some(6120));
    assert_eq!((partly.distance_m, partly.surfaces[0].distance_m), (Some(6120), Some(3000)), "a recording joins it");
}

#[test]
fn all_that_is_wrong_is_said_at_once_each_with_its_field() {
    let refusals = create(Kind::Pain, &[("at", "3/4"), ("level", "11"), ("moment", "noon")]).unwrap_err();
    let fields: Vec<_> = refusals.iter().map(|refusal| refusal.field.unwrap()).collect();
    assert_eq!(fields, ["level", "moment", "at"]);
}

#[test]
fn the_example_of_every_field_is_accepted() {
    for kind in kinds_with_forms() {
        let mut texts: Vec<(&str, &str)> = kind.fields().iter().map(|about| (about.key, about.example)).collect();
        // what was without pain has no level
        texts.retain(|(key, _)| kind != Kind::Sitting || *key != "level");
        let entry = if kind == Kind::Run {
            create(
                kind,
                &texts.into_iter().map(|(k, t)| (k, if k == "distance" { "5k" } else { t })).collect::<Vec<_>>(),
            )
        } else {
            create(kind, &texts)
        };
        assert!(entry.is_ok(), "{kind:?} {entry:?}");
    }
}

#[test]
fn kinds_are_named_singular_and_plural() {
    for kind in Kind::ALL {
        for name in [kind.word(), kind.list(), &format!("{}s", kind.word())] {
            assert_eq!(Kind::named(name), Ok(*kind), "{name}");
        }
    }
    assert_eq!(Kind::named("massages"), Ok(Kind::Massage));
    assert!(Kind::named("surgery").is_err());
}

/// The entry without what no field holds.
fn typed_part(mut entry: Entry) -> Entry {
    match &mut entry {
        Entry::Pain(pain) => {
            pain.late = false;
            pain.sites.iter_mut().for_each(|spot| spot.extra = Default::default());
            (pain.modified, pain.stamps, pain.extra) = Default::default();
        }
        Entry::Run(run) => (run.modified, run.stamps, run.source, run.extra) = Default::default(),
        Entry::Note(note) => (note.modified, note.stamps, note.extra) = Default::default(),
        Entry::Visit(visit) => visit.extra = Default::default(),
        Entry::Question(question) => question.extra = Default::default(),
        Entry::Clearance(clearance) => clearance.extra = Default::default(),
        Entry::Gear(gear) => gear.extra = Default::default(),
        Entry::Exercise(exercise) => exercise.extra = Default::default(),
        Entry::Session(session) => session.extra = Default::default(),
        Entry::Sitting(sitting) => sitting.extra = Default::default(),
        Entry::Measure(measure) => measure.extra = Default::default(),
        Entry::Marker(marker) => marker.extra = Default::default(),
        Entry::Massage(massage) => {
            massage.areas.iter_mut().for_each(|spot| spot.extra = Default::default());
            massage.extra = Default::default();
        }
        Entry::Check(check) => {
            check.modified = None;
            check.extra = Default::default();
        }
    }
    entry
}

proptest! {
    #[test]
    fn every_field_of_every_kind_reads_back_what_it_writes(entry in entries()) {
        let journal = with_gear();
        let reading = reading(&journal);
        let kind = entry.item().kind();
        let texts: Vec<(&str, String)> =
            kind.fields().iter().map(|about| (about.key, entry.item().text(about.key, &reading).unwrap())).collect();
        let mut back = Entry::blank(kind, entry.item().id(), clock().now);
        let mut refusals = Vec::new();
        back.read_all(&texts, &reading, &mut refusals);
        prop_assert_eq!(refusals, vec![]);
        if let Entry::Run(Run { distance_m, surfaces, .. }) = &mut back && let [whole] = &mut surfaces[..] {
            whole.distance_m = *distance_m;
        }
        prop_assert_eq!(typed_part(back), typed_part(entry));
    }

    #[test]
    fn an_entry_edited_with_nothing_new_stays_as_it_is(entry in entries()) {
        let journal = with_gear();
        prop_assert_eq!(entry.edited(&[], &reading(&journal)).ok(), Some(entry));
    }

    #[test]
    fn no_text_in_any_field_makes_the_readers_panic(kind in proptest::sample::select(Kind::ALL), text in "\\PC{0,10}", field in 0usize..20) {
        let fields = kind.fields();
        let about = fields[field % fields.len()];
        let _ = create(kind, &[(about.key, &text)]);
    }

    #[test]
    fn two_journals_differ_in_an_entry_where_a_byte_of_its_line_does(entry in entries(), stamped in any::<bool>()) {
        let (kind, id) = (entry.item().kind(), entry.item().id());
        let mut entry = entry;
        if stamped {
            let mut stamps = Stamps::all(clock().now);
            stamps.change("note", At(clock().now.0 + chrono::TimeDelta::minutes(1)));
            entry.set_stamps(stamps);
        }
        let line = entry.item().json();
        let journal = |entry: &Entry| { let mut one = Journal::default(); one.put_all([entry.clone()]); one };
        let ours = journal(&entry);
        let is_apart = |other: &str| {
            let entry = Entry::from_json(kind, other).unwrap();
            let theirs = journal(&entry);
            (ours.apart(&theirs, |_| false).iter().any(|items| !items.is_empty()), entry.item().json() != line)
        };
        prop_assert_eq!(is_apart(line.text()), (false, false));
        prop_assert!(ours.apart(&ours, |asked| asked == id)[1].len() == 1);
        // one moment by another clock, wherever it stands
        let moments: Vec<&str> =
            line.text().split('"').filter(|part| part.len() >= 25 && At::parse(part).is_some()).collect();
        prop_assert!(!moments.is_empty());
        for moment in moments {
            let elsewhere = At(At::parse(moment).unwrap().0.to_utc().with_timezone(&chrono::FixedOffset::east_opt(21_060).unwrap()));
            prop_assert_eq!(is_apart(&line.text().replace(moment, &elsewhere.text())), (true, true), "{}", moment);
        }
        // any other value in any field that may be left out
        let fields = Object::of(&line);
        for key in fields.extra.keys() {
            let mut without = fields.clone();
            without.extra.set(key, None);
            if Entry::from_json(kind, Raw::of(&without).text()).is_ok() {
                let (is_apart, is_other) = is_apart(Raw::of(&without).text());
                prop_assert_eq!(is_apart, is_other, "{}", key);
            }
        }
    }

    #[test]
    fn the_fingerprint_is_blind_to_when_it_was_changed_only(entry in entries()) {
        let mut later = entry.clone();
        later.set_stamps(Stamps::all(clock().now));
        prop_assert_eq!(later.fingerprint(), entry.fingerprint());
        let moved = entry.edited(&[("at", "2020-01-01 08:00".into())], &reading(&with_gear()));
        if let Ok(moved) = moved { prop_assert_ne!(moved.fingerprint(), entry.fingerprint()); }
    }

    #[test]
    fn no_long_text_makes_what_an_entry_says_long(entry in entries()) {
        let long: Box<str> = "long ".repeat(200_000).into();
        let kind = entry.item().kind();
        for about in kind.fields().iter().filter(|about| ["note", "text", "question", "answer"].contains(&about.path)) {
            let mut fields = Object::of(&entry.item().json());
            fields.extra.set(about.path, Some(Raw::of(&long)));
            let entry = Entry::from_json(kind, Raw::of(&fields).text()).unwrap();
            let message = entry.item().describe(&Settings::default());
            prop_assert!(message.len() < 50_000, "{}: {} bytes", about.path, message.len());
        }
    }
}
