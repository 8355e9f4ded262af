//! The terms of a procedure: its phases, what of them is no leg's, and the terms of dossiers that
//! have their own.

use kernel::working_time::Term;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{
    Page,
    condition::{Asked, RawCondition},
    procedure::RawProcedure,
    sums,
};
use crate::{Allowance, AllowanceKind, Condition, TermVariant};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPhase {
    pub(super) term: Term,
    /// Its term in a difficult area, where that differs.
    difficult: Option<Term>,
    /// The one-stop desk's own work at the beginning of the phase.
    desk: Option<RawAllowance>,
    /// What the published steps leave over.
    unallocated: Option<RawAllowance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAllowance {
    term: Term,
    note: String,
}

/// Other terms where a condition holds; the first of several that hold counts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawVariant {
    when: RawCondition,
    phases: Vec<Term>,
}

/// The term of each phase: of the whole, when the procedure has no phases.
pub(super) fn phases(raw: &RawProcedure) -> Vec<Term> {
    match raw.phases.as_slice() {
        [] => vec![raw.term.value.clone()],
        phases => phases
            .iter()
            .map(|phase| phase.value.term.clone())
            .collect(),
    }
}

/// Whether a phase has time that is no leg's: then legs whose time nobody published share it.
pub(super) fn shared(raw: &RawProcedure, phase: u8) -> bool {
    let phase = usize::from(phase).checked_sub(1);
    let phase = phase.and_then(|index| raw.phases.get(index));
    phase.is_some_and(|phase| phase.value.unallocated.is_some())
}

pub(super) fn allowances(raw: &RawProcedure) -> Vec<Allowance> {
    let phases = (1_u8..).zip(&raw.phases);
    phases
        .flat_map(|(phase, raw)| {
            let desk = raw.value.desk.iter().map(|a| (AllowanceKind::Desk, a));
            let rest = raw
                .value
                .unallocated
                .iter()
                .map(|a| (AllowanceKind::Unallocated, a));
            desk.chain(rest).map(move |(kind, a)| Allowance {
                phase,
                kind,
                term: a.term.clone(),
                note: a.note.clone(),
            })
        })
        .collect()
}

/// The terms of dossiers that have their own: those written as variants, then those of difficult
/// areas.
pub(super) fn variants(
    page: &mut Page<'_>,
    raw: &RawProcedure,
    phases: &[Term],
    asked: Asked<'_>,
) -> Vec<TermVariant> {
    let mut variants = Vec::new();
    for variant in &raw.variants {
        if variant.value.phases.len() != phases.len() {
            let why = format!("the procedure has {} phases, not these", phases.len());
            page.problem(variant.referenced, why);
        }
        if let Some(when) = variant.value.when.read(page, asked) {
            let phases = variant.value.phases.clone();
            variants.push(TermVariant { when, phases });
        }
    }
    let own = |phase: &Spanned<RawPhase>| phase.value.difficult.clone();
    let difficult: Vec<Option<Term>> = match raw.phases.as_slice() {
        [] => vec![raw.difficult.as_ref().map(|term| term.value.clone())],
        phases => phases.iter().map(own).collect(),
    };
    if difficult.iter().any(Option::is_some) {
        let longer = difficult.into_iter().zip(phases);
        let longer: Vec<Term> = longer
            .map(|(own, term)| own.unwrap_or(term.clone()))
            .collect();
        check_difficult(page, raw, &longer, phases);
        variants.push(TermVariant {
            when: Condition::Difficult,
            phases: longer,
        });
    } else if let Some(term) = raw.difficult.as_ref().filter(|_| !raw.phases.is_empty()) {
        let why = "say in each phase what it takes in a difficult area";
        page.problem(term.referenced, why);
    }
    variants
}

/// More time is what difficult areas are given.
fn check_difficult(page: &mut Page<'_>, raw: &RawProcedure, longer: &[Term], phases: &[Term]) {
    if longer.iter().zip(phases).any(|(a, b)| !sums::covers(a, b)) {
        let why = "a difficult area is given less time than others";
        page.problem(raw.term.referenced, why);
    }
    let sum: Term = longer.iter().cloned().sum();
    if let Some(told) = &raw.difficult
        && !sums::equal(&sum, &told.value)
    {
        let why = format!(
            "the phases of a difficult area add up to {sum}, not to {}",
            told.value
        );
        page.problem(told.referenced, why);
    }
}
