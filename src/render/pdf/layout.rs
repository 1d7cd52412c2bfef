//! Where everything stands: blocks become rows, rows become pages. A row is never split, a section only where it must be.

use super::font::Fonts;
use super::paper::Paper;
use crate::page::sheet::{Picture, Row, Section, Sheet, SheetBlock, Table};

/// The size of text, points.
pub const SIZE: f32 = 10.0;
/// From one line to the next, points.
const LINE: f32 = 11.5;
/// From the top of a line to where its letters stand, points.
const RISE: f32 = 9.3;
/// The size of the title, points.
const TITLE: f32 = 14.0;
/// Empty at left and right, points.
pub const SIDE: f32 = 42.0;
/// Empty above and below, points.
const ABOVE: f32 = 31.0;
/// The margin in which the headings stand, points.
const MARGIN: f32 = 62.0;
/// The least width of a label, points, so that what stands behind labels lines up over the page.
const LABEL: f32 = 66.0;
/// Between two columns, points.
const GAP: f32 = 12.0;
/// Above and below the line between two sections, points.
const AIR: f32 = 2.6;

/// Something on the page; its place counts from the upper left corner of its row, later of the page.
#[derive(Clone)]
pub struct Piece<'a> {
    /// From the left.
    pub x: f32,
    /// From the top; of a text, where its letters stand.
    pub y: f32,
    /// What it is.
    pub what: Drawing<'a>,
}

/// What stands there.
#[derive(Clone)]
pub enum Drawing<'a> {
    /// A line of text, and its leaf in the tree of tags.
    Text(String, f32, bool, usize),
    /// A line across, so long.
    Rule(f32),
    /// A frame around what must be seen, with its width and height.
    Frame(f32, f32),
    /// A picture at a scale, and its leaf.
    Picture(&'a Picture, f32, usize),
}

/// What the tags say.
pub enum Node {
    /// A part of the document with its parts.
    Group(Tag, Vec<Node>),
    /// Something on the page.
    Leaf(usize),
}

/// The tags that are used.
#[derive(Clone)]
pub enum Tag {
    /// The title of the document.
    Title(String),
    /// A section.
    Section,
    /// The heading of a section.
    Heading(String),
    /// A paragraph.
    Paragraph,
    /// A list, numbered or not.
    List(bool),
    /// Something in a list.
    Item,
    /// Its label.
    Label,
    /// Its body.
    Body,
    /// A table and what it shows.
    Table(String),
    /// Its row.
    Row,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    /// A cell.
    Cell,
    /// A picture and what it shows.
    Figure(String),
}

struct LayoutRow<'a> {
    height: f32,
    pieces: Vec<Piece<'a>>,
}

/// Pages with what stands on them, and the tree of tags.
pub struct Laid<'a> {
    /// The pages.
    pub pages: Vec<Vec<Piece<'a>>>,
    /// The tree.
    pub tree: Vec<Node>,
}

struct Setter<'a> {
    fonts: &'a Fonts,
    leaves: usize,
}

/// Lays a sheet out.
pub fn lay_out<'a>(sheet: &'a Sheet, paper: Paper, fonts: &'a Fonts) -> Laid<'a> {
    let (wide, tall) = paper.size();
    let width = wide - 2.0 * SIDE;
    let mut setter = Setter { fonts, leaves: 0 };
    let mut tree = Vec::new();
    let mut groups: Vec<Vec<LayoutRow>> = Vec::new();
    let mut head = Vec::new();
    let (rows, leaves) = setter.lines(&sheet.title, TITLE, true, 0.0, width);
    head.extend(rows);
    tree.push(Node::Group(Tag::Title(sheet.title.clone()), leaves));
    let (rows, leaves) = setter.lines(&sheet.line, SIZE, false, 0.0, width);
    head.extend(rows);
    tree.push(Node::Group(Tag::Paragraph, leaves));
    groups.push(head);
    for section in &sheet.sections {
        let (rows, node) = setter.section(section, width);
        groups.push(rows);
        tree.push(node);
    }
    let (mut rows, leaves) = setter.lines(&sheet.foot, SIZE, false, 0.0, width);
    rows.insert(0, rule(width));
    groups.push(rows);
    tree.push(Node::Group(Tag::Paragraph, leaves));
    Laid { pages: paginate(groups, tall - 2.0 * ABOVE), tree }
}

