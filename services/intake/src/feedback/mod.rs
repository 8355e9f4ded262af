//! What people may do with their dossiers, and what they say of them.

mod answers;
mod complaints;
mod digits;
mod facts;
mod keep;
mod mine;
mod proof;
mod said;
mod store;

use chassis::{Caller, Error};
use kernel::{ComplaintId, FeedbackId};

pub use digits::Digits;
pub use mine::{address, words};
pub use store::told_by;

/// Whether the token proves, now, that the dossier is the asker's.
///
/// # Errors
/// When the database is away.
pub async fn proves(
    db: &sqlx::PgPool,
    token: &str,
    dossier: kernel::DossierId,
    now: kernel::Instant,
) -> sqlx::Result<bool> {
    let proven = store::proven(db, &digits::hash(token), now).await?;
    Ok(proven == Some(dossier))
}

/// Only this service is told secrets and contacts.
fn only_notification(caller: &Caller) -> chassis::Result<()> {
    match caller.service_name() {
        Some("notification") => Ok(()),
        _ => Err(Error::absent("Không có nội dung này.")),
    }
}

fn complaint_id(id: &str) -> chassis::Result<ComplaintId> {
    chassis::wire::id("complaint_id", id)
}

/// One for each dossier, whoever computes it.
fn feedback_id(dossier: kernel::DossierId) -> FeedbackId {
    use sha2::{Digest as _, Sha256};
    let hash = Sha256::new()
        .chain_update(b"feedback")
        .chain_update(dossier.uuid())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().into()
}
