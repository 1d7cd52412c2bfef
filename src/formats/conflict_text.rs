//! A text in which a version control system left both sides of a conflict, with its markers: both sides taken out again.

/// Both sides of a conflicted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// What was here.
    pub ours: String,
    /// What was to come.
    pub theirs: String,
}

/// The line of the first marker, from 1; nothing where there is none.
pub fn first_marker(bytes: &[u8]) -> Option<usize> {
    let mut lines = bytes.split(|&byte| byte == b'\n');
    lines.position(|line| line.starts_with(b"<<<<<<<")).map(|line| line + 1)
}

/// Both sides.
///
/// # Errors
/// Why they cannot be told apart, as a sentence.
pub fn sides(text: &str) -> Result<Sides, &'static str> {
    #[derive(Clone, Copy, PartialEq)]
    enum In {
        Both,
        Ours,
        Base,
        Theirs,
    }
    let (mut ours, mut theirs, mut within, mut met) = (String::new(), String::new(), In::Both, false);
    for line in text.split_inclusive('\n') {
        let marker = line.get(..7).filter(|_| !line[7..].starts_with(|c: char| "<=>|%+-".contains(c)));
        within = match (marker, within) {
            (Some("%%%%%%%" | "+++++++" | "-------"), In::Ours) => {
                return Err("These are the markers of jj, which are not read here; use `jj resolve`.");
            }
            (Some("<<<<<<<"), In::Both) => In::Ours,
            (Some("|||||||"), In::Ours) => In::Base,
            (Some("======="), In::Ours | In::Base) => In::Theirs,
            (Some(">>>>>>>"), In::Theirs) => In::Both,
            (Some("<<<<<<<" | ">>>>>>>"), _) => return Err("The conflict markers do not fit together."),
            _ => {
                if matches!(within, In::Both | In::Ours) {
                    ours.push_str(line);
                }
                if matches!(within, In::Both | In::Theirs) {
                    theirs.push_str(line);
                }
                continue;
            }
        };
        met = true;
    }
    match (met, within) {
        (false, _) => Err("There are no conflict markers in it."),
        (true, In::Both) => Ok(Sides { ours, theirs }),
        (true, _) => Err("The conflict markers do not fit together."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_are_taken_out_with_or_without_the_base() {
        let text = "{\n<<<<<<< HEAD\na\n||||||| base\nb\n=======\nc\n>>>>>>> other\n}\n";
        let sides_of = |text: &str| sides(text).map(|sides| (sides.ours, sides.theirs));
        assert_eq!(sides_of(text), Ok(("{\na\n}\n".into(), "{\nc\n}\n".into())));
        assert_eq!(sides_of(&text.replace("||||||| base\nb\n", "")), Ok(("{\na\n}\n".into(), "{\nc\n}\n".into())));
        assert_eq!(first_marker(text.as_bytes()), Some(2));
        assert_eq!(first_marker(b"{}"), None);
        assert!(sides("{}").is_err());
        assert!(sides("<<<<<<< a\nx\n").is_err());
        assert!(sides("<<<<<<< a\n%%%%%%% diff\n x\n>>>>>>>\n").unwrap_err().contains("jj"));
        assert!(sides("<<<<<<< é\nx\n=======\ny\n>>>>>>> é\n").is_ok());
    }
}
