use catalogue::NoSuchLeg;
use kernel::{Refuse, working_time::ClockError};

/// Why routing says no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("no route for the dossier")]
    Unknown,
    #[error("the procedure version is not in the catalogue: {0}")]
    UnknownProcedure(String),
    #[error("the filing names a leg that the procedure does not have: {0}")]
    NoSuchLeg(#[from] NoSuchLeg),
    #[error("no such leg on the route")]
    UnknownLeg,
    #[error("fewer leg ids than legs")]
    TooFewIds,
    #[error("the offer cannot be taken back: the agency has accepted or answered it")]
    TooLate,
    #[error("nothing is to be paid by {0}")]
    NothingToPay(String),
    #[error("a leg's time cannot be computed: {0}")]
    Clock(#[from] ClockError),
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "route-unknown",
            Self::UnknownProcedure(_) => "procedure-version-gone",
            Self::NoSuchLeg(_) => "leg-not-in-procedure",
            Self::UnknownLeg => "leg-unknown",
            Self::TooFewIds => "too-few-ids",
            Self::TooLate => "leg-answered",
            Self::NothingToPay(_) => "nothing-to-pay",
            Self::Clock(_) => "beyond-calendar",
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NothingToPay(_) => Some("reference".to_owned()),
            Self::UnknownLeg | Self::TooLate => Some("leg_id".to_owned()),
            _ => None,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unknown => "Hồ sơ chưa có đường đi. Hãy thử lại sau ít giây.".to_owned(),
            Self::UnknownProcedure(code) => format!(
                "Danh mục không có phiên bản thủ tục «{code}». Hãy báo người quản trị danh mục."
            ),
            Self::NoSuchLeg(why) => why.to_string(),
            Self::UnknownLeg => "Hồ sơ không có chặng này. Hãy tải lại trang.".to_owned(),
            Self::TooFewIds => "Thiếu mã định danh cho các chặng.".to_owned(),
            Self::TooLate => {
                "Không thu hồi được vì cơ quan đã nhận hoặc đã trả lời. Hãy tải lại trang."
                    .to_owned()
            }
            Self::NothingToPay(reference) => format!(
                "Không có khoản nào phải nộp theo thông báo «{reference}». Hãy kiểm tra lại số thông báo."
            ),
            Self::Clock(error) => error.to_string(),
        }
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown | Self::UnknownLeg)
    }
}
