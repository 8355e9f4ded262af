//! Health, birth dates and sums stay in this service's database: no fact carries them.

use async_nats::jetstream;
use prost::encoding::encode_varint;
use proto::social_welfare::v1::Facts;
use testkit::eventually;

use crate::{
    AN, adult,
    support::{PATIENCE, World},
    world,
};

/// Everything on the service's stream, headers and subjects included.
async fn on_the_bus(world: &World) -> Vec<Vec<u8>> {
    let owed = || async {
        let owed: i64 = sqlx::query_scalar("select count(*) from bus.outbox")
            .fetch_one(&world.database.pool)
            .await
            .unwrap();
        owed
    };
    eventually(PATIENCE, owed, |owed| *owed == 0).await;
    let url = world.boot(&[]).overrides["nats.url"].clone();
    let bus = jetstream::new(async_nats::connect(url).await.unwrap());
    let mut stream = bus.get_stream("SOCIAL_WELFARE").await.unwrap();
    let last = stream.info().await.unwrap().state.last_sequence;
    let mut all = Vec::new();
    for sequence in 1..=last {
        let message = stream.get_raw_message(sequence).await.unwrap();
        let head = format!("{} {:?}", message.subject, message.headers);
        all.push([head.as_bytes(), &message.payload].concat());
    }
    all
}

async fn in_the_journal(world: &World) -> Vec<Vec<u8>> {
    sqlx::query_scalar("select payload from bus.journal order by position")
        .fetch_all(&world.database.pool)
        .await
        .unwrap()
}

fn varint(value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_varint(value, &mut bytes);
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fact_says_why_or_how_much() {
    let (world, _running) = world().await;
    let granted = world.taken().await;
    let severe = adult("very-severe-disability");
    world.decide(AN, &granted, severe.clone()).await.unwrap();
    world
        .decide(AN, &granted, adult("severe-disability"))
        .await
        .unwrap();
    let denied = world.taken().await;
    let with_hiv = Facts {
        has_pension: true,
        ..adult("adult-with-hiv")
    };
    world.decide(AN, &denied, with_hiv).await.unwrap();
    for offer in [&granted, &denied] {
        world.approve(offer).await;
        world.complete(offer, None).await.unwrap();
    }

    let (journal, bus) = (in_the_journal(&world).await, on_the_bus(&world).await);
    assert!(journal.len() >= 15, "{}", journal.len());
    let published: i64 = sqlx::query_scalar("select count(*) from bus.journal where published")
        .fetch_one(&world.database.pool)
        .await
        .unwrap();
    assert_eq!(bus.len() as i64, published);
    // None short enough to be found in an id by chance.
    let mut secrets: Vec<Vec<u8>> = [
        "1990-05",
        "01/05/1990",
        "2026-10-12",
        "12/10/2026",
        "disab",
        "khuyết tật",
        "hiv",
        "HIV",
        "pension",
        "810.000",
        "810000",
        "540.000",
        "540000",
        "hệ số",
        "Mức",
        "Không",
        "denied",
    ]
    .map(|word| word.as_bytes().to_vec())
    .into();
    secrets.extend([810_000, 540_000, 1_080_000].map(varint));
    for said in journal.iter().chain(&bus) {
        for secret in &secrets {
            let found = said.windows(secret.len()).any(|bytes| bytes == secret);
            assert!(
                !found,
                "{:?} in {}",
                String::from_utf8_lossy(secret),
                String::from_utf8_lossy(said)
            );
        }
    }
    // The same words are there to be found where they belong.
    let state: String = sqlx::query_scalar("select string_agg(state::text, ' ') from entitlement")
        .fetch_one(&world.database.pool)
        .await
        .unwrap();
    for kept in ["1990-05-01", "810000", "khuyết tật", "HIV"] {
        assert!(state.contains(kept), "{kept}");
    }
}
