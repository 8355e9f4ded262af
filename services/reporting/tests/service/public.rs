//! What everybody may know is what leaders see, and tells of nobody.

use std::collections::BTreeMap;

use catalogue::Catalogue;
use kernel::DossierId;
use proto::reporting::v1::{GetPublicFiguresRequest, GetPublicFiguresResponse, PublicShare};
use reporting_domain::{Fact, How, Period, Row, Times, Wait};
use tonic::Code;

use crate::{
    figures::{rows, tell_all},
    overview::{meant, whole, zone},
    support::{
        World, at,
        said::said,
        story::{Dice, Story},
    },
};

/// As the service is set: what rests on fewer is not told.
const FEWEST: u32 = 10;

async fn told(world: &World) -> GetPublicFiguresResponse {
    // Whoever asks first waits until the service is up.
    world.tiles().await;
    let mut portal = world.client_of("service:portal");
    let told = portal.get_public_figures(GetPublicFiguresRequest {}).await;
    told.unwrap().into_inner()
}

fn period(from: &str, to: &str) -> Period {
    Period::parse(from, to, zone()).unwrap()
}

fn catalogue() -> Catalogue {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
    let province = chassis::config::Province { dir: dir.into() };
    Catalogue::parse(&province.files().unwrap()).catalogue
}

/// The times the rules make of the rows, by procedure.
fn times(rows: &[Row], of: &Period) -> BTreeMap<String, Times> {
    let catalogue = catalogue();
    let mut waits: BTreeMap<String, Vec<Wait>> = BTreeMap::new();
    for row in rows {
        let (Some((received, filing)), Some(finish)) = (&row.accepted, row.finish) else {
            continue;
        };
        if finish.how == How::Settled && of.includes(finish.at) {
            let clock = row
                .clock
                .iter()
                .filter_map(|(at, said)| Some((*at, said.paused?)));
            let wait = Wait::of(catalogue.calendar(), *received, finish.at, clock).unwrap();
            waits
                .entry(filing.procedure.clone())
                .or_default()
                .push(wait);
        }
    }
    let enough = |(procedure, waits): (String, Vec<Wait>)| {
        Times::of(&waits, FEWEST).map(|times| (procedure, times))
    };
    waits.into_iter().filter_map(enough).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_is_told_what_leaders_see_and_how_long_the_rules_say_it_takes() {
    let world = World::new().await;
    let stories = tell_all(&world, &mut Dice::new(47)).await;
    let rows = rows(&stories);
    let now = at("2026-11-20T09:00");
    world.clock.set(now);
    let shown = told(&world).await;
    assert_eq!(
        (shown.from.as_str(), shown.to.as_str(), shown.fewest),
        ("2026-11-13", "2026-11-19", FEWEST)
    );
    let leaders = world.overview(whole(&shown.from, &shown.to)).await.unwrap();
    let seen = leaders.figures.unwrap();
    let share = |part, of| (of >= FEWEST.into()).then_some(PublicShare { part, of });
    assert_eq!(
        shown.finished,
        share(seen.resolved_in_time, seen.resolved_total)
    );
    assert_eq!(
        shown.apologised,
        share(seen.apologies_given, seen.apologies_owed)
    );
    let today = meant(
        &stories,
        &rows,
        &period("2026-11-20", "2026-11-20"),
        now,
        |_| true,
    );
    let today = |column: &str| today.get(column.parse().unwrap());
    assert_eq!(shown.late, share(today("open_late"), today("open_total")));
    assert!(shown.finished.is_some() && shown.late.is_some_and(|late| late.part > 0));
    let last_ninety = ("2026-08-22", "2026-11-19");
    assert_eq!(
        (shown.times_from.as_str(), shown.times_to.as_str()),
        last_ninety
    );
    let meant = times(&rows, &period(last_ninety.0, last_ninety.1));
    assert!(meant.len() == 3 && meant.values().any(|times| times.half < times.half_whole));
    assert!(
        shown
            .times
            .is_sorted_by_key(|time| std::cmp::Reverse(time.dossiers))
    );
    let shown = shown.times.into_iter().map(|time| {
        let times = Times {
            dossiers: time.dossiers,
            half: time.half_days,
            nine_tenths: time.nine_tenths_days,
            half_whole: time.half_whole_days,
        };
        (time.procedure, times)
    });
    assert_eq!(shown.collect::<BTreeMap<_, _>>(), meant);
}

/// So many dossiers that came to a result two days after they were received.
async fn finish(world: &World, dossiers: usize, dice: &mut Dice) {
    let mut facts = Vec::new();
    for _ in 0..dossiers {
        let dossier = DossierId::mint();
        let Some((_, Fact::Accepted(filing, _))) = Story::any(dice).desk.into_iter().next() else {
            unreachable!("each story begins at the desk");
        };
        let filing = reporting_domain::Accepted {
            procedure: "1.001776".into(),
            ..filing
        };
        let accepted = Fact::Accepted(filing, at("2026-11-18T16:00"));
        for (when, fact) in [
            ("2026-11-16T08:00", accepted),
            ("2026-11-18T08:00", Fact::Ready(None)),
        ] {
            facts.push((dossier, said(dossier, at(when), fact, dice)));
        }
    }
    world.intake.says_all(facts).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_few_dossiers_nothing_is_told_and_what_is_told_is_kept_for_a_while() {
    let world = World::new().await;
    let mut dice = Dice::new(11);
    finish(&world, 9, &mut dice).await;
    world.heard("intake", 18).await;
    world.clock.set(at("2026-11-20T09:00"));
    let nine = told(&world).await;
    assert_eq!(
        (nine.finished, nine.apologised, nine.late),
        Default::default()
    );
    assert!(nine.times.is_empty());
    finish(&world, 1, &mut dice).await;
    world.heard("intake", 20).await;
    assert_eq!(told(&world).await, nine, "a crowd asks the database once");
    world.clock.set(at("2026-11-20T09:02"));
    let soon = told(&world).await;
    assert_eq!(soon.finished, Some(PublicShare { part: 10, of: 10 }));
    assert!(soon.times.is_empty(), "ninety days wait ten minutes");
    world.clock.set(at("2026-11-20T09:13"));
    let ten = told(&world).await;
    assert_eq!((ten.apologised, ten.late), Default::default());
    let [time] = ten.times.as_slice() else {
        panic!("{:?}", ten.times);
    };
    assert_eq!(
        (time.procedure.as_str(), time.dossiers, time.half_days),
        ("1.001776", 10, 2)
    );
}

/// The portal asks for everybody; nobody else is let in, a leader no more than a citizen.
#[tokio::test(flavor = "multi_thread")]
async fn only_the_portal_on_its_own_account_may_ask() {
    let world = World::new().await;
    told(&world).await;
    for name in [
        "service:intake",
        "leader:nga",
        "operator:op",
        "officer:an@org:mc-21040",
        "citizen:binh",
        "anonymous",
    ] {
        let mut client = world.client_of(name);
        let refused = client.get_public_figures(GetPublicFiguresRequest {}).await;
        assert_eq!(
            refused.unwrap_err().code(),
            Code::PermissionDenied,
            "{name}"
        );
    }
}
