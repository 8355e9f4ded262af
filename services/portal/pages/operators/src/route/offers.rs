//! Which act a leg allows, who may do it, and the form that offers it. The service decides again.

use kernel::Role;
use proto::routing::v1::{GetRouteResponse, Leg, LegStatus};

use portal_ui::{
    directory::Names,
    fields::{Field, Fields, Kind},
    frame::{Lang, Visit},
    view::{
        Tone,
        badge::{self, Badge},
        form::{self, ActForm},
    },
};

use super::Tried;

/// The act that tries a migration, and the one that carries it out.
pub const KEEP: (&str, &str) = ("xem", "chuyen");

/// What who visits may do on routes at all.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    pub unit: String,
    /// Works on dossiers, at a desk or an agency.
    pub works: bool,
    /// Examines and decides at an agency.
    pub decides: bool,
    /// Keeps the province's data (TT 01/2018/TT-VPCP Điều 8).
    pub keeper: bool,
}

impl Hand {
    pub fn of(visit: &Visit) -> Self {
        let any = |roles: &[Role]| roles.iter().any(|role| visit.may(*role));
        let decides = any(&[Role::Specialist, Role::AgencyHead]);
        Self {
            unit: visit.unit(""),
            works: decides || any(&[Role::DeskOfficer, Role::DeskHead]),
            decides,
            keeper: any(&[Role::ProcedureControl, Role::Operator]),
        }
    }

    /// Whether their unit does `act` on this leg: an opinion is taken back by who asked it, an
    /// offer by the receiving desk or who holds the dossier for it, a wait is ended by its unit.
    pub fn may(
        &self,
        act: LegAct,
        leg: &Leg,
        route: &GetRouteResponse,
        receiving_unit: &str,
    ) -> bool {
        if self.unit.is_empty() {
            return false;
        }
        match act {
            LegAct::EndWait => self.decides && leg.unit == self.unit,
            LegAct::Recall if !leg.asked_by.is_empty() => self.works && leg.asked_by == self.unit,
            LegAct::Recall => {
                let mut holdings = route.holdings.iter();
                let holds =
                    holdings.any(|held| held.leg_id == leg.leg_id && held.holder == self.unit);
                self.works && (receiving_unit == self.unit || holds)
            }
        }
    }
}

/// What may be done on a leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegAct {
    /// Takes back what was offered and not accepted, or offers anew what was refused.
    Recall,
    /// Ends a wait outside the term before its time.
    EndWait,
}

impl LegAct {
    pub fn on(leg: &Leg) -> Option<Self> {
        match leg.status() {
            LegStatus::Offered => Some(Self::Recall),
            LegStatus::Refused if leg.opinion_for.is_empty() => Some(Self::Recall),
            LegStatus::InWait => Some(Self::EndWait),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Recall => "thu-hoi",
            Self::EndWait => "het-cho",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        [Self::Recall, Self::EndWait]
            .into_iter()
            .find(|act| act.word() == word)
    }

    pub fn fields(lang: Lang) -> Vec<Field> {
        vec![reason(lang)]
    }

    pub fn form(self, lang: Lang, code: &str, leg: &Leg, tried: &Tried) -> ActForm {
        let (title, button) = match self {
            Self::Recall if leg.status() == LegStatus::Refused => (
                lang.pick("Chuyển lại", "Offer anew"),
                lang.pick("Chuyển lại khâu này", "Offer this leg anew"),
            ),
            Self::Recall => (
                lang.pick("Thu hồi", "Take back"),
                lang.pick("Thu hồi, chuyển lại", "Take back and offer anew"),
            ),
            Self::EndWait => (
                lang.pick("Kết thúc chờ", "End the wait"),
                lang.pick("Kết thúc chờ, làm tiếp", "End the wait and go on"),
            ),
        };
        let act = ActForm::new(self.word(), title, button, Self::fields(lang)).seldom("secondary");
        let to = |act: &str| format!("/ho-so/{code}/tuyen/{}/{act}", leg.leg_id);
        let failed = if tried.leg == leg.leg_id {
            tried.act.as_str()
        } else {
            ""
        };
        let mut act = only(act, to, failed, tried, lang);
        // The act stands on the page once for each leg: its inputs keep ids of their own.
        for field in &mut act.fields {
            field.id = input_id(self.word(), &field.name, &leg.leg_id);
        }
        act
    }

    /// Who may do it, for those who may not.
    pub fn whose(self, lang: Lang, names: &Names, leg: &Leg, receiving_unit: &str) -> String {
        let (words, unit) = match self {
            Self::EndWait => (
                lang.pick("Kết thúc chờ được:", "May end the wait:"),
                leg.unit.as_str(),
            ),
            Self::Recall => (
                lang.pick("Thu hồi, chuyển lại được:", "May take it back:"),
                Some(leg.asked_by.as_str())
                    .filter(|unit| !unit.is_empty())
                    .unwrap_or(receiving_unit),
            ),
        };
        format!("{words} {}", names.unit(unit))
    }
}

/// Going on under another version: tried first, then carried out as it was tried.
pub struct Trial {
    lang: Lang,
    to: String,
    version: String,
}

impl Trial {
    /// `in_force` is the version proposed, an ISO date.
    pub fn of(lang: Lang, code: &str, in_force: &str) -> Self {
        Self {
            lang,
            to: format!("/van-hanh/tuyen/{code}"),
            version: in_force.to_owned(),
        }
    }

