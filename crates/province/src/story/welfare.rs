//! A person claims the monthly allowance online.

use proto::{
    intake::v1::{AcceptSubmittedRequest, ReturnMethod, SubmitDossierRequest},
    social_welfare::v1::{Circumstance, DecideAllowanceRequest, Facts},
};
use province::{
    Clients,
    officers::{in_favour, invented},
};
use uuid::Uuid;

use super::{CENTRE, PLACE, Teller, Told, time};
use crate::say::say;

/// A person claims the monthly allowance online (1.001776).
///
/// # Errors
/// When any step is refused or does not come about.
pub async fn welfare_claim(clients: &Clients) -> anyhow::Result<Told> {
    say("");
    say("TRỢ GIÚP XÃ HỘI (1.001776): ông Lê Văn Thí Dụ nộp hồ sơ trực tuyến");
    let owner = invented("Lê Văn Thí Dụ", "051060000003", "0912000003");
    let answers = [
        ("request", "grant"),
        ("beneficiary_name", "Lê Văn Thí Dụ"),
        ("beneficiary_birth", "1990-05-01"),
        ("beneficiary_id", "051060000003"),
        ("phone", "0912000003"),
        ("address", "Tổ dân phố Ví Dụ, phường Nghĩa Lộ"),
        ("group", "severe-disability"),
        ("payment", "cash"),
    ];
    let filing = clients
        .complete_filing("1.001776", CENTRE, PLACE, owner, &answers)
        .await?;
    let dossier = Uuid::now_v7().to_string();
    let request = SubmitDossierRequest {
        dossier_id: dossier.clone(),
        filing: Some(filing),
        ..Default::default()
    };
    let submitted = clients
        .intake("citizen")
        .submit_dossier(request)
        .await?
        .into_inner();
    say(&format!(
        "  Đã nộp, mã hồ sơ {}; chờ Trung tâm Phục vụ hành chính công tiếp nhận",
        submitted.code
    ));
    let desk = format!("officer:reception@{CENTRE}");
    let request = AcceptSubmittedRequest {
        dossier_id: dossier.clone(),
        ..Default::default()
    };
    let accepted = clients
        .intake(&desk)
        .accept_submitted(request)
        .await?
        .into_inner();
    if let Some(promise) = &accepted.appointment {
        say(&format!("  Đã tiếp nhận; hẹn trả {}", time(promise.due)));
    }
    let teller = Teller {
        clients,
        dossier,
        code: accepted.code,
    };
    teller
        .holder("Phòng Văn hóa - Xã hội rà soát, niêm yết", "verify")
        .await?;
    clients
        .do_leg(&teller.dossier, "verify", in_favour(""))
        .await?;
    teller
        .holder("Ủy ban nhân dân xét quyết định", "decide-allowance")
        .await?;
    let decided = clients.take(&teller.dossier, "decide-allowance").await?;
    let request = DecideAllowanceRequest {
        case_id: decided.case.case_id.clone(),
        facts: Some(Facts {
            date_of_birth: "1990-05-01".to_owned(),
            circumstances: vec![Circumstance {
                kind: "severe-disability".to_owned(),
                children: 0,
            }],
            poor_household: false,
            has_pension: false,
            disability_certified_on: "2026-10-12".to_owned(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let outcome = clients
        .welfare(&decided.officer)
        .decide_allowance(request)
        .await?
        .into_inner();
    if let Some(assessment) = &outcome.assessment {
        say(&format!(
            "  Tính theo quy định (chỉ cán bộ thấy): {} đồng/tháng, từ tháng {}",
            assessment.amount, assessment.from_month
        ));
    }
    clients.approve(&decided).await?;
    say(&format!("  Quyết định số {} đã ký", outcome.decision_no));
    teller.return_result(&desk, ReturnMethod::Counter, "").await
}
