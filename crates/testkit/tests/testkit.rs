//! What the tests of this repository count on.

use std::cell::Cell;
use std::time::Duration;

use futures::StreamExt;
use opentelemetry::trace::{Span as _, SpanKind, Tracer, TracerProvider};
use opentelemetry::{KeyValue, trace::TraceContextExt};
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use sqlx::{Connection, PgConnection};
use testkit::{Database, Kind, eventually, nats, otlp_sink};

#[tokio::test]
async fn a_database_is_empty_its_own_and_gone_afterwards() {
    let first = Database::new(&[]).await;
    let second = Database::new(&[]).await;
    for database in [&first, &second] {
        let made = sqlx::query("create table dossier (id int)");
        made.execute(&database.pool)
            .await
            .expect("a name is free in each database");
    }
    let url = first.url.clone();
    drop(first);
    let refused = PgConnection::connect(&url).await;
    refused.expect_err("the database and its role are gone");
}

/// Triggers and grants behave as in production only for a role that is no superuser.
#[tokio::test]
async fn a_test_works_with_the_rights_of_a_service() {
    let database = Database::new(&[]).await;
    let superuser =
        sqlx::query_scalar("select rolsuper from pg_roles where rolname = current_user");
    let superuser: bool = superuser.fetch_one(&database.pool).await.unwrap();
    assert!(!superuser);
}

#[tokio::test]
async fn each_test_has_a_nats_of_its_own_that_disappears_with_it() {
    let (first, second) = (nats().await, nats().await);
    let heard = second.connect().await;
    let mut heard = heard.subscribe("fact").await.unwrap();
    let speaker = first.connect().await;
    speaker.publish("fact", "x".into()).await.unwrap();
    speaker.flush().await.unwrap();
    let nothing = tokio::time::timeout(Duration::from_millis(100), heard.next()).await;
    nothing.expect_err("another test's message");
    let dir = first.dir().to_owned();
    drop(first);
    assert!(!dir.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn spans_arrive_as_they_were_sent() {
    let sink = otlp_sink().await;
    let exporter = SpanExporter::builder()
        .with_tonic()
        .with_endpoint(sink.endpoint());
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(exporter.build().unwrap())
        .with_resource(Resource::builder().with_service_name("routing").build())
        .build();
    let tracer = provider.tracer("test");
    let cause = tracer.start("cause");
    let cause_context = cause.span_context().clone();
    let mut hop = tracer
        .span_builder("hear DossierAccepted")
        .with_kind(SpanKind::Consumer)
        .with_attributes([KeyValue::new("dossier.legs", 3)])
        .start_with_context(&tracer, &opentelemetry::Context::new());
    hop.add_link(cause_context.clone(), Vec::new());
    let hop = opentelemetry::Context::new().with_span(hop);
    tracer.start_with_context("decide", &hop).end();
    hop.span().end();
    drop(cause);
    tokio::task::spawn_blocking(move || provider.shutdown())
        .await
        .unwrap()
        .unwrap();

    let spans = eventually(
        Duration::from_secs(5),
        async || sink.spans(),
        |spans| spans.len() == 3,
    );
    let spans = spans.await;
    let named = |name: &str| spans.iter().find(|span| span.name == name).unwrap();
    let (hop, decide) = (named("hear DossierAccepted"), named("decide"));
    assert_eq!(
        (hop.service.as_str(), hop.kind),
        ("routing", Kind::Consumer)
    );
    assert_eq!(hop.parent, None);
    assert_eq!(hop.attributes["dossier.legs"], "3");
    assert_eq!(hop.links[0].trace_id, cause_context.trace_id().to_string());
    assert_eq!(decide.parent.as_deref(), Some(hop.span_id.as_str()));
    assert_eq!(decide.trace_id, hop.trace_id);
}

#[tokio::test]
async fn eventually_waits_for_the_answer_and_hands_it_out() {
    let asked = Cell::new(0);
    let count = async || {
        asked.set(asked.get() + 1);
        asked.get()
    };
    assert_eq!(
        eventually(Duration::from_secs(5), count, |count| *count == 4).await,
        4
    );
}

#[tokio::test]
#[should_panic(expected = "the last answer was 7")]
async fn eventually_gives_up_and_shows_the_last_answer() {
    eventually(Duration::from_millis(20), async || 7, |answer| *answer == 8).await;
}
