//! `motcua bench pages`: what a page costs with many dossiers, beside a page of the same server
//! that asks one service one `SELECT 1`.

mod http;
mod seed;

use std::path::Path;

use anyhow::{Context as _, ensure};
use chassis::client::Speaking;
use proto::{
    intake::v1::{
        AcceptDossierRequest, Channel, WithdrawDossierRequest,
        intake_service_client::IntakeServiceClient,
    },
    routing::v1::ListUnitsRequest,
};
use province::{Clients, Options, World, officers::invented};
use uuid::Uuid;

use super::load::percentile;
use crate::say::say;
use http::{Browser, Page};

/// A procedure that waits for a person at its first leg, so that its dossiers stay open.
const PROCEDURE: &str = "1.010824";
const ANSWERS: [(&str, &str); 6] = [
    ("deceased_name", "Ngô Văn Không Thật"),
    ("deceased_on", "2026-10-25"),
    ("claimant_name", "Phạm Thị Đo Tải"),
    ("claimant_id", "051070000009"),
    ("claimant_phone", "0912000009"),
    ("relation", "vợ"),
];
/// Centres that share the dossiers.
const CENTRES: usize = 8;
/// Originals that are copied, one in five of them at each centre still open.
const ORIGINALS: usize = 40;
const OPEN: usize = CENTRES;
/// What everything is compared with.
const FLOOR: &str = "/readyz";

/// A page that is measured.
struct Measured {
    name: &'static str,
    path: String,
    times: Vec<f64>,
    weight: usize,
}

/// How many dossiers, and how often each page is asked for.
#[derive(Clone, Copy, clap::Args)]
pub struct Asked {
    /// Dossiers in the province.
    #[arg(long, default_value_t = 100_000)]
    dossiers: usize,
    /// Times that each page is asked for.
    #[arg(long, default_value_t = 200)]
    times: usize,
}

/// The page of one run.
///
/// # Errors
/// When something cannot be started, or a page does not answer as it should.
pub async fn page(data: &Path, province: &Path, asked: Asked) -> anyhow::Result<()> {
    // Dossiers of an earlier run would be copied too.
    let own = data.join("bench-pages");
    if own.exists() {
        std::fs::remove_dir_all(&own).with_context(|| format!("clearing {}", own.display()))?;
    }
    let mut options = Options::new(own, province);
    options.separate = true;
    let world = World::start(options).await?;
    let clients = Clients::of(&world)?;
    let centres = centres(&clients).await?;
    let code = originals(&clients, &centres).await?;
    // What the originals caused is written everywhere before it is copied.
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    seed::multiply(&world, i32::try_from(asked.dossiers / ORIGINALS)?).await?;

    let host = world
        .endpoint("portal")?
        .trim_start_matches("http://")
        .to_owned();
    let first = centres.first().context("a centre")?;
    let (centre, _) = first;
    let mut officer = Browser::open(&host).await?;
    signed_in(&mut officer, "desk-officer", centre).await?;
    let mut specialist = Browser::open(&host).await?;
    let committee = centre.replacen("org:mc-", "org:ubnd-", 1);
    signed_in(&mut specialist, "specialist", &committee).await?;
    let mut leader = Browser::open(&host).await?;
    signed_in(&mut leader, "leader", "").await?;
    let mut citizen = Browser::open(&host).await?;

    let measured = |name, path: String| Measured {
        name,
        path,
        times: Vec::new(),
        weight: 0,
    };
    let mut floor = measured("one SELECT 1", FLOOR.to_owned());
    let mut public = [
        measured("search of procedures", "/tthc?q=dat".to_owned()),
        measured("tracking", format!("/tra-cuu/{code}")),
    ];
    let mut desk = [
        measured("the desk's day", "/ban".to_owned()),
        measured("the desk's queue", "/ban/hang-doi".to_owned()),
        measured("the register", "/ban/so-theo-doi".to_owned()),
    ];
    let mut agency = [measured("an agency's queue", "/co-quan/viec".to_owned())];
    let mut watched = [measured("the overview", "/lanh-dao".to_owned())];
    let mut reception = measured(
        "reception, sent",
        format!("/ban/tiep-nhan?tthc={PROCEDURE}"),
    );
    for round in 0..=asked.times {
        // The first round warms what is kept, and is not counted.
        look(&mut citizen, &mut floor, round).await?;
        for page in &mut public {
            look(&mut citizen, page, round).await?;
        }
        for page in &mut desk {
            look(&mut officer, page, round).await?;
        }
        for page in &mut agency {
            look(&mut specialist, page, round).await?;
        }
        for page in &mut watched {
            look(&mut leader, page, round).await?;
        }
        receive(&mut officer, &mut reception, first, round).await?;
    }
    let floor_p50 = percentile(&mut floor.times, 0.5);
    say("");
    say(&format!(
        "{} dossiers at {CENTRES} centres, {} open, each page {} times, one after the other",
        asked.dossiers,
        asked.dossiers / ORIGINALS * OPEN,
        asked.times
    ));
    say("page                     p50 ms   p99 ms   of SELECT 1   KB on the wire");
    let rest = public
        .iter_mut()
        .chain(&mut desk)
        .chain(&mut agency)
        .chain(&mut watched);
    for page in std::iter::once(&mut floor)
        .chain(rest)
        .chain([&mut reception])
    {
        let p50 = percentile(&mut page.times, 0.5);
        say(&format!(
            "{:<22} {p50:>8.1} {:>8.1} {:>13.1} {:>16.1}",
            page.name,
            percentile(&mut page.times, 0.99),
            p50 / floor_p50,
            page.weight as f64 / 1024.0,
        ));
    }
    for part in ["/static/portal.css", "/static/portal.js"] {
        let page = citizen.get(part, true).await?;
        say(&format!(
            "{part}: {:.1} KB compressed",
            page.weight as f64 / 1024.0
        ));
    }
    world.stop().await
}

