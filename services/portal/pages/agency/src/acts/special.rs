//! The acts of a service's own: land registry, welfare.

use proto::routing::v1::GetProcedureResponse;

use portal_ui::{
    directory::Names,
    fields::{Choice, Field, Kind},
    frame::Lang,
    view::form::{ActForm, choices},
};

pub fn special(
    act: &'static str,
    procedure: &GetProcedureResponse,
    names: &Names,
    lang: Lang,
) -> ActForm {
    let pick = |vi: &'static str, en: &'static str| lang.pick(vi, en);
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
                pick("Xã, phường nơi có đất", "Commune or ward of the land"),
                Kind::Select(communes.clone()),
            ),
            Field::new("sheet", pick("Tờ bản đồ số", "Map sheet"), Kind::Text),
            Field::new("number", pick("Thửa đất số", "Parcel number"), Kind::Text),
        ]
    };
    let transferor = || {
        Field::new(
            "transferor_citizen_id",
            pick(
                "Số định danh bên chuyển quyền",
                "Identity number of who transfers",
            ),
            Kind::Party,
        )
    };
    let yes_no = |name, label| {
        Field::new(
            name,
            label,
            Kind::Radios(choices([
                ("yes", pick("Có", "Yes")),
                ("no", pick("Không", "No")),
            ])),
        )
        .value("no")
    };
    let consent = || {
        yes_no(
            "mortgagee_consents",
            pick(
                "Bên nhận thế chấp đồng ý (khi đất đang thế chấp)",
                "The mortgagee consents (when mortgaged)",
            ),
        )
    };
    let with = |more: Vec<Field>| place().into_iter().chain(more).collect::<Vec<_>>();
    match act {
        "tham-dinh" => ActForm::new(act, pick("Thẩm định với hồ sơ địa chính", "Examine against the land register"), pick("Thẩm định, lập Phiếu chuyển thông tin", "Examine, draw up the slip to the tax office"), with(vec![
            Field::new("area", pick("Diện tích theo hợp đồng (m²)", "Area by the contract (m²)"), Kind::Area),
            transferor(),
            consent(),
        ]))
        .note(pick("Hệ thống đối chiếu thửa đất, người chuyển quyền, hạn chế quyền; đủ điều kiện thì lập phiếu gửi cơ quan thuế.", "Parcel, holder and restrictions are compared; where all is well the slip to the tax office is drawn up.")),
        "dang-ky" => ActForm::new(act, pick("Đăng ký biến động, cấp Giấy chứng nhận", "Register the change, issue the certificate"), pick("Lập đăng ký, cấp số Giấy chứng nhận", "Register, number the certificate"), with(vec![
            transferor(),
            Field::new("to.0.name", pick("Họ tên bên nhận chuyển quyền", "Name of who receives"), Kind::Text),
            Field::new("to.0.citizen_id", pick("Số định danh bên nhận chuyển quyền", "Identity number of who receives"), Kind::Party),
            consent(),
        ]))
        .note(pick("Khi được duyệt, giấy chứng nhận cũ hết hiệu lực và giấy mới có hiệu lực.", "Once approved, the old certificate is void and the new one in force.")),
        "the-chap" => ActForm::new(act, pick("Đăng ký thế chấp", "Register a mortgage"), pick("Đăng ký, ghi thời điểm đến phút", "Register, to the minute"), with(vec![
            Field::new("mortgagee", pick("Bên nhận thế chấp", "Mortgagee"), Kind::Text),
            Field::new("contract", pick("Số hợp đồng thế chấp", "Number of the mortgage contract"), Kind::Text),
        ])),
        "cap-lai" => ActForm::new(act, pick("Hủy giấy bị mất, cấp lại Giấy chứng nhận", "Void what was lost, issue the certificate anew"), pick("Cấp lại Giấy chứng nhận", "Issue anew"), with(vec![
            Field::new("lost_serial", pick("Số phát hành Giấy chứng nhận bị mất", "Serial of the lost certificate"), Kind::Text).optional(),
        ])),
        _ => {
            let group = procedure.fields.iter().find(|field| field.key == "group");
            let groups = group.map(|field| &field.options).into_iter().flatten();
            let groups = groups.map(|option| Choice { value: option.value.clone(), label: option.label.clone() });
            let mut form = ActForm::new("tro-cap", pick("Xét trợ cấp theo quy định", "Decide the allowance by the rules"), pick("Trình quyết định", "Put the decision before the head"), vec![
                Field::new("facts.date_of_birth", pick("Ngày sinh của đối tượng", "Date of birth"), Kind::Date),
                Field::new("facts.circumstances.0.kind", pick("Nhóm đối tượng", "Group"), Kind::Select(groups.collect())),
                Field::new("facts.circumstances.0.children", pick("Số con đang nuôi", "Children raised"), Kind::Text).hint(pick("Chỉ với người đơn thân nuôi con", "Only of a single parent")).optional(),
                yes_no("facts.poor_household", pick("Thuộc hộ nghèo", "Of a poor household")),
                yes_no("facts.has_pension", pick("Có lương hưu hoặc trợ cấp bảo hiểm xã hội", "Has a pension or social insurance")),
                Field::new("facts.disability_certified_on", pick("Ngày cấp giấy xác nhận khuyết tật", "Disability certified on"), Kind::Date).optional(),
            ])
            .note(pick("Mức hưởng do hệ thống tính theo quy định có hiệu lực, kèm cách tính.", "The amount follows from the rules in force; the working is shown."));
            form.preview = Some(("tinh-thu", pick("Tính thử", "Compute only")));
            form
        }
    }
}
