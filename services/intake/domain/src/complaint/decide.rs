//! What follows from each act on a complaint, and what it is then.

use kernel::Decider;

use super::*;

impl Decider for Complaint {
    type Context = Grievances;
    type Command = ComplaintCommand;
    type Event = ComplaintEvent;
    type Refusal = ComplaintRefusal;

    fn decide(
        desk: &Grievances,
        complaint: Option<&Self>,
        command: ComplaintCommand,
    ) -> Result<Vec<ComplaintEvent>, ComplaintRefusal> {
        use ComplaintCommand as C;
        use ComplaintStage as S;
        let at = desk.now;
        let Some(complaint) = complaint else {
            return match command {
                C::File {
                    id,
                    code,
                    dossier,
                    by_owner,
                    unit,
                    matter,
                } => {
                    let (limits, at) = (desk.limits()?, desk.now);
                    let stage = S::Filed;
                    let step = ComplaintStep {
                        at,
                        stage,
                        unit: unit.clone(),
                        note: None,
                    };
                    let complaint = Complaint {
                        id,
                        code,
                        dossier,
                        by_owner,
                        matter,
                        unit,
                        filed_at: at,
                        receive_by: limits.receive_by,
                        forward_by: limits.forward_by,
                        answer_by: limits.answer_by,
                        stage,
                        received_at: None,
                        answer: None,
                        steps: vec![step],
                    };
                    complaint.check(desk)?;
                    Ok(vec![ComplaintEvent::Filed(Box::new(complaint))])
                }
                _ => Err(ComplaintRefusal::Unknown),
            };
        };
        match (complaint.stage, command) {
            // Sent again: it is here already, under the code it got.
            (_, C::File { matter, .. }) if matter == complaint.matter => Ok(Vec::new()),
            (_, C::File { .. }) => Err(ComplaintRefusal::IdTaken),
            (S::Filed | S::Forwarded, C::Receive) => Ok(vec![ComplaintEvent::Received { at }]),
            (_, C::Receive) => Ok(Vec::new()),
            (S::Filed | S::Received | S::Forwarded, C::Forward { to, note }) => {
                complaint.forward(desk, to, note)
            }
            (S::Filed | S::Received | S::Forwarded, C::Answer { text, upheld }) => {
                let answered = ComplaintEvent::Answered {
                    answer: Answered { text, upheld, at },
                    on_time: at <= complaint.answer_by,
                };
                // Who answers has it in hand.
                Ok(match complaint.received_at {
                    Some(_) => vec![answered],
                    None => vec![ComplaintEvent::Received { at }, answered],
                })
            }
            (S::Answered | S::Closed, C::Answer { text, upheld })
                if complaint
                    .answer
                    .as_ref()
                    .is_some_and(|given| given.text == text && given.upheld == upheld) =>
            {
                Ok(Vec::new())
            }
            (S::Answered, C::Close) => complaint.close(desk),
            (_, C::Close) => Ok(Vec::new()),
            (S::Answered | S::Closed, C::Forward { .. } | C::Answer { .. }) => {
                Err(ComplaintRefusal::Answered)
            }
        }
    }

    fn evolve(complaint: Option<Self>, event: &ComplaintEvent) -> Option<Self> {
        let mut complaint = match event {
            ComplaintEvent::Filed(complaint) => return Some((**complaint).clone()),
            _ => complaint?,
        };
        let (at, stage, unit, note) = match event {
            ComplaintEvent::Filed(_) => return Some(complaint),
            ComplaintEvent::Received { at } => {
                complaint.received_at = Some(*at);
                (*at, ComplaintStage::Received, complaint.unit.clone(), None)
            }
            ComplaintEvent::Forwarded {
                to,
                note,
                limits,
                at,
                ..
            } => {
                complaint.unit = to.clone();
                complaint.received_at = None;
                complaint.receive_by = limits.receive_by;
                complaint.forward_by = limits.forward_by;
                complaint.answer_by = limits.answer_by;
                (
                    *at,
                    ComplaintStage::Forwarded,
                    to.clone(),
                    Some(note.clone()),
                )
            }
            ComplaintEvent::Answered { answer, .. } => {
                complaint.answer = Some(answer.clone());
                (
                    answer.at,
                    ComplaintStage::Answered,
                    complaint.unit.clone(),
                    None,
                )
            }
            ComplaintEvent::Closed { at } => {
                (*at, ComplaintStage::Closed, complaint.unit.clone(), None)
            }
        };
        complaint.stage = stage;
        complaint.steps.push(ComplaintStep {
            at,
            stage,
            unit,
            note,
        });
        Some(complaint)
    }
}
