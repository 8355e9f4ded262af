//! Speaking to the services of a running province, as somebody.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{World, identity::Keys};
use chassis::{Actor, Caller, Peer, client::Speaking};
use proto::{
    agency::v1::agency_service_client::AgencyServiceClient,
    intake::v1::intake_service_client::IntakeServiceClient,
    land_records::v1::land_records_service_client::LandRecordsServiceClient,
    notification::v1::notification_service_client::NotificationServiceClient,
    operations::v1::operations_service_client::OperationsServiceClient,
    reporting::v1::reporting_service_client::ReportingServiceClient,
    routing::v1::routing_service_client::RoutingServiceClient,
    social_welfare::v1::social_welfare_service_client::SocialWelfareServiceClient,
};

/// Every service that runs, asked as the portal asks for people, and as services ask for themselves.
#[derive(Clone)]
pub struct Clients {
    endpoints: BTreeMap<&'static str, String>,
    keys: Keys,
    /// By who asks and who is asked.
    peers: Arc<Mutex<BTreeMap<(String, String), Peer>>>,
}

macro_rules! clients {
    ($($(#[$doc:meta])* $name:ident = $service:literal: $client:ident;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self, actor: &str) -> $client<Speaking> {
            $client::new(self.channel($service, actor))
        }
    )*};
}

impl Clients {
    /// # Errors
    /// When an endpoint is not an address.
    pub fn of(world: &World) -> anyhow::Result<Self> {
        let services = crate::world::SERVICES.into_iter();
        let clients = Self {
            endpoints: services
                .filter_map(|service| Some((service, world.endpoint(service).ok()?.to_owned())))
                .collect(),
            keys: world.keys.clone(),
            peers: Arc::default(),
        };
        for service in clients.endpoints.keys() {
            clients.peer("portal", service)?;
        }
        Ok(clients)
    }

    fn peer(&self, who: &str, service: &str) -> anyhow::Result<Peer> {
        let mut peers = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        let pair = (who.to_owned(), service.to_owned());
        if let Some(known) = peers.get(&pair) {
            return Ok(known.clone());
        }
        // A service that does not run answers nobody.
        let endpoint = self
            .endpoints
            .get(service)
            .map_or("http://127.0.0.1:1", String::as_str);
        let peer = self.keys.asker(who)?.to(service, endpoint)?;
        peers.insert(pair, peer.clone());
        Ok(peer)
    }

    fn channel(&self, service: &str, actor: &str) -> Speaking {
        self.speaking_for(service, &Caller::believed(Actor::from(actor)))
    }

    /// The service, asked by whoever this says.
    ///
    /// # Panics
    /// When a key that was made at the start cannot be read.
    pub fn speaking_for(&self, service: &str, caller: &Caller) -> Speaking {
        let who = caller.service_name().unwrap_or("portal");
        let peer = self.peer(who, service);
        peer.expect("keys and endpoints of a province that runs")
            .speaking_for(caller)
    }

    clients! {
        intake = "intake": IntakeServiceClient;
        routing = "routing": RoutingServiceClient;
        land = "land-records": LandRecordsServiceClient;
        welfare = "social-welfare": SocialWelfareServiceClient;
        notices = "notification": NotificationServiceClient;
        reports = "reporting": ReportingServiceClient;
    }

    /// The work queue of the agency whose service is `host`.
    pub fn agency(&self, host: &str, actor: &str) -> AgencyServiceClient<Speaking> {
        AgencyServiceClient::new(self.channel(host, actor))
    }

    /// The services that have an operator's door: the portal keeps nothing, and papers are made anew.
    pub fn operated(&self) -> impl Iterator<Item = &'static str> {
        let all = self.endpoints.keys().copied();
        all.filter(|service| !matches!(*service, "portal" | crate::world::FORMS))
    }

    /// The operator's door of a service.
    pub fn operations(&self, service: &str) -> OperationsServiceClient<Speaking> {
        OperationsServiceClient::new(self.channel(service, "operator:motcua"))
    }
}
