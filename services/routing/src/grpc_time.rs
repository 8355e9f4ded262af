//! Whose a dossier's time was, in the words of the contract.

use chassis::{
    Caller, Error, Result,
    wire::{id, timestamp},
};
use kernel::{DossierId, Instant, UnitId};
use proto::routing::v1::{
    BlamedLeg, ControlRow, Duty, GetAttributionRequest, GetAttributionResponse,
    GetControlSheetRequest, GetControlSheetResponse, HeldSpan, HolderTotal, ListDutiesRequest,
    ListDutiesResponse,
};
use routing_domain::{
    DutyStatus, Leg, Refusal, Route,
    attribution::{Blame, Blamed, Keeper, Span, SpanKind, Total},
    control_sheet::Row,
};

use crate::{Routing, page::Page, store};

impl Routing {
    /// Every working minute of a dossier, by who held it.
    ///
    /// # Errors
    /// When there is no such route for them, or its dates lie beyond the calendar.
    pub async fn attribution(
        &self,
        caller: &Caller,
        asked: GetAttributionRequest,
    ) -> Result<GetAttributionResponse> {
        let route = self
            .theirs(caller, id("dossier_id", &asked.dossier_id)?)
            .await?;
        let account = route
            .account(self.chassis.clock.now(), &self.catalogue)
            .map_err(|why| Error::refused(Refusal::Clock(why)))?;
        let spans = account.spans.iter();
        let totals = account.totals.iter();
        let blames = account.blames.iter();
        Ok(GetAttributionResponse {
            spans: spans.map(|span| self.span(&route, span)).collect(),
            total_minutes: account.total.get(),
            totals: totals.map(|total| self.total(total)).collect(),
            late_minutes: account.late.get(),
            blames: blames.map(|blame| self.blame(&route, blame)).collect(),
        })
    }

    /// The control sheet (phiếu kiểm soát quá trình giải quyết hồ sơ).
    ///
    /// # Errors
    /// When there is no such route for them.
    pub async fn control_sheet(
        &self,
        caller: &Caller,
        asked: GetControlSheetRequest,
    ) -> Result<GetControlSheetResponse> {
        let route = self
            .theirs(caller, id("dossier_id", &asked.dossier_id)?)
            .await?;
        let rows = route.control_sheet(self.catalogue.calendar());
        let mut units: Vec<String> = Vec::new();
        for row in &rows {
            let name = self.unit_name(&row.to);
            if row.to != route.receiving && !units.contains(&name) {
                units.push(name);
            }
        }
        let procedure = self
            .catalogue
            .procedure_version(&route.procedure, route.version);
        Ok(GetControlSheetResponse {
            code: route.code.clone(),
            procedure: route.procedure.clone(),
            procedure_name: procedure.map_or_else(String::new, |found| found.name.clone()),
            received_at: Some(timestamp(route.accepted_at)),
            due: route.promised().map(timestamp),
            receiving_unit: self.unit_name(&route.receiving),
            units,
            rows: rows.iter().map(|row| self.row(row)).collect(),
        })
    }

