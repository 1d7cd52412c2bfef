//! Garmin Connect's list of activities (`Activities.csv`), read by the places of its columns: their names are in the
//! account's language. The unit of its distances is nowhere said; stride and cadence tell it.

use super::sports;
use super::tables::{self, TableRow, dates};
use crate::domain::settings::Units;
use crate::domain::words::found;
use crate::import::activity::{Activity, Sport, Unreadable, tidy, whole};

/// Metres in a mile.
const MILE: f64 = 1609.344;
/// Below this many metres for one unit of distance the unit is the metre itself.
const METRES_BELOW: f64 = 30.0;
/// Rows that are looked at to find the columns of stride and cadence.
const SAMPLE: usize = 400;

/// True for a row of such a list: a sport in words, a date with its hour, and a time where the timer stands.
pub fn is_row(row: &TableRow) -> bool {
    let (sport, date) = (row.cell(0), row.cell(1));
    let words = sport.chars().any(char::is_alphabetic) && !sport.chars().any(|c| c.is_ascii_digit());
    let dated = date.starts_with(|c: char| c.is_ascii_digit()) && date.contains(':');
    let after = 2 + usize::from(is_favourite(row.cell(2)));
    words && dated && row.len() >= 8 && tables::clock(row.cell(after + 3)).is_some()
}

/// The mark of a favourite: true or false, as Garmin or a spreadsheet writes it.
fn is_favourite(cell: &str) -> bool {
    matches!(
        cell.to_lowercase().as_str(),
        "true" | "false" | "wahr" | "falsch" | "waar" | "onwaar" | "vrai" | "faux" | "verdadero" | "falso"
    )
}

/// What the list's distances are in.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    /// Metres in one, where the unit is not the metre itself.
    metres: f64,
    /// Whether that was found out and not just assumed.
    known: bool,
}

/// Where the columns are that follow the optional mark of a favourite.
struct GarminColumns {
    title: usize,
    pace: Option<(usize, usize)>,
    ends_in_times: bool,
}

/// What came of each row.
pub type Rows = Vec<Result<Activity, String>>;

/// Reads the list, row by row, and warns of what is odd about it as a whole. `unit`: what its distances are in; `else_unit`: what is assumed where nothing tells it.
///
/// # Errors
/// Where there is no row in it that can be read.
pub fn read(text: &str, unit: Option<Units>, else_unit: Units) -> Result<(Rows, Vec<String>), Unreadable> {
    let sample: Vec<TableRow> = tables::rows(text).filter(is_row).take(SAMPLE).collect();
    let Some(first) = sample.first() else {
        return Err(Unreadable::NoActivity("The list has no row with a sport and a date.".into()));
    };
    let title = 2 + usize::from(is_favourite(first.cell(2)));
    let times = |row: &TableRow| {
        row.len() >= title + 9 && [4, 3].iter().all(|back| tables::clock(row.cell(row.len() - back)).is_some())
    };
    let mut places = GarminColumns { title, pace: None, ends_in_times: sample.iter().any(times) };
    places.pace = stride_and_cadence(&sample, &places);
    let scale = scale(&sample, &places, unit, else_unit);
    let order = dates::Order::of(sample.iter().map(|row| row.cell(1)));
    let (mut begun, mut warnings) = (false, Vec::new());
    let rows = tables::rows(text).enumerate().filter_map(|(n, row)| {
        let read = activity(&row, &places, scale, order);
        begun |= read.is_ok();
        // the head, and the title that some begin with
        let head = n < 3 && !begun && !is_row(&row);
        (!head).then_some((row.line, read))
    });
    let found = tables::gather(rows)?;
    let ran = found.iter().flatten().any(|one| one.sport == Sport::Running && one.distance_m.is_some());
    if !scale.known && ran {
        let (taken, other) = match else_unit {
            Units::Km => ("kilometres", "mi"),
            Units::Mi => ("miles", "km"),
        };
        warnings.push(format!("Nothing in the list tells the unit of its distances; taken for {taken} (--unit {other} reads them otherwise)."));
    }
    Ok((found, warnings))
}

