//! A procedure as rows an administrator reads: what a comparison compares.

use catalogue::{
    AllowanceKind, Catalogue, Channel, ClockStart, Component, FieldKind, FormField, LegKind,
    LegSpec, Procedure, RoleKey, SupplementPolicy,
};
use kernel::working_time::Term;

/// One thing of a procedure: a paper, a leg, a question; and its attributes in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which part of the procedure it belongs to, such as `Khâu`.
    pub group: &'static str,
    /// What tells it from others of its group; empty where there is but one.
    pub key: String,
    pub title: String,
    pub rows: Vec<(String, String)>,
}

impl Item {
    pub fn new(group: &'static str, key: &str, title: &str) -> Self {
        Self {
            group,
            key: key.to_owned(),
            title: title.to_owned(),
            rows: Vec::new(),
        }
    }

    pub fn row(mut self, name: &str, value: impl Into<String>) -> Self {
        self.rows.push((name.to_owned(), value.into()));
        self
    }

    /// A row only where there is something to say.
    pub fn row_if(self, name: &str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.row(name, value),
            None => self,
        }
    }
}

pub fn describe(catalogue: &Catalogue, procedure: &Procedure) -> Vec<Item> {
    let mut items = vec![general(procedure), time(procedure)];
    items.extend(procedure.components.iter().map(component));
    items.extend(procedure.fields.iter().map(field));
    items.extend(
        procedure
            .legs
            .iter()
            .map(|spec| leg(catalogue, procedure, spec)),
    );
    items.extend(procedure.opinions.iter().map(|opinion| {
        let key = format!("{}/{}", opinion.on, opinion.of);
        Item::new("Lấy ý kiến", &key, &opinion.title)
            .row("tên", &opinion.title)
            .row("cơ quan", role(catalogue, &opinion.of))
            .row("thời gian", opinion.term.sentence())
    }));
    items
}

fn general(procedure: &Procedure) -> Item {
    let level = procedure.level.clone();
    Item::new("Thông tin chung", "", "")
        .row("tên", &procedure.name)
        .row("lĩnh vực", &procedure.field)
        .row("cấp thực hiện", level)
        .row("nơi tiếp nhận", procedure.receiving.join(", "))
        .row("cách nộp", channels(&procedure.channels))
        .row("kết quả", &procedure.result)
        .row_if(
            "phí, lệ phí (đồng)",
            procedure.fee.map(|fee| fee.to_string()),
        )
        .row("phí, lệ phí", &procedure.fee_text)
        .row("trả kết quả ngay", yes(procedure.immediate))
        .row("căn cứ pháp lý", procedure.legal_basis.join("; "))
        .row("đã đối chiếu", yes(procedure.verified))
}

fn time(procedure: &Procedure) -> Item {
    let mut item = Item::new("Thời hạn", "", "")
        .row("thời hạn giải quyết", procedure.term.sentence())
        .row_if(
            "nhận sau giờ này tính từ ngày sau",
            procedure
                .start
                .cutoff
                .map(|at| at.format("%H:%M").to_string()),
        )
        .row(
            "thời hạn tính từ",
            match procedure.clock {
                ClockStart::Reception => "khi tiếp nhận",
                ClockStart::FirstCustody => "khi cơ quan giải quyết nhận hồ sơ",
            },
        );
    if procedure.phases.len() > 1 {
        for (n, term) in (1..).zip(&procedure.phases) {
            item = item.row(&format!("giai đoạn {n}"), term.sentence());
        }
    }
    for variant in &procedure.variants {
        let terms: Vec<String> = variant.phases.iter().map(Term::sentence).collect();
        let name = format!("thời hạn khi {}", variant.when.sentence(procedure));
        item = item.row(&name, terms.join("; "));
    }
    for allowance in &procedure.allowances {
        let kind = match allowance.kind {
            AllowanceKind::Desk => "bộ phận một cửa",
            AllowanceKind::Unallocated => "chưa phân bổ",
        };
        let name = format!("{kind}, giai đoạn {}", allowance.phase);
        item = item.row(&name, allowance.term.sentence());
    }
    match &procedure.supplement {
        None => item,
        Some(rule) => item
            .row("số lần yêu cầu bổ sung", rule.value.limit.to_string())
            .row(
                "khi bổ sung đủ",
                match rule.value.policy {
                    SupplementPolicy::Restart => "tính lại từ đầu",
                    SupplementPolicy::Extend => "cộng thêm thời gian chờ",
                },
            )
            .row("hạn bổ sung", rule.value.answer_within.sentence())
            .row("yêu cầu bổ sung trong", rule.value.ask_within.sentence()),
    }
}

