//! Keys of one's own, laid over the table: a name of an action and its keys, a line each, in TOML.

use std::sync::OnceLock;

use super::scope::Scope;
use super::table::{Binding, ROWS};
use crate::domain::spelling::near;
use crate::tui::terminal::input::Key;

/// The table with the keys of one's own, once they were laid over it.
static OWN: OnceLock<&'static [Binding]> = OnceLock::new();

/// Rows of which each key has a meaning of its own.
const FIXED: &[&str] = &["show-tab", "move", "day"];

/// The table as it is.
pub fn table() -> &'static [Binding] {
    OWN.get().copied().unwrap_or(ROWS)
}

/// Lays keys of one's own over the table, once: they do not change under the fingers. Returns what was refused, a sentence
/// each; all else holds.
pub fn lay_over(text: &str) -> Vec<String> {
    let (rows, refused) = laid_over(text);
    let _ = OWN.set(Vec::leak(rows));
    refused
}

/// The table with these keys, and what was refused of them.
fn laid_over(text: &str) -> (Vec<Binding>, Vec<String>) {
    let mut rows = ROWS.to_vec();
    let own: toml::Table = match text.parse() {
        Ok(own) => own,
        Err(fault) => return (rows, vec![format!("keys.toml was not read: {}.", fault.message())]),
    };
    let (mut refused, mut changed) = (Vec::new(), Vec::new());
    for (name, value) in &own {
        match named(name).and_then(|()| keys(name, value)) {
            Ok(keys) => {
                let keys: &'static [Key] = Vec::leak(keys);
                rows.iter_mut().filter(|row| row.name == name).for_each(|row| row.keys = keys);
                changed.push(name.as_str());
            }
            Err(why) => refused.push(why),
        }
    }
    // what is taken back may be in the way of another
    while let Some((name, other, key)) = changed.iter().rev().find_map(|name| clash(&rows, name)) {
        refused.push(format!(
            "{key} is the key of \u{201c}{other}\u{201d} already; \u{201c}{name}\u{201d} keeps its own."
        ));
        for (row, was) in rows.iter_mut().zip(ROWS).filter(|(row, _)| row.name == name) {
            row.keys = was.keys;
        }
        changed.retain(|other| *other != name);
    }
    (rows, refused)
}

/// Whether an action of that name may have other keys.
fn named(name: &str) -> Result<(), String> {
    if FIXED.contains(&name) {
        return Err(format!(
            "The keys of \u{201c}{name}\u{201d} each have a meaning of their own and stay as they are."
        ));
    }
    if ROWS.iter().any(|row| !row.name.is_empty() && row.name == name) {
        return Ok(());
    }
    let nearest = ROWS.iter().map(|row| row.name).find(|known| !known.is_empty() && near(name, known));
    let also = nearest.map_or_else(|| "`twinge keys` lists them".to_owned(), |known| format!("did you mean {known}?"));
    Err(format!("There is no action \u{201c}{name}\u{201d}; {also}{}", if nearest.is_some() { "" } else { "." }))
}

/// The keys of a line: one, or a list.
fn keys(name: &str, value: &toml::Value) -> Result<Vec<Key>, String> {
    let such = format!("such as \"{}\" or [\"{}\", \"{}\"]", Key::Char('z'), Key::Char('z'), Key::Ctrl('z'));
    let texts: Vec<&str> = match value {
        toml::Value::String(one) => vec![one],
        toml::Value::Array(all) => all.iter().filter_map(toml::Value::as_str).collect(),
        _ => Vec::new(),
    };
    if texts.is_empty() {
        return Err(format!("\u{201c}{name}\u{201d} needs a key or a list of keys, {such}."));
    }
    let key = |text: &&str| {
        let mut signs = text.chars();
        let single = signs.next().filter(|sign| signs.next().is_none() && !sign.is_control());
        let key =
            single.map(|sign| if sign == ' ' { Key::Char(' ') } else { Key::Char(sign) }).or_else(|| Key::named(text));
        key.ok_or_else(|| format!("\u{201c}{text}\u{201d} is no key; write one {such}."))
    };
    let keys: Vec<Key> = texts.iter().map(key).collect::<Result<_, _>>()?;
    let in_text = ROWS.iter().any(|row| row.name == name && row.scope == Scope::Form);
    match keys.iter().find(|key| in_text && matches!(key, Key::Char(_))) {
        Some(sign) => Err(format!(
            "\u{201c}{name}\u{201d} is pressed where text is typed, and {sign} is text there; take a key with Ctrl or Alt, such as \"{}\".",
            Key::Ctrl('t')
        )),
        None => Ok(keys),
    }
}

