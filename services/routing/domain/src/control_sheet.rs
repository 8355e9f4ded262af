//! The control sheet (phiếu kiểm soát quá trình giải quyết hồ sơ): form 05 of
//! TT 01/2018/TT-VPCP, form 06 of TT 03/2025/TT-VPCP. A rendering of the journal: one row for each
//! hand-over between agencies.

use std::fmt;

use kernel::{Instant, UnitId, working_time::Calendar};

use crate::{
    End, Kind, Route,
    attribution::{Move, What},
    watch::time::{later, with_citizen},
};

/// One hand-over: who gave, who took, when, and how it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The leg it was for, by position; none for the way back to the desk.
    pub leg: Option<usize>,
    pub from: UnitId,
    pub to: UnitId,
    pub title: String,
    pub given_at: Instant,
    /// None as long as it is not taken.
    pub taken_at: Option<Instant>,
    pub due: Option<Instant>,
    pub done_at: Option<Instant>,
    pub outcome: Outcome,
    /// In Vietnamese; empty when there is nothing to note.
    pub note: String,
}

/// How a hand-over went (trước hạn, đúng hạn, quá hạn), by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Early,
    OnTime,
    Late,
    /// Not done yet.
    Open,
    /// Declined, expired or taken back: the agency never had it.
    NotTaken,
    /// Had, and given back undone.
    GivenBack,
}

impl Outcome {
    /// A stable word for programs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on-time",
            Self::Late => "late",
            Self::Open => "open",
            Self::NotTaken => "not-taken",
            Self::GivenBack => "given-back",
        }
    }

    /// What the form says.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Early => "Trước hạn",
            Self::OnTime => "Đúng hạn",
            Self::Late => "Quá hạn",
            Self::Open => "Đang giải quyết",
            Self::NotTaken => "Không nhận",
            Self::GivenBack => "Trả lại",
        }
    }

    /// Before the day it was due, on it, or after (TT 01/2018/TT-VPCP, form 05). Without a deadline
    /// what is done is on time.
    fn of(done: Instant, due: Option<Instant>, calendar: &Calendar) -> Self {
        let day = |at| calendar.civil(at).date();
        let Some(due) = due else { return Self::OnTime };
        match day(done).cmp(&day(due)) {
            std::cmp::Ordering::Less => Self::Early,
            std::cmp::Ordering::Equal => Self::OnTime,
            std::cmp::Ordering::Greater => Self::Late,
        }
    }
}

impl Route {
    /// The rows of the control sheet, in the order in which the dossier was given.
    pub fn control_sheet(&self, calendar: &Calendar) -> Vec<Row> {
        let asked = with_citizen(self);
        let mut rows: Vec<Row> = Vec::new();
        for one in &self.past {
            let Some(n) = one.leg.filter(|n| *n < self.legs.len()) else {
                continue;
            };
            match one.what {
                What::Offered => rows.push(self.given(n, one, &rows)),
                _ => {
                    let open = |row: &&mut Row| row.leg == Some(n) && row.outcome == Outcome::Open;
                    if let Some(row) = rows.iter_mut().rev().find(open) {
                        if one.what == What::Completed {
                            row.wait_for_the_person(&asked, one.at, calendar);
                        }
                        row.goes_on(one, calendar);
                    }
                }
            }
        }
        if let Some(End::Settled { at, granted }) = self.end {
            rows.push(self.back(at, granted, &rows));
        }
        rows
    }

    fn given(&self, n: usize, offer: &Move, rows: &[Row]) -> Row {
        let leg = &self.legs[n];
        let mut note = self.before(n, offer);
        if let Some(reason) = &offer.note {
            note.push(format!("Chuyển lại: {reason}."));
        }
        Row {
            leg: Some(n),
            from: self.giver_at(n, rows),
            to: leg.unit.clone(),
            title: leg.title.clone(),
            given_at: offer.at,
            taken_at: None,
            due: offer.due,
            done_at: None,
            outcome: Outcome::Open,
            note: note.join(" "),
        }
    }

    /// Whoever had it done last of the agencies before leg `n`; an opinion is asked by its asker.
    fn giver_at(&self, n: usize, rows: &[Row]) -> UnitId {
        if let Some(opinion) = &self.legs[n].opinion {
            return opinion.asked_by.clone();
        }
        let before = self.agencies_before(n);
        let done = rows
            .iter()
            .filter(|row| row.is_done() && row.leg.is_some_and(|leg| before.contains(&leg)));
        done.max_by_key(|row| row.done_at)
            .map_or(&self.receiving, |row| &row.to)
            .clone()
    }

