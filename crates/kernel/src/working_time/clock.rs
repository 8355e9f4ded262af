use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _};
use serde::{Deserialize, Serialize};

use super::{
    because::Civil,
    calendar::Calendar,
    minutes::{DAY, WorkingMinutes},
};
use crate::Instant;

/// Why a time could not be computed. Its display is the sentence shown to the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    #[error(
        "Lịch làm việc chưa có dữ liệu của ngày {}, nên không thể tính thời hạn. \
         Hãy nạp lịch nghỉ, làm bù của năm {} rồi thực hiện lại.",
        date.format("%d/%m/%Y"),
        date.format("%Y")
    )]
    BeyondCalendar { date: NaiveDate },
}

/// When a term starts to run, given when the dossier came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartRule {
    /// What is received after this time of day counts from the next working day.
    ///
    /// Source: NĐ 99/2022/NĐ-CP Điều 16.1 (15:00, registration of mortgages).
    pub cutoff: Option<NaiveTime>,
}

impl Calendar {
    /// The civil date and time of `instant` in the province.
    pub fn civil(&self, instant: Instant) -> NaiveDateTime {
        instant.with_timezone(&self.zone).naive_local()
    }

    /// `instant` as the province's clocks show it, with the offset.
    pub fn local(&self, instant: Instant) -> Civil {
        instant.with_timezone(&self.zone)
    }

    /// The instant of a civil date and time in the province.
    pub fn at(&self, date: NaiveDate, time: NaiveTime) -> Instant {
        let civil = date.and_time(time);
        // A fixed offset has neither gaps nor folds; only the ends of time itself do not convert.
        self.zone
            .from_local_datetime(&civil)
            .single()
            .map_or_else(|| civil.and_utc(), |local| local.to_utc())
    }

    /// When the office opens on the working day `date`.
    pub fn opening(&self, date: NaiveDate) -> Instant {
        self.at(date, self.opens(date))
    }

    /// When the office closes on the working day `date`.
    pub fn closing(&self, date: NaiveDate) -> Instant {
        self.at(date, self.closes(date))
    }

    /// Whether the office is open at `instant`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn is_open(&self, instant: Instant) -> Result<bool, ClockError> {
        let civil = self.civil(instant);
        let within = |(from, to): &(NaiveTime, NaiveTime)| (*from..*to).contains(&civil.time());
        Ok(self.is_working(civil.date())? && self.spans(civil.date()).iter().any(within))
    }

    /// When the clock of a dossier received at `received` starts.
    ///
    /// Before the office opens and in the midday break: when it opens next, the same day.
    /// After closing, on a rest day, or after the rule's cutoff: when the next working day opens.
    /// Source of the cutoff: NĐ 99/2022/NĐ-CP Điều 16.1.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn start(&self, received: Instant, rule: StartRule) -> Result<Instant, ClockError> {
        let civil = self.civil(received);
        let (date, time) = (civil.date(), civil.time());
        let late = rule.cutoff.is_some_and(|cutoff| time > cutoff) || time >= self.closes(date);
        if late || !self.is_working(date)? {
            return Ok(self.opening(self.next_working_day(date)?));
        }
        let opens = self
            .spans(date)
            .iter()
            .find(|(_, to)| time < *to)
            .map(|(from, _)| *from);
        Ok(opens
            .filter(|from| time < *from)
            .map_or(received, |from| self.at(date, from)))
    }

    /// Working minutes between two instants; zero when `to` is not after `from`.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`] when either lies beyond the calendar.
    pub fn spent(&self, from: Instant, to: Instant) -> Result<WorkingMinutes, ClockError> {
        Ok(self.elapsed(to)?.saturating_sub(self.elapsed(from)?))
    }

    /// Working minutes that remain until `due`; zero when it is past.
    ///
    /// # Errors
    /// As [`spent`](Self::spent).
    pub fn left(&self, now: Instant, due: Instant) -> Result<WorkingMinutes, ClockError> {
        self.spent(now, due)
    }

    /// The earliest instant by which `minutes` have been worked since `start`; `start` itself for
    /// none.
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn advance(&self, start: Instant, minutes: WorkingMinutes) -> Result<Instant, ClockError> {
        if minutes.is_zero() {
            return Ok(start);
        }
        let last = (self.elapsed(start)? + minutes).get() - 1;
        let date = self.nth_working((last / DAY) as usize)?;
        Ok(self.at(
            date,
            self.time_after(date, WorkingMinutes::new(last % DAY + 1)),
        ))
    }

    /// `due` moved by the working time of a pause (policy EXTEND: gia hạn theo thời gian dừng).
    ///
    /// # Errors
    /// [`ClockError::BeyondCalendar`].
    pub fn extend(
        &self,
        due: Instant,
        paused: Instant,
        resumed: Instant,
    ) -> Result<Instant, ClockError> {
        self.advance(due, self.spent(paused, resumed)?)
    }

    /// Working minutes from the first day covered until `instant`, cut to the whole minute.
    fn elapsed(&self, instant: Instant) -> Result<WorkingMinutes, ClockError> {
        let civil = self.civil(instant);
        let date = self.covered(civil.date())?;
        let before = self.working.partition_point(|d| *d < date);
        let days = WorkingMinutes::days(u32::try_from(before).unwrap_or(u32::MAX));
        Ok(match self.working.get(before) {
            Some(today) if *today == date => days + self.minutes_before(date, civil.time()),
            _ => days,
        })
    }
}
