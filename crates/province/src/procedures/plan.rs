//! `motcua procedures plan`.

use std::{collections::BTreeMap, path::PathBuf};

use catalogue::{Catalogue, FieldKind, Given, LegSpec, Procedure, Unit};
use chrono::NaiveDate;
use kernel::{UnitId, working_time::Term};
use routing_domain::{Kind, Plan, PlannedLeg, plan};

use super::{Failed, Shown, catalogue, listed};

/// The dossier a route is laid out for.
#[derive(clap::Args)]
pub struct Wanted {
    /// Mã thủ tục, như 1.013831.
    #[arg(value_name = "MÃ")]
    code: String,
    /// Xã, phường, đặc khu mà hồ sơ nói đến: mã đơn vị (adm:21025) hoặc tên đầy đủ.
    #[arg(long, value_name = "ĐƠN VỊ")]
    place: String,
    /// Bộ phận một cửa tiếp nhận: mã đơn vị hoặc tên đầy đủ.
    #[arg(long, value_name = "ĐƠN VỊ")]
    receiving: String,
    /// Ngày tiếp nhận, như 2026-11-22; hôm nay nếu không ghi.
    #[arg(long, value_name = "NGÀY")]
    on: Option<NaiveDate>,
    /// Câu trả lời trong tờ khai, mỗi câu «trường=giá trị».
    #[arg(long, value_name = "TRƯỜNG=GIÁ TRỊ", num_args = 1..)]
    answers: Vec<String>,
    /// Giấy tờ đã nộp, theo khóa của thành phần hồ sơ.
    #[arg(long, value_name = "THÀNH PHẦN", num_args = 1.., value_delimiter = ',')]
    papers: Vec<String>,
    /// Thư mục dữ liệu của tỉnh.
    #[arg(long, default_value = "provinces/quang-ngai")]
    province: PathBuf,
}

impl Wanted {
    pub fn plan(&self) -> Shown {
        let catalogue = catalogue(&self.province)?;
        let today = || {
            catalogue
                .calendar()
                .civil(chassis::Clock::new().now())
                .date()
        };
        let on = self.on.unwrap_or_else(today);
        let procedure = self.procedure(&catalogue, on)?;
        let place = unit(&catalogue, "place", &self.place, on, Unit::is_commune)?;
        let receiving = unit(
            &catalogue,
            "receiving",
            &self.receiving,
            on,
            Unit::is_centre,
        )?;
        if !place.is_commune() {
            return Err(Failed::No(format!(
                "--place: {} không phải xã, phường, đặc khu; hãy chọn một đơn vị cấp xã.",
                named(place)
            )));
        }
        if !catalogue.may_receive(procedure, &receiving.id, on) {
            return Err(Failed::No(format!(
                "--receiving: {} không tiếp nhận thủ tục này ngày {}; loại đơn vị tiếp nhận: {}.",
                named(receiving),
                on.format("%d/%m/%Y"),
                procedure.receiving.join(", ")
            )));
        }
        let given = Given {
            answers: self.answers(procedure)?,
            papers: self.papers.iter().map(String::as_str).collect(),
            difficult: catalogue.difficult_on(&place.id, on).is_some(),
        };
        self.check_papers(procedure)?;
        let applying = procedure.legs_that_apply(&given);
        let planned = plan(
            &catalogue,
            procedure,
            &place.id,
            &receiving.id,
            &applying,
            on,
        )
        .map_err(|refusal| Failed::No(refusal.to_string()))?;
        let mut lines = heading(procedure, &given, place, receiving, on);
        lines.extend(legs(&catalogue, procedure, &planned));
        lines.extend(left_out(procedure, &applying));
        Ok(lines.join("\n"))
    }