fn rule<'a>(width: f32) -> LayoutRow<'a> {
    LayoutRow { height: 2.0 * AIR, pieces: vec![Piece { x: 0.0, y: AIR, what: Drawing::Rule(width) }] }
}

/// A group up to such a part of a page is never split; a longer one would leave a page half empty.
const WHOLE: f32 = 0.4;

/// Puts rows on pages: a group stays together where it is not long.
fn paginate(groups: Vec<Vec<LayoutRow>>, tall: f32) -> Vec<Vec<Piece>> {
    let (mut pages, mut y) = (vec![Vec::new()], 0.0f32);
    for group in groups {
        let all: f32 = group.iter().map(|row| row.height).sum();
        if y > 0.0 && y + all > tall && all <= tall * WHOLE {
            pages.push(Vec::new());
            y = 0.0;
        }
        for row in group {
            if y > 0.0 && y + row.height > tall {
                pages.push(Vec::new());
                y = 0.0;
            }
            if let Some(page) = pages.last_mut() {
                page.extend(row.pieces.into_iter().map(|piece| Piece {
                    x: SIDE + piece.x,
                    y: ABOVE + y + piece.y,
                    what: piece.what,
                }));
            }
            y += row.height;
        }
    }
    pages
}

fn shifted<'a>(rows: &mut Vec<LayoutRow<'a>>, x: f32, down: f32) -> (Vec<Piece<'a>>, f32) {
    let (mut pieces, mut y) = (Vec::new(), down);
    for row in rows.drain(..) {
        let moved = row.pieces.into_iter().map(|piece| Piece { x: piece.x + x, y: piece.y + y, what: piece.what });
        pieces.extend(moved);
        y += row.height;
    }
    (pieces, y)
}

impl<'a> Setter<'a> {
    fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    fn text(&mut self, text: String, size: f32, bold: bool, x: f32) -> (Piece<'a>, Node) {
        let leaf = self.leaf();
        (Piece { x, y: RISE * size / SIZE, what: Drawing::Text(text, size, bold, leaf) }, Node::Leaf(leaf))
    }

    /// A paragraph.
    fn lines(&mut self, text: &str, size: f32, bold: bool, x: f32, width: f32) -> (Vec<LayoutRow<'a>>, Vec<Node>) {
        let (mut rows, mut leaves) = (Vec::new(), Vec::new());
        for line in self.fonts.wrap(text, size, bold, width) {
            let (piece, leaf) = self.text(line, size, bold, x);
            rows.push(LayoutRow { height: LINE * size / SIZE, pieces: vec![piece] });
            leaves.push(leaf);
        }
        (rows, leaves)
    }

    fn section(&mut self, section: &'a Section, width: f32) -> (Vec<LayoutRow<'a>>, Node) {
        let (heading, leaf) = self.text(section.heading.into(), SIZE, true, 0.0);
        let mut nodes = vec![Node::Group(Tag::Heading(section.heading.into()), vec![leaf])];
        let (mut rows, mut wide) = (Vec::new(), false);
        for block in &section.blocks {
            match block {
                // a wide picture goes right across, below its title
                SheetBlock::Picture(picture) if picture.width > width - MARGIN => {
                    let (title, leaves) = self.lines(&picture.title, SIZE, false, MARGIN, width - MARGIN);
                    nodes.push(Node::Group(Tag::Paragraph, leaves));
                    rows.extend(title);
                    let (row, node) = self.picture(picture, 0.0, width);
                    rows.push(row);
                    nodes.push(node);
                    wide = true;
                }
                SheetBlock::Legend(text, _) if wide => {
                    let (lines, leaves) = self.lines(text, SIZE, false, 0.0, width);
                    rows.extend(lines);
                    nodes.push(Node::Group(Tag::Paragraph, leaves));
                }
                _ => self.block(block, MARGIN, width - MARGIN, section.urgent, &mut rows, &mut nodes),
            }
        }
        match rows.first_mut() {
            Some(first) => first.pieces.insert(0, heading),
            None => rows.push(LayoutRow { height: LINE, pieces: vec![heading] }),
        }
        if section.urgent {
            let tall: f32 = rows.iter().map(|row| row.height).sum();
            let frame = Piece { x: -4.0, y: -1.0, what: Drawing::Frame(width + 8.0, tall + 4.0) };
            if let Some(first) = rows.first_mut() {
                first.pieces.insert(0, frame);
            }
            rows.insert(0, LayoutRow { height: 4.0, pieces: Vec::new() });
            rows.push(LayoutRow { height: 4.0, pieces: Vec::new() });
        } else {
            rows.insert(0, rule(width));
        }
        (rows, Node::Group(Tag::Section, nodes))
    }

