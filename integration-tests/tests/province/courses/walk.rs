//! One dossier on its course: whoever looks does what is next, and leaves the rest for later.

use std::{fmt, time::Duration};

use catalogue::Procedure;
use chrono::{DateTime, Utc};
use proto::{
    agency::v1::CaseStage,
    intake::v1::{
        AcceptDossierRequest, AcceptSubmittedRequest, Channel, Filing, Paper, RefuseDossierRequest,
        ReturnMethod, ReturnResultRequest, Stage, SubmitDossierRequest, TrackDossierRequest,
        TrackDossierResponse, WithdrawDossierRequest,
    },
    routing::v1::{GetRouteResponse, Leg, LegStatus, SettlePaymentRequest},
};
use province::Clients;
use uuid::Uuid;

use super::{acts, delay, era::Era, papers, supplement::Supplement};
use crate::support::{
    Dossier,
    filings::{self, SELLER},
    people::{Desk, here, route, until},
};

/// The ways a dossier may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    Straight,
    Supplemented,
    Refused,
    Withdrawn,
    Overdue,
}

pub const COURSES: [Course; 5] = [
    Course::Straight,
    Course::Supplemented,
    Course::Refused,
    Course::Withdrawn,
    Course::Overdue,
];

/// A moment at which everybody looks.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub era: &'a Era,
    pub clients: &'a Clients,
    pub now: DateTime<Utc>,
    /// When they look next.
    pub next: DateTime<Utc>,
}

/// What came of a look.
#[derive(PartialEq)]
pub enum Outcome {
    Did,
    /// A word is still on its way.
    OnItsWay,
    NothingToDo,
}

use Outcome::{Did, NothingToDo, OnItsWay};

pub struct Walk {
    pub procedure: String,
    pub course: Course,
    pub dossier: Dossier,
    pub channel: Channel,
    /// The number of its parcel, and of every paper it produces.
    pub number: u32,
    /// Even: refused before it is received, or given an apology in time.
    pub even: bool,
    pub ended: bool,
    /// A unit said that it is not competent.
    pub declined: bool,
    pub supplement: Supplement,
    /// The date promised first.
    pub promised: Option<DateTime<Utc>>,
    /// The unit that let the promise pass, and whether its head had signed an apology before.
    pub late_with: Option<String>,
    pub apologised: bool,
    /// The leg it lay on has a norm of its own.
    pub by_norm: bool,
}

impl Walk {
    /// Files the `turn`-th dossier of a procedure, the `n`-th of all.
    pub async fn begin(
        look: Look<'_>,
        procedure: &Procedure,
        course: Course,
        (n, turn): (usize, usize),
    ) -> Self {
        let number = 1000 + u32::try_from(n * COURSES.len() + turn).unwrap();
        if procedure
            .fields
            .iter()
            .any(|field| field.key == "map_sheet")
        {
            filings::parcel(look.clients, number, SELLER).await;
        }
        let mut walk = Self {
            procedure: procedure.code.clone(),
            course,
            dossier: Dossier {
                id: Uuid::now_v7().to_string(),
                code: String::new(),
            },
            channel: papers::channel(procedure, n + turn),
            number,
            even: n.is_multiple_of(2),
            ended: false,
            declined: false,
            supplement: Supplement::of(procedure),
            promised: None,
            late_with: None,
            apologised: false,
            by_norm: false,
        };
        if walk.is_refused_at_the_door() {
            walk.channel = Channel::Online;
        }
        let filing = papers::filing(look.era, procedure, number, turn);
        walk.file(look, filing).await;
        walk
    }

    pub fn is_refused_at_the_door(&self) -> bool {
        self.course == Course::Refused && self.even
    }

