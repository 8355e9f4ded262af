use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign},
};

use serde::{Deserialize, Serialize};

/// Working minutes in one working day: eight hours.
pub const DAY: u32 = 480;

/// A stretch of working time, in minutes the office was open. 480 make a working day.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct WorkingMinutes(u32);

impl WorkingMinutes {
    pub const ZERO: Self = Self(0);

    pub const fn new(minutes: u32) -> Self {
        Self(minutes)
    }
    /// `n` whole working days.
    pub const fn days(n: u32) -> Self {
        Self(n.saturating_mul(DAY))
    }
    pub const fn get(self) -> u32 {
        self.0
    }
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
    /// `self - other`, zero when `other` is the longer.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for WorkingMinutes {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for WorkingMinutes {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for WorkingMinutes {
    fn sum<I: Iterator<Item = Self>>(minutes: I) -> Self {
        minutes.fold(Self::ZERO, Add::add)
    }
}

/// What a person reads: `2 ngày 3 giờ 15 phút làm việc`.
impl fmt::Display for WorkingMinutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("0 phút làm việc");
        }
        let parts = [
            (self.0 / DAY, "ngày"),
            (self.0 % DAY / 60, "giờ"),
            (self.0 % 60, "phút"),
        ];
        for (count, unit) in parts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{count} {unit} ")?;
        }
        f.write_str("làm việc")
    }
}
