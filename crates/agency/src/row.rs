//! A case as a row.

use agency_domain::{
    Case, Conclusion, Ground, Held, Offer, Opinion, Pause, RefuseReason, Stage, Timing,
};
use chassis::Stored;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::Personal;
use sqlx::types::Json;
use uuid::Uuid;

use crate::kept::{KeptApology, KeptAsk};

type Moment = DateTime<Utc>;

macro_rules! columns {
    ($($name:ident: $kind:ty),* $(,)?) => {
        /// One case.
        #[derive(Clone, Debug, Default)]
        pub(crate) struct Row { $(pub $name: $kind),* }

        /// Many cases, a column a list.
        #[derive(Debug, Default)]
        pub(crate) struct Columns { $(pub $name: Vec<$kind>),* }

        impl Columns {
            fn push(&mut self, row: Row) { $(self.$name.push(row.$name);)* }
        }
    };
}

columns! {
    id: Uuid,
    version: i32,
    dossier: Uuid,
    code: String,
    unit: String,
    task: String,
    title: String,
    procedure: String,
    procedure_version: String,
    place: String,
    approval: bool,
    automatic: bool,
    attempt: i32,
    offered_at: Moment,
    due: Option<Moment>,
    opinion_for: Option<Uuid>,
    asked_by: Option<String>,
    stage: String,
    officer: Option<String>,
    accepted_at: Option<Moment>,
    proposer: Option<String>,
    approver: Option<String>,
    granted: Option<bool>,
    document: Option<String>,
    amount: Option<i64>,
    pay_by: Option<NaiveDate>,
    ground: Option<String>,
    payment_due: Option<bool>,
    reason: Option<String>,
    ended_at: Option<Moment>,
    route_over: bool,
    apology: Option<Json<KeptApology>>,
    asked: Option<Json<KeptAsk>>,
    note: Option<String>,
    urgent: Option<Moment>,
    allotted: i32,
    paused_at: Option<Moment>,
    paused_for: Option<String>,
    opinions: i32,
}

impl Columns {
    pub fn of(cases: &[Stored<Case>]) -> Self {
        let mut columns = Self::default();
        for case in cases {
            columns.push(Row::of(case));
        }
        columns
    }
}

impl Row {
    fn of(stored: &Stored<Case>) -> Self {
        let case = &stored.state;
        let Case { offer, stage, .. } = case;
        let held = case.held();
        let mut row = Self {
            id: stored.id,
            version: stored.version as i32,
            dossier: offer.dossier.uuid(),
            code: offer.code.clone(),
            unit: offer.unit.as_str().to_owned(),
            task: offer.task.clone(),
            title: offer.title.clone(),
            procedure: offer.procedure.clone(),
            procedure_version: offer.procedure_version.clone(),
            place: offer.place.as_str().to_owned(),
            approval: offer.approval,
            automatic: offer.automatic,
            attempt: offer.attempt as i32,
            offered_at: offer.offered_at,
            due: offer.due,
            opinion_for: offer.opinion.as_ref().map(|opinion| opinion.leg.uuid()),
            asked_by: offer
                .opinion
                .as_ref()
                .map(|opinion| opinion.asked_by.to_string()),
            stage: stage.name().to_owned(),
            officer: held.and_then(|held| held.officer.clone()),
            accepted_at: held.map(|held| held.since),
            ended_at: case.ended_at(),
            route_over: case.route_over,
            apology: case.apology.as_ref().map(KeptApology::of).map(Json),
            asked: case.asked.as_ref().map(KeptAsk::of).map(Json),
            note: case.note.as_ref().map(|note| note.reveal().clone()),
            urgent: case.urgent(),
            allotted: offer.allotted as i32,
            paused_at: case.timing.paused.as_ref().map(|pause| pause.since),
            paused_for: case
                .timing
                .paused
                .as_ref()
                .map(|pause| pause.ground.clone()),
            opinions: case.timing.opinions as i32,
            ..Self::default()
        };
        if let Some(conclusion) = case.conclusion() {
            row.granted = Some(conclusion.granted);
            row.document = conclusion.document.clone();
            row.amount = conclusion.amount;
            row.pay_by = conclusion.pay_by;
            row.ground = conclusion.reason.as_ref().map(|r| r.reveal().clone());
            row.payment_due = Some(conclusion.payment_due);
        }
        match stage {
            Stage::Proposed { proposer, .. } => row.proposer = Some(proposer.clone()),
            Stage::Approved {
                proposer, approver, ..
            } => {
                row.proposer = Some(proposer.clone());
                row.approver = Some(approver.clone());
            }
            Stage::Refused { reason, .. } => row.reason = Some(reason.key().to_owned()),
            Stage::Returned { reason, .. } => row.reason = Some(reason.clone()),
            Stage::Closed { ground, .. } => row.reason = Some(ground.key().to_owned()),
            Stage::Offered | Stage::Held(_) | Stage::Completed { .. } | Stage::Recalled { .. } => {}
        }
        row
    }