    async fn file(&mut self, look: Look<'_>, filing: Filing) {
        let dossier_id = self.dossier.id.clone();
        let desk = look.era.desk();
        if self.channel == Channel::Online {
            let request = SubmitDossierRequest {
                dossier_id: dossier_id.clone(),
                filing: Some(filing),
                ..Default::default()
            };
            let filed = look.clients.intake("citizen").submit_dossier(request).await;
            self.dossier.code = filed.unwrap().into_inner().code;
            if self.is_refused_at_the_door() {
                return;
            }
            let request = AcceptSubmittedRequest {
                dossier_id,
                ..Default::default()
            };
            let mut intake = look.clients.intake(&desk);
            intake.accept_submitted(request).await.unwrap();
        } else {
            let post = self.channel == Channel::Post;
            let request = AcceptDossierRequest {
                dossier_id,
                filing: Some(filing),
                channel: self.channel.into(),
                handed_over_at: post.then(|| chassis::wire::timestamp(look.now)),
                minutes: if post {
                    format!("BB-{}", self.number)
                } else {
                    String::new()
                },
                ..Default::default()
            };
            let accepted = look.clients.intake(&desk).accept_dossier(request).await;
            let accepted = accepted.unwrap_or_else(|why| panic!("{}: {why:?}", self.procedure));
            self.dossier.code = accepted.into_inner().code;
        }
        let promise = self.track(look).await.appointment.unwrap();
        self.promised = Some(moment(promise.due));
        route(look.clients, &self.dossier).await;
    }

    pub async fn track(&self, look: Look<'_>) -> TrackDossierResponse {
        until("the dossier", async || {
            let code = self.dossier.code.clone();
            let mut intake = look.clients.intake("citizen");
            here(intake.track_dossier(TrackDossierRequest { code }).await)
        })
        .await
    }

    /// Does what is next; and, should the date pass before anybody looks again, all that is next.
    pub async fn go_on(&mut self, look: Look<'_>) {
        for _ in 0..1_000 {
            match self.step(look).await {
                NothingToDo => return,
                Did if !self.is_urgent(look).await => return,
                Did => {}
                OnItsWay => tokio::time::sleep(Duration::from_millis(10)).await,
            }
        }
        panic!("{} {:?} never gets anywhere", self.procedure, self.course);
    }

    async fn is_urgent(&self, look: Look<'_>) -> bool {
        if self.ended || self.is_refused_at_the_door() || self.course == Course::Overdue {
            return false;
        }
        let tracked = self.track(look).await;
        tracked.stage() == Stage::InProgress
            && tracked
                .appointment
                .is_some_and(|promise| moment(promise.due) < look.next)
    }

    async fn step(&mut self, look: Look<'_>) -> Outcome {
        let tracked = self.track(look).await;
        match tracked.stage() {
            Stage::Submitted => self.refuse_at_the_door(look).await,
            Stage::Settled => self.hand_over(look).await,
            Stage::AwaitingSupplement => {
                self.supplement.supply(look, &self.dossier, &tracked).await
            }
            Stage::InProgress | Stage::ClockStopped => {
                let route = route(look.clients, &self.dossier).await;
                if route.settled || route.closed {
                    return OnItsWay;
                }
                self.on_the_way(look, &tracked, &route).await
            }
            _ => {
                self.ended = true;
                NothingToDo
            }
        }
    }

    async fn refuse_at_the_door(&self, look: Look<'_>) -> Outcome {
        let request = RefuseDossierRequest {
            dossier_id: self.dossier.id.clone(),
            reason: "Không thuộc phạm vi tiếp nhận (ví dụ)".to_owned(),
            ..Default::default()
        };
        let mut intake = look.clients.intake(&look.era.desk());
        intake.refuse_dossier(request).await.unwrap();
        Did
    }

    async fn hand_over(&self, look: Look<'_>) -> Outcome {
        let request = ReturnResultRequest {
            dossier_id: self.dossier.id.clone(),
            method: ReturnMethod::Counter.into(),
            ..Default::default()
        };
        let mut intake = look.clients.intake(&look.era.desk());
        intake.return_result(request).await.unwrap();
        Did
    }

    async fn on_the_way(
        &mut self,
        look: Look<'_>,
        tracked: &TrackDossierResponse,
        route: &GetRouteResponse,
    ) -> Outcome {
        if route.legs.iter().any(|leg| leg.status() == LegStatus::Held) {
            match self.course {
                Course::Withdrawn => return self.withdraw(look).await,
                Course::Supplemented if !self.supplement.is_over() => {
                    return self
                        .supplement
                        .ask(look, &self.dossier, tracked, route)
                        .await;
                }
                _ => {}
            }
        }
        let mut outcome = NothingToDo;
        for leg in &route.legs {
            match self.work_on(look, leg).await {
                Did => outcome = Did,
                OnItsWay if outcome == NothingToDo => outcome = OnItsWay,
                _ => {}
            }
        }
        outcome
    }

