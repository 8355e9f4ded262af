//! What the one-stop desk may do with a dossier at its stage, and the form of each act.

mod papers;
mod supplement;

pub use papers::PERSON;

use proto::{
    intake::v1::{Stage, TrackDossierResponse},
    routing::v1::{GetProcedureResponse, Leg},
};

use portal_ui::view::form::{ActForm, choices};
use portal_ui::{
    directory::Names,
    fields::{Choice, Field, Kind},
    filing::person_hint,
    frame::Lang,
    said::within,
};

/// The field that carries the version of the dossier an act was decided on.
pub const VERSION: &str = "expected_version";

/// A dossier, and what its forms are drawn with.
pub struct Counter<'a> {
    pub d: &'a TrackDossierResponse,
    pub procedure: &'a GetProcedureResponse,
    pub legs: &'a [Leg],
    pub names: &'a Names,
    /// The head of the desk, where it is the head who looks: an apology goes out over their name.
    pub head: Option<&'a str>,
    pub lang: Lang,
}

impl Counter<'_> {
    /// The acts its stage allows, the main one first.
    pub fn forms(&self) -> Vec<ActForm> {
        let received = self.d.received_at.is_some();
        let mut forms = match self.d.stage() {
            Stage::Submitted => vec![
                self.receiving(),
                self.asking(),
                self.refusing(),
                self.withdrawing(),
            ],
            Stage::InProgress | Stage::ClockStopped => {
                let mut forms = vec![self.asking()];
                forms.extend(self.moving());
                forms.extend([self.withdrawing(), self.stopping()]);
                forms
            }
            Stage::AwaitingSupplement if received => {
                let mut forms = vec![self.supplying()];
                forms.extend(self.moving());
                forms.extend([self.withdrawing(), self.stopping()]);
                forms
            }
            Stage::AwaitingSupplement => {
                vec![self.supplying(), self.refusing(), self.withdrawing()]
            }
            Stage::Settled => vec![self.returning(), self.correcting()],
            Stage::Returned => vec![self.correcting()],
            Stage::Correcting => self.moving().into_iter().collect(),
            Stage::Unspecified
            | Stage::Refused
            | Stage::Withdrawn
            | Stage::Stopped
            | Stage::Lapsed => Vec::new(),
        };
        forms.extend(self.papers());
        // Each act says which dossier it was decided on: another one by now is told, not overrun.
        for form in &mut forms {
            let version = Field::new(VERSION, "", Kind::Hidden).value(&self.d.version.to_string());
            let id = format!("{}-{VERSION}", form.act);
            form.fields.push(Field { id, ..version });
            form.preview = self.letter(form.act);
        }
        forms
    }

    /// The button that shows the letter before it goes out.
    fn letter(&self, act: &str) -> Option<(&'static str, &'static str)> {
        let pick = |vi, en| self.lang.pick(vi, en);
        Some(match act {
            "bo-sung" => ("xem-bo-sung", pick("Xem trước Mẫu 02", "Show form 02")),
            "tu-choi" => ("xem-tu-choi", pick("Xem trước Mẫu 03", "Show form 03")),
            "xin-loi" => ("xem-xin-loi", pick("Xem trước Mẫu 04", "Show form 04")),
            "rut" => ("xem-rut", pick("Xem trước Mẫu 05", "Show form 05")),
            "dung" => ("xem-dung", pick("Xem trước Mẫu 05", "Show form 05")),
            _ => return None,
        })
    }

    fn receiving(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        ActForm::new(
            "tiep-nhan",
            pick("Tiếp nhận", "Receive"),
            pick("Tiếp nhận, cấp giấy hẹn", "Receive, issue the receipt"),
            Vec::new(),
        )
    }

    fn refusing(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let reason = Field::new(
            "reason",
            pick(
                "Lý do, ghi vào Mẫu 03 gửi người nộp",
                "Reason, for form 03 to the applicant",
            ),
            Kind::Paragraph,
        );
        ActForm::new(
            "tu-choi",
            pick("Từ chối tiếp nhận (Mẫu 03)", "Decline to receive (form 03)"),
            pick("Từ chối tiếp nhận", "Decline to receive"),
            vec![reason],
        )
        .seldom("warning")
    }

    fn withdrawing(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let reason = Field::new(
            "reason",
            pick("Lý do người nộp nêu", "The applicant's reason"),
            Kind::Paragraph,
        );
        ActForm::new(
            "rut",
            pick(
                "Rút hồ sơ theo đề nghị của người nộp",
                "Withdraw at the applicant's request",
            ),
            pick("Rút hồ sơ", "Withdraw"),
            vec![reason],
        )
        .seldom("warning")
    }

    fn stopping(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let reason = Field::new(
            "reason",
            pick(
                "Căn cứ pháp luật để dừng, ghi vào Mẫu 05",
                "Ground of law, for form 05",
            ),
            Kind::Paragraph,
        );
        ActForm::new(
            "dung",
            pick(
                "Dừng giải quyết hồ sơ (Mẫu 05)",
                "Stop the dossier (form 05)",
            ),
            pick("Dừng giải quyết", "Stop"),
            vec![reason],
        )
        .note(pick(
            "Chỉ dừng khi pháp luật quy định; người nộp nhận thông báo kèm lý do.",
            "Only where the law says so; the applicant is told why.",
        ))
        .seldom("warning")
    }

    /// The desk itself is late; the law allows one new date, and the head signs for it
    /// (NĐ 61/2018/NĐ-CP Điều 19.9). Nobody else is offered it, and nobody signs for another.
    fn moving(&self) -> Option<ActForm> {
        let pick = |vi, en| self.lang.pick(vi, en);
        let head = self.head?;
        let moved = self.d.appointment.as_ref()?.moved;
        if moved > 0 {
            return None;
        }
        let form = ActForm::new(
            "xin-loi",
            pick(
                "Xin lỗi, hẹn lại ngày trả do Bộ phận Một cửa chậm (Mẫu 04)",
                "Apologise with a new date: the desk is late (form 04)",
            ),
            pick("Phát phiếu xin lỗi, hẹn lại", "Issue the apology"),
            vec![
                Field::new(
                    "reason",
                    pick("Lý do chậm", "Why it is late"),
                    Kind::Paragraph,
                ),
                Field::new(
                    "due",
                    pick("Ngày, giờ hẹn trả mới", "New date and hour"),
                    Kind::Moment,
                ),
            ],
        );
        let form = form.note(&format!(
            "{} {}. {}",
            pick("Người ký:", "Signed by:"),
            within(self.lang, head),
            pick(
                "Khi cơ quan giải quyết gây chậm, cơ quan đó nêu lý do và ký.",
                "When an agency is late, the agency states the reason and signs.",
            )
        ));
        Some(form.seldom("secondary"))
    }

    fn returning(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let ways = choices([
            ("counter", pick("Tại quầy", "At the counter")),
            ("post", pick("Qua bưu chính", "By post")),
            ("electronic", pick("Bản điện tử", "Electronic copy")),
        ]);
        let proxy = pick(
            "Khi người nhận không phải chủ hồ sơ, hoặc chủ hồ sơ là tổ chức",
            "When somebody else takes it, or the owner is an organisation",
        );
        ActForm::new(
            "tra",
            pick("Trả kết quả", "Hand the result over"),
            pick("Trả kết quả", "Hand over"),
            vec![
                Field::new(
                    "method",
                    pick("Trả bằng cách nào", "How"),
                    Kind::Radios(ways),
                )
                .value("counter"),
                Field::new(
                    "tracking",
                    pick("Số hiệu bưu gửi", "Postal item number"),
                    Kind::Text,
                )
                .hint(pick("Khi trả qua bưu chính", "When sent by post"))
                .optional(),
                Field::new(
                    "proxy_name",
                    pick("Họ tên người nhận thay", "Name of who takes it"),
                    Kind::Text,
                )
                .hint(proxy)
                .optional(),
                Field::new(
                    "proxy_citizen_id",
                    pick(
                        "Số định danh người nhận thay",
                        "Their identification number",
                    ),
                    Kind::Party,
                )
                .hint(person_hint(self.lang))
                .optional(),
                Field::new(
                    "authorisation",
                    pick("Giấy ủy quyền, giấy giới thiệu", "Authorisation"),
                    Kind::Text,
                )
                .hint(pick(
                    "Số, ngày, nơi chứng thực",
                    "Number, date, certified where",
                ))
                .optional(),
            ],
        )
    }

    /// An agency's error is put right at its cost (NĐ 61/2018/NĐ-CP Điều 21).
    fn correcting(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let done = self.legs.iter().filter(|leg| {
            leg.done_at.is_some() && leg.opinion_for.is_empty() && !leg.host.is_empty()
        });
        let legs = done.map(|leg| Choice {
            value: leg.leg_id.clone(),
            label: format!("{}, {}", leg.title, leg.unit_name),
        });
        ActForm::new(
            "dinh-chinh",
            pick(
                "Đính chính do sai sót của cơ quan",
                "Correct an agency's error",
            ),
            pick("Mở đính chính, hẹn ngày trả", "Open the correction"),
            vec![
                Field::new(
                    "leg_id",
                    pick("Khâu có sai sót", "Where the error is"),
                    Kind::Select(legs.collect()),
                )
                .hint(pick(
                    "Để trống: khâu ban hành kết quả",
                    "Empty: the leg that made the result",
                ))
                .optional(),
                Field::new(
                    "reason",
                    pick("Sai sót gì", "What is wrong"),
                    Kind::Paragraph,
                ),
            ],
        )
        .note(pick(
            "Người nộp không phải trả phí và được hẹn một ngày riêng.",
            "Free of charge, with a date of its own.",
        ))
        .seldom("secondary")
    }
}

#[cfg(test)]
mod tests;
