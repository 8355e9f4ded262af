//! The proof that a dossier is somebody's: six digits sent to the phone on file, for a while.
//!
//! Source: TT 01/2018/TT-VPCP Điều 16.2d: looked up by its code, a dossier shows no more than its
//! code and progress; whoever wants more proves that it is theirs.

use chrono::TimeDelta;
use kernel::{Decider, DossierId, Instant, Refuse};

/// How long digits hold.
pub const DIGITS_HOLD: TimeDelta = TimeDelta::minutes(5);
/// How often they may be tried.
pub const TRIES: u32 = 5;
/// How long a proof holds.
pub const PROOF_HOLDS: TimeDelta = TimeDelta::minutes(30);
/// How many times digits are sent for one dossier in a quarter of an hour, and in a day: with
/// five tries each, a day of guessing finds them once in twenty thousand days.
pub const IN_A_QUARTER: usize = 3;
pub const IN_A_DAY: usize = 10;

/// One sending of digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub dossier: DossierId,
    pub asked_at: Instant,
    /// Until when the digits hold.
    pub until: Instant,
    /// How often they were tried.
    pub tries: u32,
    /// They were right once: they hold no more.
    pub used: bool,
}

/// What somebody wants of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofCommand {
    /// Digits are to be sent. `before`: when digits were sent for this dossier in the last day.
    Ask {
        dossier: DossierId,
        before: Vec<Instant>,
    },
    /// Digits are tried.
    Try { right: bool },
}

/// What has happened to a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofEvent {
    Asked {
        dossier: DossierId,
        at: Instant,
        until: Instant,
    },
    Tried {
        right: bool,
        at: Instant,
    },
}

/// Why not. The person is told none of it: every answer is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefusal {
    #[error("digits were sent as often as the rule allows")]
    TooOften,
    #[error("no digits were sent")]
    Unknown,
    #[error("the digits hold no more")]
    Over,
}

impl Refuse for ProofRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::TooOften => "proof-too-often",
            Self::Unknown | Self::Over => "not-proven",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::TooOften => "Đã gửi nhiều mã xác nhận. Hãy chờ 15 phút rồi thử lại.",
            Self::Unknown | Self::Over => {
                "Mã xác nhận không đúng hoặc đã hết hạn. Hãy kiểm tra lại, hoặc lấy mã mới."
            }
        }
        .to_owned()
    }
}

impl Proof {
    /// Whether the digits may be tried at `now`.
    pub fn is_open(&self, now: Instant) -> bool {
        !self.used && self.tries < TRIES && now < self.until
    }
}

/// Whether digits may be sent again at `now`, after those sent at `before`.
pub fn may_ask(before: &[Instant], now: Instant) -> bool {
    let since = |span: TimeDelta| before.iter().filter(|at| now - **at < span).count();
    since(TimeDelta::minutes(15)) < IN_A_QUARTER && since(TimeDelta::days(1)) < IN_A_DAY
}

impl Decider for Proof {
    /// Now.
    type Context = Instant;
    type Command = ProofCommand;
    type Event = ProofEvent;
    type Refusal = ProofRefusal;

    fn decide(
        now: &Instant,
        proof: Option<&Self>,
        command: ProofCommand,
    ) -> Result<Vec<ProofEvent>, ProofRefusal> {
        let at = *now;
        match (proof, command) {
            (None, ProofCommand::Ask { dossier, before }) if may_ask(&before, at) => {
                Ok(vec![ProofEvent::Asked {
                    dossier,
                    at,
                    until: at + DIGITS_HOLD,
                }])
            }
            (None, ProofCommand::Ask { .. }) => Err(ProofRefusal::TooOften),
            (None, ProofCommand::Try { .. }) => Err(ProofRefusal::Unknown),
            (Some(_), ProofCommand::Ask { .. }) => Ok(Vec::new()),
            (Some(proof), ProofCommand::Try { right }) if proof.is_open(at) => {
                Ok(vec![ProofEvent::Tried { right, at }])
            }
            (Some(_), ProofCommand::Try { .. }) => Err(ProofRefusal::Over),
        }
    }

    fn evolve(proof: Option<Self>, event: &ProofEvent) -> Option<Self> {
        match (proof, event) {
            (_, ProofEvent::Asked { dossier, at, until }) => Some(Self {
                dossier: *dossier,
                asked_at: *at,
                until: *until,
                tries: 0,
                used: false,
            }),
            (Some(mut proof), ProofEvent::Tried { right, .. }) => {
                proof.tries += 1;
                proof.used |= *right;
                Some(proof)
            }
            (None, ProofEvent::Tried { .. }) => None,
        }
    }
}
