//! Why the agency's desk says no.

use kernel::{Refuse, TextError, UnitId};

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
        "Hồ sơ này đang do {officer} giải quyết. Nếu cần nhận thay, hãy đề nghị người đó hoặc lãnh đạo đơn vị phân công lại (khoản 1 Điều 19 Nghị định 61/2018/NĐ-CP)."
    )]
    TakenByAnother { officer: String },
    #[error(
        "Đơn vị đã tiếp nhận hồ sơ nên không từ chối được nữa. Hãy chọn trả lại và ghi rõ lý do."
    )]
    TooLateToRefuse,
    #[error("Chưa có đề xuất nào để phê duyệt. Hãy đề nghị người giải quyết trình kết luận trước.")]
    NothingProposed,
    #[error(
        "Người phê duyệt phải khác người trình kết luận (quy trình nội bộ, Điều 8 Thông tư 01/2018/TT-VPCP). Hãy để lãnh đạo đơn vị phê duyệt hồ sơ này."
    )]
    SamePerson,
    #[error(
        "Bước này phải được lãnh đạo phê duyệt trước khi hoàn thành (quy trình nội bộ, Điều 8 Thông tư 01/2018/TT-VPCP). Hãy trình kết luận."
    )]
    ApprovalNeeded,
    #[error("Chưa có kết luận. Hãy ghi kết luận trước khi hoàn thành.")]
    ConclusionMissing,
    #[error(
        "Kết luận này khác kết luận đã được phê duyệt. Hãy hoàn thành theo kết luận đã duyệt, hoặc trình lại kết luận mới."
    )]
    NotAsApproved,
    #[error("Hồ sơ đã hoàn thành với kết luận khác. Hãy tải lại trang để xem kết luận đã ghi.")]
    ConcludedOtherwise,
    #[error(
        "Kết luận không chấp thuận phải có lý do bằng văn bản (khoản 8 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy ghi rõ lý do để trả lời người dân."
    )]
    ReasonNeeded,
    #[error("Số tiền không được âm. Hãy ghi lại số tiền theo thông báo.")]
    AmountNegative,
    #[error("Có hạn nộp tiền nhưng chưa có số tiền. Hãy ghi số tiền theo thông báo.")]
    AmountNeeded,
    #[error(
        "Việc này đang thuộc {unit}, không thuộc đơn vị nêu trong quyết định sắp xếp. Hãy xử lý quyết định sắp xếp trước đó của việc này rồi thử lại."
    )]
    MovedFromElsewhere { unit: UnitId },
    #[error(
        "Ý kiến trả lời phải có nội dung (khoản 5 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy ghi ý kiến ở mục lý do, nội dung."
    )]
    OpinionMissing,
    #[error(
        "Đơn vị được lấy ý kiến không giữ hồ sơ nên không yêu cầu bổ sung (khoản 5 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy nêu nội dung cần bổ sung trong ý kiến trả lời; cơ quan chủ trì sẽ xem xét."
    )]
    OpinionAsksNothing,
    #[error(
        "Hồ sơ đang do {officer} giải quyết; chỉ người đó hoặc lãnh đạo đơn vị được phân công lại (khoản 1 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy đề nghị một trong hai người."
    )]
    NotInYourHands { officer: String },
    #[error(
        "Chỉ phân công được cho người cùng đơn vị, ví dụ officer:an@đơn-vị. Nếu việc thuộc đơn vị khác, hãy trả lại hồ sơ và ghi rõ lý do."
    )]
    NotOfUnit,
    #[error(
        "Người trình không tự trả lại đề xuất của mình. Muốn sửa, hãy trình lại kết luận mới; kết luận mới thay kết luận cũ."
    )]
    SentBackByWhoProposed,
    #[error(
        "Đề xuất này do {proposer} trình; chỉ người trình rút lại được. Lãnh đạo đơn vị có thể trả lại để chỉnh sửa."
    )]
    NotYourProposal { proposer: String },
    #[error(
        "Đề xuất đã được phê duyệt nên không rút lại được. Nếu có sai sót, hãy trình lại kết luận mới trước khi hoàn thành."
    )]
    TooLateToWithdraw,
    #[error("Chưa có đề xuất nào để trả lại. Hãy đề nghị người giải quyết trình kết luận trước.")]
    NothingToSendBack,
    #[error(
        "Yêu cầu bổ sung phải nêu đủ một lần các thành phần cần bổ sung (khoản 4 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy chọn ít nhất một thành phần hồ sơ."
    )]
    ComponentsMissing,
    #[error("Danh sách cần bổ sung dài quá 50 mục. Hãy bỏ bớt.")]
    ComponentsTooMany,
    #[error(
        "Thủ tục này không có thành phần hồ sơ «{key}», nên không được yêu cầu nộp (khoản 4 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy chọn trong danh sách thành phần của thủ tục."
    )]
    ComponentUnknown { key: String },
    #[error(
        "Nội dung này in trên phiếu và chuyển cho cơ quan khác nên không ghi số định danh, số điện thoại của cá nhân (Luật 91/2025/QH15 về bảo vệ dữ liệu cá nhân). Hãy bỏ các số đó."
    )]
    NamesPerson { field: &'static str },
    #[error(
        "Hồ sơ này chưa phải xin lỗi, hẹn lại ngày trả (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy giải quyết theo ngày đã hẹn; khi không kịp, hệ thống sẽ giao việc xin lỗi cho đơn vị."
    )]
    NoApologyOwed,
    #[error(
        "Ngày hẹn trả đã được lùi đủ số lần cho phép: chỉ hẹn lại không quá một lần (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy hoàn thành hồ sơ ngay và báo Bộ phận Một cửa để trả lời người dân; hồ sơ bị ghi nhận quá hạn của đơn vị."
    )]
    MayNotMove,
    #[error("Chưa nêu lý do chậm và ngày hẹn mới. Hãy ghi lý do và ngày hẹn trước khi ký.")]
    DelayNotStated,
    #[error(
        "Người ký phiếu xin lỗi phải khác người nêu lý do: thủ trưởng đơn vị ký (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy để lãnh đạo đơn vị ký."
    )]
    SignedByWhoStated,
    #[error(
        "Phiếu xin lỗi và hẹn lại đã được ký, không sửa hay ký lại; mỗi hồ sơ chỉ hẹn lại một lần (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy giải quyết theo ngày hẹn mới."
    )]
    ApologySigned,
    #[error(
        "Ngày hẹn mới phải sau ngày đã hẹn (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy chọn ngày khác."
    )]
    NewDateNotLater,
    #[error("Ngày hẹn mới đã qua. Hãy ghi lại lý do và một ngày hẹn còn ở phía trước.")]
    NewDatePast,
    #[error(
        "Ngày hẹn mới phải là giờ làm việc của Bộ phận Một cửa để người dân đến nhận kết quả. Hãy chọn một giờ trong ngày làm việc."
    )]
    NewDateClosed,
    #[error("{0}")]
    Beyond(String),
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
            Self::MovedFromElsewhere { .. } => "moved-from-elsewhere",
            Self::OpinionMissing => "opinion-missing",
            Self::OpinionAsksNothing => "opinion-asks-nothing",
            Self::NotInYourHands { .. } => "not-in-your-hands",
            Self::NotOfUnit => "not-of-unit",
            Self::SentBackByWhoProposed => "sent-back-by-proposer",
            Self::NotYourProposal { .. } => "not-your-proposal",
            Self::TooLateToWithdraw => "too-late-to-withdraw",
            Self::NothingToSendBack => "nothing-to-send-back",
            Self::ComponentsMissing => "components-missing",
            Self::ComponentsTooMany => "components-too-many",
            Self::ComponentUnknown { .. } => "component-unknown",
            Self::NamesPerson { .. } => "names-person",
            Self::NoApologyOwed => "no-apology-owed",
            Self::MayNotMove => "may-not-move-again",
            Self::DelayNotStated => "delay-not-stated",
            Self::SignedByWhoStated => "four-eyes",
            Self::ApologySigned => "apology-signed",
            Self::NewDateNotLater => "new-date-not-later",
            Self::NewDatePast => "new-date-past",
            Self::NewDateClosed => "new-date-closed",
            Self::Beyond(_) => "beyond-calendar",
            Self::Text { .. } => "malformed-text",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::ConclusionMissing | Self::NotAsApproved | Self::ConcludedOtherwise => {
                "conclusion"
            }
            Self::ReasonNeeded | Self::OpinionMissing => "conclusion.reason",
            Self::AmountNegative | Self::AmountNeeded => "conclusion.amount",
            Self::NotOfUnit => "officer",
            Self::ComponentsMissing | Self::ComponentsTooMany | Self::ComponentUnknown { .. } => {
                "components"
            }
            Self::NewDateNotLater | Self::NewDatePast | Self::NewDateClosed | Self::Beyond(_) => {
                "new_due"
            }
            Self::NamesPerson { field } | Self::Text { field, .. } => field,
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
