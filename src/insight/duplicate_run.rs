//! Whether an entry that was typed may be one that is in the journal already. It is saved all the same, and said.

use crate::domain::day::At;
use crate::domain::entry::{Entry, Item};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::pain::{Moment, Pain};
use crate::domain::runs::Run;
use crate::domain::when;

/// Starts that are so many seconds apart may be of one run.
const APART_S: i64 = 120;
/// Distances of one run differ by at most this part of the longer; the limits are those of the import.
const DISTANCE: f64 = 0.10;
/// What says the same within so many seconds is likely one thing, entered twice.
const AGAIN_S: i64 = 600;

/// An entry of the journal that another one is likely a second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// What it is to the other: `a morning level of that day`.
    pub what: String,
    /// When it was.
    pub at: At,
    /// Its id.
    pub id: Id,
}

impl Alike {
    fn of(item: &dyn Item, what: impl Into<String>) -> Self {
        Self { what: what.into(), at: item.at(), id: item.id() }
    }

    /// The sentence without its end: `a run like this is in the journal (Mon 23 Nov 2026 07:30, 3f2a)`.
    pub fn describe(&self, journal: &Journal) -> String {
        let when = when::say(self.at, &journal.settings);
        format!("{} is in the journal ({when}, {})", self.what, journal.short(self.id))
    }
}

/// The entry that this one is likely a second time: where a day has one of its sort, or where one of about the same time
/// says the same.
pub fn alike(journal: &Journal, entry: &Entry) -> Option<Alike> {
    let of_its_sort = match entry {
        Entry::Run(run) => run_alike(journal, run).map(|run| Alike::of(run, "a run like this")),
        Entry::Pain(pain) => level_alike(journal, pain),
        Entry::Massage(_) => same_day(journal, entry, |_| true).map(|item| Alike::of(item, "a massage of that day")),
        Entry::Visit(visit) => {
            let with = |item: &dyn Item| matches!(item.entry(), Entry::Visit(other) if other.with == visit.with);
            same_day(journal, entry, with).map(|item| Alike::of(item, "a visit of that day"))
        }
        Entry::Marker(_) => {
            let message = entry.item().describe(&journal.settings);
            same_day(journal, entry, |item| item.describe(&journal.settings) == message)
                .map(|item| Alike::of(item, "this marker of that day"))
        }
        Entry::Question(question) => {
            let plain = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().trim().to_lowercase();
            let mut open = journal.questions.iter().filter(|other| other.id != question.id && other.answer.is_none());
            let wanted = plain(&question.question);
            open.find(|other| plain(&other.question) == wanted).map(|other| Alike::of(other, "this question"))
        }
        _ => None,
    };
    of_its_sort.or_else(|| again(journal, entry))
}

/// The level that a day has of a moment of which it has one: its morning, its worst, its average.
fn level_alike(journal: &Journal, pain: &Pain) -> Option<Alike> {
    let what = match pain.moment? {
        Moment::Morning => "a morning level of that day",
        Moment::Worst => "a worst level of that day",
        Moment::Average => "an average level of that day",
        Moment::Now => return None,
    };
    let mut that_day = journal.pain_on(pain.at.day(journal.day_starts_at()));
    that_day.find(|other| other.id != pain.id && other.moment == pain.moment).map(|other| Alike::of(other, what))
}

/// Another of the same kind on the same day.
fn same_day<'a>(journal: &'a Journal, entry: &Entry, is: impl Fn(&dyn Item) -> bool) -> Option<&'a dyn Item> {
    let (item, day) = (entry.item(), |at: At| at.day(journal.day_starts_at()));
    let mut others = journal.items(item.kind()).rev();
    others.find(|other| other.id() != item.id() && day(other.at()) == day(item.at()) && is(*other))
}

/// Another of the same kind that says the same, minutes before or after.
fn again(journal: &Journal, entry: &Entry) -> Option<Alike> {
    let (item, settings) = (entry.item(), &journal.settings);
    let apart = |other: &&dyn Item| (other.at().0 - item.at().0).num_seconds();
    let near = journal.items(item.kind()).rev().skip_while(|other| apart(other) > AGAIN_S);
    let mut near = near.take_while(|other| apart(other) >= -AGAIN_S);
    let message = item.describe(settings);
    near.find(|other| other.id() != item.id() && other.describe(settings) == message)
        .map(|other| Alike::of(other, format!("the same {}", item.kind().word())))
}

