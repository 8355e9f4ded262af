//! The plans of every procedure and version the province has, for one place, as one page.

use std::fmt::Write as _;

use catalogue::{Given, Procedure};
use chrono::NaiveDate;
use expect_test::expect_file;

use super::*;
use crate::plan::{matter, plan_for};

/// A version in force today is planned today, on the units of today; one that has ended on its
/// last day, on the units of then.
fn scene(procedure: &Procedure) -> (&'static str, &'static str, NaiveDate) {
    match procedure.valid_to {
        None => ("adm:21028", "org:mc-21028", "2026-11-02".parse().unwrap()),
        Some(last) => ("adm:21022:old", "org:mc-21022:old", last),
    }
}

fn text(procedure: &Procedure, given: &Given<'_>) -> String {
    let catalogue = catalogue();
    let (place, receiving, on) = scene(procedure);
    let (place, receiving) = (UnitId::new(place), UnitId::new(receiving));
    let matter = matter(procedure, &place, &receiving);
    let conditional = procedure.legs_that_apply(given);
    let plan = plan_for(
        &catalogue,
        procedure,
        &matter,
        &conditional,
        given.difficult,
        on,
    );
    let terms: Vec<_> = procedure
        .terms(given)
        .iter()
        .map(ToString::to_string)
        .collect();
    format!("   {}\n{}", terms.join(", "), plan.unwrap())
}

/// The plain plan of a version, then each other one that some situation leads to, once.
fn page(procedure: &Procedure) -> String {
    let (place, _, on) = scene(procedure);
    let mut page = format!(
        "{} {}\n   {place}, {}\n",
        procedure.checklist_version(),
        procedure.name,
        on.format("%d/%m/%Y")
    );
    let mut seen: Vec<String> = Vec::new();
    for given in procedure.situations().unwrap() {
        let text = text(procedure, &given);
        if !seen.contains(&text) {
            if !seen.is_empty() {
                writeln!(page, "   khi {}", given.sentence(procedure)).unwrap();
            }
            page.push_str(&text);
            seen.push(text);
        }
    }
    page
}

#[test]
fn the_plan_of_every_procedure_and_version() {
    let catalogue = catalogue();
    let pages: Vec<_> = catalogue.procedures().iter().map(page).collect();
    expect_file!["plans.txt"].assert_eq(&pages.join("\n"));
}

#[test]
fn no_plan_leaves_a_leg_to_nobody() {
    let catalogue = catalogue();
    for procedure in catalogue.procedures() {
        for given in procedure.situations().unwrap() {
            let text = text(procedure, &given);
            assert!(!text.contains("chờ xác định"), "{text}");
        }
    }
}
