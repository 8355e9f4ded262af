//! The common desk alone: what it hears, what it can be asked, what it writes down.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod custody;
mod desk;
mod ends;
mod fields;
mod house;
#[path = "../../../../crates/agency/tests/support/mod.rs"]
mod support;
mod work;

use proto::agency::v1::Conclusion;

const UNIT: &str = "org:thue-tinh";
const AN: &str = "officer:an@org:thue-tinh";
const BINH: &str = "officer:binh@org:thue-tinh";
const STRANGER: &str = "officer:la@org:so-noi-vu";

async fn world() -> (support::World, support::Running) {
    started(support::World::new("agency-desk").await).await
}

async fn started(world: support::World) -> (support::World, support::Running) {
    let running = world
        .start(agency_desk::assemble(world.boot(&[])).await)
        .await;
    (world, running)
}

fn granted() -> Conclusion {
    Conclusion {
        granted: true,
        ..Default::default()
    }
}