    fn procedure<'a>(
        &self,
        catalogue: &'a Catalogue,
        on: NaiveDate,
    ) -> Result<&'a Procedure, Failed> {
        if let Some(procedure) = catalogue.procedure(&self.code, on) {
            return Ok(procedure);
        }
        let all = catalogue.procedures();
        let versions = all.iter().filter(|p| p.code == self.code);
        let versions: Vec<String> = versions.map(in_force).collect();
        if versions.is_empty() {
            let mut codes: Vec<String> = all.iter().map(|p| p.code.clone()).collect();
            codes.dedup();
            let codes = listed(codes);
            return Err(Failed::No(format!(
                "Không có thủ tục {}; các mã hiện có: {codes}.",
                self.code
            )));
        }
        Err(Failed::No(format!(
            "Thủ tục {} không có hiệu lực ngày {}; các phiên bản: {}.",
            self.code,
            on.format("%d/%m/%Y"),
            versions.join("; ")
        )))
    }

    fn answers<'a>(&'a self, procedure: &Procedure) -> Result<BTreeMap<&'a str, &'a str>, Failed> {
        let mut answers = BTreeMap::new();
        for answer in &self.answers {
            let (key, value) = answer.split_once('=').ok_or_else(|| {
                Failed::No(format!(
                    "--answers: «{answer}» thiếu dấu =; hãy viết trường=giá trị."
                ))
            })?;
            let field = procedure.fields.iter().find(|field| field.key == key);
            let field = field.ok_or_else(|| {
                let keys = procedure.fields.iter().map(|field| field.key.clone());
                Failed::No(format!(
                    "--answers: tờ khai không có trường «{key}»; các trường: {}.",
                    listed(keys)
                ))
            })?;
            if let FieldKind::Choice(choices) = &field.kind
                && !choices.iter().any(|(kept, _)| kept == value)
            {
                let choices = choices
                    .iter()
                    .map(|(kept, label)| format!("{kept} ({label})"));
                return Err(Failed::No(format!(
                    "--answers: «{}» không có lựa chọn «{value}»; các lựa chọn: {}.",
                    field.label,
                    listed(choices)
                )));
            }
            answers.insert(key, value);
        }
        Ok(answers)
    }

    fn check_papers(&self, procedure: &Procedure) -> Result<(), Failed> {
        let known = |key: &&String| procedure.components.iter().any(|c| c.key == **key);
        match self.papers.iter().find(|key| !known(key)) {
            None => Ok(()),
            Some(other) => Err(Failed::No(format!(
                "--papers: không có thành phần «{other}»; các thành phần: {}.",
                listed(procedure.components.iter().map(|c| c.key.clone()))
            ))),
        }
    }
}

fn in_force(procedure: &Procedure) -> String {
    let to = procedure
        .valid_to
        .map_or_else(|| "nay".to_owned(), |to| to.format("%d/%m/%Y").to_string());
    format!(
        "{} (từ {} đến {to})",
        procedure.version,
        procedure.version.format("%d/%m/%Y")
    )
}

/// A unit by its id, or by its name where only one of the right kind has it on the date.
fn unit<'a>(
    catalogue: &'a Catalogue,
    flag: &str,
    text: &str,
    on: NaiveDate,
    right: fn(&Unit) -> bool,
) -> Result<&'a Unit, Failed> {
    if let Some(unit) = catalogue.unit(&UnitId::from(text)) {
        return Ok(unit);
    }
    let wanted = text.to_lowercase();
    let like: Vec<&Unit> = catalogue
        .units_on(on)
        .filter(|unit| right(unit) && unit.name.to_lowercase().contains(&wanted))
        .collect();
    let exact: Vec<&Unit> = like
        .iter()
        .copied()
        .filter(|unit| unit.name.to_lowercase() == wanted)
        .collect();
    match (exact.as_slice(), like.as_slice()) {
        ([one], _) | ([], [one]) => Ok(one),
        ([], []) => Err(Failed::No(format!(
            "--{flag}: không có đơn vị «{text}» ngày {}; hãy ghi mã như adm:21025, hoặc tên đầy đủ.",
            on.format("%d/%m/%Y")
        ))),
        (several, like) => {
            let several = if several.is_empty() { like } else { several };
            Err(Failed::No(format!(
                "--{flag}: nhiều đơn vị có tên «{text}»; hãy ghi mã: {}.",
                listed(several.iter().take(12).map(|unit| named(unit)))
            )))
        }
    }
}