/// True where the keys of two scopes hold at the same time.
fn together(one: Scope, other: Scope) -> bool {
    let of_a_tab = |scope| matches!(scope, Scope::Lists | Scope::Steps | Scope::Trends);
    let of_all = |scope| matches!(scope, Scope::JustLogged | Scope::Moving | Scope::Everywhere | Scope::Always);
    let holds = |scope| of_a_tab(scope) || of_all(scope);
    let of_a_form = |scope| matches!(scope, Scope::Form | Scope::Always);
    (of_a_form(one) && of_a_form(other))
        || (holds(one) && holds(other) && (one == other || !(of_a_tab(one) && of_a_tab(other))))
}

/// What else has a key of that name: the name, the other, and the key.
fn clash(rows: &[Binding], name: &str) -> Option<(String, String, Key)> {
    // right after logging, the key that edits is about what was logged
    let may =
        |one: &str, other: &str| [one, other] == ["edit-logged", "edit"] || [one, other] == ["edit", "edit-logged"];
    rows.iter().filter(|row| row.name == name).find_map(|row| {
        let others = rows.iter().filter(|other| other.name != name && together(row.scope, other.scope));
        let mut others = others.filter(|other| !may(name, other.name));
        others.find_map(|other| {
            let key = row.keys.iter().find(|key| other.keys.contains(key))?;
            let called = if other.name.is_empty() { other.help } else { other.name };
            Some((name.to_owned(), called.to_owned(), *key))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(text: &str, name: &str) -> (Vec<String>, Vec<String>) {
        let (rows, refused) = laid_over(text);
        let row = rows.iter().find(|row| row.name == name).unwrap();
        (row.keys.iter().map(Key::to_string).collect(), refused)
    }

    #[test]
    fn an_action_takes_the_keys_that_are_written_for_it() {
        assert_eq!(keys_of("undo = \"z\"", "undo"), (vec!["z".into()], vec![]));
        assert_eq!(keys_of("undo = [\"z\", \"ctrl-t\", \"F\"]\nset-surface = \"T\"", "undo").0, ["z", "Ctrl-t", "F"]);
        // what has no key gets one, and two may change places
        assert_eq!(keys_of("import = \"i\"", "import"), (vec!["i".into()], vec![]));
        let swapped = "undo = \"U\"\nredo = \"u\"";
        assert_eq!(
            (keys_of(swapped, "undo"), keys_of(swapped, "redo").0),
            ((vec!["U".into()], vec![]), vec!["u".to_owned()])
        );
        // in different tabs a key may mean different things
        assert_eq!(keys_of("mornings = \"s\"", "mornings").1, [""; 0]);
    }

    #[test]
    fn what_clashes_or_is_not_known_is_refused_with_a_sentence_and_the_rest_holds() {
        for (text, hint) in [
            ("undo = \"r\"", "r is the key of \u{201c}run\u{201d} already; \u{201c}undo\u{201d} keeps its own."),
            ("undoo = \"z\"", "did you mean undo?"),
            ("xyzzy = \"z\"", "`twinge keys` lists them."),
            ("undo = \"hyper-z\"", "is no key"),
            ("undo = 4", "needs a key or a list"),
            ("undo = []", "needs a key or a list"),
            ("move = \"z\"", "stay as they are"),
            ("undo = \"ctrl-c\"", "keeps its own"),
            ("undo = ", "keys.toml was not read"),
        ] {
            let (undo, refused) = keys_of(text, "undo");
            assert!(refused.len() == 1 && refused[0].contains(hint), "{text}: {refused:?}");
            assert_eq!(undo, ["u"], "{text}");
        }
        let (note, refused) = keys_of("note = \"N\"\nundo = \"r\"", "note");
        assert_eq!((note, refused.len()), (vec!["N".to_owned()], 1));
        // a chain: what goes back may be in the way of what took its key
        let (undo, refused) = keys_of("note = \"u\"\nundo = \"r\"", "undo");
        assert_eq!((undo, refused.len()), (vec!["u".to_owned()], 2));
    }

    #[test]
    fn a_key_of_a_form_is_none_that_types() {
        assert_eq!(keys_of("editor = \"ctrl-t\"", "editor"), (vec!["Ctrl-t".into()], vec![]));
        for (text, hint) in [
            ("editor = \"v\"", "v is text there"),
            ("editor = \"ctrl-r\"", "Ctrl-r is the key of"),
            ("editor = \"ctrl-k\"", "Ctrl-k is the key of"),
            ("editor = \"ctrl-l\"", "Ctrl-l is the key of"),
        ] {
            let (editor, refused) = keys_of(text, "editor");
            assert!(refused.len() == 1 && refused[0].contains(hint), "{text}: {refused:?}");
            assert_eq!(editor, ["Ctrl-x"], "{text}");
        }
    }

    #[test]
    fn the_table_itself_has_no_clash() {
        for row in ROWS.iter().filter(|row| !row.name.is_empty()) {
            assert_eq!(clash(ROWS, row.name), None, "{}", row.name);
        }
    }
}
