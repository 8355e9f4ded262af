use chrono::NaiveDate;
use kernel::working_time::{StartRule, Term};

use super::{
    condition::Condition,
    role::RoleKey,
    rules::{Rule, SupplementRule},
};

/// One version of an administrative procedure (thủ tục hành chính), in force between two dates.
/// A dossier keeps the version it was received under.
#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    /// The national code (mã thủ tục), such as `1.013831`.
    pub code: String,
    /// The first day it is in force; with the code it names the version.
    pub version: NaiveDate,
    /// The last day it is in force; none while it has no successor.
    pub valid_to: Option<NaiveDate>,
    pub name: String,
    /// The key of its field of administration (lĩnh vực), such as `dat-dai`.
    pub field: String,
    /// The tier that decides (cấp thực hiện), such as `tỉnh`.
    pub level: String,
    /// The time the law gives (thời hạn giải quyết): the sum of the phases.
    pub term: Term,
    pub start: StartRule,
    /// Which event starts the clock.
    pub clock: ClockStart,
    /// The term of each phase, in order. Land has two, around the payment of taxes.
    pub phases: Vec<Term>,
    /// Other terms for some dossiers, such as those of difficult areas; see [`Self::terms`].
    pub variants: Vec<TermVariant>,
    /// Time of the phases that no leg is given: the one-stop desk's own, or what is left over.
    pub allowances: Vec<Allowance>,
    /// Kinds of unit that may receive a dossier (see [`Unit::kind`](super::Unit)).
    pub receiving: Vec<String>,
    pub channels: Vec<Channel>,
    /// The papers to hand in (thành phần hồ sơ).
    pub components: Vec<Component>,
    /// What the interactive form asks (tờ khai điện tử tương tác).
    pub fields: Vec<FormField>,
    /// The route (quy trình liên thông), in an order in which it can be read.
    pub legs: Vec<LegSpec>,
    /// The opinions (lấy ý kiến) the law foresees on the way, with the time they take by default.
    pub opinions: Vec<OpinionSpec>,
    /// The result is given on the spot: no form 01 unless the person asks for it, but the dossier
    /// is recorded all the same (NĐ 61/2018/NĐ-CP Điều 17.4).
    pub immediate: bool,
    /// Its own rule for asking more of the person; the province's when none.
    pub supplement: Option<Rule<SupplementRule>>,
    /// What the citizen receives (kết quả).
    pub result: String,
    /// The fee in đồng, when it is known and the same for all; zero is free of charge.
    pub fee: Option<i64>,
    pub fee_text: String,
    pub legal_basis: Vec<String>,
    pub sources: Vec<String>,
    /// Whether the sources confirm the data as a whole; see `doubts` for what they do not.
    pub verified: bool,
    /// What a person who files should know besides.
    pub notes: Vec<String>,
    /// What the keepers of the data have yet to find out or compare; no public page shows it.
    pub doubts: Vec<String>,
}

impl Procedure {
    /// Names the checklist a receipt was written from: `1.013831@2025-07-01`.
    pub fn checklist_version(&self) -> String {
        format!("{}@{}", self.code, self.version)
    }
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.version <= on && self.valid_to.is_none_or(|to| on <= to)
    }
    /// Whether its code is the nation's, and not one the province gave it for want of one.
    pub fn is_national(&self) -> bool {
        self.code.as_bytes().first().is_some_and(u8::is_ascii_digit)
    }
    pub fn leg(&self, key: &str) -> Option<&LegSpec> {
        self.legs.iter().find(|leg| leg.key == key)
    }
    /// The legs that wait for `key` to be completed.
    pub fn legs_after<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a LegSpec> {
        self.legs
            .iter()
            .filter(move |leg| leg.after.iter().any(|before| before == key))
    }
}

/// Terms that take the place of a procedure's own where a condition holds.
#[derive(Clone, Debug, PartialEq)]
pub struct TermVariant {
    pub when: Condition,
    /// As many as the procedure has phases.
    pub phases: Vec<Term>,
}

