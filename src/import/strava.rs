//! Strava's list of activities (`activities.csv`) in all its forms since 2018: read by the places of its columns,
//! because their names are in the account's language and five of them occur twice.

use super::sports;
use super::tables::{self, TableRow, dates};
use crate::domain::words::found;
use crate::import::activity::{Activity, Sport, StartTime, Unreadable, tidy, whole};

/// The first characters of the cells that name an activity's file in the archive.
const FILES: &str = "activities/";

/// An activity of the list, with the file of the archive that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// What the row says.
    pub activity: Activity,
    /// Path in the archive, `activities/123.fit.gz`; none where it was typed in.
    pub file: Option<Box<str>>,
}

/// True where these are the first rows of such a list.
pub fn is_one(head: &TableRow, first: Option<&TableRow>) -> bool {
    let numbered = |row: &TableRow| {
        let id = row.cell(0);
        id.len() >= 4 && id.bytes().all(|byte| byte.is_ascii_digit()) && tables::plain_number(row.cell(5)).is_some()
    };
    let named = is_legacy(head) || head.cell(0) == "Activity ID";
    head.len() >= 10 && (named || first.is_some_and(numbered)) && first.is_none_or(numbered)
}

/// The form before July 2019: ten columns in lower case, metres.
fn is_legacy(head: &TableRow) -> bool {
    head.cell(0) == "id" && head.cell(1) == "date"
}

/// Where the columns are.
struct StravaColumns {
    legacy: bool,
    file: usize,
}

impl StravaColumns {
    fn of(text: &str, head: &TableRow) -> Self {
        let named = tables::rows(text).skip(1).find_map(|row| row.cells().position(|cell| cell.starts_with(FILES)));
        // a list of typed activities only names no file: then its breadth tells the form
        let usual = match head.len() {
            ..=10 => 9,
            11..=85 => 10,
            _ => 12,
        };
        Self { legacy: is_legacy(head), file: named.filter(|&place| place >= 7).unwrap_or(usual) }
    }
}

/// Reads the list, row by row.
///
/// # Errors
/// Where there is no row in it that can be read.
pub fn read(text: &str) -> Result<Vec<Result<Listed, String>>, Unreadable> {
    let Some(head) = tables::rows(text).next() else { return Err(Unreadable::Empty) };
    let places = StravaColumns::of(text, &head);
    let order = dates::Order::of(
        tables::rows(text).skip(1).map(|row| row.cell(1).to_owned()).collect::<Vec<_>>().iter().map(String::as_str),
    );
    tables::gather(tables::rows(text).skip(1).map(|row| (row.line, listed(&row, &places, order))))
}

