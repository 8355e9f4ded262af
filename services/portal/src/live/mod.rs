//! `GET /su-kien`: tells an open page that what it shows may have changed. It says no more than
//! that: the page asks for itself anew, as whoever looks at it, and so nobody learns of what is
//! not theirs.

mod hub;

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::Query,
    http::{HeaderMap, StatusCode},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::stream;
use portal_ui::{frame::Visit, services::Service};
use serde::Deserialize;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Instant, sleep, sleep_until},
};

pub use hub::Hub;
use hub::{FOLLOWED, Happened, Places, Seat};

/// One act is several facts in several services: they are waited for and told as one.
const TOGETHER: Duration = Duration::from_millis(200);
/// The least between two tellings.
const APART: Duration = Duration::from_secs(2);
/// After so long the page asks again, and whether it may is looked at again.
const LONGEST: Duration = Duration::from_secs(600);
const ALIVE: Duration = Duration::from_secs(20);

/// What a page shows.
#[derive(Clone, Debug, Deserialize)]
pub struct Asked {
    /// `mot-cua`, `co-quan`, `ho-so`, `van-hanh`.
    #[serde(default, rename = "ve")]
    about: String,
    /// The id of the dossier a page shows.
    #[serde(default, rename = "ho-so")]
    dossier: String,
    /// Where the page was, when it opens the stream anew.
    #[serde(default, rename = "tu")]
    since: String,
}

impl Asked {
    fn wants(&self, one: &Happened) -> bool {
        let about = match self.about.as_str() {
            "mot-cua" => one.service == Service::Intake,
            "co-quan" => Service::HOSTS.contains(&one.service) || one.service == Service::Routing,
            "ho-so" => one.service != Service::Reporting,
            "van-hanh" => true,
            _ => false,
        };
        about && (self.dossier.is_empty() || one.missed || *one.dossier == *self.dossier)
    }

    fn is_known(&self) -> bool {
        matches!(
            self.about.as_str(),
            "mot-cua" | "co-quan" | "ho-so" | "van-hanh"
        )
    }
}

/// `GET /su-kien?ve=…`, for officials at work.
pub async fn events(
    visit: Visit,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    Extension(hub): Extension<Arc<Hub>>,
) -> Response {
    let Some(session) = &visit.who.session else {
        return StatusCode::FORBIDDEN.into_response();
    };
    if !asked.is_known() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(seat) = hub.admit(&session.id) else {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    };
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or(&asked.since);
    // Before it is looked what happened meanwhile, so that nothing falls between.
    let told = hub.listen();
    let changed =
        places(last).is_some_and(|known| hub.happened_since(&known, |one| asked.wants(one)));
    let page = Page {
        hub,
        told,
        asked,
        _seat: seat,
        until: Instant::now() + LONGEST,
        next: Instant::now(),
        first: Some(if changed { "doi" } else { "san-sang" }),
    };
    let events = stream::unfold(page, Page::next_event);
    let alive = KeepAlive::new().interval(ALIVE).text("con");
    Sse::new(events).keep_alive(alive).into_response()
}

/// A page that follows.
struct Page {
    hub: Arc<Hub>,
    told: Receiver<Happened>,
    asked: Asked,
    _seat: Seat,
    until: Instant,
    /// When it may be told something again.
    next: Instant,
    first: Option<&'static str>,
}

impl Page {
    async fn next_event(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let name = match self.first.take() {
            Some(first) => first,
            None => {
                let stop = self.hub.stop.clone();
                let until = self.until;
                let changed = tokio::select! {
                    () = stop.cancelled() => false,
                    () = sleep_until(until) => false,
                    changed = self.changed() => changed,
                };
                if !changed {
                    return None;
                }
                "doi"
            }
        };
        self.next = Instant::now() + APART;
        let event = Event::default()
            .event(name)
            .id(written(&self.hub.places()))
            .data("1");
        Some((Ok(event), self))
    }

    /// Waits until something that the page shows may have changed; false when nothing will.
    async fn changed(&mut self) -> bool {
        loop {
            match self.told.recv().await {
                Ok(one) if self.asked.wants(&one) => break,
                Ok(_) => {}
                // More than could be told: it may have been of this page.
                Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return false,
            }
        }
        sleep(TOGETHER).await;
        sleep_until(self.next).await;
        // What came meanwhile is told with it.
        self.told = self.told.resubscribe();
        true
    }
}

/// Where every journal was, as the browser keeps it: `12-0-3-…`.
fn written(places: &Places) -> String {
    let numbers: Vec<String> = places.iter().map(u64::to_string).collect();
    numbers.join("-")
}

fn places(id: &str) -> Option<Places> {
    let mut places = Places::default();
    let mut numbers = id.split('-');
    for place in &mut places {
        *place = numbers.next()?.parse().ok()?;
    }
    (numbers.next().is_none() && FOLLOWED.len() == places.len()).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(about: &str, dossier: &str) -> Asked {
        Asked {
            about: about.to_owned(),
            dossier: dossier.to_owned(),
            since: String::new(),
        }
    }

    fn happened(service: Service, dossier: &str) -> Happened {
        Happened {
            service,
            position: 1,
            dossier: Arc::from(dossier),
            missed: false,
        }
    }

    #[test]
    fn a_page_is_told_of_what_it_shows_and_of_nothing_else() {
        let desk = asked("mot-cua", "");
        assert!(desk.wants(&happened(Service::Intake, "a")));
        assert!(!desk.wants(&happened(Service::LandRecords, "a")));
        let dossier = asked("ho-so", "a");
        assert!(dossier.wants(&happened(Service::Routing, "a")));
        assert!(!dossier.wants(&happened(Service::Routing, "b")));
        assert!(!asked("moi-thu", "").wants(&happened(Service::Intake, "a")));
    }

    #[test]
    fn where_a_page_was_is_read_as_it_was_written_or_not_at_all() {
        let known: Places = [1, 2, 3, 4, 5, 6, 7];
        assert_eq!(places(&written(&known)), Some(known));
        for garbage in ["", "1-2", "1-2-3-4-5-6-7-8", "a-b-c-d-e-f-g", "-1"] {
            assert_eq!(places(garbage), None, "{garbage}");
        }
    }
}
