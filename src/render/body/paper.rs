//! The body on paper: outlines from the front, from behind, and from behind once more, larger, from the waist to the knee.
//! It repeats what the words beside it say.

use super::{ASSET, site};
use crate::domain::pain::{Feel, Reach, Side};
use crate::domain::words::counted;
use crate::insight::report::body::{BodySection, Zone};
use crate::page::sheet::{Align, Picture, SOFT, Shape};

/// The size of words, points.
const SIZE: f32 = 10.0;
/// Points above the figures for the names of the views, and below them for the side.
const ABOVE: f32 = 14.0;
const BELOW: f32 = 12.0;
/// Height of the figures, points.
const TALL: f32 = 102.0;
/// How far the body is drawn down, in the units of the outlines, and how far the larger view goes.
const FOOT: f32 = 202.0;
const KNEE: f32 = 121.0;
/// Half its width in these units.
const HALF: f32 = 37.0;
/// Between two views, points.
const APART: f32 = 26.0;
/// Names of views and sides have so many letters at least; what a part holds has fewer.
const NAMES: usize = 4;
/// Steps from one point of an outline to the next.
const STEPS: usize = 6;
/// The greys of a place marked on up to a quarter, a half, three quarters and all of the days.
pub const SHADES: [u8; 4] = [232, 206, 180, 152];
/// Down the middle of a leg, and how far down each reach lies.
const LEG: [(f32, f32); 8] = [
    (17.0, 66.5),
    (17.2, 80.0),
    (17.0, 100.0),
    (17.0, 118.0),
    (17.2, 145.0),
    (15.8, 170.0),
    (15.2, 188.0),
    (15.2, 194.0),
];

/// What is drawn: a part of the asset.
struct Outline {
    what: &'static str,
    view: &'static str,
    points: Vec<(f32, f32)>,
}

fn outlines() -> Vec<Outline> {
    let part = ASSET.split("\n= ").find_map(|part| part.strip_prefix("outlines")).unwrap_or_default();
    let read = |line: &'static str| {
        let mut words = line.split_whitespace();
        let (what, view) = (words.next()?, words.next()?);
        let point = |word: &str| {
            let (x, y) = word.split_once(',')?;
            Some((x.parse().ok()?, y.parse().ok()?))
        };
        Some(Outline { what, view, points: words.map(point).collect::<Option<_>>()? })
    };
    part.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect()
}

/// A smooth curve through some points (Catmull and Rom).
fn curve(points: &[(f32, f32)], closed: bool) -> Vec<(f32, f32)> {
    let n = points.len();
    let at = |i: isize| match closed {
        true => points[i.rem_euclid(n as isize) as usize],
        false => points[i.clamp(0, n as isize - 1) as usize],
    };
    let mut found = Vec::new();
    for i in 0..(if closed { n } else { n.saturating_sub(1) }) as isize {
        let (a, b, c, d) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        for step in 0..STEPS {
            let t = step as f32 / STEPS as f32;
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                let (square, cube) = (t * t, t * t * t);
                0.5 * (2.0 * b
                    + (c - a) * t
                    + (2.0 * a - 5.0 * b + 4.0 * c - d) * square
                    + (3.0 * b - a - 3.0 * c + d) * cube)
            };
            found.push((mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1)));
        }
    }
    found.extend(points.last().filter(|_| !closed));
    found
}

/// The letter of a word for what it feels like; those of nerves are capitals.
fn letter(feel: Feel) -> char {
    match feel {
        Feel::Dull => 'd',
        Feel::Ache => 'a',
        Feel::Sharp => 's',
        Feel::Burning => 'b',
        Feel::Shooting => 'h',
        Feel::Tingling => 'T',
        Feel::Numb => 'N',
        Feel::Weak => 'W',
        Feel::Tight => 't',
    }
}

/// A view: where its middle and its top are, how large it is, and how far down it goes.
struct View {
    name: &'static str,
    middle: f32,
    scale: f32,
    down: f32,
    /// The letters of what is seen here alone, or better.
    letters: &'static str,
}

impl View {
    fn is_front(&self) -> bool {
        self.name == "front"
    }

    /// Where a point of one half lies; the right side of the body is on the left where it is seen from the front.
    fn place(&self, (x, y): (f32, f32), side: Side) -> (f32, f32) {
        let right = (side != Side::Left) != self.is_front();
        (self.middle + if right { x } else { -x } * self.scale, ABOVE + y * self.scale)
    }

    fn down_to(&self, points: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
        points.into_iter().filter(|(_, y)| *y <= self.down).collect()
    }

