//! The supplement: an agency finds something missing, the desk asks once for all of it, and the
//! person brings it in two goes.

use catalogue::Procedure;
use chrono::{DateTime, TimeDelta, Utc};
use proto::{
    agency::v1::NeedSupplementRequest,
    intake::v1::{AskSupplementRequest, Stage, SupplyPapersRequest, TrackDossierResponse},
    routing::v1::{GetRouteResponse, LegStatus},
};

use super::walk::{Look, Outcome, paper};
use crate::support::{Dossier, people::Desk};

const WHY: &str = "Bản nộp không đọc được, đề nghị nộp lại (ví dụ)";

pub struct Supplement {
    /// What is found missing.
    components: Vec<String>,
    needed: bool,
    asked: Option<DateTime<Utc>>,
    over: bool,
}

impl Supplement {
    /// Two of the required papers, or the one there is.
    pub fn of(procedure: &Procedure) -> Self {
        let required = procedure.components.iter().filter(|one| one.required);
        Self {
            components: required.take(2).map(|one| one.key.clone()).collect(),
            needed: false,
            asked: None,
            over: false,
        }
    }

    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The agency says so; the desk, which sees it on its list, asks.
    pub async fn ask(
        &mut self,
        look: Look<'_>,
        dossier: &Dossier,
        tracked: &TrackDossierResponse,
        route: &GetRouteResponse,
    ) -> Outcome {
        if !self.needed {
            let held = route
                .legs
                .iter()
                .find(|leg| leg.status() == LegStatus::Held);
            let leg = held.unwrap();
            let desk = Desk {
                clients: look.clients,
                leg,
            };
            let request = NeedSupplementRequest {
                case_id: leg.leg_id.clone(),
                components: self.components.clone(),
                reason: WHY.to_owned(),
                ..Default::default()
            };
            let mut agency = look.clients.agency(&leg.host, &desk.officer());
            agency.need_supplement(request).await.unwrap();
            self.needed = true;
            return Outcome::OnItsWay;
        }
        if self.asked.is_some() {
            return Outcome::OnItsWay;
        }
        let Some(needed) = &tracked.needed else {
            return Outcome::OnItsWay;
        };
        assert_eq!(
            (&needed.components, needed.reason.as_str()),
            (&self.components, WHY)
        );
        let request = AskSupplementRequest {
            dossier_id: dossier.id.clone(),
            components: needed.components.clone(),
            reason: needed.reason.clone(),
            ..Default::default()
        };
        let mut intake = look.clients.intake(&look.era.desk());
        intake.ask_supplement(request).await.unwrap();
        self.asked = Some(look.now);
        Outcome::Did
    }

    /// The person takes two days, and then comes twice.
    pub async fn supply(
        &mut self,
        look: Look<'_>,
        dossier: &Dossier,
        tracked: &TrackDossierResponse,
    ) -> Outcome {
        assert_eq!(tracked.stage(), Stage::AwaitingSupplement);
        let asked = self.asked.unwrap();
        if look.now - asked < TimeDelta::days(2) {
            return Outcome::NothingToDo;
        }
        let brought = tracked.asked.first().unwrap();
        let request = SupplyPapersRequest {
            dossier_id: dossier.id.clone(),
            papers: vec![paper(brought)],
            ..Default::default()
        };
        let mut intake = look.clients.intake(&look.era.desk());
        let supplied = intake.supply_papers(request).await.unwrap().into_inner();
        let others: Vec<&String> = tracked.asked.iter().skip(1).collect();
        assert_eq!(supplied.missing.iter().collect::<Vec<_>>(), others);
        // A promise is made anew once nothing is missing.
        assert_eq!(supplied.appointment.is_some(), others.is_empty());
        self.over = others.is_empty();
        Outcome::Did
    }
}
