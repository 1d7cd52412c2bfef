//! One journal, five forms, the same numbers; and pages that stay pages whatever was written.

use super::*;
use crate::domain::day::At;
use crate::domain::every_kind::Record as _;
use crate::domain::journal::Journal;
use crate::insight::report::tests::{NOW, hand_made};
use crate::insight::report::{Person, ReportOptions, report};
use crate::render::pdf::paper::Paper;
use crate::render::pdf::tests::text as text_of;

fn made(journal: &Journal, set: impl Fn(&mut ReportOptions)) -> Report {
    let mut wanted = ReportOptions::usual(At::parse(NOW).unwrap());
    set(&mut wanted);
    report(journal, &wanted)
}

fn form(report: &Report, format: Format) -> String {
    let bytes = render(report, format, &[], Paper::A4).unwrap();
    match format {
        Format::Pdf => text_of(&bytes),
        _ => String::from_utf8(bytes).unwrap(),
    }
}

/// Text on one line, without markup.
pub(super) fn flat(text: &str, format: Format) -> String {
    let mut text = match format {
        Format::Html => {
            let body = text.split_once("<body>").unwrap().1;
            let mut plain = String::new();
            let mut inside = false;
            for c in body.chars() {
                match c {
                    '<' => inside = true,
                    '>' => {
                        inside = false;
                        plain.push(' ');
                    }
                    c if !inside => plain.push(c),
                    _ => {}
                }
            }
            plain
        }
        Format::Md => text.replace('\\', "").replace(['|', '*'], " "),
        _ => text.to_owned(),
    };
    for (code, sign) in [("&gt;", ">"), ("&lt;", "<"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(code, sign);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_printed_figure_is_in_all_forms_and_is_that_of_the_json() {
    let report = made(&hand_made(), |_| {});
    let json: serde_json::Value = serde_json::from_str(&form(&report, Format::Json)).unwrap();
    let at = |path: &str| json.pointer(path).unwrap_or_else(|| panic!("{path}")).clone();
    let number = |path: &str| sections::number(at(path).as_f64().unwrap());
    let of = |a: &str, b: &str| format!("{} of {}", number(a), number(b));
    let arrow = |what: &str| {
        let at = |n: usize, key: &str| number(&format!("/pain/stretches/{n}/{what}/{key}"));
        format!("{} \u{2192} {} (n {}, {})", at(0, "value"), at(1, "value"), at(0, "n"), at(1, "n"))
    };
    let days = |path: &str| number(&format!("/pain/{path}/days"));
    let with = |what: &str| number(&format!("/pain/recorded/{what}"));
    let km = |path: &str| format!("{} km", at(path).as_u64().unwrap() as f64 / 1000.0);
    let median = |path: &str| format!("{} (n {})", number(&format!("{path}/value")), number(&format!("{path}/n")));
    let expected = [
        // worked out by hand in the tests of the struct; here they are read from the JSON
        "10 Nov – 23 Nov 2026 (since the last visit): 14 days, 12 logged".to_owned(),
        "Warning signs answered yes: night pain that gets worse (1 of 1, last 11 Nov). No to 2; last asked 18 Nov \
         (2 checks; the last asked 1 sign). Seen by a clinician on 12 Nov."
            .to_owned(),
        "The other 19 of 22 were not asked".to_owned(),
        format!(
            "Worst of the day {}, mornings {}; 5 or more on {} days.",
            arrow("median_worst"),
            arrow("median_morning"),
            of("/pain/whole/days_at_5_or_more", "/pain/whole/days_with_level")
        ),
        "medians, first and last 7 days".to_owned(),
        format!("highest {} on 11 Nov (n {}).", number("/pain/whole/highest"), number("/pain/whole/days_with_level")),
        format!(
            "right deep buttock on {} of {} days, left sit bone {}",
            days("places/0"),
            with("places"),
            days("places/1")
        ),
        format!("buttock on {} of {} days, calf {}", days("reach/0"), with("reach"), days("reach/1")),
        format!("tingling on {} of {} days, dull {}", days("kind/0"), with("kind"), days("kind/1")),
        format!("woke me on {} days with an entry", of("/pain/woke_days", "/pain/recorded/entries")),
        format!("on {} days with an entry: ibuprofen", of("/pain/medication_days", "/pain/recorded/entries")),
        format!(
            "{} runs, {}, longest {} (n {})",
            number("/running/runs"),
            km("/running/distance_m"),
            km("/running/longest_m"),
            number("/running/with_distance")
        ),
        format!("{} over 10 % above the 30-day longest", of("/running/spikes", "/running/with_baseline")),
        format!(
            "grass {} {} too few (n {}) too few (n {}) {}",
            number("/running/surfaces/0/runs"),
            km("/running/surfaces/0/distance_m"),
            number("/running/surfaces/0/during/n"),
            number("/running/surfaces/0/change/n"),
            of("/running/surfaces/0/settled", "/running/surfaces/0/judged")
        ),
        "track 1 2 km no entry (n 0) no entry (n 0) not known".into(),
        "road 1 6 km too few (n 1) no entry (n 0) not known".into(),
        format!(
            "Pain rose by 2 or was marked so in {}; limp and sharp pain not marked in any.",
            of("/running/rose", "/running/rise_known")
        ),
        format!("Shoes: blue {}, in use since 1 Oct.", km("/running/gear/0/distance_m")),
        format!(
            "{} run broke a limit (distance 1, surface 1; one can break two), {} none",
            number("/status/runs/outside"),
            number("/status/runs/inside")
        ),
        format!(
            "soft surfaces {} % (n {}) of distance, before {} % (n {})",
            number("/tried/3/share/percent"),
            number("/tried/3/share/n"),
            number("/tried/3/before/percent"),
            number("/tried/3/before/n")
        ),
        format!("{} levels, {} entered more than two days late", number("/quality/levels"), number("/quality/late")),
    ];
    // the details of the steps are the first to go
    let details = [
        format!("({} massages)", number("/tried/4/recorded")),
        format!(
            "3 in this period, median pain before {}, after {}, next morning {}",
            median("/tried/4/before"),
            median("/tried/4/after"),
            median("/tried/4/next_morning")
        ),
        "numbness or tingling between the legs (n 2); bladder or bowel trouble (n 1)".into(),
    ];
    let full = flat(&dense(&sheet(&report, &[], Room::FULL)), Format::Text);
    assert!(details.iter().all(|wanted: &String| full.contains(wanted)), "{full}");
    for format in [Format::Text, Format::Md, Format::Html, Format::Pdf] {
        let found = flat(&form(&report, format), format);
        for wanted in &expected {
            assert!(found.contains(wanted.as_str()), "{wanted:?} is not in the {}:\n{found}", format.word());
        }
    }
}

#[test]
fn text_is_a_page_of_eighty_by_sixty_six() {
    insta::assert_snapshot!("text", form(&made(&hand_made(), |_| {}), Format::Text));
    insta::assert_snapshot!("markdown", form(&made(&hand_made(), |_| {}), Format::Md));
    insta::assert_snapshot!("empty", form(&made(&Journal::default(), |_| {}), Format::Text));
}

/// A journal with more of everything than a page has room for, in awkward letters.
fn fullest() -> Journal {
    let mut journal = hand_made();
    let long = "\u{1b}[31mevil\u{202e} \u{4f60}\u{597d} \u{5e9}\u{5dc}\u{5d5}\u{5dd} <b>&amp;</b> | `x` ".repeat(12)
        + &"x".repeat(200);
    let text = |n: usize| Some(format!("{n} {long}").into_boxed_str());
    let again = journal.questions[1].clone();
    journal.questions.extend((0..30).map(|n| crate::domain::doctor::Question { question: text(n), ..again.clone() }));
    let mark = journal.markers[0].clone();
    journal.markers.extend((0..30).map(|n| crate::domain::markers::Marker { text: text(n), ..mark.clone() }));
    for (n, pain) in journal.pain.iter_mut().enumerate() {
        pain.worse = (0..9).filter_map(|i| text(n * 10 + i)).collect();
        pain.eased = pain.worse.clone();
        pain.feels = crate::domain::pain::Feel::ALL.to_vec();
        (pain.medication, pain.note) = (text(n), text(n));
    }
    for (n, run) in journal.runs.iter_mut().enumerate() {
        run.surfaces = crate::domain::runs::Surface::ALL
            .iter()
            .map(|&surface| crate::domain::runs::Stretch { surface, distance_m: Some(500), extra: Default::default() })
            .collect();
        run.note = text(n);
    }
    journal.checks[1].seen = None;
    journal.checks[1].signs = serde_json::from_str(
        r#"{"saddle":"yes","bladder":"yes","sexual":"yes","both_legs":"yes","foot_drop":"yes","chest":"yes","fever":"yes","night":"yes","groin":"yes"}"#,
    )
    .unwrap();
    (journal.condition.name, journal.condition.onset_note) = (text(0), text(0));
    journal.gear[0].name = text(0);
    journal.clearance[0].by = text(0);
    (journal.visits[0].with, journal.visits[0].said, journal.visits[0].report) = (text(0), text(1), true);
    let told = &mut journal.condition;
    told.age_group = Some(crate::domain::condition::AgeGroup::From70);
    (told.bones, told.work, told.sleep, told.morning_stiffness_min) = (text(0), text(1), text(2), Some(720));
    let at = journal.pain[0].at;
    for n in 0..8 {
        let mut diagnosis = crate::domain::condition::Diagnosis::named(&text(n).unwrap());
        (diagnosis.by, diagnosis.on) = (text(n), Some(at.local().date()));
        journal.condition.diagnoses.push(diagnosis);
        let id = |kind: u128| crate::domain::id::Id(uuid::Uuid::from_u128(kind * 100 + n as u128));
        let mut measure = crate::domain::measures::Measure::blank(id(1), at);
        let score = journal.pain[0].level;
        let activity =
            |i| crate::domain::measures::Activity { name: text(i).unwrap(), score, extra: Default::default() };
        (measure.normal, measure.activities) = (Some(40), (0..5).map(activity).collect());
        journal.measures.push(measure);
        let mut sitting = crate::domain::sitting::Sitting::blank(id(2), at);
        (sitting.minutes, sitting.painless) = (Some(1440), true);
        journal.sitting.push(sitting);
        let mut orthotics = journal.gear[0].clone();
        (orthotics.id, orthotics.what, orthotics.name) =
            (id(3), Some(crate::domain::orthotics::Worn::Orthotics), text(n));
        journal.gear.push(orthotics);
        journal.runs.iter_mut().for_each(|run| run.gear.push(id(3)));
        let mut exercise = crate::domain::therapy::Exercise::blank(id(4), at);
        exercise.name = text(n);
        let done = crate::domain::session::Done {
            name: text(n).unwrap(),
            exercise: Some(id(4)),
            sets: None,
            pain: Some(score),
            skip: None,
            extra: Default::default(),
        };
        journal.exercises.push(exercise);
        let mut session = crate::domain::session::Session::blank(id(5), at);
        session.exercises = vec![done];
        journal.sessions.push(session);
    }
    for step in crate::domain::steps::Step::ALL {
        let progress = journal.steps.get(*step).moved(
            crate::domain::steps::State::UnderWay,
            "2026-11-01".parse().unwrap(),
            text(0),
            text(1),
        );
        match step {
            crate::domain::steps::Step::Doctor => journal.steps.doctor = progress,
            crate::domain::steps::Step::Therapy => journal.steps.therapy = progress,
            crate::domain::steps::Step::Orthotics => journal.steps.orthotics = progress,
            crate::domain::steps::Step::Surface => journal.steps.surface = progress,
            crate::domain::steps::Step::Massage => journal.steps.massage = progress,
        }
    }
    journal
}

#[test]
fn the_fullest_page_stays_a_page_and_says_what_is_left_out() {
    let mut journal = fullest();
    // these are never shortened on paper
    journal.condition.diagnoses.truncate(3);
    for since in ["2026-11-23", "2026-11-10", "2025-11-24", "2006-11-24"] {
        for with_notes in [false, true] {
            let report = made(&journal, |wanted| {
                (wanted.since, wanted.with_notes) = (since.parse().ok(), with_notes);
                let long = Some("Name ".repeat(50));
                wanted.person = Person { name: long.clone(), born: long };
            });
            let text = form(&report, Format::Text);
            let lines: Vec<&str> = text.lines().collect();
            assert!(lines.len() <= 66, "{since}: {} lines\n{text}", lines.len());
            let widest = lines.iter().map(|line| unicode_width::UnicodeWidthStr::width(*line)).max();
            assert!(widest <= Some(80), "{widest:?}\n{text}");
            assert!(text.contains('…') && text.contains("more"), "{text}");
            let controls = |c: char| c.is_control() && c != '\n';
            assert!(!text.contains(controls) && !text.contains('\u{202e}'), "{text}");
            // the shorter paper for the longer page
            let paper = if with_notes { Paper::Letter } else { Paper::A4 };
            let bytes = render(&report, Format::Pdf, &[], paper).unwrap();
            let pages = String::from_utf8_lossy(&bytes).matches("/Type/Page/").count();
            assert!(pages <= 2, "{since} {paper:?}: {pages} pages");
            assert!(bytes.len() < 300_000, "{} bytes", bytes.len());
        }
    }
}

#[test]
fn every_letter_that_is_drawn_is_explained_and_no_other_is_drawn() {
    for (journal, since) in [(hand_made(), "2026-11-10"), (fullest(), "2026-11-10"), (fullest(), "2025-11-24")] {
        let report = made(&journal, |wanted| wanted.since = since.parse().ok());
        let mut seen = 0;
        for room in Room::STEPS {
            let sheet = sheet(&report, &[], room);
            let (listed, _) = sections::explained(&report, room);
            let listed: Vec<char> = listed.iter().filter_map(|change| change.letter).collect();
            let text = dense(&sheet);
            let rows: Vec<&str> = text.lines().skip_while(|line| !line.trim_start().starts_with("change")).collect();
            let rows = rows.iter().take_while(|line| !line.contains('|')).map(|line| line.replace("change", " "));
            let written: Vec<char> = rows.collect::<String>().chars().filter(|c| c.is_ascii_uppercase()).collect();
            let picture = sheet.sections.iter().flat_map(|section| &section.blocks).find_map(|block| match block {
                crate::page::sheet::SheetBlock::Picture(picture) if !picture.lines.is_empty() => Some(picture),
                _ => None,
            });
            let letters = |text: &str| text.len() == 1 || text.chars().nth(1) == Some(' ');
            let drawn = picture.unwrap().shapes.iter().filter_map(|shape| match shape {
                crate::page::sheet::Shape::Text { text, .. } => text.chars().next().filter(|_| letters(text)),
                _ => None,
            });
            let drawn: Vec<char> = drawn.filter(char::is_ascii_uppercase).collect();
            for letter in written.iter().chain(&drawn) {
                let explained = [format!(" {letter} "), format!(" {letter}\n")].iter().any(|sign| text.contains(sign));
                assert!(listed.contains(letter) && explained, "{letter} of {listed:?}\n{text}");
            }
            assert_eq!(written.len(), drawn.len(), "{text}");
            seen = seen.max(written.len());
        }
        assert!(seen > 1, "{seen}");
        let bare = String::from_utf8(render(&report, Format::Text, &[Part::Onset], Paper::A4).unwrap()).unwrap();
        assert!(!bare.contains("change ") && !bare.contains("see Onset"), "nothing explains them: {bare}");
    }
}

#[test]
fn a_year_keeps_its_highest_level_with_its_day_and_the_days_behind_each_week() {
    let mut journal = hand_made();
    // 16 to 22 November: 5 2 4 3
    let place = |at: &str| hand_made().pain.iter().position(|one| one.at.local().date().to_string() == at).unwrap();
    journal.pain[place("2026-11-22")].level = crate::domain::level::Level::new(3).unwrap();
    journal.pain.remove(place("2026-11-20"));
    journal.runs.retain(|run| run.at.local().date().to_string() != "2026-11-20");
    let report = made(&journal, |wanted| wanted.since = "2025-11-24".parse().ok());
    let text = form(&report, Format::Text);
    assert!(flat(&text, Format::Text).contains("highest 7 on 11 Nov (n 10)"), "{text}");
    let (_, chart) = text.split_once("BY WEEK").unwrap();
    let row = |head: &str| chart.lines().find(|line| line.trim_start().starts_with(head)).unwrap().trim();
    assert!(row("highest ").ends_with("751"), "{text}");
    assert!(row("median ").ends_with("541"), "3.5 is rounded up where there is no room: {text}");
    assert!(row("days ").ends_with(" 541"), "{text}");
    assert!(flat(&text, Format::Text).contains("half is rounded up"), "{text}");
    assert!(text.contains("AC\n") && text.contains(" B\n"), "two in one column are both there: {text}");
    assert!(flat(&text, Format::Text).contains("5 or more on 4 of 10 days"), "{text}");
}

#[test]
fn every_null_of_the_json_has_its_reason() {
    fn check(value: &serde_json::Value, path: &str) -> usize {
        match value {
            serde_json::Value::Array(all) => all.iter().map(|one| check(one, path)).sum(),
            serde_json::Value::Object(fields) => {
                let nulls: Vec<&String> = fields.iter().filter(|(_, one)| one.is_null()).map(|(key, _)| key).collect();
                for key in &nulls {
                    let why =
                        value.pointer(&format!("/missing/{key}")).and_then(|why| why.as_str()).unwrap_or_default();
                    assert!(!why.is_empty(), "{path}/{key}");
                }
                let told = fields.get("missing").map_or(0, |missing| missing.as_object().unwrap().len());
                assert_eq!(told, nulls.len(), "{path}: a reason without a null");
                nulls.len() + fields.iter().map(|(key, one)| check(one, &format!("{path}/{key}"))).sum::<usize>()
            }
            _ => 0,
        }
    }
    for journal in [Journal::default(), hand_made(), fullest()] {
        let json = serde_json::from_str(&form(&made(&journal, |_| {}), Format::Json)).unwrap();
        assert!(check(&json, "") > 20);
    }
    let json: serde_json::Value = serde_json::from_str(&form(&made(&hand_made(), |_| {}), Format::Json)).unwrap();
    let why = |path: &str| json.pointer(path).unwrap().as_str().unwrap().to_owned();
    assert_eq!(why("/running/surfaces/0/during/missing/value"), "too few to summarise: 2");
    assert_eq!(why("/safety/signs/2/missing/no"), "not asked, which is not no");
    assert_eq!(why("/chart/columns/4/worst/missing/value"), "nothing was recorded");
}

#[test]
fn on_a_narrow_screen_nothing_is_wider_than_it_and_nothing_is_lost() {
    for journal in [hand_made(), fullest()] {
        for since in ["2026-11-10", "2026-08-01", "2025-11-24"] {
            let report = made(&journal, |wanted| wanted.since = since.parse().ok());
            let page = page(&report, Format::Md, &[], Paper::A4).unwrap();
            let wide = text::write(&page, Measure { columns: text::COLUMNS, airy: true });
            let signs = |text: &str| {
                let mut signs: Vec<char> = text.chars().filter(|c| c.is_ascii_digit()).collect();
                signs.sort_unstable();
                signs
            };
            for columns in [38, 50, 59, 60, 70] {
                let narrow = text::write(&page, Measure { columns, airy: true });
                let widest = narrow.lines().map(unicode_width::UnicodeWidthStr::width).max();
                assert!(widest <= Some(columns), "{columns}: {widest:?}\n{narrow}");
                let (whole, found) = (signs(&wide), signs(&narrow));
                // the heads of a cut chart, and those of a table told in words, come again
                assert!(whole.iter().all(|sign| found.contains(sign)) && found.len() >= whole.len(), "{narrow}");
            }
        }
    }
}

#[test]
fn the_example_says_that_it_is_invented_in_every_form() {
    let report = made(&hand_made(), |wanted| wanted.invented = true);
    for format in Format::ALL {
        let wanted = if *format == Format::Json { "\"invented\":true" } else { "INVENTED EXAMPLE" };
        assert!(form(&report, *format).contains(wanted), "{format:?}");
        assert!(!form(&made(&hand_made(), |_| {}), *format).contains(wanted), "{format:?}");
    }
}

/// All shapes of a sheet, also of pictures beside something.
fn shapes(sheet: &Sheet) -> Vec<crate::page::sheet::Shape> {
    use crate::page::sheet::SheetBlock as Block;
    fn of(blocks: &[Block]) -> Vec<crate::page::sheet::Shape> {
        let one = |block: &Block| match block {
            Block::Picture(picture) => picture.shapes.clone(),
            Block::Beside(_, left, right) => [of(left), of(right)].concat(),
            _ => Vec::new(),
        };
        blocks.iter().flat_map(one).collect()
    }
    sheet.sections.iter().flat_map(|section| of(&section.blocks)).collect()
}

/// The contrast of two greys.
fn contrast(one: u8, other: u8) -> f64 {
    let light = |grey: u8| match f64::from(grey) / 255.0 {
        dark if dark <= 0.03928 => dark / 12.92,
        light => ((light + 0.055) / 1.055).powf(2.4),
    };
    let (a, b) = (light(one), light(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_line_and_word_stands_out_seven_to_one_from_what_lies_behind_it() {
    use crate::page::sheet::Shape;
    let mut seen = 0;
    for (journal, since) in [(hand_made(), None), (fullest(), None), (fullest(), Some("2025-11-24"))] {
        let report = made(&journal, |wanted| wanted.since = since.and_then(|day| day.parse().ok()));
        for shape in shapes(&sheet(&report, &[], Room::FULL)) {
            let (drawn, behind) = match shape {
                Shape::Line { grey, .. } => (grey, 255),
                // black words may stand on it
                Shape::Area { grey, .. } => (0, grey),
                Shape::Outline { fill, edge, .. } => (edge.map_or(0, |(_, grey)| grey), fill.unwrap_or(255)),
                Shape::Dot { .. } | Shape::Text { .. } => continue,
            };
            assert!(contrast(drawn, behind) >= 7.0, "{drawn} on {behind}");
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen}");
    let html = form(&made(&hand_made(), |_| {}), Format::Html);
    let style = html.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    for colour in style.split('#').skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit())) {
        let grey = u8::from_str_radix(&colour[..1].repeat(2), 16).unwrap();
        assert!(grey == 255 || contrast(grey, 255) >= 7.0, "#{}", &colour[..3]);
    }
}

#[test]
fn each_axis_says_which_way_is_better() {
    use crate::page::sheet::Shape;
    let report = made(&fullest(), |_| {});
    let sheet = sheet(&report, &[], Room::FULL);
    let words: Vec<String> = shapes(&sheet)
        .into_iter()
        .filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text),
            _ => None,
        })
        .collect();
    assert!(words.contains(&"0 none".to_owned()) && words.contains(&"10 worst".to_owned()), "{words:?}");
    let text = flat(&dense(&sheet), Format::Text);
    for wanted in [
        "Worst pain, 0–10, higher is worse",
        "longer is better",
        "10 as before: higher is better",
        "of 100; higher is better",
        "Pain 0–10, higher is worse",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn what_comes_first_is_what_a_doctor_looks_for_first() {
    let mut journal = hand_made();
    journal.checks[0].seen = None;
    let report = made(&journal, |wanted| wanted.with_notes = true);
    for room in Room::STEPS {
        let room = Room { records: true, ..room };
        let headings: Vec<&str> = sheet(&report, &[], room).sections.iter().map(|section| section.heading).collect();
        let expected = [
            "Warning",
            "Signs",
            "Questions",
            "State",
            "Body",
            "By day",
            "Function",
            "Running",
            "Tried",
            "Onset",
            "Records",
            "Notes",
        ];
        assert_eq!(headings, expected);
    }
}

#[test]
fn however_little_room_there_is_questions_state_and_what_was_told_stay() {
    let mut journal = fullest();
    journal.condition.diagnoses.truncate(2);
    let report = made(&journal, |_| {});
    let all = flat(&dense(&sheet(&report, &[], Room::TIGHT)), Format::Text);
    for diagnosis in &journal.condition.diagnoses {
        let name = sections::mine(diagnosis.name(), usize::MAX);
        assert!(all.contains(&flat(&name, Format::Text)[..60]), "{name}: {all}");
    }
    assert!(all.contains("Possible emergency") && all.contains("5 or more on 4 of 11 days"), "{all}");
    assert_eq!(all.matches("\u{2026} and 28 questions more").count(), 1, "three are printed: {all}");
}

#[test]
fn the_minutes_of_sitting_are_bold_and_no_mean_is_taken_over_activities() {
    let report = made(&fullest(), |_| {});
    let html = form(&report, Format::Html);
    assert!(html.contains("<dt>Sitting</dt><dd><strong><bdi>"), "{html}");
    let mut journal = hand_made();
    let at = journal.pain[0].at;
    for (n, score) in [(0, 3), (1, 7)] {
        let id = crate::domain::id::Id(uuid::Uuid::from_u128(900 + n));
        let mut measure = crate::domain::measures::Measure::blank(id, at);
        let one = |name: &str, score: u8| crate::domain::measures::Activity {
            name: name.into(),
            score: crate::domain::level::Level::new(score).unwrap(),
            extra: Default::default(),
        };
        measure.activities = vec![one("sit through a film", score), one("stairs", score + 1)];
        journal.measures.push(measure);
    }
    for format in [Format::Text, Format::Md, Format::Html, Format::Pdf] {
        let found = flat(&form(&made(&journal, |_| {}), format), format);
        assert!(found.contains("sit through a film 3 → 7, stairs 4 → 8 (n 2 each; 0 cannot"), "{found}");
        assert!(!found.contains("3.5"), "{found}");
    }
}

#[test]
fn a_usual_page_is_one_on_either_paper() {
    let report = made(&hand_made(), |_| {});
    for paper in Paper::ALL {
        let bytes = render(&report, Format::Pdf, &[], *paper).unwrap();
        assert_eq!(String::from_utf8_lossy(&bytes).matches("/Type/Page/").count(), 1, "{paper:?}");
    }
}

#[test]
fn html_is_one_file_without_scripts_or_anything_from_outside() {
    let html = form(&made(&fullest(), |wanted| wanted.with_notes = true), Format::Html);
    for never in
        ["<script", "<b>", "http:", "https:", "src=", "href=", "@import", "url(", "\u{1b}", "\u{202e}", "javascript"]
    {
        assert!(!html.contains(never), "{never}");
    }
    // every element that is opened is closed, in its order
    let (mut open, mut rest) = (Vec::new(), &*html);
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap().to_owned();
        match tag {
            _ if ["!DOCTYPE", "meta"].contains(&&*name) || tag.ends_with('/') => {}
            tag if tag.starts_with('/') => assert_eq!(open.pop(), Some(name)),
            _ => open.push(name),
        }
        rest = after;
    }
    assert!(open.is_empty(), "{open:?}");
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is there twice");
    let usual = form(&made(&hand_made(), |_| {}), Format::Html);
    assert!(usual.matches("<title id=").count() == 2 && usual.matches("<desc id=").count() == 3, "{usual}");
}

#[test]
fn name_and_notes_are_printed_only_where_they_were_asked_for() {
    let plain = made(&hand_made(), |_| {});
    let asked = made(&hand_made(), |wanted| {
        wanted.with_notes = true;
        wanted.person = Person { name: Some("Nobody Real".into()), born: Some("1 Jan 1900".into()) };
    });
    for format in Format::ALL {
        let (without, with) = (form(&plain, *format), form(&asked, *format));
        for private in ["cried in the car", "Nobody Real", "1 Jan 1900"] {
            assert!(!flat(&without, *format).contains(private), "{format:?}");
            assert!(flat(&with, *format).contains(private), "{format:?} {private}");
        }
    }
}

#[test]
fn a_section_can_be_left_out_of_every_form_and_warning_signs_cannot() {
    let mut journal = hand_made();
    journal.checks[0].seen = None;
    let report = made(&journal, |_| {});
    for format in Format::ALL {
        let bytes = render(&report, *format, Part::ALL, Paper::A4).unwrap();
        let text = if *format == Format::Pdf { text_of(&bytes) } else { String::from_utf8(bytes).unwrap() };
        assert!(!text.contains("blue") && !text.contains("after adding hills"), "{format:?} {text}");
        assert!(text.contains("night") || text.contains("Night"), "{format:?} {text}");
    }
}

#[test]
fn no_page_names_a_cause_gives_advice_or_promises_anything() {
    for journal in [hand_made(), Journal::default()] {
        let text = form(&made(&journal, |_| {}), Format::Text).to_lowercase();
        for word in ["safe ", "because", "caused", "should", "diagnos", "score", "recommend"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn runs_without_pain_and_pain_without_runs_make_a_page() {
    let mut journal = hand_made();
    journal.runs.clear();
    let text = form(&made(&journal, |_| {}), Format::Text);
    assert!(text.contains("No run in this period.") && text.contains("Worst of the day 5 → 2"), "{text}");
    let mut journal = hand_made();
    journal.pain.clear();
    journal.runs.iter_mut().for_each(|run| (run.pain, run.rose) = (Default::default(), false));
    let text = form(&made(&journal, |_| {}), Format::Text);
    assert!(
        text.contains("Worst of the day no entry") || text.contains("No pain level") && text.contains("4 runs, 18 km"),
        "{text}"
    );
    assert!(text.contains("Whether pain rose is not recorded"), "{text}");
    assert!(!text.contains("0 of 0") && !text.contains("woke me"), "what was not recorded is no zero: {text}");
}

#[test]
fn what_a_doctor_told_is_whole_on_paper_whatever_else_yields() {
    let long = "a diagnosis as it was told to me word for word ".repeat(9);
    let mut journal = fullest();
    journal.condition.diagnoses.truncate(1);
    journal.condition.diagnoses[0].name = Some(long.trim().into());
    let report = made(&journal, |_| {});
    // what fits is found in one way for both forms
    for (paper, format) in [(Paper::A4, Format::Pdf), (Paper::Letter, Format::Html)] {
        let sheet = page(&report, format, &[], paper).unwrap();
        let words = flat(&text::write(&sheet, Measure { columns: 80, airy: false }), Format::Text);
        assert!(words.contains(long.trim()), "{paper:?} {format:?}");
    }
}

#[test]
fn letters_that_the_font_of_the_pdf_lacks_are_named_with_the_way_out() {
    let mut journal = hand_made();
    assert_eq!(lacking(&made(&journal, |_| {}), &[], Paper::A4), None);
    journal.condition.name = Some("\u{4f60}\u{597d}, \u{4f60}? Ol\u{e1} \u{5e9}\u{5dc}".into());
    let message = lacking(&made(&journal, |_| {}), &[], Paper::A4).unwrap();
    assert!(message.contains("boxes for \u{4f60} \u{597d}: ") && message.contains("HTML"), "{message}");
    // whoever reads the page is told as well
    let told = "stands for a letter that the font of this PDF lacks";
    let says = |journal: &Journal, format| flat(&form(&made(journal, |_| {}), format), format).contains(told);
    assert!(says(&journal, Format::Pdf) && !says(&journal, Format::Html) && !says(&hand_made(), Format::Pdf));
}

#[test]
fn a_week_whose_distance_is_not_known_stands_apart_from_its_neighbour() {
    let mut journal = hand_made();
    for run in &mut journal.runs[2..] {
        (run.distance_m, run.duration_s) = (None, Some(1800));
        run.surfaces.truncate(1);
        run.surfaces[0].distance_m = None;
    }
    let text = plain(&made(&journal, |_| {}), &[]);
    assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains("5 km not known"), "{text}");
}