    pub fn fields(lang: Lang) -> Vec<Field> {
        let version = lang.pick("Phiên bản thủ tục", "Version of the procedure");
        let hint = lang.pick(
            "Ngày có hiệu lực của phiên bản.",
            "The day the version took effect.",
        );
        vec![
            Field::new("procedure_version", version, Kind::Date).hint(hint),
            reason(lang),
        ]
    }

    pub fn form(&self, tried: &Tried) -> ActForm {
        let mut fields = Self::fields(self.lang);
        self.version.clone_into(&mut fields[0].value);
        let button = self.lang.pick("Xem thử, chưa đổi", "Try, change nothing");
        let act = ActForm::new(KEEP.0, "", button, fields);
        let to = |act: &str| format!("{}/{act}", self.to);
        only(act, to, &tried.act, tried, self.lang)
    }

    /// The second button, with what was tried.
    pub fn carry(&self, sent: &Fields) -> ActForm {
        let carried = |name| Field::new(name, "", Kind::Hidden).value(sent.get(name));
        let fields = vec![carried("procedure_version"), carried("reason")];
        let button = self
            .lang
            .pick("Chuyển sang phiên bản này", "Go on under this version");
        ActForm {
            to: format!("{}/{}", self.to, KEEP.1),
            tone: "warning",
            ..ActForm::new(KEEP.1, "", button, fields)
        }
    }
}

fn only(
    act: ActForm,
    to: impl Fn(&str) -> String,
    failed: &str,
    tried: &Tried,
    lang: Lang,
) -> ActForm {
    let spare = act.clone();
    let mut placed = form::placed(vec![act], to, failed, &tried.sent, &tried.errors, lang);
    placed.pop().unwrap_or(spare)
}

/// A reason in words, which the route keeps.
pub fn reason(lang: Lang) -> Field {
    Field::new("reason", lang.pick("Lý do", "Reason"), Kind::Text)
}

/// The id of an input of `act`, on a leg or on the route as a whole.
pub fn input_id(act: &str, name: &str, leg: &str) -> String {
    match leg {
        "" => format!("{act}-{name}"),
        leg => format!("{act}-{name}-{leg}"),
    }
}

/// Where a leg stands, in words.
pub fn status(status: LegStatus, lang: Lang) -> Badge {
    let (tone, vi, en) = match status {
        LegStatus::Unspecified | LegStatus::Waiting => (Tone::Grey, "Chưa đến lượt", "Ahead"),
        LegStatus::Offered => (Tone::Amber, "Đã chuyển, chờ nhận", "Offered, not taken"),
        LegStatus::Held => (Tone::Blue, "Đang giải quyết", "In hand"),
        LegStatus::AwaitingPayment => (Tone::Violet, "Chờ nộp tiền", "Payment awaited"),
        LegStatus::Done => (Tone::Green, "Đã xong", "Done"),
        LegStatus::Refused => (Tone::Red, "Không nhận", "Refused"),
        LegStatus::Skipped => (Tone::Grey, "Không cần làm", "Not needed"),
        LegStatus::Undetermined => (Tone::Red, "Chưa rõ thẩm quyền", "Nobody competent named"),
        LegStatus::InWait => (Tone::Violet, "Chờ ngoài thời hạn", "Waits outside the term"),
    };
    badge::of(lang, tone, vi, en)
}

#[cfg(test)]
mod tests {
    use askama::Template as _;
    use proto::routing::v1::Holding;

