//! What the register looks like after each event. Only ends are ever filled in.

use kernel::{DossierId, Instant};

use crate::{
    Certificate, Closed, Closing, Corrected, Correction, Entry, Event, Holder, NewCertificate,
    Parcel, Restriction, RestrictionKind, Right, SentSlip, Source, SourceKind,
};

pub(crate) fn evolve(parcel: Option<Parcel>, event: &Event) -> Option<Parcel> {
    match (parcel, event) {
        (None, Event::Entered { entry, at }) => Some(entered(entry, *at)),
        (None, _) => None,
        (Some(mut parcel), event) => {
            parcel.version += 1;
            parcel.note(event);
            Some(parcel)
        }
    }
}

fn entered(entry: &Entry, at: Instant) -> Parcel {
    let Entry {
        dossier, issued_at, ..
    } = *entry;
    Parcel {
        id: entry.parcel,
        version: 1,
        place: entry.place.clone(),
        address: entry.address.clone(),
        area: entry.area,
        uses: entry.uses.clone(),
        origin: entry.origin,
        rights: vec![Right {
            holders: entry.holders.clone(),
            since: issued_at,
            until: None,
            dossier,
        }],
        restrictions: vec![],
        certificates: vec![issued(&entry.certificate, 0, issued_at, dossier)],
        sources: vec![Source {
            dossier,
            kind: SourceKind::FirstEntry,
            at,
        }],
        slips: vec![],
        corrections: vec![],
    }
}

impl Parcel {
    fn note(&mut self, event: &Event) {
        match event {
            // The register opens a page once; `decide` never says so twice.
            Event::Entered { .. } => {}
            Event::TransferExamined { dossier, slip, at } => {
                self.slips.push(SentSlip {
                    dossier: *dossier,
                    number: slip.clone(),
                    at: *at,
                    void_at: None,
                });
                self.rest_on(*dossier, SourceKind::Examination, *at);
            }
            Event::SlipVoided { dossier, slip, at } => {
                for sent in &mut self.slips {
                    // Numbers begin anew each year.
                    let it = (sent.dossier, &sent.number) == (*dossier, slip);
                    if it && sent.void_at.is_none() {
                        sent.void_at = Some(*at);
                    }
                }
            }
            Event::CertificateCorrected {
                dossier,
                certificate,
                correction,
                at,
            } => {
                self.close(
                    *certificate,
                    Closed {
                        at: *at,
                        dossier: *dossier,
                        ground: Closing::Corrected,
                    },
                );
                self.put_right(*dossier, correction, *at);
            }
            Event::RightTransferred { dossier, to, at } => {
                self.pass_to(to.clone(), *dossier, *at);
                self.rest_on(*dossier, SourceKind::Transfer, *at);
            }
            Event::CertificateClosed {
                dossier,
                certificate,
                at,
            } => {
                self.close(
                    *certificate,
                    Closed {
                        at: *at,
                        dossier: *dossier,
                        ground: Closing::Transferred,
                    },
                );
            }
            Event::CertificateCancelledAsLost {
                dossier,
                certificate,
                at,
            } => {
                self.close(
                    *certificate,
                    Closed {
                        at: *at,
                        dossier: *dossier,
                        ground: Closing::Lost,
                    },
                );
                self.rest_on(*dossier, SourceKind::LostCertificate, *at);
            }
            Event::CertificateIssued {
                dossier,
                certificate,
                at,
            } => {
                let right = self.rights.len().saturating_sub(1);
                self.certificates
                    .push(issued(certificate, right, *at, Some(*dossier)));
            }
            Event::MortgageRegistered {
                dossier,
                mortgagee,
                contract,
                at,
            } => {
                let (dossier, registered_at) = (*dossier, *at);
                let (mortgagee, contract) = (mortgagee.clone(), contract.clone());
                let kind = RestrictionKind::Mortgage {
                    dossier,
                    mortgagee,
                    contract,
                    registered_at,
                };
                self.restrict(kind, *at);
                self.rest_on(dossier, SourceKind::Mortgage, *at);
            }
            Event::MortgageDischarged {
                dossier,
                mortgage,
                at,
            } => {
                self.free(*at, |kind| matches!(kind, RestrictionKind::Mortgage { dossier, .. } if dossier == mortgage));
                self.rest_on(*dossier, SourceKind::MortgageDischarge, *at);
            }
            Event::Seized {
                order,
                by,
                ground,
                at,
            } => {
                let (order, by, ground) = (order.clone(), by.clone(), ground.clone());
                self.restrict(RestrictionKind::Seizure { order, by, ground }, *at);
                self.rest_on(None, SourceKind::Seizure, *at);
            }
            Event::SeizureLifted { order: lifted, at } => {
                self.free(*at, |kind| matches!(kind, RestrictionKind::Seizure { order, .. } if order == lifted));
                self.rest_on(None, SourceKind::SeizureLifted, *at);
            }
            Event::DebtNoted {
                dossier,
                notice,
                at,
            } => {
                self.restrict(
                    RestrictionKind::Debt {
                        dossier: *dossier,
                        notice: notice.clone(),
                    },
                    *at,
                );
                self.rest_on(*dossier, SourceKind::Debt, *at);
            }
            Event::DebtCleared { dossier, debt, at } => {
                self.free(
                    *at,
                    |kind| matches!(kind, RestrictionKind::Debt { dossier, .. } if dossier == debt),
                );
                self.rest_on(*dossier, SourceKind::DebtCleared, *at);
            }
        }
    }

