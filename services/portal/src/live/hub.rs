//! What happens in the services, as the open pages of all visitors share it: one stream a service,
//! however many look.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chassis::Caller;
use portal_ui::services::{Service, Services};
use proto::operations::v1::{WatchJournalRequest, WatchJournalResponse};
use tokio::{
    sync::broadcast,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

/// How much is kept for pages that were away for a moment.
const KEPT: usize = 4096;
/// A service says that it lives three times as often.
const SILENCE: Duration = Duration::from_secs(45);
const SOON: Duration = Duration::from_millis(500);
const LATER: Duration = Duration::from_secs(20);
/// The most pages one session follows at once, and all together.
const OF_ONE: usize = 12;
const OF_ALL: usize = 4000;

/// Whose journals are followed.
pub const FOLLOWED: [Service; 7] = [
    Service::Intake,
    Service::Routing,
    Service::LandRecords,
    Service::SocialWelfare,
    Service::AgencyDesk,
    Service::Notification,
    Service::Reporting,
];

/// How far each journal was told, in the order of [`FOLLOWED`].
pub type Places = [u64; FOLLOWED.len()];

/// Something that happened: where, never what.
#[derive(Clone, Debug)]
pub struct Happened {
    pub service: Service,
    pub position: u64,
    /// Empty where it is about none.
    pub dossier: Arc<str>,
    /// More than is told one by one: it may be about anything of that service.
    pub missed: bool,
}

/// What happens, for whoever follows.
#[derive(Debug)]
pub struct Hub {
    told: broadcast::Sender<Happened>,
    kept: Mutex<VecDeque<Happened>>,
    places: Mutex<Places>,
    open: Mutex<HashMap<String, usize>>,
    pub stop: CancellationToken,
}

impl Hub {
    pub fn new(stop: CancellationToken) -> Arc<Self> {
        Arc::new(Self {
            told: broadcast::Sender::new(1024),
            kept: Mutex::default(),
            places: Mutex::default(),
            open: Mutex::default(),
            stop,
        })
    }

    /// Begins to follow every service, until the portal stops.
    pub fn follow(self: &Arc<Self>, services: &Services) {
        for service in FOLLOWED {
            let (hub, services) = (self.clone(), services.clone());
            let stop = self.stop.clone();
            tokio::spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = hub.keep_following(&services, service) => {}
                }
            });
        }
    }

    async fn keep_following(&self, services: &Services, service: Service) {
        let own = Caller::service("portal");
        let mut wait = SOON;
        loop {
            let after = self.places()[place(service)];
            let mut ask = services.speaking_for(own.clone()).operations(service);
            match ask.watch_journal(WatchJournalRequest { after }).await {
                Ok(answer) => {
                    let mut told = answer.into_inner();
                    while let Ok(Ok(Some(entry))) = timeout(SILENCE, told.message()).await {
                        wait = SOON;
                        self.note(service, entry);
                    }
                }
                Err(why) => {
                    tracing::debug!(service = service.name(), %why, "its journal cannot be followed");
                }
            }
            sleep(wait).await;
            wait = (wait * 2).min(LATER);
        }
    }

    fn note(&self, service: Service, entry: WatchJournalResponse) {
        {
            let mut places = lock(&self.places);
            let at = &mut places[place(service)];
            // A journal that is shorter than it was is another one.
            *at = if entry.missed {
                entry.position
            } else {
                entry.position.max(*at)
            };
        }
        if entry.fact.is_empty() && !entry.missed {
            return;
        }
        let happened = Happened {
            service,
            position: entry.position,
            dossier: Arc::from(entry.dossier_id),
            missed: entry.missed,
        };
        let mut kept = lock(&self.kept);
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(happened.clone());
        drop(kept);
        let _ = self.told.send(happened);
    }

    pub fn places(&self) -> Places {
        *lock(&self.places)
    }

    pub fn listen(&self) -> broadcast::Receiver<Happened> {
        self.told.subscribe()
    }

    /// Whether something that `wanted` is about happened since `known`; when nobody remembers, it
    /// may have.
    pub fn happened_since(&self, known: &Places, wanted: impl Fn(&Happened) -> bool) -> bool {
        let places = self.places();
        let kept = lock(&self.kept);
        FOLLOWED.into_iter().any(|service| {
            let (then, now) = (known[place(service)], places[place(service)]);
            let of_it = || kept.iter().filter(|one| one.service == service);
            let probe = Happened {
                service,
                position: now,
                dossier: Arc::from(""),
                missed: true,
            };
            if then == now || !wanted(&probe) {
                return false;
            }
            let remembered = then < now && of_it().any(|one| one.position <= then);
            !remembered || of_it().any(|one| one.position > then && wanted(one))
        })
    }

    /// Lets one more page of a session follow; none when it has enough.
    pub fn admit(self: &Arc<Self>, session: &str) -> Option<Seat> {
        let mut open = lock(&self.open);
        let all: usize = open.values().sum();
        let own = open.entry(session.to_owned()).or_default();
        if *own >= OF_ONE || all >= OF_ALL {
            return None;
        }
        *own += 1;
        Some(Seat {
            hub: self.clone(),
            session: session.to_owned(),
        })
    }
}

/// One page that follows.
#[derive(Debug)]
pub struct Seat {
    hub: Arc<Hub>,
    session: String,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = lock(&self.hub.open);
        if let Some(own) = open.get_mut(&self.session) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.session);
            }
        }
    }
}

fn place(service: Service) -> usize {
    let mut followed = FOLLOWED.iter();
    followed.position(|one| *one == service).unwrap_or_default()
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(position: u64, dossier: &str) -> WatchJournalResponse {
        WatchJournalResponse {
            position,
            fact: "motcua.intake.v1.DossierAccepted".to_owned(),
            dossier_id: dossier.to_owned(),
            ..Default::default()
        }
    }

    fn of_intake(one: &Happened) -> bool {
        one.service == Service::Intake
    }

    #[test]
    fn a_page_that_was_away_learns_whether_something_of_it_happened() {
        let hub = Hub::new(CancellationToken::new());
        hub.note(Service::Intake, entry(1, "a"));
        let known = hub.places();
        assert!(!hub.happened_since(&known, of_intake));
        hub.note(Service::Routing, entry(1, "a"));
        assert!(!hub.happened_since(&known, of_intake), "another service");
        hub.note(Service::Intake, entry(2, "b"));
        assert!(hub.happened_since(&known, of_intake));
        let about_a = |one: &Happened| of_intake(one) && (one.missed || &*one.dossier == "a");
        assert!(!hub.happened_since(&known, about_a), "another dossier");
    }

    #[test]
    fn what_nobody_remembers_may_have_happened() {
        let hub = Hub::new(CancellationToken::new());
        // The portal has just started: it knows how far the journal is, and nothing before.
        let mark = WatchJournalResponse {
            position: 9,
            ..Default::default()
        };
        hub.note(Service::Intake, mark);
        let mut known = hub.places();
        known[0] = 7;
        assert!(hub.happened_since(&known, of_intake));
        // The journal is a restored one, shorter than it was.
        known[0] = 90;
        assert!(hub.happened_since(&known, of_intake));
    }

    #[test]
    fn one_session_follows_so_many_pages_and_no_more() {
        let hub = Hub::new(CancellationToken::new());
        let mut seats: Vec<Seat> = (0..OF_ONE).filter_map(|_| hub.admit("an")).collect();
        assert_eq!(seats.len(), OF_ONE);
        assert!(hub.admit("an").is_none());
        assert!(hub.admit("binh").is_some());
        seats.pop();
        assert!(hub.admit("an").is_some());
    }
}
