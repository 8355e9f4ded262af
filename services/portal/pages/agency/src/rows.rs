//! Cases as the lists of an agency show them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use proto::agency::v1::{Case, CaseStage};

use crate::conclusion::ended;
use portal_ui::{
    directory::Names,
    format,
    frame::{Lang, Visit},
    said::within,
    services::Service,
    view::{
        Tone,
        badge::{self, Badge},
        due::{self, Due, Used},
        owed::owes,
    },
};

/// One case in a list.
pub struct Row {
    pub c: Case,
    pub host: &'static str,
    pub procedure: String,
    pub place: String,
    pub due: Due,
    pub badge: Badge,
    pub officer: String,
    pub since: String,
    /// Nobody has it in hand.
    pub free: bool,
    /// It is offered: whoever takes it gives the unit custody.
    pub takes: bool,
    /// Why it ended otherwise than by a conclusion; what lies before the head.
    pub why: String,
    /// What is still to be done about the apology, and by when.
    pub apology: String,
    /// Who asks for an opinion.
    pub opinion: String,
    /// What the case waits for.
    pub waits: String,
}

/// Rows under one heading.
pub struct Group {
    pub id: &'static str,
    pub tone: Tone,
    pub title: &'static str,
    pub note: &'static str,
    pub rows: Vec<Row>,
}

/// What the rows are drawn with.
pub struct Drawing<'a> {
    pub visit: &'a Visit,
    pub names: &'a Names,
    pub people: &'a BTreeMap<String, String>,
}

impl Drawing<'_> {
    pub fn row(&self, host: Service, c: Case) -> Row {
        let lang = self.visit.lang;
        Row {
            why: match c.stage() {
                CaseStage::Proposed => proposed(&c, self.people, lang),
                CaseStage::Completed => String::new(),
                _ if c.ended_at.is_some() => ended(&c, lang),
                CaseStage::Held if !c.reason.is_empty() => {
                    let note = within(lang, &c.reason);
                    format!("{}: {note}", lang.pick("Ghi chú", "Note"))
                }
                _ => String::new(),
            },
            apology: apology(&c, self.visit.now(), lang),
            opinion: if c.opinion_for.is_empty() {
                String::new()
            } else {
                self.names.unit(&c.asked_by)
            },
            waits: waits(&c, lang),
            host: host.name(),
            procedure: if c.procedure_name.is_empty() {
                self.names.procedure_name(&c.procedure)
            } else {
                c.procedure_name.clone()
            },
            place: self.names.unit(&c.place),
            due: chip(self.visit, &c, None),
            badge: badge::of_case(c.stage(), lang),
            officer: named(&c.officer, self.people, lang),
            since: format::stamp(c.accepted_at.as_ref().or(c.offered_at.as_ref()), lang),
            takes: c.stage() == CaseStage::Offered,
            free: c.officer.is_empty() && c.ended_at.is_none(),
            c,
        }
    }
}

/// What the head is asked to agree with.
fn proposed(c: &Case, people: &BTreeMap<String, String>, lang: Lang) -> String {
    let given = c.conclusion.clone().unwrap_or_default();
    let what = if given.granted {
        lang.pick("Đề xuất: giải quyết", "Proposed: grant")
    } else {
        lang.pick("Đề xuất: không giải quyết", "Proposed: refuse")
    };
    let by = named(&c.proposer, people, lang);
    let document = match given.document.as_str() {
        "" => String::new(),
        number => format!(" · {number}"),
    };
    format!("{what} · {by}{document}")
}

/// What else the case waits for, in words; empty when nothing.
pub fn waits(c: &Case, lang: Lang) -> String {
    let mut words = Vec::new();
    if let Some(since) = format::moment(c.paused_at.as_ref()) {
        words.push(format!(
            "{} {}",
            lang.pick("Chờ người nộp bổ sung từ", "Supplement awaited since"),
            format::date_time(since, lang)
        ));
    } else if !c.supplement.is_empty() && c.ended_at.is_none() {
        words.push(
            lang.pick(
                "Đã đề nghị Một cửa yêu cầu bổ sung",
                "The desk was told what is missing",
            )
            .to_owned(),
        );
    }
    match c.opinions_open {
        0 => {}
        n => words.push(match lang {
            Lang::Vi => format!("Chờ {n} ý kiến"),
            Lang::En if n == 1 => "Awaits 1 opinion".to_owned(),
            Lang::En => format!("Awaits {n} opinions"),
        }),
    }
    words.join(" · ")
}

/// What is still to be done about the apology; empty when nothing is.
fn apology(case: &Case, now: DateTime<Utc>, lang: Lang) -> String {
    let Some(owed) = case.apology.as_ref().filter(|_| owes(case)) else {
        return String::new();
    };
    let by = format::moment(owed.state_by.as_ref());
    let what = match (owed.may_move, owed.reason.is_empty()) {
        (false, _) => {
            return lang
                .pick(
                    "Không hẹn lại được nữa, hoàn thành ngay",
                    "May not be moved again: complete it now",
                )
                .to_owned();
        }
        (true, true) => lang.pick("Nêu lý do, hẹn lại", "State reason and new date"),
        (true, false) => lang.pick("Chờ lãnh đạo ký", "For the head to sign"),
    };
    match by {
        Some(by) if by < now => {
            format!("{what}, {}", lang.pick("đã quá hạn", "overdue"))
        }
        Some(by) => format!(
            "{what} {} {}",
            lang.pick("trước", "by"),
            format::day_and_time(by, lang)
        ),
        None => what.to_owned(),
    }
}

