//! Taking in, one by one or many at once.

use chassis::{Caller, Error, Order, Result, Violations, wire::moment};
use futures::future::join_all;
use intake_domain::{Arrival, Command, Dossier};
use kernel::{DossierId, paragraph};
use proto::intake::v1::*;
use tonic::Request;

use super::{Asked, on, reason};
use crate::{Intake, reception::Arriving, wire};

/// The most dossiers of one request.
const MANY: usize = 200;

impl Intake {
    /// Takes a filing in, together with what arrives beside it. It is checked once, here, and not
    /// while others wait.
    async fn take_in(
        &self,
        caller: &Caller,
        id: DossierId,
        filing: intake_domain::Filing,
        arrival: Arrival,
        draft: &str,
    ) -> Result<Dossier> {
        let admitted = self
            .admit(caller, draft, id, "filing.papers", &filing.papers)
            .await?;
        let now = self.chassis.clock.now();
        let checked = self.desk(now).check(id, filing, arrival);
        let order = Order::new(id, Command::TakeIn(Box::new(checked)), &caller.actor, now);
        Ok(self
            .reception
            .ask(Arriving { order, admitted })
            .await?
            .state)
    }

    pub(super) async fn submit(
        &self,
        request: Request<SubmitDossierRequest>,
    ) -> Result<SubmitDossierResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let filing = wire::filing(request.filing)?;
        let dossier = self
            .take_in(&caller, id, filing, Arrival::Online, &request.draft)
            .await?;
        Ok(SubmitDossierResponse {
            dossier_id: id.to_string(),
            code: dossier.code,
        })
    }

    pub(super) async fn accept(
        &self,
        request: Request<AcceptDossierRequest>,
    ) -> Result<AcceptDossierResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let dossier = self.accept_one(&caller, id, request).await?;
        Ok(AcceptDossierResponse {
            dossier_id: id.to_string(),
            appointment: dossier.appointment.as_ref().map(wire::appointment),
            code: dossier.code,
            receipt: dossier.receipt,
        })
    }

    async fn accept_one(
        &self,
        caller: &Caller,
        id: DossierId,
        request: AcceptDossierRequest,
    ) -> Result<Dossier> {
        self.only_desk(&caller.actor)?;
        let channel = wire::channel(request.channel())?;
        let mut wrong = Violations::default();
        let minutes = wire::optional_line(&mut wrong, "minutes", &request.minutes, 60);
        let handed_over_at = moment(request.handed_over_at);
        if request.handed_over_at.is_some() && handed_over_at.is_none() {
            wrong.add("handed_over_at", "Thời điểm ký biên bản không hợp lệ.");
        }
        wrong.finish()?;
        let arrival = Arrival::Desk {
            channel,
            handed_over_at,
            minutes,
            receipt_asked: request.receipt_asked,
        };
        let filing = wire::filing(request.filing)?;
        self.receives(caller, &filing)?;
        self.take_in(caller, id, filing, arrival, &request.draft)
            .await
    }

    /// All go down the one lane beside each other: what waits together shares a transaction, and
    /// each is answered by itself.
    pub(super) async fn accept_each(
        &self,
        request: Request<AcceptManyRequest>,
    ) -> Result<AcceptManyResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let dossiers = request.into_inner().dossiers;
        if dossiers.is_empty() || dossiers.len() > MANY {
            return Err(Error::field(
                "dossiers",
                format!("Mỗi lần nhận từ 1 đến {MANY} hồ sơ. Hãy chia thành nhiều lần."),
            ));
        }
        let each = dossiers
            .into_iter()
            .map(|one| self.answer_one(&caller, one));
        let results: Result<Vec<AcceptedOne>> = join_all(each).await.into_iter().collect();
        Ok(AcceptManyResponse { results: results? })
    }

    async fn answer_one(&self, caller: &Caller, one: AcceptDossierRequest) -> Result<AcceptedOne> {
        let dossier_id = one.dossier_id.clone();
        let accepted = async {
            let id = wire::dossier_id(&dossier_id)?;
            self.accept_one(caller, id, one).await
        };
        match accepted.await {
            Ok(dossier) => Ok(AcceptedOne {
                appointment: dossier.appointment.as_ref().map(wire::appointment),
                dossier_id,
                code: dossier.code,
                problems: Vec::new(),
                receipt: dossier.receipt,
            }),
            // What is broken on this side is no refusal: the caller asks for all of them again.
            Err(error) if error.is_fault() => Err(error),
            Err(refused) => Ok(AcceptedOne {
                dossier_id,
                problems: problems(&refused),
                ..Default::default()
            }),
        }
    }

    pub(super) async fn accept_filed(
        &self,
        request: Request<AcceptSubmittedRequest>,
    ) -> Result<AcceptSubmittedResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let act = on(request.expected_version, Command::AcceptSubmitted);
        let dossier = self.at_the_desk(&caller, id, act).await?;
        Ok(AcceptSubmittedResponse {
            appointment: dossier.appointment.as_ref().map(wire::appointment),
            code: dossier.code,
        })
    }

    pub(super) async fn refuse(
        &self,
        request: Request<RefuseDossierRequest>,
    ) -> Result<RefuseDossierResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        let reason = reason(&request.reason)?;
        let command = Command::Refuse { reason };
        let act = on(request.expected_version, command);
        self.at_the_desk(&caller, id, act).await?;
        Ok(RefuseDossierResponse {})
    }

    pub(super) async fn decline(
        &self,
        request: Request<RefuseAtCounterRequest>,
    ) -> Result<RefuseAtCounterResponse> {
        let Asked {
            caller,
            id,
            request,
            ..
        } = Asked::of(request, |r| &r.dossier_id)?;
        self.only_desk(&caller.actor)?;
        let channel = wire::channel(request.channel())?;
        let mut wrong = Violations::default();
        let reason = wrong.check("reason", paragraph(&request.reason, 1000));
        let filing = wire::filing(request.filing.map(told));
        let filing = match filing {
            Err(Error::Malformed(more)) => {
                more.into_iter()
                    .for_each(|one| wrong.add(one.field, one.remedy));
                None
            }
            other => Some(other?),
        };
        wrong.finish()?;
        let (Some(filing), Some(reason)) = (filing, reason) else {
            return Err(Error::field("filing", "Hồ sơ chưa đủ nội dung."));
        };
        self.receives(&caller, &filing)?;
        let arrival = Arrival::Declined { channel, reason };
        let dossier = self
            .take_in(&caller, id, filing, arrival, &request.draft)
            .await?;
        Ok(RefuseAtCounterResponse { code: dossier.code })
    }
}

/// What the desk is told of a filing it declines: nobody is asked how they would like a result, and
/// papers and answers are not even looked at.
fn told(mut filing: Filing) -> Filing {
    filing.papers.clear();
    filing.answers.clear();
    filing.return_address.clear();
    filing.set_return_method(ReturnMethod::Counter);
    filing
}

/// Why one of many was refused: by field where there is one, in one sentence otherwise.
fn problems(error: &Error) -> Vec<FilingProblem> {
    let (violations, sentence) = match error {
        Error::Malformed(violations) => (violations.as_slice(), error.to_string()),
        Error::Refused {
            violations,
            sentence,
            ..
        } => (violations.as_slice(), sentence.clone()),
        Error::Fault(_) => (&[][..], error.to_string()),
    };
    if violations.is_empty() {
        let field = String::new();
        return vec![FilingProblem { field, sentence }];
    }
    let problem = |violation: &chassis::Violation| FilingProblem {
        field: violation.field.clone(),
        sentence: violation.remedy.clone(),
    };
    violations.iter().map(problem).collect()
}
