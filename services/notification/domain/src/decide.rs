use kernel::{Decider, Instant, Refuse};

use crate::{Channel, Command, Desk, Event, Failure, Notice, Stage};

/// Why something cannot be done to a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("no such notice")]
    Unknown,
    #[error("the notice is not to be sent before {0}")]
    TooEarly(Instant),
    #[error("the notice is in a provider's hands")]
    InHand,
    #[error("the notice is closed")]
    Closed,
    #[error("the notice was never handed to a provider")]
    NeverSent,
}

impl Refuse for Refusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "no-such-notice",
            Self::TooEarly(_) => "notice-too-early",
            Self::InHand => "notice-in-hand",
            Self::Closed => "notice-closed",
            Self::NeverSent => "notice-never-sent",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unknown => "Không có thông báo này. Hãy kiểm tra lại mã thông báo.",
            Self::TooEarly(_) => "Chưa đến giờ gửi thông báo này. Hệ thống sẽ tự gửi khi đến giờ.",
            Self::InHand => "Thông báo đang được gửi. Hãy chờ đơn vị cung cấp dịch vụ trả lời.",
            Self::Closed => "Thông báo đã kết thúc, không gửi lại được.",
            Self::NeverSent => {
                "Thông báo chưa từng được gửi, nên không ghi nhận được kết quả chuyển phát."
            }
        }
        .to_owned()
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl Decider for Notice {
    type Context = Desk;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(desk: &Desk, notice: Option<&Self>, command: Command) -> Result<Vec<Event>, Refusal> {
        let at = desk.now;
        let Some(notice) = notice else {
            return match command {
                Command::Owe(owed) => Ok(vec![Event::Owed { owed, at }]),
                _ => Err(Refusal::Unknown),
            };
        };
        let events = match (notice.stage, command) {
            // Owed once: hearing the fact again changes nothing.
            (_, Command::Owe(_)) => vec![],

            (Stage::Owed { not_before }, Command::Begin(_)) if at < not_before => {
                return Err(Refusal::TooEarly(not_before));
            }
            (Stage::Owed { .. }, Command::Begin(parcel)) => vec![Event::Begun { parcel, at }],
            (Stage::Owed { .. }, Command::Defer { until }) => vec![Event::Deferred { until }],
            (Stage::Owed { .. }, Command::Abandon) => vec![failed(at, Failure::NoWay)],
            (Stage::Owed { .. }, Command::Expire) => vec![failed(at, Failure::Expired)],
            // A receipt may come after the attempt was thought lost: believe it, send no second.
            (Stage::Owed { .. }, command @ (Command::Take | Command::Deliver)) => {
                match (notice.channel(), command) {
                    (None, _) => return Err(Refusal::NeverSent),
                    (Some(_), Command::Deliver) => {
                        vec![Event::Sent { at }, Event::Delivered { at }]
                    }
                    (Some(_), _) => vec![Event::Sent { at }],
                }
            }
            // What a late answer says of an attempt already taken back is no news.
            (
                Stage::Owed { .. },
                Command::Postpone | Command::Refuse | Command::Bounce | Command::Lost,
            ) => vec![],

            (Stage::Sending { .. }, Command::Begin(_) | Command::Defer { .. }) => {
                return Err(Refusal::InHand);
            }
            (Stage::Sending { .. }, Command::Take) => vec![Event::Sent { at }],
            (Stage::Sending { .. }, Command::Deliver) => {
                vec![Event::Sent { at }, Event::Delivered { at }]
            }
            (Stage::Sending { .. }, Command::Postpone) => postponed(desk, notice),
            (Stage::Sending { .. }, Command::Refuse | Command::Bounce) => refused(notice, at),
            (Stage::Sending { .. }, Command::Lost) => vec![Event::Deferred { until: at }],
            (Stage::Sending { .. }, Command::Abandon | Command::Expire) => {
                return Err(Refusal::InHand);
            }

            (Stage::Sent { .. }, Command::Begin(_) | Command::Defer { .. }) => {
                return Err(Refusal::InHand);
            }
            (Stage::Sent { .. }, Command::Deliver) => vec![Event::Delivered { at }],
            (Stage::Sent { .. }, Command::Bounce) => match notice.channel() {
                Some(Channel::Sms) => vec![Event::SmsRefused { at }],
                Some(Channel::Email) => vec![Event::EmailRefused { at }],
                _ => vec![failed(at, Failure::Bounced)],
            },
            // Receipts repeat and come out of order.
            (
                Stage::Sent { .. },
                Command::Take
                | Command::Postpone
                | Command::Refuse
                | Command::Lost
                | Command::Abandon
                | Command::Expire,
            ) => vec![],

            (Stage::Delivered { .. } | Stage::Failed { .. }, Command::Begin(_)) => {
                return Err(Refusal::Closed);
            }
            // A closed notice never opens again, whatever receipts say.
            (Stage::Delivered { .. } | Stage::Failed { .. }, _) => vec![],
        };
        Ok(events)
    }

    fn evolve(notice: Option<Self>, event: &Event) -> Option<Self> {
        crate::evolve::evolve(notice, event)
    }
}

fn failed(at: Instant, why: Failure) -> Event {
    Event::Failed { at, why }
}

/// The next attempt, or the end of attempts.
fn postponed(desk: &Desk, notice: &Notice) -> Vec<Event> {
    vec![match desk.retry.next(notice.attempts, desk.now) {
        Some(until) => Event::Deferred { until },
        // A mail server that is away for so long leaves the phone.
        None if notice.channel() == Some(Channel::Email) => Event::EmailRefused { at: desk.now },
        None => failed(desk.now, Failure::GaveUp),
    }]
}

/// A phone or mailbox that takes no message leaves the others; a letter nobody carries leaves
/// nothing.
fn refused(notice: &Notice, at: Instant) -> Vec<Event> {
    vec![match notice.channel() {
        Some(Channel::Sms) => Event::SmsRefused { at },
        Some(Channel::Email) => Event::EmailRefused { at },
        _ => failed(at, Failure::Refused),
    }]
}