/// The chip of a leg (định mức), with the working time as routing counts it where it was asked,
/// else as the agency does.
pub fn chip(visit: &Visit, case: &Case, used: Option<Used>) -> Due {
    let lang = visit.lang;
    if case.ended_at.is_some() {
        let at = format::stamp(case.ended_at.as_ref(), lang);
        return due::still(Tone::Grey, "check", lang.pick("Xong", "Ended"), &at);
    }
    if case.paused_at.is_some() {
        let words = lang.pick("Tạm dừng, không tính giờ", "Clock stopped");
        let since = format::stamp(case.paused_at.as_ref(), lang);
        return due::still(Tone::Violet, "pause", words, &since);
    }
    let used = used.or(Some(Used {
        spent: case.spent_minutes,
        allotted: case.allotted_minutes,
    }));
    due::running(visit.now(), format::moment(case.due.as_ref()), used, lang)
}

/// An officer by name where the list of staff has one, else by account.
pub fn named(actor: &str, people: &BTreeMap<String, String>, lang: Lang) -> String {
    let known = people.get(actor).filter(|name| !name.is_empty());
    known.cloned().unwrap_or_else(|| person(actor, lang))
}

/// `officer:demo@org:x` as a person reads it; empty when nobody has the case.
pub fn person(actor: &str, lang: Lang) -> String {
    let name = actor.split_once('@').map_or(actor, |(name, _)| name);
    match name.split_once(':') {
        Some(("officer", name)) => format!("{} {name}", lang.pick("Cán bộ", "Officer")),
        Some(("head", name)) => format!("{} {name}", lang.pick("Lãnh đạo", "Head")),
        Some(("service" | "machine", _)) | None if name.is_empty() => String::new(),
        _ => name.to_owned(),
    }
}

/// The rows of an open queue under the headings of their urgency; a heading without rows waits for
/// one to come.
pub fn by_urgency(rows: Vec<Row>, lang: Lang) -> Vec<Group> {
    let group = |id, tone, (vi, en), (note_vi, note_en)| Group {
        id,
        tone,
        title: lang.pick(vi, en),
        note: lang.pick(note_vi, note_en),
        rows: Vec::new(),
    };
    let none = ("", "");
    let mut groups = vec![
        group(
            "xin-loi",
            Tone::Red,
            ("Phải xin lỗi, hẹn lại", "Apology owed"),
            ("ký trước giờ nêu", "sign by the hour named"),
        ),
        group(
            "qua-han",
            Tone::Red,
            ("Quá định mức của khâu", "Over the norm"),
            ("làm trước", "first"),
        ),
        group(
            "hom-nay",
            Tone::Amber,
            ("Hết định mức hôm nay", "Due today"),
            ("trước khi hết giờ làm việc", "before closing"),
        ),
        group("con-han", Tone::Green, ("Còn thời gian", "In time"), none),
        group(
            "khong-han",
            Tone::Grey,
            ("Không có định mức", "No norm"),
            none,
        ),
        group(
            "tam-dung",
            Tone::Violet,
            ("Tạm dừng", "Clock stopped"),
            ("không tính giờ", "no time counts"),
        ),
    ];
    for row in rows {
        let at = match row.c.urgency.as_str() {
            _ if !row.apology.is_empty() => 0,
            "late" => 1,
            "today" => 2,
            "soon" | "later" => 3,
            "paused" => 5,
            _ => 4,
        };
        groups[at].rows.push(row);
    }
    groups
}

/// All rows under one heading.
pub fn together(rows: Vec<Row>, id: &'static str, tone: Tone, title: &'static str) -> Vec<Group> {
    vec![Group {
        id,
        tone,
        title,
        note: "",
        rows,
    }]
}

#[cfg(test)]
mod tests {
    use proto::agency::v1::Apology;

    use super::*;

    fn at(seconds: i64) -> Option<prost_types::Timestamp> {
        Some(prost_types::Timestamp { seconds, nanos: 0 })
    }

    #[test]
    fn an_apology_says_what_is_to_be_done_and_that_it_is_overdue() {
        let owing = Case {
            stage: CaseStage::Held.into(),
            apology: Some(Apology {
                state_by: at(100),
                may_move: true,
                ..Apology::default()
            }),
            ..Case::default()
        };
        let now = DateTime::from_timestamp(200, 0).expect("a moment");
        assert_eq!(
            apology(&owing, now, Lang::Vi),
            "Nêu lý do, hẹn lại, đã quá hạn"
        );
        assert_eq!(apology(&Case::default(), now, Lang::Vi), "");
    }

    #[test]
    fn an_actor_is_shown_without_the_machinery() {
        assert_eq!(person("officer:an@org:mc-21028", Lang::Vi), "Cán bộ an");
        assert_eq!(person("head:demo@org:vpdkdd", Lang::En), "Head demo");
        assert_eq!(person("", Lang::Vi), "");
        let staff = BTreeMap::from([("officer:an@org:x".to_owned(), "Lê Văn Mẫu".to_owned())]);
        assert_eq!(named("officer:an@org:x", &staff, Lang::Vi), "Lê Văn Mẫu");
    }

    #[test]
    fn a_case_says_what_it_waits_for() {
        let waiting = Case {
            paused_at: at(0),
            opinions_open: 2,
            ..Case::default()
        };
        let words = waits(&waiting, Lang::Vi);
        assert!(words.starts_with("Chờ người nộp bổ sung từ"), "{words}");
        assert!(words.ends_with("Chờ 2 ý kiến"), "{words}");
        assert_eq!(waits(&Case::default(), Lang::En), "");
    }
}