    /// # Errors
    /// When the columns contradict each other, which the table's checks do not allow.
    pub fn read(self) -> sqlx::Result<Stored<Case>> {
        let id = self.id;
        let unreadable = || sqlx::Error::Decode(format!("case {id} contradicts itself").into());
        let version = u32::try_from(self.version).map_err(|_| unreadable())?;
        let state = self.case().ok_or_else(unreadable)?;
        Ok(Stored { id, version, state })
    }

    fn case(self) -> Option<Case> {
        let stage = self.stage()?;
        let opinion = self.opinion_for.zip(self.asked_by);
        let opinion = opinion.map(|(leg, asked_by)| Opinion {
            leg: leg.into(),
            asked_by: kernel::UnitId::new(asked_by),
        });
        let pause = self.paused_at.zip(self.paused_for);
        let timing = Timing {
            paused: pause.map(|(since, ground)| Pause { since, ground }),
            opinions: u32::try_from(self.opinions).ok()?,
        };
        let offer = Offer {
            case: self.id.into(),
            dossier: self.dossier.into(),
            code: self.code,
            unit: kernel::UnitId::new(self.unit),
            task: self.task,
            title: self.title,
            procedure: self.procedure,
            procedure_version: self.procedure_version,
            place: kernel::UnitId::new(self.place),
            approval: self.approval,
            automatic: self.automatic,
            attempt: u32::try_from(self.attempt).ok()?,
            offered_at: self.offered_at,
            due: self.due,
            allotted: u32::try_from(self.allotted).ok()?,
            opinion,
        };
        Some(Case {
            offer,
            stage,
            route_over: self.route_over,
            apology: self.apology.map(|apology| apology.0.read()),
            asked: self.asked.map(|asked| asked.0.read()),
            note: self.note.map(Personal::new),
            timing,
        })
    }

    fn stage(&self) -> Option<Stage> {
        let held = || {
            let (officer, since) = (self.officer.clone(), self.accepted_at?);
            Some(Held { officer, since })
        };
        let conclusion = || {
            Some(Conclusion {
                granted: self.granted?,
                document: self.document.clone(),
                amount: self.amount,
                pay_by: self.pay_by,
                reason: self.ground.clone().map(Personal::new),
                payment_due: self.payment_due?,
            })
        };
        Some(match self.stage.as_str() {
            "offered" => Stage::Offered,
            "held" => Stage::Held(held()?),
            "proposed" => Stage::Proposed {
                held: held()?,
                conclusion: conclusion()?,
                proposer: self.proposer.clone()?,
            },
            "approved" => Stage::Approved {
                held: held()?,
                conclusion: conclusion()?,
                proposer: self.proposer.clone()?,
                approver: self.approver.clone()?,
            },
            "completed" => Stage::Completed {
                held: held()?,
                conclusion: conclusion()?,
                at: self.ended_at?,
            },
            "refused" => Stage::Refused {
                reason: RefuseReason::from_key(self.reason.as_deref()?)?,
                at: self.ended_at?,
            },
            "returned" => Stage::Returned {
                held: held()?,
                reason: self.reason.clone()?,
                at: self.ended_at?,
            },
            "recalled" => Stage::Recalled { at: self.ended_at? },
            "closed" => Stage::Closed {
                held: held(),
                ground: Ground::from_key(self.reason.as_deref()?)?,
                at: self.ended_at?,
            },
            _ => return None,
        })
    }
}
