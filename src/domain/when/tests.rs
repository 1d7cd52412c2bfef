//! What people type for WHEN, at the edges of days and clock changes.

use chrono::FixedOffset;
use proptest::prelude::*;

use super::*;

/// Central European time of 2026, by its rules.
fn offset(naive: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
    let at = |month, day, hour| NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, 0, 0).unwrap();
    let (winter, summer) = (FixedOffset::east_opt(3600).unwrap(), FixedOffset::east_opt(7200).unwrap());
    match naive {
        n if n < at(3, 29, 2) || n >= at(10, 25, 3) => MappedLocalTime::Single(winter),
        n if n < at(3, 29, 3) => MappedLocalTime::None,
        n if n < at(10, 25, 2) => MappedLocalTime::Single(summer),
        _ => MappedLocalTime::Ambiguous(summer, winter),
    }
}

fn clock(now: &str) -> Clock<'static> {
    Clock { now: At::parse(now).unwrap(), offset: &offset }
}

const NOW: &str = "2026-11-23T10:00:00+01:00"; // a Monday

fn read(text: &str, now: &str) -> Result<At, String> {
    let four = Hour::full(4);
    let when = When::read(text, clock(now), four).map_err(|refusal| refusal.message)?;
    when.at(Hour::full(12), clock(now), four).map_err(|refusal| refusal.message)
}

#[test]
fn when_is_read_as_people_say_it() {
    for (text, expected) in [
        ("", NOW),
        ("now", NOW),
        ("today", NOW),
        ("7am", "2026-11-23T07:00:00+01:00"),
        ("7 am", "2026-11-23T07:00:00+01:00"),
        ("07:30", "2026-11-23T07:30:00+01:00"),
        ("this morning", "2026-11-23T07:00:00+01:00"),
        ("12am", "2026-11-23T00:00:00+01:00"),
        ("yesterday", "2026-11-22T12:00:00+01:00"),
        ("yesterday 7am", "2026-11-22T07:00:00+01:00"),
        ("Yesterday at 7:15PM", "2026-11-22T19:15:00+01:00"),
        ("yesterday 19h30", "2026-11-22T19:30:00+01:00"),
        ("7am yesterday", "2026-11-22T07:00:00+01:00"),
        ("mon", NOW),
        ("last mon", "2026-11-16T12:00:00+01:00"),
        ("sun 18:00", "2026-11-22T18:00:00+01:00"),
        ("tuesday", "2026-11-17T12:00:00+01:00"),
        ("next tue", "2026-11-24T12:00:00+01:00"),
        ("-2", "2026-11-21T12:00:00+01:00"),
        ("-2 7am", "2026-11-21T07:00:00+01:00"),
        ("+3", "2026-11-26T12:00:00+01:00"),
        ("3 days ago", "2026-11-20T12:00:00+01:00"),
        ("2 days ago", "2026-11-21T12:00:00+01:00"),
        ("2d ago", "2026-11-21T12:00:00+01:00"),
        ("1w ago 7am", "2026-11-16T07:00:00+01:00"),
        ("a week ago noon", "2026-11-16T12:00:00+01:00"),
        ("in 2 weeks", "2026-12-07T12:00:00+01:00"),
        ("20 nov", "2026-11-20T12:00:00+01:00"),
        ("Nov 20th, 7am", "2026-11-20T07:00:00+01:00"),
        ("24 nov", "2025-11-24T12:00:00+01:00"),
        ("29 feb", "2024-02-29T12:00:00+01:00"),
        ("20 november 2025", "2025-11-20T12:00:00+01:00"),
        ("20.11.2026", "2026-11-20T12:00:00+01:00"),
        ("3.4.2026 7:15", "2026-04-03T07:15:00+02:00"),
        ("20.11. 18:00", "2026-11-20T18:00:00+01:00"),
        ("20. Nov 2026", "2026-11-20T12:00:00+01:00"),
        ("Fri 20 Nov", "2026-11-20T12:00:00+01:00"),
        ("Wed 25 Nov", "2026-11-25T12:00:00+01:00"),
        ("Tue 25 Nov", "2025-11-25T12:00:00+01:00"),
        ("Fri 20 Nov 2026 07:30", "2026-11-20T07:30:00+01:00"),
        ("Fri 2026-11-20 07:00", "2026-11-20T07:00:00+01:00"),
        ("fri 16:30", "2026-11-20T16:30:00+01:00"),
        ("2h ago", "2026-11-23T08:00:00+01:00"),
        ("an hour ago", "2026-11-23T09:00:00+01:00"),
        ("30 min ago", "2026-11-23T09:30:00+01:00"),
        ("90min ago", "2026-11-23T08:30:00+01:00"),
        ("last night", "2026-11-22T21:00:00+01:00"),
        ("last week", "2026-11-16T12:00:00+01:00"),
        ("2026-11-20", "2026-11-20T12:00:00+01:00"),
        ("2026-11-20 07:30", "2026-11-20T07:30:00+01:00"),
        ("2026-11-20T07:30", "2026-11-20T07:30:00+01:00"),
        ("2026-11-20 07:30:15", "2026-11-20T07:30:15+01:00"),
        ("2026-11-20T07:30:00-05:00", "2026-11-20T07:30:00-05:00"),
        ("2026-11-20 07:30-05:00", "2026-11-20T07:30:00-05:00"),
        ("2026-07-01 07:30", "2026-07-01T07:30:00+02:00"),
    ] {
        assert_eq!(read(text, NOW), Ok(At::parse(expected).unwrap()), "{text}");
    }
}

