//! What people write and what papers print.

use expect_test::expect;
use kernel::{Decider as _, DossierId, Personal, Refuse as _, TextError};

use super::fixture::*;
use crate::*;

#[test]
fn areas_are_read_and_printed_the_vietnamese_way() {
    for (raw, printed) in [
        ("123,4", "123,4"),
        ("1.250", "1.250,0"),
        ("1250,5 m²", "1.250,5"),
        ("1.234.567,8", "1.234.567,8"),
    ] {
        assert_eq!(area(raw).to_string(), printed);
    }
    for raw in [
        "123.4", "1,25", "", ",5", "12a", "-3", "1.25.0", "1.2500", "٣",
    ] {
        assert_eq!(raw.parse::<Area>(), Err(MeasureError::Area), "{raw:?}");
    }
    for raw in ["0", "0,0", "429.496.729,6"] {
        assert_eq!(
            raw.parse::<Area>(),
            Err(MeasureError::AreaOutOfRange),
            "{raw:?}"
        );
    }
}

#[test]
fn shares_are_fractions_of_one() {
    assert_eq!("2/4".parse::<Share>().unwrap().to_string(), "1/2");
    assert_eq!("1".parse::<Share>(), Ok(Share::WHOLE));
    for raw in ["0/1", "3/2", "1/0", "1/20000", "nửa", "-1/2"] {
        assert_eq!(raw.parse::<Share>(), Err(MeasureError::Share), "{raw:?}");
    }
}

/// Thông tư 10/2024/TT-BTNMT (eight digits), Thông tư 23/2014/TT-BTNMT (six).
#[test]
fn serials_have_two_letters_and_eight_or_six_digits() {
    for (raw, printed, present) in [
        ("aa01234567", "AA 01234567", true),
        ("BĐ 123456", "BĐ 123456", false),
    ] {
        let serial: Serial = raw.parse().unwrap();
        assert_eq!(
            (serial.as_str(), serial.is_of_present_form()),
            (printed, present)
        );
    }
    for raw in [
        "A 12345678",
        "AA 1234567",
        "AA 123456789",
        "A1 234567",
        "",
        "ÁÁ 123456",
        "AAA 123456",
    ] {
        assert_eq!(raw.parse::<Serial>(), Err(SerialError), "{raw:?}");
    }
}

#[test]
fn codes_are_found_again_by_their_keys() {
    for code in LandUse::ALL {
        assert_eq!(LandUse::from_key(code.key()), Some(*code));
    }
    for origin in Origin::ALL {
        assert_eq!(Origin::from_key(origin.key()), Some(*origin));
    }
    assert_eq!(LandUse::from_key("XYZ"), None);
}

#[test]
fn a_refused_text_says_which_field() {
    let parcel = Parcel::replay(&[entered()]);
    let mut command = mortgage(DossierId::mint(), &[AN]);
    let Command::RegisterMortgage { contract, .. } = &mut command else {
        unreachable!()
    };
    *contract = "HĐ\u{202e}1".into();
    let refusal = Parcel::decide(&registry(), parcel.as_ref(), command).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::Text {
            field: "contract",
            error: TextError::ControlCharacter
        }
    );
    assert_eq!(refusal.field().as_deref(), Some("contract"));
}

#[test]
fn personal_data_is_never_printed() {
    let printed = format!("{:?}", Parcel::replay(&[entered()]));
    assert!(
        !printed.contains("Nguyễn") && !printed.contains(AN),
        "{printed}"
    );
}

fn filing() -> Filing {
    let party = |number, name: &str| Party {
        name: Personal::new(name.into()),
        address: Personal::new("Thôn Thử Nghiệm, xã Ví Dụ".into()),
        number: party(number),
        born: Some(Personal::new("1980-02-03".parse().unwrap())),
    };
    Filing {
        replaces: None,
        dossier: DossierId::mint(),
        code: "H48.01-261120-0007".into(),
        complete_on: "2026-11-20".parse().unwrap(),
        procedure: "Chuyển nhượng quyền sử dụng đất".into(),
        ground: "Hợp đồng chuyển nhượng số 99/2026".into(),
        transferors: vec![party(AN, "Nguyễn Thị Mẫu")],
        transferees: vec![party(BINH, "Trần Văn Thử"), party(CHI, "Lê Thị Ví Dụ")],
    }
}

/// Mẫu số 19 Nghị định 151/2025/NĐ-CP.
#[test]
fn the_tax_slip_has_its_three_sections_filled_in() {
    let parcel = Parcel::replay(&[entered()]).unwrap();
    let slip = TaxSlip::draw(&parcel, filing()).unwrap();
    let paper: String = slip
        .lines()
        .iter()
        .map(|line| format!("{} {}: {}\n", line.number, line.label, line.value.reveal()))
        .collect();
    expect![[r#"
        1.1 Mã số hồ sơ thủ tục hành chính: H48.01-261120-0007
        1.2 Ngày nhận đủ hồ sơ hợp lệ: 20/11/2026
        1.3 Loại thủ tục: Chuyển nhượng quyền sử dụng đất
        1.4 Căn cứ: Hợp đồng chuyển nhượng số 99/2026
        2.1.1 Bên chuyển quyền: Nguyễn Thị Mẫu
        2.1.1.1 Địa chỉ: Thôn Thử Nghiệm, xã Ví Dụ
        2.1.1.2 Mã số thuế/Số định danh cá nhân: 051000000001
        2.1.1.3 Ngày sinh: 03/02/1980
        2.2.1 Bên nhận quyền: Trần Văn Thử
        2.2.1.1 Địa chỉ: Thôn Thử Nghiệm, xã Ví Dụ
        2.2.1.2 Mã số thuế/Số định danh cá nhân: 051000000002
        2.2.1.3 Ngày sinh: 03/02/1980
        2.2.2 Bên nhận quyền: Lê Thị Ví Dụ
        2.2.2.1 Địa chỉ: Thôn Thử Nghiệm, xã Ví Dụ
        2.2.2.2 Mã số thuế/Số định danh cá nhân: 051000000003
        2.2.2.3 Ngày sinh: 03/02/1980
        3.1 Thửa đất số: 551
        3.2 Tờ bản đồ số: 12
        3.3 Địa chỉ thửa đất: Thôn Thử Nghiệm, xã Ví Dụ
        3.4 Diện tích (m²): 551,2
        3.4.1 Sử dụng chung (m²): 551,2
        3.4.2 Sử dụng riêng (m²): 0,0
        3.5 Nguồn gốc sử dụng đất: Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất
        3.6.1 Mục đích, thời hạn sử dụng đất: Đất ở tại nông thôn (ONT): 200,0 m²; thời hạn: Lâu dài
        3.6.2 Mục đích, thời hạn sử dụng đất: Đất trồng cây lâu năm (CLN): 351,2 m²; thời hạn: Lâu dài
        3.7 Giấy tờ về quyền sử dụng đất: Giấy chứng nhận số AA 00000001, số vào sổ VP 01
    "#]].assert_eq(&paper);
}

#[test]
fn no_slip_is_drawn_for_people_the_register_does_not_know() {
    let parcel = Parcel::replay(&[entered()]).unwrap();
    let strangers = Filing {
        transferors: filing().transferees,
        ..filing()
    };
    assert_eq!(
        TaxSlip::draw(&parcel, strangers).unwrap_err(),
        Refusal::NotHolder
    );
    let nobody = Filing {
        transferees: vec![],
        ..filing()
    };
    assert_eq!(
        TaxSlip::draw(&parcel, nobody).unwrap_err(),
        Refusal::HolderCount
    );
}
