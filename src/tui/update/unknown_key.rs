//! What is said of a key that means nothing where it is pressed.

use crate::domain::digit_row::DigitRow;
use crate::domain::kind::Kind;
use crate::tui::action::Action;
use crate::tui::keys::{ROWS, Scope};
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

/// True for what opens a field that text is typed into.
fn opens_text(action: &Action) -> bool {
    match action {
        Action::New(kind) => *kind != Kind::Check,
        Action::Add | Action::Edit | Action::EditThisStep | Action::Compare => true,
        Action::AddDiagnosis | Action::EditCondition => true,
        _ => false,
    }
}

/// A key that opens a field elsewhere, or does in other programs: what is typed after it must not run as commands.
pub fn elsewhere(key: Key) -> Option<String> {
    let opens = |scope: Scope| {
        ROWS.iter().any(|row| row.scope == scope && row.keys.contains(&key) && opens_text(&(row.act)(key)))
    };
    let places =
        [(Scope::Lists, "Today, Pain and Runs"), (Scope::Steps, "the tab of a step"), (Scope::Trends, "Trends")];
    let place = places.into_iter().find(|(scope, _)| opens(*scope)).map(|(_, place)| place);
    match (key, place) {
        (Key::Char(':'), _) => Some("There is no command line here; ? lists the keys. Esc goes back to them.".into()),
        (Key::Char(_), Some(place)) => {
            Some(format!("{key} opens something to type into only in {place}. Esc goes back to the keys."))
        }
        _ => None,
    }
}
