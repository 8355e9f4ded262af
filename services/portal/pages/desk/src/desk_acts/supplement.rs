//! The supplement (Mẫu 02): asked once and completely, supplied in part or whole.

use proto::routing::v1::Component;

use super::Counter;
use portal_ui::{
    fields::{Choice, Field, Kind},
    view::form::ActForm,
};

impl Counter<'_> {
    fn components(&self, keep: impl Fn(&Component) -> bool) -> Vec<Choice> {
        let kept = self.procedure.components.iter().filter(|one| keep(one));
        kept.map(|one| Choice {
            value: one.key.clone(),
            label: one.name.clone(),
        })
        .collect()
    }

    /// Begins with what an agency wants asked; beyond the first time the law wants a ground and
    /// somebody who approved it (NĐ 61/2018/NĐ-CP Điều 19.4).
    pub fn asking(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let needed = self.d.needed.clone().unwrap_or_default();
        let again = self.d.supplements_asked > 0;
        let mut fields = vec![
            Field::new(
                "components",
                pick("Còn thiếu giấy tờ nào", "What is missing"),
                Kind::Checks(self.components(|_| true)),
            )
            .hint(pick(
                "Chỉ được yêu cầu một lần, đầy đủ",
                "Asked once, with everything in it",
            ))
            .value(&needed.components.join("\n")),
            Field::new(
                "reason",
                pick("Lý do, hướng dẫn người nộp", "Reason and guidance"),
                Kind::Paragraph,
            )
            .value(&needed.reason),
        ];
        if again {
            fields.push(
                Field::new(
                    "ground",
                    pick("Căn cứ yêu cầu thêm lần nữa", "Ground for asking again"),
                    Kind::Text,
                )
                .hint(pick(
                    "Trưởng Bộ phận Một cửa phê duyệt bằng cách tự gửi yêu cầu này",
                    "The head of the desk approves it by sending it",
                )),
            );
        }
        let form = ActForm::new(
            "bo-sung",
            pick("Yêu cầu bổ sung (Mẫu 02)", "Ask for a supplement (form 02)"),
            pick("Gửi Phiếu yêu cầu bổ sung", "Ask the applicant"),
            fields,
        );
        if self.d.needed.is_some() {
            form
        } else {
            form.seldom("secondary")
        }
    }

    pub fn supplying(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let missing = self.components(|one| self.d.asked.contains(&one.key));
        ActForm::new(
            "nhan-bo-sung",
            pick("Nhận giấy tờ bổ sung", "Take in what was asked for"),
            pick("Nhận giấy tờ bổ sung", "Take in"),
            vec![Field::new(
                "papers",
                pick("Giấy tờ đã nhận", "Papers handed in"),
                Kind::Checks(missing),
            )],
        )
        .note(pick(
            "Nộp một phần cũng nhận; thời hạn tính tiếp khi đã đủ.",
            "Part of it is taken in, too; time counts again once nothing is missing.",
        ))
    }
}
