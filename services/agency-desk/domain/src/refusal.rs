//! Why an answer is sent back to the desk.

use kernel::{Refuse, TextError};

use crate::DongError;

/// What an answer lacks or has too much of. Its display is [`Refuse::sentence`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(
        "Việc này không phải việc của bàn tác nghiệp nên không trả lời tại đây. Hãy báo quản trị hệ thống kiểm tra quy trình của thủ tục."
    )]
    UnknownTask,
    #[error("Thiếu số {paper}. Hãy ghi số như trên giấy tờ đã ban hành.")]
    PaperMissing { paper: &'static str },
    #[error(
        "Số {paper} phải có ít nhất một chữ số, ví dụ 123/TB. Hãy ghi số như trên giấy tờ đã ban hành."
    )]
    PaperWithoutNumber { paper: &'static str },
    #[error(
        "Thiếu số tiền phải nộp. Hãy ghi số tiền theo thông báo; nếu được miễn thì ghi 0 và nêu căn cứ."
    )]
    AmountMissing,
    #[error("{0}")]
    Amount(DongError),
    #[error("Thiếu hạn nộp tiền. Hãy ghi ngày phải nộp theo thông báo.")]
    PayByMissing,
    #[error("Hạn nộp tiền phải là ngày có thật, ghi theo năm-tháng-ngày, ví dụ 2026-12-15.")]
    PayByUnreadable,
    #[error("Hạn nộp tiền đã qua. Hãy kiểm tra lại ngày trên thông báo.")]
    PayByPast,
    #[error(
        "Số tiền là 0 đồng nên phải nêu căn cứ miễn, không phải nộp, từ 10 đến 1.000 ký tự. Hãy ghi điều, khoản áp dụng."
    )]
    ExemptionGround,
    #[error(
        "Thiếu số chứng từ nộp tiền. Hãy ghi số biên lai, giấy nộp tiền; nếu được ghi nợ thì nêu căn cứ ghi nợ, từ 10 đến 1.000 ký tự."
    )]
    ReceiptMissing,
    #[error(
        "Kết luận không đồng ý phải nêu lý do, từ 10 đến 1.000 ký tự, để người dân biết cần làm gì. Hãy ghi lý do và quy định áp dụng."
    )]
    ReasonMissing,
    #[error("Việc này không ghi {what}. Hãy để trống mục đó.")]
    NotAsked {
        field: &'static str,
        what: &'static str,
    },
    #[error("{error}")]
    Text {
        field: &'static str,
        error: TextError,
    },
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::UnknownTask => "unknown-task",
            Self::PaperMissing { .. } => "paper-missing",
            Self::PaperWithoutNumber { .. } => "paper-without-number",
            Self::AmountMissing => "amount-missing",
            Self::Amount(_) => "amount-out-of-range",
            Self::PayByMissing => "pay-by-missing",
            Self::PayByUnreadable => "pay-by-unreadable",
            Self::PayByPast => "pay-by-past",
            Self::ExemptionGround => "exemption-ground-missing",
            Self::ReceiptMissing => "receipt-missing",
            Self::ReasonMissing => "reason-missing",
            Self::NotAsked { .. } => "not-asked",
            Self::Text { .. } => "malformed-text",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::UnknownTask => return None,
            Self::PaperMissing { .. } | Self::PaperWithoutNumber { .. } | Self::ReceiptMissing => {
                "document"
            }
            Self::AmountMissing | Self::Amount(_) => "amount",
            Self::PayByMissing | Self::PayByUnreadable | Self::PayByPast => "pay_by",
            Self::ExemptionGround | Self::ReasonMissing => "reason",
            Self::NotAsked { field, .. } | Self::Text { field, .. } => field,
        };
        Some(field.to_owned())
    }

    fn sentence(&self) -> String {
        self.to_string()
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::UnknownTask)
    }
}
