//! Which surfaces a run was on, and how far on each: one rule for every table, chart, share and limit that asks.
//!
//! A run with one surface was all on it, unless it says how far. What no surface is given for is not known, which is never
//! `other`: that is a surface of its own, for what none of the words fit.

use serde::{Serialize, Serializer};

use super::runs::{Run, Surface};

/// Metres, and a share of the run, that its parts may miss the whole by and still be all of it: other programs round each
/// part, mostly to a tenth of a kilometre (50 m either way), and two recordings of one run differ by about 1 %. Whichever
/// is more holds.
const ROUNDED_M: u64 = 50;
const ROUNDED_PER_CENT: u64 = 1;

/// The surface that a run stands for on a chart; nothing where it names none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MainSurface(pub Option<Surface>);

impl MainSurface {
    /// All there are, those that are known first.
    pub fn all() -> impl Iterator<Item = Self> {
        Surface::ALL.iter().map(|&surface| Self(Some(surface))).chain([Self(None)])
    }

    /// Its sign on charts.
    pub fn letter(self) -> char {
        self.0.map_or('?', Surface::letter)
    }

    /// It in words.
    pub fn describe(self) -> &'static str {
        self.0.map_or("surface not known", Surface::word)
    }
}

impl Serialize for MainSurface {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.map_or("not_known", Surface::word))
    }
}

impl Run {
    /// Each surface once, in the order given, with its metres where they are known.
    pub fn by_surface(&self) -> Vec<(Surface, Option<u32>)> {
        let mut parts: Vec<(Surface, Option<u32>)> = Vec::new();
        for stretch in &self.surfaces {
            match parts.iter_mut().find(|(surface, _)| *surface == stretch.surface) {
                Some((_, sum)) => *sum = (*sum).into_iter().chain(stretch.distance_m).reduce(u32::saturating_add),
                None => parts.push((stretch.surface, stretch.distance_m)),
            }
        }
        if let ([(_, metres)], true) = (&mut parts[..], self.leaves_open()) {
            *metres = self.distance_m.or(*metres);
        }
        parts
    }

    /// True where a surface is named without its metres.
    fn leaves_open(&self) -> bool {
        self.surfaces.iter().any(|stretch| stretch.distance_m.is_none())
    }

    /// Metres on the surfaces that are known, and those of them on soft ones.
    pub fn known_and_soft_m(&self) -> (u64, u64) {
        let sum = |(known, soft), (surface, metres): (Surface, Option<u32>)| {
            let metres = u64::from(metres.unwrap_or(0));
            (known + metres, soft + if surface.is_soft() { metres } else { 0 })
        };
        self.by_surface().into_iter().fold((0, 0), sum)
    }

    /// Metres of which the surface is not known.
    pub fn unknown_m(&self) -> u64 {
        u64::from(self.distance_m.unwrap_or(0)).saturating_sub(self.known_and_soft_m().0)
    }

    /// True where a part of it may have been on a surface that it does not name.
    pub fn may_be_elsewhere(&self) -> bool {
        self.surfaces.is_empty() || self.lacks_surface() || (!self.is_all_known() && !self.leaves_open())
    }

    /// True where its parts are all of it, but for what comes of rounding them.
    fn is_all_known(&self) -> bool {
        let (unknown, whole) = (self.unknown_m(), u64::from(self.distance_m.unwrap_or(0)));
        unknown <= ROUNDED_M || unknown * 100 <= whole * ROUNDED_PER_CENT
    }

    /// The surface of its longest part; the first of those that are even.
    pub fn main_surface(&self) -> MainSurface {
        MainSurface(self.by_surface().into_iter().rev().max_by_key(|&(_, metres)| metres).map(|(surface, _)| surface))
    }

