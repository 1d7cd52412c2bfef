//! What is in a PDF, read back by the little that these files need: objects, streams, fonts, text.

use std::collections::HashMap;
use std::io::Read;

use super::*;
use crate::page::sheet::{Section, SheetBlock};

/// The objects of a file by their numbers.
fn objects(pdf: &[u8]) -> HashMap<usize, Vec<u8>> {
    let mut found = HashMap::new();
    let mut from = 0;
    while let Some(place) = find(&pdf[from..], b" 0 obj").map(|place| from + place) {
        let digits = pdf[..place].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = String::from_utf8_lossy(&pdf[place - digits..place]).parse().unwrap();
        let end = place + find(&pdf[place..], b"endobj").unwrap();
        found.insert(number, pdf[place + 6..end].to_vec());
        from = end;
    }
    found
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// What a dictionary refers to under a key.
fn refers(object: &[u8], key: &str) -> Option<usize> {
    let text = String::from_utf8_lossy(object).into_owned();
    let rest = text.split_once(key)?.1.trim_start();
    rest.split(' ').next()?.parse().ok()
}

/// The bytes of a stream.
fn stream(object: &[u8]) -> Vec<u8> {
    let begin = find(object, b"stream\n").unwrap() + 7;
    let end = find(object, b"\nendstream").unwrap();
    let mut plain = Vec::new();
    flate2::read::ZlibDecoder::new(&object[begin..end]).read_to_end(&mut plain).unwrap();
    plain
}

/// What each glyph of a font stands for.
fn meanings(cmap: &str) -> HashMap<u16, String> {
    let hex = |text: &str| u32::from_str_radix(text, 16).ok();
    let mut found = HashMap::new();
    for line in cmap.lines().filter(|line| line.starts_with('<')) {
        let parts: Vec<&str> = line.split(['<', '>']).filter(|part| !part.trim().is_empty()).collect();
        if let [glyph, text] = parts[..] {
            let units: Vec<u16> =
                text.as_bytes().chunks(4).map(|four| hex(&String::from_utf8_lossy(four)).unwrap() as u16).collect();
            found.insert(hex(glyph).unwrap() as u16, String::from_utf16(&units).unwrap());
        }
    }
    found
}

/// The text of a file in the order in which it stands there; each piece that is shown is a line. Text that glyphs
/// cannot tell stands in `ActualText`, which is taken as it is.
pub fn text(pdf: &[u8]) -> String {
    let objects = objects(pdf);
    let mut lines = Vec::new();
    let mut pages: Vec<&usize> = objects.keys().filter(|n| find(&objects[n], b"/Type/Page/").is_some()).collect();
    pages.sort();
    for page in pages {
        let resources = &objects[&refers(&objects[page], "/Resources ").unwrap()];
        let content = stream(&objects[&refers(&objects[page], "/Contents ").unwrap()]);
        let fonts: HashMap<String, HashMap<u16, String>> = (0..9)
            .filter_map(|n| {
                let font = &objects[&refers(resources, &format!("/f{n} "))?];
                let cmap = stream(&objects[&refers(font, "/ToUnicode ")?]);
                Some((format!("/f{n}"), meanings(&String::from_utf8_lossy(&cmap))))
            })
            .collect();
        read_content(&content, &fonts, &mut lines);
    }
    lines.join("\n")
}

fn read_content(content: &[u8], fonts: &HashMap<String, HashMap<u16, String>>, lines: &mut Vec<String>) {
    let (mut font, mut line, mut i, mut word) = (None, String::new(), 0, Vec::new());
    let mut marks: Vec<bool> = Vec::new();
    while i < content.len() {
        match content[i] {
            b'(' => {
                let (glyphs, next) = literal(content, i + 1);
                i = next;
                for pair in glyphs.chunks_exact(2).filter(|_| !marks.contains(&true)) {
                    let glyph = u16::from_be_bytes([pair[0], pair[1]]);
                    let meaning = fonts
                        .get(font.as_deref().unwrap_or_default())
                        .and_then(|font: &HashMap<_, _>| font.get(&glyph));
                    line.push_str(meaning.map_or("\u{fffd}", String::as_str));
                }
                continue;
            }
            b' ' | b'\n' | b'[' | b']' | b'>' | b'<' => {
                let name = String::from_utf8_lossy(&word).into_owned();
                match &*name {
                    "ET" => lines.push(std::mem::take(&mut line)),
                    "BDC" => marks.push(false),
                    "EMC" => drop(marks.pop()),
                    name if name.starts_with("/f") || name.rsplit_once("/f").is_some() => {
                        let place = name.rfind("/f").unwrap();
                        font = Some(name[place..].to_owned());
                    }
                    _ => {}
                }
                word.clear();
            }
            other => word.push(other),
        }
        i += 1;
    }
}

/// The bytes of a string that begins there, and where it ends.
fn literal(content: &[u8], mut i: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut inner) = (Vec::new(), 0);
    loop {
        match content[i] {
            b')' if inner == 0 => return (bytes, i + 1),
            // brackets that come in pairs stand as they are
            bracket @ (b'(' | b')') => {
                inner = if bracket == b'(' { inner + 1 } else { inner - 1 };
                bytes.push(bracket);
            }
            b'\\' => {
                let digits = content[i + 1..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
                if digits > 0 {
                    let text = String::from_utf8_lossy(&content[i + 1..i + 1 + digits]).into_owned();
                    bytes.push(u8::from_str_radix(&text, 8).unwrap());
                    i += 1 + digits;
                    continue;
                }
                bytes.push(match content[i + 1] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
                i += 2;
                continue;
            }
            byte => bytes.push(byte),
        }
        i += 1;
    }
}

fn write(sheet: &Sheet, paper: Paper) -> Result<Vec<u8>, String> {
    Press::new(paper)?.print(sheet)
}

fn sheet(lines: &[&str]) -> Sheet {
    let blocks = lines.iter().map(|line| SheetBlock::Line((*line).to_owned())).collect();
    Sheet {
        title: "Title".into(),
        line: "Line".into(),
        sections: vec![Section { heading: "Head", urgent: false, blocks }],
        foot: "Foot".into(),
    }
}

#[test]
fn the_text_can_be_taken_out_in_reading_order() {
    let pdf = write(&sheet(&["Grüße, \u{395}\u{3bb}\u{3bb}\u{3b7}\u{3bd}\u{3b9}\u{3ba}\u{3ac}, \u{440}\u{443}\u{441}\u{441}\u{43a}\u{438}\u{439}: 3.5 \u{2264} 4 km", "second"]), Paper::A4).unwrap();
    let found = text(&pdf);
    assert_eq!(found, "Title\nLine\nHead\nGrüße, Ελληνικά, русский: 3.5 ≤ 4 km\nsecond\nFoot");
}

#[test]
fn it_is_tagged_and_says_its_title_and_language() {
    let pdf = write(&sheet(&["x"]), Paper::Letter).unwrap();
    let has = |wanted: &str| find(&pdf, wanted.as_bytes()).is_some();
    assert!(pdf.starts_with(b"%PDF-1."));
    for wanted in [
        "/Lang(en)",
        "/Marked true",
        "/StructTreeRoot",
        "/S/H1",
        "/S/H2",
        "/S/P",
        "/MediaBox[0 0 612 792]",
        "/DisplayDocTitle true",
        "/Outlines",
    ] {
        assert!(has(wanted), "{wanted}");
    }
    assert!(has("/FontFile") && has("+DejaVuSansCondensed"), "the font is embedded in part");
}

#[test]
fn it_passes_the_check_of_the_library_for_accessible_files_whatever_was_written() {
    use krilla::configure::{Accessibility, ConfigurationBuilder};
    let awkward = [
        "\u{4f60}\u{597d}",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} 12",
        "\u{1f469}\u{200d}\u{2695}\u{fe0f}",
        "a\u{feff}b\0c",
        "\u{645}\u{631}\u{62d}\u{628}\u{627}",
        "",
        "\u{e000}\u{10ffff}",
    ];
    let mut one = sheet(&awkward);
    one.title = "T\u{4f60}".into();
    for paper in Paper::ALL {
        let press = Press::new(*paper).unwrap();
        let laid = layout::lay_out(&one, *paper, &press.fonts);
        let for_all = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish().unwrap();
        let file = draw::written(&laid, *paper, &press.fonts, &one, for_all);
        assert!(file.is_ok(), "{:?}", file.err());
    }
    let file = write(&one, Paper::A4).unwrap();
    assert!(find(&file, b"pdfuaid:part").is_some(), "the file says that it is one");
}

#[test]
fn a_sign_that_the_font_lacks_keeps_its_place_and_right_to_left_keeps_its_numbers() {
    let fonts = font::Fonts::new().unwrap();
    let lacking = fonts.runs("a\u{4f60}b", false);
    let glyphs: Vec<u32> = lacking.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.glyph_id.to_u32()).collect();
    assert_eq!(glyphs.len(), 3);
    let box_of_its_own = fonts.runs("\u{25a1}", false)[0].glyphs[0].glyph_id.to_u32();
    assert_eq!(glyphs[1], box_of_its_own, "an empty box, which has a meaning");
    assert!(lacking.iter().map(|run| run.width).sum::<f32>() > 1.0);
    // seen from left to right: the number stands as it is, the words around it run the other way
    let seen = fonts.runs("\u{5d9}\u{5de}\u{5d9}\u{5df} 120 \u{5e7}\u{5de}", false);
    assert_eq!(
        seen.iter().map(|run| run.text.trim()).collect::<Vec<_>>(),
        ["\u{5e7}\u{5de}", "120", "\u{5d9}\u{5de}\u{5d9}\u{5df}"]
    );
    assert!(write(&sheet(&["\u{4f60}\u{597d} \u{1f469}\u{200d}\u{2695}\u{fe0f} \u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627}"]), Paper::A4).is_ok());
}

#[test]
fn a_line_is_never_wider_than_its_column_and_a_long_sheet_takes_more_pages() {
    let fonts = font::Fonts::new().unwrap();
    for text in ["one two three four five six", &"x".repeat(300), "\u{4f60}\u{597d}".repeat(50).as_str()] {
        for line in fonts.wrap(text, 10.0, false, 90.0) {
            assert!(fonts.width(&line, 10.0, false) <= 90.0, "{line}");
        }
    }
    let lines: Vec<String> = (0..90).map(|n| format!("line {n}")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(Press::new(Paper::A4).unwrap().pages(&sheet(&lines[..40])), 1);
    assert_eq!(Press::new(Paper::A4).unwrap().pages(&sheet(&lines)), 2);
    let text = text(&write(&sheet(&lines), Paper::A4).unwrap());
    assert!(text.contains("page 1 of 2") && text.contains("page 2 of 2"), "{text}");
    assert!(text.contains("Title \u{b7} Line"), "the second page says whose it is and of when: {text}");
}
