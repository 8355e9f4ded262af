//! Invented officers on an invented case.

use kernel::{CaseId, Decider as _, DossierId, Instant, Personal};

use crate::*;

pub const AN: &str = "officer:an@org:thu-nghiem";
pub const BINH: &str = "officer:binh@org:thu-nghiem";
pub const STRANGER: &str = "officer:la@org:don-vi-khac";

pub fn now() -> Instant {
    "2026-11-20T03:00:00Z".parse().unwrap()
}
pub fn desk() -> Desk {
    Desk { now: now() }
}
pub fn offer(attempt: u32) -> Offer {
    let case: CaseId = "01900000-0000-7000-8000-000000000001".parse().unwrap();
    let dossier: DossierId = "01900000-0000-7000-8000-000000000002".parse().unwrap();
    Offer {
        case,
        dossier,
        code: "TEST-261120-0001".into(),
        unit: "org:thu-nghiem".into(),
        task: "verify".into(),
        title: "Xác minh".into(),
        procedure: "1.001776".into(),
        procedure_version: "1".into(),
        place: "adm:21028".into(),
        approval: true,
        automatic: false,
        attempt,
        offered_at: now(),
        due: None,
    }
}
pub fn without_approval() -> Offer {
    Offer {
        approval: false,
        ..offer(1)
    }
}
pub fn officer(name: &str) -> Officer {
    let (_, unit) = name.split_once('@').unwrap();
    Officer {
        name: name.into(),
        unit: unit.into(),
    }
}
pub fn act(by: &str, act: Act) -> Command {
    Command::Act {
        by: officer(by),
        act,
    }
}
pub fn numbered(document: &str) -> Conclusion {
    Conclusion {
        document: Some(document.into()),
        ..Conclusion::granted()
    }
}
pub fn denied(reason: &str) -> Conclusion {
    Conclusion {
        granted: false,
        reason: Some(Personal::new(reason.into())),
        ..Conclusion::granted()
    }
}

/// The history that the commands make, each of which must be allowed.
#[track_caller]
pub fn history(commands: Vec<Command>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for command in commands {
        let case = Case::replay(&events);
        events.extend(Case::decide(&desk(), case.as_ref(), command).unwrap());
    }
    events
}
#[track_caller]
pub fn case(commands: Vec<Command>) -> Case {
    Case::replay(&history(commands)).unwrap()
}
