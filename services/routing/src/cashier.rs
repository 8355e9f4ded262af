//! Taking money by notices, or noting that it is owed: who may, what is refused, what comes of it.

use chassis::{
    Caller, Carried, Error, Result,
    caller::Kind,
    wire::{id, moment},
};
use chrono::TimeDelta;
use kernel::{Decider as _, DossierId, Instant, UnitId, line};
use proto::routing::v1::{SettlePaymentRequest, SettlePaymentResponse};
use routing_domain::{Command, Event, Leg, Receipt, Refusal, Route};

use crate::{
    Routing,
    money::{name, word},
    store,
};

/// No notice of the province asks as much (in đồng): whoever writes more has slipped.
const MOST: i64 = 100_000_000_000_000;
/// How long the ground of a debt note may be, in characters.
const GROUND: usize = 300;

impl Routing {
    /// # Errors
    /// When they may not say so, it cannot be so, nothing was ever to be paid by the notice, or the
    /// agency of the notice does not answer how much it asks.
    pub async fn settle(
        &self,
        caller: &Caller,
        asked: SettlePaymentRequest,
    ) -> Result<SettlePaymentResponse> {
        let dossier = id("dossier_id", &asked.dossier_id)?;
        let reference = word("reference", &asked.reference)?;
        let (debt_noted, rehearsal) = (asked.debt_noted, asked.rehearsal);
        let while_due = asked.while_due;
        let route = match caller.kind {
            Kind::Official => self.theirs(caller, dossier).await?,
            _ => self.known(dossier).await?,
        };
        self.may_settle(caller, &route, &reference, debt_noted)?;
        let receipt = self.receipt(caller, &route, asked)?;
        // Somebody who says no amount took what the notice asks.
        let asks = match receipt.amount > 0 && !debt_noted {
            true => self.asks(&route, &reference).await?,
            false => None,
        };
        let command = Command::SettlePayment {
            reference: reference.clone(),
            receipt: receipt.clone(),
            asked: asks,
            debt_noted,
            while_due,
        };
        let carried = match rehearsal {
            true => self.rehearsed(route, command)?,
            false => self.carry_out(caller, dossier, command).await?,
        };
        Ok(self.came_of(&carried, &reference, &receipt))
    }

    /// What would come of a command; nothing is written down.
    fn rehearsed(&self, route: Route, command: Command) -> Result<Carried<Route, Event>> {
        let router = self.router(self.chassis.clock.now());
        let events = Route::decide(&router, Some(&route), command).map_err(Error::refused)?;
        let after = events.iter().fold(Some(route), Route::evolve);
        Ok(Carried {
            version: 0,
            state: after.ok_or_else(|| Error::refused(Refusal::Unknown))?,
            events,
        })
    }

    fn came_of(
        &self,
        carried: &Carried<Route, Event>,
        notice: &str,
        receipt: &Receipt,
    ) -> SettlePaymentResponse {
        let route = &carried.state;
        let refund = route.refund(notice, &receipt.provider, &receipt.number);
        let settled = route.payment_of(notice);
        SettlePaymentResponse {
            known: carried.events.is_empty(),
            refund: refund.map(|n| self.owed(route, &route.refunds[n])),
            settles: settled.is_some_and(|paid| paid.receipt.same_as(receipt)),
        }
    }

    /// What was taken, as far as it can have been. The word of a payment service is not turned down
    /// for its clock: money that came must not be lost sight of.
    fn receipt(
        &self,
        caller: &Caller,
        route: &Route,
        asked: SettlePaymentRequest,
    ) -> Result<Receipt> {
        let at_desk = caller.kind == Kind::Official;
        let amount = amount(asked.amount, asked.debt_noted)?;
        let provider = name("provider", &asked.provider)?;
        if at_desk && !provider.is_empty() {
            let sentence = "Khoản thu tại quầy không ghi tên dịch vụ thanh toán.";
            return Err(Error::field("provider", sentence));
        }
        let number = match asked.debt_noted {
            true => line(&asked.receipt, GROUND)
                .map_err(|why| Error::field("receipt", why.to_string()))?,
            false => word("receipt", &asked.receipt)?,
        };
        let now = self.chassis.clock.now();
        let taken_at = match asked.taken_at {
            None => now,
            at if at_desk => taken_at(moment(at), route.accepted_at, now)?,
            at => moment(at).map_or(now, |at| at.min(now)),
        };
        Ok(Receipt {
            provider,
            number,
            amount,
            taken_at,
            by: caller.actor.to_string(),
        })
    }

