use std::sync::Arc;

use chassis::{Assembly, Chassis, config};
use proto::agency::v1::agency_service_server::AgencyServiceServer;

use crate::{AgencyApi, Offers, Practice, Province, permits::PERMITS};

/// One agency's service as far as it is that of any: what it answers and what it hears.
pub struct Agency<P> {
    chassis: Chassis,
    practice: Arc<P>,
    province: Arc<Province>,
}

impl<P: Practice> Agency<P> {
    pub fn new(chassis: &Chassis, practice: P, province: &Arc<Province>) -> Self {
        Self {
            chassis: chassis.clone(),
            practice: Arc::new(practice),
            province: province.clone(),
        }
    }

    /// The service, answering the calls of every agency and hearing what routing addresses to
    /// `account`; calls of its own are still to be added.
    pub fn assembly(self, grpc: &config::Grpc, account: &'static str) -> Assembly {
        let offers = Offers::new(&self.chassis, self.practice.clone());
        let api = AgencyApi::new(&self.chassis, self.practice, self.province);
        Assembly::new(&self.chassis, grpc)
            .permit(PERMITS)
            .serve(|routes| {
                routes.add_service(AgencyServiceServer::new(api));
            })
            .hear_only("routing", account, offers)
    }
}
