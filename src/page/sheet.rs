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
    /// Labels and their values.
    Rows(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Box<Picture>),
    /// Two columns where there is room: the share of the width that the first takes, in percent, and both.
    Beside(u8, Vec<SheetBlock>, Vec<SheetBlock>),
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
