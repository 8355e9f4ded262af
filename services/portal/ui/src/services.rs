//! The other services, as the portal speaks to them: for the acting person, with the page's trace.

use std::time::Duration;

use chassis::{
    Actor, Caller,
    client::{Asker, Peer, Speaking},
};
use proto::{
    agency::v1::agency_service_client::AgencyServiceClient,
    forms::v1::forms_service_client::FormsServiceClient,
    intake::v1::{
        counter_service_client::CounterServiceClient,
        document_service_client::DocumentServiceClient,
        feedback_service_client::FeedbackServiceClient, intake_service_client::IntakeServiceClient,
    },
    land_records::v1::land_records_service_client::LandRecordsServiceClient,
    notification::v1::notification_service_client::NotificationServiceClient,
    operations::v1::operations_service_client::OperationsServiceClient,
    reporting::v1::reporting_service_client::ReportingServiceClient,
    routing::v1::routing_service_client::RoutingServiceClient,
    social_welfare::v1::social_welfare_service_client::SocialWelfareServiceClient,
};

use crate::config::Config;

/// The most bytes a paper, or what is to be on it, may have.
const LARGEST_PAPER: usize = 16 * 1024 * 1024;

/// How long a file may take: twenty megabytes at a quarter of a megabit a second.
const LONGEST_UPLOAD: Duration = Duration::from_secs(15 * 60);

/// A service, by the name it gives itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Intake,
    Routing,
    LandRecords,
    SocialWelfare,
    AgencyDesk,
    Notification,
    Reporting,
}

impl Service {
    pub const ALL: [Self; 7] = [
        Self::Intake,
        Self::Routing,
        Self::LandRecords,
        Self::SocialWelfare,
        Self::AgencyDesk,
        Self::Notification,
        Self::Reporting,
    ];
    /// Those that hold legs for agencies.
    pub const HOSTS: [Self; 3] = [Self::AgencyDesk, Self::LandRecords, Self::SocialWelfare];

    pub fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Routing => "routing",
            Self::LandRecords => "land-records",
            Self::SocialWelfare => "social-welfare",
            Self::AgencyDesk => "agency-desk",
            Self::Notification => "notification",
            Self::Reporting => "reporting",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Intake => "Một cửa",
            Self::Routing => "Liên thông",
            Self::LandRecords => "Đất đai",
            Self::SocialWelfare => "Trợ giúp xã hội",
            Self::AgencyDesk => "Cơ quan khác",
            Self::Notification => "Tin nhắn",
            Self::Reporting => "Báo cáo",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.name() == name)
    }

    /// Its colour in drawings: the same in every one.
    pub fn lane(self) -> usize {
        Self::ALL
            .iter()
            .position(|service| *service == self)
            .unwrap_or_default()
    }
}

/// Every service, connected when first used.
#[derive(Clone, Debug)]
pub struct Services {
    peers: [Peer; 7],
    /// It keeps no dossier and hears nothing, so it is none of those that are watched.
    forms: Peer,
    /// Intake, while a file is on its way over a slow line.
    documents: Peer,
}

impl Services {
    /// # Errors
    /// When an endpoint is not an address, or there is no key to sign with.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let asker = Asker::new("portal", &config.identity)?;
        let endpoints = &config.services;
        let peer = |service: Service| {
            let endpoint = match service {
                Service::Intake => &endpoints.intake,
                Service::Routing => &endpoints.routing,
                Service::LandRecords => &endpoints.land_records,
                Service::SocialWelfare => &endpoints.social_welfare,
                Service::AgencyDesk => &endpoints.agency_desk,
                Service::Notification => &endpoints.notification,
                Service::Reporting => &endpoints.reporting,
            };
            asker.to(service.name(), endpoint)
        };
        let peers = Service::ALL
            .map(peer)
            .into_iter()
            .collect::<anyhow::Result<Vec<_>>>()?;
        let peers = peers
            .try_into()
            .map_err(|_| anyhow::anyhow!("seven services"))?;
        Ok(Self {
            documents: asker
                .to("intake", &endpoints.intake)?
                .patient(&endpoints.intake, LONGEST_UPLOAD)?,
            peers,
            forms: asker.to("forms", &endpoints.forms)?,
        })
    }

    /// The services, as `caller` asks them.
    pub fn speaking_for(&self, caller: Caller) -> Speaker {
        Speaker {
            services: self.clone(),
            actor: caller.actor.clone(),
            caller,
        }
    }
}

/// The services, with somebody who asks.
#[derive(Clone, Debug)]
pub struct Speaker {
    services: Services,
    /// The name acts are recorded under.
    pub actor: Actor,
    caller: Caller,
}

impl Speaker {
    fn to(&self, service: Service) -> Speaking {
        self.services.peers[service.lane()].speaking_for(&self.caller)
    }

    pub fn intake(&self) -> IntakeServiceClient<Speaking> {
        IntakeServiceClient::new(self.to(Service::Intake))
    }
    pub fn feedback(&self) -> FeedbackServiceClient<Speaking> {
        FeedbackServiceClient::new(self.to(Service::Intake))
    }
    pub fn documents(&self) -> DocumentServiceClient<Speaking> {
        DocumentServiceClient::new(self.services.documents.speaking_for(&self.caller))
    }
    pub fn counter(&self) -> CounterServiceClient<Speaking> {
        CounterServiceClient::new(self.to(Service::Intake))
    }
    pub fn routing(&self) -> RoutingServiceClient<Speaking> {
        RoutingServiceClient::new(self.to(Service::Routing))
    }
    pub fn agency(&self, host: Service) -> AgencyServiceClient<Speaking> {
        AgencyServiceClient::new(self.to(host))
    }
    pub fn land_records(&self) -> LandRecordsServiceClient<Speaking> {
        LandRecordsServiceClient::new(self.to(Service::LandRecords))
    }
    pub fn social_welfare(&self) -> SocialWelfareServiceClient<Speaking> {
        SocialWelfareServiceClient::new(self.to(Service::SocialWelfare))
    }
    pub fn notification(&self) -> NotificationServiceClient<Speaking> {
        NotificationServiceClient::new(self.to(Service::Notification))
    }
    pub fn reporting(&self) -> ReportingServiceClient<Speaking> {
        ReportingServiceClient::new(self.to(Service::Reporting))
    }
    pub fn forms(&self) -> FormsServiceClient<Speaking> {
        // A register of a year is some megabytes.
        FormsServiceClient::new(self.services.forms.speaking_for(&self.caller))
            .max_decoding_message_size(LARGEST_PAPER)
            .max_encoding_message_size(LARGEST_PAPER)
    }
    pub fn operations(&self, service: Service) -> OperationsServiceClient<Speaking> {
        OperationsServiceClient::new(self.to(service))
    }
}
