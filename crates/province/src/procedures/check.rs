//! `motcua procedures check`.

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use catalogue::{Catalogue, LegKind, Loaded, Matter, Procedure};
use chrono::NaiveDate;
use kernel::Refuse as _;

use super::{Failed, load};
use crate::say::{complain, say};

pub fn check(dir: &Path) -> ExitCode {
    let loaded = match load(dir) {
        Ok(loaded) => loaded,
        Err(Failed::No(why) | Failed::Unreadable(why)) => {
            complain(&why);
            return ExitCode::from(2);
        }
    };
    for problem in &loaded.problems {
        say(&format!("{}/{problem}", dir.display()));
    }
    for line in counts(&loaded) {
        say(&line);
    }
    match loaded.problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    }
}

fn counts(loaded: &Loaded) -> Vec<String> {
    let catalogue = &loaded.catalogue;
    let versions = catalogue.procedures();
    let mut codes: Vec<&str> = versions.iter().map(|p| p.code.as_str()).collect();
    codes.dedup();
    let unverified = versions.iter().filter(|p| !p.verified).count();
    let legs: usize = versions.iter().map(|p| p.legs.len()).sum();
    let mut lines = vec![
        format!(
            "{} thủ tục, {} phiên bản ({unverified} chưa đối chiếu), {legs} khâu",
            codes.len(),
            versions.len()
        ),
        format!(
            "{} đơn vị, {} vai trò, {} ủy quyền, {} mẫu thông báo",
            catalogue.units().count(),
            catalogue.roles().count(),
            catalogue.delegations().len(),
            catalogue.notices().len()
        ),
        covered(catalogue),
    ];
    lines.extend(undetermined(catalogue));
    lines.push(match loaded.problems.len() {
        0 => "Không có lỗi.".to_owned(),
        n => format!("{n} lỗi."),
    });
    lines
}

fn covered(catalogue: &Catalogue) -> String {
    let covers = catalogue.calendar().covers();
    match covers.is_empty() {
        true => "Chưa có lịch làm việc: không tính được hạn nào.".to_owned(),
        false => format!(
            "Lịch làm việc từ {} đến {}, {} ngày đặc biệt",
            covers.start().format("%d/%m/%Y"),
            covers.end().format("%d/%m/%Y"),
            catalogue.calendar_days().len()
        ),
    }
}

/// Legs that nobody is competent for somewhere: their dossiers will wait in the coordination queue.
fn undetermined(catalogue: &Catalogue) -> Vec<String> {
    let mut found: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for procedure in catalogue.procedures() {
        let on = procedure.version;
        let Some(receiving) = catalogue
            .centres_on(on)
            .find(|unit| catalogue.may_receive(procedure, &unit.id, on))
        else {
            continue;
        };
        for place in catalogue.communes_on(on) {
            let matter = Matter {
                place: &place.id,
                receiving: &receiving.id,
                field: &procedure.field,
                procedure: &procedure.code,
            };
            for (leg, why) in unresolved(catalogue, procedure, &matter, on) {
                let version = procedure.checklist_version();
                *found.entry((version, leg, why)).or_default() += 1;
            }
        }
    }
    let line = |((version, leg, why), places): (&(String, String, String), &usize)| {
        format!("Chờ điều phối: {version}, khâu {leg}, {places} nơi: {why}")
    };
    found.iter().map(line).collect()
}

/// The legs nobody is competent for, and why, with the name of a place left out of it.
fn unresolved(
    catalogue: &Catalogue,
    procedure: &Procedure,
    matter: &Matter<'_>,
    on: NaiveDate,
) -> Vec<(String, String)> {
    let works = |kind| matches!(kind, LegKind::Work | LegKind::Wait);
    let legs = procedure.legs.iter().filter(|leg| works(leg.kind));
    let why = |leg: &catalogue::LegSpec| {
        let why = catalogue.resolve(&leg.by, matter, on).err()?;
        let role = catalogue
            .role(&leg.by)
            .map_or("?", |role| role.title.as_str());
        Some((leg.key.clone(), format!("{role} ({})", why.reason())))
    };
    legs.filter_map(why).collect()
}
