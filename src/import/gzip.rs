//! Unpacking gzip: bytes are counted as they come out, whatever the packing claims.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::import::activity::{LONGEST, Unreadable};

/// True where the bytes begin as gzip does.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Unpacks gzip of any number of parts, at most [`LONGEST`] bytes.
///
/// # Errors
/// Where it is cut or damaged, or holds more than that.
pub fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    gunzip_up_to(bytes, LONGEST)
}

fn gunzip_up_to(bytes: &[u8], limit: u64) -> Result<Vec<u8>, Unreadable> {
    let mut unpacked = Vec::new();
    let done = MultiGzDecoder::new(bytes).take(limit + 1).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > limit {
        return Err(Unreadable::TooLong);
    }
    match done {
        Ok(_) => Ok(unpacked),
        Err(_) => {
            let message = format!("its gzip packing is cut or damaged after {} unpacked bytes", unpacked.len());
            Err(Unreadable::Damaged { byte: bytes.len() as u64, message })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        to.write_all(bytes).unwrap();
        to.finish().unwrap()
    }

    #[test]
    fn parts_that_follow_each_other_are_one_file() {
        let two = [packed(b"one, "), packed(b"two")].concat();
        assert!(is_gzip(&two));
        assert_eq!(gunzip(&two), Ok(b"one, two".to_vec()));
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = packed(&vec![b' '; 300_000]);
        assert!(bomb.len() < 1000);
        assert_eq!(gunzip_up_to(&bomb, 299_999), Err(Unreadable::TooLong));
        assert_eq!(gunzip_up_to(&bomb, 300_000).map(|bytes| bytes.len()), Ok(300_000));
    }

    #[test]
    fn cut_anywhere_it_is_refused_with_a_sentence() {
        let whole = packed(b"some bytes that are packed, packed, packed");
        for end in 2..whole.len() {
            let message = gunzip(&whole[..end]).unwrap_err().to_string();
            assert!(message.contains("cut or damaged"), "{end}: {message}");
        }
    }
}
