//! The province's own data, as delivered: complete, consistent, and saying what the law says.

use std::fmt::Write as _;

use catalogue::{
    AllowanceKind, Catalogue, Channel, ClockStart, LegKind, NoticeChannel, NoticeValues, Procedure,
    sms_segments,
};
use chrono::{NaiveDate, NaiveTime};
use expect_test::expect_file;
use kernel::{UnitId, working_time::Term};

use crate::files;

fn province() -> Catalogue {
    Catalogue::parse(&files::quang_ngai()).catalogue
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("dates are written year first")
}

fn today() -> NaiveDate {
    date("2026-11-22")
}

fn unit(id: &str) -> UnitId {
    UnitId::from(id)
}

#[test]
fn nothing_in_the_province_is_wrong() {
    let loaded = Catalogue::parse(&files::quang_ngai());
    let problems: Vec<_> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_province_has_the_communes_of_law() {
    // Luật 72/2025/QH15: 96 communes from 01/07/2025 (86 xã, 9 phường, 1 đặc khu).
    let catalogue = province();
    let communes: Vec<_> = catalogue.communes_on(today()).collect();
    let of = |kind: &str| communes.iter().filter(|u| u.kind == kind).count();
    assert_eq!(
        (communes.len(), of("xa"), of("phuong"), of("dac_khu")),
        (96, 86, 9, 1)
    );
    assert_eq!(catalogue.communes_on(date("2025-06-30")).count(), 272);
    assert_eq!(catalogue.centres_on(today()).count(), 97);
    // Before that, 23 districts with a one-stop section each, beside the communes and the province.
    assert_eq!(
        catalogue.centres_on(date("2025-06-30")).count(),
        1 + 23 + 272
    );
}

#[test]
fn every_field_of_administration_has_a_name_people_read() {
    let catalogue = province();
    assert_eq!(catalogue.field_name("dat-dai"), "Đất đai");
    assert_eq!(catalogue.field_name("lam-nghiep"), "lam-nghiep");
    for procedure in catalogue.procedures() {
        assert_ne!(catalogue.field_name(&procedure.field), procedure.field);
    }
    assert!(
        catalogue
            .province()
            .fields
            .iter()
            .all(|field| !field.source.is_empty())
    );
}

#[test]
fn every_unit_and_day_names_its_source() {
    let catalogue = province();
    assert!(
        catalogue
            .units()
            .all(|unit| !unit.source.is_empty() && !unit.name.is_empty())
    );
    assert!(
        catalogue
            .calendar_days()
            .iter()
            .all(|day| !day.source.is_empty())
    );
    let provisional: Vec<_> = catalogue
        .calendar_days()
        .iter()
        .filter(|day| !day.verified)
        .map(|day| day.date.to_string())
        .collect();
    // The exchange of January 2026 and the Tết of 2027 await a document.
    assert_eq!(provisional.len(), 10, "{provisional:?}");
}

#[test]
fn generated_units_are_named_like_the_commune_they_belong_to() {
    let catalogue = province();
    let name = |id: &str| catalogue.unit(&unit(id)).map(|u| u.name.as_str());
    assert_eq!(
        name("org:ubnd-21025"),
        Some("Ủy ban nhân dân phường Cẩm Thành")
    );
    assert_eq!(
        name("org:mc-21548"),
        Some("Trung tâm Phục vụ hành chính công đặc khu Lý Sơn")
    );
    assert_eq!(
        name("org:kt-21025"),
        Some("Phòng Kinh tế, Hạ tầng và Đô thị phường Cẩm Thành")
    );
    let generated = catalogue
        .unit(&unit("org:mc-21025"))
        .expect("every commune has a centre");
    assert!(
        !generated.verified,
        "the names of these offices await the province's decision"
    );
}

#[test]
fn any_centre_receives_any_dossier() {
    // NĐ 118/2025/NĐ-CP: tiếp nhận phi địa giới.
    let catalogue = province();
    for procedure in catalogue
        .procedures()
        .iter()
        .filter(|p| p.in_force(today()))
    {
        for centre in catalogue.centres_on(today()) {
            assert!(
                catalogue.may_receive(procedure, &centre.id, today()),
                "{}",
                procedure.code
            );
        }
        assert!(!catalogue.may_receive(procedure, &unit("org:thue-tinh"), today()));
        assert!(!catalogue.may_receive(procedure, &unit("org:mc-21025"), date("2025-06-30")));
    }
}

#[test]
fn dossiers_are_numbered_by_unit_and_day() {
    // TT 01/2018/TT-VPCP Điều 19: agency, YYMMDD, four digits.
    let catalogue = province();
    let code = |id: &str, seq| catalogue.dossier_code(&unit(id), today(), seq);
    assert_eq!(code("org:mc-21025", 1), "H48.21025-261122-0001");
    assert_eq!(code("org:ttpvhcc-tinh", 99), "H48-261122-0099");
    assert_eq!(code("org:ttpvhcc-tinh", 12_345), "H48-261122-12345");
}

#[test]
fn notices_are_short_and_give_nothing_away() {
    let catalogue = province();
    let mut seen = 0;
    for notice in catalogue.notices() {
        if notice.channel != NoticeChannel::Sms {
            continue;
        }
        seen += 1;
        let (key, text) = (&notice.key, notice.fill(&NoticeValues::typical()));
        // An apology says what went wrong, and what happens next.
        let most = if text.contains("Xin lỗi") { 3 } else { 2 };
        assert!((1..=most).contains(&sms_segments(&text)), "{key}: {text}");
        assert!(text.contains("H48.21025-261122-0001"), "{text}");
        // Digits that prove who somebody is are asked for by the page that is open.
        assert!(
            key == "proof" || text.ends_with("mc.quangngai.example/hs/H48.21025-261122-0001"),
            "{text}"
        );
        for word in ["trợ cấp", "khuyết tật", "HIV", "đồng", "bệnh"] {
            assert!(!text.contains(word), "{key} says «{word}»");
        }
        let bare = notice.fill(&NoticeValues::default());
        for word in ["[", "]", "{", "}"] {
            assert!(!bare.contains(word), "{key}: {bare}");
        }
        assert!(notice.source.contains('/'), "{key} names its source");
    }
    assert!(seen >= 20, "{seen}");
    assert!(
        catalogue
            .notice("postal-slip", NoticeChannel::Post)
            .is_some()
    );
}

#[test]
fn land_has_two_phases_around_the_tax() {
    // NĐ 151/2025/NĐ-CP; 8 days in two phases of 4, tax and payment not counted.
    let catalogue = province();
    let transfer = catalogue
        .procedure("1.013831", today())
        .expect("it is in force");
    assert_eq!(transfer.checklist_version(), "1.013831@2025-07-01");
    assert_eq!(
        (transfer.term.clone(), transfer.phases.len()),
        (Term::days(8), 2)
    );
    let idle: Vec<_> = transfer
        .legs
        .iter()
        .filter(|l| !l.counts)
        .map(|l| l.key.as_str())
        .collect();
    assert_eq!(idle, ["tax-assessment", "pay", "tax-confirmation"]);
    assert_eq!(transfer.leg("pay").map(|l| l.kind), Some(LegKind::Payment));
    assert!(
        catalogue
            .procedure("1.013831", date("2025-06-30"))
            .is_none()
    );
}

#[test]
fn a_mortgage_is_registered_the_same_day_by_the_clock_of_the_registry() {
    // NĐ 99/2022/NĐ-CP Điều 16.1, 16.2.
    let catalogue = province();
    let mortgage = catalogue
        .procedure("1.011441", today())
        .expect("it is in force");
    assert!(mortgage.term.is_same_day());
    assert_eq!(mortgage.start.cutoff, NaiveTime::from_hms_opt(15, 0, 0));
    assert_eq!(mortgage.clock, ClockStart::FirstCustody);
}

#[test]
fn the_plans_of_all_procedures() {
    let catalogue = province();
    let mut page = String::new();
    for procedure in catalogue.procedures() {
        plan(&mut page, procedure).expect("a string takes any text");
    }
    expect_file!["plans.txt"].assert_eq(&page);
}

fn plan(page: &mut String, procedure: &Procedure) -> std::fmt::Result {
    let channels = procedure.channels.iter().map(|channel| match channel {
        Channel::Counter => "trực tiếp",
        Channel::Online => "trực tuyến",
        Channel::Post => "bưu chính",
    });
    writeln!(page, "{} {}", procedure.checklist_version(), procedure.name)?;
    writeln!(
        page,
        "  {} ({}); {}; {} giấy tờ, {} mục tờ khai{}",
        procedure.term,
        procedure
            .phases
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", "),
        channels.collect::<Vec<_>>().join(", "),
        procedure.components.len(),
        procedure.fields.len(),
        if procedure.verified {
            ""
        } else {
            "; CHƯA ĐỐI CHIẾU"
        },
    )?;
    for allowance in &procedure.allowances {
        let kind = match allowance.kind {
            AllowanceKind::Desk => "một cửa",
            AllowanceKind::Unallocated => "chưa phân bổ",
        };
        writeln!(page, "  [{}] {kind} {}", allowance.phase, allowance.term)?;
    }
    for variant in &procedure.variants {
        let phases: Vec<_> = variant.phases.iter().map(ToString::to_string).collect();
        let when = variant.when.sentence(procedure);
        writeln!(page, "  khi {when}: {}", phases.join(", "))?;
    }
    for leg in &procedure.legs {
        let mut term = leg
            .term
            .as_ref()
            .map_or_else(|| "—".to_owned(), ToString::to_string);
        if let Some(difficult) = &leg.difficult {
            write!(term, " (khó khăn {difficult})")?;
        }
        if let Some(when) = &leg.when {
            write!(term, " khi {}", when.sentence(procedure))?;
        }
        let counts = match (leg.kind, leg.counts) {
            (LegKind::Wait, _) => " (chờ, không tính)",
            (_, false) => " (không tính)",
            (_, true) => "",
        };
        writeln!(
            page,
            "  [{}] {} ← {}: {} {term}{counts}{}",
            leg.phase,
            leg.key,
            if leg.after.is_empty() {
                "đầu".to_owned()
            } else {
                leg.after.join(" + ")
            },
            leg.by,
            if leg.approval { ", phê duyệt" } else { "" },
        )?;
    }
    writeln!(page)
}
