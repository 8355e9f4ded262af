//! Everything delivered twice changes nothing.

use proto::operations::v1::ReplayRequest;

use crate::{
    journeys::{Journeys, notices, walk},
    support::{
        Province,
        bus::{self, SPEAKERS},
        records,
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_delivered_twice_changes_nothing() {
    let province = Province::start().await;
    let journeys = walk(&province).await;
    told(&province, &journeys).await;
    province.settled().await;
    let before = records::dump(&province.world).await;
    assert!(
        before["notification public.delivery"].0 > 10,
        "people were told: {before:#?}"
    );

    // The services publish their journals again; the bus itself knows what it has.
    let replayed = replay(&province).await;
    province.settled().await;
    nothing_changed(&province, &before).await;

    // The same facts in new envelopes, which the bus cannot tell from news.
    let said = bus::say_again(&province.world).await;
    assert_eq!(
        said as u64, replayed,
        "the bus holds what the journals published"
    );
    province.settled().await;
    nothing_changed(&province, &before).await;

    // The bus loses everything, and is filled again from the journals.
    bus::lose_streams(&province.world).await;
    assert_eq!(replay(&province).await, replayed);
    province.settled().await;
    nothing_changed(&province, &before).await;
    province.stop().await;
}

/// Waits until nobody is owed a notice any more.
async fn told(province: &Province, journeys: &Journeys) {
    for dossier in journeys.all() {
        notices::notices(province, dossier).await;
    }
}

/// Publishes every journal from its beginning; how many facts that were.
async fn replay(province: &Province) -> u64 {
    let mut facts = 0;
    for service in SPEAKERS {
        let from = Some(prost_types::Timestamp::default());
        let mut operator = province.clients.operations(service);
        facts += operator
            .replay(ReplayRequest { from })
            .await
            .unwrap()
            .into_inner()
            .facts;
    }
    facts
}

async fn nothing_changed(province: &Province, before: &records::Dump) {
    let after = records::dump(&province.world).await;
    let changed: Vec<_> = after
        .iter()
        .filter(|(table, rows)| before.get(*table) != Some(rows))
        .map(|(table, rows)| format!("{table}: {:?} became {rows:?}", before.get(table)))
        .collect();
    assert_eq!(changed, [""; 0], "a repeated fact had an effect");
    assert_eq!(records::letters(&province.world).await, [""; 0]);
}
