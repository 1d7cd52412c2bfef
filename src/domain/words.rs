//! Fixed vocabularies: an enum whose values are words, the same in the file, on the screen and in commands.

/// Declares an enum of words with its list, its reading (upper case, blanks and underscores allowed) and its JSON.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The word for this value.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value a typed word stands for.
            ///
            /// # Errors
            /// A sentence that lists the words there are.
            pub fn read(text: &str) -> Result<Self, $crate::domain::refusal::Refusal> {
                let wanted = text.trim().to_lowercase().replace([' ', '_'], "-");
                match wanted.as_str() {
                    $($word => Ok(Self::$variant),)*
                    _ => Err($crate::domain::refusal::Refusal::new(format!(
                        "\u{201c}{}\u{201d} is not a {}; there are: {}.", text.trim(), $what, Self::WORDS.join(", ")))),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let $crate::domain::record::Key(word) = serde::Deserialize::deserialize(from)?;
                match &*word {
                    $($word => Ok(Self::$variant),)*
                    other => Err(serde::de::Error::custom(format_args!(
                        "\u{201c}{other}\u{201d} is not a {}; there are: {}", $what, Self::WORDS.join(", ")))),
                }
            }
        }
    };
}
pub(crate) use words;

/// A number with its noun: `1 entry`, `3 entries`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
