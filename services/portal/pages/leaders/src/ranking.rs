//! The ranking of units. Not of persons: nobody is named here.

use askama::Template;
use axum::extract::Query;
use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Lang, Visit},
};
use proto::reporting::v1::UnitFigures;

use crate::{
    figures::{self, Cell, cell},
    link::Link,
    share::Share,
    span::{Asked, Filter, Span},
};

/// A unit and its place.
pub struct Placed {
    pub rank: u32,
    pub name: String,
    pub href: String,
    pub share: String,
    pub bar: u64,
    pub class: &'static str,
    pub cells: Vec<Cell>,
}

/// The units that `which` takes, the best first, those without a rank by name.
pub fn placed(
    units: &[UnitFigures],
    link: &Link,
    (query, lang): (&str, Lang),
    which: impl Fn(&UnitFigures) -> bool,
) -> Vec<Placed> {
    let mut chosen: Vec<&UnitFigures> = units.iter().filter(|unit| which(unit)).collect();
    chosen.sort_by_cached_key(|unit| (unit.rank, format::folded(&unit.name)));
    let one = |unit: &UnitFigures| {
        let now = unit.figures.unwrap_or_default();
        let (share, link) = (Share::in_time(&now), link.of_unit(&unit.unit));
        Placed {
            rank: unit.rank,
            name: unit.name.clone(),
            href: format!("/lanh-dao/don-vi/{}?{query}", format::segment(&unit.unit)),
            share: share.text(lang),
            bar: share.bar(),
            class: match share.tenths() {
                Some(950..) => "green",
                Some(850..) => "amber",
                Some(_) => "red",
                None => "grey",
            },
            cells: vec![
                cell("", now.judged, link.column("judged"), lang),
                cell(
                    "",
                    now.resolved_in_time,
                    link.column("resolved_in_time"),
                    lang,
                ),
                cell("", now.resolved_late, link.column("resolved_late"), lang),
                cell("", now.open_late, link.latest("open_late"), lang),
            ],
        }
    };
    chosen.into_iter().map(one).collect()
}

#[derive(Template)]
#[template(path = "ranking.html")]
struct Ranking {
    f: Frame,
    filter: Filter,
    title: String,
    as_of: String,
    from: u32,
    target: u32,
    ranked: Vec<Placed>,
    few: Vec<Placed>,
    others: Vec<Placed>,
}

/// `GET /lanh-dao/xep-hang`.
pub async fn page_of(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let span = Span::of(&visit, &asked);
    let names = visit.names().await?;
    let told = figures::overview(&visit, &span, "").await?;
    let (link, query) = (figures::link(&span, ""), span.query());
    let of =
        |which: fn(&UnitFigures) -> bool| placed(&told.units, &link, (&query, visit.lang), which);
    page(&Ranking {
        f: visit.frame_with(&names),
        filter: Filter::new(&visit, &names, &span, "/lanh-dao/xep-hang"),
        title: span.title(visit.lang),
        as_of: format::stamp(told.as_of.as_ref(), visit.lang),
        from: told.rank_from,
        target: told.target_percent,
        ranked: of(|unit| unit.commune && unit.rank > 0),
        few: of(|unit| unit.commune && unit.rank == 0),
        others: of(|unit| !unit.commune),
    })
}
