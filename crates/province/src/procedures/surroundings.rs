//! What procedures stand on, as rows: the calendar, the rules, who plays which part, the units.

use catalogue::{Catalogue, Rule, SupplementPolicy, Unit, UnitRule};
use chrono::NaiveDate;

use super::{
    describe::{Item, role, yes},
    listed,
};

pub fn surroundings(catalogue: &Catalogue) -> Vec<Item> {
    let mut items = vec![hours(catalogue), rules(catalogue)];
    items.extend(catalogue.calendar_days().iter().map(|day| {
        Item::new("Ngày nghỉ, ngày làm bù", &day.date.to_string(), &day.name)
            .row("tên", &day.name)
            .row("loại", &day.kind)
            .row("đã đối chiếu", yes(day.verified))
    }));
    items.extend(catalogue.roles().map(|role| {
        Item::new("Vai trò", role.key.as_str(), &role.title)
            .row("tên", &role.title)
            .row("đơn vị", unit_rule(&role.unit))
            .row("hệ thống", &role.host)
    }));
    items.extend(catalogue.delegations().iter().map(|given| {
        let key = format!(
            "{}@{} {}",
            given.role,
            given.valid_from,
            unit_rule(&given.unit)
        );
        Item::new("Ủy quyền, phân cấp", &key, &role(catalogue, &given.role))
            .row("đơn vị", unit_rule(&given.unit))
            .row("hệ thống", &given.host)
            .row("đến hết", date(given.valid_to))
            .row("lĩnh vực", listed(given.fields.clone()))
            .row("thủ tục", listed(given.procedures.clone()))
            .row("nơi", listed(given.places.iter().map(ToString::to_string)))
            .row("căn cứ", &given.source)
    }));
    items.extend(catalogue.units().map(unit));
    items
}

fn hours(catalogue: &Catalogue) -> Item {
    let covers = catalogue.calendar().covers();
    let item = Item::new("Lịch làm việc", "", "");
    if covers.is_empty() {
        return item.row("có dữ liệu", "không");
    }
    let rest = catalogue.calendar().weekly_rest();
    let mut item = item
        .row(
            "có dữ liệu",
            format!("{} đến {}", covers.start(), covers.end()),
        )
        .row(
            "nghỉ hằng tuần",
            listed(rest.iter().map(ToString::to_string)),
        );
    for (from, spans) in catalogue.calendar().hours_during(covers.clone()) {
        let spans = spans
            .iter()
            .map(|(a, b)| format!("{}-{}", a.format("%H:%M"), b.format("%H:%M")));
        item = item.row(&format!("giờ làm việc từ {from}"), listed(spans));
    }
    item
}

fn rules(catalogue: &Catalogue) -> Item {
    fn row<T>(item: Item, name: &str, rule: &Rule<T>, value: String) -> Item {
        item.row(name, value)
            .row(&format!("{name}: đã đối chiếu"), yes(rule.verified))
    }
    let rules = catalogue.rules();
    let asked = &rules.supplement.value;
    let policy = match asked.policy {
        SupplementPolicy::Restart => "tính lại từ đầu",
        SupplementPolicy::Extend => "cộng thêm thời gian chờ",
    };
    let supplement = format!(
        "tối đa {} lần; {policy}; người dân bổ sung trong {}; cơ quan yêu cầu trong {}; \
         lần sau cần căn cứ và người duyệt: {}",
        asked.limit,
        asked.answer_within.sentence(),
        asked.ask_within.sentence(),
        yes(asked.second_needs_approver)
    );
    let warning = &rules.warning.value;
    let warning = format!(
        "khâu {}, hồ sơ {}",
        warning.leg.sentence(),
        warning.dossier.sentence()
    );
    let item = Item::new("Quy tắc", "", "");
    let item = row(item, "bổ sung", &rules.supplement, supplement);
    let moved = rules.reappointments.value.to_string();
    let item = row(item, "số lần hẹn lại", &rules.reappointments, moved);
    let before = rules.apology_before.value.sentence();
    let item = row(item, "xin lỗi trước hạn", &rules.apology_before, before);
    let item = row(item, "cảnh báo trước hạn", &rules.warning, warning);
    let offer = rules.offer_expires.value.sentence();
    let item = row(item, "nhận chuyển giao trong", &rules.offer_expires, offer);
    let cutoff = rules.forwarding.value.cutoff.format("%H:%M").to_string();
    let item = row(
        item,
        "chuyển trong ngày nếu nhận trước",
        &rules.forwarding,
        cutoff,
    );
    let opinion = rules.opinion.value.sentence();
    let item = row(item, "cho ý kiến trong", &rules.opinion, opinion);
    let online = rules.online_reply.value.sentence();
    row(
        item,
        "trả lời hồ sơ trực tuyến trong",
        &rules.online_reply,
        online,
    )
}

fn unit(unit: &Unit) -> Item {
    let ids = |ids: &[kernel::UnitId]| listed(ids.iter().map(ToString::to_string));
    let difficult = unit
        .difficult
        .iter()
        .map(|mark| format!("{} đến {}", date(mark.from), date(mark.to)));
    Item::new("Đơn vị", unit.id.as_str(), &unit.name)
        .row("tên", &unit.name)
        .row("loại", &unit.kind)
        .row(
            "trực thuộc",
            listed(unit.parent.iter().map(ToString::to_string)),
        )
        .row("từ", date(unit.valid_from))
        .row("đến hết", date(unit.valid_to))
        .row("tiền thân", ids(&unit.predecessors))
        .row("kế thừa bởi", ids(&unit.successors))
        .row("địa bàn khó khăn", listed(difficult))
}

fn unit_rule(rule: &UnitRule) -> String {
    match rule {
        UnitRule::ReceivingCentre => "bộ phận một cửa tiếp nhận".to_owned(),
        UnitRule::Fixed(unit) => unit.to_string(),
        UnitRule::PerCommune(prefix) => format!("{prefix}… của xã"),
        UnitRule::PerDistrict(prefix) => format!("{prefix}… của huyện"),
    }
}

fn date(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "không định".to_owned(), |date| date.to_string())
}
