//! W3C trace context, carried over gRPC metadata, message headers and the journal.

use std::collections::HashMap;

use opentelemetry::{
    Context, global,
    propagation::{Extractor, Injector},
    trace::{SpanContext, TraceContextExt as _},
};
use tonic::metadata::{KeyRef, MetadataKey, MetadataMap};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

const TRACEPARENT: &str = "traceparent";

/// The `traceparent` of the current span, if it has one.
pub fn current() -> Option<String> {
    let mut carrier = HashMap::new();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut carrier));
    carrier.remove(TRACEPARENT)
}

/// Trace id and span id of a stored `traceparent`, as hexadecimal.
pub fn ids(traceparent: &str) -> Option<(&str, &str)> {
    let mut parts = traceparent.split('-').skip(1);
    Some((parts.next()?, parts.next()?))
}

/// Links `span` to the span that wrote what is now being acted on.
///
/// A dossier lives for weeks and is not one trace: each hop is its own root,
/// tied to the one before by a link (OpenTelemetry messaging conventions).
pub fn link(span: &Span, traceparent: Option<&str>) {
    let Some(traceparent) = traceparent else {
        return;
    };
    let origin = remote(&HashMap::from([(
        TRACEPARENT.to_owned(),
        traceparent.to_owned(),
    )]));
    if origin.is_valid() {
        span.add_link(origin);
    }
}

fn remote(carrier: &dyn Extractor) -> SpanContext {
    let context: Context =
        global::get_text_map_propagator(|propagator| propagator.extract(carrier));
    context.span().span_context().clone()
}

/// Makes `span` a child of the caller's span.
pub fn continue_from(span: &Span, metadata: &MetadataMap) {
    let parent =
        global::get_text_map_propagator(|propagator| propagator.extract(&Metadata(metadata)));
    // Fails only where no trace layer is installed, and then there is nothing to continue.
    let _ = span.set_parent(parent);
}

/// Writes the current span into an outgoing request.
pub fn inject(metadata: &mut MetadataMap) {
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| {
        propagator.inject_context(&context, &mut MetadataMut(metadata));
    });
}

struct Metadata<'a>(&'a MetadataMap);

impl Extractor for Metadata<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }
    fn keys(&self) -> Vec<&str> {
        self.0
            .keys()
            .filter_map(|key| match key {
                KeyRef::Ascii(key) => Some(key.as_str()),
                KeyRef::Binary(_) => None,
            })
            .collect()
    }
}

struct MetadataMut<'a>(&'a mut MetadataMap);

impl Injector for MetadataMut<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(key), Ok(value)) = (MetadataKey::from_bytes(key.as_bytes()), value.parse()) {
            self.0.insert(key, value);
        }
    }
}

/// The `traceparent` of a given span.
pub fn of(span: &Span) -> Option<String> {
    let mut carrier = HashMap::new();
    let context = span.context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut carrier));
    carrier.remove(TRACEPARENT)
}
