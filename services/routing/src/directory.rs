//! The province's data as answers: procedures and units, each with its source and whether
//! somebody has verified it.

use catalogue::{Channel, Condition, FieldKind, Procedure, Unit};
use proto::routing::v1 as pb;

use crate::Routing;

impl Routing {
    pub fn summary(&self, procedure: &Procedure) -> pb::ProcedureSummary {
        pb::ProcedureSummary {
            code: procedure.code.clone(),
            version: procedure.version.to_string(),
            name: procedure.name.clone(),
            field: procedure.field.clone(),
            field_name: self.catalogue.field_name(&procedure.field).to_owned(),
            level: procedure.level.clone(),
            term: procedure.term.sentence(),
            verified: procedure.verified,
            sources: procedure.sources.clone(),
            doubts: procedure.doubts.clone(),
            checklist: procedure.checklist_version(),
            online: procedure.channels.contains(&Channel::Online),
            situations: self.situations(&procedure.code),
            post: procedure.channels.contains(&Channel::Post),
            difficult_term: difficult_term(procedure),
        }
    }

    /// Title and words of the situations, a line each.
    fn situations(&self, code: &str) -> Vec<String> {
        let all = self.catalogue.situations_of(code);
        all.map(|one| format!("{}: {}", one.title, one.words.join(", ")))
            .collect()
    }

    pub fn whole(&self, procedure: &Procedure) -> pb::GetProcedureResponse {
        pb::GetProcedureResponse {
            summary: Some(self.summary(procedure)),
            components: procedure
                .components
                .iter()
                .map(|component| pb::Component {
                    key: component.key.clone(),
                    name: component.name.clone(),
                    form: component.form.clone().unwrap_or_default(),
                    originals: component.originals,
                    copies: component.copies,
                    required: component.required,
                    condition: component.condition.clone().unwrap_or_default(),
                })
                .collect(),
            fields: procedure
                .fields
                .iter()
                .map(|field| pb::FormField {
                    key: field.key.clone(),
                    label: field.label.clone(),
                    kind: kind(&field.kind).to_owned(),
                    required: field.required,
                    hint: field.hint.clone().unwrap_or_default(),
                    options: options(&field.kind),
                })
                .collect(),
            legs: procedure
                .legs
                .iter()
                .map(|leg| pb::PlannedLeg {
                    key: leg.key.clone(),
                    title: leg.title.clone(),
                    by: self
                        .catalogue
                        .role(&leg.by)
                        .map_or_else(|| leg.by.to_string(), |role| role.title.clone()),
                    term: leg
                        .term
                        .as_ref()
                        .map_or_else(String::new, |term| term.sentence()),
                    counts: leg.counts,
                    phase: leg.phase.into(),
                    after: leg.after.clone(),
                })
                .collect(),
            result: procedure.result.clone(),
            fee: procedure.fee_text.clone(),
            legal_basis: procedure.legal_basis.clone(),
            notes: procedure.notes.clone(),
            receiving: procedure
                .receiving
                .iter()
                .map(|kind| place(kind).to_owned())
                .collect(),
            fee_amount: procedure.fee,
            phases: procedure
                .phases
                .iter()
                .map(|phase| phase.sentence())
                .collect(),
        }
    }

    pub fn unit_name(&self, id: &kernel::UnitId) -> String {
        self.catalogue
            .unit(id)
            .map_or_else(|| id.to_string(), |unit| unit.name.clone())
    }
}

pub fn unit(unit: &Unit) -> pb::Unit {
    let date = |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, |d| d.to_string());
    pb::Unit {
        id: unit.id.to_string(),
        code: unit.code.clone().unwrap_or_default(),
        name: unit.name.clone(),
        kind: unit.kind.clone(),
        parent: unit
            .parent
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        valid_from: date(unit.valid_from),
        valid_to: date(unit.valid_to),
        source: unit.source.clone(),
        verified: unit.verified,
        predecessors: unit.predecessors.iter().map(ToString::to_string).collect(),
    }
}

fn kind(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Paragraph => "paragraph",
        FieldKind::Date => "date",
        FieldKind::CitizenId => "citizen-id",
        FieldKind::PartyId => "party-id",
        FieldKind::Phone => "phone",
        FieldKind::Choice(_) => "choice",
        FieldKind::Amount => "amount",
        FieldKind::Area => "area",
    }
}

fn options(kind: &FieldKind) -> Vec<pb::Option> {
    let FieldKind::Choice(options) = kind else {
        return Vec::new();
    };
    options
        .iter()
        .map(|(value, label)| pb::Option {
            value: value.clone(),
            label: label.clone(),
        })
        .collect()
}

/// The kind of centre that receives, in words.
fn place(kind: &str) -> &str {
    match kind {
        "ttpvhcc_tinh" => "Trung tâm Phục vụ hành chính công tỉnh",
        "ttpvhcc_xa" => "Trung tâm Phục vụ hành chính công xã, phường, đặc khu bất kỳ",
        "mot_cua_huyen" => "Bộ phận Một cửa cấp huyện (đến 30/06/2025)",
        "mot_cua_xa" => "Bộ phận Một cửa cấp xã (đến 30/06/2025)",
        other => other,
    }
}

/// The term of a dossier of a difficult area, where it is another.
fn difficult_term(procedure: &Procedure) -> String {
    let difficult = procedure
        .variants
        .iter()
        .find(|variant| variant.when == Condition::Difficult);
    difficult.map_or_else(String::new, |variant| {
        variant
            .phases
            .iter()
            .cloned()
            .sum::<kernel::working_time::Term>()
            .sentence()
    })
}
