//! The service alone: what people are told, what happens when somebody on the way does not answer,
//! and what it refuses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bookings;
mod edges;
mod mails;
mod support;
mod texts;
mod told;
mod unanswered;
mod wording;

use kernel::DossierId;
use proto::intake::v1::{DossierAccepted, DossierRefused};
use support::{World, stamp};

const PHONE: &str = "0912345678";
const ADDRESS: &str = "Thôn Thử Nghiệm, xã Không Có Thật";

fn accepted(dossier: DossierId) -> DossierAccepted {
    DossierAccepted {
        dossier_id: dossier.to_string(),
        at: stamp("2026-11-20T09:00"),
        due: stamp("2026-12-02T17:00"),
        ..Default::default()
    }
}

fn refused(dossier: DossierId) -> DossierRefused {
    DossierRefused {
        dossier_id: dossier.to_string(),
        at: stamp("2026-11-20T09:00"),
    }
}

/// A dossier of somebody who can be reached by phone.
fn with_phone(world: &World) -> DossierId {
    let dossier = DossierId::mint();
    world.desk.knows(dossier, PHONE, "");
    dossier
}
