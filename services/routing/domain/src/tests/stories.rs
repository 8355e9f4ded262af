//! Each procedure from its first leg to its end, a line an event.

use expect_test::{Expect, expect};

use super::*;

/// Everybody does their part at once; the story a line an event.
fn story(procedure: &str) -> String {
    let mut route = planned(procedure);
    let mut page = String::new();
    let mut note = |route: &Route, events: &[Event]| {
        for event in events {
            page += &format!("{}\n", line(route, event));
        }
    };
    let first = opening(&route);
    note(&route, &first);
    while route.end.is_none() {
        let open = route.legs.iter().find(|leg| leg.is_open()).unwrap().clone();
        let command = match open.status {
            Status::AwaitingPayment => paid(open.document.unwrap()),
            Status::InWait => Command::EndWait {
                leg: open.id,
                by: open.unit,
                reason: "đã hết thời gian niêm yết".to_owned(),
            },
            _ => completed(&open, true),
        };
        let events = tell(&mut route, command);
        note(&route, &events);
    }
    page
}

/// The events that laid the route out.
fn opening(route: &Route) -> Vec<Event> {
    let router = router("2026-11-02T09:00");
    let command = Command::Plan {
        dossier: route.dossier,
        code: route.code.clone(),
        procedure: route.procedure.clone(),
        version: route.version,
        receiving: route.receiving.clone(),
        place: route.place.clone(),
        conditional: route.conditional.clone(),
        difficult: route.difficult,
        due: route.due,
        at: route.accepted_at,
        legs: route.legs.iter().map(|leg| leg.id).collect(),
    };
    Route::decide(&router, None, command).unwrap()
}

fn line(route: &Route, event: &Event) -> String {
    let key = |n: &usize| route.legs[*n].key.clone();
    match event {
        Event::Planned(planned) => format!("planned {} legs", planned.legs.len()),
        Event::Offered { leg, .. } => {
            format!(
                "offered {} to {} at {}",
                key(leg),
                route.legs[*leg].unit,
                route.legs[*leg].host
            )
        }
        Event::Recalled { leg, .. } => format!("recalled {}", key(leg)),
        Event::Accepted { leg, .. } => format!("accepted {}", key(leg)),
        Event::Completed { leg, .. } => format!("completed {}", key(leg)),
        Event::Refused { leg, .. } => format!("refused {}", key(leg)),
        Event::GivenBack { leg, .. } => format!("given back {}", key(leg)),
        Event::Skipped { leg, .. } => format!("skipped {}", key(leg)),
        Event::PaymentAwaited { reference, .. } => format!("to pay by {reference}"),
        Event::PaymentSettled { .. } => "paid".to_owned(),
        Event::WaitStarted { leg, due, .. } => {
            let until = due.map(|due| due.format("%Y-%m-%d").to_string());
            format!("{} waits until {}", key(leg), until.unwrap_or_default())
        }
        Event::WaitEnded { leg, .. } => format!("{} waited", key(leg)),
        Event::Accounted { leg, .. } => format!("accounted {}", key(leg)),
        Event::ClockStopped { ground, .. } => format!("clock stopped: {ground}"),
        Event::ClockStarted { phase, .. } => format!("clock started: phase {phase}"),
        Event::DelayAttributed { late_minutes, .. } => format!("late by {late_minutes} minutes"),
        Event::Settled { granted, .. } => format!("settled: {granted}"),
        Event::Closed { .. } => "closed".to_owned(),
        other => format!("{other:?}"),
    }
}

fn check(procedure: &str, expected: &Expect) {
    expected.assert_eq(&story(procedure));
}

