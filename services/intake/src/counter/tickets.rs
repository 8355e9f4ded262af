//! Queue tickets (lấy số thứ tự).

use chassis::{Error, Result, Violations};
use intake_domain::{QueueRefusal, TicketStatus, Waiting, queue};
use kernel::{Instant, line};
use proto::intake::v1 as pb;
use sqlx::PgConnection;
use tonic::Request;
use uuid::Uuid;

use super::{line as store, opened, wire as words};
use crate::Intake;

/// The most numbers the board shows as next.
const NEXT: usize = 12;

impl Intake {
    pub(super) async fn give_number(
        &self,
        request: Request<pb::TakeTicketRequest>,
    ) -> Result<pb::TakeTicketResponse> {
        let (_, asked) = opened(request)?;
        let id = id("ticket_id", &asked.ticket_id)?;
        let unit = self.centre(&asked.unit)?;
        if self
            .catalogue
            .province()
            .counter
            .group(&asked.group)
            .is_none()
        {
            return Err(Error::refused(QueueRefusal::NoSuchGroup(asked.group)));
        }
        let now = self.chassis.clock.now();
        self.must_work_today(now)?;
        let priority = words::priority(asked.priority());
        let mut tx = self.chassis.begin().await?;
        // The line is held first: the same request at the same time finds its ticket.
        store::lock_day(&mut tx, &unit, self.today(now)).await?;
        if store::ticket(&mut tx, id).await?.is_none() {
            let fresh = Fresh {
                id,
                unit: &unit,
                service: &asked.group,
                priority,
                booking: None,
            };
            self.enqueue(&mut tx, fresh, now).await?;
        }
        self.chassis.commit(tx).await?;
        let ticket = self.one_of(&unit, id, now).await?;
        Ok(pb::TakeTicketResponse {
            ticket: Some(ticket),
        })
    }

    /// # Errors
    /// When the offices are closed today.
    fn must_work_today(&self, now: Instant) -> Result<()> {
        use kernel::working_time::Day;
        let why = match self.catalogue.calendar().day(self.today(now)) {
            Ok(Day::Working | Day::MakeUp(_)) => return Ok(()),
            Ok(Day::WeeklyRest) => "hôm nay là ngày nghỉ hằng tuần".to_owned(),
            Ok(Day::Off(name)) => format!("hôm nay nghỉ {name}"),
            Err(error) => return Err(Error::fault(error)),
        };
        Err(Error::refused(QueueRefusal::Closed(why)))
    }

    /// Gives the next number out.
    pub(super) async fn enqueue(
        &self,
        tx: &mut PgConnection,
        fresh: Fresh<'_>,
        now: Instant,
    ) -> Result<()> {
        let day = self.today(now);
        let number = store::next_number(tx, fresh.unit, day).await?;
        let (booking, booked_for) = fresh.booking.unzip();
        let ticket = store::Ticket {
            id: fresh.id,
            unit: fresh.unit.to_owned(),
            day,
            number,
            service: fresh.service.to_owned(),
            priority: words::priority_word(fresh.priority).map(str::to_owned),
            status: words::status_word(TicketStatus::Waiting).to_owned(),
            counter: None,
            taken_at: now,
            called_at: None,
            done_at: None,
            booking,
            booked_for,
        };
        Ok(store::insert(tx, &ticket).await?)
    }

    pub(super) async fn call(
        &self,
        request: Request<pb::CallNextRequest>,
    ) -> Result<pb::CallNextResponse> {
        let (caller, asked) = opened(request)?;
        let unit = self.own_centre(&caller, &asked.unit)?;
        let mut wrong = Violations::default();
        let counter = wrong.check("counter", line(&asked.counter, 20));
        wrong.finish()?;
        let counter = counter.unwrap_or_default();
        let now = self.chassis.clock.now();
        let day = self.today(now);
        let mut tx = self.chassis.begin().await?;
        // One call at a time in a centre: nobody is called to two counters.
        store::lock_day(&mut tx, &unit, day).await?;
        store::end_calls(&mut tx, &unit, day, &counter, now).await?;
        let mut line = waiting(store::tickets(&mut *tx, &unit, day).await?);
        let wanted = |ticket: &store::Ticket| {
            asked.groups.is_empty() || asked.groups.contains(&ticket.service)
        };
        line.retain(wanted);
        let next = queue::order(&places(&line), now)
            .first()
            .map(|n| line[*n].id);
        if let Some(id) = next {
            store::call(&mut tx, id, &counter, now).await?;
        }
        self.chassis.commit(tx).await?;
        let ticket = match next {
            Some(id) => Some(self.one_of(&unit, id, now).await?),
            None => None,
        };
        Ok(pb::CallNextResponse { ticket })
    }

    pub(super) async fn served(
        &self,
        request: Request<pb::MarkServedRequest>,
    ) -> Result<pb::MarkServedResponse> {
        let (caller, asked) = opened(request)?;
        let ticket = Some(self.ended(&caller, &asked.ticket_id, true).await?);
        Ok(pb::MarkServedResponse { ticket })
    }

    pub(super) async fn not_there(
        &self,
        request: Request<pb::MarkNoShowRequest>,
    ) -> Result<pb::MarkNoShowResponse> {
        let (caller, asked) = opened(request)?;
        let ticket = Some(self.ended(&caller, &asked.ticket_id, false).await?);
        Ok(pb::MarkNoShowResponse { ticket })
    }

