//! When and where courses are run, and what the province's data say of that day.

use catalogue::{Catalogue, Procedure};
use chassis::config;
use chrono::{DateTime, NaiveDate, Utc};

use crate::support::{at, data};

/// The hours at which people look at their lists.
const HOURS: [&str; 2] = ["09:00", "14:30"];

pub struct Era {
    pub catalogue: Catalogue,
    pub first: NaiveDate,
    pub centre: &'static str,
    pub place: &'static str,
}

impl Era {
    /// Everything is filed on the morning of the day `first`.
    pub fn beginning(first: &str, centre: &'static str, place: &'static str) -> Self {
        let files = config::Province { dir: data() }.files().unwrap();
        let loaded = Catalogue::parse(&files);
        assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
        Self {
            catalogue: loaded.catalogue,
            first: first.parse().unwrap(),
            centre,
            place,
        }
    }

    /// The procedures in force on the first day.
    pub fn procedures(&self) -> Vec<&Procedure> {
        let all = self.catalogue.procedures().iter();
        all.filter(|procedure| procedure.in_force(self.first))
            .collect()
    }

    /// The officer at the desk.
    pub fn desk(&self) -> String {
        format!("officer:reception@{}", self.centre)
    }

    /// Every moment of work at which somebody looks, with the one after it.
    pub fn looks(&self) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> {
        let days = self.first.iter_days();
        let open = |day: &NaiveDate| self.catalogue.calendar().is_working(*day).unwrap();
        let moments = days
            .take(400)
            .filter(open)
            .flat_map(|day| HOURS.map(|hour| at(&format!("{day}T{hour}"))));
        let moments: Vec<_> = moments.collect();
        (1..moments.len()).map(move |n| (moments[n - 1], moments[n]))
    }

    /// The end of office hours on the working day that comes `days` after `at` or next.
    pub fn closing_after(&self, at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
        let calendar = self.catalogue.calendar();
        let from = calendar.civil(at).date() + chrono::TimeDelta::days(days);
        let day = from
            .iter_days()
            .find(|day| calendar.is_working(*day).unwrap());
        calendar.closing(day.unwrap())
    }
}
