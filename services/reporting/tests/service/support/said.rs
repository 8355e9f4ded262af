//! The same histories in the words of the bus.

use chassis::Fact as Said;
use kernel::{DossierId, Instant, LegId};
use proto::{agency::v1 as agency, intake::v1 as intake, routing::v1 as routing};
use reporting_domain::{Channel, Fact, Note};

use super::{stamp, story::Dice};

/// The fact as the desk or an agency says it on the bus.
pub fn said(dossier: DossierId, when: Instant, fact: Fact, dice: &mut Dice) -> Said {
    let (dossier_id, at) = (dossier.to_string(), stamp(when));
    let returned_by_post = intake::ReturnMethod::Post.into();
    match fact {
        Fact::Accepted(filing, due) => Said::new(&intake::DossierAccepted {
            dossier_id,
            at,
            code: filing.code,
            procedure: filing.procedure,
            field: filing.field,
            receiving_unit: filing.unit.to_string(),
            channel: match filing.channel {
                Channel::Online => intake::Channel::Online.into(),
                Channel::Counter => intake::Channel::Counter.into(),
                Channel::Post => intake::Channel::Post.into(),
            },
            due: stamp(due),
            ..Default::default()
        }),
        Fact::Paused if dice.roll(2) == 0 => Said::new(&intake::SupplementAsked {
            dossier_id,
            at,
            ..Default::default()
        }),
        Fact::Paused => Said::new(&intake::AppointmentPaused {
            dossier_id,
            at,
            ground: "tax".into(),
        }),
        Fact::Resumed(due) if dice.roll(2) == 0 => {
            let due = due.and_then(stamp);
            Said::new(&intake::SupplementReceived {
                dossier_id,
                at,
                due,
                ..Default::default()
            })
        }
        Fact::Resumed(due) => {
            let due = due.and_then(stamp);
            Said::new(&intake::AppointmentResumed {
                dossier_id,
                at,
                due,
                phase: 2,
            })
        }
        Fact::Ready(due) => {
            let (due, granted) = (due.and_then(stamp), dice.roll(4) > 0);
            Said::new(&intake::ResultReady {
                dossier_id,
                at,
                due,
                granted,
                ..Default::default()
            })
        }
        Fact::Returned => Said::new(&intake::ResultReturned {
            dossier_id,
            at,
            method: returned_by_post,
            ..Default::default()
        }),
        Fact::Refused => Said::new(&intake::DossierRefused { dossier_id, at }),
        Fact::Withdrawn => Said::new(&intake::DossierWithdrawn { dossier_id, at }),
        Fact::Stopped => Said::new(&intake::DossierStopped {
            dossier_id,
            at,
            ground: "duplicate".into(),
        }),
        Fact::Lapsed => Said::new(&intake::SupplementExpired {
            dossier_id,
            at,
            received: true,
        }),
        Fact::Moved(moved) => Said::new(&intake::AppointmentMoved {
            dossier_id,
            at,
            due: stamp(moved.due),
            previous_due: moved.previous.and_then(stamp),
            unit: "org:vpdkdd".into(),
            round: 1,
            ..Default::default()
        }),
        Fact::Apologised(new_due) => Said::new(&routing::ApologyGiven {
            dossier_id,
            at,
            new_due: stamp(new_due),
            ..Default::default()
        }),
        Fact::ReceivingMoved(unit) => Said::new(&routing::ReceivingMoved {
            dossier_id,
            to_unit: unit.to_string(),
            at,
            ..Default::default()
        }),
        Fact::LegMovedUnit(leg, unit) => Said::new(&routing::LegMovedUnit {
            leg_id: leg.to_string(),
            dossier_id,
            host: "land-records".into(),
            to_unit: unit.to_string(),
            at,
            ..Default::default()
        })
        .only_for("land-records"),
        Fact::LegClosed(leg) => Said::new(&routing::LegClosed {
            leg_id: leg.to_string(),
            dossier_id,
            host: "land-records".into(),
            at,
            ground: "moved".into(),
            ..Default::default()
        })
        .only_for("land-records"),
        Fact::Offered(leg, task) => Said::new(&routing::LegOffered {
            leg_id: leg.to_string(),
            dossier_id,
            host: "land-records".into(),
            task: task.word,
            title: task.title,
            opinion_for: if task.opinion {
                leg.to_string()
            } else {
                String::new()
            },
            at,
            ..Default::default()
        })
        .only_for("land-records"),
        Fact::Taken(leg, attempt, unit) => Said::new(&agency::LegAccepted {
            leg_id: leg.to_string(),
            dossier_id,
            attempt,
            unit: unit.to_string(),
            at,
        }),
        Fact::LetGo(leg, attempt, unit) if dice.roll(3) == 0 => Said::new(&agency::LegReturned {
            leg_id: leg.to_string(),
            dossier_id,
            attempt,
            unit: unit.to_string(),
            at,
            reason: "wrong-papers".into(),
        }),
        Fact::LetGo(leg, attempt, unit) => Said::new(&agency::LegCompleted {
            leg_id: leg.to_string(),
            dossier_id,
            attempt,
            unit: unit.to_string(),
            at,
            granted: true,
            ..Default::default()
        }),
    }
}

