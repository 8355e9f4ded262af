//! What each event leaves behind. Records only; decides nothing.

use kernel::{Instant, UnitId};

use crate::{
    Apologised, Channel, Declined, Dossier, Event, Filing, Finance, Originals, Paper, Receipt,
    Stage, Submission, Sync, sync,
};

pub(crate) fn evolve(dossier: Option<Dossier>, event: &Event) -> Option<Dossier> {
    let mut dossier = match event {
        Event::Submitted(submission) => Some(submitted(submission)),
        Event::Accepted(receipt) => Some(accepted(dossier, receipt)),
        Event::Declined(turned) => Some(declined(turned)),
        _ => dossier.map(|dossier| change(dossier, event)),
    };
    if let Some(dossier) = &mut dossier {
        let owed = sync::owed(dossier);
        dossier.sync.owe(owed, event.at());
    }
    dossier
}

fn submitted(submission: &Submission) -> Dossier {
    let Submission {
        id,
        code,
        procedure,
        filing,
        at,
    } = submission.clone();
    Dossier {
        id,
        code,
        procedure,
        originals: originals(&filing.papers, &filing.receiving_unit, at),
        centre: filing.receiving_unit.clone(),
        filing,
        first_papers: None,
        channel: Channel::Online,
        submitted_at: Some(at),
        received_at: None,
        minutes: None,
        receipt: false,
        difficult: false,
        terms: Vec::new(),
        appointment: None,
        apologised: None,
        stage: Stage::Submitted,
        requests: Vec::new(),
        needs: Vec::new(),
        finance: Finance::NothingOwed,
        loss: None,
        sync: Sync::begin(at),
    }
}

/// A desk has it; whatever was said of it while it waited stays.
fn accepted(before: Option<Dossier>, receipt: &Receipt) -> Dossier {
    let waited = before.unwrap_or_else(|| {
        let mut new = submitted(&Submission {
            id: receipt.id,
            code: receipt.code.clone(),
            procedure: receipt.procedure.clone(),
            filing: receipt.filing.clone(),
            at: receipt.at,
        });
        new.submitted_at = None;
        new
    });
    let Receipt {
        channel,
        minutes,
        receipt,
        difficult,
        terms,
        appointment,
        at,
        ..
    } = receipt.clone();
    Dossier {
        channel,
        received_at: Some(at),
        minutes,
        receipt,
        difficult,
        terms,
        appointment: Some(appointment),
        stage: Stage::InProgress,
        ..waited
    }
}

/// Nothing of it stays at the desk.
fn declined(declined: &Declined) -> Dossier {
    let Declined {
        id,
        code,
        procedure,
        filing,
        channel,
        ending,
    } = declined.clone();
    Dossier {
        submitted_at: None,
        channel,
        stage: Stage::Refused(ending.clone()),
        ..submitted(&Submission {
            id,
            code,
            procedure,
            filing,
            at: ending.at,
        })
    }
}

fn originals(papers: &[Paper], unit: &UnitId, since: Instant) -> Originals {
    if papers.iter().any(Paper::is_on_paper) {
        let unit = unit.clone();
        Originals::Held { unit, since }
    } else {
        Originals::None
    }
}

