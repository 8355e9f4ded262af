//! What the register allows. Retrying what is already registered answers "already so";
//! that question always comes before the question whether it would be allowed today.

use chrono::{DurationRound as _, NaiveDate, TimeDelta};
use kernel::{DossierId, Instant, PartyId, Personal, line};

use crate::{
    Area, Closing, Command, Entry, Event, Holder, NewCertificate, Parcel, Refusal, Registry,
    RestrictionKind, Share, Term, Use,
};

pub(crate) fn decide(
    registry: &Registry,
    parcel: Option<&Parcel>,
    command: Command,
) -> Result<Vec<Event>, Refusal> {
    let &Registry { now, today } = registry;
    let Some(parcel) = parcel else {
        let Command::Enter(entry) = command else {
            return Err(Refusal::Unknown);
        };
        return Ok(vec![Event::Entered {
            entry: first_entry(entry)?,
            at: now,
        }]);
    };
    match command {
        Command::Enter(entry) => parcel.is_as_entered(&first_entry(entry)?),
        Command::CheckTransfer { dossier, claim, slip } => {
            parcel.examine(dossier, &claim, &text("slip", &slip, 50)?, registry)
        }
        Command::VoidSlips { dossier } => Ok(parcel.void_slips(dossier, None, now)),
        Command::CorrectCertificate { dossier, correction, certificate } => {
            parcel.correct(dossier, correction, certificate, now)
        }
        Command::RegisterTransfer { dossier, from, to, certificate, mortgagee_consents } => {
            let certificate = tidy(certificate)?;
            if let Some((at, right)) = parcel.right_by(dossier) {
                let same = same_holders(&right.holders, &to) && parcel.was_issued(at, &certificate);
                return already(same);
            }
            parcel.may_be_disposed_of(&from, mortgagee_consents, today)?;
            let to = whole_right(to)?;
            if same_holders(parcel.holders(), &to) {
                return Err(Refusal::NothingChanges);
            }
            let certificate = parcel.free_blank(certificate)?;
            let mut events = vec![Event::RightTransferred { dossier, to, at: now }];
            events.extend(parcel.certificate().map(|old| Event::CertificateClosed {
                dossier,
                certificate: old.id,
                at: now,
            }));
            events.push(Event::CertificateIssued { dossier, certificate, at: now });
            Ok(events)
        }
        Command::RegisterMortgage { dossier, mortgagors, mortgagee, contract } => {
            let mortgagee = Personal::new(text("mortgagee", mortgagee.reveal(), 200)?);
            let contract = text("contract", &contract, 200)?;
            if let Some(same) = parcel.mortgage_by(dossier, &mortgagee, &contract) {
                return already(same);
            }
            parcel.is_free_of_seizure()?;
            parcel.is_within_term(today)?;
            parcel.belongs_to(&mortgagors)?;
            Ok(vec![Event::MortgageRegistered { dossier, mortgagee, contract, at: minute(now) }])
        }
        Command::DischargeMortgage { dossier, mortgage } => parcel.end(
            |kind| matches!(kind, RestrictionKind::Mortgage { dossier, .. } if *dossier == mortgage),
            Event::MortgageDischarged { dossier, mortgage, at: now },
            Refusal::MortgageUnknown,
        ),
        Command::ReissueCertificate { dossier, lost, certificate } => {
            parcel.reissue(dossier, &lost, certificate, now)
        }
        Command::Seize { order, by, ground } => {
            let order = text("order", &order, 100)?;
            let by = text("by", &by, 200)?;
            let ground = text("ground", &ground, 500)?;
            let known = parcel.restrictions.iter().any(
                |r| matches!(&r.kind, RestrictionKind::Seizure { order: known, .. } if *known == order),
            );
            Ok(if known { vec![] } else { vec![Event::Seized { order, by, ground, at: now }] })
        }
        Command::LiftSeizure { order } => {
            let order = text("order", &order, 100)?;
            parcel.end(
                |kind| matches!(kind, RestrictionKind::Seizure { order: known, .. } if *known == order),
                Event::SeizureLifted { order: order.clone(), at: now },
                Refusal::SeizureUnknown,
            )
        }
        Command::NoteDebt { dossier, notice } => {
            let notice = text("notice", &notice, 100)?;
            let noted = parcel.restrictions.iter().find_map(|r| match &r.kind {
                RestrictionKind::Debt { dossier: by, notice } if *by == dossier => Some(notice),
                _ => None,
            });
            match noted {
                Some(noted) => already(*noted == notice),
                None => Ok(vec![Event::DebtNoted { dossier, notice, at: now }]),
            }
        }
        Command::ClearDebt { dossier, debt } => parcel.end(
            |kind| matches!(kind, RestrictionKind::Debt { dossier, .. } if *dossier == debt),
            Event::DebtCleared { dossier, debt, at: now },
            Refusal::DebtUnknown,
        ),
    }
}

