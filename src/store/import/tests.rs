//! Which paths a typed or pasted line names.

use super::*;

#[test]
fn a_line_names_paths_as_a_shell_would_take_them() {
    let home = Path::new("/home/ann");
    for (line, expected) in [
        ("a.fit", &["a.fit"][..]),
        (" a.fit  b.fit ", &["a.fit", "b.fit"]),
        ("'my runs/a.fit' \"b c.fit\"", &["my runs/a.fit", "b c.fit"]),
        ("my\\ runs/a.fit", &["my runs/a.fit"]),
        ("~/a.fit", &["/home/ann/a.fit"]),
        ("file:///tmp/none.fit", &["/tmp/none.fit"]),
        ("", &[]),
        ("'open", &["open"]),
    ] {
        let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
        assert_eq!(paths(line, Some(home)), expected, "{line}");
    }
}

#[test]
#[allow(clippy::disallowed_methods)] // a file has to come from somewhere
fn a_line_that_is_a_path_with_blanks_needs_no_quotes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my runs.csv");
    std::fs::write(&path, "date,km\n2026-11-20,5\n").unwrap();
    let line = path.to_string_lossy().into_owned();
    assert_eq!(paths(&line, None), [path]);
    let files = read_line(&line, None, &Options::default(), &mut |_| true).unwrap();
    assert!(matches!(&files[..], [File { look: Look::Read(_), .. }]));
    assert_eq!(read_line(&line, None, &Options::default(), &mut |_| false), None, "told to stop");
}
