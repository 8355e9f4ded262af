//! Who works in a unit, and how much each has in hand.
//!
//! How much a person has in hand is for the direct superior alone, and each look is written down
//! for everybody of the unit to see: figures rank units, never persons.

use std::collections::BTreeMap;

use agency_domain::Refusal;
use catalogue::Staff;
use chassis::{Error, Result, wire::timestamp};
use chrono::{Datelike as _, TimeDelta};
use kernel::{Instant, UnitId};
use proto::agency::v1::{
    ListStaffResponse, ListTeamLooksResponse, OfficerLoad, StaffMember, TeamLook, TeamViewResponse,
};

use crate::{
    AgencyApi, Practice,
    by::By,
    store::{self, Load},
};

/// Whoever has not acted for so long is no longer known to be there.
const REMEMBERED: TimeDelta = TimeDelta::days(180);

/// Whoever stays on the page, which follows what happens, looks once in so long.
const LOOK: TimeDelta = TimeDelta::minutes(10);

impl<P: Practice> AgencyApi<P> {
    /// How much each officer of one's own unit has in hand. The look is written down first.
    pub(crate) async fn team(&self, by: &By, unit: &str) -> Result<TeamViewResponse> {
        self.own(by, unit)?;
        let unit = by.unit();
        let now = self.chassis.clock.now();
        let week = self.week(now);
        let mut tx = self.chassis.begin().await?;
        let looks = store::looks(&mut tx, unit).await?;
        let stays = |(actor, at): &(String, Instant)| actor == by.name() && now - *at < LOOK;
        if !looks.iter().any(stays) {
            store::look(&mut tx, unit, by.name(), now).await?;
        }
        // A head of some fields leads those alone: the rest of the unit is another's to see.
        let procedures = self.province.procedures(&by.fields, "");
        let procedures = procedures.as_deref();
        let soon = self.known().bands.soon;
        let loads = store::loads(&mut tx, unit, procedures, now, soon).await?;
        let done: BTreeMap<String, i64> = store::done_since(&mut tx, unit, procedures, week)
            .await?
            .into_iter()
            .collect();
        self.chassis.commit(tx).await?;
        let mut known: BTreeMap<String, Load> = self
            .staff(unit)
            .filter(|staff| shared(&by.fields, &staff.fields))
            .map(|staff| (staff.account.clone(), Load::default()))
            .chain(done.keys().map(|name| (name.clone(), Load::default())))
            .collect();
        let mut unassigned = Load::default();
        for load in loads {
            match load.officer.clone() {
                Some(officer) => drop(known.insert(officer, load)),
                None => unassigned = load,
            }
        }
        let told = |officer: String, load: Load| {
            let done = done.get(&officer).copied().unwrap_or_default();
            self.load(officer, load, done)
        };
        Ok(TeamViewResponse {
            officers: known
                .into_iter()
                .map(|(officer, load)| told(officer, load))
                .collect(),
            unassigned: Some(self.load(String::new(), unassigned, 0)),
            week: Some(timestamp(week)),
        })
    }

    /// Who looked at that, for whoever works in the unit.
    pub(crate) async fn team_looks(&self, by: &By, unit: &str) -> Result<ListTeamLooksResponse> {
        self.own(by, unit)?;
        let mut db = self.chassis.db.acquire().await?;
        let looks = store::looks(&mut db, by.unit()).await?;
        let told = |(actor, at): (String, Instant)| TeamLook {
            at: Some(timestamp(at)),
            actor,
        };
        Ok(ListTeamLooksResponse {
            looks: looks.into_iter().map(told).collect(),
        })
    }

    /// The officers known at one's own unit.
    pub(crate) async fn staff_of(&self, by: &By, unit: &str) -> Result<ListStaffResponse> {
        self.own(by, unit)?;
        let unit = by.unit();
        let since = self.chassis.clock.now() - REMEMBERED;
        let mut db = self.chassis.db.acquire().await?;
        let acted: BTreeMap<String, Instant> = store::active(&mut db, unit, since)
            .await?
            .into_iter()
            .collect();
        let mut staff: BTreeMap<String, StaffMember> = self
            .staff(unit)
            .map(|one| (one.account.clone(), member(one)))
            .collect();
        for (officer, at) in acted {
            let one = staff.entry(officer.clone()).or_insert_with(|| StaffMember {
                head: officer.starts_with("head:"),
                officer,
                ..Default::default()
            });
            one.acted_at = Some(timestamp(at));
        }
        Ok(ListStaffResponse {
            staff: staff.into_values().collect(),
        })
    }

    /// Whoever names another unit learns nothing of it.
    fn own(&self, by: &By, unit: &str) -> Result<()> {
        if unit.is_empty() || unit == by.unit() {
            Ok(())
        } else {
            Err(Error::refused(Refusal::Unknown))
        }
    }

    fn staff<'a>(&'a self, unit: &'a str) -> impl Iterator<Item = &'a Staff> {
        let unit = UnitId::new(unit);
        let all = self.province.catalogue().staff().iter();
        all.filter(move |staff| staff.unit == unit)
    }

    fn load(&self, officer: String, load: Load, done: i64) -> OfficerLoad {
        let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        let named = self.province.catalogue().staff().iter();
        let mut name = named
            .filter(|one| one.account == officer)
            .map(|one| &one.name);
        OfficerLoad {
            name: name.next().cloned().unwrap_or_default(),
            officer,
            open: number(load.open),
            due_soon: number(load.soon),
            late: number(load.late),
            paused: number(load.paused),
            proposed: number(load.proposed),
            oldest: load.oldest.map(timestamp),
            done_this_week: number(done),
        }
    }

    /// When the week began that `now` is in: the opening of its Monday.
    fn week(&self, now: Instant) -> Instant {
        let calendar = self.province.calendar();
        let today = calendar.civil(now).date();
        let monday = today - TimeDelta::days(today.weekday().num_days_from_monday().into());
        calendar.at(monday, chrono::NaiveTime::MIN)
    }
}

/// Whether two lists of fields have one in common; an empty one is of every field.
fn shared(own: &[String], other: &[String]) -> bool {
    own.is_empty() || other.is_empty() || own.iter().any(|field| other.contains(field))
}

fn member(staff: &Staff) -> StaffMember {
    StaffMember {
        officer: staff.account.clone(),
        name: staff.name.clone(),
        title: staff.title.clone(),
        head: staff.head,
        fields: staff.fields.clone(),
        acted_at: None,
    }
}
