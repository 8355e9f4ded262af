//! What everybody may know of how the province does: no unit, no person, nothing that rests on few.

use std::time::Duration;

use chassis::{Error, Result, wire::timestamp};
use chrono::Days;
use kernel::Instant;
use proto::reporting::v1::{GetPublicFiguresResponse, ProcedureTime};
use reporting_domain::{Column, Figure, Period, Times, Told};
use tokio::{sync::Mutex, time};

use crate::{
    grpc::Reports,
    store::{self, Scope},
    wire,
};

/// How many whole days the figures, and the times, are of.
const DAYS: u64 = 7;
const TIMES_DAYS: u64 = 90;
/// How long they are kept: the page most people open asks for them, and costs nothing so.
const KEPT: Duration = Duration::from_secs(60);
const TIMES_KEPT: Duration = Duration::from_secs(600);

/// What was worked out last.
#[derive(Debug, Default)]
pub struct Board(Mutex<Drawn>);

#[derive(Debug, Default)]
struct Drawn {
    figures: Option<Dated<GetPublicFiguresResponse>>,
    times: Option<Dated<Vec<ProcedureTime>>>,
}

/// Something worked out, when by the machine's clock, and as of when by the province's, which may
/// stand still or jump where time is played.
#[derive(Debug)]
struct Dated<T> {
    at: time::Instant,
    as_of: Instant,
    told: T,
}

impl<T> Dated<T> {
    fn now(as_of: Instant, told: T) -> Self {
        Self {
            at: time::Instant::now(),
            as_of,
            told,
        }
    }

    fn fresh(kept: &Option<Self>, as_of: Instant, within: Duration) -> Option<&T> {
        let fresh = |kept: &&Self| {
            let age = as_of.signed_duration_since(kept.as_of).abs().to_std();
            kept.at.elapsed() < within && age.is_ok_and(|age| age < within)
        };
        kept.as_ref().filter(fresh).map(|kept| &kept.told)
    }
}

impl Reports {
    /// The figures, at most a minute old, the times ten. Whoever asks while they are worked out
    /// waits for that, and does not ask the database again.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn public(&self) -> Result<GetPublicFiguresResponse> {
        let as_of = self.chassis.clock.now();
        let mut drawn = self.board.0.lock().await;
        if let Some(figures) = Dated::fresh(&drawn.figures, as_of, KEPT) {
            return Ok(figures.clone());
        }
        let figures = self.drawn(&mut drawn, as_of).await?;
        drawn.figures = Some(Dated::now(as_of, figures.clone()));
        Ok(figures)
    }

    async fn drawn(&self, kept: &mut Drawn, as_of: Instant) -> Result<GetPublicFiguresResponse> {
        let (week, today) = (self.days_before(as_of, DAYS)?, self.today(as_of)?);
        let db = &self.chassis.db;
        let everywhere = Scope::default();
        // The same as leaders see, of the whole province.
        let (whole, _) = store::overviews(db, &[week, today], as_of, &everywhere)
            .await
            .map_err(Error::from)?;
        let of = |nth: usize, figure: Figure| whole.get(nth).map_or(0, |told| told.get(figure));
        let share = |nth, part, of_all| {
            let (part, all) = (of(nth, part), of(nth, of_all));
            wire::public_share(part, all, self.public.fewest)
        };
        let times_of = self.days_before(as_of, TIMES_DAYS)?;
        Ok(GetPublicFiguresResponse {
            as_of: Some(timestamp(as_of)),
            from: week.from().to_string(),
            to: week.to().to_string(),
            fewest: self.public.fewest,
            finished: share(
                0,
                Figure::Column(Column::ResolvedInTime),
                Figure::Column(Column::ResolvedTotal),
            ),
            apologised: share(
                0,
                Figure::Told(Told::ApologiesGiven),
                Figure::Told(Told::ApologiesOwed),
            ),
            late: share(
                1,
                Figure::Column(Column::OpenLate),
                Figure::Column(Column::OpenTotal),
            ),
            times_from: times_of.from().to_string(),
            times_to: times_of.to().to_string(),
            times: self.times(kept, &times_of, as_of).await?,
        })
    }

    /// How long people wait, procedure by procedure, the most frequent first.
    async fn times(
        &self,
        kept: &mut Drawn,
        period: &Period,
        as_of: Instant,
    ) -> Result<Vec<ProcedureTime>> {
        if let Some(times) = Dated::fresh(&kept.times, as_of, TIMES_KEPT) {
            return Ok(times.clone());
        }
        let waits = store::waits(&self.chassis.db, period, self.catalogue.calendar())
            .await
            .map_err(Error::from)?;
        let time = |(procedure, waits): (String, Vec<_>)| {
            let times = Times::of(&waits, self.public.fewest)?;
            Some(wire::procedure_time(procedure, &times))
        };
        let mut times: Vec<_> = waits.into_iter().filter_map(time).collect();
        times.sort_by_key(|time| std::cmp::Reverse(time.dossiers));
        kept.times = Some(Dated::now(as_of, times.clone()));
        Ok(times)
    }

    /// So many whole days up to yesterday.
    fn days_before(&self, as_of: Instant, days: u64) -> Result<Period> {
        let today = self.today(as_of)?.from();
        let back = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        Period::new(back(days), back(1), self.catalogue.province().zone).map_err(wire::bad_query)
    }
}
