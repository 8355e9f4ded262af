//! Where time goes, by unit and leg, and what passed its date without an apology.

use askama::Template;
use axum::extract::Query;
use chrono::{Datelike as _, NaiveDate};
use proto::reporting::v1::{
    Breach, DelayRow, GetDelaysRequest, GetDelaysResponse, ListBreachesRequest,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page},
    directory::Names,
    fields::Choice,
    format,
    frame::{Frame, Lang, Visit},
};

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default, rename = "tu")]
    from: String,
    #[serde(default, rename = "den")]
    to: String,
    #[serde(default, rename = "don-vi")]
    unit: String,
}

/// What both pages are filtered by.
struct Filter {
    action: &'static str,
    from: String,
    to: String,
    unit: String,
    units: Vec<Choice>,
}

impl Filter {
    /// The month so far, everywhere, when nothing is asked for.
    fn of(visit: &Visit, asked: &Asked, names: &Names, action: &'static str) -> Self {
        let today = format::civil(visit.now()).date_naive();
        let day = |raw: &str, otherwise: NaiveDate| {
            raw.parse::<NaiveDate>().unwrap_or(otherwise).to_string()
        };
        let choice = |unit: &proto::routing::v1::Unit| Choice {
            value: unit.id.clone(),
            label: unit.name.clone(),
        };
        let units = names.centres().into_iter().chain(names.agencies());
        Self {
            action,
            from: day(&asked.from, today.with_day(1).unwrap_or(today)),
            to: day(&asked.to, today),
            unit: asked.unit.clone(),
            units: units.map(choice).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "delays.html")]
struct Delays {
    f: Frame,
    filter: Filter,
    rows: Vec<Line>,
    total: Line,
    as_of: String,
}

struct Line {
    unit: String,
    leg: String,
    procedure: String,
    legs: u64,
    late: u64,
    waiting: String,
    spent: String,
    allotted: String,
    blamed: String,
    dossiers: u64,
    expired: u64,
}

/// `GET /bao-cao/khau?tu=&den=&don-vi=`.
pub async fn delays(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let filter = Filter::of(&visit, &asked, &names, "/bao-cao/khau");
    let request = GetDelaysRequest {
        from: filter.from.clone(),
        to: filter.to.clone(),
        unit: filter.unit.clone(),
    };
    let told: GetDelaysResponse = visit
        .ask
        .reporting()
        .get_delays(request)
        .await?
        .into_inner();
    let mut rows = told.rows;
    // Who made dossiers late comes first.
    rows.sort_by_key(|row| std::cmp::Reverse((row.blamed_minutes, row.legs_late)));
    let total = told.total.unwrap_or_default();
    page(&Delays {
        f: visit.frame_with(&names),
        filter,
        rows: rows
            .iter()
            .map(|row| line(row, &names, visit.lang))
            .collect(),
        total: line(&total, &names, visit.lang),
        as_of: format::stamp(told.as_of.as_ref(), visit.lang),
    })
}

fn line(row: &DelayRow, names: &Names, lang: Lang) -> Line {
    let days = |minutes: u64| format::days(u32::try_from(minutes).unwrap_or(u32::MAX), lang);
    Line {
        unit: match (row.unit_name.as_str(), row.unit.as_str()) {
            ("", "") => lang
                .pick("Định mức không khớp thời hạn", "Norms do not fit the term")
                .to_owned(),
            ("", unit) => names.unit(unit),
            (name, _) => name.to_owned(),
        },
        leg: match row.leg_key.as_str() {
            "desk" => lang.pick("Bộ phận Một cửa", "One-stop desk"),
            "norms" => lang.pick("Định mức các khâu", "Norms of the legs"),
            key => key,
        }
        .to_owned(),
        procedure: match row.procedure.as_str() {
            "" => String::new(),
            code => names.procedure_name(code),
        },
        legs: row.legs,
        late: row.legs_late,
        waiting: days(row.waiting_minutes),
        spent: days(row.spent_minutes),
        allotted: days(row.allotted_minutes),
        blamed: days(row.blamed_minutes),
        dossiers: row.dossiers_blamed,
        expired: row.offers_expired,
    }
}

#[derive(Template)]
#[template(path = "breaches.html")]
struct Breaches {
    f: Frame,
    filter: Filter,
    rows: Vec<Missed>,
}

struct Missed {
    b: Breach,
    unit: String,
    procedure: String,
    due: String,
}

/// `GET /bao-cao/vi-pham?tu=&den=&don-vi=`.
pub async fn breaches(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let filter = Filter::of(&visit, &asked, &names, "/bao-cao/vi-pham");
    let request = ListBreachesRequest {
        from: filter.from.clone(),
        to: filter.to.clone(),
        unit: filter.unit.clone(),
    };
    let told = visit.ask.reporting().list_breaches(request).await?;
    let missed = |b: Breach| Missed {
        unit: match b.unit_name.as_str() {
            "" => names.unit(&b.unit),
            name => name.to_owned(),
        },
        procedure: names.procedure_name(&b.procedure),
        due: format::stamp(b.due.as_ref(), visit.lang),
        b,
    };
    let rows = told.into_inner().breaches.into_iter().map(missed);
    page(&Breaches {
        f: visit.frame_with(&names),
        rows: rows.collect(),
        filter,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_told_in_working_days_and_nobody_is_blamed_by_name_for_norms() {
        let row = DelayRow {
            leg_key: "norms".to_owned(),
            blamed_minutes: 720,
            ..DelayRow::default()
        };
        let drawn = line(&row, &Names::default(), Lang::Vi);
        assert_eq!(drawn.blamed, "1,5");
        assert_eq!(drawn.unit, "Định mức không khớp thời hạn");
        assert_eq!(drawn.leg, "Định mức các khâu");
    }
}
