//! The layer of FIT that knows only bytes: headers, definitions, messages. What a field means is not its business.
//!
//! Written by hand because the library tried (rustyfit 0.11) stops after one message where the header says 0 bytes,
//! never joins compressed distances, and reads a field by the profile's type rather than the file's own.

/// How one field lies in a message.
#[derive(Clone, Copy)]
struct FieldLayout {
    number: u8,
    size: u8,
    base: u8,
}

/// How messages of one local type lie in the file.
#[derive(Clone, Default)]
struct Definition {
    global: u16,
    big_endian: bool,
    places: Vec<FieldLayout>,
    /// Bytes of all fields, those of other developers included.
    length: usize,
}

/// One message.
pub struct FitMessage<'a> {
    /// Which kind it is.
    pub global: u16,
    definition: &'a Definition,
    data: &'a [u8],
    /// Its time where that stands in its header, seconds.
    stamp: Option<u32>,
}

/// The field that holds a message's time.
const TIME: u8 = 253;

impl FitMessage<'_> {
    /// The bytes of a field with how they are to be read.
    fn field(&self, number: u8) -> Option<(FieldLayout, &[u8])> {
        let mut at = 0;
        for place in &self.definition.places {
            let end = at + usize::from(place.size);
            if place.number == number {
                return self.data.get(at..end).map(|bytes| (*place, bytes));
            }
            at = end;
        }
        None
    }

    /// A whole number; nothing where there is no such field, it is marked invalid, or its size is not of its type.
    /// Of several the first counts.
    pub fn number(&self, number: u8) -> Option<i64> {
        let (place, bytes) = self.field(number)?;
        // enum, sint8, uint8, sint16, uint16, sint32, uint32, text, float32, float64, uint8z, uint16z, uint32z, byte
        let (size, signed, zero_is_none) = match place.base & 0x1f {
            0 | 2 | 13 => (1, false, false),
            1 => (1, true, false),
            3 => (2, true, false),
            4 => (2, false, false),
            5 => (4, true, false),
            6 => (4, false, false),
            10 => (1, false, true),
            11 => (2, false, true),
            12 => (4, false, true),
            _ => return None,
        };
        if bytes.is_empty() || bytes.len() % size != 0 {
            return None;
        }
        let join = |value: i64, byte: &u8| value << 8 | i64::from(*byte);
        let value = match self.definition.big_endian {
            true => bytes[..size].iter().fold(0, join),
            false => bytes[..size].iter().rev().fold(0, join),
        };
        let bits = 8 * size;
        let all = (1i64 << bits) - 1;
        let none = match (zero_is_none, signed) {
            (true, _) => 0,
            (false, true) => all >> 1,
            (false, false) => all,
        };
        match value {
            value if value == none => None,
            value if signed && value > all >> 1 => Some(value - (all + 1)),
            value => Some(value),
        }
    }

    /// A whole number that is never negative and fits.
    pub fn small<T: TryFrom<i64>>(&self, number: u8) -> Option<T> {
        T::try_from(self.number(number)?).ok()
    }

    /// A text up to its first zero.
    pub fn text(&self, number: u8) -> Option<String> {
        let (place, bytes) = self.field(number)?;
        let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
        (place.base & 0x1f == 7).then(|| String::from_utf8_lossy(&bytes[..end]).into_owned())
    }

    /// The bytes of a field as they stand.
    pub fn bytes(&self, number: u8) -> Option<&[u8]> {
        self.field(number).map(|(_, bytes)| bytes)
    }

    /// The time of the message, seconds of the watch.
    pub fn time(&self) -> Option<u32> {
        self.stamp.or_else(|| self.small(TIME))
    }
}

/// How the end of one file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where the header said, with the right checksum.
    Whole,
    /// Where the header said, with a wrong checksum.
    Checksum,
    /// Too early.
    Cut,
    /// The header does not say; the watch died while it recorded.
    Open,
    /// At a byte that means nothing there.
    Damaged {
        /// Where, from the beginning of all.
        byte: usize,
    },
}

/// True where a FIT file begins there.
pub fn begins(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|&size| size >= 12) && bytes.get(8..12) == Some(b".FIT")
}

