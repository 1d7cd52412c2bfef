//! In every field of every form, what is typed is what is kept.

use proptest::prelude::*;
use proptest::sample::Index;
use tui_input::Input as Text;

use super::*;
use crate::domain::arbitrary::{entries, journals, reading, with_gear};
use crate::domain::bare;
use crate::domain::day::At;
use crate::domain::every_kind::Record as _;
use crate::domain::journal::Journal;
use crate::domain::pain::Moment;
use crate::domain::runs::Run;
use crate::domain::steps::Step;
use crate::tui::modals::form::condition::ConditionForm;

/// What every form is about: each kind new, a run again, each step, the settings, what belongs to no entry.
fn subjects(journal: &Journal) -> Vec<Subject> {
    let run = Run::blank(Id(uuid::Uuid::nil()), reading(journal).clock.now);
    let condition = Box::new(journal.condition.clone());
    let steps = Step::ALL.iter().map(|&step| {
        let progress = Box::new(journal.steps.get(step).clone());
        Subject::Step(step, progress.clone(), progress)
    });
    let told =
        [ConditionForm::Condition(condition.clone()), ConditionForm::Diagnosis(condition, None), ConditionForm::Seen]
            .map(Subject::Told);
    let rest = [Subject::Repeat(Box::new(run), None), Subject::Settings(Box::new(journal.settings.clone()))];
    Kind::ALL.iter().map(|&kind| Subject::New(kind)).chain(steps).chain(told).chain(rest).collect()
}

/// A form at one of its rows, emptied.
fn at(subject: &Subject, place: usize, reading: &Reading) -> Form {
    let mut form = Form::open(subject.clone(), &[], reading);
    form.go(place);
    form.rows[place].text = Text::default();
    form
}

fn type_in(form: &mut Form, text: &str) {
    text.chars().for_each(|c| form.key(Key::Char(c), &mut Killed::default()));
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
        for (place, row) in Form::open(subject.clone(), &[], &reading).rows.iter().enumerate() {
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
                // the second of two blanks goes on to the next word; nobody types a control character
                if words.iter().all(|other| head(other) != head(word)) && !word.contains("  ") && !word.contains(char::is_control) {
                    words.push(word.clone());
                }
            }
            // Space in an empty field picks what is marked, which is not what is asked here
            if words.is_empty() {
                return;
            }
            let between = if picks.fixed { between } else { "," };
            // a comma parts words where there may be several; a second Space goes on to the next word
            let end = if !picks.many && end.contains(',') || end == "  " && picks.fixed { "" } else { end };
            let mut form = at(subject, place, reading);
            type_in(&mut form, &words.join(between));
            let row = &form.rows[place];
            if picks.many && picks.fixed {
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
        if Form::open(subject.clone(), &[], reading).rows[place].about.key != places {
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

/// The same a day and some hours later, when the morning is over.
fn tomorrow(now: &Reading) -> At {
    At(now.clock.now.0 + chrono::TimeDelta::hours(30))
}

/// A form in which all is typed that must be, and what tells when typing began.
fn filled(subject: &Subject, reading: &Reading) -> Form {
    let mut form = Form::open(subject.clone(), &[], reading);
    for place in 0..form.rows.len() {
        let about = form.rows[place].about;
        let wanted = about.required || matches!(about.key, "distance" | "surface" | "reason" | "painless" | "saddle");
        if wanted && !is_date(about) {
            form.go(place);
            form.rows[place].text = Text::default();
            type_in(&mut form, about.example);
        }
    }
    if form.is_untouched() {
        form.go(form.rows.len() - 1);
        type_in(&mut form, "typed");
    }
    let moment = bare::moment_at(reading.journal, reading.clock.now);
    form.was_typed(TypingBegan { at: reading.clock.now, moment });
    form
}

#[test]
fn a_form_whose_date_is_left_alone_saves_when_typing_began_also_as_a_draft() {
    let journal = with_gear();
    let now = reading(&journal);
    let later = Reading { clock: Clock { now: tomorrow(&now), ..now.clock }, ..now };
    let id = Id(uuid::Uuid::from_u128(7));
    let mut tested = 0;
    for subject in subjects(&journal) {
        let form = filled(&subject, &now);
        let Ok(at_once) = form.understand(id, &now).change else { continue };
        let Ok(left_open) = form.understand(id, &later).change else { panic!("{}", subject.name()) };
        let draft = form.draft(&later);
        let again = Form::open(subject.clone(), &[draft], &later);
        let Ok(reopened) = again.understand(id, &later).change else { panic!("{}", subject.name()) };
        if let (Change::Add(wanted), Change::Add(open), Change::Add(draft)) = (&at_once, &left_open, &reopened) {
            let when = |entry: &Entry| entry.item().at();
            assert_eq!((when(open), when(draft)), (when(wanted), when(wanted)), "{}", subject.name());
            if let (Entry::Pain(open), Entry::Pain(draft), Entry::Pain(wanted)) = (&**open, &**draft, &**wanted) {
                assert_eq!((open.moment, draft.moment), (wanted.moment, wanted.moment));
            }
            tested += 1;
        } else {
            assert_eq!((&left_open, &reopened), (&at_once, &at_once), "{}", subject.name());
        }
    }
    assert!(tested > 6, "{tested}");
}

#[test]
fn a_date_in_words_is_that_of_the_moment_when_it_was_typed() {
    let journal = Journal::default();
    let now = reading(&journal);
    let later = Reading { clock: Clock { now: tomorrow(&now), ..now.clock }, ..now };
    for subject in subjects(&journal) {
        for (place, about) in subject.fields().into_iter().enumerate().filter(|(_, about)| is_date(about)) {
            for typed in ["yesterday", "today", "mon", "sun", "yesterday 7am", "-2"] {
                let mut form = filled(&subject, &now);
                form.go(place);
                form.rows[place].text = Text::default();
                type_in(&mut form, typed);
                form.was_typed(TypingBegan { at: now.clock.now, moment: Moment::Now });
                let echo = |form: &Form, reading: &Reading| {
                    form.understand(Id(uuid::Uuid::nil()), reading).echoes.get(place).cloned().flatten()
                };
                let wanted = echo(&form, &now);
                if wanted.is_none() {
                    continue;
                }
                let draft = form.draft(&later);
                let is_kept = draft.fields.contains_key(about.key);
                let again = Form::open(subject.clone(), &[draft], &later);
                assert_eq!(echo(&form, &later), wanted, "{} {} {typed}", subject.name(), about.key);
                // the day that stands there already is no other
                assert!(is_kept || matches!(typed, "today" | "mon"), "{} {} {typed}", subject.name(), about.key);
                assert_eq!(
                    echo(&again, &later).filter(|_| is_kept),
                    wanted.filter(|_| is_kept),
                    "{} {} {typed}, a draft",
                    subject.name(),
                    about.key
                );
            }
        }
    }
}
