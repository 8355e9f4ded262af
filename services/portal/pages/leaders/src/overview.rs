//! The province on one page.

use askama::Template;
use axum::extract::Query;
use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Visit},
};
use proto::reporting::v1::{
    GetOverviewResponse, GetTilesRequest, GetTilesResponse, ListDossiersRequest, UnitFigures,
};

use crate::{
    figures::{self, Cell, Held, Kpi, Late, Weeks, cell},
    link::Link,
    map::{self, Shown},
    ranking::{Placed, placed},
    share::{Band, Share, count},
    span::{Asked, Filter, Span},
    unit,
};

/// How many holders and dossiers are named on the page.
const HOLDERS: usize = 6;
const LATEST: u32 = 5;
/// How many of the best and of the worst.
const ENDS: usize = 4;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    f: Frame,
    filter: Filter,
    query: String,
    title: String,
    before: String,
    as_of: String,
    finished: String,
    target: u32,
    kpis: Vec<Kpi>,
    flow: Vec<Cell>,
    shown: Shown,
    map: String,
    caption: String,
    legend: Vec<(Band, &'static str)>,
    units: Vec<Tiled>,
    held: Vec<Held>,
    best: Vec<Placed>,
    worst: Vec<Placed>,
    ranked: usize,
    weeks: Weeks,
    late: Vec<Late>,
    late_total: u64,
    table: String,
}

/// A unit in the table beside the map.
pub struct Tiled {
    pub name: String,
    pub href: String,
    pub cells: Vec<Cell>,
    pub share: String,
}

/// `GET /lanh-dao?ky=&ngay=&tu=&den=&linh-vuc=&chi-so=`.
pub async fn page_of(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let span = Span::of(&visit, &asked);
    // A head sees their own unit and nothing beside.
    if !visit
        .account
        .as_ref()
        .is_some_and(|account| account.province_wide())
    {
        return unit::drawn(&visit, &span, "", "/lanh-dao").await;
    }
    let names = visit.names().await?;
    let told = figures::overview(&visit, &span, "").await?;
    let tiles = visit
        .ask
        .reporting()
        .get_tiles(GetTilesRequest {})
        .await?
        .into_inner();
    let on = told.held_on.clone();
    let request = ListDossiersRequest {
        from: on.clone(),
        to: on,
        field: span.field.clone(),
        page_size: LATEST,
        ..ListDossiersRequest::default()
    };
    let (late, late_total) = figures::latest(&visit, &names, request).await?;
    let shown = Shown::named(&asked.shown);
    page(&draw(
        &visit,
        &names,
        &span,
        shown,
        &told,
        &tiles,
        (late, late_total),
    ))
}

fn draw(
    visit: &Visit,
    names: &portal_ui::directory::Names,
    span: &Span,
    shown: Shown,
    told: &GetOverviewResponse,
    tiles: &GetTilesResponse,
    (late, late_total): (Vec<Late>, u64),
) -> Overview {
    let lang = visit.lang;
    let link = figures::link(span, "");
    let query = span.query();
    let few = u64::from(told.rank_from);
    let rest = format!("?{query}");
    let figures = told.figures.unwrap_or_default();
    let mut ranked = placed(&told.units, &link, (&query, lang), |unit| {
        unit.commune && unit.rank > 0
    });
    let many = ranked.len();
    let worst = ranked.split_off(many.saturating_sub(ENDS).max(many.div_ceil(2)));
    ranked.truncate(ENDS);
    Overview {
        f: visit.frame_with(names),
        filter: Filter::new(visit, names, span, "/lanh-dao"),
        title: span.title(lang),
        before: span.before(lang),
        as_of: format::stamp(told.as_of.as_ref(), lang),
        finished: Share::of_finished(&figures).text(lang),
        target: told.target_percent,
        kpis: figures::kpis(told, &link, lang),
        flow: flow(told, &link, lang),
        shown,
        map: if tiles.tiles.is_empty() {
            String::new()
        } else {
            map::draw(
                tiles,
                &told.units,
                shown,
                few,
                ("/lanh-dao/don-vi/", &rest),
                lang,
            )
        },
        caption: lang
            .pick(
                &tiles.caption,
                "Each tile is a commune, placed roughly where it lies; tiles are not boundaries.",
            )
            .to_owned(),
        legend: shown.legend(lang),
        units: told
            .units
            .iter()
            .map(|unit| tiled(unit, &link, &query, lang))
            .collect(),
        held: figures::held(&told.held, &link, &told.held_on, &query, HOLDERS, lang),
        best: ranked,
        worst,
        ranked: many,
        weeks: figures::weeks(told, &link, lang),
        late,
        late_total,
        table: format!("/bao-cao/tien-do.xlsx?tu={}&den={}", span.from, span.to),
        query,
    }
}

/// What came in and what went out.
pub fn flow(told: &GetOverviewResponse, link: &Link, lang: portal_ui::frame::Lang) -> Vec<Cell> {
    let now = told.figures.unwrap_or_default();
    let part = |part: u64| {
        let of = now.received_in_period;
        let share = Share { part, of }.text(lang);
        format!("{} ({share})", count(part, lang))
    };
    let mut flow = vec![
        cell(
            lang.pick("Tiếp nhận trong kỳ", "Received"),
            now.received_in_period,
            link.column("received_in_period"),
            lang,
        ),
        cell(
            lang.pick("Trực tuyến", "Online"),
            now.received_online,
            link.column("received_online"),
            lang,
        ),
        cell(
            lang.pick("Bưu chính công ích", "By post"),
            now.received_post,
            link.column("received_post"),
            lang,
        ),
        cell(
            lang.pick("Từ kỳ trước", "Carried over"),
            now.carried_over,
            link.column("carried_over"),
            lang,
        ),
        cell(
            lang.pick("Đã giải quyết", "Resolved"),
            now.resolved_total,
            link.column("resolved_total"),
            lang,
        ),
        cell(
            lang.pick("Giải quyết quá hạn", "Resolved late"),
            now.resolved_late,
            link.column("resolved_late"),
            lang,
        ),
    ];
    if let [_, online, post, ..] = flow.as_mut_slice() {
        online.figure = part(now.received_online);
        post.figure = part(now.received_post);
    }
    flow
}

fn tiled(unit: &UnitFigures, link: &Link, query: &str, lang: portal_ui::frame::Lang) -> Tiled {
    let link = link.of_unit(&unit.unit);
    let now = unit.figures.unwrap_or_default();
    Tiled {
        name: unit.name.clone(),
        href: format!("/lanh-dao/don-vi/{}?{query}", format::segment(&unit.unit)),
        cells: vec![
            cell(
                lang.pick("Tiếp nhận", "Received"),
                now.received_in_period,
                link.column("received_in_period"),
                lang,
            ),
            cell(
                lang.pick("Được xét", "Judged"),
                now.judged,
                link.column("judged"),
                lang,
            ),
            cell(
                lang.pick("Đang quá hạn", "Open and late"),
                now.open_late,
                link.latest("open_late"),
                lang,
            ),
        ],
        share: Share::in_time(&now).text(lang),
    }
}
