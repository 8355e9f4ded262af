//! Dossiers, as anybody holding the code may see them: no personal data.

use catalogue::Catalogue;
use chassis::{Stored, wire::timestamp};
use intake_domain::{
    Apologised, Appointment, Dossier, Finance, Need, Originals, Stage, Standing, Sync, Timeliness,
};
use kernel::Instant;
use proto::intake::v1 as pb;

use super::channel_out;

pub fn appointment(promise: &Appointment) -> pb::Appointment {
    pb::Appointment {
        due: Some(timestamp(promise.due())),
        counted_from: Some(timestamp(promise.counted_from())),
        term: promise.ledger.term().to_string(),
        phase: promise.phase.into(),
        phases: promise.phases.into(),
        because: promise.because(),
        original_due: promise.original_due().map(timestamp),
        moved: promise.moved(),
    }
}

/// Form 04 as it was signed.
pub fn apology(apologised: &Apologised) -> pb::SignedApology {
    let Apologised {
        apology,
        previous_due,
    } = apologised;
    pb::SignedApology {
        at: Some(timestamp(apology.at)),
        unit: apology.unit.to_string(),
        leg_id: apology.leg.clone().unwrap_or_default(),
        reason: apology.reason.clone(),
        signer: apology.signer.clone(),
        signer_title: apology.position.clone(),
        previous_due: Some(timestamp(*previous_due)),
        due: Some(timestamp(apology.due)),
    }
}

/// What anybody holding the code may see.
pub fn public(catalogue: &Catalogue, stored: &Stored<Dossier>) -> pb::TrackDossierResponse {
    let dossier = &stored.state;
    let procedure = &dossier.procedure;
    let found = catalogue.procedure_version(&procedure.code, procedure.version);
    let returned_at = match &dossier.stage {
        Stage::Returned { handover, .. } => Some(timestamp(handover.at)),
        _ => None,
    };
    let (asked, stage_reason) = explained(dossier);
    let request = dossier.open_request();
    pb::TrackDossierResponse {
        dossier_id: dossier.id.to_string(),
        code: dossier.code.clone(),
        procedure: procedure.code.clone(),
        procedure_version: procedure.version.to_string(),
        procedure_name: found.map_or_else(String::new, |procedure| procedure.name.clone()),
        receiving_unit: dossier.receiving_unit().to_string(),
        place: dossier.filing.place.to_string(),
        channel: channel_out(dossier.channel).into(),
        stage: stage(dossier.standing()).into(),
        filed_at: dossier.filed_at().map(timestamp),
        received_at: dossier.received_at.map(timestamp),
        appointment: dossier.appointment.as_ref().map(appointment),
        granted: dossier.stage.outcome().map(|outcome| outcome.granted),
        settled_at: dossier.settled_at().map(timestamp),
        returned_at,
        asked,
        stage_reason,
        version: stored.version,
        finance: Some(finance(&dossier.finance)),
        papers: Some(papers(&dossier.originals)),
        sync: Some(sync(&dossier.sync)),
        needed: needed(&dossier.needs),
        supplements_asked: dossier.requests.last().map_or(0, |request| request.round),
        answer_by: request.map(|request| timestamp(request.answer_by)),
        receipt: dossier.receipt,
        timeliness: timeliness(dossier.timeliness(catalogue.calendar())).into(),
        difficult: dossier.difficult,
    }
}

/// What is asked of the person, and why the dossier stands where it does.
fn explained(dossier: &Dossier) -> (Vec<String>, String) {
    match &dossier.stage {
        Stage::AwaitingSupplement { missing } => {
            let request = dossier.open_request();
            let reason = request.map_or_else(String::new, |request| request.reason.clone());
            (missing.clone(), reason)
        }
        Stage::Refused(ending) | Stage::Stopped(ending) => (Vec::new(), ending.reason.clone()),
        Stage::InProgress => {
            let promise = dossier.appointment.as_ref();
            let grounds = promise.map_or_else(Vec::new, |promise| promise.ledger.grounds());
            let first = grounds.first();
            (
                Vec::new(),
                first.map_or_else(String::new, |ground| ground.key.clone()),
            )
        }
        _ => Default::default(),
    }
}

