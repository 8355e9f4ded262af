//! Exactly one holder on each open branch, at every moment that is looked at.

use std::collections::BTreeSet;

use proto::routing::v1::{GetRouteResponse, Leg, LegStatus};

/// # Panics
/// When a branch has no holder, or two, or one that cannot have it.
pub fn check(route: &GetRouteResponse) {
    if route.closed {
        assert!(
            route.holdings.is_empty(),
            "somebody holds a closed dossier: {route:#?}"
        );
        return;
    }
    if route.settled {
        assert_eq!(
            route.holdings.len(),
            1,
            "the result lies in one place: {route:#?}"
        );
        return;
    }
    let open: Vec<&Leg> = route.legs.iter().filter(|leg| is_open(leg)).collect();
    let held_for: BTreeSet<&str> = route.holdings.iter().map(|h| h.leg_id.as_str()).collect();
    let branches: BTreeSet<&str> = open.iter().map(|leg| leg.leg_id.as_str()).collect();
    assert!(!branches.is_empty(), "nobody is to do anything: {route:#?}");
    assert_eq!(held_for, branches, "a holder for each branch: {route:#?}");
    assert_eq!(
        route.holdings.len(),
        branches.len(),
        "one holder for each branch: {route:#?}"
    );
    for holding in &route.holdings {
        let leg = open
            .iter()
            .find(|leg| leg.leg_id == holding.leg_id)
            .unwrap();
        match leg.status() {
            LegStatus::Held => assert_eq!(holding.holder, leg.unit, "{route:#?}"),
            LegStatus::AwaitingPayment => assert_eq!(holding.holder, "citizen", "{route:#?}"),
            // An offer moves nothing: whoever gives still holds.
            _ => assert!(
                givers(route, leg).contains(&holding.holder.as_str()),
                "{route:#?}"
            ),
        }
    }
}

/// Whoever may hold a dossier that is offered: those who did the legs before, else the desk.
fn givers<'a>(route: &'a GetRouteResponse, leg: &Leg) -> Vec<&'a str> {
    let before = route
        .legs
        .iter()
        .filter(|other| leg.after.contains(&other.key));
    let units: Vec<&str> = before.map(|other| other.unit.as_str()).collect();
    if units.is_empty() {
        vec![super::CENTRE]
    } else {
        units
    }
}

fn is_open(leg: &Leg) -> bool {
    let open = [
        LegStatus::Offered,
        LegStatus::Held,
        LegStatus::AwaitingPayment,
        LegStatus::Refused,
    ];
    open.contains(&leg.status())
}
