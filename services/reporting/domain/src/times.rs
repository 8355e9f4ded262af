use chrono::{Days, NaiveTime};
use kernel::{
    Instant,
    working_time::{Calendar, ClockError, WorkingMinutes},
};

/// How many working days one dossier took until it was finished, counted as the law counts a term:
/// the day of reception is none of them, a day begun is one (Bộ luật Dân sự 91/2015/QH13 Điều 147.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wait {
    /// While the clock of the term ran.
    pub running: u32,
    /// With what the clock stood still on a lawful ground.
    pub whole: u32,
}

impl Wait {
    /// `clock` is what was said of it standing still, oldest first.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`] when either moment lies beyond the calendar.
    pub fn of(
        calendar: &Calendar,
        accepted: Instant,
        finished: Instant,
        clock: impl IntoIterator<Item = (Instant, bool)>,
    ) -> Result<Self, ClockError> {
        let day = calendar.civil(accepted).date();
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        let start = calendar.at(next, NaiveTime::MIN);
        let end = finished.max(start);
        let (mut running, mut since, mut paused) = (WorkingMinutes::ZERO, start, false);
        for (at, stands) in clock {
            let at = at.clamp(start, end);
            if !paused {
                running += calendar.spent(since, at)?;
            }
            (since, paused) = (at, stands);
        }
        if !paused {
            running += calendar.spent(since, end)?;
        }
        Ok(Self {
            running: days(running),
            whole: days(calendar.spent(start, end)?),
        })
    }
}

fn days(minutes: WorkingMinutes) -> u32 {
    minutes.get().div_ceil(WorkingMinutes::days(1).get())
}

/// How many working days the dossiers of one procedure took. Each figure is the time of one of them,
/// none is worked out between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub dossiers: u64,
    /// While the clock ran, half of them took no longer.
    pub half: u32,
    /// While the clock ran, nine of ten took no longer.
    pub nine_tenths: u32,
    /// With everything counted, half of them took no longer.
    pub half_whole: u32,
}

impl Times {
    /// None of fewer dossiers than `fewest`, nor of none at all.
    pub fn of(waits: &[Wait], fewest: u32) -> Option<Self> {
        if waits.len() < usize::try_from(fewest).unwrap_or(usize::MAX) {
            return None;
        }
        let running = sorted(waits, |wait| wait.running);
        Some(Self {
            dossiers: u64::try_from(waits.len()).unwrap_or(u64::MAX),
            half: within(&running, 5)?,
            nine_tenths: within(&running, 9)?,
            half_whole: within(&sorted(waits, |wait| wait.whole), 5)?,
        })
    }
}

fn sorted(waits: &[Wait], of: impl Fn(&Wait) -> u32) -> Vec<u32> {
    let mut times: Vec<u32> = waits.iter().map(of).collect();
    times.sort_unstable();
    times
}

/// The shortest time within which at least so many tenths of them lie.
fn within(sorted: &[u32], tenths: usize) -> Option<u32> {
    let needed = (sorted.len() * tenths).div_ceil(10);
    sorted.get(needed.checked_sub(1)?).copied()
}
