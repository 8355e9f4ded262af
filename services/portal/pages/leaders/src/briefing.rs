//! The weekly briefing (họp giao ban tuần): one page, printed on A4, that the chair reads from, and the
//! same as an official paper.

mod paper;
mod questions;
mod worse;

use std::{cmp::Reverse, collections::BTreeMap};

use askama::Template;
use axum::extract::{Path, Query};
use chrono::Datelike as _;
use portal_ui::{
    answer::{Answer, page},
    directory::Names,
    failure::Failure,
    format,
    frame::{Frame, Lang, Visit},
    papers,
};
use proto::{
    forms::v1::render_request::Paper,
    reporting::v1::{
        Breach, GetOverviewResponse, ListBreachesRequest, ListDossiersRequest, UnitFigures,
    },
};

use crate::{
    figures::{self, Cell, Held, Kpi, Late, cell},
    link::Link,
    report,
    share::{Share, count},
    span::{Asked, Span, Turn},
};
use questions::{Question, questions};
use worse::{Worse, worse};

/// As many rows as one sheet holds.
const UNITS: usize = 5;
const HOLDERS: usize = 5;
const OWING: usize = 4;
const WORSE: usize = 5;
const LATEST: u32 = 3;

#[derive(Template)]
#[template(path = "briefing.html")]
struct Briefing {
    f: Frame,
    steps: Vec<Turn>,
    overview: String,
    /// The same as an official paper.
    paper: String,
    title: String,
    before: String,
    as_of: String,
    finished: String,
    target: u32,
    kpis: Vec<Kpi>,
    late_units: Vec<LateUnit>,
    /// Units beyond those named, and what is late with them.
    others: (usize, u64),
    held: Vec<Held>,
    late: Vec<Late>,
    late_total: String,
    late_href: String,
    owed: Vec<Owed>,
    owed_total: String,
    owed_href: String,
    worse: Vec<Worse>,
    questions: Vec<Question>,
}

/// A unit with dossiers that were open and late when the week ended.
struct LateUnit {
    name: String,
    href: String,
    late: Cell,
    share: Share,
}

/// A unit that let promised dates pass without an apology.
struct Owed {
    unit: String,
    href: String,
    missed: u64,
    /// Of those, not settled since.
    open: u64,
}

/// `GET /lanh-dao/giao-ban?ngay=`: the week a day lies in.
pub async fn page_of(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let span = Span::week(&visit, &asked);
    page(&briefing(&visit, &names, &span).await?)
}

/// `GET /lanh-dao/giao-ban/{year}-{week}.pdf`: the paper of a week, by its number (ISO 8601).
pub async fn file(visit: Visit, Path(file): Path<String>) -> Answer {
    let today = format::civil(visit.now()).date_naive();
    let span = match report::file(&file) {
        Some((year, week, "pdf")) => Span::numbered(year, week, today),
        _ => None,
    };
    let Some(span) = span else {
        return report::none(&visit);
    };
    let visit = report::in_vietnamese(visit);
    let names = visit.names().await?;
    let briefing = briefing(&visit, &names, &span).await?;
    let paper = paper::of(&briefing, report::reporter(&visit, &names));
    let name = format!("bao-cao-giao-ban-{}", numbered(&span));
    let on = papers::day_of(&visit, None);
    papers::print(&visit, &on, Paper::Briefing(paper), &name).await
}

/// A week by its number, as the address of its paper has it: `2026-46`.
fn numbered(span: &Span) -> String {
    let week = span.from.iso_week();
    format!("{}-{:02}", week.year(), week.week())
}

async fn briefing(visit: &Visit, names: &Names, span: &Span) -> Result<Briefing, Failure> {
    let earlier = span.earlier().unwrap_or_else(|| span.clone());
    let told = figures::overview(visit, span, "").await?;
    let before = figures::overview(visit, &earlier, "").await?;
    let breaches = breaches(visit, span).await?;
    let on = told.held_on.clone();
    let request = ListDossiersRequest {
        from: on.clone(),
        to: on,
        page_size: LATEST,
        ..ListDossiersRequest::default()
    };
    let late = figures::latest(visit, names, request).await?;
    Ok(draw(visit, names, span, (&told, &before), &breaches, late))
}

async fn breaches(visit: &Visit, span: &Span) -> Result<Vec<Breach>, Failure> {
    let request = ListBreachesRequest {
        from: span.from.to_string(),
        to: span.to.to_string(),
        unit: String::new(),
    };
    let told = visit.ask.reporting().list_breaches(request).await?;
    Ok(told.into_inner().breaches)
}

