//! The body drawn with its places: how often each was marked as a shade, how much it hurt there as a colour.

pub mod paper;

use crate::domain::pain::{Side, Site};
use crate::domain::words::counted;
use crate::insight::body::{MarkedPlace, MarkedPlaces};
use crate::page::{Line, Tone, layout};

/// The drawing: views, each with its middle column, and zones named by letters.
const ASSET: &str = include_str!("../../assets/body.txt");

/// The columns of the view from behind.
pub const WIDTH: usize = 22;
/// The columns of it beside the view from the front.
pub const WIDTH_OF_BOTH: usize = WIDTH + 3 + 16;
/// Its rows with what stands above and below.
pub const HEIGHT: usize = 15;

/// The place that a letter of the drawing stands for.
fn site(letter: char) -> Option<Site> {
    Some(match letter {
        'k' => Site::LowBack,
        's' => Site::SiJoint,
        'd' => Site::DeepButtock,
        't' => Site::SitBone,
        'o' => Site::OuterHip,
        'h' => Site::BackOfThigh,
        'c' => Site::Calf,
        'f' => Site::Foot,
        'g' => Site::Groin,
        _ => return None,
    })
}

/// A view of the drawing: its rows, and its middle column.
fn view(name: &str) -> (impl Iterator<Item = &'static str>, usize) {
    let part = ASSET.split("\n= ").find_map(|part| part.strip_prefix(name)).unwrap_or_default();
    let (middle, rows) = part.split_once('\n').unwrap_or_default();
    (rows.lines(), middle.trim().parse().unwrap_or(0))
}

/// On which side of the body a column lies: the low back has a middle, three columns wide.
fn side(site: Site, column: usize, middle: usize) -> Side {
    match column {
        _ if site == Site::LowBack && column.abs_diff(middle) <= 1 => Side::Middle,
        _ if column < middle => Side::Left,
        _ => Side::Right,
    }
}

/// How a place looks: the shade is how many of the days have it, the colour the level of those days.
fn shade(place: &MarkedPlace, n: usize) -> (char, Tone) {
    let quarter = (place.days * 4).div_ceil(n.max(1)).clamp(1, 4) - 1;
    (['\u{2591}', '\u{2592}', '\u{2593}', '\u{2588}'][quarter], Tone::LevelBar(place.level.rounded()))
}

/// A view with the places, over the names of its two sides. Seen from the front, the right side is on the left.
fn drawn(name: &str, marked: &MarkedPlaces) -> Vec<Line> {
    let (rows, middle) = view(name);
    let from_front = name == "front";
    let row = |row: &str| {
        let cell = |(column, letter): (usize, char)| match site(letter) {
            None => (letter, Tone::Muted),
            Some(site) => {
                let side = match side(site, column, middle) {
                    Side::Left if from_front => Side::Right,
                    Side::Right if from_front => Side::Left,
                    side => side,
                };
                marked.at(site, side).map_or((' ', Tone::Plain), |place| shade(place, marked.n))
            }
        };
        let cells: Vec<(char, Tone)> = row.chars().enumerate().map(cell).collect();
        let words = cells.chunk_by(|one, other| one.1 == other.1);
        words.fold(Line::default(), |line, word| {
            line.and(word.iter().map(|(sign, _)| *sign).collect::<String>(), word[0].1)
        })
    };
    let sides = if from_front { "right front left" } else { "left     back    right" };
    rows.map(row).chain([Line::of(sides, Tone::Muted)]).collect()
}

/// The body with the places of a period of so many weeks, under a heading: from behind, and from the front as well where
/// there are so many columns.
pub fn lines(marked: &MarkedPlaces, weeks: usize, width: usize) -> Vec<Line> {
    let weeks = counted(weeks, "week", "weeks");
    let mut lines = vec![Line::of("WHERE", Tone::Title).and(format!("  {weeks}, n {}", marked.n), Tone::Muted)];
    let back = drawn("back", marked);
    if width < WIDTH_OF_BOTH {
        lines.extend(back);
        return lines;
    }
    let front = drawn("front", marked);
    let above = vec![Line::default(); back.len() - front.len()];
    lines.extend(layout::beside(&back, &[above, front].concat(), WIDTH + 3));
    lines
}