fn component(component: &Component) -> Item {
    Item::new("Thành phần hồ sơ", &component.key, &component.name)
        .row("tên", &component.name)
        .row_if("mẫu", component.form.clone())
        .row("bản chính", component.originals.to_string())
        .row("bản sao", component.copies.to_string())
        .row("bắt buộc", yes(component.required))
        .row_if("khi nào phải nộp", component.condition.clone())
}

fn field(field: &FormField) -> Item {
    let kind = match &field.kind {
        FieldKind::Text => "chữ".to_owned(),
        FieldKind::Paragraph => "đoạn văn".to_owned(),
        FieldKind::Date => "ngày".to_owned(),
        FieldKind::CitizenId => "số định danh".to_owned(),
        FieldKind::PartyId => "số định danh, mã số thuế hoặc hộ chiếu".to_owned(),
        FieldKind::Phone => "số điện thoại".to_owned(),
        FieldKind::Amount => "số tiền".to_owned(),
        FieldKind::Area => "diện tích".to_owned(),
        FieldKind::Choice(choices) => {
            let choices: Vec<String> = choices
                .iter()
                .map(|(kept, label)| format!("{label} [{kept}]"))
                .collect();
            format!("chọn một: {}", choices.join("; "))
        }
    };
    Item::new("Tờ khai", &field.key, &field.label)
        .row("câu hỏi", &field.label)
        .row("kiểu", kind)
        .row("bắt buộc", yes(field.required))
        .row_if("gợi ý", field.hint.clone())
}

fn leg(catalogue: &Catalogue, procedure: &Procedure, leg: &LegSpec) -> Item {
    let kind = match leg.kind {
        LegKind::Work => "cơ quan giải quyết",
        LegKind::Payment => "chờ nộp tiền",
        LegKind::Return => "trả kết quả",
        LegKind::Wait => "chờ theo luật định",
    };
    let steps: Vec<String> = leg
        .steps
        .iter()
        .map(|step| format!("{} {}", step.title, step.term.sentence()))
        .collect();
    let norm = leg
        .term
        .as_ref()
        .map_or_else(|| "chưa định".to_owned(), Term::sentence);
    Item::new("Khâu", &leg.key, &leg.title)
        .row("việc", &leg.title)
        .row("cơ quan", role(catalogue, &leg.by))
        .row("loại", kind)
        .row("sau khâu", super::listed(leg.after.iter().cloned()))
        .row("giai đoạn", leg.phase.to_string())
        .row("thời gian", norm)
        .row_if(
            "thời gian ở địa bàn khó khăn",
            leg.difficult.as_ref().map(Term::sentence),
        )
        .row_if(
            "các bước",
            Some(steps.join("; ")).filter(|steps| !steps.is_empty()),
        )
        .row_if(
            "chỉ khi",
            leg.when.as_ref().map(|when| when.sentence(procedure)),
        )
        .row("tính vào thời hạn", yes(leg.counts))
        .row("lãnh đạo phê duyệt", yes(leg.approval))
        .row("tự động", yes(leg.automatic))
        .row("công việc", &leg.task)
}

pub fn role(catalogue: &Catalogue, key: &RoleKey) -> String {
    let title = catalogue.role(key).map_or("?", |role| role.title.as_str());
    format!("{title} [{key}]")
}

fn channels(channels: &[Channel]) -> String {
    let name = |channel: &Channel| match channel {
        Channel::Counter => "trực tiếp",
        Channel::Online => "trực tuyến",
        Channel::Post => "bưu chính công ích",
    };
    channels.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub fn yes(is: bool) -> &'static str {
    if is { "có" } else { "không" }
}
