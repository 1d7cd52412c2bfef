//! Pain levels and other whole numbers from 0 to 10.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::record::JsonField;
use super::refusal::Refusal;

/// A whole number 0–10. For pain: 0 no pain, 10 worst imaginable (numeric rating scale, Farrar 2001).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl crate::domain::record::Written for Level {}

impl Level {
    /// The level of that number, or nothing above 10.
    pub fn new(number: u8) -> Option<Self> {
        (number <= 10).then_some(Self(number))
    }

    /// The number, 0–10.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Reads a typed pain level.
    ///
    /// # Errors
    /// A sentence that names both ends of the scale.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        Self::typed(text).ok_or_else(|| {
            Refusal::new(format!(
                "\u{201c}{}\u{201d} is not a pain level: give a whole number from 0 (no pain) to 10 (worst imaginable).",
                text.trim()
            ))
        })
    }

    /// Reads a typed effort.
    ///
    /// # Errors
    /// A sentence that names both ends of the scale.
    pub fn read_effort(text: &str) -> Result<Self, Refusal> {
        Self::typed(text).ok_or_else(|| {
            Refusal::new(format!(
                "\u{201c}{}\u{201d} is not an effort: give a whole number from 0 (rest) to 10 (as hard as I can).",
                text.trim()
            ))
        })
    }

    fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        // "+4" and "04" parse as numbers, yet nobody means a level by them
        let plain = text == "10" || text.len() == 1;
        plain.then(|| text.parse().ok()).flatten().and_then(Self::new)
    }
}

impl JsonField for Level {}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(self.0)
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Level;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a whole number from 0 to 10")
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Level, E> {
                u8::try_from(number).ok().and_then(Level::new).ok_or_else(|| {
                    E::custom(format_args!("{number} is not a level; levels are whole numbers from 0 to 10"))
                })
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Level, E> {
                Err(E::custom(format_args!("{number} is not a level; levels are whole numbers from 0 to 10")))
            }
        }
        from.deserialize_u8(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_from_zero_to_ten_are_levels() {
        for (text, level) in [("0", 0), ("10", 10), (" 4 ", 4)] {
            assert_eq!(Level::read(text).unwrap().number(), level);
        }
        for text in ["11", "-1", "3.5", "", "+4", "04", "four", "1e1", "٣"] {
            assert!(Level::read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_level_out_of_range_in_the_file_is_refused() {
        for json in ["11", "-1", "3.0", "\"4\"", "256", "null"] {
            assert!(serde_json::from_str::<Level>(json).is_err(), "{json}");
        }
    }
}
