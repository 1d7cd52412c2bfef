//! Entries that came as lines from elsewhere: several with one change, each stamped with the moment of its line, so that
//! every computer that reads the line makes the same entry of it.

use super::change::Change;
use super::day::At;
use super::entry::Entry;
use super::journal::Journal;

impl Journal {
    /// Takes entries with the moments at which they were written, as one change. Taken back, they go to the bin, where
    /// their ids stay known. None of their ids may be there already.
    pub fn receive(&mut self, entries: impl IntoIterator<Item = (Entry, At)>, now: At) {
        let mut inverses = Vec::new();
        let entries = entries.into_iter().map(|(mut entry, at)| {
            let mut stamps = entry.stamps();
            stamps.change_all(at);
            inverses.push(Change::Remove { id: entry.item().id(), print: entry.fingerprint() });
            entry.set_stamps(stamps);
            entry
        });
        self.put_all(entries.collect::<Vec<_>>());
        if inverses.is_empty() {
            return;
        }
        inverses.reverse();
        self.remember(Change::All(inverses), now);
    }
}
