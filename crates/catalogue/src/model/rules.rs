use chrono::NaiveTime;
use kernel::working_time::Term;

/// A parameter of the procedure's law as the province applies it, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule<T> {
    pub value: T,
    pub source: String,
    /// False while nobody has compared it with the document.
    pub verified: bool,
}

/// What the law leaves to numbers: how often, how long before, until when (`province.yaml`,
/// `rules`). Read at the moment of a decision; a decision taken keeps what it was taken under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Asking the person for more (phiếu yêu cầu bổ sung); a procedure may have its own, see
    /// [`Catalogue::supplement_rule`](crate::Catalogue::supplement_rule).
    pub supplement: Rule<SupplementRule>,
    /// How often an appointment is moved without somebody's special leave
    /// (NĐ 61/2018/NĐ-CP Điều 19.9: not more than once).
    pub reappointments: Rule<u32>,
    /// How long before the promised moment the apology is owed at the latest (Điều 19.9).
    pub apology_before: Rule<Term>,
    /// How long before the due moment a warning is given.
    pub warning: Rule<WarningRule>,
    /// How long an agency may leave a dossier that is offered to it unanswered.
    pub offer_expires: Rule<Term>,
    /// When a dossier received at the counter is handed on (Điều 18.2).
    pub forwarding: Rule<ForwardingRule>,
    /// How long an asked agency has for its opinion, where the asker sets nothing else (Điều 19.5).
    pub opinion: Rule<Term>,
    /// How long the desk has to answer a dossier filed online.
    pub online_reply: Rule<Term>,
    /// How long before a request for a supplement lapses the person is reminded.
    pub supplement_warning: Rule<Term>,
    /// How complaints and proposals are dealt with (phản ánh, kiến nghị; NĐ 20/2008/NĐ-CP).
    pub complaint: Rule<ComplaintRule>,
    /// How long a rating may be changed.
    pub rating_change: Rule<Term>,
}

/// The limits of a complaint or proposal, each from when it came to the unit in charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintRule {
    /// Until when it is to be taken in hand.
    pub receive: Term,
    /// Until when it is to be passed to whoever is competent (NĐ 20/2008/NĐ-CP Điều 14).
    pub forward: Term,
    /// Until when it is to be answered.
    pub answer: Term,
    /// How long after the answer the matter is closed.
    pub close: Term,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupplementRule {
    /// How often it may be asked, over both stages (Điều 11.2, 15.3: once).
    pub limit: u32,
    /// What becomes of the term when all is supplied.
    pub policy: SupplementPolicy,
    /// How long the person has.
    pub answer_within: Term,
    /// How long after reception an agency in examination may still ask (Điều 19.4).
    pub ask_within: Term,
    /// Whether asking beyond the limit needs a legal ground and somebody who approves; when not,
    /// it is refused.
    pub second_needs_approver: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupplementPolicy {
    /// The term begins anew (NĐ 61/2018/NĐ-CP Điều 19.4).
    Restart,
    /// The time waited is added to the promised moment.
    Extend,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningRule {
    /// Before a leg's deadline.
    pub leg: Term,
    /// Before the promised moment of the dossier.
    pub dossier: Term,
}

/// On the working day itself; what is received after the cutoff, at the start of the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForwardingRule {
    pub cutoff: NaiveTime,
}

impl Default for Rules {
    /// For a province whose own rules cannot be read: those of NĐ 61/2018/NĐ-CP, nothing verified.
    fn default() -> Self {
        fn of<T>(value: T, source: &str) -> Rule<T> {
            Rule {
                value,
                source: source.to_owned(),
                verified: false,
            }
        }
        let none = "không có trong dữ liệu của tỉnh";
        Self {
            supplement: of(
                SupplementRule {
                    limit: 1,
                    policy: SupplementPolicy::Restart,
                    answer_within: Term::days(30),
                    ask_within: Term::days(3),
                    second_needs_approver: true,
                },
                "NĐ 61/2018/NĐ-CP Điều 11.2, 15.3, 19.4",
            ),
            reappointments: of(1, "NĐ 61/2018/NĐ-CP Điều 19.9"),
            apology_before: of(Term::days(1), "NĐ 61/2018/NĐ-CP Điều 19.9"),
            warning: of(
                WarningRule {
                    leg: Term::days(1),
                    dossier: Term::days(1),
                },
                none,
            ),
            offer_expires: of(Term::days(1), none),
            forwarding: of(
                ForwardingRule {
                    cutoff: NaiveTime::from_hms_opt(15, 0, 0).unwrap_or(NaiveTime::MIN),
                },
                "NĐ 61/2018/NĐ-CP Điều 18.2",
            ),
            opinion: of(Term::days(3), none),
            online_reply: of(Term::days(1), none),
            supplement_warning: of(Term::days(3), none),
            complaint: of(
                ComplaintRule {
                    receive: Term::days(2),
                    forward: Term::days(5),
                    answer: Term::days(10),
                    close: Term::calendar_days(30),
                },
                "NĐ 20/2008/NĐ-CP Điều 14",
            ),
            rating_change: of(Term::calendar_days(7), none),
        }
    }
}
