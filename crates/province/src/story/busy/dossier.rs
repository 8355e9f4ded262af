//! One dossier, and those who work on it.

use anyhow::Context as _;
use chassis::{Caller, wire::timestamp};
use chrono::{DateTime, Utc};
use proto::{
    agency::v1::{ProposeRequest, SignApologyRequest, StateDelayRequest},
    intake::v1::{
        AcceptDossierRequest, AcceptSubmittedRequest, Channel, RateRequest, ReturnMethod,
        ReturnResultRequest, Stage, SubmitDossierRequest, feedback_service_client,
    },
};
use province::{
    Clients,
    officers::{in_favour, invented, persist, until},
};

use super::plan::{Plan, Procedure, Way};

/// A dossier that was received.
pub struct Moving {
    id: String,
    pub code: String,
    desk: String,
    owner: String,
    procedure: &'static Procedure,
}

impl Moving {
    /// The desk receives it; the post brought it at `brought`, where it came by post.
    pub async fn receive(
        clients: &Clients,
        (nth, plan): (usize, &Plan),
        brought: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let centre = format!("org:mc-{}", plan.commune);
        let owner = invented(
            "Nguyễn Văn Ví Dụ",
            &format!("0510{:02}{nth:06}", 60 + nth % 40),
            "0912000900",
        );
        let citizen = owner.citizen_id.clone();
        let procedure = plan.procedure;
        let filing = clients
            .complete_filing(
                procedure.code,
                &centre,
                &format!("adm:{}", plan.commune),
                owner,
                procedure.answers,
            )
            .await?;
        let (id, desk) = (id(nth, brought), format!("officer:busy@{centre}"));
        let mut intake = clients.intake(&desk);
        let channel = match plan.way {
            Way::Counter => Channel::Counter,
            Way::Post => Channel::Post,
            Way::Online => Channel::Online,
        };
        let code = if channel == Channel::Online {
            let request = SubmitDossierRequest {
                dossier_id: id.clone(),
                filing: Some(filing),
                ..Default::default()
            };
            let mut citizen = clients.intake("citizen");
            persist(async || citizen.submit_dossier(request.clone()).await).await?;
            let request = AcceptSubmittedRequest {
                dossier_id: id.clone(),
                ..Default::default()
            };
            persist(async || intake.accept_submitted(request.clone()).await)
                .await?
                .code
        } else {
            let post = channel == Channel::Post;
            let request = AcceptDossierRequest {
                dossier_id: id.clone(),
                filing: Some(filing),
                channel: channel.into(),
                handed_over_at: post.then(|| timestamp(brought)),
                minutes: if post {
                    format!("VD-{nth}")
                } else {
                    String::new()
                },
                ..Default::default()
            };
            persist(async || intake.accept_dossier(request.clone()).await)
                .await?
                .code
        };
        Ok(Self {
            id,
            code,
            desk,
            owner: citizen,
            procedure,
        })
    }

    /// A specialist takes it in hand.
    pub async fn take(&self, clients: &Clients) -> anyhow::Result<()> {
        clients.take(&self.id, self.procedure.task).await.map(drop)
    }

    /// It is examined, approved and settled.
    pub async fn finish(&self, clients: &Clients) -> anyhow::Result<()> {
        let task = self.procedure.task;
        let assigned = clients.case(&self.id, task).await?;
        let request = ProposeRequest {
            case_id: assigned.case.case_id.clone(),
            conclusion: Some(in_favour("12/VD-UBND")),
            ..Default::default()
        };
        let mut agency = clients.agency(&assigned.host, &assigned.officer);
        persist(async || agency.propose(request.clone()).await).await?;
        clients.approve(&assigned).await?;
        clients.reaches(&self.code, Stage::Settled).await.map(drop)
    }

    /// Its unit says beforehand that it will be late (NĐ 61/2018/NĐ-CP Điều 19.9), and the head signs.
    pub async fn apologise(&self, clients: &Clients, new_due: DateTime<Utc>) -> anyhow::Result<()> {
        // The watch finds it first, and the unit hears of it then.
        let assigned = until("the apology to be owed", async || {
            let assigned = clients.case(&self.id, self.procedure.task).await?;
            Ok(assigned.case.apology.is_some().then_some(assigned))
        })
        .await?;
        let case_id = assigned.case.case_id.clone();
        let request = StateDelayRequest {
            case_id: case_id.clone(),
            reason: "Phải xác minh thêm tại nơi cư trú (ví dụ)".to_owned(),
            new_due: Some(timestamp(new_due)),
            ..Default::default()
        };
        let mut officer = clients.agency(&assigned.host, &assigned.officer);
        persist(async || officer.state_delay(request.clone()).await).await?;
        let head = format!("head:busy@{}", assigned.case.unit);
        let request = SignApologyRequest {
            case_id,
            ..Default::default()
        };
        let mut head = clients.agency(&assigned.host, &head);
        persist(async || head.sign_apology(request.clone()).await).await?;
        Ok(())
    }

    /// The result goes out, and the owner says how it was.
    pub async fn hand_over(&self, clients: &Clients, score: Option<u32>) -> anyhow::Result<()> {
        let request = ReturnResultRequest {
            dossier_id: self.id.clone(),
            method: ReturnMethod::Counter.into(),
            ..Default::default()
        };
        let mut intake = clients.intake(&self.desk);
        persist(async || intake.return_result(request.clone()).await).await?;
        let Some(overall) = score else { return Ok(()) };
        let citizen = Caller::citizen("citizen:busy", Some(&self.owner));
        let speaking = clients.speaking_for("intake", &citizen);
        let request = RateRequest {
            code: self.code.clone(),
            overall,
            ..Default::default()
        };
        let mut feedback = feedback_service_client::FeedbackServiceClient::new(speaking);
        persist(async || feedback.rate(request.clone()).await)
            .await
            .context("the rating")?;
        Ok(())
    }
}

/// The same each time the story is told, so that lists in the order of ids are the same as well.
fn id(nth: usize, received: DateTime<Utc>) -> String {
    let millis = u64::try_from(received.timestamp_millis()).unwrap_or_default();
    let [.., a, b, c, d] = nth.to_be_bytes();
    let told = [0, 0, 0, 0, 0, 0, a, b, c, d];
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &told);
    id.into_uuid().to_string()
}
