//! Made-up histories of dossiers, in the words of the tables and in those of the bus.

use chassis::Fact as Said;
use chrono::TimeDelta;
use kernel::{DossierId, Instant, LegId};
use proto::{agency::v1 as agency, intake::v1 as intake};
use reporting_domain::{Accepted, Fact};

use super::{at, stamp};

/// The same numbers every time: a failure can be looked at again.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

/// What the desk says of a dossier, and what the land registry says.
pub struct Story {
    pub dossier: DossierId,
    pub desk: Vec<(Instant, Fact)>,
    pub land: Vec<(Instant, Fact)>,
}

impl Story {
    /// A dossier received some time in autumn 2026, with whatever befalls it.
    pub fn any(dice: &mut Dice) -> Self {
        let mut now = at("2026-08-20T07:30");
        let mut later = |dice: &mut Dice, days: u64| {
            now += TimeDelta::minutes(dice.roll(days * 24 * 60) as i64 + 1);
            now
        };
        let due =
            |dice: &mut Dice, from: Instant| from + TimeDelta::hours(dice.roll(30 * 24) as i64);
        let received = later(dice, 80);
        let promised = due(dice, received);
        let mut desk = vec![(received, Fact::Accepted(any_filing(dice), promised))];
        let mut land = Vec::new();
        for _ in 0..dice.roll(4) {
            let paused = later(dice, 8);
            desk.push((paused, Fact::Paused));
            if dice.roll(4) > 0 {
                let resumed = later(dice, 20);
                let promised = (dice.roll(3) > 0).then(|| due(dice, resumed));
                desk.push((resumed, Fact::Resumed(promised)));
            }
        }
        for _ in 0..dice.roll(3) {
            let (leg, unit) = (LegId::mint(), "org:vpdkdd".into());
            land.push((later(dice, 5), Fact::Taken(leg, 1, unit)));
            if dice.roll(2) > 0 {
                land.push((later(dice, 5), Fact::LetGo(leg, 1, "org:vpdkdd".into())));
            }
        }
        let end = later(dice, 25);
        match dice.roll(8) {
            0 => desk.push((end, Fact::Refused)),
            1 => desk.push((end, Fact::Withdrawn)),
            2..=5 => {
                desk.push((
                    end,
                    Fact::Ready((dice.roll(2) > 0).then(|| due(dice, received))),
                ));
                if dice.roll(2) > 0 {
                    desk.push((later(dice, 5), Fact::Returned));
                }
            }
            _ => {}
        }
        Self {
            dossier: DossierId::mint(),
            desk,
            land,
        }
    }
}

fn any_filing(dice: &mut Dice) -> Accepted {
    let procedure = ["1.013831", "1.001776", "1.010824"][dice.roll(3) as usize];
    let field = ["dat-dai", "bao-tro-xa-hoi"][dice.roll(2) as usize];
    Accepted {
        code: format!("H00.00001-260901-{:04}", dice.roll(10_000)),
        procedure: procedure.into(),
        field: field.into(),
        unit: format!("org:mc-{}", dice.roll(5)).as_str().into(),
        online: dice.roll(3) == 0,
    }
}

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
            channel: match (filing.online, dice.roll(2)) {
                (true, _) => intake::Channel::Online.into(),
                (false, 0) => intake::Channel::Counter.into(),
                (false, _) => intake::Channel::Post.into(),
            },
            due: stamp(due),
            ..Default::default()
        }),
        Fact::Paused if dice.roll(2) == 0 => Said::new(&intake::SupplementAsked {
            dossier_id,
            at,
            components: vec![],
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
