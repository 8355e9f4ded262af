//! What the province owes a person in writing, and what became of it. Pure.
//!
//! A [`Notice`] is owed because of a fact, once: its [`Key`] is made of the fact, so hearing the
//! fact twice owes nothing twice. It is then sent until a provider takes it, delivered, or given
//! up with a reason. A closed notice never opens again, whatever receipts say later.

mod decide;
mod evolve;
mod hear;
mod key;
mod kind;
mod quiet;
mod reach;
mod retry;
mod sms;
#[cfg(test)]
mod tests;

pub use decide::Refusal;
pub use hear::{Fact, Outcome, Owed, Values, owed};
pub use key::{Key, Occurrence, UnknownOccurrence};
pub use kind::{Kind, UnknownKind};
pub use quiet::QuietHours;
pub use reach::{Channel, Reach, mask};
pub use retry::Retry;
pub use sms::{Encoding, Segments, segments};

use kernel::Instant;

/// A message owed to a person (thông báo).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub owed: Owed,
    pub owed_at: Instant,
    /// How often a provider of the present channel has been asked to take it.
    pub attempts: u32,
    /// What was last handed to a provider.
    pub parcel: Option<Parcel>,
    /// The phone does not take messages.
    pub sms_refused: bool,
    /// The mailbox does not take messages.
    pub email_refused: bool,
    pub stage: Stage,
}

impl Notice {
    /// The channels that do not take messages.
    pub fn refused(&self) -> Vec<Channel> {
        let channels = [
            (self.sms_refused, Channel::Sms),
            (self.email_refused, Channel::Email),
        ];
        let refused = channels.into_iter().filter(|(refused, _)| *refused);
        refused.map(|(_, channel)| channel).collect()
    }

    /// The channel last tried.
    pub fn channel(&self) -> Option<Channel> {
        self.parcel.as_ref().map(|parcel| parcel.channel)
    }
}

/// What is handed to a provider, as far as it may be kept: the address is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    pub channel: Channel,
    /// Where it goes, masked.
    pub to: String,
    pub text: String,
    /// Text messages it is cut into; one for a letter.
    pub segments: u32,
}

/// How far a notice has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// To be sent, not before the given moment.
    Owed { not_before: Instant },
    /// Handed to a provider whose answer is not known yet.
    Sending { since: Instant },
    /// A provider took it.
    Sent { at: Instant },
    /// It reached the person. Final.
    Delivered { at: Instant },
    /// It will not reach the person; somebody must act. Final.
    Failed { at: Instant, why: Failure },
}

impl Stage {
    /// `owed`, `sending`, `sent`, `delivered`, `failed`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Owed { .. } => "owed",
            Self::Sending { .. } => "sending",
            Self::Sent { .. } => "sent",
            Self::Delivered { .. } => "delivered",
            Self::Failed { .. } => "failed",
        }
    }
}

/// Why a notice cannot reach the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Neither a phone that takes messages nor an address is known.
    NoWay,
    /// The provider will never take it.
    Refused,
    /// Every attempt the rules allow was made.
    GaveUp,
    /// The provider took it and later said it cannot be delivered.
    Bounced,
    /// It could not be sent while it held.
    Expired,
}

impl Failure {
    pub const ALL: [Self; 5] = [
        Self::NoWay,
        Self::Refused,
        Self::GaveUp,
        Self::Bounced,
        Self::Expired,
    ];

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoWay => "no-way-to-reach",
            Self::Refused => "refused-by-provider",
            Self::GaveUp => "gave-up",
            Self::Bounced => "bounced",
            Self::Expired => "expired",
        }
    }

    /// What the operator reads: the reason and what to do.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoWay => {
                "Hồ sơ không có số điện thoại nhận được tin nhắn và không có địa chỉ bưu chính. \
                 Hãy liên hệ trực tiếp với người nộp."
            }
            Self::Refused => {
                "Đơn vị chuyển phát từ chối nhận thông báo này. Hãy kiểm tra địa chỉ và liên hệ \
                 trực tiếp với người nộp."
            }
            Self::GaveUp => {
                "Đã gửi nhiều lần nhưng đơn vị cung cấp dịch vụ không nhận. Hãy kiểm tra kết nối \
                 với đơn vị này và liên hệ trực tiếp với người nộp."
            }
            Self::Bounced => {
                "Đơn vị cung cấp dịch vụ báo không chuyển được thông báo đến người nhận. Hãy liên \
                 hệ trực tiếp với người nộp."
            }
            Self::Expired => {
                "Nội dung hết hạn trước khi gửi được: mã xác nhận đã hết giờ, hoặc lịch hẹn đã đổi, đã \
                 dùng. Người dân có thể lấy mã mới; hãy kiểm tra kết nối với đơn vị nhắn tin."
            }
        }
    }

    /// The failure of that word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.word() == word)
    }
}

/// What a decision may know besides the notice.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub now: Instant,
    pub retry: Retry,
}

/// What somebody wants of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A fact makes this notice owed.
    Owe(Owed),
    /// The right time to send it is later.
    Defer { until: Instant },
    /// It is about to be handed to a provider: from here its fate is unknown until one answers.
    Begin(Parcel),
    /// The provider took it.
    Take,
    /// The provider says it reached the person.
    Deliver,
    /// The provider did not take it now, but may later.
    Postpone,
    /// The provider will never take it.
    Refuse,
    /// The provider took it and now says it cannot be delivered.
    Bounce,
    /// The provider, asked, knows nothing of it: it was never handed over.
    Lost,
    /// There is no way to reach the person.
    Abandon,
    /// What it says holds no more: too late to send it.
    Expire,
}

/// What has happened to a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Owed {
        owed: Owed,
        at: Instant,
    },
    Deferred {
        until: Instant,
    },
    Begun {
        parcel: Parcel,
        at: Instant,
    },
    Sent {
        at: Instant,
    },
    Delivered {
        at: Instant,
    },
    /// The phone does not take messages; another channel is tried next.
    SmsRefused {
        at: Instant,
    },
    /// The mailbox does not take messages; another channel is tried next.
    EmailRefused {
        at: Instant,
    },
    Failed {
        at: Instant,
        why: Failure,
    },
}
