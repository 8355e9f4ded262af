//! Receiving: requests that arrive together share a transaction, and their codes follow one
//! another without a gap a citizen could read as a loss.

use std::{collections::HashMap, sync::Arc};

use catalogue::Catalogue;
use chassis::{Order, Repository as _, Result, Work, execute};
use chrono::NaiveDate;
use intake_domain::{Command, Desk, Dossier, Event, Filing};
use kernel::{Decider as _, DossierId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store::{self, Dossiers};

/// The reception desk's work.
pub struct Reception {
    pub catalogue: Arc<Catalogue>,
}

type Received = chassis::Carried<Dossier, Event>;

impl Work for Reception {
    type Item = Order<DossierId, Command>;
    type Answer = Received;

    async fn carry_out(
        &self,
        tx: &mut PgConnection,
        items: &[Self::Item],
    ) -> Result<Vec<Result<Received>>> {
        let Some(now) = items.iter().map(|order| order.at).max() else {
            return Ok(vec![]);
        };
        let desk = Desk {
            now,
            catalogue: self.catalogue.clone(),
        };
        let mut orders = items.to_vec();
        self.number(tx, &desk, &mut orders).await?;
        execute::<Dossiers>(tx, &desk, orders).await
    }
}

impl Reception {
    /// Gives a code to each order that will be carried out, and to no other.
    async fn number(
        &self,
        tx: &mut PgConnection,
        desk: &Desk,
        orders: &mut [Order<DossierId, Command>],
    ) -> Result<()> {
        let mut ids: Vec<Uuid> = orders.iter().map(|order| order.id.uuid()).collect();
        ids.sort_unstable();
        ids.dedup();
        let known: HashMap<Uuid, Dossier> = Dossiers::load(tx, &ids)
            .await?
            .into_iter()
            .map(|stored| (stored.id, stored.state))
            .collect();
        let day = self.catalogue.calendar().civil(desk.now).date();
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        let mut first = std::collections::HashSet::new();
        for (n, order) in orders.iter().enumerate() {
            let before = known.get(&order.id.uuid());
            let decided = Dossier::decide(desk, before, order.command.clone());
            let new = before.is_none() && first.insert(order.id);
            if let (true, Ok(_), Some(filing)) = (new, decided, filing(&order.command)) {
                let prefix = self.catalogue.dossier_prefix(&filing.receiving_unit);
                wanted.entry(prefix.to_owned()).or_default().push(n);
            }
        }
        self.give_out(tx, day, wanted, orders).await
    }

    async fn give_out(
        &self,
        tx: &mut PgConnection,
        day: NaiveDate,
        wanted: HashMap<String, Vec<usize>>,
        orders: &mut [Order<DossierId, Command>],
    ) -> Result<()> {
        let mut wanted: Vec<(String, Vec<usize>)> = wanted.into_iter().collect();
        wanted.sort();
        for (prefix, takers) in wanted {
            let last = store::take_numbers(tx, &prefix, day, takers.len() as i32).await?;
            let first = last - takers.len() as i32 + 1;
            for (n, taker) in (first..).zip(takers) {
                let Some(unit) = filing(&orders[taker].command).map(|f| f.receiving_unit.clone())
                else {
                    continue;
                };
                let given = self.catalogue.dossier_code(&unit, day, n as u32);
                if let Command::Submit { code, .. } | Command::Accept { code, .. } =
                    &mut orders[taker].command
                {
                    *code = given;
                }
            }
        }
        Ok(())
    }
}

fn filing(command: &Command) -> Option<&Filing> {
    match command {
        Command::Submit { filing, .. } | Command::Accept { filing, .. } => Some(filing),
        _ => None,
    }
}
