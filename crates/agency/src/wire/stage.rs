//! The stages of a case, by name and by number.

use ::proto::agency::v1 as proto;
use agency_domain::Stage;
use chassis::{Error, Result};

const STAGES: [(&str, proto::CaseStage); 9] = [
    ("offered", proto::CaseStage::Offered),
    ("held", proto::CaseStage::Held),
    ("proposed", proto::CaseStage::Proposed),
    ("approved", proto::CaseStage::Approved),
    ("completed", proto::CaseStage::Completed),
    ("refused", proto::CaseStage::Refused),
    ("returned", proto::CaseStage::Returned),
    ("recalled", proto::CaseStage::Recalled),
    ("closed", proto::CaseStage::Closed),
];

pub(super) fn stage(name: &str) -> proto::CaseStage {
    let known = STAGES.iter().find(|(word, _)| *word == name);
    known.map_or(proto::CaseStage::Unspecified, |(_, stage)| *stage)
}

/// The words of the stages asked for; of the open ones when none is.
///
/// # Errors
/// When one of them is no stage.
pub fn stages(asked: &[i32]) -> Result<Vec<String>> {
    if asked.is_empty() {
        return Ok(Stage::OPEN.map(str::to_owned).to_vec());
    }
    let word = |wanted: &i32| {
        let known = STAGES.iter().find(|(_, stage)| *stage as i32 == *wanted);
        known.map(|(word, _)| (*word).to_owned()).ok_or_else(|| {
            Error::field(
                "stages",
                "Không có trạng thái này. Hãy chọn trong danh sách.",
            )
        })
    };
    asked.iter().map(word).collect()
}
