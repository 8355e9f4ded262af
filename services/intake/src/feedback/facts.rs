//! What people say, in the words of the contract: ids, the fact, when. None of their words travel.

use chassis::{Fact, wire::timestamp};
use intake_domain::{Complaint, ComplaintEvent, FeedbackEvent, Proof, ProofEvent};
use kernel::{ComplaintId, ProofId};
use proto::intake::v1 as pb;

pub fn of_proof(id: ProofId, after: &Proof, event: &ProofEvent) -> Fact {
    let (dossier_id, proof_id) = (after.dossier.to_string(), id.to_string());
    let fact = match event {
        ProofEvent::Asked { at, until, .. } => Fact::new(&pb::ProofAsked {
            dossier_id,
            proof_id,
            at: Some(timestamp(*at)),
            until: Some(timestamp(*until)),
        }),
        ProofEvent::Tried { right, at } => Fact::new(&pb::ProofTried {
            dossier_id,
            proof_id,
            at: Some(timestamp(*at)),
            right: *right,
        })
        .quietly(),
    };
    fact.about(after.dossier)
}

pub fn of_feedback(event: &FeedbackEvent) -> Fact {
    match event {
        FeedbackEvent::Rated {
            dossier,
            unit,
            rating,
            changed,
        } => Fact::new(&pb::DossierRated {
            dossier_id: dossier.to_string(),
            score: rating.overall,
            unit: unit.to_string(),
            at: Some(timestamp(rating.at)),
            changed: *changed,
        })
        .about(*dossier),
        FeedbackEvent::Chosen { dossier, told_by } => Fact::new(&pb::NoticesChosen {
            dossier_id: dossier.to_string(),
            at: Some(timestamp(told_by.at)),
            channels: told_by
                .channels
                .iter()
                .map(|channel| channel.word().to_owned())
                .collect(),
        })
        .about(*dossier)
        .quietly(),
    }
}

pub fn of_complaint(id: ComplaintId, after: &Complaint, event: &ComplaintEvent) -> Fact {
    let complaint_id = id.to_string();
    let dossier = after.dossier.as_ref().map(|(dossier, _)| *dossier);
    let dossier_id = dossier.map(|id| id.to_string()).unwrap_or_default();
    let unit = after.unit.to_string();
    let fact = match event {
        ComplaintEvent::Filed(complaint) => Fact::new(&pb::ComplaintFiled {
            complaint_id,
            dossier_id,
            unit,
            at: Some(timestamp(complaint.filed_at)),
            receive_by: Some(timestamp(complaint.receive_by)),
            answer_by: Some(timestamp(complaint.answer_by)),
        }),
        ComplaintEvent::Received { at } => Fact::new(&pb::ComplaintReceived {
            complaint_id,
            dossier_id,
            unit,
            at: Some(timestamp(*at)),
        }),
        ComplaintEvent::Forwarded {
            from,
            to,
            on_time,
            limits,
            at,
            ..
        } => Fact::new(&pb::ComplaintForwarded {
            complaint_id,
            dossier_id,
            from_unit: from.to_string(),
            to_unit: to.to_string(),
            at: Some(timestamp(*at)),
            on_time: *on_time,
            answer_by: Some(timestamp(limits.answer_by)),
        }),
        ComplaintEvent::Answered { answer, on_time } => Fact::new(&pb::ComplaintAnswered {
            complaint_id,
            dossier_id,
            unit,
            at: Some(timestamp(answer.at)),
            on_time: *on_time,
            upheld: answer.upheld,
        }),
        ComplaintEvent::Closed { at } => Fact::new(&pb::ComplaintClosed {
            complaint_id,
            dossier_id,
            unit,
            at: Some(timestamp(*at)),
        }),
    };
    match dossier {
        Some(dossier) => fact.about(dossier),
        None => fact,
    }
}