    /// Money is taken by the one-stop desk, by post or over the payment service, whose word the
    /// portal has checked; not by the agencies. A debt is noted by the desk or by the agency whose
    /// notice it is.
    fn may_settle(
        &self,
        caller: &Caller,
        route: &Route,
        notice: &str,
        debt_noted: bool,
    ) -> Result<()> {
        if self.at_centre(caller) || (caller.is_service() && !debt_noted) {
            return Ok(());
        }
        if !debt_noted {
            return Err(Error::refused(Refusal::NotACashier));
        }
        let unit = caller.unit.as_deref().map(UnitId::from);
        let theirs = |leg: &Leg| {
            leg.payment_due
                && leg.document.as_deref() == Some(notice)
                && Some(&leg.unit) == unit.as_ref()
        };
        if route.legs.iter().any(theirs) {
            Ok(())
        } else {
            Err(Error::refused(Refusal::NoDebtNote))
        }
    }

    fn at_centre(&self, caller: &Caller) -> bool {
        let unit = caller.unit.as_deref().map(UnitId::from);
        let known = unit.as_ref().and_then(|unit| self.catalogue.unit(unit));
        known.is_some_and(catalogue::Unit::is_centre)
    }

    /// The way of a dossier, for somebody who takes money on it: the portal, or a centre whose
    /// business the dossier is. For anybody else it is as if it were not there.
    ///
    /// # Errors
    /// When it is not there, or not theirs.
    pub(crate) async fn of_cashier(&self, caller: &Caller, dossier: DossierId) -> Result<Route> {
        if caller.service_name() == Some("portal") {
            return self.known(dossier).await;
        }
        let found = store::find(&self.chassis.db, dossier).await?;
        found
            .filter(|route| self.at_centre(caller) && self.sees(caller, route))
            .ok_or_else(|| Error::refused(Refusal::Unknown))
    }
}

/// What came, in đồng; zero: what the notice asks, or nothing where the debt is noted.
fn amount(asked: i64, debt_noted: bool) -> Result<i64> {
    let why = match asked {
        i64::MIN..=-1 => "Hãy ghi số tiền đã thu, tính bằng đồng.",
        0 => return Ok(0),
        _ if debt_noted => "Ghi nợ thì không thu tiền. Hãy bỏ trống số tiền, hoặc ghi là đã thu.",
        1..=MOST => return Ok(asked),
        _ => "Số tiền lớn bất thường. Hãy đếm lại các chữ số không.",
    };
    Err(Error::field("amount", why))
}

/// When an officer says the money came: not before there was a dossier, and not in the future.
fn taken_at(said: Option<Instant>, received: Instant, now: Instant) -> Result<Instant> {
    // A form knows the minute only.
    let minute = TimeDelta::minutes(1);
    let why = match said {
        None => "Thời điểm nhận tiền không hợp lệ. Hãy nhập ngày, giờ đã nhận.",
        Some(at) if at > now => "Thời điểm nhận tiền còn ở phía trước. Hãy nhập ngày, giờ đã nhận.",
        Some(at) if at <= received - minute => {
            "Thời điểm nhận tiền trước khi hồ sơ được tiếp nhận. Hãy xem lại ngày, giờ."
        }
        Some(at) => return Ok(at),
    };
    Err(Error::field("taken_at", why))
}
