use chrono::{NaiveDate, NaiveTime};
use kernel::working_time::{StartRule, Term};
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{
    Page,
    condition::Asked,
    route::{self, Known, RawLeg, RawOpinion},
    rules::RawSupplement,
    sums,
    terms::{RawPhase, RawVariant},
};
use crate::{
    Channel, ClockStart, Component, Field, FieldKind, FormField, Problem, Procedure, SourceFile,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawProcedure {
    code: Spanned<String>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    name: String,
    field: Spanned<String>,
    level: String,
    pub(super) term: Spanned<Term>,
    /// The term in a difficult area, of a procedure of one phase.
    pub(super) difficult: Option<Spanned<Term>>,
    #[serde(default)]
    pub(super) phases: Vec<Spanned<RawPhase>>,
    #[serde(default)]
    pub(super) variants: Vec<Spanned<RawVariant>>,
    #[serde(default)]
    start: RawStart,
    #[serde(default)]
    immediate: bool,
    receiving: Vec<Spanned<String>>,
    channels: Vec<RawChannel>,
    components: Vec<RawComponent>,
    #[serde(default)]
    fields: Vec<RawField>,
    pub(super) legs: Vec<RawLeg>,
    #[serde(default)]
    pub(super) opinions: Vec<RawOpinion>,
    supplement: Option<RawSupplement>,
    result: String,
    fee: RawFee,
    legal_basis: Vec<String>,
    sources: Vec<String>,
    verified: bool,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    doubts: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStart {
    cutoff: Option<Spanned<String>>,
    #[serde(default)]
    clock: RawClock,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawClock {
    #[default]
    Reception,
    FirstCustody,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawChannel {
    Counter,
    Online,
    Post,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawComponent {
    key: Spanned<String>,
    name: String,
    form: Option<String>,
    #[serde(default)]
    originals: u32,
    #[serde(default)]
    copies: u32,
    required: bool,
    condition: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    key: Spanned<String>,
    label: String,
    kind: RawKind,
    #[serde(default)]
    choices: Vec<RawChoice>,
    #[serde(default)]
    required: bool,
    hint: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawKind {
    Text,
    Paragraph,
    Date,
    CitizenId,
    PartyId,
    Phone,
    Choice,
    Amount,
    Area,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    value: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFee {
    amount: Option<i64>,
    text: String,
}

/// The procedure of one file, or nothing and the reasons.
pub(super) fn read(page: &mut Page<'_>, known: Known<'_>) -> Option<(u64, Procedure)> {
    let raw: RawProcedure = page.parse()?;
    let before = page.problems.len();
    check(page, &raw, known);
    let cutoff = raw
        .start
        .cutoff
        .as_ref()
        .and_then(|text| time_of_day(page, text));
    let fields: Vec<_> = raw
        .fields
        .iter()
        .filter_map(|field| form_field(page, field))
        .collect();
    let components: Vec<_> = raw.components.iter().map(component).collect();
    let asked = Asked {
        fields: &fields,
        components: &components,
    };
    let route = route::read(page, &raw, known, asked);
    let supplement = raw.supplement;
    let supplement = supplement.map(|own| own.over(page, &known.supplement.value));
    if page.problems.len() > before {
        return None;
    }
    let route = route?;
    let places = sums::Places {
        term: raw.term.referenced,
        phases: raw.phases.iter().map(|phase| phase.referenced).collect(),
    };
    let line = raw.code.referenced.line();
    let procedure = Procedure {
        code: raw.code.value,
        version: raw.valid_from,
        valid_to: raw.valid_to,
        name: raw.name,
        field: raw.field.value,
        level: raw.level,
        term: raw.term.value,
        start: StartRule { cutoff },
        clock: match raw.start.clock {
            RawClock::Reception => ClockStart::Reception,
            RawClock::FirstCustody => ClockStart::FirstCustody,
        },
        phases: route.phases,
        variants: route.variants,
        allowances: route.allowances,
        receiving: raw.receiving.into_iter().map(|kind| kind.value).collect(),
        channels: raw.channels.iter().map(channel).collect(),
        components,
        fields,
        legs: route.legs,
        opinions: route.opinions,
        immediate: raw.immediate,
        supplement,
        result: raw.result,
        fee: raw.fee.amount,
        fee_text: raw.fee.text,
        legal_basis: raw.legal_basis,
        sources: raw.sources,
        verified: raw.verified,
        notes: raw.notes,
        doubts: raw.doubts,
    };
    sums::check(page, &places, &procedure);
    (page.problems.len() == before).then_some((line, procedure))
}

fn check(page: &mut Page<'_>, raw: &RawProcedure, known: Known<'_>) {
    if !national(&raw.code.value) && !local(&raw.code.value) {
        let why = "a procedure code looks like 1.013831, or like dp-tro-cap-tuat where no source \
                   shows the national one";
        page.problem(raw.code.referenced, why);
    }
    if raw.term.value.is_zero() && !raw.immediate {
        let why = "only a result given on the spot (immediate) takes no time";
        page.problem(raw.term.referenced, why);
    }
    if raw.immediate && !raw.term.value.is_zero() && !raw.term.value.is_same_day() {
        let why = format!(
            "a result given on the spot does not take {}",
            raw.term.value
        );
        page.problem(raw.term.referenced, why);
    }
    if raw.valid_to.is_some_and(|to| to < raw.valid_from) {
        page.problem(raw.code.referenced, "the procedure ends before it begins");
    }
    let named = |f: &Field| f.key == raw.field.value;
    if known.fields.is_some_and(|all| !all.iter().any(named)) {
        let why = format!("the province names no field `{}`", raw.field.value);
        page.problem(raw.field.referenced, why);
    }
    page.unique(raw.components.iter().map(|c| &c.key), "component");
    page.unique(raw.fields.iter().map(|f| &f.key), "field");
    for kind in &raw.receiving {
        if !known.units.values().any(|unit| unit.kind == kind.value) {
            page.problem(
                kind.referenced,
                format!("no unit is of the kind `{}`", kind.value),
            );
        }
    }
    if raw.receiving.is_empty() || raw.channels.is_empty() {
        page.problem(
            raw.code.referenced,
            "nobody may receive it, or there is no way to file it",
        );
    }
    if raw.sources.is_empty() {
        page.problem(raw.code.referenced, "no source vouches for the procedure");
    }
}

/// A code of the national catalogue, such as `1.013831`.
fn national(code: &str) -> bool {
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    code.split_once('.')
        .is_some_and(|(group, number)| digits(group, 1) && digits(number, 6))
}

/// A name the province uses until it knows the national code, such as `dp-tro-cap-tuat`: never to
/// be taken for one.
fn local(code: &str) -> bool {
    let word = |w: &str| {
        !w.is_empty()
            && w.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    code.strip_prefix("dp-")
        .is_some_and(|rest| rest.split('-').all(word))
}

pub(super) fn time_of_day(page: &mut Page<'_>, text: &Spanned<String>) -> Option<NaiveTime> {
    let time = NaiveTime::parse_from_str(&text.value, "%H:%M").ok();
    if time.is_none() {
        page.problem(text.referenced, "a time of day is written like \"15:00\"");
    }
    time
}

fn form_field(page: &mut Page<'_>, raw: &RawField) -> Option<FormField> {
    let choices = || {
        raw.choices
            .iter()
            .map(|c| (c.value.clone(), c.label.clone()))
            .collect()
    };
    let kind = match raw.kind {
        RawKind::Text => FieldKind::Text,
        RawKind::Paragraph => FieldKind::Paragraph,
        RawKind::Date => FieldKind::Date,
        RawKind::CitizenId => FieldKind::CitizenId,
        RawKind::PartyId => FieldKind::PartyId,
        RawKind::Phone => FieldKind::Phone,
        RawKind::Choice => FieldKind::Choice(choices()),
        RawKind::Amount => FieldKind::Amount,
        RawKind::Area => FieldKind::Area,
    };
    if matches!(kind, FieldKind::Choice(_)) == raw.choices.is_empty() {
        let why = format!(
            "the field `{}` needs choices exactly when it is a choice",
            raw.key.value
        );
        page.problem(raw.key.referenced, why);
        return None;
    }
    Some(FormField {
        key: raw.key.value.clone(),
        label: raw.label.clone(),
        kind,
        required: raw.required,
        hint: raw.hint.clone(),
    })
}

fn channel(raw: &RawChannel) -> Channel {
    match raw {
        RawChannel::Counter => Channel::Counter,
        RawChannel::Online => Channel::Online,
        RawChannel::Post => Channel::Post,
    }
}

fn component(raw: &RawComponent) -> Component {
    Component {
        key: raw.key.value.clone(),
        name: raw.name.clone(),
        form: raw.form.clone(),
        originals: raw.originals,
        copies: raw.copies,
        required: raw.required,
        condition: raw.condition.clone(),
    }
}

/// All versions by code and date. Of two in force on one day the earlier stays: an old version that
/// nobody ended goes on until somebody does.
pub(super) fn without_overlaps(
    mut read: Vec<(&SourceFile, (u64, Procedure))>,
    problems: &mut Vec<Problem>,
) -> Vec<Procedure> {
    // Stable: of two of one date, the file named first.
    read.sort_by(|(_, (_, a)), (_, (_, b))| (&a.code, a.version).cmp(&(&b.code, b.version)));
    let mut kept: Vec<(&SourceFile, Procedure)> = Vec::new();
    for (file, (line, procedure)) in read {
        let overlaps = |other: &Procedure| {
            let ends = |p: &Procedure| p.valid_to.unwrap_or(NaiveDate::MAX);
            other.code == procedure.code
                && other.version <= ends(&procedure)
                && procedure.version <= ends(other)
        };
        match kept.iter().find(|(_, other)| overlaps(other)) {
            Some((first, other)) => problems.push(Problem {
                file: file.path.clone(),
                line,
                why: format!(
                    "{} and {} of {} are in force on the same day",
                    procedure.checklist_version(),
                    other.checklist_version(),
                    first.path
                ),
            }),
            None => kept.push((file, procedure)),
        }
    }
    kept.into_iter().map(|(_, procedure)| procedure).collect()
}
