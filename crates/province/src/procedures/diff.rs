//! `motcua procedures diff`.

use std::path::Path;

use catalogue::{Catalogue, Procedure};
use chrono::NaiveDate;

use super::{
    Failed, Shown, catalogue,
    describe::{Item, describe},
    listed,
    surroundings::surroundings,
};

pub const HELP: &str = "\
  motcua procedures diff 1.010824 2022-02-15 2025-07-01
  motcua procedures diff provinces/quang-ngai ../ban-moi

Dấu + là thêm, - là bỏ, ~ là đổi. Một thay đổi của dữ liệu không dời ngày hẹn đã trao: hồ sơ giữ
phiên bản lúc tiếp nhận. Mã thoát: 0 so sánh được; 1 không có phiên bản ấy; 2 không đọc được.";

/// Between two versions of a procedure, or between two folders of data.
pub fn diff(what: &[String], province: &Path) -> Shown {
    match what {
        [code, old, new] => {
            let catalogue = catalogue(province)?;
            let (old, new) = (
                version(&catalogue, code, old)?,
                version(&catalogue, code, new)?,
            );
            let mut lines = vec![
                format!("{code} {}", new.name),
                format!("Phiên bản {} → {}", old.version, new.version),
            ];
            let changes = changes((&catalogue, old), (&catalogue, new));
            lines.extend(or_nothing(changes));
            Ok(lines.join("\n"))
        }
        [old, new] => {
            let (old, new) = (catalogue(Path::new(old))?, catalogue(Path::new(new))?);
            Ok(or_nothing(folders(&old, &new)).join("\n"))
        }
        _ => Err(Failed::No(
            "Hãy ghi MÃ và hai phiên bản, hoặc hai thư mục.".to_owned(),
        )),
    }
}

fn or_nothing(lines: Vec<String>) -> Vec<String> {
    match lines.is_empty() {
        true => vec!["Không có gì khác nhau.".to_owned()],
        false => lines,
    }
}

fn version<'a>(catalogue: &'a Catalogue, code: &str, text: &str) -> Result<&'a Procedure, Failed> {
    let date = text.parse::<NaiveDate>().ok();
    date.and_then(|date| catalogue.procedure_version(code, date))
        .ok_or_else(|| {
            let versions = catalogue.procedures().iter().filter(|p| p.code == code);
            Failed::No(format!(
                "Thủ tục {code} không có phiên bản {text}; các phiên bản: {}.",
                listed(versions.map(|p| p.version.to_string()))
            ))
        })
}

type Of<'a> = (&'a Catalogue, &'a Procedure);

fn changes(old: Of<'_>, new: Of<'_>) -> Vec<String> {
    grouped(&describe(old.0, old.1), &describe(new.0, new.1))
}

/// What differs, group by group.
fn grouped(old: &[Item], new: &[Item]) -> Vec<String> {
    let mut groups: Vec<&str> = Vec::new();
    for item in new.iter().chain(old) {
        if !groups.contains(&item.group) {
            groups.push(item.group);
        }
    }
    let mut lines = Vec::new();
    for group in groups {
        let changed = group_changes(&of_group(old, group), &of_group(new, group));
        if !changed.is_empty() {
            lines.push(String::new());
            lines.push(group.to_owned());
            lines.extend(changed);
        }
    }
    lines
}

fn of_group<'a>(items: &'a [Item], group: &str) -> Vec<&'a Item> {
    items.iter().filter(|item| item.group == group).collect()
}

fn find<'a>(items: &[&'a Item], key: &str) -> Option<&'a Item> {
    items.iter().find(|item| item.key == key).copied()
}

fn group_changes(old: &[&Item], new: &[&Item]) -> Vec<String> {
    let gone = old.iter().filter(|item| find(new, &item.key).is_none());
    let mut lines: Vec<String> = gone
        .map(|item| format!("  - {} [{}]", item.title, item.key))
        .collect();
    for item in new {
        match find(old, &item.key) {
            None => {
                lines.push(format!("  + {} [{}]", item.title, item.key));
                let row = |(name, value): &(String, String)| format!("      {name}: {value}");
                lines.extend(item.rows.iter().map(row));
            }
            Some(before) => lines.extend(item_changes(before, item)),
        }
    }
    let (before, after) = (shared(old, new), shared(new, old));
    if before != after {
        let (before, after) = (before.join(", "), after.join(", "));
        lines.push(format!("  ~ thứ tự: {before} → {after}"));
    }
    lines
}

/// The keys of `items` that `other` has too, in order.
fn shared<'a>(items: &[&'a Item], other: &[&Item]) -> Vec<&'a str> {
    let shared = items.iter().filter(|item| find(other, &item.key).is_some());
    shared.map(|item| item.key.as_str()).collect()
}

fn item_changes(old: &Item, new: &Item) -> Vec<String> {
    let rows = row_changes(old, new);
    if rows.is_empty() {
        return rows;
    }
    // What there is but one of needs no name.
    if new.key.is_empty() {
        return rows.iter().map(|row| format!("  ~ {row}")).collect();
    }
    let rows = rows.iter().map(|row| format!("      {row}"));
    let name = format!("  ~ {} [{}]", new.title, new.key);
    std::iter::once(name).chain(rows).collect()
}

fn row_changes(old: &Item, new: &Item) -> Vec<String> {
    const NONE: &str = "(không ghi)";
    let value = |item: &Item, name: &str| {
        let row = item.rows.iter().find(|(row, _)| row == name);
        row.map_or_else(|| NONE.to_owned(), |(_, value)| value.clone())
    };
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in old.rows.iter().chain(&new.rows) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let row = |name: &str| {
        let (before, after) = (value(old, name), value(new, name));
        (before != after).then(|| format!("{name}: {before} → {after}"))
    };
    names.into_iter().filter_map(row).collect()
}

/// What differs between two provinces' data: procedures by version, then what they stand on.
fn folders(old: &Catalogue, new: &Catalogue) -> Vec<String> {
    let mut lines = Vec::new();
    for procedure in old.procedures() {
        if counterpart(new, procedure).is_none() {
            lines.push(format!("- {}", headline(procedure)));
        }
    }
    for procedure in new.procedures() {
        let Some(before) = counterpart(old, procedure) else {
            lines.push(format!("+ {}", headline(procedure)));
            continue;
        };
        let mut changed = changes((old, before), (new, procedure));
        if before.valid_to != procedure.valid_to {
            let until = |procedure: &Procedure| {
                let to = procedure.valid_to.map(|to| to.to_string());
                to.unwrap_or_else(|| "chưa có ngày kết thúc".to_owned())
            };
            let (before, after) = (until(before), until(procedure));
            changed.insert(0, format!("  ~ hiệu lực đến: {before} → {after}"));
        }
        if !changed.is_empty() {
            lines.push(format!("~ {}", headline(procedure)));
            lines.extend(changed);
            lines.push(String::new());
        }
    }
    let rest = grouped(&surroundings(old), &surroundings(new));
    lines.extend(rest);
    lines
}

fn counterpart<'a>(catalogue: &'a Catalogue, procedure: &Procedure) -> Option<&'a Procedure> {
    catalogue.procedure_version(&procedure.code, procedure.version)
}

fn headline(procedure: &Procedure) -> String {
    format!("{} {}", procedure.checklist_version(), procedure.name)
}
