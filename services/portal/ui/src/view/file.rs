//! A whole file with personal data, for officials; opening it is recorded by intake.

use proto::{
    intake::v1::{GetDossierResponse, Paper, Person},
    routing::v1::GetProcedureResponse,
};

use kernel::{PartyId, PartyKind};

use super::badge;
use crate::{directory::Names, format, frame::Lang};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    pub groups: Vec<(String, Vec<(String, String)>)>,
    pub papers: Vec<(String, String)>,
}

impl File {
    pub fn new(
        file: &GetDossierResponse,
        procedure: &GetProcedureResponse,
        names: &Names,
        lang: Lang,
    ) -> Self {
        let filing = file.filing.clone().unwrap_or_default();
        let t = |vi: &'static str, en: &'static str| lang.pick(vi, en).to_owned();
        let mut groups = vec![(
            t("Chủ hồ sơ", "Owner"),
            person(&filing.owner.clone().unwrap_or_default(), lang),
        )];
        if let Some(submitter) = &filing.submitter {
            groups.push((t("Người nộp thay", "Handed in by"), person(submitter, lang)));
        }
        let answered = procedure.fields.iter().filter_map(|field| {
            let raw = filing.answers.get(&field.key)?;
            let label = field.options.iter().find(|option| option.value == *raw);
            let shown = match (field.kind.as_str(), label) {
                (_, Some(option)) => option.label.clone(),
                ("date", _) => format::iso_date(raw, lang),
                ("amount", _) => raw
                    .parse()
                    .map_or_else(|_| raw.clone(), |of| format::money(of, lang)),
                ("area", _) => format!("{} m²", format::decimal(&raw.replace(',', "."), lang)),
                _ => raw.clone(),
            };
            Some((field.label.clone(), shown))
        });
        groups.push((t("Nội dung", "The form"), answered.collect()));
        let way = badge::of_return(filing.return_method(), lang).to_owned();
        groups.push((
            t("Nơi có việc, nhận kết quả", "Place and result"),
            kept(vec![
                (lang.pick("Địa bàn", "Place"), names.unit(&filing.place)),
                (lang.pick("Nhận kết quả", "Result by"), way),
                (
                    lang.pick("Địa chỉ nhận", "Sent to"),
                    filing.return_address.clone(),
                ),
            ]),
        ));
        let paper = |paper: &Paper| {
            let known = procedure
                .components
                .iter()
                .find(|component| component.key == paper.component);
            let name = known.map_or_else(
                || paper.component.clone(),
                |component| component.name.clone(),
            );
            (name, count(paper, lang))
        };
        groups.retain(|(_, rows)| !rows.is_empty());
        Self {
            groups,
            papers: filing.papers.iter().map(paper).collect(),
        }
    }
}

/// How many of a paper were handed in, as what.
fn count(paper: &Paper, lang: Lang) -> String {
    let (one, other) = (
        lang.pick("bản chính", "originals"),
        lang.pick("bản sao", "copies"),
    );
    match (paper.electronic, paper.originals, paper.copies) {
        (true, ..) => lang.pick("bản điện tử", "electronic").to_owned(),
        (false, originals, 0) => format!("{originals} {one}"),
        (false, 0, copies) => format!("{copies} {other}"),
        (false, originals, copies) => format!("{originals} {one}, {copies} {other}"),
    }
}

fn person(who: &Person, lang: Lang) -> Vec<(String, String)> {
    kept(vec![
        (lang.pick("Họ và tên", "Name"), who.name.clone()),
        (number_of(&who.citizen_id, lang), who.citizen_id.clone()),
        (lang.pick("Điện thoại", "Telephone"), who.phone.clone()),
        (lang.pick("Thư điện tử", "E-mail"), who.email.clone()),
        (lang.pick("Địa chỉ", "Address"), who.address.clone()),
    ])
}

/// What a party's number is called.
fn number_of(number: &str, lang: Lang) -> &'static str {
    match number.parse::<PartyId>().map(|number| number.kind()) {
        Ok(PartyKind::Organisation) => lang.pick("Mã số thuế", "Tax code"),
        Ok(PartyKind::PassportHolder) => lang.pick("Hộ chiếu", "Passport"),
        _ => lang.pick("Số định danh", "Identification number"),
    }
}

fn kept(rows: Vec<(&str, String)>) -> Vec<(String, String)> {
    let filled = rows
        .into_iter()
        .filter(|(_, value)| !value.is_empty() && value != "—");
    filled
        .map(|(label, value)| (label.to_owned(), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use proto::{
        intake::v1::Filing,
        routing::v1::{Component, FormField, Option as Choice},
    };

    use super::*;

    #[test]
    fn answers_are_shown_in_the_order_and_words_of_the_form() {
        let field = |key: &str, kind: &str| FormField {
            key: key.to_owned(),
            label: key.to_uppercase(),
            kind: kind.to_owned(),
            ..FormField::default()
        };
        let choice = FormField {
            options: vec![Choice {
                value: "gift".to_owned(),
                label: "Tặng cho".to_owned(),
            }],
            ..field("change", "choice")
        };
        let procedure = GetProcedureResponse {
            fields: vec![choice, field("price", "amount"), field("signed", "date")],
            components: vec![Component {
                key: "contract".to_owned(),
                name: "Hợp đồng".to_owned(),
                ..Component::default()
            }],
            ..GetProcedureResponse::default()
        };
        let answers = [
            ("signed", "2026-11-04"),
            ("price", "1250000"),
            ("change", "gift"),
        ];
        let filing = Filing {
            answers: answers
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
            papers: vec![Paper {
                component: "contract".to_owned(),
                originals: 1,
                copies: 2,
                electronic: false,
                ..Default::default()
            }],
            ..Filing::default()
        };
        let file = File::new(
            &GetDossierResponse {
                dossier: None,
                filing: Some(filing),
                ..GetDossierResponse::default()
            },
            &procedure,
            &Names::default(),
            Lang::Vi,
        );
        let shown: Vec<&str> = file.groups[0]
            .1
            .iter()
            .map(|(_, value)| value.as_str())
            .collect();
        assert_eq!(shown, ["Tặng cho", "1.250.000 đồng", "04/11/2026"]);
        assert_eq!(
            file.papers,
            [("Hợp đồng".to_owned(), "1 bản chính, 2 bản sao".to_owned())]
        );
    }
}
