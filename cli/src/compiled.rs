//! Compiled packs, `.rungs`: the JSON document squeezed by what browsers unpack natively.
//!
//! Eight bytes say what it is (`RUNGS`, a zero, the version in two bytes, highest first), eight how long the document
//! is (lowest first); then follows the document as gzip, whose CRC-32 is the checksum. `www/element/pack.js` reads it
//! too.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use rungs_core::diagnostic::Problem;
use rungs_core::pack::MAX_BYTES;

const MARK: &[u8] = b"RUNGS\0";
const VERSION: u16 = 1;
const HEAD: usize = 16;

/// Whether these bytes are those of a compiled pack.
pub fn is_compiled(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// Compiles a document.
pub fn compile(document: &str) -> io::Result<Vec<u8>> {
    let mut bytes = MARK.to_vec();
    bytes.extend(VERSION.to_be_bytes());
    bytes.extend((document.len() as u64).to_le_bytes());
    let mut gzip = GzEncoder::new(bytes, Compression::best());
    gzip.write_all(document.as_bytes())?;
    gzip.finish()
}

/// The document of a compiled pack. It is not unpacked further than the pack says and may be.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let Some((head, gzip)) = bytes.split_at_checked(HEAD) else { return Err(Problem::DamagedPack) };
    let version = u16::from_be_bytes([head[6], head[7]]);
    if version != VERSION {
        return Err(Problem::UnknownFormat { found: format!(".rungs {version}") });
    }
    let length = head[8..].iter().rev().fold(0u64, |length, byte| length << 8 | u64::from(*byte));
    if length > MAX_BYTES {
        return Err(Problem::TooLarge { cap: MAX_BYTES });
    }
    let mut document = Vec::new();
    let mut decoder = GzDecoder::new(gzip);
    let read = decoder.by_ref().take(length + 1).read_to_end(&mut document);
    // Browsers refuse what follows the end, too.
    let is_whole = read.is_ok_and(|read| read as u64 == length) && decoder.get_ref().is_empty();
    if is_whole { Ok(document) } else { Err(Problem::DamagedPack) }
}
