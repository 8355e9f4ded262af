//! The acts of a service's own: land registry, welfare.

use proto::routing::v1::GetProcedureResponse;

use portal_ui::{
    directory::Names,
    fields::{Choice, Field, Kind},
    view::form::{ActForm, choices},
};

pub fn special(act: &'static str, procedure: &GetProcedureResponse, names: &Names) -> ActForm {
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
