//! Money that goes back, in the words of the person who paid.

use portal_ui::{format, frame::Lang};
use proto::routing::v1::{Payment, Refund};

/// What the page of the result is headed with.
pub fn title(ground: &str, lang: Lang) -> &'static str {
    match ground {
        "paid-before" | "debt-noted" => lang.pick(
            "Thông báo này đã được nộp tiền trước đó",
            "This notice was paid before",
        ),
        "too-much" => lang.pick(
            "Đã nộp tiền; phần nộp thừa được hoàn trả",
            "Paid; what is above it goes back",
        ),
        _ => lang.pick("Khoản tiền này sẽ được hoàn trả", "This money goes back"),
    }
}

/// Why the money goes back, who returns it and what is to be done; with amount and numbers where
/// whoever reads is known to be the one concerned.
pub fn told(refund: &Refund, whole: bool, lang: Lang) -> Vec<String> {
    vec![why(refund, whole, lang), back(refund, whole, lang)]
}

/// The same of money that the bank has yet to tell the portal of.
pub fn paid_before(before: &Payment, lang: Lang) -> Vec<String> {
    let then = lang.pick(
        "Khoản vừa nộp không phải nộp; hệ thống ghi nhận để hoàn trả khi ngân hàng báo, thường trong vài giây. Hãy tải lại trang này.",
        "What you have just paid was not due; it is put down to be returned once the bank has told the system, usually within seconds. Load this page again.",
    );
    vec![settled(before, true, lang), then.to_owned()]
}

fn said(lang: Lang, vi: String, en: String) -> String {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn settled(before: &Payment, whole: bool, lang: Lang) -> String {
    let notice = &before.notice;
    let at = format::stamp(before.at.as_ref(), lang);
    let number = match whole && !before.receipt.is_empty() {
        true => said(
            lang,
            format!(", số giao dịch {}", before.receipt),
            format!(", transaction {}", before.receipt),
        ),
        false => String::new(),
    };
    match before.debt_noted {
        true => said(
            lang,
            format!("Khoản phải nộp theo thông báo số {notice} đã được ghi nợ trước đó, lúc {at}."),
            format!("What was due by notice no. {notice} was noted as a debt before, at {at}."),
        ),
        false => said(
            lang,
            format!("Thông báo số {notice} đã được nộp tiền trước đó{number}, ghi nhận lúc {at}."),
            format!("Notice no. {notice} was paid before{number}, recorded at {at}."),
        ),
    }
}

fn why(refund: &Refund, whole: bool, lang: Lang) -> String {
    let notice = &refund.notice;
    match (refund.ground.as_str(), &refund.before) {
        ("too-little", _) => said(
            lang,
            format!(
                "Số tiền đã nộp ít hơn số phải nộp theo thông báo số {notice} nên chưa được ghi vào hồ sơ; thông báo này vẫn cần nộp đủ."
            ),
            format!(
                "Less was paid than notice no. {notice} asks, so it was not recorded; the notice is still to be paid in full."
            ),
        ),
        ("too-much", _) => said(
            lang,
            format!("Thông báo số {notice} đã được nộp đủ; phần nộp thừa không phải nộp."),
            format!("Notice no. {notice} is paid; what is above it was not due."),
        ),
        ("paid-before" | "debt-noted", Some(before)) => settled(before, whole, lang),
        ("paid-before", None) => said(
            lang,
            format!("Thông báo số {notice} đã được nộp tiền trước đó."),
            format!("Notice no. {notice} was paid before."),
        ),
        _ => said(
            lang,
            format!(
                "Thông báo số {notice} không còn phải nộp: hồ sơ đã rút, đã dừng hoặc thông báo đã được thay."
            ),
            format!(
                "Notice no. {notice} is not due any more: the dossier was withdrawn or stopped, or the notice replaced."
            ),
        ),
    }
}

fn back(refund: &Refund, whole: bool, lang: Lang) -> String {
    let known = whole && refund.amount > 0;
    let sum = match known {
        true => said(
            lang,
            format!("Khoản {}", format::money(refund.amount, lang)),
            format!("The {}", format::money(refund.amount, lang)),
        ),
        false => said(lang, "Khoản tiền này".to_owned(), "This money".to_owned()),
    };
    let number = match whole {
        true => said(
            lang,
            format!(" (số giao dịch {})", refund.receipt),
            format!(" (transaction {})", refund.receipt),
        ),
        false => String::new(),
    };
    if refund.returned_at.is_some() {
        let at = format::stamp(refund.returned_at.as_ref(), lang);
        let voucher = match whole {
            true => said(
                lang,
                format!(", chứng từ số {}", refund.returned_by_voucher),
                format!(", voucher no. {}", refund.returned_by_voucher),
            ),
            false => String::new(),
        };
        return said(
            lang,
            format!("{sum}{number} đã được hoàn trả lúc {at}{voucher}."),
            format!("{sum}{number} went back at {at}{voucher}."),
        );
    }
    let unit = &refund.unit_name;
    said(
        lang,
        format!(
            "{sum}{number} sẽ được hoàn trả: {unit} làm thủ tục và nhắn tin cho ông/bà khi xong. Ông/bà không phải nộp hồ sơ gì thêm; khi cần hỏi, hãy đến hoặc gọi {unit} và nêu số giao dịch."
        ),
        format!(
            "{sum}{number} will be returned: {unit} sees to it and will text you. There is nothing else to file; to ask about it, come to or call {unit} with the number of the transaction."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second() -> Refund {
        Refund {
            notice: "TB-1".to_owned(),
            receipt: "14000002".to_owned(),
            amount: 2_000_000,
            ground: "paid-before".to_owned(),
            unit_name: "Trung tâm Nghĩa Lộ".to_owned(),
            before: Some(Payment {
                notice: "TB-1".to_owned(),
                receipt: "14000001".to_owned(),
                ..Payment::default()
            }),
            ..Refund::default()
        }
    }

    #[test]
    fn who_paid_twice_reads_what_paid_first_what_goes_back_and_by_whom() {
        let whole = told(&second(), true, Lang::Vi).join(" ");
        for part in [
            "đã được nộp tiền trước đó",
            "14000001",
            "14000002",
            "2.000.000 đồng",
            "Trung tâm Nghĩa Lộ",
        ] {
            assert!(whole.contains(part), "{part} in {whole}");
        }
        // What everybody may open says neither how much nor under which numbers.
        let public = told(&second(), false, Lang::Vi).join(" ");
        for part in ["14000001", "14000002", "2.000.000"] {
            assert!(!public.contains(part), "{part} in {public}");
        }
        assert!(public.contains("sẽ được hoàn trả"), "{public}");
    }

    #[test]
    fn what_went_back_and_what_is_still_to_be_paid_are_said() {
        let mut refund = second();
        refund.returned_by_voucher = "UNC-7".to_owned();
        refund.returned_at = Some(Default::default());
        assert!(told(&refund, true, Lang::Vi)[1].contains("chứng từ số UNC-7"));
        let short = Refund {
            ground: "too-little".to_owned(),
            before: None,
            ..second()
        };
        assert!(told(&short, false, Lang::Vi)[0].contains("vẫn cần nộp đủ"));
    }
}
