//! What routing says to this agency.

use std::sync::Arc;

use agency_domain::{Case, Command, Event};
use chassis::{Actor, Chassis, Heard, Listen, Order, Result, execute};
use kernel::{CaseId, Decider};
use proto::routing::v1::{ApologyDue, LegClosed, LegMovedUnit, LegOffered, LegRecalled, LegTimed};
use sqlx::PgConnection;

use crate::{Cases, Practice, custody::desk, wire};

/// Hears what routing addresses to this agency's account: offers and recalls, the end of a
/// route, another unit, an apology owed.
///
/// A batch costs the round trips of one: this is where the province's load arrives.
pub struct Offers<P> {
    actor: Actor,
    practice: Arc<P>,
}

impl<P: Practice> Offers<P> {
    pub(crate) fn new(chassis: &Chassis, practice: Arc<P>) -> Self {
        Self {
            actor: chassis.actor(),
            practice,
        }
    }

    fn order(&self, heard: &Heard) -> Result<Option<Order<CaseId, <Case as Decider>::Command>>> {
        let (case, command) = if let Some(offered) = heard.read::<LegOffered>()? {
            let offer = wire::offer(offered)?;
            (offer.case, Command::Receive(offer))
        } else if let Some(recalled) = heard.read::<LegRecalled>()? {
            wire::recall(&recalled)?
        } else if let Some(closed) = heard.read::<LegClosed>()? {
            wire::close(&closed)?
        } else if let Some(moved) = heard.read::<LegMovedUnit>()? {
            wire::move_unit(&moved)?
        } else if let Some(owed) = heard.read::<ApologyDue>()? {
            wire::duty(&owed)?
        } else if let Some(timed) = heard.read::<LegTimed>()? {
            wire::time(&timed)?
        } else {
            return Ok(None);
        };
        let order = Order::new(case, command, &self.actor, heard.at).traced(heard.hop());
        Ok(Some(order))
    }
}

impl<P: Practice> Listen for Offers<P> {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        let Some(first) = facts.first() else {
            return Ok(());
        };
        let mut orders = Vec::with_capacity(facts.len());
        for heard in facts {
            orders.extend(self.order(heard)?);
        }
        let mut ended = Vec::new();
        for answer in execute::<Cases>(tx, &desk(first.at), orders).await? {
            let carried = answer?;
            let closed = |event: &Event| matches!(event, Event::Closed { .. });
            if carried.state.is_closed() && carried.events.iter().any(closed) {
                ended.push(carried.state);
            }
        }
        for case in ended {
            self.practice
                .undoing(tx, &case, &self.actor, first.at)
                .await?;
        }
        Ok(())
    }
}
