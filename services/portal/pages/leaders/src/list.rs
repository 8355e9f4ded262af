//! The dossiers behind a figure, a page at a time.

use askama::Template;
use axum::extract::Query;
use chrono::Datelike as _;
use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Lang, Visit},
};
use proto::reporting::v1::{DossierLine, GroupBy, ListDossiersRequest, ListOrder};
use serde::Deserialize;

use crate::{
    figures::{task, working},
    progress::{field_name, grouped},
};

const PAGE: u32 = 50;

#[derive(Clone, Debug, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "tu")]
    from: String,
    #[serde(default, rename = "den")]
    to: String,
    #[serde(default, rename = "theo")]
    by: String,
    #[serde(default, rename = "dong")]
    key: String,
    #[serde(default, rename = "cot")]
    column: String,
    #[serde(default, rename = "don-vi")]
    unit: String,
    #[serde(default, rename = "linh-vuc")]
    field: String,
    #[serde(default, rename = "giu")]
    holder: String,
    #[serde(default, rename = "viec")]
    task: String,
    #[serde(default, rename = "xep")]
    order: String,
    #[serde(default, rename = "tiep")]
    after: String,
}

impl Asked {
    /// The same list from its beginning.
    fn address(&self) -> String {
        let parts = [
            ("tu", &self.from),
            ("den", &self.to),
            ("theo", &self.by),
            ("dong", &self.key),
            ("cot", &self.column),
            ("don-vi", &self.unit),
            ("linh-vuc", &self.field),
            ("giu", &self.holder),
            ("viec", &self.task),
            ("xep", &self.order),
        ];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let parts: Vec<String> = parts
            .map(|(key, value)| format!("{key}={}", format::segment(value)))
            .collect();
        format!("/bao-cao/ho-so?{}", parts.join("&"))
    }
}

#[derive(Template)]
#[template(path = "progress-dossiers.html")]
struct Dossiers {
    f: Frame,
    title: String,
    /// Whose, held by whom, of which field.
    scope: Vec<String>,
    back: String,
    total: String,
    rows: Vec<Behind>,
    /// The address of the next page; empty on the last.
    next: String,
    /// The address of the first page; empty on it.
    first: String,
    scored: bool,
}

struct Behind {
    code: String,
    procedure: String,
    unit: String,
    holder: String,
    task: String,
    accepted: String,
    due: String,
    settled: String,
    late: String,
    score: u32,
}

