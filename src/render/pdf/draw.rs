//! Draws what was laid out, tags it, and writes the file.

use std::num::NonZeroU16;

use krilla::color::luma;
use krilla::configure::{Accessibility, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node as TagNode, SpanTag, TableHeaderScope,
    Tag as Is, TagGroup, TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};

use super::font::Fonts;
use super::layout::{Drawing, Laid, Node, Piece, SIDE, SIZE, Tag};
use super::paper::Paper;
use crate::page::sheet::{Align, Picture, Shape, Sheet};

/// The language of the page.
const LANGUAGE: &str = "en";

/// Writes the file as PDF/UA-1, which the library checks; where a text has what that forbids, as plain PDF.
///
/// # Errors
/// What the library says.
pub fn draw(laid: &Laid, paper: Paper, fonts: &Fonts, sheet: &Sheet) -> Result<Vec<u8>, String> {
    let for_all = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let checked = for_all.ok().and_then(|configuration| written(laid, paper, fonts, sheet, configuration).ok());
    match checked {
        Some(file) => Ok(file),
        None => written(laid, paper, fonts, sheet, Configuration::default()),
    }
}

pub(super) fn written(
    laid: &Laid,
    paper: Paper,
    fonts: &Fonts,
    sheet: &Sheet,
    configuration: Configuration,
) -> Result<Vec<u8>, String> {
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut drawn: Vec<(usize, Identifier)> = Vec::new();
    let (wide, tall) = paper.size();
    for (i, pieces) in laid.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(wide, tall).ok_or("the paper has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for piece in pieces {
            drawn.extend(put(&mut surface, piece, fonts));
        }
        if laid.pages.len() > 1 {
            let number = format!("page {} of {}", i + 1, laid.pages.len());
            artifact(&mut surface, |surface| {
                if i == 0 {
                    write(surface, fonts, &number, (wide / 2.0, tall - 16.0), SIZE, false, Align::Middle);
                    return;
                }
                // a sheet that lies by itself says whose it is and of when
                let (at, width) = ((SIDE, 22.0), wide - 2.0 * SIDE - fonts.width(&number, SIZE, false) - 12.0);
                let head = format!("{} \u{b7} {}", sheet.title, sheet.line);
                let head = fonts.wrap(&head, SIZE, false, width).into_iter().next().unwrap_or_default();
                write(surface, fonts, &head, at, SIZE, false, Align::Start);
                write(surface, fonts, &number, (wide - SIDE, 22.0), SIZE, false, Align::End);
            });
        }
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.into()));
    for node in &laid.tree {
        tree.push(tagged(node, &drawn));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline_of(laid, sheet));
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .language(LANGUAGE.into())
            .creator("twinge".into())
            .producer(concat!("twinge ", env!("CARGO_PKG_VERSION")).into()),
    );
    document.finish().map_err(|error| error.to_string())
}

/// The sections with their places.
fn outline_of(laid: &Laid, sheet: &Sheet) -> Outline {
    let mut outline = Outline::new();
    for section in &sheet.sections {
        let is_heading = |piece: &&Piece| matches!(&piece.what, Drawing::Text(text, _, true, _) if text == section.heading && piece.x <= SIDE);
        let pages = laid.pages.iter().enumerate();
        let place = pages.filter_map(|(page, pieces)| Some((page, pieces.iter().find(is_heading)?))).next();
        if let Some((page, piece)) = place {
            let above = Point::from_xy(piece.x, (piece.y - 2.0 * SIZE).max(0.0));
            outline.push_child(OutlineNode::new(section.heading.into(), XyzDestination::new(page, above)));
        }
    }
    outline
}

/// The tags of a node; what stands on the page has its identifier by now.
fn tagged(node: &Node, drawn: &[(usize, Identifier)]) -> TagNode {
    match node {
        Node::Leaf(leaf) => match drawn.iter().find(|(known, _)| known == leaf) {
            Some((_, identifier)) => TagNode::Leaf(*identifier),
            None => TagNode::Group(TagGroup::new(Is::Span)),
        },
        Node::Group(tag, parts) => {
            let parts = parts.iter().map(|part| tagged(part, drawn)).collect();
            TagNode::Group(TagGroup::with_children(kind(tag), parts))
        }
    }
}

fn kind(tag: &Tag) -> TagKind {
    let level = |n: u16| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
    match tag {
        Tag::Title(text) => Is::Hn(level(1), Some(text.clone())).into(),
        Tag::Section => Is::Section.into(),
        Tag::Heading(text) => Is::Hn(level(2), Some(text.clone())).into(),
        Tag::Paragraph => Is::P.into(),
        Tag::List(true) => Is::L(ListNumbering::Decimal).into(),
        Tag::List(false) => Is::L(ListNumbering::None).into(),
        Tag::Item => Is::LI.into(),
        Tag::Label => Is::Lbl.into(),
        Tag::Body => Is::LBody.into(),
        Tag::Table(message) => Is::Table.with_summary(Some(message.clone())).into(),
        Tag::Row => Is::TR.into(),
        Tag::ColumnHead => Is::TH(TableHeaderScope::Column).into(),
        Tag::RowHead => Is::TH(TableHeaderScope::Row).into(),
        Tag::Cell => Is::TD.into(),
        Tag::Figure(message) => Is::Figure(Some(message.clone())).into(),
    }
}

