//! One macro turns a list of fields into a struct and its JSON; fields it does not know ride along untouched.
//!
//! Written by hand rather than with `#[serde(flatten)]`, which buffers every value: at 25,000 entries that
//! doubles the time to open the journal. Here a known field is read straight into its place, and an unknown
//! one is kept as the text it was.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

/// How a field behaves when its key is absent from the file, and when it is left out of it.
pub trait JsonField: Sized {
    /// What an absent key means; `None` says that the key is required.
    fn absent() -> Option<Self> {
        None
    }
    /// True where the key is left out when writing.
    fn blank(&self) -> bool {
        false
    }
}

impl<T> JsonField for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn blank(&self) -> bool {
        self.is_none()
    }
}

impl<T> JsonField for Vec<T> {
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
    fn blank(&self) -> bool {
        self.is_empty()
    }
}

impl JsonField for bool {
    fn absent() -> Option<Self> {
        Some(false)
    }
    fn blank(&self) -> bool {
        !*self
    }
}

/// Whether two values are the same text in the file. Stricter than `==` where that compares what is meant: one moment by
/// two clocks is two texts. It writes neither.
pub trait Written: PartialEq {
    /// True where both are the same to the last byte.
    fn is_written_as(&self, other: &Self) -> bool {
        self == other
    }
}

impl<T: Written> Written for Option<T> {
    fn is_written_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(one), Some(other)) => one.is_written_as(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl<T: Written> Written for [T] {
    fn is_written_as(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.is_written_as(other))
    }
}

impl<T: Written> Written for Vec<T> {
    fn is_written_as(&self, other: &Self) -> bool {
        self[..].is_written_as(other)
    }
}

impl<T: Written + ?Sized> Written for Box<T> {
    fn is_written_as(&self, other: &Self) -> bool {
        (**self).is_written_as(other)
    }
}

impl Written for bool {}
impl Written for u32 {}
impl Written for i32 {}
impl Written for str {}
impl Written for chrono::NaiveDate {}
impl Written for chrono::NaiveTime {}
impl Written for Raw {}
impl Written for Extra {}

impl JsonField for Box<str> {}
impl JsonField for u32 {}
impl JsonField for Raw {}

/// A JSON value as the text it was, without the blanks between its parts, so that an entry stays one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw(Box<str>);

impl Raw {
    /// The JSON of a value. The types of a journal have string keys only, so that this cannot fail; `null` if it did.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(serde_json::to_string(value).map_or_else(|_| "null".into(), Into::into))
    }

    /// The JSON text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

fn compact(json: &str) -> Box<str> {
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    // this program writes none, so that most has none
    if !json.bytes().any(is_blank) {
        return json.into();
    }
    let (mut inside, mut escaped) = (false, false);
    let keep = json.chars().filter(|&c| {
        if inside {
            (inside, escaped) = (escaped || c != '"', !escaped && c == '\\');
            return true;
        }
        inside = c == '"';
        !u8::try_from(c).is_ok_and(is_blank)
    });
    keep.collect()
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self(compact(<Box<RawValue>>::deserialize(from)?.get())))
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.to_string()).map_err(S::Error::custom)?.serialize(to)
    }
}

/// The fields of an object that this version does not know, in the order they came. One word of memory when empty.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::box_collection)] // a Vec would cost every entry 24 bytes for something that is almost never there
pub struct Extra(Option<Box<Vec<(Box<str>, Raw)>>>);

impl Extra {
    /// True where there is nothing unknown.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The JSON text of an unknown field.
    pub fn get(&self, key: &str) -> Option<&Raw> {
        self.iter().find(|(name, _)| *name == key).map(|(_, raw)| raw)
    }

    /// The fields and their JSON, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Raw)> {
        self.0.iter().flat_map(|all| all.iter()).map(|(key, value)| (&**key, value))
    }

    /// The keys, in the order they came.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(key, _)| key)
    }

    /// Puts a value in a field's place, or takes the field away.
    pub fn set(&mut self, key: &str, value: Option<Raw>) {
        let all = self.0.get_or_insert_default();
        match (all.iter().position(|(name, _)| &**name == key), value) {
            (Some(place), Some(value)) => all[place].1 = value,
            (Some(place), None) => drop(all.remove(place)),
            (None, Some(value)) => all.push((key.into(), value)),
            (None, None) => {}
        }
        if all.is_empty() {
            self.0 = None;
        }
    }

    /// Keeps one more field; an error where the key is there already.
    pub fn keep<E: serde::de::Error>(&mut self, key: &str, value: Raw) -> Result<(), E> {
        if self.get(key).is_some() {
            return Err(E::custom(format_args!("duplicate field `{key}`")));
        }
        self.0.get_or_insert_default().push((key.into(), value));
        Ok(())
    }

    /// Writes the fields into an object under way.
    pub fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for (key, value) in self.iter() {
            map.serialize_entry(key, value)?;
        }
        Ok(())
    }
}

/// A key of an object, borrowed from the file where it has no escapes.
pub struct Key<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text in quotes")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Reader)
    }
}

