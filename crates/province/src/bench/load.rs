//! The closed loop: as many dossiers in flight as asked, each replaced when it is done.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Context as _;
use futures::StreamExt as _;
use proto::intake::v1::{AcceptDossierRequest, Channel, Filing, Paper, ReturnMethod};
use province::{Clients, World, officers::invented};
use uuid::Uuid;

/// What one run measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    pub done: usize,
    pub seconds: f64,
    pub errors: usize,
    /// Milliseconds of each leg, and of each dossier from creation to its result.
    pub steps: Vec<f64>,
    pub whole: Vec<f64>,
}

/// When each milestone of a dossier was passed: created, five legs, result.
type Passed = Arc<Mutex<HashMap<Uuid, Flight>>>;

struct Flight {
    last: Instant,
    created: Instant,
    steps: Vec<f64>,
    done: tokio::sync::oneshot::Sender<Flown>,
}

struct Flown {
    steps: Vec<f64>,
    whole: f64,
}

/// Runs `in_flight` dossiers at a time for `warm` and then `seconds`; `begin` and `end` are
/// called around the measured window.
///
/// # Errors
/// When the services cannot be reached.
pub async fn run(
    world: &World,
    in_flight: usize,
    warm: Duration,
    window: Duration,
    begin: impl FnOnce(),
    end: impl FnOnce(),
) -> anyhow::Result<Measured> {
    let clients = Clients::of(world)?;
    let passed: Passed = Arc::default();
    watch(world, passed.clone()).await?;
    let stop = Arc::new(AtomicBool::new(false));
    let measuring = Arc::new(AtomicBool::new(false));
    let measured = Arc::new(Mutex::new(Measured::default()));
    let mut loops = Vec::new();
    for n in 0..in_flight {
        let (clients, passed, stop) = (clients.clone(), passed.clone(), stop.clone());
        let (measuring, measured) = (measuring.clone(), measured.clone());
        loops.push(tokio::spawn(async move {
            while !stop.load(Ordering::Relaxed) {
                let flown = fly(&clients, &passed, n).await;
                if !measuring.load(Ordering::Relaxed) {
                    continue;
                }
                let Ok(mut measured) = measured.lock() else {
                    return;
                };
                match flown {
                    Ok(flown) => {
                        measured.done += 1;
                        measured.steps.extend(flown.steps);
                        measured.whole.push(flown.whole);
                    }
                    Err(_) => measured.errors += 1,
                }
            }
        }));
    }
    tokio::time::sleep(warm).await;
    begin();
    measuring.store(true, Ordering::Relaxed);
    let started = Instant::now();
    tokio::time::sleep(window).await;
    measuring.store(false, Ordering::Relaxed);
    let seconds = started.elapsed().as_secs_f64();
    end();
    stop.store(true, Ordering::Relaxed);
    for one in loops {
        one.await?;
    }
    let mut measured = std::mem::take(
        &mut *measured
            .lock()
            .map_err(|_| anyhow::anyhow!("a loop broke"))?,
    );
    measured.seconds = seconds;
    Ok(measured)
}

/// One dossier, from its creation to its result.
async fn fly(clients: &Clients, passed: &Passed, n: usize) -> anyhow::Result<Flown> {
    let id = Uuid::now_v7();
    let (done, flown) = tokio::sync::oneshot::channel();
    let now = Instant::now();
    let flight = Flight {
        last: now,
        created: now,
        steps: Vec::with_capacity(5),
        done,
    };
    passed
        .lock()
        .map_err(|_| anyhow::anyhow!("the watch broke"))?
        .insert(id, flight);
    let request = AcceptDossierRequest {
        dossier_id: id.to_string(),
        filing: Some(filing(n)),
        channel: Channel::Counter.into(),
        ..Default::default()
    };
    if let Err(refused) = clients
        .intake("officer:bench@org:mc-21028")
        .accept_dossier(request)
        .await
    {
        passed
            .lock()
            .map_err(|_| anyhow::anyhow!("the watch broke"))?
            .remove(&id);
        return Err(refused.into());
    }
    tokio::time::timeout(Duration::from_secs(60), flown)
        .await
        .context("a dossier that did not come back within a minute")?
        .context("the watch broke")
}

/// Hears the milestones as they pass on the bus.
async fn watch(world: &World, passed: Passed) -> anyhow::Result<()> {
    let mut options = async_nats::ConnectOptions::new();
    if let Some((user, password)) = world.nats.user() {
        options = options.user_and_password(user.to_owned(), password.to_owned());
    }
    let client = options
        .connect(format!("127.0.0.1:{}", world.nats.port()))
        .await?;
    let legs = client.subscribe("motcua.agency.v1.LegCompleted.>").await?;
    let results = client.subscribe("motcua.intake.v1.ResultReady.>").await?;
    client.flush().await?;
    let mut milestones = futures::stream::select(
        legs.map(|message| (message, false)),
        results.map(|message| (message, true)),
    );
    tokio::spawn(async move {
        // The connection lives as long as the watch.
        let _client = client;
        while let Some((message, result)) = milestones.next().await {
            let dossier = message
                .headers
                .as_ref()
                .and_then(|headers| headers.get("Motcua-Dossier")?.as_str().parse::<Uuid>().ok());
            let (Some(dossier), Ok(mut passed)) = (dossier, passed.lock()) else {
                continue;
            };
            if result {
                if let Some(flight) = passed.remove(&dossier) {
                    let whole = milliseconds(flight.created);
                    // Whoever waited may have given up.
                    let _ = flight.done.send(Flown {
                        steps: flight.steps,
                        whole,
                    });
                }
            } else if let Some(flight) = passed.get_mut(&dossier) {
                flight.steps.push(milliseconds(flight.last));
                flight.last = Instant::now();
            }
        }
    });
    Ok(())
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// Eight fields, about a kilobyte.
fn filing(n: usize) -> Filing {
    let text = "nội dung tờ khai đo tải, không phải của ai cả, dài chừng một trăm hai mươi ký tự để đủ một ki-lô-bai dữ liệu";
    Filing {
        procedure: super::PROCEDURE.to_owned(),
        checklist: format!("{}@2025-07-01", super::PROCEDURE),
        receiving_unit: "org:mc-21028".to_owned(),
        place: "adm:21028".to_owned(),
        owner: Some(invented("Phạm Thị Đo Tải", "051070000009", "")),
        submitter: None,
        papers: vec![Paper {
            component: "application".to_owned(),
            originals: 1,
            copies: 0,
            electronic: false,
            ..Default::default()
        }],
        answers: (1..=8)
            .map(|field| (format!("f{field}"), format!("{n} {text}")))
            .collect(),
        return_method: ReturnMethod::Counter.into(),
        return_address: String::new(),
    }
}

/// The value below which the share `p` of the values lie.
pub fn percentile(values: &mut [f64], p: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * p) as usize]
}