fn change(mut dossier: Dossier, event: &Event) -> Dossier {
    match event {
        Event::Submitted(_)
        | Event::Accepted(_)
        | Event::Declined(_)
        | Event::ApologySetAside { .. } => {}
        Event::Refused(ending) => dossier.stage = Stage::Refused(ending.clone()),
        Event::Withdrawn(ending) => dossier.stage = Stage::Withdrawn(ending.clone()),
        Event::Stopped(ending) => dossier.stage = Stage::Stopped(ending.clone()),
        Event::Lapsed { at } => dossier.stage = Stage::Lapsed { at: *at },
        Event::SupplementNeeded(need) => {
            dossier.needs.retain(|noted| noted.leg != need.leg);
            dossier.needs.push(need.clone());
        }
        Event::SupplementAsked {
            request,
            appointment,
        } => {
            dossier.stage = Stage::AwaitingSupplement {
                missing: request.components.clone(),
            };
            dossier.requests.push(request.clone());
            dossier.needs.clear();
            dossier.appointment = appointment.clone();
        }
        Event::SupplementDueSoon { at, .. } => {
            if let Some(request) = dossier.requests.last_mut() {
                request.reminded_at = Some(*at);
            }
        }
        Event::SupplementReceived { .. } => supplied(&mut dossier, event),
        Event::ClockStopped { appointment, .. } | Event::ClockStarted { appointment, .. } => {
            dossier.appointment = Some(appointment.clone());
        }
        Event::AppointmentMoved {
            apology,
            previous_due,
            appointment,
        } => {
            dossier.appointment = Some(appointment.clone());
            dossier.apologised = Some(Apologised {
                apology: apology.clone(),
                previous_due: *previous_due,
            });
        }
        Event::PaymentAwaited { reference, at } => {
            dossier.finance = Finance::Awaiting {
                reference: reference.clone(),
                since: *at,
            };
        }
        Event::PaymentSettled {
            reference,
            debt_noted,
            at,
        } => {
            dossier.finance = Finance::Settled {
                reference: reference.clone(),
                debt_noted: *debt_noted,
                since: *at,
            };
        }
        Event::Settled(outcome) => dossier.stage = Stage::Settled(*outcome),
        Event::Returned(_) | Event::CorrectionOpened { .. } => {
            after_the_result(&mut dossier, event)
        }
        Event::HandedOver { originals, .. } => dossier.originals = originals.clone(),
        Event::LossReported(loss) => {
            dossier.originals = Originals::Lost {
                unit: loss.unit.clone(),
                since: loss.at,
            };
            dossier.loss = Some(loss.clone());
        }
        Event::ReceivingMoved { to, .. } => {
            // What lay at the desk lies at the desk that took over.
            if let Originals::Held { unit, .. } = &mut dossier.originals
                && *unit == dossier.centre
            {
                *unit = to.clone();
            }
            dossier.centre = to.clone();
        }
        Event::VersionKept { version, terms, .. } => {
            dossier.procedure.version = *version;
            dossier.terms.clone_from(terms);
            if let Some(promise) = &mut dossier.appointment {
                promise.phases = u8::try_from(terms.len()).unwrap_or(u8::MAX);
            }
        }
        Event::SyncRecorded {
            status,
            failure,
            at,
        } => match failure {
            None => dossier.sync.take_in(*status, *at),
            some => dossier.sync.failure.clone_from(some),
        },
    }
    dossier
}

fn supplied(dossier: &mut Dossier, event: &Event) {
    let Event::SupplementReceived {
        papers,
        missing,
        appointment,
        at,
    } = event
    else {
        return;
    };
    let Filing { papers: held, .. } = &mut dossier.filing;
    dossier.first_papers.get_or_insert_with(|| held.clone());
    for paper in papers {
        held.retain(|old| old.component != paper.component);
        held.push(paper.clone());
    }
    if dossier.originals == Originals::None {
        dossier.originals = originals(papers, &dossier.centre, *at);
    }
    if appointment.is_some() {
        dossier.appointment.clone_from(appointment);
    }
    dossier.stage = if !missing.is_empty() {
        let missing = missing.clone();
        Stage::AwaitingSupplement { missing }
    } else if dossier.is_received() {
        Stage::InProgress
    } else {
        Stage::Submitted
    };
}

/// The result goes to the person, and back to whoever erred.
fn after_the_result(dossier: &mut Dossier, event: &Event) {
    let Some(outcome) = dossier.stage.outcome() else {
        return;
    };
    match event {
        Event::Returned(handover) => {
            let handover = handover.clone();
            dossier.stage = Stage::Returned { outcome, handover };
        }
        Event::CorrectionOpened {
            correction,
            appointment,
        } => {
            let handover = match &dossier.stage {
                Stage::Returned { handover, .. } => Some(handover.clone()),
                _ => None,
            };
            dossier.stage = Stage::Correcting {
                outcome,
                handover,
                correction: correction.clone(),
            };
            dossier.appointment = Some(appointment.clone());
        }
        _ => {}
    }
}
