//! The overview: the province, or one unit, on one page.

use std::collections::{BTreeMap, BTreeSet};

use chassis::{Error, Result, wire::timestamp};
use kernel::{Instant, UnitId};
use proto::reporting::v1 as asked;
use reporting_domain::Period;

use crate::{
    grpc::Reports,
    store::{self, Late},
    units::{self, Part},
    wire,
};

/// How many weeks are shown.
const WEEKS: u64 = 12;
/// How many names of one task are shown.
const TITLES: usize = 2;

impl Reports {
    /// # Errors
    /// When the request names no period or no unit there is, or the database does not answer.
    pub(crate) async fn overview(
        &self,
        request: asked::GetOverviewRequest,
    ) -> Result<asked::GetOverviewResponse> {
        let period = self.period(&request.from, &request.to)?;
        let scope = self.scope(&request.unit, &request.field)?;
        let as_of = self.chassis.clock.now();
        let previous = period.previous();
        let weeks = period.weeks(WEEKS, as_of);
        let periods: Vec<Period> = [period, previous]
            .into_iter()
            .chain(weeks.clone())
            .collect();
        let db = &self.chassis.db;
        let (whole, counted) = store::overviews(db, &periods, as_of, &scope)
            .await
            .map_err(Error::from)?;
        let today = self.today(as_of)?;
        let late = store::late_now(db, &today, as_of, scope.field.as_deref())
            .await
            .map_err(Error::from)?;
        let among = |of: &str| {
            let units = scope.units.as_ref();
            units.is_none_or(|units| units.iter().any(|unit| unit == of))
        };
        let held = late.iter().filter(|late| among(&late.unit));
        let holding = late
            .iter()
            .filter(|late| scope.units.is_some() && among(&late.holder));
        let mut figures = whole.iter().map(wire::figures);
        let (now, before) = (figures.next(), figures.next());
        let weeks = weeks.iter().zip(figures);
        Ok(asked::GetOverviewResponse {
            figures: now,
            previous_from: previous.from().to_string(),
            previous_to: previous.to().to_string(),
            previous: before,
            as_of: Some(timestamp(as_of)),
            units: self.parts(&request.unit, &period, as_of, counted),
            weeks: weeks
                .map(|(week, figures)| wire::week(week, figures))
                .collect(),
            held: self.holdings(held, as_of),
            held_on: today.from().to_string(),
            holding: self.holdings(holding, as_of),
            rank_from: self.judged.rank_from,
            target_percent: self.judged.target_percent,
            unit_name: match request.unit.as_str() {
                "" => String::new(),
                unit => self.late(unit),
            },
        })
    }

    /// The figures by unit: for the province every commune there is at the end of the period, be
    /// there nothing to count; for a unit those that received something of it.
    fn parts(
        &self,
        unit: &str,
        period: &Period,
        as_of: Instant,
        counted: store::Units,
    ) -> Vec<asked::UnitFigures> {
        let on = period.date(period.until(as_of));
        let communes = self.catalogue.communes_on(on).map(|unit| unit.id.clone());
        let communes: Vec<UnitId> = communes.filter(|_| unit.is_empty()).collect();
        let from = u64::from(self.judged.rank_from);
        let part = |part: Part| asked::UnitFigures {
            unit: part.unit,
            name: part.name,
            commune: part.commune,
            figures: Some(wire::figures(&part.figures)),
            rank: part.rank.unwrap_or(0),
        };
        units::parts(&self.catalogue, communes, counted, from)
            .into_iter()
            .map(part)
            .collect()
    }

    /// What is late by who holds it, the most working time first.
    fn holdings<'a>(
        &self,
        late: impl Iterator<Item = &'a Late>,
        as_of: Instant,
    ) -> Vec<asked::Holding> {
        let mut by: BTreeMap<(&str, &str), Vec<&Late>> = BTreeMap::new();
        for late in late {
            let same = by.entry((&late.holder, &late.task));
            same.or_default().push(late);
        }
        let told = |((holder, task), late): ((&str, &str), Vec<&Late>)| {
            let titles: BTreeSet<&str> = late.iter().map(|late| late.task_title.as_str()).collect();
            let minutes = late.iter().map(|late| self.worked(late.since, as_of));
            asked::Holding {
                unit: holder.to_owned(),
                unit_name: self.late(holder),
                task: task.to_owned(),
                task_title: named(&titles),
                dossiers: late.len() as u64,
                late_minutes: minutes.sum(),
                oldest: late.iter().map(|late| late.since).min().map(timestamp),
            }
        };
        let mut held: Vec<_> = by.into_iter().map(told).collect();
        held.sort_by_key(|holding| std::cmp::Reverse(holding.late_minutes));
        held
    }
}

/// What procedures call a task, each in its own words: as many as there is room for.
fn named(titles: &BTreeSet<&str>) -> String {
    let more = (titles.len() > TITLES).then_some("…");
    let shown: Vec<&str> = titles.iter().copied().take(TITLES).chain(more).collect();
    shown.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_called_what_its_procedures_call_it_and_says_when_there_are_more() {
        let named = |titles: &[&str]| named(&titles.iter().copied().collect());
        assert_eq!(named(&[]), "");
        assert_eq!(named(&["Thẩm định"]), "Thẩm định");
        assert_eq!(named(&["Thẩm định", "Kiểm tra"]), "Kiểm tra; Thẩm định");
        assert_eq!(
            named(&["Thẩm định", "Kiểm tra", "Xem xét"]),
            "Kiểm tra; Thẩm định; …"
        );
    }
}
