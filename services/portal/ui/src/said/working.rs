//! The working behind dates and real refusals, as an English page says them.

use chrono::{FixedOffset, NaiveDate, NaiveTime, Weekday};
use kernel::{
    Instant,
    working_time::{
        Calendar, CalendarSpec, Hours, Ledger, SpecialDay, SpecialKind, StartEvent, StartRule,
        Term, WorkingMinutes,
    },
};

use super::{BOOK, COMPOSED, Told, english, is_vietnamese};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn calendar() -> Calendar {
    let time = |h, m| NaiveTime::from_hms_opt(h, m, 0).expect("a time");
    let day = |on, kind, name: &str| SpecialDay {
        date: date(on),
        kind,
        name: name.to_owned(),
    };
    Calendar::new(CalendarSpec {
        zone: FixedOffset::east_opt(7 * 3600).expect("seven hours"),
        weekly_rest: vec![Weekday::Sat, Weekday::Sun],
        hours: vec![Hours {
            from: date("2024-01-01"),
            spans: vec![(time(7, 0), time(11, 30)), (time(13, 30), time(17, 0))],
        }],
        days: vec![
            day(
                "2024-04-29",
                SpecialKind::Off,
                "Nghỉ hoán đổi (làm bù 04/05)",
            ),
            day("2024-04-30", SpecialKind::Off, "Ngày Chiến thắng"),
            day("2024-05-01", SpecialKind::Off, "Hội làng Thử"),
            day("2024-05-04", SpecialKind::MakeUp, "Làm bù cho 29/04"),
        ],
        covers: date("2024-01-01")..=date("2024-12-31"),
    })
    .expect("a calendar")
}

fn at(day: &str, hour: u32, minute: u32) -> Instant {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
    calendar().at(date(day), time)
}

fn term(text: &str) -> Term {
    text.parse().expect("a term")
}

fn said(text: &str) -> String {
    english(text).unwrap_or_else(|| panic!("no English: {text}"))
}

/// Whole English: nothing of it is a value that stayed as it was.
fn plain(text: &str) -> String {
    match Told::said(true, text) {
        Told::Plain(text) => text.into_owned(),
        other => panic!("Vietnamese is left of {text}: {other:?}"),
    }
}

#[test]
fn every_line_of_a_date_is_said_in_english_and_holidays_keep_their_names() {
    let due = calendar()
        .due(at("2024-04-26", 9, 5), &term("3d"))
        .expect("a date");
    let lines: Vec<String> = due.sentences().iter().map(|line| said(line)).collect();
    assert_eq!(
        lines,
        [
            "The term starts at 09:05 on Friday, 26 April 2024.",
            "The day on which it starts, Friday, 26 April 2024, is not counted.",
            "Saturday, 27 April 2024 is not counted: weekly day of rest.",
            "Sunday, 28 April 2024 is not counted: weekly day of rest.",
            "Monday, 29 April 2024 is not counted: Day off in exchange (made up on 4 May).",
            "Tuesday, 30 April 2024 is not counted: Victory Day.",
            "Wednesday, 1 May 2024 is not counted: Hội làng Thử.",
            "Saturday, 4 May 2024 is counted: Made up for 29 April.",
            "End of 3 working days: 17:00 on Saturday, 4 May 2024.",
        ]
    );
    for text in ["0.5d", "90min", "7d + 12cd", "1mo", "same-day"] {
        for day in 1..=27 {
            let start = at(&format!("2024-06-{day:02}"), 16, 0);
            let due = calendar().due(start, &term(text)).expect("a date");
            due.sentences().iter().for_each(|line| drop(plain(line)));
        }
    }
    for (from, to) in [(1, 8), (2, 9), (6, 13), (7, 14)] {
        let moment = |day| at(&format!("2024-06-{day:02}"), 9, 0);
        let told = calendar().explain_spent(moment(from), moment(to));
        let (_, because) = told.expect("a stretch");
        because
            .iter()
            .for_each(|line| drop(plain(&line.to_string())));
    }
    let (_, because) = calendar()
        .explain_spent(at("2024-05-03", 16, 0), at("2024-05-06", 8, 30))
        .expect("a stretch");
    let last = because.last().expect("a line").to_string();
    assert_eq!(
        plain(&last),
        "From 16:00 on Friday, 3 May 2024 to 08:30 on Monday, 6 May 2024: \
         1 day 2 h 30 min of working time."
    );
}

