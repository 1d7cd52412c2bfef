//! Keys of one's own: the table that is listed, and the screen that follows.

use crate::kit::Desk;

#[test]
fn the_keys_are_listed_as_they_are_and_the_screen_follows() {
    let desk = Desk::new();
    let config = desk.folder.path().join("config");
    let run = |args: &[&str]| {
        let mut command = desk.command(args);
        command.env("XDG_CONFIG_HOME", &config).env("HOME", desk.folder.path());
        crate::kit::Answer::from(command.output().unwrap())
    };
    let listed = |name: &str| {
        let all = run(&["keys", "--json"]).json();
        let row = all.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone();
        row["keys"].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((listed("undo"), listed("import").len()), (vec!["u".to_owned()], 0));
    let text = "undo = \"z\"\nimport = \"i\"\nnote = \"r\"\n";
    std::fs::create_dir_all(config.join("twinge")).unwrap();
    std::fs::write(config.join("twinge/keys.toml"), text).unwrap();
    assert_eq!(
        (listed("undo"), listed("import"), listed("note")),
        (vec!["z".into()], vec!["i".into()], vec!["n".to_owned()])
    );
    let told = run(&["keys"]);
    assert!(told.err.contains("r is the key of \u{201c}run\u{201d} already"), "{}", told.err);
    let frame = |keys: &str| run(&["--keys", keys, "--print", "120x30"]).out;
    assert!(frame("p4z").contains("Undone") && !frame("p4u").contains("Undone"));
    assert!(frame("i").contains("Import runs"));
    assert!(frame("?undo").contains("  z "), "{}", frame("?undo"));
    assert!(frame("p4").contains("z undo"), "{}", frame("p4"));
    assert!(frame(":oops").contains("(z)"));
}