impl Parcel {
    /// Luật Đất đai 31/2024/QH15, Điều 45: what must hold before a right changes hands.
    pub(crate) fn may_be_disposed_of(
        &self,
        by: &[Personal<PartyId>],
        mortgagee_consents: bool,
        today: NaiveDate,
    ) -> Result<(), Refusal> {
        self.is_free_of_seizure()?;
        for restriction in self.in_force() {
            match &restriction.kind {
                RestrictionKind::Mortgage { contract, .. } if !mortgagee_consents => {
                    return Err(Refusal::Mortgaged {
                        contract: contract.clone(),
                    });
                }
                RestrictionKind::Debt { notice, .. } => {
                    return Err(Refusal::InDebt {
                        notice: notice.clone(),
                    });
                }
                RestrictionKind::Mortgage { .. } | RestrictionKind::Seizure { .. } => {}
            }
        }
        self.is_within_term(today)?;
        self.belongs_to(by)
    }

    fn is_free_of_seizure(&self) -> Result<(), Refusal> {
        self.in_force()
            .try_for_each(|restriction| match &restriction.kind {
                RestrictionKind::Seizure { order, by, .. } => Err(Refusal::Seized {
                    order: order.clone(),
                    by: by.clone(),
                }),
                RestrictionKind::Mortgage { .. } | RestrictionKind::Debt { .. } => Ok(()),
            })
    }

    fn is_within_term(&self, today: NaiveDate) -> Result<(), Refusal> {
        self.uses.iter().try_for_each(|part| match part.term {
            Term::Until(ended) if part.term.has_ended(today) => Err(Refusal::TermEnded { ended }),
            _ => Ok(()),
        })
    }

    /// A right held in common is disposed of by all its holders together, and nobody else.
    pub(crate) fn belongs_to(&self, persons: &[Personal<PartyId>]) -> Result<(), Refusal> {
        let holders = self.holders();
        let held_by = |person: &Personal<PartyId>| holders.iter().any(|h| h.number == *person);
        if persons.is_empty() || !persons.iter().all(held_by) {
            return Err(Refusal::NotHolder);
        }
        match holders
            .iter()
            .filter(|h| !persons.contains(&h.number))
            .count()
        {
            0 => Ok(()),
            missing => Err(Refusal::CoHolderMissing { missing }),
        }
    }

    fn reissue(
        &self,
        dossier: DossierId,
        lost: &crate::Serial,
        certificate: NewCertificate,
        now: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        if let Some(issued) = self
            .certificates
            .iter()
            .find(|c| c.dossier == Some(dossier))
        {
            let lost_it = self.certificates.iter().any(|c| {
                c.serial == *lost
                    && c.closed.is_some_and(|closed| {
                        (closed.dossier, closed.ground) == (dossier, Closing::Lost)
                    })
            });
            return already(lost_it && self.was_issued(issued.right, &certificate));
        }
        let current = self.certificate().filter(|c| c.serial == *lost);
        let current = current.ok_or(Refusal::CertificateNotCurrent)?.id;
        let certificate = self.free_blank(certificate)?;
        Ok(vec![
            Event::CertificateCancelledAsLost {
                dossier,
                certificate: current,
                at: now,
            },
            Event::CertificateIssued {
                dossier,
                certificate,
                at: now,
            },
        ])
    }

    /// Ends the restriction in force that fits; one that has ended already is already so.
    fn end(
        &self,
        fits: impl Fn(&RestrictionKind) -> bool,
        event: Event,
        unknown: Refusal,
    ) -> Result<Vec<Event>, Refusal> {
        if self.in_force().any(|restriction| fits(&restriction.kind)) {
            return Ok(vec![event]);
        }
        let over = self
            .restrictions
            .iter()
            .any(|restriction| fits(&restriction.kind));
        if over { Ok(vec![]) } else { Err(unknown) }
    }

    fn mortgage_by(&self, by: DossierId, to: &Personal<String>, under: &str) -> Option<bool> {
        self.restrictions
            .iter()
            .find_map(|restriction| match &restriction.kind {
                RestrictionKind::Mortgage {
                    dossier,
                    mortgagee,
                    contract,
                    ..
                } if *dossier == by => Some(mortgagee == to && contract == under),
                _ => None,
            })
    }

