use chrono::{NaiveDate, NaiveTime};
use kernel::working_time::{StartRule, Term};
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{
    Page,
    route::{self, Known, RawLeg, RawPhase},
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
    #[serde(default)]
    pub(super) phases: Vec<Spanned<RawPhase>>,
    #[serde(default)]
    start: RawStart,
    receiving: Vec<Spanned<String>>,
    channels: Vec<RawChannel>,
    components: Vec<RawComponent>,
    #[serde(default)]
    fields: Vec<RawField>,
    pub(super) legs: Vec<RawLeg>,
    result: String,
    fee: RawFee,
    legal_basis: Vec<String>,
    sources: Vec<String>,
    verified: bool,
    #[serde(default)]
    notes: Vec<String>,
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
        .and_then(|text| cutoff(page, text));
    let fields: Vec<_> = raw
        .fields
        .iter()
        .filter_map(|field| form_field(page, field))
        .collect();
    let route = route::read(page, &raw, known);
    if page.problems.len() > before {
        return None;
    }
    let route = route?;
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
        allowances: route.allowances,
        receiving: raw.receiving.into_iter().map(|kind| kind.value).collect(),
        channels: raw.channels.iter().map(channel).collect(),
        components: raw.components.into_iter().map(component).collect(),
        fields,
        legs: route.legs,
        result: raw.result,
        fee: raw.fee.amount,
        fee_text: raw.fee.text,
        legal_basis: raw.legal_basis,
        sources: raw.sources,
        verified: raw.verified,
        notes: raw.notes,
    };
    Some((raw.code.referenced.line(), procedure))
}

fn check(page: &mut Page<'_>, raw: &RawProcedure, known: Known<'_>) {
    let code = raw.code.value.as_bytes();
    let digits = code.iter().enumerate().all(|(i, b)| {
        if i == 1 {
            *b == b'.'
        } else {
            b.is_ascii_digit()
        }
    });
    if code.len() != 8 || !digits {
        page.problem(raw.code.referenced, "a procedure code looks like 1.013831");
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

fn cutoff(page: &mut Page<'_>, text: &Spanned<String>) -> Option<NaiveTime> {
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

fn component(raw: RawComponent) -> Component {
    Component {
        key: raw.key.value,
        name: raw.name,
        form: raw.form,
        originals: raw.originals,
        copies: raw.copies,
        required: raw.required,
        condition: raw.condition,
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
