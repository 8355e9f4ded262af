//! What an agency says arrives out of order, twice, against what it said before, or very late: the
//! outcome is as in order, or a dead letter with the reason. Never do two hold the dossier.

use std::collections::BTreeMap;

use async_nats::HeaderMap;
use expect_test::expect;
use prost::{Message, Name};
use proto::{
    agency::v1::{LegAccepted, LegCompleted, LegRefused, LegReturned},
    intake::v1::{Channel, ReturnMethod},
    routing::v1::{Leg, ReconcileRequest},
};
use uuid::Uuid;

use crate::support::{
    Dossier, Province, at, bus, custody,
    filings::{self, WIDOW},
    finish,
    people::{granted, hand_over, route, take},
    records,
};

const HOST: &str = "agency-desk";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_agency_says_too_late_moves_nothing() {
    let province = Province::start().await;
    let clients = &province.clients;
    province.is_now("2026-11-02T09:00");
    let dossier = filed(&province).await;
    take(clients, &dossier, "confirm").await;
    let confirm = leg(&province, &dossier, "confirm").await;
    let decide = leg(&province, &dossier, "decide").await;

    // Before its turn, of an offer that never was, and against the acceptance.
    say(&province, &completed(&decide, 1, true)).await;
    say(&province, &accepted(&confirm, 7)).await;
    say(&province, &refused(&confirm)).await;
    one_holder(&province, &dossier, "org:ubnd-21028").await;

    finish(clients, &dossier, "confirm", granted("12/XN-UBND")).await;
    take(clients, &dossier, "decide").await;
    // Twice, against itself, and long after another took over.
    province.is_now("2027-03-01T09:00");
    say(&province, &accepted(&confirm, 1)).await;
    say(&province, &completed(&confirm, 1, true)).await;
    say(&province, &completed(&confirm, 1, false)).await;
    say(&province, &returned(&confirm)).await;
    one_holder(&province, &dossier, "org:so-noi-vu").await;

    finish(clients, &dossier, "decide", granted("88/QĐ-SNV")).await;
    say(&province, &returned(&decide)).await;
    hand_over(clients, &dossier, ReturnMethod::Counter).await;
    province.settled().await;
    one_holder(&province, &dossier, filings::CENTRE).await;
    letters(&province).await;

    let mut routing = clients.routing("operator:motcua");
    let report = routing.reconcile(ReconcileRequest { dry_run: false }).await;
    let report = report.unwrap().into_inner();
    assert!(report.differences.is_empty(), "{report:#?}");
    province.stop().await;
}

async fn filed(province: &Province) -> Dossier {
    let answers = [
        ("deceased_name", "Ngô Văn Không Thật"),
        ("deceased_on", "2026-10-25"),
        ("claimant_name", WIDOW.0),
        ("claimant_id", WIDOW.1),
        ("claimant_phone", WIDOW.2),
        ("relation", "vợ"),
    ];
    let filing = filings::filing(&province.clients, "1.010824", WIDOW, &answers).await;
    filings::receive(&province.clients, filing, Channel::Counter).await
}

async fn leg(province: &Province, dossier: &Dossier, key: &str) -> (Dossier, Leg) {
    let route = route(&province.clients, dossier).await;
    let leg = route.legs.into_iter().find(|leg| leg.key == key).unwrap();
    (dossier.clone(), leg)
}

fn accepted((dossier, leg): &(Dossier, Leg), attempt: u32) -> LegAccepted {
    LegAccepted {
        leg_id: leg.leg_id.clone(),
        dossier_id: dossier.id.clone(),
        attempt,
        unit: leg.unit.clone(),
        at: long_ago(),
    }
}

fn completed((dossier, leg): &(Dossier, Leg), attempt: u32, granted: bool) -> LegCompleted {
    LegCompleted {
        leg_id: leg.leg_id.clone(),
        dossier_id: dossier.id.clone(),
        attempt,
        unit: leg.unit.clone(),
        at: long_ago(),
        granted,
        document: "99/CHẬM".to_owned(),
        payment_due: false,
    }
}