    pub(crate) fn was_issued(&self, right: usize, new: &NewCertificate) -> bool {
        self.certificates.iter().any(|c| {
            c.right == right
                && (c.id, &c.serial, &c.register_no) == (new.id, &new.serial, &new.register_no)
        })
    }

    pub(crate) fn free_blank(&self, new: NewCertificate) -> Result<NewCertificate, Refusal> {
        if self.knows_serial(&new.serial) || self.certificates.iter().any(|c| c.id == new.id) {
            return Err(Refusal::SerialInUse);
        }
        if !new.serial.is_of_present_form() {
            return Err(Refusal::SerialOfOldForm);
        }
        Ok(new)
    }

    fn is_as_entered(&self, entry: &Entry) -> Result<Vec<Event>, Refusal> {
        let first = self.rights.first().is_some_and(|right| {
            same_holders(&right.holders, &entry.holders)
                && right.since == entry.issued_at
                && right.dossier == entry.dossier
        });
        let land = (
            &self.place,
            self.area,
            &self.uses,
            self.origin,
            &self.address,
        ) == (
            &entry.place,
            entry.area,
            &entry.uses,
            entry.origin,
            &entry.address,
        );
        let same =
            self.id == entry.parcel && first && land && self.was_issued(0, &entry.certificate);
        if same {
            Ok(vec![])
        } else {
            Err(Refusal::AlreadyEntered)
        }
    }
}

/// The page as it will be kept. An older blank is accepted here: old certificates stay valid.
fn first_entry(entry: Entry) -> Result<Entry, Refusal> {
    make_whole(&entry.uses, entry.area)?;
    Ok(Entry {
        address: text("address", &entry.address, 300)?,
        holders: whole_right(entry.holders)?,
        certificate: tidy(entry.certificate)?,
        ..entry
    })
}

/// The parts used for each purpose make up the parcel.
pub(crate) fn make_whole(uses: &[Use], area: Area) -> Result<(), Refusal> {
    let parts = uses.iter().map(|part| u64::from(part.area.tenths()));
    if parts.sum::<u64>() == u64::from(area.tenths()) {
        Ok(())
    } else {
        Err(Refusal::UsesNotWhole { area })
    }
}

pub(crate) fn tidy(new: NewCertificate) -> Result<NewCertificate, Refusal> {
    let register_no = text("register_no", &new.register_no, 50)?;
    Ok(NewCertificate { register_no, ..new })
}

/// Holders who are different people and together hold exactly the whole right.
pub(crate) fn whole_right(holders: Vec<Holder>) -> Result<Vec<Holder>, Refusal> {
    if !(1..=50).contains(&holders.len()) {
        return Err(Refusal::HolderCount);
    }
    let twice =
        |(i, holder): (usize, &Holder)| holders[..i].iter().any(|h| h.number == holder.number);
    if holders.iter().enumerate().any(twice) {
        return Err(Refusal::HolderTwice);
    }
    if !Share::make_whole(holders.iter().map(|holder| holder.share)) {
        return Err(Refusal::SharesNotWhole);
    }
    let named = |holder: Holder| {
        let name = Personal::new(text("holders.name", holder.name.reveal(), 200)?);
        Ok(Holder { name, ..holder })
    };
    holders.into_iter().map(named).collect()
}

/// The same people with the same shares, in any order. Names are not compared: the
/// register knows a person by number.
pub(crate) fn same_holders(left: &[Holder], right: &[Holder]) -> bool {
    let in_right = |l: &Holder| {
        right
            .iter()
            .any(|r| (&r.number, r.share) == (&l.number, l.share))
    };
    left.len() == right.len() && left.iter().all(in_right)
}

pub(crate) fn already(same: bool) -> Result<Vec<Event>, Refusal> {
    if same {
        Ok(vec![])
    } else {
        Err(Refusal::AlreadyRegistered)
    }
}

pub(crate) fn text(field: &'static str, raw: &str, limit: usize) -> Result<String, Refusal> {
    line(raw, limit).map_err(|error| Refusal::Text { field, error })
}

/// The minute a mortgage ranks by (Nghị định 99/2022/NĐ-CP: giờ, phút, ngày đăng ký).
fn minute(now: Instant) -> Instant {
    now.duration_trunc(TimeDelta::minutes(1))
        .expect("a minute divides every moment chrono can hold")
}
