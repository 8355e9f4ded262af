//! The transition table of the law, on one screen.

use catalogue::{ClockStart, Procedure};
use kernel::{Decider, DossierId, Instant};

use crate::{Appointment, Channel, Command, Desk, Dossier, Event, Filing, Paper, Refusal, Stage};

impl Decider for Dossier {
    type Context = Desk;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(
        desk: &Desk,
        dossier: Option<&Self>,
        command: Command,
    ) -> Result<Vec<Event>, Refusal> {
        use Command as C;
        use Stage as S;

        let Some(dossier) = dossier else {
            return match command {
                C::Submit { id, code, filing } => submit(desk, id, code, filing),
                C::Accept {
                    id,
                    code,
                    filing,
                    channel,
                } => accept(desk, id, code, filing, channel),
                _ => Err(Refusal::Unknown),
            };
        };
        let now = desk.now;
        let event = match (&dossier.stage, command) {
            // The same filing sent again is already here; another under its id is refused.
            (_, C::Submit { filing, .. } | C::Accept { filing, .. }) => {
                return if filing == dossier.filing {
                    Ok(vec![])
                } else {
                    Err(Refusal::IdTaken)
                };
            }
            (S::Submitted, C::AcceptSubmitted) => {
                let procedure = desk.procedure(dossier)?;
                let at = now;
                return Ok(vec![Event::Accepted {
                    id: dossier.id,
                    code: dossier.code.clone(),
                    procedure: dossier.procedure.clone(),
                    filing: dossier.filing.clone(),
                    channel: Channel::Online,
                    appointment: desk.appoint(procedure, 1, at)?,
                    at,
                }]);
            }
            (_, C::AcceptSubmitted) if dossier.received_at.is_some() => return Ok(vec![]),
            (S::Submitted, C::Refuse { reason }) => Event::Refused { reason, at: now },

            (S::InProgress, C::AskSupplement { components, reason }) => {
                desk.check_asked(dossier, &components)?;
                Event::SupplementAsked {
                    components,
                    reason,
                    at: now,
                }
            }
            (S::AwaitingSupplement { components, .. }, C::Supply { papers }) => {
                covered(components, &papers)?;
                // The limit starts from zero once the dossier is complete
                // (NĐ 61/2018/NĐ-CP Điều 19.4).
                let phase = dossier
                    .appointment
                    .as_ref()
                    .map_or(1, |promise| promise.phase);
                let appointment = desk.appoint(desk.procedure(dossier)?, phase, now)?;
                Event::SupplementReceived {
                    papers,
                    appointment,
                    at: now,
                }
            }

            (S::InProgress, C::StopClock { ground, at }) => Event::ClockStopped { ground, at },
            (S::ClockStopped { at: stopped, .. }, C::StartClock { phase, at }) => {
                Event::ClockStarted {
                    appointment: desk.go_on(dossier, *stopped, phase, at)?,
                    at,
                }
            }
            // The law counts some procedures from when the first agency takes over
            // (NĐ 99/2022/NĐ-CP Điều 16.2).
            (S::InProgress, C::StartClock { phase: 1, at })
                if desk.counts_from_custody(dossier) =>
            {
                Event::ClockStarted {
                    appointment: desk.appoint(desk.procedure(dossier)?, 1, at)?,
                    at,
                }
            }

            (
                S::InProgress | S::ClockStopped { .. } | S::AwaitingSupplement { .. },
                C::Settle { granted, at },
            ) => Event::Settled { granted, at },
            (S::Settled { .. }, C::Return { method, tracking }) => {
                if method == crate::ReturnMethod::Post && tracking.is_none() {
                    return Err(Refusal::NoTracking);
                }
                Event::Returned {
                    method,
                    tracking,
                    at: now,
                }
            }
            // Before the decision only (TT 03/2025/TT-VPCP, form 05).
            (
                S::Submitted
                | S::InProgress
                | S::AwaitingSupplement { .. }
                | S::ClockStopped { .. },
                C::Withdraw { reason },
            ) => Event::Withdrawn { reason, at: now },

            // Said twice, or too late to matter.
            (S::AwaitingSupplement { .. }, C::AskSupplement { .. })
            | (S::ClockStopped { .. }, C::StopClock { .. })
            | (S::AwaitingSupplement { .. }, C::StopClock { .. } | C::StartClock { .. })
            | (S::InProgress, C::StartClock { .. })
            | (S::Settled { .. } | S::Returned { .. }, C::Settle { .. })
            | (S::Returned { .. }, C::Return { .. })
            | (S::Refused { .. }, C::Refuse { .. })
            | (S::Withdrawn { .. }, C::Withdraw { .. }) => return Ok(vec![]),
            (stage, C::StopClock { .. } | C::StartClock { .. } | C::Settle { .. })
                if stage.is_over() || matches!(stage, S::Settled { .. }) =>
            {
                return Ok(vec![]);
            }

            (stage, _) => return Err(Refusal::OutOfTurn(stage.vietnamese())),
        };
        Ok(vec![event])
    }

