//! What an agency asked others, and what they answered.

use futures::future::join_all;
use proto::{
    agency::v1::{Case, GetCaseRequest},
    routing::v1::{GetRouteResponse, Leg, LegStatus},
};

use super::case::Desk;
use portal_ui::{
    format,
    frame::Lang,
    said::within,
    services::Service,
    view::{
        Tone,
        badge::{self, Badge},
    },
};

/// One question to another agency.
pub struct Opinion {
    pub unit: String,
    pub question: String,
    pub badge: Badge,
    /// By when the answer is due.
    pub due: String,
    /// The answer; empty before there is one.
    pub answer: String,
}

impl Desk {
    /// The opinions asked for this case; the answers are read where they were given.
    pub async fn opinions(&self, route: Option<&GetRouteResponse>) -> Vec<Opinion> {
        let legs = route.map_or(&[] as &[Leg], |route| &route.legs).iter();
        let asked = legs.filter(|leg| leg.opinion_for == self.case.case_id);
        let told = asked.map(|leg| async move {
            let answer = match leg.status() {
                LegStatus::Done => self.answer_of(leg).await,
                _ => None,
            };
            self.opinion(leg, answer.unwrap_or_default())
        });
        join_all(told).await
    }

    /// The case at the agency that was asked, as the unit that asked may read it.
    async fn answer_of(&self, leg: &Leg) -> Option<Case> {
        let host = Service::named(&leg.host).filter(|host| Service::HOSTS.contains(host))?;
        let request = GetCaseRequest {
            case_id: leg.leg_id.clone(),
        };
        let found = self.ask.agency(host).get_case(request).await.ok()?;
        found.into_inner().case
    }

    fn opinion(&self, leg: &Leg, answer: Case) -> Opinion {
        let lang = self.visit.lang;
        let given = answer.conclusion.unwrap_or_default();
        let due = format::moment(leg.due.as_ref());
        Opinion {
            unit: leg.unit_name.clone(),
            question: leg.question.clone(),
            badge: standing(leg, due.is_some_and(|due| due < self.visit.now()), lang),
            due: due.map_or_else(String::new, |due| format::day_and_time(due, lang)),
            answer: match (leg.status(), given.granted) {
                (LegStatus::Done, _) if given.reason.is_empty() => String::new(),
                (LegStatus::Done, true) => {
                    let reason = within(lang, &given.reason);
                    format!("{}: {reason}", lang.pick("Đồng ý", "Agreed"))
                }
                (LegStatus::Done, false) => {
                    let reason = within(lang, &given.reason);
                    format!("{}: {reason}", lang.pick("Không đồng ý", "Not agreed"))
                }
                _ => String::new(),
            },
        }
    }
}

fn standing(leg: &Leg, late: bool, lang: Lang) -> Badge {
    match leg.status() {
        LegStatus::Done => badge::of(lang, Tone::Green, "Đã có ý kiến", "Answered"),
        LegStatus::Refused => badge::of(lang, Tone::Grey, "Từ chối cho ý kiến", "Declined"),
        LegStatus::Skipped => badge::of(lang, Tone::Grey, "Không cần nữa", "No longer needed"),
        _ if late => badge::of(lang, Tone::Red, "Quá hạn trả lời", "Answer overdue"),
        LegStatus::Offered => {
            badge::of(lang, Tone::Grey, "Đã gửi, chờ nhận", "Sent, not yet taken")
        }
        _ => badge::of(lang, Tone::Blue, "Đang cho ý kiến", "Being answered"),
    }
}
