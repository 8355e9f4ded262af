//! The day of a centre at a glance, each figure with the list behind it; and who is owed an apology.

use askama::Template;
use proto::{
    intake::v1::{GetDayRequest, GetDayResponse},
    routing::v1::{Duty, ListDutiesRequest},
};

use portal_ui::{
    answer::{Answer, page},
    failure::Failure,
    format,
    frame::{Frame, Visit},
};

#[derive(Template)]
#[template(path = "desk-day.html")]
struct Day {
    f: Frame,
    unit_name: String,
    day: String,
    next_day: String,
    d: GetDayResponse,
    received: u32,
    /// Apologies this centre owes; none when routing is silent.
    apologies: Option<usize>,
}

/// `GET /ban`.
pub async fn glance(visit: Visit) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit("");
    if !crate::desk::at_desk(&visit) {
        return portal_ui::answer::see("/ban/hang-doi");
    }
    let request = GetDayRequest { unit: unit.clone() };
    let mut counter = visit.ask.counter();
    let (day, owed) = tokio::join!(counter.get_day(request), owed(&visit, &unit));
    let d = day?.into_inner();
    let today = format::day_and_time(visit.now(), visit.lang);
    // The day without its hour.
    let day = today.rsplit_once(' ').map_or("", |(day, _)| day).to_owned();
    page(&Day {
        f: visit.frame_with(&names),
        unit_name: names.unit(&unit),
        day,
        next_day: format::iso_date(&d.next_day, visit.lang),
        received: d.received_counter + d.received_online + d.received_post,
        apologies: owed.ok().map(|owed| owed.len()),
        d,
    })
}

/// The apologies a unit owes.
async fn owed(visit: &Visit, unit: &str) -> Result<Vec<Duty>, Failure> {
    let request = ListDutiesRequest {
        unit: unit.to_owned(),
        open: true,
        page_size: 200,
        ..ListDutiesRequest::default()
    };
    let told = visit.ask.routing().list_duties(request).await?;
    Ok(told.into_inner().duties)
}

#[derive(Template)]
#[template(path = "desk-apologies.html")]
struct Apologies {
    f: Frame,
    head: bool,
    rows: Vec<Row>,
}

struct Row {
    d: Duty,
    due: String,
    state_by: String,
}

/// `GET /ban/xin-loi`: the apologies the desk owes (NĐ 61/2018/NĐ-CP Điều 19.9).
pub async fn apologies(visit: Visit) -> Answer {
    let names = visit.names().await?;
    let duties = owed(&visit, &visit.unit("")).await?;
    let row = |d: Duty| Row {
        due: format::stamp(d.due.as_ref(), visit.lang),
        state_by: format::stamp(d.state_by.as_ref(), visit.lang),
        d,
    };
    page(&Apologies {
        f: visit.frame_with(&names),
        head: visit.may(kernel::Role::DeskHead),
        rows: duties.into_iter().map(row).collect(),
    })
}
