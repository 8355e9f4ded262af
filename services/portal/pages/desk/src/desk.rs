//! The list of the one-stop desk, by what has to be done next.

use askama::Template;
use axum::extract::Query;
use futures::future::join_all;
use proto::intake::v1::{ListDossiersRequest, Stage, TrackDossierResponse};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    directory::Names,
    failure::Failure,
    fields::Choice,
    format,
    frame::{Frame, Visit},
    lookup::{self, deadline},
    view::{
        badge::{self, Badge},
        due::Due,
    },
};

const PAGE: u32 = 50;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "don-vi")]
    unit: String,
    #[serde(default, rename = "loc")]
    tab: String,
    #[serde(default, rename = "trang")]
    page: String,
}

#[derive(Template)]
#[template(path = "desk-queue.html")]
struct Queue {
    f: Frame,
    unit: String,
    unit_name: String,
    centres: Vec<Choice>,
    tabs: Vec<Tab>,
    tab: &'static str,
    rows: Vec<Row>,
    next: String,
    empty: (&'static str, &'static str),
}

struct Tab {
    key: &'static str,
    words: &'static str,
    count: String,
    here: bool,
}

struct Row {
    d: TrackDossierResponse,
    due: Due,
    badge: Badge,
    holder: String,
    holder_note: String,
    act: &'static str,
}

/// What agencies wait for the desk to ask.
const NEEDED: &str = "can-bo-sung";

/// The tabs, in the order of the desk's day.
const TABS: [(&str, &str, &str, &[Stage]); 6] = [
    (
        "cho-tiep-nhan",
        "Chờ tiếp nhận",
        "To receive",
        &[Stage::Submitted],
    ),
    (
        "dang-giai-quyet",
        "Đang giải quyết",
        "In progress",
        &[Stage::InProgress, Stage::ClockStopped, Stage::Correcting],
    ),
    (
        NEEDED,
        "Cần yêu cầu bổ sung",
        "Supplement needed",
        &[Stage::InProgress, Stage::ClockStopped],
    ),
    (
        "cho-bo-sung",
        "Chờ bổ sung",
        "Supplement asked",
        &[Stage::AwaitingSupplement],
    ),
    ("cho-tra", "Chờ trả", "To return", &[Stage::Settled]),
    (
        "da-xong",
        "Đã xong",
        "Ended",
        &[
            Stage::Returned,
            Stage::Refused,
            Stage::Withdrawn,
            Stage::Stopped,
            Stage::Lapsed,
        ],
    ),
];