/// The note as the route says it on the bus.
pub fn noted(dossier: DossierId, when: Instant, note: Note) -> Said {
    let (dossier_id, at) = (dossier.to_string(), stamp(when));
    let leg_of = |leg: Option<LegId>| leg.map(|leg| leg.to_string()).unwrap_or_default();
    match note {
        Note::Accounted(account) => Said::new(&routing::LegAccounted {
            dossier_id,
            leg_id: account.leg.to_string(),
            key: account.key,
            unit: account.unit.to_string(),
            procedure: account.procedure,
            at,
            waiting_minutes: account.waiting as u32,
            spent_minutes: account.spent as u32,
            allotted_minutes: account.allotted as u32,
            counts: true,
        }),
        Note::Attributed(attribution) => {
            let blames: Vec<_> = attribution
                .blames
                .into_iter()
                .map(|blame| routing::Blame {
                    unit: blame.unit.to_string(),
                    leg_id: leg_of(blame.leg),
                    key: blame.key,
                    minutes: blame.minutes as u32,
                })
                .collect();
            Said::new(&routing::DelayAttributed {
                dossier_id,
                at,
                late_minutes: blames.iter().map(|blame| blame.minutes).sum(),
                blames,
            })
        }
        Note::ApologyMissed(breach) => Said::new(&routing::ApologyMissed {
            dossier_id,
            leg_id: leg_of(breach.leg),
            unit: breach.unit.to_string(),
            at,
            due: stamp(breach.due),
        }),
        Note::OfferExpired(expiry) => Said::new(&routing::LegExpired {
            dossier_id,
            leg_id: expiry.leg.to_string(),
            unit: expiry.unit.to_string(),
            at,
            attempt: expiry.attempt,
        }),
        Note::LegOverdue { leg, unit, due } => Said::new(&routing::LegOverdue {
            dossier_id,
            leg_id: leg.to_string(),
            unit: unit.to_string(),
            at,
            due: stamp(due),
        }),
        Note::Overdue { unit, due } => Said::new(&routing::DossierOverdue {
            dossier_id,
            unit: unit.to_string(),
            at,
            due: stamp(due),
            ..Default::default()
        }),
        Note::Rated { score } => Said::new(&intake::DossierRated {
            dossier_id,
            at,
            score: score.into(),
            ..Default::default()
        }),
        Note::Corrected => Said::new(&intake::CorrectionOpened {
            dossier_id,
            at,
            ..Default::default()
        }),
        Note::Lost { unit } => Said::new(&intake::LossReported {
            dossier_id,
            at,
            unit: unit.to_string(),
        }),
    }
}
