//! The same of the reports of those who lead.

use proto::forms::v1 as wire;
use serde_json::{Value, json};

use super::{Wrong, head};

/// Columns (3) to (13) of Biểu II.06a/VPCP/KSTT.
const COLUMNS: usize = 11;

pub(super) fn rows_of_briefing(p: &wire::Briefing) -> usize {
    p.late_units.len()
        + p.worse.len()
        + p.holders.len()
        + p.owing.len()
        + p.latest.len()
        + p.questions.len()
}

pub(super) fn rows_of_quarter(p: &wire::Quarter) -> usize {
    [&p.fields, &p.units]
        .into_iter()
        .flatten()
        .map(|table| table.lines.len())
        .sum()
}

pub(super) fn briefing(p: &wire::Briefing) -> Value {
    json!({
        "head": head(&p.head), "period": p.period, "before": p.before, "as_of": p.as_of,
        "indicators": p.indicators.iter().map(indicator).collect::<Value>(),
        "finished": p.finished, "target_percent": p.target_percent,
        "late_units": p.late_units.iter().map(|unit| json!({
            "name": unit.name, "late": unit.late, "share": unit.share, "tenths": unit.tenths,
        })).collect::<Value>(),
        "other_units": p.other_units, "other_late": p.other_late,
        "worse": p.worse.iter().map(|worse| json!({
            "unit": worse.unit, "figures": worse.figures,
        })).collect::<Value>(),
        "holders": p.holders.iter().map(|held| json!({
            "unit": held.unit, "task": held.task, "dossiers": held.dossiers, "late": held.late,
            "oldest": held.oldest, "bar": held.bar,
        })).collect::<Value>(),
        "owing": p.owing.iter().map(|owing| json!({
            "unit": owing.unit, "missed": owing.missed, "open": owing.open,
        })).collect::<Value>(),
        "owed_total": p.owed_total,
        "latest": p.latest.iter().map(|late| json!({
            "code": late.code, "procedure": late.procedure, "holder": late.holder,
            "task": late.task, "late": late.late,
        })).collect::<Value>(),
        "late_total": p.late_total,
        "questions": p.questions.iter().map(|question| json!({
            "to": question.to, "words": question.words,
        })).collect::<Value>(),
        "signer_title": p.signer_title, "signer": p.signer,
    })
}

/// # Errors
/// When a line has not the columns of the form.
pub(super) fn quarter(p: &wire::Quarter) -> Result<Value, Wrong> {
    Ok(json!({
        "head": head(&p.head), "name": p.name, "period": p.period, "before": p.before,
        "as_of": p.as_of, "running": p.running, "addressed_to": p.addressed_to, "unit": p.unit,
        "indicators": p.indicators.iter().map(indicator).collect::<Value>(),
        "fields": table(&p.fields)?, "units": table(&p.units)?,
        "signer_title": p.signer_title, "signer": p.signer,
    }))
}

fn indicator(one: &wire::Indicator) -> Value {
    json!({
        "title": one.title, "figure": one.figure, "tone": one.tone, "change": one.change,
        "direction": one.direction,
    })
}

fn table(table: &Option<wire::ProgressTable>) -> Result<Value, Wrong> {
    let table = table.clone().unwrap_or_default();
    let lines: Vec<Value> = table.lines.iter().map(line).collect::<Result<_, _>>()?;
    let total = match &table.total {
        Some(total) => line(total)?,
        None => json!({"name": "", "figures": vec![0; COLUMNS]}),
    };
    Ok(json!({"lines": lines, "total": total}))
}

fn line(line: &wire::ProgressLine) -> Result<Value, Wrong> {
    let columns = line.figures.len();
    if columns != COLUMNS {
        let remedy = format!("Dòng «{}» có {columns} cột, phải có {COLUMNS}.", line.name);
        return Err(("figures", remedy));
    }
    Ok(json!({"name": line.name, "figures": line.figures}))
}
