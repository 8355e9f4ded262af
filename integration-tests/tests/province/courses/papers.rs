//! A filing for any procedure, made of nothing but its own checklist and form.

use catalogue::{FieldKind, FormField, Procedure};
use proto::intake::v1::{Channel, Filing, Paper, ReturnMethod};

use super::era::Era;
use crate::{
    journeys::walk::BANK,
    support::filings::{self, BUYER, SELLER, SHEET, serial},
};

/// Every required paper, and an answer to every question. Questions that may be left open are
/// answered the `variant`-th way, so that conditional legs come and go.
pub fn filing(era: &Era, procedure: &Procedure, number: u32, variant: usize) -> Filing {
    let required = procedure.components.iter().filter(|one| one.required);
    let answers = procedure.fields.iter();
    Filing {
        procedure: procedure.code.clone(),
        checklist: procedure.checklist_version(),
        receiving_unit: era.centre.to_owned(),
        place: era.place.to_owned(),
        owner: Some(BUYER.person()),
        papers: required.map(paper).collect(),
        answers: answers
            .map(|field| (field.key.clone(), answer(field, number, variant)))
            .collect(),
        return_method: ReturnMethod::Counter.into(),
        ..Default::default()
    }
}

fn paper(component: &catalogue::Component) -> Paper {
    Paper {
        component: component.key.clone(),
        originals: component.originals,
        copies: component.copies,
        electronic: component.originals + component.copies == 0,
        ..Default::default()
    }
}

/// The channel of the `turn`-th filing of a procedure, of those it offers.
pub fn channel(procedure: &Procedure, turn: usize) -> Channel {
    match procedure.channels[turn % procedure.channels.len()] {
        catalogue::Channel::Counter => Channel::Counter,
        catalogue::Channel::Online => Channel::Online,
        catalogue::Channel::Post => Channel::Post,
    }
}

/// The register is about somebody's parcel; everything else is about somebody invented.
fn answer(field: &FormField, number: u32, variant: usize) -> String {
    let about_the_parcel = match field.key.as_str() {
        "map_sheet" => Some(SHEET.to_string()),
        "parcel_number" => Some(number.to_string()),
        "area" => Some(filings::AREA.to_owned()),
        "certificate_number" => Some(serial(number)),
        "mortgagee_name" => Some(BANK.to_owned()),
        "holder_name" | "transferor_name" | "mortgagor_name" => Some(SELLER.0.to_owned()),
        "holder_id" | "transferor_id" | "mortgagor_id" => Some(SELLER.1.to_owned()),
        _ => None,
    };
    about_the_parcel.unwrap_or_else(|| match &field.kind {
        FieldKind::Text => format!("Ví dụ {number}"),
        FieldKind::Paragraph => format!("Đoạn văn ví dụ số {number}."),
        FieldKind::Date => "1990-05-01".to_owned(),
        FieldKind::CitizenId | FieldKind::PartyId => BUYER.1.to_owned(),
        FieldKind::Phone => BUYER.2.to_owned(),
        FieldKind::Choice(options) => {
            let n = if field.required {
                0
            } else {
                variant % options.len()
            };
            options[n].0.clone()
        }
        FieldKind::Amount => "850000000".to_owned(),
        FieldKind::Area => filings::AREA.to_owned(),
    })
}
