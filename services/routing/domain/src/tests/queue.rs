//! Legs nobody competent can be named for from the start.

use super::*;

/// A commune that was divided among several in 2025: the filing still names it.
const DIVIDED: &str = "adm:21142:old";

fn divided() -> Route {
    let router = router("2026-11-02T09:00");
    let on = "2026-11-02".parse().unwrap();
    let found = router.catalogue.procedure("1.001776", on).unwrap();
    let command = Command::Plan {
        dossier: DossierId::mint(),
        code: "H48.21028-261102-0001".to_owned(),
        procedure: "1.001776".to_owned(),
        version: found.version,
        receiving: UnitId::new("org:mc-21028"),
        place: UnitId::new(DIVIDED),
        conditional: Vec::new(),
        difficult: false,
        due: None,
        at: router.now,
        legs: found.legs.iter().map(|_| LegId::mint()).collect(),
    };
    let events = Route::decide(&router, None, command).unwrap();
    assert!(
        matches!(
            events[..],
            [Event::Planned(_), Event::Undetermined { leg: 0, .. }]
        ),
        "{events:?}"
    );
    events.iter().fold(None, Route::evolve).unwrap()
}

/// NĐ 118/2025/NĐ-CP: by competence. Where it is unclear the dossier is received all the same.
#[test]
fn a_dossier_of_a_divided_commune_waits_at_the_centre_that_received_it() {
    let mut route = divided();
    let centre = UnitId::new("org:mc-21028");
    assert_eq!(route.holdings()[0].holder, Holder::Unit(centre.clone()));
    assert_eq!(leg(&route, "verify").status, Status::Undetermined);
    let later = leg(&route, "decide-allowance").clone();
    assert_eq!(later.status, Status::Waiting, "its turn comes later");
    assert!(later.unresolved.is_some());

    // Both can be named now; only the one whose turn it is is offered.
    let name = |key: &str, unit: &str, route: &Route| Command::Resolve {
        leg: leg(route, key).id,
        by: centre.clone(),
        unit: UnitId::new(unit),
        reason: "Nơi cư trú thuộc xã mới".to_owned(),
    };
    let second = name("decide-allowance", "org:ubnd-21136", &route);
    let events = tell(&mut route, second);
    assert!(matches!(events[..], [Event::Resolved { .. }]), "{events:?}");
    let first = name("verify", "org:vhxh-21136", &route);
    let events = tell(&mut route, first);
    assert!(
        matches!(
            events[..],
            [Event::Resolved { .. }, Event::Offered { attempt: 1, .. }]
        ),
        "{events:?}"
    );
    let verify = leg(&route, "verify").clone();
    assert_eq!(verify.host, "agency-desk");
    tell(&mut route, completed(&verify, true));
    let decide = leg(&route, "decide-allowance");
    assert_eq!(
        (decide.status, decide.host.as_str()),
        (Status::Offered, "social-welfare")
    );
    assert_eq!(decide.unit.as_str(), "org:ubnd-21136");
}

#[test]
fn a_plan_says_where_nobody_is_competent() {
    let catalogue = catalogue();
    let on = "2026-11-02".parse().unwrap();
    let procedure = catalogue.procedure("1.001776", on).unwrap();
    let (place, receiving) = (UnitId::new(DIVIDED), UnitId::new("org:mc-21028"));
    let plan = plan(
        &catalogue,
        procedure,
        &place,
        &receiving,
        &[] as &[&str],
        on,
    )
    .unwrap();
    expect_test::expect![[r#"
        1. [-] verify @ ? (agency-desk) 12d — chờ xác định thẩm quyền: Xã Trà Bùi đã được sắp xếp vào nhiều đơn vị (Xã Cà Đam, Xã Tây Trà Bồng). Hãy chọn đúng đơn vị hiện nay.
        2. [1] decide-allowance @ ? (social-welfare) 10d — chờ xác định thẩm quyền: Xã Trà Bùi đã được sắp xếp vào nhiều đơn vị (Xã Cà Đam, Xã Tây Trà Bồng). Hãy chọn đúng đơn vị hiện nay.
        3. [2] return @ org:mc-21028 (intake) 0d
    "#]].assert_eq(&plan.to_string());
    let unknown = crate::plan(&catalogue, procedure, &place, &receiving, &["survey"], on);
    let refused = unknown.unwrap_err();
    assert_eq!(kernel::Refuse::reason(&refused), "leg-not-in-procedure");
}
