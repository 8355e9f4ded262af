//! A land transfer while everything it stands on is killed, one after the other. Nothing is lost
//! and nothing happens twice.

use std::{
    future::Future,
    time::{Duration, SystemTime},
};

use expect_test::expect;
use proto::{
    agency::v1::{Conclusion, ListHeldLegsRequest},
    intake::v1::{ReturnMethod, Stage},
};
use province::{Clients, World};

use crate::{
    journeys::notices::notices,
    support::{
        Dossier, Part, Province, custody,
        filings::{self, BUYER, SELLER, find, live_and_closed, serial},
        finish, pay,
        people::{granted, hand_over, reaches, route, take},
        records,
    },
};

/// Who is killed, each once for every dossier.
const VICTIMS: [&str; 7] = [
    "intake",
    "routing",
    "land-records",
    "agency-desk",
    "notification",
    "broker",
    "database",
];
const PARCELS: [u32; 2] = [901, 902];

/// Numbers that look like chance and come again with the same seed (SplitMix64).
struct Chance(u64);

impl Chance {
    /// A new seed each time, or the one in `MOTCUA_SEED`.
    #[expect(
        clippy::disallowed_methods,
        reason = "a failed run is told again by its seed"
    )]
    fn new() -> Self {
        let said = std::env::var("MOTCUA_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok());
        let seed = said.unwrap_or_else(|| {
            let now = SystemTime::now()
                .duration_since(SystemTime::UNIX_EPOCH)
                .unwrap();
            u64::from(now.subsec_nanos())
        });
        #[expect(clippy::print_stdout, reason = "shown when the test fails")]
        {
            println!("MOTCUA_SEED={seed}");
        }
        Self(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    /// The victims in the order they die.
    fn victims(&mut self) -> Vec<&'static str> {
        let mut victims = VICTIMS.to_vec();
        for n in (1..victims.len()).rev() {
            victims.swap(n, self.below(n as u64 + 1) as usize);
        }
        victims
    }

    fn pause(&mut self, at_most: u64) -> Duration {
        Duration::from_millis(self.below(at_most))
    }
}

/// Kills the victim while `work` is under way, and starts it again.
async fn amid<T>(
    world: &mut World,
    chance: &mut Chance,
    victim: Option<&'static str>,
    work: impl Future<Output = T>,
) -> T {
    let strike = async {
        let Some(victim) = victim else { return };
        tokio::time::sleep(chance.pause(60)).await;
        kill(world, victim).await;
        tokio::time::sleep(chance.pause(150)).await;
        revive(world, victim).await;
    };
    tokio::join!(work, strike).0
}

async fn kill(world: &mut World, victim: &str) {
    match victim {
        "broker" => world.nats.kill().unwrap(),
        "database" => world.postgres.kill().unwrap(),
        service => world.kill_service(service).await.unwrap(),
    }
}

async fn revive(world: &mut World, victim: &'static str) {
    match victim {
        "broker" => world.nats.start_again().await.unwrap(),
        "database" => world.postgres.start_again().await.unwrap(),
        service => {
            world.start_service(service).unwrap();
            world.wait_until_ready(service).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_when_anything_is_killed() {
    let mut chance = Chance::new();
    let mut province = Province::with(|options| {
        options.separate = true;
        // What a commit promised outlives a killed server, though not a power cut.
        options.database = vec![("synchronous_commit".to_owned(), "on".to_owned())];
        // A provider that was asked just before the kill is asked again soon.
        for (key, value) in [
            ("patience_s", "1"),
            ("unknown_after_s", "2"),
            ("later_s", "2"),
        ] {
            options
                .settings
                .insert(("notification", format!("sending.{key}")), value.to_owned());
        }
    })
    .await;
    let clients = province.clients.clone();
    for number in PARCELS {
        filings::parcel(&clients, number, SELLER).await;
    }
    filings::parcel(&clients, 903, SELLER).await;
    let idle = filings::transfer(&clients, 903).await;
    let held = take(&clients, &idle, "examine").await.case_id;

    let mut dossiers = Vec::new();
    let mut looks = 0;
    for number in PARCELS {
        let world = &mut province.world;
        dossiers.push(transfer(world, &clients, &mut chance, &mut looks, number).await);
    }
    province.settled().await;
    let kills = PARCELS.len() * VICTIMS.len();
    println!("{kills} kills, {looks} looks at custody from both sides");
    assert!(looks > 0, "nobody looked");
    for (number, dossier) in PARCELS.into_iter().zip(&dossiers) {
        everything_happened_once(&province, number, dossier).await;
        assert_eq!(
            account(&province, dossier).await,
            account(&province, &dossiers[0]).await
        );
    }
    expect![[r#"
        2 agency-desk CaseOpened
        2 agency-desk LegAccepted
        2 agency-desk LegCompleted
        1 intake AppointmentPaused
        1 intake AppointmentResumed
        1 intake DossierAccepted
        2 intake FinanceChanged
        1 intake ResultReady
        1 intake ResultReturned
        2 land-records CaseApproved
        2 land-records CaseOpened
        2 land-records CaseProposed
        1 land-records CertificateClosed
        1 land-records CertificateIssued
        2 land-records LegAccepted
        2 land-records LegCompleted
        1 land-records RightRegistered
        1 land-records TaxSlipSent
        1 routing ClockStarted
        1 routing ClockStopped
        1 routing DelayAttributed
        1 routing DossierSettled
        4 routing LegAccounted
        8 routing LegMoved
        4 routing LegOffered
        1 routing PaymentAwaited
        1 routing PaymentSettled
        1 routing PromiseHeard
        1 routing RoutePlanned
    "#]]
    .assert_eq(&account(&province, &dossiers[0]).await);
    // The idle one's owner was told that it was received, and each of the others seven things.
    let handed_over = records::count(&province.world, "notification", "delivery").await;
    assert_eq!(
        handed_over,
        1 + 2 * 7,
        "a message went out twice, or not at all"
    );
    custody_agrees(&clients, &idle, &held).await;
    assert_eq!(
        records::gaps(&province.world).await,
        [""; 0],
        "a journal has a gap"
    );
    assert_eq!(
        records::letters(&province.world).await,
        [""; 0],
        "a fact was given up"
    );
    province.stop().await;
}

/// The transfer in seven stretches, one of the seven dying in each.
async fn transfer(
    world: &mut World,
    clients: &Clients,
    chance: &mut Chance,
    looks: &mut u32,
    number: u32,
) -> Dossier {
    let mut victims = chance.victims().into_iter();
    let assessed = Part::Conclude(Conclusion {
        granted: true,
        document: format!("TB-{number}"),
        amount: Some(12_500_000),
        pay_by: "2027-12-31".to_owned(),
        reason: String::new(),
    });
    let notice = format!("TB-{number}");
    let received = async {
        let dossier = filings::transfer(clients, number).await;
        route(clients, &dossier).await;
        dossier
    };
    let dossier = amid(world, chance, victims.next(), received).await;
    let d = &dossier;
    let examine = Part::ExamineTransfer(filings::examine(number));
    let examined = finish(clients, d, "examine", examine);
    let examined = custody::watched(clients, d, looks, examined);
    amid(world, chance, victims.next(), examined).await;
    let assessed = finish(clients, d, "tax-assessment", assessed);
    let assessed = custody::watched(clients, d, looks, assessed);
    amid(world, chance, victims.next(), assessed).await;
    let paid = custody::watched(clients, d, looks, pay(clients, d, &notice));
    amid(world, chance, victims.next(), paid).await;
    let confirmed = finish(clients, d, "tax-confirmation", granted("BL-0001"));
    let confirmed = custody::watched(clients, d, looks, confirmed);
    amid(world, chance, victims.next(), confirmed).await;
    let register = Part::RegisterTransfer(filings::register(number));
    let registered = finish(clients, d, "register", register);
    let registered = custody::watched(clients, d, looks, registered);
    amid(world, chance, victims.next(), registered).await;
    let returned = hand_over(clients, d, ReturnMethod::Post);
    let returned = custody::watched(clients, d, looks, returned);
    amid(world, chance, victims.next(), returned).await;
    reaches(clients, d, Stage::Returned).await;
    dossier
}

async fn everything_happened_once(province: &Province, number: u32, dossier: &Dossier) {
    let parcel = find(&province.clients, number).await;
    let holders: Vec<&str> = parcel
        .holders
        .iter()
        .map(|held| held.citizen_id.as_str())
        .collect();
    assert_eq!(holders, [BUYER.1]);
    let (live, closed) = live_and_closed(&parcel);
    assert_eq!((live.len(), closed.len()), (1, 1), "{parcel:#?}");
    assert_eq!(closed[0].serial, serial(number));

    let mut told: Vec<String> = notices(province, dossier)
        .await
        .into_iter()
        .map(|notice| format!("{} by {}", notice.kind, notice.channel))
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "payment-awaited by sms",
            "payment-settled by sms",
            "postal-slip by post",
            "received by sms",
            "result-early by sms",
            "result-posted by sms",
            "resumed by sms",
        ]
    );
}

/// What was written down about a dossier, by how often.
async fn account(province: &Province, dossier: &Dossier) -> String {
    let facts = records::facts(&province.world, &dossier.id).await;
    let ours = facts
        .iter()
        .filter(|(fact, _)| !fact.starts_with("notification"));
    ours.map(|(fact, times)| format!("{times} {fact}\n"))
        .collect()
}

/// The agencies hold what routing says they hold.
async fn custody_agrees(clients: &Clients, idle: &Dossier, held: &str) {
    for (agency, expected) in [
        ("land-records", vec![held]),
        ("agency-desk", vec![]),
        ("social-welfare", vec![]),
    ] {
        let mut service = clients.agency(agency, "service:routing");
        let answer = service
            .list_held_legs(ListHeldLegsRequest {})
            .await
            .unwrap()
            .into_inner();
        assert_eq!(answer.leg_ids, expected, "{agency}");
    }
    let route = route(clients, idle).await;
    let holders: Vec<(&str, &str)> = route
        .holdings
        .iter()
        .map(|holding| (holding.leg_id.as_str(), holding.holder.as_str()))
        .collect();
    assert_eq!(holders, [(held, "org:vpdkdd")]);
}
