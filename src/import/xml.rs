//! One pull loop for the XML of recorders, as they write it rather than as they should: local names only, no entity
//! expanded, ends that match nothing and prefixes that nobody declared let through, depth and lengths bounded.

use std::io::{self, BufRead, Read};

use crate::formats::unmarked;

use quick_xml::Reader;
use quick_xml::encoding::DecodingReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesDecl, BytesStart, Event};

/// The deepest that elements may lie in each other; real files stay under 12.
const DEEPEST: usize = 64;
/// The longest that one tag, text or DOCTYPE may be, bytes: each is held whole.
const LONGEST_PART: usize = 1 << 20;
/// What is kept of an element's text, bytes.
const KEPT_TEXT: usize = 4096;
/// How much is read to find the declared encoding, bytes.
const BEGINNING: u64 = 1024;

/// An element that begins or ends. `path` is the local names from the root on: `gpx/trk/trkseg/trkpt`.
pub enum XmlEvent<'a> {
    /// It begins.
    Open {
        /// Where it lies, its own name last.
        path: &'a str,
        /// Its attributes.
        attributes: Attributes<'a>,
    },
    /// It ends.
    Close {
        /// Where it lies, its own name last.
        path: &'a str,
        /// Its own text, blanks at both ends left out.
        text: &'a str,
    },
}

/// The attributes of an element.
pub struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    /// The value of an attribute by its local name.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name);
        let raw = found?.value;
        // what is no entity of XML's own stays as it is written
        Some(unescape(&raw).map(|text| text.into_owned()).unwrap_or_else(|_| raw.into_owned()))
    }

    /// The value of an attribute as a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        number(&self.get(name)?)
    }
}

/// A finite number as XML writes it.
pub fn number(text: &str) -> Option<f64> {
    text.trim().parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Why the rest of a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// At which byte of the text, from 0.
    pub byte: u64,
    /// Why, as part of a sentence.
    pub message: String,
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "It was read up to byte {}: {}; what stands before was taken.", self.byte, self.message)
    }
}

/// Walks through a file, element by element. Bytes that are no UTF-8 in a file that claims it are taken for Latin-1.
///
/// # Errors
/// Where it stopped before the end; what came before was given.
pub fn walk_bytes(bytes: &[u8], each: impl FnMut(XmlEvent)) -> Result<(), Stopped> {
    let is_latin = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some());
    walk_as(bytes, is_latin, each)
}

/// Walks through a stream, element by element, in bounded memory.
///
/// # Errors
/// Where it stopped before the end; what came before was given.
pub fn walk(input: impl BufRead, each: impl FnMut(XmlEvent)) -> Result<(), Stopped> {
    walk_as(input, false, each)
}

fn walk_as(mut input: impl BufRead, is_latin: bool, mut each: impl FnMut(XmlEvent)) -> Result<(), Stopped> {
    let mut beginning = Vec::new();
    let failed = |error: io::Error| Stopped { byte: 0, message: format!("it could not be read: {error}") };
    input.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(failed)?;
    let declared = declaration(&beginning).and_then(|declaration| declaration.encoder());
    let latin = || BytesDecl::new("1.0", Some("windows-1252"), None).encoder();
    let mut decoding = DecodingReader::new(io::Cursor::new(beginning).chain(input));
    match declared {
        // only before the first byte: later a change of encoding would panic. UTF-16 shows by its own first bytes
        Some(encoding) if encoding.is_ascii_compatible() && !(is_latin && encoding.name() == "UTF-8") => {
            decoding.set_encoding(encoding);
        }
        _ if is_latin => latin().into_iter().for_each(|encoding| decoding.set_encoding(encoding)),
        _ => {}
    }
    let mut reader = Reader::from_reader(Leash { inner: decoding, left: LONGEST_PART });
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let (mut buffer, mut place, mut text) = (Vec::new(), Path::default(), String::new());
    loop {
        buffer.clear();
        reader.get_mut().left = LONGEST_PART;
        let stopped = |byte, message: &str| Err(Stopped { byte, message: message.to_owned() });
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                text.clear();
                place.enter(start.local_name().into_inner());
                if place.depth() > DEEPEST {
                    return stopped(reader.buffer_position(), "its elements lie too deep in each other");
                }
                each(XmlEvent::Open { path: &place.names, attributes: Attributes(&start) });
            }
            Ok(Event::Empty(start)) => {
                place.enter(start.local_name().into_inner());
                each(XmlEvent::Open { path: &place.names, attributes: Attributes(&start) });
                each(XmlEvent::Close { path: &place.names, text: "" });
                place.leave();
                text.clear();
            }
            Ok(Event::End(_)) => {
                if place.depth() > 0 {
                    each(XmlEvent::Close { path: &place.names, text: text.trim() });
                }
                place.leave();
                text.clear();
            }
            Ok(Event::Text(part)) => keep(&mut text, &part.into_inner()),
            Ok(Event::CData(part)) => keep(&mut text, &part.into_inner()),
            Ok(Event::GeneralRef(name)) => match (name.resolve_char_ref(), resolve_predefined_entity(&name)) {
                (Ok(Some(sign)), _) => keep(&mut text, sign.encode_utf8(&mut [0; 4])),
                (_, Some(sign)) => keep(&mut text, sign),
                // anyone's own entity may hold anything, so it stays as it is written
                _ => keep(&mut text, &format!("&{};", &*name)),
            },
            Ok(Event::Eof) if place.depth() > 0 => {
                return stopped(reader.buffer_position(), "it ends too early");
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => {
                let message = match &error {
                    quick_xml::Error::Io(error) => error.to_string(),
                    _ => "this is not well-formed XML".into(),
                };
                return stopped(reader.buffer_position(), &message);
            }
        }
    }
}

