//! Who may ask routing what. Which unit may do something on which leg, the route decides.

use chassis::permits::{ANY_ROLE, Permits, officials};
use kernel::Role::{self, *};

/// Who takes money at a desk, or notes a debt. That a payment service has the money is said by the
/// portal alone, which checks its signature; whoever pays only says so.
const CASHIERS: &[Role] = &[DeskOfficer, DeskHead, Specialist, AgencyHead];
/// Who is told what a notice asks, and gives money back that was paid twice: the desk.
const DESK: &[Role] = &[DeskOfficer, DeskHead];
/// Who sees that it is done: the desk its own, the others all.
const REFUNDS_SEEN: &[Role] = &[DeskOfficer, DeskHead, Auditor, Operator];
/// Who works on a dossier's way.
const WORK: &[Role] = &[DeskOfficer, DeskHead, Specialist, AgencyHead];
/// Who finds the competent unit where nobody is named.
const COORDINATORS: &[Role] = &[DeskOfficer, DeskHead, ProcedureControl, Operator];
/// Who keeps the province's data (TT 01/2018/TT-VPCP Điều 8).
const KEEPERS: &[Role] = &[ProcedureControl, Operator];

pub const PERMITS: &[Permits] = &[Permits {
    service: "motcua.routing.v1.RoutingService",
    methods: &[
        (
            "GetRoute",
            officials(ANY_ROLE).citizens().services(&["portal"]),
        ),
        ("SettlePayment", officials(CASHIERS).services(&["portal"])),
        ("GetPayment", officials(DESK).services(&["portal"])),
        ("GetReceipts", officials(DESK).services(&["portal"])),
        ("ListDuePayments", officials(DESK)),
        ("ListRefunds", officials(REFUNDS_SEEN)),
        ("RecordRefund", officials(DESK)),
        ("RecallLeg", officials(WORK)),
        ("AskOpinion", officials(&[Specialist, AgencyHead])),
        ("EndWait", officials(&[Specialist, AgencyHead])),
        ("ListCoordination", officials(COORDINATORS)),
        ("ResolveCompetence", officials(COORDINATORS)),
        ("MigrateRoute", officials(KEEPERS)),
        ("ReorganiseUnits", officials(KEEPERS)),
        ("Reconcile", officials(&[Operator])),
        ("GetControlSheet", officials(ANY_ROLE)),
        ("GetAttribution", officials(ANY_ROLE)),
        ("ListDuties", officials(ANY_ROLE)),
        (
            "ListProcedures",
            officials(ANY_ROLE).citizens().services(&["portal"]),
        ),
        (
            "GetProcedure",
            officials(ANY_ROLE)
                .citizens()
                .services(&["portal", "forms"]),
        ),
        (
            "ListUnits",
            officials(ANY_ROLE)
                .citizens()
                .services(&["portal", "forms"]),
        ),
        ("ListDataProblems", officials(KEEPERS)),
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
