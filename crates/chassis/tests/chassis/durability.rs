//! A service does not start on a bus that could lose what it acknowledged.

use chassis::{Boot, config};
use servers::NatsOptions;
use testkit::{Database, Nats};

use crate::world::{NONE, names};

/// What a service says of a bus when it starts.
async fn start(nats: &Nats, monitor: String) -> Result<(), String> {
    let database = Database::new(&[]).await;
    let boot = Boot::new("intake");
    let telemetry = config::Telemetry {
        endpoint: String::new(),
        logs: "info,sqlx=warn".to_owned(),
    };
    let database = config::Database {
        url: database.url.clone(),
        connections: 2,
    };
    let nats = config::Nats {
        url: nats.url().to_owned(),
        monitor,
        replicas: 1,
    };
    let started = boot
        .chassis(&telemetry, &database, &nats, &names(), &NONE)
        .await;
    started.map(drop).map_err(|error| format!("{error:#}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bus_that_acknowledges_before_it_writes_is_refused() {
    let careless = Nats::with(NatsOptions {
        durable: false,
        ..NatsOptions::default()
    })
    .await;
    let refused = start(&careless, careless.monitor_url()).await.unwrap_err();
    assert!(refused.contains("sync_interval: always"), "{refused}");

    let careful = testkit::nats().await;
    start(&careful, careful.monitor_url()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_does_not_answer_is_named_with_its_setting() {
    let nats = testkit::nats().await;
    let nobody = format!("http://127.0.0.1:{}", servers::free_port().unwrap());
    let refused = start(&nats, nobody.clone()).await.unwrap_err();
    assert!(refused.contains(&nobody), "{refused}");
    assert!(refused.contains("nats.monitor"), "{refused}");
    // Where there is no such address the service starts, and says so in its log.
    start(&nats, String::new()).await.unwrap();
}
