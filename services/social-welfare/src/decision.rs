//! The decision on one case: worked out by the rules, kept, and put before the head, in one
//! transaction.

use agency::{AtWork, By, Province};
use agency_domain::{Case, Conclusion};
use chassis::{Error, Order, Result, execute};
use chrono::{Datelike as _, NaiveDate};
use kernel::{CaseId, Decider as _, EntitlementId, Instant, Personal};
use social_welfare_domain::{Command, Entitlement, Facts, Office, Outcome, RuleBook};
use sqlx::PgConnection;

use crate::{
    practice::{Refusal, decides},
    store::{self, Correction, Entitlements},
    wire,
};

/// What somebody asks to be decided, and when.
pub(crate) struct Asked<'a> {
    pub case: CaseId,
    /// The version of the case they looked at; 0: whichever.
    pub seen: u32,
    pub facts: Facts,
    /// What the office got wrong, on a case that corrects.
    pub reason: Option<String>,
    pub by: &'a By,
    pub province: &'a Province,
    pub now: Instant,
    /// The day it is where the office is.
    pub today: NaiveDate,
}

impl Asked<'_> {
    /// Decides, and proposes the decision. Asked again with the same facts, the answer is the
    /// same decision; with others, until the head approves, the draft is drawn up again under
    /// its number.
    ///
    /// # Errors
    /// The refusal of the rules, or a fault.
    pub(crate) async fn carry_out(self, tx: &mut PgConnection) -> Result<Entitlement> {
        let on = (self.case, self.seen);
        let work = AtWork::on(tx, self.province, self.by, on).await?;
        let case = &work.case;
        if case.offer.is_correction() && case.offer.opinion.is_none() {
            return self.put_right(tx, &work).await;
        }
        if !decides(case) {
            return Err(Error::refused(Refusal::OtherTask));
        }
        if self.reason.is_some() {
            return Err(Error::refused(Refusal::ReasonUnasked));
        }
        let decided = match store::of_dossier(tx, case.offer.dossier).await? {
            None => self.decide(tx, case).await?,
            Some(known) if *known.facts.reveal() == self.facts => known,
            Some(known) => {
                work.as_seen(tx).await?;
                if is_settled(case) {
                    return Err(Error::refused(Refusal::AlreadyApproved));
                }
                self.decide_again(tx, &known).await?
            }
        };
        let conclusion = conclusion(&decided, None)?;
        // Said already, it stands as it is: only the head's approval may complete it.
        if case.conclusion() != Some(&conclusion) {
            let concluded = work.conclude(tx, self.now, conclusion).await?;
            // Without a head to sign, the decision is out as soon as it is made.
            if !concluded.offer.approval {
                return self.execute(tx, decided.id, [Command::Issue]).await;
            }
        }
        Ok(decided)
    }

    async fn decide(&self, tx: &mut PgConnection, case: &Case) -> Result<Entitlement> {
        let entitlement = EntitlementId::mint();
        let decision_no = self.next_number(tx, case).await?;
        let apply = Command::Apply {
            entitlement,
            dossier: case.offer.dossier,
            facts: Personal::new(self.facts.clone()),
        };
        let decide = Command::Decide { decision_no };
        self.execute(tx, entitlement, [apply, decide]).await
    }

    async fn next_number(&self, tx: &mut PgConnection, case: &Case) -> Result<String> {
        let year = self.today.year();
        let series = format!("qd-ubnd {} {year}", case.offer.unit);
        let number = agency::next_number(tx, &series).await?;
        Ok(format!("{number}/QĐ-UBND"))
    }

    /// Drafts the decision that takes the place of the wrong one, and proposes it; the case
    /// carries it out as it completes.
    async fn put_right(self, tx: &mut PgConnection, work: &AtWork<'_>) -> Result<Entitlement> {
        let case = &work.case;
        let reason = self.reason.clone();
        let reason = reason.ok_or_else(|| Error::refused(Refusal::ReasonNeeded))?;
        let wrong = store::of_dossier(tx, case.offer.dossier).await?;
        let wrong = wrong.ok_or_else(|| Error::refused(Refusal::NoEntitlement))?;
        let known = store::correction(tx, self.case).await?;
        let decision_no = match &known {
            Some(known) => known.decision_no.clone(),
            None => self.next_number(tx, case).await?,
        };
        let wanted = Correction {
            decision_no,
            facts: Personal::new(self.facts.clone()),
            reason: Personal::new(reason),
        };
        if known.as_ref() != Some(&wanted) {
            work.as_seen(tx).await?;
            if is_settled(case) {
                return Err(Error::refused(Refusal::AlreadyApproved));
            }
            store::keep_correction(tx, self.case, &wanted).await?;
        }
        let events = Entitlement::decide(&self.office(), Some(&wrong), wanted.command());
        let events = events.map_err(Error::refused)?;
        let decided = events.iter().fold(Some(wrong), Entitlement::evolve);
        let decided = decided.ok_or_else(|| Error::fault(anyhow::anyhow!("no entitlement")))?;
        let conclusion = conclusion(&decided, Some(&wanted.reason))?;
        // Without a head, concluding is completing: the register follows in the same transaction.
        let needs_head = case.offer.approval;
        if !needs_head && !events.is_empty() {
            self.execute(tx, decided.id, [wanted.command()]).await?;
        }
        if case.conclusion() != Some(&conclusion) {
            work.conclude(tx, self.now, conclusion).await?;
        }
        Ok(decided)
    }

    async fn decide_again(
        &self,
        tx: &mut PgConnection,
        known: &Entitlement,
    ) -> Result<Entitlement> {
        let decision_no = known.decision_no().unwrap_or_default().to_owned();
        let facts = Personal::new(self.facts.clone());
        let commands = [
            Command::TakeBack,
            Command::Correct { facts },
            Command::Decide { decision_no },
        ];
        self.execute(tx, known.id, commands).await
    }

    fn office(&self) -> Office {
        Office {
            today: self.today,
            rules: RuleBook::national(),
        }
    }

    /// All of the commands or, the caller's transaction being lost by the error, none.
    async fn execute(
        &self,
        tx: &mut PgConnection,
        id: EntitlementId,
        commands: impl IntoIterator<Item = Command>,
    ) -> Result<Entitlement> {
        let office = self.office();
        let order = |command| Order::new(id, command, &self.by.actor, self.now);
        let orders = commands.into_iter().map(order).collect();
        let mut last = None;
        for answer in execute::<Entitlements>(tx, &office, orders).await? {
            last = Some(answer?.state);
        }
        last.ok_or_else(|| Error::fault(anyhow::anyhow!("no command, no entitlement")))
    }
}

fn is_settled(case: &Case) -> bool {
    matches!(
        case.stage,
        agency_domain::Stage::Approved { .. } | agency_domain::Stage::Completed { .. }
    )
}

/// What the head is asked to approve; a correction also says what was wrong.
fn conclusion(decided: &Entitlement, corrects: Option<&Personal<String>>) -> Result<Conclusion> {
    let outcome = decided.outcome.as_ref().zip(decided.decision_no());
    let (outcome, decision_no) =
        outcome.ok_or_else(|| Error::fault(anyhow::anyhow!("{} has no decision", decided.id)))?;
    let granted = outcome.from_month.is_some();
    Ok(Conclusion {
        granted,
        document: Some(decision_no.to_owned()),
        amount: None,
        pay_by: None,
        reason: corrects
            .cloned()
            .or_else(|| (!granted).then(|| why_not(outcome))),
        payment_due: false,
    })
}

/// The working after its first line, which is the birth date.
fn why_not(outcome: &Outcome) -> Personal<String> {
    let lines = outcome.working.reveal().iter().skip(1).map(wire::line);
    Personal::new(lines.collect::<Vec<_>>().join("\n"))
}
