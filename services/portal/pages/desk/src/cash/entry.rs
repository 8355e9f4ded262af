//! What an officer types: its forms, and how it is read.

use chrono::{DateTime, Utc};
use portal_ui::{
    fields::{Choice, Errors, Field, Fields, Kind, amount},
    format,
    frame::Lang,
    view::form::ActForm,
};
use prost_types::Timestamp;

use super::purse::Purse;

/// Money by the notice that waits.
const TAKE: &str = "thu-tien";
/// The debt of the notice that waits.
const DEBT: &str = "ghi-no";
/// Money by a notice that waits no more.
const LATE: &str = "thu-muon";

/// What was typed, as far as it can be read.
pub struct Entry {
    act: &'static str,
    pub notice: String,
    /// The number of the receipt, or the ground of the debt.
    pub receipt: String,
    pub debt_noted: bool,
    /// The notice does not wait for it.
    pub late: bool,
    /// In đồng; zero where a debt is noted.
    pub amount: i64,
    pub taken_at: Option<Timestamp>,
    /// The same two as a person reads them.
    pub sum: String,
    pub when: String,
    typed: [String; 2],
}

impl Entry {
    /// # Errors
    /// What is missing or cannot be read, by the input.
    pub fn read(sent: &Fields, lang: Lang) -> Result<Self, Errors> {
        let act = match sent.get("viec") {
            DEBT => DEBT,
            LATE => LATE,
            _ => TAKE,
        };
        let debt_noted = act == DEBT;
        let mut errors = Errors::default();
        let mut wrong = |field: &str, vi, en| errors.push(field, lang.pick(vi, en));
        let amount = amount(sent.get("amount")).filter(|amount| *amount > 0);
        let taken_at = format::entered(sent.get("taken_at"));
        if !sent.has("notice") {
            wrong("notice", "Chọn thông báo nộp tiền.", "Choose the notice.");
        }
        match (sent.has("receipt"), debt_noted) {
            (true, _) => {}
            (false, false) => wrong(
                "receipt",
                "Nhập số biên lai hoặc số giấy nộp tiền.",
                "Enter the number of the receipt or payment slip.",
            ),
            (false, true) => wrong(
                "receipt",
                "Nhập căn cứ ghi nợ.",
                "Enter the ground of the debt note.",
            ),
        }
        if !debt_noted && amount.is_none() {
            wrong(
                "amount",
                "Nhập số tiền đã nhận, chỉ gồm số đồng, ví dụ 1.250.000.",
                "Enter the amount that was taken, in whole VND, for example 1,250,000.",
            );
        }
        if !debt_noted && taken_at.is_none() {
            wrong(
                "taken_at",
                "Nhập ngày, giờ đã nhận tiền.",
                "Enter the day and the hour the money came.",
            );
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let typed = ["amount", "taken_at"].map(|name| sent.get(name).to_owned());
        let amount = amount.filter(|_| !debt_noted).unwrap_or_default();
        let taken_at = taken_at.filter(|_| !debt_noted);
        Ok(Self {
            act,
            sum: format::money(amount, lang),
            when: format::stamp(taken_at.as_ref(), lang),
            notice: sent.get("notice").to_owned(),
            receipt: sent.get("receipt").to_owned(),
            debt_noted,
            late: act == LATE,
            amount,
            taken_at,
            typed,
        })
    }

    /// What the page that is looked at carries along.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        let [amount, taken_at] = self.typed.clone();
        vec![
            ("viec", self.act.to_owned()),
            ("notice", self.notice.clone()),
            ("receipt", self.receipt.clone()),
            ("amount", amount),
            ("taken_at", taken_at),
        ]
    }
}

/// What may be recorded now.
pub fn forms(purse: &Purse, now: DateTime<Utc>, lang: Lang) -> Vec<ActForm> {
    match &purse.due {
        Some(_) => vec![taking(now, lang), owing(lang)],
        None if purse.notices.is_empty() => Vec::new(),
        None => vec![late(purse, now, lang)],
    }
}

/// A form is about the notice that waits now, whatever it was drawn for before.
pub fn about_what_is_due(forms: &mut [ActForm], purse: &Purse) {
    let Some(due) = &purse.due else { return };
    for field in forms.iter_mut().flat_map(|form| &mut form.fields) {
        if field.name == "notice" {
            field.value.clone_from(&due.notice);
        }
    }
}

fn carried(act: &str) -> [Field; 2] {
    [
        Field::new("viec", "", Kind::Hidden).value(act),
        Field::new("notice", "", Kind::Hidden),
    ]
}

