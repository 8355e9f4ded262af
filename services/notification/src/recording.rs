//! The provider for when no operator is connected: it keeps every message and calls it delivered.

use futures::{FutureExt as _, future::BoxFuture};
use kernel::Instant;
use notification_domain::Channel;

use crate::{
    provider::{Message, Provider, ProviderError, Receipt},
    store,
};

/// Keeps messages in a table of the service's own database.
#[derive(Clone, Debug)]
pub struct RecordingProvider {
    chassis: chassis::Chassis,
}

impl RecordingProvider {
    pub fn new(chassis: &chassis::Chassis) -> Self {
        Self {
            chassis: chassis.clone(),
        }
    }
}

impl Provider for RecordingProvider {
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, ProviderError>> {
        async move {
            let now = self.chassis.clock.now();
            let slip = match message.channel {
                Channel::Sms | Channel::Email => None,
                Channel::Post => Some(slip(message, now)),
            };
            store::record(&self.chassis.db, message, slip.as_deref(), now)
                .await
                .map_err(|error| ProviderError::Unknown(error.to_string()))?;
            Ok(Receipt::Delivered)
        }
        .boxed()
    }

    fn find<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Receipt>, ProviderError>> {
        async move {
            let found = store::recorded(&self.chassis.db, key).await;
            let found = found.map_err(|error| ProviderError::Temporary(error.to_string()))?;
            Ok(found.then_some(Receipt::Delivered))
        }
        .boxed()
    }
}

/// What is printed and put on the envelope (phiếu gửi, QĐ 45/2016/QĐ-TTg Điều 9).
fn slip(message: &Message, now: Instant) -> String {
    format!(
        "Người nhận: {}\nĐịa chỉ: {}\n\n{}\n\nSố phiếu: {}\nLập ngày: {}\n",
        message.name.reveal(),
        message.to.reveal(),
        message.text,
        message.key,
        now.format("%d/%m/%Y"),
    )
}
