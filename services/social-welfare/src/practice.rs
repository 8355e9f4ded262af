//! How the agency's general calls may conclude its cases.

use agency_domain::{Case, Conclusion};
use chassis::{Actor, Error, Order, Result, execute_one};
use kernel::{Instant, Refuse};
use social_welfare_domain::{Command, Office, RuleBook};
use sqlx::PgConnection;

use crate::store::{self, Entitlements};

/// The task that only the rules of the allowance can conclude.
pub(crate) const DECIDE: &str = "decide-allowance";

/// The practice of social welfare: an allowance is granted or refused by the assessment
/// alone, which proposes the conclusion; the head approves that one and no other.
pub(crate) struct Allowances {
    pub zone: chrono::FixedOffset,
}

impl agency::Practice for Allowances {
    fn check(&self, case: &Case, conclusion: Conclusion, _: Instant) -> Result<Conclusion> {
        agency::told_in_full(case, &conclusion)?;
        if decides(case) && case.conclusion() != Some(&conclusion) {
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

    /// The head has signed: the decision is out. A correction is carried out only now.
    async fn completing(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        conclusion: &Conclusion,
        actor: &Actor,
        now: Instant,
    ) -> Result<()> {
        let corrects = case.offer.is_correction() && case.offer.opinion.is_none();
        let command = if corrects {
            // Any other paper is corrected by its number alone.
            let drafted = store::correction(tx, case.offer.case).await?;
            let drafted = drafted
                .filter(|drafted| conclusion.document.as_ref() == Some(&drafted.decision_no));
            drafted.map(|drafted| drafted.command())
        } else {
            decides(case).then_some(Command::Issue)
        };
        match command {
            Some(command) => self.carry_out(tx, case, command, actor, now).await,
            None => Ok(()),
        }
    }

    /// A withdrawn dossier drops what was not decided. Of one given back, the draft waits for
    /// the leg to be offered again.
    async fn undoing(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        actor: &Actor,
        now: Instant,
    ) -> Result<()> {
        if !case.is_closed() {
            return Ok(());
        }
        store::drop_correction(tx, case.offer.case).await?;
        if decides(case) {
            self.carry_out(tx, case, Command::Drop, actor, now).await?;
        }
        Ok(())
    }
}

impl Allowances {
    /// Does something about the entitlement of the case's dossier, where there is one.
    async fn carry_out(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        command: Command,
        actor: &Actor,
        now: Instant,
    ) -> Result<()> {
        let Some(known) = store::of_dossier(tx, case.offer.dossier).await? else {
            return Ok(());
        };
        let office = Office {
            today: now.with_timezone(&self.zone).date_naive(),
            rules: RuleBook::national(),
        };
        let order = Order::new(known.id, command, actor, now);
        execute_one::<Entitlements>(tx, &office, order).await?;
        Ok(())
    }
}

/// True when the case is the decision on the allowance itself.
pub(crate) fn decides(case: &Case) -> bool {
    case.offer.task == DECIDE && case.offer.opinion.is_none()
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
        "Việc này đính chính quyết định đã ban hành nên phải nêu sai sót của cơ quan (Điều 21 Nghị định 61/2018/NĐ-CP). Hãy ghi lý do đính chính."
    )]
    ReasonNeeded,
    #[error("Xét trợ cấp không ghi lý do đính chính. Hãy để trống mục lý do.")]
    ReasonUnasked,
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
            Self::ReasonNeeded => "reason-needed",
            Self::ReasonUnasked => "reason-unasked",
            Self::NoEntitlement => "entitlement-unknown",
        }
    }
    fn field(&self) -> Option<String> {
        matches!(self, Self::ReasonNeeded | Self::ReasonUnasked).then(|| "reason".to_owned())
    }
    fn sentence(&self) -> String {
        self.to_string()
    }
    fn is_absence(&self) -> bool {
        matches!(self, Self::NoEntitlement)
    }
}
