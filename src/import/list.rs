//! Lists that are told by their rows: our own, Strava's, Garmin's, and any with a head of names.

use super::activity::Unreadable;
use super::csv::{self, CsvColumns, ReadOptions, entries};
use super::found::{Found, FoundItem};
use super::{garmin, strava, tables};

/// True where a person named columns and the list has them.
pub fn is_named(text: &str, options: &ReadOptions) -> bool {
    let head = || tables::rows(text).next();
    !options.columns.is_empty() && head().is_some_and(|head| CsvColumns::of(&head, &options.columns).is_ok())
}

/// Reads such a list.
///
/// # Errors
/// Where it is of no known kind, or nothing in it can be read.
pub fn read(text: &str, options: &ReadOptions) -> Result<Found, Unreadable> {
    let mut rows = tables::rows(text);
    let Some(head) = rows.next() else { return Err(Unreadable::Empty) };
    let first = rows.next();
    if is_named(text, options) {
        return csv::read(text, options);
    }
    if let Some(kind) = entries::table_left(&head) {
        let message =
            format!("A table of twinge\u{2019}s own ({}); only runs and pain levels are read back.", kind.list());
        return Ok(Found { kind: "csv", warnings: vec![message], ..Found::default() });
    }
    if let Some(kind) = entries::kind_of(&head) {
        return entries::read(text, kind);
    }
    if strava::is_one(&head, first.as_ref()) {
        let item = |one: strava::Listed| FoundItem::Activity { activity: Box::new(one.activity), link: one.file };
        let items = strava::read(text)?.into_iter().map(|row| row.map(item).into()).collect();
        return Ok(Found { kind: "strava", items, warnings: Vec::new() });
    }
    if !csv::names_other_than_garmin(&head) && tables::rows(text).take(4).any(|row| garmin::is_row(&row)) {
        let (rows, warnings) = garmin::read(text, options.unit, options.else_unit)?;
        let items = rows.into_iter().map(|row| row.map(FoundItem::from).into()).collect();
        return Ok(Found { kind: "garmin", items, warnings });
    }
    // a column that is missing is said where the person named it
    if CsvColumns::of(&head, &options.columns)?.suffice() {
        return csv::read(text, options);
    }
    Err(Unreadable::Left(
        "Its head names no date with a distance or a duration, so it is not read as a list of runs. If it is one, say which \
         column is what, such as --column date=HEAD --column distance_km=HEAD."
            .into(),
    ))
}
