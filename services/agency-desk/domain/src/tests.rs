//! Every task's answers: what is accepted, and what is sent back with which words.

mod laws;

use chrono::NaiveDate;
use expect_test::expect;
use kernel::Refuse as _;

use crate::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}
fn yes(document: &str) -> Answer {
    Answer {
        granted: true,
        document: document.into(),
        ..Answer::default()
    }
}
fn no(reason: &str) -> Answer {
    Answer {
        reason: reason.into(),
        ..Answer::default()
    }
}
fn notice(document: &str, amount: i64, pay_by: &str, reason: &str) -> Answer {
    Answer {
        amount: Some(amount),
        pay_by: pay_by.into(),
        reason: reason.into(),
        ..yes(document)
    }
}
fn because(reason: &str, answer: Answer) -> Answer {
    Answer {
        reason: reason.into(),
        ..answer
    }
}

const GROUND: &str = "Miễn theo khoản 4 Điều 10 (thử nghiệm)";

#[test]
fn every_tasks_answers_on_one_page() {
    let answers = [
        ("yes, nothing else", yes("")),
        ("yes, 123/QĐ", yes("123/QĐ")),
        ("yes, paper without digits", yes("không số")),
        ("yes, with ground", because(GROUND, yes(""))),
        (
            "notice, 1.174.500",
            notice("88/TB", 1_174_500, "2026-12-15", ""),
        ),
        ("notice, 0 and ground", notice("88/TB", 0, "", GROUND)),
        ("no, with reason", no("Thửa đất đang có tranh chấp")),
        ("no, without", no("")),
    ];
    let mut page = String::new();
    for task in Task::ALL {
        page += &format!("{}\n", task.key());
        for (name, answer) in &answers {
            let outcome = match answer::check(task.key(), answer, today()) {
                Ok(found) if found.is_on_credit() => "accepted, on credit".to_owned(),
                Ok(found) if found.payment_due() => "accepted, payment due".to_owned(),
                Ok(_) => "accepted".to_owned(),
                Err(refusal) => format!(
                    "no: {} ({})",
                    refusal.reason(),
                    refusal.field().unwrap_or_default()
                ),
            };
            page += &format!("    {name:<26} {outcome}\n");
        }
    }
    expect![[r#"
        examine
            yes, nothing else          accepted
            yes, 123/QĐ                accepted
            yes, paper without digits  accepted
            yes, with ground           accepted
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        verify
            yes, nothing else          accepted
            yes, 123/QĐ                accepted
            yes, paper without digits  accepted
            yes, with ground           accepted
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        opinion
            yes, nothing else          accepted
            yes, 123/QĐ                accepted
            yes, paper without digits  accepted
            yes, with ground           accepted
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        public-notice
            yes, nothing else          accepted
            yes, 123/QĐ                accepted
            yes, paper without digits  accepted
            yes, with ground           accepted
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        tax-assessment
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                no: amount-missing (amount)
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          accepted, payment due
            notice, 0 and ground       accepted
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        tax-confirmation
            yes, nothing else          no: receipt-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           accepted, on credit
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        register
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        birth-registration
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        residence-registration
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        health-card
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        decide
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        correct
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
        decide-allowance
            yes, nothing else          no: paper-missing (document)
            yes, 123/QĐ                accepted
            yes, paper without digits  no: paper-without-number (document)
            yes, with ground           no: paper-missing (document)
            notice, 1.174.500          no: not-asked (amount)
            notice, 0 and ground       no: not-asked (amount)
            no, with reason            accepted
            no, without                no: reason-missing (reason)
    "#]]
    .assert_eq(&page);
}

#[test]
fn a_tax_notice_is_complete_or_sent_back_with_the_remedy() {
    let good = notice("88/TB-CCT", 1_174_500, "2026-12-15", "");
    let cases = [
        (
            Answer {
                document: " ".into(),
                ..good.clone()
            },
            "Thiếu số thông báo nộp tiền. Hãy ghi số như trên giấy tờ đã ban hành.",
        ),
        (
            Answer {
                amount: None,
                ..good.clone()
            },
            "Thiếu số tiền phải nộp. Hãy ghi số tiền theo thông báo; nếu được miễn thì ghi 0 và nêu căn cứ.",
        ),
        (
            Answer {
                amount: Some(-1),
                ..good.clone()
            },
            "Số tiền phải từ 0 đến 10.000.000.000.000 đồng.",
        ),
        (
            Answer {
                amount: Some(10_000_000_000_001),
                ..good.clone()
            },
            "Số tiền phải từ 0 đến 10.000.000.000.000 đồng.",
        ),
        (
            Answer {
                pay_by: "".into(),
                ..good.clone()
            },
            "Thiếu hạn nộp tiền. Hãy ghi ngày phải nộp theo thông báo.",
        ),
        (
            Answer {
                pay_by: "31/02/2026".into(),
                ..good.clone()
            },
            "Hạn nộp tiền phải là ngày có thật, ghi theo năm-tháng-ngày, ví dụ 2026-12-15.",
        ),
        (
            Answer {
                pay_by: "2026-02-30".into(),
                ..good.clone()
            },
            "Hạn nộp tiền phải là ngày có thật, ghi theo năm-tháng-ngày, ví dụ 2026-12-15.",
        ),
        (
            Answer {
                pay_by: "2026-11-22".into(),
                ..good.clone()
            },
            "Hạn nộp tiền đã qua. Hãy kiểm tra lại ngày trên thông báo.",
        ),
        (
            notice("88/TB", 0, "", "miễn"),
            "Số tiền là 0 đồng nên phải nêu căn cứ miễn, không phải nộp, từ 10 đến 1.000 ký tự. Hãy ghi điều, khoản áp dụng.",
        ),
        (
            notice("88/TB", 0, "2026-12-15", GROUND),
            "Việc này không ghi hạn nộp tiền khi số tiền là 0 đồng. Hãy để trống mục đó.",
        ),
    ];
    for (answer, sentence) in cases {
        let refusal = answer::check("tax-assessment", &answer, today()).unwrap_err();
        assert_eq!(refusal.sentence(), sentence, "{answer:?}");
    }
    let found = answer::check("tax-assessment", &good, today()).unwrap();
    assert_eq!(found.amount.unwrap().to_string(), "1.174.500 đồng");
    assert_eq!(found.pay_by, NaiveDate::from_ymd_opt(2026, 12, 15));
    assert!(found.payment_due());
}

#[test]
fn money_may_be_due_today_and_up_to_ten_million_million() {
    for (amount, pay_by) in [(1, "2026-11-23"), (10_000_000_000_000, "2027-01-31")] {
        assert!(
            answer::check(
                "tax-assessment",
                &notice("1/TB", amount, pay_by, ""),
                today()
            )
            .is_ok()
        );
    }
}

#[test]
fn the_tax_office_may_send_a_wrong_slip_back() {
    let returned = answer::check(
        "tax-assessment",
        &no("Phiếu chuyển thiếu diện tích sử dụng chung"),
        today(),
    )
    .unwrap();
    assert!(!returned.granted && !returned.payment_due());
}

#[test]
fn a_reason_has_ten_to_a_thousand_characters() {
    let cases = [
        (9, Err("reason-missing")),
        (10, Ok(())),
        (1000, Ok(())),
        (1001, Err("malformed-text")),
    ];
    for (length, outcome) in cases {
        let found = answer::check("verify", &no(&"ấ".repeat(length)), today());
        assert_eq!(
            found.map(|_| ()).map_err(|refusal| refusal.reason()),
            outcome,
            "{length}"
        );
    }
}

#[test]
fn money_is_answered_only_where_it_is_asked() {
    let answer = Answer {
        amount: Some(5000),
        ..yes("12/GKS")
    };
    let refusal = answer::check("birth-registration", &answer, today()).unwrap_err();
    assert_eq!(
        (refusal.reason(), refusal.field().as_deref()),
        ("not-asked", Some("amount"))
    );
    let answer = Answer {
        pay_by: "2026-12-15".into(),
        ..no("Không đủ điều kiện đăng ký")
    };
    let refusal = answer::check("register", &answer, today()).unwrap_err();
    assert_eq!(
        (refusal.reason(), refusal.field().as_deref()),
        ("not-asked", Some("pay_by"))
    );
}

#[test]
fn texts_are_tidied_and_hidden_characters_refused() {
    let found = answer::check("decide", &yes("  123/QĐ-SNV "), today()).unwrap();
    assert_eq!(found.document.as_deref(), Some("123/QĐ-SNV"));
    let refusal = answer::check("decide", &yes("123\u{202e}/QĐ"), today()).unwrap_err();
    assert_eq!(
        (refusal.reason(), refusal.field().as_deref()),
        ("malformed-text", Some("document"))
    );
}

#[test]
fn what_is_no_task_of_a_desk_is_not_answered_there() {
    for key in ["pay", "return-result", "tax_assessment", ""] {
        assert_eq!(
            answer::check(key, &yes("1"), today()),
            Err(Refusal::UnknownTask),
            "{key:?}"
        );
    }
    for task in Task::ALL {
        assert_eq!(Task::from_key(task.key()), Some(*task));
    }
}