/// The places in words, those of most days first: `right deep buttock 34 of 38 days`.
pub fn words(marked: &MarkedPlaces, most: usize) -> Vec<String> {
    let of = |place: &MarkedPlace| {
        let side = place.side.map(|side| format!("{} ", side.word())).unwrap_or_default();
        let n = counted(marked.n, "day", "days");
        format!("{side}{} {} of {n}", place.site.word().replace('-', " "), place.days)
    };
    marked.places.iter().take(most).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::layout::line_width;

    fn marked(site: Site, side: Option<Side>, days: usize) -> MarkedPlaces {
        let level = crate::insight::days::median(vec![crate::domain::level::Level::new(7).unwrap()]).unwrap();
        MarkedPlaces { places: vec![MarkedPlace { site, side, days, level }], n: 8 }
    }

    fn drawn(marked: &MarkedPlaces) -> Vec<String> {
        lines(marked, 6, WIDTH).iter().map(Line::text).collect()
    }

    #[test]
    fn each_half_of_the_drawing_mirrors_the_other_and_every_place_but_other_lies_in_it() {
        let mut seen = Vec::new();
        for name in ["back", "front"] {
            let (rows, middle) = view(name);
            for row in rows {
                let sign = |column: usize| row.chars().nth(column).unwrap_or(' ');
                for apart in 1..=middle {
                    let other = match sign(middle - apart) {
                        '/' => '\\',
                        '\\' => '/',
                        sign => sign,
                    };
                    assert_eq!(sign(middle + apart), other, "{row}");
                }
                seen.extend(row.chars().filter_map(site));
            }
        }
        assert!(Site::ALL.iter().all(|site| seen.contains(site) || *site == Site::Other));
    }

    #[test]
    fn a_place_is_drawn_on_its_side_the_darker_the_more_days_have_it() {
        let right = drawn(&marked(Site::DeepButtock, Some(Side::Right), 8));
        assert!(right.iter().any(|row| row.contains("|\u{2588}\u{2588}\u{2588}\u{2588}")), "{right:#?}");
        assert!(!right.iter().any(|row| row.contains("\u{2588}|")));
        let both = drawn(&marked(Site::Calf, Some(Side::Both), 2));
        assert!(
            both.iter().any(|row| row.contains("|\u{2591}\u{2591}\u{2591}| |\u{2591}\u{2591}\u{2591}|")),
            "{both:#?}"
        );
        let middle = drawn(&marked(Site::LowBack, Some(Side::Middle), 4));
        assert!(middle.iter().any(|row| row.contains("   \u{2592}\u{2592}\u{2592}   ")), "{middle:#?}");
    }

    #[test]
    fn from_the_front_the_left_side_is_on_the_right() {
        let marked = marked(Site::Groin, Some(Side::Left), 8);
        let both: Vec<String> = lines(&marked, 6, WIDTH_OF_BOTH).iter().map(Line::text).collect();
        assert!(both.iter().any(|row| row.contains("|    \u{2588}  |")), "{both:#?}");
        assert!(both.last().unwrap().ends_with("right front left"));
    }

    #[test]
    fn the_drawing_has_the_room_that_it_says() {
        let all = lines(&MarkedPlaces::default(), 6, WIDTH);
        assert_eq!(all.len(), HEIGHT);
        assert!(all.iter().all(|line| line_width(line) <= WIDTH));
    }

    #[test]
    fn the_words_say_side_place_and_days() {
        assert_eq!(words(&marked(Site::SitBone, Some(Side::Left), 3), 4), ["left sit bone 3 of 8 days"]);
        assert_eq!(words(&marked(Site::Groin, None, 1), 4), ["groin 1 of 8 days"]);
    }
}
