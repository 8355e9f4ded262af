//! What holds of all dossiers together, whatever course each took.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::LegKind;
use chrono::{Datelike as _, Timelike as _, Weekday};
use proto::{
    intake::v1::{Stage, Timeliness},
    notification::v1::ListNoticesRequest,
    reporting::v1::{GroupBy, ListBreachesRequest},
    routing::v1::{ControlRow, GetControlSheetRequest, Leg, ReconcileRequest},
};

use super::{
    table::{Facts, attribution},
    walk::{Look, Walk, moment},
};
use crate::{
    journeys::tables,
    support::{Province, custody, people::route, records},
};

/// Every Monday morning, routing and the agencies are asked who holds what.
pub async fn one_holder_each(look: Look<'_>, walks: &[Walk]) {
    let civil = look.era.catalogue.calendar().civil(look.now);
    if civil.weekday() != Weekday::Mon || civil.hour() > 12 {
        return;
    }
    let mut routes = Vec::new();
    for walk in walks {
        if !walk.ended && !walk.is_refused_at_the_door() {
            routes.push(route(look.clients, &walk.dossier).await);
        }
    }
    let held = custody::held(look.clients).await.unwrap();
    custody::agreed(&routes, &held);
}

pub async fn holds(
    province: &Province,
    look: Look<'_>,
    walks: &[Walk],
    facts: &BTreeMap<String, Facts>,
) {
    for walk in walks.iter().filter(|walk| !walk.is_refused_at_the_door()) {
        every_minute_is_somebodys(look, walk).await;
        the_control_sheet_tells_it(look, walk).await;
        lateness_is_told(walk, facts.get(&walk.dossier.id).unwrap());
        the_apology_reached_the_person(look, walk).await;
    }
    the_tables_add_up(province, look, walks).await;
    breaches_are_listed(look, walks).await;
    nothing_differs(look).await;
    assert_eq!(records::letters(&province.world).await, [""; 0]);
    assert_eq!(records::gaps(&province.world).await, [""; 0]);
}

/// Spans follow each other without a gap, and their minutes, the holders' and the blamed come to
/// the whole.
async fn every_minute_is_somebodys(look: Look<'_>, walk: &Walk) {
    let account = attribution(look.clients, walk).await;
    let spans: u32 = account.spans.iter().map(|span| span.minutes).sum();
    assert_eq!(spans, account.total_minutes, "{account:#?}");
    let totals: u32 = account.totals.iter().map(|total| total.minutes).sum();
    assert_eq!(totals, account.total_minutes, "{account:#?}");
    for pair in account.spans.windows(2) {
        assert_eq!(pair[0].to, pair[1].from, "{account:#?}");
    }
    let blamed: u32 = account.blames.iter().map(|blame| blame.minutes).sum();
    assert_eq!(blamed, account.late_minutes, "{account:#?}");
    for total in &account.totals {
        assert!(total.counted_minutes <= total.minutes, "{account:#?}");
    }
}

