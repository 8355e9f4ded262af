//! What the law allows to be decided about an allowance. A decision is known by its number:
//! signing the same one again is already so.

use chrono::NaiveDate;
use kernel::{Personal, line};

use crate::{
    Command, DecisionKind, Dong, Entitlement, Event, Facts, Line, Month, Office, Rate, Refusal,
    Stage, StopGround, SuspensionGround, rules,
};

pub(crate) fn decide(
    office: &Office,
    entitlement: Option<&Entitlement>,
    command: Command,
) -> Result<Vec<Event>, Refusal> {
    let Some(known) = entitlement else {
        let Command::Apply {
            entitlement,
            dossier,
            facts,
        } = command
        else {
            return Err(Refusal::Unknown);
        };
        facts.reveal().check(office.today)?;
        return Ok(vec![Event::Applied {
            entitlement,
            dossier,
            facts,
        }]);
    };
    match command {
        Command::Apply {
            entitlement,
            dossier,
            facts,
        } => {
            let same = (known.id, known.dossier, &known.declared) == (entitlement, dossier, &facts);
            if same {
                Ok(vec![])
            } else {
                Err(Refusal::AlreadyApplied)
            }
        }
        Command::TakeBack => known.take_back(),
        Command::Correct { facts } => {
            known.must_be(&[Stage::Applied])?;
            facts.reveal().check(office.today)?;
            Ok(if facts == known.facts {
                vec![]
            } else {
                vec![Event::FactsCorrected { facts }]
            })
        }
        Command::Decide { decision_no } => {
            known.sign(decision_no, DecisionKind::Outcome, |decision_no| {
                known.must_be(&[Stage::Applied])?;
                known.outcome(office, decision_no)
            })
        }
        Command::Issue => known.issue(office.today),
        Command::Drop => Ok(known.drop_draft()),
        Command::Amend {
            decision_no,
            facts,
            reason,
        } => known.sign(decision_no, DecisionKind::Amendment, |decision_no| {
            known.amend(office, decision_no, facts, &reason)
        }),
        Command::Suspend {
            decision_no,
            ground,
            from,
        } => known.sign(decision_no, DecisionKind::Suspension, |decision_no| {
            known.must_be(&[Stage::Granted])?;
            let earliest = Month::of(office.today).max(known.first_month());
            if from < earliest {
                return Err(Refusal::SuspensionPast { earliest });
            }
            Ok(Event::Suspended {
                decision_no,
                on: office.today,
                ground,
                from,
            })
        }),
        Command::Resume { decision_no, from } => {
            known.sign(decision_no, DecisionKind::Resumption, |decision_no| {
                known.must_be(&[Stage::Suspended])?;
                let earliest = known.pauses.last().map_or(from, |pause| pause.from);
                if from < earliest {
                    return Err(Refusal::ResumedTooEarly { earliest });
                }
                let back_pay = before(from, office.today)
                    .map(|month| known.rate(month))
                    .sum();
                Ok(Event::Resumed {
                    decision_no,
                    on: office.today,
                    from,
                    back_pay,
                })
            })
        }
        Command::Stop {
            decision_no,
            ground,
            on,
        } => known.sign(decision_no, DecisionKind::Stop, |decision_no| {
            known.must_be(&[Stage::Granted, Stage::Suspended])?;
            known.stop(office.today, decision_no, ground, on)
        }),
        Command::Recalculate => known.recalculate(office),
    }
}

impl Entitlement {
    pub(crate) fn must_be(&self, allowed: &[Stage]) -> Result<(), Refusal> {
        let stage = self.stage.words();
        if allowed.contains(&self.stage) {
            Ok(())
        } else {
            Err(Refusal::OutOfTurn { stage })
        }
    }

    fn take_back(&self) -> Result<Vec<Event>, Refusal> {
        if self.issued.is_some() {
            return Err(Refusal::Issued);
        }
        match self.stage {
            Stage::Applied => Ok(vec![]),
            // A further decision was made because this one had been signed.
            Stage::Granted | Stage::Denied if self.decisions.len() == 1 => {
                Ok(vec![Event::DraftTakenBack])
            }
            _ => Err(Refusal::OutOfTurn {
                stage: self.stage.words(),
            }),
        }
    }

    /// One decision, one number, one event.
    fn sign(
        &self,
        no: String,
        kind: DecisionKind,
        event: impl FnOnce(String) -> Result<Event, Refusal>,
    ) -> Result<Vec<Event>, Refusal> {
        let no = line(&no, 50).map_err(|error| Refusal::Text {
            field: "decision_no",
            error,
        })?;
        match self.decisions.iter().find(|decision| decision.no == no) {
            Some(signed) if signed.kind == kind => Ok(vec![]),
            Some(_) => Err(Refusal::DecisionNumberUsed),
            None => event(no).map(|event| vec![event]),
        }
    }

