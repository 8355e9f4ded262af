//! Which act of the registry concludes which leg.

use agency_domain::Case;
use chassis::{Error, Result};
use kernel::Refuse;

/// What the registry does besides keeping custody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    ExamineTransfer,
    RegisterTransfer,
    RegisterMortgage,
    ReissueCertificate,
    CorrectCertificate,
}

/// By the national code of the procedure and the task of the leg. Every other leg is
/// concluded like any agency's.
const ACTS: [(&str, &str, Act); 4] = [
    ("1.013831", "examine", Act::ExamineTransfer),
    ("1.013831", "register", Act::RegisterTransfer),
    ("1.011441", "register", Act::RegisterMortgage),
    ("1.012786", "register", Act::ReissueCertificate),
];

/// The procedures that end in the register.
pub const PROCEDURES: [&str; 4] = [ACTS[0].0, ACTS[1].0, ACTS[2].0, ACTS[3].0];

impl Act {
    pub fn of(case: &Case) -> Option<Self> {
        // Whoever only asks an opinion, or has an error put right, asks for no registration.
        if case.offer.opinion.is_some() {
            return None;
        }
        if case.offer.is_correction() {
            return Some(Self::CorrectCertificate);
        }
        let leg = (case.offer.procedure.as_str(), case.offer.task.as_str());
        let found = ACTS.iter().find(|(code, task, _)| (*code, *task) == leg);
        found.map(|(_, _, act)| *act)
    }

    /// What the officer is told to do instead of a general conclusion.
    pub fn instead(self) -> &'static str {
        match self {
            Self::ExamineTransfer => {
                "Khâu này phải thẩm định với hồ sơ địa chính. Hãy dùng mục thẩm định chuyển quyền, hệ thống lập Phiếu chuyển thông tin."
            }
            Self::RegisterTransfer => {
                "Khâu này phải ghi biến động vào sổ địa chính và cấp Giấy chứng nhận. Hãy dùng mục đăng ký biến động."
            }
            Self::RegisterMortgage => {
                "Khâu này phải ghi thế chấp vào sổ địa chính. Hãy dùng mục đăng ký thế chấp."
            }
            Self::ReissueCertificate => {
                "Khâu này phải hủy Giấy chứng nhận đã mất và cấp giấy mới. Hãy dùng mục cấp lại Giấy chứng nhận."
            }
            Self::CorrectCertificate => {
                "Khâu này đính chính sai sót của cơ quan. Hãy dùng mục đính chính Giấy chứng nhận, hoặc ghi số giấy tờ đã đính chính và lý do."
            }
        }
    }

    /// # Errors
    /// When the leg is concluded in another way.
    pub fn must_conclude(self, case: &Case) -> Result<()> {
        if Self::of(case) == Some(self) {
            Ok(())
        } else {
            Err(Error::refused(WrongAct))
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error(
    "Việc vừa chọn không thuộc khâu này của thủ tục. Hãy tải lại hồ sơ và chọn đúng việc của khâu."
)]
struct WrongAct;

impl Refuse for WrongAct {
    fn reason(&self) -> &'static str {
        "wrong-act"
    }
    fn sentence(&self) -> String {
        self.to_string()
    }
    fn field(&self) -> Option<String> {
        Some("case_id".to_owned())
    }
}
