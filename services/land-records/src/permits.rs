//! Who may ask the land registry what, beyond what every agency answers.

use chassis::permits::{Permits, officials};
use kernel::Role::{self, *};

const WORK: &[Role] = &[Specialist, AgencyHead];

pub const PERMITS: &[Permits] = &[Permits {
    service: "motcua.land_records.v1.LandRecordsService",
    methods: &[
        ("EnterParcel", officials(WORK)),
        ("FindParcel", officials(WORK)),
        ("ExamineTransfer", officials(WORK)),
        ("RegisterTransfer", officials(WORK)),
        ("RegisterMortgage", officials(WORK)),
        ("ReissueCertificate", officials(WORK)),
        ("CorrectCertificate", officials(WORK)),
    ],
}];

#[cfg(test)]
mod tests {
    #[test]
    fn every_method_of_the_contract_is_permitted_to_somebody_or_refused_on_purpose() {
        assert_eq!(
            chassis::permits::unlisted(super::PERMITS),
            Vec::<String>::new()
        );
    }
}
