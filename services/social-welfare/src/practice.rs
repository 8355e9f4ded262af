//! How the agency's general calls may conclude its cases.

use agency_domain::{Case, Conclusion};
use chassis::{Error, Result};
use kernel::{Instant, Refuse};

/// The task that only the rules of the allowance can conclude.
pub(crate) const DECIDE: &str = "decide-allowance";

/// The practice of social welfare: an allowance is granted or refused by the assessment
/// alone, which proposes the conclusion; the head approves that one and no other.
pub(crate) struct Allowances {
    pub zone: chrono::FixedOffset,
}

impl agency::Practice for Allowances {
    fn check(&self, case: &Case, conclusion: Conclusion, _: Instant) -> Result<Conclusion> {
        if case.offer.task == DECIDE && case.conclusion() != Some(&conclusion) {
            return Err(Error::refused(Refusal::AssessmentNeeded));
        }
        if conclusion.amount.is_some() {
            return Err(Error::field(
                "conclusion.amount",
                "Thủ tục trợ giúp xã hội không thu tiền. Hãy để trống số tiền và hạn nộp.",
            ));
        }
        Ok(conclusion)
    }
}

/// Why this agency's own calls say no.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(
        "Trợ cấp chỉ được quyết định theo kết quả tính của quy định. Hãy dùng mục Xét trợ cấp theo quy định để trình quyết định."
    )]
    AssessmentNeeded,
    #[error(
        "Việc này không phải là quyết định trợ cấp xã hội hằng tháng. Hãy ghi kết luận của việc ở mục kết luận."
    )]
    OtherTask,
    #[error(
        "Lãnh đạo đã phê duyệt quyết định trợ cấp này với thông tin khác. Muốn thay đổi, hãy lập quyết định điều chỉnh."
    )]
    AlreadyApproved,
    #[error(
        "Chưa có quyết định trợ cấp cho hồ sơ này ở đơn vị của bạn. Hãy kiểm tra mã hồ sơ, hoặc xét trợ cấp trước."
    )]
    NoEntitlement,
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::AssessmentNeeded => "own-act-needed",
            Self::OtherTask => "other-task",
            Self::AlreadyApproved => "already-approved",
            Self::NoEntitlement => "entitlement-unknown",
        }
    }
    fn sentence(&self) -> String {
        self.to_string()
    }
    fn is_absence(&self) -> bool {
        matches!(self, Self::NoEntitlement)
    }
}