    fn block(
        &mut self,
        block: &'a SheetBlock,
        x: f32,
        width: f32,
        bold: bool,
        rows: &mut Vec<LayoutRow<'a>>,
        nodes: &mut Vec<Node>,
    ) {
        match block {
            SheetBlock::Line(text) | SheetBlock::Strong(text) | SheetBlock::Legend(text, _) => {
                let bold = bold || matches!(block, SheetBlock::Strong(_));
                let (lines, leaves) = self.lines(text, SIZE, bold, x, width);
                rows.extend(lines);
                nodes.push(Node::Group(Tag::Paragraph, leaves));
            }
            SheetBlock::Numbered(items) => {
                let labels: Vec<String> = (1..=items.len()).map(|n| n.to_string()).collect();
                let items: Vec<Row> =
                    labels.into_iter().zip(items).map(|(label, item)| Row::new(label, item)).collect();
                self.list(&items, true, x, width, rows, nodes);
            }
            SheetBlock::Rows(all) => self.list(all, false, x, width, rows, nodes),
            SheetBlock::Table(table) => self.table(table, x, width, rows, nodes),
            SheetBlock::Picture(picture) => {
                if !picture.title.is_empty() {
                    let (title, leaves) = self.lines(&picture.title, SIZE, false, x, width);
                    rows.extend(title);
                    nodes.push(Node::Group(Tag::Paragraph, leaves));
                }
                let (row, node) = self.picture(picture, x, width);
                rows.push(row);
                nodes.push(node);
            }
            SheetBlock::Beside(share, left, right) => {
                let first = (width - GAP) * f32::from(*share) / 100.0;
                let places = [(left, x, first), (right, x + first + GAP, width - GAP - first)];
                let (mut pieces, mut tall) = (Vec::new(), 0.0f32);
                for (blocks, x, width) in places {
                    let mut column = Vec::new();
                    for block in blocks {
                        self.block(block, x, width, bold, &mut column, nodes);
                    }
                    let (shifted, height) = shifted(&mut column, 0.0, 0.0);
                    pieces.extend(shifted);
                    tall = tall.max(height);
                }
                rows.push(LayoutRow { height: tall, pieces });
            }
        }
    }

    /// Labels in bold and what stands behind them: each fact begins a line, its further lines stand below its first.
    fn list(
        &mut self,
        items: &[Row],
        numbered: bool,
        x: f32,
        width: f32,
        rows: &mut Vec<LayoutRow<'a>>,
        nodes: &mut Vec<Node>,
    ) {
        let widest = items.iter().map(|row| self.fonts.width(&row.label, SIZE, true)).fold(0.0, f32::max) + 7.0;
        let widest = if numbered { widest } else { widest.max(LABEL) };
        let mut list = Vec::new();
        for item in items {
            let (label, label_leaf) = self.text(item.label.clone(), SIZE, true, x);
            let (mut lines, mut leaves) = (Vec::new(), Vec::new());
            for (i, fact) in item.facts.iter().enumerate() {
                let before = item.facts.first().filter(|_| item.strong && i == 1);
                let behind = before.map(|first| self.fonts.width(first, SIZE, true) + 4.0);
                let fits = |behind: &f32| behind + self.fonts.width(fact, SIZE, false) <= width - widest;
                // what goes on behind the bold words stands on their line where it has room there
                let begin = behind.filter(fits).unwrap_or(0.0);
                let bold = item.strong && i == 0;
                let (mut more, their) = self.lines(fact, SIZE, bold, x + widest + begin, width - widest - begin);
                if let (Some(line), true) = (lines.last_mut(), begin > 0.0) {
                    let line: &mut LayoutRow = line;
                    more.drain(..1).for_each(|one| line.pieces.extend(one.pieces));
                }
                lines.extend(more);
                leaves.extend(their);
            }
            if let Some(first) = lines.first_mut() {
                first.pieces.insert(0, label);
            }
            rows.extend(lines);
            let parts = vec![Node::Group(Tag::Label, vec![label_leaf]), Node::Group(Tag::Body, leaves)];
            list.push(Node::Group(Tag::Item, parts));
        }
        nodes.push(Node::Group(Tag::List(numbered), list));
    }

