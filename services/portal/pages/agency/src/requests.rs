//! What an act's form becomes on the wire.

use proto::{
    agency::v1::Conclusion,
    land_records::v1::{
        ExamineTransferRequest, Holder, RegisterMortgageRequest, RegisterTransferRequest,
        ReissueCertificateRequest,
    },
    social_welfare::v1::{Circumstance, DecideAllowanceRequest, Facts},
};

use portal_ui::fields::{Fields, amount};

/// The version of the case the officer looked at.
fn seen(sent: &Fields) -> u32 {
    sent.count("expected_version")
}

pub fn conclusion(sent: &Fields) -> Conclusion {
    let granted = sent.get("conclusion.granted") == "yes";
    Conclusion {
        granted,
        document: sent.get("conclusion.document").to_owned(),
        amount: amount(sent.get("conclusion.amount")),
        pay_by: sent.get("conclusion.pay_by").to_owned(),
        reason: sent.get("conclusion.reason").to_owned(),
    }
}

pub fn examine_transfer(case_id: String, sent: &Fields) -> ExamineTransferRequest {
    ExamineTransferRequest {
        case_id,
        commune: sent.get("commune").to_owned(),
        sheet: sent.count("sheet"),
        number: sent.count("number"),
        area: sent.get("area").replace(',', "."),
        transferor_citizen_id: sent.get("transferor_citizen_id").to_owned(),
        mortgagee_consents: sent.get("mortgagee_consents") == "yes",
        expected_version: seen(sent),
    }
}

pub fn register_transfer(case_id: String, sent: &Fields) -> RegisterTransferRequest {
    let whole = Holder {
        name: sent.get("to.0.name").to_owned(),
        citizen_id: sent.get("to.0.citizen_id").to_owned(),
        share_numerator: 1,
        share_denominator: 1,
    };
    RegisterTransferRequest {
        case_id,
        commune: sent.get("commune").to_owned(),
        sheet: sent.count("sheet"),
        number: sent.count("number"),
        transferor_citizen_id: sent.get("transferor_citizen_id").to_owned(),
        to: vec![whole],
        mortgagee_consents: sent.get("mortgagee_consents") == "yes",
        expected_version: seen(sent),
    }
}

pub fn register_mortgage(case_id: String, sent: &Fields) -> RegisterMortgageRequest {
    RegisterMortgageRequest {
        case_id,
        commune: sent.get("commune").to_owned(),
        sheet: sent.count("sheet"),
        number: sent.count("number"),
        mortgagee: sent.get("mortgagee").to_owned(),
        contract: sent.get("contract").to_owned(),
        expected_version: seen(sent),
    }
}

pub fn reissue(case_id: String, sent: &Fields) -> ReissueCertificateRequest {
    ReissueCertificateRequest {
        case_id,
        commune: sent.get("commune").to_owned(),
        sheet: sent.count("sheet"),
        number: sent.count("number"),
        lost_serial: sent.get("lost_serial").to_owned(),
        expected_version: seen(sent),
    }
}

pub fn facts(sent: &Fields) -> Facts {
    let kind = sent.get("facts.circumstances.0.kind");
    let circumstance = Circumstance {
        kind: kind.to_owned(),
        children: sent.count("facts.circumstances.0.children"),
    };
    Facts {
        date_of_birth: sent.get("facts.date_of_birth").to_owned(),
        circumstances: if kind.is_empty() {
            Vec::new()
        } else {
            vec![circumstance]
        },
        poor_household: sent.get("facts.poor_household") == "yes",
        has_pension: sent.get("facts.has_pension") == "yes",
        disability_certified_on: sent.get("facts.disability_certified_on").to_owned(),
        ..Default::default()
    }
}

pub fn decide_allowance(case_id: String, sent: &Fields) -> DecideAllowanceRequest {
    DecideAllowanceRequest {
        case_id,
        facts: Some(facts(sent)),
        expected_version: seen(sent),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_with_its_dots() {
        let given = conclusion(&Fields::from([
            ("conclusion.granted", "yes"),
            ("conclusion.amount", "12.500.000"),
        ]));
        assert_eq!((given.granted, given.amount), (true, Some(12_500_000)));
    }

    #[test]
    fn no_amount_is_not_an_amount_of_zero() {
        assert_eq!(conclusion(&Fields::default()).amount, None);
    }

    #[test]
    fn an_area_is_sent_with_a_point() {
        let sent = Fields::from([("area", "123,4"), ("sheet", "12")]);
        let request = examine_transfer(String::new(), &sent);
        assert_eq!((request.area.as_str(), request.sheet), ("123.4", 12));
    }

    #[test]
    fn an_act_of_a_service_of_its_own_says_which_version_was_looked_at() {
        let sent = Fields::from([("expected_version", "7")]);
        let decided = decide_allowance(String::new(), &sent).expected_version;
        let registered = register_transfer(String::new(), &sent).expected_version;
        assert_eq!((decided, registered), (7, 7));
    }

    #[test]
    fn somebody_in_no_group_has_no_circumstance() {
        assert!(facts(&Fields::default()).circumstances.is_empty());
    }
}
