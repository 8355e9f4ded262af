//! Why a file cannot be kept, and what the person is told to do about it.

use kernel::Refuse;

/// Why a file cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Empty,
    /// Something else than PDF, JPEG or PNG; what, where that is known.
    Type(Option<&'static str>),
    TooBig {
        limit_mb: u64,
    },
    /// With what is there already it is more than a dossier may hold.
    TooMuch {
        limit_mb: u64,
    },
    TooMany {
        limit: usize,
    },
    Encrypted,
    Broken,
    /// It ends before its end.
    CutShort,
    /// It would run something: script, launch, a film.
    Active,
    /// Other files are hidden inside.
    Attachments,
    /// Unpacked it is far bigger than any paper.
    Bomb,
    /// A picture of more points than any scan.
    TooLarge {
        width: u32,
        height: u32,
    },
    TooManyPages {
        limit: u32,
    },
}

/// A file, by the name it is shown under, that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file cannot be kept: {why:?}")]
pub struct Unfit {
    pub name: String,
    pub why: Why,
}

impl Refuse for Unfit {
    fn reason(&self) -> &'static str {
        match self.why {
            Why::Empty => "file-empty",
            Why::Type(_) => "file-type",
            Why::TooBig { .. } | Why::TooMuch { .. } => "file-too-big",
            Why::TooMany { .. } => "too-many-files",
            Why::Encrypted => "file-encrypted",
            Why::Broken | Why::CutShort => "file-broken",
            Why::Active => "file-active",
            Why::Attachments => "file-attachments",
            Why::Bomb | Why::TooLarge { .. } | Why::TooManyPages { .. } => "file-bomb",
        }
    }

    fn violations(&self) -> Vec<(String, String)> {
        vec![("file".to_owned(), self.sentence())]
    }

    fn sentence(&self) -> String {
        let name = &self.name;
        match self.why {
            Why::Empty => format!(
                "Tệp «{name}» không có nội dung (0 byte). Hãy mở thử tệp trên máy rồi chọn lại tệp đúng."
            ),
            Why::Type(Some(what)) => format!(
                "Tệp «{name}» là {what}, không phải PDF, JPG hay PNG. Hãy lưu hoặc chụp lại thành PDF, \
                 JPG hay PNG rồi tải lên."
            ),
            Why::Type(None) => format!(
                "Tệp «{name}» không phải PDF, JPG hay PNG (xét theo nội dung, không theo tên tệp). Hãy \
                 lưu hoặc chụp lại thành PDF, JPG hay PNG rồi tải lên."
            ),
            Why::TooBig { limit_mb } => format!(
                "Tệp «{name}» lớn hơn {limit_mb} MB. Hãy quét lại ở độ phân giải 200–300 dpi hoặc tách \
                 thành nhiều tệp, mỗi tệp không quá {limit_mb} MB."
            ),
            Why::TooMuch { limit_mb } => format!(
                "Thêm tệp «{name}» thì hồ sơ vượt {limit_mb} MB. Hãy xóa tệp thừa hoặc quét lại cho nhẹ hơn."
            ),
            Why::TooMany { limit } => format!(
                "Không thêm được tệp «{name}»: hồ sơ đã có {limit} tệp. Hãy ghép các trang thành một tệp PDF."
            ),
            Why::Encrypted => format!(
                "Tệp «{name}» có đặt mật khẩu hoặc mã hóa. Hãy bỏ mật khẩu (in lại thành PDF) rồi tải lên."
            ),
            Why::Broken => format!(
                "Tệp «{name}» bị hỏng, không mở được. Hãy mở thử tệp trên máy, xuất hoặc quét lại rồi tải lên."
            ),
            Why::CutShort => format!(
                "Tệp «{name}» bị thiếu phần cuối, có thể do sao chép chưa xong. Hãy lấy lại tệp đầy đủ rồi \
                 tải lên."
            ),
            Why::Active => format!(
                "Tệp «{name}» có chứa mã chạy được (JavaScript, lệnh mở chương trình hoặc đa phương tiện). \
                 Hãy in lại thành PDF thường rồi tải lên."
            ),
            Why::Attachments => format!(
                "Tệp «{name}» có đính kèm tệp khác bên trong. Hãy tách các tệp đính kèm và tải lên riêng."
            ),
            Why::Bomb => format!(
                "Tệp «{name}» giải nén ra lớn bất thường nên không nhận được. Hãy in lại thành PDF thường \
                 rồi tải lên."
            ),
            Why::TooLarge { width, height } => format!(
                "Ảnh «{name}» có kích thước {width} × {height} điểm, quá lớn. Hãy quét hoặc chụp lại ở độ \
                 phân giải thấp hơn."
            ),
            Why::TooManyPages { limit } => {
                format!("Tệp «{name}» có hơn {limit} trang. Hãy tách thành nhiều tệp rồi tải lên.")
            }
        }
    }
}

/// What people often send instead, by how it begins.
pub(super) fn guess(head: &[u8]) -> Option<&'static str> {
    let boxed = head.get(4..12).unwrap_or_default();
    let text = String::from_utf8_lossy(head).to_lowercase();
    Some(match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => "tệp Word, Excel hoặc tệp nén ZIP",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "tệp Word hoặc Excel kiểu cũ",
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xbc, 0xaf, ..] => "tệp nén",
        [b'M', b'Z', ..] | [0x7f, b'E', b'L', b'F', ..] => "chương trình máy tính",
        [b'G', b'I', b'F', b'8', ..] => "ảnh GIF",
        [b'B', b'M', ..] => "ảnh BMP",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "ảnh TIFF",
        [b'R', b'I', b'F', b'F', ..] if head.get(8..12) == Some(b"WEBP") => "ảnh WebP",
        _ if [b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"]
            .iter()
            .any(|kind| boxed == kind.as_slice()) =>
        {
            "ảnh HEIC của điện thoại"
        }
        _ if boxed.starts_with(b"ftyp") => "phim hoặc tệp âm thanh",
        _ if text.trim_start().starts_with("<!doctype html") || text.contains("<html") => {
            "trang web (HTML)"
        }
        _ => return None,
    })
}
