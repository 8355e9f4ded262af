//! How an act on a case is carried out, for the desk's calls and for a service's own acts.

use agency_domain::{Act, Case, Command, Conclusion, Desk, Officer, Refusal, Stage};
use chassis::{Actor, Error, Order, Result, Stored, execute_one};
use kernel::{CaseId, Decider as _, Instant, UnitId};
use sqlx::PgConnection;

use crate::{By, Cases, Province, done, store};

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
pub(crate) fn officer(actor: &Actor) -> Result<Officer> {
    let unit = actor
        .unit()
        .ok_or_else(|| Error::refused(Refusal::Unknown))?;
    Ok(Officer {
        name: actor.as_str().to_owned(),
        unit: UnitId::from(unit),
    })
}

/// The case, locked, when it is of the officer's unit and field.
///
/// # Errors
/// Somebody else's is like one that is not there.
pub(crate) async fn theirs(
    tx: &mut PgConnection,
    province: &Province,
    by: &By,
    id: CaseId,
) -> Result<Stored<Case>> {
    let case = store::lock(tx, &[id.uuid()]).await?.pop();
    case.filter(|case| case.state.belongs_to(&by.officer.unit))
        .filter(|case| province.charged(&by.fields, &case.state.offer))
        .ok_or_else(|| Error::refused(Refusal::Unknown))
}

/// A case somebody works on by an act of the service's own: taken, and perhaps completed already,
/// so that a retried act can tell.
pub struct AtWork<'a> {
    pub case: Case,
    by: &'a By,
    province: &'a Province,
    /// The version they looked at; 0: whichever.
    seen: u32,
    version: u32,
}

impl<'a> AtWork<'a> {
    /// Locks the case until the transaction ends.
    ///
    /// # Errors
    /// When there is none for them, when nobody has taken it, or when it has left the unit: then
    /// also by whom, should that be since they looked.
    pub async fn on(
        tx: &mut PgConnection,
        province: &'a Province,
        by: &'a By,
        (id, seen): (CaseId, u32),
    ) -> Result<Self> {
        let Stored { version, state, .. } = theirs(tx, province, by, id).await?;
        let work = Self {
            case: state,
            by,
            province,
            seen,
            version,
        };
        let refusal = match &work.case.stage {
            Stage::Held(_)
            | Stage::Proposed { .. }
            | Stage::Approved { .. }
            | Stage::Completed { .. } => return Ok(work),
            Stage::Offered => Refusal::NotTaken,
            stage => Refusal::OutOfTurn {
                stage: stage.words(),
            },
        };
        work.as_seen(tx).await?;
        Err(Error::refused(refusal))
    }

    /// Before something is changed.
    ///
    /// # Errors
    /// Who did what, when somebody acted since the officer looked.
    pub async fn as_seen(&self, tx: &mut PgConnection) -> Result<()> {
        match self.seen == 0 || self.seen == self.version {
            true => Ok(()),
            false => done::unchanged_since(tx, self.id(), self.seen, self.province.zone()).await,
        }
    }

    /// Before what was asked is answered as done already.
    ///
    /// # Errors
    /// Who did what, when somebody else acted since the officer looked.
    pub async fn by_nobody_else(&self, tx: &mut PgConnection) -> Result<()> {
        let acts = match self.seen {
            0 => return Ok(()),
            seen => store::acts(tx, self.id(), seen as i32).await?,
        };
        match acts.iter().all(|done| done.actor == self.by.name()) {
            true => Ok(()),
            false => self.as_seen(tx).await,
        }
    }

    fn id(&self) -> uuid::Uuid {
        self.case.offer.case.uuid()
    }

    /// Ends the case with the conclusion, or puts it before the head where one must approve and
    /// has not yet.
    ///
    /// # Errors
    /// The refusal of the rules, who acted since the officer looked, or a fault.
    pub async fn conclude(
        &self,
        tx: &mut PgConnection,
        now: Instant,
        conclusion: Conclusion,
    ) -> Result<Case> {
        let before_head = self.case.offer.approval
            && matches!(self.case.stage, Stage::Held(_) | Stage::Proposed { .. });
        let wanted = if before_head {
            Act::Propose(conclusion)
        } else {
            Act::Complete(Some(conclusion))
        };
        let desk = desk(now);
        if !changes_nothing(&desk, &self.case, self.by, &wanted) {
            self.as_seen(tx).await?;
        }
        let id = self.case.offer.case;
        let (case, _) = act_at(tx, &desk, id, &self.by.actor, wanted).await?;
        Ok(case)
    }
}

/// What is already so is no conflict.
pub(crate) fn changes_nothing(desk: &Desk, case: &Case, by: &By, act: &Act) -> bool {
    let (by, act) = (by.officer.clone(), act.clone());
    let decided = Case::decide(desk, Some(case), Command::Act { by, act });
    decided.is_ok_and(|events| events.is_empty())
}

/// Does one act on a case, and hands out the case as it is then, with its version.
///
/// # Errors
/// The refusal of the rules, or a fault.
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