fn activity(row: &TableRow, places: &GarminColumns, scale: Scale, order: dates::Order) -> Result<Activity, String> {
    let title = places.title;
    let start = dates::start(row.cell(1), order, false)
        .ok_or_else(|| format!("{} is not a date that twinge can read", found(row.cell(1))))?;
    let (sport, sort) = sports::sport(row.cell(0));
    let (distance, seconds) = (tables::number(row.cell(title + 1)), tables::clock(row.cell(title + 3)));
    let metres = distance.map(|distance| if in_metres(row, places, sort) { distance } else { distance * scale.metres });
    let elapsed = places
        .ends_in_times
        .then(|| row.len().checked_sub(3))
        .flatten()
        .and_then(|place| tables::clock(row.cell(place)));
    let hr = tables::number(row.cell(title + 4)).and_then(whole).and_then(|hr| u8::try_from(hr).ok());
    Ok(Activity {
        line: Some(row.line),
        start,
        distance_m: metres.filter(|&metres| metres > 0.0).and_then(whole),
        timer_s: seconds.filter(|&seconds| seconds > 0.0).and_then(whole),
        elapsed_s: elapsed.filter(|&seconds| seconds > 0.0).and_then(whole),
        average_hr: hr.filter(|&hr| hr > 0),
        sport,
        surface: sports::surface(sort),
        sub_sport: sort.map(Into::into),
        // an activity nobody named has its sport for a title
        title: tidy(row.cell(title)).filter(|title| **title != *row.cell(0)),
        ..Activity::default()
    })
}

/// Metres run by the feet for one unit of the distance column.
fn ratio(row: &TableRow, places: &GarminColumns, stride: usize, cadence: usize) -> Option<f64> {
    let positive = |place: usize| tables::number(row.cell(place)).filter(|&value| value > 0.0);
    let minutes = tables::clock(row.cell(places.title + 3)).filter(|&seconds| seconds > 0.0)? / 60.0;
    Some(positive(stride)? * positive(cadence)? * minutes / positive(places.title + 1)?)
}

/// True where a row's distance is in metres: its stride and cadence say so, or it is of a track; or it has no
/// decimals, which kilometres and miles always have.
fn in_metres(row: &TableRow, places: &GarminColumns, sort: Option<&str>) -> bool {
    if let Some(ratio) = places.pace.and_then(|(stride, cadence)| ratio(row, places, stride, cadence)) {
        return ratio < METRES_BELOW;
    }
    let cell = row.cell(places.title + 1);
    let plain = !cell.contains(['.', ',']) || cell.rsplit(['.', ',']).next().is_some_and(|after| after.len() == 3);
    sort == Some("track") || (plain && tables::number(cell).is_some_and(|metres| metres >= 200.0))
}

/// Finds the columns of the average stride (metres) and cadence (steps a minute): the two whose product agrees best
/// with the distances of all runs.
fn stride_and_cadence(sample: &[TableRow], places: &GarminColumns) -> Option<(usize, usize)> {
    let runs: Vec<&TableRow> = sample.iter().filter(|row| sports::sport(row.cell(0)).0 == Sport::Running).collect();
    let width = runs.iter().map(|row| row.len()).max()?;
    let within = |place: usize, low: f64, high: f64| {
        let values: Vec<f64> =
            runs.iter().filter_map(|row| tables::number(row.cell(place))).filter(|&v| v > 0.0).collect();
        !values.is_empty() && values.iter().filter(|v| (low..=high).contains(*v)).count() * 10 >= values.len() * 8
    };
    let columns: Vec<usize> = (places.title + 6..width).collect();
    let strides: Vec<usize> = columns.iter().copied().filter(|&place| within(place, 0.4, 2.2)).collect();
    let cadences: Vec<usize> = columns.iter().copied().filter(|&place| within(place, 120.0, 220.0)).collect();
    let mut best: Option<(f64, (usize, usize))> = None;
    for (&stride, &cadence) in strides.iter().flat_map(|stride| cadences.iter().map(move |cadence| (stride, cadence))) {
        let mut ratios: Vec<f64> = runs.iter().filter_map(|row| ratio(row, places, stride, cadence)).collect();
        let Some(middle) = median(&mut ratios) else { continue };
        // how far the middle is from the nearest unit, in parts of it
        let off = [1.0, 1000.0, MILE].map(|unit| (middle / unit).ln().abs()).into_iter().fold(f64::MAX, f64::min);
        if off < 0.08 && best.is_none_or(|(least, _)| off < least) {
            best = Some((off, (stride, cadence)));
        }
    }
    best.map(|(_, places)| places)
}

fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The unit of the account: from the runs outdoors where there are any, because a treadmill's distance scatters.
fn scale(sample: &[TableRow], places: &GarminColumns, unit: Option<Units>, else_unit: Units) -> Scale {
    let metres_in = |unit| match unit {
        Units::Km => 1000.0,
        Units::Mi => MILE,
    };
    if let Some(unit) = unit {
        return Scale { metres: metres_in(unit), known: true };
    }
    let ratios = |indoors: bool| -> Vec<f64> {
        let Some((stride, cadence)) = places.pace else { return Vec::new() };
        let runs = sample.iter().filter_map(|row| {
            let (sport, sort) = sports::sport(row.cell(0));
            let inside = matches!(sort, Some("treadmill" | "indoor" | "virtual"));
            (sport == Sport::Running && inside == indoors).then(|| ratio(row, places, stride, cadence)).flatten()
        });
        runs.filter(|&ratio| ratio >= METRES_BELOW).collect()
    };
    let (mut outside, mut inside) = (ratios(false), ratios(true));
    match median(&mut outside).or_else(|| median(&mut inside)) {
        Some(middle) if (800.0..1268.0).contains(&middle) => Scale { metres: 1000.0, known: true },
        Some(middle) if (1268.0..2000.0).contains(&middle) => Scale { metres: MILE, known: true },
        _ => Scale { metres: metres_in(else_unit), known: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A list of this distance in ten-minute kilometres, stride and cadence agreeing with the metres of one unit.
    fn list(metres_in_one: f64, rows: &[(&str, &str)]) -> String {
        let mut text = String::from("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n");
        for (n, (sport, distance)) in rows.iter().enumerate() {
            let value = tables::number(distance).unwrap();
            let metres = if metres_in_one > 1.0 && !distance.contains('.') { value } else { value * metres_in_one };
            let seconds = (metres * 0.33).round() as u32;
            let stride = metres / (170.0 * f64::from(seconds) / 60.0);
            let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
            text += &format!(
                "{sport},2025-07-{:02} 15:40:46,false,t,\"{distance}\",300,{clock},150,170,2.4,170,180,5:30,{stride:.2},00:00:01,{clock}\n",
                n + 1
            );
        }
        text
    }

    fn metres(text: &str) -> Vec<u32> {
        read(text, None, Units::Km).unwrap().0.iter().flatten().filter_map(|one| one.distance_m).collect()
    }

    #[test]
    fn kilometres_miles_and_metres_are_told_apart_by_stride_and_cadence() {
        assert_eq!(
            metres(&list(1000.0, &[("Running", "10.02"), ("Løb", "5.00"), ("Running", "7.50")])),
            [10020, 5000, 7500]
        );
        assert_eq!(
            metres(&list(MILE, &[("Running", "6.21"), ("Running", "3.11"), ("Running", "4.00")])),
            [9994, 5005, 6437]
        );
        assert_eq!(
            metres(&list(1000.0, &[("Running", "10.02"), ("Track Running", "5,000"), ("Track Running", "450")])),
            [10020, 5000, 450]
        );
    }

    #[test]
    fn without_stride_the_unit_is_asked_for_and_till_then_assumed_aloud() {
        let bare = "Running,2025-07-10 15:40:46,false,t,\"4,14\",300,00:22:15,150\n";
        let (found, warnings) = read(bare, None, Units::Km).unwrap();
        assert_eq!((found[0].as_ref().unwrap().distance_m, warnings.len()), (Some(4140), 1));
        assert!(warnings[0].contains("--unit mi"), "{warnings:?}");
        let (found, warnings) = read(bare, Some(Units::Mi), Units::Km).unwrap();
        assert_eq!((found[0].as_ref().unwrap().distance_m, warnings.len()), (Some(6663), 0));
    }

    #[test]
    fn a_list_that_went_through_a_spreadsheet_is_still_read() {
        let text = "Laufen;10.7.2025 15:40;FALSCH;Am See;4,14;300;00:22:15;150;170\nLaufen;11.7.2025 7:05;WAHR;Am See;5;300;00:30:00;--;170\n";
        let found: Vec<Activity> = read(text, None, Units::Km).unwrap().0.into_iter().flatten().collect();
        assert_eq!(found.iter().map(|one| one.distance_m).collect::<Vec<_>>(), [Some(4140), Some(5000)]);
        assert_eq!(found.iter().map(|one| one.average_hr).collect::<Vec<_>>(), [Some(150), None]);
        let without_mark = "Laufen,2025-07-10 15:40:46,Am See,4.14,300,00:22:15,150,170\n";
        let found: Vec<Activity> = read(without_mark, None, Units::Km).unwrap().0.into_iter().flatten().collect();
        assert_eq!((found[0].title.as_deref(), found[0].timer_s), (Some("Am See"), Some(1335)));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(any in "\\PC{0,60}", near in "(Running,2025-07-10 15:40:46,[a-z]{0,5},t,[0-9,.\"]{0,6},3,[0-9:]{0,8},[0-9.,]{0,5}(,[0-9.:-]{0,5}){0,12}\n){0,4}") {
            for text in [&any, &near] {
                let _ = read(text, None, Units::Km);
            }
        }
    }
}
