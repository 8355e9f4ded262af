use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::trace::v1::span::SpanKind;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, Span as WireSpan, status::StatusCode};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};

/// A span as it arrived over OTLP. Ids are lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// `service.name` of the resource.
    pub service: String,
    pub name: String,
    pub kind: Kind,
    pub trace_id: String,
    pub span_id: String,
    pub parent: Option<String>,
    pub links: Vec<Link>,
    /// Values as text: numbers and booleans as Rust prints them.
    pub attributes: BTreeMap<String, String>,
    /// Whether its status is an error.
    pub failed: bool,
}

/// Another span this one points to without being its child.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub trace_id: String,
    pub span_id: String,
}

/// OpenTelemetry's span kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

/// A receiver of traces (OTLP over gRPC) that keeps what it is sent.
#[derive(Debug)]
pub struct Sink {
    endpoint: String,
    received: Received,
    server: JoinHandle<Result<(), tonic::transport::Error>>,
}

/// Starts a receiver on a free port of the loopback address.
///
/// # Panics
/// When no port can be had.
pub async fn otlp_sink() -> Sink {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("listen on a free port");
    let address = listener.local_addr().expect("the port just bound");
    let received = Received::default();
    let service = TraceServiceServer::new(received.clone());
    let serve = Server::builder()
        .add_service(service)
        .serve_with_incoming(TcpIncoming::from(listener));
    Sink {
        endpoint: format!("http://{address}"),
        received,
        server: tokio::spawn(serve),
    }
}

impl Sink {
    /// What goes into `telemetry.endpoint`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Everything received so far, in order of arrival. A span arrives after it has ended, and
    /// exporters send in batches: ask with [`crate::eventually`].
    pub fn spans(&self) -> Vec<Span> {
        let spans = self.received.0.lock();
        spans.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.server.abort();
    }
}

#[derive(Clone, Debug, Default)]
struct Received(Arc<Mutex<Vec<Span>>>);

#[tonic::async_trait]
impl TraceService for Received {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let batch = request
            .into_inner()
            .resource_spans
            .into_iter()
            .flat_map(read);
        let mut spans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        spans.extend(batch);
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

fn read(batch: ResourceSpans) -> Vec<Span> {
    let resource = attributes(batch.resource.unwrap_or_default().attributes);
    let service = resource.get("service.name").cloned().unwrap_or_default();
    let spans = batch.scope_spans.into_iter().flat_map(|scope| scope.spans);
    spans.map(|span| read_span(&service, span)).collect()
}

fn read_span(service: &str, span: WireSpan) -> Span {
    let kind = match span.kind() {
        SpanKind::Server => Kind::Server,
        SpanKind::Client => Kind::Client,
        SpanKind::Producer => Kind::Producer,
        SpanKind::Consumer => Kind::Consumer,
        SpanKind::Internal | SpanKind::Unspecified => Kind::Internal,
    };
    let links = span.links.into_iter().map(|link| Link {
        trace_id: hex(&link.trace_id),
        span_id: hex(&link.span_id),
    });
    Span {
        service: service.to_owned(),
        name: span.name,
        kind,
        trace_id: hex(&span.trace_id),
        span_id: hex(&span.span_id),
        parent: (!span.parent_span_id.is_empty()).then(|| hex(&span.parent_span_id)),
        links: links.collect(),
        attributes: attributes(span.attributes),
        failed: span
            .status
            .is_some_and(|status| status.code() == StatusCode::Error),
    }
}

fn attributes(pairs: Vec<KeyValue>) -> BTreeMap<String, String> {
    let text = |value: Option<AnyValue>| match value.and_then(|value| value.value) {
        Some(Value::StringValue(text)) => text,
        Some(Value::BoolValue(value)) => value.to_string(),
        Some(Value::IntValue(value)) => value.to_string(),
        Some(Value::DoubleValue(value)) => value.to_string(),
        Some(other) => format!("{other:?}"),
        None => String::new(),
    };
    let pairs = pairs.into_iter();
    pairs.map(|pair| (pair.key, text(pair.value))).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
