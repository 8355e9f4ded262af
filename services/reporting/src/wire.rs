//! Between the contract and the domain; what is heard is read in [`told`].

mod overview;
mod public;
mod told;

use chassis::{Error, Result, wire::timestamp};
use kernel::Instant;
use proto::reporting::v1 as asked;
use reporting_domain::{BadQuery, Column, Counts, DelayKey, Figures, GroupBy};
use uuid::Uuid;

use crate::store::{Behind, Broken};

pub use overview::{cursor, figures, order, page_size, tiles, token, week};
pub use public::{procedure_time, public_share};
pub use told::{Said, Told, told};

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
        rescheduled: counts.get(Column::Rescheduled),
    }
}

/// A dossier behind a figure in public words, late by so many working minutes.
pub fn line(behind: Behind, late_minutes: u64) -> asked::DossierLine {
    let stamp = |at: Option<Instant>| at.map(timestamp);
    let small = |figure: i64| u32::try_from(figure).unwrap_or(0);
    let holder = behind.holder;
    asked::DossierLine {
        dossier_id: behind.id.to_string(),
        code: behind.code,
        procedure: behind.procedure,
        unit: behind.unit,
        accepted_at: Some(timestamp(behind.accepted_at)),
        due: stamp(behind.due),
        settled_at: stamp(behind.finished_at),
        original_due: stamp(behind.first_due),
        reappointments: small(behind.moves),
        late_with: behind.late_with.unwrap_or_default(),
        legs_overdue: small(behind.legs_overdue),
        corrections: small(behind.corrections),
        lost: behind.lost,
        late_minutes,
        task: match (&holder, behind.task) {
            (Some(_), task) => task.unwrap_or_else(|| "desk".to_owned()),
            (None, _) => String::new(),
        },
        task_title: behind.task_title.unwrap_or_default(),
        score: behind
            .score
            .and_then(|score| score.try_into().ok())
            .unwrap_or(0),
        field: behind.field,
        holder: holder.unwrap_or_default(),
    }
}

/// A line of the table of delays in public words.
pub fn delay_row(key: DelayKey, unit_name: String, figures: &Figures) -> asked::DelayRow {
    asked::DelayRow {
        unit: key.unit.to_string(),
        unit_name,
        procedure: key.procedure,
        leg_key: key.leg,
        legs: figures.legs,
        legs_late: figures.late,
        waiting_minutes: figures.waiting,
        spent_minutes: figures.spent,
        allotted_minutes: figures.allotted,
        blamed_minutes: figures.blamed,
        dossiers_blamed: figures.dossiers_blamed,
        offers_expired: figures.offers_expired,
    }
}

/// A broken promise in public words.
pub fn breach(broken: Broken, unit_name: String) -> asked::Breach {
    asked::Breach {
        dossier_id: broken.dossier.to_string(),
        code: broken.code,
        procedure: broken.procedure,
        unit: broken.unit,
        unit_name,
        leg_id: broken.leg.as_ref().map(Uuid::to_string).unwrap_or_default(),
        due: Some(timestamp(broken.due)),
        at: Some(timestamp(broken.at)),
        settled: broken.settled,
    }
}
