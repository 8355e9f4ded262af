//! 1 July 2025: districts end, communes merge, and no dossier is lost or counted twice.

use catalogue::{Catalogue, SourceFile};
use chassis::Fact as Said;
use chrono::NaiveDate;
use kernel::{DossierId, UnitId};
use proto::reporting::v1::{GetProgressResponse, GroupBy};
use reporting_domain::{Accepted, Channel, Fact};

use crate::support::{World, at, said::said, story::Dice};

const JUNE: (&str, &str) = ("2025-06-01", "2025-06-30");
const SUMMER: (&str, &str) = ("2025-07-01", "2025-09-30");
const BOTH: (&str, &str) = ("2025-06-01", "2025-09-30");

fn province() -> Catalogue {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
    let province = chassis::config::Province { dir: dir.into() };
    let files: Vec<SourceFile> = province.files().unwrap();
    Catalogue::parse(&files).catalogue
}

/// Every centre that ended with June, and the one centre that went on with its work.
fn heirs(catalogue: &Catalogue) -> Vec<(UnitId, UnitId)> {
    let (june, july) = (day(6, 30), day(7, 1));
    let heir = |unit: &UnitId| match &catalogue.unit(unit)?.successors[..] {
        [heir] if catalogue.unit(heir)?.in_force(july) => Some(heir.clone()),
        _ => None,
    };
    let ended = catalogue
        .centres_on(june)
        .filter(|unit| !unit.in_force(july));
    ended
        .filter_map(|unit| Some((unit.id.clone(), heir(&unit.id)?)))
        .collect()
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

async fn table(world: &World, (from, to): (&str, &str)) -> GetProgressResponse {
    let table = world.progress(from, to, GroupBy::Unit).await.unwrap();
    GetProgressResponse {
        as_of: None,
        ..table
    }
}

fn keys(table: &GetProgressResponse) -> Vec<&str> {
    table.rows.iter().map(|row| row.key.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_centre_counts_under_its_heir_and_no_total_changes() {
    let world = World::new().await;
    let catalogue = province();
    let heirs = heirs(&catalogue);
    assert_eq!(heirs.len(), 272, "one for each commune that ended");
    let dice = &mut Dice::new(2025);
    let mut desk: Vec<(DossierId, Said)> = Vec::new();
    let mut moved: Vec<(DossierId, Said)> = Vec::new();
    for (centre, heir) in &heirs {
        // One that was finished in June, one that was open on the day.
        for open in [false, true] {
            let dossier = DossierId::mint();
            let filing = Accepted {
                code: "H48-250602-0001".into(),
                procedure: "1.012783".into(),
                field: "dat-dai".into(),
                unit: centre.clone(),
                channel: [Channel::Online, Channel::Counter][dice.roll(2) as usize],
            };
            let accepted = Fact::Accepted(filing, at("2025-07-10T17:00"));
            desk.push((
                dossier,
                said(dossier, at("2025-06-02T08:00"), accepted, dice),
            ));
            if open {
                let to = Fact::ReceivingMoved(heir.clone());
                moved.push((dossier, said(dossier, at("2025-07-01T00:00"), to, dice)));
            } else {
                let ready = Fact::Ready(None);
                desk.push((dossier, said(dossier, at("2025-06-20T08:00"), ready, dice)));
            }
        }
    }
    let count = desk.len();
    world.intake.says_all(desk).await;
    world.heard("intake", count).await;
    let (june, before) = (table(&world, JUNE).await, table(&world, BOTH).await);
    let count = moved.len();
    world.routing.says_all(moved).await;
    world.heard("routing", count).await;

    assert_eq!(table(&world, JUNE).await, june, "June ended before the day");
    let summer = table(&world, SUMMER).await;
    assert_eq!(summer.rows.len(), 96, "one for each commune there is");
    for key in keys(&summer) {
        let unit = catalogue.unit(&key.into()).unwrap();
        assert!(unit.in_force(day(7, 1)), "{key} is no more");
    }
    let open = june.total.as_ref().unwrap().open_total;
    assert_eq!(open, heirs.len() as u64);
    assert_eq!(summer.total.as_ref().unwrap().carried_over, open);
    let both = table(&world, BOTH).await;
    assert_eq!(both.total, before.total, "nobody is lost or counted twice");
    // What a centre had finished stays its own; what it had open is its heir's.
    for (centre, _) in &heirs {
        let row = both.rows.iter().find(|row| row.key == centre.as_str());
        let row = row.unwrap();
        assert_eq!((row.resolved_total, row.open_total), (1, 0), "{centre}");
    }
}