    use super::*;
    use crate::words::complaints;

    const DESK: &str = "org:mc-21028";
    const LAND: &str = "org:vpdkdd";

    fn leg(status: LegStatus) -> Leg {
        Leg {
            leg_id: "0198".to_owned(),
            unit: LAND.to_owned(),
            status: status.into(),
            ..Leg::default()
        }
    }

    fn hand(unit: &str, decides: bool) -> Hand {
        Hand {
            unit: unit.to_owned(),
            works: true,
            decides,
            keeper: false,
        }
    }

    #[test]
    fn an_offer_is_taken_back_by_the_desk_or_its_holder_and_by_nobody_else() {
        let offered = leg(LegStatus::Offered);
        let route = GetRouteResponse {
            holdings: vec![Holding {
                holder: "org:kt-21028".to_owned(),
                leg_id: "0198".to_owned(),
                ..Holding::default()
            }],
            ..GetRouteResponse::default()
        };
        let may = |hand: Hand| hand.may(LegAct::Recall, &offered, &route, DESK);
        assert!(may(hand(DESK, false)) && may(hand("org:kt-21028", true)));
        assert!(!may(hand(LAND, true)) && !may(hand("", false)));
        let operator = Hand {
            keeper: true,
            ..Hand::default()
        };
        assert!(!may(operator));
    }

    #[test]
    fn an_opinion_is_taken_back_by_who_asked_it() {
        let asked = Leg {
            asked_by: LAND.to_owned(),
            opinion_for: "0197".to_owned(),
            ..leg(LegStatus::Offered)
        };
        let may = |hand: Hand| hand.may(LegAct::Recall, &asked, &GetRouteResponse::default(), DESK);
        assert!(may(hand(LAND, true)) && !may(hand(DESK, false)));
        let refused = Leg {
            status: LegStatus::Refused.into(),
            ..asked.clone()
        };
        assert_eq!(LegAct::on(&refused), None);
    }

    #[test]
    fn a_wait_is_ended_by_those_who_decide_at_its_unit() {
        let waiting = leg(LegStatus::InWait);
        let act = LegAct::on(&waiting).expect("a wait can be ended");
        let may = |hand: Hand| hand.may(act, &waiting, &GetRouteResponse::default(), LAND);
        assert!(may(hand(LAND, true)));
        assert!(!may(hand(LAND, false)) && !may(hand(DESK, true)));
        assert_eq!(LegAct::on(&leg(LegStatus::Held)), None);
    }

    #[test]
    fn a_reason_left_out_comes_back_beside_the_leg_it_was_for() {
        let fields = LegAct::fields(Lang::Vi);
        let tried = Tried {
            act: "thu-hoi".to_owned(),
            leg: "0198".to_owned(),
            errors: complaints(&fields, &Fields::default(), Lang::Vi),
            ..Tried::default()
        };
        let offered = leg(LegStatus::Offered);
        let form = LegAct::Recall.form(Lang::Vi, "H48.1-261122-0001", &offered, &tried);
        assert_eq!(form.to, "/ho-so/H48.1-261122-0001/tuyen/0198/thu-hoi");
        assert!(form.open && form.fields[0].error == "Nhập lý do.");
        let lines = super::super::lines(&[&form], &tried);
        assert_eq!(lines[0].0, "thu-hoi-reason-0198");
        let other = Leg {
            leg_id: "0199".to_owned(),
            ..offered
        };
        let form = LegAct::Recall.form(Lang::Vi, "H48.1-261122-0001", &other, &tried);
        assert!(!form.open && form.fields[0].error.is_empty());
    }

    #[test]
    fn a_migration_is_carried_out_as_it_was_tried() {
        let sent = Fields::from([
            ("procedure_version", "2026-07-01"),
            ("reason", "Theo <quyết định> mới"),
        ]);
        let trial = Trial::of(Lang::En, "H48.1-261122-0001", "2025-07-01");
        let form = trial.carry(&sent).render().expect("drawn");
        assert!(form.contains(r#"action="/van-hanh/tuyen/H48.1-261122-0001/chuyen""#));
        assert!(form.contains(r#"value="2026-07-01""#) && form.contains("Theo &#60;quyết định"));
        let first = trial.form(&Tried::default());
        assert_eq!(first.fields[0].value, "2025-07-01");
    }
}
