//! What was made for a row, kept until what it is made of changes: a frame makes only the rows that have come into view.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::rc::Rc;

/// So many are kept at most: a few screenfuls.
const MOST: usize = 500;

/// What was made for the rows of a list, of what is given with each: how often the journal was changed, a width, a day.
/// All rows are of the same.
pub struct Memo<O, K, V> {
    of: RefCell<Option<O>>,
    rows: RefCell<HashMap<K, Rc<V>>>,
}

impl<O, K, V> Default for Memo<O, K, V> {
    fn default() -> Self {
        Self { of: RefCell::default(), rows: RefCell::default() }
    }
}

impl<O, K, V> fmt::Debug for Memo<O, K, V> {
    /// Without what is kept: it is nothing that a key changes.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Memo")
    }
}

impl<O: PartialEq, K: Eq + Hash, V> Memo<O, K, V> {
    /// What was made of this for that row, else what is made now.
    pub fn get(&self, of: O, row: K, make: impl FnOnce() -> V) -> Rc<V> {
        let of = Some(of);
        let same = *self.of.borrow() == of;
        if !same {
            self.of.replace(of);
        }
        let known = self.rows.borrow().get(&row).filter(|_| same).map(Rc::clone);
        known.unwrap_or_else(|| {
            let made = Rc::new(make());
            let mut rows = self.rows.borrow_mut();
            if !same || rows.len() >= MOST {
                rows.clear();
            }
            rows.insert(row, Rc::clone(&made));
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_row_is_made_once_for_a_width_and_a_day() {
        let (made, count) = (Memo::default(), Cell::new(0));
        let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let get = |made: &Memo<_, _, _>, width, today, row: u32| {
            let made = made.get((width, today), row, || {
                count.set(count.get() + 1);
                (width, today, row)
            });
            assert_eq!(*made, (width, today, row));
            count.get()
        };
        assert_eq!((get(&made, 80, day(23), 1), get(&made, 80, day(23), 2), get(&made, 80, day(23), 1)), (1, 2, 2));
        assert_eq!((get(&made, 40, day(23), 1), get(&made, 40, day(24), 1), get(&made, 40, day(24), 1)), (3, 4, 4));
        assert_eq!(get(&made, 80, day(23), 2), 5);
        for row in 0..2000 {
            get(&made, 80, day(23), row);
            assert!(made.rows.borrow().len() <= MOST);
        }
    }
}
