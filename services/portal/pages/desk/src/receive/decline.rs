//! Form 03 at the counter: what is not received is written down, with its reason.

use axum::extract::Query;
use proto::intake::v1::{Channel, RefuseAtCounterRequest};

use super::{Asked, drawn, scans};
use crate::promise;
use portal_ui::{
    answer::{Answer, page_with, see},
    failure::{Failure, Violation},
    fields::{Errors, Fields},
    filing::{Means, Sheet},
    format,
    frame::Visit,
};

/// `POST /ban/tiep-nhan/tu-choi?tthc=`: the refusal goes into the register and is handed out on paper
/// (NĐ 61/2018/NĐ-CP Điều 17.1).
pub async fn decline(visit: Visit, Query(asked): Query<Asked>, fields: Fields) -> Answer {
    let sheet = Sheet::of(&visit, &asked.tthc, Means::Desk).await?;
    let posted = fields.get("channel") == "post";
    let request = RefuseAtCounterRequest {
        dossier_id: fields.get("dossier_id").to_owned(),
        filing: Some(sheet.filing(&fields)),
        channel: if posted {
            Channel::Post.into()
        } else {
            Channel::Counter.into()
        },
        reason: fields.get("refusal").to_owned(),
        draft: scans::draft(&sheet, &fields),
    };
    match visit.ask.intake().refuse_at_counter(request).await {
        Ok(refused) => see(&format!(
            "/ban/da-tu-choi/{}",
            format::segment(&refused.into_inner().code)
        )),
        Err(status) => {
            let failure = Failure::from(status);
            // What a refusal does not need is not asked for.
            let named = failure.violations().into_iter().map(|one| Violation {
                field: match one.field.as_str() {
                    "reason" => "refusal".to_owned(),
                    _ => one.field,
                },
                sentence: one.sentence,
            });
            let errors = Errors::new(named.collect(), &[]);
            let promise = promise::of(&visit, &sheet, &fields).await;
            let scans = scans::of(&visit, &sheet, &fields).await;
            let drawn = drawn(&visit, &sheet, &fields, &errors, promise, scans);
            page_with(failure.status(), &drawn)
        }
    }
}
