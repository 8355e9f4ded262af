//! The overview is what the rules make of the facts, and every figure of it can be opened.

mod asked;
mod holders;
mod late;

use std::collections::BTreeMap;

use kernel::Instant;
use proto::reporting::v1::{DossierLine, Figures, GetOverviewRequest, ListDossiersRequest};
use reporting_domain::{Breach, Figure, Note, Overview, Period, Row, beside, line, unit};

use crate::{
    figures::{rows, tell_all},
    support::{
        World, at,
        story::{Dice, Story},
    },
};

pub fn zone() -> chrono::FixedOffset {
    chrono::FixedOffset::east_opt(7 * 3600).unwrap()
}

/// What the rules count, of the rows that `counts` takes.
pub fn meant(
    stories: &[Story],
    rows: &[Row],
    period: &Period,
    as_of: Instant,
    counts: impl Fn(&Row) -> bool,
) -> Overview {
    let mut whole = Overview::default();
    for (story, row) in stories.iter().zip(rows).filter(|(_, row)| counts(row)) {
        if let Some(line) = line(row, period, as_of) {
            whole.place(line, 1);
        }
        let (mut breaches, mut ratings): (Vec<Breach>, BTreeMap<Instant, u8>) = Default::default();
        for (at, note) in &story.notes {
            match note {
                Note::ApologyMissed(breach) => breaches.push(Breach {
                    at: *at,
                    ..breach.clone()
                }),
                Note::Rated { score } => drop(ratings.insert(*at, *score)),
                _ => {}
            }
        }
        if let Some(said) = beside(row, &breaches, &ratings, period, as_of) {
            whole.tell(said, 1);
        }
    }
    whole
}

