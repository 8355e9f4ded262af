use chrono::TimeDelta;
use kernel::Instant;

/// How patiently a notice is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The pause after the first attempt; each later one is twice as long.
    pub first: TimeDelta,
    /// The longest pause.
    pub longest: TimeDelta,
    /// How many attempts are made in all.
    pub attempts: u32,
}

impl Retry {
    /// When to try again after `attempts` attempts, the last at `now`; none when it is enough.
    pub fn next(&self, attempts: u32, now: Instant) -> Option<Instant> {
        if attempts >= self.attempts {
            return None;
        }
        let doublings = attempts.saturating_sub(1).min(30);
        let pause = 2_i32
            .checked_pow(doublings)
            .and_then(|factor| self.first.checked_mul(factor))
            .map_or(self.longest, |pause| pause.min(self.longest));
        now.checked_add_signed(pause)
    }
}
