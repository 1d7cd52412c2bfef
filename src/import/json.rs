//! JSON as services write it rather than as they should: bare `NaN`, keys without quotes, a number where a text belongs.
//! It is read as it comes, and only what is asked for is kept, however long it is.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::activity::{Unreadable, tidy, whole};

/// The most things of one list that are kept.
const MOST: usize = 100_000;
/// The longest text that is kept, bytes.
const KEPT: usize = 4096;
/// The deepest that lists and objects may lie in each other.
const DEEPEST: usize = 120;

/// Reads one value.
///
/// # Errors
/// Where it is no JSON, or is cut.
pub fn read<T: DeserializeOwned>(input: impl BufRead) -> Result<T, Unreadable> {
    let mut from = serde_json::Deserializer::from_reader(Strict::new(input));
    T::deserialize(&mut from).map_err(|error| match error.line() {
        _ if error.is_io() => Unreadable::Damaged { byte: 0, message: format!("it could not be read: {error}") },
        line => {
            let message = format!("at letter {} it is cut short or no JSON; export it again", error.column());
            Unreadable::Line { line: line as u64, message }
        }
    })
}

/// Makes strict JSON of what services write.
struct Strict<R> {
    input: R,
    /// What is ready to be taken, and how much of it is.
    ready: Vec<u8>,
    taken: usize,
    /// A number, a word or a key without quotes that is not over yet.
    word: Vec<u8>,
    /// For each object or list that is open, whether it is an object.
    open: Vec<bool>,
    in_text: bool,
    escaped: bool,
    /// In an object, before the colon.
    is_key: bool,
    began: bool,
}

impl<R: BufRead> Strict<R> {
    fn new(input: R) -> Self {
        let (ready, word, open) = (Vec::new(), Vec::new(), Vec::new());
        Self { input, ready, taken: 0, word, open, in_text: false, escaped: false, is_key: false, began: false }
    }

    fn put(&mut self, byte: u8) -> io::Result<()> {
        if self.in_text {
            self.ready.push(byte);
            (self.escaped, self.in_text) = (!self.escaped && byte == b'\\', self.escaped || byte != b'"');
            return Ok(());
        }
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_') {
            if self.word.len() < KEPT {
                self.word.push(byte);
            }
            return Ok(());
        }
        if !self.began {
            // a byte order mark, or a name for a script before the value
            if !matches!(byte, b'{' | b'[') {
                self.word.clear();
                return Ok(());
            }
            self.began = true;
            self.word.clear();
        }
        self.end_word();
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => {
                if self.open.len() >= DEEPEST {
                    return Err(io::Error::other("its parts lie too deep in each other"));
                }
                self.open.push(byte == b'{');
                self.is_key = byte == b'{';
            }
            b'}' | b']' => {
                self.open.pop();
                self.is_key = false;
            }
            b',' => self.is_key = self.open.last() == Some(&true),
            b':' => self.is_key = false,
            _ => {}
        }
        self.ready.push(byte);
        Ok(())
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        match &word[..] {
            [] => {}
            word if self.is_key => {
                self.ready.push(b'"');
                self.ready.extend(word);
                self.ready.push(b'"');
            }
            b"true" | b"True" => self.ready.extend(b"true"),
            b"false" | b"False" => self.ready.extend(b"false"),
            [b'0'..=b'9', ..] | [b'-', b'0'..=b'9', ..] => self.ready.extend(&word),
            // NaN, Infinity, None, null
            _ => self.ready.extend(b"null"),
        }
    }
}

impl<R: BufRead> Read for Strict<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() {
            self.ready.clear();
            self.taken = 0;
            let bytes = self.input.fill_buf()?;
            let part = bytes[..bytes.len().min(16 << 10)].to_vec();
            if part.is_empty() {
                if self.word.is_empty() {
                    return Ok(0);
                }
                self.end_word();
                continue;
            }
            self.input.consume(part.len());
            part.into_iter().try_for_each(|byte| self.put(byte))?;
        }
        let count = (&self.ready[self.taken..]).read(to)?;
        self.taken += count;
        Ok(count)
    }
}

/// Passes over whatever stands there.
fn pass<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

fn pass_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// A number, also one that is written as a text; nothing where something else stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Number(pub Option<f64>);

impl Number {
    /// The number where it is more than nothing.
    pub fn positive(self) -> Option<f64> {
        self.0.filter(|&value| value > 0.0)
    }

    /// A length or a time of so many metres or seconds in one, where it is more than nothing.
    pub fn whole(self, in_one: f64) -> Option<u32> {
        self.positive().map(|value| value * in_one).and_then(whole)
    }

    /// A heart rate.
    pub fn heart(self) -> Option<u8> {
        self.whole(1.0).and_then(|value| u8::try_from(value).ok())
    }
}

/// A text, also a number that stands for one; nothing where something else stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text(pub Option<String>);

impl Text {
    /// The text; empty where there is none.
    pub fn get(&self) -> &str {
        self.0.as_deref().unwrap_or_default().trim()
    }

    /// The text as a title.
    pub fn tidy(&self) -> Option<Box<str>> {
        tidy(self.get())
    }

    /// The text as a number of a list of sports.
    pub fn code(&self) -> Option<u32> {
        self.get().parse().ok()
    }
}

/// Yes or no; no where something else stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flag(pub bool);