fn artifact(surface: &mut Surface, inside: impl FnOnce(&mut Surface)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Layout, None)));
    inside(surface);
    surface.end_tagged();
}

/// Puts a piece on the page; returns its leaf and how the tags call it.
fn put(surface: &mut Surface, piece: &Piece, fonts: &Fonts) -> Option<(usize, Identifier)> {
    let (x, y) = (piece.x, piece.y);
    match &piece.what {
        Drawing::Rule(length) => {
            artifact(surface, |surface| line(surface, (x, y), (x + length, y), 0.5, 0, false));
            None
        }
        Drawing::Frame(width, height) => {
            artifact(surface, |surface| {
                stroke(surface, 1.5, 0, false);
                if let Some(path) = rect(x, y, *width, *height) {
                    surface.draw_path(&path);
                }
            });
            None
        }
        Drawing::Text(text, size, bold, leaf) => {
            let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            write(surface, fonts, text, (x, y), *size, *bold, Align::Start);
            surface.end_tagged();
            Some((*leaf, identifier))
        }
        Drawing::Picture(picture, scale, leaf) => {
            let identifier = surface.start_tagged(ContentTag::Other);
            picture_at(surface, fonts, picture, (x, y), *scale);
            surface.end_tagged();
            Some((*leaf, identifier))
        }
    }
}

fn write(surface: &mut Surface, fonts: &Fonts, text: &str, at: (f32, f32), size: f32, bold: bool, align: Align) {
    fill(surface, 0);
    let runs = fonts.runs(text, bold);
    let width: f32 = runs.iter().map(|run| run.width * size).sum();
    let mut x = match align {
        Align::Start => at.0,
        Align::Middle => at.0 - width / 2.0,
        Align::End => at.0 - width,
    };
    for run in runs {
        surface.draw_glyphs(Point::from_xy(x, at.1), &run.glyphs, run.font, &run.text, size, false);
        x += run.width * size;
    }
}

fn picture_at(surface: &mut Surface, fonts: &Fonts, picture: &Picture, at: (f32, f32), scale: f32) {
    let place = |point: (f32, f32)| (at.0 + point.0 * scale, at.1 + point.1 * scale);
    for shape in &picture.shapes {
        match shape {
            Shape::Line { from, to, width, grey, dashed } => {
                line(surface, place(*from), place(*to), *width, *grey, *dashed);
            }
            Shape::Area { at, size, grey } => {
                let (x, y) = place(*at);
                if let Some(path) = rect(x, y, size.0 * scale, size.1 * scale) {
                    fill(surface, *grey);
                    surface.draw_path(&path);
                    stroke(surface, 0.4, 0, false);
                    surface.draw_path(&path);
                }
            }
            Shape::Outline { points, closed, fill: inside, edge } => {
                let placed = points.iter().map(|point| place(*point));
                let Some(path) = outline(placed, *closed) else { continue };
                if let Some(grey) = inside {
                    fill(surface, *grey);
                    surface.draw_path(&path);
                }
                if let Some((width, grey)) = edge {
                    stroke(surface, *width, *grey, false);
                    surface.draw_path(&path);
                }
            }
            Shape::Dot { at, radius } => {
                if let Some(path) = circle(place(*at), radius * scale) {
                    fill(surface, 0);
                    surface.draw_path(&path);
                }
            }
            // words keep their size whatever the scale
            Shape::Text { at, size, align, text } => write(surface, fonts, text, place(*at), *size, false, *align),
        }
    }
}

fn fill(surface: &mut Surface, grey: u8) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill {
        paint: luma::Color::new(grey).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }));
}

fn stroke(surface: &mut Surface, width: f32, grey: u8, dashed: bool) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: luma::Color::new(grey).into(),
        width,
        dash: dashed.then(|| StrokeDash { array: vec![2.0, 2.0], offset: 0.0 }),
        ..Stroke::default()
    }));
}

fn line(surface: &mut Surface, from: (f32, f32), to: (f32, f32), width: f32, grey: u8, dashed: bool) {
    let mut path = PathBuilder::new();
    path.move_to(from.0, from.1);
    path.line_to(to.0, to.1);
    if let Some(path) = path.finish() {
        stroke(surface, width, grey, dashed);
        surface.draw_path(&path);
    }
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

fn outline(points: impl Iterator<Item = (f32, f32)>, closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (i, (x, y)) in points.enumerate() {
        match i {
            0 => path.move_to(x, y),
            _ => path.line_to(x, y),
        }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// A circle of four curves.
fn circle(at: (f32, f32), radius: f32) -> Option<Path> {
    let (x, y, bend) = (at.0, at.1, radius * 0.552_285);
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    path.finish()
}