fn refused((dossier, leg): &(Dossier, Leg)) -> LegRefused {
    LegRefused {
        leg_id: leg.leg_id.clone(),
        dossier_id: dossier.id.clone(),
        attempt: 1,
        unit: leg.unit.clone(),
        at: long_ago(),
        reason: "not-competent".to_owned(),
    }
}

fn returned((dossier, leg): &(Dossier, Leg)) -> LegReturned {
    LegReturned {
        leg_id: leg.leg_id.clone(),
        dossier_id: dossier.id.clone(),
        attempt: 1,
        unit: leg.unit.clone(),
        at: long_ago(),
        reason: "Trả lại muộn (ví dụ)".to_owned(),
    }
}

fn long_ago() -> Option<prost_types::Timestamp> {
    Some(chassis::wire::timestamp(at("2026-11-02T09:05")))
}

/// Puts a word of the agency on the bus that its service never said.
async fn say<M: Message + Name>(province: &Province, word: &M) {
    let client = bus::connect(&province.world).await.unwrap();
    let jetstream = async_nats::jetstream::new(client);
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Msg-Id", Uuid::now_v7().to_string());
    headers.insert("Motcua-Aggregate", Uuid::now_v7().to_string());
    headers.insert("Motcua-Sequence", "1");
    headers.insert("Motcua-Previous", "0");
    let subject = format!("{}.{HOST}.s3", M::full_name());
    let sent = jetstream.publish_with_headers(subject, headers, word.encode_to_vec().into());
    sent.await.unwrap().await.unwrap();
}

/// By either side and by both together.
async fn one_holder(province: &Province, dossier: &Dossier, holder: &str) {
    province.settled().await;
    let route = route(&province.clients, dossier).await;
    let holders: Vec<&str> = route
        .holdings
        .iter()
        .map(|held| held.holder.as_str())
        .collect();
    assert_eq!(holders, [holder], "{route:#?}");
    let held = custody::held(&province.clients).await.unwrap();
    custody::by_union(&route, &held);
    custody::agreed(&[route], &held);
}

async fn letters(province: &Province) {
    let mut letters: BTreeMap<String, u32> = BTreeMap::new();
    for letter in records::letters(&province.world).await {
        *letters.entry(letter).or_default() += 1;
    }
    let page: String = letters
        .iter()
        .map(|(letter, times)| format!("{times} x {letter}\n"))
        .collect();
    expect![[r#"
        1 x routing: motcua.agency.v1.LegAccepted from agency-desk, parked f: refused: never-offered: Cơ quan trả lời lần chuyển 7 nhưng khâu này mới chuyển 1 lần.
        1 x routing: motcua.agency.v1.LegCompleted from agency-desk, parked f: refused: contradiction: Cơ quan báo «hoàn thành, không chấp thuận» nhưng trước đó đã báo «hoàn thành, chấp thuận» cho cùng lần chuyển. Hãy đối soát với cơ quan rồi mới xử lý thư này.
        1 x routing: motcua.agency.v1.LegCompleted from agency-desk, parked f: refused: never-offered: Cơ quan trả lời lần chuyển 1 nhưng khâu này mới chuyển 0 lần.
        1 x routing: motcua.agency.v1.LegRefused from agency-desk, parked f: refused: contradiction: Cơ quan báo «từ chối» nhưng trước đó đã báo «tiếp nhận» cho cùng lần chuyển. Hãy đối soát với cơ quan rồi mới xử lý thư này.
        1 x routing: motcua.agency.v1.LegReturned from agency-desk, parked f: refused: contradiction: Cơ quan báo «trả lại» nhưng trước đó đã báo «hoàn thành, chấp thuận» cho cùng lần chuyển. Hãy đối soát với cơ quan rồi mới xử lý thư này.
    "#]].assert_eq(&page);
}