    /// Nghị định 20/2021/NĐ-CP, Điều 5, 6 và 8: grant when the rules say yes, with their working.
    fn outcome(&self, office: &Office, decision_no: String) -> Result<Event, Refusal> {
        let Office {
            today: on,
            rules: book,
        } = office;
        let (on, facts, month) = (*on, self.facts.reveal(), Month::of(*on));
        if book.standard(month, on).is_none() {
            return Err(Refusal::NoStandard { month });
        }
        let assessment = rules::assess(facts, book, on);
        let mut working = assessment.lines;
        let Some(start) = assessment.start_month else {
            return Ok(Event::Denied {
                decision_no,
                on,
                working: Personal::new(working),
            });
        };
        let mut rates = rules::rates(facts, book, start, month, on, on);
        if rates.first().is_some_and(|rate| rate.amount == Dong(0)) {
            rates.remove(0);
        }
        let from_month = rates.first().map_or(month, |rate| rate.from);
        let amount = rate_at(&rates, month);
        if amount != assessment.amount {
            working.push(later_this_month(month, amount));
        }
        let back_pay = before(from_month, on)
            .map(|month| rate_at(&rates, month))
            .sum();
        if back_pay != Dong(0) {
            working.push(paid_afterwards(from_month, back_pay));
        }
        Ok(Event::Granted {
            decision_no,
            on,
            amount,
            coefficient: assessment.coefficient,
            standard: assessment.standard,
            from_month,
            rates,
            back_pay,
            working: Personal::new(working),
        })
    }

    /// Nghị định 20/2021/NĐ-CP, khoản 2 Điều 8: the month after the death or the loss.
    fn stop(
        &self,
        today: NaiveDate,
        decision_no: String,
        ground: StopGround,
        on: NaiveDate,
    ) -> Result<Event, Refusal> {
        if on > today || on < self.facts.reveal().born {
            return Err(Refusal::StopDate { on });
        }
        if ground == StopGround::StillRefusesReassessment && !self.refused_for_three_months(today) {
            return Err(Refusal::NotSuspendedLongEnough);
        }
        // Who died before the first payment was owed nothing at all.
        let from = Month::of(on).next().max(self.first_month());
        let overpaid = before(from, today).map(|month| self.payable(month)).sum();
        Ok(Event::Stopped {
            decision_no,
            on: today,
            ground,
            from,
            overpaid,
        })
    }

    /// Thông tư 02/2021/TT-BLĐTBXH, điểm đ khoản 1 Điều 2, counted from the decision to suspend.
    fn refused_for_three_months(&self, today: NaiveDate) -> bool {
        let refusing = self.stage == Stage::Suspended
            && self
                .pauses
                .last()
                .is_some_and(|p| p.ground == SuspensionGround::RefusesReassessment);
        let suspended = self
            .decisions
            .iter()
            .rfind(|d| d.kind == DecisionKind::Suspension);
        let until = suspended.and_then(|d| d.on.checked_add_months(chrono::Months::new(3)));
        refusing && until.is_some_and(|until| until <= today)
    }

    fn recalculate(&self, office: &Office) -> Result<Vec<Event>, Refusal> {
        let this_month = Month::of(office.today);
        let last = match self.stage {
            // Nothing after the end; but a back-dated law still reaches the months before it.
            Stage::Stopped { from } => {
                this_month.min(Month::of(from.first_day().pred_opt().unwrap_or_default()))
            }
            Stage::Granted | Stage::Suspended => this_month,
            Stage::Applied | Stage::Denied | Stage::Dropped => {
                return Err(Refusal::OutOfTurn {
                    stage: self.stage.words(),
                });
            }
        };
        let decided = self.decided_on().unwrap_or(office.today);
        // Who draws the allowance keeps it past the sixteenth birthday (khoản 2 Điều 5).
        let facts = Facts {
            receiving: true,
            ..self.facts.reveal().clone()
        };
        let rates = rules::rates(
            &facts,
            &office.rules,
            self.first_month(),
            last,
            decided,
            office.today,
        );
        let mut months = self.first_month().through(last);
        let Some(from_month) = months.find(|month| rate_at(&rates, *month) != self.rate(*month))
        else {
            return Ok(vec![]);
        };
        let amount = rate_at(&rates, last);
        if amount == Dong(0) && !matches!(self.stage, Stage::Stopped { .. }) {
            return Err(Refusal::NoLongerEligible { month: last });
        }
        let arrears = before(from_month, office.today)
            .filter(|month| *month <= last && !self.is_paused(*month))
            .map(|month| rate_at(&rates, month) - self.rate(month))
            .sum();
        let mut changed = vec![Rate {
            from: from_month,
            amount: rate_at(&rates, from_month),
        }];
        changed.extend(rates.into_iter().filter(|rate| rate.from > from_month));
        Ok(vec![Event::AmountChanged {
            from_month,
            rates: changed,
            amount,
            arrears,
        }])
    }

    pub(crate) fn first_month(&self) -> Month {
        self.rates
            .first()
            .map_or(Month::of(NaiveDate::MAX), |rate| rate.from)
    }
}

/// The months from `from` to before that of `today`: those whose payment is past.
pub(crate) fn before(from: Month, today: NaiveDate) -> impl Iterator<Item = Month> {
    let this_month = Month::of(today);
    from.through(this_month)
        .filter(move |month| *month < this_month)
}

pub(crate) fn rate_at(rates: &[Rate], month: Month) -> Dong {
    rates
        .iter()
        .rfind(|rate| rate.from <= month)
        .map_or(Dong(0), |rate| rate.amount)
}

fn later_this_month(month: Month, amount: Dong) -> Line {
    Line {
        text_vi: format!(
            "Trong tháng {month} đối tượng đủ tuổi đổi hệ số: mức từ tháng này là {amount}."
        ),
        source: "Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8".to_owned(),
    }
}

fn paid_afterwards(from: Month, back_pay: Dong) -> Line {
    Line {
        text_vi: format!("Truy lĩnh từ tháng {from} đến trước tháng ký quyết định: {back_pay}."),
        source: "Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8".to_owned(),
    }
}
