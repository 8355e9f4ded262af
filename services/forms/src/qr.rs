//! A square that a telephone reads.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// White around the code, in modules, as readers need it (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code for `text` as SVG; empty when there is no text, or more than a code can hold.
pub(crate) fn svg(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    let width = code.width();
    let mut path = String::new();
    for (index, _) in code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, colour)| **colour == Color::Dark)
    {
        let (x, y) = (index % width + QUIET, index / width + QUIET);
        // Writing to a String cannot fail.
        let _ = write!(path, "M{x} {y}h1v1h-1z");
    }
    let size = width + 2 * QUIET;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}"><path d="M0 0h{size}v{size}h-{size}z" fill="white"/><path d="{path}" fill="black"/></svg>"#
    )
}