    /// Apologies owed, given and missed; those nobody owes any more are left out.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn duties(
        &self,
        caller: &Caller,
        asked: ListDutiesRequest,
    ) -> Result<ListDutiesResponse> {
        let page = Page::asked(asked.page_size, &asked.page_token)?;
        let db = &self.chassis.db;
        let routes = if asked.dossier_id.is_empty() {
            store::time::with_duties(db, &asked.unit, asked.open, page.after, page.limit()).await?
        } else {
            let dossier: DossierId = id("dossier_id", &asked.dossier_id)?;
            Vec::from_iter(store::find(db, dossier).await?)
        };
        let (routes, next_page_token) = page.cut(routes);
        let mut duties = Vec::new();
        for route in routes.iter().filter(|route| self.sees(caller, route)) {
            let wanted = |duty: &&routing_domain::Duty| {
                let status = duty.status;
                (asked.unit.is_empty() || duty.unit.as_str() == asked.unit)
                    && status != DutyStatus::Lapsed
                    && (!asked.open || status == DutyStatus::Owed)
            };
            let found = route.duties.iter().rev().filter(wanted);
            duties.extend(found.map(|duty| self.duty(route, duty)));
        }
        Ok(ListDutiesResponse {
            duties,
            next_page_token,
        })
    }

    /// When the leg should be done and what it spent of that, both without the person's time.
    pub fn time_of(&self, route: &Route, leg: &Leg) -> (Option<Instant>, u32) {
        let now = self.chassis.clock.now();
        let router = self.router(now);
        // Beyond the calendar it stays as it was told.
        let known = |n: usize| {
            let due = route.leg_due(n, &router).unwrap_or(leg.due);
            let time = route.leg_time(n, now, &self.catalogue);
            (due, time.map_or(0, |time| time.spent.get()))
        };
        route.position(leg.id).map_or((leg.due, 0), known)
    }

    fn holder(&self, holder: &Keeper) -> (String, String) {
        match holder {
            Keeper::Unit(unit) => (unit.to_string(), self.unit_name(unit)),
            Keeper::Citizen => ("citizen".to_owned(), "Người nộp hồ sơ".to_owned()),
            Keeper::Outside => (
                "outside".to_owned(),
                "Thời gian chờ ngoài thời hạn giải quyết".to_owned(),
            ),
        }
    }

    fn span(&self, route: &Route, span: &Span) -> HeldSpan {
        let (holder, holder_name) = self.holder(&span.holder);
        let leg = span.leg.map(|n| &route.legs[n]);
        HeldSpan {
            from: Some(timestamp(span.from)),
            to: Some(timestamp(span.to)),
            holder,
            holder_name,
            leg_id: leg.map_or_else(String::new, |leg| leg.id.to_string()),
            title: leg.map_or_else(String::new, |leg| leg.title.clone()),
            kind: kind(span.kind).to_owned(),
            counts: span.counts,
            minutes: span.minutes.get(),
        }
    }

    fn total(&self, total: &Total) -> HolderTotal {
        let (holder, holder_name) = self.holder(&total.holder);
        HolderTotal {
            holder,
            holder_name,
            minutes: total.minutes.get(),
            counted_minutes: total.counted.get(),
        }
    }

    fn blame(&self, route: &Route, blame: &Blame) -> BlamedLeg {
        let minutes = blame.minutes.get();
        let of = |unit: &UnitId, leg_id, title| BlamedLeg {
            unit: unit.to_string(),
            unit_name: self.unit_name(unit),
            leg_id,
            title,
            minutes,
        };
        match &blame.whose {
            Blamed::Leg { leg, unit } => {
                let leg = &route.legs[*leg];
                of(unit, leg.id.to_string(), leg.title.clone())
            }
            Blamed::Desk { unit } => {
                let title = "Tiếp nhận, chuyển hồ sơ tại Bộ phận Một cửa";
                of(unit, String::new(), title.to_owned())
            }
            Blamed::Norms => BlamedLeg {
                title: "Định mức các khâu cộng lại dài hơn thời hạn đã hẹn".to_owned(),
                minutes,
                ..Default::default()
            },
        }
    }

    fn row(&self, row: &Row) -> ControlRow {
        ControlRow {
            from_unit: row.from.to_string(),
            from_name: self.unit_name(&row.from),
            to_unit: row.to.to_string(),
            to_name: self.unit_name(&row.to),
            given_at: Some(timestamp(row.given_at)),
            taken_at: row.taken_at.map(timestamp),
            title: row.title.clone(),
            due: row.due.map(timestamp),
            done_at: row.done_at.map(timestamp),
            outcome: row.outcome.key().to_owned(),
            note: row.note.clone(),
        }
    }

    fn duty(&self, route: &Route, duty: &routing_domain::Duty) -> Duty {
        Duty {
            dossier_id: route.dossier.to_string(),
            code: route.code.clone(),
            leg_id: duty
                .leg
                .map_or_else(String::new, |n| route.legs[n].id.to_string()),
            unit: duty.unit.to_string(),
            unit_name: self.unit_name(&duty.unit),
            raised_at: Some(timestamp(duty.raised_at)),
            due: Some(timestamp(duty.due)),
            state_by: Some(timestamp(duty.state_by)),
            status: duty.status.key().to_owned(),
            ground: duty.ground.key().to_owned(),
        }
    }
}

fn kind(kind: SpanKind) -> &'static str {
    match kind {
        SpanKind::Work => "work",
        SpanKind::Supplement => "supplement",
        SpanKind::Payment => "payment",
        SpanKind::Wait => "wait",
        SpanKind::Transfer => "transfer",
    }
}
