//! The line in the waiting room: who is called next, and about how long the others wait.

use kernel::{Instant, Refuse};

/// Why somebody is called before others. The grounds are those of the laws on the elderly
/// (39/2009/QH12 Điều 11), on people with disabilities (51/2010/QH12) and on meritorious people
/// (Pháp lệnh 02/2020/UBTVQH14); the centre's rules name the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    Elderly,
    Disabled,
    Pregnant,
    Meritorious,
    WithSmallChild,
}

/// Somebody who holds a number and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// From 1 each day.
    pub number: u32,
    pub priority: Option<Priority>,
    /// When they were promised a turn, if they booked.
    pub booked_for: Option<Instant>,
}

/// The order in which those who wait are called at `now`, by their place in `waiting`: those with a
/// ground of law, then those whose booked time has come, then all others by number. Whoever booked a
/// later time comes last, but is not sent away while nobody else waits.
pub fn order(waiting: &[Waiting], now: Instant) -> Vec<usize> {
    let mut order: Vec<usize> = (0..waiting.len()).collect();
    order.sort_by_key(|n| {
        let one = &waiting[*n];
        let class = match (one.priority, one.booked_for) {
            (_, Some(at)) if at > now => 3,
            (Some(_), _) => 0,
            (None, Some(_)) => 1,
            (None, None) => 2,
        };
        let booked = one.booked_for.filter(|_| class != 0 && class != 2);
        (class, booked, one.number)
    });
    order
}

/// About how many minutes somebody waits who has `ahead` people before them, with `counters` open
/// and `each` minutes for one person.
pub fn wait_minutes(ahead: u32, counters: u32, each: u32) -> u32 {
    let rounds = ahead / counters.max(1);
    rounds
        .saturating_add(u32::from(ahead > 0))
        .saturating_mul(each)
        .min(8 * 60)
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketStatus {
    Waiting,
    Called,
    Served,
    NoShow,
}

impl TicketStatus {
    /// The status after a call was answered, or was not.
    ///
    /// # Errors
    /// When nobody called the ticket, or it was ended the other way.
    pub fn ended(self, served: bool) -> Result<Self, QueueRefusal> {
        let wanted = if served { Self::Served } else { Self::NoShow };
        match self {
            Self::Called => Ok(wanted),
            // Whoever comes late is served all the same.
            Self::NoShow if served => Ok(wanted),
            same if same == wanted => Ok(same),
            Self::Waiting => Err(QueueRefusal::NotCalled),
            Self::Served | Self::NoShow => Err(QueueRefusal::Ended),
        }
    }
}

/// Why something is not done at the counter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueueRefusal {
    #[error("no such ticket")]
    Unknown,
    #[error("the ticket was not called")]
    NotCalled,
    #[error("the ticket is over")]
    Ended,
    #[error("the centre is closed: {0}")]
    Closed(String),
    #[error("nobody is waited for by that name: {0}")]
    NoSuchGroup(String),
    #[error("no place is left at that time")]
    SlotFull,
    #[error("not a time that can be booked")]
    NoSuchSlot,
    #[error("this phone number has booked that day already")]
    BookedAlready,
    #[error("no such booking")]
    NoBooking,
    #[error("the booking is over")]
    BookingOver,
    #[error("the booking is for another day")]
    OtherDay,
    #[error("no one-stop centre: {0}")]
    NoCentre(String),
}

impl Refuse for QueueRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "ticket-unknown",
            Self::NotCalled => "ticket-not-called",
            Self::Ended => "ticket-ended",
            Self::Closed(_) => "centre-closed",
            Self::NoSuchGroup(_) => "group-unknown",
            Self::SlotFull => "slot-full",
            Self::NoSuchSlot => "slot-unknown",
            Self::BookedAlready => "booked-already",
            Self::NoBooking => "booking-unknown",
            Self::BookingOver => "booking-over",
            Self::OtherDay => "booking-other-day",
            Self::NoCentre(_) => "centre-unknown",
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Unknown => "Không có số thứ tự này. Hãy tải lại trang.".to_owned(),
            Self::NotCalled => "Số này chưa được gọi. Hãy gọi số trước.".to_owned(),
            Self::Ended => "Số này đã kết thúc. Hãy tải lại trang.".to_owned(),
            Self::Closed(why) => format!("Trung tâm không làm việc: {why}."),
            Self::NoSuchGroup(group) => {
                format!("Không có nhóm dịch vụ «{group}». Hãy chọn lại nhóm.")
            }
            Self::SlotFull => "Khung giờ này đã hết chỗ. Hãy chọn khung giờ khác.".to_owned(),
            Self::NoSuchSlot => {
                "Không đặt được khung giờ này: đã qua, ngoài giờ làm việc hoặc quá xa. Hãy chọn lại."
                    .to_owned()
            }
            Self::BookedAlready => "Số điện thoại này đã đặt lịch trong ngày đó. Hãy đổi hoặc hủy \
                                    lịch đã đặt trước."
                .to_owned(),
            Self::NoBooking => "Không có lịch hẹn này, hoặc mã bí mật không đúng.".to_owned(),
            Self::BookingOver => "Lịch hẹn này đã dùng hoặc đã hủy.".to_owned(),
            Self::OtherDay => "Lịch hẹn này dành cho ngày khác. Hãy xem lại ngày hẹn.".to_owned(),
            Self::NoCentre(unit) => {
                format!("«{unit}» không phải Trung tâm Phục vụ hành chính công đang hoạt động.")
            }
        }
    }

    fn is_absence(&self) -> bool {
        matches!(self, Self::Unknown | Self::NoBooking)
    }
}