    /// A table: the first column to the left, the others to the right; heads that are too wide take two lines.
    fn table(&mut self, table: &Table, x: f32, width: f32, rows: &mut Vec<LayoutRow<'a>>, nodes: &mut Vec<Node>) {
        let columns = table.heads.len();
        let cell = |column: usize, text: &str| self.fonts.width(text, SIZE, column == 0);
        let body = |column: usize| {
            table.rows.iter().filter_map(|row| row.get(column)).map(|text| cell(column, text)).fold(0.0, f32::max)
        };
        let word = |column: usize| {
            let words = table.heads.get(column).map(|head| head.split_whitespace()).into_iter().flatten();
            words.map(|word| self.fonts.width(word, SIZE, false)).fold(0.0, f32::max)
        };
        let head = |column: usize| table.heads.get(column).map_or(0.0, |head| self.fonts.width(head, SIZE, false));
        let whole: Vec<f32> = (0..columns).map(|column| body(column).max(head(column))).collect();
        let room = width - 8.0 * columns.saturating_sub(1) as f32;
        let mut widths: Vec<f32> = (0..columns).map(|column| body(column).max(word(column))).collect();
        // where not all heads fit on one line, the first do that can
        let mut left = room - widths.iter().sum::<f32>();
        for (width, whole) in widths.iter_mut().zip(whole) {
            let more = whole - *width;
            if more <= left {
                (*width, left) = (whole, left - more);
            }
        }
        // what is left over goes between the columns, up to a measure; what is missing is taken from the widest
        let gap = ((width - widths.iter().sum::<f32>()) / columns.saturating_sub(1).max(1) as f32).clamp(5.0, 16.0);
        let over = widths.iter().sum::<f32>() + gap * columns.saturating_sub(1) as f32 - width;
        if over > 0.0
            && let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b))
        {
            *widest = (*widest - over).max(20.0);
        }
        let mut grid = Vec::new();
        for (i, row) in std::iter::once(&table.heads).chain(&table.rows).enumerate() {
            let (mut pieces, mut cells, mut most, mut left) = (Vec::new(), Vec::new(), 1, x);
            let wrapped: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(column, (text, &width))| self.fonts.wrap(text, SIZE, column == 0 && i > 0, width + 0.1))
                .collect();
            let deepest = wrapped.iter().map(Vec::len).max().unwrap_or(1);
            for (column, (lines, &width)) in wrapped.into_iter().zip(&widths).enumerate() {
                let mut leaves = Vec::new();
                most = most.max(lines.len());
                // heads stand on the line below them
                let down = if i == 0 { deepest - lines.len() } else { 0 };
                for (n, line) in lines.into_iter().enumerate().filter(|(_, line)| !line.is_empty()) {
                    let bold = column == 0 && i > 0;
                    let at = match column {
                        0 => left,
                        _ => left + width - self.fonts.width(&line, SIZE, bold),
                    };
                    let (mut piece, leaf) = self.text(line, SIZE, bold, at);
                    piece.y += LINE * (n + down) as f32;
                    pieces.push(piece);
                    leaves.push(leaf);
                }
                let tag = match (i, column) {
                    (0, 0) if leaves.is_empty() => None,
                    (0, _) => Some(Tag::ColumnHead),
                    (_, 0) => Some(Tag::RowHead),
                    _ => Some(Tag::Cell),
                };
                cells.extend(tag.map(|tag| Node::Group(tag, leaves)));
                left += width + gap;
            }
            let tall = LINE * most as f32;
            if i == 0 {
                pieces.push(Piece { x, y: tall + 0.6, what: Drawing::Rule(left - gap - x) });
            }
            rows.push(LayoutRow { height: tall + if i == 0 { 1.6 } else { 0.0 }, pieces });
            grid.push(Node::Group(Tag::Row, cells));
        }
        nodes.push(Node::Group(Tag::Table(table.message.clone()), grid));
    }

    fn picture(&mut self, picture: &'a Picture, x: f32, width: f32) -> (LayoutRow<'a>, Node) {
        let scale = (width / picture.width).min(1.0);
        let leaf = self.leaf();
        let piece = Piece { x, y: 0.0, what: Drawing::Picture(picture, scale, leaf) };
        let title = if picture.title.is_empty() { String::new() } else { format!("{} ", picture.title) };
        let node = Node::Group(Tag::Figure(format!("{title}{}", picture.message)), vec![Node::Leaf(leaf)]);
        (LayoutRow { height: picture.height * scale, pieces: vec![piece] }, node)
    }
}
