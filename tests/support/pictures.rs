//! Each tab of the invented journal as an SVG, drawn out of what the screen writes to a terminal.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::Write;
use std::num::NonZeroU16;
use std::rc::Rc;

use twinge::world::World;
use vt100::{Cell, Color};

/// The folder of the pictures, from the top of the project.
pub const FOLDER: &str = "assets/pictures";

/// The moment of all pictures: a Thursday, before the level of the morning.
const NOW: &str = "2026-11-26T08:10:00+01:00";
const TABS: [&str; 9] = ["today", "doctor", "therapy", "orthotics", "surface", "massage", "pain", "runs", "trends"];
const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];
/// Themes with what is behind them and the colour of plain text.
const THEMES: [(&str, &str, &str); 2] = [("dark", "#18191e", "#d8dee9"), ("light", "#ffffff", "#1d2126")];

/// A cell, and where a letter stands in it, in pixels.
const CELL: (u16, u16) = (9, 18);
const BASELINE: u16 = 14;
/// What is left free around all cells, in pixels.
const MARGIN: u16 = 10;

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What a terminal of that size shows of a tab.
fn shown(tab: usize, (columns, rows): (u16, u16), theme: &str) -> vt100::Parser {
    let out = Sink::default();
    let mut world = World::fixed(NOW.parse().unwrap());
    world.out = Box::new(out.clone());
    world.variable = Box::new(|name| (name == "COLORTERM").then(|| "truecolor".into()));
    let (tab, print) = (tab.to_string(), format!("{columns}x{rows}:ansi"));
    let args = ["twinge", "--demo", "--theme", theme, "--keys", &tab, "--print", &print];
    assert_eq!(twinge::cli::run(args.map(Into::into).to_vec(), world), 0);
    let size = (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(columns).unwrap());
    let mut parser = vt100::Parser::new(size.0, size.1, 0);
    for (row, line) in out.0.take().split(|&byte| byte == b'\n').enumerate() {
        parser.process(format!("\u{1b}[{};1H\u{1b}[m", row + 1).as_bytes());
        parser.process(line);
    }
    parser
}

/// How a cell is drawn: its two colours where they are not the plain ones, and its weight.
#[derive(Clone, PartialEq)]
struct Ink {
    fg: String,
    bg: Option<String>,
    bold: bool,
}

fn ink(cell: &Cell, plain: &str) -> Ink {
    let hex = |colour: Color| match colour {
        Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
        // the themes of the pictures have full colours only
        Color::Default | Color::Idx(_) => None,
    };
    let fg = hex(cell.fgcolor()).unwrap_or_else(|| plain.to_owned());
    Ink { fg, bg: hex(cell.bgcolor()), bold: cell.bold() }
}

/// The part of a cell that a block sign fills, in eighths from below, and how much of what is behind it is hidden.
fn block(sign: &str) -> Option<(u16, &'static str)> {
    let mut signs = sign.chars();
    let (Some(sign), None) = (signs.next(), signs.next()) else { return None };
    Some(match sign {
        '\u{2581}'..='\u{2588}' => (u16::try_from(u32::from(sign) - 0x2580).unwrap(), ""),
        '\u{2591}' => (8, " opacity=\".25\""),
        '\u{2592}' => (8, " opacity=\".5\""),
        '\u{2593}' => (8, " opacity=\".75\""),
        _ => return None,
    })
}

/// A screen as an SVG. Blocks are drawn, not written: no font has them as wide and as high as a cell.
fn svg(screen: &vt100::Screen, (columns, rows): (u16, u16), behind: &str, plain: &str) -> String {
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <style>text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}\
         .b{{font-weight:bold}}</style>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{behind}\"/>\n"
    );
    for row in 0..rows {
        let cells: Vec<(u16, &Cell)> =
            (0..columns).filter_map(|column| Some((column, screen.cell(row, column)?))).collect();
        let top = MARGIN + row * CELL.1;
        let alike = |(_, one): &(u16, &Cell), (_, other): &(u16, &Cell)| {
            ink(one, plain) == ink(other, plain) && block(one.contents()) == block(other.contents())
        };
        for run in cells.chunk_by(alike) {
            let (ink, left, wide) = (ink(run[0].1, plain), MARGIN + run[0].0 * CELL.0, run.len() as u16 * CELL.0);
            if let Some(bg) = &ink.bg {
                writeln!(svg, "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"{bg}\"/>", CELL.1)
                    .unwrap();
            }
            if let Some((eighths, opacity)) = block(run[0].1.contents()) {
                let high = CELL.1 * eighths / 8;
                let y = top + CELL.1 - high;
                writeln!(
                    svg,
                    "<rect x=\"{left}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"{}\"{opacity}/>",
                    ink.fg
                )
                .unwrap();
                continue;
            }
            let text: String =
                run.iter().map(|(_, cell)| if cell.has_contents() { cell.contents() } else { " " }).collect();
            let text = text.trim_end();
            let begin = text.len() - text.trim_start().len();
            if text.trim_start().is_empty() {
                continue;
            }
            let (x, signs) = (left + begin as u16 * CELL.0, text.trim_start().chars().count() as u16 * CELL.0);
            let safe = text.trim_start().replace('&', "&amp;").replace('<', "&lt;");
            let bold = if ink.bold { " class=\"b\"" } else { "" };
            let y = top + BASELINE;
            writeln!(svg, "<text x=\"{x}\" y=\"{y}\" textLength=\"{signs}\" fill=\"{}\"{bold}>{safe}</text>", ink.fg)
                .unwrap();
        }
    }
    svg + "</svg>\n"
}

/// All pictures, each with the name of its file.
pub fn pictures() -> impl Iterator<Item = (String, String)> {
    THEMES.into_iter().flat_map(|(theme, behind, plain)| {
        SIZES.into_iter().flat_map(move |size| {
            TABS.into_iter().enumerate().map(move |(tab, name)| {
                let parser = shown(tab, size, theme);
                (format!("{name}-{}x{}-{theme}.svg", size.0, size.1), svg(parser.screen(), size, behind, plain))
            })
        })
    })
}
