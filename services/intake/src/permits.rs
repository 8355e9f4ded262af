//! Who may ask the desk what (NĐ 61/2018/NĐ-CP Điều 8–9, 15, 17; TT 01/2018/TT-VPCP Điều 16.2d).
//! Which unit's dossier and of which field is decided where the dossier is read.

use chassis::permits::{ANY_ROLE, Permit, Permits, officials, services};
use kernel::Role::{self, *};

/// Those at the one-stop desk: nothing is received, asked for, withdrawn or handed over elsewhere.
const DESK: &[Role] = &[DeskOfficer, DeskHead];
/// Those who have the file in hand.
const FILE: &[Role] = &[DeskOfficer, DeskHead, Specialist, AgencyHead, Auditor];
/// Those who hand the paper originals on.
const PAPERS: &[Role] = &[DeskOfficer, DeskHead, Specialist, AgencyHead];
/// Those who look over lists, which name nobody.
const LISTS: &[Role] = &[
    DeskOfficer,
    DeskHead,
    ProcedureControl,
    Leader,
    Operator,
    Auditor,
];
/// Those who see who looked at whose data.
const READS: &[Role] = &[DeskOfficer, DeskHead, Auditor];
/// Those who answer complaints: one lies with a unit, desk or not (NĐ 20/2008/NĐ-CP Điều 14).
const COMPLAINTS: &[Role] = &[DeskOfficer, DeskHead, AgencyHead, ProcedureControl];
/// Those who keep the synchronisation with the national portal.
const SYNC: &[Role] = &[ProcedureControl, Operator];

pub const PERMITS: &[Permits] = &[
    Permits {
        service: "motcua.intake.v1.IntakeService",
        methods: &[
            ("SubmitDossier", desk().citizens()),
            ("AcceptDossier", desk()),
            ("AcceptMany", desk()),
            ("AcceptSubmitted", desk()),
            ("AskSupplement", desk()),
            ("SupplyPapers", desk().citizens()),
            ("RefuseDossier", desk()),
            ("RefuseAtCounter", desk()),
            ("WithdrawDossier", desk()),
            ("StopDossier", desk()),
            // An apology goes out over the name of the head of the desk.
            ("MoveAppointment", officials(&[DeskHead])),
            ("ReturnResult", desk()),
            ("HandOverPapers", officials(PAPERS)),
            ("OpenCorrection", desk()),
            ("ReportLoss", officials(PAPERS)),
            ("TrackDossier", officials(ANY_ROLE).citizens()),
            ("ExplainAppointment", officials(ANY_ROLE).citizens()),
            ("GetDossier", officials(FILE).signed_in()),
            ("GetContact", desk().services(&["notification"])),
            ("ListDossiers", officials(LISTS)),
            ("ListReads", officials(READS).signed_in()),
            ("ListSyncOwed", officials(SYNC)),
            ("RecordSync", officials(SYNC)),
        ],
    },
    Permits {
        service: "motcua.intake.v1.DocumentService",
        methods: &[
            ("UploadDocument", desk().citizens()),
            ("GetDocument", officials(FILE).citizens()),
            ("ListDocuments", officials(FILE).citizens()),
            ("ListEarlierDocuments", desk().citizens()),
            ("ReuseDocument", desk().citizens()),
            ("RemoveDocument", desk().citizens()),
            ("SaveDraft", desk().citizens()),
            ("GetDraft", desk().citizens()),
            ("DeleteDraft", desk().citizens()),
            ("ListDrafts", desk().signed_in()),
        ],
    },
    Permits {
        service: "motcua.intake.v1.CounterService",
        methods: &[
            ("ListRegister", desk()),
            ("GetDay", desk()),
            ("PreviewAppointment", desk()),
            ("FindPersons", desk()),
            ("ListChanges", officials(FILE)),
            ("TakeTicket", desk().citizens()),
            ("CallNext", desk()),
            ("MarkServed", desk()),
            ("MarkNoShow", desk()),
            ("ListTickets", desk()),
            ("GetDisplay", officials(ANY_ROLE).citizens()),
            ("ListSlots", desk().citizens()),
            ("BookSlot", desk().citizens()),
            ("GetBooking", desk().citizens()),
            ("MoveBooking", desk().citizens()),
            ("CancelBooking", desk().citizens()),
            ("ListBookings", desk()),
            ("CheckInBooking", desk().citizens()),
            ("GetBookingContact", services(&["notification"])),
        ],
    },
    Permits {
        service: "motcua.intake.v1.FeedbackService",
        methods: &[
            ("AskProof", officials(&[]).citizens()),
            ("Prove", officials(&[]).citizens()),
            ("GetMine", officials(&[]).citizens()),
            ("GetProofText", services(&["notification"])),
            ("GetComplaintContact", services(&["notification"])),
            ("WithdrawByOwner", officials(&[]).citizens()),
            ("ListMyReads", officials(&[]).citizens()),
            ("ChooseNotices", officials(&[]).citizens()),
            ("Rate", officials(&[]).citizens()),
            ("Complain", desk().citizens()),
            ("TrackComplaint", officials(ANY_ROLE).citizens()),
            ("ListComplaints", officials(COMPLAINTS)),
            ("ReceiveComplaint", officials(COMPLAINTS)),
            ("ForwardComplaint", officials(COMPLAINTS)),
            ("AnswerComplaint", officials(COMPLAINTS)),
        ],
    },
];

const fn desk() -> Permit {
    officials(DESK)
}

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
