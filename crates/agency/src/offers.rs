//! What routing says to this agency.

use agency_domain::{Case, Command};
use chassis::{Actor, Chassis, Heard, Listen, Order, Result, execute};
use kernel::{CaseId, Decider};
use proto::routing::v1::{LegOffered, LegRecalled};
use sqlx::PgConnection;

use crate::{Cases, desk, wire};

/// Hears the offers and recalls that routing addresses to this agency's account.
///
/// A batch costs the round trips of one: this is where the province's load arrives.
pub struct Offers {
    actor: Actor,
}

impl Offers {
    pub fn new(chassis: &Chassis) -> Self {
        Self {
            actor: chassis.actor(),
        }
    }

    fn order(&self, heard: &Heard) -> Result<Option<Order<CaseId, <Case as Decider>::Command>>> {
        let (case, command) = if let Some(offered) = heard.read::<LegOffered>()? {
            let offer = wire::offer(offered)?;
            (offer.case, Command::Receive(offer))
        } else if let Some(recalled) = heard.read::<LegRecalled>()? {
            (wire::case_id("leg_id", &recalled.leg_id)?, Command::Recall)
        } else {
            return Ok(None);
        };
        let order = Order::new(case, command, &self.actor, heard.at).traced(heard.hop());
        Ok(Some(order))
    }
}

impl Listen for Offers {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        let Some(first) = facts.first() else {
            return Ok(());
        };
        let mut orders = Vec::with_capacity(facts.len());
        for heard in facts {
            orders.extend(self.order(heard)?);
        }
        for answer in execute::<Cases>(tx, &desk(first.at), orders).await? {
            answer?;
        }
        Ok(())
    }
}
