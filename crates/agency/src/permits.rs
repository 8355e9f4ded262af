//! Who may ask an agency what: those who examine and those who lead; of which unit's case, and of
//! which field, is decided where the case is read.

use chassis::permits::{Permits, officials, services};
use kernel::Role::{self, *};

/// Those who work on cases.
const WORK: &[Role] = &[Specialist, AgencyHead];
/// Those who answer for what an agency decides (NĐ 61/2018/NĐ-CP Điều 19.1).
const HEAD: &[Role] = &[AgencyHead];

/// The permits of what every agency answers.
pub const PERMITS: &[Permits] = &[Permits {
    service: "motcua.agency.v1.AgencyService",
    methods: &[
        ("ListQueue", officials(WORK)),
        // Routing compares custody with what it believes.
        ("GetCase", officials(WORK).services(&["routing"])),
        ("Take", officials(WORK)),
        ("Refuse", officials(WORK)),
        ("GiveBack", officials(WORK)),
        ("Propose", officials(WORK)),
        ("Approve", officials(HEAD)),
        ("Complete", officials(WORK)),
        ("Reassign", officials(WORK)),
        ("SendBack", officials(HEAD)),
        ("NeedSupplement", officials(WORK)),
        ("StateDelay", officials(WORK)),
        ("SignApology", officials(HEAD)),
        ("Withdraw", officials(WORK)),
        ("TakeMany", officials(WORK)),
        ("ApproveMany", officials(HEAD)),
        ("SendBackMany", officials(HEAD)),
        ("ReassignMany", officials(WORK)),
        ("ListActs", officials(WORK)),
        // A look at persons is the direct superior's.
        ("TeamView", officials(HEAD)),
        ("ListTeamLooks", officials(WORK)),
        ("ListStaff", officials(WORK)),
        ("ListHeldLegs", services(&["routing"])),
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
