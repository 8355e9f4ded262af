use std::{collections::HashMap, future::Future, hash::Hash};

use chrono::{DateTime, Utc};
use kernel::Decider;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Actor, Error, Result,
    journal::{self, Entry, Fact},
};

/// Where the aggregates of one kind are kept, and how their events are told to others.
///
/// Both ways work on many at once: a batch of commands costs the round trips of one.
pub trait Repository: Send + Sync + 'static {
    type Aggregate: Decider<Context: Sync, Command: Send, Event: Send + Sync, Refusal: Send>
        + Clone
        + Send
        + Sync;
    type Id: Copy + Eq + Hash + From<Uuid> + Into<Uuid> + Send + Sync;

    /// Whether some of its facts are only written down ([`Fact::quietly`]).
    const QUIET: bool = false;

    /// Loads and locks, in the order of the ids, those of the aggregates that exist.
    fn load(
        db: &mut PgConnection,
        ids: &[Uuid],
    ) -> impl Future<Output = sqlx::Result<Vec<Stored<Self::Aggregate>>>> + Send;

    /// Works out what is kept beside an aggregate and follows from it, such as when it is to be
    /// looked at next. Called before it is saved; it decides nothing and nothing is journalled.
    fn reckon(_context: &<Self::Aggregate as Decider>::Context, _aggregate: &mut Self::Aggregate) {}

    /// Keeps the aggregates as they are now.
    fn save(
        db: &mut PgConnection,
        aggregates: &[Stored<Self::Aggregate>],
    ) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// The event in public words. `after` is the aggregate once the event has happened.
    fn fact(
        id: Self::Id,
        after: &Self::Aggregate,
        event: &<Self::Aggregate as Decider>::Event,
        at: DateTime<Utc>,
    ) -> Fact;
}

/// An aggregate as it is kept: its id and how many events made it.
#[derive(Clone, Debug)]
pub struct Stored<A> {
    pub id: Uuid,
    pub version: u32,
    pub state: A,
}

/// What somebody wants of one aggregate.
#[derive(Clone, Debug)]
pub struct Order<I, C> {
    pub id: I,
    pub command: C,
    pub actor: Actor,
    pub at: DateTime<Utc>,
    /// The hop that asks for it, as a `traceparent`.
    pub trace: Option<String>,
}

impl<I, C> Order<I, C> {
    /// An order of `actor`, asked for in the current span.
    pub fn new(id: I, command: C, actor: &Actor, at: DateTime<Utc>) -> Self {
        Self {
            id,
            command,
            actor: actor.clone(),
            at,
            trace: crate::propagation::current(),
        }
    }

    /// The same, asked for in the span of `trace`.
    pub fn traced(mut self, trace: Option<String>) -> Self {
        self.trace = trace;
        self
    }
}

/// The aggregate after an order was carried out.
#[derive(Clone, Debug)]
pub struct Carried<A, E> {
    pub version: u32,
    pub state: A,
    /// What followed; empty when it was already so.
    pub events: Vec<E>,
}

type CommandOf<R> = <<R as Repository>::Aggregate as Decider>::Command;
type EventOf<R> = <<R as Repository>::Aggregate as Decider>::Event;
type ContextOf<R> = <<R as Repository>::Aggregate as Decider>::Context;
type Answer<R> = Result<Carried<<R as Repository>::Aggregate, EventOf<R>>>;

/// Carries orders out: load, decide, evolve, save, journal; all in the given transaction.
///
/// Each order is answered by itself: one that is refused leaves no mark, the others stand.
///
/// # Errors
/// The outer error is a fault of the database; the transaction is then lost.
pub async fn execute<R: Repository>(
    tx: &mut PgConnection,
    context: &ContextOf<R>,
    orders: Vec<Order<R::Id, CommandOf<R>>>,
) -> Result<Vec<Answer<R>>> {
    let mut ids: Vec<Uuid> = orders.iter().map(|order| order.id.into()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut known: HashMap<Uuid, Stored<R::Aggregate>> = R::load(tx, &ids)
        .await?
        .into_iter()
        .map(|stored| (stored.id, stored))
        .collect();
    let mut changed: Vec<Uuid> = Vec::new();
    let mut entries = Vec::new();
    let mut answers = Vec::with_capacity(orders.len());
    for order in orders {
        let id: Uuid = order.id.into();
        let before = known.get(&id);
        let decided =
            R::Aggregate::decide(context, before.map(|stored| &stored.state), order.command);
        let events = match decided {
            Ok(events) => events,
            Err(refusal) => {
                answers.push(Err(Error::refused(refusal)));
                continue;
            }
        };
        let mut state = before.map(|stored| stored.state.clone());
        let mut version = before.map_or(0, |stored| stored.version);
        for event in &events {
            state = R::Aggregate::evolve(state, event);
            version += 1;
            let after = state.as_ref().ok_or_else(|| nothing_left(id))?;
            entries.push(Entry {
                aggregate: id,
                sequence: version,
                fact: R::fact(order.id, after, event, order.at),
                actor: order.actor.clone(),
                trace: order.trace.clone(),
                at: order.at,
            });
        }
        let state = state.ok_or_else(|| nothing_left(id))?;
        if !events.is_empty() {
            known.insert(
                id,
                Stored {
                    id,
                    version,
                    state: state.clone(),
                },
            );
            if !changed.contains(&id) {
                changed.push(id);
            }
        }
        answers.push(Ok(Carried {
            version,
            state,
            events,
        }));
    }
    if !changed.is_empty() {
        let mut saved: Vec<_> = changed.iter().filter_map(|id| known.remove(id)).collect();
        for stored in &mut saved {
            R::reckon(context, &mut stored.state);
        }
        R::save(tx, &saved).await?;
        journal::append(tx, &entries, R::QUIET).await?;
    }
    Ok(answers)
}

fn nothing_left(id: Uuid) -> Error {
    Error::fault(anyhow::anyhow!(
        "a decision on {id} left no aggregate behind"
    ))
}

/// Carries one order out.
///
/// # Errors
/// The refusal of the rules, or a fault.
pub async fn execute_one<R: Repository>(
    tx: &mut PgConnection,
    context: &ContextOf<R>,
    order: Order<R::Id, CommandOf<R>>,
) -> Answer<R> {
    execute::<R>(tx, context, vec![order])
        .await?
        .pop()
        .unwrap_or_else(|| Err(Error::fault(anyhow::anyhow!("an order without an answer"))))
}