/// An opinion that another agency is asked for while a leg is in somebody's hands
/// (NĐ 61/2018/NĐ-CP Điều 19.5). The dossier stays with the asker.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionSpec {
    /// The leg on which it is asked.
    pub on: String,
    /// Who is asked.
    pub of: RoleKey,
    pub title: String,
    /// The time the asked agency has, unless the asker sets another.
    pub term: Term,
}

/// The event that starts the clock of a dossier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockStart {
    /// Reception at the one-stop desk, or the signing of the post's hand-over minutes
    /// (QĐ 45/2016/QĐ-TTg Điều 7.4).
    #[default]
    Reception,
    /// The first agency takes the dossier over (NĐ 99/2022/NĐ-CP Điều 16.2: mortgages).
    FirstCustody,
}

/// Time of a phase that is no leg's.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowance {
    /// Counted from 1.
    pub phase: u8,
    pub kind: AllowanceKind,
    pub term: Term,
    pub note: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowanceKind {
    /// The one-stop desk's own work, before the first leg of the phase.
    Desk,
    /// The published steps add up to less than the term of law.
    Unallocated,
}

/// How a dossier may be filed (cách thức thực hiện).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// At the counter (trực tiếp).
    Counter,
    /// Through the national portal (trực tuyến).
    Online,
    /// By public post (bưu chính công ích).
    Post,
}

/// One paper of the checklist (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    pub key: String,
    pub name: String,
    /// The official form to use (mẫu số).
    pub form: Option<String>,
    pub originals: u32,
    pub copies: u32,
    pub required: bool,
    /// When it must be handed in, if not always.
    pub condition: Option<String>,
}

/// One question of the interactive form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormField {
    pub key: String,
    pub label: String,
    pub kind: FieldKind,
    pub required: bool,
    pub hint: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FieldKind {
    Text,
    Paragraph,
    Date,
    CitizenId,
    /// A person or an organisation: [`kernel::PartyId`].
    PartyId,
    Phone,
    /// One of these: the value kept, and the label shown.
    Choice(Vec<(String, String)>),
    /// Money, in đồng.
    Amount,
    /// Square metres, to one decimal.
    Area,
}

/// One stretch of the route, in one agency's hands (khâu).
#[derive(Clone, Debug, PartialEq)]
pub struct LegSpec {
    pub key: String,
    /// The task as people read it.
    pub title: String,
    pub by: RoleKey,
    pub kind: LegKind,
    /// The phase whose term it is part of, from 1.
    pub phase: u8,
    /// The legs that must be completed first; none for a leg that starts the route.
    pub after: Vec<String>,
    /// Steps inside the agency (bước); may be none.
    pub steps: Vec<Step>,
    /// The time allotted: the sum of the steps where there are steps; none when nobody set one.
    pub term: Option<Term>,
    /// The time allotted in a difficult area, where it differs; see [`LegSpec::norm`].
    pub difficult: Option<Term>,
    /// When it is part of the route; always when none.
    pub when: Option<Condition>,
    /// Whether its time counts to the term of law. Tax, payment and public notice do not.
    pub counts: bool,
    /// Whether a head must approve before it is completed (phê duyệt).
    pub approval: bool,
    /// Whether a machine takes it over and completes it at once.
    pub automatic: bool,
    /// What there is to do, as a word for programs, such as `tax-assessment`.
    pub task: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LegKind {
    /// An agency works.
    #[default]
    Work,
    /// Everybody waits for the citizen to pay (nghĩa vụ tài chính).
    Payment,
    /// The one-stop desk hands the result back (trả kết quả).
    Return,
    /// The law lets time pass, such as 15 days of public notice (niêm yết công khai): outside the
    /// term, over when its own term is. The unit in `by` keeps the dossier meanwhile.
    Wait,
}

impl LegSpec {
    /// The time allotted, by whether the matter lies in a difficult area.
    pub fn norm(&self, difficult: bool) -> Option<&Term> {
        let special = self.difficult.as_ref().filter(|_| difficult);
        special.or(self.term.as_ref())
    }
}

/// One step inside an agency (bước của quy trình nội bộ).
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub title: String,
    pub term: Term,
}
