//! The journal is the statutory trail: nobody changes it, and it can be checked.

use chassis::Actor;
use proto::operations::v1::{ListJournalRequest, ReplayRequest};
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use testkit::eventually;
use uuid::Uuid;

use crate::bus::Bus;
use crate::ear::Ear;
use crate::folder::{Command, count, heard, say, say_or_whisper};
use crate::world::{PATIENCE, World};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_deletes_or_empties_it() {
    let world = World::new().await;
    let intake = world.intake().await;
    say(&intake, [(Uuid::now_v7(), Command::Accept)]).await;
    for tampering in [
        "update bus.journal set actor = 'someone:else'",
        "update bus.journal set at = at",
        "delete from bus.journal",
        "truncate bus.journal, bus.outbox",
        "truncate bus.journal cascade",
    ] {
        let refused = sqlx::query(tampering).execute(&intake.db).await;
        let refused = refused.expect_err(tampering).to_string();
        assert!(refused.contains("append-only"), "{tampering}: {refused}");
    }
    assert_eq!(
        count(&intake.db, "select count(*) from bus.journal").await,
        1
    );
}

/// RFC 6962 §2.1: the hash of a leaf is SHA-256 over 0x00 and the entry. Here the entry is each
/// of seven parts, after its length in eight bytes.
fn leaf(parts: [&[u8]; 7]) -> Vec<u8> {
    let mut bytes = vec![0];
    for part in parts {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(part);
    }
    Sha256::digest(&bytes).to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_leaf_can_be_computed_again_from_its_row() {
    let world = World::new().await;
    let intake = world.intake().await;
    let folder = Uuid::now_v7();
    say(
        &intake,
        [
            (folder, Command::Accept),
            (folder, Command::Ask("giấy tờ".into())),
        ],
    )
    .await;
    let rows = sqlx::query("select * from bus.journal order by position");
    let rows = rows.fetch_all(&intake.db).await.unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let at: chrono::DateTime<chrono::Utc> = row.get("at");
        let computed = leaf([
            row.get::<Uuid, _>("id").as_bytes(),
            row.get::<Uuid, _>("aggregate").as_bytes(),
            &row.get::<i32, _>("sequence").to_be_bytes(),
            row.get::<String, _>("fact").as_bytes(),
            &row.get::<Vec<u8>, _>("payload"),
            row.get::<String, _>("actor").as_bytes(),
            &at.timestamp_micros().to_be_bytes(),
        ]);
        assert_eq!(row.get::<Vec<u8>, _>("leaf"), computed);
        assert_eq!(row.get::<String, _>("actor"), "officer:an@org:test");
    }
}

/// What is only written down is not on the bus, not even after a replay, and nobody waits for it.
#[tokio::test(flavor = "multi_thread")]
async fn quiet_facts_are_written_down_and_not_said() {
    let world = World::new().await;
    let listener = world.listening(&Ear::default()).await;
    let speaker = world.speaking().await;
    let folder = Uuid::now_v7();
    let (whisper, ask) = (Command::Whisper, Command::Ask("x".to_owned()));
    // 1 quiet, 2 said, 3 and 4 quiet in one transaction, 5 said; then each by itself.
    let together = [&whisper, &ask, &whisper, &whisper, &ask];
    say_or_whisper(
        &speaker.chassis,
        together.map(|command| (folder, command.clone())),
    )
    .await;
    for command in [&whisper, &ask, &whisper] {
        say_or_whisper(&speaker.chassis, [(folder, command.clone())]).await;
    }
    world.settled_with_each_effect_once().await;
    let mut operations = speaker.operations().await;
    let from = Some(prost_types::Timestamp::default());
    let replayed = operations.replay(ReplayRequest { from }).await.unwrap();
    assert_eq!(replayed.into_inner().facts, 3);
    world.settled_with_each_effect_once().await;

    assert_eq!(heard(&world.listener.pool).await[&folder], [2, 5, 7]);
    let laid = count(&world.listener.pool, "select count(*) from bus.dead_letter").await;
    assert_eq!(laid, 0);
    let on_bus = Bus::of(&world.nats).await.all("INTAKE").await;
    let previous = on_bus
        .iter()
        .map(|message| message.headers.get("Motcua-Previous").unwrap());
    let previous: Vec<&str> = previous.map(|value| value.as_str()).collect();
    assert_eq!(previous, ["0", "2", "5"]);
    assert_eq!(
        count(&world.speaker.pool, "select count(*) from bus.journal").await,
        8
    );
    speaker.stop().await;
    listener.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operator_reads_what_was_written_about_a_dossier() {
    let world = World::new().await;
    let speaker = world.speaking().await;
    let [folder, other] = [Uuid::now_v7(), Uuid::now_v7()];
    say(
        &speaker.chassis,
        [(folder, Command::Accept), (other, Command::Accept)],
    )
    .await;
    say(&speaker.chassis, [(folder, Command::Ask("x".into()))]).await;
    let mut operations = speaker.operations().await;
    let asked = ListJournalRequest {
        dossier_id: folder.to_string(),
    };
    let entries = operations
        .list_journal(asked)
        .await
        .unwrap()
        .into_inner()
        .entries;
    let told: Vec<(u32, &str)> = entries
        .iter()
        .map(|entry| (entry.sequence, entry.fact.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (1, "motcua.intake.v1.DossierAccepted"),
            (2, "motcua.intake.v1.SupplementAsked")
        ]
    );
    assert!(
        entries
            .iter()
            .all(|entry| entry.actor == "officer:an@org:test")
    );
    speaker.stop().await;
}

/// A command repeated answers the same and leaves no second mark.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_already_so_is_not_written_down_again() {
    let world = World::new().await;
    let intake = world.intake().await;
    let folder = Uuid::now_v7();
    for _ in 0..3 {
        say(
            &intake,
            [(folder, Command::Accept), (folder, Command::Accept)],
        )
        .await;
    }
    let written = async || count(&intake.db, "select count(*) from bus.journal").await;
    assert_eq!(
        eventually(PATIENCE, written, |written| *written > 0).await,
        1
    );
    assert_eq!(Actor::service("intake"), intake.actor());
}
