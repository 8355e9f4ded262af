//! How each dossier ended: one line of the table.

use std::{collections::BTreeMap, fmt::Write as _};

use proto::{
    intake::v1::{Stage, Timeliness, TrackDossierResponse},
    routing::v1::{GetAttributionRequest, GetAttributionResponse},
};
use province::Clients;

use super::walk::{Look, Walk};

/// Facts worth telling of, by what the table calls them.
const TOLD: [(&str, &str); 7] = [
    ("CompetenceResolved", "competence named"),
    ("SupplementRequested", "supplement requested"),
    ("LegOverdue", "leg overdue"),
    ("DossierOverdue", "dossier overdue"),
    ("ApologyDue", "apology owed"),
    ("ApologyGiven", "apology given"),
    ("ApologyMissed", "apology missed"),
];

/// How often routing said each of its facts of one dossier.
pub type Facts = BTreeMap<String, i64>;

pub async fn attribution(clients: &Clients, walk: &Walk) -> GetAttributionResponse {
    let request = GetAttributionRequest {
        dossier_id: walk.dossier.id.clone(),
    };
    let mut routing = clients.routing("operator:motcua");
    routing.get_attribution(request).await.unwrap().into_inner()
}

/// Procedure, course, end, whose the minutes were, and what routing had to say.
pub async fn line(look: Look<'_>, walk: &Walk, facts: Option<&Facts>) -> String {
    let tracked = walk.track(look).await;
    let mut line = format!("{walk}: {}", end(&tracked));
    if walk.is_refused_at_the_door() {
        return line + "\n";
    }
    let account = attribution(look.clients, walk).await;
    let totals = account.totals.iter();
    let totals: Vec<String> = totals
        .map(|total| format!("{} {}", total.holder, total.minutes))
        .collect();
    write!(line, "; {} = {}", totals.join(" + "), account.total_minutes).unwrap();
    if account.late_minutes > 0 {
        let blames = account.blames.iter();
        let blames: Vec<String> = blames
            .map(|blame| format!("{} {}", blame.unit, blame.minutes))
            .collect();
        write!(
            line,
            "; late {} = {}",
            account.late_minutes,
            blames.join(" + ")
        )
        .unwrap();
    }
    for (fact, words) in TOLD {
        match facts.and_then(|facts| facts.get(fact)) {
            Some(1) => write!(line, "; {words}").unwrap(),
            Some(times) => write!(line, "; {words} {times} times").unwrap(),
            None => {}
        }
    }
    line + "\n"
}

fn end(tracked: &TrackDossierResponse) -> String {
    let mut words = vec![match tracked.stage() {
        Stage::Returned => "returned",
        Stage::Refused => "refused",
        Stage::Withdrawn => "withdrawn",
        other => return format!("left {other:?}"),
    }];
    match tracked.granted {
        Some(true) => words.push("granted"),
        Some(false) => words.push("not eligible"),
        None => {}
    }
    match tracked.timeliness() {
        Timeliness::Early => words.push("early"),
        Timeliness::OnTime => words.push("on time"),
        Timeliness::Late => words.push("late"),
        Timeliness::Unspecified => {}
    }
    let moved = tracked
        .appointment
        .as_ref()
        .map_or(0, |promise| promise.moved);
    if moved > 0 {
        words.push("promise moved");
    }
    words.join(", ")
}