#[test]
fn every_line_of_a_ledger_is_said_in_english() {
    let calendar = calendar();
    let cutoff = NaiveTime::from_hms_opt(15, 0, 0);
    for event in [
        StartEvent::Reception,
        StartEvent::PostMinutes,
        StartEvent::Payment,
        StartEvent::Custody,
    ] {
        let received = at("2024-03-15", 15, 40);
        let ledger = Ledger::open(
            &calendar,
            StartRule { cutoff },
            &term("8d"),
            event,
            received,
        );
        let ledger = ledger
            .expect("a ledger")
            .pause(&calendar, "public-notice", at("2024-03-20", 9, 0))
            .pause(&calendar, "survey", at("2024-03-20", 10, 0))
            .end_pause(&calendar, "survey", at("2024-03-21", 10, 0))
            .expect("one ground of two")
            // Said to have been before what is known.
            .resume(&calendar, at("2024-03-21", 9, 30))
            .expect("the clock runs")
            .restart(&calendar, "supplement", at("2024-03-23", 9, 0), &term("8d"))
            .expect("counted anew")
            .move_to(
                &calendar,
                at("2024-04-10", 17, 0),
                "apology",
                at("2024-04-01", 9, 0),
            )
            .expect("moved");
        for line in ledger.sentences() {
            let told = plain(&line);
            assert!(!is_vietnamese(&told), "{line}: {told}");
        }
        plain(ledger.state().title());
    }
}

#[test]
fn terms_and_stretches_are_said_in_english() {
    for (text, english) in [
        ("8d", "8 working days"),
        ("1d", "1 working day"),
        ("0.5d", "0.5 working days"),
        ("12.25d", "12.25 working days"),
        ("7d + 12cd", "7 working days and 12 days"),
        ("12cd + 7d + 12cd", "12 days, 07 working days and 12 days"),
        ("5cd", "5 days"),
        ("1mo", "1 month"),
        ("90min", "1 h 30 min of working time"),
        ("same-day", "within the working day"),
        ("0d", "no time counted"),
    ] {
        assert_eq!(plain(&term(text).sentence()), english);
    }
    for (minutes, english) in [
        (0, "0 working minutes"),
        (1, "1 working minute"),
        (45, "45 working minutes"),
        (60, "1 working hour"),
        (180, "3 working hours"),
        (195, "3 h 15 min of working time"),
        (480, "1 working day"),
        (485, "1 day 5 min of working time"),
        (960, "2 working days"),
        (1080, "2 days 2 h of working time"),
        (11 * 480 + 75, "11 days 1 h 15 min of working time"),
    ] {
        let stretch = WorkingMinutes::new(minutes).to_string();
        assert_eq!(plain(&stretch), english);
    }
}

#[test]
fn conditions_are_said_in_english_and_keep_the_labels_of_the_form() {
    for (vietnamese, english) in [
        ("«Đo đạc lại» là «Có»", "“Đo đạc lại” is “Có”"),
        (
            "«Diện» là «Xã hội» hoặc «Hưu trí» và không phải (có nộp «Trích đo»)",
            "“Diện” is “Xã hội” or “Hưu trí” and not (“Trích đo” is handed in)",
        ),
        (
            "địa bàn khó khăn và «Đo đạc lại» là «Có» và có nộp «Trích đo»",
            "difficult area and “Đo đạc lại” is “Có” and “Trích đo” is handed in",
        ),
    ] {
        assert_eq!(said(vietnamese), english);
    }
}

