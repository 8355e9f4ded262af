//! Exactly one holder on each open branch, at every moment that is looked at.

use std::{collections::BTreeSet, time::Duration};

use proto::{
    agency::v1::ListHeldLegsRequest,
    routing::v1::{GetRouteRequest, GetRouteResponse, Leg, LegStatus},
};
use province::Clients;

use super::{Dossier, bus::AGENCIES, people::here};

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
    let open: Vec<&Leg> = route
        .legs
        .iter()
        .filter(|leg| is_open(route, leg))
        .collect();
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
            LegStatus::Held | LegStatus::InWait => {
                assert_eq!(holding.holder, leg.unit, "{route:#?}");
            }
            LegStatus::AwaitingPayment => assert_eq!(holding.holder, "citizen", "{route:#?}"),
            LegStatus::Undetermined => assert_eq!(holding.holder, desk(route), "{route:#?}"),
            // An offer moves nothing: whoever gives still holds.
            _ => assert!(
                givers(route, leg).contains(&holding.holder.as_str()),
                "{route:#?}"
            ),
        }
    }
}

/// Whoever may hold a dossier that is offered: the agencies that did the legs before, across
/// payments and waits; else the desk.
fn givers<'a>(route: &'a GetRouteResponse, leg: &Leg) -> Vec<&'a str> {
    let mut units = Vec::new();
    let mut before = leg.after.clone();
    while let Some(key) = before.pop() {
        let earlier = route.legs.iter().filter(|other| other.key == key);
        for earlier in earlier {
            units.push(earlier.unit.as_str());
            before.extend(earlier.after.iter().cloned());
        }
    }
    units.push(desk(route));
    units
}

/// The receiving centre: it hands the result over.
fn desk(route: &GetRouteResponse) -> &str {
    let of_desk = route.legs.iter().find(|leg| leg.host == "intake");
    of_desk.map_or(super::CENTRE, |leg| leg.unit.as_str())
}

/// On the path of the dossier, and somebody is to do something. An opinion is beside the path: the
/// dossier stays with who asks.
fn is_open(route: &GetRouteResponse, leg: &Leg) -> bool {
    let open = [
        LegStatus::Offered,
        LegStatus::Held,
        LegStatus::AwaitingPayment,
        LegStatus::Refused,
        LegStatus::InWait,
    ];
    let turn = || {
        let before = route
            .legs
            .iter()
            .filter(|other| leg.after.contains(&other.key));
        before
            .into_iter()
            .all(|other| matches!(other.status(), LegStatus::Done | LegStatus::Skipped))
    };
    leg.opinion_for.is_empty()
        && match leg.status() {
            LegStatus::Undetermined => turn(),
            status => open.contains(&status),
        }
}

/// The legs that agencies say they hold, as they say it.
pub async fn held(clients: &Clients) -> Option<Vec<String>> {
    let mut held = Vec::new();
    for agency in AGENCIES {
        let mut service = clients.agency(agency, "service:routing");
        held.extend(here(service.list_held_legs(ListHeldLegsRequest {}).await)?.leg_ids);
    }
    Some(held)
}

/// While words are on their way, the sides may differ; of two that hold one after the other on one
/// branch there is never a sign. What agencies hold counts, and where none does, what routing says.
///
/// # Panics
/// When two hold the same branch, or an agency holds what it was never offered.
pub fn by_union(route: &GetRouteResponse, held: &[String]) {
    let theirs: Vec<&Leg> = route
        .legs
        .iter()
        .filter(|leg| held.contains(&leg.leg_id) && leg.opinion_for.is_empty())
        .collect();
    for leg in &theirs {
        let times = held.iter().filter(|id| **id == leg.leg_id).count();
        assert_eq!(times, 1, "two agencies hold {leg:#?}");
        assert!(
            matches!(leg.status(), LegStatus::Offered | LegStatus::Held),
            "held without an offer: {leg:#?} of {route:#?}"
        );
        for other in &theirs {
            assert!(
                !comes_before(route, other, leg),
                "{} and {} are held, one after the other: {route:#?}",
                other.key,
                leg.key
            );
        }
    }
    // Each open branch has its one holder by routing; where an agency holds, it is that branch.
    check(route);
    for leg in theirs {
        let branches = route.holdings.iter().filter(|one| one.leg_id == leg.leg_id);
        assert_eq!(branches.count(), 1, "{route:#?}");
    }
}

fn comes_before(route: &GetRouteResponse, earlier: &Leg, leg: &Leg) -> bool {
    let before = route
        .legs
        .iter()
        .filter(|other| leg.after.contains(&other.key));
    before
        .into_iter()
        .any(|other| other.key == earlier.key || comes_before(route, earlier, other))
}

/// Once everything is heard, both sides say the same.
///
/// # Panics
/// When they differ.
pub fn agreed(routes: &[GetRouteResponse], held: &[String]) {
    let theirs: BTreeSet<&str> = held.iter().map(String::as_str).collect();
    assert_eq!(theirs.len(), held.len(), "held twice: {held:#?}");
    let legs = routes.iter().flat_map(|route| &route.legs);
    let ours: BTreeSet<&str> = legs
        .filter(|leg| leg.status() == LegStatus::Held && AGENCIES.contains(&leg.host.as_str()))
        .map(|leg| leg.leg_id.as_str())
        .collect();
    assert_eq!(ours, theirs, "routing and the agencies differ");
}

/// Looks at both sides over and over while `work` is under way, and counts the looks that saw
/// everybody; what is away or in motion is looked at again.
///
/// # Panics
/// When two hold the dossier, or nobody does.
pub async fn watched<T>(
    clients: &Clients,
    dossier: &Dossier,
    looks: &mut u32,
    work: impl Future<Output = T>,
) -> T {
    let watch = async {
        loop {
            if let Some((route, held)) = both_sides(clients, dossier).await {
                by_union(&route, &held);
                *looks += 1;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::select! {
        done = work => done,
        () = watch => unreachable!("the watch has no end"),
    }
}

/// None while somebody does not answer, or the route moves between two looks.
async fn both_sides(
    clients: &Clients,
    dossier: &Dossier,
) -> Option<(GetRouteResponse, Vec<String>)> {
    let before = look(clients, dossier).await?;
    let held = held(clients).await?;
    let after = look(clients, dossier).await?;
    (before == after).then_some((after, held))
}

async fn look(clients: &Clients, dossier: &Dossier) -> Option<GetRouteResponse> {
    let request = GetRouteRequest {
        dossier_id: dossier.id.clone(),
    };
    let mut route = here(clients.routing("citizen").get_route(request).await)?;
    // Minutes pass by themselves.
    route.legs.iter_mut().for_each(|leg| leg.spent_minutes = 0);
    Some(route)
}
