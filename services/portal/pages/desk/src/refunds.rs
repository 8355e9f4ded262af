//! The money that came twice, too late or in another amount: what a centre has to give back.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use kernel::Role::{DeskHead, DeskOfficer};
use proto::routing::v1::{ListRefundsRequest, RecordRefundRequest, Refund};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page_with, see},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Lang, Visit},
    parts::Summary,
};

#[derive(Default, Deserialize)]
pub struct Filter {
    #[serde(default, rename = "don-vi")]
    unit: String,
    /// `tat-ca`: also what went back.
    #[serde(default)]
    loc: String,
    #[serde(default)]
    trang: String,
}

#[derive(Template)]
#[template(path = "desk-refunds.html")]
struct List {
    f: Frame,
    unit: String,
    loc: String,
    rows: Vec<Row>,
    next: String,
    summary: Summary,
}

struct Row {
    r: Refund,
    ground: &'static str,
    amount: String,
    taken: String,
    /// What paid the notice before: its number, and when; empty when nothing did.
    before: String,
    returned: String,
    by: String,
    voucher: Option<Field>,
}

/// `GET /ban/hoan-tien?don-vi=&loc=`.
pub async fn list(visit: Visit, Query(filter): Query<Filter>) -> Answer {
    let none = (Fields::default(), Errors::default());
    drawn(&visit, &filter, "", &none.0, &none.1, StatusCode::OK).await
}

/// `POST /ban/hoan-tien/{dossier}`: the money went back by a voucher.
pub async fn record(
    visit: Visit,
    Path(dossier_id): Path<String>,
    Query(filter): Query<Filter>,
    sent: Fields,
) -> Answer {
    let request = RecordRefundRequest {
        dossier_id,
        notice: sent.get("notice").to_owned(),
        provider: sent.get("provider").to_owned(),
        receipt: sent.get("receipt").to_owned(),
        voucher: sent.get("voucher").to_owned(),
    };
    let key = key(&request.dossier_id, &request.notice, &request.receipt);
    let mut routing = visit.ask_at(&filter.unit, false).routing();
    match routing.record_refund(request).await {
        Ok(_) => see(&format!(
            "/ban/hoan-tien?don-vi={}&loc=tat-ca",
            format::segment(&filter.unit)
        )),
        Err(status) => match Failure::from(status) {
            failure @ (Failure::Malformed(_) | Failure::Refused { .. }) => {
                let errors = Errors::new(failure.violations(), &[]);
                drawn(&visit, &filter, &key, &sent, &errors, failure.status()).await
            }
            other => Err(other),
        },
    }
}

/// What tells one money from another on the page.
fn key(dossier: &str, notice: &str, receipt: &str) -> String {
    format!("{dossier}/{notice}/{receipt}")
}

async fn drawn(
    visit: &Visit,
    filter: &Filter,
    wrong: &str,
    sent: &Fields,
    errors: &Errors,
    status: StatusCode,
) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit(&filter.unit);
    let request = ListRefundsRequest {
        unit: unit.clone(),
        open: filter.loc != "tat-ca",
        page_size: 50,
        page_token: filter.trang.clone(),
    };
    let mut routing = visit.ask_at(&unit, false).routing();
    let found = routing.list_refunds(request).await?.into_inner();
    let gives = visit.may(DeskOfficer) || visit.may(DeskHead);
    let refunds = found.refunds.into_iter().enumerate();
    let rows = refunds.map(|(n, r)| {
        let voucher = (gives && r.returned_at.is_none()).then(|| {
            let field = voucher(visit.lang);
            match key(&r.dossier_id, &r.notice, &r.receipt) == wrong {
                true => field.filled(sent, errors),
                // One on the page for each money: their ids must differ.
                false => Field {
                    id: format!("voucher-{n}"),
                    ..field
                },
            }
        });
        row(r, voucher, visit.lang)
    });
    let list = List {
        rows: rows.collect(),
        f: visit.frame_with(&names),
        unit,
        loc: filter.loc.clone(),
        next: found.next_page_token,
        summary: Summary::of(errors, visit.lang),
    };
    page_with(status, &list)
}

fn voucher(lang: Lang) -> Field {
    let label = lang.pick("Số chứng từ hoàn trả", "Number of the voucher");
    let hint = lang.pick(
        "Ủy nhiệm chi, lệnh hoàn trả hoặc phiếu chi",
        "Payment order or voucher",
    );
    Field::new("voucher", label, Kind::Text)
        .hint(hint)
        .in_lang(lang)
}

fn row(r: Refund, voucher: Option<Field>, lang: Lang) -> Row {
    let before = r.before.as_ref();
    Row {
        ground: ground(&r.ground, lang),
        amount: match r.amount {
            0 => lang.pick("Chưa rõ số tiền", "Amount unknown").to_owned(),
            amount => format::money(amount, lang),
        },
        taken: format::stamp(r.taken_at.as_ref(), lang),
        before: before.map_or_else(String::new, |before| {
            format!(
                "{}, {}",
                before.receipt,
                format::stamp(before.at.as_ref(), lang)
            )
        }),
        returned: format::stamp(r.returned_at.as_ref(), lang),
        by: who(&r.returned_by).to_owned(),
        voucher,
        r,
    }
}

/// An account's name, without the machinery around it.
pub fn who(actor: &str) -> &str {
    let name = actor.split_once('@').map_or(actor, |(name, _)| name);
    name.split_once(':').map_or(name, |(_, name)| name)
}

pub fn ground(word: &str, lang: Lang) -> &'static str {
    let (vi, en) = match word {
        "paid-before" => ("Nộp lần hai cho một thông báo", "Paid a second time"),
        "debt-noted" => ("Khoản phải nộp đã ghi nợ", "The debt was noted before"),
        "too-little" => ("Nộp ít hơn số phải nộp", "Less than was due"),
        "too-much" => ("Phần nộp thừa", "Above what was due"),
        _ => ("Không còn phải nộp", "Not due any more"),
    };
    lang.pick(vi, en)
}