/// An object of a kind; nothing where something else stands.
#[derive(Clone, Debug)]
pub struct Maybe<T>(pub Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// Objects of a kind: a list of them, lists within it, or one by itself. What is none is passed over.
#[derive(Clone, Debug)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

macro_rules! scalar {
    ($name:ty { $($method:ident($value:ident: $of:ty) => $made:expr,)* }) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Any;
                impl<'de> Visitor<'de> for Any {
                    type Value = $name;
                    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                        to.write_str("anything")
                    }
                    $(fn $method<E: Error>(self, $value: $of) -> Result<$name, E> { Ok($made) })*
                    fn visit_unit<E: Error>(self) -> Result<$name, E> {
                        Ok(Default::default())
                    }
                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        pass(map).map(|()| Default::default())
                    }
                    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<$name, A::Error> {
                        pass_list(list).map(|()| Default::default())
                    }
                }
                from.deserialize_any(Any)
            }
        }
    };
}

scalar!(Number {
    visit_f64(value: f64) => Number(Some(value).filter(|value| value.is_finite())),
    visit_u64(value: u64) => Number(Some(value as f64)),
    visit_i64(value: i64) => Number(Some(value as f64)),
    visit_bool(_value: bool) => Number(None),
    visit_str(text: &str) => Number(text.trim().parse().ok().filter(|value: &f64| value.is_finite())),
});
scalar!(Text {
    visit_f64(value: f64) => Text(Some(value.to_string())),
    visit_u64(value: u64) => Text(Some(value.to_string())),
    visit_i64(value: i64) => Text(Some(value.to_string())),
    visit_bool(_value: bool) => Text(None),
    visit_str(text: &str) => Text(Some(text[..text.floor_char_boundary(KEPT)].to_owned())),
});
scalar!(Flag {
    visit_f64(value: f64) => Flag(value != 0.0),
    visit_u64(value: u64) => Flag(value != 0),
    visit_i64(value: i64) => Flag(value != 0),
    visit_bool(value: bool) => Flag(value),
    visit_str(text: &str) => Flag(text.eq_ignore_ascii_case("true")),
});

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Any<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Any<T> {
            type Value = Many<T>;
            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("anything")
            }
            fn visit_bool<E: Error>(self, _: bool) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_f64<E: Error>(self, _: f64) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_u64<E: Error>(self, _: u64) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_i64<E: Error>(self, _: i64) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_str<E: Error>(self, _: &str) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_unit<E: Error>(self) -> Result<Many<T>, E> {
                Ok(Many::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|one| Many(vec![one]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Many<T>, A::Error> {
                let mut all = Vec::new();
                while all.len() < MOST {
                    let Some(Many(more)) = list.next_element::<Many<T>>()? else { return Ok(Many(all)) };
                    all.extend(more);
                }
                all.truncate(MOST);
                pass_list(list).map(|()| Many(all))
            }
        }
        from.deserialize_any(Any(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Many::deserialize(from).map(|Many(all)| Self(all.into_iter().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct One {
        a: Number,
        b: Text,
        c: Flag,
    }

    fn all(text: &str) -> Vec<One> {
        read::<Many<One>>(text.as_bytes()).unwrap().0
    }

    #[test]
    fn what_services_write_is_read_though_it_is_no_json() {
        let one = One { a: Number(Some(1.5)), b: Text(Some("x \"{NaN:}\" y".into())), c: Flag(true) };
        let text =
            r#"{"map":{1.0:340.0, key:NaN},"a":1.5,"n":[NaN,-Infinity,Infinity,None],"b":"x \"{NaN:}\" y","c":True}"#;
        assert_eq!(all(text), std::slice::from_ref(&one));
        assert_eq!(all(&format!("\u{feff}[[{text}],[{text}, 3, \"x\", null]]")), [one.clone(), one.clone()]);
        assert_eq!(all(&format!("window.YTD.x = [{text}]")), [one]);
    }

    #[test]
    fn a_value_of_another_sort_is_absent_and_stops_nothing() {
        let none = One::default();
        for text in
            [r#"{"a":{"b":1},"b":[1],"c":"no"}"#, r#"{"a":"x","b":true,"c":null}"#, r#"{"a":[[1,{}]],"b":null}"#]
        {
            assert_eq!(all(text), std::slice::from_ref(&none), "{text}");
        }
        assert_eq!(
            all(r#"{"a":"12.5","b":7,"c":1}"#),
            [One { a: Number(Some(12.5)), b: Text(Some("7".into())), c: Flag(true) }]
        );
        for scalar in ["[1]", "[\"x\"]", "[[]]", "[null]"] {
            assert_eq!(all(scalar), [], "{scalar}");
        }
    }

    #[test]
    fn what_is_cut_or_too_deep_is_refused_with_its_place() {
        let message = |text: &str| read::<Many<One>>(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(message("{\"a\":1"), "Line 1: at letter 6 it is cut short or no JSON; export it again.");
        assert!(message(&"[".repeat(100_000)).contains("too deep"), "{}", message(&"[".repeat(1000)));
        assert!(message("").contains("cut short"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(any in "\\PC{0,40}", near in "[\\[\\]{}\",:a-cNaI0-9.-]{0,40}") {
            for text in [&any, &near] {
                let _ = read::<Many<One>>(text.as_bytes());
                let _ = read::<Many<One>>(format!("[{text}]").as_bytes());
            }
        }
    }
}
