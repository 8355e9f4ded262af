//! An agency's lists over every service that holds legs for it: the queue by urgency, what lies
//! before the head, what stands still, what has left.

mod asking;

use askama::Template;
use axum::extract::Query;
use kernel::Role;
use proto::agency::v1::{Case, CaseStage, QueueCounts};
use serde::Deserialize;

use self::asking::{Answers, answers};
use crate::{
    rows::{Drawing, Group, Row, by_urgency, together},
    staff::{choices, people, staff},
};
use portal_ui::{
    answer::{Answer, page, see},
    failure::Failure,
    fields::{Choice, Fields},
    format,
    frame::{Frame, Lang, Visit},
    view::Tone,
};

/// How many cases a page asks of each service.
const PAGE: u32 = 50;

/// What a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "don-vi")]
    pub unit: String,
    #[serde(default, rename = "noi")]
    pub host: String,
    /// toi, chua-ai-nhan.
    #[serde(default, rename = "cua")]
    whose: String,
    #[serde(default, rename = "can-bo")]
    officer: String,
    /// qua-han, hom-nay, con-han, tam-dung.
    #[serde(default, rename = "khan")]
    urgency: String,
    #[serde(default, rename = "khau")]
    task: String,
    #[serde(default, rename = "ma")]
    code: String,
    #[serde(default, rename = "tthc")]
    procedure: String,
    /// da-xong: what has left, as older addresses name it.
    #[serde(default, rename = "loc")]
    tab: String,
    /// Where the page begins, a service each.
    #[serde(default, rename = "tiep")]
    after: String,
}

/// Which of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Work,
    Approvals,
    Paused,
    Gone,
}

impl List {
    pub fn path(self) -> &'static str {
        match self {
            Self::Work => "/co-quan/viec",
            Self::Approvals => "/co-quan/phe-duyet",
            Self::Paused => "/co-quan/tam-dung",
            Self::Gone => "/co-quan/da-chuyen",
        }
    }

    fn stages(self) -> Vec<i32> {
        let of: &[CaseStage] = match self {
            Self::Work | Self::Paused => &[],
            Self::Approvals => &[CaseStage::Proposed],
            Self::Gone => &[
                CaseStage::Completed,
                CaseStage::Refused,
                CaseStage::Returned,
                CaseStage::Recalled,
                CaseStage::Closed,
            ],
        };
        of.iter().map(|stage| i32::from(*stage)).collect()
    }
}

#[derive(Template)]
#[template(path = "agency-queue.html")]
struct Queue {
    f: Frame,
    list: List,
    title: &'static str,
    unit: String,
    unit_name: String,
    agencies: Vec<Choice>,
    groups: Vec<Group>,
    counts: QueueCounts,
    oldest: String,
    next_due: String,
    silent: Vec<&'static str>,
    asked: Asked,
    tabs: Vec<Tab>,
    tasks: Vec<Choice>,
    staff: Vec<Choice>,
    /// Leads the unit, and so approves, sends back and assigns.
    head: bool,
    acts: bool,
    next: String,
}

impl Queue {
    /// Whether there is no case to show.
    fn bare(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }
}

struct Tab {
    href: String,
    words: &'static str,
    count: Option<u32>,
    here: bool,
}

pub async fn work(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let of = match asked.tab.as_str() {
        "da-xong" => List::Gone,
        _ => List::Work,
    };
    list(visit, asked, of).await
}
pub async fn approvals(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    list(visit, asked, List::Approvals).await
}
pub async fn paused(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    list(visit, asked, List::Paused).await
}
pub async fn gone(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    list(visit, asked, List::Gone).await
}

/// `GET /co-quan/{viec,phe-duyet,tam-dung,da-chuyen}`. Without `noi` every service is asked.
async fn list(visit: Visit, asked: Asked, list: List) -> Answer {
    let names = visit.names().await?;
    let lang = visit.lang;
    let unit = visit.unit(&asked.unit);
    let ask = visit.ask_at(&unit, false);
    let (answers, staff) = futures::join!(answers(&ask, &unit, &asked, list), staff(&ask, &unit));
    let Answers {
        cases,
        counts,
        silent,
        next,
    } = answers;
    let people = people(&staff);
    let drawing = Drawing {
        visit: &visit,
        names: &names,
        people: &people,
    };
    let mut rows: Vec<Row> = cases
        .into_iter()
        .map(|(host, case)| drawing.row(host, case))
        .collect();
    rows.sort_by_key(|row| place(&row.c));
    let title = title(list, lang);
    let groups = match list {
        List::Work => by_urgency(rows, lang),
        List::Approvals => together(rows, "cho-duyet", Tone::Blue, title),
        List::Paused => together(rows, "tam-dung", Tone::Violet, title),
        List::Gone => together(rows, "da-chuyen", Tone::Grey, title),
    };
    let choice = |u: &&proto::routing::v1::Unit| Choice {
        value: u.id.clone(),
        label: u.name.clone(),
    };
    let told = |at: Option<&prost_types::Timestamp>| {
        format::moment(at).map_or_else(String::new, |at| format::day_and_time(at, lang))
    };
    page(&Queue {
        list,
        title,
        unit_name: if unit.is_empty() {
            String::new()
        } else {
            names.unit(&unit)
        },
        agencies: if visit.account.as_ref().is_some_and(|own| own.unit.is_some()) {
            Vec::new()
        } else {
            names.agencies().iter().map(choice).collect()
        },
        oldest: told(counts.oldest_late.as_ref()),
        next_due: told(counts.next_due.as_ref()),
        tabs: tabs(&unit, &asked, list, &counts, lang),
        tasks: tasks(&counts),
        staff: choices(&staff, lang),
        head: visit.may(Role::AgencyHead),
        acts: visit.may(Role::AgencyHead) || visit.may(Role::Specialist),
        f: visit.frame_with(&names),
        unit,
        groups,
        counts,
        silent,
        asked,
        next,
    })
}

