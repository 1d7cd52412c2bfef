//! Builds small FIT files for tests, byte by byte.

use super::wire::checksum;

/// A field: its number, its base type and its bytes.
pub type TestField<'a> = (u8, u8, &'a [u8]);

/// Base types, as written.
pub const ENUM: u8 = 0x00;
pub const U8: u8 = 0x02;
pub const U16: u8 = 0x84;
pub const I32: u8 = 0x85;
pub const U32: u8 = 0x86;
pub const U32Z: u8 = 0x8c;
pub const BYTES: u8 = 0x0d;
pub const TEXT: u8 = 0x07;

/// A definition and one message of it.
pub fn message(global: u16, fields: &[TestField]) -> Vec<u8> {
    ordered(global, fields, false)
}

/// The same with the big end first.
pub fn big_endian(global: u16, fields: &[TestField]) -> Vec<u8> {
    ordered(global, fields, true)
}

fn ordered(global: u16, fields: &[TestField], big_endian: bool) -> Vec<u8> {
    let [a, b] = if big_endian { global.to_be_bytes() } else { global.to_le_bytes() };
    let mut bytes = vec![0x40, 0, u8::from(big_endian), a, b, fields.len() as u8];
    for (number, base, value) in fields {
        bytes.extend([*number, value.len() as u8, *base]);
    }
    bytes.push(0);
    for (_, _, value) in fields {
        bytes.extend(*value);
    }
    bytes
}

/// The message that says what kind of file it is.
pub fn file_id(kind: u8) -> Vec<u8> {
    message(
        0,
        &[
            (0, ENUM, &[kind]),
            (1, U16, &1u16.to_le_bytes()),
            (3, U32Z, &77u32.to_le_bytes()),
            (4, U32, &NOON.to_le_bytes()),
        ],
    )
}

/// 2025-06-01T12:00:00Z in the seconds of FIT.
pub const NOON: u32 = 1_117_713_600;

/// A whole file of these messages.
pub fn file(messages: &[Vec<u8>]) -> Vec<u8> {
    let data = messages.concat();
    let mut bytes = header(data.len() as u32);
    bytes.extend(data);
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

/// A header that says how many bytes of messages follow.
pub fn header(size: u32) -> Vec<u8> {
    let mut bytes = vec![14, 0x20, 0x54, 0x08];
    bytes.extend(size.to_le_bytes());
    bytes.extend(b".FIT");
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}