/// `GET /ban/hang-doi?don-vi=&loc=&trang=`.
pub async fn queue(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit(&asked.unit);
    let list = |tab: &str, stages: &[Stage], size: u32, token: &str| {
        let request = ListDossiersRequest {
            receiving_unit: unit.clone(),
            stages: stages.iter().map(|stage| (*stage).into()).collect(),
            page_size: size,
            page_token: token.to_owned(),
            needed: tab == NEEDED,
        };
        let mut intake = visit.ask_at(&unit, false).intake();
        async move { Ok::<_, Failure>(intake.list_dossiers(request).await?.into_inner()) }
    };
    let counts = join_all(
        TABS[..5]
            .iter()
            .map(|(tab, .., stages)| list(tab, stages, 200, "")),
    )
    .await;
    let counts = counts.into_iter().collect::<Result<Vec<_>, _>>()?;
    let fullest = counts
        .iter()
        .position(|found| !found.dossiers.is_empty())
        .unwrap_or_default();
    let chosen = TABS
        .iter()
        .position(|(key, ..)| *key == asked.tab)
        .unwrap_or(fullest);
    let (tab, .., stages) = TABS[chosen];
    let shown = list(tab, stages, PAGE, &asked.page).await?;
    let tabs = TABS.iter().enumerate().map(|(at, (key, vi, en, _))| Tab {
        key,
        words: if visit.lang.code() == "en" { en } else { vi },
        count: counts.get(at).map_or_else(String::new, |found| {
            let more = if found.next_page_token.is_empty() {
                ""
            } else {
                "+"
            };
            format!("{}{more}", found.dossiers.len())
        }),
        here: at == chosen,
    });
    let mut rows = join_all(shown.dossiers.into_iter().map(|d| row(&visit, &names, d))).await;
    // What an agency waits for the desk to ask comes first.
    rows.sort_by_key(|row| row.act != "bo-sung");
    let choice = |u: &&proto::routing::v1::Unit| Choice {
        value: u.id.clone(),
        label: u.name.clone(),
    };
    page(&Queue {
        f: visit.frame_with(&names),
        unit_name: if unit.is_empty() {
            visit.lang.pick("Mọi trung tâm", "All centres").to_owned()
        } else {
            names.unit(&unit)
        },
        unit,
        centres: names.centres().iter().map(choice).collect(),
        tabs: tabs.collect(),
        tab,
        rows,
        next: format::segment(&shown.next_page_token),
        empty: match tab {
            "cho-tiep-nhan" => (
                visit.lang.pick(
                    "Không có hồ sơ nào chờ tiếp nhận",
                    "Nothing waits to be received",
                ),
                visit.lang.pick(
                    "Hồ sơ nộp trực tuyến hiện ở đây ngay khi người dân gửi.",
                    "What people file online shows here at once.",
                ),
            ),
            "cho-tra" => (
                visit
                    .lang
                    .pick("Không có kết quả nào chờ trả", "No result to hand over"),
                visit.lang.pick(
                    "Khi cơ quan cuối cùng trả lời, hồ sơ hiện ở đây.",
                    "Dossiers show here once the last agency has answered.",
                ),
            ),
            "cho-bo-sung" => (
                visit.lang.pick(
                    "Không có hồ sơ nào chờ bổ sung",
                    "Nobody is asked for papers",
                ),
                visit.lang.pick(
                    "Mọi hồ sơ đã nhận đều đủ giấy tờ.",
                    "Every dossier received is complete.",
                ),
            ),
            _ => (
                visit.lang.pick("Không có hồ sơ nào", "No dossiers"),
                visit.lang.pick(
                    "Chọn mục khác hoặc trung tâm khác.",
                    "Choose another tab or another centre.",
                ),
            ),
        },
    })
}

async fn row(visit: &Visit, names: &Names, d: TrackDossierResponse) -> Row {
    // A row is worth showing even when routing is silent: the holder is then unknown.
    let open = matches!(
        d.stage(),
        Stage::InProgress | Stage::ClockStopped | Stage::Correcting
    );
    let route = if open {
        lookup::route(visit, &d.dossier_id).await.ok().flatten()
    } else {
        None
    };
    let holding = route.as_ref().and_then(|route| route.holdings.first());
    let held = holding.and_then(|holding| format::moment(holding.since.as_ref()));
    Row {
        due: deadline(visit, &d),
        badge: badge::at_desk(d.stage(), &d.stage_reason, visit.lang),
        holder: match (holding, d.stage()) {
            (Some(holding), _) if !holding.holder_name.is_empty() => holding.holder_name.clone(),
            (Some(holding), _) => names.unit(&holding.holder),
            (None, Stage::AwaitingSupplement) => names.unit("citizen"),
            (None, Stage::Submitted | Stage::Settled) => names.unit(&d.receiving_unit),
            (None, _) => "—".to_owned(),
        },
        holder_note: held.map_or_else(String::new, |since| {
            let since = format::date_time(since);
            format!("{} {since}", visit.lang.pick("giữ từ", "since"))
        }),
        act: match d.stage() {
            Stage::Submitted => "tiep-nhan",
            Stage::Settled => "tra",
            Stage::InProgress | Stage::ClockStopped if d.needed.is_some() => "bo-sung",
            _ => "",
        },
        d,
    }
}