fn stage(standing: Standing) -> pb::Stage {
    match standing {
        Standing::Submitted => pb::Stage::Submitted,
        Standing::InProgress => pb::Stage::InProgress,
        Standing::ClockStopped => pb::Stage::ClockStopped,
        Standing::AwaitingSupplement => pb::Stage::AwaitingSupplement,
        Standing::Settled => pb::Stage::Settled,
        Standing::Returned => pb::Stage::Returned,
        Standing::Correcting => pb::Stage::Correcting,
        Standing::Refused => pb::Stage::Refused,
        Standing::Withdrawn => pb::Stage::Withdrawn,
        Standing::Stopped => pb::Stage::Stopped,
        Standing::Lapsed => pb::Stage::Lapsed,
    }
}

fn timeliness(timeliness: Option<Timeliness>) -> pb::Timeliness {
    match timeliness {
        None => pb::Timeliness::Unspecified,
        Some(Timeliness::Early) => pb::Timeliness::Early,
        Some(Timeliness::OnTime) => pb::Timeliness::OnTime,
        Some(Timeliness::Late) => pb::Timeliness::Late,
    }
}

fn finance(finance: &Finance) -> pb::Finance {
    let (status, reference, debt_noted, since) = match finance {
        Finance::NothingOwed => (pb::FinanceStatus::NothingOwed, "", false, None),
        Finance::Awaiting { reference, since } => {
            let status = pb::FinanceStatus::AwaitingPayment;
            (status, reference.as_str(), false, Some(*since))
        }
        Finance::Settled {
            reference,
            debt_noted,
            since,
        } => {
            let status = pb::FinanceStatus::Settled;
            (status, reference.as_str(), *debt_noted, Some(*since))
        }
    };
    pb::Finance {
        status: status.into(),
        reference: reference.to_owned(),
        debt_noted,
        since: since.map(timestamp),
    }
}

fn papers(originals: &Originals) -> pb::Papers {
    let (status, since): (pb::PapersStatus, Option<Instant>) = match originals {
        Originals::None => (pb::PapersStatus::None, None),
        Originals::Held { since, .. } => (pb::PapersStatus::Held, Some(*since)),
        Originals::InTransit { since, .. } => (pb::PapersStatus::InTransit, Some(*since)),
        Originals::GivenBack { since } => (pb::PapersStatus::GivenBack, Some(*since)),
        Originals::Lost { since, .. } => (pb::PapersStatus::Lost, Some(*since)),
    };
    let unit = originals.unit().map(ToString::to_string);
    pb::Papers {
        status: status.into(),
        unit: unit.unwrap_or_default(),
        since: since.map(timestamp),
    }
}

fn sync(sync: &Sync) -> pb::Sync {
    pb::Sync {
        owed: sync.owed.into(),
        acknowledged: sync.acknowledged.map_or(0, |(code, _)| code.into()),
        acknowledged_at: sync.acknowledged.map(|(_, at)| timestamp(at)),
        failure: sync.failure.clone().unwrap_or_default(),
    }
}

/// What agencies miss, all of it in one: the desk asks once. The leg and the unit are those of the
/// first.
fn needed(needs: &[Need]) -> Option<pb::SupplementNeed> {
    let first = needs.first()?;
    let mut components: Vec<String> = Vec::new();
    for component in needs.iter().flat_map(|need| &need.components) {
        if !components.contains(component) {
            components.push(component.clone());
        }
    }
    let reasons: Vec<&str> = needs.iter().map(|need| need.reason.as_str()).collect();
    Some(pb::SupplementNeed {
        leg_id: first.leg.clone(),
        unit: first.unit.to_string(),
        components,
        reason: reasons.join("; "),
        at: Some(timestamp(first.at)),
    })
}