/// `GET /bao-cao/ho-so?tu=&den=&theo=&dong=&cot=&don-vi=&linh-vuc=&giu=&viec=&xep=&tiep=`.
pub async fn page_of(visit: Visit, Query(mut asked): Query<Asked>) -> Answer {
    let today = format::civil(visit.now()).date_naive();
    let lang = visit.lang;
    // The month so far when no period is asked for.
    if asked.from.is_empty() {
        asked.from = today.with_day(1).unwrap_or(today).to_string();
    }
    if asked.to.is_empty() {
        asked.to = today.to_string();
    }
    if asked.column.is_empty() {
        "received_total".clone_into(&mut asked.column);
    }
    let (by, group_by) = grouped(&asked.by);
    let order = match asked.order.as_str() {
        "tre" => ListOrder::Latest,
        _ => ListOrder::Unspecified,
    };
    let request = ListDossiersRequest {
        from: asked.from.clone(),
        to: asked.to.clone(),
        group_by: group_by.into(),
        key: asked.key.clone(),
        column: asked.column.clone(),
        unit: asked.unit.clone(),
        field: asked.field.clone(),
        holder: asked.holder.clone(),
        task: asked.task.clone(),
        page_size: PAGE,
        page_token: asked.after.clone(),
        order: order.into(),
    };
    let found = visit
        .ask
        .reporting()
        .list_dossiers(request)
        .await?
        .into_inner();
    let names = visit.names().await?;
    let mut scope = vec![format!(
        "{} {} {} {}",
        lang.pick("từ", "from"),
        format::iso_date(&asked.from, lang),
        lang.pick("đến", "to"),
        format::iso_date(&asked.to, lang)
    )];
    if !asked.key.is_empty() {
        scope.push(match group_by {
            GroupBy::Procedure => names.procedure_name(&asked.key),
            GroupBy::Field => field_name(&names, &asked.key),
            _ => names.unit(&asked.key),
        });
    }
    if !asked.unit.is_empty() {
        let unit = names.unit(&asked.unit);
        scope.push(format!("{} {unit}", lang.pick("nhận tại", "received at")));
    }
    if !asked.holder.is_empty() {
        let unit = names.unit(&asked.holder);
        scope.push(format!("{} {unit}", lang.pick("đang giữ:", "held by")));
    }
    if !asked.field.is_empty() {
        scope.push(field_name(&names, &asked.field));
    }
    let address = asked.address();
    let further = |token: &str| format!("{address}&tiep={}", format::segment(token));
    let behind = |line: DossierLine| Behind {
        procedure: names.procedure_name(&line.procedure),
        unit: names.unit(&line.unit),
        holder: names.unit(&line.holder),
        task: task(&line.task, &line.task_title, lang),
        accepted: format::stamp(line.accepted_at.as_ref(), lang),
        due: format::stamp(line.due.as_ref(), lang),
        settled: format::stamp(line.settled_at.as_ref(), lang),
        late: match line.late_minutes {
            0 => String::new(),
            minutes => working(minutes, lang),
        },
        score: line.score,
        code: line.code,
    };
    page(&Dossiers {
        f: visit.frame_with(&names),
        title: heading(&asked.column, lang).to_owned(),
        back: format!(
            "/bao-cao/tien-do?tu={}&den={}&theo={by}",
            asked.from, asked.to
        ),
        total: crate::share::count(found.total, lang),
        next: match found.next_page_token.as_str() {
            "" => String::new(),
            token => further(token),
        },
        first: if asked.after.is_empty() {
            String::new()
        } else {
            address.clone()
        },
        rows: found.dossiers.into_iter().map(behind).collect(),
        scored: matches!(asked.column.as_str(), "rated" | "satisfied" | "unsatisfied"),
        scope,
    })
}

fn heading(column: &str, lang: Lang) -> &'static str {
    let (vi, en) = match column {
        "received_in_period" => ("Tiếp nhận trong kỳ", "Received in the period"),
        "received_online" => ("Tiếp nhận trực tuyến", "Received online"),
        "received_counter_and_post" => (
            "Tiếp nhận trực tiếp, bưu chính",
            "Received at the counter or by post",
        ),
        "received_counter" => ("Tiếp nhận trực tiếp", "Received at the counter"),
        "received_post" => ("Tiếp nhận qua bưu chính công ích", "Received by post"),
        "carried_over" => ("Chuyển từ kỳ trước", "Carried over"),
        "resolved_total" => ("Đã giải quyết", "Resolved"),
        "resolved_early" => ("Giải quyết trước hạn", "Resolved early"),
        "resolved_on_time" => ("Giải quyết đúng hạn", "Resolved on time"),
        "resolved_in_time" => ("Giải quyết đúng và trước hạn", "Resolved early or on time"),
        "resolved_late" => ("Giải quyết quá hạn", "Resolved late"),
        "open_total" => ("Đang giải quyết", "Open"),
        "open_in_time" => ("Đang giải quyết, trong hạn", "Open, in time"),
        "paused" => ("Đang tạm dừng", "Paused"),
        "open_late" => ("Đang giải quyết, quá hạn", "Open and late"),
        "judged" => (
            "Được xét: đã xong hoặc đang quá hạn",
            "Judged: finished, or open and late",
        ),
        "rescheduled" => ("Đã hẹn lại", "Rescheduled"),
        "apologies_owed" => ("Phải xin lỗi, hẹn lại", "Apology owed"),
        "apologies_given" => ("Đã xin lỗi trước hạn", "Apology given in time"),
        "apologies_missed" => ("Chưa xin lỗi khi đến hạn", "Apology missed"),
        "rated" => ("Được đánh giá", "Rated"),
        "satisfied" => ("Người nộp hài lòng", "Satisfied"),
        "unsatisfied" => ("Người nộp chưa hài lòng", "Not satisfied"),
        _ => ("Tiếp nhận", "Received"),
    };
    lang.pick(vi, en)
}
