//! One leg as both sides have it. Pure.

use chassis::wire::moment;
use kernel::{Instant, LegId, UnitId};
use proto::agency::v1::{Case, CaseStage};
use routing_domain::{Command, Kind, Route, Status};

use super::agency::HeldCase;

/// A leg as routing has it.
pub struct Believed {
    leg: LegId,
    unit: UnitId,
    attempt: u32,
    status: Status,
    over: bool,
    /// The person pays by the paper of this leg.
    pays_next: bool,
}

/// A difference, and what is to be done about it.
pub struct Found {
    /// In Vietnamese: what each side says.
    pub what: String,
    /// None when a person must see to it.
    pub mend: Option<Command>,
    /// What was done, once it is.
    pub mended: String,
}

impl Found {
    fn mend(what: String, command: Command, mended: &str) -> Option<Self> {
        Some(Self {
            what,
            mend: Some(command),
            mended: mended.to_owned(),
        })
    }

    fn name(what: String) -> Option<Self> {
        Some(Self {
            what,
            mend: None,
            mended: String::new(),
        })
    }
}

impl Believed {
    pub fn of(route: &Route, n: usize) -> Self {
        let leg = &route.legs[n];
        let pays =
            |other: &routing_domain::Leg| other.kind == Kind::Payment && other.after.contains(&n);
        Self {
            leg: leg.id,
            unit: leg.unit.clone(),
            attempt: leg.attempt,
            status: leg.status,
            over: route.end.is_some() || leg.is_over(),
            pays_next: route.legs.iter().any(pays),
        }
    }
}

/// The agency says it holds the leg.
pub fn held(believed: Option<&Believed>, case: &HeldCase) -> Option<Found> {
    let Some(believed) = believed else {
        let what = format!(
            "Cơ quan báo đang giữ khâu của hồ sơ {} nhưng liên thông không có khâu này.",
            case.dossier
        );
        return Found::name(what);
    };
    let leg = believed.leg;
    match believed.status {
        Status::Held if believed.unit == case.unit => None,
        Status::Held => Found::name(format!(
            "Cơ quan ghi đơn vị giữ là {}, liên thông ghi {}.",
            case.unit, believed.unit
        )),
        Status::Offered if believed.attempt == case.attempt => Found::mend(
            "Cơ quan đã tiếp nhận nhưng liên thông chưa biết.".to_owned(),
            Command::Accept {
                leg,
                attempt: case.attempt,
                at: case.since.unwrap_or_default(),
            },
            "Đã ghi nhận việc tiếp nhận.",
        ),
        _ => {
            let what = if believed.over {
                "Cơ quan báo đang giữ khâu đã kết thúc."
            } else {
                "Cơ quan báo đang giữ khâu mà liên thông không giao."
            };
            let command = Command::Cease { leg };
            Found::mend(what.to_owned(), command, "Đã yêu cầu cơ quan đóng việc.")
        }
    }
}

/// Routing believes the leg offered to, or held by, the agency, which does not list it as held.
pub fn not_held(believed: &Believed, case: Option<&Case>) -> Option<Found> {
    let (leg, attempt) = (believed.leg, believed.attempt);
    let held = believed.status == Status::Held;
    let anew = |what: &str| {
        let reason = "Đối soát: cơ quan không có hồ sơ".to_owned();
        let command = Command::OfferAnew { leg, reason };
        Found::mend(what.to_owned(), command, "Đã chuyển lại cho cơ quan.")
    };
    let Some(case) = case else {
        return anew(if held {
            "Liên thông ghi cơ quan đang giữ nhưng cơ quan không có hồ sơ."
        } else {
            "Cơ quan chưa từng nhận được hồ sơ đã chuyển."
        });
    };
    let at = moment(case.ended_at).unwrap_or_default();
    let unheard = |what: &str, command| {
        Found::mend(
            what.to_owned(),
            command,
            "Đã ghi nhận theo báo cáo của cơ quan.",
        )
    };
    match case.stage() {
        _ if case.attempt < attempt => anew("Cơ quan chưa nhận được lần chuyển mới nhất."),
        CaseStage::Completed => unheard(
            "Cơ quan đã hoàn thành nhưng liên thông chưa biết.",
            completed(believed, case, at),
        ),
        CaseStage::Returned => unheard(
            "Cơ quan đã trả lại nhưng liên thông chưa biết.",
            Command::GiveBack {
                leg,
                attempt,
                reason: case.reason.clone(),
                at,
            },
        ),
        CaseStage::Refused if !held => unheard(
            "Cơ quan đã từ chối nhưng liên thông chưa biết.",
            Command::Refuse {
                leg,
                attempt,
                reason: case.reason.clone(),
                at,
            },
        ),
        CaseStage::Recalled | CaseStage::Closed => {
            anew("Cơ quan ghi đã thôi giữ nhưng liên thông vẫn giao cho cơ quan.")
        }
        // Offered there as here: nobody has taken it yet.
        CaseStage::Offered if !held => None,
        stage => Found::name(format!(
            "Cơ quan ghi trạng thái {stage:?}, liên thông ghi {:?}.",
            believed.status
        )),
    }
}

/// What the agency's own record says of its conclusion. Money is asked for only where the route
/// goes on to a payment.
fn completed(believed: &Believed, case: &Case, at: Instant) -> Command {
    let conclusion = case.conclusion.clone().unwrap_or_default();
    let owed = conclusion.amount.is_some_and(|amount| amount > 0);
    Command::Complete {
        leg: believed.leg,
        attempt: believed.attempt,
        granted: conclusion.granted,
        document: conclusion.document,
        payment_due: owed && believed.pays_next,
        at,
    }
}
