//! Ids of entries (UUIDv7) and the short endings by which people name them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use uuid::Uuid;

use super::record::{JsonField, Key};
use super::refusal::Refusal;

/// The stable id of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub Uuid);

impl crate::domain::record::Written for Id {}

impl JsonField for Id {}

impl Id {
    /// The id so many after this one, for changes that add several entries at once: only the random part counts on.
    #[must_use]
    pub fn after(self, n: u64) -> Self {
        const RANDOM: u128 = (1 << 62) - 1;
        let value = self.0.as_u128();
        Self(Uuid::from_u128((value & !RANDOM) | (value.wrapping_add(u128::from(n)) & RANDOM)))
    }

    /// The id that follows from what a source says of itself, and its moment: the same wherever it is read.
    pub fn of_source(millis: u64, said: &str) -> Self {
        // FNV-1a, 128 bits: the same in every version of this program
        let mix = |sum: u128, byte: u8| (sum ^ u128::from(byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b);
        let sum = said.bytes().chain(millis.to_be_bytes()).fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, mix);
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&sum.to_be_bytes()[..10]);
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.as_hyphenated().encode_lower(&mut Uuid::encode_buffer()))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Key(text) = Key::deserialize(from)?;
        let id = Uuid::try_parse(&text);
        Ok(Self(id.map_err(|_| D::Error::custom(format_args!("\u{201c}{text}\u{201d} is not an id (a UUID)")))?))
    }
}

/// The shortest ending shown or accepted, in hex digits.
const SHORTEST: usize = 4;

/// A typed id or the ending of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    digits: usize,
    value: u128,
}

impl Ending {
    /// Reads a full id or an ending of at least four hex digits.
    ///
    /// # Errors
    /// A sentence where it is neither.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let hex: String = text.trim().chars().filter(|&c| c != '-').collect();
        if !(SHORTEST..=32).contains(&hex.len()) || !hex.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(Refusal::new(format!(
                "\u{201c}{}\u{201d} is not an id: give the whole id or its last four or more hex digits, as `twinge list` shows them.",
                text.trim()
            )));
        }
        let value = u128::from_str_radix(&hex, 16).map_err(|e| Refusal::new(e.to_string()))?;
        Ok(Self { digits: hex.len(), value })
    }

    /// True where the id ends so.
    pub fn matches(self, id: Id) -> bool {
        shared(self.value, id.0.as_u128()) >= self.digits
    }
}

/// How many hex digits two ids share at their end.
fn shared(a: u128, b: u128) -> usize {
    ((a ^ b).trailing_zeros() / 4) as usize
}

/// The short form of an id among others: its last four digits, or as many as it takes to be the only one.
pub fn short(id: Id, all: impl Iterator<Item = Id>) -> String {
    let value = id.0.as_u128();
    let longest = all.filter(|&other| other != id).map(|other| shared(value, other.0.as_u128())).max();
    ending(id, longest.map_or(SHORTEST, |n| (n + 1).max(SHORTEST)))
}

fn ending(id: Id, digits: usize) -> String {
    let hex = id.0.simple().to_string();
    hex[hex.len() - digits.min(32)..].to_owned()
}

/// The short forms of many ids at once, for lists.
pub struct Shorts(Vec<u128>);

impl Shorts {
    /// Prepares the short forms among all these ids.
    pub fn of(all: impl Iterator<Item = Id>) -> Self {
        let mut reversed: Vec<u128> = all.map(|id| backwards(id.0.as_u128())).collect();
        reversed.sort_unstable();
        Self(reversed)
    }

    /// The short form of one of them.
    pub fn short(&self, id: Id) -> String {
        let me = backwards(id.0.as_u128());
        let place = self.0.partition_point(|&other| other < me);
        let before = place.checked_sub(1).and_then(|i| self.0.get(i));
        let after = self.0[place..].iter().find(|&&other| other != me);
        let longest = before.into_iter().chain(after).map(|&other| ((me ^ other).leading_zeros() / 4) as usize).max();
        ending(id, longest.map_or(SHORTEST, |n| (n + 1).max(SHORTEST)))
    }
}

/// The hex digits in reverse order, so that ids with the same ending sort next to each other.
fn backwards(value: u128) -> u128 {
    let swapped = value.swap_bytes();
    const LOW: u128 = 0x0f0f_0f0f_0f0f_0f0f_0f0f_0f0f_0f0f_0f0f;
    ((swapped & LOW) << 4) | ((swapped >> 4) & LOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(value: u128) -> Id {
        Id(Uuid::from_u128(value))
    }

    #[test]
    fn the_short_form_is_four_digits_or_as_many_as_tell_it_apart() {
        let all = [id(0xa1234), id(0xb1234), id(0xc9999)];
        let shorts = Shorts::of(all.into_iter());
        for (one, expected) in all.into_iter().zip(["a1234", "b1234", "9999"]) {
            assert_eq!(short(one, all.into_iter()), expected);
            assert_eq!(shorts.short(one), expected);
        }
    }

    #[test]
    fn ids_count_on_in_their_random_part_only() {
        let last = Id(Uuid::try_parse("01934f6e-7c1a-7b3e-bfff-ffffffffffff").unwrap());
        assert_eq!(last.after(0), last);
        assert_eq!(last.after(2).to_string(), "01934f6e-7c1a-7b3e-8000-000000000001");
    }

    #[test]
    fn endings_match_from_four_digits_on() {
        assert!(Ending::read("1234").unwrap().matches(id(0xa1234)));
        assert!(!Ending::read("b1234").unwrap().matches(id(0xa1234)));
        assert!(Ending::read("234").is_err());
        assert!(Ending::read("12g4").is_err());
        assert!(Ending::read("é234").is_err());
        let whole = "01934f6e-7c1a-7b3e-8f00-0123456789ab";
        assert!(Ending::read(whole).unwrap().matches(Id(Uuid::try_parse(whole).unwrap())));
    }
}
