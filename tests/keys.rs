//! Holds the list of keys in the README to the table of keys that the screen works by.
#![allow(clippy::unwrap_used, missing_docs)]

use twinge::tui::keys;

#[test]
fn the_readme_lists_the_keys_as_they_are() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, rest) = readme.split_once("<!-- keys -->\n").unwrap();
    let (listed, _) = rest.split_once("<!-- /keys -->").unwrap();
    let table = keys::markdown();
    assert!(listed == table, "Between <!-- keys --> and <!-- /keys --> the README needs:\n\n{table}");
}
