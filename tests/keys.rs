//! Holds the list of keys in the documentation to the table of keys that the screen works by.
#![allow(clippy::unwrap_used, missing_docs)]

use twinge::tui::keys;

#[test]
fn the_page_lists_the_keys_as_they_are() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md")).unwrap();
    let (_, rest) = page.split_once("<!-- keys -->\n").unwrap();
    let (listed, _) = rest.split_once("<!-- /keys -->").unwrap();
    let table = keys::markdown();
    assert!(listed == table, "Between <!-- keys --> and <!-- /keys --> docs/keys.md needs:\n\n{table}");
}
