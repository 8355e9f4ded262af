//! The table the database counts is the table of the rules, and every figure can be opened.

use chassis::Fact as Said;
use kernel::{DossierId, Instant};
use proto::reporting::v1 as asked;
use reporting_domain::{
    Account, Attribution, Column, Counts, Delays, Expiry, Fact, Figures, GroupBy, Note, Period,
    Row, Table, fold, progress,
};

use crate::support::{
    World, at,
    said::{noted, said},
    story::{Dice, Story},
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

/// Says every story on the bus and waits until it is heard.
pub async fn tell_all(world: &World, dice: &mut Dice) -> Vec<Story> {
    let stories: Vec<Story> = (0..STORIES).map(|_| Story::any(dice)).collect();
    let mut told: [Vec<(Instant, DossierId, Said)>; 3] = Default::default();
    for story in &stories {
        let mut of = |facts: &[(Instant, Fact)]| -> Vec<_> {
            let each = facts.iter().map(|(at, fact)| {
                let said = said(story.dossier, *at, fact.clone(), dice);
                (*at, story.dossier, said)
            });
            each.collect()
        };
        told[0].extend(of(&story.desk));
        told[1].extend(of(&story.route));
        told[2].extend(of(&story.land));
        for (at, note) in &story.notes {
            // How people rate it the desk says, all else the route.
            let speaker = if matches!(note, Note::Rated { .. }) {
                0
            } else {
                1
            };
            let said = noted(story.dossier, *at, note.clone());
            told[speaker].push((*at, story.dossier, said));
        }
    }
    let voices = [
        ("intake", &world.intake),
        ("routing", &world.routing),
        ("land-records", &world.land),
    ];
    let counts = told.each_ref().map(Vec::len);
    for (mut facts, (_, voice)) in told.into_iter().zip(voices) {
        // As time went by: the dossiers' facts come all mixed up.
        facts.sort_by_key(|(at, ..)| *at);
        while !facts.is_empty() {
            let some = facts.drain(..facts.len().min(97));
            let some = some.map(|(_, dossier, said)| (dossier, said));
            voice.says_all(some.collect()).await;
        }
    }
    for (count, (speaker, _)) in counts.into_iter().zip(voices) {
        world.heard(speaker, count).await;
    }
    stories
}

/// The rows the rules make of the stories.
pub fn rows(stories: &[Story]) -> Vec<Row> {
    let row = |story: &Story| {
        let facts = story.desk.iter().chain(&story.route).chain(&story.land);
        let start = Row::new(story.dossier);
        facts.fold(start, |row, (at, fact)| fold(row, *at, fact.clone()))
    };
    stories.iter().map(row).collect()
}

/// The table of delays the rules make of the stories.
fn delays(stories: &[Story], period: &Period) -> Delays {
    let (mut accounts, mut expired): (Vec<Account>, Vec<Expiry>) = Default::default();
    let mut attributed: Vec<(String, Attribution)> = Vec::new();
    for story in stories {
        let Some((_, Fact::Accepted(filing, _))) = story.desk.first() else {
            unreachable!("each story begins at the desk");
        };
        let mut first = true;
        for (_, note) in &story.notes {
            match note {
                Note::Accounted(account) => accounts.push(account.clone()),
                Note::OfferExpired(expiry) => expired.push(expiry.clone()),
                // The second is about a correction.
                Note::Attributed(said) if std::mem::take(&mut first) => {
                    attributed.push((filing.procedure.clone(), said.clone()));
                }
                _ => {}
            }
        }
    }
    let told = attributed
        .iter()
        .map(|(procedure, said)| (procedure.as_str(), said));
    Delays::of(&accounts, told, &expired, period)
}

fn figures(row: &asked::ProgressRow) -> [u64; 13] {
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
        row.rescheduled,
    ]
}

