//! How much a page has room for. What is left out is counted in its place.
//!
//! What yields first: records, changes, the details of the steps. What never yields: warning signs, the questions that
//! come first, the state, what a doctor told me.

/// How many of each thing are printed.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub questions: usize,
    /// Characters of a question.
    pub asked: usize,
    pub markers: usize,
    /// Characters of a text of one's own.
    pub chars: usize,
    /// Characters of what a doctor told me: all of them on paper, whatever else yields.
    pub told: usize,
    /// Things in a row of things.
    pub items: usize,
    pub surfaces: usize,
    pub gear: usize,
    pub notes: usize,
    /// Warning signs that are printed as they were asked; more are named. Of many not asked, with one those of an
    /// emergency are named and the others counted, with none all are counted.
    pub signs: usize,
    pub weeks: bool,
    /// In text, the days as heights, not as a row of digits.
    pub plot: bool,
    /// Why a step stands as it does.
    pub reasons: bool,
    /// On paper, the body.
    pub body: bool,
    /// On paper, rows of names above the chart.
    pub names: usize,
    /// How much was logged.
    pub records: bool,
    /// What was said at a visit.
    pub said: bool,
    /// What a clinician would ask of me.
    pub clinician: bool,
}

/// From the fullest to the tightest; each line: questions, asked, markers, chars, items, surfaces, gear, notes, signs,
/// names; then weeks and plot, reasons, body, records.
const STEPS: [Room; 6] = [
    room([10, 300, 26, 300, 6, 9, 4, 40, 6, 3], [true, true, true, true]),
    room([8, 220, 26, 150, 4, 6, 3, 12, 3, 3], [true, true, true, true]),
    room([6, 160, 12, 90, 4, 6, 2, 6, 2, 2], [true, true, true, true]),
    room([5, 120, 8, 70, 3, 5, 1, 4, 1, 2], [true, false, true, true]),
    room([4, 100, 5, 50, 2, 3, 1, 2, 0, 1], [false, false, true, true]),
    room([3, 80, 1, 20, 1, 1, 0, 1, 0, 1], [false, false, false, false]),
];

const fn room(many: [usize; 10], [pictures, reasons, body, records]: [bool; 4]) -> Room {
    let [questions, asked, markers, chars, items, surfaces, gear, notes, signs, names] = many;
    Room {
        questions,
        asked,
        markers,
        chars,
        told: usize::MAX,
        items,
        surfaces,
        gear,
        notes,
        signs,
        weeks: pictures,
        plot: pictures,
        reasons,
        body,
        names,
        records,
        said: items > 1,
        clinician: items > 1,
    }
}

/// What can be given more room, the most wanted first.
const WIDEN: [fn(&mut Room, &Room); 17] = [
    |room, more| room.body = more.body,
    |room, more| room.said = more.said,
    |room, more| room.clinician = more.clinician,
    |room, more| room.items = more.items,
    |room, more| room.asked = more.asked,
    |room, more| room.questions = more.questions,
    |room, more| room.surfaces = more.surfaces,
    |room, more| room.chars = more.chars,
    |room, more| room.markers = more.markers,
    |room, more| room.weeks = more.weeks,
    |room, more| room.names = more.names,
    |room, more| room.plot = more.plot,
    |room, more| room.gear = more.gear,
    |room, more| room.signs = more.signs,
    |room, more| room.reasons = more.reasons,
    |room, more| room.records = more.records,
    |room, more| room.notes = more.notes,
];

impl Room {
    /// The same room, what a doctor told me no longer in full: where even the least has no place for it.
    #[must_use]
    pub fn shortened(self) -> Self {
        let told = if self.chars < 60 { self.chars } else { 60 };
        let (asked, questions) =
            (if self.asked < 55 { self.asked } else { 55 }, if self.questions < 4 { 2 } else { self.questions });
        Self { told, asked, questions, ..self }
    }

    /// Room for everything that is ever printed.
    pub const FULL: Self = STEPS[0];
    /// From the fullest to the tightest.
    #[cfg(test)]
    pub const STEPS: [Self; 6] = STEPS;
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
        assert_eq!((found.questions, found.markers), (4, 5));
        assert_eq!((found.chars, found.notes, found.reasons), (300, 40, true));
    }
}
