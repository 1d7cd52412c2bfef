//! In every field of every form, what is typed is what is kept.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::domain::arbitrary::{entries, journals, reading, with_gear};
use crate::domain::entry::Record as _;
use crate::domain::journal::Journal;
use crate::domain::runs::Run;
use crate::domain::steps::Step;
use crate::tui::modals::doctor::Told;

/// What every form is about: each kind new, a run again, each step, the settings, what belongs to no entry.
fn subjects(journal: &Journal) -> Vec<Subject> {
    let run = Run::blank(Id(uuid::Uuid::nil()), reading(journal).clock.now);
    let condition = Box::new(journal.condition.clone());
    let steps = Step::ALL.iter().map(|&step| Subject::Step(step, Box::new(journal.steps.get(step).clone())));
    let told = [Told::Condition(condition.clone()), Told::Diagnosis(condition, None), Told::Seen].map(Subject::Told);
    let rest = [Subject::Repeat(Box::new(run)), Subject::Settings(Box::new(journal.settings.clone()))];
    Kind::ALL.iter().map(|&kind| Subject::New(kind)).chain(steps).chain(told).chain(rest).collect()
}

/// A form at one of its rows, emptied.
fn at(subject: &Subject, place: usize, reading: &Reading) -> Form {
    let mut form = Form::open(subject.clone(), None, reading);
    form.go(place);
    form.rows[place].text = Text::default();
    form
}

fn type_in(form: &mut Form, text: &str) {
    text.chars().for_each(|c| form.key(Key::Char(c)));
}

/// The words that a row says.
fn said(form: &Form, place: usize) -> Vec<String> {
    let parts = form.rows[place].counts();
    let many = form.rows[place].picks.as_ref().is_some_and(|picks| picks.many);
    let parts = if many { crate::domain::units::split_parts(&parts) } else { vec![&*parts] };
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// The rows that have words, of all forms.
fn with_words(journal: &Journal, mut test: impl FnMut(&Subject, usize, &Picks, &Reading)) {
    let reading = reading(journal);
    for subject in subjects(journal) {
        for (place, row) in Form::open(subject.clone(), None, &reading).rows.iter().enumerate() {
            if let Some(picks) = &row.picks {
                test(&subject, place, picks, &reading);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_whole_word_is_kept_whatever_is_highlighted(
        mut journal in journals(),
        last in entries(),
        wanted: [Index; 3],
        between in prop::sample::select(vec![",", ", ", " "]),
        end in prop::sample::select(vec!["", " ", ",", ", ", "  "]),
        leaves: bool,
    ) {
        // what was used last stands first and is what would be picked
        let _ = journal.make(Change::Add(Box::new(last)), reading(&journal).clock.now);
        with_words(&journal, |subject, place, picks, reading| {
            let mut words: Vec<String> = Vec::new();
            for word in wanted.iter().map(|index| index.get(&picks.words)).take(if picks.many { 3 } else { 1 }) {
                let head = |word: &str| word.split(':').next().map(str::to_owned);
                if words.iter().all(|other| head(other) != head(word)) {
                    words.push(word.clone());
                }
            }
            let between = if picks.fixed { between } else { "," };
            // a comma parts words where there may be several; a second Space goes on to the next word
            let end = if !picks.many && end.contains(',') || end == "  " && picks.fixed { "" } else { end };
            let mut form = at(subject, place, reading);
            type_in(&mut form, &words.join(between));
            let row = &form.rows[place];
            if picks.many && picks.fixed && !words.is_empty() {
                assert_eq!(row.offered().get(row.at), words.last(), "{} {words:?}: the highlight follows", row.about.key);
            }
            type_in(&mut form, end);
            if leaves {
                form.turn(true);
            }
            assert_eq!(said(&form, place), words, "{} {} after {end:?}", subject.name(), picks.words.join(" "));
        });
    }
}

#[test]
fn a_word_with_a_hyphen_is_typed_with_a_blank_too() {
    with_words(&with_gear(), |subject, place, picks, reading| {
        for word in picks.words.iter().filter(|word| picks.fixed && word.contains('-')) {
            for end in if picks.many { &["", " ", ","][..] } else { &["", " "] } {
                let mut form = at(subject, place, reading);
                type_in(&mut form, &(word.replace('-', " ") + end));
                form.turn(true);
                assert_eq!(said(&form, place), [word.as_str()], "{} {end:?}", form.rows[place].about.key);
            }
        }
    });
}

#[test]
fn what_is_typed_never_takes_out_what_stands_before_it() {
    let places = "sites";
    with_words(&with_gear(), |subject, place, picks, reading| {
        if Form::open(subject.clone(), None, reading).rows[place].about.key != places {
            return;
        }
        for (keys, kept) in [
            ("groin,gr ", &["groin"][..]),
            ("calf:left,ca ", &["calf:left"]),
            ("low foot ", &["low-back", "foot"]),
            ("sit ba", &["sit-bone", "ba"]),
            ("si joint", &["si-joint"]),
            ("calf,zzz ", &["calf", "zzz"]),
        ] {
            let mut form = at(subject, place, reading);
            type_in(&mut form, keys);
            assert_eq!(said(&form, place), kept, "{keys}, {}", picks.words.join(" "));
        }
        let mut form = at(subject, place, reading);
        type_in(&mut form, "groin");
        form.pick(place, "foot");
        assert_eq!(said(&form, place), ["groin", "foot"], "a click beside a typed word");
    });
}
