//! How much of it is there: days logged, mornings, late entries. All of it is self-report.

use serde::Serialize;

use crate::domain::journal::Journal;
use crate::insight::days::days;
use crate::insight::report::covered::Covered;
use crate::insight::responses::days_logged;

/// How much of the period was logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// Days of the period.
    pub days: usize,
    /// Days on which something was recorded.
    pub days_logged: usize,
    /// Days with a pain level, that of a run included.
    pub days_with_level: usize,
    /// Days with a morning level.
    pub mornings: usize,
    /// Pain levels of the period.
    pub levels: usize,
    /// Those entered more than two days after their day.
    pub late: usize,
    /// Entries dated ahead of the clock, which nothing here counts.
    pub ahead: usize,
}

/// How much of a period was logged.
pub fn quality(journal: &Journal, period: Covered) -> Quality {
    let all = days(journal, period.from, period.to);
    let levels = || journal.pain_between(period.from, period.to);
    Quality {
        days: all.len(),
        days_logged: days_logged(journal, period.period()),
        days_with_level: all.iter().filter(|day| day.worst.is_some()).count(),
        mornings: all.iter().filter(|day| day.morning.is_some()).count(),
        levels: levels().count(),
        late: levels().filter(|(_, one)| one.late).count(),
        ahead: journal.ahead.entries().len(),
    }
}
