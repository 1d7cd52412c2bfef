//! What lines are read as, what refuses them, and that a line says the same as a command.

use proptest::prelude::*;

use super::words::quoted;
use super::*;
use crate::domain::arbitrary;
use crate::domain::journal::Journal;

fn read(line: &str) -> Result<Entry, String> {
    let journal = Journal::default();
    entry(line, arbitrary::id(1), &arbitrary::reading(&journal)).map_err(|refusal| refusal.message)
}

/// The entry that a form or a command makes of these texts.
fn made(kind: Kind, texts: &[(&str, &str)]) -> Entry {
    let journal = Journal::default();
    let texts: Vec<(&str, String)> = texts.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
    Entry::create(kind, arbitrary::id(1), &texts, &arbitrary::reading(&journal)).unwrap()
}

#[test]
fn lines_are_read_as_they_are_said() {
    let pain = Kind::Pain;
    let run = Kind::Run;
    let cases: &[(&str, Kind, &[(&str, &str)])] = &[
        ("pain 4", pain, &[("level", "4")]),
        ("p 4 morning", pain, &[("level", "4"), ("moment", "morning")]),
        ("7", pain, &[("level", "7")]),
        (
            "pain 3 yesterday 7am deep-buttock:right dull \"sat two hours\"",
            pain,
            &[
                ("level", "3"),
                ("at", "yesterday 7am"),
                ("sites", "deep-buttock:right"),
                ("feels", "dull"),
                ("note", "sat two hours"),
            ],
        ),
        (
            "Pain 3 deep buttock right dull ache",
            pain,
            &[("level", "3"), ("sites", "deep-buttock:right"), ("feels", "dull,ache")],
        ),
        (
            "p morning 5 woke down to knee worse sitting",
            pain,
            &[("level", "5"), ("moment", "morning"), ("woke", "yes"), ("reach", "knee"), ("worse", "sitting")],
        ),
        ("p 2 note slept badly, woke at 4", pain, &[("level", "2"), ("note", "slept badly, woke at 4")]),
        (
            "p 2 --where groin --note \"no run\" --feels sharp",
            pain,
            &[("level", "2"), ("sites", "groin"), ("note", "no run"), ("feels", "sharp")],
        ),
        (
            "run 5,2k grass 32:10 before 2 during 3",
            run,
            &[("distance", "5.2k"), ("surface", "grass"), ("duration", "32:10"), ("before", "2"), ("during", "3")],
        ),
        ("run 5k grass 29.30", run, &[("distance", "5k"), ("surface", "grass"), ("duration", "29.30")]),
        ("run 6 grass 3.25 road 2.75", run, &[("distance", "6"), ("surface", "grass:3.25,road:2.75")]),
        ("r grass 5k", run, &[("distance", "5k"), ("surface", "grass")]),
        (
            "r 22:30 5k track mon",
            run,
            &[("distance", "5k"), ("surface", "track"), ("duration", "22:30"), ("at", "mon")],
        ),
        ("run grass 3k road 2k", run, &[("distance", "5k"), ("surface", "grass:3k,road:2k")]),
        (
            "run 5k grass 3k road 2k 30min limp",
            run,
            &[("distance", "5k"), ("surface", "grass:3k,road:2k"), ("duration", "30min"), ("limp", "yes")],
        ),
        ("note slept badly", Kind::Note, &[("note", "slept badly")]),
        ("note didn't sleep", Kind::Note, &[("note", "didn't sleep")]),
        ("q may I run?", Kind::Question, &[("question", "may I run?")]),
        ("mark new desk chair", Kind::Marker, &[("text", "new desk chair")]),
        (
            "massage 45 self low-back before 4 after 3",
            Kind::Massage,
            &[("minutes", "45"), ("who", "self"), ("areas", "low-back"), ("before", "4"), ("after", "3")],
        ),
        ("sit 25 until pain level 3", Kind::Sitting, &[("minutes", "25"), ("level", "3")]),
        (
            "visit 2026-12-01 10:00 with Dr Invented",
            Kind::Visit,
            &[("at", "2026-12-01 10:00"), ("with", "Dr Invented")],
        ),
        ("check saddle no night", Kind::Check, &[("saddle", "no"), ("night", "yes")]),
        ("measure stairs 7 driving 4", Kind::Measure, &[("activities", "stairs:7,driving:4")]),
    ];
    for (line, kind, texts) in cases {
        assert_eq!(read(line), Ok(made(*kind, texts)), "{line}");
    }
}

#[test]
fn a_number_and_its_unit_may_stand_apart_and_sentences_end_with_a_stop() {
    let same = |one: &str, other: &str| assert_eq!(read(one).unwrap(), read(other).unwrap(), "{one}");
    same("run 5,2 km grass 30 min", "run 5,2km grass 30min");
    same("run 5 miles grass", "run 5mi grass");
    same("Pain 4.", "pain 4");
    same("pain: 4, morning", "pain 4 morning");
    same("pain 3/10", "pain 3");
    same("massage 45 minutes self", "massage 45min self");
    // what is text stays as it is
    same("note 5 km, then 30 min.", "note \"5 km, then 30 min.\"");
    assert!(read("run 5 km grass mi").is_err());
}

#[test]
fn what_is_not_understood_refuses_the_whole_line_and_names_the_nearest_word() {
    for (line, hint) in [
        ("", "The line is empty"),
        ("pian 4", "did you mean pain?"),
        ("hello", "does not begin a line"),
        ("pain", "level"),
        ("pain 4 5", "“5” was not understood"),
        ("pain 4 dul", "did you mean dull?"),
        ("pain 4 grass", "“grass” was not understood"),
        ("pain 11", "11"),
        ("run 5k 6k grass 3k", "one distance too many"),
        ("run 5k grasss", "did you mean grass?"),
        ("run 5k before", "Nothing follows “before”"),
        ("run 5k before 2 before 3", "keep one"),
        ("note", "Nothing follows"),
        ("note \"open", "not closed"),
        ("pain 4 morning now", "keep one"),
        ("pain 4 \u{7}", "U+0007"),
    ] {
        let refused = read(line);
        assert!(refused.as_ref().is_err_and(|message| message.contains(hint)), "{line}: {refused:?}");
    }
}

/// A line that says what the texts say, each field by its name.
fn line(kind: Kind, texts: &[(&'static str, String)]) -> String {
    let mut line = kind.word().to_owned();
    for (key, text) in texts {
        line += &format!(" --{key} {}", quoted(text));
    }
    line
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_a_line_says_by_names_is_what_a_command_makes_of_the_same_texts(any in arbitrary::entries()) {
        let journal = Journal::default();
        let reading = arbitrary::reading(&journal);
        let item = any.item();
        let kind = item.kind();
        let given = kind.fields().into_iter().filter_map(|field| Some((field.key, item.text(field.key, &reading)?)));
        let texts: Vec<_> = given.filter(|(_, text)| !text.trim().is_empty() && !text.contains(|c: char| c.is_control() && c != '\n')).collect();
        let by_command = Entry::create(kind, arbitrary::id(1), &texts, &reading);
        let by_line = entry(&line(kind, &texts), arbitrary::id(1), &reading);
        prop_assert_eq!(by_line.ok(), by_command.ok(), "{}", line(kind, &texts));
    }

    #[test]
    fn no_line_panics(text in "(pain|run|p|r|note|sit|check|massage|measure|visit)( (4|5k|grass|before|2|\"a b\"|yesterday|7am|now|deep|buttock|right|note|--at|until|pain|32:10|:|,|é)){0,7}") {
        let _ = read(&text);
    }
}