    fn shows(&self, outline: &Outline) -> bool {
        let back = !self.is_front();
        outline.view == "both"
            || outline.view == if back { "back" } else { "front" }
            || back && outline.view == "middle"
    }
}

/// The three views and the width of all of them.
fn views() -> ([View; 3], f32) {
    let (small, large) = (TALL / FOOT, TALL / KNEE);
    let first = 2.0 + HALF * small;
    let second = first + 2.0 * HALF * small + APART;
    let third = second + HALF * (small + large) + APART;
    let views = [
        View { name: "front", middle: first, scale: small, down: FOOT, letters: "g" },
        View { name: "back", middle: second, scale: small, down: FOOT, letters: "cf" },
        View { name: "back, larger", middle: third, scale: large, down: KNEE, letters: "ksdtoh" },
    ];
    (views, third + HALF * large + 2.0)
}

/// The drawing; nothing where no place and no reach is marked that it could show.
pub fn picture(body: &BodySection) -> Option<Picture> {
    if body.zones.iter().all(|zone| drawn_as(zone).is_none()) && body.legs.is_empty() {
        return None;
    }
    let (views, width) = views();
    let outlines = outlines();
    let shapes = views.iter().flat_map(|view| view_of(view, &outlines, body)).collect();
    Some(Picture {
        title: String::new(),
        message: message(body),
        lines: Vec::new(),
        head: 0,
        stride: 1,
        width,
        height: ABOVE + TALL + BELOW,
        shapes,
    })
}

/// The letter of the asset for a part; nothing for what is nowhere on the body.
fn drawn_as(zone: &Zone) -> Option<char> {
    "ksdtohcfg".chars().find(|&letter| site(letter) == Some(zone.site))
}

fn shade(days: usize, n: usize) -> u8 {
    SHADES[(days * 4).div_ceil(n.max(1)).clamp(1, 4) - 1]
}

fn view_of(view: &View, outlines: &[Outline], body: &BodySection) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let words = |at, text: String| Shape::Text { at, size: SIZE, align: Align::Middle, text };
    shapes.push(words((view.middle, SIZE - 1.0), view.name.into()));
    let closed = |points: Vec<(f32, f32)>, side: Side, fill: Option<u8>, edge: (f32, u8)| Shape::Outline {
        points: points.into_iter().map(|point| view.place(point, side)).collect(),
        closed: true,
        fill,
        edge: Some(edge),
    };
    let open = |points: Vec<(f32, f32)>, side: Side, edge: (f32, u8)| Shape::Outline {
        points: points.into_iter().map(|point| view.place(point, side)).collect(),
        closed: false,
        fill: None,
        edge: Some(edge),
    };
    let mut letters = Vec::new();
    for zone in &body.zones {
        let Some(letter) = drawn_as(zone) else { continue };
        let middle = zone.side == Side::Middle;
        let of_zone = |one: &&Outline| {
            one.what.starts_with(letter) && one.what.len() == 1 && view.shows(one) && (one.view == "middle") == middle
        };
        let Some(outline) = outlines.iter().find(of_zone) else { continue };
        let mut points = outline.points.clone();
        if middle {
            points.extend(outline.points.iter().rev().map(|(x, y)| (-x, *y)));
        }
        let points = view.down_to(curve(&points, true));
        if points.len() < 3 {
            continue;
        }
        if view.letters.contains(letter) {
            letters.extend(letters_in(zone, &points, view));
        }
        shapes.push(closed(points, zone.side, Some(shade(zone.days, body.n)), (0.5, 0)));
    }
    for outline in outlines.iter().filter(|one| one.what.len() > 1 && view.shows(one)) {
        let points = view.down_to(curve(&outline.points, false));
        let edge = if outline.what == "line" { (0.5, SOFT) } else { (0.9, 0) };
        for side in [Side::Left, Side::Right] {
            // what lies in the middle is drawn once
            let double = side == Side::Left && points.iter().all(|(x, _)| *x == 0.0);
            if points.len() > 1 && !double {
                shapes.push(open(points.clone(), side, edge));
            }
        }
    }
    if !view.is_front() {
        shapes.extend(body.legs.iter().flat_map(|leg| reach(view, leg.side, leg.reach)));
    }
    shapes.extend(letters);
    let (x, y) = view.place((16.0, view.down), Side::Left);
    shapes.push(words((x, y + SIZE), "your left".into()));
    shapes
}

