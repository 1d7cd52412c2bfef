//! What is told of entries ahead of the clock: that they are counted nowhere, which they are, and what mends it.

use crate::domain::entry::Entry;
use crate::domain::id::Id;
use crate::domain::journal::Journal;
use crate::domain::kind::Kind;
use crate::domain::when;
use crate::domain::words::counted;

/// An entry ahead of the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AheadOfClock {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// The entry and its date.
    pub message: String,
    /// The command that gives it another date.
    pub mend: String,
}

/// The entries ahead of the clock, by time.
pub fn ahead(journal: &Journal) -> Vec<AheadOfClock> {
    let told = |entry: &Entry| {
        let item = entry.item();
        AheadOfClock {
            kind: item.kind(),
            id: item.id(),
            message: format!("{}, {}", item.describe(&journal.settings), when::say(item.at(), &journal.settings)),
            mend: format!("twinge edit {} at=WHEN", journal.short(item.id())),
        }
    };
    journal.ahead.entries().iter().map(told).collect()
}

/// How many there are, in a few words; nothing where there are none.
pub fn how_many(journal: &Journal) -> Option<String> {
    let n = journal.ahead.entries().len();
    (n > 0).then(|| format!("{} dated ahead of the clock", counted(n, "entry", "entries")))
}

/// How many there are and what that means; nothing where there are none.
pub fn describe(journal: &Journal) -> Option<String> {
    let many = how_many(journal)?;
    Some(format!("{many}, so left out of every count. Check this computer\u{2019}s date, or correct the date of:"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::At;
    use crate::domain::every_kind::Record;
    use crate::domain::pain::Pain;

    #[test]
    fn each_is_named_with_its_date_and_what_to_type() {
        let at = |text: &str| At::parse(text).unwrap();
        let mut journal = Journal::default();
        assert_eq!((how_many(&journal), describe(&journal)), (None, None));
        let id = Id(uuid::Uuid::from_u128(0xabcd));
        journal.pain.push(Pain::blank(id, at("2027-11-24T07:30:00+01:00")));
        journal.settle(at("2026-11-23T07:30:00+01:00"));
        assert_eq!(how_many(&journal).as_deref(), Some("1 entry dated ahead of the clock"));
        let told = ahead(&journal).remove(0);
        assert!(
            told.message.ends_with("Wed 24 Nov 2027, 07:30") || told.message.contains("24 Nov 2027"),
            "{}",
            told.message
        );
        assert_eq!(told.mend, "twinge edit abcd at=WHEN");
    }
}