    async fn withdraw(&self, look: Look<'_>) -> Outcome {
        let request = WithdrawDossierRequest {
            dossier_id: self.dossier.id.clone(),
            reason: "Người nộp xin rút hồ sơ".to_owned(),
            ..Default::default()
        };
        let mut intake = look.clients.intake(&look.era.desk());
        intake.withdraw_dossier(request).await.unwrap();
        Did
    }

    async fn work_on(&mut self, look: Look<'_>, leg: &Leg) -> Outcome {
        match leg.status() {
            LegStatus::Offered if leg.host != "intake" => self.take(look, leg).await,
            LegStatus::Held => self.conclude(look, leg).await,
            LegStatus::AwaitingPayment => self.pay(look, leg).await,
            LegStatus::Undetermined if self.declined => self.resolve(look, leg).await,
            LegStatus::Undetermined => panic!("nobody does {}: {leg:#?}", self.procedure),
            LegStatus::Refused => panic!("{} was declined: {leg:#?}", self.procedure),
            _ => NothingToDo,
        }
    }

    async fn take(&mut self, look: Look<'_>, leg: &Leg) -> Outcome {
        let desk = Desk {
            clients: look.clients,
            leg,
        };
        let Some(case) = desk.case().await else {
            return OnItsWay;
        };
        if case.stage() != CaseStage::Offered || case.attempt != leg.attempt {
            return OnItsWay;
        }
        if self.course == Course::Refused && !self.declined {
            self.declined = true;
            let request = proto::agency::v1::RefuseRequest {
                case_id: leg.leg_id.clone(),
                reason: "not-competent".to_owned(),
                ..Default::default()
            };
            let mut agency = look.clients.agency(&leg.host, &desk.officer());
            agency.refuse(request).await.unwrap();
        } else {
            desk.take(&case).await;
        }
        Did
    }

    async fn resolve(&self, look: Look<'_>, leg: &Leg) -> Outcome {
        let request = proto::routing::v1::ResolveCompetenceRequest {
            dossier_id: self.dossier.id.clone(),
            leg_id: leg.leg_id.clone(),
            unit: leg.unit.clone(),
            reason: "Đơn vị vẫn là cơ quan có thẩm quyền (ví dụ)".to_owned(),
        };
        let mut routing = look.clients.routing(&look.era.desk());
        let resolved = here(routing.resolve_competence(request).await);
        resolved.map_or(OnItsWay, |_| Did)
    }

    async fn conclude(&mut self, look: Look<'_>, leg: &Leg) -> Outcome {
        let desk = Desk {
            clients: look.clients,
            leg,
        };
        if self.course == Course::Overdue && delay::holds_back(self, look, &desk).await {
            return NothingToDo;
        }
        let part = match self.course {
            Course::Refused => acts::not_eligible(),
            _ => acts::in_favour(&self.procedure, leg, self.number),
        };
        let mut outcome = OnItsWay;
        while let Some(case) = desk.case().await {
            if case.stage() == CaseStage::Completed {
                break;
            }
            desk.next(&case, &part).await;
            outcome = Did;
        }
        outcome
    }

    async fn pay(&self, look: Look<'_>, leg: &Leg) -> Outcome {
        let request = SettlePaymentRequest {
            dossier_id: self.dossier.id.clone(),
            reference: leg.reference.clone(),
            receipt: format!("BL-{}", self.number),
            ..Default::default()
        };
        let mut routing = look.clients.routing("service:portal");
        routing.settle_payment(request).await.unwrap();
        Did
    }
}

/// The procedure and the course.
impl fmt::Display for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let course = format!("{:?}", self.course).to_lowercase();
        write!(f, "{} {course}", self.procedure)
    }
}

/// A moment of the contract.
pub fn moment(at: Option<prost_types::Timestamp>) -> DateTime<Utc> {
    let at = at.unwrap();
    DateTime::from_timestamp(at.seconds, at.nanos as u32).unwrap()
}

/// What is handed in of a component.
pub fn paper(component: &str) -> Paper {
    Paper {
        component: component.to_owned(),
        originals: 1,
        ..Default::default()
    }
}
