//! All that the program says, file by file, to be read aloud: `cargo run --example words`, or with a word for the lines
//! that have it. Names of fields and other single words are left out; what stands in braces is filled in.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used)]

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

fn main() {
    let wanted = std::env::args().nth(1).unwrap_or_default().to_lowercase();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of the source");
        let tokens: TokenStream = text.parse().expect("Rust");
        let mut said = Vec::new();
        collect(tokens, &mut said);
        said.retain(|(_, text)| text.to_lowercase().contains(&wanted));
        if said.is_empty() {
            continue;
        }
        println!("\n{}", file.strip_prefix(&src).expect("a file below it").display());
        for (line, text) in said {
            println!("{line:5}  {text}");
        }
    }
}

/// The files of the program, without those of tests.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !name.ends_with("tests")
            && name != "arbitrary"
        {
            files.push(path);
        }
    }
}

/// The literals of a stretch of code, each with its line; attributes, and what only tests have, are passed over.
fn collect(tokens: TokenStream, said: &mut Vec<(usize, String)>) {
    let (mut after_hash, mut test_only) = (false, false);
    for token in tokens {
        match token {
            TokenTree::Punct(sign) => after_hash = sign.as_char() == '#' || (after_hash && sign.as_char() == '!'),
            TokenTree::Group(group) if after_hash && group.delimiter() == Delimiter::Bracket => {
                test_only |= is_of_tests(&group);
                after_hash = false;
            }
            TokenTree::Group(group) => {
                // what the attribute stood before ends with its braces
                if !(test_only && group.delimiter() == Delimiter::Brace) {
                    collect(group.stream(), said);
                }
                test_only &= group.delimiter() != Delimiter::Brace;
                after_hash = false;
            }
            TokenTree::Literal(literal) => {
                said.extend(sentence(&literal.to_string()).map(|text| (literal.span().start().line, text)))
            }
            TokenTree::Ident(_) => after_hash = false,
        }
    }
}

fn is_of_tests(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "test" || text == "cfg(test)"
}

/// A literal of more than one word as it is said.
fn sentence(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut lines = inner.split("\\\n");
    text.push_str(lines.next()?);
    // a line that ends with a backslash goes on where the next has its first word
    lines.for_each(|line| text.push_str(line.trim_start()));
    let text = text.replace("\\u{201c}", "\u{201c}").replace("\\u{201d}", "\u{201d}").replace("\\u{2019}", "\u{2019}");
    let text = text.replace("\\\"", "\"").replace("\\n", " / ");
    let is_said = text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1;
    is_said.then_some(text)
}