    fn evolve(dossier: Option<Self>, event: &Event) -> Option<Self> {
        crate::evolve::evolve(dossier, event)
    }
}

fn submit(desk: &Desk, id: DossierId, code: String, filing: Filing) -> Result<Vec<Event>, Refusal> {
    let today = desk.catalogue.calendar().civil(desk.now).date();
    let procedure = filing
        .check(&desk.catalogue, Channel::Online, today)
        .map_err(Refusal::Filing)?;
    Ok(vec![Event::Submitted {
        id,
        code,
        procedure,
        filing,
        at: desk.now,
    }])
}

fn accept(
    desk: &Desk,
    id: DossierId,
    code: String,
    filing: Filing,
    channel: Channel,
) -> Result<Vec<Event>, Refusal> {
    let today = desk.catalogue.calendar().civil(desk.now).date();
    let procedure = filing
        .check(&desk.catalogue, channel, today)
        .map_err(Refusal::Filing)?;
    let found = desk
        .catalogue
        .procedure_version(&procedure.code, procedure.version)
        .ok_or(Refusal::VersionGone)?;
    let appointment = desk.appoint(found, 1, desk.now)?;
    Ok(vec![Event::Accepted {
        id,
        code,
        procedure,
        filing,
        channel,
        appointment,
        at: desk.now,
    }])
}

fn covered(asked: &[String], papers: &[Paper]) -> Result<(), Refusal> {
    let missing: Vec<String> = asked
        .iter()
        .filter(|component| !papers.iter().any(|paper| paper.component == **component))
        .cloned()
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::NotCovered(missing))
    }
}

impl Desk {
    /// The version of the procedure the dossier was received under.
    fn procedure(&self, dossier: &Dossier) -> Result<&Procedure, Refusal> {
        self.catalogue
            .procedure_version(&dossier.procedure.code, dossier.procedure.version)
            .ok_or(Refusal::VersionGone)
    }

    fn counts_from_custody(&self, dossier: &Dossier) -> bool {
        let first = dossier
            .appointment
            .as_ref()
            .is_some_and(|promise| Some(promise.counted_from) == self.counted_from(dossier));
        first
            && self
                .procedure(dossier)
                .is_ok_and(|procedure| procedure.clock == ClockStart::FirstCustody)
    }

    /// From when the term counts by the time of reception.
    fn counted_from(&self, dossier: &Dossier) -> Option<Instant> {
        let procedure = self.procedure(dossier).ok()?;
        self.catalogue
            .calendar()
            .start(dossier.received_at?, procedure.start)
            .ok()
    }

    /// The promise for `phase`, counted from `at`.
    fn appoint(
        &self,
        procedure: &Procedure,
        phase: u8,
        at: Instant,
    ) -> Result<Appointment, Refusal> {
        let calendar = self.catalogue.calendar();
        let term = procedure
            .phases
            .get(usize::from(phase.max(1)) - 1)
            .unwrap_or(&procedure.term);
        let counted_from = calendar.start(at, procedure.start)?;
        let due = calendar.due(counted_from, term)?;
        let mut because = vec![format!("Thời hạn: {}.", term.sentence())];
        because.extend(due.sentences());
        Ok(Appointment {
            counted_from,
            due: due.at,
            term: term.to_string(),
            phase: phase.max(1),
            phases: procedure.phases.len() as u8,
            because,
        })
    }

    /// The promise after the clock stood still: the next phase has a term of its own, and the
    /// same phase is longer by the time that did not count.
    fn go_on(
        &self,
        dossier: &Dossier,
        stopped: Instant,
        phase: u8,
        at: Instant,
    ) -> Result<Appointment, Refusal> {
        let promised = dossier.appointment.as_ref();
        let Some(promised) = promised.filter(|promised| promised.phase == phase) else {
            return self.appoint(self.procedure(dossier)?, phase, at);
        };
        let calendar = self.catalogue.calendar();
        let due = calendar.extend(promised.due, stopped, at)?;
        let mut because = promised.because.clone();
        because.push(format!(
            "Không tính thời gian tạm dừng từ {} đến {}; hẹn đến {}.",
            calendar.civil(stopped).format("%H:%M %d/%m/%Y"),
            calendar.civil(at).format("%H:%M %d/%m/%Y"),
            calendar.civil(due).format("%H:%M %d/%m/%Y"),
        ));
        Ok(Appointment {
            due,
            because,
            ..promised.clone()
        })
    }

    fn check_asked(&self, dossier: &Dossier, components: &[String]) -> Result<(), Refusal> {
        let procedure = self.procedure(dossier)?;
        if components.is_empty() {
            return Err(Refusal::NothingAsked);
        }
        let unknown = components
            .iter()
            .find(|key| !procedure.components.iter().any(|c| c.key == **key));
        unknown.map_or(Ok(()), |key| Err(Refusal::UnknownComponent(key.clone())))
    }
}
