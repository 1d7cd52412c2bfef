//! The entries of some days, found by search in a list that is sorted by time.

use chrono::{Days, NaiveDate, NaiveTime};

use super::day::Hour;
use super::every_kind::HasAt;

/// The entries of a journal day, oldest first; `start` is the hour at which a day begins.
pub fn on<T: HasAt>(list: &[T], start: Hour, day: NaiveDate) -> impl DoubleEndedIterator<Item = &T> {
    between(list, start, day, day).map(|(_, one)| one)
}

/// The entries of the days from the first to the last, oldest first, each with its day.
pub fn between<T: HasAt>(
    list: &[T],
    start: Hour,
    first: NaiveDate,
    last: NaiveDate,
) -> impl DoubleEndedIterator<Item = (NaiveDate, &T)> {
    let dated = near(list, first, last).iter().map(move |one| (one.get_at().day(start), one));
    dated.filter(move |(day, _)| (first..=last).contains(day))
}

/// The part of a sorted list that can belong to some days, whatever the offsets: a day and a half to each side.
fn near<T: HasAt>(list: &[T], first: NaiveDate, last: NaiveDate) -> &[T] {
    let edge = |day: Option<NaiveDate>| day.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let from = edge(first.checked_sub_days(Days::new(1)));
    let until = edge(last.checked_add_days(Days::new(3)));
    let rest = &list[from.map_or(0, |from| list.partition_point(|one| one.get_at().0 < from))..];
    // some days are a few entries, and those lie side by side: walking there is faster than a second search
    let end = until.and_then(|until| rest.iter().position(|one| one.get_at().0 >= until));
    &rest[..end.unwrap_or(rest.len())]
}
