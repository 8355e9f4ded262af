//! Which acts a case allows at its stage, and the form of each.

use proto::{
    agency::v1::{Case, CaseStage},
    routing::v1::GetProcedureResponse,
};

use crate::{
    directory::Names,
    fields::{Choice, Errors, Field, Fields, Kind},
    services::Service,
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

/// One act as the page offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActForm {
    /// The last part of the address it is sent to.
    pub act: &'static str,
    pub title: String,
    pub button: &'static str,
    pub note: &'static str,
    pub fields: Vec<Field>,
    /// "" for the main act, else secondary or warning.
    pub tone: &'static str,
    /// A second button that only computes, and its act.
    pub preview: Option<(&'static str, &'static str)>,
    pub open: bool,
}

impl ActForm {
    fn new(act: &'static str, title: &str, button: &'static str, fields: Vec<Field>) -> Self {
        let own = |field: Field| Field {
            id: format!("{act}-{}", field.id),
            ..field
        };
        Self {
            act,
            title: title.to_owned(),
            button,
            note: "",
            fields: fields.into_iter().map(own).collect(),
            tone: "",
            preview: None,
            open: true,
        }
    }
    fn note(mut self, note: &'static str) -> Self {
        self.note = note;
        self
    }
    /// Folded away: for what is done seldom.
    fn seldom(mut self, tone: &'static str) -> Self {
        (self.tone, self.open) = (tone, false);
        self
    }
    fn known(mut self, known: &Fields) -> Self {
        for field in &mut self.fields {
            if field.value.is_empty() {
                known.get(&field.name).clone_into(&mut field.value);
            }
        }
        self
    }
    /// With what was sent, and what was wrong with it.
    pub fn filled(mut self, sent: &Fields, errors: &Errors) -> Self {
        self.fields = self
            .fields
            .into_iter()
            .map(|field| field.filled(sent, errors))
            .collect();
        self.open = true;
        self
    }
}

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

/// The acts that the stage of `case` allows, the main one first.
pub fn forms(
    case: &Case,
    procedure: &GetProcedureResponse,
    host: Service,
    known: &Fields,
    names: &Names,
) -> Vec<ActForm> {
    let own = own(case, host, known);
    let special = |act| special(act, procedure, names).known(known);
    let offered = || {
        vec![
            ActForm::new("nhan", "Nhận việc", "Nhận và thụ lý", Vec::new()),
            ActForm::new("tu-choi", "Từ chối nhận", "Từ chối nhận", vec![refusing()])
                .seldom("warning"),
        ]
    };
    let give_back = || {
        let reason = Field::new("reason", "Lý do trả lại", Kind::Paragraph);
        ActForm::new("tra-lai", "Trả lại nơi chuyển đến", "Trả lại", vec![reason]).seldom("warning")
    };
    let approve = || {
        ActForm::new(
            "duyet",
            "Phê duyệt kết luận",
            "Phê duyệt, vai lãnh đạo",
            Vec::new(),
        )
        .note("Người phê duyệt phải khác người trình.")
    };
    match (case.stage(), own) {
        (CaseStage::Offered, _) => offered(),
        (CaseStage::Held, Some(act)) => vec![special(act), concluding(case, true), give_back()],
        (CaseStage::Held, None) => vec![concluding(case, false), give_back()],
        (CaseStage::Proposed, _) => vec![approve(), give_back()],
        (CaseStage::Approved, _) => {
            let complete = ActForm::new(
                "hoan-thanh",
                "Hoàn thành, chuyển đi",
                "Hoàn thành",
                Vec::new(),
            );
            vec![
                complete
                    .note("Kết luận đã duyệt được ghi vào sổ và chuyển đi; không sửa lại được."),
                give_back(),
            ]
        }
        _ => Vec::new(),
    }
}

fn choices<const N: usize>(of: [(&str, &str); N]) -> Vec<Choice> {
    of.map(|(value, label)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    })
    .into()
}

const REFUSALS: [(&str, &str); 3] = [
    ("not-competent", "Không thuộc thẩm quyền của đơn vị"),
    ("wrong-papers", "Giấy tờ chuyển đến không đúng hồ sơ"),
    ("duplicate", "Trùng với việc đã nhận"),
];

fn refusing() -> Field {
    Field::new(
        "reason",
        "Lý do từ chối nhận",
        Kind::Radios(choices(REFUSALS)),
    )
}

/// The words of a refusal's reason; anything else as it came.
pub fn refuse_words(reason: &str) -> &str {
    REFUSALS
        .iter()
        .find(|(value, _)| *value == reason)
        .map_or(reason, |(_, label)| label)
}

