//! Who follows a dossier from hop to hop finds each in its own trace, linked to the one before.

use std::process::Command as Process;

use chassis::{Actor, Heard, Listen, Order, Result, execute_one, telemetry};
use proto::operations::v1::ListJournalRequest;
use sqlx::PgConnection;
use testkit::{Kind, Span, eventually, otlp_sink};
use tracing::Instrument as _;
use uuid::Uuid;

use crate::bus::Bus;
use crate::desk::{Desk, ask_desk};
use crate::folder::{Command, Folders, count};
use crate::world::{PATIENCE, Running, World, run, stand_traced};

/// Traces are set up once for a process, so this needs one of its own.
#[test]
fn each_hop_is_a_trace_of_its_own_linked_to_the_one_before() {
    let mut child = Process::new(std::env::current_exe().unwrap());
    child.args(["--exact", "--ignored", "--nocapture", "traces::child"]);
    let ended = child.output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    let complained = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{said}{complained}");
    assert!(said.contains("1 passed"), "{said}");
}

/// Answers what it hears with an order of its own.
struct Answering;

impl Listen for Answering {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        for fact in facts {
            let routing = Actor::service("routing");
            let order = Order::new(fact.aggregate, Command::Plan, &routing, fact.at);
            execute_one::<Folders>(tx, &(), order.traced(fact.hop())).await?;
        }
        Ok(())
    }
}

fn one<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    let found: Vec<&Span> = spans.iter().filter(|span| span.name == name).collect();
    assert_eq!(found.len(), 1, "{name} among {spans:#?}");
    found[0]
}

/// Trace id and span id, as the operator sees them.
async fn journalled(service: &Running, dossier: Uuid) -> (String, String) {
    let asked = ListJournalRequest {
        dossier_id: dossier.to_string(),
    };
    let mut operations = service.operations().await;
    let mut entries = operations
        .list_journal(asked)
        .await
        .unwrap()
        .into_inner()
        .entries;
    assert_eq!(entries.len(), 1);
    let entry = entries.remove(0);
    (entry.trace_id, entry.span_id)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by its parent in a process of its own"]
async fn child() {
    let sink = otlp_sink().await;
    let world = World::new().await;
    let intake = stand_traced(
        "intake",
        &world.speaker.url,
        world.nats.url(),
        sink.endpoint(),
    )
    .await;
    let desk = Desk::of(&intake);
    let intake = run(intake, |assembly| desk.at(assembly));
    let routing = world.routing().await;
    let routing = run(routing, |assembly| assembly.hear("intake", Answering));
    intake.operations().await;

    let folder = Uuid::now_v7();
    let button = tracing::info_span!("button", otel.kind = "client");
    let asked = ask_desk(intake.channel(), folder, "accept").instrument(button);
    asked.await.unwrap();
    let planned = async || count(&world.listener.pool, "select count(*) from bus.journal").await;
    eventually(PATIENCE, planned, |planned| *planned == 1).await;

    let arrived = async || {
        telemetry::flush().await;
        sink.spans()
    };
    let hop = "hear DossierAccepted";
    let done = |spans: &Vec<Span>| spans.iter().any(|span| span.name == hop);
    let spans = eventually(PATIENCE, arrived, done).await;
    let button = one(&spans, "button");
    let served = one(
        &spans,
        "motcua.notification.v1.NotificationService/ListNotices",
    );
    let hop = one(&spans, hop);

    // The request is one trace, and the journal and the message name its span.
    assert_eq!(
        (served.kind, &served.trace_id),
        (Kind::Server, &button.trace_id)
    );
    assert_eq!(served.parent.as_ref(), Some(&button.span_id));
    let said = (served.trace_id.clone(), served.span_id.clone());
    assert_eq!(journalled(&intake, folder).await, said);
    let message = Bus::of(&world.nats).await.all("INTAKE").await.remove(0);
    let parent = message.headers.get("traceparent").unwrap().as_str();
    assert!(
        parent.starts_with(&format!("00-{}-{}", said.0, said.1)),
        "{parent}"
    );

    // What follows from it is another trace, linked to it, that names the dossier.
    assert_eq!((hop.kind, hop.parent.as_ref()), (Kind::Consumer, None));
    assert_ne!(hop.trace_id, served.trace_id);
    let links: Vec<_> = hop
        .links
        .iter()
        .map(|link| (&link.trace_id, &link.span_id))
        .collect();
    assert_eq!(links, [(&served.trace_id, &served.span_id)]);
    assert_eq!(hop.attributes["motcua.dossier.id"], folder.to_string());
    assert_eq!(hop.attributes["motcua.service"], "routing");
    assert_eq!(
        hop.attributes["motcua.fact"],
        "motcua.intake.v1.DossierAccepted"
    );
    let followed = (hop.trace_id.clone(), hop.span_id.clone());
    assert_eq!(journalled(&routing, folder).await, followed);

    // What is heard twice is no second hop.
    let bus = Bus::of(&world.nats).await;
    let mut headers = message.headers.clone();
    headers.insert("Nats-Msg-Id", Uuid::now_v7().to_string());
    bus.put(&message.subject, headers, message.payload.to_vec())
        .await;
    let position = async || count(&world.listener.pool, "select position from bus.reader").await;
    eventually(PATIENCE, position, |position| *position == 2).await;
    let hop = hop.name.clone();
    telemetry::flush().await;
    let spans = sink.spans();
    one(&spans, &hop);

    // Nothing else was traced: not the database, not the bus, not health.
    let ours = [
        "button",
        "motcua.notification.v1.NotificationService/ListNotices",
        &hop,
    ];
    for span in &spans {
        let known = ours.contains(&span.name.as_str()) || span.name.starts_with("hear ");
        assert!(known, "{span:?}");
    }
    intake.stop().await;
    routing.stop().await;
}
