//! What the land register holds in the end.

use chrono::{DateTime, Timelike as _};

use super::{
    Journeys,
    walk::{BANK, LOST, MORTGAGED, SOLD},
};
use crate::support::{
    Province, civil,
    filings::{BUYER, LOSER, find, live_and_closed, serial},
    records,
};

pub async fn the_parcel_changed_hands(province: &Province, journeys: &Journeys) {
    let parcel = find(&province.clients, SOLD).await;
    let holders: Vec<&str> = parcel
        .holders
        .iter()
        .map(|held| held.citizen_id.as_str())
        .collect();
    assert_eq!(holders, [BUYER.1]);
    let (live, closed) = live_and_closed(&parcel);
    assert_eq!((live.len(), closed.len()), (1, 1), "{parcel:#?}");
    assert_eq!(closed[0].serial, serial(SOLD));
    assert_ne!(live[0].serial, serial(SOLD));
    assert_eq!(civil(live[0].issued_at), civil(closed[0].closed_at));
    let facts = records::facts(&province.world, &journeys.transfer.id).await;
    assert_eq!(
        facts.get("land-records CertificateIssued"),
        Some(&1),
        "{facts:#?}"
    );
    assert_eq!(
        facts.get("land-records RightRegistered"),
        Some(&1),
        "{facts:#?}"
    );
}

pub async fn the_lost_certificate_was_replaced(province: &Province, journeys: &Journeys) {
    let parcel = find(&province.clients, LOST).await;
    let holders: Vec<&str> = parcel
        .holders
        .iter()
        .map(|held| held.citizen_id.as_str())
        .collect();
    assert_eq!(
        holders,
        [LOSER.1],
        "whoever lost the paper has not lost the land"
    );
    let (live, closed) = live_and_closed(&parcel);
    assert_eq!((live.len(), closed.len()), (1, 1), "{parcel:#?}");
    assert_eq!(closed[0].serial, serial(LOST));
    let facts = records::facts(&province.world, &journeys.lost.id).await;
    assert_eq!(
        facts.get("land-records RightRegistered"),
        None,
        "{facts:#?}"
    );
}

/// NĐ 99/2022/NĐ-CP Điều 27: the order of registration is told to the minute.
pub async fn the_mortgage_stands_to_the_minute(province: &Province) {
    let parcel = find(&province.clients, MORTGAGED).await;
    assert_eq!(parcel.restrictions.len(), 1, "{parcel:#?}");
    let mortgage = &parcel.restrictions[0];
    assert_eq!(
        (mortgage.kind.as_str(), mortgage.by.as_str()),
        ("mortgage", BANK)
    );
    assert_eq!(mortgage.until, None);
    let since = mortgage.since.unwrap();
    let since = DateTime::from_timestamp(since.seconds, since.nanos as u32).unwrap();
    assert_eq!((since.second(), since.nanosecond()), (0, 0));
    assert_eq!(civil(mortgage.since), "09:30 02/11/2026");
}
