//! Keyboards whose digit row types other signs unless Shift is held, and digits of full width.

use super::record::JsonField;
use super::words::words;

words! {
    /// The keyboard whose unshifted digit row stands for digits.
    DigitRow, "digit row" {
        /// Digits are typed as such.
        None = "none",
        /// `à & é " ' ( - è _ ç`.
        French = "french",
        /// `é + ě š č ř ž ý á í`.
        Czech = "czech",
        /// `“ ą č ę ė į š ų ū „`.
        Lithuanian = "lithuanian",
    }
}

impl JsonField for DigitRow {
    fn absent() -> Option<Self> {
        Some(Self::None)
    }
    fn blank(&self) -> bool {
        *self == Self::None
    }
}

impl DigitRow {
    /// What the keys 0 to 9 type.
    fn signs(self) -> &'static str {
        match self {
            Self::None => "",
            Self::French => "à&é\"'(-è_ç",
            Self::Czech => "é+ěščřžýáí",
            Self::Lithuanian => "\u{201c}ąčęėįšųū\u{201e}",
        }
    }

    /// The digit of the key that types this sign.
    pub fn digit(self, sign: char) -> Option<char> {
        let place = self.signs().chars().position(|one| one == sign)?;
        char::from_digit(u32::try_from(place).ok()?, 10)
    }

    /// The keyboards on which the key of a digit types this sign.
    pub fn with(sign: char) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |row| row.digit(sign).is_some())
    }
}

/// A sign of full width, as East Asian keyboards type it, as the plain one.
pub fn plain(sign: char) -> char {
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{3000}' => ' ',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_its_ten_digits_and_full_width_is_plain() {
        for (row, signs) in [
            (DigitRow::French, "&é\"'(-è_çà"),
            (DigitRow::Czech, "+ěščřžýáíé"),
            (DigitRow::Lithuanian, "ąčęėįšųū\u{201e}\u{201c}"),
        ] {
            let digits: String = signs.chars().filter_map(|sign| row.digit(sign)).collect();
            assert_eq!(digits, "1234567890", "{row:?}");
        }
        assert_eq!(DigitRow::None.digit('é'), None);
        assert_eq!(DigitRow::with('é').collect::<Vec<_>>(), [DigitRow::French, DigitRow::Czech]);
        assert_eq!("０４９ｐ！　é4".chars().map(plain).collect::<String>(), "049p! é4");
    }
}
