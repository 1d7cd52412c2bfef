//! The page answers what a doctor asks; and journals that are hard to print make a page all the same.
#![allow(clippy::disallowed_methods)] // pages to be looked at need no care in writing

use super::*;
use crate::domain::day::At;
use crate::domain::journal::Journal;
use crate::domain::pain::{Feel, Reach, Side, Site, Spot};
use crate::formats::demo_json::demo;
use crate::insight::report::tests::hand_made;
use crate::insight::report::{ReportOptions, report};
use crate::render::pdf::paper::Paper;
use crate::render::pdf::tests::text as text_of;
use crate::render::report::tests::flat;

const NOW: &str = "2026-11-26T20:00:00+01:00";

fn made(journal: &Journal, since: Option<&str>) -> Report {
    let since = since.map(|day| day.parse().unwrap());
    report(journal, &ReportOptions { since, ..ReportOptions::usual(At::parse(NOW).unwrap()) })
}

fn words(report: &Report, format: Format) -> String {
    let bytes = render(report, format, &[], Paper::A4).unwrap();
    match format {
        Format::Pdf => flat(&text_of(&bytes), format),
        _ => flat(&String::from_utf8(bytes).unwrap(), format),
    }
}

#[test]
fn what_a_doctor_asks_is_answered_by_the_words_of_the_page() {
    let report = made(&demo("2026-11-26".parse().unwrap()).unwrap(), None);
    let asked: [(&str, &[&str]); 14] = [
        (
            "Were warning signs asked, when, and what was left out?",
            &["Warning signs: none of the 17 asked, last on 23 Nov (7 checks).", "The other 5 of 22 were not asked"],
        ),
        ("What do you want to know?", &["may I go past 30 minutes?", "is a scan of any use?"]),
        (
            "Is it better or worse?",
            &["Worst of the day 6 → 3 (n 6, 6), mornings 5 → 2 (n 6, 5); 5 or more on 20 of 52 days"],
        ),
        ("What were you told?", &["piriformis syndrome suspected (Dr Invented, 26 Sep)", "sciatica ruled out"]),
        ("What was said at the last visit?", &["“a programme of five exercises” (Invented Physio, 4 Oct)"]),
        (
            "How old are you, any stress fracture, how are work, sleep and mornings?",
            &["For the clinician: age 40–49; bones: no stress fracture; work: stand in meetings; \
                 sleep: not affected; morning stiffness 15 min."],
        ),
        (
            "What may you do, and did you keep to it?",
            &[
                "cleared up to 6 km or 40 min, pain 5 at most",
                "7 runs broke a limit (surface 5, distance 3; one can break two)",
            ],
        ),
        (
            "Where is it, and how far down?",
            &["right deep buttock on 51 of 51 days", "buttock on 27 of 35 days, upper thigh 8"],
        ),
        (
            "What does it feel like, and at night?",
            &["dull on 27 of 38 days, tight 8, ache 7", "not marked in 51 days with an entry"],
        ),
        (
            "What makes it worse, what eases it, what do you take?",
            &["sitting on 20 of 29 days", "walking on 16 of 25 days", "on 1 of 51 days with an entry: invented"],
        ),
        ("How long can you sit?", &["23.5 → 33.5 min (n 6, 6) until it hurts"]),
        ("What can you do again?", &["sit through a film 4 → 7, climb the stairs 5 → 8"]),
        (
            "What happens when you run, and on what?",
            &["23 runs, 82.6 km", "3 (n 6) 2 higher (n 5) 0 of 5", "2 (n 11) no change (n 7) 6 of 7"],
        ),
        (
            "How did it begin, and what was tried?",
            &["gradual, after", "under way since 5 Oct", "trial since 6 Nov", "under way since 29 Oct"],
        ),
    ];
    for format in [Format::Text, Format::Md, Format::Html, Format::Pdf] {
        let page = words(&report, format);
        for (question, answers) in asked {
            for answer in answers {
                assert!(page.contains(answer), "{question} {answer:?} is not in the {}: {page}", format.word());
            }
        }
    }
}

/// The journals, each with the first day of its page.
fn hard() -> Vec<(&'static str, Journal, Option<&'static str>)> {
    let whole = demo("2026-11-26".parse().unwrap()).unwrap();
    let one = Journal { pain: hand_made().pain.split_off(13), ..Journal::default() };
    let mut letters = hand_made();
    letters.questions[1].question = Some("走っても大丈夫ですか。どのくらいまで？".into());
    letters.condition.name = Some("כאב בישבן 120 ק״מ".into());
    letters.condition.onset_note = Some("بعد الجري على التلال 3 مرات".into());
    letters.gear[0].name = Some("푸른 신발 👟".into());
    letters.visits[0].with = Some("佐藤先生".into());
    for pain in &mut letters.pain {
        pain.worse = vec!["長く座る".into(), "ישיבה".into()];
    }
    let mut both = whole.clone();
    for pain in &mut both.pain {
        let spot = |site: &Site| Spot { site: *site, side: Some(Side::Both), extra: Default::default() };
        pain.sites = Site::ALL.iter().map(spot).collect();
        (pain.feels, pain.reach, pain.woke) = (Feel::ALL.to_vec(), Some(Reach::Foot), true);
    }
    let mut still = whole.clone();
    still.runs.clear();
    vec![
        ("empty", Journal::default(), None),
        ("one", one, None),
        ("demo", whole.clone(), None),
        ("year", whole, Some("2025-11-27")),
        ("letters", letters, None),
        ("both", both, None),
        ("still", still, None),
    ]
}

