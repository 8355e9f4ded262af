//! What is done to a dossier between its reception and its end.

use chassis::{
    Error, Result, Violations,
    wire::{moment, timestamp},
};
use intake_domain::{Ask, Command, Proxy, Stage};
use kernel::{Personal, Role::DeskHead, UnitId, line, paragraph};
use proto::intake::v1::*;
use tonic::Request;

use super::{Asked, on, reason};
use crate::{Intake, wire};

impl Intake {
    pub(super) async fn ask(
        &self,
        request: Request<AskSupplementRequest>,
    ) -> Result<AskSupplementResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let mut wrong = Violations::default();
        let reason = wrong.check("reason", paragraph(&request.reason, 1000));
        let ground = wire::optional_line(&mut wrong, "ground", &request.ground, 300);
        wrong.finish()?;
        // Who approves is who acts: nobody puts another's name to it.
        let approver = caller.may(DeskHead).then(|| self.signature(&caller));
        let approver = approver.and_then(Result::ok).map(|head| head.name);
        let command = Command::AskSupplement(Ask {
            components: request.components,
            reason: reason.unwrap_or_default(),
            ground,
            approver,
        });
        let act = on(request.expected_version, command);
        let dossier = self.at_the_desk(&caller, id, act).await?;
        let request = dossier.open_request();
        Ok(AskSupplementResponse {
            answer_by: request.map(|request| timestamp(request.answer_by)),
        })
    }

    pub(super) async fn supply(
        &self,
        request: Request<SupplyPapersRequest>,
    ) -> Result<SupplyPapersResponse> {
        let Asked {
            caller,
            actor,
            id,
            request,
        } = Asked::of(request, |r| &r.dossier_id)?;
        self.may_supply(&caller, id, &request.proof).await?;
        let mut wrong = Violations::default();
        let papers = wire::papers(&mut wrong, "papers", &request.papers);
        wrong.finish()?;
        let admitted = self
            .admit(&caller, &request.draft, id, "papers", &papers)
            .await?;
        let command = Command::Supply { papers };
        let act = on(request.expected_version, command);
        let dossier = self.carry_out_with(&actor, id, act, admitted).await?;
        let missing = match dossier.stage {
            Stage::AwaitingSupplement { missing } => missing,
            _ => Vec::new(),
        };
        let promise = dossier.appointment.filter(|_| missing.is_empty());
        Ok(SupplyPapersResponse {
            appointment: promise.as_ref().map(wire::appointment),
            missing,
        })
    }

    pub(super) async fn withdraw(
        &self,
        request: Request<WithdrawDossierRequest>,
    ) -> Result<WithdrawDossierResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let reason = reason(&request.reason)?;
        let command = Command::Withdraw { reason };
        let act = on(request.expected_version, command);
        self.at_the_desk(&caller, id, act).await?;
        Ok(WithdrawDossierResponse {})
    }

    pub(super) async fn end_by_law(
        &self,
        request: Request<StopDossierRequest>,
    ) -> Result<StopDossierResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let reason = reason(&request.reason)?;
        let command = Command::Stop { reason };
        let act = on(request.expected_version, command);
        self.at_the_desk(&caller, id, act).await?;
        Ok(StopDossierResponse {})
    }

    pub(super) async fn apologise(
        &self,
        request: Request<MoveAppointmentRequest>,
    ) -> Result<MoveAppointmentResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let mut wrong = Violations::default();
        let reason = wrong.check("reason", paragraph(&request.reason, 1000));
        let due = moment(request.due);
        if due.is_none() {
            let undated = "Hãy ghi ngày hẹn lại, là ngày làm việc (NĐ 61/2018/NĐ-CP Điều 19.9).";
            wrong.add("due", undated);
        }
        wrong.finish()?;
        let due = due.ok_or_else(|| Error::field("due", "Thiếu ngày hẹn lại."))?;
        let command = Command::MoveAppointment {
            due,
            reason: reason.unwrap_or_default(),
            signer: self.signature(&caller)?,
        };
        let act = on(request.expected_version, command);
        let dossier = self.at_the_desk(&caller, id, act).await?;
        Ok(MoveAppointmentResponse {
            appointment: dossier.appointment.as_ref().map(wire::appointment),
        })
    }

    pub(super) async fn hand_result_over(
        &self,
        request: Request<ReturnResultRequest>,
    ) -> Result<ReturnResultResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let method =
            wire::return_method(request.method()).map_err(|why| Error::field("method", why))?;
        let mut wrong = Violations::default();
        let tracking = wire::optional_line(&mut wrong, "tracking", &request.tracking, 40);
        let proxy = proxy(&mut wrong, &request);
        wrong.finish()?;
        let command = Command::Return {
            method,
            tracking,
            proxy,
        };
        let act = on(request.expected_version, command);
        self.at_the_desk(&caller, id, act).await?;
        Ok(ReturnResultResponse {})
    }

    pub(super) async fn hand_papers_over(
        &self,
        request: Request<HandOverPapersRequest>,
    ) -> Result<HandOverPapersResponse> {
        let Asked {
            caller,
            actor,
            id,
            request,
        } = Asked::of(request, |r| &r.dossier_id)?;
        let mut wrong = Violations::default();
        let to = wire::optional_line(&mut wrong, "to_unit", &request.to_unit, 60);
        let slip = wrong.check("slip", line(&request.slip, 60));
        wrong.finish()?;
        let command = Command::HandOver {
            to: to.map(UnitId::new),
            received: request.received,
            slip: slip.unwrap_or_default(),
        };
        let act = on(request.expected_version, command);
        self.in_own_hands(&caller, id).await?;
        self.carry_out(&actor, id, act).await?;
        Ok(HandOverPapersResponse {})
    }

    pub(super) async fn correct(
        &self,
        request: Request<OpenCorrectionRequest>,
    ) -> Result<OpenCorrectionResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let leg = match request.leg_id.as_str() {
            "" => None,
            leg => Some(chassis::wire::id::<kernel::LegId>("leg_id", leg)?.to_string()),
        };
        let reason = reason(&request.reason)?;
        let command = Command::OpenCorrection { leg, reason };
        let act = on(request.expected_version, command);
        let dossier = self.at_the_desk(&caller, id, act).await?;
        Ok(OpenCorrectionResponse {
            appointment: dossier.appointment.as_ref().map(wire::appointment),
        })
    }

    pub(super) async fn lose(
        &self,
        request: Request<ReportLossRequest>,
    ) -> Result<ReportLossResponse> {
        let Asked {
            caller,
            actor,
            id,
            request,
        } = Asked::of(request, |r| &r.dossier_id)?;
        let mut wrong = Violations::default();
        let unit = wrong.check("unit", line(&request.unit, 60));
        let reason = wrong.check("reason", paragraph(&request.reason, 1000));
        wrong.finish()?;
        let command = Command::ReportLoss {
            unit: UnitId::new(unit.unwrap_or_default()),
            reason: reason.unwrap_or_default(),
        };
        let act = on(request.expected_version, command);
        self.in_own_hands(&caller, id).await?;
        self.carry_out(&actor, id, act).await?;
        Ok(ReportLossResponse {})
    }

    pub(super) async fn take_sync(
        &self,
        request: Request<RecordSyncRequest>,
    ) -> Result<RecordSyncResponse> {
        let Asked {
            actor, id, request, ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let mut wrong = Violations::default();
        let failure = wire::optional_line(&mut wrong, "failure", &request.failure, 300);
        wrong.finish()?;
        let command = Command::RecordSync {
            status: u8::try_from(request.status).unwrap_or(u8::MAX),
            failure,
        };
        self.carry_out(&actor, id, command).await?;
        Ok(RecordSyncResponse {})
    }
}

/// Who takes a result for its owner, when somebody does: named, with their own number.
fn proxy(wrong: &mut Violations, request: &ReturnResultRequest) -> Option<Proxy> {
    let parts = [
        &request.proxy_name,
        &request.proxy_citizen_id,
        &request.authorisation,
    ];
    if parts.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    let name = wrong.check("proxy_name", line(&request.proxy_name, 120));
    let number = wrong.check("proxy_citizen_id", request.proxy_citizen_id.parse());
    let authorisation = wire::optional_line(wrong, "authorisation", &request.authorisation, 300);
    Some(Proxy {
        name: Personal::new(name?),
        number: Personal::new(number?),
        authorisation: authorisation.map(Personal::new),
    })
}
