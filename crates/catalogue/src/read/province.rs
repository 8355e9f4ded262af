use chrono::FixedOffset;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{Page, counter::RawCounter, rules::RawRules};
use crate::{CodePattern, CounterRules, Field, Link, Province, Rules};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProvince {
    name: String,
    unit: String,
    zone: Spanned<String>,
    hotline: String,
    links: Vec<RawLink>,
    fields: Vec<RawField>,
    rules: RawRules,
    counter: Option<RawCounter>,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLink {
    key: String,
    title: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    key: Spanned<String>,
    name: String,
    source: String,
    verified: bool,
}

/// The province, and the rules it goes by: those of the decree where its own cannot be read.
pub(super) fn read(page: &mut Page<'_>) -> Option<(Province, Rules)> {
    let raw: RawProvince = page.parse()?;
    page.unique(
        raw.fields.iter().map(|field| &field.key),
        "field of administration",
    );
    let Ok(zone) = raw.zone.value.parse::<FixedOffset>() else {
        page.problem(
            raw.zone.referenced,
            "the zone must be an offset such as +07:00",
        );
        return None;
    };
    let link = |l: RawLink| Link {
        key: l.key,
        title: l.title,
        url: l.url,
    };
    let field = |f: RawField| Field {
        key: f.key.value,
        name: f.name,
        source: f.source,
        verified: f.verified,
    };
    let rules = raw.rules.read(page).unwrap_or_default();
    let counter = match raw.counter {
        Some(counter) => counter.read(page),
        None => CounterRules::default(),
    };
    let province = Province {
        name: raw.name,
        unit: raw.unit,
        zone,
        hotline: raw.hotline,
        links: raw.links.into_iter().map(link).collect(),
        fields: raw.fields.into_iter().map(field).collect(),
        counter,
        source: raw.source,
        verified: raw.verified,
    };
    Some((province, rules))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCodes {
    province: Spanned<String>,
    pattern: Spanned<String>,
    source: String,
    verified: bool,
}

/// The parts without which two dossiers could get one code.
const NEEDED: [&str; 2] = ["{prefix}", "{seq:"];

pub(super) fn read_codes(page: &mut Page<'_>) -> Option<CodePattern> {
    let raw: RawCodes = page.parse()?;
    let codes = CodePattern {
        pattern: raw.pattern.value,
        province: raw.province.value,
        source: raw.source,
        verified: raw.verified,
    };
    let date = chrono::NaiveDate::default();
    let dated = codes.pattern.contains("{yymmdd}") || codes.pattern.contains("{yyyymmdd}");
    if !dated || !NEEDED.iter().all(|part| codes.pattern.contains(part)) {
        let why = "the pattern needs {prefix}, {yymmdd} or {yyyymmdd}, and {seq:4}, \
                   or two dossiers could get one code";
        page.problem(raw.pattern.referenced, why);
        return None;
    }
    if codes.write("", date, 1).contains(['{', '}']) {
        page.problem(
            raw.pattern.referenced,
            "the pattern has a placeholder nobody fills",
        );
        return None;
    }
    if !agency_code(&codes.province) {
        let why = "an agency code is capital letters and digits in groups joined by dots \
                   (QĐ 20/2020/QĐ-TTg Điều 4)";
        page.problem(raw.province.referenced, why);
        return None;
    }
    Some(codes)
}

/// Whether `code` has the shape of an agency identifier (QĐ 20/2020/QĐ-TTg Điều 4).
pub(super) fn agency_code(code: &str) -> bool {
    let group = |g: &str| {
        !g.is_empty()
            && g.bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    code.len() <= 35 && code.split('.').all(group)
}