fn named(unit: &Unit) -> String {
    format!("{} ({})", unit.name, unit.id)
}

fn heading(
    procedure: &Procedure,
    given: &Given<'_>,
    place: &Unit,
    receiving: &Unit,
    on: NaiveDate,
) -> Vec<String> {
    let phases = procedure.terms(given);
    let each: Vec<String> = phases.iter().map(Term::sentence).collect();
    let phases = match each.len() {
        0 | 1 => String::new(),
        n => format!(" ({n} giai đoạn: {})", each.join("; ")),
    };
    let difficult = if given.difficult {
        ", địa bàn khó khăn"
    } else {
        ""
    };
    vec![
        format!("{} {}", procedure.code, procedure.name),
        format!("Phiên bản: {}", in_force(procedure)),
        format!("Nơi liên quan: {}{difficult}", named(place)),
        format!(
            "Nơi tiếp nhận: {}, ngày {}",
            named(receiving),
            on.format("%d/%m/%Y")
        ),
        format!("Thời hạn: {}{phases}", procedure.term_for(given).sentence()),
        String::new(),
    ]
}

fn legs(catalogue: &Catalogue, procedure: &Procedure, plan: &Plan) -> Vec<String> {
    let line = |(n, leg): (usize, &PlannedLeg)| {
        let mut lines = vec![
            format!("{}. {} [{}]", n + 1, leg.title, leg.key),
            format!("   {}", holder(catalogue, leg)),
            format!("   {}", details(procedure, leg)),
        ];
        if let Some(source) = &leg.delegated_by {
            lines.push(format!("   theo ủy quyền, phân cấp: {source}"));
        }
        let when = procedure.leg(&leg.key).and_then(|spec| spec.when.as_ref());
        if let Some(when) = when {
            lines.push(format!("   vì: {}", when.sentence(procedure)));
        }
        lines.join("\n")
    };
    plan.legs.iter().enumerate().map(line).collect()
}

fn holder(catalogue: &Catalogue, leg: &PlannedLeg) -> String {
    if let Some(why) = &leg.unresolved {
        return format!("CHỜ XÁC ĐỊNH THẨM QUYỀN: {why}");
    }
    if leg.kind == Kind::Payment {
        return format!("Người nộp hồ sơ ({})", leg.host);
    }
    let name = catalogue
        .unit(&leg.unit)
        .map_or("?", |unit| unit.name.as_str());
    format!("{name} ({}; {})", leg.unit, leg.host)
}

/// After which legs, for how long, and what is special about it.
fn details(procedure: &Procedure, leg: &PlannedLeg) -> String {
    let after: Vec<String> = leg.after.iter().map(|n| (n + 1).to_string()).collect();
    let mut details = vec![match after.is_empty() {
        true => "bắt đầu ngay".to_owned(),
        false => format!("sau {}", after.join(", ")),
    }];
    details.push(match leg.norm.as_ref().map(|norm| norm.parse::<Term>()) {
        Some(Ok(term)) => term.sentence(),
        _ => "chưa định thời gian".to_owned(),
    });
    if procedure.phases.len() > 1 {
        details.push(format!("giai đoạn {}", leg.phase));
    }
    let marks = [
        (!leg.counts, "ngoài thời hạn"),
        (leg.approval, "lãnh đạo phê duyệt"),
        (leg.automatic, "tự động"),
    ];
    details.extend(
        marks
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, mark)| (*mark).to_owned()),
    );
    details.join("; ")
}

fn left_out(procedure: &Procedure, applying: &[&str]) -> Vec<String> {
    let out = |leg: &&LegSpec| leg.when.is_some() && !applying.contains(&leg.key.as_str());
    let line = |leg: &LegSpec| {
        let when = leg.when.as_ref().map(|when| when.sentence(procedure));
        format!(
            "Không có khâu {} [{}]: chỉ khi {}",
            leg.title,
            leg.key,
            when.unwrap_or_default()
        )
    };
    let mut lines: Vec<String> = procedure.legs.iter().filter(out).map(line).collect();
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}
