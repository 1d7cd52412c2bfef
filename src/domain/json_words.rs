//! What is wrong with some JSON, in words for a person: what was found and what is accepted. The reader speaks in terms of
//! the program.

use super::words;

/// What the reader calls a mistake of the text itself, and what it is called here.
const MISTAKES: &[(&str, &str)] = &[
    ("EOF while parsing a string", "it ends in the middle of a text; the rest is missing"),
    ("EOF while parsing a list", "it ends in the middle of a list; the rest is missing"),
    ("EOF while parsing an object", "it ends between { and }; the rest is missing"),
    ("EOF while parsing a value", "it ends where a value belongs; the rest is missing"),
    ("unexpected end of hex escape", "it ends in the middle of a \\u sign in a text"),
    ("expected `:`", "a colon is missing between a name and its value"),
    ("expected `,` or `]`", "a comma, or the ] that ends a list, is missing"),
    ("expected `,` or `}`", "a comma, or the } that ends an entry, is missing"),
    ("expected ident", "a word there is none of true, false and null; texts stand in \"quotes\""),
    ("expected value", "a value is missing: a number, a text in \"quotes\", true, false, null, a [list] or {fields}"),
    ("expected `\"`", "a text in \"quotes\" is missing"),
    ("key must be a string", "the name of a field must stand in \"quotes\""),
    ("trailing comma", "there is a comma too many"),
    ("trailing characters", "more follows after its end"),
    ("invalid escape", "a \\ in a text begins no known sign; for a \\ itself write \\\\"),
    ("invalid number", "a number is not written as one, such as 5 or 5.2"),
    ("number out of range", "a number is too large"),
    ("invalid unicode code point", "a \\u sign in a text stands for no character"),
    ("lone leading surrogate in hex escape", "a \\u sign in a text is half of a character"),
    ("unexpected end of hex escape", "a \\u sign in a text is cut short"),
    ("recursion limit exceeded", "lists and fields stand inside each other too deeply"),
    (
        "control character (\\u0000-\\u001F) found while parsing a string",
        "a text has a line break or a control character in it; write \\n for a line break, or the quote that ends it is missing",
    ),
];

/// What the reader calls that which it accepts, and what it is called here.
const WANTED: &[(&str, &str)] = &[
    ("u8", "a whole number from 0 to 255"),
    ("u16", "a whole number from 0 to 65535"),
    ("u32", "a whole number from 0 to 4294967295"),
    ("u64", "a whole number, 0 or more"),
    ("usize", "a whole number, 0 or more"),
    ("i32", "a whole number"),
    ("i64", "a whole number"),
    ("f32", "a number"),
    ("f64", "a number"),
    ("a boolean", "true or false"),
    ("a key", "a text in quotes"),
    ("a string", "a text in quotes"),
    ("a borrowed string", "a text in quotes"),
    ("a sequence", "a [list]"),
    ("a map", "{fields}"),
];

/// What is wrong, without its place and without a full stop at its end.
pub fn describe(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rfind(" at line ").map_or(&*message, |end| &message[..end]);
    if let Some((_, words)) = MISTAKES.iter().find(|(known, _)| *known == message) {
        return (*words).to_owned();
    }
    let field = |start: &str| message.strip_prefix(start).map(|name| name.trim_matches('`'));
    if let Some(name) = field("missing field ") {
        return format!("the field \u{201c}{name}\u{201d} is missing");
    }
    if let Some(name) = field("duplicate field ") {
        return format!("the field \u{201c}{name}\u{201d} is there twice");
    }
    let of_value = ["invalid type: ", "invalid value: "].iter().find_map(|start| message.strip_prefix(start));
    match of_value.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, wanted)) => misplaced(found, wanted),
        None => message.trim_end_matches('.').to_owned(),
    }
}

/// A value stands where another kind of value belongs.
fn misplaced(found: &str, wanted: &str) -> String {
    let wanted = match WANTED.iter().find(|(known, _)| *known == wanted) {
        Some((_, words)) => words,
        None if wanted.starts_with("an object (") => "{fields}",
        None => wanted,
    };
    let text = found.strip_prefix("string ").map(as_it_was);
    let plain = |start: &str| found.strip_prefix(start).map(|value| value.trim_matches('`').to_owned());
    let number = ["integer ", "floating point ", "boolean "].iter().find_map(|start| plain(start));
    let found = match (text, found) {
        (Some(text), _) => words::found(&text),
        (None, "map") => return format!("there are {{fields}} where {wanted} belongs"),
        (None, "sequence") => return format!("there is a [list] where {wanted} belongs"),
        (None, "null" | "unit value") => return format!("there is null where {wanted} belongs"),
        (None, other) => number.unwrap_or_else(|| other.to_owned()),
    };
    format!("{found} is not {wanted}")
}