/// Reads the file that begins at `from`, message by message. Returns how it ended and where the next one may begin.
pub fn read(bytes: &[u8], from: usize, mut each: impl FnMut(&FitMessage)) -> (End, usize) {
    let header = &bytes[from.min(bytes.len())..];
    let &[size, _, _, _, a, b, c, d, ..] = header else { return (End::Cut, bytes.len()) };
    let size = usize::from(size);
    let said = u32::from_le_bytes([a, b, c, d]) as usize;
    let first = from.saturating_add(size).min(bytes.len());
    let stop = if said == 0 { bytes.len() } else { first.saturating_add(said).min(bytes.len()) };
    let mut reader = FitReader { bytes: &bytes[..stop], at: first, known: Default::default(), last: 0 };
    let damage = loop {
        let began = reader.at;
        if began >= stop {
            break None;
        }
        if reader.step(&mut each).is_none() {
            // what runs past the end is cut; anything else means nothing
            break Some(if reader.at >= stop { End::Cut } else { End::Damaged { byte: began } });
        }
    };
    let next = stop.saturating_add(2).min(bytes.len());
    let end = match damage {
        _ if said == 0 => End::Open,
        Some(end) => end,
        None if stop + 2 > bytes.len() => End::Cut,
        None if is_checked(&bytes[from..stop], &bytes[first..stop], &bytes[stop..next]) => End::Whole,
        None => End::Checksum,
    };
    (end, next)
}

struct FitReader<'a> {
    bytes: &'a [u8],
    at: usize,
    known: [Option<Definition>; 16],
    /// The last whole time seen, which short ones continue.
    last: u32,
}

impl<'a> FitReader<'a> {
    /// The next bytes; nothing, and the end reached, where there are not so many.
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let end = self.at.saturating_add(n);
        let taken = self.bytes.get(self.at..end);
        self.at = end.min(self.bytes.len());
        taken
    }

    /// One definition or message.
    fn step(&mut self, each: &mut impl FnMut(&FitMessage)) -> Option<()> {
        let header = *self.take(1)?.first()?;
        let short = header & 0x80 != 0;
        if !short && header & 0x40 != 0 {
            let definition = self.definition(header & 0x20 != 0)?;
            self.known[usize::from(header & 0x0f)] = Some(definition);
            return Some(());
        }
        let local = if short { header >> 5 & 0x03 } else { header & 0x0f };
        let length = self.known[usize::from(local)].as_ref()?.length;
        let data = self.take(length)?;
        let stamp = short.then(|| {
            let seconds = u32::from(header & 0x1f);
            self.last.wrapping_add(seconds.wrapping_sub(self.last) & 0x1f)
        });
        let definition = self.known[usize::from(local)].as_ref()?;
        let message = FitMessage { global: definition.global, definition, data, stamp };
        if let Some(time) = message.time() {
            self.last = time;
        }
        each(&message);
        Some(())
    }

    fn definition(&mut self, developers: bool) -> Option<Definition> {
        let &[_, order, a, b, count] = self.take(5)? else { return None };
        let big_endian = order == 1;
        let global = if big_endian { u16::from_be_bytes([a, b]) } else { u16::from_le_bytes([a, b]) };
        let fields = self.take(3 * usize::from(count))?.chunks_exact(3);
        let places: Vec<FieldLayout> = fields.map(|f| FieldLayout { number: f[0], size: f[1], base: f[2] }).collect();
        let mut length = places.iter().map(|place| usize::from(place.size)).sum();
        if developers {
            let count = usize::from(*self.take(1)?.first()?);
            length += self.take(3 * count)?.chunks_exact(3).map(|field| usize::from(field[1])).sum::<usize>();
        }
        Some(Definition { global, big_endian, places, length })
    }
}

/// True where the checksum is right, over the whole or (some writers, whose header has none of its own) the messages
/// alone, or is 0 for none.
fn is_checked(whole: &[u8], messages: &[u8], sum: &[u8]) -> bool {
    sum == [0, 0] || checksum(whole).to_le_bytes() == sum || checksum(messages).to_le_bytes() == sum
}

/// The checksum of FIT: CRC-16 with the polynomial 0xA001, four bits at a time.
pub fn checksum(bytes: &[u8]) -> u16 {
    const TABLE: [u16; 16] = [
        0x0000, 0xcc01, 0xd801, 0x1400, 0xf001, 0x3c00, 0x2800, 0xe401, 0xa001, 0x6c00, 0x7800, 0xb401, 0x5000, 0x9c01,
        0x8801, 0x4400,
    ];
    let half = |sum: u16, bits: u8| sum >> 4 ^ TABLE[usize::from(sum & 0x0f)] ^ TABLE[usize::from(bits & 0x0f)];
    bytes.iter().fold(0, |sum, &byte| half(half(sum, byte), byte >> 4))
}
