//! What a person says of one dossier: how it was handled, and how they want to be told.

use std::{collections::BTreeMap, sync::Arc};

use catalogue::Catalogue;
use kernel::{Decider, DossierId, Instant, Personal, Refuse, UnitId, working_time::ClockError};
use serde::{Deserialize, Serialize};

/// What a person says of one dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    pub dossier: DossierId,
    pub rating: Option<Rating>,
    /// When the first rating was given: from here it may be changed for a while.
    pub rated_at: Option<Instant>,
    pub told_by: Option<ToldBy>,
}

/// How a dossier was handled: 1 (very discontent) to 5 (very content).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// All in all (đánh giá chung).
    pub overall: u32,
    pub criteria: BTreeMap<Criterion, u32>,
    pub comment: Option<Personal<String>>,
    pub at: Instant,
}

/// What is asked beside the overall rating (TT 01/2018/TT-VPCP Điều 13: thời gian, thái độ, hướng
/// dẫn; TT 01/2018/TT-VPCP, phiếu đánh giá: thuận tiện).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criterion {
    Time,
    Attitude,
    Guidance,
    Convenience,
}

impl Criterion {
    pub const ALL: [Self; 4] = [
        Self::Time,
        Self::Attitude,
        Self::Guidance,
        Self::Convenience,
    ];

    /// A stable word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Attitude => "attitude",
            Self::Guidance => "guidance",
            Self::Convenience => "convenience",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// How a person wants to be told, in the order it is tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToldBy {
    pub channels: Vec<NoticeChannel>,
    pub email: Option<Personal<String>>,
    pub at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeChannel {
    Sms,
    Email,
    Post,
}

impl NoticeChannel {
    /// `sms`, `email`, `post`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Email => "email",
            Self::Post => "post",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        [Self::Sms, Self::Email, Self::Post]
            .into_iter()
            .find(|one| one.word() == word)
    }
}

/// What is known when something is said of a dossier.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub now: Instant,
    pub catalogue: Arc<Catalogue>,
    pub dossier: DossierId,
    /// The one-stop centre that received it.
    pub unit: UnitId,
    /// There is a result.
    pub has_result: bool,
    /// Where a letter could go.
    pub has_address: bool,
    pub has_phone: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FeedbackCommand {
    Rate {
        overall: u32,
        criteria: BTreeMap<Criterion, u32>,
        comment: Option<Personal<String>>,
    },
    Choose {
        channels: Vec<NoticeChannel>,
        email: Option<Personal<String>>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum FeedbackEvent {
    Rated {
        dossier: DossierId,
        unit: UnitId,
        rating: Rating,
        changed: bool,
    },
    Chosen {
        dossier: DossierId,
        told_by: ToldBy,
    },
}

/// Why not.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FeedbackRefusal {
    #[error("there is no result yet")]
    NoResult,
    #[error("a score outside 1 to 5: {0}")]
    Score(&'static str),
    #[error("it may be changed no more since {0}")]
    Late(Instant),
    #[error("no channel is named, or one twice")]
    Channels,
    #[error("e-mail without an address")]
    NoEmail,
    #[error("post without an address")]
    NoAddress,
    #[error("SMS without a phone")]
    NoPhone,
    #[error("the date cannot be computed: {0}")]
    Clock(#[from] ClockError),
}

impl Refuse for FeedbackRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::NoResult => "no-result-yet",
            Self::Score(_) => "score",
            Self::Late(_) => "rating-closed",
            Self::Channels => "channels",
            Self::NoEmail => "no-email",
            Self::NoAddress => "no-address",
            Self::NoPhone => "no-phone",
            Self::Clock(_) => "calendar",
        }
    }

    fn field(&self) -> Option<String> {
        let field = match self {
            Self::Score(field) => *field,
            Self::Channels | Self::NoAddress | Self::NoPhone => "channels",
            Self::NoEmail => "email",
            Self::NoResult | Self::Late(_) | Self::Clock(_) => return None,
        };
        Some(field.to_owned())
    }

    fn sentence(&self) -> String {
        match self {
            Self::NoResult => {
                "Chỉ đánh giá được khi hồ sơ đã có kết quả. Hãy quay lại sau khi nhận được tin báo \
                 có kết quả."
            }
            Self::Score(_) => "Hãy chọn một mức từ 1 (rất không hài lòng) đến 5 (rất hài lòng).",
            Self::Late(_) => {
                "Đã hết thời gian sửa đánh giá. Nếu còn điều muốn nói, ông/bà có thể gửi góp ý."
            }
            Self::Channels => "Hãy chọn ít nhất một cách nhận tin, mỗi cách một lần.",
            Self::NoEmail => "Hãy ghi địa chỉ thư điện tử để nhận tin, ví dụ ten@vidu.vn.",
            Self::NoAddress => {
                "Hồ sơ chưa có địa chỉ bưu chính. Hãy chọn cách khác, hoặc báo địa chỉ với Bộ phận \
                 Một cửa."
            }
            Self::NoPhone => {
                "Hồ sơ chưa có số điện thoại. Hãy chọn cách khác, hoặc báo số điện thoại với Bộ \
                 phận Một cửa."
            }
            Self::Clock(_) => "Lịch làm việc của tỉnh chưa có đến ngày này. Hãy thử lại sau.",
        }
        .to_owned()
    }
}

