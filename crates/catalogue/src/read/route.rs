//! The route of a procedure: who follows whom, and whether the times add up.

use std::collections::BTreeMap;

use kernel::{UnitId, working_time::Term};
use serde::Deserialize;
use serde_saphyr::{Location, Spanned};

use super::{
    Page,
    condition::{Asked, RawCondition},
    procedure::RawProcedure,
    sums, terms,
};
use crate::{
    Allowance, Field, LegKind, LegSpec, OpinionSpec, Role, RoleKey, Rule, Step, SupplementRule,
    TermVariant, Unit,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOpinion {
    on: Spanned<String>,
    of: Spanned<String>,
    title: String,
    term: Spanned<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLeg {
    key: Spanned<String>,
    title: String,
    by: Spanned<String>,
    #[serde(default)]
    kind: RawKind,
    phase: Option<u8>,
    after: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    steps: Vec<RawStep>,
    term: Option<Spanned<Term>>,
    difficult: Option<Spanned<Term>>,
    when: Option<RawCondition>,
    counts: Option<bool>,
    #[serde(default)]
    approval: bool,
    #[serde(default)]
    automatic: bool,
    task: String,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawKind {
    #[default]
    Work,
    Payment,
    Return,
    Wait,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    title: String,
    term: Term,
}

/// What procedures may refer to.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) units: &'a BTreeMap<UnitId, Unit>,
    pub(super) roles: &'a BTreeMap<RoleKey, Role>,
    /// None when the province's own file could not be read: that is told once, there.
    pub(super) fields: Option<&'a [Field]>,
    pub(super) supplement: &'a Rule<SupplementRule>,
}

pub(super) struct Route {
    pub(super) legs: Vec<LegSpec>,
    pub(super) phases: Vec<Term>,
    pub(super) variants: Vec<TermVariant>,
    pub(super) allowances: Vec<Allowance>,
    pub(super) opinions: Vec<OpinionSpec>,
}

/// The route, when nothing is wrong with it.
pub(super) fn read(
    page: &mut Page<'_>,
    raw: &RawProcedure,
    known: Known<'_>,
    asked: Asked<'_>,
) -> Option<Route> {
    if raw.legs.is_empty() {
        page.problem(raw.term.referenced, "the procedure has no legs");
        return None;
    }
    let phases = terms::phases(raw);
    let before = page.problems.len();
    page.unique(raw.legs.iter().map(|leg| &leg.key), "leg");
    let legs: Vec<LegSpec> = (0..raw.legs.len())
        .map(|i| leg(page, &raw.legs, i, asked))
        .collect();
    for (leg_raw, leg) in raw.legs.iter().zip(&legs) {
        check_leg(page, leg_raw, leg, &legs, known, phases.len());
        check_time(page, leg_raw, leg, terms::shared(raw, leg.phase));
    }
    let variants = terms::variants(page, raw, &phases, asked);
    let opinions = raw.opinions.iter();
    let opinions = opinions
        .filter_map(|opinion| self::opinion(page, opinion, &legs, known))
        .collect();
    if page.problems.len() > before {
        return None;
    }
    check_order(page, &raw.legs, &legs)?;
    check_ends(page, &raw.legs, &legs);
    Some(Route {
        legs,
        phases,
        variants,
        allowances: terms::allowances(raw),
        opinions,
    })
}

fn leg(page: &mut Page<'_>, all: &[RawLeg], index: usize, asked: Asked<'_>) -> LegSpec {
    let raw = &all[index];
    let previous = || {
        index
            .checked_sub(1)
            .map(|i| all[i].key.value.clone())
            .into_iter()
            .collect()
    };
    let named = |keys: &Vec<Spanned<String>>| keys.iter().map(|k| k.value.clone()).collect();
    let steps: Vec<_> = raw
        .steps
        .iter()
        .map(|s| Step {
            title: s.title.clone(),
            term: s.term.clone(),
        })
        .collect();
    let sum = (!steps.is_empty()).then(|| steps.iter().map(|s| s.term.clone()).sum::<Term>());
    let declared = raw.term.as_ref().map(|term| term.value.clone());
    if let (Some(sum), Some(term)) = (&sum, &raw.term)
        && !sums::equal(sum, &term.value)
    {
        let why = format!("the steps add up to {sum}, not to the leg's {}", term.value);
        page.problem(term.referenced, why);
    }
    let kind = match raw.kind {
        RawKind::Work => LegKind::Work,
        RawKind::Payment => LegKind::Payment,
        RawKind::Return => LegKind::Return,
        RawKind::Wait => LegKind::Wait,
    };
    LegSpec {
        key: raw.key.value.clone(),
        title: raw.title.clone(),
        by: RoleKey::new(&raw.by.value),
        kind,
        phase: raw.phase.unwrap_or(1),
        after: raw.after.as_ref().map_or_else(previous, named),
        steps,
        term: sum.or(declared),
        difficult: raw.difficult.as_ref().map(|term| term.value.clone()),
        when: raw.when.as_ref().and_then(|when| when.read(page, asked)),
        counts: raw
            .counts
            .unwrap_or(!matches!(kind, LegKind::Payment | LegKind::Wait)),
        approval: raw.approval,
        automatic: raw.automatic,
        task: raw.task.clone(),
    }
}

fn check_leg(
    page: &mut Page<'_>,
    raw: &RawLeg,
    leg: &LegSpec,
    all: &[LegSpec],
    known: Known<'_>,
    phases: usize,
) {
    let Some(role) = known.roles.get(&leg.by) else {
        page.problem(raw.by.referenced, format!("there is no role `{}`", leg.by));
        return;
    };
    let host_fits = match leg.kind {
        LegKind::Payment => role.host == "citizen",
        LegKind::Return => role.host == "intake",
        LegKind::Work | LegKind::Wait => role.host != "citizen" && role.host != "intake",
    };
    if !host_fits {
        let why = "the citizen pays, the one-stop desk returns, and an agency works: the role does \
                   not fit the kind of leg";
        page.problem(raw.by.referenced, why);
    }
    for before in raw.after.iter().flatten() {
        if !all.iter().any(|leg| leg.key == before.value) {
            page.problem(
                before.referenced,
                format!("there is no leg `{}`", before.value),
            );
        }
    }
    let phase_before = |leg: &&LegSpec| {
        all.iter()
            .any(|a| leg.after.contains(&a.key) && a.phase > leg.phase)
    };
    if leg.phase == 0 || usize::from(leg.phase) > phases || phase_before(&leg) {
        let why = format!("phase {} is not there, or is over by then", leg.phase);
        page.problem(raw.key.referenced, why);
    }
    if leg.counts && leg.kind == LegKind::Payment {
        page.problem(
            raw.key.referenced,
            "the time a citizen takes to pay does not count",
        );
    }
}

/// What a leg's kind and condition ask of its time.
fn check_time(page: &mut Page<'_>, raw: &RawLeg, leg: &LegSpec, shared: bool) {
    let key = &leg.key;
    if leg.counts && leg.term.is_none() && !shared {
        let why = format!(
            "the leg `{key}` counts to the term but is given no time, and the phase has none left"
        );
        page.problem(raw.key.referenced, why);
    }
    if leg.kind == LegKind::Wait {
        if leg.counts {
            let why = format!("the wait `{key}` is outside the term: that is what a wait is");
            page.problem(raw.key.referenced, why);
        }
        if leg.term.as_ref().is_none_or(Term::is_zero) {
            let why = format!("the wait `{key}` has no term, so nobody knows when it is over");
            page.problem(raw.key.referenced, why);
        }
    }
    if leg.kind == LegKind::Return && leg.when.is_some() {
        page.problem(raw.key.referenced, "the result is always returned");
    }
    if let (Some(difficult), Some(term)) = (&raw.difficult, &leg.term)
        && !sums::covers(&difficult.value, term)
    {
        let why = format!(
            "{} in a difficult area is less than {term} elsewhere",
            difficult.value
        );
        page.problem(difficult.referenced, why);
    }
}

/// Whether the legs can be put so that each comes after those it waits for.
fn check_order(page: &mut Page<'_>, raw: &[RawLeg], legs: &[LegSpec]) -> Option<()> {
    let mut ordered: Vec<&LegSpec> = Vec::new();
    loop {
        let done = |key: &String| ordered.iter().any(|leg| leg.key == *key);
        let next = legs
            .iter()
            .find(|leg| !done(&leg.key) && leg.after.iter().all(done));
        match next {
            Some(leg) => ordered.push(leg),
            None if ordered.len() == legs.len() => return Some(()),
            None => {
                let circle = circle(raw, legs, |leg| !done(&leg.key));
                let keys: Vec<_> = circle.iter().map(|key| key.value.as_str()).collect();
                let why = format!("the legs {} wait for one another", keys.join(", "));
                let at = circle
                    .first()
                    .map_or(Location::UNKNOWN, |key| key.referenced);
                page.problem(at, why);
                return None;
            }
        }
    }
}

/// Of the legs that never get their turn, those that another of them waits for in its turn.
fn circle<'a>(
    raw: &'a [RawLeg],
    legs: &[LegSpec],
    stuck: impl Fn(&LegSpec) -> bool,
) -> Vec<&'a Spanned<String>> {
    let mut circle: Vec<&LegSpec> = legs.iter().filter(|leg| stuck(leg)).collect();
    loop {
        let waited_for = |leg: &&LegSpec| circle.iter().any(|other| other.after.contains(&leg.key));
        let kept: Vec<_> = circle.iter().copied().filter(waited_for).collect();
        if kept.len() == circle.len() {
            break;
        }
        circle = kept;
    }
    let keys = raw.iter().map(|leg| &leg.key);
    keys.filter(|key| circle.iter().any(|leg| leg.key == key.value))
        .collect()
}

