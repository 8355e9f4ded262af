//! Units that are no more, and versions that come: open dossiers go on, and no date moves.

use std::collections::BTreeMap;

use catalogue::SourceFile;
use kernel::Refuse as _;

use super::*;

fn router_of(catalogue: Arc<Catalogue>, now: &str) -> Router {
    Router {
        now: at(now),
        catalogue,
    }
}

/// A dossier received under three tiers.
fn received(procedure: &str, place: &str, receiving: &str) -> Route {
    let router = router("2025-06-20T09:00");
    let found = router
        .catalogue
        .procedure(procedure, "2025-06-20".parse().unwrap())
        .unwrap();
    let command = Command::Plan {
        dossier: DossierId::mint(),
        code: "H48-250620-0001".to_owned(),
        procedure: procedure.to_owned(),
        version: found.version,
        receiving: UnitId::new(receiving),
        place: UnitId::new(place),
        conditional: Vec::new(),
        difficult: false,
        due: Some(at("2025-07-22T09:00")),
        at: router.now,
        legs: found.legs.iter().map(|_| LegId::mint()).collect(),
    };
    let events = Route::decide(&router, None, command).unwrap();
    events.iter().fold(None, Route::evolve).unwrap()
}

fn reorganised(route: &Route) -> (Route, Vec<Event>) {
    let command = Command::Reorganise {
        on: "2025-07-01".parse().unwrap(),
        reason: "Luật 72/2025/QH15".to_owned(),
    };
    let events = Route::decide(&router("2025-07-01T08:00"), Some(route), command).unwrap();
    let after = events.iter().fold(Some(route.clone()), Route::evolve);
    (after.unwrap(), events)
}

/// Luật 72/2025/QH15: from 1 July 2025 districts are no more and communes are merged.
#[test]
fn a_merger_moves_open_legs_and_the_desk_and_nothing_else() {
    let mut route = received("1.001776", "adm:21022:old", "org:mc-522");
    let verify = leg(&route, "verify").clone();
    assert_eq!(verify.unit.as_str(), "org:ubnd-21022:old");
    tell(&mut route, accepted(&verify));
    let (after, events) = reorganised(&route);
    let units: Vec<&str> = after.legs.iter().map(|leg| leg.unit.as_str()).collect();
    let now = [
        "org:ubnd-21025",
        "org:vhxh-21025",
        "org:ubnd-21025",
        "org:mc-21025",
    ];
    assert_eq!(units, now);
    assert_eq!(after.receiving.as_str(), "org:mc-21025");
    let held = leg(&after, "verify");
    assert_eq!(
        (held.status, held.due),
        (Status::Held, leg(&route, "verify").due)
    );
    assert_eq!(after.due, route.due, "the promise stands");
    assert!(events.iter().all(|event| match event {
        Event::UnitMoved { reason, .. } | Event::ReceivingMoved { reason, .. } =>
            reason == "Luật 72/2025/QH15",
        _ => false,
    }));
    assert_eq!(
        reorganised(&after).1,
        [],
        "done once, nothing is left to do"
    );
    let mut after = after;
    tell(&mut after, completed(&verify, true));
    assert_eq!(
        leg(&after, "appraise").status,
        Status::Offered,
        "and it goes on"
    );
}

/// Several took over, and the place does not say which: a person must.
#[test]
fn a_split_goes_to_the_coordination_queue_and_the_case_is_closed_first() {
    let mut route = received("1.001776", "adm:21142:old", "org:mc-522");
    let verify = leg(&route, "verify").clone();
    tell(&mut route, accepted(&verify));
    let (after, events) = reorganised(&route);
    let queued = leg(&after, "verify").clone();
    assert_eq!(queued.status, Status::Undetermined);
    assert!(queued.unresolved.is_some());
    assert!(events.iter().any(|event| matches!(
        event,
        Event::Ceased {
            ground: CloseGround::Moved,
            ..
        }
    )));
    assert_eq!(
        reorganised(&after).1,
        [],
        "done once, nothing is left to do"
    );
    // Named at once; offered only when the agency that had it has let go.
    let mut after = after;
    let centre = after.receiving.clone();
    let named = Command::Resolve {
        leg: queued.id,
        by: UnitId::new("org:ttpvhcc-tinh"),
        unit: UnitId::new("org:ubnd-21136"),
        reason: "Thửa đất thuộc xã mới".to_owned(),
    };
    let provincial = catalogue()
        .centres_on("2025-07-01".parse().unwrap())
        .any(|one| one.id.as_str() == "org:ttpvhcc-tinh");
    assert!(provincial, "{centre}");
    let router = router("2025-07-02T08:00");
    let mut say = |command: Command| {
        let events = Route::decide(&router, Some(&after), command).unwrap();
        after = events
            .iter()
            .fold(Some(after.clone()), Route::evolve)
            .unwrap();
        events
    };
    let events = say(named);
    assert!(matches!(events[..], [Event::Resolved { .. }]), "{events:?}");
    let at = at("2025-07-02T08:00");
    let events = say(Command::LetGo { leg: queued.id, at });
    assert!(
        matches!(
            events[..],
            [Event::LetGo { .. }, Event::Offered { attempt: 2, .. }]
        ),
        "{events:?}"
    );
}

