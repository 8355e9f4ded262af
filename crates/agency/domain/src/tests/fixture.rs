//! Invented officers on an invented case.

use chrono::TimeDelta;
use kernel::{CaseId, Decider as _, DossierId, Instant, Personal};

use crate::*;

pub const AN: &str = "officer:an@org:thu-nghiem";
pub const BINH: &str = "officer:binh@org:thu-nghiem";
pub const HEAD: &str = "head:chi@org:thu-nghiem";
pub const HERE: &str = "org:thu-nghiem";
pub const STRANGER: &str = "officer:la@org:don-vi-khac";

pub fn now() -> Instant {
    "2026-11-20T03:00:00Z".parse().unwrap()
}
pub fn desk() -> Desk {
    Desk {
        now: now(),
        calendar: None,
        components: None,
    }
}
pub fn days(count: i64) -> Instant {
    now() + TimeDelta::days(count)
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
        allotted: 0,
        opinion: None,
    }
}
pub fn opinion() -> Offer {
    let leg = "01900000-0000-7000-8000-000000000003".parse().unwrap();
    Offer {
        opinion: Some(Opinion {
            leg,
            asked_by: "org:don-vi-khac".into(),
        }),
        ..without_approval()
    }
}
pub fn close(ground: Ground) -> Command {
    let Offer { case, dossier, .. } = offer(1);
    Command::Close {
        case,
        dossier,
        attempt: 0,
        ground,
    }
}
pub fn recall(attempt: u32) -> Command {
    let Offer { case, dossier, .. } = offer(1);
    Command::Recall {
        case,
        dossier,
        attempt,
    }
}
pub fn move_unit(from: &str, to: &str) -> Command {
    Command::MoveUnit {
        from: from.into(),
        to: to.into(),
    }
}
/// The promise of that many days ahead will not be kept.
pub fn duty(due: i64) -> Duty {
    Duty {
        due: days(due),
        state_by: days(due - 1),
        ground: "impossible".into(),
        may_move: true,
    }
}
/// Routing says how the time stands.
pub fn timed(paused: bool, opinions: u32) -> Command {
    let pause = || Pause {
        since: now(),
        ground: "supplement".into(),
    };
    Command::Time {
        timing: Timing {
            paused: paused.then(pause),
            opinions,
        },
        due: Some(days(5)),
    }
}
pub fn delay(new_due: i64) -> Act {
    Act::StateDelay {
        reason: "Phải xác minh thực địa thêm".into(),
        new_due: days(new_due),
    }
}
pub fn reassign(officer: &str) -> Act {
    Act::Reassign {
        officer: officer.into(),
        reason: "Người thụ lý nghỉ phép".into(),
    }
}
pub fn send_back() -> Act {
    Act::SendBack {
        reason: "Ghi lại căn cứ pháp lý".into(),
    }
}
pub fn need(components: &[&str]) -> Act {
    Act::NeedSupplement {
        components: components.iter().map(|key| (*key).to_owned()).collect(),
        reason: "Bản vẽ chưa có chữ ký".into(),
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
