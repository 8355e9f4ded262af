//! What was done on a case, and what changed while somebody looked at it.

use std::collections::BTreeMap;

use proto::agency::v1::{CaseAct, ListActsRequest};

use crate::{case::Desk, rows::named};
use portal_ui::{format, frame::Lang, said::within};

/// One thing somebody did, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub version: u32,
    pub at: String,
    pub who: String,
    pub what: &'static str,
    pub words: String,
}

const ACTS: [(&str, &str, &str); 12] = [
    ("taken", "nhận giải quyết", "took it"),
    ("refused", "từ chối nhận", "declined it"),
    ("returned", "trả lại nơi chuyển đến", "gave it back"),
    ("proposed", "trình kết luận", "proposed a conclusion"),
    ("withdrawn", "rút lại đề xuất", "took the proposal back"),
    ("approved", "phê duyệt", "approved"),
    ("completed", "hoàn thành, chuyển đi", "completed it"),
    ("reassigned", "phân công lại", "reassigned it"),
    (
        "sent-back",
        "trả lại để chỉnh sửa",
        "sent it back for correction",
    ),
    (
        "supplement-needed",
        "đề nghị yêu cầu bổ sung",
        "said what is missing",
    ),
    (
        "delay-stated",
        "nêu lý do chậm, ngày hẹn mới",
        "stated the delay and a new date",
    ),
    ("apology-signed", "ký phiếu xin lỗi", "signed the apology"),
];

impl Desk {
    /// What people did on the case, latest first; nothing where it may not be seen.
    pub async fn history(&self, people: &BTreeMap<String, String>) -> Vec<Done> {
        let request = ListActsRequest {
            case_id: self.case.case_id.clone(),
            after_version: 0,
        };
        let found = self.ask.agency(self.host).list_acts(request).await;
        let acts = found.map(|found| found.into_inner().acts);
        let lang = self.visit.lang;
        let mut done: Vec<Done> = acts
            .unwrap_or_default()
            .into_iter()
            .map(|act| told(act, people, lang))
            .collect();
        done.reverse();
        done
    }
}

fn told(act: CaseAct, people: &BTreeMap<String, String>, lang: Lang) -> Done {
    let what = ACTS.iter().find(|(word, ..)| *word == act.act);
    let words = match &act.conclusion {
        Some(given) => {
            let answer = if given.granted {
                lang.pick("Giải quyết", "Grant")
            } else {
                lang.pick("Không giải quyết", "Refuse")
            };
            let parts = [&given.document, &given.reason].into_iter();
            let filled = parts.filter(|one| !one.is_empty());
            let filled = filled.map(|one| within(lang, one));
            let all: Vec<String> = std::iter::once(answer.to_owned()).chain(filled).collect();
            all.join(" · ")
        }
        // Whom it was given to is named as people know them.
        None => match act.words.split_once(": ") {
            Some((officer, reason)) if officer.contains('@') => {
                format!("{}: {reason}", named(officer, people, lang))
            }
            _ => act.words.clone(),
        },
    };
    Done {
        version: act.version,
        at: format::stamp(act.at.as_ref(), lang),
        who: named(&act.actor, people, lang),
        what: what.map_or("", |(_, vi, en)| lang.pick(vi, en)),
        words,
    }
}

#[cfg(test)]
mod tests {
    use proto::agency::v1::Conclusion;

    use super::*;

    #[test]
    fn an_act_is_told_in_words_with_what_was_written() {
        let people = BTreeMap::from([("officer:an@org:x".to_owned(), "Lê Văn Mẫu".to_owned())]);
        let proposed = CaseAct {
            actor: "officer:an@org:x".to_owned(),
            act: "proposed".to_owned(),
            conclusion: Some(Conclusion {
                granted: true,
                document: "12/TTr".to_owned(),
                ..Conclusion::default()
            }),
            ..CaseAct::default()
        };
        let shown = told(proposed, &people, Lang::Vi);
        assert_eq!(
            (shown.who.as_str(), shown.what),
            ("Lê Văn Mẫu", "trình kết luận")
        );
        assert_eq!(shown.words, "Giải quyết · 12/TTr");
        let given = CaseAct {
            act: "reassigned".to_owned(),
            words: "officer:an@org:x: nghỉ phép".to_owned(),
            ..CaseAct::default()
        };
        assert_eq!(
            told(given, &people, Lang::En).words,
            "Lê Văn Mẫu: nghỉ phép"
        );
    }
}
