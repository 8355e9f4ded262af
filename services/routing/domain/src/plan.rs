//! A plan is a value: computed from the procedure and the place, printed as text.

use std::fmt;

use catalogue::{Catalogue, Matter, Procedure};
use chrono::NaiveDate;
use kernel::UnitId;

use crate::{Command, Kind, Leg, Refusal, Route, Router, Status};

/// The legs of a dossier's route, each with the unit that is competent for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub legs: Vec<PlannedLeg>,
}

/// One leg before it is anybody's.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedLeg {
    pub key: String,
    pub title: String,
    pub task: String,
    pub unit: UnitId,
    pub host: String,
    pub kind: Kind,
    pub phase: u8,
    pub counts: bool,
    pub approval: bool,
    pub automatic: bool,
    pub after: Vec<usize>,
    pub norm: Option<String>,
}

/// Lays out the route of a dossier about `place`, received by `receiving`.
///
/// # Errors
/// When nobody is competent for one of the legs.
pub fn plan(
    catalogue: &Catalogue,
    procedure: &Procedure,
    place: &UnitId,
    receiving: &UnitId,
    on: NaiveDate,
) -> Result<Plan, Refusal> {
    let matter = Matter {
        place,
        receiving,
        field: &procedure.field,
        procedure: &procedure.code,
    };
    let legs = procedure
        .legs
        .iter()
        .map(|leg| {
            let competent = catalogue
                .resolve(&leg.by, &matter, on)
                .map_err(|why| Refusal::Undetermined(why.to_string()))?;
            let after = leg
                .after
                .iter()
                .filter_map(|key| procedure.legs.iter().position(|other| other.key == *key))
                .collect();
            Ok(PlannedLeg {
                key: leg.key.clone(),
                title: leg.title.clone(),
                task: leg.task.clone(),
                unit: competent.unit,
                host: competent.host,
                kind: leg.kind.into(),
                phase: leg.phase,
                counts: leg.counts,
                approval: leg.approval,
                automatic: leg.automatic,
                after,
                norm: leg.term.as_ref().map(ToString::to_string),
            })
        })
        .collect::<Result<_, Refusal>>()?;
    Ok(Plan { legs })
}

/// The route that `command` asks for, before anything happened on it.
pub(crate) fn lay_out(router: &Router, command: Command) -> Result<Route, Refusal> {
    let Command::Plan {
        dossier,
        code,
        procedure,
        version,
        receiving,
        place,
        at,
        legs,
    } = command
    else {
        return Err(Refusal::Unknown);
    };
    let found = router
        .catalogue
        .procedure_version(&procedure, version)
        .ok_or_else(|| Refusal::UnknownProcedure(format!("{procedure}@{version}")))?;
    let on = router.catalogue.calendar().civil(at).date();
    let planned = plan(&router.catalogue, found, &place, &receiving, on)?;
    if legs.len() < planned.legs.len() {
        return Err(Refusal::TooFewIds);
    }
    let legs = planned
        .legs
        .into_iter()
        .zip(legs)
        .map(|(leg, id)| Leg {
            id,
            key: leg.key,
            title: leg.title,
            task: leg.task,
            unit: leg.unit,
            host: leg.host,
            kind: leg.kind,
            phase: leg.phase,
            counts: leg.counts,
            approval: leg.approval,
            automatic: leg.automatic,
            after: leg.after,
            norm: leg.norm,
            status: Status::Waiting,
            attempt: 0,
            offered_at: None,
            due: None,
            accepted_at: None,
            done_at: None,
            document: None,
            payment_due: false,
            reason: None,
        })
        .collect();
    Ok(Route {
        dossier,
        code,
        procedure,
        version,
        receiving,
        place,
        accepted_at: at,
        legs,
        clock_stopped: None,
        end: None,
    })
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, leg) in self.legs.iter().enumerate() {
            let after: Vec<String> = leg
                .after
                .iter()
                .map(|before| (before + 1).to_string())
                .collect();
            let after = if after.is_empty() {
                "-".to_owned()
            } else {
                after.join("+")
            };
            let norm = leg.norm.as_deref().unwrap_or("?");
            let outside = if leg.counts {
                ""
            } else {
                " (ngoài thời hạn)"
            };
            writeln!(
                f,
                "{}. [{after}] {} @ {} ({}) {norm}{outside}",
                n + 1,
                leg.key,
                leg.unit,
                leg.host
            )?;
        }
        Ok(())
    }
}
