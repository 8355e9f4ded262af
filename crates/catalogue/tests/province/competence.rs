//! Who is competent: by place, field and procedure, and never by where the dossier was filed
//! (NĐ 118/2025/NĐ-CP).

use catalogue::{Catalogue, Competent, Loaded, Matter, RoleKey, Undetermined};
use chrono::NaiveDate;
use expect_test::expect;
use kernel::UnitId;

use crate::files::{self, lines, text, with};

fn province() -> Catalogue {
    Catalogue::parse(&files::quang_ngai()).catalogue
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("it is a date")
}

fn unit(id: &str) -> UnitId {
    UnitId::from(id)
}

#[test]
fn the_competent_unit_follows_from_the_place_and_not_from_where_it_was_filed() {
    let catalogue = province();
    let resolve = |role: &str, place: &str| {
        let (place, receiving) = (unit(place), unit("org:mc-21548"));
        let matter = Matter {
            place: &place,
            receiving: &receiving,
            field: "dat-dai",
            procedure: "1.013831",
        };
        catalogue.resolve(&RoleKey::from(role), &matter, today())
    };
    let competent = |unit: &str, host: &str| {
        Ok(Competent {
            unit: UnitId::from(unit),
            host: host.to_owned(),
            delegated_by: None,
        })
    };
    assert_eq!(
        resolve("one-stop", "adm:21025"),
        competent("org:mc-21548", "intake")
    );
    assert_eq!(
        resolve("commune-land", "adm:21025"),
        competent("org:kt-21025", "agency-desk")
    );
    assert_eq!(
        resolve("land-registry", "adm:21025"),
        competent("org:vpdkdd", "land-records")
    );
    assert_eq!(
        resolve("welfare", "adm:21025"),
        competent("org:ubnd-21025", "social-welfare")
    );
    // A commune of before 07/2025 leads to the one that took over its work.
    assert_eq!(
        resolve("commune-land", "adm:21022:old"),
        competent("org:kt-21025", "agency-desk")
    );
    // Trà Bùi went to two communes: a person must say which.
    let split = catalogue
        .units()
        .find(|u| u.name == "Xã Trà Bùi")
        .map(|u| resolve("commune-land", u.id.as_str()));
    assert!(
        matches!(&split, Some(Err(Undetermined::Split { successors, .. })) if successors.len() == 2),
        "{split:?}"
    );
    assert!(matches!(
        resolve("welfare", "adm:51"),
        Err(Undetermined::NotACommune { .. })
    ));
    assert!(matches!(
        resolve("welfare", "adm:99999"),
        Err(Undetermined::UnknownUnit(_))
    ));
    assert!(matches!(
        resolve("wizard", "adm:21025"),
        Err(Undetermined::UnknownRole(_))
    ));
    assert!(matches!(
        resolve("welfare", "adm:524"),
        Err(Undetermined::NotInForce { .. })
    ));
}

#[test]
fn every_leg_of_every_procedure_finds_its_agency_in_every_commune() {
    let catalogue = province();
    for procedure in catalogue
        .procedures()
        .iter()
        .filter(|p| p.in_force(today()))
    {
        for commune in catalogue.communes_on(today()) {
            for leg in &procedure.legs {
                let centre = unit("org:ttpvhcc-tinh");
                let matter = Matter {
                    place: &commune.id,
                    receiving: &centre,
                    field: &procedure.field,
                    procedure: &procedure.code,
                };
                let found = catalogue.resolve(&leg.by, &matter, today());
                assert!(
                    found.is_ok(),
                    "{} {} {}: {found:?}",
                    procedure.code,
                    leg.key,
                    commune.name
                );
            }
        }
    }
}

/// The province's roles with delegations of our own.
fn delegating(delegations: &str) -> Loaded {
    let roles = text("roles.yaml");
    let (roles, _) = roles
        .split_once("delegations:")
        .expect("the file ends in them");
    with("roles.yaml", &format!("{roles}delegations:\n{delegations}"))
}

#[test]
fn a_delegation_moves_the_work_for_some_matters_and_some_time() {
    let loaded = delegating(
        "  - role: tax
    fields: [dat-dai]
    places: [\"adm:21025\"]
    valid_from: 2026-01-01
    valid_to: 2026-12-31
    unit: {per_commune: \"org:kt-\"}
    source: quyết định thử
    verified: false
  - role: tax
    procedures: [\"1.010824\"]
    valid_from: 2026-06-01
    unit: {fixed: \"org:bhxh\"}
    host: social-welfare
    source: quyết định thử khác
    verified: false
",
    );
    assert_eq!(lines(&loaded), "");
    let catalogue = loaded.catalogue;
    let tax = |place: &str, field: &str, procedure: &str, on: &str| {
        let (place, receiving) = (unit(place), unit("org:mc-21548"));
        let matter = Matter {
            place: &place,
            receiving: &receiving,
            field,
            procedure,
        };
        let on = on.parse().expect("dates are written year first");
        let found = catalogue.resolve(&RoleKey::from("tax"), &matter, on);
        let found = found.expect("somebody is competent");
        (found.unit.to_string(), found.host, found.delegated_by)
    };
    let own = ("org:thue-tinh".to_owned(), "agency-desk".to_owned(), None);
    let delegated = |unit: &str, host: &str, source: &str| {
        (unit.to_owned(), host.to_owned(), Some(source.to_owned()))
    };
    let land = |place, on| tax(place, "dat-dai", "1.013831", on);
    assert_eq!(land("adm:21025", "2025-12-31"), own);
    assert_eq!(
        land("adm:21025", "2026-01-01"),
        delegated("org:kt-21025", "agency-desk", "quyết định thử")
    );
    assert_eq!(land("adm:21028", "2026-01-01"), own);
    assert_eq!(land("adm:21025", "2027-01-01"), own);
    let merit = |on| tax("adm:21025", "nguoi-co-cong", "1.010824", on);
    assert_eq!(merit("2026-05-31"), own);
    assert_eq!(
        merit("2026-06-01"),
        delegated("org:bhxh", "social-welfare", "quyết định thử khác")
    );
    // Both fit: the later decision in the file counts.
    assert_eq!(
        tax("adm:21025", "dat-dai", "1.010824", "2026-07-01").0,
        "org:bhxh"
    );
}

#[test]
fn delegations_that_cannot_be() {
    let loaded = delegating(
        "  - role: taxx
    fields: [dat-day]
    places: [\"org:thue-tinh\"]
    valid_from: 2026-02-01
    valid_to: 2026-01-01
    unit: {fixed: \"org:nobody\"}
    source: thử
    verified: false
",
    );
    expect![[r#"
        roles.yaml:126: the delegation ends before it begins
        roles.yaml:126: there is no role `taxx`
        roles.yaml:127: the province names no field `dat-day`
        roles.yaml:128: `org:thue-tinh` is no commune
        roles.yaml:131: there is no unit `org:nobody`
    "#]]
    .assert_eq(&lines(&loaded));
    assert!(loaded.catalogue.delegations().is_empty());
}
