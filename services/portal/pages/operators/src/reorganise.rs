//! What units that are no more have in hand, moved to those that took over: tried, then done.

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use chrono::NaiveDate;
use proto::routing::v1::{ReorganiseUnitsRequest, ReorganiseUnitsResponse};

use portal_ui::{
    answer::{Answer, page_with},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Lang, Visit},
    parts::Summary,
    view::form::{self, ActForm},
};

use crate::words::{complaints, no_act};

/// The act that only tells, and the one that moves.
const TRY: &str = "xem";
const MOVE: &str = "lam";

#[derive(Template)]
#[template(path = "reorganise.html")]
struct Page {
    f: Frame,
    summary: Summary,
    form: Vec<ActForm>,
    report: Option<Report>,
}

struct Report {
    /// Nothing was written.
    dry_run: bool,
    looked_at: u32,
    changed: u32,
    moves: Vec<Row>,
    carry: Option<ActForm>,
}

struct Row {
    from: String,
    /// Empty when several took over.
    to: String,
    legs: u32,
    dossiers: u32,
}

fn fields(lang: Lang) -> Vec<Field> {
    let on = lang.pick("Ngày", "Day");
    let hint = lang.pick(
        "Đơn vị không còn hoạt động vào ngày này sẽ giao lại việc đang giữ.",
        "Units that are no more on this day hand over what they have.",
    );
    let reason = lang.pick("Lý do", "Reason");
    let basis = lang.pick(
        "Ghi số, ngày của nghị quyết hoặc quyết định sắp xếp.",
        "Name the resolution or decision, its number and date.",
    );
    vec![
        Field::new("on", on, Kind::Date).hint(hint),
        Field::new("reason", reason, Kind::Text).hint(basis),
    ]
}

fn address(act: &str) -> String {
    format!("/van-hanh/sap-xep/{act}")
}

/// The first form: what was sent stays in it.
fn first(
    lang: Lang,
    today: NaiveDate,
    failed: &str,
    sent: &Fields,
    errors: &Errors,
) -> Vec<ActForm> {
    let mut fields = fields(lang);
    fields[0].value = today.to_string();
    let button = lang.pick("Xem thử, chưa đổi", "Try, change nothing");
    let act = ActForm::new(TRY, "", button, fields);
    form::placed(vec![act], address, failed, sent, errors, lang)
}

/// The second button, with what was tried; only where something would move.
fn carry(lang: Lang, told: &ReorganiseUnitsResponse, sent: &Fields) -> Option<ActForm> {
    let carried = |name| Field::new(name, "", Kind::Hidden).value(sent.get(name));
    let button = lang.pick("Giao lại các khâu này", "Hand these legs over");
    (told.changed > 0).then(|| ActForm {
        to: address(MOVE),
        tone: "warning",
        ..ActForm::new(MOVE, "", button, vec![carried("on"), carried("reason")])
    })
}

/// `GET /van-hanh/sap-xep`.
pub async fn ask(visit: Visit) -> Answer {
    let none = (Fields::default(), Errors::default());
    drawn(&visit, StatusCode::OK, "", &none.0, &none.1, None).await
}

/// `POST /van-hanh/sap-xep/{act}`: says what would move, or moves it.
pub async fn units(visit: Visit, Path(act): Path<String>, sent: Fields) -> Answer {
    if act != TRY && act != MOVE {
        return Err(no_act(visit.lang));
    }
    let errors = complaints(&fields(visit.lang), &sent, visit.lang);
    if !errors.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return drawn(&visit, status, TRY, &sent, &errors, None).await;
    }
    let dry_run = act == TRY;
    let request = ReorganiseUnitsRequest {
        on: sent.get("on").to_owned(),
        reason: sent.get("reason").to_owned(),
        dry_run,
    };
    match visit.ask.routing().reorganise_units(request).await {
        Ok(told) => {
            let told = told.into_inner();
            let carry = carry(visit.lang, &told, &sent).filter(|_| dry_run);
            let report = report(&visit, told, dry_run, carry).await?;
            let none = Errors::default();
            drawn(&visit, StatusCode::OK, TRY, &sent, &none, Some(report)).await
        }
        Err(status) => {
            let failure = Failure::from(status);
            let errors = Errors::new(failure.violations(), &[]);
            drawn(&visit, failure.status(), TRY, &sent, &errors, None).await
        }
    }
}

async fn report(
    visit: &Visit,
    told: ReorganiseUnitsResponse,
    dry_run: bool,
    carry: Option<ActForm>,
) -> Result<Report, Failure> {
    let names = visit.names().await?;
    let row = |one: &proto::routing::v1::UnitMove| Row {
        from: names.unit(&one.from_unit),
        to: if one.to_unit.is_empty() {
            String::new()
        } else {
            names.unit(&one.to_unit)
        },
        legs: one.legs,
        dossiers: one.dossiers,
    };
    Ok(Report {
        dry_run,
        looked_at: told.looked_at,
        changed: told.changed,
        moves: told.moves.iter().map(row).collect(),
        carry,
    })
}

async fn drawn(
    visit: &Visit,
    status: StatusCode,
    failed: &str,
    sent: &Fields,
    errors: &Errors,
    report: Option<Report>,
) -> Answer {
    let names = visit.names().await.unwrap_or_default();
    let today = format::civil(visit.now()).date_naive();
    let form = first(visit.lang, today, failed, sent, errors);
    page_with(
        status,
        &Page {
            f: visit.frame_with(&names),
            summary: form::summary(&form, failed, errors, visit.lang),
            form,
            report,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_move_offers_nothing_to_carry_out() {
        let sent = Fields::from([("on", "2026-07-01"), ("reason", "Nghị quyết thử")]);
        let mut told = ReorganiseUnitsResponse::default();
        assert_eq!(carry(Lang::Vi, &told, &sent), None);
        told.changed = 2;
        let form = carry(Lang::Vi, &told, &sent).expect("something moves");
        assert_eq!(form.to, "/van-hanh/sap-xep/lam");
        let values: Vec<&str> = form.fields.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(values, ["2026-07-01", "Nghị quyết thử"]);
    }

    #[test]
    fn a_day_typed_stays_and_none_typed_is_today() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let none = Errors::default();
        let fresh = first(Lang::Vi, today, "", &Fields::default(), &none);
        assert_eq!(fresh[0].fields[0].value, "2026-11-22");
        let sent = Fields::from([("on", "2026-12-01"), ("reason", "")]);
        let errors = complaints(&fields(Lang::En), &sent, Lang::En);
        let again = first(Lang::En, today, TRY, &sent, &errors);
        assert_eq!(again[0].fields[0].value, "2026-12-01");
        assert_eq!(again[0].fields[1].error, "Enter: reason.");
    }
}
