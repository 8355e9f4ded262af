//! What people say of how they were served.

use askama::Template;
use axum::extract::Query;
use portal_ui::{
    answer::{Answer, page},
    format,
    frame::{Frame, Lang, Visit},
};
use proto::reporting::v1::{Figures, UnitFigures, WeekFigures};

use crate::{
    figures::{self, Cell, cell},
    link::Link,
    share::{Change, Share, points},
    span::{Asked, Filter, Span},
};

#[derive(Template)]
#[template(path = "rated.html")]
struct Rated {
    f: Frame,
    filter: Filter,
    title: String,
    before: String,
    as_of: String,
    share: String,
    change: Option<Change>,
    mean: String,
    cells: Vec<Cell>,
    units: Vec<Row>,
    weeks: Vec<Row>,
}

/// A unit or a week.
struct Row {
    name: String,
    href: String,
    share: String,
    mean: String,
    cells: Vec<Cell>,
}

/// The mean score, such as `4,3`; `—` where nobody rated.
fn mean(figures: &Figures, lang: Lang) -> String {
    let tenths = (figures.scores * 10 + figures.rated / 2).checked_div(figures.rated);
    tenths.map_or_else(|| "—".to_owned(), |tenths| format::of_tenths(tenths, lang))
}

fn cells(figures: &Figures, link: &Link, lang: Lang) -> Vec<Cell> {
    vec![
        cell(
            lang.pick("Được đánh giá", "Rated"),
            figures.rated,
            link.column("rated"),
            lang,
        ),
        cell(
            lang.pick("Hài lòng", "Satisfied"),
            figures.satisfied,
            link.column("satisfied"),
            lang,
        ),
        cell(
            lang.pick("Chưa hài lòng", "Not satisfied"),
            figures.unsatisfied,
            link.column("unsatisfied"),
            lang,
        ),
    ]
}

/// `GET /lanh-dao/hai-long`.
pub async fn page_of(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let span = Span::of(&visit, &asked);
    let (names, lang) = (visit.names().await?, visit.lang);
    let told = figures::overview(&visit, &span, "").await?;
    let (link, query) = (figures::link(&span, ""), span.query());
    let now = told.figures.unwrap_or_default();
    let before = told.previous.unwrap_or_default();
    let row = |name: String, href: String, figures: Figures, link: Link| Row {
        name,
        href,
        share: Share::satisfied(&figures).text(lang),
        mean: mean(&figures, lang),
        cells: cells(&figures, &link, lang),
    };
    let unit = |unit: &UnitFigures| {
        let href = format!("/lanh-dao/don-vi/{}?{query}", format::segment(&unit.unit));
        let figures = unit.figures.unwrap_or_default();
        row(unit.name.clone(), href, figures, link.of_unit(&unit.unit))
    };
    let week = |week: &WeekFigures| {
        let name = format!(
            "{} {}, {} – {}",
            lang.pick("Tuần", "Week"),
            week.iso_week,
            format::iso_date(&week.from, lang),
            format::iso_date(&week.to, lang)
        );
        let link = Link {
            from: week.from.clone(),
            to: week.to.clone(),
            ..link.clone()
        };
        row(name, String::new(), week.figures.unwrap_or_default(), link)
    };
    let mut rated: Vec<&UnitFigures> = told
        .units
        .iter()
        .filter(|unit| unit.figures.is_some_and(|figures| figures.rated > 0))
        .collect();
    rated.sort_by_cached_key(|unit| format::folded(&unit.name));
    page(&Rated {
        f: visit.frame_with(&names),
        filter: Filter::new(&visit, &names, &span, "/lanh-dao/hai-long"),
        title: span.title(lang),
        before: span.before(lang),
        as_of: format::stamp(told.as_of.as_ref(), lang),
        share: Share::satisfied(&now).text(lang),
        change: points(Share::satisfied(&now), Share::satisfied(&before), lang),
        mean: mean(&now, lang),
        cells: cells(&now, &link, lang),
        units: rated.into_iter().map(unit).collect(),
        weeks: told.weeks.iter().map(week).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_to_a_tenth_and_of_nobody_is_none() {
        let of = |scores, rated| {
            mean(
                &Figures {
                    scores,
                    rated,
                    ..Figures::default()
                },
                Lang::Vi,
            )
        };
        assert_eq!(of(13, 3), "4,3");
        assert_eq!(of(14, 3), "4,7");
        assert_eq!(of(0, 0), "—");
    }
}