/// The XML declaration, where the file begins with one that can be read as it stands.
fn declaration(beginning: &[u8]) -> Option<BytesDecl<'static>> {
    let beginning = unmarked(beginning).trim_ascii_start();
    let end = beginning.windows(2).position(|pair| pair == b"?>")?;
    let inside = std::str::from_utf8(&beginning[..end]).ok()?.strip_prefix("<?")?;
    inside.starts_with("xml").then(|| BytesDecl::from_start(BytesStart::from_content(inside.to_owned(), 3)))
}

fn keep(text: &mut String, part: &str) {
    let room = KEPT_TEXT.saturating_sub(text.len());
    text.push_str(&part[..part.floor_char_boundary(room)]);
}

/// Local names from the root on, with a `/` between them.
#[derive(Default)]
struct Path {
    names: String,
    starts: Vec<usize>,
}

impl Path {
    fn depth(&self) -> usize {
        self.starts.len()
    }

    fn enter(&mut self, name: &str) {
        self.starts.push(self.names.len());
        if !self.names.is_empty() {
            self.names.push('/');
        }
        self.names.push_str(name);
    }

    fn leave(&mut self) {
        if let Some(start) = self.starts.pop() {
            self.names.truncate(start);
        }
    }
}

/// A reader that gives only so many bytes until it is given more room: one tag or text is held whole in memory.
struct Leash<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Leash<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(to)?;
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Leash<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let message = format!("one part of it is longer than {} MiB", LONGEST_PART >> 20);
            return Err(io::Error::other(message));
        }
        let bytes = self.inner.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, n: usize) {
        self.left -= n;
        self.inner.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each element's end with its text, and where it stopped.
    fn told(bytes: &[u8]) -> (Vec<String>, Option<String>) {
        let mut all = Vec::new();
        let done = walk_bytes(bytes, |part| {
            if let XmlEvent::Close { path, text } = part {
                all.push(format!("{path}={text}"));
            }
        });
        (all, done.err().map(|stopped| stopped.message))
    }

    #[test]
    fn names_are_local_and_texts_are_joined() {
        let xml = "\u{feff}  <?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a xmlns='n'><q:b>R &amp; <![CDATA[<B>]]>&#233;</q:b><c/></a>";
        assert_eq!(told(xml.as_bytes()), (vec!["a/b=R & <B>é".into(), "a/c=".into(), "a=".into()], None));
    }

    #[test]
    fn no_entity_of_anyones_own_is_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY s SYSTEM 'file:///etc/hostname'>]><a><b>&s;</b></a>";
        assert_eq!(told(xml.as_bytes()).0, ["a/b=&s;", "a="]);
    }

    #[test]
    fn every_encoding_that_recorders_write_is_read() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>forêt</a>";
        for swap in [false, true] {
            let units = std::iter::once(0xfeff).chain(xml.encode_utf16());
            let bytes: Vec<u8> =
                units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
            assert_eq!(told(&bytes), (vec!["a=forêt".into()], None));
        }
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>for\xeat</a>";
        assert_eq!(told(latin), (vec!["a=forêt".into()], None));
        // a file that claims to be UTF-8 and is not, and one that claims an encoding nobody knows
        let wrong = b"<?xml version='1.0' encoding='UTF-8'?><a>for\xeat</a>";
        assert_eq!(told(wrong), (vec!["a=forêt".into()], None));
        let unknown = b"<?xml version='1.0' encoding='klingon'?><a>x</a>";
        assert_eq!(told(unknown), (vec!["a=x".into()], None));
    }

    #[test]
    fn a_declaration_after_much_white_space_changes_nothing_and_does_not_panic() {
        let xml = [b" ".repeat(5000), b"<?xml version='1.0' encoding='ISO-8859-1'?><a>x</a>".to_vec()].concat();
        assert_eq!(told(&xml), (vec!["a=x".into()], None));
    }

    #[test]
    fn ends_that_match_nothing_are_let_through() {
        assert_eq!(told(b"</x><a><b>1</c></a></a>").0, ["a/b=1", "a="]);
    }

    #[test]
    fn attributes_are_found_by_their_local_name() {
        let mut found = Vec::new();
        let xml = b"<a xsi:type='t' lat='-10.5' lat='2' name='A &amp; B &own;' n='NaN'/>";
        walk_bytes(xml, |part| {
            if let XmlEvent::Open { attributes, .. } = part {
                found.push((attributes.get("type"), attributes.number("lat"), attributes.number("n")));
                assert_eq!(attributes.get("name").as_deref(), Some("A &amp; B &own;"));
            }
        })
        .unwrap();
        assert_eq!(found, [(Some("t".into()), Some(-10.5), None)]);
    }

    #[test]
    fn what_is_too_deep_too_long_or_cut_is_stopped() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(told(deep.as_bytes()).1.as_deref(), Some("its elements lie too deep in each other"));
        let long = [b"<a>".to_vec(), vec![b' '; LONGEST_PART + 10], b"</a>".to_vec()].concat();
        assert_eq!(told(&long).1.as_deref(), Some("one part of it is longer than 1 MiB"));
        assert!(told(b"<a><b>1</b><c").1.is_some());
        assert_eq!(told(b"<a><b>1</b>").1.as_deref(), Some("it ends too early"));
        let held = [b"<a>".to_vec(), vec![b'x'; 100_000], b"</a>".to_vec()].concat();
        assert_eq!(told(&held).0[0].len(), KEPT_TEXT + 2);
    }
}
