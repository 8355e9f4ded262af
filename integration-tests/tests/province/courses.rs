//! Every procedure in force runs to its end on the whole province, in five courses each, while
//! time passes for everybody together.

mod acts;
mod delay;
mod era;
mod papers;
mod supplement;
mod table;
mod walk;
mod whole;

use expect_test::{ExpectFile, expect_file};
use futures::{StreamExt as _, stream};

use self::{
    era::Era,
    table::Facts,
    walk::{COURSES, Look, Walk},
};
use crate::support::{Province, calm::Calm, records};

/// How many people act at the same instant.
const AT_ONCE: usize = 12;

/// Two tiers: the procedures of today, on a commune's own desk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_procedure_of_two_tiers_runs_its_five_courses() {
    let era = Era::beginning("2026-10-05", "org:mc-21028", "adm:21028");
    run(&era, expect_file!["courses/two-tiers.txt"]).await;
}

/// Three tiers: the procedures that ended on 30 June 2025, on the units of their time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_procedure_of_three_tiers_runs_its_five_courses() {
    let era = Era::beginning("2024-08-05", "org:mc-21028:old", "adm:21028:old");
    run(&era, expect_file!["courses/three-tiers.txt"]).await;
}

async fn run(era: &Era, table: ExpectFile) {
    let province = Province::with(|options| {
        let watch = ("routing", "watch.every_ms".to_owned());
        options.settings.insert(watch, "10".to_owned());
    })
    .await;
    let mut calm = Calm::of(&province.world).await;
    let (walks, last) = all_the_way(&province, era, &mut calm).await;

    let facts = records::facts_by_dossier(&province.world, "routing").await;
    let none = Facts::new();
    let mut page = String::new();
    for walk in &walks {
        let facts = facts.get(&walk.dossier.id).unwrap_or(&none);
        page += &table::line(last, walk, Some(facts)).await;
    }
    #[expect(clippy::print_stdout, reason = "the table is what the test is for")]
    {
        println!("{page}{} dossiers", walks.len());
    }
    table.assert_eq(&page);
    whole::holds(&province, last, &walks, &facts).await;
    calm.close().await;
    province.stop().await;
}

/// Files everything on one morning, and lets time pass until all is over.
async fn all_the_way<'a>(
    province: &'a Province,
    era: &'a Era,
    calm: &mut Calm,
) -> (Vec<Walk>, Look<'a>) {
    let mut walks = Vec::new();
    for (now, next) in era.looks() {
        province.clock.set(now);
        let look = Look {
            era,
            clients: &province.clients,
            now,
            next,
        };
        calm.comes(now).await;
        if walks.is_empty() {
            walks = filed(look).await;
        } else {
            let open = walks.iter_mut().filter(|walk| !walk.ended);
            let all = stream::iter(open).for_each_concurrent(AT_ONCE, |walk| walk.go_on(look));
            all.await;
        }
        calm.comes(now).await;
        whole::one_holder_each(look, &walks).await;
        if walks.iter().all(|walk| walk.ended) {
            return (walks, look);
        }
    }
    let left = walks.iter().filter(|walk| !walk.ended);
    let left: Vec<String> = left
        .map(|walk| format!("{} {:?}", walk.procedure, walk.course))
        .collect();
    panic!("never ended: {left:#?}");
}

async fn filed(look: Look<'_>) -> Vec<Walk> {
    let procedures = look.era.procedures();
    assert!(!procedures.is_empty());
    let all = procedures.iter().enumerate();
    let all = all.flat_map(|(n, procedure)| {
        let courses = COURSES.iter().enumerate();
        courses.map(move |(turn, course)| (*procedure, *course, (n, turn)))
    });
    stream::iter(all)
        .map(|(procedure, course, place)| Walk::begin(look, procedure, course, place))
        .buffered(AT_ONCE)
        .collect()
        .await
}
