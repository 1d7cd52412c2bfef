//! Typing and picking in one row.

use crate::tui::modals::form::field_row::*;

fn row(input: Input, words: &[&str], many: bool, fixed: bool) -> FieldRow {
    let about: &'static FieldInfo = Box::leak(Box::new(FieldInfo::new("x", "X", "", "", input)));
    let subject = crate::tui::modals::form::subject::Subject::New(crate::domain::kind::Kind::Note);
    let journal = crate::domain::journal::Journal::default();
    let now = crate::domain::day::At::parse("2026-11-23T10:00:00+01:00").unwrap();
    let offset = |local| {
        chrono::MappedLocalTime::Single(now.0.offset().to_owned()).map(|o: chrono::FixedOffset| {
            let _: chrono::NaiveDateTime = local;
            o
        })
    };
    let clock = crate::domain::day::Clock { now, offset: &offset };
    let reading = crate::domain::field::Reading { clock, journal: &journal };
    let picks = Picks::of(&subject, about, &reading);
    if let Some(picks) = &picks {
        assert_eq!((picks.many, picks.fixed), (many, fixed));
        assert!(words.iter().all(|word| picks.words.iter().any(|other| other == word)));
    }
    FieldRow::new(about, String::new(), picks)
}

fn typed(row: &mut FieldRow, keys: &str) -> String {
    for c in keys.chars() {
        row.key(
            match c {
                '>' => Key::Right,
                '<' => Key::Left,
                '#' => Key::Backspace,
                c => Key::Char(c),
            },
            &mut Killed::default(),
        );
    }
    row.text.value().to_owned()
}

const MOMENTS: &[&str] = &["morning", "now", "worst", "average"];

#[test]
fn the_start_of_a_word_stands_for_it_where_it_is_the_only_one() {
    let moments = Input::One(MOMENTS);
    assert_eq!(completed(moments, "mo"), "morning");
    assert_eq!(completed(moments, "W"), "worst");
    assert_eq!(completed(moments, "x"), "x");
    assert_eq!(completed(moments, ""), "");
    assert_eq!(completed(Input::Surfaces, "g:3k,ro:2k"), "grass:3k,road:2k");
    assert_eq!(completed(Input::Surfaces, "t"), "track", "by its letter");
    assert_eq!(completed(Input::Surfaces, "l:3k,M"), "trail:3k,treadmill");
    assert_eq!(completed(Input::Surfaces, "tra"), "tra");
    assert_eq!(completed(Input::Surfaces, "trac"), "track");
    assert_eq!(completed(Input::Several(Site::WORDS), "deep:r,gro"), "deep-buttock:right,groin");
    assert_eq!(completed(Input::Several(Site::WORDS), "back"), "back", "it may be two");
    assert_eq!(completed(Input::Several(Site::WORDS), "bone,Groin"), "sit-bone,groin");
    assert_eq!(completed(Input::Text, "mo"), "mo");
}

#[test]
fn arrows_and_space_step_through_the_words_of_one() {
    for (keys, text) in [
        (">", "morning"),
        (">>", "now"),
        ("<", "average"),
        ("><", ""),
        (">>>>>", ""),
        ("    ", "average"),
        ("w", "w"),
        ("w>", "worst"),
        ("w ", "worst"),
        ("now ", "now"),
        ("now  ", "worst"),
        ("> w", "w"),
        (">#", ""),
        ("c d", "c d"),
    ] {
        assert_eq!(typed(&mut row(Input::One(MOMENTS), MOMENTS, false, true), keys), text, "{keys}");
    }
    let mut yes = row(Input::Yes, &["yes", "no"], false, true);
    for expected in ["yes", "no", "", "yes"] {
        assert_eq!(typed(&mut yes, " "), expected);
    }
    assert_eq!(typed(&mut yes, "n"), "n");
}

#[test]
fn space_takes_words_of_several_and_typing_finds_them() {
    let surfaces = || row(Input::Surfaces, Surface::WORDS, true, true);
    for (keys, text) in [
        (" ", "grass"),
        ("  ", ""),
        (" > ", "grass,dirt"),
        ("< ", "other"),
        ("ro ", "road"),
        ("ro gr ", "road,grass"),
        ("grass", "grass"),
        // a letter behind a whole word chooses another; a blank or a comma has two
        ("grassro", "ro"),
        ("dg", "g"),
        ("d,g", "d,g"),
        ("dx", "dx"),
        ("tre", "tre"),
        ("gr ro ##", ""),
        ("grass:3k,road:2k", "grass:3k,road:2k"),
        ("grass:3k ", "grass:3k "),
        ("grass ", "grass"),
        ("dirt,road ", "dirt,road"),
        ("dirt,d ", "dirt"),
        ("grass> ", "grass,dirt"),
    ] {
        assert_eq!(typed(&mut surfaces(), keys), text, "{keys}");
    }
}

#[test]
fn tags_are_picked_or_typed_with_their_blanks() {
    let tags = || row(Input::Tags(&["sitting", "stairs"]), &["sitting", "stairs"], true, false);
    for (keys, text) in
        [(" ", "sitting"), (" > ", "sitting,stairs"), ("long car rides", "long car rides"), (" long", "sitting,long")]
    {
        assert_eq!(typed(&mut tags(), keys), text, "{keys}");
    }
}

#[test]
fn a_digit_takes_the_place_of_a_level_that_was_not_typed_just_now() {
    let level = || row(Input::Level, &["0", "10"], false, true);
    for (keys, text) in
        [("45", "45"), ("10", "10"), (">>>10", "10"), ("4", "4"), ("x", "10"), ("4>", "5"), ("0<", ""), (" ", "")]
    {
        assert_eq!(typed(&mut level(), keys), text, "{keys}");
    }
}

#[test]
fn leaving_a_row_completes_what_can_be_only_one_word() {
    let mut row = row(Input::One(MOMENTS), MOMENTS, false, true);
    typed(&mut row, "wo");
    row.leave();
    assert_eq!(row.text.value(), "worst");
}

#[test]
fn a_blank_behind_a_typed_comma_is_a_blank_and_loses_no_word() {
    const SURFACES: &[&str] = &["grass", "dirt", "track"];
    let mut row = row(Input::Several(SURFACES), SURFACES, true, true);
    let text = typed(&mut row, "grass, track");
    assert_eq!(text.replace(' ', ""), "grass,track");
}
