//! What time does to notices: they are sent, tried again, asked after.

use std::collections::BTreeMap;

use chassis::{Chassis, Order, repeat};
use futures::{FutureExt as _, StreamExt as _, stream};
use kernel::{DossierId, Instant, NoticeId};
use notification_domain::{Channel, Command, Desk, Notice, QuietHours, Retry};
use tokio_util::sync::CancellationToken;

use crate::{
    config::Sending,
    contact::{self, Whom},
    provider::{Message, ProviderError, Providers, Receipt},
    render::Renderer,
    store::{self, NoticeStore, Waiting},
};

/// Sends what is owed.
pub struct Sender {
    pub chassis: Chassis,
    pub intake: chassis::Peer,
    pub providers: Providers,
    pub renderer: std::sync::Arc<Renderer>,
    pub sending: Sending,
    pub retry: Retry,
    pub quiet: Option<QuietHours>,
}

/// What is to be done to which notice.
type Step = (NoticeId, Command);

impl Sender {
    /// Sends until `stop`; a round once begun is finished.
    pub async fn run(self, stop: CancellationToken) {
        repeat(self.sending.poll(), stop, "notices wait", || self.round()).await;
    }

    /// One look at what is owed; whether there may be more than this batch.
    async fn round(&self) -> anyhow::Result<bool> {
        let (db, most) = (&self.chassis.db, self.sending.batch);
        let now = self.chassis.clock.now();
        let lost = store::unanswered(db, now - self.sending.unknown_after(), most).await?;
        self.ask_after(lost).await?;
        let owed = store::to_send(db, now, most).await?;
        let found = owed.len();
        if found > 0 {
            let messages = self.begin(owed, now).await?;
            self.hand_over(messages).await?;
        }
        Ok(found >= most as usize)
    }

    /// Decides what becomes of each notice now, and marks those that go to a provider: from here
    /// on a crash leaves them unanswered, never sent again unasked.
    async fn begin(&self, owed: Vec<Waiting>, now: Instant) -> anyhow::Result<Vec<Sealed>> {
        let desk = contact::Desk {
            intake: &self.intake,
            actor: self.chassis.actor(),
            abreast: self.sending.abreast,
        };
        let contacts = desk.contacts(&owed).await?;
        let about = owed
            .iter()
            .map(|(_, notice)| notice.owed.key.dossier.uuid());
        let dossiers: Vec<_> = about.collect();
        let promised = store::promised(&self.chassis.db, &dossiers).await?;
        let mut steps = Vec::new();
        let mut messages = BTreeMap::new();
        for (id, mut notice) in owed {
            if notice.owed.key.kind.promises() && notice.owed.values.due.is_some() {
                // A newer date may have been heard since: nobody is told one that no longer holds.
                let in_force = promised.get(&notice.owed.key.dossier).copied();
                notice.owed.values.due = in_force.or(notice.owed.values.due);
            }
            let contact = contacts.get(&Whom::of(&notice.owed.key));
            let Some(Some(contact)) = contact else {
                // Intake does not answer for this dossier; the others need not wait.
                steps.push((
                    id,
                    Command::Defer {
                        until: now + self.sending.later(),
                    },
                ));
                continue;
            };
            let command = match self.renderer.message(id, &notice, contact) {
                None if contact.over => Command::Expire,
                None => Command::Abandon,
                Some(message) => match self.held_back(&notice, message.channel, now) {
                    Some(until) => Command::Defer { until },
                    None => {
                        let parcel = message.parcel();
                        messages.insert(
                            id,
                            Sealed {
                                id,
                                notice,
                                message,
                            },
                        );
                        Command::Begin(parcel)
                    }
                },
            };
            steps.push((id, command));
        }
        let begun = self.carry_out(steps).await?;
        // Another replica may have been faster; what it holds is not ours.
        messages.retain(|id, _| begun.contains(id));
        Ok(messages.into_values().collect())
    }

    /// Until when a message of this channel is held back, when it is night and nobody waits for it.
    fn held_back(&self, notice: &Notice, channel: Channel, now: Instant) -> Option<Instant> {
        let rings = channel == Channel::Sms && !notice.owed.key.kind.is_urgent();
        let release = self.quiet.filter(|_| rings)?.release(now);
        (release > now).then_some(release)
    }

