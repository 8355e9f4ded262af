//! Pictures: their size in points, and that they are there to the end.

use super::Why;

/// The most points along one side, and in all: A0 at 300 dpi has less.
const SIDE: usize = 16_000;
const POINTS: usize = 120_000_000;

/// # Errors
/// Why it cannot be kept.
pub fn png(bytes: &[u8]) -> Result<(), Why> {
    size(bytes)?;
    // Chunk by chunk to the one that ends it: length, kind, content, check sum.
    let mut rest = bytes.get(8..).ok_or(Why::Broken)?;
    loop {
        let length = rest.first_chunk::<4>().ok_or(Why::CutShort)?;
        let length = u32::from_be_bytes(*length) as usize;
        let kind = rest.get(4..8).ok_or(Why::CutShort)?;
        if kind == b"IEND" {
            return Ok(());
        }
        if !kind.iter().all(u8::is_ascii_alphabetic) {
            return Err(Why::Broken);
        }
        let next = length.checked_add(12).ok_or(Why::Broken)?;
        rest = rest.get(next..).ok_or(Why::CutShort)?;
    }
}

/// # Errors
/// Why it cannot be kept.
pub fn jpeg(bytes: &[u8]) -> Result<(), Why> {
    size(bytes)?;
    // Segment by segment to the marker that ends it; what cameras write behind it is theirs.
    let mut at = 2;
    loop {
        if bytes.get(at) != Some(&0xff) {
            return Err(if at >= bytes.len() {
                Why::CutShort
            } else {
                Why::Broken
            });
        }
        let marker = *bytes.get(at + 1).ok_or(Why::CutShort)?;
        match marker {
            0xff => at += 1,
            0xd9 => return Ok(()),
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let length = bytes.get(at + 2..at + 4).ok_or(Why::CutShort)?;
                at += 2 + usize::from(length[0]) * 256 + usize::from(length[1]);
                if marker == 0xda {
                    at = after_scan(bytes, at).ok_or(Why::CutShort)?;
                }
            }
        }
    }
}

/// Where the marker after the picture data lies that begin at `from`.
fn after_scan(bytes: &[u8], from: usize) -> Option<usize> {
    let data = bytes.get(from..)?;
    let marker = |two: &[u8]| two[0] == 0xff && !matches!(two[1], 0 | 0xd0..=0xd7 | 0xff);
    data.windows(2).position(marker).map(|at| from + at)
}

fn size(bytes: &[u8]) -> Result<(), Why> {
    let size = imagesize::blob_size(bytes).map_err(|_| Why::Broken)?;
    let points = size.width.saturating_mul(size.height);
    if points == 0 {
        return Err(Why::Broken);
    }
    if size.width > SIDE || size.height > SIDE || points > POINTS {
        let shown = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
        return Err(Why::TooLarge {
            width: shown(size.width),
            height: shown(size.height),
        });
    }
    Ok(())
}
