//! A sheet: headings, label/value rows, tables and pictures, as data that text, Markdown, HTML and PDF each draw.
//! A row that is added once to a sheet is in all of them.

/// A sheet of one or two pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its title.
    pub title: String,
    /// The line below the title.
    pub line: String,
    /// Its sections, in reading order.
    pub sections: Vec<Section>,
    /// The line at its foot.
    pub foot: String,
}

/// A section with its heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading.
    pub heading: &'static str,
    /// True for what must be seen first.
    pub urgent: bool,
    /// What it holds.
    pub blocks: Vec<SheetBlock>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetBlock {
    /// A paragraph.
    Line(String),
    /// A numbered list.
    Numbered(Vec<String>),
    /// The line that matters most of its section.
    Strong(String),
    /// Labels and what stands behind them.
    Rows(Vec<Row>),
    /// A table.
    Table(Table),
    /// A picture. One without lines is drawn in shapes only: what it shows stands in words beside it.
    Picture(Box<Picture>),
    /// What the marks of a picture mean: where it is drawn in shapes, and in lines of text; nothing where they say it.
    Legend(String, String),
    /// Two columns where there is room: the share of the width that the first takes, in percent, and both.
    Beside(u8, Vec<SheetBlock>, Vec<SheetBlock>),
}

/// A label and what stands behind it: each fact begins a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The label.
    pub label: String,
    /// The facts; never none.
    pub facts: Vec<String>,
    /// True for what matters most: its first fact is bold, and the others go on behind it.
    pub strong: bool,
}

impl Row {
    /// A label with one fact.
    pub fn new(label: impl Into<String>, fact: impl Into<String>) -> Self {
        Self { label: label.into(), facts: vec![fact.into()], strong: false }
    }
}

/// A table; its first column holds the names of the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What it shows, for those who cannot see it.
    pub message: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A picture, drawn in lines of text or in shapes.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its title.
    pub title: String,
    /// What it shows, in words.
    pub message: String,
    /// In lines of text, at most 80 columns.
    pub lines: Vec<String>,
    /// Columns of text at the left that hold the heads of the lines.
    pub head: usize,
    /// Where there is no room for whole lines, they are cut after a multiple of so many columns.
    pub stride: usize,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// What it is drawn of; the origin is its upper left corner.
    pub shapes: Vec<Shape>,
}

/// Where a text stands to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It begins there.
    Start,
    /// It has its middle there.
    Middle,
    /// It ends there.
    End,
}

/// The lightest grey of a line or a word: 7 to 1 against white.
pub const SOFT: u8 = 85;

/// A shape, in points. Greys go from 0 black to 255 white.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight line.
    Line {
        /// From there.
        from: (f32, f32),
        /// To there.
        to: (f32, f32),
        /// So thick.
        width: f32,
        /// Its grey.
        grey: u8,
        /// Broken.
        dashed: bool,
    },
    /// A filled box with a thin black edge.
    Area {
        /// Its upper left corner.
        at: (f32, f32),
        /// Width and height.
        size: (f32, f32),
        /// Its grey.
        grey: u8,
    },
    /// Straight edges from point to point.
    Outline {
        /// The points.
        points: Vec<(f32, f32)>,
        /// The last is joined to the first.
        closed: bool,
        /// What it is filled with.
        fill: Option<u8>,
        /// How thick its edge is, and its grey; nothing has no edge.
        edge: Option<(f32, u8)>,
    },
    /// A filled dot.
    Dot {
        /// Its middle.
        at: (f32, f32),
        /// Its radius.
        radius: f32,
    },
    /// Words.
    Text {
        /// Where.
        at: (f32, f32),
        /// Their size.
        size: f32,
        /// How they stand to the point.
        align: Align,
        /// The words.
        text: String,
    },
}
