//! What a file is by its content, and whether it is fit to be kept: a pure function of its bytes.

mod name;
mod pdf;
mod picture;
mod unfit;

pub use name::display_name;
pub use unfit::{Unfit, Why};

/// What a file is (NĐ 45/2020/NĐ-CP Điều 12: giấy tờ điện tử, bản chụp).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaType {
    Pdf,
    Jpeg,
    Png,
}

impl MediaType {
    /// As the web names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// What was found of a fit file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub media_type: MediaType,
    pub pages: u32,
}

/// What the bytes are. The name is not asked: people rename files.
///
/// # Errors
/// Why the file cannot be kept.
pub fn inspect(bytes: &[u8]) -> Result<Found, Why> {
    if bytes.is_empty() {
        return Err(Why::Empty);
    }
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"\x89PNG\r\n\x1a\n") {
        picture::png(bytes)?;
        return Ok(one_page(MediaType::Png));
    }
    if begins(b"\xff\xd8\xff") {
        picture::jpeg(bytes)?;
        return Ok(one_page(MediaType::Jpeg));
    }
    // Readers find the header anywhere in the first kilobyte.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|five| five == b"%PDF-") {
        let pages = pdf::pages(bytes)?;
        let media_type = MediaType::Pdf;
        return Ok(Found { media_type, pages });
    }
    Err(Why::Type(unfit::guess(head)))
}

fn one_page(media_type: MediaType) -> Found {
    Found {
        media_type,
        pages: 1,
    }
}

#[cfg(test)]
mod tests;
