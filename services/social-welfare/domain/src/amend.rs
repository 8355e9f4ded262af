//! When a decision leaves the house, when a draft is dropped, and how an error of the office is
//! put right (Nghị định 61/2018/NĐ-CP, Điều 21).

use chrono::NaiveDate;
use kernel::{Personal, paragraph};

use crate::{
    Dong, Entitlement, Event, Factor, Facts, Line, Month, Office, Outcome, Rate, Refusal, Stage,
    decide::{before, rate_at},
    rules,
};

impl Entitlement {
    pub(crate) fn issue(&self, on: NaiveDate) -> Result<Vec<Event>, Refusal> {
        if self.issued.is_some() {
            return Ok(vec![]);
        }
        self.must_be(&[Stage::Granted, Stage::Denied])?;
        Ok(vec![Event::Issued { on }])
    }

    pub(crate) fn drop_draft(&self) -> Vec<Event> {
        let draft = matches!(self.stage, Stage::Applied | Stage::Granted | Stage::Denied);
        // A further decision was made because the first had been signed.
        if draft && self.issued.is_none() && self.decisions.len() < 2 {
            vec![Event::Dropped]
        } else {
            vec![]
        }
    }

    /// The months count from when the first decision should have let them: the person does not
    /// wait longer for the office's error.
    pub(crate) fn amend(
        &self,
        office: &Office,
        decision_no: String,
        facts: Personal<Facts>,
        reason: &Personal<String>,
    ) -> Result<Event, Refusal> {
        self.must_be(&[Stage::Granted, Stage::Denied, Stage::Suspended])?;
        let first = self.decided_on().filter(|_| self.issued.is_some());
        let first = first.ok_or(Refusal::NotIssued)?;
        facts.reveal().check(office.today)?;
        let reason = paragraph(reason.reveal(), 1000).map_err(|error| Refusal::Text {
            field: "reason",
            error,
        })?;
        let month = Month::of(first);
        if office.rules.standard(month, office.today).is_none() {
            return Err(Refusal::NoStandard { month });
        }
        let (outcome, rates) = decided_again(office, facts.reveal(), first, &reason);
        let arrears = self.arrears(&rates, office.today);
        Ok(Event::Amended {
            decision_no,
            on: office.today,
            facts,
            reason: Personal::new(reason),
            outcome,
            rates,
            arrears,
        })
    }

    /// What the months already paid should have brought, less what they did.
    fn arrears(&self, rates: &[Rate], today: NaiveDate) -> Dong {
        let known = self.rates.first().map(|rate| rate.from);
        let new = rates.first().map(|rate| rate.from);
        let Some(from) = known.into_iter().chain(new).min() else {
            return Dong(0);
        };
        let owed = |month: Month| match self.is_paused(month) {
            true => Dong(0),
            false => rate_at(rates, month),
        };
        before(from, today)
            .map(|month| owed(month) - self.payable(month))
            .sum()
    }
}

fn decided_again(
    office: &Office,
    facts: &Facts,
    first: NaiveDate,
    reason: &str,
) -> (Outcome, Vec<Rate>) {
    let Office { today, rules: book } = office;
    let assessment = rules::assess(facts, book, first);
    let mut working = assessment.lines;
    working.push(Line {
        text_vi: format!("Đính chính do sai sót của cơ quan: {reason}"),
        source: "Nghị định 61/2018/NĐ-CP, Điều 21".to_owned(),
    });
    let working = Personal::new(working);
    let Some(start) = assessment.start_month else {
        let nothing = Outcome {
            amount: Dong(0),
            coefficient: Factor(0),
            standard: Dong(0),
            from_month: None,
            working,
        };
        return (nothing, vec![]);
    };
    let this_month = Month::of(*today);
    let mut rates = rules::rates(facts, book, start, this_month, first, *today);
    if rates.first().is_some_and(|rate| rate.amount == Dong(0)) {
        rates.remove(0);
    }
    let outcome = Outcome {
        amount: rate_at(&rates, this_month),
        coefficient: assessment.coefficient,
        standard: assessment.standard,
        from_month: Some(rates.first().map_or(this_month, |rate| rate.from)),
        working,
    };
    (outcome, rates)
}
