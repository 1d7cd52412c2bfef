//! The question for a pain level: a digit answers it; a 1 waits for the 0 of ten.

use std::time::Duration;

use chrono::NaiveDate;

use crate::domain::bare::Bare;
use crate::domain::id::Id;
use crate::domain::level::Level;
use crate::page::{Line, Tone};
use crate::tui::keys;
use crate::tui::keys::scope::Scope;
use crate::tui::keys::unknown;
use crate::tui::terminal::input::Key;

/// How long a 1 waits for the 0 of ten.
const ONE_SECOND: Duration = Duration::from_secs(1);

/// The question, and whether a 1 was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LevelPrompt {
    /// What it asks for: named in the question, and saved so.
    pub bare: Bare,
    /// The morning of today was asked for, whatever the hour.
    pub is_morning: bool,
    /// The day on which it asks: on another one it asks anew.
    pub today: NaiveDate,
    /// It does, since the day is another than when it was answered.
    pub is_anew: bool,
    /// When a 1 was typed, in time since the start; within a second a 0 makes it ten.
    pub one: Option<Duration>,
    /// The sign that was typed and is no level.
    pub odd: Option<char>,
    /// The level that is there already, which the answer changes.
    pub known: Option<(Id, Level)>,
}

/// What an answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Level(u8),
    /// Not known yet.
    Wait(LevelPrompt),
    /// It was a 1, and this key is for something else.
    OneThenKey,
    /// Nothing is logged after all.
    Nothing,
}

impl LevelPrompt {
    /// Asks today for a level.
    pub fn of(bare: Bare, today: NaiveDate) -> Self {
        Self { bare, is_morning: false, today, is_anew: false, one: None, odd: None, known: None }
    }

    /// When a 1 that was typed is a one after all.
    pub fn wakes_at(self) -> Option<Duration> {
        self.one.map(|typed| typed.saturating_add(ONE_SECOND))
    }

    /// What a key answers at that time since the start.
    pub fn answer(self, key: Key, now: Duration) -> Answer {
        match (self.one.is_some(), key) {
            (true, Key::Char('0')) => Answer::Level(10),
            (true, Key::Backspace) => Answer::Wait(Self { one: None, odd: None, ..self }),
            (true, Key::Esc) => Answer::Nothing,
            // 12 is no level, and hardly meant to be a 1
            (true, Key::Char(c @ '1'..='9')) => Answer::Wait(Self { one: None, odd: Some(c), ..self }),
            (true, _) => Answer::OneThenKey,
            (false, Key::Char('x')) => Answer::Level(10),
            (false, Key::Char('1')) => Answer::Wait(Self { one: Some(now), odd: None, ..self }),
            (false, Key::Char(c)) => match c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
                Some(digit) if Level::new(digit).is_some() => Answer::Level(digit),
                _ => Answer::Wait(Self { odd: Some(c), ..self }),
            },
            (false, _) => Answer::Wait(self),
        }
    }

    /// The question in words.
    pub fn describe(self) -> Line {
        if self.one.is_some() {
            return Line::of("Pain 1", Tone::Accent).and(" \u{2026} a 0 within a second makes it ten", Tone::Plain);
        }
        let before = match (self.odd, self.is_anew) {
            (Some(sign), _) => unknown::of_keyboard(sign).unwrap_or("That is not a level from 0 to 10.".into()) + " ",
            (None, true) => "A new day has begun. ".into(),
            (None, false) => String::new(),
        };
        let asks = match self.known {
            Some((_, level)) => format!("This morning\u{2019}s level is {level}. Change it to?"),
            None => self.bare.asks(self.today),
        };
        Line::of(before, Tone::Warn)
            .and(asks, Tone::Accent)
            .and(" ", Tone::Plain)
            .and(keys::digits().0, Tone::Key)
            .and(" none to ", Tone::Plain)
            .and(keys::digits().1, Tone::Key)
            .and(", ", Tone::Plain)
            .and(keys::hinted(Scope::Level, "ten"), Tone::Key)
            .and(" ten", Tone::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pain::Moment;

    #[test]
    fn a_digit_is_a_level_x_is_ten_and_a_one_waits() {
        let now = Duration::from_millis(7300);
        let today = "2026-11-23".parse().unwrap();
        let asked = LevelPrompt::of(Bare { day: today, moment: Moment::Morning }, today);
        let one = LevelPrompt { one: Some(now), ..asked };
        let odd = |sign| LevelPrompt { odd: Some(sign), ..asked };
        assert_eq!((asked.wakes_at(), one.wakes_at()), (None, Some(Duration::from_millis(8300))));
        for (key, answer) in [
            (Key::Char('0'), Answer::Level(0)),
            (Key::Char('9'), Answer::Level(9)),
            (Key::Char('x'), Answer::Level(10)),
            (Key::Char('1'), Answer::Wait(one)),
            (Key::Char('q'), Answer::Wait(odd('q'))),
        ] {
            assert_eq!(asked.answer(key, now), answer);
        }
        assert_eq!(one.answer(Key::Char('0'), now), Answer::Level(10));
        assert_eq!(one.answer(Key::Backspace, now), Answer::Wait(asked));
        assert_eq!(one.answer(Key::Char('4'), now), Answer::Wait(odd('4')));
        assert_eq!(one.answer(Key::Char('q'), now), Answer::OneThenKey);
        assert_eq!(one.answer(Key::Enter, now), Answer::OneThenKey);
        assert_eq!(one.answer(Key::Esc, now), Answer::Nothing);
    }
}
