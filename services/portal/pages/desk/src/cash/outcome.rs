//! What would come of an entry, in words, before it is recorded.

use portal_ui::{format, frame::Lang, said::value};
use proto::routing::v1::{Refund, SettlePaymentResponse};

use super::{entry::Entry, purse::Purse};

/// What is about to happen.
pub struct Outcome {
    /// The colour of the note.
    pub tone: &'static str,
    pub lead: &'static str,
    pub lines: Vec<String>,
    pub button: &'static str,
    /// The tone of the button: warning where money goes back.
    pub kind: &'static str,
}

impl Outcome {
    pub fn of(entry: &Entry, came: &SettlePaymentResponse, purse: &Purse, lang: Lang) -> Self {
        let notice = &entry.notice;
        let said = |vi: String, en: String| match lang {
            Lang::Vi => vi,
            Lang::En => en,
        };
        if entry.debt_noted {
            return Self {
                tone: "amber",
                lead: lang.pick(
                    "Ghi nợ, không thu tiền.",
                    "The debt is noted; no money is taken.",
                ),
                lines: vec![said(
                    format!(
                        "Khoản phải nộp theo thông báo số {notice} được ghi nợ theo căn cứ trên; hồ sơ đi tiếp. Người nộp được nhắn tin."
                    ),
                    format!(
                        "What is due by notice no. {notice} is noted as a debt on the ground above; the dossier goes on. The person is told by message."
                    ),
                )],
                button: lang.pick("Ghi nợ", "Note the debt"),
                kind: "",
            };
        }
        match (&came.refund, came.settles) {
            (None, _) => Self {
                tone: "green",
                lead: lang.pick("Nộp đủ.", "Paid in full."),
                lines: paid(entry, purse, lang),
                button: lang.pick("Ghi nhận đã nộp tiền", "Record the payment"),
                kind: "",
            },
            (Some(refund), true) => Self {
                tone: "amber",
                lead: lang.pick("Nộp thừa.", "More than is due."),
                lines: [paid(entry, purse, lang), vec![back(refund, lang)]].concat(),
                button: lang.pick(
                    "Ghi nhận đã nộp, hoàn phần thừa",
                    "Record it, return what is above",
                ),
                kind: "",
            },
            (Some(refund), false) => Self {
                tone: "red",
                lead: lang.pick(
                    "Không ghi vào thông báo được.",
                    "It does not pay the notice.",
                ),
                lines: vec![why(refund, purse, lang), back(refund, lang)],
                button: lang.pick(
                    "Vẫn ghi: khoản này phải hoàn trả",
                    "Record it all the same, to be returned",
                ),
                kind: " govuk-button--warning",
            },
        }
    }
}

fn paid(entry: &Entry, purse: &Purse, lang: Lang) -> Vec<String> {
    let notice = &entry.notice;
    let mut lines = vec![match lang {
        Lang::Vi => format!(
            "Thông báo số {notice} được ghi là đã nộp; hồ sơ đi tiếp và hết tạm dừng. Người nộp được nhắn tin."
        ),
        Lang::En => format!(
            "Notice no. {notice} is recorded as paid; the dossier goes on and its clock runs. The person is told by message."
        ),
    }];
    if purse.due.as_ref().is_some_and(|due| due.amount.is_empty()) {
        let unknown = lang.pick(
            "Cơ quan ra thông báo không cho biết số tiền: hãy so với thông báo giấy trước khi ghi.",
            "The agency does not say how much it asks: compare with the paper notice first.",
        );
        lines.push(unknown.to_owned());
    }
    lines
}

