//! What can be wrong with a filing, and what the person is told.

use kernel::UnitId;

/// One thing that is wrong with a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilingFault {
    UnknownProcedure { code: String },
    ChannelNotOffered,
    OldChecklist { given: String, current: String },
    NotReceiving { unit: UnitId },
    NotACommune,
    UnknownPaper { index: usize, component: String },
    MissingPaper { component: String, name: String },
    NoDocument { component: String, name: String },
    UnknownAnswer { key: String },
    MissingAnswer { key: String, label: String },
    BadAnswer { key: String, why: String },
    NoReturnAddress,
    SubmitterIsOwner,
    SubmitterNotAPerson,
    NobodyForOrganisation,
    NoHandOver,
    NoMinutes,
    HandedOverAhead,
    HandedOverLongAgo { days: i64 },
    MinutesNotByPost { field: &'static str },
}

impl FilingFault {
    /// The field of the request, as the contract names it.
    pub fn field(&self) -> String {
        match self {
            Self::UnknownProcedure { .. } => "filing.procedure".to_owned(),
            Self::ChannelNotOffered => "channel".to_owned(),
            Self::OldChecklist { .. } => "filing.checklist".to_owned(),
            Self::NotReceiving { .. } => "filing.receiving_unit".to_owned(),
            Self::NotACommune => "filing.place".to_owned(),
            Self::UnknownPaper { component, .. }
            | Self::MissingPaper { component, .. }
            | Self::NoDocument { component, .. } => {
                format!("filing.papers[{component}]")
            }
            Self::UnknownAnswer { key }
            | Self::MissingAnswer { key, .. }
            | Self::BadAnswer { key, .. } => format!("filing.answers[{key}]"),
            Self::NoReturnAddress => "filing.return_address".to_owned(),
            Self::SubmitterIsOwner => "filing.submitter".to_owned(),
            Self::SubmitterNotAPerson => "filing.submitter.citizen_id".to_owned(),
            Self::NobodyForOrganisation => "filing.submitter.name".to_owned(),
            Self::NoHandOver | Self::HandedOverAhead | Self::HandedOverLongAgo { .. } => {
                "handed_over_at".to_owned()
            }
            Self::NoMinutes => "minutes".to_owned(),
            Self::MinutesNotByPost { field } => (*field).to_owned(),
        }
    }

    /// What is wrong and what to do about it.
    pub fn sentence(&self) -> String {
        match self {
            Self::UnknownProcedure { code } => format!(
                "Không có thủ tục «{code}» đang có hiệu lực. Hãy chọn lại thủ tục trong danh mục."
            ),
            Self::ChannelNotOffered => {
                "Thủ tục này không nhận hồ sơ qua kênh đã chọn. Hãy nộp qua kênh khác.".to_owned()
            }
            Self::OldChecklist { given, current } => format!(
                "Danh mục giấy tờ «{given}» không còn hiệu lực. Hãy kiểm tra lại hồ sơ theo danh mục \
                 «{current}» (tải lại trang)."
            ),
            Self::NotReceiving { unit } => format!(
                "Đơn vị «{unit}» không tiếp nhận hồ sơ của thủ tục này. Hãy chọn một Trung tâm Phục vụ \
                 hành chính công."
            ),
            Self::NotACommune => {
                "Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.".to_owned()
            }
            Self::UnknownPaper { component, .. } => format!(
                "Giấy tờ «{component}» không thuộc thành phần hồ sơ hoặc được khai hai lần. Hãy bỏ mục này."
            ),
            Self::MissingPaper { name, .. } => {
                format!("Thiếu giấy tờ bắt buộc: {name}. Hãy bổ sung trước khi nộp.")
            }
            Self::NoDocument { name, .. } => {
                format!("Chưa có tệp của giấy tờ bắt buộc: {name}. Hãy tải tệp lên trước khi nộp.")
            }
            Self::UnknownAnswer { key } => {
                format!("Tờ khai không có mục «{key}». Hãy tải lại trang và khai lại.")
            }
            Self::MissingAnswer { label, .. } => format!("Hãy điền mục «{label}»."),
            Self::BadAnswer { why, .. } => why.clone(),
            Self::NoReturnAddress => {
                "Hãy ghi địa chỉ nhận kết quả khi chọn trả qua bưu chính.".to_owned()
            }
            Self::SubmitterIsOwner => {
                "Người nộp có số định danh của chủ hồ sơ nhưng khác họ tên. Hãy xem lại giấy tờ tùy \
                 thân, hoặc bỏ trống nếu chủ hồ sơ tự nộp."
                    .to_owned()
            }
            Self::SubmitterNotAPerson => {
                "Người nộp phải là cá nhân. Hãy ghi số định danh hoặc hộ chiếu của người đến nộp; tổ chức \
                 ghi ở mục chủ hồ sơ."
                    .to_owned()
            }
            Self::NobodyForOrganisation => {
                "Chủ hồ sơ là tổ chức. Hãy ghi họ tên và số định danh của người nộp thay tổ chức."
                    .to_owned()
            }
            _ => self.of_minutes(),
        }
    }

    /// What is wrong with the minutes of the post (QĐ 45/2016/QĐ-TTg Điều 7.4).
    fn of_minutes(&self) -> String {
        match self {
            Self::NoHandOver => {
                "Hãy ghi thời điểm hai bên ký biên bản giao nhận: thời hạn tính từ lúc đó \
                 (QĐ 45/2016/QĐ-TTg Điều 7.4)."
                    .to_owned()
            }
            Self::NoMinutes => "Hãy ghi số biên bản giao nhận với nhân viên bưu chính \
                 (QĐ 45/2016/QĐ-TTg Điều 7.4)."
                .to_owned(),
            Self::HandedOverAhead => {
                "Thời điểm ký biên bản giao nhận chưa đến. Hãy ghi lại đúng giờ, phút, ngày trên biên \
                 bản (QĐ 45/2016/QĐ-TTg Điều 7.4)."
                    .to_owned()
            }
            Self::HandedOverLongAgo { days } => format!(
                "Biên bản giao nhận đã ký quá {days} ngày. Hãy xem lại ngày trên biên bản \
                 (QĐ 45/2016/QĐ-TTg Điều 7.4)."
            ),
            _ => "Chỉ hồ sơ nhận qua bưu chính mới có biên bản giao nhận. Hãy bỏ mục này hoặc chọn lại \
                 kênh tiếp nhận (QĐ 45/2016/QĐ-TTg Điều 7.4)."
                .to_owned(),
        }
    }
}
