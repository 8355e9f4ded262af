use std::fmt;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveTime, Timelike as _, Weekday};
use serde::{Deserialize, Serialize};

use super::{
    ledger::{Ground, StartEvent},
    minutes::WorkingMinutes,
    term::Term,
};

/// A moment in the province's civil time, with its offset.
pub type Civil = DateTime<FixedOffset>;

/// One line of the working behind a date. Displayed as a sentence in Vietnamese; moments are in
/// the province's civil time, with its offset. The lines together are enough to recompute the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Because {
    /// What makes the term run has happened.
    Received { event: StartEvent, at: Civil },
    /// It came in too late in the day for the procedure (NĐ 99/2022/NĐ-CP Điều 16.1).
    AfterCutoff { cutoff: NaiveTime },
    /// It came in while the office was closed.
    OfficeClosed,
    /// It came in on a day of rest, with its name where it has one.
    CameOnDayOfRest {
        date: NaiveDate,
        name: Option<String>,
    },
    /// The clock starts.
    Starts { at: Civil },
    /// The opening hours the minutes are counted by, from a date on.
    Hours {
        from: NaiveDate,
        spans: Vec<(NaiveTime, NaiveTime)>,
    },
    /// The day of the start does not count (Bộ luật Dân sự 2015 Điều 147.2).
    StartDayNotCounted { date: NaiveDate },
    /// A day that is not counted, with its name; weekly rest days have none.
    Excluded {
        date: NaiveDate,
        name: Option<String>,
    },
    /// A rest day that is counted, because it is worked.
    MadeUp { date: NaiveDate, name: String },
    /// A part of the term is over.
    Counted { term: Term, until: Civil },
    /// Working time between two moments; none when the second is not later.
    Spent {
        from: Civil,
        to: Civil,
        minutes: WorkingMinutes,
    },
    /// It would end on a rest day (Bộ luật Dân sự 2015 Điều 148.5).
    Moved { from: NaiveDate, to: NaiveDate },
    /// The clock stands still on a lawful ground.
    Paused { ground: Ground, at: Civil },
    /// A ground has ended; another still holds the clock.
    GroundEnded { ground: Ground, at: Civil },
    /// The clock runs again, and the date moves by the working time that did not count
    /// (policy EXTEND).
    Extended {
        from: Civil,
        to: Civil,
        minutes: WorkingMinutes,
        due: Civil,
    },
    /// The term counts from zero again (policy RESTART: NĐ 61/2018/NĐ-CP Điều 19.4).
    Restarted { ground: Ground, at: Civil },
    /// Another date was given, with its reason (NĐ 61/2018/NĐ-CP Điều 19.9).
    Rescheduled {
        ground: Ground,
        from: Civil,
        to: Civil,
    },
    /// Two clocks disagree: what was said lies before what is already known, and is taken as of
    /// the same moment.
    Skewed { said: Civil, taken: Civil },
}

/// `thứ Sáu, 26/04/2024`.
fn on(date: NaiveDate) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    };
    format!("{weekday}, {}", day(date))
}

/// `26/04/2024`.
fn day(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// `09:05`.
fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `09:05 thứ Sáu, 26/04/2024`.
fn moment(at: Civil) -> String {
    format!("{} {}", time(at.time()), on(at.date_naive()))
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(rest).collect()
    })
}

fn rest_day(name: Option<&String>) -> &str {
    name.map_or("ngày nghỉ hằng tuần", String::as_str)
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Received { event, at } => {
                write!(f, "{} lúc {}.", capital(event.sentence()), moment(*at))
            }
            Self::AfterCutoff { cutoff } => write!(
                f,
                "Sau {} nên tính từ ngày làm việc tiếp theo.",
                time(*cutoff)
            ),
            Self::OfficeClosed => f.write_str("Ngoài giờ làm việc nên tính từ giờ mở cửa kế tiếp."),
            Self::CameOnDayOfRest { date, name } => write!(
                f,
                "{} là ngày nghỉ ({}) nên tính từ ngày làm việc tiếp theo.",
                capital(&on(*date)),
                rest_day(name.as_ref())
            ),
            Self::Starts { at } => write!(f, "Thời hạn bắt đầu lúc {}.", moment(*at)),
            Self::Hours { from, spans } => {
                let spans: Vec<_> = spans
                    .iter()
                    .map(|(from, to)| format!("{}–{}", time(*from), time(*to)))
                    .collect();
                write!(
                    f,
                    "Giờ làm việc từ ngày {}: {}.",
                    day(*from),
                    spans.join(", ")
                )
            }
            Self::StartDayNotCounted { date } => {
                write!(f, "Không tính ngày bắt đầu, {}.", on(*date))
            }
            Self::Excluded { date, name } => {
                let name = rest_day(name.as_ref());
                write!(f, "Không tính {}: {name}.", on(*date))
            }
            Self::MadeUp { date, name } => write!(f, "Có tính {}: {name}.", on(*date)),
            Self::Counted { term, until } if term.is_same_day() => {
                write!(f, "Hết hạn trong ngày làm việc, lúc {}.", moment(*until))
            }
            Self::Counted { term, until } => {
                write!(f, "Đủ {} lúc {}.", term.sentence(), moment(*until))
            }
            Self::Spent { from, to, minutes } => {
                write!(f, "Từ {} đến {}: {minutes}.", moment(*from), moment(*to))
            }
            Self::Moved { from, to } => write!(
                f,
                "{} là ngày nghỉ nên hạn chuyển sang ngày làm việc tiếp theo, {}.",
                capital(&on(*from)),
                on(*to)
            ),
            _ => self.fmt_act(f),
        }
    }
}

impl Because {
    /// The lines that later acts add to a date.
    fn fmt_act(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paused { ground, at } => {
                write!(f, "Tạm dừng tính thời gian lúc {}: {ground}.", moment(*at))
            }
            Self::GroundEnded { ground, at } => write!(
                f,
                "Hết căn cứ tạm dừng «{ground}» lúc {}; còn căn cứ khác nên chưa tính tiếp.",
                moment(*at)
            ),
            Self::Extended {
                from,
                to,
                minutes,
                due,
            } => write!(
                f,
                "Không tính thời gian tạm dừng từ {} đến {} ({minutes}); hẹn đến {}.",
                moment(*from),
                moment(*to),
                moment(*due)
            ),
            Self::Restarted { ground, at } => {
                write!(f, "Tính lại từ đầu lúc {}: {ground}.", moment(*at))
            }
            Self::Rescheduled { ground, from, to } => write!(
                f,
                "Hẹn lại từ {} sang {}: {ground}.",
                moment(*from),
                moment(*to)
            ),
            Self::Skewed { said, taken } => write!(
                f,
                "Thời điểm được báo, {}, sớm hơn việc đã ghi nhận trước đó; lấy {}.",
                moment(*said),
                moment(*taken)
            ),
            _ => Ok(()),
        }
    }
}