/// The whole province on 1 July 2025: every procedure of the three tiers in every old commune.
#[test]
fn the_first_of_july_2025_leaves_no_orphan() {
    let catalogue = catalogue();
    let before = "2025-06-30".parse().unwrap();
    let on = "2025-07-01".parse().unwrap();
    let procedures: Vec<&str> = catalogue
        .procedures()
        .iter()
        .filter(|one| one.valid_to == Some(before))
        .map(|one| one.code.as_str())
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |what| *counts.entry(what).or_default() += 1;
    let places: Vec<&str> = catalogue
        .communes_on(before)
        .map(|place| place.id.as_str())
        .collect();
    for place in &places {
        for procedure in &procedures {
            let receiving = "org:mc-522";
            let route = received(procedure, place, receiving);
            count("dossiers");
            let (after, _) = reorganised(&route);
            assert_eq!(after.legs.len(), route.legs.len(), "no leg is lost");
            assert_eq!(after.due, route.due);
            for leg in after.legs.iter().filter(|leg| leg.kind == Kind::Work) {
                let unit = catalogue.unit(&leg.unit).unwrap();
                if leg.unresolved.is_some() {
                    count("legs in the coordination queue");
                } else {
                    assert!(unit.in_force(on), "{place} {procedure}: {}", leg.unit);
                    count("legs with a unit in force");
                }
            }
            assert!(catalogue.unit(&after.receiving).unwrap().in_force(on));
            assert_eq!(after.holdings().len(), route.holdings().len());
        }
    }
    assert!(places.len() > 200 && procedures.len() > 5, "the real units");
    expect_test::expect![[r#"
        {
            "dossiers": 4352,
            "legs in the coordination queue": 25,
            "legs with a unit in force": 12215,
        }"#]]
    .assert_eq(&format!("{counts:#?}"));
}

/// The province with a second version of the monthly allowance from 1 December 2026.
fn with_second_version(changed: impl Fn(String) -> String) -> Arc<Catalogue> {
    let mut files = folder::quang_ngai();
    let known = "procedures/1.001776.yaml";
    let first = files.iter_mut().find(|file| file.path == known).unwrap();
    let second = changed(
        first
            .text
            .replace("valid_from: 2025-07-01", "valid_from: 2026-12-01"),
    );
    first.text = first.text.replace(
        "valid_from: 2025-07-01",
        "valid_from: 2025-07-01\nvalid_to: 2026-11-30",
    );
    files.push(SourceFile {
        path: "procedures/1.001776-2026.yaml".to_owned(),
        text: second,
    });
    let loaded = Catalogue::parse(&files);
    assert_eq!(loaded.problems, []);
    Arc::new(loaded.catalogue)
}

fn migrate(catalogue: &Arc<Catalogue>, route: &Route) -> Result<(Route, Vec<String>), Refusal> {
    let router = router_of(catalogue.clone(), "2026-12-02T08:00");
    let version = "2026-12-01".parse().unwrap();
    let legs: Vec<LegId> = (0..9).map(|_| LegId::mint()).collect();
    let changes = Migration::of(&router, route, version, legs.clone())?.changes;
    let command = Command::Migrate {
        version,
        reason: "Theo quyết định công bố mới".to_owned(),
        legs,
    };
    let events = Route::decide(&router, Some(route), command)?;
    let after = events.iter().fold(Some(route.clone()), Route::evolve);
    Ok((after.unwrap(), changes))
}

const PUBLISH: &str = "  - key: publish
    title: Công khai quyết định
    by: commune-culture
    task: publish
    term: 1d
    counts: false
";

#[test]
fn an_open_dossier_goes_on_under_a_new_version_and_no_date_moves() {
    let catalogue = with_second_version(|text| {
        let text = text.replace(
            "term: 7d}\n      - {title: Chủ tịch",
            "term: 7d}\n      - {title: Lãnh đạo",
        );
        text.replacen(
            "  - key: return\n",
            &format!("{PUBLISH}  - key: return\n"),
            1,
        )
    });
    let mut route = planned("1.001776");
    route.due = Some(at("2026-12-04T09:00"));
    let verify = leg(&route, "verify").clone();
    tell(&mut route, accepted(&verify));
    let (after, changes) = migrate(&catalogue, &route).unwrap();
    expect_test::expect![
        "Thêm khâu «Công khai quyết định» (Phòng Văn hóa - Xã hội phường Nghĩa Lộ)."
    ]
    .assert_eq(&changes.join("\n"));
    assert_eq!(after.version, "2026-12-01".parse().unwrap());
    assert_eq!(after.due, route.due);
    assert_eq!(
        leg(&after, "verify"),
        leg(&route, "verify"),
        "what is under way stays as it is"
    );
    let publish = after.position(leg(&after, "publish").id).unwrap();
    assert_eq!(leg(&after, "return").after, [publish]);
    assert_eq!(
        migrate(&catalogue, &after).unwrap().0,
        after,
        "twice, it is the same"
    );
}

#[test]
fn a_migration_that_would_undo_what_was_done_is_refused_by_name() {
    let mut route = planned("1.001776");
    let verify = leg(&route, "verify").clone();
    tell(&mut route, accepted(&verify));
    let refused = |changed: &dyn Fn(String) -> String| {
        let catalogue = with_second_version(changed);
        migrate(&catalogue, &route).unwrap_err().reason()
    };
    let gone = refused(&|text| text.replace("key: verify", "key: verify-anew"));
    assert_eq!(gone, "migration-leg-gone");
    let role = refused(&|text| text.replacen("by: commune-culture", "by: commune-committee", 1));
    assert_eq!(role, "migration-role-differs");
    let order = refused(&|text| text.replacen("legs:\n", &format!("legs:\n{PUBLISH}"), 1));
    assert_eq!(order, "migration-out-of-order");
    let unknown = migrate(&catalogue(), &route).unwrap_err();
    assert_eq!(unknown.reason(), "procedure-version-gone");
}
