//! The mail server (SMTP): hands letters over; the server's word is all that is known of them.

use chassis::Clock;
use futures::{FutureExt as _, future::BoxFuture};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message as Letter, Tokio1Executor,
    message::{Mailbox, header::ContentType},
    transport::smtp,
};

use crate::{
    config::Email,
    provider::{Message, Provider, ProviderError, Receipt},
    render::clean,
};

/// A mail server.
#[derive(Clone)]
pub struct MailServer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    clock: Clock,
}

impl MailServer {
    /// The server of the settings; none when none is set.
    ///
    /// # Errors
    /// When its address or the sender's is not one.
    pub fn of(settings: &Email, clock: &Clock) -> anyhow::Result<Option<Self>> {
        use anyhow::Context as _;
        if settings.server.is_empty() {
            return Ok(None);
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.server)
            .context("email.server is not an address such as smtps://user:password@host")?
            .timeout(Some(settings.patience()))
            .build();
        let address: Address = settings
            .from
            .parse()
            .context("email.from is not an e-mail address")?;
        let name = clean(&settings.name);
        Ok(Some(Self {
            transport,
            from: Mailbox::new(Some(name).filter(|name| !name.is_empty()), address),
            clock: clock.clone(),
        }))
    }

    fn letter(&self, message: &Message) -> anyhow::Result<Letter> {
        let to: Address = message.to.reveal().parse()?;
        // A name can carry anything a person can type; in a header it is one clean line.
        let name = clean(message.name.reveal());
        let to = Mailbox::new(Some(name).filter(|name| !name.is_empty()), to);
        let domain = self.from.email.domain();
        Ok(Letter::builder()
            .from(self.from.clone())
            .to(to)
            .subject(message.subject.clone())
            .date(self.clock.now().into())
            // The same message handed over again is known by the same name.
            .message_id(Some(format!(
                "<{}@{domain}>",
                message.key.replace(':', ".")
            )))
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())?)
    }
}

impl Provider for MailServer {
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<Receipt, ProviderError>> {
        async move {
            // What cannot be written as a letter never will be.
            let letter = self
                .letter(message)
                .map_err(|_| ProviderError::Permanent("no letter can be addressed".to_owned()))?;
            match self.transport.send(letter).await {
                Ok(_) => Ok(Receipt::Taken),
                Err(error) => Err(understood(&error)),
            }
        }
        .boxed()
    }

    /// A mail server is not asked after letters. One whose answer was lost is sent again, under the
    /// same name: mailboxes show it once.
    fn find<'a>(&'a self, _: &'a str) -> BoxFuture<'a, Result<Option<Receipt>, ProviderError>> {
        async { Ok(None) }.boxed()
    }
}

/// What the server's word means; its text can name the person, so only the code is kept.
fn understood(error: &smtp::Error) -> ProviderError {
    let code = error
        .status()
        .map_or_else(|| "no answer code".to_owned(), |code| code.to_string());
    if error.is_permanent() {
        ProviderError::Permanent(code)
    } else if error.is_timeout() {
        ProviderError::Unknown("the mail server did not answer in time".to_owned())
    } else {
        ProviderError::Temporary(code)
    }
}