/// The letters of a part, as many as it has room for; a part without a side has a question mark.
fn letters_in(zone: &Zone, points: &[(f32, f32)], view: &View) -> Option<Shape> {
    let (low, high) = points.iter().fold((f32::MAX, f32::MIN), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
    let (top, bottom) = points.iter().fold((f32::MAX, f32::MIN), |(low, high), (_, y)| (low.min(*y), high.max(*y)));
    let room = (((high - low) * view.scale / 8.0) as usize).clamp(1, NAMES - 1);
    let sign = if zone.sided { "" } else { "?" };
    let kinds = zone.feels.iter().map(|one| letter(one.feel));
    let text: String = sign.chars().chain(kinds).take(room).collect();
    let at = view.place(((low + high) / 2.0, (top + bottom) / 2.0), zone.side);
    let text = Shape::Text { at: (at.0, at.1 + SIZE * 0.36), size: SIZE, align: Align::Middle, text: text.clone() };
    matches!(&text, Shape::Text { text, .. } if !text.is_empty()).then_some(text)
}

/// The line down a leg to the furthest point, with a dot at its end; where it goes on below the view there is no dot.
fn reach(view: &View, side: Side, reach: Reach) -> Vec<Shape> {
    let end = match reach {
        Reach::Buttock => return Vec::new(),
        Reach::UpperThigh => 1,
        Reach::LowerThigh => 2,
        Reach::Knee => 3,
        Reach::Calf => 4,
        Reach::Foot => 7,
    };
    let points = view.down_to(curve(&LEG[..=end], false));
    let last = LEG[end];
    let mut shapes = vec![Shape::Outline {
        points: points.into_iter().map(|point| view.place(point, side)).collect(),
        closed: false,
        fill: None,
        edge: Some((1.8, 0)),
    }];
    if last.1 <= view.down {
        shapes.push(Shape::Dot { at: view.place(last, side), radius: 2.4 });
    }
    shapes
}

/// A part in words: `right deep buttock 51 days`.
fn part(zone: &Zone) -> String {
    let side = if zone.sided { zone.side.word() } else { "side not marked:" };
    format!("{side} {} {}", zone.site.word().replace('-', " "), counted(zone.days, "day", "days"))
}

fn message(body: &BodySection) -> String {
    let zones = body.zones.iter().filter(|zone| drawn_as(zone).is_some());
    let mut unsided = Vec::new();
    let zones = zones.filter(|zone| {
        // both halves of what has no side are one
        let again = !zone.sided && unsided.contains(&zone.site);
        unsided.extend((!zone.sided).then_some(zone.site));
        !again
    });
    let mut parts: Vec<String> = zones.map(part).collect();
    parts.extend(body.legs.iter().map(|leg| {
        let days = counted(leg.days, "day", "days");
        format!("line down the {} leg to the {} on {days}", leg.side.word(), leg.reach.word().replace('-', " "))
    }));
    format!(
        "The body from the front, from behind, and from behind from the waist to the knee. Marked, of {}: {}. \
         All else is not marked.",
        counted(body.n, "day", "days"),
        parts.join("; ")
    )
}

/// What the marks of its drawing mean.
pub fn legend(body: &BodySection, drawing: &Picture) -> String {
    let drawn = |wanted: char| {
        let words = drawing.shapes.iter().filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        });
        words.filter(|text| text.len() < NAMES).any(|text| text.contains(wanted))
    };
    let n = counted(body.n, "day", "days");
    let mut parts = vec![format!("Shade: up to \u{bc}, \u{bd}, \u{be}, all of {n}")];
    let shown = body.zones.iter().filter(|zone| drawn_as(zone).is_some());
    let mut kinds: Vec<Feel> = Vec::new();
    for one in shown.flat_map(|zone| &zone.feels) {
        if !kinds.contains(&one.feel) {
            kinds.push(one.feel);
        }
    }
    kinds.sort_by_key(|&feel| Feel::ALL.iter().position(|&one| one == feel));
    let kinds = kinds.into_iter().filter(|&feel| drawn(letter(feel)));
    let kinds: Vec<String> = kinds.map(|feel| format!("{} {}", letter(feel), feel.word())).collect();
    parts.extend((!kinds.is_empty()).then(|| kinds.join(", ")));
    parts.extend(drawn('?').then(|| "? side not marked".to_owned()));
    parts.extend((!body.legs.is_empty()).then(|| "line: furthest reach".to_owned()));
    parts.push("white: not marked".to_owned());
    parts.join("; ") + "."
}

#[cfg(test)]
mod tests;
