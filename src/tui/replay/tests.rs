//! Tests of the scripts of keys.

use super::*;

#[test]
fn a_script_is_read_key_by_key() {
    let key = |key| Beat::Input(Input::Key(key));
    assert_eq!(
        read_script("p4<enter><ctrl-c> <lt><resize:40x12><wait>"),
        Some(vec![
            key(Key::Char('p')),
            key(Key::Char('4')),
            key(Key::Enter),
            key(Key::Ctrl('c')),
            key(Key::Char(' ')),
            key(Key::Char('<')),
            Beat::Size(40, 12),
            Beat::Waited,
        ])
    );
    for wrong in ["<", "<nothing>", "<resize:x>", "<click:1>"] {
        assert_eq!(read_script(wrong), None, "{wrong}");
    }
}
