//! Traces over OTLP, logs as JSON lines; a trace id exists even where nobody collects it.

use std::sync::OnceLock;

use opentelemetry::{global, trace::TracerProvider as _};
use opentelemetry_otlp::WithExportConfig as _;
use opentelemetry_sdk::{Resource, propagation::TraceContextPropagator, trace::SdkTracerProvider};
use tracing_subscriber::{
    EnvFilter, Layer as _, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

use crate::config;

static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

/// What the exporter itself does must not be traced, or it feeds itself.
const NOT_OURS: &str = "info,h2=off,hyper=off,hyper_util=off,tonic=off,tower=off,sqlx=off,async_nats=off,opentelemetry=off,opentelemetry_sdk=off,opentelemetry_otlp=off";

/// Sets telemetry up, once for the process; later calls change nothing.
///
/// # Errors
/// When the endpoint is not an address.
pub fn init(service: &str, settings: &config::Telemetry) -> anyhow::Result<()> {
    if PROVIDER.get().is_some() {
        return Ok(());
    }
    global::set_text_map_propagator(TraceContextPropagator::new());
    let resource = Resource::builder()
        .with_service_name(service.to_owned())
        .build();
    let mut provider = SdkTracerProvider::builder().with_resource(resource);
    if !settings.endpoint.is_empty() {
        let exporter = opentelemetry_otlp::SpanExporter::builder()
            .with_tonic()
            .with_endpoint(&settings.endpoint)
            .build()?;
        provider = provider.with_batch_exporter(exporter);
    }
    let provider = provider.build();
    let tracer = provider.tracer("motcua");
    if PROVIDER.set(provider.clone()).is_err() {
        return Ok(());
    }
    global::set_tracer_provider(provider);
    // A test may have installed a subscriber of its own; then ours is not needed.
    let _ = tracing_subscriber::registry()
        .with(
            tracing_subscriber::fmt::layer()
                .json()
                .with_writer(std::io::stderr)
                .with_filter(EnvFilter::new(&settings.logs)),
        )
        .with(
            tracing_opentelemetry::layer()
                .with_tracer(tracer)
                .with_location(false)
                .with_threads(false)
                .with_tracked_inactivity(false)
                .with_filter(EnvFilter::new(NOT_OURS)),
        )
        .try_init();
    Ok(())
}

/// Sends what is still held. Blocks for as long as the exporter needs, at most seconds.
pub async fn flush() {
    let flushed = tokio::task::spawn_blocking(|| {
        if let Some(provider) = PROVIDER.get()
            && let Err(error) = provider.force_flush()
        {
            tracing::warn!(%error, "traces were not all sent");
        }
    });
    // The task only fails when it panicked, and traces are not worth a crash.
    let _ = flushed.await;
}
