//! Entitlements in the words of the contract.

use chassis::{Fact, wire::timestamp};
use kernel::{DossierId, EntitlementId, Instant};
use proto::social_welfare::v1 as proto;
use social_welfare_domain::{Assessment, Dong, Entitlement, Event, Factor, Line, Month, Outcome};

/// What others may know of an event: that it happened. Neither who, nor why, nor how much.
pub(crate) fn fact(id: EntitlementId, after: &Entitlement, event: &Event, at: Instant) -> Fact {
    let (entitlement_id, dossier_id) = (id.to_string(), after.dossier.to_string());
    let at = Some(timestamp(at));
    let act = match event {
        Event::Applied { .. } => {
            return Fact::new(&proto::EntitlementApplied {
                entitlement_id,
                dossier_id,
                at,
            })
            .about(after.dossier);
        }
        // Yes or no is between the office and the person.
        Event::Granted { .. } | Event::Denied { .. } => {
            return Fact::new(&proto::EntitlementDecided {
                entitlement_id,
                dossier_id,
                at,
            })
            .about(after.dossier);
        }
        Event::Issued { .. } => "issued",
        Event::Dropped => "dropped",
        Event::Amended { .. } => "corrected",
        Event::DraftTakenBack => "draft-taken-back",
        Event::FactsCorrected { .. } => "facts-corrected",
        Event::Suspended { .. } => "suspended",
        Event::Resumed { .. } => "resumed",
        Event::Stopped { .. } => "stopped",
        Event::AmountChanged { .. } => "amount-changed",
    };
    let changed = Fact::new(&proto::EntitlementChanged {
        entitlement_id,
        dossier_id,
        at,
        act: act.to_owned(),
    })
    .about(after.dossier);
    // That the decision is out, the leg's completion says.
    match event {
        Event::Issued { .. } => changed.quietly(),
        _ => changed,
    }
}

/// What the rules give, before anybody decides.
pub(crate) fn assessed(assessment: &Assessment) -> proto::Assessment {
    assessment_out(
        assessment.coefficient,
        assessment.standard,
        assessment.amount,
        assessment.start_month,
        &assessment.lines,
    )
}

/// What was decided.
pub(crate) fn decided(outcome: &Outcome) -> proto::Assessment {
    assessment_out(
        outcome.coefficient,
        outcome.standard,
        outcome.amount,
        outcome.from_month,
        outcome.working.reveal(),
    )
}

fn assessment_out(
    coefficient: Factor,
    standard: Dong,
    amount: Dong,
    from: Option<Month>,
    lines: &[Line],
) -> proto::Assessment {
    proto::Assessment {
        eligible: from.is_some(),
        // Tenths to hundredths.
        coefficient: coefficient.0.saturating_mul(10),
        standard: standard.0,
        amount: amount.0,
        from_month: from.map(Month::iso).unwrap_or_default(),
        working: lines.iter().map(line).collect(),
    }
}

/// One line of the working, its source in parentheses.
pub(crate) fn line(line: &Line) -> String {
    format!("{} ({})", line.text_vi, line.source)
}

/// # Errors
/// When it is no id.
pub(crate) fn dossier_id(raw: &str) -> chassis::Result<DossierId> {
    raw.parse().map_err(|_| {
        chassis::Error::field(
            "dossier_id",
            "Mã hồ sơ không đúng định dạng. Hãy tải lại trang.",
        )
    })
}

/// The entitlement as it is asked for.
pub(crate) fn entitlement(known: &Entitlement) -> proto::GetEntitlementResponse {
    proto::GetEntitlementResponse {
        entitlement_id: known.id.to_string(),
        stage: known.stage.name().to_owned(),
        assessment: known.outcome.as_ref().map(decided),
        decision_no: known.decision_no().unwrap_or_default().to_owned(),
    }
}
