use kernel::{CaseId, DossierId, Instant, LegId, UnitId};

/// What routing asks the agency to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The leg's id is the case's.
    pub case: CaseId,
    pub dossier: DossierId,
    /// The code people know the dossier by (mã số hồ sơ).
    pub code: String,
    /// The unit that is to do the work; nobody else may touch the case.
    pub unit: UnitId,
    /// What is to be done, as a word: `examine`, `tax-assessment`, `register`.
    pub task: String,
    /// The same in Vietnamese.
    pub title: String,
    pub procedure: String,
    pub procedure_version: String,
    /// The commune whose competence the matter falls under.
    pub place: UnitId,
    /// A head must approve before the leg completes.
    pub approval: bool,
    /// A machine accepts and completes it at once.
    pub automatic: bool,
    /// 1, then one more each time the leg is offered anew.
    pub attempt: u32,
    pub offered_at: Instant,
    /// When the leg should be done by its norm (định mức), where one is set.
    pub due: Option<Instant>,
    /// Working minutes the norm allots; 0 when none is set.
    pub allotted: u32,
    /// Only an opinion is asked; the dossier stays with who asks.
    pub opinion: Option<Opinion>,
}

/// An opinion that another unit asks for (lấy ý kiến, Nghị định 61/2018/NĐ-CP, khoản 5 Điều 19).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The leg it is asked for.
    pub leg: LegId,
    /// Who asks, and may read the answer.
    pub asked_by: UnitId,
}

impl Offer {
    /// The word routing gives a leg that puts an agency's own error right.
    pub const CORRECT: &'static str = "correct";

    /// True when the leg puts right what the agency did wrong, at its own cost
    /// (Nghị định 61/2018/NĐ-CP, Điều 21).
    pub fn is_correction(&self) -> bool {
        self.task == Self::CORRECT
    }

    /// What stands for an offer that was never heard: nobody's, so that nobody sees it.
    pub(crate) fn unheard(case: CaseId, dossier: DossierId, at: Instant) -> Self {
        Self {
            case,
            dossier,
            code: String::new(),
            unit: UnitId::new(""),
            task: String::new(),
            title: String::new(),
            procedure: String::new(),
            procedure_version: String::new(),
            place: UnitId::new(""),
            approval: false,
            automatic: false,
            attempt: 1,
            offered_at: at,
            due: None,
            allotted: 0,
            opinion: None,
        }
    }
}
