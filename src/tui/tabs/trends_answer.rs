//! The answer of the Trends tab in three sentences: the mornings now and before, the surfaces with their next morning,
//! what to tell the doctor.

use crate::domain::level::Level;
use crate::insight::change::signed;
use crate::insight::days::{ChartDay, median};
use crate::insight::trends::Trends;
use crate::page::{Line, Tone};
use crate::tui::widgets::text;

/// Days of a week.
const WEEK: usize = 7;

/// The three sentences in lines of that width; what may need help wraps, and is never cut.
pub fn lines(trends: &Trends, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(warning) = &trends.warning {
        lines.extend(text::band(&warning.action(), warning.tone(), width));
        let signs = Line::of(format!(" You answered yes to: {}", warning.signs.join(", ")), Tone::Muted);
        lines.extend(text::wrap(&signs, width, 1));
    }
    for line in [mornings(trends), surfaces(trends)] {
        lines.extend(text::wrap(&line, width, 11));
    }
    match &trends.see_someone {
        Some(see) => {
            let line = Line::of(format!(" \u{25b2} {}", see.describe()), Tone::Warn);
            lines.extend(text::wrap(&line, width, 3));
        }
        None => lines.extend(text::wrap(&doctor(trends), width, 11)),
    }
    lines
}

/// The mornings of the last seven days, of the seven before, and of the first seven of the period.
fn mornings(trends: &Trends) -> Line {
    let of = |days: &[ChartDay]| {
        let levels: Vec<Level> = days.iter().filter_map(|point| point.day.morning).collect();
        let n = levels.len();
        median(levels).map(|median| (median.to_string(), n))
    };
    let points = &trends.points;
    let end = points.len();
    let (last, before) = (end.saturating_sub(WEEK), end.saturating_sub(2 * WEEK));
    let weeks = end / WEEK;
    let parts = [
        of(&points[last..]).map(|found| (found, "this week".to_owned())),
        of(&points[before..last]).map(|found| (found, "the week before".to_owned())),
        (weeks > 2).then(|| of(&points[..WEEK])).flatten().map(|found| (found, format!("{} ago", number(weeks)))),
    ];
    let head = Line::of(" Mornings  ", Tone::Title);
    let known: Vec<_> = parts.into_iter().flatten().collect();
    if known.is_empty() {
        return head.and("none logged in the last two weeks", Tone::Muted);
    }
    known.into_iter().enumerate().fold(head, |line, (i, ((level, n), when))| {
        let line = if i > 0 { line.and(", ", Tone::Plain) } else { line };
        line.and(level, Tone::Title).and(format!(" {when}"), Tone::Plain).and(format!(" (n {n})"), Tone::Muted)
    })
}

/// So many weeks, in a word where that is no mouthful: a digit stands beside it already.
fn number(weeks: usize) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match WORDS.get(weeks) {
        Some(word) => format!("{word} weeks"),
        None => format!("at first, {weeks} weeks"),
    }
}

/// The surfaces, each with the median of the next mornings less those before.
fn surfaces(trends: &Trends) -> Line {
    let head = Line::of(" Surfaces  ", Tone::Title);
    let known: Vec<_> = trends
        .surfaces
        .iter()
        .filter_map(|one| Some((one.surface, one.mornings.median.clone().ok()?, one.mornings.n)))
        .collect();
    if known.is_empty() {
        return head.and("too few mornings after runs to say anything yet", Tone::Muted);
    }
    let line = known.into_iter().fold(head, |line, (surface, change, n)| {
        line.and(format!("{} ", surface.word()), Tone::Surface(surface.letter()))
            .and(signed((change * 10.0).round() / 10.0), Tone::Title)
            .and(format!(" (n {n})  "), Tone::Muted)
    });
    line.and("next morning", Tone::Muted)
}

/// What to tell the doctor, where nothing says more.
fn doctor(trends: &Trends) -> Line {
    let head = Line::of(" Doctor    ", Tone::Title);
    match (&trends.pain.worst, &trends.pain.days_at_5_or_more) {
        (Ok(worst), Ok(days)) => head
            .and("worst ", Tone::Plain)
            .and(worst.to_string(), Tone::Title)
            .and(format!(", 5 or more on {days} of {} days with a level", trends.pain.n), Tone::Plain),
        _ => head.and("no pain level in these days", Tone::Muted),
    }
}
