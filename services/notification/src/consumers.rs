//! What this service reacts to: facts that a person is to be told.

use chassis::{Chassis, Heard, Listen, Order, Result};
use chrono::FixedOffset;
use notification_domain::{Command, Desk, Retry, owed};
use sqlx::PgConnection;

use crate::{store::NoticeStore, wire};

/// Hears the desk and the routes.
#[derive(Clone, Debug)]
pub struct Ear {
    pub chassis: Chassis,
    pub retry: Retry,
    /// Whose dates people are told.
    pub zone: FixedOffset,
}

impl Listen for Ear {
    /// What a person is to be told becomes a row; a job sends it.
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        let desk = Desk {
            now: self.chassis.clock.now(),
            retry: self.retry,
        };
        let actor = self.chassis.actor();
        let mut orders = Vec::new();
        for heard in facts {
            let Some((dossier, at, fact)) = wire::fact(heard, self.zone)? else {
                continue;
            };
            for owed in owed(dossier, at, fact) {
                let order = Order::new(
                    wire::notice_id(&owed.key),
                    Command::Owe(owed),
                    &actor,
                    desk.now,
                );
                orders.push(order.traced(heard.hop()));
            }
        }
        if orders.is_empty() {
            return Ok(());
        }
        let answers = chassis::execute::<NoticeStore>(tx, &desk, orders).await?;
        answers.into_iter().try_for_each(|answer| answer.map(drop))
    }
}
