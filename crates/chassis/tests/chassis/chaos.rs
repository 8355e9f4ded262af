//! Everything at once: whatever was committed has its effect, once and in order.

use std::time::{Duration, Instant};

use chassis::Chassis;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::cut::Wire;
use crate::ear::Ear;
use crate::folder::{Command, count, say};
use crate::world::{Running, World, ids, run, stand};

const LASTS: Duration = Duration::from_secs(8);

/// Marsaglia's xorshift64*: small, and the same everywhere for the same seed.
struct Dice(u64);

impl Dice {
    /// From `MOTCUA_CHAOS_SEED` when it is set, to see again what another seed did.
    #[expect(
        clippy::disallowed_methods,
        reason = "a knob of this test, not a setting"
    )]
    fn throw() -> Self {
        let wanted = std::env::var("MOTCUA_CHAOS_SEED").ok();
        let seed = wanted.and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| Uuid::now_v7().as_u128() as u64);
        println!("MOTCUA_CHAOS_SEED={seed}");
        Self(seed | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }
}

/// Commits one fact after another until `stop`.
async fn commit(chassis: Chassis, folders: Vec<Uuid>, mut dice: Dice, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let facts = 1 + dice.below(12);
        let chosen = (0..facts).map(|_| {
            let folder = folders[dice.below(folders.len() as u64) as usize];
            (folder, Command::Ask("x".to_owned()))
        });
        let chosen: Vec<_> = chosen.collect();
        say(&chassis, chosen).await;
        tokio::time::sleep(Duration::from_millis(dice.below(20))).await;
    }
}

/// Two replicas of each service; one of each hangs on a wire that is cut now and then.
async fn start(world: &World, wire: &Wire, replica: usize) -> Running {
    let nats = match replica % 2 {
        0 => format!("nats://{}", wire.address),
        _ => world.nats.url().to_owned(),
    };
    if replica < 2 {
        run(
            stand("intake", &world.speaker.url, &nats).await,
            |assembly| assembly,
        )
    } else {
        let routing = stand("routing", &world.listener.url, &nats).await;
        run(routing, |assembly| assembly.hear("intake", Ear::default()))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_was_committed_has_its_effect_once_and_in_order() {
    let mut dice = Dice::throw();
    let mut world = World::new().await;
    let wire = Wire::to(world.nats.port()).await;
    let mut replicas = Vec::new();
    for replica in 0..4 {
        replicas.push(Some(start(&world, &wire, replica).await));
    }
    let stop = CancellationToken::new();
    let committing = tokio::spawn(commit(
        world.intake().await,
        ids(30),
        Dice(dice.below(u64::MAX) | 1),
        stop.clone(),
    ));

    let (started, mut kills) = (Instant::now(), 0);
    while started.elapsed() < LASTS || kills < 2 {
        if started.elapsed() > LASTS / 3 * (kills + 1) && kills < 2 {
            world.nats.kill().unwrap();
            world.nats.start_again().await.unwrap();
            kills += 1;
        }
        let replica = dice.below(4) as usize;
        match (dice.below(3), replicas[replica].take()) {
            (0, kept) => {
                wire.cut();
                replicas[replica] = kept;
            }
            (_, Some(running)) => running.stop().await,
            (_, None) => replicas[replica] = Some(start(&world, &wire, replica).await),
        }
        tokio::time::sleep(Duration::from_millis(dice.below(400))).await;
    }
    stop.cancel();
    committing.await.unwrap();
    for (replica, running) in replicas.iter_mut().enumerate() {
        if running.is_none() {
            *running = Some(start(&world, &wire, replica).await);
        }
    }
    world.settled_with_each_effect_once().await;
    let committed = count(&world.speaker.pool, "select count(*) from bus.journal").await;
    println!("{committed} facts");
    assert!(committed > 500, "{committed} facts are no load");
    let left = count(&world.listener.pool, "select count(*) from bus.dead_letter").await;
    assert_eq!(left, 0, "nothing dead, nothing waiting");
    for running in replicas.into_iter().flatten() {
        running.stop().await;
    }
}
