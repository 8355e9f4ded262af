//! Carrying out one act on a case.

use proto::{
    agency::v1::{
        ApproveRequest, CompleteRequest, GiveBackRequest, ProposeRequest, RefuseRequest,
        TakeRequest,
    },
    social_welfare::v1::{AssessAllowanceRequest, Assessment},
};

use super::case::Desk;
use crate::{failure::Failure, fields::Fields, requests};

/// What an act answers besides being done.
pub enum Done {
    Act,
    Slip(Vec<String>),
    Assessed(Assessment),
}

impl Desk {
    pub async fn carry_out(&self, act: &str, sent: &Fields) -> Result<Done, Failure> {
        let case_id = self.case.case_id.clone();
        let reason = sent.get("reason").to_owned();
        let mut agency = self.ask.agency(self.host);
        match act {
            "nhan" => drop(agency.take(TakeRequest { case_id }).await?),
            "tu-choi" => drop(agency.refuse(RefuseRequest { case_id, reason }).await?),
            "tra-lai" => drop(
                agency
                    .give_back(GiveBackRequest { case_id, reason })
                    .await?,
            ),
            "trinh" => {
                let conclusion = Some(requests::conclusion(sent));
                drop(
                    agency
                        .propose(ProposeRequest {
                            case_id,
                            conclusion,
                        })
                        .await?,
                );
            }
            // The rules want a second person: a demonstration lets the same visitor play the head.
            "duyet" => {
                let mut head = self.visit.ask_at(&self.unit, true).agency(self.host);
                drop(head.approve(ApproveRequest { case_id }).await?);
            }
            "ket-luan" => {
                let conclusion = Some(requests::conclusion(sent));
                drop(
                    agency
                        .complete(CompleteRequest {
                            case_id,
                            conclusion,
                        })
                        .await?,
                );
            }
            "hoan-thanh" => drop(
                agency
                    .complete(CompleteRequest {
                        case_id,
                        conclusion: None,
                    })
                    .await?,
            ),
            "tham-dinh" => {
                let request = requests::examine_transfer(case_id, sent);
                let slip = self
                    .ask
                    .land_records()
                    .examine_transfer(request)
                    .await?
                    .into_inner()
                    .tax_slip;
                return Ok(Done::Slip(slip));
            }
            "dang-ky" => drop(
                self.ask
                    .land_records()
                    .register_transfer(requests::register_transfer(case_id, sent))
                    .await?,
            ),
            "the-chap" => drop(
                self.ask
                    .land_records()
                    .register_mortgage(requests::register_mortgage(case_id, sent))
                    .await?,
            ),
            "cap-lai" => drop(
                self.ask
                    .land_records()
                    .reissue_certificate(requests::reissue(case_id, sent))
                    .await?,
            ),
            "tinh-thu" => {
                let request = AssessAllowanceRequest {
                    facts: Some(requests::facts(sent)),
                    on: String::new(),
                };
                let assessed = self
                    .ask
                    .social_welfare()
                    .assess_allowance(request)
                    .await?
                    .into_inner();
                return Ok(Done::Assessed(assessed.assessment.unwrap_or_default()));
            }
            "tro-cap" => drop(
                self.ask
                    .social_welfare()
                    .decide_allowance(requests::decide_allowance(case_id, sent))
                    .await?,
            ),
            _ => return Err(Failure::Absent("Không có việc này.".to_owned())),
        }
        Ok(Done::Act)
    }
}