fn draw(
    visit: &Visit,
    names: &Names,
    span: &Span,
    (told, before): (&GetOverviewResponse, &GetOverviewResponse),
    breaches: &[Breach],
    (late, late_total): (Vec<Late>, u64),
) -> Briefing {
    let (lang, query) = (visit.lang, span.query());
    let link = figures::link(span, "");
    let today = Link {
        from: told.held_on.clone(),
        to: told.held_on.clone(),
        ..Link::default()
    };
    let held = figures::held(&told.held, &link, &told.held_on, &query, HOLDERS, lang);
    let owed = owed(breaches, names, span);
    let few = u64::from(told.rank_from);
    let worse = worse(
        &told.units,
        &before.units,
        few,
        (&link, &query),
        (WORSE, lang),
    );
    let (late_units, others) = late_units(&told.units, &link, &query, lang);
    let day = format::civil(visit.now()).date_naive();
    Briefing {
        f: visit.frame_with(names),
        steps: span.steps("/lanh-dao/giao-ban", day, lang),
        overview: format!("/lanh-dao?{query}"),
        paper: format!("/lanh-dao/giao-ban/{}.pdf", numbered(span)),
        title: span.title(lang),
        before: span.before(lang),
        as_of: format::stamp(told.as_of.as_ref(), lang),
        finished: Share::of_finished(&told.figures.unwrap_or_default()).text(lang),
        target: told.target_percent,
        kpis: figures::kpis(told, &link, lang),
        late_units,
        others,
        questions: questions(&held, &owed, &worse, lang),
        held,
        late,
        late_total: count(late_total, lang),
        late_href: today.latest("open_late"),
        owed_total: count(breaches.len() as u64, lang),
        owed_href: missed(span, ""),
        owed: owed.into_iter().take(OWING).collect(),
        worse,
    }
}

/// Where the broken promises of a week are listed.
fn missed(span: &Span, unit: &str) -> String {
    let mut link = format!("/bao-cao/vi-pham?tu={}&den={}", span.from, span.to);
    if !unit.is_empty() {
        link.push_str("&don-vi=");
        link.push_str(&format::segment(unit));
    }
    link
}

/// Who owed an apology and gave none, those with the most that is still open first.
fn owed(breaches: &[Breach], names: &Names, span: &Span) -> Vec<Owed> {
    let mut by: BTreeMap<&str, Owed> = BTreeMap::new();
    for breach in breaches {
        let owed = by.entry(&breach.unit).or_insert_with(|| Owed {
            unit: match breach.unit_name.as_str() {
                "" => names.unit(&breach.unit),
                name => name.to_owned(),
            },
            href: missed(span, &breach.unit),
            missed: 0,
            open: 0,
        });
        owed.missed += 1;
        owed.open += u64::from(!breach.settled);
    }
    let mut owing: Vec<Owed> = by.into_values().collect();
    owing.sort_by_key(|owed| (Reverse(owed.open), Reverse(owed.missed)));
    owing
}

/// The units with the most that is late, and how many others have how much.
fn late_units(
    units: &[UnitFigures],
    link: &Link,
    query: &str,
    lang: Lang,
) -> (Vec<LateUnit>, (usize, u64)) {
    let late = |unit: &UnitFigures| unit.figures.unwrap_or_default().open_late;
    let mut some: Vec<&UnitFigures> = units.iter().filter(|unit| late(unit) > 0).collect();
    some.sort_by_cached_key(|unit| (Reverse(late(unit)), format::folded(&unit.name)));
    let rest = some.split_off(some.len().min(UNITS));
    let one = |unit: &UnitFigures| LateUnit {
        name: unit.name.clone(),
        href: format!("/lanh-dao/don-vi/{}?{query}", format::segment(&unit.unit)),
        late: cell(
            "",
            late(unit),
            link.of_unit(&unit.unit).latest("open_late"),
            lang,
        ),
        share: Share::in_time(&unit.figures.unwrap_or_default()),
    };
    let others = (rest.len(), rest.into_iter().map(late).sum());
    (some.into_iter().map(one).collect(), others)
}

#[cfg(test)]
mod tests {
    use proto::reporting::v1::Figures;

    use super::*;

    #[test]
    fn who_still_owes_comes_before_who_owed() {
        let breach = |unit: &str, settled| Breach {
            unit: unit.to_owned(),
            unit_name: unit.to_uppercase(),
            settled,
            ..Breach::default()
        };
        let told = [
            breach("a", true),
            breach("a", true),
            breach("b", false),
            breach("b", true),
        ];
        let asked = Asked {
            from: "2026-11-16".to_owned(),
            to: "2026-11-22".to_owned(),
            ..Asked::default()
        };
        let span = Span::asked(&asked, chrono::NaiveDate::default());
        let owing = owed(&told, &Names::default(), &span);
        let rows: Vec<_> = owing
            .iter()
            .map(|owed| (owed.unit.as_str(), owed.missed, owed.open))
            .collect();
        assert_eq!(rows, [("B", 2, 1), ("A", 2, 0)]);
        assert_eq!(
            owing[0].href,
            "/bao-cao/vi-pham?tu=2026-11-16&den=2026-11-22&don-vi=b"
        );
    }

    #[test]
    fn what_does_not_fit_on_the_sheet_is_counted() {
        let unit = |n: u64| UnitFigures {
            unit: format!("adm:{n}"),
            name: format!("Xã {n}"),
            figures: Some(Figures {
                open_late: n,
                ..Figures::default()
            }),
            ..UnitFigures::default()
        };
        let units: Vec<UnitFigures> = (0..10).map(unit).collect();
        let (named, others) = late_units(&units, &Link::default(), "", Lang::Vi);
        let first: Vec<&str> = named.iter().map(|unit| unit.late.figure.as_str()).collect();
        assert_eq!(first, ["9", "8", "7", "6", "5"]);
        assert_eq!(others, (4, 10));
    }
}
