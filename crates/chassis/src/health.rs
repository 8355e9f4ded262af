//! `grpc.health.v1`: ready means the database and the bus answer.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tonic_health::server::HealthReporter;

use crate::Chassis;

/// How often the answer is looked at anew.
const PERIOD: Duration = Duration::from_secs(2);

/// Keeps the reported health true until `stop`.
pub(crate) async fn watch(chassis: Chassis, reporter: HealthReporter, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let status = if ready(&chassis).await {
            tonic_health::ServingStatus::Serving
        } else {
            tonic_health::ServingStatus::NotServing
        };
        reporter.set_service_status("", status).await;
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            () = stop.cancelled() => {}
        }
    }
    reporter
        .set_service_status("", tonic_health::ServingStatus::NotServing)
        .await;
}

/// True when both the database and the bus answer within a second.
pub async fn ready(chassis: &Chassis) -> bool {
    let database = tokio::time::timeout(
        Duration::from_secs(1),
        sqlx::query("select 1").execute(&chassis.db),
    );
    // A question it must answer: a bus that hangs still takes what is sent.
    let bus = chassis.bus.jetstream().query_account();
    let bus = tokio::time::timeout(Duration::from_secs(1), bus);
    matches!(tokio::join!(database, bus), (Ok(Ok(_)), Ok(Ok(_))))
}
