//! Text from a pipe: `-` in place of any free text stands for what comes on standard input.

use std::ffi::OsString;
use std::io::Read;

use clap::ArgMatches;

use super::print;
use crate::domain::condition;
use crate::domain::field::{FieldInfo, Input};
use crate::domain::kind::Kind;
use crate::domain::refusal::Refusal;
use crate::store::import::spool;
use crate::world::World;

/// The sign that stands for it.
const SIGN: &str = "-";
/// The longest text that is taken, bytes.
const LONGEST: u64 = 16 << 20;
/// Free texts of commands that are no field of an entry.
const OTHERS: [&str; 3] = ["reason", "next", "lines"];

/// What came on standard input, where a free text asked for it.
#[derive(Debug, Default)]
pub struct Piped(Option<String>);

impl Piped {
    /// Reads standard input where one of the free texts is `-`; before anything is locked, as it may take its time.
    ///
    /// # Errors
    /// A sentence where it is no text, far too long, or wanted twice.
    pub fn read(matches: &ArgMatches, world: &mut World) -> Result<Self, Refusal> {
        match wanted(matches) {
            0 => return Ok(Self(None)),
            1 => {}
            _ => return Err(Refusal::new("- stands for standard input, which is one text; give - once.")),
        }
        if world.in_is_terminal {
            print::note("type the text; when it is done, press Ctrl-D on a line of its own.", world);
        }
        let mut bytes = Vec::new();
        (&mut world.input)
            .take(LONGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Refusal::new(format!("Standard input could not be read ({error}); nothing was saved.")))?;
        if bytes.len() as u64 > LONGEST {
            let message = "Standard input is over 16 MB, too long for a text of the journal; nothing was saved.";
            return Err(Refusal::new(message));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| Refusal::new("Standard input is not UTF-8 text; nothing was saved."))?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        match text.trim() {
            "" => Err(Refusal::new("Standard input is empty; nothing was saved.")),
            text => Ok(Self(Some(text.to_owned()))),
        }
    }

    /// A free text as it was given, or what came on standard input for it.
    pub fn text(&self, given: &str) -> String {
        match &self.0 {
            Some(piped) if given.trim() == SIGN => piped.clone(),
            _ => given.to_owned(),
        }
    }
}

/// True for a field that may be written as `-`.
pub fn takes(about: &FieldInfo) -> bool {
    about.input == Input::Lines
}

/// How many free texts ask for it: arguments of their own, and values of FIELD=VALUE.
/// What came on standard input where the name of a file is `-`, kept whole: it may be an archive.
///
/// # Errors
/// A sentence where it cannot be read, or is wanted twice.
pub fn file(matches: &ArgMatches, world: &mut World) -> Result<Option<crate::store::import::Piped>, Refusal> {
    let names = matches.try_get_many::<OsString>("path").ok().flatten().into_iter().flatten();
    match names.filter(|name| *name == SIGN).count() {
        0 => return Ok(None),
        1 => {}
        _ => return Err(Refusal::new("- stands for standard input, which is one file; give - once.")),
    }
    if world.in_is_terminal {
        return Err(Refusal::new(
            "- stands for a file that comes through a pipe, such as `unzip -p export.zip | twinge import -`.",
        ));
    }
    spool(&mut world.input)
        .map(Some)
        .map_err(|error| Refusal::new(format!("Standard input could not be read ({error}); nothing was imported.")))
}

fn wanted(matches: &ArgMatches) -> usize {
    let fields =
        || Kind::ALL.iter().flat_map(|kind| kind.fields()).chain(condition::FIELDS.iter().map(|one| &one.about));
    let is_sign = |value: &&String| value.trim() == SIGN;
    let values = |key: &str| matches.try_get_many::<String>(key).ok().flatten().into_iter().flatten();
    let mut keys: Vec<&str> = fields().filter(|about| takes(about)).map(|about| about.key).chain(OTHERS).collect();
    keys.sort_unstable();
    keys.dedup();
    // several words make one text, in which a - is a dash
    let alone = keys.iter().filter(|key| values(key).count() == 1 && values(key).all(|value| is_sign(&value))).count();
    let set = values("fields").filter_map(|given| given.split_once('=')).filter(|(name, value)| {
        value.trim() == SIGN && fields().any(|about| takes(about) && about.answers_to(name.trim()))
    });
    alone + set.count()
}