#[test]
fn refusals_are_said_in_english_with_their_values() {
    for (vietnamese, english) in [
        (
            "Hồ sơ chờ phê duyệt nên không làm được việc vừa chọn. Hãy tải lại trang để xem trạng \
             thái hiện tại.",
            "The dossier is waiting for approval, so what you chose cannot be done. Load the page \
             again to see where it stands.",
        ),
        (
            "Trong lúc bạn xem việc này, Lê Văn Mẫu đã trả lại để chỉnh sửa lúc 09:05 ngày \
             26/04/2024. Nội dung bạn nhập vẫn được giữ; hãy xem thay đổi rồi thực hiện lại.",
            "While you were looking at this case, Lê Văn Mẫu changed it at 09:05 on 26 April 2024: \
             sent back for correction. What you typed is kept; look at the change, then act again.",
        ),
        (
            "Không thực hiện được vì hồ sơ đang chờ bổ sung: chỉ trả khi đã có kết quả \
             (NĐ 61/2018/NĐ-CP Điều 20). Hãy tải lại để xem tình trạng hiện nay.",
            "This cannot be done, because the dossier is waiting for a supplement: only a result \
             that is ready is handed over (Article 20 of Decree 61/2018/NĐ-CP). Load the page \
             again to see where it stands.",
        ),
        (
            "Hồ sơ đã thay đổi từ khi bạn mở trang (09:05 ngày 26/04/2024, Lê Văn Mẫu: tiếp nhận \
             hồ sơ). Chưa có gì được ghi. Hãy xem lại rồi thực hiện, nếu vẫn cần.",
            "The dossier has changed since you opened the page (09:05 on 26 April 2024, Lê Văn Mẫu: \
             received). Nothing was recorded. Look at it again and act, if it is still needed.",
        ),
        (
            "Ngày hẹn lại phải sau ngày đã hẹn, 26/04/2024. Hãy chọn một ngày làm việc sau đó. \
             (NĐ 61/2018/NĐ-CP Điều 19.9)",
            "The new date must be after the one promised, 26 April 2024. Choose a working day after \
             it. (Article 19.9 of Decree 61/2018/NĐ-CP)",
        ),
        (
            "Đã quá 03 ngày làm việc từ khi tiếp nhận; sau thời gian đó không yêu cầu bổ sung nữa \
             (NĐ 61/2018/NĐ-CP Điều 19.4). Nếu luật chuyên ngành cho phép, hãy ghi căn cứ pháp lý; \
             Trưởng Bộ phận Một cửa phê duyệt bằng cách tự gửi yêu cầu.",
            "The limit of 3 working days since reception is over; after it no supplement is asked \
             for any more (Article 19.4 of Decree 61/2018/NĐ-CP). If the law of the field allows \
             it, enter the legal basis; the head of the desk approves by sending the request.",
        ),
        (
            "Đã yêu cầu bổ sung 1 lần; chỉ được yêu cầu không quá 1 lần \
             (NĐ 61/2018/NĐ-CP Điều 11.2, 15.3).",
            "A supplement was asked for once; it may not be asked for again (Articles 11.2 and \
             15.3 of Decree 61/2018/NĐ-CP).",
        ),
        (
            "Tệp «Ảnh đất.heic» là ảnh HEIC của điện thoại, không phải PDF, JPG hay PNG. Hãy lưu \
             hoặc chụp lại thành PDF, JPG hay PNG rồi tải lên.",
            "The file “Ảnh đất.heic” is a HEIC picture from a phone, not a PDF, JPG or PNG. Save \
             it or photograph it anew as PDF, JPG or PNG, then upload it.",
        ),
        (
            "Tệp «don.html» là trang web (HTML), không phải PDF, JPG hay PNG. Hãy lưu hoặc chụp \
             lại thành PDF, JPG hay PNG rồi tải lên.",
            "The file “don.html” is a web page (HTML), not a PDF, JPG or PNG. Save it or \
             photograph it anew as PDF, JPG or PNG, then upload it.",
        ),
        (
            "Thiếu số thông báo nộp tiền. Hãy ghi số như trên giấy tờ đã ban hành.",
            "The number is missing: payment notice. Enter it as it stands on the paper issued.",
        ),
        (
            "Trung tâm không làm việc: hôm nay nghỉ Quốc khánh (ngày liền kề).",
            "The centre is closed: today is a day off: National Day (the day next to it).",
        ),
        (
            "Lịch làm việc chưa có dữ liệu của ngày 01/01/2027, nên không thể tính thời hạn. Hãy \
             nạp lịch nghỉ, làm bù của năm 2027 rồi thực hiện lại.",
            "The calendar of working days has no data for 1 January 2027 yet, so no date can be \
             computed. Load the days of rest and make-up days of 2027, then try again.",
        ),
    ] {
        assert_eq!(said(vietnamese), english);
    }
}

