//! The table the database counts is the table of the rules, and every figure can be opened.

use kernel::{DossierId, Instant};
use proto::reporting::v1 as asked;
use reporting_domain::{Column, Counts, Fact, GroupBy, Period, Row, Table, fold, progress};

use crate::support::{
    World, at,
    story::{Dice, Story, said},
};

const STORIES: usize = 300;

const PERIODS: [(&str, &str); 6] = [
    ("2026-09-01", "2026-09-30"),
    ("2026-10-01", "2026-10-31"),
    ("2026-11-01", "2026-11-30"),
    ("2026-11-20", "2026-11-20"),
    ("2026-01-01", "2026-12-31"),
    ("2027-01-01", "2027-03-31"),
];

const GROUPS: [(GroupBy, asked::GroupBy); 3] = [
    (GroupBy::Unit, asked::GroupBy::Unit),
    (GroupBy::Field, asked::GroupBy::Field),
    (GroupBy::Procedure, asked::GroupBy::Procedure),
];

/// Says every story on the bus and waits until it is heard; the rows the rules make of them.
async fn tell_all(world: &World, dice: &mut Dice) -> Vec<Row> {
    let stories: Vec<Story> = (0..STORIES).map(|_| Story::any(dice)).collect();
    let mut told: [Vec<(Instant, DossierId, Fact)>; 2] = [Vec::new(), Vec::new()];
    for story in &stories {
        let of = |facts: &[(Instant, Fact)]| -> Vec<_> {
            facts
                .iter()
                .map(|(at, fact)| (*at, story.dossier, fact.clone()))
                .collect()
        };
        told[0].extend(of(&story.desk));
        told[1].extend(of(&story.land));
    }
    let voices = [("intake", &world.intake), ("land-records", &world.land)];
    for (facts, (_, voice)) in told.iter_mut().zip(voices) {
        // As time went by: the dossiers' facts come all mixed up.
        facts.sort_by_key(|(at, ..)| *at);
        for some in facts.chunks(97) {
            let some = some.iter().cloned();
            let facts = some.map(|(at, dossier, fact)| (dossier, said(dossier, at, fact, dice)));
            voice.says_all(facts.collect()).await;
        }
    }
    for (facts, (speaker, _)) in told.iter().zip(voices) {
        world.heard(speaker, facts.len()).await;
    }
    let row = |story: Story| {
        let facts = story.desk.into_iter().chain(story.land);
        facts.fold(Row::new(story.dossier), |row, (at, fact)| {
            fold(row, at, fact)
        })
    };
    stories.into_iter().map(row).collect()
}

fn figures(row: &asked::ProgressRow) -> [u64; 12] {
    [
        row.received_total,
        row.received_online,
        row.received_counter_and_post,
        row.carried_over,
        row.resolved_total,
        row.resolved_early,
        row.resolved_on_time,
        row.resolved_late,
        row.open_total,
        row.open_in_time,
        row.open_late,
        row.paused,
    ]
}

fn of(counts: &Counts) -> [u64; 12] {
    Column::ALL.map(|column| counts.get(column))
}

fn assert_same(shown: &asked::GetProgressResponse, table: &Table, what: &str) {
    assert_eq!(
        figures(shown.total.as_ref().unwrap()),
        of(&table.total),
        "{what}"
    );
    let shown: Vec<_> = shown
        .rows
        .iter()
        .map(|row| (row.key.clone(), figures(row)))
        .collect();
    let meant: Vec<_> = table
        .groups
        .iter()
        .map(|(key, c)| (key.clone(), of(c)))
        .collect();
    assert_eq!(shown, meant, "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_counts_what_the_rules_count() {
    let world = World::new().await;
    let rows = tell_all(&world, &mut Dice::new(2026)).await;
    let zone = chrono::FixedOffset::east_opt(7 * 3600).unwrap();
    for now in ["2026-11-20T09:00", "2026-10-10T23:59", "2026-12-31T00:00"] {
        world.clock.set(at(now));
        for (from, to) in PERIODS {
            for (group_by, asked_by) in GROUPS {
                let shown = world.progress(from, to, asked_by).await.unwrap();
                let as_of = shown.as_of.as_ref().unwrap();
                let nanos = u32::try_from(as_of.nanos).unwrap();
                let as_of = Instant::from_timestamp(as_of.seconds, nanos).unwrap();
                let period = Period::parse(from, to, zone).unwrap();
                let meant = progress(&rows, &period, as_of, group_by);
                assert_same(
                    &shown,
                    &meant,
                    &format!("{from} to {to} by {group_by:?} at {now}"),
                );
            }
        }
    }
    // Enough of everything was made up for the comparison to mean something.
    let whole = world
        .progress("2026-10-01", "2026-10-31", asked::GroupBy::Unit)
        .await
        .unwrap();
    assert!(
        figures(&whole.total.unwrap())
            .iter()
            .all(|figure| *figure > 3)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_every_figure_are_that_many_dossiers() {
    let world = World::new().await;
    let rows = tell_all(&world, &mut Dice::new(118)).await;
    let holder = |line: &asked::DossierLine| {
        let row = rows
            .iter()
            .find(|row| row.dossier.to_string() == line.dossier_id);
        row.unwrap()
            .holder()
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    for (_, group_by) in GROUPS {
        let table = world
            .progress("2026-10-01", "2026-10-31", group_by)
            .await
            .unwrap();
        for row in table.rows.iter().chain(&table.total) {
            for (column, figure) in Column::ALL.into_iter().zip(figures(row)) {
                let request = asked::ListDossiersRequest {
                    from: "2026-10-01".into(),
                    to: "2026-10-31".into(),
                    group_by: group_by.into(),
                    key: row.key.clone(),
                    column: column.word().into(),
                };
                let lines = world.behind(request).await.unwrap().dossiers;
                assert_eq!(lines.len() as u64, figure, "{} {}", row.key, column.word());
                let sorted =
                    lines.is_sorted_by_key(|line| line.accepted_at.as_ref().map(|at| at.seconds));
                assert!(sorted, "those received first come first");
                assert!(lines.iter().all(|line| line.holder == holder(line)));
            }
        }
    }
}

/// Every figure of October; the moment it was asked for aside.
async fn october(world: &World) -> asked::GetProgressResponse {
    let by = asked::GroupBy::Unit;
    let table = world
        .progress("2026-10-01", "2026-10-31", by)
        .await
        .unwrap();
    asked::GetProgressResponse {
        as_of: None,
        ..table
    }
}

/// Waits until the service has read as far as it had before.
async fn caught_up(world: &World, far: i64) {
    testkit::eventually(crate::support::PATIENCE, || read(world), |now| *now == far).await;
}

async fn read(world: &World) -> i64 {
    sqlx::query_scalar("select coalesce(sum(position), 0)::bigint from bus.reader")
        .fetch_one(&world.database.pool)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_heard_again_changes_nothing_and_makes_anew_what_was_lost() {
    let world = World::new().await;
    tell_all(&world, &mut Dice::new(61)).await;
    let (before, far) = (october(&world).await, read(&world).await);
    let world = world.restarted("update bus.reader set position = 0").await;
    caught_up(&world, far).await;
    assert_eq!(october(&world).await, before);
    let world = world
        .restarted("truncate dossier, clock, leg, bus.reader, bus.heard")
        .await;
    caught_up(&world, far).await;
    assert_eq!(october(&world).await, before);
}
