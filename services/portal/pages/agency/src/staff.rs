//! Who works in a unit, by every service that holds legs for it.

use std::collections::BTreeMap;

use futures::future::join_all;
use portal_ui::{
    fields::Choice,
    frame::Lang,
    services::{Service, Speaker},
};
use proto::agency::v1::{ListStaffRequest, StaffMember};

/// The officers of the unit, as the services that hold its legs know them.
pub async fn staff(ask: &Speaker, unit: &str) -> Vec<StaffMember> {
    if unit.is_empty() {
        return Vec::new();
    }
    let asking = Service::HOSTS.map(|host| {
        let mut agency = ask.agency(host);
        let unit = unit.to_owned();
        async move { agency.list_staff(ListStaffRequest { unit }).await }
    });
    let answers = join_all(asking).await.into_iter().flatten();
    let found = answers.flat_map(|answer| answer.into_inner().staff);
    let mut all: BTreeMap<String, StaffMember> = BTreeMap::new();
    for one in found {
        let known = all.entry(one.officer.clone()).or_default();
        if known.officer.is_empty() || known.name.is_empty() {
            *known = one;
        }
    }
    all.into_values().collect()
}

/// Names by account.
pub fn people(staff: &[StaffMember]) -> BTreeMap<String, String> {
    let named = staff.iter().filter(|one| !one.name.is_empty());
    named
        .map(|one| (one.officer.clone(), one.name.clone()))
        .collect()
}

/// The officers to choose from.
pub fn choices(staff: &[StaffMember], lang: Lang) -> Vec<Choice> {
    let label = |one: &StaffMember| match (one.name.as_str(), one.title.as_str()) {
        ("", _) => crate::rows::person(&one.officer, lang),
        (name, "") => name.to_owned(),
        (name, title) => format!("{name}, {}", title.to_lowercase()),
    };
    let choice = |one: &StaffMember| Choice {
        value: one.officer.clone(),
        label: label(one),
    };
    staff.iter().map(choice).collect()
}