#[test]
fn what_is_meant_to_lie_ahead_is_the_next_one_to_come() {
    let four = Hour::full(4);
    for (text, ahead, behind) in [
        ("fri", "2026-11-27", "2026-11-20"),
        ("mon", "2026-11-23", "2026-11-23"),
        ("1 dec", "2026-12-01", "2025-12-01"),
        ("1 jan", "2027-01-01", "2026-01-01"),
        ("23 nov", "2026-11-23", "2026-11-23"),
        ("-2", "2026-11-21", "2026-11-21"),
    ] {
        let day = |lean| When::read_leaning(text, clock(NOW), four, lean).unwrap().day(four).to_string();
        assert_eq!((day(Lean::Future).as_str(), day(Lean::Past).as_str()), (ahead, behind), "{text}");
    }
}

#[test]
fn around_midnight_words_count_from_the_day_that_has_not_ended() {
    let late = "2026-11-24T00:30:00+01:00"; // still Monday's journal day
    for (text, expected) in [
        ("today", late),
        ("23:00", "2026-11-23T23:00:00+01:00"),
        ("0:15", "2026-11-24T00:15:00+01:00"),
        ("yesterday", "2026-11-22T12:00:00+01:00"),
        ("mon", late),
        ("today 7pm", "2026-11-23T19:00:00+01:00"),
    ] {
        assert_eq!(read(text, late), Ok(At::parse(expected).unwrap()), "{text}");
    }
    assert_eq!(read("2am", NOW), Ok(At::parse("2026-11-23T02:00:00+01:00").unwrap()));
}

