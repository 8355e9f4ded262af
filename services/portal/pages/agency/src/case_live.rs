//! How a case stands, as far as that is no person's file: drawn with the page, and again for whoever
//! has the page open while others act.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use proto::routing::v1::GetRouteResponse;

use crate::{
    case::{Desk, Page},
    conclusion::concluded,
    history::Done,
    lanes,
    rows::{chip, named, waits},
    staff::{people, staff},
};
use portal_ui::{
    directory::Names,
    failure::Failure,
    fields::Errors,
    frame::Lang,
    lookup,
    view::{badge, due::Used, form, owed},
};

/// What happened to a case since a page that follows it was loaded.
pub struct News {
    /// What people did, latest first; empty when the case changed by itself.
    pub done: Vec<Done>,
    /// The same in one sentence, to be said.
    pub words: String,
    /// Where it is seen anew.
    pub href: String,
}

/// Whether a page only follows what happens, and from which version on.
pub fn follows(headers: &HeaderMap) -> Option<u32> {
    headers.get("x-live")?.to_str().ok()?.parse().ok()
}

impl Desk {
    pub async fn route(&self) -> Option<GetRouteResponse> {
        let found = lookup::route_for(&self.ask, &self.case.dossier_id).await;
        found.ok().flatten()
    }

    /// The page without the file, the register and the acts: nothing here is a look at a person.
    pub async fn standing(
        &self,
        names: &Names,
        route: Option<&GetRouteResponse>,
        people: &BTreeMap<String, String>,
    ) -> Page {
        let (case, lang) = (&self.case, self.visit.lang);
        let leg = route.and_then(|route| route.legs.iter().find(|leg| leg.leg_id == case.case_id));
        let used = leg.map(|leg| Used {
            spent: leg.spent_minutes,
            allotted: leg.allotted_minutes,
        });
        let mut advice = owed::of_case(case, self.visit.now(), lang);
        advice.extend(owed::of_leg(leg, route, names, lang));
        Page {
            f: self.visit.frame_with(names),
            unit: self.unit.clone(),
            unit_name: names.unit(&case.unit),
            procedure: names.procedure_name(&case.procedure),
            place: names.unit(&case.place),
            officer: named(&case.officer, people, lang),
            lanes: route.and_then(|route| lanes::of(&self.visit, route, &case.case_id)),
            history: self.history(people).await,
            waits: waits(case, lang),
            badge: badge::of_case(case.stage(), lang),
            due: chip(&self.visit, case, used),
            conclusion: concluded(case, lang),
            opinions: self.opinions(route).await,
            advice,
            c: case.clone(),
            news: None,
            papers: Vec::new(),
            meanwhile: Vec::new(),
            typed: Vec::new(),
            summary: form::summary(&[], "", &Errors::default(), lang),
            forms: Vec::new(),
            file: None,
            parcel: None,
            stops: None,
            slip: Vec::new(),
            allowance: None,
        }
    }

    /// How the case stands now, for a page that was loaded at version `seen`.
    pub async fn followed(&self, seen: u32) -> Result<Page, Failure> {
        let names = self.visit.names().await?;
        let people = people(&staff(&self.ask, &self.unit).await);
        let route = self.route().await;
        let page = self.standing(&names, route.as_ref(), &people).await;
        if self.case.version <= seen {
            return Ok(page);
        }
        let done = page.history.iter().filter(|one| one.version > seen);
        let done: Vec<Done> = done.cloned().collect();
        Ok(Page {
            news: Some(News {
                words: said(&done, self.visit.lang),
                done,
                href: self.address(""),
            }),
            ..page
        })
    }
}

/// What was done last, as one sentence.
fn said(done: &[Done], lang: Lang) -> String {
    match done.first() {
        Some(last) => format!(
            "{}: {} {}, {}.",
            lang.pick("Việc này vừa thay đổi", "This case has changed"),
            last.who,
            last.what,
            last.at
        ),
        None => lang
            .pick(
                "Thời gian hoặc nghĩa vụ của việc này vừa thay đổi.",
                "The time or the duties of this case have changed.",
            )
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_last_is_said_and_a_change_by_itself_too() {
        let done = |who: &str| Done {
            version: 3,
            at: "09:05 20/11/2026".to_owned(),
            who: who.to_owned(),
            what: "phê duyệt",
            words: String::new(),
        };
        let words = said(&[done("Lê Văn Mẫu"), done("Khác")], Lang::Vi);
        assert_eq!(
            words,
            "Việc này vừa thay đổi: Lê Văn Mẫu phê duyệt, 09:05 20/11/2026."
        );
        assert!(!said(&[], Lang::En).is_empty());
    }

    #[test]
    fn only_a_page_that_says_from_where_follows() {
        let mut headers = HeaderMap::new();
        assert_eq!(follows(&headers), None);
        headers.insert("x-live", "7".parse().expect("a header"));
        assert_eq!(follows(&headers), Some(7));
        headers.insert("x-live", "x".parse().expect("a header"));
        assert_eq!(follows(&headers), None);
    }
}
