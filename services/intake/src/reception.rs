//! Receiving: requests that arrive together share a transaction, and their codes follow one
//! another without a gap a citizen could read as a loss.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use catalogue::Catalogue;
use chassis::{Order, Result, Work, execute};
use intake_domain::{Command, Desk, Dossier, Event};
use kernel::DossierId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    documents::Admitted,
    store::{self, Dossiers, Wanted},
};

/// The reception desk's work: filings that were checked, each to be taken in under its id.
pub struct Reception {
    pub catalogue: Arc<Catalogue>,
}

type Received = chassis::Carried<Dossier, Event>;

/// A filing that arrives, and what goes into the dossier with its papers.
pub struct Arriving {
    pub order: Order<DossierId, Command>,
    pub admitted: Admitted,
}

impl Work for Reception {
    type Item = Arriving;
    type Answer = Received;

    async fn carry_out(
        &self,
        tx: &mut PgConnection,
        items: &[Self::Item],
    ) -> Result<Vec<Result<Received>>> {
        let Some(now) = items.iter().map(|item| item.order.at).max() else {
            return Ok(vec![]);
        };
        let desk = Desk {
            now,
            catalogue: self.catalogue.clone(),
        };
        let mut orders = items
            .iter()
            .map(|item| item.order.clone())
            .collect::<Vec<_>>();
        self.number(tx, &mut orders).await?;
        let answers = execute::<Dossiers>(tx, &desk, orders).await?;
        for (item, _) in items
            .iter()
            .zip(&answers)
            .filter(|(_, answer)| answer.is_ok())
        {
            item.admitted.enter(tx, item.order.id, now).await?;
        }
        Ok(answers)
    }
}

impl Reception {
    /// Gives a code to each filing that can be taken in, once an id: those that are here already
    /// take none.
    async fn number(
        &self,
        tx: &mut PgConnection,
        orders: &mut [Order<DossierId, Command>],
    ) -> Result<()> {
        let mut first = HashSet::new();
        let mut wanted = Wanted::default();
        let mut takers = HashMap::new();
        for (n, order) in orders.iter().enumerate() {
            let Command::TakeIn(checked) = &order.command else {
                continue;
            };
            let Some(at) = checked.takes_a_number() else {
                continue;
            };
            if first.insert(order.id) {
                let unit = &checked.filing.receiving_unit;
                let prefix = self.catalogue.dossier_prefix(unit);
                let day = self.catalogue.calendar().civil(at).date();
                wanted.push(order.id.uuid(), prefix, day);
                takers.insert(order.id.uuid(), (n, unit.clone(), day));
            }
        }
        for (id, number) in numbers(tx, &wanted).await? {
            let Some((n, unit, day)) = takers.get(&id) else {
                continue;
            };
            let code = self.catalogue.dossier_code(unit, *day, number);
            if let Command::TakeIn(checked) = &mut orders[*n].command {
                checked.give_code(code);
            }
        }
        Ok(())
    }
}

async fn numbers(tx: &mut PgConnection, wanted: &Wanted) -> Result<Vec<(Uuid, u32)>> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::take_numbers(tx, wanted).await?)
}
