//! A plan is a value: computed from the procedure and the place, printed as text.

use std::fmt;

use catalogue::{Catalogue, LegSpec, Matter, PlacedLeg, Procedure, Undetermined};
use chrono::NaiveDate;
use kernel::{LegId, UnitId};

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
    /// The receiving centre while nobody competent can be named.
    pub unit: UnitId,
    pub host: String,
    pub kind: Kind,
    pub phase: u8,
    pub counts: bool,
    pub approval: bool,
    pub automatic: bool,
    /// Positions of the legs that must be over first.
    pub after: Vec<usize>,
    pub norm: Option<String>,
    /// Why nobody competent can be named: the leg goes to the coordination queue.
    pub unresolved: Option<String>,
    /// The decision that delegated it, where it is not the unit's own competence.
    pub delegated_by: Option<String>,
}

/// Lays out the route of a dossier about `place`, received by `receiving` on a date. Of the
/// conditional legs those named in `conditional` are part of it.
///
/// # Errors
/// When `conditional` names what is no conditional leg of the procedure.
pub fn plan<K: AsRef<str>>(
    catalogue: &Catalogue,
    procedure: &Procedure,
    place: &UnitId,
    receiving: &UnitId,
    conditional: &[K],
    on: NaiveDate,
) -> Result<Plan, Refusal> {
    let difficult = catalogue.difficult_on(place, on).is_some();
    let matter = matter(procedure, place, receiving);
    plan_for(catalogue, procedure, &matter, conditional, difficult, on)
}

pub(crate) fn matter<'a>(
    procedure: &'a Procedure,
    place: &'a UnitId,
    receiving: &'a UnitId,
) -> Matter<'a> {
    Matter {
        place,
        receiving,
        field: &procedure.field,
        procedure: &procedure.code,
    }
}

/// The same, where somebody has already said whether the place is a difficult area.
pub(crate) fn plan_for<K: AsRef<str>>(
    catalogue: &Catalogue,
    procedure: &Procedure,
    matter: &Matter<'_>,
    conditional: &[K],
    difficult: bool,
    on: NaiveDate,
) -> Result<Plan, Refusal> {
    let placed = procedure.route(conditional)?;
    let legs = placed
        .iter()
        .map(|place| {
            let after = position_of(&placed, &place.after);
            planned(catalogue, place.leg, matter, after, difficult, on)
        })
        .collect();
    Ok(Plan { legs })
}

fn position_of(placed: &[PlacedLeg<'_>], keys: &[&str]) -> Vec<usize> {
    let of = |key: &&str| placed.iter().position(|other| other.leg.key == **key);
    keys.iter().filter_map(of).collect()
}

fn planned(
    catalogue: &Catalogue,
    leg: &LegSpec,
    matter: &Matter<'_>,
    after: Vec<usize>,
    difficult: bool,
    on: NaiveDate,
) -> PlannedLeg {
    let competent = catalogue.resolve(&leg.by, matter, on);
    let why = competent.as_ref().err().map(Undetermined::to_string);
    let (unit, host, delegated_by) = match competent {
        Ok(competent) => (competent.unit, competent.host, competent.delegated_by),
        Err(_) => {
            // The service that holds such legs is known even when the unit is not.
            let host = catalogue
                .role(&leg.by)
                .map_or("agency-desk", |role| role.host.as_str());
            (matter.receiving.clone(), host.to_owned(), None)
        }
    };
    PlannedLeg {
        key: leg.key.clone(),
        title: leg.title.clone(),
        task: leg.task.clone(),
        unit,
        host,
        kind: leg.kind.into(),
        phase: leg.phase,
        counts: leg.counts,
        approval: leg.approval,
        automatic: leg.automatic,
        after,
        norm: leg.norm(difficult).map(ToString::to_string),
        // Who pays and who hands over is never in doubt.
        unresolved: why.filter(|_| {
            matches!(
                leg.kind,
                catalogue::LegKind::Work | catalogue::LegKind::Wait
            )
        }),
        delegated_by,
    }
}

impl PlannedLeg {
    /// The leg as it is before its turn has come.
    pub(crate) fn leg(self, id: LegId) -> Leg {
        Leg {
            id,
            key: self.key,
            title: self.title,
            task: self.task,
            unit: self.unit,
            host: self.host,
            kind: self.kind,
            phase: self.phase,
            counts: self.counts,
            approval: self.approval,
            automatic: self.automatic,
            after: self.after,
            norm: self.norm,
            status: Status::Waiting,
            attempt: 0,
            offered_at: None,
            due: None,
            accepted_at: None,
            done_at: None,
            document: None,
            payment_due: false,
            reason: None,
            unresolved: self.unresolved,
            recalling: false,
            ceased: false,
            answer: None,
            paid: Vec::new(),
            debt_noted: false,
            opinion: None,
        }
    }
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
        conditional,
        difficult,
        due,
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
    let matter = matter(found, &place, &receiving);
    let planned = plan_for(
        &router.catalogue,
        found,
        &matter,
        &conditional,
        difficult,
        on,
    )?;
    if legs.len() < planned.legs.len() {
        return Err(Refusal::TooFewIds);
    }
    let legs = planned.legs.into_iter().zip(legs);
    Ok(Route {
        legs: legs.map(|(leg, id)| leg.leg(id)).collect(),
        dossier,
        code,
        procedure,
        version,
        receiving,
        place,
        conditional,
        difficult,
        accepted_at: at,
        due,
        with_citizen: None,
        moved: 0,
        duties: Vec::new(),
        payments: Vec::new(),
        refunds: Vec::new(),
        told: Vec::new(),
        past: crate::memory::opening(due, at),
        clock_stopped: None,
        end: None,
        look: None,
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
            let unit = match &leg.unresolved {
                Some(_) => "?",
                None => leg.unit.as_str(),
            };
            let (key, host) = (&leg.key, &leg.host);
            write!(
                f,
                "{}. [{after}] {key} @ {unit} ({host}) {norm}{outside}",
                n + 1
            )?;
            if let Some(why) = &leg.unresolved {
                write!(f, " — chờ xác định thẩm quyền: {why}")?;
            }
            if let Some(source) = &leg.delegated_by {
                write!(f, " — theo ủy quyền: {source}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