#[test]
fn sentences_one_after_another_are_each_said_in_english() {
    for (vietnamese, english) in [
        (
            "Hãy điền mục «Họ tên». Hãy chọn cách nhận kết quả.",
            "Fill in “Họ tên”. Choose how to receive the result.",
        ),
        (
            "Hồ sơ có 2 mục cần sửa trước khi tiếp nhận (NĐ 61/2018/NĐ-CP Điều 17.1). \
             Thiếu giấy tờ bắt buộc: Tờ khai. Hãy bổ sung trước khi nộp.",
            "The dossier has 2 entries to correct before it is received (Article 17.1 of Decree \
             61/2018/NĐ-CP). A required paper is missing: Tờ khai. Add it before you file.",
        ),
        (
            "Kết luận không chấp thuận phải có lý do bằng văn bản (khoản 8 Điều 19 Nghị định \
             61/2018/NĐ-CP). Hãy ghi rõ lý do để trả lời người dân. Ngày hẹn mới đã qua. Hãy ghi \
             lại lý do và một ngày hẹn còn ở phía trước.",
            "A conclusion against needs its reason in writing (Article 19.8 of Decree \
             61/2018/NĐ-CP). Write the reason clearly, as the answer to the person. The new date \
             is over already. State the reason again, with a date that is still ahead.",
        ),
    ] {
        assert_eq!(said(vietnamese), english);
    }
}

#[test]
fn what_nobody_says_is_not_taken_for_a_sentence() {
    for text in [
        "Đường vào thửa đất bị ngập, đi vòng phía sau chợ",
        "Chị Hoa hẹn gọi lại sau",
        "Con dấu bị mờ: đề nghị xem giúp",
    ] {
        assert_eq!(english(text), None, "{text}");
    }
}

#[test]
fn every_sentence_is_told_from_all_others_whatever_its_values() {
    for value in [|n: usize| format!("{n}"), |n: usize| format!("Thử{n}")] {
        let mut mistaken = Vec::new();
        for (vi, en) in BOOK.iter().copied().flatten().chain(COMPOSED) {
            let mut vietnamese = String::new();
            let mut expected = (*en).to_owned();
            for (n, part) in vi.split("{}").enumerate() {
                if n > 0 {
                    let value = value(10 + n);
                    vietnamese.push_str(&value);
                    expected = expected.replace(&format!("{{{}}}", n - 1), &value);
                    expected = expected.replacen("{}", &value, 1);
                }
                vietnamese.push_str(part);
            }
            let told = english(&vietnamese);
            // Without a letter of Vietnamese it is left as it is.
            if is_vietnamese(&vietnamese) && told.as_deref() != Some(expected.as_str()) {
                mistaken.push(format!("{vietnamese}\n  {told:?}\n  {expected:?}"));
            }
        }
        assert!(mistaken.is_empty(), "{}", mistaken.join("\n"));
    }
}