#[test]
fn what_is_ambiguous_is_refused_with_what_to_write() {
    for (text, hint) in [
        ("03/04/2026", "2026-04-03 or 2026-03-04"),
        ("20/11/2026", "write 2026-11-20."),
        ("3/4", "2026-11-20"),
        ("7", "7am, 7:00 or -7"),
        ("yesterday 7", "7am, 7:00 or 20 nov"),
        ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00 or 2026-10-25T02:30:00+01:00"),
        ("2026-03-29 02:30", "There was no"),
        ("7am 8am", "two hours"),
        ("30", "write -30 (days ago)."),
        ("19", "write 19:00 or -19"),
        ("yesterday 30", "write 20 nov."),
        ("Fri 23 Nov 2026", "is not a date: 23 Nov 2026 is a Monday."),
        ("13am", "is not a date"),
        ("25:00", "is not a date"),
        ("2026-02-30", "no 2026-02-30 in the calendar"),
        ("2026-02-30T07:00", "no 2026-02-30 in the calendar"),
        ("30 feb", "is not a date: there is no 30 Feb in the calendar"),
        ("feb 29 2027", "there is no 29 Feb 2027 in the calendar"),
        ("29.2.2027", "there is no 29 Feb 2027 in the calendar"),
        ("2/30/2027", "there is no 30 Feb 2027 in the calendar"),
        ("31.13.2027", "reads differently here and there"),
        ("2026-11-20tue 18:00", "\u{201c}2026-11-20tue\u{201d} was not understood; accepted are"),
        ("fryday 7am", "\u{201c}fryday\u{201d} was not understood"),
        ("fryday", "\u{201c}fryday\u{201d} is not a date; accepted are"),
        ("mon tue", "\u{201c}mon tue\u{201d} is not a date; accepted are"),
        ("999999d ago", "accepted are"),
        ("soon", "accepted are"),
        ("-", "accepted are"),
        ("-999999999999", "accepted are"),
        ("mo", "accepted are"),
    ] {
        let message = read(text, NOW).unwrap_err();
        assert!(message.contains(hint), "{text}: {message}");
    }
}

#[test]
fn no_refusal_advises_what_would_be_refused() {
    let odd = [
        "7",
        "0",
        "12",
        "13",
        "19",
        "23",
        "24",
        "30",
        "99",
        "yesterday 0",
        "yesterday 30",
        "mon 24",
        "20/11/2026",
        "3/4/2026",
        "3/4",
    ];
    for text in odd {
        let message = read(text, NOW).unwrap_err();
        let (_, advice) = message.split_once("write ").unwrap();
        let advice = advice.trim_end_matches('.').replace(" (days ago)", "");
        for one in advice.split([',']).flat_map(|part| part.split(" or ")).map(str::trim) {
            assert!(read(one, NOW).is_ok(), "{text}: {message}: {one}");
        }
    }
}

#[test]
fn every_day_that_is_shown_reads_back() {
    let four = Hour::full(4);
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    for apart in -400i64..=400 {
        let day = today + chrono::TimeDelta::days(apart);
        for shown in [say_day(day, today), say_date(day), format!("{} 12:00", say_date(day))] {
            for lean in [Lean::Past, Lean::Future, Lean::Nearer] {
                let read = When::read_leaning(&shown, clock(NOW), four, lean).map(|when| when.day(four));
                assert_eq!(read, Ok(day), "{shown}");
            }
        }
    }
}

#[test]
fn a_moment_is_written_with_its_offset_only_where_that_is_another() {
    for (at, text) in [
        ("2026-11-22T08:00:00+01:00", "2026-11-22 08:00"),
        ("2026-11-22T08:00:15+01:00", "2026-11-22 08:00:15"),
        ("2026-07-22T08:00:00+02:00", "2026-07-22 08:00"),
        ("2026-11-22T08:00:00-05:00", "2026-11-22 08:00-05:00"),
        ("2026-11-22T08:00:15-05:00", "2026-11-22T08:00:15-05:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25 02:30+02:00"),
    ] {
        assert_eq!(write(At::parse(at).unwrap(), clock(NOW)), text);
    }
}

proptest! {
    #[test]
    fn a_moment_written_reads_back_the_same(seconds in 1_500_000_000i64..1_900_000_000, zone in -48i32..=56) {
        let at = At(chrono::DateTime::from_timestamp(seconds, 0).unwrap()
            .with_timezone(&FixedOffset::east_opt(zone * 900).unwrap()));
        prop_assert_eq!(read(&write(at, clock(NOW)), NOW), Ok(at));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,20}") {
        let _ = read(&text, NOW);
    }

    #[test]
    fn no_words_make_the_reader_panic(words in proptest::collection::vec("[0-9]{1,6}|mon|feb|ago|days|in|next|last|am|:|-|T|é", 0..5)) {
        let _ = read(&words.join(" "), NOW);
    }
}
