//! The paper originals: from hand to hand, and lost (NĐ 61/2018/NĐ-CP Điều 18, 21).

use proto::intake::v1::PapersStatus;

use super::Counter;
use portal_ui::{
    fields::{Choice, Field, Kind},
    view::form::{ActForm, choices},
};

/// What the form sends for "back to the person".
pub const PERSON: &str = "citizen";

impl Counter<'_> {
    /// Only what is held or on its way can be handed over; what was lost may be found again.
    pub fn papers(&self) -> Vec<ActForm> {
        let status = self.d.papers.as_ref().map(|papers| papers.status());
        match status.unwrap_or_default() {
            PapersStatus::Held | PapersStatus::InTransit => vec![self.handing(), self.losing()],
            PapersStatus::Lost => vec![self.handing()],
            PapersStatus::Unspecified | PapersStatus::None | PapersStatus::GivenBack => Vec::new(),
        }
    }

    /// Those who take part in the dossier, each once.
    fn parties(&self) -> Vec<Choice> {
        let legs = self.legs.iter().map(|leg| leg.unit.as_str());
        let mut ids = vec![self.d.receiving_unit.as_str()];
        for unit in legs.filter(|unit| !unit.is_empty()) {
            if !ids.contains(&unit) {
                ids.push(unit);
            }
        }
        let party = |id: &str| Choice {
            value: id.to_owned(),
            label: self.names.unit(id),
        };
        ids.into_iter().map(party).collect()
    }

    fn handing(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let mut to = self.parties();
        to.push(Choice {
            value: PERSON.to_owned(),
            label: pick("Trả lại người nộp", "Back to the applicant").to_owned(),
        });
        let on_way = self.on_the_way_to();
        ActForm::new(
            "giao-nhan",
            pick("Giao nhận hồ sơ giấy", "Hand over the paper originals"),
            pick("Ghi giao nhận", "Record the hand-over"),
            vec![
                Field::new("to_unit", pick("Giao cho", "To"), Kind::Select(to)).value(&on_way),
                Field::new(
                    "received",
                    pick("Bên nhận", "There"),
                    Kind::Radios(choices([
                        ("no", pick("Đang chuyển đến", "On the way")),
                        ("yes", pick("Đã ký nhận", "Received")),
                    ])),
                )
                .value(if on_way.is_empty() { "no" } else { "yes" }),
                Field::new(
                    "slip",
                    pick("Số phiếu giao nhận", "Number of the hand-over slip"),
                    Kind::Text,
                ),
            ],
        )
        .seldom("secondary")
    }

    fn on_the_way_to(&self) -> String {
        let papers = self.d.papers.as_ref();
        let on_way = papers.filter(|papers| papers.status() == PapersStatus::InTransit);
        on_way.map_or_else(String::new, |papers| papers.unit.clone())
    }

    fn losing(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        ActForm::new(
            "mat",
            pick("Báo mất, hỏng giấy tờ", "Report lost papers"),
            pick("Ghi nhận mất, hỏng", "Record the loss"),
            vec![
                Field::new(
                    "unit",
                    pick("Đơn vị làm mất", "Who lost them"),
                    Kind::Select(self.parties()),
                ),
                Field::new(
                    "reason",
                    pick("Giấy tờ nào, vì sao", "Which papers, and how"),
                    Kind::Paragraph,
                ),
            ],
        )
        .note(pick(
            "Đơn vị làm mất phải xin lỗi và chịu chi phí cấp lại.",
            "The unit apologises and bears the cost of new ones.",
        ))
        .seldom("warning")
    }
}
