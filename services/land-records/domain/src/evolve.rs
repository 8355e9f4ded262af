//! What the register looks like after each event. Only ends are ever filled in.

use kernel::{DossierId, Instant};

use crate::{
    Certificate, Closed, Closing, Entry, Event, NewCertificate, Parcel, Restriction,
    RestrictionKind, Right, Source, SourceKind,
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
    }
}

impl Parcel {
    fn note(&mut self, event: &Event) {
        match event {
            // The register opens a page once; `decide` never says so twice.
            Event::Entered { .. } => {}
            Event::TransferExamined { dossier, at } => {
                self.rest_on(*dossier, SourceKind::Examination, *at)
            }
            Event::RightTransferred { dossier, to, at } => {
                for right in self.rights.iter_mut().filter(|right| right.until.is_none()) {
                    right.until = Some(*at);
                }
                let holders = to.clone();
                self.rights.push(Right {
                    holders,
                    since: *at,
                    until: None,
                    dossier: Some(*dossier),
                });
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
