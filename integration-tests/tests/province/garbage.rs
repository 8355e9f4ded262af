//! Things on the bus that nobody of ours said, while a dossier is under way.

use std::collections::BTreeMap;

use async_nats::HeaderMap;
use expect_test::expect;
use prost::{Message as _, Name};
use proto::{
    agency::v1::LegCompleted,
    intake::v1::{Channel, ReturnMethod},
};
use uuid::Uuid;

use crate::support::{
    Dossier, Province, bus,
    filings::{self, WIDOW},
    finish,
    people::{granted, hand_over, take},
    records,
};

/// What the chassis puts on a message; some of it left out or wrong.
fn headers(aggregate: Uuid, sequence: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Msg-Id", Uuid::now_v7().to_string());
    headers.insert("Motcua-Aggregate", aggregate.to_string());
    headers.insert("Motcua-Sequence", sequence);
    headers.insert("Motcua-Previous", "0");
    headers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dossier_goes_on_whatever_lies_on_the_bus() {
    let province = Province::start().await;
    let clients = &province.clients;
    province.is_now("2026-11-02T09:00");
    let answers = [
        ("deceased_name", "Ngô Văn Không Thật"),
        ("deceased_on", "2026-10-25"),
        ("claimant_name", WIDOW.0),
        ("claimant_id", WIDOW.1),
        ("claimant_phone", WIDOW.2),
        ("relation", "vợ"),
    ];
    let filing = filings::filing(clients, "1.010824", WIDOW, &answers).await;
    let dossier = filings::receive(clients, filing, Channel::Counter).await;
    take(clients, &dossier, "confirm").await;

    litter(&province, &dossier).await;
    bus::say_again(&province.world).await;
    finish(clients, &dossier, "confirm", granted("12/XN-UBND")).await;
    litter(&province, &dossier).await;
    finish(clients, &dossier, "decide", granted("88/QĐ-SNV")).await;
    hand_over(clients, &dossier, ReturnMethod::Counter).await;
    province.settled().await;

    let mut letters: BTreeMap<String, u32> = BTreeMap::new();
    for letter in records::letters(&province.world).await {
        *letters.entry(letter).or_default() += 1;
    }
    let mut page = String::new();
    for (letter, times) in letters {
        page += &format!("{times} x {letter}\n");
    }
    expect![[r#"
        6 x reporting: motcua.agency.v1.LegCompleted from agency-desk, parked f: its headers do not say what, which and when
        2 x reporting: motcua.agency.v1.LegCompleted from agency-desk, parked f: malformed: at: Thiếu thời điểm hoặc thời điểm không hợp lệ.
        2 x reporting: motcua.agency.v1.LegCompleted from agency-desk, parked f: malformed: motcua.agency.v1.LegCompleted: Không đọc được nội dung: failed to decode Protobuf message: invalid varint
        6 x routing: motcua.agency.v1.LegCompleted from agency-desk, parked f: its headers do not say what, which and when
        2 x routing: motcua.agency.v1.LegCompleted from agency-desk, parked f: malformed: at: Thiếu thời điểm hoặc thời điểm không hợp lệ.
        2 x routing: motcua.agency.v1.LegCompleted from agency-desk, parked f: malformed: motcua.agency.v1.LegCompleted: Không đọc được nội dung: failed to decode Protobuf message: invalid varint
        2 x routing: motcua.agency.v1.LegCompleted from agency-desk, parked f: refused: leg-unknown: Hồ sơ không có khâu này. Hãy tải lại trang.
    "#]].assert_eq(&page);
    province.stop().await;
}

async fn litter(province: &Province, dossier: &Dossier) {
    let client = bus::connect(&province.world).await.unwrap();
    let jetstream = async_nats::jetstream::new(client);
    let completed = format!("{}.agency-desk.s3", LegCompleted::full_name());
    let foreign = LegCompleted {
        leg_id: Uuid::now_v7().to_string(),
        dossier_id: dossier.id.clone(),
        attempt: 1,
        unit: "org:ubnd-21028".to_owned(),
        at: None,
        granted: true,
        document: "88/GIẢ".to_owned(),
        payment_due: false,
    };
    let timed = LegCompleted {
        at: Some(Default::default()),
        ..foreign.clone()
    };
    let somewhere = Uuid::now_v7;
    let litter = [
        // Not a fact at all.
        (
            completed.clone(),
            HeaderMap::new(),
            b"xin ch\xc3\xa0o".to_vec(),
        ),
        (completed.clone(), headers(somewhere(), "khong"), Vec::new()),
        // Bytes that are not the message they say they are.
        (completed.clone(), headers(somewhere(), "1"), vec![0xff; 40]),
        // A message that does not say when.
        (
            completed.clone(),
            headers(somewhere(), "1"),
            foreign.encode_to_vec(),
        ),
        // A leg that nobody offered.
        (completed, headers(somewhere(), "1"), timed.encode_to_vec()),
        // A word from a later version, which nobody here knows.
        (
            "motcua.agency.v1.LegAdmired.agency-desk.s1".to_owned(),
            headers(somewhere(), "1"),
            foreign.encode_to_vec(),
        ),
    ];
    for (subject, headers, payload) in litter {
        let sent = jetstream.publish_with_headers(subject, headers, payload.into());
        sent.await.unwrap().await.unwrap();
    }
}
