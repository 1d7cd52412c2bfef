//! Words that a shell offers for a value that may be something else too, such as `grass` where a split may stand.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// Takes any text; these words are offered.
#[derive(Clone, Debug)]
pub struct ValueHints(Vec<&'static str>);

impl TypedValueParser for ValueHints {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}

/// The words that are offered for an argument of this sort; nothing for another.
pub fn words_of(arg: &Arg) -> Option<Vec<String>> {
    let is_hinted = arg.is_hide_possible_values_set();
    is_hinted.then(|| arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect())
}

/// An argument for which these words are offered; its help names them already.
pub fn hinted(arg: Arg, words: impl Into<Vec<&'static str>>) -> Arg {
    arg.value_parser(ValueHints(words.into())).hide_possible_values(true)
}
