//! The style sheet, script, fonts and icons, embedded in the binary.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "dist/"]
struct Dist;

/// A year, and never asked for again: the address carries the version.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Fonts and icons are named without a version; after a day the browser asks whether they changed.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// A word that changes whenever the style sheet, the script or the icons do.
pub fn version() -> String {
    [
        "portal.css",
        "portal.js",
        "session.js",
        "live.js",
        "desk.js",
        "scan.js",
        "icons.svg",
    ]
    .iter()
    .filter_map(|name| Dist::get(name))
    .flat_map(|file| file.metadata.sha256_hash().into_iter().take(4))
    .map(|byte| format!("{byte:02x}"))
    .collect()
}

/// `GET /static/{*path}`.
pub async fn serve(Path(path): Path<String>, uri: Uri, asked: HeaderMap) -> Response {
    let Some((file, kind)) = Dist::get(&path).zip(media_type(&path)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let hash: String = file
        .metadata
        .sha256_hash()
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{hash}\"");
    if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == tag.as_bytes())
    {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let versioned = uri.query().is_some_and(|query| query.starts_with("v="));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            header::CACHE_CONTROL,
            if versioned { FOR_EVER } else { A_DAY },
        ),
    ];
    (headers, [(header::ETAG, tag)], file.data).into_response()
}

fn media_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_asks_for_less_than_150_kilobytes_of_script_and_style() {
        let bytes: usize = [
            "portal.css",
            "portal.js",
            "session.js",
            "desk.js",
            "scan.js",
            "live.js",
            "icons.svg",
        ]
        .iter()
        .map(|name| Dist::get(name).expect("the build made it").data.len())
        .sum();
        assert!(bytes < 150_000, "{bytes} bytes");
    }

    #[test]
    fn styles_ask_no_other_host_for_anything() {
        let css = Dist::get("portal.css").expect("the build made it");
        let css = String::from_utf8_lossy(&css.data);
        for address in css.split("url(").skip(1) {
            assert!(
                address.starts_with("\"fonts/"),
                "{}",
                &address[..60.min(address.len())]
            );
        }
    }

    #[test]
    fn both_fonts_carry_vietnamese_letters() {
        for font in [
            "source-sans-3-vietnamese-wght-normal",
            "be-vietnam-pro-vietnamese-600-normal",
        ] {
            assert!(
                Dist::get(&format!("fonts/{font}.woff2")).is_some(),
                "{font}"
            );
        }
    }
}