    /// The payments and waits that came between the agency before and this offer.
    fn before(&self, n: usize, offer: &Move) -> Vec<String> {
        let legs = self.legs[n].after.iter();
        let aside =
            legs.filter(|before| matches!(self.legs[**before].kind, Kind::Payment | Kind::Wait));
        let of = |leg: usize, what: What| {
            let mut past = self.past.iter().rev();
            past.find(|one| one.leg == Some(leg) && one.what == what && one.at <= offer.at)
        };
        aside
            .filter_map(|before| {
                let paid = of(*before, What::Paid).map(|paid| {
                    let receipt = paid.note.as_deref().unwrap_or_default();
                    format!("Người nộp hồ sơ đã thực hiện nghĩa vụ tài chính: {receipt}.")
                });
                let title = &self.legs[*before].title;
                let waited =
                    || of(*before, What::WaitEnded).map(|_| format!("Sau thời gian chờ: {title}."));
                paid.or_else(waited)
            })
            .collect()
    }

    /// The way back to the desk.
    fn back(&self, at: Instant, granted: bool, rows: &[Row]) -> Row {
        let last = rows.iter().filter(|row| row.is_done());
        let last = last.max_by_key(|row| row.done_at);
        Row {
            leg: None,
            from: last.map_or(&self.receiving, |row| &row.to).clone(),
            to: self.receiving.clone(),
            title: "Chuyển kết quả về Bộ phận Một cửa".to_owned(),
            given_at: at,
            taken_at: Some(at),
            due: None,
            done_at: Some(at),
            outcome: Outcome::OnTime,
            note: match granted {
                true => String::new(),
                false => "Không đủ điều kiện giải quyết.".to_owned(),
            },
        }
    }
}

impl Row {
    /// The deadline is later by what was the person's time until `done`.
    fn wait_for_the_person(
        &mut self,
        asked: &[(Instant, Instant)],
        done: Instant,
        calendar: &Calendar,
    ) {
        let asked: Vec<_> = asked
            .iter()
            .copied()
            .filter(|(_, to)| *to <= done)
            .collect();
        // Beyond the calendar the deadline stays as it was told.
        let later = self
            .due
            .map(|due| later(due, self.given_at, &asked, calendar).unwrap_or(due));
        self.due = later;
    }

    fn goes_on(&mut self, one: &Move, calendar: &Calendar) {
        let reason = one.note.as_deref().unwrap_or_default();
        match one.what {
            What::Accepted => self.taken_at = Some(one.at),
            What::Completed => {
                self.done_at = Some(one.at);
                self.outcome = Outcome::of(one.at, self.due, calendar);
                if !reason.is_empty() {
                    self.add(format!("Văn bản số {reason}."));
                }
            }
            What::Refused => self.ends(Outcome::NotTaken, format!("Không tiếp nhận: {reason}.")),
            What::Expired => {
                self.add("Quá thời hạn tiếp nhận.".to_owned());
            }
            What::LetGo => {
                let outcome = match self.taken_at {
                    Some(_) => Outcome::GivenBack,
                    None => Outcome::NotTaken,
                };
                self.ends(outcome, "Thu hồi.".to_owned());
            }
            What::GivenBack => {
                self.done_at = Some(one.at);
                self.ends(Outcome::GivenBack, format!("Trả lại: {reason}."));
            }
            _ => {}
        }
    }

    fn is_done(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::Early | Outcome::OnTime | Outcome::Late
        )
    }

    fn ends(&mut self, outcome: Outcome, note: String) {
        self.outcome = outcome;
        self.add(note);
    }

    fn add(&mut self, note: String) {
        if !self.note.is_empty() {
            self.note.push(' ');
        }
        self.note += &note;
    }
}

/// The row as a line of text, times in Việt Nam's zone.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = chrono::FixedOffset::east_opt(7 * 3600);
        let civil = |at: Option<Instant>| match (at, zone) {
            (Some(at), Some(zone)) => at.with_timezone(&zone).format("%H:%M %d/%m").to_string(),
            _ => "…".to_owned(),
        };
        write!(
            f,
            "{} → {} | {} | giao {} nhận {} hạn {} xong {} | {}",
            self.from,
            self.to,
            self.title,
            civil(Some(self.given_at)),
            civil(self.taken_at),
            civil(self.due),
            civil(self.done_at),
            self.outcome.sentence(),
        )?;
        if self.note.is_empty() {
            Ok(())
        } else {
            write!(f, " | {}", self.note)
        }
    }
}
