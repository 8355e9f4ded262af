//! The two dossiers that a newcomer watches: a land transfer and a welfare claim, each told
//! as it happens.

pub mod busy;
mod land;
mod welfare;

use anyhow::Context as _;
use chrono::{DateTime, FixedOffset, Utc};
use proto::{
    intake::v1::{ReturnMethod, ReturnResultRequest, Stage},
    notification::v1::ListNoticesRequest,
    operations::v1::ListJournalRequest,
};
use province::{Clients, officers::until};

pub use land::land_transfer;
pub use welfare::welfare_claim;

use crate::say::say;

const CENTRE: &str = "org:mc-21028";
const PLACE: &str = "adm:21028";

/// What became of a dossier, for the last lines on the screen.
pub struct Told {
    pub code: String,
    pub trace: String,
}

struct Teller<'a> {
    clients: &'a Clients,
    dossier: String,
    code: String,
}

impl Teller<'_> {
    /// Says who holds the dossier, since when, and when their part is due.
    async fn holder(&self, what: &str, task: &str) -> anyhow::Result<()> {
        let case = self.clients.case(&self.dossier, task).await?.case;
        let route = self.clients.route(&self.dossier).await?;
        for held in &route.holdings {
            say(&format!(
                "  {what}; cho đến khi nhận, {} vẫn giữ hồ sơ (từ {}); định mức đến {}",
                held.holder_name,
                time(held.since),
                time(case.due)
            ));
        }
        Ok(())
    }

    async fn return_result(
        self,
        desk: &str,
        method: ReturnMethod,
        tracking: &str,
    ) -> anyhow::Result<Told> {
        self.clients.reaches(&self.code, Stage::Settled).await?;
        say("  Mọi cơ quan đã xong; kết quả ở Trung tâm Phục vụ hành chính công");
        let request = ReturnResultRequest {
            dossier_id: self.dossier.clone(),
            method: method.into(),
            tracking: tracking.to_owned(),
            ..Default::default()
        };
        self.clients.intake(desk).return_result(request).await?;
        let last: &[&str] = if method == ReturnMethod::Post {
            &["result-posted"]
        } else {
            &["result-ready", "result-early"]
        };
        let request = ListNoticesRequest {
            dossier_id: self.dossier.clone(),
            ..Default::default()
        };
        let notices = until("the SMS", async || {
            let asked = self
                .clients
                .notices("operator:motcua")
                .list_notices(request.clone())
                .await;
            let notices = asked?.into_inner().notices;
            let sent = |state: &str| matches!(state, "sent" | "delivered");
            Ok(notices
                .iter()
                .any(|n| last.contains(&n.kind.as_str()) && sent(&n.state))
                .then_some(notices))
        })
        .await?;
        // The newest stands first in the answer; a story is told from its beginning.
        for notice in notices
            .iter()
            .rev()
            .filter(|notice| notice.channel == "sms")
        {
            say(&format!("  SMS tới {}: {}", notice.to, notice.text));
        }
        let trace = self.trace().await.context("the trace of the dossier")?;
        say(&format!(
            "  Xong: hồ sơ {}, vết đầu tiên {trace}",
            self.code
        ));
        Ok(Told {
            code: self.code,
            trace,
        })
    }

    /// The trace of the hop that began the dossier.
    async fn trace(&self) -> anyhow::Result<String> {
        let request = ListJournalRequest {
            dossier_id: self.dossier.clone(),
        };
        let journal = self
            .clients
            .operations("intake")
            .list_journal(request)
            .await?
            .into_inner();
        let first = journal
            .entries
            .into_iter()
            .next()
            .context("an empty journal")?;
        Ok(first.trace_id)
    }
}

fn time(at: Option<prost_types::Timestamp>) -> String {
    let civil = FixedOffset::east_opt(7 * 3600);
    let at = at.and_then(|at| DateTime::<Utc>::from_timestamp(at.seconds, 0));
    match at.zip(civil) {
        Some((at, civil)) => at
            .with_timezone(&civil)
            .format("%H:%M %d/%m/%Y")
            .to_string(),
        None => "không định".to_owned(),
    }
}
