use catalogue::NoSuchLeg;
use kernel::{Refuse, working_time::ClockError};

use crate::NoApology;

/// Why routing says no. Its display is [`Refuse::sentence`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("Hồ sơ chưa có đường đi. Hãy thử lại sau ít giây.")]
    Unknown,
    #[error("Danh mục không có phiên bản thủ tục «{0}». Hãy báo người quản trị danh mục.")]
    UnknownProcedure(String),
    #[error("{0}")]
    NoSuchLeg(#[from] NoSuchLeg),
    #[error("Hồ sơ không có khâu này. Hãy tải lại trang.")]
    UnknownLeg,
    #[error("Thiếu mã định danh cho các khâu.")]
    TooFewIds,
    #[error("Không thu hồi được vì cơ quan đã nhận hoặc đã trả lời. Hãy tải lại trang.")]
    TooLate,
    #[error(
        "Hồ sơ chưa có kết quả nên chưa có sai sót để sửa (NĐ 61/2018/NĐ-CP Điều 21). Hãy chờ kết quả."
    )]
    NotSettled,
    #[error("Hồ sơ đã kết thúc liên thông nên không làm được việc này. Hãy tải lại trang.")]
    Over,
    #[error("Không có khoản nào phải nộp theo thông báo «{0}». Hãy kiểm tra lại số thông báo.")]
    NothingToPay(String),
    /// Somebody else was quicker: another receipt, or the debt was noted.
    #[error(
        "Thông báo «{0}» đã được ghi nhận nộp tiền hoặc ghi nợ trước đó. Chưa ghi thêm khoản nào; hãy xem khoản đã ghi rồi mới thu."
    )]
    SettledMeanwhile(String),
    #[error(
        "Thông báo «{0}» không còn phải nộp: hồ sơ đã rút, đã dừng hoặc thông báo đã được thay. Chưa ghi khoản nào; hãy xem lại trước khi thu."
    )]
    NotDueNow(String),
    #[error("Hồ sơ không có khoản tiền này để hoàn trả. Hãy tải lại trang.")]
    NoSuchRefund,
    #[error("Khoản tiền này đã hoàn trả theo chứng từ «{0}». Hãy tải lại trang.")]
    RefundMade(String),
    #[error("{0}")]
    Clock(#[from] ClockError),
    #[error("{0}")]
    Apology(#[from] NoApology),

    /// Said by a service that has no custody of the leg.
    #[error("«{host}» báo về một khâu của «{of}». Hãy kiểm tra cấu hình dịch vụ.")]
    NotTheHost { host: String, of: String },
    /// An answer to an offer that was never made.
    #[error("Cơ quan trả lời lần chuyển {attempt} nhưng khâu này mới chuyển {offered} lần.")]
    NeverOffered { attempt: u32, offered: u32 },
    /// Two answers to one offer that cannot both be true.
    #[error(
        "Cơ quan báo «{said}» nhưng trước đó đã báo «{before}» cho cùng lần chuyển. Hãy đối soát với cơ quan rồi mới xử lý thư này."
    )]
    Contradiction {
        said: &'static str,
        before: &'static str,
    },

    #[error(
        "Chỉ đơn vị đang giữ hồ sơ mới được lấy ý kiến (NĐ 61/2018/NĐ-CP Điều 19.5). Hãy tiếp nhận hồ sơ trước."
    )]
    NotTheHolder,
    #[error(
        "Hạn trả lời ý kiến phải ở sau hiện tại (NĐ 61/2018/NĐ-CP Điều 19.5). Hãy chọn lại hạn."
    )]
    DeadlinePast,
    #[error("Đơn vị không thể tự lấy ý kiến của mình. Hãy chọn cơ quan phối hợp.")]
    AsksItself,
    #[error(
        "«{0}» không phải cơ quan có hàng việc để giải quyết. Hãy chọn một cơ quan, đơn vị đang hoạt động."
    )]
    NotAnAgency(String),
    #[error("Mã ý kiến này đã dùng cho một câu hỏi khác. Hãy tải lại trang.")]
    OpinionKnown,
    #[error(
        "Chỉ đơn vị đang chuyển hồ sơ hoặc Trung tâm nơi tiếp nhận mới được thu hồi (NĐ 61/2018/NĐ-CP Điều 18)."
    )]
    NotTheGiver,
    #[error(
        "Khâu này đang chờ xác định đơn vị có thẩm quyền. Hãy chọn đơn vị ở danh sách điều phối (NĐ 118/2025/NĐ-CP)."
    )]
    AwaitsCompetence,
    #[error("Khâu này đã có đơn vị có thẩm quyền. Hãy tải lại trang.")]
    Competent,
    #[error(
        "Chỉ Trung tâm nơi tiếp nhận hồ sơ hoặc Trung tâm cấp tỉnh mới được xác định đơn vị có thẩm quyền (NĐ 118/2025/NĐ-CP)."
    )]
    NotTheCentre,
    #[error(
        "Khâu này không phải thời gian chờ ngoài thời hạn, hoặc đã hết chờ. Hãy tải lại trang."
    )]
    NotInWait,
    #[error("Chỉ đơn vị phụ trách thời gian chờ mới được kết thúc sớm.")]
    NotInCharge,
    #[error(
        "Chỉ Trung tâm Phục vụ hành chính công, người nộp hoặc dịch vụ thanh toán mới ghi nhận được khoản nộp (NĐ 61/2018/NĐ-CP Điều 8)."
    )]
    NotACashier,
    #[error(
        "Chỉ Trung tâm Phục vụ hành chính công hoặc cơ quan đã ra thông báo mới ghi nợ được khoản phải nộp."
    )]
    NoDebtNote,
    #[error(
        "Chỉ người quản trị mới làm được việc này (TT 01/2018/TT-VPCP Điều 8: quy trình điện tử phải được phê duyệt)."
    )]
    NotAnAdministrator,
    #[error("Ngày sắp xếp đơn vị chưa đến. Hãy chạy thử (không ghi) hoặc chờ đến ngày đó.")]
    NotYet,

    #[error(
        "Không chuyển phiên bản được: khâu «{0}» đã làm hoặc đang làm nhưng không có trong phiên bản mới."
    )]
    LegGone(String),
    #[error(
        "Không chuyển phiên bản được: khâu «{0}» do vai trò khác đảm nhiệm trong phiên bản mới."
    )]
    RoleDiffers(String),
    #[error(
        "Không chuyển phiên bản được: khâu mới «{0}» đứng trước một khâu đã làm hoặc đang làm."
    )]
    OutOfOrder(String),
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
            Self::Over => "route-over",
            Self::NotSettled => "not-settled",
            Self::NothingToPay(_) => "nothing-to-pay",
            Self::SettledMeanwhile(_) => "settled-meanwhile",
            Self::NotDueNow(_) => "not-due-now",
            Self::NoSuchRefund => "no-such-refund",
            Self::RefundMade(_) => "refund-made",
            Self::Clock(_) => "beyond-calendar",
            Self::Apology(why) => why.key(),
            Self::NotTheHost { .. } => "not-the-host",
            Self::NeverOffered { .. } => "never-offered",
            Self::Contradiction { .. } => "contradiction",
            Self::NotTheHolder => "not-the-holder",
            Self::DeadlinePast => "deadline-past",
            Self::AsksItself => "asks-itself",
            Self::NotAnAgency(_) => "not-an-agency",
            Self::OpinionKnown => "opinion-known",
            Self::NotTheGiver => "not-the-giver",
            Self::AwaitsCompetence => "competence-undetermined",
            Self::Competent => "competence-determined",
            Self::NotTheCentre => "not-the-centre",
            Self::NotInWait => "not-in-wait",
            Self::NotInCharge => "not-in-charge",
            Self::NotACashier => "not-a-cashier",
            Self::NoDebtNote => "no-debt-note",
            Self::NotAnAdministrator => "not-an-administrator",
            Self::NotYet => "not-yet",
            Self::LegGone(_) => "migration-leg-gone",
            Self::RoleDiffers(_) => "migration-role-differs",
            Self::OutOfOrder(_) => "migration-out-of-order",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::NothingToPay(_) | Self::SettledMeanwhile(_) | Self::NotDueNow(_) => "reference",
            Self::RefundMade(_) => "voucher",
            Self::UnknownLeg | Self::TooLate | Self::NotInWait => "leg_id",
            Self::DeadlinePast => "answer_by",
            Self::Apology(why) => return why.field().map(str::to_owned),
            Self::AsksItself | Self::NotAnAgency(_) => "unit",
            Self::OpinionKnown => "opinion_id",
            Self::NoDebtNote => "debt_noted",
            Self::NotYet => "on",
            Self::LegGone(_) | Self::RoleDiffers(_) | Self::OutOfOrder(_) => "procedure_version",
            _ => return None,
        };
        Some(field.to_owned())
    }

    fn sentence(&self) -> String {
        self.to_string()
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown | Self::UnknownLeg | Self::NoSuchRefund)
    }
}
