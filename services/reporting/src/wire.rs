//! Between the contract and the domain.

use chassis::{
    Error, Heard, Result,
    wire::{id, instant, moment},
};
use kernel::{DossierId, Instant, LegId, UnitId};
use proto::{agency::v1 as agency, intake::v1 as intake, reporting::v1 as asked};
use reporting_domain::{Accepted, BadQuery, Column, Counts, Fact, GroupBy};

/// A fact about a dossier, and when it happened.
pub type Told = (DossierId, Instant, Fact);

/// What was heard, when the tables count it.
///
/// # Errors
/// When the message does not say what it must.
pub fn told(heard: &Heard) -> Result<Option<Told>> {
    let (dossier, at, fact) = if let Some(m) = heard.read::<intake::DossierAccepted>()? {
        let due = instant("due", m.due)?;
        let online = m.channel() == intake::Channel::Online;
        let accepted = Accepted {
            code: m.code,
            procedure: m.procedure,
            field: m.field,
            unit: UnitId::new(m.receiving_unit),
            online,
        };
        (m.dossier_id, m.at, Fact::Accepted(accepted, due))
    } else if let Some(m) = heard.read::<intake::SupplementAsked>()? {
        (m.dossier_id, m.at, Fact::Paused)
    } else if let Some(m) = heard.read::<intake::SupplementReceived>()? {
        (m.dossier_id, m.at, Fact::Resumed(moment(m.due)))
    } else if let Some(m) = heard.read::<intake::AppointmentPaused>()? {
        (m.dossier_id, m.at, Fact::Paused)
    } else if let Some(m) = heard.read::<intake::AppointmentResumed>()? {
        (m.dossier_id, m.at, Fact::Resumed(moment(m.due)))
    } else if let Some(m) = heard.read::<intake::ResultReady>()? {
        (m.dossier_id, m.at, Fact::Ready(moment(m.due)))
    } else if let Some(m) = heard.read::<intake::ResultReturned>()? {
        (m.dossier_id, m.at, Fact::Returned)
    } else if let Some(m) = heard.read::<intake::DossierRefused>()? {
        (m.dossier_id, m.at, Fact::Refused)
    } else if let Some(m) = heard.read::<intake::DossierWithdrawn>()? {
        (m.dossier_id, m.at, Fact::Withdrawn)
    } else if let Some(m) = heard.read::<agency::LegAccepted>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        (
            m.dossier_id,
            m.at,
            Fact::Taken(leg, m.attempt, UnitId::new(m.unit)),
        )
    } else if let Some(m) = heard.read::<agency::LegReturned>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        (
            m.dossier_id,
            m.at,
            Fact::LetGo(leg, m.attempt, UnitId::new(m.unit)),
        )
    } else if let Some(m) = heard.read::<agency::LegCompleted>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        (
            m.dossier_id,
            m.at,
            Fact::LetGo(leg, m.attempt, UnitId::new(m.unit)),
        )
    } else {
        return Ok(None);
    };
    Ok(Some((
        id("dossier_id", &dossier)?,
        instant("at", at)?,
        fact,
    )))
}

/// How a table is grouped.
///
/// # Errors
/// When the request does not say, or says what the contract does not know.
pub fn group_by(number: i32) -> Result<GroupBy> {
    match asked::GroupBy::try_from(number) {
        Ok(asked::GroupBy::Unit) => Ok(GroupBy::Unit),
        Ok(asked::GroupBy::Field) => Ok(GroupBy::Field),
        Ok(asked::GroupBy::Procedure) => Ok(GroupBy::Procedure),
        Ok(asked::GroupBy::Unspecified) | Err(_) => Err(bad_query(BadQuery::Group)),
    }
}

pub fn bad_query(query: BadQuery) -> Error {
    Error::field(query.field(), query.to_string())
}

/// A line of the table in public words.
pub fn progress_row(key: String, name: String, counts: &Counts) -> asked::ProgressRow {
    asked::ProgressRow {
        key,
        name,
        received_total: counts.get(Column::ReceivedTotal),
        received_online: counts.get(Column::ReceivedOnline),
        received_counter_and_post: counts.get(Column::ReceivedCounterAndPost),
        carried_over: counts.get(Column::CarriedOver),
        resolved_total: counts.get(Column::ResolvedTotal),
        resolved_early: counts.get(Column::ResolvedEarly),
        resolved_on_time: counts.get(Column::ResolvedOnTime),
        resolved_late: counts.get(Column::ResolvedLate),
        open_total: counts.get(Column::OpenTotal),
        open_in_time: counts.get(Column::OpenInTime),
        open_late: counts.get(Column::OpenLate),
        paused: counts.get(Column::Paused),
    }
}