/// The columns of the form itself, which come first.
fn of(counts: &Counts) -> [u64; 13] {
    std::array::from_fn(|nth| counts.get(Column::ALL[nth]))
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
    let rows = rows(&tell_all(&world, &mut Dice::new(2026)).await);
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
    let rows = rows(&tell_all(&world, &mut Dice::new(118)).await);
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
                    ..Default::default()
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

fn summed(row: &asked::DelayRow) -> Figures {
    Figures {
        legs: row.legs,
        late: row.legs_late,
        waiting: row.waiting_minutes,
        spent: row.spent_minutes,
        allotted: row.allotted_minutes,
        blamed: row.blamed_minutes,
        dossiers_blamed: row.dossiers_blamed,
        offers_expired: row.offers_expired,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_sums_the_delays_the_rules_sum() {
    let world = World::new().await;
    let stories = tell_all(&world, &mut Dice::new(19)).await;
    let zone = chrono::FixedOffset::east_opt(7 * 3600).unwrap();
    for (from, to) in PERIODS {
        let meant = delays(&stories, &Period::parse(from, to, zone).unwrap());
        let shown = world.delays(from, to, "").await.unwrap();
        let key = |row: &asked::DelayRow| {
            let (unit, procedure) = (row.unit.clone(), row.procedure.clone());
            (unit, procedure, row.leg_key.clone())
        };
        let rows: Vec<_> = shown
            .rows
            .iter()
            .map(|row| (key(row), summed(row)))
            .collect();
        let expected: Vec<_> = meant
            .rows
            .iter()
            .map(|(key, figures)| {
                let (procedure, leg) = (key.procedure.clone(), key.leg.clone());
                ((key.unit.to_string(), procedure, leg), *figures)
            })
            .collect();
        assert_eq!(rows, expected, "{from} to {to}");
        assert_eq!(summed(shown.total.as_ref().unwrap()), meant.total);
        // One unit's rows are those of the whole table.
        let one = world.delays(from, to, "org:vpdkdd").await.unwrap();
        let own: Vec<_> = shown
            .rows
            .into_iter()
            .filter(|row| row.unit == "org:vpdkdd")
            .collect();
        assert_eq!(one.rows, own);
    }
    let whole = world.delays("2026-01-01", "2026-12-31", "").await.unwrap();
    let total = summed(&whole.total.unwrap());
    assert!(
        total.legs > 50 && total.late > 10 && total.offers_expired > 10,
        "{total:?}"
    );
    assert!(total.dossiers_blamed > 30, "{total:?}");
}

/// NĐ 61/2018/NĐ-CP Điều 19.9.
#[tokio::test(flavor = "multi_thread")]
async fn every_promise_broken_without_an_apology_is_listed() {
    let world = World::new().await;
    let stories = tell_all(&world, &mut Dice::new(99)).await;
    let mut missed = 0;
    for story in &stories {
        missed += story
            .notes
            .iter()
            .filter(|(_, n)| matches!(n, Note::ApologyMissed(_)))
            .count();
    }
    let shown = world
        .breaches("2026-01-01", "2027-12-31", "")
        .await
        .unwrap()
        .breaches;
    assert!(missed > 10);
    assert_eq!(shown.len(), missed);
    assert!(shown.is_sorted_by_key(|breach| breach.due.as_ref().map(|due| due.seconds)));
    let finished: Vec<_> = rows(&stories)
        .into_iter()
        .filter(|row| row.finish.is_some())
        .map(|row| row.dossier.to_string())
        .collect();
    for breach in &shown {
        assert_eq!(breach.settled, finished.contains(&breach.dossier_id));
        assert!(!breach.code.is_empty() && breach.unit_name != breach.unit);
    }
    let nobody = world
        .breaches("2026-01-01", "2027-12-31", "org:thue-tinh")
        .await
        .unwrap();
    assert!(nobody.breaches.is_empty());
}

type October = (
    asked::GetProgressResponse,
    Vec<asked::DelayRow>,
    Vec<asked::Breach>,
);

/// Every figure of October; the moment it was asked for aside.
async fn october(world: &World) -> October {
    let by = asked::GroupBy::Unit;
    let table = world
        .progress("2026-10-01", "2026-10-31", by)
        .await
        .unwrap();
    let delays = world.delays("2026-10-01", "2026-10-31", "").await;
    let breaches = world.breaches("2026-10-01", "2026-10-31", "").await;
    (
        asked::GetProgressResponse {
            as_of: None,
            ..table
        },
        delays.unwrap().rows,
        breaches.unwrap().breaches,
    )
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
        .restarted("truncate dossier, bus.reader, bus.heard cascade")
        .await;
    caught_up(&world, far).await;
    assert_eq!(october(&world).await, before);
}