    /// Hands messages over: dossiers abreast, those of one dossier in the order they were owed.
    async fn hand_over(&self, messages: Vec<Sealed>) -> anyhow::Result<()> {
        let mut dossiers: BTreeMap<DossierId, Vec<Sealed>> = BTreeMap::new();
        for sealed in messages {
            dossiers
                .entry(sealed.notice.owed.key.dossier)
                .or_default()
                .push(sealed);
        }
        let sent = dossiers
            .into_values()
            .map(|messages| self.send_in_order(messages).boxed());
        let steps: Vec<Vec<Step>> = stream::iter(sent)
            .buffer_unordered(self.sending.abreast)
            .collect()
            .await;
        self.carry_out(steps.into_iter().flatten().collect())
            .await?;
        Ok(())
    }

    async fn send_in_order(&self, mut messages: Vec<Sealed>) -> Vec<Step> {
        // They follow one another as what they tell of did, and as their kinds do in a dossier.
        messages.sort_by_key(|sealed| (sealed.notice.owed.at, sealed.notice.owed.key.kind));
        let mut steps = Vec::new();
        for sealed in messages {
            steps.extend(self.send(&sealed).await);
        }
        steps
    }

    async fn send(&self, Sealed { id, message, .. }: &Sealed) -> Option<Step> {
        let provider = self.providers.of(message.channel);
        let answer = tokio::time::timeout(self.sending.patience(), provider.send(message)).await;
        let command = match answer {
            Ok(Ok(receipt)) => believed(receipt),
            Ok(Err(ProviderError::Permanent(why))) => {
                tracing::warn!(notice = %id, why, "refused by the provider");
                Command::Refuse
            }
            Ok(Err(ProviderError::Temporary(why))) => {
                tracing::warn!(notice = %id, why, "the provider does not take it now");
                Command::Postpone
            }
            // It may have been taken: the provider is asked later, by the message's key.
            Ok(Err(ProviderError::Unknown(why))) => {
                tracing::warn!(notice = %id, why, "the provider's answer was lost");
                return None;
            }
            Err(_) => {
                tracing::warn!(notice = %id, "the provider did not answer in time");
                return None;
            }
        };
        Some((*id, command))
    }

    /// Asks providers what became of messages whose answer was lost.
    async fn ask_after(&self, lost: Vec<Waiting>) -> anyhow::Result<()> {
        let mut steps = Vec::new();
        for (id, notice) in lost {
            let Some(channel) = notice.channel() else {
                continue;
            };
            let key = Message::key(id, channel);
            let found = self.providers.of(channel).find(&key);
            match tokio::time::timeout(self.sending.patience(), found).await {
                Ok(Ok(Some(receipt))) => steps.push((id, believed(receipt))),
                Ok(Ok(None)) => steps.push((id, Command::Lost)),
                Ok(Err(error)) => tracing::warn!(notice = %id, %error, "not known yet"),
                Err(_) => tracing::warn!(notice = %id, "not known yet: no answer"),
            }
        }
        self.carry_out(steps).await?;
        Ok(())
    }

    /// Carries steps out in one transaction; the notices they were done to.
    async fn carry_out(&self, steps: Vec<Step>) -> anyhow::Result<Vec<NoticeId>> {
        if steps.is_empty() {
            return Ok(vec![]);
        }
        let desk = Desk {
            now: self.chassis.clock.now(),
            retry: self.retry,
        };
        let actor = self.chassis.actor();
        let ids: Vec<NoticeId> = steps.iter().map(|(id, _)| *id).collect();
        let order = |(id, command): Step| {
            // A hop of its own: nobody called, the notice was owed.
            let span = tracing::info_span!(
                parent: None,
                "see to a notice",
                motcua.service = self.chassis.name,
                motcua.notice.id = %id,
            );
            Order::new(id, command, &actor, desk.now).traced(chassis::propagation::of(&span))
        };
        let orders = steps.into_iter().map(order).collect();
        let mut tx = self.chassis.begin().await?;
        let answers = chassis::execute::<NoticeStore>(&mut tx, &desk, orders).await?;
        self.chassis.commit(tx).await?;
        let done = ids
            .into_iter()
            .zip(answers)
            .filter_map(|(id, answer)| match answer {
                Ok(_) => Some(id),
                Err(refusal) => {
                    tracing::debug!(notice = %id, %refusal, "somebody was faster");
                    None
                }
            });
        Ok(done.collect())
    }
}

/// A message ready to be handed over.
struct Sealed {
    id: NoticeId,
    notice: Notice,
    message: Message,
}

fn believed(receipt: Receipt) -> Command {
    match receipt {
        Receipt::Taken => Command::Take,
        Receipt::Delivered => Command::Deliver,
        Receipt::Bounced => Command::Bounce,
    }
}
