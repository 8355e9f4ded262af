//! Why the press says no.

use crate::{draw::Problem, store::Version};

/// Why a template is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("changed since: version {}", .0.number)]
    Changed(Box<Version>),
    #[error("cannot be drawn: {0:?}")]
    NotDrawable(Problem),
    #[error("took longer than {0} seconds")]
    TooSlow(u64),
}

impl kernel::Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Changed(_) => "template-changed",
            Self::NotDrawable(_) => "template-not-drawable",
            Self::TooSlow(_) => "paper-too-slow",
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NotDrawable(_) => Some("source".to_owned()),
            Self::Changed(_) | Self::TooSlow(_) => None,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Changed(there) => format!(
                "Biểu mẫu đã được {} lưu thành phiên bản {} trong lúc ông/bà sửa. Hãy xem phiên \
                 bản đó rồi sửa lại trên nó; nội dung đã gõ còn nguyên.",
                if there.by.is_empty() {
                    "hệ thống"
                } else {
                    &there.by
                },
                there.number
            ),
            Self::NotDrawable(problem) => format!(
                "Biểu mẫu chưa dựng được nên không lưu: dòng {}, {}",
                problem.line, problem.message
            ),
            Self::TooSlow(seconds) => format!(
                "Giấy chưa dựng xong sau {seconds} giây nên đã dừng. Hãy thử lại; nếu là bản sửa \
                 biểu mẫu, xem lại các vòng lặp."
            ),
        }
    }
}