/// A text that the reader shows with escapes.
fn as_it_was(shown: &str) -> String {
    let shown = shown.strip_prefix('"').and_then(|shown| shown.strip_suffix('"')).unwrap_or(shown);
    let (mut text, mut rest) = (String::new(), shown);
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let code = escape.strip_prefix("u{").and_then(|code| code.split_once('}'));
        if let Some((code, after)) = code {
            text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
            rest = after;
            continue;
        }
        let mut letters = escape.chars();
        text.extend(letters.next().map(|letter| match letter {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            other => other,
        }));
        rest = letters.as_str();
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::journal::Journal;

    fn said(json: &str) -> String {
        describe(&serde_json::from_str::<Journal>(json).unwrap_err())
    }

    #[test]
    fn what_is_found_and_what_is_accepted_is_said_in_plain_words() {
        let of_run = |fields: &str| said(&format!("{{\"format\":\"x\",\"version\":2,\"runs\":[{{{fields}}}]}}"));
        for (message, wanted) in [
            (of_run("\"distance_m\":\"5k\""), "\u{201c}5k\u{201d} is not a whole number from 0 to 4294967295"),
            (of_run("\"distance_m\":-1"), "-1 is not a whole number from 0 to 4294967295"),
            (of_run("\"distance_m\":5.5"), "5.5 is not a whole number from 0 to 4294967295"),
            (of_run("\"note\":\"a\""), "the field \u{201c}id\u{201d} is missing"),
            (of_run("\"at\":5"), "5 is not a text in quotes"),
            (of_run("\"note\":\"a\",\"note\":\"b\""), "the field \u{201c}note\u{201d} is there twice"),
            (of_run("\"rose\":\"\u{202e}5\""), "\u{201c}\u{202e}5\u{201d} is not true or false"),
            (of_run("\"rose\":\"a\\n\\\"b\\\\\""), "\u{201c}a\n\"b\\\u{201d} is not true or false"),
            (of_run("\"surfaces\":{}"), "there are {fields} where a [list] belongs"),
            (said("{\"runs\":{}}"), "there are {fields} where a [list] belongs"),
            (said("[]"), "there is a [list] where {fields} belongs"),
            (said("{\"version\":null}"), "there is null where a whole number from 0 to 4294967295 belongs"),
            (said("{}\0\0"), "the field \u{201c}format\u{201d} is missing"),
            (said("{\"format\":\"x\",\"version\":2}\0\0"), "more follows after its end"),
            (said("{\"format\":"), "it ends where a value belongs; the rest is missing"),
            (said("{\"format\":\"x\" \"version\":2}"), "a comma, or the } that ends an entry, is missing"),
            (
                said("{\"settings\":{\"day_starts_at\":\"25:00\"}}"),
                "\u{201c}25:00\u{201d} is not an hour such as 04:00",
            ),
        ] {
            assert_eq!(message, wanted);
        }
    }

    #[test]
    fn no_broken_journal_is_told_of_in_the_words_of_the_program() {
        let whole = "{\"format\": \"twinge-journal\", \"version\": 2, \"pain\": [{\"id\": \"01890a5d-ac96-774b-bcce-b302099a8057\", \
                     \"at\": \"2026-11-23T07:30:00+01:00\", \"level\": 4, \"woke\": true, \"feels\": [\"dull\"], \"note\": \"a\\u00e9\"}]}";
        assert!(serde_json::from_str::<Journal>(whole).is_ok());
        let wrong =
            ["", "\0", "x", "\"", "{", "}", "[", "]", ",", ":", "\\", "-", "1e999", "null", "\n", "[]", "{}", "\"a\""];
        for at in (0..whole.len()).filter(|&at| whole.is_char_boundary(at)) {
            for (end, put) in wrong.iter().flat_map(|put| [(at, put), ((at + 1).min(whole.len()), put)]) {
                let broken = format!("{}{put}{}", &whole[..at], &whole[end..]);
                for broken in [&broken, &broken[..at]] {
                    let Err(error) = serde_json::from_str::<Journal>(broken) else { continue };
                    let message = describe(&error);
                    let jargon =
                        ["expected", "EOF", "invalid type", "sequence", "u32", "u8", "`", "trailing", "parsing"];
                    assert!(!jargon.iter().any(|word| message.contains(word)), "{message}: {broken}");
                }
            }
        }
    }
}
