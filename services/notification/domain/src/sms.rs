//! What a text message costs: how many segments the network cuts it into (3GPP TS 23.038).

/// How a message is coded on the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits a character: 160 in one message, 153 in each of several.
    Gsm7,
    /// Sixteen bits a unit, as Vietnamese diacritics need: 70, or 67 in each of several.
    Ucs2,
}

/// How a text is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    pub encoding: Encoding,
    /// One or more: an empty message is a message.
    pub count: u32,
}

const GSM_BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Written as an escape and a second character.
const GSM_EXTENDED: &str = "^{}\\[~]|€\u{c}";

/// How many segments the network cuts `text` into.
pub fn segments(text: &str) -> Segments {
    let gsm: Option<Vec<u32>> = text.chars().map(septets).collect();
    match gsm {
        Some(widths) => Segments {
            encoding: Encoding::Gsm7,
            count: pack(&widths, 160, 153),
        },
        None => Segments {
            encoding: Encoding::Ucs2,
            count: pack(&text.chars().map(units).collect::<Vec<_>>(), 70, 67),
        },
    }
}

fn septets(c: char) -> Option<u32> {
    if GSM_BASIC.contains(c) {
        Some(1)
    } else if GSM_EXTENDED.contains(c) {
        Some(2)
    } else {
        None
    }
}

fn units(c: char) -> u32 {
    if c.len_utf16() == 2 { 2 } else { 1 }
}

/// Segments for characters of these widths: no character is cut in two.
fn pack(widths: &[u32], alone: u32, joined: u32) -> u32 {
    if widths.iter().sum::<u32>() <= alone {
        return 1;
    }
    let (count, _) = widths.iter().fold((1, 0), |(count, used), width| {
        if used + width > joined {
            (count + 1, *width)
        } else {
            (count, used + width)
        }
    });
    count
}