fn title(list: List, lang: Lang) -> &'static str {
    match list {
        List::Work => lang.pick("Việc cần làm", "Work queue"),
        List::Approvals => lang.pick("Chờ phê duyệt", "Waiting for approval"),
        List::Paused => lang.pick("Tạm dừng", "Clock stopped"),
        List::Gone => lang.pick("Đã chuyển đi", "Passed on"),
    }
}

/// The nearest date first; what ended last, first.
fn place(case: &Case) -> i64 {
    match (&case.ended_at, &case.urgent) {
        (Some(at), _) => -at.seconds,
        (None, Some(at)) => at.seconds,
        (None, None) => i64::MAX,
    }
}

fn tasks(counts: &QueueCounts) -> Vec<Choice> {
    let choice = |task: &proto::agency::v1::TaskCount| Choice {
        value: task.task.clone(),
        label: format!("{} ({})", task.title, task.cases),
    };
    counts.tasks.iter().map(choice).collect()
}

/// An address of a list with its unit and one filter more.
fn address(list: List, unit: &str, more: &str) -> String {
    format!("{}?don-vi={}{more}", list.path(), format::segment(unit))
}

fn tabs(unit: &str, asked: &Asked, list: List, counts: &QueueCounts, lang: Lang) -> Vec<Tab> {
    let tab = |at: List, more: &str, vi, en, count, here| Tab {
        href: address(at, unit, more),
        words: lang.pick(vi, en),
        count,
        here,
    };
    let own = list == List::Work;
    let whose = asked.whose.as_str();
    vec![
        tab(
            List::Work,
            "",
            "Tất cả",
            "All",
            Some(counts.open),
            own && whose.is_empty(),
        ),
        tab(
            List::Work,
            "&cua=toi",
            "Việc của tôi",
            "Mine",
            Some(counts.mine),
            own && whose == "toi",
        ),
        tab(
            List::Work,
            "&cua=chua-ai-nhan",
            "Chưa ai nhận",
            "Unassigned",
            Some(counts.unassigned),
            own && whose == "chua-ai-nhan",
        ),
        tab(
            List::Approvals,
            "",
            "Chờ phê duyệt",
            "For approval",
            Some(counts.proposed),
            list == List::Approvals,
        ),
        tab(
            List::Paused,
            "",
            "Tạm dừng",
            "Clock stopped",
            Some(counts.paused),
            list == List::Paused,
        ),
        tab(
            List::Gone,
            "",
            "Đã chuyển đi",
            "Passed on",
            None,
            list == List::Gone,
        ),
    ]
}

/// `POST /co-quan/viec/nhan-tiep`: takes the most urgent case that nobody has in hand.
pub async fn take_next(visit: Visit, Query(asked): Query<Asked>, _sent: Fields) -> Answer {
    let unit = visit.unit(&asked.unit);
    let wanted = Asked {
        whose: "chua-ai-nhan".to_owned(),
        ..Asked::default()
    };
    let ask = visit.ask_at(&unit, false);
    let mut free = answers(&ask, &unit, &wanted, List::Work).await.cases;
    free.sort_by_key(|(_, case)| place(case));
    for (host, case) in free.into_iter().take(5) {
        let request = proto::agency::v1::TakeRequest {
            case_id: case.case_id.clone(),
            ..Default::default()
        };
        // Somebody else may have been quicker: then the one after it.
        match ask.agency(host).take(request).await.map_err(Failure::from) {
            Ok(_) => {
                return see(&format!(
                    "/co-quan/viec/{}?don-vi={}&noi={}",
                    format::segment(&case.case_id),
                    format::segment(&unit),
                    host.name()
                ));
            }
            Err(Failure::Refused { .. } | Failure::Absent(_)) => {}
            Err(other) => return Err(other),
        }
    }
    see(&address(List::Work, &unit, "&cua=chua-ai-nhan"))
}