#[test]
fn hard_journals_make_one_page_on_either_paper_and_of_text() {
    for (name, journal, since) in hard() {
        let report = made(&journal, since);
        let text = plain(&report, &[]);
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
        assert!(text.lines().count() <= 66 && widest <= 80, "{name}: {widest}\n{text}");
        for never in ["0 of 0", "NaN", "inf ", "safe ", "should", "diagnos", " 1 days", " 1 runs"] {
            assert!(!text.contains(never), "{name}: {never}\n{text}");
        }
        for paper in Paper::ALL {
            let file = render(&report, Format::Pdf, &[], *paper).unwrap();
            let raw = String::from_utf8_lossy(&file);
            assert_eq!(raw.matches("/Type/Page/").count(), 1, "{name} on {paper:?}");
            assert!(raw.contains("pdfuaid:part"), "{name} on {paper:?}: the check of accessible files");
            let html = render(&report, Format::Html, &[], *paper).unwrap();
            // to be looked at
            if let Some(folder) = std::env::var_os("TWINGE_PAGES").map(std::path::PathBuf::from) {
                std::fs::write(folder.join(format!("{name}-{}.pdf", paper.word())), &file).unwrap();
                std::fs::write(folder.join(format!("{name}-{}.html", paper.word())), &html).unwrap();
                std::fs::write(folder.join(format!("{name}.txt")), &text).unwrap();
            }
        }
    }
}

#[test]
fn what_cannot_be_seen_is_told_the_days_of_the_chart_and_the_places_of_the_body() {
    let html = String::from_utf8(render(&made(&hand_made(), None), Format::Html, &[], Paper::A4).unwrap()).unwrap();
    assert!(html.contains("12 Nov 5, 13 Nov 4, 14 Nov none, 15 Nov 3"), "{html}");
    assert!(html.contains("right deep buttock 3 days") && html.contains("All else is not marked."), "{html}");
    assert!(html.contains("<caption>") && html.matches("<figcaption>").count() >= 2, "{html}");
    let pdf = render(&made(&hand_made(), None), Format::Pdf, &[], Paper::A4).unwrap();
    assert!(String::from_utf8_lossy(&pdf).contains("/Alt"), "the figures have their words");
}

#[test]
fn what_is_taken_home_is_half_a_page_of_plain_words_with_three_numbers() {
    use super::take_home::render as printed;
    use crate::insight::report::take_home::take_home;
    let now = At::parse(NOW).unwrap();
    let mut journal = demo("2026-11-26".parse().unwrap()).unwrap();
    journal.settings.emergency_number = Some("112".into());
    journal.questions[0].answer = Some("yes, on grass".into());
    let page = take_home(&journal, now, false);
    let text = String::from_utf8(printed(&page, Format::Text, Paper::A4).unwrap()).unwrap();
    let flowing = flat(&text, Format::Text);
    for wanted in [
        "To take home Visit of 4 Oct 2026, Invented Physio",
        "piriformis syndrome: suspected",
        "sciatica: ruled out",
        "cleared up to 6 km or 40 min, pain 5 at most (Invented Physio, 14 Nov 2026)",
        "Next visit 2 Dec 2026, Dr Invented",
        "Worst 3 of 10 (usual worst of a day in the last 7 days, n 6)",
        "Mornings 2 of 10 (usual morning of the last 7 days, n 5)",
        "until it hurts, last 28 days",
        "Call 112 for any of these: numbness or tingling between the legs, bladder or bowel trouble,",
        "Stop when pain rises, turns sharp or makes you limp, and speak to your doctor before the next run.",
    ] {
        assert!(flowing.contains(wanted), "{wanted}: {text}");
    }
    // three bold numbers, and no chart
    let html = String::from_utf8(printed(&page, Format::Html, Paper::A4).unwrap()).unwrap();
    assert_eq!((html.matches("<dd><strong>").count(), html.matches("<svg").count()), (3, 0), "{html}");
    for (name, journal, _) in hard() {
        let page = take_home(&journal, now, false);
        let text = String::from_utf8(printed(&page, Format::Text, Paper::A4).unwrap()).unwrap();
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
        assert!(text.lines().count() <= 40 && widest <= 80, "{name}: {text}");
        for never in ["safe ", "because", "caused", "diagnos", "NaN"] {
            assert!(!text.contains(never), "{name}: {never} {text}");
        }
        for format in [Format::Pdf, Format::Md, Format::Json, Format::Html] {
            let bytes = printed(&page, format, Paper::Letter).unwrap();
            if format == Format::Pdf {
                assert_eq!(String::from_utf8_lossy(&bytes).matches("/Type/Page/").count(), 1, "{name}");
                if let Some(folder) = std::env::var_os("TWINGE_PAGES").map(std::path::PathBuf::from) {
                    std::fs::write(folder.join(format!("home-{name}.pdf")), &bytes).unwrap();
                }
            }
        }
    }
    let mut open = hand_made();
    open.checks[0].seen = None;
    let text = String::from_utf8(printed(&take_home(&open, now, false), Format::Text, Paper::A4).unwrap()).unwrap();
    let warning = text.find("WARNING").unwrap();
    assert!(warning < text.find("FOUND").unwrap() && text.contains("Speak to a doctor today"), "{text}");
}
