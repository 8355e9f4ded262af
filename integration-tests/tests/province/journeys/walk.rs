//! What people do with the six dossiers, day by day.

use proto::{
    agency::v1::Conclusion,
    intake::v1::{Channel, ReturnMethod, Stage},
    land_records::v1::{RegisterMortgageRequest, ReissueCertificateRequest},
    routing::v1::{LegStatus, SettlePaymentRequest},
    social_welfare::v1::{Circumstance, Facts},
};
use province::Clients;
use tonic::Code;
use tonic_types::StatusExt as _;

use super::Journeys;
use crate::support::{
    Dossier, PLACE, Part, Province,
    filings::{self, BORROWER, CLAIMANT, LOSER, MOTHER, SELLER, SHEET, WIDOW, serial},
    finish, pay,
    people::{granted, hand_over, leg_is, reaches, route, take},
};

pub const SOLD: u32 = 551;
pub const LOST: u32 = 552;
pub const MORTGAGED: u32 = 553;
pub const BANK: &str = "Ngân hàng Thí Dụ, chi nhánh Nghĩa Lộ";

/// Carries all six from filing to return.
pub async fn walk(province: &Province) -> Journeys {
    let clients = &province.clients;
    province.is_now("2026-11-02T08:00");
    for (number, holder) in [(SOLD, SELLER), (LOST, LOSER), (MORTGAGED, BORROWER)] {
        filings::parcel(clients, number, holder).await;
    }
    province.is_now("2026-11-02T09:00");
    let journeys = file(clients).await;
    monday(province, &journeys).await;
    tuesday(province, &journeys).await;
    wednesday(province, &journeys).await;
    thursday(province, &journeys).await;
    later(province, &journeys).await;
    journeys
}

async fn file(clients: &Clients) -> Journeys {
    let transfer = filings::transfer(clients, SOLD).await;
    Journeys {
        transfer,
        welfare: welfare(clients).await,
        lost: lost(clients).await,
        mortgage: mortgage(clients).await,
        death: death(clients).await,
        birth: birth(clients).await,
    }
}

async fn welfare(clients: &Clients) -> Dossier {
    let answers = [
        ("request", "grant"),
        ("beneficiary_name", CLAIMANT.0),
        ("beneficiary_birth", "1990-05-01"),
        ("beneficiary_id", CLAIMANT.1),
        ("phone", CLAIMANT.2),
        ("address", "Tổ dân phố Ví Dụ, phường Nghĩa Lộ"),
        ("group", "severe-disability"),
        ("payment", "cash"),
    ];
    filings::file_online(
        clients,
        filings::filing(clients, "1.001776", CLAIMANT, &answers).await,
    )
    .await
}

async fn lost(clients: &Clients) -> Dossier {
    let number = LOST.to_string();
    let answers = [
        ("map_sheet", "12"),
        ("parcel_number", number.as_str()),
        ("area", filings::AREA),
        ("holder_name", LOSER.0),
        ("holder_id", LOSER.1),
        (
            "loss",
            "Mất trong trận lụt, đã tìm trong nhà và hỏi hàng xóm",
        ),
    ];
    let filing = filings::filing(clients, "1.012786", LOSER, &answers).await;
    filings::receive(clients, filing, Channel::Counter).await
}

async fn mortgage(clients: &Clients) -> Dossier {
    let number = MORTGAGED.to_string();
    let answers = [
        ("map_sheet", "12"),
        ("parcel_number", number.as_str()),
        ("certificate_number", &serial(MORTGAGED)),
        ("mortgagor_name", BORROWER.0),
        ("mortgagor_id", BORROWER.1),
        ("mortgagee_name", BANK),
        ("contract_number", "77/2026/HĐTC"),
        ("contract_date", "2026-10-30"),
    ];
    let filing = filings::filing(clients, "1.011441", BORROWER, &answers).await;
    filings::receive(clients, filing, Channel::Counter).await
}

async fn death(clients: &Clients) -> Dossier {
    let answers = [
        ("deceased_name", "Ngô Văn Không Thật"),
        ("deceased_on", "2026-10-25"),
        ("claimant_name", WIDOW.0),
        ("claimant_id", WIDOW.1),
        ("claimant_phone", WIDOW.2),
        ("relation", "vợ"),
    ];
    let filing = filings::filing(clients, "1.010824", WIDOW, &answers).await;
    filings::from_the_post(clients, filing, "2026-11-02T08:30").await
}

async fn birth(clients: &Clients) -> Dossier {
    let answers = [
        ("child_name", "Bùi Thị Thử Bé"),
        ("child_birth", "2026-10-20"),
        ("child_sex", "female"),
        ("mother_name", MOTHER.0),
        ("mother_id", MOTHER.1),
        ("residence", "Tổ dân phố Ví Dụ, phường Nghĩa Lộ"),
        ("hospital", "Trạm Y tế phường Nghĩa Lộ"),
        ("phone", MOTHER.2),
    ];
    filings::file_online(
        clients,
        filings::filing(clients, "2.000986", MOTHER, &answers).await,
    )
    .await
}

/// A mortgage is registered the day it comes in.
async fn monday(province: &Province, journeys: &Journeys) {
    let clients = &province.clients;
    province.is_now("2026-11-02T09:30");
    let asked = RegisterMortgageRequest {
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number: MORTGAGED,
        mortgagee: BANK.to_owned(),
        contract: "77/2026/HĐTC".to_owned(),
        ..Default::default()
    };
    finish(
        clients,
        &journeys.mortgage,
        "register",
        Part::RegisterMortgage(asked),
    )
    .await;
    hand_over(clients, &journeys.mortgage, ReturnMethod::Counter).await;
}

