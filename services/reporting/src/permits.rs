//! Who may look at how the province does: those who watch over all of it, and heads at their own
//! unit.

use chassis::permits::{Permits, officials, services};
use kernel::Role::{self, *};

/// Those who see every unit's figures; operators follow a late dossier down to the hop that failed.
pub const EVERYWHERE: &[Role] = &[Leader, ProcedureControl, Auditor, Operator];
/// Those who see figures at all.
const READERS: &[Role] = &[
    Leader,
    ProcedureControl,
    Auditor,
    Operator,
    DeskHead,
    AgencyHead,
];

pub const PERMITS: &[Permits] = &[Permits {
    service: "motcua.reporting.v1.ReportingService",
    methods: &[
        ("GetProgress", officials(READERS)),
        ("ListDossiers", officials(READERS)),
        ("GetDelays", officials(READERS)),
        ("ListBreaches", officials(READERS)),
        ("GetOverview", officials(READERS)),
        ("GetTiles", officials(READERS)),
        // The portal shows everybody the same, whoever looks.
        ("GetPublicFigures", services(&["portal"])),
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
