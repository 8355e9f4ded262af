//! Six procedures from filing to return, on one calendar, and what everybody has in the end.

mod file;
mod land;
pub mod notices;
pub mod tables;
pub mod walk;
mod welfare;

use proto::{
    intake::v1::{Stage, TrackDossierRequest},
    operations::v1::GetStatusRequest,
};

use crate::support::{Dossier, Province, records};

/// The dossiers of the six procedures.
#[derive(Debug)]
pub struct Journeys {
    pub transfer: Dossier,
    pub welfare: Dossier,
    pub lost: Dossier,
    pub mortgage: Dossier,
    pub death: Dossier,
    pub birth: Dossier,
}

impl Journeys {
    pub fn all(&self) -> [&Dossier; 6] {
        [
            &self.transfer,
            &self.welfare,
            &self.lost,
            &self.mortgage,
            &self.death,
            &self.birth,
        ]
    }
}

pub use walk::walk;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn six_procedures_go_from_filing_to_return() {
    let province = Province::start().await;
    file::opened_by_an_officer(&province).await;
    let journeys = walk(&province).await;
    province.settled().await;

    for dossier in journeys.all() {
        let request = TrackDossierRequest {
            code: dossier.code.clone(),
        };
        let found = province
            .clients
            .intake("citizen")
            .track_dossier(request)
            .await
            .unwrap();
        let found = found.into_inner();
        assert_eq!(found.stage(), Stage::Returned, "{found:#?}");
        assert_eq!(found.granted, Some(true), "{found:#?}");
    }
    land::the_parcel_changed_hands(&province, &journeys).await;
    land::the_lost_certificate_was_replaced(&province, &journeys).await;
    land::the_mortgage_stands_to_the_minute(&province).await;
    welfare::the_allowance_was_decided(&province, &journeys).await;
    notices::everybody_was_told(&province, &journeys).await;
    tables::the_progress_table_counts_them(&province).await;
    file::reads_are_recorded(&province, &journeys).await;
    nobody_is_behind(&province).await;

    assert_eq!(records::letters(&province.world).await, [""; 0]);
    assert_eq!(records::gaps(&province.world).await, [""; 0]);
    province.stop().await;
}

/// What the operator sees once everything is done: nothing owed, nobody behind anybody.
async fn nobody_is_behind(province: &Province) {
    for service in records::keepers(&province.world) {
        let mut operator = province.clients.operations(service);
        let status = operator
            .get_status(GetStatusRequest {})
            .await
            .unwrap()
            .into_inner();
        assert_eq!(
            (status.outbox, status.dead_letters, status.parked),
            (0, 0, 0),
            "{status:#?}"
        );
        assert!(
            status.hearings.iter().all(|hearing| hearing.behind == 0),
            "{status:#?}"
        );
    }
}
