//! Why an act on a complaint is refused.

use kernel::{Refuse, UnitId, working_time::ClockError};

#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ComplaintRefusal {
    #[error("no such complaint")]
    Unknown,
    #[error("the id belongs to another complaint")]
    IdTaken,
    #[error("no such unit: {0}")]
    UnknownUnit(UnitId),
    #[error("it is at {0} already")]
    SameUnit(UnitId),
    #[error("it was passed on {0} times")]
    Circles(usize),
    #[error("it was answered")]
    Answered,
    #[error("nobody could be told the answer")]
    NoContact,
    #[error("the date cannot be computed: {0}")]
    Clock(#[from] ClockError),
}

impl Refuse for ComplaintRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "no-such-complaint",
            Self::IdTaken => "id-taken",
            Self::UnknownUnit(_) => "no-such-unit",
            Self::SameUnit(_) => "same-unit",
            Self::Circles(_) => "forwarded-too-often",
            Self::Answered => "complaint-answered",
            Self::NoContact => "no-contact",
            Self::Clock(_) => "calendar",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::UnknownUnit(_) => "unit",
            Self::SameUnit(_) | Self::Circles(_) => "to_unit",
            Self::NoContact => "phone",
            _ => return None,
        };
        Some(field.to_owned())
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unknown => "Không có góp ý này. Hãy kiểm tra lại mã góp ý.".to_owned(),
            Self::IdTaken => "Mã định danh này đã dùng cho một góp ý khác.".to_owned(),
            Self::UnknownUnit(_) => "Hãy chọn một đơn vị đang hoạt động.".to_owned(),
            Self::SameUnit(_) => "Góp ý đang ở đơn vị này. Hãy chọn đơn vị khác.".to_owned(),
            Self::Circles(times) => format!(
                "Góp ý đã được chuyển {times} lần. Hãy trả lời, nêu rõ đơn vị có thẩm quyền."
            ),
            Self::Answered => "Góp ý đã được trả lời.".to_owned(),
            Self::NoContact => "Hãy ghi số điện thoại hoặc địa chỉ để cơ quan trả lời \
                 (NĐ 20/2008/NĐ-CP Điều 7)."
                .to_owned(),
            Self::Clock(_) => {
                "Lịch làm việc của tỉnh chưa có đến ngày này. Hãy thử lại sau.".to_owned()
            }
        }
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}
