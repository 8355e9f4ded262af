use kernel::{Refuse, UnitId, working_time::ClockError};

/// Why the desk says no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("no such dossier")]
    Unknown,
    #[error("the id belongs to another filing")]
    IdTaken,
    #[error("not while the dossier is {0}")]
    OutOfTurn(&'static str),
    #[error("the filing is not complete or not for this desk: {0:?}")]
    Filing(Vec<FilingFault>),
    #[error("a component that the procedure does not have: {0}")]
    UnknownComponent(String),
    #[error("nothing is named that is missing")]
    NothingAsked,
    #[error("still missing: {0:?}")]
    NotCovered(Vec<String>),
    #[error("the date cannot be computed: {0}")]
    Clock(#[from] ClockError),
    #[error("the procedure version is not in the catalogue")]
    VersionGone,
    #[error("sent by post without a tracking number")]
    NoTracking,
}

/// One thing that is wrong with a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilingFault {
    UnknownProcedure { code: String },
    ChannelNotOffered,
    OldChecklist { given: String, current: String },
    NotReceiving { unit: UnitId },
    NotCompetent { why: String },
    UnknownPaper { index: usize, component: String },
    MissingPaper { component: String, name: String },
    UnknownAnswer { key: String },
    MissingAnswer { key: String, label: String },
    BadAnswer { key: String, why: String },
    NoReturnAddress,
}

impl FilingFault {
    /// The field of the request, as the contract names it.
    pub fn field(&self) -> String {
        match self {
            Self::UnknownProcedure { .. } => "filing.procedure".to_owned(),
            Self::ChannelNotOffered => "channel".to_owned(),
            Self::OldChecklist { .. } => "filing.checklist".to_owned(),
            Self::NotReceiving { .. } => "filing.receiving_unit".to_owned(),
            Self::NotCompetent { .. } => "filing.place".to_owned(),
            Self::UnknownPaper { component, .. } | Self::MissingPaper { component, .. } => {
                format!("filing.papers[{component}]")
            }
            Self::UnknownAnswer { key }
            | Self::MissingAnswer { key, .. }
            | Self::BadAnswer { key, .. } => format!("filing.answers[{key}]"),
            Self::NoReturnAddress => "filing.return_address".to_owned(),
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
            Self::NotCompetent { why } => why.clone(),
            Self::UnknownPaper { component, .. } => format!(
                "Giấy tờ «{component}» không thuộc thành phần hồ sơ hoặc được khai hai lần. Hãy bỏ mục này."
            ),
            Self::MissingPaper { name, .. } => {
                format!("Thiếu giấy tờ bắt buộc: {name}. Hãy bổ sung trước khi nộp.")
            }
            Self::UnknownAnswer { key } => {
                format!("Tờ khai không có mục «{key}». Hãy tải lại trang và khai lại.")
            }
            Self::MissingAnswer { label, .. } => format!("Hãy điền mục «{label}»."),
            Self::BadAnswer { why, .. } => why.clone(),
            Self::NoReturnAddress => {
                "Hãy ghi địa chỉ nhận kết quả khi chọn trả qua bưu chính.".to_owned()
            }
        }
    }
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "dossier-unknown",
            Self::IdTaken => "dossier-id-taken",
            Self::OutOfTurn(_) => "out-of-turn",
            Self::Filing(_) => "filing-incomplete",
            Self::UnknownComponent(_) => "component-unknown",
            Self::NothingAsked => "nothing-asked",
            Self::NotCovered(_) => "supplement-incomplete",
            Self::Clock(_) => "beyond-calendar",
            Self::VersionGone => "procedure-version-gone",
            Self::NoTracking => "no-tracking-number",
        }
    }

    fn violations(&self) -> Vec<(String, String)> {
        match self {
            Self::Filing(faults) => faults
                .iter()
                .map(|fault| (fault.field(), fault.sentence()))
                .collect(),
            Self::UnknownComponent(_) | Self::NothingAsked => {
                vec![("components".to_owned(), self.sentence())]
            }
            Self::NotCovered(_) => vec![("papers".to_owned(), self.sentence())],
            Self::NoTracking => vec![("tracking".to_owned(), self.sentence())],
            _ => Vec::new(),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unknown => "Không tìm thấy hồ sơ. Hãy kiểm tra lại mã hồ sơ.".to_owned(),
            Self::IdTaken => {
                "Mã định danh này đã dùng cho một hồ sơ có nội dung khác. Hãy tạo hồ sơ mới.".to_owned()
            }
            Self::OutOfTurn(stage) => {
                format!("Không thực hiện được vì hồ sơ {stage}. Hãy tải lại để xem tình trạng hiện nay.")
            }
            Self::Filing(faults) => match faults.as_slice() {
                [one] => one.sentence(),
                many => format!("Hồ sơ có {} mục cần sửa trước khi tiếp nhận.", many.len()),
            },
            Self::UnknownComponent(component) => format!(
                "Giấy tờ «{component}» không thuộc thành phần hồ sơ của thủ tục. Hãy chọn lại."
            ),
            Self::NothingAsked => "Hãy nêu ít nhất một giấy tờ cần bổ sung.".to_owned(),
            Self::NotCovered(missing) => format!("Còn thiếu: {}.", missing.join("; ")),
            Self::Clock(error) => error.to_string(),
            Self::VersionGone => {
                "Danh mục không còn phiên bản thủ tục mà hồ sơ được tiếp nhận. Hãy báo người quản trị."
                    .to_owned()
            }
            Self::NoTracking => "Hãy ghi số hiệu bưu gửi khi trả kết quả qua bưu chính.".to_owned(),
        }
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}
