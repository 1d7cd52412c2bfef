//! A sheet as HTML: one file that needs nothing else, without scripts, which prints on one page.

use super::pdf::paper::Paper;
use crate::page::sheet::{Align, Picture, Row, Shape, Sheet, SheetBlock, Table};

/// How it looks; `{size}` is the paper.
const STYLE: &str = "\
@page { size: {size}; margin: 11mm 14mm; @top-center { content: ''; } @bottom-center { content: ''; } }
html { background: #fff; color: #000; }
body { font: 10pt/1.13 'DejaVu Sans Condensed', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif; font-stretch: condensed;
  max-width: 182mm; margin: 6mm auto; padding: 0 4mm; }
h1 { font-size: 14pt; margin: 0; }
p, ol, dl, table, figure { margin: 0; }
section { display: grid; grid-template-columns: 62pt minmax(0, 1fr); border-top: 0.6pt solid #000; margin-top: 3pt; padding-top: 1.5pt; break-inside: avoid; }
h2 { font-size: 10pt; margin: 0; }
.wide { grid-column: 1 / -1; } .column { grid-column: 2; }
.urgent { border: 1.6pt solid #000; padding: 3pt; font-weight: bold; }
dl { display: grid; grid-template-columns: 60pt minmax(0, 1fr); column-gap: 6pt; }
dt { font-weight: bold; grid-column: 1; } dd { margin: 0; grid-column: 2; overflow-wrap: anywhere; }
p, li { overflow-wrap: anywhere; }
ol { padding-left: 14pt; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
table { border-collapse: collapse; } th, td { padding: 0 0 0 10pt; text-align: right; font-weight: normal; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
thead th { border-bottom: 0.4pt solid #555; vertical-align: bottom; }
.beside { display: grid; column-gap: 12pt; }
svg { display: block; width: 100%; height: auto; font: 10px 'DejaVu Sans Condensed', Arial, sans-serif; }
footer { border-top: 0.6pt solid #000; margin-top: 4pt; padding-top: 2pt; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
@media screen and (max-width: 560px) { section, .beside { display: block; } }
";

/// The sheet as HTML.
pub fn write(sheet: &Sheet, paper: Paper) -> String {
    let size = match paper {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    };
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<header>\n<h1><bdi>{title}</bdi></h1>\n\
         <p>{line}</p>\n</header>\n<main>\n",
        title = escaped(&sheet.title),
        style = STYLE.replace("{size}", size),
        line = escaped(&sheet.line),
    );
    for (i, section) in sheet.sections.iter().enumerate() {
        let class = if section.urgent { " class=\"urgent\"" } else { "" };
        html.push_str(&format!("<section{class} aria-labelledby=\"s{i}\">\n"));
        html.push_str(&format!("<h2 id=\"s{i}\">{}</h2>\n", escaped(section.heading)));
        // a wide picture goes right across, below its title
        let (mut rest, id) = (&section.blocks[..], format!("s{i}"));
        if let [SheetBlock::Picture(wide), others @ ..] = rest {
            html.push_str(&format!("<p>{}</p>\n<figure class=\"wide\">\n", escaped(&wide.title)));
            picture(&mut html, wide, &format!("{id}w"));
            rest = others;
            if let [SheetBlock::Legend(legend, _), others @ ..] = rest {
                html.push_str(&format!("<figcaption>{}</figcaption>\n", escaped(legend)));
                rest = others;
            }
            html.push_str("</figure>\n");
        }
        html.push_str("<div class=\"column\">\n");
        blocks(&mut html, rest, &id);
        html.push_str("</div>\n</section>\n");
    }
    html.push_str(&format!("</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", escaped(&sheet.foot)));
    html
}

fn blocks(html: &mut String, all: &[SheetBlock], id: &str) {
    for (i, block) in all.iter().enumerate() {
        let id = format!("{id}b{i}");
        match block {
            SheetBlock::Line(line) => html.push_str(&format!("<p><bdi>{}</bdi></p>\n", escaped(line))),
            SheetBlock::Strong(line) => {
                html.push_str(&format!("<p><strong><bdi>{}</bdi></strong></p>\n", escaped(line)));
            }
            SheetBlock::Legend(line, _) => html.push_str(&format!("<p class=\"legend\">{}</p>\n", escaped(line))),
            SheetBlock::Numbered(items) => {
                html.push_str("<ol>\n");
                for item in items {
                    html.push_str(&format!("<li><bdi>{}</bdi></li>\n", escaped(item)));
                }
                html.push_str("</ol>\n");
            }
            SheetBlock::Rows(rows) => {
                html.push_str("<dl>\n");
                rows.iter().for_each(|row| html.push_str(&terms(row)));
                html.push_str("</dl>\n");
            }
            SheetBlock::Table(one) => table(html, one),
            SheetBlock::Picture(one) => {
                html.push_str("<figure>\n");
                if !one.title.is_empty() {
                    html.push_str(&format!("<figcaption>{}</figcaption>\n", escaped(&one.title)));
                }
                picture(html, one, &id);
                html.push_str("</figure>\n");
            }
            SheetBlock::Beside(share, left, right) => {
                let rest = 100 - share;
                html.push_str(&format!(
                    "<div class=\"beside\" style=\"grid-template-columns: minmax(0, {share}fr) minmax(0, {rest}fr)\">\n<div>\n"
                ));
                blocks(html, left, &format!("{id}l"));
                html.push_str("</div>\n<div>\n");
                blocks(html, right, &format!("{id}r"));
                html.push_str("</div>\n</div>\n");
            }
        }
    }
}

/// A label and its facts.
fn terms(row: &Row) -> String {
    let fact = |fact: &String| format!("<dd><bdi>{}</bdi></dd>", escaped(fact));
    let facts: String = match &row.facts[..] {
        [first, others @ ..] if row.strong => {
            let others = others.iter().map(|one| format!(" <bdi>{}</bdi>", escaped(one))).collect::<String>();
            format!("<dd><strong><bdi>{}</bdi></strong>{others}</dd>", escaped(first))
        }
        facts => facts.iter().map(fact).collect(),
    };
    format!("<dt>{}</dt>{facts}\n", escaped(&row.label))
}

fn table(html: &mut String, table: &Table) {
    html.push_str(&format!("<table>\n<caption>{}</caption>\n<thead><tr>", escaped(&table.message)));
    for (i, head) in table.heads.iter().enumerate() {
        match i {
            0 if head.is_empty() => html.push_str("<td></td>"),
            _ => html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(head))),
        }
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for (i, cell) in row.iter().enumerate() {
            match i {
                0 => html.push_str(&format!("<th scope=\"row\">{}</th>", escaped(cell))),
                _ => html.push_str(&format!("<td>{}</td>", escaped(cell))),
            }
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n");
}

fn picture(html: &mut String, picture: &Picture, id: &str) {
    // one without a title of its own is named by what it shows
    let (title, label) = match picture.title.is_empty() {
        true => (String::new(), format!("{id}d")),
        false => (format!("<title id=\"{id}t\">{}</title>\n", escaped(&picture.title)), format!("{id}t {id}d")),
    };
    html.push_str(&format!(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{label}\" style=\"max-width: {}pt\">\n\
         {title}<desc id=\"{id}d\">{}</desc>\n",
        short(picture.width),
        short(picture.height),
        short(picture.width),
        escaped(&picture.message)
    ));
    for shape in &picture.shapes {
        html.push_str(&match shape {
            Shape::Line { from, to, width, grey, dashed } => format!(
                "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" stroke-width=\"{}\"{}/>\n",
                short(from.0),
                short(from.1),
                short(to.0),
                short(to.1),
                colour(*grey),
                short(*width),
                if *dashed { " stroke-dasharray=\"2 2\"" } else { "" }
            ),
            Shape::Area { at, size, grey } => format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"#000\" stroke-width=\"0.4\"/>\n",
                short(at.0),
                short(at.1),
                short(size.0),
                short(size.1),
                colour(*grey)
            ),
            Shape::Outline { points, closed, fill, edge } => {
                let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{}", short(*x), short(*y))).collect();
                let edge = match edge {
                    Some((width, grey)) => format!(" stroke=\"{}\" stroke-width=\"{}\"", colour(*grey), short(*width)),
                    None => String::new(),
                };
                format!(
                    "<{} points=\"{}\" fill=\"{}\"{edge}/>\n",
                    if *closed { "polygon" } else { "polyline" },
                    points.join(" "),
                    fill.map_or("none".to_owned(), colour)
                )
            }
            Shape::Dot { at, radius } => {
                format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", short(at.0), short(at.1), short(*radius))
            }
            Shape::Text { at, size, align, text } => {
                let anchor = match align {
                    Align::Start => "start",
                    Align::Middle => "middle",
                    Align::End => "end",
                };
                format!(
                    "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\">{}</text>\n",
                    short(at.0),
                    short(at.1),
                    short(*size),
                    escaped(text)
                )
            }
        });
    }
    html.push_str("</svg>\n");
}

fn colour(grey: u8) -> String {
    format!("#{grey:02x}{grey:02x}{grey:02x}")
}

/// A measure with two places at most.
fn short(value: f32) -> String {
    let shown = format!("{value:.2}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Text in which no sign is markup, in elements and in attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // not allowed in HTML at all
            c if (u32::from(c) & 0xfffe) == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&c) => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        assert_eq!(escaped("<b onload='x'>&\""), "&lt;b onload=&#39;x&#39;&gt;&amp;&quot;");
        assert_eq!(escaped("a\u{ffff}\u{fdd0}"), "a\u{fffd}\u{fffd}");
    }
}
