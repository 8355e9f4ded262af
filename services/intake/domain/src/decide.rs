//! The transition table of the law, on one screen. Each act is in the module of its subject.

use kernel::Decider;

use crate::{Command, Desk, Dossier, Ending, Event, Refusal, Stage, law};

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
                C::TakeIn(checked) => checked.into_event().map(|event| vec![event]),
                _ => Err(Refusal::Unknown),
            };
        };
        let end = |reason| Ending {
            reason,
            at: desk.now,
        };
        let received = dossier.is_received();
        let event = match (&dossier.stage, command) {
            // The same filing sent again is already here; another under its id is refused.
            (_, C::TakeIn(checked)) if checked.made(dossier) => return already(),
            (_, C::TakeIn(_)) => return Err(Refusal::IdTaken),

            // Reception.
            (S::Submitted, C::AcceptSubmitted) => dossier.accept_submitted(desk)?,
            (_, C::AcceptSubmitted) if received => return already(),
            (S::Submitted, C::Refuse { reason }) => Event::Refused(end(reason)),
            (S::AwaitingSupplement { .. }, C::Refuse { reason }) if !received => {
                Event::Refused(end(reason))
            }

            // Supplement.
            (stage, C::NoteNeed(need)) if stage.is_open() && received => {
                return dossier.note_need(need);
            }
            (S::Submitted | S::InProgress, C::AskSupplement(ask)) => dossier.ask(desk, ask)?,
            (S::AwaitingSupplement { .. }, C::AskSupplement(ask)) => {
                return dossier.asked_already(&ask);
            }
            (S::AwaitingSupplement { missing }, C::Supply { papers }) => {
                dossier.supply(desk, missing, papers)?
            }
            (S::AwaitingSupplement { .. }, C::Remind) => return dossier.remind(desk),
            (S::AwaitingSupplement { .. }, C::Lapse) if dossier.is_unanswered(desk.now) => {
                Event::Lapsed { at: desk.now }
            }

            // Before the decision only (TT 03/2025/TT-VPCP, form 05).
            (
                S::Submitted | S::InProgress | S::AwaitingSupplement { .. },
                C::Withdraw { reason },
            ) => Event::Withdrawn(end(reason)),
            (S::InProgress | S::AwaitingSupplement { .. }, C::Stop { reason }) if received => {
                Event::Stopped(end(reason))
            }

            // The promise.
            (stage, C::StopClock { ground, at }) if stage.is_open() && received => {
                return dossier.stop_clock(desk, ground, at);
            }
            (stage, C::StartClock { phase, at }) if stage.is_open() && received => {
                return dossier.start_clock(desk, phase, at);
            }
            (
                stage,
                C::MoveAppointment {
                    due,
                    reason,
                    signer,
                },
            ) if stage.is_open() && received => {
                dossier.move_appointment(desk, due, reason, signer)?
            }
            (_, C::Apologised(apology)) if received => return dossier.apologised(desk, apology),

            // Money.
            (stage, C::AwaitPayment { reference, at }) if stage.is_open() && received => {
                return dossier.await_payment(reference, at);
            }
            (stage, C::SettlePayment { debt_noted, at }) if stage.is_open() && received => {
                return dossier.settle_payment(debt_noted, at);
            }

            // The result.
            (stage, C::Settle { granted, at }) if stage.is_open() && received => {
                return dossier.settle(desk, granted, at);
            }
            (
                S::Settled(_),
                C::Return {
                    method,
                    tracking,
                    proxy,
                },
            ) => dossier.hand_result_over(desk, method, tracking, proxy)?,
            (S::Settled(_) | S::Returned { .. }, C::OpenCorrection { leg, reason }) => {
                dossier.open_correction(desk, leg, reason)?
            }

            // What holds in every stage.
            (_, C::HandOver { to, received, slip }) => {
                return dossier.hand_over(desk, to, received, slip);
            }
            (_, C::ReportLoss { unit, reason }) => return dossier.report_loss(desk, unit, reason),
            (_, C::MoveReceiving { to, at }) => return dossier.move_receiving(desk, to, at),
            (_, C::KeepVersion { version, at }) => return dossier.keep_version(desk, version, at),
            (_, C::RecordSync { status, failure }) => {
                return dossier.record_sync(desk, status, failure);
            }

            // Said twice.
            (S::Refused(_), C::Refuse { .. })
            | (S::Withdrawn(_), C::Withdraw { .. })
            | (S::Stopped(_), C::Stop { .. })
            | (_, C::Remind | C::Lapse) => return already(),
            (
                S::Returned { handover, .. },
                C::Return {
                    method, tracking, ..
                },
            ) if handover.method == method && handover.tracking == tracking => return already(),
            (S::Correcting { correction, .. }, C::OpenCorrection { leg, reason })
                if correction.leg == leg && correction.reason == reason =>
            {
                return already();
            }
            // Told by another service too late to matter.
            (stage, command) if !stage.is_open() && command.is_told() => return already(),

            (_, command) => {
                return Err(Refusal::OutOfTurn {
                    standing: dossier.standing(),
                    rule: law::of(&command),
                });
            }
        };
        Ok(vec![event])
    }

    fn evolve(dossier: Option<Self>, event: &Event) -> Option<Self> {
        crate::evolve::evolve(dossier, event)
    }
}

/// It is already so.
fn already() -> Result<Vec<Event>, Refusal> {
    Ok(Vec::new())
}

impl Stage {
    /// Whether somebody still works on it, or the person is asked.
    fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Submitted
                | Self::InProgress
                | Self::AwaitingSupplement { .. }
                | Self::Correcting { .. }
        )
    }
}

impl Command {
    /// Whether it follows what another service has said.
    fn is_told(&self) -> bool {
        matches!(
            self,
            Self::NoteNeed(_)
                | Self::StopClock { .. }
                | Self::StartClock { .. }
                | Self::AwaitPayment { .. }
                | Self::SettlePayment { .. }
                | Self::Settle { .. }
        )
    }
}
