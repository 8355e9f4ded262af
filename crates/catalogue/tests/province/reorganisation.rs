//! What becomes of units and their work: 1 July 2025, when 23 districts and 272 communes of two
//! provinces became 96 communes of one (Luật 72/2025/QH15), replayed on the real units.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{Catalogue, Matter, RoleKey, Succession, Unit};
use chrono::NaiveDate;
use kernel::UnitId;

use crate::files;

fn province() -> Catalogue {
    Catalogue::parse(&files::quang_ngai()).catalogue
}

fn the_day() -> NaiveDate {
    date("2025-07-01")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("dates are written year first")
}

fn ids<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Vec<&'a str> {
    units.into_iter().map(|unit| unit.id.as_str()).collect()
}

/// Whom the work of a unit went to, as ids.
fn after<'a>(catalogue: &'a Catalogue, unit: &Unit) -> Vec<&'a str> {
    match catalogue.successors_on(&unit.id, the_day()) {
        Succession::Itself => panic!("{} has not ended", unit.name),
        Succession::One(now) => vec![now.id.as_str()],
        Succession::Several(several) => ids(several),
        Succession::Nobody => Vec::new(),
    }
}

#[test]
fn every_old_commune_ends_in_the_new_ones_that_name_it_and_none_is_orphaned() {
    let catalogue = province();
    let eve = the_day().pred_opt().expect("there is a day before");
    let old: Vec<_> = catalogue.communes_on(eve).collect();
    let districts: Vec<_> = catalogue
        .units_on(eve)
        .filter(|u| u.is_district())
        .collect();
    let new: Vec<_> = catalogue.communes_on(the_day()).collect();
    assert_eq!((districts.len(), old.len(), new.len()), (23, 272, 96));

    // Read from the other side: which new communes say they took over from whom.
    let mut taken: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for commune in &new {
        assert!(!commune.predecessors.is_empty(), "{}", commune.name);
        for before in &commune.predecessors {
            let taken_by = taken.entry(before.as_str()).or_default();
            taken_by.insert(commune.id.as_str());
        }
    }
    for commune in &old {
        let went_to: BTreeSet<_> = after(&catalogue, commune).into_iter().collect();
        assert!(!went_to.is_empty(), "{} is orphaned", commune.name);
        assert_eq!(
            Some(&went_to),
            taken.get(commune.id.as_str()),
            "{}",
            commune.name
        );
    }
    // Nothing else was taken over than the communes, and Lý Sơn, a district without communes.
    let mut known: BTreeSet<_> = ids(old.iter().copied()).into_iter().collect();
    known.insert("adm:536");
    assert_eq!(taken.keys().copied().collect::<BTreeSet<_>>(), known);
    // One commune was divided.
    let divided: Vec<_> = old
        .iter()
        .filter(|commune| after(&catalogue, commune).len() > 1)
        .map(|commune| (commune.name.as_str(), after(&catalogue, commune)))
        .collect();
    assert_eq!(divided, [("Xã Trà Bùi", vec!["adm:21136", "adm:21157"])]);
}

#[test]
fn every_agency_that_ended_with_the_districts_has_somebody_who_took_over() {
    let catalogue = province();
    let mut ended: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in catalogue.ceasing(the_day()) {
        *ended.entry(unit.kind.as_str()).or_default() += 1;
        let gone = unit.is_district() && unit.id.as_str() != "adm:536";
        assert_eq!(after(&catalogue, unit).is_empty(), gone, "{}", unit.name);
    }
    let count = |kind: &str| ended.get(kind).copied().unwrap_or_default();
    assert_eq!(
        (count("ubnd_xa"), count("mot_cua_xa"), count("cong_an_xa")),
        (272, 272, 272)
    );
    assert_eq!(
        (
            count("ubnd_huyen"),
            count("mot_cua_huyen"),
            count("chi_nhanh_dkdd")
        ),
        (23, 23, 23)
    );
    // Labour and environment of each district.
    assert_eq!(count("phong_huyen"), 46);
    // And what began has a predecessor, but for the offices of Lý Sơn, which had no communes, and
    // of which the district had none.
    let new: Vec<_> = catalogue.beginning(the_day()).collect();
    let orphans = new.into_iter().filter(|unit| unit.predecessors.is_empty());
    assert_eq!(ids(orphans), ["org:ca-21548"]);
}

