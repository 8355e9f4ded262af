use std::fmt;

use serde::{Deserialize, Serialize};

/// The event that makes a term run for the first time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StartEvent {
    /// Reception at the one-stop desk (tiếp nhận hồ sơ hợp lệ).
    #[default]
    Reception,
    /// Both sides have signed the post's hand-over minutes (QĐ 45/2016/QĐ-TTg Điều 7.4).
    PostMinutes,
    /// The citizen has paid what must be paid first (nghĩa vụ tài chính).
    Payment,
    /// The agency has the dossier (NĐ 99/2022/NĐ-CP Điều 16.2: mortgages).
    Custody,
}

impl StartEvent {
    /// What has happened, as a person reads it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Reception => "tiếp nhận hồ sơ",
            Self::PostMinutes => "ký biên bản giao nhận với bưu chính",
            Self::Payment => "hoàn thành nghĩa vụ tài chính",
            Self::Custody => "cơ quan giải quyết nhận hồ sơ",
        }
    }
}

/// What a supplement does to the term: a rule of the procedure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The term counts from zero again (NĐ 61/2018/NĐ-CP Điều 19.4).
    #[default]
    Restart,
    /// The date moves by the working time that did not count, as several provinces do.
    Extend,
}

/// The lawful ground of a pause, a restart or a new date (căn cứ): a word for programs and a
/// title in Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Ground {
    pub key: String,
    pub title: String,
}

/// Grounds the law and the practice of provinces name. Sources: NĐ 61/2018/NĐ-CP Điều 19.4, 19.9,
/// 21; NĐ 99/2022/NĐ-CP Điều 16.3; NĐ 131/2021/NĐ-CP.
const KNOWN: &[(&str, &str)] = &[
    ("supplement", "bổ sung hồ sơ"),
    ("tax-assessment", "xác định nghĩa vụ tài chính"),
    ("payment", "thực hiện nghĩa vụ tài chính"),
    ("public-notice", "niêm yết công khai"),
    ("medical-board", "giám định y khoa"),
    ("survey", "đo đạc, trích đo địa chính"),
    ("opinion", "lấy ý kiến cơ quan khác"),
    ("force-majeure", "sự kiện bất khả kháng"),
    ("system-outage", "hệ thống thông tin gặp sự cố"),
    ("custody", "cơ quan giải quyết nhận hồ sơ"),
    ("phase", "bắt đầu giai đoạn tiếp theo"),
    ("apology", "xin lỗi và hẹn lại ngày trả kết quả"),
    ("correction", "sửa sai sót của cơ quan"),
];

impl Ground {
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            title: title.into(),
        }
    }
}

/// A known key brings its title; any other is its own.
impl From<&str> for Ground {
    fn from(key: &str) -> Self {
        let known = KNOWN.iter().find(|(known, _)| *known == key);
        Self::new(key, known.map_or(key, |(_, title)| title))
    }
}

impl From<String> for Ground {
    fn from(key: String) -> Self {
        key.as_str().into()
    }
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)
    }
}
