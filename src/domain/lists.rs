//! The lists of the journal, one a kind: what is asked of any of them, whatever its kind.

use std::any::Any;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use super::day::At;
use super::entry::{Entry, Item, Timed};
use super::every_kind::Record;
use super::field::Lookup;
use super::id::Id;
use super::journal::Journal;
use super::kind::{Kind, each_kind};
use super::record::Written;
use super::settings::Settings;
use super::strays::Strays;

/// True where what is in the list cannot lie ahead.
fn never_ahead<T: Record>(_: &[T]) -> bool {
    T::NEVER_AHEAD.is_some()
}

/// As [`Journal::apart`], of one list.
fn apart_in<'a, T: Item + Timed + Written>(
    ours: &'a [T],
    theirs: &'a [T],
    asked: impl Fn(Id) -> bool,
    apart: &mut [Vec<&'a dyn Item>; 2],
) {
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    loop {
        let order = match (ours.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(our), Some(their)) => (our.at_of(), our.id_of()).cmp(&(their.at_of(), their.id_of())),
        };
        let our = if order.is_le() { ours.next() } else { None };
        let their = if order.is_ge() { theirs.next() } else { None };
        if our.zip(their).is_none_or(|(our, their)| asked(our.id_of()) || !our.is_written_as(their)) {
            apart[0].extend(our.map(|our| our as &dyn Item));
            apart[1].extend(their.map(|their| their as &dyn Item));
        }
    }
}

macro_rules! lists {
    ($($variant:ident = $word:literal in $list:ident ($key:literal),)*) => {
        impl Journal {
            /// The entries of a kind, oldest first, those ahead of the clock too.
            pub fn items(&self, kind: Kind) -> Box<dyn DoubleEndedIterator<Item = &dyn Item> + '_> {
                let ahead = self.ahead.of(kind).map(Entry::item);
                match kind {
                    $(Kind::$variant => Box::new(self.$list.iter().map(|entry| entry as &dyn Item).chain(ahead)),)*
                }
            }

            /// The ids of all entries.
            pub fn ids(&self) -> impl Iterator<Item = Id> {
                let ahead = self.ahead.entries().iter().map(|entry| entry.item().id());
                ahead$(.chain(self.$list.iter().map(|entry| entry.id)))*
            }

            fn list_of(&self, kind: Kind) -> &dyn Any {
                match kind { $(Kind::$variant => &self.$list,)* }
            }

            /// How many entries there are of a kind.
            pub fn count(&self, kind: Kind) -> usize {
                self.ahead.of(kind).count() + match kind { $(Kind::$variant => self.$list.len(),)* }
            }

            /// The entry of that id. The newest are looked at first: it mostly is one of them.
            pub fn find(&self, id: Id) -> Option<&dyn Item> {
                $(if let Some(entry) = self.$list.iter().rfind(|entry| entry.id == id) { return Some(entry); })*
                self.ahead.entries().iter().map(Entry::item).find(|entry| entry.id() == id)
            }

            /// Takes an entry out of its list.
            pub(super) fn take(&mut self, id: Id) -> Option<Entry> {
                $(if let Some(place) = self.$list.iter().rposition(|entry| entry.id == id) {
                    return Some(Entry::$variant(self.$list.remove(place)));
                })*
                self.ahead.take(id)
            }

            /// Puts an entry into its list, at its place by time, then id; beside it where it lies ahead of the clock.
            pub(super) fn put(&mut self, entry: Entry) {
                match entry { $(Entry::$variant(entry) => {
                    if never_ahead(&self.$list) && self.ahead.takes(entry.at) {
                        return self.ahead.put(entry.wrap());
                    }
                    let place = self.$list.partition_point(|other| (other.at, other.id) < (entry.at, entry.id));
                    self.$list.insert(place, entry);
                })* }
            }

            /// The entries that are not the same to the last byte in both journals, and those of the ids that are asked
            /// for, of the one and of the other. All lists lie in one order, so that each is walked once.
            pub fn apart<'a>(&'a self, other: &'a Self, asked: impl Fn(Id) -> bool) -> [Vec<&'a dyn Item>; 2] {
                let ahead = |journal: &'a Self| journal.ahead.entries().iter().map(Entry::item).collect::<Vec<_>>();
                let mut apart = [ahead(self), ahead(other)];
                $(apart_in(&self.$list, &other.$list, &asked, &mut apart);)*
                apart
            }

            /// Takes many entries out of their lists, one an id, each list walked once.
            pub fn take_all(&mut self, mut ids: HashSet<Id>) -> HashMap<Id, Entry> {
                let mut taken = self.ahead.take_all(&mut ids);
                $(taken.extend(
                    self.$list.extract_if(.., |entry| ids.remove(&entry.id)).map(|entry| (entry.id, entry.wrap())),
                );)*
                taken
            }

            /// As [`Entry::mend`], all of them.
            pub(super) fn mend_entries(&mut self) {
                $(self.$list.mend();)*
            }

            /// Puts many entries into their lists, each list brought into its order once.
            pub fn put_all(&mut self, entries: impl IntoIterator<Item = Entry>) {
                for entry in entries {
                    match entry { $(Entry::$variant(entry) => {
                        if never_ahead(&self.$list) && self.ahead.takes(entry.at) {
                            self.ahead.put(entry.wrap());
                        } else {
                            self.$list.push(entry);
                        }
                    })* }
                }
                self.sort();
            }

            /// Takes the entries of what must have been already and is dated later than that out of their lists.
            pub(super) fn split_off_after(&mut self, edge: chrono::DateTime<chrono::FixedOffset>) -> Vec<Entry> {
                let mut after = Vec::new();
                $(if never_ahead(&self.$list) && self.$list.last().is_some_and(|last| last.at.0 > edge) {
                    let place = self.$list.partition_point(|entry| entry.at.0 <= edge);
                    after.extend(self.$list.drain(place..).map(Timed::wrap));
                })*
                after
            }

            /// Brings every list into its order by time, then id.
            pub fn sort(&mut self) {
                $(if !self.$list.is_sorted_by_key(|entry| (entry.at, entry.id)) {
                    self.$list.sort_by_key(|entry| (entry.at, entry.id));
                })*
            }
        }
    };
}
each_kind!(lists);

impl Lookup for Journal {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn list(&self, kind: Kind) -> &dyn Any {
        self.list_of(kind)
    }

    fn ahead(&self) -> &dyn Any {
        self.ahead.list()
    }
}

impl Journal {
    /// Says what time it is: what lies ahead of it is set beside the lists, what no longer does comes back. Returns
    /// whether anything moved.
    pub fn settle(&mut self, now: At) -> bool {
        self.ahead.now = Some(now);
        let back: Vec<Entry> = {
            let edge = self.ahead.edge();
            let passed = |entry: &Entry| edge.is_none_or(|edge| entry.item().at().0 <= edge);
            let end = self.ahead.entries.iter().take_while(|entry| passed(entry)).count();
            self.ahead.entries.drain(..end).collect()
        };
        let moved = !back.is_empty();
        back.into_iter().for_each(|entry| self.put(entry));
        let Some(edge) = self.ahead.edge() else { return moved };
        let aside = self.split_off_after(edge);
        let moved = moved || !aside.is_empty();
        aside.into_iter().for_each(|entry| self.ahead.put(entry));
        moved
    }
}
