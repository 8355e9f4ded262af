//! A QR code as one SVG path: no script, no image file, prints sharp.

use qrcode::{Color, EcLevel, QrCode};

/// The drawing of `text`; empty when it is too long for a code.
pub fn svg(text: &str, label: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return String::new();
    };
    let (width, quiet) = (code.width(), 2);
    let mut path = String::new();
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!(
                "M{} {}h1v1h-1z",
                at % width + quiet,
                at / width + quiet
            ));
        }
    }
    let size = width + 2 * quiet;
    let label = label
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    format!(
        r##"<svg role="img" aria-label="{label}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_break_out_of_the_drawing() {
        let drawn = svg("http://localhost/tra-cuu/H48", r#"a"><script>"#);
        assert!(!drawn.contains("<script>"));
        assert!(
            drawn.contains("M2 2h1v1h-1z"),
            "the corner square begins inside the quiet zone"
        );
    }
}