/// The conclusion of a leg; only a refusal where the service's own act grants.
fn concluding(case: &Case, only_refusal: bool) -> ActForm {
    let (act, button) = if case.approval {
        ("trinh", "Trình lãnh đạo")
    } else {
        ("ket-luan", "Hoàn thành, chuyển đi")
    };
    let granted = Field::new(
        "conclusion.granted",
        "Kết luận",
        Kind::Radios(if only_refusal {
            choices([("no", "Không đủ điều kiện giải quyết")])
        } else {
            choices([
                ("yes", "Đủ điều kiện, giải quyết"),
                ("no", "Không đủ điều kiện giải quyết"),
            ])
        }),
    );
    let granted = granted.value(if only_refusal { "no" } else { "yes" });
    let document = Field::new("conclusion.document", "Số văn bản của khâu này", Kind::Text);
    let reason = Field::new("conclusion.reason", "Lý do", Kind::Paragraph).optional();
    let needed = "Bắt buộc khi không đủ điều kiện";
    let mut fields = vec![granted];
    match case.task.as_str() {
        "tax-assessment" => fields.extend([
            document.hint("Số của thông báo nộp tiền đã ban hành"),
            Field::new("conclusion.amount", "Số tiền phải nộp (đồng)", Kind::Amount)
                .hint("Ghi 0 khi được miễn, và nêu căn cứ ở ô lý do"),
            Field::new("conclusion.pay_by", "Hạn nộp", Kind::Date).optional(),
            reason.hint(needed),
        ]),
        "tax-confirmation" => fields.extend([
            document.optional().hint("Số biên lai, giấy nộp tiền"),
            reason.hint("Được ghi nợ: để trống số biên lai và nêu căn cứ ghi nợ ở đây"),
        ]),
        _ => fields.extend([document.optional(), reason.hint(needed)]),
    }
    let title = if only_refusal {
        "Không đủ điều kiện"
    } else {
        "Kết luận"
    };
    let form = ActForm::new(act, title, button, fields);
    if only_refusal {
        form.seldom("secondary")
    } else {
        form
    }
}

fn special(act: &'static str, procedure: &GetProcedureResponse, names: &Names) -> ActForm {
    let communes: Vec<Choice> = names
        .communes()
        .into_iter()
        .map(|unit| Choice {
            value: unit.id.clone(),
            label: unit.name.clone(),
        })
        .collect();
    let place = || {
        vec![
            Field::new(
                "commune",
                "Xã, phường nơi có đất",
                Kind::Select(communes.clone()),
            ),
            Field::new("sheet", "Tờ bản đồ số", Kind::Text),
            Field::new("number", "Thửa đất số", Kind::Text),
        ]
    };
    let transferor = || {
        Field::new(
            "transferor_citizen_id",
            "Số định danh bên chuyển quyền",
            Kind::Digits,
        )
    };
    let yes_no = |name, label| {
        Field::new(
            name,
            label,
            Kind::Radios(choices([("yes", "Có"), ("no", "Không")])),
        )
        .value("no")
    };
    let consent = || {
        yes_no(
            "mortgagee_consents",
            "Bên nhận thế chấp đồng ý (khi đất đang thế chấp)",
        )
    };
    let with = |more: Vec<Field>| place().into_iter().chain(more).collect::<Vec<_>>();
    match act {
        "tham-dinh" => ActForm::new(act, "Thẩm định với hồ sơ địa chính", "Thẩm định, lập Phiếu chuyển thông tin", with(vec![
            Field::new("area", "Diện tích theo hợp đồng (m²)", Kind::Area),
            transferor(),
            consent(),
        ]))
        .note("Hệ thống đối chiếu thửa đất, người chuyển quyền, hạn chế quyền; đủ điều kiện thì lập phiếu gửi cơ quan thuế."),
        "dang-ky" => ActForm::new(act, "Đăng ký biến động, cấp Giấy chứng nhận", "Lập đăng ký, cấp số Giấy chứng nhận", with(vec![
            transferor(),
            Field::new("to.0.name", "Họ tên bên nhận chuyển quyền", Kind::Text),
            Field::new("to.0.citizen_id", "Số định danh bên nhận chuyển quyền", Kind::Digits),
            consent(),
        ]))
        .note("Khi được duyệt, giấy chứng nhận cũ hết hiệu lực và giấy mới có hiệu lực."),
        "the-chap" => ActForm::new(act, "Đăng ký thế chấp", "Đăng ký, ghi thời điểm đến phút", with(vec![
            Field::new("mortgagee", "Bên nhận thế chấp", Kind::Text),
            Field::new("contract", "Số hợp đồng thế chấp", Kind::Text),
        ])),
        "cap-lai" => ActForm::new(act, "Hủy giấy bị mất, cấp lại Giấy chứng nhận", "Cấp lại Giấy chứng nhận", with(vec![
            Field::new("lost_serial", "Số phát hành Giấy chứng nhận bị mất", Kind::Text).optional(),
        ])),
        _ => {
            let group = procedure.fields.iter().find(|field| field.key == "group");
            let groups = group.map(|field| &field.options).into_iter().flatten();
            let groups = groups.map(|option| Choice { value: option.value.clone(), label: option.label.clone() });
            let mut form = ActForm::new("tro-cap", "Xét trợ cấp theo quy định", "Trình quyết định", vec![
                Field::new("facts.date_of_birth", "Ngày sinh của đối tượng", Kind::Date),
                Field::new("facts.circumstances.0.kind", "Nhóm đối tượng", Kind::Select(groups.collect())),
                Field::new("facts.circumstances.0.children", "Số con đang nuôi", Kind::Text).hint("Chỉ với người đơn thân nuôi con").optional(),
                yes_no("facts.poor_household", "Thuộc hộ nghèo"),
                yes_no("facts.has_pension", "Có lương hưu hoặc trợ cấp bảo hiểm xã hội"),
                Field::new("facts.disability_certified_on", "Ngày cấp giấy xác nhận khuyết tật", Kind::Date).optional(),
            ])
            .note("Mức hưởng do hệ thống tính theo quy định có hiệu lực, kèm cách tính.");
            form.preview = Some(("tinh-thu", "Tính thử"));
            form
        }
    }
}

#[cfg(test)]
mod tests;
