use chassis::shard_of;
use kernel::DossierId;
use prost::{Message, Name};
use testkit::Nats;
use uuid::Uuid;

/// Puts a fact on the bus past any relay, so that a test can say it twice, late or out of turn:
/// the `sequence`-th that `speaker` says about the dossier, right after the one before.
///
/// # Panics
/// When the bus does not take it.
pub async fn deliver<M: Message + Name>(
    nats: &Nats,
    speaker: &str,
    dossier: DossierId,
    sequence: u32,
    fact: &M,
) {
    let shard = shard_of(dossier.uuid());
    let name = M::full_name();
    // What every agency says is told apart by who says it.
    let subject = if name.starts_with("motcua.agency.") {
        format!("{name}.{speaker}.s{shard}")
    } else {
        format!("{name}.s{shard}")
    };
    let dossier = dossier.to_string();
    let headers = [
        ("Nats-Msg-Id", Uuid::now_v7().to_string()),
        ("Motcua-Aggregate", dossier.clone()),
        ("Motcua-Dossier", dossier),
        ("Motcua-Sequence", sequence.to_string()),
        ("Motcua-Previous", (sequence - 1).to_string()),
    ];
    nats.publish(&subject, &headers, fact.encode_to_vec()).await;
}
