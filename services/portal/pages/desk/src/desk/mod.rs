//! The list of the one-stop desk, by what has to be done next, with the dossier chosen beside it.

mod row;

use askama::Template;
use axum::extract::Query;
use futures::future::join_all;
use kernel::Role;
use proto::intake::v1::{
    GetDayRequest, GetDayResponse, ListDossiersRequest, ListRegisterRequest, RegisterFilter,
    RegisterRow, RegisterSort, RegisterTimeliness, Stage,
};
use serde::Deserialize;

pub use self::row::Row;
use self::row::{empty, row};
use crate::panel::{self, Panel};
use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    fields::Choice,
    format,
    frame::{Frame, Visit},
};

const PAGE: u32 = 30;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "don-vi")]
    unit: String,
    #[serde(default, rename = "loc")]
    tab: String,
    #[serde(default, rename = "trang")]
    page: String,
    /// The dossier shown beside the list.
    #[serde(default, rename = "chon")]
    chosen: String,
}

#[derive(Template)]
#[template(path = "desk-queue.html")]
struct Queue {
    f: Frame,
    title: String,
    unit: String,
    unit_name: String,
    centres: Vec<Choice>,
    tabs: Vec<Tab>,
    tab: &'static str,
    rows: Vec<Row>,
    next: String,
    empty: (&'static str, &'static str),
    panel: Option<Panel>,
}

struct Tab {
    key: &'static str,
    words: &'static str,
    count: String,
    here: bool,
    red: bool,
}

/// What agencies wait for the desk to ask.
const NEEDED: &str = "can-bo-sung";
/// What is open past its date.
const OVERDUE: &str = "qua-han";

type Words = (&'static str, &'static str);

/// The tabs, in the order of the desk's day.
const TABS: [(&str, Words, &[Stage]); 7] = [
    (
        "cho-tiep-nhan",
        ("Chờ tiếp nhận", "To receive"),
        &[Stage::Submitted],
    ),
    (OVERDUE, ("Quá hạn", "Overdue"), &[Stage::InProgress]),
    (
        "dang-giai-quyet",
        ("Đang giải quyết", "In progress"),
        &[Stage::InProgress, Stage::ClockStopped, Stage::Correcting],
    ),
    (
        NEEDED,
        ("Cần yêu cầu bổ sung", "Supplement needed"),
        &[Stage::InProgress, Stage::ClockStopped],
    ),
    (
        "cho-bo-sung",
        ("Chờ bổ sung", "Supplement asked"),
        &[Stage::AwaitingSupplement],
    ),
    ("cho-tra", ("Chờ trả", "To return"), &[Stage::Settled]),
    (
        "da-xong",
        ("Đã xong", "Ended"),
        &[
            Stage::Returned,
            Stage::Refused,
            Stage::Withdrawn,
            Stage::Stopped,
            Stage::Lapsed,
        ],
    ),
];

/// One page of dossiers, with the names of their owners where who asks may read them.
pub struct Listed {
    rows: Vec<RegisterRow>,
    next: String,
}

/// Whether who visits works at a desk, and so reads the names.
pub fn at_desk(visit: &Visit) -> bool {
    visit.may(Role::DeskOfficer) || visit.may(Role::DeskHead)
}

/// The dossiers of one tab.
pub async fn listed(
    visit: &Visit,
    unit: &str,
    tab: &str,
    stages: &[Stage],
    token: &str,
) -> Result<Listed, Failure> {
    let stages: Vec<i32> = stages.iter().map(|stage| (*stage).into()).collect();
    if !at_desk(visit) {
        let request = ListDossiersRequest {
            receiving_unit: unit.to_owned(),
            stages,
            page_size: PAGE,
            page_token: token.to_owned(),
            needed: tab == NEEDED,
        };
        let told = visit
            .ask
            .intake()
            .list_dossiers(request)
            .await?
            .into_inner();
        let row = |d| RegisterRow {
            dossier: Some(d),
            ..RegisterRow::default()
        };
        return Ok(Listed {
            rows: told.dossiers.into_iter().map(row).collect(),
            next: told.next_page_token,
        });
    }
    let running = matches!(tab, "dang-giai-quyet" | OVERDUE | NEEDED | "cho-tra");
    let timeliness = match tab {
        OVERDUE => RegisterTimeliness::Overdue,
        _ => RegisterTimeliness::Unspecified,
    };
    let sort = match tab {
        "cho-tiep-nhan" => RegisterSort::Oldest,
        _ if running => RegisterSort::Due,
        _ => RegisterSort::Newest,
    };
    let request = ListRegisterRequest {
        filter: Some(RegisterFilter {
            unit: unit.to_owned(),
            stages,
            timeliness: timeliness.into(),
            needed: tab == NEEDED,
            ..RegisterFilter::default()
        }),
        sort: sort.into(),
        page_size: PAGE,
        page_token: token.to_owned(),
        purpose: "Xem hàng đợi tại quầy".to_owned(),
        count: false,
    };
    let told = visit
        .ask
        .counter()
        .list_register(request)
        .await?
        .into_inner();
    Ok(Listed {
        rows: told.rows,
        next: told.next_page_token,
    })
}

