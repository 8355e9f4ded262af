//! Who has opened a file, and why.

use proto::intake::v1::{GetDossierRequest, ListReadsRequest};

use super::Journeys;
use crate::support::{Province, filings::BUYER};

const OFFICER: &str = "officer:examine@org:vpdkdd";

/// Nobody's file can be opened without a purpose, not even to find out that there is none.
pub async fn opened_by_an_officer(province: &Province) {
    let request = GetDossierRequest {
        dossier_id: uuid::Uuid::now_v7().to_string(),
        purpose: String::new(),
    };
    let refused = province
        .clients
        .intake(OFFICER)
        .get_dossier(request)
        .await
        .unwrap_err();
    assert_eq!(refused.code(), tonic::Code::InvalidArgument, "{refused:?}");
}

/// NĐ 61/2018/NĐ-CP and Luật 91/2025/QH15: every look at personal data is written down.
pub async fn reads_are_recorded(province: &Province, journeys: &Journeys) {
    let dossier_id = journeys.transfer.id.clone();
    let request = GetDossierRequest {
        dossier_id: dossier_id.clone(),
        purpose: "Thẩm định hồ sơ chuyển nhượng".to_owned(),
    };
    let opened = province
        .clients
        .intake(OFFICER)
        .get_dossier(request)
        .await
        .unwrap()
        .into_inner();
    let owner = opened.filing.unwrap().owner.unwrap();
    assert_eq!(
        (owner.name.as_str(), owner.citizen_id.as_str()),
        (BUYER.0, BUYER.1)
    );

    let request = ListReadsRequest { dossier_id };
    let reads = province
        .clients
        .intake("auditor:kiem-tra")
        .list_reads(request)
        .await
        .unwrap()
        .into_inner();
    let looks: Vec<(&str, &str)> = reads
        .reads
        .iter()
        .map(|read| (read.by.as_str(), read.purpose.as_str()))
        .collect();
    assert!(
        looks.contains(&(OFFICER, "Thẩm định hồ sơ chuyển nhượng")),
        "{reads:#?}"
    );
    // A machine's looks count too.
    assert!(
        looks.iter().any(|(by, _)| *by == "service:notification"),
        "{reads:#?}"
    );
}
