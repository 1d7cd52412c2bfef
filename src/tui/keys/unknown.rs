//! What is said of a key that means nothing where it is pressed.

use crate::domain::digit_row::DigitRow;
use crate::tui::keys::scope::Scope;
use crate::tui::keys::table;
use crate::tui::terminal::input::Key;

/// Why a sign is no key: another keyboard types it. Nothing where that is not so.
pub fn of_keyboard(sign: char) -> Option<String> {
    let rows: Vec<&str> = DigitRow::with(sign).map(DigitRow::word).collect();
    if !rows.is_empty() {
        return Some(format!("{sign} is a digit once the setting digit_row is {}.", rows.join(" or ")));
    }
    // the letters of Latin, with all that stands on them
    let latin = matches!(sign, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let other = sign.is_alphabetic() && !latin;
    other.then(|| format!("{sign} is no key here: keys are Latin letters. Switch the keyboard to them."))
}

/// Where a key that does nothing here does something.
pub fn elsewhere(key: Key) -> Option<String> {
    let holds = |scope: Scope| table().iter().any(|row| row.scope == scope && row.keys.contains(&key));
    let places = [(Scope::Lists, "Today, Pain and Runs"), (Scope::Steps, "the tabs 1 to 5"), (Scope::Trends, "Trends")];
    let place = places.into_iter().find(|(scope, _)| holds(*scope)).map(|(_, place)| place)?;
    Some(format!("{key} works only in {place}."))
}
