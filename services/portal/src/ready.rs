//! `GET /readyz`: whether the desk answers, at the price of one question to its database.

use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use chassis::Caller;
use portal_ui::{Portal, failure::Failure, services::Service};
use proto::operations::v1::PingRequest;

/// Ready while intake and its database answer.
pub async fn ready(State(portal): State<Arc<Portal>>) -> Response {
    let ask = portal.services.speaking_for(Caller::service("portal"));
    let answered = ask.operations(Service::Intake).ping(PingRequest {}).await;
    match answered {
        Ok(_) => "ready".into_response(),
        Err(status) => Failure::from(status).into_response(),
    }
}
