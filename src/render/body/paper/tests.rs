//! The drawing of the body says what the words say, on the right side.

use super::*;
use crate::domain::pain::Site;
use crate::insight::report::body::{FeelDays, ReachedLeg};

fn zone(site: Site, side: Side, days: usize) -> Zone {
    Zone { site, side, days, sided: true, feels: vec![FeelDays { feel: Feel::Dull, days: 1 }] }
}

fn body(zones: Vec<Zone>) -> BodySection {
    BodySection { zones, n: 8, legs: Vec::new() }
}

/// The filled outlines with their grey and the middle of their width.
fn filled(picture: &Picture) -> Vec<(u8, f32)> {
    let of = |shape: &Shape| match shape {
        Shape::Outline { points, fill: Some(grey), .. } => {
            let xs = points.iter().map(|(x, _)| *x);
            Some((*grey, xs.clone().sum::<f32>() / xs.count() as f32))
        }
        _ => None,
    };
    picture.shapes.iter().filter_map(of).collect()
}

#[test]
fn every_place_of_the_drawing_on_the_screen_has_its_outline_and_no_other() {
    let grid: std::collections::BTreeSet<char> = ["back", "front"]
        .iter()
        .flat_map(|name| super::super::view(name).0.flat_map(str::chars).collect::<Vec<_>>())
        .filter(|&letter| site(letter).is_some())
        .collect();
    let outlined: std::collections::BTreeSet<char> =
        outlines().iter().filter(|one| one.what.len() == 1).filter_map(|one| one.what.chars().next()).collect();
    assert_eq!(grid, outlined);
    assert!(
        outlines()
            .iter()
            .all(|one| one.points.iter().all(|(x, y)| (0.0..=HALF).contains(x) && (0.0..=FOOT).contains(y)))
    );
}

#[test]
fn a_place_is_drawn_on_its_side_and_the_left_of_the_front_is_on_the_right() {
    let (views, width) = views();
    let right = picture(&body(vec![zone(Site::DeepButtock, Side::Right, 8)])).unwrap();
    let found = filled(&right);
    assert_eq!(found.len(), 2, "behind, and behind once more");
    assert!(
        found[0].1 > views[1].middle
            && found[1].1 > views[2].middle
            && found.iter().all(|(grey, _)| *grey == SHADES[3])
    );
    let groin = filled(&picture(&body(vec![zone(Site::Groin, Side::Left, 1)])).unwrap());
    assert_eq!(groin.len(), 1);
    assert!(groin[0].1 > views[0].middle && groin[0].0 == SHADES[0]);
    assert!(right.shapes.iter().all(|shape| match shape {
        Shape::Outline { points, .. } =>
            points.iter().all(|(x, y)| (0.0..=width).contains(x) && (0.0..=right.height).contains(y)),
        _ => true,
    }));
    let sides = right.shapes.iter().filter(|shape| matches!(shape, Shape::Text { text, .. } if text == "your left"));
    assert_eq!(sides.count(), 3, "each view says which side is the left");
}

#[test]
fn a_line_down_the_leg_ends_where_it_went_and_goes_on_below_the_larger_view() {
    let leg = |reach| BodySection { legs: vec![ReachedLeg { side: Side::Left, reach, days: 2 }], ..body(Vec::new()) };
    let dots = |reach| {
        let drawn = picture(&leg(reach)).unwrap();
        drawn.shapes.iter().filter(|shape| matches!(shape, Shape::Dot { .. })).count()
    };
    assert_eq!((dots(Reach::UpperThigh), dots(Reach::Calf)), (2, 1));
    assert!(picture(&body(Vec::new())).is_none());
    assert!(picture(&body(vec![zone(Site::Other, Side::Left, 3)])).is_none(), "nowhere on it");
}

#[test]
fn its_words_are_those_of_what_is_drawn() {
    let mut all = body(vec![
        zone(Site::DeepButtock, Side::Right, 8),
        zone(Site::Calf, Side::Left, 2),
        zone(Site::Calf, Side::Right, 2),
    ]);
    all.zones[0].feels.insert(0, FeelDays { feel: Feel::Tingling, days: 1 });
    all.zones[1].sided = false;
    all.zones[2].sided = false;
    let drawn = picture(&all).unwrap();
    assert!(
        drawn
            .message
            .contains("of 8 days: right deep buttock 8 days; side not marked: calf 2 days. All else is not marked."),
        "{}",
        drawn.message
    );
    let legend = legend(&all, &drawn);
    assert!(
        legend.contains("d dull") && legend.contains("T tingling") && legend.contains("? side not marked"),
        "{legend}"
    );
    assert!(!legend.contains("line:") && !legend.contains("ache"), "{legend}");
}
