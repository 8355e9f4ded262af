//! Why the register says no.

use chrono::NaiveDate;
use kernel::{Refuse, TextError};

use crate::Area;

/// A rule of the register that forbids what was asked. Its display is [`Refuse::sentence`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(
        "Không có thửa đất này trong hồ sơ địa chính. Hãy kiểm tra xã, số tờ, số thửa trên Giấy chứng nhận; nếu thửa chưa đăng ký, hãy làm thủ tục đăng ký đất đai lần đầu (1.013978)."
    )]
    Unknown,
    #[error(
        "Thửa đất này đã có trong hồ sơ địa chính với nội dung khác. Hãy làm thủ tục đăng ký biến động thay vì nhập lại."
    )]
    AlreadyEntered,
    #[error(
        "Hồ sơ này đã được đăng ký vào thửa đất với nội dung khác. Muốn sửa, hãy làm thủ tục đính chính Giấy chứng nhận (1.012796); nếu sai do cơ quan, hãy đề nghị Bộ phận Một cửa mở việc đính chính không thu phí (Điều 21 Nghị định 61/2018/NĐ-CP)."
    )]
    AlreadyRegistered,
    #[error(
        "Thửa đất đang bị {by} kê biên theo {order} nên chưa được chuyển quyền, thế chấp (điểm c khoản 1 Điều 45 Luật Đất đai 31/2024/QH15). Hãy nộp lại khi có văn bản giải tỏa kê biên của cơ quan đó."
    )]
    Seized { order: String, by: String },
    #[error(
        "Thửa đất đang thế chấp theo {contract} và chưa có văn bản đồng ý của bên nhận thế chấp (khoản 8 Điều 320, khoản 5 Điều 321 Bộ luật Dân sự 91/2015/QH13). Hãy nộp văn bản đồng ý hoặc làm thủ tục xóa đăng ký thế chấp (1.011443)."
    )]
    Mortgaged { contract: String },
    #[error(
        "Thửa đất còn ghi nợ nghĩa vụ tài chính theo thông báo {notice}. Hãy nộp đủ tiền và làm thủ tục xóa ghi nợ (1.013988) trước khi chuyển quyền (Luật Đất đai 31/2024/QH15)."
    )]
    InDebt { notice: String },
    #[error("Thời hạn sử dụng đất đã hết ngày {}; chỉ được chuyển quyền trong thời hạn sử dụng đất (điểm d khoản 1 Điều 45 Luật Đất đai 31/2024/QH15). Hãy làm thủ tục gia hạn sử dụng đất trước.", .ended.format("%d/%m/%Y"))]
    TermEnded { ended: NaiveDate },
    #[error(
        "Hồ sơ ghi thửa {number}, tờ {sheet}, khác với hồ sơ địa chính. Hãy kiểm tra số thửa, số tờ trên Giấy chứng nhận; nếu số đã đổi do sắp xếp đơn vị hành chính, hãy ghi số mới."
    )]
    PlaceMismatch { sheet: u32, number: u32 },
    #[error(
        "Hồ sơ ghi diện tích {claimed} m², hồ sơ địa chính ghi {registered} m². Hãy ghi lại theo Giấy chứng nhận, hoặc nộp mảnh trích đo bản đồ địa chính nếu có đo đạc lại."
    )]
    AreaMismatch { claimed: Area, registered: Area },
    #[error(
        "Người đứng tên trong hồ sơ không phải người đang có quyền sử dụng thửa đất này. Hãy kiểm tra số định danh cá nhân của bên chuyển quyền; nếu là người nhận thừa kế, hãy nộp văn bản phân chia di sản."
    )]
    NotHolder,
    #[error(
        "Còn {missing} người cùng có quyền sử dụng thửa đất chưa ký hồ sơ. Hãy nộp hợp đồng có chữ ký của tất cả, hoặc văn bản ủy quyền, hoặc tách thửa (1.012784) để chuyển riêng phần của mình."
    )]
    CoHolderMissing { missing: usize },
    #[error("Phải có ít nhất một và không quá 50 người sử dụng đất. Hãy điền người nhận quyền.")]
    HolderCount,
    #[error(
        "Một người được ghi hai lần trong danh sách người sử dụng đất. Hãy gộp thành một dòng với tỷ lệ chung."
    )]
    HolderTwice,
    #[error("Các tỷ lệ quyền sử dụng đất cộng lại phải đúng bằng 1. Hãy sửa tỷ lệ của từng người.")]
    SharesNotWhole,
    #[error(
        "Bên nhận và bên chuyển quyền giống hệt nhau, không có gì để đăng ký. Hãy kiểm tra lại danh sách người nhận quyền."
    )]
    NothingChanges,
    #[error(
        "Tổng diện tích theo mục đích sử dụng khác diện tích thửa đất {area} m². Hãy sửa diện tích của từng mục đích."
    )]
    UsesNotWhole { area: Area },
    #[error(
        "Số phát hành hoặc mã Giấy chứng nhận này đã dùng cho thửa đất. Hãy lấy một phôi khác."
    )]
    SerialInUse,
    #[error(
        "Giấy chứng nhận mới phải in trên phôi có 2 chữ cái và 8 chữ số (Thông tư 10/2024/TT-BTNMT). Hãy lấy một phôi khác."
    )]
    SerialOfOldForm,
    #[error(
        "Giấy chứng nhận nêu trong hồ sơ không phải Giấy chứng nhận đang có hiệu lực của thửa đất. Hãy kiểm tra số phát hành trên bản gốc đang giữ."
    )]
    CertificateNotCurrent,
    #[error(
        "Thửa đất không có đăng ký thế chấp nào theo hồ sơ này. Hãy kiểm tra mã hồ sơ đã đăng ký thế chấp."
    )]
    MortgageUnknown,
    #[error("Thửa đất không bị kê biên theo quyết định này. Hãy kiểm tra số quyết định kê biên.")]
    SeizureUnknown,
    #[error("Thửa đất không có khoản ghi nợ nào theo hồ sơ này. Hãy kiểm tra mã hồ sơ đã ghi nợ.")]
    DebtUnknown,
    #[error("{error}")]
    Text {
        field: &'static str,
        error: TextError,
    },
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "parcel-unknown",
            Self::AlreadyEntered => "already-entered",
            Self::AlreadyRegistered => "already-registered",
            Self::Seized { .. } => "seized",
            Self::Mortgaged { .. } => "mortgaged-without-consent",
            Self::InDebt { .. } => "in-debt",
            Self::TermEnded { .. } => "term-ended",
            Self::PlaceMismatch { .. } => "place-mismatch",
            Self::AreaMismatch { .. } => "area-mismatch",
            Self::NotHolder => "not-the-holder",
            Self::CoHolderMissing { .. } => "co-holder-missing",
            Self::HolderCount => "holder-count",
            Self::HolderTwice => "holder-twice",
            Self::SharesNotWhole => "shares-not-whole",
            Self::NothingChanges => "nothing-changes",
            Self::UsesNotWhole { .. } => "uses-not-whole",
            Self::SerialInUse => "serial-in-use",
            Self::SerialOfOldForm => "serial-of-old-form",
            Self::CertificateNotCurrent => "certificate-not-current",
            Self::MortgageUnknown => "mortgage-unknown",
            Self::SeizureUnknown => "seizure-unknown",
            Self::DebtUnknown => "debt-unknown",
            Self::Text { .. } => "malformed-text",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::PlaceMismatch { .. } => "number",
            Self::AreaMismatch { .. } => "area",
            Self::NotHolder | Self::CoHolderMissing { .. } => "transferors",
            Self::HolderCount | Self::HolderTwice | Self::SharesNotWhole | Self::NothingChanges => {
                "holders"
            }
            Self::UsesNotWhole { .. } => "uses",
            Self::SerialInUse | Self::SerialOfOldForm | Self::CertificateNotCurrent => "serial",
            Self::MortgageUnknown => "mortgage",
            Self::SeizureUnknown => "order",
            Self::DebtUnknown => "debt",
            Self::Text { field, .. } => field,
            _ => return None,
        };
        Some(field.to_owned())
    }

    fn sentence(&self) -> String {
        self.to_string()
    }

    fn is_absence(&self) -> bool {
        matches!(
            self,
            Self::Unknown | Self::MortgageUnknown | Self::SeizureUnknown | Self::DebtUnknown
        )
    }
}
