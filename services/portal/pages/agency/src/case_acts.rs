//! Carrying out one act on a case.

use proto::{
    agency::v1::{
        ApproveRequest, CompleteRequest, GiveBackRequest, NeedSupplementRequest, ProposeRequest,
        ReassignRequest, RefuseRequest, SendBackRequest, SignApologyRequest, StateDelayRequest,
        TakeRequest, WithdrawRequest,
    },
    routing::v1::AskOpinionRequest,
    social_welfare::v1::{AssessAllowanceRequest, Assessment},
};

use super::case::Desk;
use crate::requests;
use portal_ui::{failure::Failure, fields::Fields, format};

/// What an act answers besides being done.
pub enum Done {
    Act,
    Slip(Vec<String>),
    Assessed(Assessment),
}

impl Desk {
    pub async fn carry_out(&self, act: &str, sent: &Fields) -> Result<Done, Failure> {
        let case_id = self.case.case_id.clone();
        let expected_version = sent.count("expected_version");
        let reason = sent.get("reason").to_owned();
        let mut agency = self.ask.agency(self.host);
        match act {
            "nhan" => drop(
                agency
                    .take(TakeRequest {
                        case_id,
                        expected_version,
                    })
                    .await?,
            ),
            "tu-choi" => drop(
                agency
                    .refuse(RefuseRequest {
                        case_id,
                        reason,
                        expected_version,
                    })
                    .await?,
            ),
            "tra-lai" => drop(
                agency
                    .give_back(GiveBackRequest {
                        case_id,
                        reason,
                        expected_version,
                    })
                    .await?,
            ),
            "trinh" => {
                let conclusion = Some(requests::conclusion(sent));
                drop(
                    agency
                        .propose(ProposeRequest {
                            case_id,
                            conclusion,
                            expected_version,
                        })
                        .await?,
                );
            }
            "rut-lai" => drop(
                agency
                    .withdraw(WithdrawRequest {
                        case_id,
                        expected_version,
                    })
                    .await?,
            ),
            "duyet" => {
                drop(
                    agency
                        .approve(ApproveRequest {
                            case_id,
                            expected_version,
                        })
                        .await?,
                );
            }
            "ket-luan" => {
                let conclusion = Some(requests::conclusion(sent));
                drop(
                    agency
                        .complete(CompleteRequest {
                            case_id,
                            conclusion,
                            expected_version,
                        })
                        .await?,
                );
            }
            "hoan-thanh" => drop(
                agency
                    .complete(CompleteRequest {
                        case_id,
                        conclusion: None,
                        expected_version,
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
            act => return self.carry_out_within(act, sent).await,
        }
        Ok(Done::Act)
    }

    /// What an agency does inside itself, asks of others, or owes the person.
    async fn carry_out_within(&self, act: &str, sent: &Fields) -> Result<Done, Failure> {
        let case_id = self.case.case_id.clone();
        let expected_version = sent.count("expected_version");
        let reason = sent.get("reason").to_owned();
        let mut agency = self.ask.agency(self.host);
        match act {
            "lay-y-kien" => drop(
                self.ask
                    .routing()
                    .ask_opinion(AskOpinionRequest {
                        dossier_id: self.case.dossier_id.clone(),
                        leg_id: case_id,
                        opinion_id: sent.get("opinion_id").to_owned(),
                        unit: sent.get("unit").to_owned(),
                        question: sent.get("question").to_owned(),
                        answer_by: format::entered(sent.get("answer_by")),
                    })
                    .await?,
            ),
            "can-bo-sung" => drop(
                agency
                    .need_supplement(NeedSupplementRequest {
                        case_id,
                        components: sent.all("components"),
                        reason,
                        expected_version,
                    })
                    .await?,
            ),
            "phan-cong" => {
                let officer = sent.get("officer").to_owned();
                drop(
                    agency
                        .reassign(ReassignRequest {
                            case_id,
                            officer,
                            reason,
                            expected_version,
                        })
                        .await?,
                );
            }
            "tra-sua" => drop(
                agency
                    .send_back(SendBackRequest {
                        case_id,
                        reason,
                        expected_version,
                    })
                    .await?,
            ),
            "neu-ly-do" => drop(
                agency
                    .state_delay(StateDelayRequest {
                        case_id,
                        reason,
                        new_due: format::entered(sent.get("new_due")),
                        expected_version,
                    })
                    .await?,
            ),
            "ky-xin-loi" => drop(
                agency
                    .sign_apology(SignApologyRequest {
                        case_id,
                        expected_version,
                    })
                    .await?,
            ),
            _ => {
                let sentence = self
                    .visit
                    .lang
                    .pick("Không có việc này.", "There is no such act.");
                return Err(Failure::Absent(sentence.to_owned()));
            }
        }
        Ok(Done::Act)
    }
}
