//! Why the office says no.

use chrono::NaiveDate;
use kernel::{Refuse, TextError};

use crate::Month;

/// A rule that forbids what was asked. Its display is [`Refuse::sentence`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(
        "Không có hồ sơ trợ cấp này. Hãy kiểm tra mã hồ sơ, hoặc nộp tờ khai đề nghị trợ cấp xã hội hằng tháng (1.001776)."
    )]
    Unknown,
    #[error(
        "Đề nghị trợ cấp này đã được ghi nhận với nội dung khác. Muốn sửa thông tin đang xét, hãy dùng mục đính chính."
    )]
    AlreadyApplied,
    #[error(
        "Trợ cấp đang ở trạng thái {stage} nên không làm được việc này. Hãy tải lại hồ sơ để xem trạng thái hiện tại."
    )]
    OutOfTurn { stage: &'static str },
    #[error(
        "Số quyết định này đã dùng cho một quyết định khác của hồ sơ. Hãy kiểm tra và ghi số khác."
    )]
    DecisionNumberUsed,
    #[error(
        "Ngày sinh không hợp lệ: phải trước ngày hôm nay và không quá 130 năm. Hãy kiểm tra trên căn cước hoặc giấy khai sinh."
    )]
    BirthDate,
    #[error(
        "Chưa ghi diện đề nghị trợ cấp. Hãy chọn ít nhất một diện theo Điều 5 Nghị định 20/2021/NĐ-CP."
    )]
    NoCircumstance,
    #[error("Một diện được ghi hai lần. Hãy bỏ bớt một dòng.")]
    CircumstanceTwice,
    #[error(
        "Ngày cấp giấy xác nhận khuyết tật phải từ ngày sinh đến hôm nay. Hãy kiểm tra trên giấy xác nhận."
    )]
    CertificateDate,
    #[error(
        "Số con đang nuôi phải từ 1 đến 20. Hãy đếm số con dưới 16 tuổi, hoặc từ 16 đến 22 tuổi đang đi học."
    )]
    Children,
    #[error(
        "Chưa có mức chuẩn trợ giúp xã hội cho tháng {month}. Hãy nạp mức chuẩn vào danh mục quy định rồi thử lại."
    )]
    NoStandard { month: Month },
    #[error(
        "Tháng tạm dừng phải từ tháng {earliest} trở đi: các tháng trước đã chi trả. Hãy chọn tháng khác."
    )]
    SuspensionPast { earliest: Month },
    #[error(
        "Tháng hưởng lại phải từ tháng {earliest} trở đi, là tháng bắt đầu tạm dừng. Hãy chọn tháng khác."
    )]
    ResumedTooEarly { earliest: Month },
    #[error(
        "Ngày làm căn cứ thôi hưởng phải từ ngày sinh đến hôm nay. Hãy kiểm tra giấy báo tử hoặc văn bản làm căn cứ."
    )]
    StopDate { on: NaiveDate },
    #[error(
        "Chỉ thôi hưởng vì không chấp hành xác định lại sau khi đã tạm dừng đủ 3 tháng (điểm đ khoản 1 Điều 2 Thông tư 02/2021/TT-BLĐTBXH). Hãy ra quyết định tạm dừng trước, hoặc chờ đủ thời hạn."
    )]
    NotSuspendedLongEnough,
    #[error(
        "Theo quy định hiện hành, đối tượng không còn đủ điều kiện hưởng từ tháng {month}. Hãy kiểm tra hồ sơ và ra quyết định thôi hưởng."
    )]
    NoLongerEligible { month: Month },
    #[error(
        "Quyết định trợ cấp đã ban hành nên không rút lại để sửa. Nếu cơ quan có sai sót, hãy đề nghị Bộ phận Một cửa mở việc đính chính (Điều 21 Nghị định 61/2018/NĐ-CP)."
    )]
    Issued,
    #[error(
        "Quyết định trợ cấp chưa ban hành nên chưa có gì để đính chính. Hãy xét lại và trình quyết định mới."
    )]
    NotIssued,
    #[error("{error}")]
    Text {
        field: &'static str,
        error: TextError,
    },
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "entitlement-unknown",
            Self::AlreadyApplied => "already-applied",
            Self::OutOfTurn { .. } => "out-of-turn",
            Self::DecisionNumberUsed => "decision-number-used",
            Self::BirthDate => "birth-date",
            Self::NoCircumstance => "no-circumstance",
            Self::CircumstanceTwice => "circumstance-twice",
            Self::CertificateDate => "certificate-date",
            Self::Children => "children",
            Self::NoStandard { .. } => "no-standard",
            Self::SuspensionPast { .. } => "suspension-past",
            Self::ResumedTooEarly { .. } => "resumed-too-early",
            Self::StopDate { .. } => "stop-date",
            Self::NotSuspendedLongEnough => "not-suspended-long-enough",
            Self::NoLongerEligible { .. } => "no-longer-eligible",
            Self::Issued => "issued",
            Self::NotIssued => "not-issued",
            Self::Text { .. } => "malformed-text",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::DecisionNumberUsed => "decision_no",
            Self::BirthDate => "facts.born",
            Self::NoCircumstance | Self::CircumstanceTwice => "facts.circumstances",
            Self::CertificateDate => "facts.circumstances.certified",
            Self::Children => "facts.circumstances.children",
            Self::SuspensionPast { .. } | Self::ResumedTooEarly { .. } => "from",
            Self::StopDate { .. } => "on",
            Self::NotSuspendedLongEnough => "ground",
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
