//! A month passes in a second: every date comes from the province's clock.

use proto::{
    intake::v1::{Stage, TrackDossierRequest},
    reporting::v1::GroupBy,
};

use crate::{
    journeys::tables::{line, progress},
    support::{
        Dossier, Part, Province, civil,
        filings::{self, SELLER},
        finish, pay,
        people::{granted, hand_over, reaches, until},
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_passes_in_a_second() {
    let province = Province::start().await;
    let clients = &province.clients;
    province.is_now("2026-11-02T08:00");
    filings::parcel(clients, 701, SELLER).await;
    filings::parcel(clients, 702, SELLER).await;
    province.is_now("2026-11-02T09:00");
    let kept = filings::transfer(clients, 701).await;
    let left = filings::transfer(clients, 702).await;

    // Four working days from Monday nine o'clock (1.013831, first phase).
    let promised = appointment(&province, &kept).await;
    assert_eq!(promised, ("17:00 06/11/2026".to_owned(), 1, 2));

    province.is_now("2026-11-04T09:00");
    let examine = Part::ExamineTransfer(filings::examine(701));
    finish(clients, &kept, "examine", examine).await;
    reaches(clients, &kept, Stage::ClockStopped).await;
    province.settled().await;
    assert_eq!(
        total(&province).await,
        "total: received 2 (0 online, 2 counter and post, 0 carried over), resolved 0 (0 early, 0 on time, 0 late), open 2 (2 in time, 0 late)\n"
    );

    // The tax office and the payer take their time: it does not count against the desk, while the
    // dossier nobody has looked at falls behind.
    province.is_now("2026-11-27T09:00");
    assert_eq!(
        total(&province).await,
        "total: received 2 (0 online, 2 counter and post, 0 carried over), resolved 0 (0 early, 0 on time, 0 late), open 2 (1 in time, 1 late)\n"
    );
    finish(clients, &kept, "tax-assessment", assessed()).await;
    province.is_now("2026-11-30T09:00");
    pay(clients, &kept, "TB-7001").await;
    finish(clients, &kept, "tax-confirmation", granted("BL-0001")).await;
    reaches(clients, &kept, Stage::InProgress).await;

    // The second phase has four days of its own, counted from the payment.
    let promised = appointment(&province, &kept).await;
    assert_eq!(promised, ("17:00 04/12/2026".to_owned(), 2, 2));
    let register = Part::RegisterTransfer(filings::register(701));
    finish(clients, &kept, "register", register).await;
    hand_over(clients, &kept, proto::intake::v1::ReturnMethod::Post).await;
    province.settled().await;
    assert_eq!(
        total(&province).await,
        "total: received 2 (0 online, 2 counter and post, 0 carried over), resolved 1 (1 early, 0 on time, 0 late), open 1 (0 in time, 1 late)\n"
    );
    let promised = appointment(&province, &left).await;
    assert_eq!(
        promised,
        ("17:00 06/11/2026".to_owned(), 1, 2),
        "what was promised stays promised"
    );
    province.stop().await;
}

/// When the result is promised, for which phase of how many.
async fn appointment(province: &Province, dossier: &Dossier) -> (String, u32, u32) {
    let request = TrackDossierRequest {
        code: dossier.code.clone(),
    };
    let found = province
        .clients
        .intake("citizen")
        .track_dossier(request)
        .await
        .unwrap();
    let promise = found.into_inner().appointment.unwrap();
    (civil(promise.due), promise.phase, promise.phases)
}

async fn total(province: &Province) -> String {
    let table = until("the table", async || {
        Some(progress(province, GroupBy::Unit).await)
    })
    .await;
    line(&table.total.unwrap())
}

fn assessed() -> Part {
    Part::Conclude(proto::agency::v1::Conclusion {
        granted: true,
        document: "TB-7001".to_owned(),
        amount: Some(12_500_000),
        pay_by: "2027-01-29".to_owned(),
        reason: String::new(),
    })
}
