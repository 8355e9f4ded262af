//! What is kept of open dossiers is what would be worked out anew, however late something is said.

use kernel::{DossierId, Instant};
use proto::reporting::v1::GroupBy;
use reporting_domain::{Fact, Note, Period, fold};

use super::{assert_same, meant, moment, whole, zone};
use crate::support::{
    World, at,
    said::{noted, said},
    story::{Dice, Story},
};

/// The stretches that are kept and would not be worked out, and those that are missing.
async fn differing(world: &World) -> i64 {
    let query = "select count(*) from (
            (table stretch except select * from stretches())
            union all (select * from stretches() except table stretch)
        ) as differing";
    sqlx::query_scalar(query)
        .fetch_one(&world.database.pool)
        .await
        .unwrap()
}

enum Told {
    Fact(Fact),
    Note(Note),
}

/// Everything of the stories, with who says it (the desk, the route, the land registry), in an order
/// that has nothing to do with when it happened.
fn shuffled(stories: &[Story], dice: &mut Dice) -> Vec<(usize, usize, Instant, Told)> {
    let mut told = Vec::new();
    for (nth, story) in stories.iter().enumerate() {
        for (speaker, facts) in [&story.desk, &story.route, &story.land]
            .into_iter()
            .enumerate()
        {
            let fact = |(at, fact): &(_, Fact)| (nth, speaker, *at, Told::Fact(fact.clone()));
            told.extend(facts.iter().map(fact));
        }
        told.extend(story.notes.iter().map(|(at, note)| {
            let speaker = usize::from(!matches!(note, Note::Rated { .. }));
            (nth, speaker, *at, Told::Note(note.clone()))
        }));
    }
    for last in (1..told.len()).rev() {
        told.swap(last, dice.roll(last as u64 + 1) as usize);
    }
    told
}

/// Facts of agencies and routes are heard beside the desk's, an import brings old ones, a correction
/// opens what was finished: the weeks they belong to are counted as if they had been known then.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_heard_late_is_counted_where_it_belongs() {
    let world = World::new().await;
    let mut dice = Dice::new(5);
    let stories: Vec<Story> = (0..120).map(|_| Story::any(&mut dice)).collect();
    let mut known: Vec<Story> = stories.iter().map(silent).collect();
    let mut untold = shuffled(&stories, &mut dice);
    let mut heard = [0; 3];
    let voices = [
        ("intake", &world.intake),
        ("routing", &world.routing),
        ("land-records", &world.land),
    ];
    world.clock.set(at("2026-11-20T09:00"));
    while !untold.is_empty() {
        let mut facts: [Vec<_>; 3] = Default::default();
        for (nth, speaker, at, told) in untold.drain(..untold.len().min(300)) {
            let of: DossierId = stories[nth].dossier;
            let fact = match told {
                Told::Fact(fact) => {
                    known[nth].desk.push((at, fact.clone()));
                    said(of, at, fact, &mut dice)
                }
                Told::Note(note) => {
                    known[nth].notes.push((at, note.clone()));
                    noted(of, at, note)
                }
            };
            facts[speaker].push((of, fact));
        }
        for ((facts, heard), (speaker, voice)) in facts.into_iter().zip(&mut heard).zip(voices) {
            *heard += facts.len();
            voice.says_all(facts).await;
            world.heard(speaker, *heard).await;
        }
        assert_eq!(differing(&world).await, 0, "after {heard:?} facts");
        assert_counted(&world, &known).await;
    }
}

/// A dossier of which nothing was said.
fn silent(story: &Story) -> Story {
    Story {
        dossier: story.dossier,
        desk: Vec::new(),
        route: Vec::new(),
        notes: Vec::new(),
        land: Vec::new(),
    }
}

async fn assert_counted(world: &World, known: &[Story]) {
    let row = |story: &Story| {
        let start = reporting_domain::Row::new(story.dossier);
        let facts = story.desk.iter();
        facts.fold(start, |row, (at, fact)| fold(row, *at, fact.clone()))
    };
    let rows: Vec<_> = known.iter().map(row).collect();
    let (from, to) = ("2026-10-01", "2026-10-31");
    let shown = world.overview(whole(from, to)).await.unwrap();
    let as_of = moment(shown.as_of.as_ref());
    let all = |period: &Period| meant(known, &rows, period, as_of, |_| true);
    let october = Period::parse(from, to, zone()).unwrap();
    assert_same(shown.figures.as_ref().unwrap(), &all(&october), from);
    for week in &shown.weeks {
        let of = Period::parse(&week.from, &week.to, zone()).unwrap();
        assert_same(week.figures.as_ref().unwrap(), &all(&of), &week.from);
    }
    let table = world.progress(from, to, GroupBy::Unit).await.unwrap();
    let total = table.total.unwrap();
    assert_eq!(
        total.open_late,
        all(&october).get("open_late".parse().unwrap())
    );
}
