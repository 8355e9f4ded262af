//! What holds in every state, by the journals of both sides together.

use std::collections::BTreeMap;

use agency_domain as agency;

use super::{
    network::{Gate, Said, ToAgency, ToRouting},
    sides::{Disturbance, World},
};
use crate::{End, Status};

impl World {
    /// The legs whose cases are in an agency's custody.
    fn in_custody(&self) -> Vec<usize> {
        let cases = self.cases.values().flatten();
        let held = cases.filter(|(_, case)| case.is_in_custody());
        held.map(|(n, _)| *n).collect()
    }

    fn is_quiet(&self) -> bool {
        let heard = |said: &Said<ToAgency>| said.heard == said.journal.len();
        let told = |said: &Said<ToRouting>| said.heard == said.journal.len();
        self.to_agency.values().all(heard) && self.to_routing.values().all(told)
    }

    /// What holds in every state, by the journals of both sides together.
    pub fn keeps_its_promises(&self) {
        let custody = self.in_custody();
        assert!(custody.len() <= 1, "two agencies hold it: {self:#?}");
        // Whom the journals name: the agency that accepted, else whoever gives.
        let believed = self.route.holdings();
        match self.route.end {
            None => assert_eq!(believed.len(), 1, "{self:#?}"),
            Some(End::Settled { .. }) => assert_eq!(believed.len(), 1),
            Some(End::Closed { .. }) => assert!(believed.is_empty()),
        }
        if self.gate == Gate::None {
            return;
        }
        // Routing names an agency that does not hold it only while its word is on the way.
        for (n, leg) in self.route.legs.iter().enumerate() {
            if leg.status == Status::Held && self.route.end.is_none() {
                let host = &self.to_routing[&leg.host];
                let coming = host.heard < host.journal.len();
                assert!(custody == [n] || coming, "nobody holds it: {self:#?}");
            }
        }
        if self.is_quiet() {
            self.agrees();
        }
    }

    /// With nothing on its way both sides say the same.
    fn agrees(&self) {
        let custody = self.in_custody();
        let held = |n: &usize| self.route.legs[*n].status == Status::Held;
        assert!(
            custody.iter().all(held),
            "held unknown to routing: {self:#?}"
        );
        for (n, (made, counted)) in &self.done {
            // Done in vain where the dossier was withdrawn meanwhile, and nowhere else.
            let in_vain = matches!(self.route.end, Some(End::Closed { .. }));
            assert!(
                made == counted || (in_vain && made > counted),
                "leg {n} was completed {made} times and counted {counted} times: {self:#?}"
            );
        }
        let again = self.happened.contains(&Disturbance::GiveBack);
        let most = if again { 2 } else { 1 };
        assert!(
            self.done.values().all(|(made, _)| *made <= most),
            "{self:#?}"
        );
    }

    /// The route is over, everybody knows it, and nobody keeps anything.
    pub fn has_ended(&self) -> bool {
        let open = |case: &agency::Case| agency::Stage::OPEN.contains(&case.stage.name());
        let mut cases = self.cases.values().flat_map(BTreeMap::values);
        self.route.end.is_some() && self.is_quiet() && !cases.any(open)
    }
}
