//! PDF files. First the bytes are read as they lie, for what must not be in them; what a reader
//! would unpack is unpacked here before, with a bound. Only then is the structure followed.

use hayro_syntax::{LoadPdfError, Pdf};
use miniz_oxide::inflate::{
    TINFLStatus::{FailedCannotMakeProgress, HasMoreOutput},
    decompress_to_vec_zlib_with_limit,
};

use super::Why;

/// The most bytes the objects packed into one stream may unpack to, and all of them together.
const PACKED: usize = 16 << 20;
const PACKED_IN_ALL: usize = 96 << 20;
/// How far before its bytes the dictionary of a stream may begin.
const DICTIONARY: usize = 16 << 10;
const PAGES: u32 = 2000;

/// How many pages it has.
///
/// # Errors
/// Why it cannot be kept.
pub fn pages(bytes: &[u8]) -> Result<u32, Why> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if !tail.windows(5).any(|five| five == b"%%EOF") {
        return Err(Why::CutShort);
    }
    forbidden(bytes)?;
    let mut plain = bytes.to_vec();
    unpacked(bytes, &mut plain)?;
    let pdf = Pdf::new(plain).map_err(|why| match why {
        LoadPdfError::Decryption(_) => Why::Encrypted,
        LoadPdfError::Invalid => Why::Broken,
    })?;
    match u32::try_from(pdf.pages().len()) {
        Ok(0) => Err(Why::Broken),
        Ok(pages) if pages <= PAGES => Ok(pages),
        _ => Err(Why::TooManyPages { limit: PAGES }),
    }
}

/// Looks for names that no paper needs. They are long enough not to turn up in a picture by
/// chance.
fn forbidden(bytes: &[u8]) -> Result<(), Why> {
    let slashes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    for (at, _) in slashes {
        let (name, long) = name_at(&bytes[at + 1..]);
        match &name[..long] {
            b"Encrypt" => return Err(Why::Encrypted),
            b"JavaScript" | b"Launch" | b"RichMedia" | b"Rendition" | b"ImportData" => {
                return Err(Why::Active);
            }
            b"EmbeddedFile" | b"EmbeddedFiles" => return Err(Why::Attachments),
            _ => {}
        }
    }
    Ok(())
}

/// A name of at most 16 bytes, its `#41` read as `A`; a longer one is cut, and like none of those
/// looked for.
fn name_at(bytes: &[u8]) -> ([u8; 16], usize) {
    let (mut name, mut long, mut at) = ([0; 16], 0, 0);
    while let Some(&byte) = bytes.get(at) {
        if long == name.len() || byte.is_ascii_whitespace() || b"/<>[](){}%\0".contains(&byte) {
            break;
        }
        let hex = |offset: usize| {
            bytes
                .get(at + offset)
                .and_then(|b| (*b as char).to_digit(16))
        };
        let (read, step) = match (byte, hex(1), hex(2)) {
            (b'#', Some(high), Some(low)) => ((high * 16 + low) as u8, 3),
            _ => (byte, 1),
        };
        name[long] = read;
        (long, at) = (long + 1, at + step);
    }
    (name, long)
}

/// Unpacks with a bound what holds objects, and blanks every other stream in `plain`: pictures and
/// texts are not needed to follow the structure, and cannot be made to swell there.
fn unpacked(bytes: &[u8], plain: &mut [u8]) -> Result<(), Why> {
    let mut in_all = 0;
    for (dictionary, content) in streams(bytes) {
        let names = names(dictionary);
        let has = |wanted: &[u8]| names.iter().any(|name| name == wanted);
        let holds_objects = has(b"N") && has(b"First");
        let holds_references = has(b"W") && has(b"Size");
        if !(holds_objects || holds_references) {
            let long = bytes[content..].windows(9).position(|w| w == b"endstream");
            let end = content + long.ok_or(Why::Broken)?;
            plain[content..end].fill(b' ');
            continue;
        }
        let filters: Vec<&Vec<u8>> = names
            .iter()
            .filter(|name| name.ends_with(b"Decode"))
            .collect();
        match filters.as_slice() {
            [] => {}
            [one] if one.as_slice() == b"FlateDecode" => {
                let objects = inflate(&bytes[content..])?;
                in_all += objects.len();
                if in_all > PACKED_IN_ALL {
                    return Err(Why::Bomb);
                }
                if holds_objects {
                    forbidden(&objects)?;
                }
            }
            // Packed twice over, or in a way no program packs objects.
            _ => return Err(Why::Bomb),
        }
    }
    Ok(())
}

fn inflate(packed: &[u8]) -> Result<Vec<u8>, Why> {
    decompress_to_vec_zlib_with_limit(packed, PACKED).or_else(|failed| match failed.status {
        HasMoreOutput => Err(Why::Bomb),
        FailedCannotMakeProgress => Err(Why::CutShort),
        // Whatever could be read of it is what a lenient reader reads.
        _ => Ok(failed.output),
    })
}

/// Every stream: the text its dictionary lies in, and where its content begins.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (&[u8], usize)> {
    let found =
        (0..bytes.len()).filter(|at| bytes[*at] == b's' && bytes[*at..].starts_with(b"stream"));
    found.filter_map(|at| {
        if bytes[..at].ends_with(b"end") {
            return None;
        }
        let content = match &bytes[at + 6..] {
            [b'\r', b'\n', ..] => at + 8,
            [b'\r' | b'\n', ..] => at + 7,
            _ => return None,
        };
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        let from = before.windows(3).rposition(|three| three == b"obj");
        Some((&before[from.unwrap_or(0)..], content))
    })
}

fn names(dictionary: &[u8]) -> Vec<Vec<u8>> {
    let slashes = dictionary
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'/');
    slashes
        .map(|(at, _)| {
            let (name, long) = name_at(&dictionary[at + 1..]);
            name[..long].to_vec()
        })
        .collect()
}
