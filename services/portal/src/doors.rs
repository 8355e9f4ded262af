//! Who may open which page. A page of the router that has no row here is served to nobody; a test
//! walks the router and fails for it.

use kernel::Role::{
    self, AgencyHead, Auditor, DeskHead, DeskOfficer, Leader, Operator, ProcedureControl,
    Specialist,
};
use portal_account::{
    Doors,
    doors::{Door, Row},
};

/// Those who receive and return (bộ phận một cửa).
const DESK: Door = Door::Roles(&[DeskOfficer, DeskHead]);
/// Who answers complaints: a complaint lies with a unit, desk or not.
const COMPLAINTS: Door = Door::Roles(&[DeskOfficer, DeskHead]);
/// Who looks at a desk's work: the desk, and those who watch over the province.
const DESK_SEEN: Door = Door::Roles(&[
    DeskOfficer,
    DeskHead,
    Leader,
    ProcedureControl,
    Auditor,
    Operator,
]);
/// Who sees that money which came twice goes back: an amount is about a person.
const REFUNDS: Door = Door::Roles(&[DeskOfficer, DeskHead, Auditor, Operator]);
/// Who opens a whole file with its personal data, which is recorded.
const FILE_SEEN: Door = Door::Roles(&[DeskOfficer, DeskHead, Auditor]);
/// Those who examine and decide (cơ quan giải quyết).
const AGENCY: Door = Door::Roles(&[Specialist, AgencyHead]);
const AGENCY_SEEN: Door = Door::Roles(&[
    Specialist,
    AgencyHead,
    Leader,
    ProcedureControl,
    Auditor,
    Operator,
]);
/// Any official; the services say which dossiers.
const OFFICIALS: Door = Door::Roles(&Role::ALL);
/// Figures: heads of their own unit, the others of the province.
const FIGURES: Door = Door::Roles(&[
    DeskHead,
    AgencyHead,
    Leader,
    ProcedureControl,
    Auditor,
    Operator,
]);
/// What sets the units of the province beside each other.
const WATCH: Door = Door::Roles(&[Leader, ProcedureControl, Auditor, Operator]);
const OPERATORS: Door = Door::Roles(&[Operator]);
/// Looks at how the system runs, and changes nothing.
const RUN_SEEN: Door = Door::Roles(&[Operator, Auditor]);
/// The catalogue of procedures and units.
const DATA_SEEN: Door = Door::Roles(&[ProcedureControl, Operator, Auditor, Leader]);
/// Who keeps the official forms.
const KEEPERS: Door = Door::Roles(&[ProcedureControl]);
/// Who sets routes right: those who keep the province's data (TT 01/2018/TT-VPCP Điều 8).
const SET_RIGHT: Door = Door::Roles(&[ProcedureControl, Operator]);
/// Who works on a dossier's way: a unit takes back its own offers and ends its own waits.
const WORK: Door = Door::Roles(&[DeskOfficer, DeskHead, Specialist, AgencyHead]);
const PUBLIC: Door = Door::Public;
const SHUT: Door = Door::Shut;

/// A page to look at.
const fn seen(route: &'static str, look: Door) -> Row {
    Row::new(route, look, SHUT)
}

/// A form, or an act.
const fn done(route: &'static str, look: Door, act: Door) -> Row {
    Row::new(route, look, act)
}

/// Approving and signing: acts that bind the agency.
const SWORN: &[&str] = &["duyet", "ky-xin-loi"];

/// What goes out over the name of the head of a desk (NĐ 61/2018/NĐ-CP Điều 19.9).
const DESK_SWORN: &[&str] = &["xin-loi"];

