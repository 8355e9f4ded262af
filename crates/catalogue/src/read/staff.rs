//! The list of staff.

use std::collections::BTreeMap;

use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{Field, Staff, Unit};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawList {
    staff: Vec<RawStaff>,
    #[expect(dead_code, reason = "for whoever reads the file")]
    source: String,
    #[expect(dead_code, reason = "for whoever reads the file")]
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStaff {
    account: Spanned<String>,
    name: String,
    title: String,
    #[serde(default)]
    fields: Vec<Spanned<String>>,
}

/// The staff, without those that are wrong.
pub(super) fn read(
    page: &mut Page<'_>,
    units: &BTreeMap<UnitId, Unit>,
    fields: Option<&[Field]>,
) -> Option<Vec<Staff>> {
    let raw: RawList = page.parse()?;
    if !page.unique(raw.staff.iter().map(|one| &one.account), "account") {
        return Some(Vec::new());
    }
    let mut staff = Vec::new();
    for one in raw.staff {
        let at = one.account.referenced;
        let account = one.account.value;
        let parts = account
            .split_once('@')
            .and_then(|(who, unit)| Some((who.split_once(':')?, UnitId::new(unit))));
        let (head, unit) = match parts {
            Some((("officer", own), unit)) if !own.is_empty() => (false, unit),
            Some((("head", own), unit)) if !own.is_empty() => (true, unit),
            _ => {
                let why =
                    format!("`{account}` is not like officer:an@org:unit or head:an@org:unit");
                page.problem(at, why);
                continue;
            }
        };
        if !units.contains_key(&unit) {
            page.problem(at, format!("there is no unit `{unit}`"));
            continue;
        }
        let unknown = |key: &&Spanned<String>| {
            fields.is_some_and(|known| !known.iter().any(|field| field.key == key.value))
        };
        if let Some(field) = one.fields.iter().find(unknown) {
            page.problem(
                field.referenced,
                format!("there is no field `{}`", field.value),
            );
            continue;
        }
        staff.push(Staff {
            account,
            name: one.name,
            title: one.title,
            head,
            unit,
            fields: one.fields.into_iter().map(|field| field.value).collect(),
        });
    }
    Some(staff)
}