/// Reads one value into its place; an error where the key came before.
pub fn fill<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    place: &mut Option<T>,
    key: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *place = Some(map.next_value()?);
    Ok(())
}

/// Declares a struct of the file: its fields in the order they are written, under their own names.
/// Which are required, and which are left out when empty, follows from their types (see [`JsonField`]). What comes after
/// `beside` is in memory only.
macro_rules! record {
    (
        $(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $ty:ty,)* }
        $(beside { $($(#[$own_doc:meta])* $own:ident: $own_ty:ty,)* })?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$doc])* pub $field: $ty,)*
            $($($(#[$own_doc])* pub $own: $own_ty,)*)?
            /// Fields of the file that this version does not know; written back as they came.
            pub extra: $crate::domain::record::Extra,
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                let mut map = to.serialize_map(None)?;
                $(if !$crate::domain::record::JsonField::blank(&self.$field) {
                    map.serialize_entry(stringify!($field), &self.$field)?;
                })*
                self.extra.write(&mut map)?;
                map.end()
            }
        }

        impl $crate::domain::record::Written for $name {
            fn is_written_as(&self, other: &Self) -> bool {
                $($crate::domain::record::Written::is_written_as(&self.$field, &other.$field) &&)* self.extra == other.extra
            }
        }

        impl $crate::domain::strays::Strays for $name {
            fn keys() -> &'static [&'static str] {
                &[$(stringify!($field),)*]
            }
            fn strays<'a>(&'a self, see: &mut dyn FnMut($crate::domain::strays::StrayKey<'a>)) {
                #[allow(unused_imports)]
                use $crate::domain::strays::{Inner as _, InnerOfNone as _};
                $crate::domain::strays::nearly_known(&self.extra, Self::keys(), see);
                $((&$crate::domain::strays::Within(&self.$field)).strays(see);)*
            }
            fn mend(&mut self) {
                #[allow(unused_imports)]
                use $crate::domain::strays::{InnerMut as _, InnerMutOfNone as _};
                if !self.extra.is_empty() {
                    $crate::domain::strays::rename_strays(self);
                }
                $((&mut $crate::domain::strays::WithinMut(&mut self.$field)).mend();)*
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Reader;
                impl<'de> serde::de::Visitor<'de> for Reader {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                        f.write_str(concat!("an object (", stringify!($name), ")"))
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        $(let mut $field: Option<$ty> = None;)*
                        let mut extra = $crate::domain::record::Extra::default();
                        while let Some($crate::domain::record::Key(key)) = map.next_key()? {
                            match &*key {
                                $(stringify!($field) =>
                                    $crate::domain::record::fill(&mut $field, stringify!($field), &mut map)?,)*
                                other => {
                                    let value = map.next_value()?;
                                    extra.keep(other, value)?;
                                }
                            }
                        }
                        Ok($name {
                            $($field: $field.or_else(<$ty as $crate::domain::record::JsonField>::absent).ok_or_else(
                                || <A::Error as serde::de::Error>::missing_field(stringify!($field)))?,)*
                            $($($own: Default::default(),)*)?
                            extra,
                        })
                    }
                }
                from.deserialize_map(Reader)
            }
        }
    };
}
pub(crate) use record;

record! {
    /// Any JSON object, field by field.
    Object {}
}

impl Object {
    /// The object that a JSON text is; nothing where it is anything else.
    pub fn of_text(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The object that a value is written as; empty where it is written as anything else.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Self {
        serde_json::from_str(Raw::of(value).text()).unwrap_or(Self { extra: Extra::default() })
    }
}

#[cfg(test)]
mod tests {
    record! {
        /// A record for these tests.
        Sample {
            /// Required.
            id: u32,
            /// Optional.
            note: Option<Box<str>>,
        }
    }

    fn read(json: &str) -> Result<Sample, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn unknown_fields_come_back_exactly_as_they_were() {
        let json = r#"{"id":1,"note":"a","later":{"deep":[1.10,"x y\" z",{"n":12345678901234567890123}]},"k":null}"#;
        let sample = read(json).unwrap();
        assert_eq!(serde_json::to_string(&sample).unwrap(), json);
    }

    #[test]
    fn unknown_values_lose_their_line_breaks_but_not_those_in_strings() {
        let sample = read("{\"id\":1,\"later\":{ \"a\" :\n [1, \"b \\\\\" ] }}").unwrap();
        assert_eq!(serde_json::to_string(&sample).unwrap(), r#"{"id":1,"later":{"a":[1,"b \\"]}}"#);
    }

    #[test]
    fn a_key_that_comes_twice_is_refused_known_or_not() {
        assert!(read(r#"{"id":1,"id":2}"#).unwrap_err().contains("duplicate field `id`"));
        assert!(read(r#"{"id":1,"x":2,"x":3}"#).unwrap_err().contains("duplicate field `x`"));
    }

    #[test]
    fn a_missing_required_field_is_named() {
        assert!(read(r#"{"note":"a"}"#).unwrap_err().contains("missing field `id`"));
    }
}
