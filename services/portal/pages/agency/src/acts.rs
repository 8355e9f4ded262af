//! Which acts a case allows at its stage, and the form of each.

mod general;
mod special;

use chrono::{DateTime, Utc};
use kernel::CaseId;
use proto::{
    agency::v1::{Apology, Case, CaseStage},
    routing::v1::GetProcedureResponse,
};

use self::general::{asking, concluding, needing, reassigning};
use portal_ui::{
    directory::Names,
    fields::{Choice, Field, Fields, Kind},
    frame::Lang,
    services::Service,
    view::form::{ActForm, choices},
};

/// Fields of acts, and the answers of the filing that they begin with.
pub const PREFILLED: [(&str, &str); 15] = [
    ("sheet", "map_sheet"),
    ("number", "parcel_number"),
    ("area", "area"),
    ("transferor_citizen_id", "transferor_id"),
    ("to.0.name", "transferee_name"),
    ("to.0.citizen_id", "transferee_id"),
    ("mortgagee", "mortgagee_name"),
    ("contract", "contract_number"),
    ("lost_serial", "certificate_number"),
    ("facts.date_of_birth", "beneficiary_birth"),
    ("facts.circumstances.0.kind", "group"),
    ("facts.circumstances.0.children", "children"),
    ("conclusion.document", ""),
    ("conclusion.reason", ""),
    ("reason", ""),
];

/// The host's own act by which alone a case of its task can end well.
fn own(case: &Case, host: Service, known: &Fields) -> Option<&'static str> {
    match (host, case.task.as_str()) {
        (Service::LandRecords, "examine") if known.has("transferor_citizen_id") => {
            Some("tham-dinh")
        }
        (Service::LandRecords, "register") if known.has("transferor_citizen_id") => Some("dang-ky"),
        (Service::LandRecords, "register") if known.has("mortgagee") => Some("the-chap"),
        (Service::LandRecords, "register") => Some("cap-lai"),
        (Service::SocialWelfare, "decide-allowance") => Some("tro-cap"),
        _ => None,
    }
}

/// A case, and what its forms are drawn with.
pub struct Drawing<'a> {
    pub case: &'a Case,
    pub procedure: &'a GetProcedureResponse,
    pub host: Service,
    pub known: &'a Fields,
    pub names: &'a Names,
    /// Who may be given the case.
    pub staff: Vec<Choice>,
    /// The name acts are recorded under.
    pub me: &'a str,
    /// Leads the unit.
    pub head: bool,
    pub now: DateTime<Utc>,
    pub lang: Lang,
}