/// The communes' centres, each with its commune.
async fn centres(clients: &Clients) -> anyhow::Result<Vec<(String, String)>> {
    let units = clients
        .routing("service:portal")
        .list_units(ListUnitsRequest::default())
        .await?;
    let centres = units
        .into_inner()
        .units
        .into_iter()
        .filter(|unit| unit.id.starts_with("org:mc-"));
    let pairs = centres.filter_map(|unit| {
        let commune = unit.id.strip_prefix("org:mc-")?;
        Some((unit.id.clone(), format!("adm:{commune}")))
    });
    let found: Vec<(String, String)> = pairs.take(CENTRES).collect();
    ensure!(
        found.len() == CENTRES,
        "the province has fewer than {CENTRES} centres"
    );
    Ok(found)
}

/// Receives the dossiers that are copied; answers the code of one of them.
async fn originals(clients: &Clients, centres: &[(String, String)]) -> anyhow::Result<String> {
    let mut code = String::new();
    for n in 0..ORIGINALS {
        let (centre, commune) = &centres[n % centres.len()];
        let owner = invented("Phạm Thị Đo Tải", "051070000009", "0912000009");
        let filing = clients
            .complete_filing(PROCEDURE, centre, commune, owner, &ANSWERS)
            .await?;
        let mut desk: IntakeServiceClient<Speaking> =
            clients.intake(&format!("officer:bench@{centre}"));
        let request = AcceptDossierRequest {
            dossier_id: Uuid::now_v7().to_string(),
            filing: Some(filing),
            channel: Channel::Counter.into(),
            ..Default::default()
        };
        let dossier_id = request.dossier_id.clone();
        code = desk.accept_dossier(request).await?.into_inner().code;
        if n < ORIGINALS - OPEN {
            let withdraw = WithdrawDossierRequest {
                dossier_id,
                reason: "người nộp đổi ý".to_owned(),
                ..Default::default()
            };
            desk.withdraw_dossier(withdraw).await?;
        }
    }
    Ok(code)
}

async fn signed_in(browser: &mut Browser, role: &str, unit: &str) -> anyhow::Result<()> {
    let form = browser.get("/trinh-dien", false).await?;
    let mut fields = vec![
        ("role".to_owned(), role.to_owned()),
        ("unit".to_owned(), unit.to_owned()),
    ];
    if let Ok(token) = form.hidden("_the") {
        fields.push(("_the".to_owned(), token));
    }
    let answer = browser.post("/trinh-dien", &fields).await?;
    ensure!(
        answer.status == 303,
        "signing in as {role} answered {}",
        answer.status
    );
    Ok(())
}

async fn look(browser: &mut Browser, page: &mut Measured, round: usize) -> anyhow::Result<()> {
    let answer = browser.get(&page.path, true).await?;
    ensure!(
        answer.status == 200,
        "{} answered {}",
        page.path,
        answer.status
    );
    note(page, &answer, round);
    Ok(())
}

fn note(page: &mut Measured, answer: &Page, round: usize) {
    page.weight = answer.weight;
    if round > 0 {
        page.times.push(answer.milliseconds);
    }
}

/// One dossier received at the desk; measured is the sending of the form.
async fn receive(
    browser: &mut Browser,
    page: &mut Measured,
    (centre, commune): &(String, String),
    round: usize,
) -> anyhow::Result<()> {
    let form = browser.get(&page.path, false).await?;
    ensure!(form.status == 200, "{} answered {}", page.path, form.status);
    let mut fields: Vec<(String, String)> = [
        ("receiving_unit", centre.as_str()),
        ("place", commune.as_str()),
        ("channel", "counter"),
        ("return_method", "counter"),
        ("owner.name", "Phạm Thị Đo Tải"),
        ("owner.citizen_id", "051070000009"),
        ("owner.phone", "0912000009"),
        ("owner.address", "Tổ dân phố Ví Dụ"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    fields.extend(ANSWERS.map(|(name, value)| (format!("answers.{name}"), value.to_owned())));
    for name in ["dossier_id", "_the"] {
        if let Ok(value) = form.hidden(name) {
            fields.push((name.to_owned(), value));
        }
    }
    let html = String::from_utf8_lossy(&form.text).into_owned();
    for paper in html.split("name=\"papers.").skip(1) {
        let name = paper.split('"').next().unwrap_or_default();
        if !name.contains('.') {
            fields.push((format!("papers.{name}"), "1".to_owned()));
        }
    }
    let answer = browser.post(&page.path, &fields).await?;
    ensure!(
        answer.status == 303 && answer.location.contains("da-tiep-nhan"),
        "reception answered {}: {}",
        answer.status,
        String::from_utf8_lossy(&answer.text)
    );
    note(page, &answer, round);
    Ok(())
}
