//! The door of a service: who asks is made sure of, and whether they may, before any call is
//! answered.

use std::{
    collections::HashMap,
    future::{Ready, ready},
    sync::Arc,
    task::{Context, Poll},
};

use futures::future::Either;
use tonic::{
    Code, Status,
    body::Body,
    codegen::http::{HeaderValue, Request, Response},
    metadata::MetadataMap,
};
use tonic_types::{ErrorDetails, StatusExt as _};
use tower::{Layer, Service};

use crate::{
    Actor, Caller,
    actor::{METADATA_KEY, STATEMENT_KEY},
    clock,
    identity::{Identity, Unbelieved},
    permits::Table,
};

/// Whether the process is up is no secret: whoever restarts it asks, and has no key.
const OPEN: &str = "/grpc.health.v1.Health/";

#[derive(Clone)]
pub(crate) struct Door {
    pub identity: Arc<Identity>,
    pub table: Arc<Table>,
}

impl Door {
    /// Who asks, when they may ask this.
    fn let_in<B>(&self, request: &Request<B>) -> Result<Caller, Status> {
        // Read as a call would read it; a copy of the headers, and no more.
        let metadata = MetadataMap::from_headers(request.headers().clone());
        let caller = if self.identity.believes_names() {
            Caller::believed(Actor::of(&metadata)?)
        } else {
            let signed = metadata.get_bin(STATEMENT_KEY);
            let signed = signed.and_then(|value| value.to_bytes().ok());
            let believed = match &signed {
                Some(signed) => self.identity.believe(signed, clock::machine().timestamp()),
                None => Err(Unbelieved::Unreadable),
            };
            believed.map_err(|why| {
                let method = request.uri().path();
                tracing::warn!(method, %why, "nobody knows who asks");
                Status::unauthenticated(
                    "Không xác nhận được ai đang yêu cầu. Hãy đăng nhập lại; nếu vẫn lỗi, báo \
                     người quản trị kiểm tra khóa và đồng hồ của các dịch vụ.",
                )
            })?
        };
        if self.table.allows(request.uri().path(), &caller) {
            return Ok(caller);
        }
        let (method, kind) = (request.uri().path(), caller.kind);
        tracing::warn!(method, ?kind, roles = ?caller.roles, "not permitted");
        Err(not_permitted())
    }
}

/// What everybody hears who may not.
fn not_permitted() -> Status {
    let sentence = "Tài khoản này không được giao quyền làm việc này. Nếu công việc cần đến, hãy \
                    đề nghị người quản trị cấp quyền.";
    let mut details = ErrorDetails::new();
    details.set_error_info("not-permitted", "motcua", HashMap::new());
    details.set_localized_message("vi", sentence);
    Status::with_error_details(Code::PermissionDenied, sentence, details)
}

impl<S> Layer<S> for Door {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded {
            door: self.clone(),
            inner,
        }
    }
}

/// What lies behind the door.
#[derive(Clone)]
pub(crate) struct Guarded<S> {
    door: Door,
    inner: S,
}

impl<S, B> Service<Request<B>> for Guarded<S>
where
    S: Service<Request<B>, Response = Response<Body>>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Either<S::Future, Ready<Result<Response<Body>, S::Error>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        if request.uri().path().starts_with(OPEN) {
            return Either::Left(self.inner.call(request));
        }
        match self.door.let_in(&request) {
            Ok(caller) => {
                let name = HeaderValue::from_str(caller.actor.as_str());
                let name = name.unwrap_or(HeaderValue::from_static("anonymous"));
                request.headers_mut().insert(METADATA_KEY, name);
                request.extensions_mut().insert(caller);
                Either::Left(self.inner.call(request))
            }
            Err(status) => Either::Right(ready(Ok(status.into_http()))),
        }
    }
}
