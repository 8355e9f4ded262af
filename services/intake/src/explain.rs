//! The working of a promised date, for people and for other programs: enough to recompute it.

use std::collections::BTreeSet;

use chassis::{Error, Result, wire::timestamp};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime};
use intake_domain::{Appointment, Dossier, Stage};
use kernel::{
    Instant,
    working_time::{Calendar, Day, Interval, LedgerState, SpecialDay, SpecialKind},
};
use proto::intake::v1 as pb;

use crate::{Intake, wire};

impl Intake {
    /// The promise of `dossier` with its working; nothing but the code before there is one.
    pub(crate) fn explain(
        &self,
        dossier: &Dossier,
        now: Instant,
    ) -> Result<pb::ExplainAppointmentResponse> {
        let code = dossier.code.clone();
        let Some(promise) = &dossier.appointment else {
            return Ok(pb::ExplainAppointmentResponse {
                code,
                ..Default::default()
            });
        };
        let intervals = self.intervals(dossier, promise, now)?;
        Ok(pb::ExplainAppointmentResponse {
            code,
            appointment: Some(wire::appointment(promise)),
            lines: lines(promise)?,
            intervals,
            rules: Some(self.clock_rules(dossier, promise)?),
        })
    }

    /// The ledger's stretches until `now`, or until the dossier was over.
    fn intervals(
        &self,
        dossier: &Dossier,
        promise: &Appointment,
        now: Instant,
    ) -> Result<Vec<pb::Interval>> {
        let ended = over(dossier);
        let until = ended.unwrap_or(now);
        let intervals = promise
            .ledger
            .intervals(self.catalogue.calendar(), until)
            .map_err(|error| Error::refused(intake_domain::Refusal::Clock(error)))?;
        let mut intervals: Vec<_> = intervals.iter().map(interval).collect();
        if let Some(last) = intervals.last_mut() {
            last.to = ended.map(timestamp);
        }
        Ok(intervals)
    }

    fn clock_rules(&self, dossier: &Dossier, promise: &Appointment) -> Result<pb::ClockRules> {
        let calendar = self.catalogue.calendar();
        let procedure = &dossier.procedure;
        let procedure = self
            .catalogue
            .procedure_version(&procedure.code, procedure.version)
            .ok_or_else(|| Error::refused(intake_domain::Refusal::VersionGone))?;
        let rule = &self.catalogue.supplement_rule(procedure).value;
        let (_, received) = promise.ledger.received();
        let from = calendar.civil(received).date();
        let to = calendar.civil(promise.due()).date().max(from);
        Ok(pb::ClockRules {
            cutoff: procedure
                .start
                .cutoff
                .map_or_else(String::new, |time| time.format("%H:%M").to_string()),
            policy: match rule.policy {
                catalogue::SupplementPolicy::Restart => "restart".to_owned(),
                catalogue::SupplementPolicy::Extend => "extend".to_owned(),
            },
            hours: hours(calendar, from, to),
            special_days: calendar.special_days(from..=to).map(special_day).collect(),
            offset_minutes: calendar.zone().local_minus_utc() / 60,
            weekly_rest: weekly_rest(calendar, from),
        })
    }
}

/// When nobody worked on it any more, if that is so.
fn over(dossier: &Dossier) -> Option<Instant> {
    match &dossier.stage {
        Stage::Submitted
        | Stage::InProgress
        | Stage::AwaitingSupplement { .. }
        | Stage::Correcting { .. } => None,
        Stage::Settled(outcome) | Stage::Returned { outcome, .. } => Some(outcome.at),
        Stage::Refused(ending) | Stage::Withdrawn(ending) | Stage::Stopped(ending) => {
            Some(ending.at)
        }
        Stage::Lapsed { at } => Some(*at),
    }
}

pub(crate) fn lines(promise: &Appointment) -> Result<Vec<pb::ExplainedLine>> {
    let line = |because: &kernel::working_time::Because| {
        Ok(pb::ExplainedLine {
            sentence: because.to_string(),
            data: serde_json::to_string(because).map_err(Error::fault)?,
        })
    };
    promise.ledger.because().iter().map(line).collect()
}

fn interval(interval: &Interval) -> pb::Interval {
    let (state, ground) = match &interval.state {
        LedgerState::Running => ("running", ""),
        LedgerState::Paused { ground, .. } => ("paused", ground.key.as_str()),
        LedgerState::Restarted { ground, .. } => ("restarted", ground.key.as_str()),
        LedgerState::Moved { ground, .. } => ("moved", ground.key.as_str()),
    };
    pb::Interval {
        from: Some(timestamp(interval.from)),
        to: interval.to.map(timestamp),
        state: state.to_owned(),
        ground: ground.to_owned(),
        minutes: interval.minutes.get(),
    }
}

/// The opening hours of the first day, then those that begin later, with their first day.
fn hours(calendar: &Calendar, from: NaiveDate, to: NaiveDate) -> Vec<String> {
    let mut told = Vec::new();
    let mut last: &[(NaiveTime, NaiveTime)] = &[];
    for date in from.iter_days().take_while(|date| *date <= to) {
        // A day beyond the calendar has no hours to tell.
        let Ok(spans) = calendar.hours_on(date) else {
            break;
        };
        if spans != last {
            let later = !told.is_empty();
            told.extend(spans.iter().map(|(opens, closes)| {
                let span = format!("{}-{}", opens.format("%H:%M"), closes.format("%H:%M"));
                if later {
                    format!("{date} {span}")
                } else {
                    span
                }
            }));
            last = spans;
        }
    }
    told
}

fn special_day(day: &SpecialDay) -> String {
    let kind = match day.kind {
        SpecialKind::Off => "off",
        SpecialKind::MakeUp => "make-up",
    };
    format!("{} {kind} {}", day.date, day.name)
}

/// The days of the week nobody works, as the weeks around `from` show them: any one day can be a
/// holiday, the same day of eight weeks cannot.
fn weekly_rest(calendar: &Calendar, from: NaiveDate) -> Vec<u32> {
    let first = from.checked_sub_days(Days::new(28)).unwrap_or(from);
    let rests = |date: &NaiveDate| matches!(calendar.day(*date), Ok(Day::WeeklyRest));
    let days: BTreeSet<u32> = first
        .iter_days()
        .take(56)
        .filter(rests)
        .map(|date| date.weekday().number_from_monday())
        .collect();
    days.into_iter().collect()
}
