//! Who may know whom, printed: a new edge is a change of this file for somebody to approve.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use expect_test::expect;
use proto::operations::v1::GetStatusRequest;
use serde_json::Value;

use crate::support::{Province, root};

/// What a package names in its manifest.
struct Package {
    name: String,
    /// What it is built of; what only its tests name is left out.
    normal: BTreeSet<String>,
}

fn packages() -> Vec<Package> {
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells its children where it is"
    )]
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut packages: Vec<Package> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(package)
        .collect();
    packages.sort_by(|a, b| a.name.cmp(&b.name));
    packages
}

fn package(package: &Value) -> Package {
    let dependencies = package["dependencies"].as_array().unwrap().iter();
    let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
    let name = |package: &Value| package["name"].as_str().unwrap().to_owned();
    Package {
        name: name(package),
        normal: normal.map(name).collect(),
    }
}

#[test]
fn crates_know_only_whom_they_may() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut page = String::new();
    for package in &packages {
        let known: Vec<&str> = package
            .normal
            .iter()
            .map(String::as_str)
            .filter(|name| ours.contains(name))
            .collect();
        page += &format!("{} -> {}\n", package.name, known.join(" "));
    }
    expect![[r#"
        agency -> agency-domain catalogue chassis kernel proto
        agency-desk -> agency agency-desk-domain agency-domain chassis kernel proto
        agency-desk-domain -> kernel
        agency-domain -> kernel
        catalogue -> kernel
        chassis -> kernel proto
        forms -> chassis kernel proto
        intake -> catalogue chassis intake-domain kernel proto
        intake-domain -> catalogue kernel
        integration-tests -> 
        kernel -> 
        land-records -> agency agency-domain catalogue chassis kernel land-records-domain proto
        land-records-domain -> kernel
        notification -> catalogue chassis kernel notification-domain proto
        notification-domain -> catalogue kernel
        portal -> chassis kernel portal-account portal-agency portal-citizen portal-desk portal-dossier portal-entrance portal-leaders portal-operators portal-ui proto
        portal-account -> kernel
        portal-agency -> kernel portal-ui proto
        portal-citizen -> chassis kernel portal-ui proto
        portal-desk -> kernel portal-ui proto
        portal-dossier -> portal-ui proto
        portal-entrance -> kernel portal-account portal-ui
        portal-leaders -> portal-ui proto
        portal-operators -> kernel portal-ui proto
        portal-ui -> chassis kernel portal-account proto
        proto -> 
        province -> agency agency-desk catalogue chassis intake kernel land-records notification portal proto reporting routing routing-domain servers social-welfare
        reporting -> catalogue chassis kernel proto reporting-domain
        reporting-domain -> catalogue kernel
        routing -> catalogue chassis kernel proto routing-domain
        routing-domain -> catalogue kernel
        servers -> 
        social-welfare -> agency agency-domain chassis kernel proto social-welfare-domain
        social-welfare-domain -> kernel
        stage -> chassis kernel testkit
        testkit -> servers
    "#]].assert_eq(&page);
}

#[test]
fn domains_are_pure() {
    let allowed = ["catalogue", "chrono", "kernel", "serde", "thiserror"];
    for package in packages()
        .iter()
        .filter(|package| package.name.ends_with("-domain"))
    {
        let impure: Vec<&String> = package
            .normal
            .iter()
            .filter(|name| !allowed.contains(&name.as_str()))
            .collect();
        assert!(impure.is_empty(), "{} knows {impure:?}", package.name);
    }
}

#[test]
fn no_service_knows_another() {
    let packages = packages();
    let services: BTreeSet<&str> = province::world::SERVICES.into_iter().collect();
    for package in packages
        .iter()
        .filter(|package| services.contains(package.name.as_str()))
    {
        let known: Vec<&String> = package
            .normal
            .iter()
            .filter(|name| {
                let of_another = name.trim_end_matches("-domain");
                of_another != package.name && services.contains(of_another)
            })
            .collect();
        assert!(known.is_empty(), "{} knows {known:?}", package.name);
    }
}

/// The bus, the exporter and the reader of settings belong to the chassis; what starts servers
/// may hold the bus's client, and so may tests, which look at the bus from outside.
#[test]
fn the_chassis_keeps_the_bus_and_the_settings_to_itself() {
    let packages = packages();
    let built_of = |dependency: &str| -> Vec<&str> {
        let built = packages
            .iter()
            .filter(|package| package.normal.contains(dependency));
        built.map(|package| package.name.as_str()).collect()
    };
    assert_eq!(built_of("async-nats"), ["chassis", "province", "testkit"]);
    assert_eq!(built_of("opentelemetry-otlp"), ["chassis"]);
    assert_eq!(built_of("config"), ["chassis"]);
}

/// Who listens to whom, as each running service says of itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn speakers_are_heard_by_those_who_should() {
    let province = Province::start().await;
    let mut listeners: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for service in province.world.options.services.clone() {
        let mut operator = province.clients.operations(service);
        let status = operator
            .get_status(GetStatusRequest {})
            .await
            .unwrap()
            .into_inner();
        for hearing in status.hearings {
            listeners
                .entry(hearing.speaker)
                .or_default()
                .insert(service.to_owned());
        }
    }
    let mut page = String::new();
    for (speaker, heard_by) in &listeners {
        let heard_by: Vec<&str> = heard_by.iter().map(String::as_str).collect();
        page += &format!("{speaker} -> {}\n", heard_by.join(" "));
    }
    expect![[r#"
        agency-desk -> reporting routing
        intake -> notification reporting routing
        land-records -> reporting routing
        routing -> agency-desk intake land-records notification reporting social-welfare
        social-welfare -> reporting routing
    "#]]
    .assert_eq(&page);
    province.stop().await;
}
