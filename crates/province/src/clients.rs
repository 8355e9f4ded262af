//! Speaking to the services of a running province, as somebody.

use chassis::{
    Actor,
    client::{Speaking, speaking},
};
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
use tonic::transport::Channel;

use crate::World;

/// Channels to every service that runs.
#[derive(Clone)]
pub struct Clients {
    channels: std::collections::BTreeMap<&'static str, Channel>,
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
        let channels = crate::world::SERVICES
            .into_iter()
            .filter_map(|service| Some((service, world.endpoint(service).ok()?)))
            .map(|(service, endpoint)| Ok((service, chassis::client::channel(endpoint)?)))
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { channels })
    }

    fn channel(&self, service: &str, actor: &str) -> Speaking {
        let channel = self.channels.get(service).cloned().unwrap_or_else(|| {
            // A service that does not run answers nobody.
            tonic::transport::Endpoint::from_static("http://127.0.0.1:1").connect_lazy()
        });
        speaking(channel, &Actor::from(actor))
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

    /// The operator's door of a service.
    pub fn operations(&self, service: &str) -> OperationsServiceClient<Speaking> {
        OperationsServiceClient::new(self.channel(service, "operator:motcua"))
    }
}
