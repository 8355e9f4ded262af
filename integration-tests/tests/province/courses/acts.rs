//! What an officer does on a leg of any procedure.

use proto::{
    agency::v1::Conclusion,
    land_records::v1::{RegisterMortgageRequest, ReissueCertificateRequest},
    routing::v1::Leg,
    social_welfare::v1::{Circumstance, Facts},
};

use crate::{
    journeys::walk::BANK,
    support::{
        PLACE, Part,
        filings::{self, SHEET, serial},
        people::granted,
    },
};

/// The leg done in favour: by the agency's own act where it has one, else by a conclusion with
/// what its task must state.
pub fn in_favour(procedure: &str, leg: &Leg, number: u32) -> Part {
    match (leg.host.as_str(), procedure, leg.task.as_str()) {
        ("land-records", "1.013831", "examine") => Part::ExamineTransfer(filings::examine(number)),
        ("land-records", "1.013831", "register") => {
            Part::RegisterTransfer(filings::register(number))
        }
        ("land-records", "1.011441", "register") => Part::RegisterMortgage(mortgage(number)),
        ("land-records", "1.012786", "register") => Part::Reissue(reissue(number)),
        ("social-welfare", _, "decide-allowance") => Part::DecideAllowance(disabled()),
        (_, _, "tax-assessment") => assessed(number),
        _ => granted(&format!("{number}/2026")),
    }
}

/// Not eligible after examination.
pub fn not_eligible() -> Part {
    Part::Conclude(Conclusion {
        granted: false,
        reason: "Không đủ điều kiện giải quyết theo quy định (ví dụ).".to_owned(),
        ..Default::default()
    })
}

fn mortgage(number: u32) -> RegisterMortgageRequest {
    RegisterMortgageRequest {
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        mortgagee: BANK.to_owned(),
        contract: format!("{number}/HĐTC"),
        ..Default::default()
    }
}

fn reissue(number: u32) -> ReissueCertificateRequest {
    ReissueCertificateRequest {
        commune: PLACE.to_owned(),
        sheet: SHEET,
        number,
        lost_serial: serial(number),
        ..Default::default()
    }
}

fn assessed(number: u32) -> Part {
    Part::Conclude(Conclusion {
        granted: true,
        document: format!("TB-{number}"),
        amount: Some(12_500_000),
        pay_by: "2027-12-31".to_owned(),
        reason: String::new(),
    })
}

fn disabled() -> Facts {
    Facts {
        date_of_birth: "1990-05-01".to_owned(),
        circumstances: vec![Circumstance {
            kind: "severe-disability".to_owned(),
            children: 0,
        }],
        disability_certified_on: "2024-01-10".to_owned(),
        ..Default::default()
    }
}