fn listed(row: &TableRow, places: &StravaColumns, order: dates::Order) -> Result<Listed, String> {
    let start = dates::start(row.cell(1), order, true)
        .ok_or_else(|| format!("{} is not a date that twinge can read", found(row.cell(1))))?;
    let id = row.cell(0);
    let (sport, sort) = sports::sport(row.cell(3));
    let from_file = |further: usize| tables::plain_number(row.cell(places.file + further));
    let wide = row.len() > places.file + 5;
    let recorded = wide.then(|| from_file(5)).flatten();
    let shown = tables::number(row.cell(6));
    // the first distance is for people: kilometres cut to two decimals, but metres for swims and in the old form
    let distance = match (recorded, places.legacy) {
        (Some(metres), _) => Some(metres),
        (None, true) => tables::plain_number(row.cell(6)),
        (None, false) if sport == Sport::Running => shown.map(|kilometres| kilometres * 1000.0),
        (None, false) => None,
    };
    let activity = Activity {
        line: Some(row.line),
        start,
        distance_m: distance.and_then(whole),
        elapsed_s: wide.then(|| from_file(3)).flatten().or_else(|| tables::plain_number(row.cell(5))).and_then(whole),
        moving_s: wide.then(|| from_file(4)).flatten().and_then(whole),
        average_hr: wide
            .then(|| from_file(19))
            .flatten()
            .and_then(whole)
            .and_then(|hr| u8::try_from(hr).ok())
            .filter(|&hr| hr > 0),
        sport,
        surface: sports::surface(sort),
        sub_sport: sort.map(Into::into),
        title: tidy(row.cell(2)),
        id: tidy(id),
        ..Activity::default()
    };
    let file = row.cell(places.file);
    let file = file.starts_with(FILES).then(|| file.into());
    debug_assert!(activity.start != StartTime::Unknown);
    Ok(Listed { activity, file })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wide(columns: usize, file: usize, rows: &[(&str, &str, &str, &str, &str, &str)]) -> String {
        let mut text = vec!["Kop"; columns].join(",") + "\n";
        for (id, date, kind, first, named, metres) in rows {
            let mut cells = vec![String::new(); columns];
            for (place, cell) in [
                (0, *id),
                (1, date),
                (2, "a title"),
                (3, kind),
                (5, "3189"),
                (6, first),
                (file, named),
                (file + 3, "3189.0"),
                (file + 4, "3070.0"),
                (file + 5, metres),
                (file + 19, "150.4"),
            ] {
                cells[place] = format!("\"{cell}\"");
            }
            text += &(cells.join(",") + "\n");
        }
        text
    }

    #[test]
    fn columns_are_found_by_place_in_any_language_and_breadth() {
        for (columns, file) in [(72, 10), (80, 10), (86, 12), (103, 12)] {
            let rows =
                [("80000000001", "8 jul 2017, 15:25:34", "Hardloopsessie", "9,44", "activities/1.fit.gz", "9444.2")];
            let found = read(&wide(columns, file, &rows)).unwrap();
            let listed = found[0].as_ref().unwrap();
            let one = &listed.activity;
            assert_eq!(
                (one.distance_m, one.elapsed_s, one.moving_s, one.average_hr),
                (Some(9444), Some(3189), Some(3070), Some(150)),
                "{columns}"
            );
            assert_eq!((listed.file.as_deref(), one.title.as_deref()), (Some("activities/1.fit.gz"), Some("a title")));
            assert!(one.sport == Sport::Running);
        }
    }

    #[test]
    fn a_typed_run_takes_the_distance_for_people_in_kilometres() {
        let rows = [
            ("80000000001", "09.12.2022, 15:24:49", "Lauf", "9,72", "", ""),
            ("80000000002", "09.12.2022, 16:24:49", "Schwimmen", "1.500", "", ""),
        ];
        let found: Vec<Listed> = read(&wide(86, 12, &rows)).unwrap().into_iter().flatten().collect();
        assert_eq!(found.iter().map(|one| one.activity.distance_m).collect::<Vec<_>>(), [Some(9720), None]);
        assert_eq!(found[0].file, None);
    }

    #[test]
    fn a_date_in_words_not_known_is_named_with_its_line_and_the_rest_is_read() {
        let rows = [
            ("80000000001", "12 syyskuuta 2018", "Run", "5", "", ""),
            ("80000000002", "Sep 12, 2018, 3:02:23 PM", "Run", "5", "", ""),
        ];
        let found = read(&wide(86, 12, &rows)).unwrap();
        assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true]);
        let message = found[0].as_ref().unwrap_err();
        assert_eq!(message, "Line 2: \u{201c}12 syyskuuta 2018\u{201d} is not a date that twinge can read.");
        let message = read(&wide(86, 12, &rows[..1])).unwrap_err().to_string();
        assert!(message.contains("Line 2"), "{message}");
    }

    #[test]
    fn the_list_is_known_by_its_rows_whatever_its_heads_say() {
        let known = |text: &str| {
            let mut rows = tables::rows(text);
            is_one(&rows.next().unwrap(), rows.next().as_ref())
        };
        assert!(known(&wide(86, 12, &[("80000000001", "09.12.2022, 15:24:49", "Lauf", "9,72", "", "")])));
        assert!(known("id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n"));
        assert!(!known(
            "id,at,distance_m,surfaces,duration_s,a,b,c,d,e\n01934f6e-0000-7000-8000-000000000001,2026,5,6,7,8,9,1,2,3"
        ));
        assert!(!known("a,b\n123456,2"));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(any in "\\PC{0,60}", near in "([0-9]{4,6},[^\n]{0,30},Run,,[0-9.]{0,5},[0-9,.]{0,5}\n){0,4}") {
            for text in [&any, &near] {
                let _ = read(text);
            }
        }
    }
}
