//! The same act on many cases: each by itself, in the order asked.

use agency_domain::Act;
use chassis::{Error, Result};
use proto::agency::v1::{CaseRef, ManyResult};

use crate::{AgencyApi, Practice, api::Seen, by::By};

/// How many cases one request may name.
const MOST: usize = 200;

impl<P: Practice> AgencyApi<P> {
    /// What became of each case. A refusal is that case's alone; so is a fault, and the rest go on.
    ///
    /// # Errors
    /// When no case is named, or too many.
    pub(crate) async fn many(
        &self,
        by: &By,
        cases: Vec<CaseRef>,
        act: impl Fn() -> Act,
    ) -> Result<Vec<ManyResult>> {
        if cases.is_empty() {
            return Err(Error::field(
                "cases",
                "Chưa chọn hồ sơ nào. Hãy chọn ít nhất một.",
            ));
        }
        if cases.len() > MOST {
            let remedy = "Mỗi lần chỉ thực hiện với nhiều nhất 200 hồ sơ. Hãy chọn ít hơn.";
            return Err(Error::field("cases", remedy));
        }
        let mut results = Vec::with_capacity(cases.len());
        for CaseRef {
            case_id,
            expected_version,
        } in cases
        {
            let seen = Seen {
                case: &case_id,
                version: expected_version,
            };
            let done = self.act(by, seen, act()).await;
            results.push(result(case_id, done));
        }
        Ok(results)
    }
}

fn result(case_id: String, done: crate::api::Answer) -> ManyResult {
    let (case, refusal, sentence) = match done {
        Ok(case) => (case, String::new(), String::new()),
        Err(Error::Refused {
            reason, sentence, ..
        }) => (None, reason.to_owned(), sentence),
        Err(Error::Malformed(wrong)) => {
            let remedies: Vec<String> = wrong.into_iter().map(|one| one.remedy).collect();
            (None, "malformed".to_owned(), remedies.join(" "))
        }
        Err(Error::Fault(cause)) => {
            tracing::error!(
                error = format!("{cause:#}"),
                case_id,
                "one act of many failed"
            );
            let sentence = "Hệ thống tạm gián đoạn nên chưa thực hiện được; hãy thử lại.";
            (None, "unavailable".to_owned(), sentence.to_owned())
        }
    };
    ManyResult {
        case_id,
        case,
        refusal,
        sentence,
    }
}