/// Another run that this one is likely a second entry of: it starts within two minutes, or it is a recorded one of the
/// same day while this one was typed; and it is as long within a tenth.
fn run_alike<'a>(journal: &'a Journal, run: &Run) -> Option<&'a Run> {
    let day = |run: &Run| run.at.day(journal.day_starts_at());
    let as_long = |other: &Run| {
        let lengths = run.distance_m.zip(other.distance_m).or_else(|| run.duration_s.zip(other.duration_s));
        lengths.is_some_and(|(a, b)| f64::from(a.abs_diff(b)) <= DISTANCE * f64::from(a.max(b)))
    };
    let at_once = |other: &Run| {
        (other.at.0 - run.at.0).num_seconds().abs() <= APART_S
            || (run.source.is_none() && other.source.is_some() && day(other) == day(run))
    };
    let near = journal.runs_between(day(run).pred_opt()?, day(run).succ_opt()?).map(|(_, other)| other);
    near.filter(|other| other.id != run.id).find(|other| at_once(other) && as_long(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::arbitrary::{id, reading};
    use crate::domain::change::Change;
    use crate::domain::every_kind::Record;
    use crate::domain::kind::Kind;
    use crate::domain::runs::Source;

    fn run(id: u128, at: &str, metres: Option<u32>, recorded: bool) -> Run {
        let source = recorded.then(|| Box::new(serde_json::from_str::<Source>("{\"kind\":\"fit\"}").unwrap()));
        Run { distance_m: metres, source, ..Run::blank(Id(uuid::Uuid::from_u128(id)), At::parse(at).unwrap()) }
    }

    #[test]
    fn a_run_is_like_another_at_these_edges() {
        let there = "2026-11-20T07:00:00+01:00";
        for (at, metres, recorded, alike_one) in [
            (there, Some(10_000), false, true),
            ("2026-11-20T07:02:00+01:00", Some(10_000), false, true),
            ("2026-11-20T07:02:01+01:00", Some(10_000), false, false),
            ("2026-11-20T06:58:00+01:00", Some(9000), false, true),
            (there, Some(8999), false, false),
            (there, None, false, false),
            // a recorded one of that day, whatever hour was typed
            ("2026-11-20T18:00:00+01:00", Some(10_000), true, true),
            ("2026-11-20T18:00:00+01:00", Some(8999), true, false),
            ("2026-11-21T18:00:00+01:00", Some(10_000), true, false),
        ] {
            let journal = Journal { runs: vec![run(1, there, Some(10_000), recorded)], ..Journal::default() };
            let typed = run(2, at, metres, false);
            assert_eq!(run_alike(&journal, &typed).is_some(), alike_one, "{at} {metres:?}");
            assert!(run_alike(&journal, &journal.runs[0]).is_none(), "no run is like itself");
        }
        // around midnight
        let journal =
            Journal { runs: vec![run(1, "2026-11-20T03:59:30+01:00", Some(5000), false)], ..Journal::default() };
        assert!(run_alike(&journal, &run(2, "2026-11-20T04:00:30+01:00", Some(5000), false)).is_some());
    }

    fn made(kind: Kind, n: u128, texts: &[(&'static str, &str)], journal: &Journal) -> Entry {
        let texts: Vec<_> = texts.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        Entry::create(kind, id(n), &texts, &reading(journal)).unwrap()
    }

    /// Whether the second is said to be the first once more, and by which words.
    fn said(kind: Kind, first: &[(&'static str, &str)], second: &[(&'static str, &str)]) -> Option<String> {
        let mut journal = Journal::default();
        let change = Change::Add(Box::new(made(kind, 1, first, &journal)));
        journal.make(change, reading(&Journal::default()).clock.now).unwrap();
        let entry = made(kind, 2, second, &journal);
        let found = alike(&journal, &entry)?;
        assert_eq!(found.id, id(1));
        Some(found.what)
    }

    #[test]
    fn what_a_day_has_once_is_said_the_second_time() {
        let at = |at| ("at", at);
        for (moment, what) in [
            ("morning", Some("a morning level of that day")),
            ("worst", Some("a worst level of that day")),
            ("average", Some("an average level of that day")),
            ("now", None),
        ] {
            let of = |time, level| [at(time), ("level", level), ("moment", moment)];
            let again = said(Kind::Pain, &of("2026-11-20 07:00", "4"), &of("2026-11-20 20:00", "4"));
            assert_eq!(again.as_deref(), what, "{moment}");
            assert_eq!(said(Kind::Pain, &of("2026-11-20 07:00", "4"), &of("2026-11-21 07:00", "4")), None, "{moment}");
        }
        let massage = |time| [at(time), ("minutes", "45")];
        assert!(said(Kind::Massage, &massage("2026-11-20 10:00"), &massage("2026-11-20 17:00")).is_some());
        assert!(said(Kind::Massage, &massage("2026-11-20 10:00"), &massage("2026-11-21 10:00")).is_none());
        let visit = |time, with| [at(time), ("with", with)];
        assert!(said(Kind::Visit, &visit("2026-12-01 10:00", "Dr A"), &visit("2026-12-01 11:00", "Dr A")).is_some());
        assert!(said(Kind::Visit, &visit("2026-12-01 10:00", "Dr A"), &visit("2026-12-01 11:00", "Dr B")).is_none());
        let question = |time, text| [at(time), ("question", text)];
        let asked = question("2026-10-01 10:00", "May I run?");
        assert!(said(Kind::Question, &asked, &question("2026-11-20 10:00", " may I run?")).is_some());
        assert!(said(Kind::Question, &asked, &question("2026-11-20 10:00", "May I jump?")).is_none());
    }

    #[test]
    fn the_same_within_ten_minutes_is_said_for_every_kind() {
        for (kind, fields) in [
            (Kind::Pain, &[("level", "4"), ("moment", "now")][..]),
            (Kind::Note, &[("note", "legs heavy")]),
            (Kind::Sitting, &[("minutes", "45")]),
            (Kind::Check, &[("bladder", "no")]),
            (Kind::Clearance, &[("state", "asked")]),
            (Kind::Marker, &[("text", "new chair")]),
            (Kind::Session, &[("exercises", "bridge")]),
        ] {
            let of = |time| [&[("at", time)][..], fields].concat();
            let again = |time| said(kind, &of("2026-11-20 10:00"), &of(time));
            assert!(again("2026-11-20 10:10").is_some() && again("2026-11-20 09:50").is_some(), "{kind:?}");
            if kind != Kind::Marker {
                assert_eq!(again("2026-11-20 10:11"), None, "{kind:?}");
            }
        }
        let note = |text| [("at", "2026-11-20 10:00"), ("note", text)];
        assert_eq!(said(Kind::Note, &note("legs heavy"), &note("legs light")), None);
    }
}