/// Every branch ends at the one leg that returns the result.
fn check_ends(page: &mut Page<'_>, raw: &[RawLeg], legs: &[LegSpec]) {
    for (raw, leg) in raw.iter().zip(legs) {
        let last = !legs.iter().any(|other| other.after.contains(&leg.key));
        if last != (leg.kind == LegKind::Return) {
            let why = format!(
                "the leg `{}` must lead to the return of the result, and nothing may follow that",
                leg.key
            );
            page.problem(raw.key.referenced, why);
        }
    }
    let returns = raw
        .iter()
        .zip(legs)
        .filter(|(_, leg)| leg.kind == LegKind::Return);
    for (raw, _) in returns.skip(1) {
        page.problem(raw.key.referenced, "the result is returned once");
    }
}

fn opinion(
    page: &mut Page<'_>,
    raw: &RawOpinion,
    legs: &[LegSpec],
    known: Known<'_>,
) -> Option<OpinionSpec> {
    let before = page.problems.len();
    let asks = |leg: &LegSpec| leg.key == raw.on.value && leg.kind == LegKind::Work;
    if !legs.iter().any(asks) {
        let why = format!("nobody works on a leg `{}` who could ask", raw.on.value);
        page.problem(raw.on.referenced, why);
    }
    let of = RoleKey::new(&raw.of.value);
    match known.roles.get(&of) {
        None => page.problem(raw.of.referenced, format!("there is no role `{of}`")),
        Some(role) if role.host == "citizen" || role.host == "intake" => {
            page.problem(raw.of.referenced, "opinions are asked of agencies");
        }
        Some(_) => {}
    }
    if raw.term.value.is_zero() {
        page.problem(raw.term.referenced, "an opinion needs some time");
    }
    (page.problems.len() == before).then(|| OpinionSpec {
        on: raw.on.value.clone(),
        of,
        title: raw.title.clone(),
        term: raw.term.value.clone(),
    })
}
