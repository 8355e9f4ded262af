//! Why the desk says no: the rule, the law, and the field where there is one.

use kernel::{
    Refuse, UnitId,
    working_time::{ClockError, LedgerError},
};

use crate::{FilingFault, Standing};

/// Why the desk says no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("no such dossier")]
    Unknown,
    #[error("the id belongs to another filing")]
    IdTaken,
    #[error("not while the dossier is {standing:?}")]
    OutOfTurn {
        standing: Standing,
        /// When it would be lawful, and by which law.
        rule: &'static str,
    },
    #[error("the filing is not complete or not for this desk: {0:?}")]
    Filing(Vec<FilingFault>),
    #[error("a component that the procedure does not have: {component}")]
    UnknownComponent {
        field: &'static str,
        component: String,
    },
    #[error("nothing is named that is missing")]
    NothingAsked,
    #[error("a request is open already")]
    SupplementOpen,
    #[error("asked as often as the rule allows: {limit}")]
    SupplementLimit {
        limit: u32,
        lacks: Vec<&'static str>,
    },
    #[error("asked too long after reception")]
    SupplementLate {
        within: String,
        lacks: Vec<&'static str>,
    },
    #[error("nothing of what is missing was handed in: {missing:?}")]
    NothingSupplied { missing: Vec<String> },
    #[error("the date cannot be computed: {0}")]
    Clock(#[from] ClockError),
    #[error("nothing was promised yet")]
    NoPromise,
    #[error("phase {phase} of {phases}")]
    NoSuchPhase { phase: u8, phases: u8 },
    #[error("moved as often as the rule allows: {allowed}")]
    MovedAlready { allowed: u32 },
    #[error("the new date cannot be: {0}")]
    NewDue(LedgerError),
    #[error("the new date cannot be known: {0}")]
    NewDueBeyondCalendar(ClockError),
    #[error("the procedure version is not in the catalogue")]
    VersionGone,
    #[error("sent by post without a tracking number")]
    NoTracking,
    #[error("a proxy where nobody hands anything over")]
    ProxyNotAtCounter,
    #[error("an organisation without a person who takes it")]
    NoTaker,
    #[error("a proxy without a paper that lets them")]
    NotAuthorised,
    #[error("there is no paper to hand over")]
    NoPapers,
    #[error("the papers are on their way to {unit}")]
    OnTheWayElsewhere { unit: UnitId },
    #[error("no such unit: {unit}")]
    UnknownUnit { field: &'static str, unit: UnitId },
    #[error("no such status code")]
    NoSuchStatus,
    #[error("status {status} was never owed; {owed} is")]
    StatusNotOwed { status: u8, owed: u8 },
}

/// Only the calendar keeps a pause from ending or a term from counting anew.
impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Clock(error) => Self::Clock(error),
            error => Self::NewDue(error),
        }
    }
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "dossier-unknown",
            Self::IdTaken => "dossier-id-taken",
            Self::OutOfTurn { .. } => "out-of-turn",
            Self::Filing(_) => "filing-incomplete",
            Self::UnknownComponent { .. } => "component-unknown",
            Self::NothingAsked => "nothing-asked",
            Self::SupplementOpen => "supplement-open",
            Self::SupplementLimit { .. } => "supplement-limit",
            Self::SupplementLate { .. } => "supplement-late",
            Self::NothingSupplied { .. } => "supplement-incomplete",
            Self::Clock(_) | Self::NewDueBeyondCalendar(_) => "beyond-calendar",
            Self::NoPromise => "nothing-promised",
            Self::NoSuchPhase { .. } => "no-such-phase",
            Self::MovedAlready { .. } => "moved-already",
            Self::NewDue(_) => "new-due",
            Self::VersionGone => "procedure-version-gone",
            Self::NoTracking => "no-tracking-number",
            Self::ProxyNotAtCounter => "proxy-not-at-counter",
            Self::NoTaker => "no-taker",
            Self::NotAuthorised => "not-authorised",
            Self::NoPapers => "no-papers",
            Self::OnTheWayElsewhere { .. } => "papers-on-the-way",
            Self::UnknownUnit { .. } => "unit-unknown",
            Self::NoSuchStatus => "no-such-status",
            Self::StatusNotOwed { .. } => "status-not-owed",
        }
    }

    fn violations(&self) -> Vec<(String, String)> {
        let fields: &[&str] = match self {
            Self::Filing(faults) => {
                let told = faults.iter().map(|fault| (fault.field(), fault.sentence()));
                return told.collect();
            }
            Self::UnknownComponent { field, .. } | Self::UnknownUnit { field, .. } => &[*field],
            Self::NothingAsked => &["components"],
            Self::SupplementLimit { lacks, .. } | Self::SupplementLate { lacks, .. } => lacks,
            Self::NothingSupplied { .. } => &["papers"],
            Self::NewDue(_) | Self::NewDueBeyondCalendar(_) => &["due"],
            Self::NoTracking => &["tracking"],
            Self::ProxyNotAtCounter => &["method"],
            Self::NoTaker => &["proxy_name"],
            Self::NotAuthorised => &["authorisation"],
            Self::OnTheWayElsewhere { .. } => &["to_unit"],
            Self::NoSuchStatus | Self::StatusNotOwed { .. } => &["status"],
            _ => &[],
        };
        let told = fields
            .iter()
            .map(|field| ((*field).to_owned(), self.sentence()));
        told.collect()
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unknown => "Không tìm thấy hồ sơ. Hãy kiểm tra lại mã hồ sơ.".to_owned(),
            Self::IdTaken => {
                "Mã định danh này đã dùng cho một hồ sơ có nội dung khác. Hãy tạo hồ sơ mới."
                    .to_owned()
            }
            Self::OutOfTurn { standing, rule } => format!(
                "Không thực hiện được vì hồ sơ {}: {rule}. Hãy tải lại để xem tình trạng hiện nay.",
                standing.vietnamese()
            ),
            Self::Filing(faults) => match faults.as_slice() {
                [one] => one.sentence(),
                many => format!(
                    "Hồ sơ có {} mục cần sửa trước khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17.1).",
                    many.len()
                ),
            },
            Self::Clock(error) | Self::NewDueBeyondCalendar(error) => error.to_string(),
            Self::NewDue(error) => format!("{error} (NĐ 61/2018/NĐ-CP Điều 19.9)"),
            Self::NoPromise => {
                "Hồ sơ chưa được hẹn ngày trả kết quả (NĐ 61/2018/NĐ-CP Điều 17.1).".to_owned()
            }
            Self::NoSuchPhase { phase, phases } => {
                format!("Thủ tục có {phases} giai đoạn, không có giai đoạn {phase}.")
            }
            Self::MovedAlready { allowed } => format!(
                "Đã hẹn lại {allowed} lần; chỉ được hẹn lại không quá {allowed} lần \
                 (NĐ 61/2018/NĐ-CP Điều 19.9)."
            ),
            Self::VersionGone => {
                "Danh mục không có phiên bản thủ tục của hồ sơ. Hãy báo người quản trị.".to_owned()
            }
            _ => self.of_an_act(),
        }
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl Refusal {
    /// The sentences of one act each.
    fn of_an_act(&self) -> String {
        match self {
            Self::UnknownComponent { component, .. } => format!(
                "Giấy tờ «{component}» không thuộc thành phần hồ sơ của thủ tục. Hãy chọn lại."
            ),
            Self::NothingAsked => "Hãy nêu ít nhất một giấy tờ cần bổ sung; mọi nội dung phải nêu \
                 trong một lần (NĐ 61/2018/NĐ-CP Điều 15.3)."
                .to_owned(),
            Self::SupplementOpen => {
                "Đang chờ bổ sung theo phiếu đã phát; không phát thêm phiếu khi người nộp chưa trả lời \
                 (NĐ 61/2018/NĐ-CP Điều 15.3)."
                    .to_owned()
            }
            Self::SupplementLimit { limit, lacks } => format!(
                "Đã yêu cầu bổ sung {limit} lần; chỉ được yêu cầu không quá {limit} lần \
                 (NĐ 61/2018/NĐ-CP Điều 11.2, 15.3).{}",
                exception(lacks)
            ),
            Self::SupplementLate { within, lacks } => format!(
                "Đã quá {within} từ khi tiếp nhận; sau thời gian đó không yêu cầu bổ sung nữa \
                 (NĐ 61/2018/NĐ-CP Điều 19.4).{}",
                exception(lacks)
            ),
            Self::NothingSupplied { missing } => format!(
                "Chưa có giấy tờ nào trong số đang thiếu: {}. Hãy nhận ít nhất một giấy tờ.",
                missing.join("; ")
            ),
            Self::NoTracking => "Hãy ghi số hiệu bưu gửi khi trả kết quả qua bưu chính \
                 (QĐ 45/2016/QĐ-TTg)."
                .to_owned(),
            Self::ProxyNotAtCounter => {
                "Chỉ ghi người nhận thay khi trả trực tiếp tại quầy. Hãy bỏ người nhận thay hoặc chọn \
                 lại cách trả (NĐ 61/2018/NĐ-CP Điều 20)."
                    .to_owned()
            }
            Self::NoTaker => {
                "Chủ hồ sơ là tổ chức. Hãy ghi họ tên, số định danh của người đến nhận, và giấy giới thiệu \
                 hoặc giấy ủy quyền của tổ chức (NĐ 61/2018/NĐ-CP Điều 20)."
                    .to_owned()
            }
            Self::NotAuthorised => {
                "Người nhận không phải chủ hồ sơ hay người nộp. Hãy ghi giấy ủy quyền \
                 (NĐ 61/2018/NĐ-CP Điều 20; Bộ luật Dân sự 2015 Điều 138)."
                    .to_owned()
            }
            Self::NoPapers => {
                "Không còn giấy tờ nào đang được giữ để giao nhận (NĐ 61/2018/NĐ-CP Điều 18)."
                    .to_owned()
            }
            Self::OnTheWayElsewhere { unit } => format!(
                "Giấy tờ đang trên đường đến «{unit}». Hãy ghi nhận ở đó trước \
                 (NĐ 61/2018/NĐ-CP Điều 18)."
            ),
            Self::UnknownUnit { unit, .. } => {
                format!("Không có đơn vị «{unit}» đang hoạt động. Hãy chọn lại trong danh mục.")
            }
            Self::NoSuchStatus => "Mã trạng thái của Cổng Dịch vụ công quốc gia từ 1 đến 10.".to_owned(),
            Self::StatusNotOwed { status, owed } => format!(
                "Hồ sơ chưa từng ở trạng thái {status} của Cổng Dịch vụ công quốc gia; \
                 trạng thái cần đồng bộ là {owed}."
            ),
            other => other.to_string(),
        }
    }
}

/// How the rule may be gone beyond, where the province allows it.
fn exception(lacks: &[&str]) -> &'static str {
    if lacks.is_empty() {
        ""
    } else {
        " Nếu luật chuyên ngành cho phép, hãy ghi căn cứ pháp lý; Trưởng Bộ phận Một cửa phê duyệt bằng cách tự gửi yêu cầu."
    }
}