#[test]
fn a_district_s_work_goes_where_the_place_of_the_matter_went() {
    let catalogue = province();
    let went = |unit: &str, place: &str| {
        let (unit, place) = (UnitId::from(unit), UnitId::from(place));
        match catalogue.successor_for(&unit, &place, the_day()) {
            Succession::One(now) => now.id.to_string(),
            other => format!("{other:?}").chars().take(7).collect(),
        }
    };
    // Phường Trần Hưng Đạo of the city became part of phường Cẩm Thành.
    assert_eq!(went("org:ubnd-522", "adm:21022:old"), "org:ubnd-21025");
    assert_eq!(went("org:ldtbxh-522", "adm:21022:old"), "org:vhxh-21025");
    assert_eq!(went("org:mc-522", "adm:21016:old"), "org:mc-21028");
    assert_eq!(went("org:tnmt-522", "adm:21022:old"), "org:kt-21025");
    assert_eq!(went("org:cndkdd-522", "adm:21022:old"), "org:vpdkdd");
    assert_eq!(went("org:mc-21022:old", "adm:21022:old"), "org:mc-21025");
    // Lý Sơn was a district and is a special zone.
    assert_eq!(went("org:ubnd-536", "adm:536"), "org:ubnd-21548");
    // A place of another district does not say which, and neither does a place that was divided.
    assert_eq!(went("org:ubnd-522", "adm:21484:old"), "Several");
    assert_eq!(went("org:ubnd-21142:old", "adm:21142:old"), "Several");
    assert_eq!(went("org:ubnd-21142:old", "adm:21136"), "org:ubnd-21136");
    assert_eq!(went("adm:524", "adm:524"), "Nobody");
    assert_eq!(went("org:nobody", "adm:21025"), "Nobody");
    assert_eq!(went("org:vpdkdd", "adm:21025"), "Itself");
}

#[test]
fn a_dossier_of_june_2025_finds_its_agencies_before_and_after() {
    let catalogue = province();
    let eve = date("2025-06-30");
    let mut undetermined: BTreeSet<&str> = BTreeSet::new();
    for procedure in catalogue.procedures().iter().filter(|p| p.in_force(eve)) {
        for commune in catalogue.communes_on(eve) {
            let centre = UnitId::new(commune.id.as_str().replace("adm:", "org:mc-"));
            assert!(catalogue.may_receive(procedure, &centre, eve), "{centre}");
            let matter = Matter {
                place: &commune.id,
                receiving: &centre,
                field: &procedure.field,
                procedure: &procedure.code,
            };
            for leg in &procedure.legs {
                let found = catalogue.resolve(&leg.by, &matter, eve);
                let found =
                    found.unwrap_or_else(|why| panic!("{} {}: {why}", procedure.code, leg.key));
                let after = catalogue.successor_for(&found.unit, &commune.id, the_day());
                match after {
                    Succession::Itself | Succession::One(_) => {}
                    Succession::Several(_) => {
                        undetermined.insert(commune.name.as_str());
                    }
                    Succession::Nobody => panic!("nobody took over from {}", found.unit),
                }
            }
        }
    }
    // Only there a person must say which: everything else moves by itself.
    assert_eq!(undetermined.into_iter().collect::<Vec<_>>(), ["Xã Trà Bùi"]);
}

#[test]
fn a_department_that_ended_is_followed_by_field() {
    // 01/03/2025: merit went to the home department, social protection to that of health.
    let catalogue = province();
    let unit = |field: &str, on: &str| {
        let (place, receiving) = (UnitId::from("adm:21022:old"), UnitId::from("org:mc-522"));
        let matter = Matter {
            place: &place,
            receiving: &receiving,
            field,
            procedure: "1.010824",
        };
        let found = catalogue.resolve(&RoleKey::from("labour-department"), &matter, date(on));
        found.map(|found| (found.unit.to_string(), found.delegated_by.is_some()))
    };
    let found = |unit: &str, delegated| Ok((unit.to_owned(), delegated));
    assert_eq!(
        unit("nguoi-co-cong", "2025-02-28"),
        found("org:so-ldtbxh", false)
    );
    assert_eq!(
        unit("nguoi-co-cong", "2025-03-01"),
        found("org:so-noi-vu", true)
    );
    assert_eq!(
        unit("bao-tro-xa-hoi", "2025-06-30"),
        found("org:so-y-te", true)
    );
    let unclear = unit("dat-dai", "2025-06-30").expect_err("three departments took over");
    assert_eq!(
        unclear.to_string(),
        "Sở Lao động - Thương binh và Xã hội đã được sắp xếp vào nhiều đơn vị (Sở Giáo dục và Đào tạo, Sở Nội vụ, Sở Y tế). Hãy chọn đúng đơn vị hiện nay."
    );
}
