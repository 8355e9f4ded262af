//! Why the agency's desk says no.

use kernel::{Refuse, TextError};

/// A rule that forbids what was asked. Its display is [`Refuse::sentence`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is none, or it is another unit's: who may not see it cannot tell which.
    #[error(
        "Không có hồ sơ này trong danh sách việc của đơn vị. Hãy kiểm tra lại mã hồ sơ và đơn vị đang đăng nhập."
    )]
    Unknown,
    #[error(
        "Hồ sơ {stage} nên không làm được việc vừa chọn. Hãy tải lại trang để xem trạng thái hiện tại."
    )]
    OutOfTurn { stage: &'static str },
    #[error("Đơn vị chưa tiếp nhận hồ sơ này. Hãy tiếp nhận hồ sơ trước.")]
    NotTaken,
    #[error(
        "Hồ sơ này đang do {officer} giải quyết. Hãy liên hệ người đó hoặc lãnh đạo đơn vị nếu cần bàn giao."
    )]
    TakenByAnother { officer: String },
    #[error(
        "Đơn vị đã tiếp nhận hồ sơ nên không từ chối được nữa. Hãy chọn trả lại và ghi rõ lý do."
    )]
    TooLateToRefuse,
    #[error("Chưa có đề xuất nào để phê duyệt. Hãy đề nghị người giải quyết trình kết luận trước.")]
    NothingProposed,
    #[error(
        "Người phê duyệt phải khác người trình kết luận. Hãy để lãnh đạo đơn vị phê duyệt hồ sơ này."
    )]
    SamePerson,
    #[error("Bước này phải được lãnh đạo phê duyệt trước khi hoàn thành. Hãy trình kết luận.")]
    ApprovalNeeded,
    #[error("Chưa có kết luận. Hãy ghi kết luận trước khi hoàn thành.")]
    ConclusionMissing,
    #[error(
        "Kết luận này khác kết luận đã được phê duyệt. Hãy hoàn thành theo kết luận đã duyệt, hoặc trình lại kết luận mới."
    )]
    NotAsApproved,
    #[error("Hồ sơ đã hoàn thành với kết luận khác. Hãy tải lại trang để xem kết luận đã ghi.")]
    ConcludedOtherwise,
    #[error("Kết luận không chấp thuận phải có lý do. Hãy ghi rõ lý do để trả lời người dân.")]
    ReasonNeeded,
    #[error("Số tiền không được âm. Hãy ghi lại số tiền theo thông báo.")]
    AmountNegative,
    #[error("Có hạn nộp tiền nhưng chưa có số tiền. Hãy ghi số tiền theo thông báo.")]
    AmountNeeded,
    #[error("{error}")]
    Text {
        field: &'static str,
        error: TextError,
    },
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "case-unknown",
            Self::OutOfTurn { .. } => "out-of-turn",
            Self::NotTaken => "not-taken",
            Self::TakenByAnother { .. } => "taken-by-another",
            Self::TooLateToRefuse => "too-late-to-refuse",
            Self::NothingProposed => "nothing-proposed",
            Self::SamePerson => "four-eyes",
            Self::ApprovalNeeded => "approval-needed",
            Self::ConclusionMissing => "conclusion-missing",
            Self::NotAsApproved => "not-as-approved",
            Self::ConcludedOtherwise => "concluded-otherwise",
            Self::ReasonNeeded => "reason-needed",
            Self::AmountNegative => "amount-negative",
            Self::AmountNeeded => "amount-needed",
            Self::Text { .. } => "malformed-text",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::ConclusionMissing | Self::NotAsApproved | Self::ConcludedOtherwise => {
                "conclusion"
            }
            Self::ReasonNeeded => "conclusion.reason",
            Self::AmountNegative | Self::AmountNeeded => "conclusion.amount",
            Self::Text { field, .. } => field,
            _ => return None,
        };
        Some(field.to_owned())
    }

    fn sentence(&self) -> String {
        self.to_string()
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}
