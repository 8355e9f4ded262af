//! Who carries a message to a person: an SMS operator, a mail server, the post.

use std::sync::Arc;

use futures::future::BoxFuture;
use kernel::Personal;
use notification_domain::Channel;

/// A message as it is handed over.
#[derive(Clone, Debug)]
pub struct Message {
    /// The provider takes a key once: handing the same message over again sends no second.
    pub key: String,
    pub channel: Channel,
    /// The person's name, for the envelope.
    pub name: Personal<String>,
    /// The phone number, e-mail or postal address.
    pub to: Personal<String>,
    /// The same, masked: all that may be kept.
    pub masked: String,
    pub text: String,
    /// The text as it may be kept and shown: without secrets.
    pub kept: String,
    /// The subject of an e-mail.
    pub subject: String,
    pub segments: u32,
}

/// What a provider answers when it took a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// It is on its way.
    Taken,
    /// It reached the person.
    Delivered,
    /// It was taken and cannot be delivered.
    Bounced,
}

/// Why a provider did not take a message. The text is for the log and names no person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It will never take it: the number does not exist, the address is refused.
    #[error("refused: {0}")]
    Permanent(String),
    /// It did not take it, and may later.
    #[error("not now: {0}")]
    Temporary(String),
    /// It may have taken it: the answer was lost.
    #[error("no answer: {0}")]
    Unknown(String),
}

/// A carrier of messages.
pub trait Provider: Send + Sync + 'static {
    /// Hands a message over.
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, ProviderError>>;

    /// What became of the message of that key; none when it was never handed over.
    fn find<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Receipt>, ProviderError>>;
}

/// The providers in use.
#[derive(Clone)]
pub struct Providers {
    pub sms: Arc<dyn Provider>,
    pub email: Arc<dyn Provider>,
    pub post: Arc<dyn Provider>,
}

impl Providers {
    pub fn of(&self, channel: Channel) -> &dyn Provider {
        match channel {
            Channel::Sms => &*self.sms,
            Channel::Email => &*self.email,
            Channel::Post => &*self.post,
        }
    }
}
