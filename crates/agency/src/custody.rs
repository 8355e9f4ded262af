//! How an act on a case is carried out, for the desk's calls and for a service's own acts.

use agency_domain::{Act, Case, Command, Conclusion, Desk, Officer, Refusal, Stage};
use chassis::{Actor, Error, Order, Result, execute_one};
use kernel::{CaseId, Instant, UnitId};
use sqlx::PgConnection;

use crate::{Cases, done, store};

/// What a decision knows that needs neither the calendar nor the procedure.
pub(crate) fn desk(now: Instant) -> Desk {
    Desk {
        now,
        calendar: None,
        components: None,
    }
}

/// The person behind a request, who must act for a unit.
///
/// # Errors
/// Whoever names no unit learns that there is no such case.
pub fn officer(actor: &Actor) -> Result<Officer> {
    let unit = actor
        .unit()
        .ok_or_else(|| Error::refused(Refusal::Unknown))?;
    Ok(Officer {
        name: actor.as_str().to_owned(),
        unit: UnitId::from(unit),
    })
}

/// The case, locked until the transaction ends, for somebody of its unit to work on: taken,
/// and perhaps completed already, so that a retried act can tell.
///
/// # Errors
/// When there is none, when it is another unit's, or when nobody has taken it.
pub async fn work_on(tx: &mut PgConnection, id: CaseId, actor: &Actor) -> Result<Case> {
    let case = theirs(tx, id, &officer(actor)?).await?;
    match &case.stage {
        Stage::Held(_)
        | Stage::Proposed { .. }
        | Stage::Approved { .. }
        | Stage::Completed { .. } => Ok(case),
        Stage::Offered => Err(Error::refused(Refusal::NotTaken)),
        stage => Err(Error::refused(Refusal::OutOfTurn {
            stage: stage.words(),
        })),
    }
}

/// The case, locked, when it is of the officer's unit.
pub(crate) async fn theirs(tx: &mut PgConnection, id: CaseId, by: &Officer) -> Result<Case> {
    let case = store::lock(tx, &[id.uuid()]).await?.pop();
    case.map(|stored| stored.state)
        .filter(|case| case.belongs_to(&by.unit))
        .ok_or_else(|| Error::refused(Refusal::Unknown))
}

/// Does one act on a case, and hands out the case as it is then, with its version.
///
/// # Errors
/// The refusal of the rules, or a fault.
pub async fn act(
    tx: &mut PgConnection,
    now: Instant,
    id: CaseId,
    actor: &Actor,
    act: Act,
) -> Result<(Case, u32)> {
    act_at(tx, &desk(now), id, actor, act).await
}

/// The same, where the decision looks at more than the clock.
pub(crate) async fn act_at(
    tx: &mut PgConnection,
    desk: &Desk,
    id: CaseId,
    actor: &Actor,
    act: Act,
) -> Result<(Case, u32)> {
    let by = officer(actor)?;
    let order = Order::new(id, Command::Act { by, act }, actor, desk.now);
    let carried = execute_one::<Cases>(tx, desk, order).await?;
    done::record(tx, &carried, actor, desk.now).await?;
    let dossier = carried.state.offer.dossier;
    tracing::Span::current().record("motcua.dossier.id", tracing::field::display(dossier));
    Ok((carried.state, carried.version))
}

/// Ends the case with the conclusion, or puts it before the head where one must approve and
/// has not yet.
///
/// # Errors
/// The refusal of the rules, or a fault.
pub async fn conclude(
    tx: &mut PgConnection,
    now: Instant,
    case: &Case,
    actor: &Actor,
    conclusion: Conclusion,
) -> Result<Case> {
    let before_head =
        case.offer.approval && matches!(case.stage, Stage::Held(_) | Stage::Proposed { .. });
    let wanted = if before_head {
        Act::Propose(conclusion)
    } else {
        Act::Complete(Some(conclusion))
    };
    let (case, _) = act(tx, now, case.offer.case, actor, wanted).await?;
    Ok(case)
}