impl Feedback {
    /// Until when the rating may be changed; none before the first.
    ///
    /// # Errors
    /// When the calendar does not reach that far.
    pub fn changeable_until(&self, catalogue: &Catalogue) -> Result<Option<Instant>, ClockError> {
        let until = |from| {
            catalogue
                .calendar()
                .due(from, &catalogue.rules().rating_change.value)
        };
        self.rated_at
            .map(|from| until(from).map(|due| due.at))
            .transpose()
    }

    /// What anything said of a dossier begins with.
    fn silent(dossier: DossierId) -> Self {
        Self {
            dossier,
            rating: None,
            rated_at: None,
            told_by: None,
        }
    }
}

impl Feedback {
    fn rate(
        spoken: &Spoken,
        before: Option<&Self>,
        (overall, criteria, comment): (u32, BTreeMap<Criterion, u32>, Option<Personal<String>>),
    ) -> Result<Vec<FeedbackEvent>, FeedbackRefusal> {
        if !spoken.has_result {
            return Err(FeedbackRefusal::NoResult);
        }
        let wrong = |score: u32| !(1..=5).contains(&score);
        if wrong(overall) {
            return Err(FeedbackRefusal::Score("overall"));
        }
        if let Some((criterion, _)) = criteria.iter().find(|(_, score)| wrong(**score)) {
            return Err(FeedbackRefusal::Score(criterion.word()));
        }
        let rating = Rating {
            overall,
            criteria,
            comment,
            at: spoken.now,
        };
        let given = before.and_then(|before| before.rating.as_ref());
        if let Some(given) = given {
            let again = Rating {
                at: given.at,
                ..rating.clone()
            };
            if again == *given {
                return Ok(Vec::new());
            }
            let until = before
                .map(|before| before.changeable_until(&spoken.catalogue))
                .transpose()?
                .flatten();
            if let Some(until) = until.filter(|until| spoken.now > *until) {
                return Err(FeedbackRefusal::Late(until));
            }
        }
        Ok(vec![FeedbackEvent::Rated {
            dossier: spoken.dossier,
            unit: spoken.unit.clone(),
            rating,
            changed: given.is_some(),
        }])
    }

    fn choose(
        spoken: &Spoken,
        before: Option<&Self>,
        channels: Vec<NoticeChannel>,
        email: Option<Personal<String>>,
    ) -> Result<Vec<FeedbackEvent>, FeedbackRefusal> {
        let twice = |at: usize| channels[..at].contains(&channels[at]);
        if channels.is_empty() || (0..channels.len()).any(twice) {
            return Err(FeedbackRefusal::Channels);
        }
        if channels.contains(&NoticeChannel::Email) && email.is_none() {
            return Err(FeedbackRefusal::NoEmail);
        }
        if channels.contains(&NoticeChannel::Post) && !spoken.has_address {
            return Err(FeedbackRefusal::NoAddress);
        }
        if channels.contains(&NoticeChannel::Sms) && !spoken.has_phone {
            return Err(FeedbackRefusal::NoPhone);
        }
        let told_by = ToldBy {
            channels,
            email,
            at: spoken.now,
        };
        let same = before
            .and_then(|before| before.told_by.as_ref())
            .is_some_and(|known| {
                known.channels == told_by.channels && known.email == told_by.email
            });
        if same {
            return Ok(Vec::new());
        }
        Ok(vec![FeedbackEvent::Chosen {
            dossier: spoken.dossier,
            told_by,
        }])
    }
}

impl Decider for Feedback {
    type Context = Spoken;
    type Command = FeedbackCommand;
    type Event = FeedbackEvent;
    type Refusal = FeedbackRefusal;

    fn decide(
        spoken: &Spoken,
        before: Option<&Self>,
        command: FeedbackCommand,
    ) -> Result<Vec<FeedbackEvent>, FeedbackRefusal> {
        match command {
            FeedbackCommand::Rate {
                overall,
                criteria,
                comment,
            } => Self::rate(spoken, before, (overall, criteria, comment)),
            FeedbackCommand::Choose { channels, email } => {
                Self::choose(spoken, before, channels, email)
            }
        }
    }

    fn evolve(before: Option<Self>, event: &FeedbackEvent) -> Option<Self> {
        match event {
            FeedbackEvent::Rated {
                dossier, rating, ..
            } => {
                let mut feedback = before.unwrap_or_else(|| Self::silent(*dossier));
                feedback.rated_at.get_or_insert(rating.at);
                feedback.rating = Some(rating.clone());
                Some(feedback)
            }
            FeedbackEvent::Chosen { dossier, told_by } => {
                let mut feedback = before.unwrap_or_else(|| Self::silent(*dossier));
                feedback.told_by = Some(told_by.clone());
                Some(feedback)
            }
        }
    }
}
