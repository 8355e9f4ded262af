//! The acts every agency has on a case in its hands: conclude, ask, reassign.

use super::{Drawing, minted};
use portal_ui::{
    fields::{Choice, Field, Kind},
    view::form::{ActForm, choices},
};

/// The conclusion of a leg; only a refusal where the service's own act grants.
pub fn concluding(on: &Drawing<'_>, only_refusal: bool) -> ActForm {
    let pick = |vi, en| on.lang.pick(vi, en);
    let opinion = !on.case.opinion_for.is_empty();
    let (act, button) = match (on.case.approval, opinion) {
        (true, _) => ("trinh", pick("Trình lãnh đạo", "Put before the head")),
        (false, true) => ("ket-luan", pick("Gửi ý kiến", "Send the opinion")),
        (false, false) => (
            "ket-luan",
            pick("Hoàn thành, chuyển đi", "Complete and pass on"),
        ),
    };
    let form = ActForm::new(
        act,
        title(on, only_refusal),
        button,
        inputs(on, only_refusal),
    );
    if only_refusal {
        form.seldom("secondary")
    } else {
        form
    }
}

fn title(on: &Drawing<'_>, only_refusal: bool) -> &'static str {
    if only_refusal {
        on.lang.pick("Không đủ điều kiện", "Not eligible")
    } else if on.case.opinion_for.is_empty() {
        on.lang.pick("Kết luận", "Conclusion")
    } else {
        on.lang.pick("Trả lời ý kiến", "Answer")
    }
}

fn inputs(on: &Drawing<'_>, only_refusal: bool) -> Vec<Field> {
    let pick = |vi, en| on.lang.pick(vi, en);
    let yes = pick("Đủ điều kiện, giải quyết", "Eligible, granted");
    let no = pick("Không đủ điều kiện giải quyết", "Not eligible, refused");
    let granted = |options| {
        Field::new(
            "conclusion.granted",
            pick("Kết luận", "Conclusion"),
            Kind::Radios(options),
        )
    };
    let document = Field::new(
        "conclusion.document",
        pick("Số văn bản của khâu này", "Number of this leg's paper"),
        Kind::Text,
    );
    let reason = Field::new(
        "conclusion.reason",
        pick("Lý do", "Reason"),
        Kind::Paragraph,
    )
    .optional();
    let needed = pick(
        "Bắt buộc khi không đủ điều kiện",
        "Required when not eligible",
    );
    match on.case.task.as_str() {
        _ if !on.case.opinion_for.is_empty() => vec![
            granted(choices([
                ("yes", pick("Đồng ý", "Agreed")),
                ("no", pick("Không đồng ý", "Not agreed")),
            ]))
            .value("yes"),
            Field::new(
                "conclusion.reason",
                pick("Nội dung ý kiến", "The opinion"),
                Kind::Paragraph,
            ),
            document.optional(),
        ],
        _ if only_refusal => vec![
            granted(choices([("no", no)])).value("no"),
            document.optional(),
            reason.hint(needed),
        ],
        "tax-assessment" => vec![
            granted(choices([("yes", yes), ("no", no)])).value("yes"),
            document.hint(pick(
                "Số của thông báo nộp tiền đã ban hành",
                "Number of the notice to pay",
            )),
            Field::new(
                "conclusion.amount",
                pick("Số tiền phải nộp (đồng)", "Amount to pay (VND)"),
                Kind::Amount,
            )
            .hint(pick(
                "Ghi 0 khi được miễn, và nêu căn cứ ở ô lý do",
                "0 when exempt, with the ground as reason",
            )),
            Field::new("conclusion.pay_by", pick("Hạn nộp", "Pay by"), Kind::Date).optional(),
            reason.hint(needed),
        ],
        "tax-confirmation" => vec![
            granted(choices([("yes", yes), ("no", no)])).value("yes"),
            document
                .optional()
                .hint(pick("Số biên lai, giấy nộp tiền", "Number of the receipt")),
            reason.hint(pick(
                "Được ghi nợ: để trống số biên lai và nêu căn cứ ghi nợ ở đây",
                "Debt noted: leave the receipt empty and name the ground here",
            )),
        ],
        _ => vec![
            granted(choices([("yes", yes), ("no", no)])).value("yes"),
            document.optional(),
            reason.hint(needed),
        ],
    }
}

/// Another unit's opinion, with a date; the dossier stays (NĐ 61/2018/NĐ-CP Điều 19.5).
pub fn asking(on: &Drawing<'_>) -> ActForm {
    let pick = |vi, en| on.lang.pick(vi, en);
    let others = on.names.agencies().into_iter();
    let others = others.filter(|unit| unit.id != on.case.unit);
    let units = others.map(|unit| Choice {
        value: unit.id.clone(),
        label: unit.name.clone(),
    });
    ActForm::new(
        "lay-y-kien",
        pick("Lấy ý kiến cơ quan khác", "Ask another agency's opinion"),
        pick("Gửi lấy ý kiến", "Ask"),
        vec![
            minted("opinion_id"),
            Field::new(
                "unit",
                pick("Cơ quan được lấy ý kiến", "Agency asked"),
                Kind::Select(units.collect()),
            ),
            Field::new(
                "question",
                pick("Nội dung cần cho ý kiến", "What is asked"),
                Kind::Paragraph,
            ),
            Field::new(
                "answer_by",
                pick("Trả lời trước", "Answer by"),
                Kind::Moment,
            )
            .hint(pick(
                "Để trống: theo thời hạn của thủ tục",
                "Empty: the procedure's own term",
            ))
            .optional(),
        ],
    )
    .note(pick(
        "Hồ sơ vẫn do đơn vị giữ; thời gian chờ ý kiến là thời gian của đơn vị.",
        "The dossier stays with the unit, and so does the time.",
    ))
    .seldom("secondary")
}

/// The agency says what is missing; only the one-stop desk asks the person.
pub fn needing(on: &Drawing<'_>) -> ActForm {
    let pick = |vi, en| on.lang.pick(vi, en);
    let components = on.procedure.components.iter().map(|component| Choice {
        value: component.key.clone(),
        label: component.name.clone(),
    });
    ActForm::new(
        "can-bo-sung",
        pick("Đề nghị yêu cầu bổ sung", "Need a supplement"),
        pick(
            "Gửi Bộ phận Một cửa yêu cầu bổ sung",
            "Send to the one-stop desk",
        ),
        vec![
            Field::new(
                "components",
                pick("Còn thiếu giấy tờ nào", "What is missing"),
                Kind::Checks(components.collect()),
            )
            .hint(pick("Nêu một lần, đầy đủ", "All of it, at once")),
            Field::new(
                "reason",
                pick("Lý do, nội dung cần bổ sung", "Why, and what exactly"),
                Kind::Paragraph,
            ),
        ],
    )
    .note(pick(
        "Bộ phận Một cửa gửi Phiếu yêu cầu bổ sung (Mẫu 02); cơ quan không yêu cầu trực tiếp.",
        "The one-stop desk asks the person (form 02); the agency does not.",
    ))
    .seldom("secondary")
}

/// Another officer of the unit; the head may give it to anybody.
pub fn reassigning(on: &Drawing<'_>) -> ActForm {
    let pick = |vi, en| on.lang.pick(vi, en);
    ActForm::new(
        "phan-cong",
        pick("Phân công", "Assign"),
        pick("Phân công", "Assign"),
        vec![
            Field::new(
                "officer",
                pick("Giao cho", "Given to"),
                Kind::Select(on.staff.clone()),
            )
            .hint(pick("Người cùng đơn vị", "Of the same unit")),
            Field::new("reason", pick("Lý do", "Reason"), Kind::Paragraph),
        ],
    )
    .seldom("secondary")
}