#[test]
fn a_land_transfer_crosses_the_tax_office_and_the_payer_outside_the_term() {
    check(
        "1.013831",
        &expect![[r#"
            planned 6 legs
            offered examine to org:vpdkdd at land-records
            accepted examine
            completed examine
            accounted examine
            offered tax-assessment to org:thue-tinh at agency-desk
            clock stopped: tax-assessment
            accepted tax-assessment
            completed tax-assessment
            accounted tax-assessment
            to pay by số-tax-assessment
            paid
            offered tax-confirmation to org:thue-tinh at agency-desk
            accepted tax-confirmation
            completed tax-confirmation
            accounted tax-confirmation
            offered register to org:vpdkdd at land-records
            clock started: phase 2
            accepted register
            completed register
            accounted register
            settled: true
            late by 0 minutes
        "#]],
    );
}

#[test]
fn a_monthly_allowance_goes_from_the_commune_to_the_decision() {
    check(
        "1.001776",
        &expect![[r#"
            planned 3 legs
            offered verify to org:vhxh-21028 at agency-desk
            accepted verify
            completed verify
            accounted verify
            offered decide-allowance to org:ubnd-21028 at social-welfare
            accepted decide-allowance
            completed decide-allowance
            accounted decide-allowance
            settled: true
            late by 0 minutes
        "#]],
    );
}

#[test]
fn a_lost_certificate_goes_back_and_forth() {
    check(
        "1.012786",
        &expect![[r#"
            planned 10 legs
            offered refer to org:vpdkdd at land-records
            accepted refer
            completed refer
            accounted refer
            offered prepare-notice to org:kt-21028 at agency-desk
            accepted prepare-notice
            completed prepare-notice
            accounted prepare-notice
            public-notice waits until 2026-11-18
            clock stopped: public-notice
            public-notice waited
            accounted public-notice
            offered minutes to org:kt-21028 at agency-desk
            clock started: phase 1
            accepted minutes
            completed minutes
            accounted minutes
            offered examine to org:vpdkdd at land-records
            accepted examine
            completed examine
            accounted examine
            offered tax-assessment to org:thue-tinh at agency-desk
            clock stopped: tax-assessment
            accepted tax-assessment
            completed tax-assessment
            accounted tax-assessment
            to pay by số-tax-assessment
            paid
            offered tax-confirmation to org:thue-tinh at agency-desk
            accepted tax-confirmation
            completed tax-confirmation
            accounted tax-confirmation
            offered register to org:vpdkdd at land-records
            clock started: phase 2
            accepted register
            completed register
            accounted register
            settled: true
            late by 0 minutes
        "#]],
    );
}

#[test]
fn a_mortgage_counts_from_custody() {
    check(
        "1.011441",
        &expect![[r#"
            planned 2 legs
            offered register to org:vpdkdd at land-records
            accepted register
            clock started: phase 1
            completed register
            accounted register
            settled: true
            late by 0 minutes
        "#]],
    );
}

#[test]
fn a_death_grant_goes_from_the_commune_to_the_department() {
    check(
        "1.010824",
        &expect![[r#"
            planned 3 legs
            offered confirm to org:ubnd-21028 at agency-desk
            accepted confirm
            completed confirm
            accounted confirm
            offered decide to org:so-noi-vu at agency-desk
            accepted decide
            completed decide
            accounted decide
            settled: true
            late by 0 minutes
        "#]],
    );
}

#[test]
fn residence_and_health_card_run_beside_each_other_after_the_birth() {
    check(
        "2.000986",
        &expect![[r#"
            planned 4 legs
            offered birth to org:ubnd-21028 at agency-desk
            accepted birth
            completed birth
            accounted birth
            offered residence to org:ca-21028 at agency-desk
            offered health-card to org:bhxh at agency-desk
            accepted residence
            completed residence
            accounted residence
            accepted health-card
            completed health-card
            accounted health-card
            settled: true
            late by 0 minutes
        "#]],
    );
}

#[test]
fn plans_print() {
    let catalogue = catalogue();
    let procedure = catalogue
        .procedure("2.000986", "2026-11-02".parse().unwrap())
        .unwrap();
    let place = UnitId::new("adm:21028");
    let receiving = UnitId::new("org:mc-21028");
    let plan = plan(
        &catalogue,
        procedure,
        &place,
        &receiving,
        &[] as &[&str],
        "2026-11-02".parse().unwrap(),
    )
    .unwrap();
    expect![[r#"
        1. [-] birth @ org:ubnd-21028 (agency-desk) 1d
        2. [1] residence @ org:ca-21028 (agency-desk) 15d
        3. [1] health-card @ org:bhxh (agency-desk) 10d
        4. [2+3] return @ org:mc-21028 (intake) 0d
    "#]]
    .assert_eq(&plan.to_string());
}
