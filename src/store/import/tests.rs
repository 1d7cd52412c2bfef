//! Which paths a typed or pasted line names.

use super::walk::{DEEPEST, MOST_FILES, Walk};
use super::*;
use crate::import::FileContent;

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
    let files = read_line(&line, None, &ReadOptions::default(), &mut |_| true).unwrap();
    assert!(matches!(&files[..], [File { look: FileContent::Read(_), .. }]));
    assert_eq!(read_line(&line, None, &ReadOptions::default(), &mut |_| false), None, "told to stop");
}

#[test]
#[allow(clippy::disallowed_methods)] // the folders have to come from somewhere
fn folders_that_lie_too_deep_are_named_and_those_above_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let deep: PathBuf = (0..=DEEPEST).fold(folder.path().to_owned(), |path, _| path.join("d"));
    std::fs::create_dir_all(&deep).unwrap();
    for path in [&deep, deep.parent().unwrap()] {
        std::fs::write(path.join("a.csv"), "date,km\n2026-11-20,5\n").unwrap();
    }
    let files = read(&[folder.path().to_owned()], &ReadOptions::default(), &mut |_| true).unwrap();
    let [File { look: FileContent::Read(_), .. }, File { name, look: FileContent::Failed(message) }] = &files[..]
    else {
        panic!("{files:?}")
    };
    assert_eq!(Path::new(name), deep);
    assert!(message.contains("more than 32 folders deep"), "{message}");
    let files = read(&[deep], &ReadOptions::default(), &mut |_| true).unwrap();
    assert!(matches!(&files[..], [File { look: FileContent::Read(_), .. }]), "named, it is read");
}

#[test]
fn files_beyond_the_most_are_said_once() {
    let mut walk = Walk { found: vec![(PathBuf::from("a"), false); MOST_FILES - 1], left: Vec::new() };
    for name in ["b", "c", "d"] {
        walk.file(Path::new(name), false);
    }
    assert_eq!((walk.found.len(), walk.left.len()), (MOST_FILES, 1));
    assert!(walk.left[0].0 == Path::new("c") && walk.left[0].1.contains("200000"), "{:?}", walk.left);
}
