//! Official papers as PDF/A, drawn from templates an administrator can change. A process of its own,
//! with no database: what a paper says comes with the request.

mod bench;
pub mod config;
mod data;
mod downloads;
mod draw;
mod fonts;
mod grpc;
mod index;
mod permits;
mod press;
mod qr;
mod refusal;
mod samples;
mod store;
mod text;

use chassis::Boot;
use proto::forms::v1::forms_service_server::FormsServiceServer;
use tokio_util::sync::CancellationToken;

pub use bench::bench;
pub use draw::Problem;
pub use index::{Form, Index, Kind, NotInForce};
pub use permits::PERMITS;
pub use press::{Press, Printed, Tried, press};
pub use samples::samples;
pub use store::Version;

use crate::config::Config;

/// A register of a year is some megabytes.
const LARGEST_REQUEST: usize = 16 * 1024 * 1024;

/// Serves until `stop`.
///
/// # Errors
/// When a setting or a form of the province is wrong, or the port cannot be had.
pub async fn serve(boot: Boot, stop: CancellationToken) -> anyhow::Result<()> {
    let config: Config = boot.settings(include_str!("../config.toml"))?;
    chassis::telemetry::init(boot.name, &config.telemetry)?;
    let press = Press::new(&config, boot.clock.clone())?;
    let forms = FormsServiceServer::new(press)
        .max_decoding_message_size(LARGEST_REQUEST)
        .max_encoding_message_size(LARGEST_REQUEST);
    chassis::serve_alone(
        boot.name,
        (&config.grpc, &config.identity),
        PERMITS,
        |routes| {
            routes.add_service(forms);
        },
        stop,
    )
    .await
}