    /// The surface that its mornings count for: the one of at least three quarters of all of it (our cut; a run half on
    /// grass and half on the road says nothing about either).
    pub fn surface_of_three_quarters(&self) -> Option<Surface> {
        let parts = self.by_surface();
        let known = self.known_and_soft_m().0;
        let whole = match (self.distance_m, &parts[..]) {
            (_, [(only, None)]) => return Some(*only),
            (Some(whole), _) => known.max(u64::from(whole)),
            (None, [_]) => known,
            // how far it was on the others is not known
            (None, _) if self.leaves_open() => return None,
            (None, _) => known,
        };
        let most = |&(_, metres): &(Surface, Option<u32>)| {
            metres.is_some_and(|metres| u64::from(metres) * 4 >= whole * 3 && (whole > 0 || parts.len() == 1))
        };
        parts.iter().find(|part| most(part)).map(|&(surface, _)| surface)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::id::Id;
    use crate::domain::runs::Stretch;
    use Surface::{Dirt, Grass, Road, Sand, Trail};

    fn run(whole: Option<u32>, parts: &[(Surface, Option<u32>)]) -> Run {
        let at = At::parse("2026-11-23T18:00:00+01:00").unwrap();
        let stretch = |&(surface, distance_m)| Stretch { surface, distance_m, extra: Default::default() };
        let surfaces = parts.iter().map(stretch).collect();
        Run { distance_m: whole, surfaces, ..Run::blank(Id(uuid::Uuid::from_u128(1)), at) }
    }

    #[test]
    fn one_surface_is_all_of_the_run_unless_it_says_how_far() {
        for (whole, part, on, unknown) in [
            (Some(5000), None, Some(5000), 0),
            (Some(5000), Some(5000), Some(5000), 0),
            (Some(6000), Some(3000), Some(3000), 3000),
            (None, Some(3000), Some(3000), 0),
            (None, None, None, 0),
        ] {
            let run = run(whole, &[(Grass, part)]);
            assert_eq!((run.by_surface(), run.unknown_m()), (vec![(Grass, on)], unknown), "{whole:?} {part:?}");
        }
        let twice = run(Some(5000), &[(Grass, Some(1000)), (Grass, None)]);
        assert_eq!(twice.by_surface(), [(Grass, Some(5000))], "there was no other");
        let again = run(Some(5000), &[(Grass, Some(1000)), (Road, Some(500)), (Grass, Some(2000))]);
        assert_eq!((again.by_surface(), again.unknown_m()), (vec![(Grass, Some(3000)), (Road, Some(500))], 1500));
        assert_eq!(again.known_and_soft_m(), (3500, 3000));
    }

    #[test]
    fn no_surface_is_not_known_and_never_other() {
        let bare = run(Some(5000), &[]);
        assert_eq!((bare.by_surface().len(), bare.unknown_m(), bare.main_surface().0), (0, 5000, None));
        assert_eq!((bare.main_surface().letter(), bare.main_surface().describe()), ('?', "surface not known"));
        assert_eq!(serde_json::to_string(&MainSurface::all().last()).unwrap(), "\"not_known\"");
        assert_eq!(MainSurface::all().count(), Surface::ALL.len() + 1);
    }

    #[test]
    fn three_quarters_are_of_the_whole_run() {
        for (whole, parts, expected) in [
            (Some(4000), &[(Grass, Some(3000)), (Road, Some(1000))][..], Some(Grass)),
            (Some(3999), &[(Grass, Some(2999)), (Road, Some(1000))], None),
            (Some(5600), &[(Road, Some(2800)), (Trail, None)], None),
            (Some(3000), &[(Sand, Some(2249)), (Grass, Some(451))], None),
            (Some(3000), &[(Sand, Some(2250)), (Grass, Some(451))], Some(Sand)),
            (Some(10_100), &[(Grass, Some(1000)), (Dirt, Some(9000)), (Road, Some(100))], Some(Dirt)),
            // the parts are more than the whole
            (Some(3000), &[(Grass, Some(3000)), (Road, Some(3000))], None),
            (None, &[(Grass, Some(3000)), (Road, None)], None),
            (None, &[(Grass, Some(3000)), (Road, Some(500))], Some(Grass)),
            (None, &[(Grass, None), (Road, None)], None),
            (None, &[(Grass, None)], Some(Grass)),
            (Some(0), &[(Grass, Some(0))], Some(Grass)),
            (Some(0), &[(Grass, Some(0)), (Road, Some(0))], None),
            (Some(6000), &[(Grass, Some(3000))], None),
            (Some(6000), &[], None),
        ] {
            assert_eq!(run(whole, parts).surface_of_three_quarters(), expected, "{whole:?} {parts:?}");
        }
    }

    #[test]
    fn what_is_left_over_may_have_been_anywhere_unless_a_named_surface_is_open() {
        for (whole, parts, elsewhere) in [
            (Some(6000), &[(Grass, Some(3000))][..], true),
            (Some(6000), &[(Grass, Some(6000))], false),
            (Some(6000), &[(Grass, None)], false),
            (Some(6000), &[(Grass, Some(3000)), (Road, None)], false),
            (Some(6000), &[(Grass, Some(3000)), (Road, Some(2999))], false),
            (Some(6000), &[(Grass, Some(3000)), (Road, Some(2940))], false),
            (Some(6000), &[(Grass, Some(3000)), (Road, Some(2939))], true),
            (Some(3000), &[(Grass, Some(2950))], false),
            (Some(3000), &[(Grass, Some(2949))], true),
            (Some(20_000), &[(Grass, Some(19_800))], false),
            (Some(20_000), &[(Grass, Some(19_799))], true),
            (None, &[(Grass, Some(3000))], false),
            (Some(6000), &[], true),
        ] {
            assert_eq!(run(whole, parts).may_be_elsewhere(), elsewhere, "{whole:?} {parts:?}");
        }
    }

    #[test]
    fn a_run_stands_for_its_longest_part() {
        let main = |parts: &[(Surface, Option<u32>)]| run(Some(9000), parts).main_surface().0;
        assert_eq!(main(&[(Grass, Some(3000)), (Road, Some(3000)), (Sand, Some(100))]), Some(Grass));
        assert_eq!(main(&[(Sand, Some(100)), (Road, Some(3000))]), Some(Road));
        assert_eq!(main(&[(Sand, None), (Road, Some(0))]), Some(Road));
    }
}
