//! Spans as they are kept. Eight services in one process are one resource to OpenTelemetry; each
//! of their spans says with `motcua.service` whose it is, and by that it can be found here. What
//! the pages show only as a tag, becomes one: the kind of a span, and that it failed.

use std::collections::BTreeMap;

use otlp_embedded::{
    TraceService, TraceServiceImpl,
    proto::{
        collector::trace::v1::{ExportTraceServiceRequest, ExportTraceServiceResponse},
        common::v1::{AnyValue, KeyValue, any_value::Value},
        resource::v1::Resource,
        trace::v1::{ResourceSpans, ScopeSpans, Span, span::SpanKind, status::StatusCode},
    },
};
use tonic::{Request, Response, Status};

const OF_SPAN: &str = "motcua.service";
const SERVICE: &str = "service.name";
const INSTANCE: &str = "service.instance.id";

/// Takes spans in, each under the name of its own service.
pub struct Taking(pub TraceServiceImpl);

#[tonic::async_trait]
impl TraceService for Taking {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let request = request.map(|sent| ExportTraceServiceRequest {
            resource_spans: sent.resource_spans.into_iter().flat_map(apart).collect(),
        });
        self.0.export(request).await
    }
}

/// The spans of one process, taken apart by service.
fn apart(process: ResourceSpans) -> impl Iterator<Item = ResourceSpans> {
    let resource = process.resource.unwrap_or_default();
    let otherwise = text(&resource.attributes, SERVICE)
        .unwrap_or("?")
        .to_owned();
    let mut services: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for mut span in process
        .scope_spans
        .into_iter()
        .flat_map(|scope| scope.spans)
    {
        let service = text(&span.attributes, OF_SPAN)
            .unwrap_or(&otherwise)
            .to_owned();
        tag(&mut span);
        services.entry(service).or_default().push(span);
    }
    services
        .into_iter()
        .map(move |(service, spans)| ResourceSpans {
            resource: Some(named(resource.clone(), &service)),
            scope_spans: vec![ScopeSpans {
                spans,
                ..ScopeSpans::default()
            }],
            ..ResourceSpans::default()
        })
}

fn named(mut resource: Resource, service: &str) -> Resource {
    // The pages tell the services of a trace apart by their instances alone.
    for key in [SERVICE, INSTANCE] {
        resource.attributes.retain(|attribute| attribute.key != key);
        resource
            .attributes
            .push(attribute(key, Value::StringValue(service.to_owned())));
    }
    resource
}

fn tag(span: &mut Span) {
    let kind = match span.kind() {
        SpanKind::Server => "server",
        SpanKind::Client => "client",
        SpanKind::Producer => "producer",
        SpanKind::Consumer => "consumer",
        SpanKind::Internal | SpanKind::Unspecified => "internal",
    };
    span.attributes
        .push(attribute("span.kind", Value::StringValue(kind.to_owned())));
    if let Some(status) = &span.status
        && status.code() == StatusCode::Error
    {
        span.attributes
            .push(attribute("error", Value::BoolValue(true)));
    }
}

fn attribute(key: &str, value: Value) -> KeyValue {
    KeyValue {
        key: key.to_owned(),
        value: Some(AnyValue { value: Some(value) }),
    }
}

fn text<'a>(attributes: &'a [KeyValue], key: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        _ => None,
    }
}