pub const DOORS: Doors = Doors(&[
    // What runs under the pages.
    seen("/static/{*path}", PUBLIC),
    seen("/healthz", PUBLIC),
    seen("/readyz", PUBLIC),
    seen("/su-kien", OFFICIALS),
    // The entrance.
    seen("/dang-nhap", PUBLIC),
    seen("/dang-nhap/xong", PUBLIC),
    seen("/dang-nhap/{realm}", PUBLIC),
    seen("/dang-nhap/{realm}/ve", PUBLIC),
    done("/dang-xuat", PUBLIC, PUBLIC),
    seen("/dang-xuat/xong", PUBLIC),
    done("/tai-khoan", PUBLIC, PUBLIC),
    done("/phien", PUBLIC, PUBLIC),
    done("/trinh-dien", PUBLIC, PUBLIC),
    // Everybody.
    seen("/", PUBLIC),
    seen("/tthc", PUBLIC),
    seen("/tthc/{code}", PUBLIC),
    seen("/tra-cuu", PUBLIC),
    seen("/tra-cuu/{code}", PUBLIC),
    seen("/hs/{code}", PUBLIC),
    seen("/tra-cuu/{code}/nop-tien", PUBLIC),
    seen("/tra-cuu/{code}/da-nop-tien", PUBLIC),
    // The bank's own word is signed; nothing else is believed.
    seen("/thanh-toan/vnpay/ipn", PUBLIC),
    done("/ngan-hang-thu", PUBLIC, PUBLIC),
    done("/tra-cuu/{code}/xac-nhan", PUBLIC, PUBLIC),
    done("/tra-cuu/{code}/rut", PUBLIC, PUBLIC),
    done("/tra-cuu/{code}/danh-gia", PUBLIC, PUBLIC),
    done("/tra-cuu/{code}/nhan-tin", PUBLIC, PUBLIC),
    seen("/tra-cuu/{code}/ai-da-xem", PUBLIC),
    done("/gop-y", PUBLIC, PUBLIC),
    seen("/gop-y/{code}", PUBLIC),
    seen("/phan-anh/{code}", PUBLIC),
    done("/dat-lich", PUBLIC, PUBLIC),
    // A booking is shown to whoever holds the secret of its link.
    seen("/dat-lich/{code}", PUBLIC),
    done("/dat-lich/{code}/doi", PUBLIC, PUBLIC),
    done("/dat-lich/{code}/huy", PUBLIC, PUBLIC),
    seen("/du-lieu-ca-nhan", PUBLIC),
    seen("/du-lieu-ca-nhan/xem", PUBLIC),
    seen("/kha-nang-tiep-can", PUBLIC),
    seen("/tthc/{code}/niem-yet", PUBLIC),
    seen("/tthc/{code}/niem-yet.pdf", PUBLIC),
    seen("/tthc/{code}/mau/{file}", PUBLIC),
    done("/nop/{procedure}", PUBLIC, PUBLIC),
    done("/tra-cuu/{code}/bo-sung", PUBLIC, PUBLIC),
    done("/tra-cuu/{code}/bo-sung/{component}", SHUT, PUBLIC),
    seen("/tra-cuu/{code}/bo-sung/tep/{document}", PUBLIC),
    done("/tra-cuu/{code}/bo-sung/tep/{document}/xoa", SHUT, PUBLIC),
    done("/nop/{procedure}/bo", SHUT, PUBLIC),
    seen("/nop/{procedure}/tiep/{key}", PUBLIC),
    done("/nop/{procedure}/buoc/{step}", PUBLIC, PUBLIC),
    done("/nop/{procedure}/tai-len/{component}", SHUT, PUBLIC),
    done("/nop/{procedure}/dung-lai/{component}", SHUT, PUBLIC),
    seen("/nop/{procedure}/tep/{document}", PUBLIC),
    done("/nop/{procedure}/tep/{document}/xoa", SHUT, PUBLIC),
    seen("/nop/{procedure}/mau/{file}", PUBLIC),
    done("/nop/{procedure}/gui", SHUT, PUBLIC),
    seen("/nop/{procedure}/da-nop", PUBLIC),
    // The one-stop desk.
    seen("/ban", DESK_SEEN),
    seen("/ban/hang-doi", DESK_SEEN).of_unit(),
    done("/ban/tiep-nhan", DESK, DESK).of_unit(),
    seen("/ban/da-tiep-nhan/{code}", DESK_SEEN),
    seen("/ban/ho-so/{code}", FILE_SEEN),
    done("/ban/ho-so/{code}/{act}", DESK, DESK).sworn(DESK_SWORN),
    // An amount is about a person; routing says whose desk takes it.
    done("/ban/ho-so/{code}/thu-tien", DESK, DESK),
    seen("/ban/ho-so/{code}/da-thu-tien", DESK),
    seen("/ban/thu-tien", DESK),
    seen("/ban/truc-tuyen", DESK_SEEN),
    done("/ban/tiep-nhan/xem", SHUT, DESK),
    done("/ban/tiep-nhan/phieu/phieu-bo-sung", SHUT, DESK),
    done("/ban/tiep-nhan/tu-choi", SHUT, DESK),
    seen("/ban/da-tu-choi/{code}", DESK_SEEN),
    // What was scanned before reception is the officer's who scanned it; intake says whose.
    done("/ban/quet/{draft}/{component}", SHUT, DESK),
    seen("/ban/quet/{draft}/tep/{document}", DESK),
    done("/ban/quet/{draft}/tep/{document}/xoa", SHUT, DESK),
    done("/ban/buu-chinh", DESK, DESK).of_unit(),
    seen("/ban/tra-ket-qua", DESK_SEEN).of_unit(),
    seen("/ban/xin-loi", DESK),
    seen("/ban/so-theo-doi", DESK).of_unit(),
    seen("/ban/so-theo-doi/tai/{kind}", DESK).of_unit(),
    seen("/ban/so-thu-tu", DESK).of_unit(),
    done("/ban/so-thu-tu/{act}", SHUT, DESK).of_unit(),
    seen("/ban/lich-hen", DESK).of_unit(),
    done("/ban/lich-hen/den", SHUT, DESK).of_unit(),
    done("/ban/lich-hen/dat", SHUT, DESK).of_unit(),
    seen("/so-thu-tu/{unit}", PUBLIC),
    done("/lay-so/{unit}", PUBLIC, PUBLIC),
    done("/ban/gop-y", COMPLAINTS, SHUT).of_unit(),
    done("/ban/gop-y/{id}/{act}", SHUT, COMPLAINTS).of_unit(),
    seen("/ban/hoan-tien", REFUNDS).of_unit(),
    done("/ban/hoan-tien/{dossier}", SHUT, DESK).of_unit(),
    seen("/ban/dieu-phoi", DESK_SEEN).of_unit(),
    done("/ban/dieu-phoi/{dossier}/{leg}", SHUT, DESK).of_unit(),
    // A dossier, as a whole.
    seen("/ho-so/{code}", OFFICIALS),
    seen("/ho-so/{code}/phieu-kiem-soat", OFFICIALS),
    seen("/ho-so/{code}/tai-lieu/{document}", OFFICIALS),
    seen("/ho-so/{code}/tuyen", OFFICIALS),
    done("/ho-so/{code}/tuyen/{leg}/{act}", SHUT, WORK),
    done("/ho-so/{code}/so-hoa", DESK, SHUT),
    done("/ho-so/{code}/so-hoa/{component}", SHUT, DESK),
    seen("/ho-so/{code}/giay/{form}", OFFICIALS),
    // Agencies.
    seen("/co-quan", AGENCY_SEEN),
    seen("/co-quan/viec", AGENCY_SEEN).of_unit(),
    seen("/co-quan/viec/{case}", AGENCY_SEEN).of_unit(),
    seen("/co-quan/phe-duyet", AGENCY_SEEN).of_unit(),
    seen("/co-quan/tam-dung", AGENCY_SEEN).of_unit(),
    seen("/co-quan/da-chuyen", AGENCY_SEEN).of_unit(),
    // How much each person has in hand is for the direct superior alone.
    seen("/co-quan/nhom", Door::Roles(&[AgencyHead])).of_unit(),
    done("/co-quan/viec/nhan-tiep", SHUT, AGENCY).of_unit(),
    done("/co-quan/hang-loat/{act}", SHUT, AGENCY)
        .of_unit()
        .sworn(SWORN),
    done("/co-quan/viec/{case}/{act}", SHUT, AGENCY)
        .of_unit()
        .sworn(SWORN),
    // Figures.
    seen("/lanh-dao", FIGURES),
    seen("/lanh-dao/qua-han", FIGURES),
    seen("/lanh-dao/xep-hang", WATCH),
    seen("/lanh-dao/hai-long", FIGURES),
    seen("/lanh-dao/don-vi/{id}", FIGURES),
    seen("/lanh-dao/giao-ban", WATCH),
    seen("/lanh-dao/giao-ban/{file}", WATCH),
    seen("/lanh-dao/quy", FIGURES),
    seen("/lanh-dao/quy/{file}", FIGURES),
    seen("/bao-cao", FIGURES),
    seen("/bao-cao/tien-do", FIGURES),
    seen("/bao-cao/tien-do.xlsx", FIGURES),
    seen("/bao-cao/tien-do.csv", FIGURES),
    seen("/bao-cao/ho-so", FIGURES),
    seen("/bao-cao/khau", FIGURES).of_unit(),
    seen("/bao-cao/vi-pham", FIGURES).of_unit(),
    // Running the system.
    seen("/van-hanh", OPERATORS),
    done("/van-hanh/doi-soat", OPERATORS, OPERATORS),
    done("/van-hanh/thu/{service}/{id}/{act}", SHUT, OPERATORS),
    seen("/van-hanh/vet", RUN_SEEN),
    seen("/van-hanh/tin-nhan", RUN_SEEN),
    seen("/van-hanh/tuyen", SET_RIGHT),
    done("/van-hanh/tuyen/{code}/{act}", SHUT, SET_RIGHT),
    seen("/van-hanh/sap-xep", SET_RIGHT),
    done("/van-hanh/sap-xep/{act}", SHUT, SET_RIGHT),
    // The province's data.
    seen("/quan-tri", DATA_SEEN),
    seen("/quan-tri/thu-tuc", DATA_SEEN),
    seen("/quan-tri/don-vi", DATA_SEEN),
    seen(
        "/quan-tri/du-lieu",
        Door::Roles(&[ProcedureControl, Operator]),
    ),
    seen("/quan-tri/bieu-mau", DATA_SEEN),
    done("/quan-tri/bieu-mau/{key}", KEEPERS, KEEPERS),
    done("/quan-tri/bieu-mau/{key}/khoi-phuc", SHUT, KEEPERS),
]);