    async fn ended(
        &self,
        caller: &chassis::Caller,
        ticket_id: &str,
        served: bool,
    ) -> Result<pb::Ticket> {
        let id = id("ticket_id", ticket_id)?;
        let now = self.chassis.clock.now();
        let mut tx = self.chassis.begin().await?;
        let found = store::ticket(&mut tx, id).await?;
        let own = found.filter(|ticket| caller.acts_for(&ticket.unit));
        let ticket = own.ok_or_else(|| Error::refused(QueueRefusal::Unknown))?;
        let was = words::status_kept(&ticket.status);
        let ended = was.ended(served).map_err(Error::refused)?;
        if ended != was {
            store::end(&mut tx, id, words::status_word(ended), now).await?;
        }
        self.chassis.commit(tx).await?;
        self.one_of(&ticket.unit, id, now).await
    }

    pub(super) async fn line(
        &self,
        request: Request<pb::ListTicketsRequest>,
    ) -> Result<pb::ListTicketsResponse> {
        let (caller, asked) = opened(request)?;
        let unit = self.own_centre(&caller, &asked.unit)?;
        let now = self.chassis.clock.now();
        Ok(pb::ListTicketsResponse {
            tickets: self.tickets_of(&unit, now).await?,
            groups: self.groups(),
            counters: self.catalogue.province().counter.capacity(&unit).counters,
        })
    }

    pub(super) async fn board(
        &self,
        request: Request<pb::GetDisplayRequest>,
    ) -> Result<pb::GetDisplayResponse> {
        let (_, asked) = opened(request)?;
        let unit = self.centre(&asked.unit)?;
        let now = self.chassis.clock.now();
        let tickets = self.tickets_of(&unit, now).await?;
        let of = |status: pb::TicketStatus| {
            let tickets = tickets
                .iter()
                .filter(move |ticket| ticket.status() == status);
            tickets.cloned().collect::<Vec<pb::Ticket>>()
        };
        let mut called = of(pb::TicketStatus::Called);
        let when = |ticket: &pb::Ticket| ticket.called_at.map(|at| (at.seconds, at.nanos));
        called.sort_by_key(|ticket| std::cmp::Reverse(when(ticket)));
        let mut waiting = of(pb::TicketStatus::Waiting);
        let waiting_count = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        waiting.sort_by_key(|ticket| ticket.ahead);
        waiting.truncate(NEXT);
        Ok(pb::GetDisplayResponse {
            called,
            waiting,
            waiting_count,
            groups: self.groups(),
        })
    }

    fn groups(&self) -> Vec<pb::ServiceGroup> {
        let groups = self.catalogue.province().counter.groups.iter();
        let group = |group: &catalogue::ServiceGroup| pb::ServiceGroup {
            key: group.key.clone(),
            name: group.name.clone(),
            name_en: group.name_en.clone(),
            letter: group.letter.clone(),
        };
        groups.map(group).collect()
    }

    /// Today's tickets by number, those waiting with how long.
    async fn tickets_of(&self, unit: &str, now: Instant) -> Result<Vec<pb::Ticket>> {
        let kept = store::tickets(&self.chassis.db, unit, self.today(now)).await?;
        let line = waiting(kept.clone());
        let order = queue::order(&places(&line), now);
        let capacity = self.catalogue.province().counter.capacity(unit);
        let tickets = kept.into_iter().map(|ticket| {
            let at = line.iter().position(|one| one.id == ticket.id);
            let ahead = at
                .and_then(|at| order.iter().position(|n| *n == at))
                .unwrap_or(0);
            let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
            let wait = queue::wait_minutes(ahead, capacity.counters, capacity.minutes_each);
            words::ticket(ticket, ahead, wait)
        });
        Ok(tickets.collect())
    }

    pub(super) async fn one_of(&self, unit: &str, id: Uuid, now: Instant) -> Result<pb::Ticket> {
        let tickets = self.tickets_of(unit, now).await?.into_iter();
        let mut found = tickets.filter(|ticket| ticket.ticket_id == id.to_string());
        found
            .next()
            .ok_or_else(|| Error::refused(QueueRefusal::Unknown))
    }
}

/// A ticket about to get its number.
pub(super) struct Fresh<'a> {
    pub id: Uuid,
    pub unit: &'a str,
    pub service: &'a str,
    pub priority: Option<intake_domain::Priority>,
    /// The booking it comes of, and when that is for.
    pub booking: Option<(String, Instant)>,
}

fn waiting(mut tickets: Vec<store::Ticket>) -> Vec<store::Ticket> {
    tickets.retain(|ticket| words::status_kept(&ticket.status) == TicketStatus::Waiting);
    tickets
}

fn places(line: &[store::Ticket]) -> Vec<Waiting> {
    let place = |ticket: &store::Ticket| Waiting {
        number: u32::try_from(ticket.number).unwrap_or(0),
        priority: words::priority_kept(ticket.priority.as_deref()),
        booked_for: ticket.booked_for,
    };
    line.iter().map(place).collect()
}

pub(super) fn id(field: &str, text: &str) -> Result<Uuid> {
    text.parse()
        .map_err(|_| Error::field(field, "Mã định danh phải là UUID."))
}