async fn tuesday(province: &Province, journeys: &Journeys) {
    let clients = &province.clients;
    province.is_now("2026-11-03T09:00");
    let examine = Part::ExamineTransfer(filings::examine(SOLD));
    finish(clients, &journeys.transfer, "examine", examine).await;
    finish(clients, &journeys.welfare, "verify", granted("")).await;
    finish(clients, &journeys.lost, "refer", granted("")).await;
    finish(clients, &journeys.death, "confirm", granted("12/XN-UBND")).await;
    finish(clients, &journeys.birth, "birth", granted("45/2026")).await;
}

async fn wednesday(province: &Province, journeys: &Journeys) {
    let clients = &province.clients;
    province.is_now("2026-11-04T09:00");
    finish(
        clients,
        &journeys.transfer,
        "tax-assessment",
        assessed("TB-1001"),
    )
    .await;
    reaches(clients, &journeys.transfer, Stage::ClockStopped).await;
    finish(
        clients,
        &journeys.welfare,
        "decide-allowance",
        Part::DecideAllowance(disabled()),
    )
    .await;
    hand_over(clients, &journeys.welfare, ReturnMethod::Counter).await;
    finish(clients, &journeys.lost, "prepare-notice", granted("")).await;
    leg_is(clients, &journeys.lost, "public-notice", LegStatus::InWait).await;
    finish(clients, &journeys.death, "decide", granted("88/QĐ-SNV")).await;
    hand_over(clients, &journeys.death, ReturnMethod::Counter).await;
    side_by_side(clients, &journeys.birth).await;
    hand_over(clients, &journeys.birth, ReturnMethod::Counter).await;
}

/// The police and the insurance hold the child's dossier at the same time.
async fn side_by_side(clients: &Clients, birth: &Dossier) {
    take(clients, birth, "residence").await;
    take(clients, birth, "health-card").await;
    let route = route(clients, birth).await;
    let holders: Vec<&str> = route
        .holdings
        .iter()
        .map(|held| held.holder.as_str())
        .collect();
    assert_eq!(holders, ["org:ca-21028", "org:bhxh"], "{route:#?}");
    finish(clients, birth, "health-card", granted("TE1515100000007")).await;
    let route = crate::support::people::route(clients, birth).await;
    let waiting = |key: &str, status: LegStatus| {
        route
            .legs
            .iter()
            .any(|leg| leg.key == key && leg.status() == status)
    };
    assert!(
        waiting("residence", LegStatus::Held),
        "one branch is done, the other is not"
    );
    assert!(!route.settled, "both must be done: {route:#?}");
    finish(clients, birth, "residence", granted("07/TB-CA")).await;
}

async fn thursday(province: &Province, journeys: &Journeys) {
    let clients = &province.clients;
    province.is_now("2026-11-05T09:00");
    not_by_another_notice(clients, &journeys.transfer).await;
    pay(clients, &journeys.transfer, "TB-1001").await;
    finish(
        clients,
        &journeys.transfer,
        "tax-confirmation",
        granted("BL-0001"),
    )
    .await;
    reaches(clients, &journeys.transfer, Stage::InProgress).await;
    let register = Part::RegisterTransfer(filings::register(SOLD));
    finish(clients, &journeys.transfer, "register", register).await;
    hand_over(clients, &journeys.transfer, ReturnMethod::Post).await;
}

/// Whoever types the wrong number is told so, and still has to pay.
async fn not_by_another_notice(clients: &Clients, transfer: &Dossier) {
    let request = SettlePaymentRequest {
        dossier_id: transfer.id.clone(),
        reference: "TB-1002".to_owned(),
        receipt: "BL-0001".to_owned(),
        ..Default::default()
    };
    let refused = clients
        .routing("service:portal")
        .settle_payment(request)
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition, "{refused:?}");
    let wrong = refused.get_details_bad_request().unwrap();
    assert_eq!(wrong.field_violations[0].field, "reference");
    let route = route(clients, transfer).await;
    assert_eq!(route.holdings[0].holder, "citizen", "{route:#?}");
}

/// The lost certificate is posted up for fifteen days before anybody goes on.
async fn later(province: &Province, journeys: &Journeys) {
    let clients = &province.clients;
    let lost = &journeys.lost;
    province.is_now("2026-11-20T09:00");
    // Nobody ends it: the days are over.
    leg_is(clients, lost, "public-notice", LegStatus::Done).await;
    finish(clients, lost, "minutes", granted("")).await;
    finish(clients, lost, "examine", granted("")).await;
    province.is_now("2026-11-23T09:00");
    finish(clients, lost, "tax-assessment", assessed("TB-1002")).await;
    pay(clients, lost, "TB-1002").await;
    finish(clients, lost, "tax-confirmation", granted("BL-0002")).await;
    // The day after the holiday of 24 November.
    province.is_now("2026-11-25T09:00");
    let asked = ReissueCertificateRequest {
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number: LOST,
        lost_serial: serial(LOST),
        ..Default::default()
    };
    finish(clients, lost, "register", Part::Reissue(asked)).await;
    hand_over(clients, lost, ReturnMethod::Counter).await;
}

/// The tax office's notice: so much, by then.
fn assessed(notice: &str) -> Part {
    Part::Conclude(Conclusion {
        granted: true,
        document: notice.to_owned(),
        amount: Some(12_500_000),
        pay_by: "2027-01-29".to_owned(),
        reason: String::new(),
    })
}

fn disabled() -> Facts {
    Facts {
        date_of_birth: "1990-05-01".to_owned(),
        circumstances: vec![Circumstance {
            kind: "severe-disability".to_owned(),
            children: 0,
        }],
        poor_household: false,
        has_pension: false,
        disability_certified_on: "2026-10-12".to_owned(),
        ..Default::default()
    }
}