/// Rows in the order of time, one for each leg that was offered, none left open at the end.
async fn the_control_sheet_tells_it(look: Look<'_>, walk: &Walk) {
    let request = GetControlSheetRequest {
        dossier_id: walk.dossier.id.clone(),
    };
    let mut routing = look.clients.routing(&look.era.desk());
    let sheet = routing
        .get_control_sheet(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(sheet.code, walk.dossier.code);
    let given: Vec<_> = sheet.rows.iter().map(|row| moment(row.given_at)).collect();
    assert!(given.is_sorted(), "{sheet:#?}");
    for row in &sheet.rows {
        let known = [row.given_at, row.taken_at, row.done_at];
        let known: Vec<_> = known
            .into_iter()
            .flatten()
            .map(|at| moment(Some(at)))
            .collect();
        assert!(known.is_sorted(), "{row:#?}");
        assert!(
            !row.from_name.is_empty() && !row.to_name.is_empty(),
            "{row:#?}"
        );
        if walk.course != super::walk::Course::Withdrawn {
            assert_ne!(row.outcome, "open", "{sheet:#?}");
        }
    }
    let route = route(look.clients, &walk.dossier).await;
    for leg in route.legs.iter().filter(|leg| leg.accepted_at.is_some()) {
        let told = |row: &&ControlRow| row.title == leg.title && row.taken_at.is_some();
        assert_eq!(
            sheet.rows.iter().any(|row| told(&row)),
            is_work(look, walk, leg),
            "{}: {sheet:#?}",
            leg.title
        );
    }
}

/// Payments and waits are no hand-over between agencies.
fn is_work(look: Look<'_>, walk: &Walk, leg: &Leg) -> bool {
    let procedure = look
        .era
        .catalogue
        .procedure(&walk.procedure, look.era.first);
    let legs = &procedure.unwrap().legs;
    let spec = legs.iter().find(|spec| spec.key == leg.key);
    spec.unwrap().kind == LegKind::Work
}

/// Once for each promise, and only of what was late.
fn lateness_is_told(walk: &Walk, facts: &Facts) {
    let times = |fact: &str| facts.get(fact).copied().unwrap_or(0);
    if walk.late_with.is_none() {
        for fact in ["DossierOverdue", "ApologyMissed", "ApologyGiven"] {
            assert_eq!(
                times(fact),
                0,
                "{} {:?}: {fact}",
                walk.procedure,
                walk.course
            );
        }
        return;
    }
    let what = format!("{}: {facts:#?}", walk.procedure);
    assert_eq!(times("LegOverdue") > 0, walk.by_norm, "{what}");
    assert_eq!(times("ApologyGiven"), i64::from(walk.apologised), "{what}");
    assert_eq!(times("ApologyMissed") > 0, !walk.apologised, "{what}");
    assert_eq!(times("DossierOverdue"), times("ApologyMissed"), "{what}");
}

/// Form 04 by text message, once.
async fn the_apology_reached_the_person(look: Look<'_>, walk: &Walk) {
    let request = ListNoticesRequest {
        dossier_id: walk.dossier.id.clone(),
        page_size: 200,
        ..Default::default()
    };
    let mut notifier = look.clients.notices("operator:motcua");
    let notices = notifier
        .list_notices(request)
        .await
        .unwrap()
        .into_inner()
        .notices;
    let moved = notices
        .iter()
        .filter(|notice| notice.kind == "appointment-moved");
    assert_eq!(moved.count(), usize::from(walk.apologised), "{notices:#?}");
}

async fn the_tables_add_up(province: &Province, look: Look<'_>, walks: &[Walk]) {
    let period = period(look);
    tables::add_up(province, &period).await;
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for walk in walks.iter().filter(|walk| !walk.is_refused_at_the_door()) {
        let column = resolved(look, walk).await;
        expected.entry(column).or_default().insert(walk.to_string());
    }
    for column in ["resolved_early", "resolved_on_time", "resolved_late"] {
        let codes = tables::behind(province, &period, column).await;
        let found = walks
            .iter()
            .filter(|walk| codes.contains(&walk.dossier.code));
        let found: BTreeSet<String> = found.map(ToString::to_string).collect();
        let expected = expected.remove(column).unwrap_or_default();
        assert_eq!(found, expected, "{column}");
    }
    let total = tables::progress_in(province, &period, GroupBy::Unit).await;
    let total = total.total.unwrap();
    assert_eq!(total.open_total, 0, "{total:#?}");
    let moved = walks.iter().filter(|walk| walk.apologised).count() as u64;
    assert_eq!(total.rescheduled, moved, "{total:#?}");
}

/// In which column the dossier belongs, by what the desk says of it.
async fn resolved(look: Look<'_>, walk: &Walk) -> &'static str {
    let tracked = walk.track(look).await;
    match tracked.timeliness() {
        Timeliness::Early => "resolved_early",
        Timeliness::OnTime => "resolved_on_time",
        Timeliness::Late => "resolved_late",
        // Whoever takes a dossier back is not kept waiting: it counts as resolved on time.
        Timeliness::Unspecified => {
            assert_eq!(tracked.stage(), Stage::Withdrawn, "{tracked:#?}");
            "resolved_on_time"
        }
    }
}

/// From the first day to this one.
fn period(look: Look<'_>) -> tables::Period {
    let today = look.era.catalogue.calendar().civil(look.now).date();
    tables::Period {
        from: look.era.first.to_string(),
        to: today.to_string(),
    }
}

/// Exactly those that were overdue without an apology, first with the unit that kept them.
async fn breaches_are_listed(look: Look<'_>, walks: &[Walk]) {
    let period = period(look);
    let request = ListBreachesRequest {
        from: period.from,
        to: period.to,
        unit: String::new(),
    };
    let mut reports = look.clients.reports("operator:motcua");
    let mut listed = reports
        .list_breaches(request)
        .await
        .unwrap()
        .into_inner()
        .breaches;
    listed.sort_by_key(|breach| moment(breach.due));
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for breach in &listed {
        first.entry(&breach.code).or_insert(&breach.unit);
    }
    let missed = walks.iter().filter(|walk| !walk.apologised);
    let missed: BTreeMap<&str, &str> = missed
        .filter_map(|walk| Some((walk.dossier.code.as_str(), walk.late_with.as_deref()?)))
        .collect();
    assert_eq!(first, missed);
}

/// Routing compares itself with the agencies, and finds nothing.
async fn nothing_differs(look: Look<'_>) {
    let mut routing = look.clients.routing("operator:motcua");
    let request = ReconcileRequest { dry_run: false };
    let report = routing.reconcile(request).await.unwrap().into_inner();
    assert!(report.differences.is_empty(), "{report:#?}");
    assert!(report.silent.is_empty(), "{report:#?}");
}
