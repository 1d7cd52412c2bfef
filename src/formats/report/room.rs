//! How much a page has room for. What is left out is counted in its place.

/// How many of each thing are printed.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub questions: usize,
    pub markers: usize,
    /// Characters of a text of one's own.
    pub chars: usize,
    /// Things in a row of things.
    pub items: usize,
    pub surfaces: usize,
    pub gear: usize,
    pub notes: usize,
    /// Warning signs that are printed as they were asked; more are named. With none, most of them are only counted.
    pub signs: usize,
    pub weeks: bool,
    /// Why a step stands as it does.
    pub reasons: bool,
}

/// From the fullest to the tightest; each line: questions, markers, chars, items, surfaces, gear, notes, signs.
const STEPS: [Room; 6] = [
    room([10, 12, 300, 6, 9, 4, 40, 6], true, true),
    room([6, 6, 150, 4, 6, 3, 12, 3], true, true),
    room([5, 4, 90, 4, 5, 2, 6, 3], true, true),
    room([4, 3, 60, 3, 4, 1, 4, 2], false, true),
    room([3, 2, 45, 2, 3, 1, 2, 1], false, true),
    room([1, 1, 20, 1, 1, 1, 1, 0], false, false),
];

const fn room(many: [usize; 8], weeks: bool, reasons: bool) -> Room {
    let [questions, markers, chars, items, surfaces, gear, notes, signs] = many;
    Room { questions, markers, chars, items, surfaces, gear, notes, signs, weeks, reasons }
}

/// What can be given more room, the most wanted first.
const WIDEN: [fn(&mut Room, &Room); 10] = [
    |room, more| room.reasons = more.reasons,
    |room, more| room.signs = more.signs,
    |room, more| room.surfaces = more.surfaces,
    |room, more| room.questions = more.questions,
    |room, more| room.markers = more.markers,
    |room, more| room.chars = more.chars,
    |room, more| room.items = more.items,
    |room, more| room.weeks = more.weeks,
    |room, more| room.gear = more.gear,
    |room, more| room.notes = more.notes,
];

impl Room {
    /// Room for everything that is ever printed.
    pub const FULL: Self = STEPS[0];
    /// The least.
    pub const TIGHT: Self = STEPS[STEPS.len() - 1];

    /// The most room with which a page fits; nothing where it does not even with the least. Beginning with the least,
    /// each thing in turn gets a step more, until nothing more fits.
    pub fn fitting(fits: impl Fn(Self) -> bool) -> Option<Self> {
        if fits(Self::FULL) {
            return Some(Self::FULL);
        }
        if !fits(Self::TIGHT) {
            return None;
        }
        let mut room = Self::TIGHT;
        let mut stuck = [false; WIDEN.len()];
        for more in STEPS.iter().rev().skip(1) {
            for (widen, stuck) in WIDEN.iter().zip(&mut stuck).filter(|(_, stuck)| !**stuck) {
                let mut wider = room;
                widen(&mut wider, more);
                match fits(wider) {
                    true => room = wider,
                    false => *stuck = true,
                }
            }
        }
        Some(room)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_as_much_as_it_has_room_for() {
        assert!(Room::fitting(|_| false).is_none());
        assert_eq!(Room::fitting(|_| true).map(|room| room.notes), Some(40));
        // where only questions and markers cost anything, both get their share
        let found = Room::fitting(|room| room.questions + room.markers <= 9).unwrap();
        assert_eq!((found.questions, found.markers), (5, 4));
        assert_eq!((found.chars, found.notes, found.reasons), (300, 40, true));
    }
}
