//! What people did on a case: written down as they do it, and told to who finds it changed.

use agency_domain::{Case, Event};
use chassis::{Actor, Carried, Error, Result, wire::timestamp};
use chrono::FixedOffset;
use kernel::{Instant, Refuse};
use proto::agency::v1 as proto;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store::{self, Done};

/// Each kind of act with its word and how people read it.
const ACTS: [(&str, &str); 13] = [
    ("taken", "nhận giải quyết"),
    ("refused", "từ chối tiếp nhận"),
    ("returned", "trả lại nơi chuyển"),
    ("proposed", "trình kết luận"),
    ("withdrawn", "rút lại đề xuất"),
    ("approved", "phê duyệt"),
    ("completed", "hoàn thành"),
    ("reassigned", "phân công lại"),
    ("sent-back", "trả lại để chỉnh sửa"),
    ("supplement-needed", "đề nghị yêu cầu bổ sung"),
    ("delay-stated", "nêu lý do chậm và ngày hẹn mới"),
    ("apology-signed", "ký phiếu xin lỗi, hẹn lại"),
    ("opened", "mở việc"),
];

/// Writes down what somebody has just done.
pub(crate) async fn record(
    tx: &mut PgConnection,
    carried: &Carried<Case, Event>,
    actor: &Actor,
    at: Instant,
) -> Result<()> {
    let offer = &carried.state.offer;
    let first = carried.version as i32 - carried.events.len() as i32 + 1;
    for (event, version) in carried.events.iter().zip(first..) {
        let done = Done {
            case_id: offer.case.uuid(),
            version,
            at,
            unit: offer.unit.to_string(),
            actor: actor.as_str().to_owned(),
            act: String::new(),
            words: None,
            granted: None,
            document: None,
            amount: None,
            pay_by: None,
            ground: None,
        };
        if let Some(done) = told(done, event) {
            store::record(tx, &done).await?;
        }
    }
    Ok(())
}

fn told(done: Done, event: &Event) -> Option<Done> {
    let said = |act: &str, words: Option<&str>| Done {
        act: act.to_owned(),
        words: words.map(str::to_owned),
        ..done.clone()
    };
    Some(match event {
        Event::Accepted { .. } => said("taken", None),
        Event::Refused { reason, .. } => said("refused", Some(reason.key())),
        Event::Returned { reason, .. } => said("returned", Some(reason)),
        Event::Proposed { conclusion, .. } => said("proposed", None).concluding(conclusion),
        Event::ProposalWithdrawn { .. } => said("withdrawn", None),
        Event::Approved { .. } => said("approved", None),
        Event::Completed { conclusion, .. } => said("completed", None).concluding(conclusion),
        // Taken by who found it in nobody's hands.
        Event::Reassigned { reason: None, .. } => said("taken", None),
        Event::Reassigned {
            officer,
            reason: Some(reason),
            ..
        } => Done {
            ground: Some(reason.reveal().clone()),
            ..said("reassigned", Some(officer))
        },
        Event::SentBack { reason, .. } => said("sent-back", Some(reason.reveal())),
        Event::SupplementNeeded { ask, .. } => said("supplement-needed", Some(&ask.reason)),
        Event::DelayStated { statement, .. } => said("delay-stated", Some(&statement.reason)),
        Event::ApologySigned { .. } => said("apology-signed", None),
        Event::Opened { .. }
        | Event::Confirmed { .. }
        | Event::Withdrawn { .. }
        | Event::Closed { .. }
        | Event::MovedUnit { .. }
        | Event::ApologyOwed { .. }
        | Event::Timed { .. } => return None,
    })
}

/// Somebody acted on the case since the officer looked at it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Trong lúc bạn xem việc này, {who} đã {what} lúc {when}. Nội dung bạn nhập vẫn được giữ; hãy xem thay đổi rồi thực hiện lại."
)]
pub(crate) struct ChangedMeanwhile {
    who: String,
    what: String,
    when: String,
}

impl Refuse for ChangedMeanwhile {
    fn reason(&self) -> &'static str {
        "changed-meanwhile"
    }
    fn sentence(&self) -> String {
        self.to_string()
    }
}

/// # Errors
/// What was done by people since version `seen`, should something have been.
pub(crate) async fn unchanged_since(
    tx: &mut PgConnection,
    case: Uuid,
    seen: u32,
    zone: FixedOffset,
) -> Result<()> {
    let Some(last) = store::acts(tx, case, seen as i32).await?.pop() else {
        return Ok(());
    };
    let what = ACTS.iter().find(|(word, _)| *word == last.act);
    Err(Error::refused(ChangedMeanwhile {
        who: last.actor,
        what: what.map_or("thay đổi", |(_, words)| words).to_owned(),
        when: last
            .at
            .with_timezone(&zone)
            .format("%H:%M ngày %d/%m/%Y")
            .to_string(),
    }))
}

/// The same in the words of the contract.
pub(crate) fn act(done: Done) -> proto::CaseAct {
    let reassigned = done.act == "reassigned";
    let conclusion = done.granted.map(|granted| proto::Conclusion {
        granted,
        document: done.document.clone().unwrap_or_default(),
        amount: done.amount,
        pay_by: done.pay_by.map(|day| day.to_string()).unwrap_or_default(),
        reason: done.ground.clone().unwrap_or_default(),
    });
    let reason = done.ground.filter(|_| reassigned);
    let words = [done.words, reason];
    let words: Vec<String> = words.into_iter().flatten().collect();
    proto::CaseAct {
        version: done.version as u32,
        at: Some(timestamp(done.at)),
        actor: done.actor,
        act: done.act,
        words: words.join(": "),
        conclusion,
    }
}
