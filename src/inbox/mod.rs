//! The inbox: lines that a phone appends to a file, each of them an entry once and only once, on however many computers
//! they are read. Which entry a line is follows from its day, its text and how many equal ones stand above it; the journal
//! and its bin are the memory. Text is data: a line adds an entry or waits, and nothing else.

pub mod answers;
pub mod dates;
pub mod split;

use std::any::Any;
use std::collections::HashSet;

use chrono::{NaiveTime, Weekday};

use crate::domain::day::{At, Clock};
use crate::domain::entry::Entry;
use crate::domain::field::{Lookup, Reading};
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::pain::Pain;
use crate::domain::settings::Settings;
use crate::domain::when;
use crate::insight::orthotics::usual;
use crate::lines;
use split::{InboxFile, InboxLine};

/// What a line may add.
const KINDS: &[Kind] = &[
    Kind::Pain,
    Kind::Run,
    Kind::Note,
    Kind::Sitting,
    Kind::Massage,
    Kind::Session,
    Kind::Measure,
    Kind::Visit,
    Kind::Question,
    Kind::Marker,
    Kind::Check,
];

/// A line that waits, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The line.
    pub line: InboxLine,
    /// Why it waits, as a sentence.
    pub why: String,
    /// True where nobody has to do anything: its end or its hour is still to come.
    pub is_early: bool,
}

/// An entry that a line makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The line.
    pub line: InboxLine,
    /// The entry.
    pub entry: Entry,
    /// When it counts as written: the same on every computer.
    pub stamp: At,
}

/// What is in an inbox that the journal has not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stock {
    /// What can be taken.
    pub made: Vec<Made>,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// The ids of all lines, as they stand.
    pub ids: HashSet<Id>,
    /// How many lines the journal has already.
    pub known: usize,
}

impl Stock {
    /// The waiting lines that somebody has to look at.
    pub fn to_mend(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.iter().filter(|waiting| !waiting.is_early)
    }
}

/// Reads files against a journal.
pub fn take_stock(files: &[InboxFile], journal: &Journal, clock: Clock, dismissed: &HashSet<Id>) -> Stock {
    let mut stock = Stock::default();
    let start = journal.settings.day_starts_at.0;
    let today = clock.now.local().date().max(clock.now.day(start));
    let is_day_first = journal.settings.week_starts_on.weekday() == Weekday::Mon;
    let all: Vec<InboxLine> = files.iter().flat_map(|file| split::lines(file, today, is_day_first)).collect();
    if all.is_empty() {
        return stock;
    }
    let mut taken: HashSet<Id> = journal.ids().chain(journal.deleted.iter().map(|deleted| deleted.id)).collect();
    taken.extend(dismissed);
    for line in all {
        stock.ids.extend(line.ids.first());
        if line.ids.iter().any(|id| taken.contains(id)) {
            stock.known += 1;
            continue;
        }
        let made = match line.is_unfinished {
            true => Err((String::from("Its end may still be written; it is taken when the file is quiet."), true)),
            false => entry(&line, journal, clock),
        };
        match made {
            Ok((entry, stamp)) => {
                taken.extend(&line.ids);
                stock.made.push(Made { line, entry, stamp });
            }
            Err(_) if line.is_carried => {}
            Err((why, is_early)) => {
                taken.extend(&line.ids);
                stock.waiting.push(Waiting { line, why, is_early });
            }
        }
    }
    stock
}

/// The journal as a line sees it: its settings, shoes and exercises, but not what else was felt that day. Two computers
/// that know different halves of a day must make the same entry.
struct Apart<'a>(&'a Journal, Vec<Pain>, Vec<Entry>);

impl Lookup for Apart<'_> {
    fn settings(&self) -> &Settings {
        self.0.settings()
    }
    fn list(&self, kind: Kind) -> &dyn Any {
        if kind == Kind::Pain { &self.1 } else { Lookup::list(self.0, kind) }
    }
    fn ahead(&self) -> &dyn Any {
        &self.2
    }
}

/// The entry that a line makes and its stamp, or why it makes none and whether that passes by itself.
fn entry(line: &InboxLine, journal: &Journal, clock: Clock) -> Result<(Entry, At), (String, bool)> {
    let mend = |why: String| (why, false);
    let day = line.day.clone().map_err(mend)?;
    let id = *line.ids.first().ok_or_else(|| mend("It is empty.".into()))?;
    // noon of the day after: what is said of a day is said when it is over, whenever it is read
    let after = day.succ_opt().unwrap_or(day).and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    let offset = (clock.offset)(after).earliest().unwrap_or(*clock.now.0.offset());
    let then = after.and_local_timezone(offset).earliest().map_or(clock.now, At);
    let apart = Apart(journal, Vec::new(), Vec::new());
    let reading = Reading { clock: Clock { now: then, offset: clock.offset }, journal: &apart };
    let mut typed = lines::typed(&line.words, &reading).map_err(|refusal| mend(refusal.message))?;
    if !KINDS.contains(&typed.kind) {
        let kind = typed.kind.word();
        return Err(mend(format!("A {kind} is not made from the inbox; enter it here.")));
    }
    let at = typed.texts.iter().position(|(key, _)| *key == "at").map(|place| typed.texts.remove(place).1);
    let hour = line.time.map(|time| time.format("%H:%M").to_string());
    let own = match (&hour, &line.offset) {
        (Some(hour), Some(offset)) => format!("{day}T{hour}:00{}", offset_text(offset)),
        (Some(hour), None) => format!("{day} {hour}"),
        (None, _) => day.to_string(),
    };
    let at = match at {
        None => own,
        Some(at) if typed.kind == Kind::Visit => absolute(&at, day),
        Some(at)
            if dates::head(&at, true).date.is_none() && dates::head(&at, true).time.is_some() && hour.is_none() =>
        {
            format!("{day} {at}")
        }
        Some(at) => {
            return Err(mend(format!(
                "\u{201c}{at}\u{201d} stands in the midst of it; put date and hour at the beginning."
            )));
        }
    };
    typed.texts.push(("at", at));
    let made = Entry::create(typed.kind, id, &typed.texts, &reading);
    let mut entry = made.map_err(|refusals| {
        mend(refusals.into_iter().next().map_or_else(|| "That is not acceptable.".into(), |refusal| refusal.message))
    })?;
    let at = entry.item().at();
    if typed.kind != Kind::Visit && at > clock.now {
        return Err((
            format!("It is of {}, which has not come yet; it is taken then.", when::say(at, &journal.settings)),
            true,
        ));
    }
    if let Entry::Run(run) = &mut entry
        && run.gear.is_empty()
    {
        run.gear = usual(journal, run.at.day(journal.day_starts_at()));
    }
    // never later than the line itself: a visit lies ahead
    Ok((entry, at.min(then)))
}

/// `Z`, `+0100` and `+01` as `+01:00`.
fn offset_text(offset: &str) -> String {
    match offset.len() {
        _ if offset.eq_ignore_ascii_case("z") => "+00:00".into(),
        3 => format!("{offset}:00"),
        5 if !offset.contains(':') => format!("{}:{}", &offset[..3], &offset[3..]),
        _ => offset.to_owned(),
    }
}

/// The date of a visit counts from the day of its line; an hour alone is of that day.
fn absolute(at: &str, day: chrono::NaiveDate) -> String {
    let head = dates::head(at, true);
    if head.date.is_none() && head.time.is_some() && head.rest.is_empty() {
        format!("{day} {at}")
    } else {
        at.to_owned()
    }
}

#[cfg(test)]
mod tests;