/// Each figure by the column it leads to.
fn figures(shown: &Figures) -> [(&'static str, u64); 17] {
    [
        ("received_in_period", shown.received_in_period),
        ("received_online", shown.received_online),
        ("received_counter", shown.received_counter),
        ("received_post", shown.received_post),
        ("carried_over", shown.carried_over),
        ("resolved_total", shown.resolved_total),
        ("resolved_in_time", shown.resolved_in_time),
        ("resolved_late", shown.resolved_late),
        ("open_total", shown.open_total),
        ("open_late", shown.open_late),
        ("judged", shown.judged),
        ("apologies_owed", shown.apologies_owed),
        ("apologies_given", shown.apologies_given),
        ("apologies_missed", shown.apologies_missed),
        ("rated", shown.rated),
        ("satisfied", shown.satisfied),
        ("unsatisfied", shown.unsatisfied),
    ]
}

fn assert_same(shown: &Figures, meant: &Overview, what: &str) {
    for (column, figure) in figures(shown) {
        let of: Figure = column.parse().unwrap();
        assert_eq!(figure, meant.get(of), "{what}: {column}");
    }
    assert_eq!(shown.scores, meant.scores, "{what}");
}

pub fn whole(from: &str, to: &str) -> GetOverviewRequest {
    GetOverviewRequest {
        from: from.into(),
        to: to.into(),
        ..Default::default()
    }
}

fn moment(at: Option<&prost_types::Timestamp>) -> Instant {
    let at = at.unwrap();
    Instant::from_timestamp(at.seconds, u32::try_from(at.nanos).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_is_what_the_rules_make_of_the_facts() {
    let world = World::new().await;
    let stories = tell_all(&world, &mut Dice::new(47)).await;
    let rows = rows(&stories);
    for (now, from, to) in [
        ("2026-11-20T09:00", "2026-11-16", "2026-11-22"),
        ("2026-11-20T09:00", "2026-10-01", "2026-10-31"),
        ("2026-11-20T09:00", "2026-10-01", "2026-12-31"),
        ("2027-01-02T09:00", "2026-01-01", "2026-12-31"),
        ("2026-09-01T00:00", "2026-11-16", "2026-11-22"),
    ] {
        world.clock.set(at(now));
        let shown = world.overview(whole(from, to)).await.unwrap();
        let as_of = moment(shown.as_of.as_ref());
        let period = Period::parse(from, to, zone()).unwrap();
        let all = |period: &Period| meant(&stories, &rows, period, as_of, |_| true);
        assert_same(shown.figures.as_ref().unwrap(), &all(&period), from);
        assert_same(
            shown.previous.as_ref().unwrap(),
            &all(&period.previous()),
            from,
        );
        assert_eq!(shown.weeks.len(), 12);
        for week in &shown.weeks {
            let of = Period::parse(&week.from, &week.to, zone()).unwrap();
            assert_same(week.figures.as_ref().unwrap(), &all(&of), &week.from);
        }
        // Each part is what its centres received, and together they are the whole.
        let mut sum = Overview::default();
        for part in &shown.units {
            let own = meant(&stories, &rows, &period, as_of, |row| {
                let centre = unit(row, &period, as_of).map(ToString::to_string);
                let of = |centre: &str| match centre.strip_prefix("org:mc-") {
                    Some(commune) => format!("adm:{commune}"),
                    None => centre.to_owned(),
                };
                centre.as_deref().map(of).as_deref() == Some(&part.unit)
            });
            assert_same(part.figures.as_ref().unwrap(), &own, &part.unit);
            sum.add(&own);
        }
        assert_same(
            shown.figures.as_ref().unwrap(),
            &sum,
            "the sum of the parts",
        );
        assert!(shown.units.iter().filter(|part| part.commune).count() >= 96);
    }
}

/// All pages of a list.
async fn listed(world: &World, mut request: ListDossiersRequest) -> Vec<DossierLine> {
    request.page_size = 7;
    let mut lines = Vec::new();
    loop {
        let page = world.behind(request.clone()).await.unwrap();
        assert!(page.dossiers.len() <= 7);
        lines.extend(page.dossiers);
        if page.next_page_token.is_empty() {
            assert_eq!(
                page.total,
                lines.len() as u64,
                "the total is that of all pages"
            );
            return lines;
        }
        request.page_token = page.next_page_token;
    }
}

fn list(from: &str, to: &str, column: &str) -> ListDossiersRequest {
    ListDossiersRequest {
        from: from.into(),
        to: to.into(),
        column: column.into(),
        ..Default::default()
    }
}

fn distinct(lines: &[DossierLine]) -> u64 {
    let ids: std::collections::BTreeSet<_> = lines.iter().map(|line| &line.dossier_id).collect();
    ids.len() as u64
}

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_leads_to_as_many_dossiers() {
    let world = World::new().await;
    tell_all(&world, &mut Dice::new(3)).await;
    let (from, to) = ("2026-10-01", "2026-10-31");
    let shown = world.overview(whole(from, to)).await.unwrap();
    let mut counted = BTreeMap::new();
    for (column, figure) in figures(shown.figures.as_ref().unwrap()) {
        let lines = listed(&world, list(from, to, column)).await;
        assert_eq!(
            (lines.len() as u64, distinct(&lines)),
            (figure, figure),
            "{column}"
        );
        counted.insert(column, figure);
    }
    assert!(counted.values().all(|figure| *figure > 3), "{counted:?}");
    let some = shown
        .units
        .iter()
        .filter(|p| p.figures.unwrap().received_in_period > 0);
    for part in some.take(3) {
        for (column, figure) in figures(part.figures.as_ref().unwrap()) {
            let mut request = list(from, to, column);
            request.unit.clone_from(&part.unit);
            let lines = listed(&world, request).await;
            assert_eq!(lines.len() as u64, figure, "{} {column}", part.unit);
        }
    }
    let last = shown.weeks.last().unwrap();
    for (column, figure) in figures(last.figures.as_ref().unwrap()) {
        let lines = listed(&world, list(&last.from, &last.to, column)).await;
        assert_eq!(
            lines.len() as u64,
            figure,
            "week {} {column}",
            last.iso_week
        );
    }
    // A field of administration is a part like a unit.
    let mut of_land = whole(from, to);
    of_land.field = "dat-dai".into();
    let land = world.overview(of_land).await.unwrap();
    for (column, figure) in figures(land.figures.as_ref().unwrap()) {
        let mut request = list(from, to, column);
        request.field = "dat-dai".into();
        let lines = listed(&world, request).await;
        assert_eq!(lines.len() as u64, figure, "land {column}");
        assert!(lines.iter().all(|line| line.field == "dat-dai"));
        assert!(
            figure < counted[column] || figure == 0,
            "{column} is not all of land"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_province_without_dossiers_has_an_overview_of_nothing() {
    let world = World::new().await;
    let shown = world
        .overview(whole("2026-11-16", "2026-11-22"))
        .await
        .unwrap();
    let zero = Overview::default();
    assert_same(shown.figures.as_ref().unwrap(), &zero, "nothing");
    assert_eq!(shown.units.len(), 96, "every commune is there");
    assert!(
        shown.units.iter().all(|part| part.rank == 0),
        "and none is ranked"
    );
    assert!(shown.held.is_empty() && shown.weeks.len() == 12);
    assert_eq!((shown.rank_from, shown.target_percent), (10, 95));
    let map = world.tiles().await;
    let (tiles, parts): (std::collections::BTreeSet<_>, std::collections::BTreeSet<_>) = (
        map.tiles.iter().map(|tile| tile.unit.as_str()).collect(),
        shown.units.iter().map(|part| part.unit.as_str()).collect(),
    );
    assert_eq!(tiles, parts, "each commune has its tile");
    let island = map
        .tiles
        .iter()
        .find(|tile| tile.unit == "adm:21548")
        .unwrap();
    assert_eq!(island.name, "Lý Sơn");
    assert!(map.caption.contains("không phải là ranh giới"));
}