impl Drawing<'_> {
    /// The acts that the stage of the case allows, the main one first.
    pub fn forms(&self) -> Vec<ActForm> {
        let mut forms = self.apologising();
        let own = own(self.case, self.host, self.known);
        let opinion = !self.case.opinion_for.is_empty();
        match (self.case.stage(), own) {
            (CaseStage::Offered, _) => {
                forms.extend(self.offered());
                if self.head {
                    forms.push(reassigning(self));
                }
            }
            (CaseStage::Held, Some(act)) => {
                let special = special::special(act, self.procedure, self.names, self.lang);
                forms.extend([special.known(self.known), concluding(self, true)]);
                forms.extend([asking(self), needing(self), reassigning(self)]);
                forms.push(self.giving_back());
            }
            (CaseStage::Held, None) if opinion => {
                forms.extend([concluding(self, false), reassigning(self)]);
                forms.push(self.giving_back());
            }
            (CaseStage::Held, None) => {
                forms.extend([concluding(self, false), asking(self), needing(self)]);
                forms.extend([reassigning(self), self.giving_back()]);
            }
            (CaseStage::Proposed, _) => {
                let own = self.case.proposer == self.me;
                if self.head && !own {
                    forms.extend([self.approving(), self.sending_back()]);
                } else if own {
                    forms.push(self.withdrawing());
                }
                forms.extend([reassigning(self), self.giving_back()]);
            }
            (CaseStage::Approved, _) => {
                forms.extend([self.completing(), reassigning(self), self.giving_back()]);
            }
            _ => {}
        }
        forms
    }

    fn offered(&self) -> [ActForm; 2] {
        let pick = |vi, en| self.lang.pick(vi, en);
        [
            ActForm::new(
                "nhan",
                pick("Nhận việc", "Take the case"),
                pick("Nhận và thụ lý", "Take in hand"),
                Vec::new(),
            ),
            ActForm::new(
                "tu-choi",
                pick("Từ chối nhận", "Decline"),
                pick("Từ chối nhận", "Decline"),
                vec![refusing(self.lang)],
            )
            .seldom("warning"),
        ]
    }

    fn giving_back(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let reason = Field::new(
            "reason",
            pick("Lý do trả lại", "Why it is given back"),
            Kind::Paragraph,
        );
        ActForm::new(
            "tra-lai",
            pick("Trả lại nơi chuyển đến", "Give back to where it came from"),
            pick("Trả lại", "Give back"),
            vec![reason],
        )
        .seldom("warning")
    }

    fn approving(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        ActForm::new(
            "duyet",
            pick("Phê duyệt kết luận", "Approve the conclusion"),
            pick("Phê duyệt", "Approve"),
            Vec::new(),
        )
        .note(pick(
            "Người phê duyệt phải khác người trình.",
            "Whoever approves must not be who proposed.",
        ))
    }

    /// Whoever proposed takes the step back, until the head has agreed.
    fn withdrawing(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        ActForm::new(
            "rut-lai",
            pick("Rút lại đề xuất", "Take the proposal back"),
            pick("Rút lại để sửa", "Take back"),
            Vec::new(),
        )
        .note(pick(
            "Đề xuất đang chờ lãnh đạo; rút lại được cho đến khi được phê duyệt.",
            "It waits for the head; it may be taken back until it is approved.",
        ))
    }

    /// The head sends a proposal back for correction.
    fn sending_back(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let reason = Field::new(
            "reason",
            pick("Cần sửa gì", "What has to be corrected"),
            Kind::Paragraph,
        );
        ActForm::new(
            "tra-sua",
            pick("Trả lại người trình để sửa", "Send back for correction"),
            pick("Trả lại để sửa", "Send back"),
            vec![reason],
        )
        .seldom("secondary")
    }

    fn completing(&self) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        ActForm::new(
            "hoan-thanh",
            pick("Hoàn thành, chuyển đi", "Complete and pass on"),
            pick("Hoàn thành", "Complete"),
            Vec::new(),
        )
        .note(pick(
            "Kết luận đã duyệt được ghi vào sổ và chuyển đi; không sửa lại được.",
            "The approved conclusion is entered and passed on; it cannot be changed.",
        ))
    }

    /// What the unit owes before anything else: reason and new date, then the head's signature
    /// (NĐ 61/2018/NĐ-CP Điều 19.9).
    fn apologising(&self) -> Vec<ActForm> {
        let open = matches!(
            self.case.stage(),
            CaseStage::Offered | CaseStage::Held | CaseStage::Proposed | CaseStage::Approved
        );
        match &self.case.apology {
            Some(owed) if open && owed.may_move && owed.signed_at.is_none() => {
                if owed.reason.is_empty() {
                    vec![self.stating(owed)]
                } else if self.head && owed.stated_by != self.me {
                    vec![self.signing(owed), self.stating(owed).seldom("secondary")]
                } else {
                    vec![self.stating(owed).seldom("secondary")]
                }
            }
            _ => Vec::new(),
        }
    }

    fn stating(&self, owed: &Apology) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        let reason = Field::new(
            "reason",
            pick("Lý do chậm", "Why it is late"),
            Kind::Paragraph,
        )
        .hint(pick(
            "In trên phiếu gửi người nộp; không ghi tên, số định danh của cá nhân",
            "Printed on the letter to the applicant; name no person in it",
        ));
        let date = Field::new(
            "new_due",
            pick("Ngày, giờ hẹn trả mới", "New date and hour"),
            Kind::Moment,
        )
        .hint(pick(
            "Một giờ làm việc, sau ngày đã hẹn",
            "A working hour after the promised date",
        ));
        ActForm::new(
            "neu-ly-do",
            pick(
                "Xin lỗi và hẹn lại ngày trả kết quả (Mẫu 04)",
                "Apologise and give a new date (form 04)",
            ),
            pick(
                "Trình lãnh đạo ký phiếu xin lỗi",
                "Put before the head to sign",
            ),
            vec![
                reason.value(&owed.reason),
                date.value(&portal_ui::format::input_moment(owed.new_due.as_ref())),
            ],
        )
        .note(self.too_late(owed))
    }

    /// The law wants it before the date (NĐ 61/2018/NĐ-CP Điều 19.9); empty while it is in time.
    fn too_late(&self, owed: &Apology) -> &'static str {
        let due = portal_ui::format::moment(owed.due.as_ref());
        if due.is_none_or(|due| self.now <= due) {
            return "";
        }
        self.lang.pick(
            "Ngày hẹn đã qua: lời xin lỗi ký lúc này chỉ được ghi lại, ngày hẹn không đổi và đơn vị vẫn bị tính là quá hạn không xin lỗi (khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP). Hãy trả kết quả sớm nhất.",
            "The promised date has passed: an apology signed now is only written down, the date does not move and the breach stands (Decree 61/2018/NĐ-CP, art. 19.9). Return the result as soon as possible.",
        )
    }

    fn signing(&self, owed: &Apology) -> ActForm {
        let pick = |vi, en| self.lang.pick(vi, en);
        ActForm::new(
            "ky-xin-loi",
            pick(
                "Ký phiếu xin lỗi và hẹn lại ngày trả kết quả (Mẫu 04)",
                "Sign the apology with the new date (form 04)",
            ),
            pick("Ký phiếu xin lỗi", "Sign the apology"),
            Vec::new(),
        )
        .note(
            format!(
                "{}: {}. {}: {}. {}",
                pick("Hẹn lại", "New date"),
                portal_ui::format::stamp(owed.new_due.as_ref(), self.lang),
                pick("Lý do chậm", "Why it is late"),
                owed.reason.trim_end_matches('.'),
                self.too_late(owed),
            )
            .trim_end(),
        )
    }
}

/// A fresh id for what a form creates, so that sending it twice creates one.
fn minted(name: &str) -> Field {
    Field::new(name, "", Kind::Hidden).value(&CaseId::mint().to_string())
}

const REFUSALS: [(&str, &str, &str); 3] = [
    (
        "not-competent",
        "Không thuộc thẩm quyền của đơn vị",
        "Not this unit's competence",
    ),
    (
        "wrong-papers",
        "Giấy tờ chuyển đến không đúng hồ sơ",
        "The papers are not those of the dossier",
    ),
    ("duplicate", "Trùng với việc đã nhận", "Taken already"),
];

fn refusing(lang: Lang) -> Field {
    Field::new(
        "reason",
        lang.pick("Lý do từ chối nhận", "Why it is declined"),
        Kind::Radios(choices(
            REFUSALS.map(|(value, vi, en)| (value, lang.pick(vi, en))),
        )),
    )
}

/// The words of a refusal's reason; anything else as it came.
pub fn refuse_words(reason: &str, lang: Lang) -> &str {
    REFUSALS
        .iter()
        .find(|(value, ..)| *value == reason)
        .map_or(reason, |(_, vi, en)| lang.pick(vi, en))
}

#[cfg(test)]
mod tests;