/// Why money does not pay its notice.
pub fn why(refund: &Refund, purse: &Purse, lang: Lang) -> String {
    let notice = &refund.notice;
    let asks = purse.due.as_ref().map_or("", |due| &due.amount);
    let before = refund.before.as_ref();
    let then = before.map_or_else(String::new, |one| format::stamp(one.at.as_ref(), lang));
    match (refund.ground.as_str(), lang) {
        ("too-little", Lang::Vi) => format!(
            "Ít hơn số phải nộp ({asks}): thông báo số {notice} vẫn chờ nộp đủ, hồ sơ chưa đi tiếp. Nếu chưa thu, hãy thu đủ."
        ),
        ("too-little", Lang::En) => format!(
            "Less than is due ({}): notice no. {notice} still waits for the whole, and the dossier with it. Take the whole, if nothing was taken yet.",
            value(asks)
        ),
        ("paid-before", Lang::Vi) => {
            format!("Thông báo số {notice} đã được nộp tiền trước đó, ghi nhận lúc {then}.")
        }
        ("paid-before", Lang::En) => {
            format!("Notice no. {notice} was paid before, recorded at {then}.")
        }
        ("debt-noted", Lang::Vi) => {
            format!("Khoản phải nộp theo thông báo số {notice} đã được ghi nợ lúc {then}.")
        }
        ("debt-noted", Lang::En) => {
            format!("What was due by notice no. {notice} was noted as a debt at {then}.")
        }
        ("too-much", Lang::Vi) => format!("Nhiều hơn số phải nộp theo thông báo số {notice}."),
        ("too-much", Lang::En) => format!("More than notice no. {notice} asks."),
        (_, Lang::Vi) => format!(
            "Thông báo số {notice} không còn phải nộp: hồ sơ đã rút, đã dừng hoặc thông báo đã được thay."
        ),
        (_, Lang::En) => format!(
            "Notice no. {notice} is not due any more: the dossier was withdrawn or stopped, or the notice replaced."
        ),
    }
}

/// How much goes back, and who gives it.
pub fn back(refund: &Refund, lang: Lang) -> String {
    let amount = format::money(refund.amount, lang);
    match lang {
        Lang::Vi => format!(
            "{amount} phải hoàn trả người nộp; {} làm thủ tục ở mục Tiền phải hoàn trả.",
            refund.unit_name
        ),
        Lang::En => format!(
            "{} go back to who paid; {} sees to it under Money to return.",
            value(&amount),
            value(&refund.unit_name)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(pairs: &[(&str, &str)]) -> Entry {
        let mut sent = portal_ui::fields::Fields::default();
        let whole = [
            ("notice", "TB-1"),
            ("receipt", "BL-1"),
            ("amount", "2.000.000"),
            ("taken_at", "2026-11-22T08:00"),
        ];
        for (name, value) in whole.iter().chain(pairs) {
            sent.set(name, *value);
        }
        match Entry::read(&sent, Lang::Vi) {
            Ok(entry) => entry,
            Err(errors) => panic!("{errors:?}"),
        }
    }

    fn purse() -> Purse {
        Purse {
            due: None,
            recorded: Vec::new(),
            owed: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn owed(ground: &str, settles: bool) -> SettlePaymentResponse {
        SettlePaymentResponse {
            refund: Some(Refund {
                notice: "TB-1".to_owned(),
                amount: 500_000,
                ground: ground.to_owned(),
                unit_name: "Trung tâm Nghĩa Lộ".to_owned(),
                ..Refund::default()
            }),
            known: false,
            settles,
        }
    }

    #[test]
    fn who_records_is_warned_before_money_becomes_owed_back() {
        let told = |came, lang| Outcome::of(&entry(&[]), &came, &purse(), lang);
        let plain = SettlePaymentResponse {
            settles: true,
            ..SettlePaymentResponse::default()
        };
        let full = told(plain, Lang::Vi);
        assert_eq!((full.tone, full.kind), ("green", ""));
        let above = told(owed("too-much", true), Lang::Vi);
        assert_eq!(above.tone, "amber");
        assert!(
            above.lines[1].contains("500.000 đồng phải hoàn trả"),
            "{:?}",
            above.lines
        );
        for ground in ["too-little", "paid-before", "debt-noted", "not-due"] {
            let none = told(owed(ground, false), Lang::Vi);
            assert!(
                none.tone == "red" && none.kind.contains("warning"),
                "{ground}"
            );
            assert!(
                none.lines[1].contains("Trung tâm Nghĩa Lộ"),
                "{:?}",
                none.lines
            );
        }
        let debt = Outcome::of(
            &entry(&[("viec", "ghi-no")]),
            &owed("", false),
            &purse(),
            Lang::Vi,
        );
        assert!(debt.lines[0].contains("ghi nợ"), "{:?}", debt.lines);
    }
}