    fn pass_to(&mut self, holders: Vec<Holder>, dossier: DossierId, at: Instant) {
        for right in self.rights.iter_mut().filter(|right| right.until.is_none()) {
            right.until = Some(at);
        }
        self.rights.push(Right {
            holders,
            since: at,
            until: None,
            dossier: Some(dossier),
        });
    }

    /// What was wrong is kept with the correction; wrong holders stay as a right that is over.
    fn put_right(&mut self, dossier: DossierId, correction: &Correction, at: Instant) {
        self.corrections.push(Corrected {
            dossier,
            reason: correction.reason.clone(),
            at_cost_of: correction.at_cost_of.clone(),
            at,
            address: self.address.clone(),
            area: self.area,
            uses: self.uses.clone(),
            origin: self.origin,
        });
        if let Some(address) = &correction.address {
            self.address.clone_from(address);
        }
        self.area = correction.area.unwrap_or(self.area);
        self.origin = correction.origin.unwrap_or(self.origin);
        if !correction.uses.is_empty() {
            self.uses.clone_from(&correction.uses);
        }
        if !correction.holders.is_empty() {
            self.pass_to(correction.holders.clone(), dossier, at);
        }
        self.rest_on(dossier, SourceKind::Correction, at);
    }

    fn rest_on(&mut self, dossier: impl Into<Option<DossierId>>, kind: SourceKind, at: Instant) {
        self.sources.push(Source {
            dossier: dossier.into(),
            kind,
            at,
        });
    }

    fn restrict(&mut self, kind: RestrictionKind, since: Instant) {
        self.restrictions.push(Restriction {
            kind,
            since,
            until: None,
        });
    }

    fn free(&mut self, at: Instant, fits: impl Fn(&RestrictionKind) -> bool) {
        for restriction in &mut self.restrictions {
            if restriction.until.is_none() && fits(&restriction.kind) {
                restriction.until = Some(at);
            }
        }
    }

    fn close(&mut self, certificate: kernel::CertificateId, closed: Closed) {
        for known in &mut self.certificates {
            if known.id == certificate && known.closed.is_none() {
                known.closed = Some(closed);
            }
        }
    }
}

fn issued(
    new: &NewCertificate,
    right: usize,
    at: Instant,
    dossier: Option<DossierId>,
) -> Certificate {
    Certificate {
        id: new.id,
        serial: new.serial.clone(),
        register_no: new.register_no.clone(),
        right,
        issued_at: at,
        dossier,
        closed: None,
    }
}