/// How many there are in each tab but the last; empty for who may not count.
async fn counts(visit: &Visit, unit: &str) -> Vec<String> {
    if !at_desk(visit) {
        return Vec::new();
    }
    let request = GetDayRequest {
        unit: unit.to_owned(),
    };
    let Ok(day) = visit.ask.counter().get_day(request).await else {
        return Vec::new();
    };
    let GetDayResponse {
        waiting,
        overdue,
        in_progress,
        paused,
        to_ask,
        awaiting_supplement,
        to_return,
        ..
    } = day.into_inner();
    let all = [
        waiting,
        overdue,
        in_progress + paused,
        to_ask,
        awaiting_supplement,
        to_return,
    ];
    all.iter().map(ToString::to_string).collect()
}

/// `GET /ban/hang-doi?don-vi=&loc=&trang=&chon=`.
pub async fn queue(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    shown(&visit, &asked, "").await
}

/// `GET /ban/tra-ket-qua`: the results that wait for the person.
pub async fn returns(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let asked = Asked {
        tab: "cho-tra".to_owned(),
        ..asked
    };
    let title = visit.lang.pick("Trả kết quả", "Hand results over");
    shown(&visit, &asked, title).await
}

async fn shown(visit: &Visit, asked: &Asked, title: &str) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit(&asked.unit);
    let counts = counts(visit, &unit).await;
    let fullest = counts
        .iter()
        .position(|count| count != "0")
        .unwrap_or_default();
    let chosen = TABS
        .iter()
        .position(|(key, ..)| *key == asked.tab)
        .unwrap_or(fullest);
    let (tab, _, stages) = TABS[chosen];
    let found = listed(visit, &unit, tab, stages, &asked.page).await?;
    let tabs = TABS
        .iter()
        .enumerate()
        .filter(|(_, (key, ..))| *key != OVERDUE || at_desk(visit));
    let tabs = tabs.map(|(at, (key, (vi, en), _))| {
        let count = counts.get(at).cloned().unwrap_or_default();
        Tab {
            key,
            words: visit.lang.pick(vi, en),
            red: *key == OVERDUE && count != "0" && !count.is_empty(),
            count,
            here: at == chosen,
        }
    });
    let rows = found.rows.into_iter().map(|one| row(visit, &names, one));
    let mut rows = join_all(rows).await;
    // What an agency waits for the desk to ask comes first.
    rows.sort_by_key(|row| row.act != "bo-sung");
    let at = rows
        .iter()
        .position(|row| row.d.code == asked.chosen)
        .unwrap_or(0);
    let panel = match rows.get_mut(at) {
        Some(row) => {
            row.chosen = true;
            Some(panel::of(visit, row, &names).await)
        }
        None => None,
    };
    let choice = |u: &&proto::routing::v1::Unit| Choice {
        value: u.id.clone(),
        label: u.name.clone(),
    };
    page(&Queue {
        f: visit.frame_with(&names),
        title: title.to_owned(),
        unit_name: if unit.is_empty() {
            visit.lang.pick("Mọi trung tâm", "All centres").to_owned()
        } else {
            names.unit(&unit)
        },
        // Who works at a desk has one; who watches over the province chooses.
        centres: if at_desk(visit) {
            Vec::new()
        } else {
            names.centres().iter().map(choice).collect()
        },
        unit,
        tabs: tabs.collect(),
        tab,
        rows,
        next: format::segment(&found.next),
        empty: empty(tab, visit.lang),
        panel,
    })
}
