//! What the claimant is owed in the end.

use proto::social_welfare::v1::GetEntitlementRequest;

use super::Journeys;
use crate::support::Province;

/// Severe disability, an adult: 1.5 times the standard amount of 540,000 đồng
/// (NĐ 20/2021/NĐ-CP Điều 6; the standard amount of 2026).
pub async fn the_allowance_was_decided(province: &Province, journeys: &Journeys) {
    let request = GetEntitlementRequest {
        dossier_id: journeys.welfare.id.clone(),
    };
    let mut welfare = province
        .clients
        .welfare("officer:decide-allowance@org:ubnd-21028");
    let found = welfare.get_entitlement(request).await.unwrap().into_inner();
    let assessment = found.assessment.clone().unwrap();
    assert_eq!(assessment.amount, 810_000, "{found:#?}");
    assert_eq!(
        (assessment.coefficient, assessment.standard),
        (150, 540_000),
        "{found:#?}"
    );
    assert!(!found.decision_no.is_empty(), "{found:#?}");
}
