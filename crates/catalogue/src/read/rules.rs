//! The numbers the law leaves to rules, each with its source.

use kernel::working_time::Term;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{Page, procedure::time_of_day};
use crate::{
    ComplaintRule, ForwardingRule, Rule, Rules, SupplementPolicy, SupplementRule, WarningRule,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRules {
    supplement: Spanned<RawSupplement>,
    reappointments: RawRule<u32>,
    apology_before: RawRule<Spanned<Term>>,
    warning: RawWarning,
    offer_expires: RawRule<Spanned<Term>>,
    forwarding: RawForwarding,
    opinion: RawRule<Spanned<Term>>,
    online_reply: RawRule<Spanned<Term>>,
    supplement_warning: Option<RawRule<Spanned<Term>>>,
    complaint: Option<RawComplaint>,
    rating_change: Option<RawRule<Spanned<Term>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawComplaint {
    receive: Spanned<Term>,
    forward: Spanned<Term>,
    answer: Spanned<Term>,
    close: Spanned<Term>,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule<T> {
    value: T,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWarning {
    leg: Spanned<Term>,
    dossier: Spanned<Term>,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForwarding {
    cutoff: Spanned<String>,
    source: String,
    verified: bool,
}

/// What is left out is as the province has it; the province leaves out nothing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSupplement {
    limit: Option<u32>,
    policy: Option<RawPolicy>,
    answer_within: Option<Spanned<Term>>,
    ask_within: Option<Spanned<Term>>,
    second_needs_approver: Option<bool>,
    source: String,
    verified: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawPolicy {
    Restart,
    Extend,
}

impl RawRules {
    /// The rules; none when one of them is missing or gives no time.
    pub(super) fn read(self, page: &mut Page<'_>) -> Option<Rules> {
        let before = page.problems.len();
        let cutoff = time_of_day(page, &self.forwarding.cutoff);
        let (leg, dossier) = (
            time(page, &self.warning.leg),
            time(page, &self.warning.dossier),
        );
        let base = self.supplement.value.whole();
        if base.is_none() {
            let why = "the province's own rule says all of limit, policy, answer_within, \
                       ask_within and second_needs_approver";
            page.problem(self.supplement.referenced, why);
        }
        let supplement = self.supplement.value.over(page, &base?);
        let rules = Rules {
            supplement,
            reappointments: Rule {
                value: self.reappointments.value,
                source: self.reappointments.source,
                verified: self.reappointments.verified,
            },
            apology_before: self.apology_before.read(page),
            warning: Rule {
                value: WarningRule { leg, dossier },
                source: self.warning.source,
                verified: self.warning.verified,
            },
            offer_expires: self.offer_expires.read(page),
            forwarding: Rule {
                value: ForwardingRule { cutoff: cutoff? },
                source: self.forwarding.source,
                verified: self.forwarding.verified,
            },
            opinion: self.opinion.read(page),
            online_reply: self.online_reply.read(page),
            supplement_warning: match self.supplement_warning {
                Some(own) => own.read(page),
                None => Rules::default().supplement_warning,
            },
            complaint: match self.complaint {
                Some(own) => own.read(page),
                None => Rules::default().complaint,
            },
            rating_change: match self.rating_change {
                Some(own) => own.read(page),
                None => Rules::default().rating_change,
            },
        };
        (page.problems.len() == before).then_some(rules)
    }
}

impl RawComplaint {
    fn read(self, page: &mut Page<'_>) -> Rule<ComplaintRule> {
        Rule {
            value: ComplaintRule {
                receive: time(page, &self.receive),
                forward: time(page, &self.forward),
                answer: time(page, &self.answer),
                close: time(page, &self.close),
            },
            source: self.source,
            verified: self.verified,
        }
    }
}

impl RawRule<Spanned<Term>> {
    fn read(self, page: &mut Page<'_>) -> Rule<Term> {
        Rule {
            value: time(page, &self.value),
            source: self.source,
            verified: self.verified,
        }
    }
}

impl RawSupplement {
    fn whole(&self) -> Option<SupplementRule> {
        Some(SupplementRule {
            limit: self.limit?,
            policy: self.policy?.into(),
            answer_within: self.answer_within.as_ref()?.value.clone(),
            ask_within: self.ask_within.as_ref()?.value.clone(),
            second_needs_approver: self.second_needs_approver?,
        })
    }

    /// The rule, with what it does not say taken from `base`.
    pub(super) fn over(self, page: &mut Page<'_>, base: &SupplementRule) -> Rule<SupplementRule> {
        let mut term = |own: &Option<Spanned<Term>>, base: &Term| {
            own.as_ref()
                .map_or_else(|| base.clone(), |own| time(page, own))
        };
        Rule {
            value: SupplementRule {
                limit: self.limit.unwrap_or(base.limit),
                policy: self.policy.map_or(base.policy, Into::into),
                answer_within: term(&self.answer_within, &base.answer_within),
                ask_within: term(&self.ask_within, &base.ask_within),
                second_needs_approver: self
                    .second_needs_approver
                    .unwrap_or(base.second_needs_approver),
            },
            source: self.source,
            verified: self.verified,
        }
    }
}

impl From<RawPolicy> for SupplementPolicy {
    fn from(raw: RawPolicy) -> Self {
        match raw {
            RawPolicy::Restart => Self::Restart,
            RawPolicy::Extend => Self::Extend,
        }
    }
}

/// A rule of no time is no rule: a warning at the due moment warns nobody.
fn time(page: &mut Page<'_>, term: &Spanned<Term>) -> Term {
    if term.value.is_zero() {
        page.problem(term.referenced, "a rule needs some time");
    }
    term.value.clone()
}