fn money(now: DateTime<Utc>, lang: Lang) -> [Field; 3] {
    let pick = |vi, en| lang.pick(vi, en);
    let minute = format::input_moment(Some(&Timestamp {
        seconds: now.timestamp(),
        nanos: 0,
    }));
    [
        Field::new(
            "receipt",
            pick(
                "Số biên lai hoặc số giấy nộp tiền",
                "Number of the receipt or payment slip",
            ),
            Kind::Text,
        )
        .hint(pick("Như ghi trên chứng từ", "As it stands on the paper")),
        Field::new(
            "amount",
            pick("Số tiền đã nhận (đồng)", "Amount taken (VND)"),
            Kind::Amount,
        )
        .hint(pick(
            "Theo biên lai, ví dụ 1.250.000",
            "As the receipt says, for example 1,250,000",
        )),
        Field::new(
            "taken_at",
            pick("Nhận tiền lúc", "When it came"),
            Kind::Moment,
        )
        .value(&minute),
    ]
}

fn taking(now: DateTime<Utc>, lang: Lang) -> ActForm {
    let fields = carried(TAKE).into_iter().chain(money(now, lang)).collect();
    let title = lang.pick(
        "Thu tiền, ghi nhận nộp tiền",
        "Take money, record the payment",
    );
    ActForm::new(
        TAKE,
        title,
        lang.pick("Xem lại trước khi ghi", "Look before it is recorded"),
        fields,
    )
}

fn owing(lang: Lang) -> ActForm {
    let pick = |vi, en| lang.pick(vi, en);
    let ground = Field::new(
        "receipt",
        pick("Căn cứ ghi nợ", "Ground of the debt note"),
        Kind::Text,
    )
    .hint(pick(
        "Số, ngày văn bản của cơ quan có thẩm quyền cho ghi nợ",
        "Number and date of the paper by which the competent authority allows it",
    ));
    let fields = carried(DEBT).into_iter().chain([ground]).collect();
    ActForm::new(
        DEBT,
        pick("Ghi nợ thay cho thu tiền", "Note the debt instead"),
        pick("Xem lại trước khi ghi", "Look before it is recorded"),
        fields,
    )
    .note(pick(
        "Chỉ khi pháp luật cho ghi nợ khoản này, như tiền sử dụng đất của người thuộc diện được ghi nợ.",
        "Only where the law lets the person owe it, such as land use levies of those entitled.",
    ))
    .seldom("secondary")
}

fn late(purse: &Purse, now: DateTime<Utc>, lang: Lang) -> ActForm {
    let pick = |vi, en| lang.pick(vi, en);
    let notices = purse.notices.iter().map(|notice| Choice {
        value: notice.clone(),
        label: notice.clone(),
    });
    let which = Field::new(
        "notice",
        pick("Thông báo số", "Notice no."),
        Kind::Select(notices.collect()),
    );
    let [act, _] = carried(LATE);
    let fields = [act, which].into_iter().chain(money(now, lang)).collect();
    ActForm::new(
        LATE,
        pick("Ghi khoản đã nhận khi không còn phải nộp", "Record money that came and is not due"),
        pick("Xem lại trước khi ghi", "Look before it is recorded"),
        fields,
    )
    .note(pick(
        "Khi tiền đã nhận thật, như chuyển khoản đến muộn: khoản này được ghi để hoàn trả người nộp.",
        "Where money has really come, such as a late transfer: it is put down to be returned.",
    ))
    .seldom("secondary")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_by_its_input() {
        let names = |pairs: &[(&str, &str)]| {
            let mut sent = Fields::default();
            for (name, value) in pairs {
                sent.set(name, *value);
            }
            Entry::read(&sent, Lang::Vi).map_or_else(|errors| errors.names(), |_| Vec::new())
        };
        let notice = ("notice", "TB-1");
        assert_eq!(names(&[notice]), ["receipt", "amount", "taken_at"]);
        assert_eq!(names(&[notice, ("viec", "ghi-no")]), ["receipt"]);
        assert_eq!(names(&[("viec", "thu-muon")])[0], "notice");
        let moment = ("taken_at", "2026-11-22T08:00");
        let nothing = [notice, ("receipt", "BL-1"), ("amount", "0"), moment];
        assert_eq!(names(&nothing), ["amount"]);
        let whole = [notice, ("receipt", "BL-1"), ("amount", "5.000"), moment];
        assert!(names(&whole).is_empty());
    }

    #[test]
    fn a_debt_note_brings_no_money_even_where_some_was_typed_before() {
        let sent = Fields::from([
            ("viec", "ghi-no"),
            ("notice", "TB-1"),
            ("receipt", "QĐ 12/2026"),
            ("amount", "5.000"),
            ("taken_at", "2026-11-22T08:00"),
        ]);
        let Ok(entry) = Entry::read(&sent, Lang::Vi) else {
            panic!("it can be read");
        };
        assert_eq!((entry.amount, entry.taken_at), (0, None));
        assert!(entry.debt_noted && !entry.late);
    }
}
