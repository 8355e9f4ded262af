//! One act on many cases, and what became of each.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query};
use proto::agency::v1::{
    ApproveManyRequest, CaseRef, ManyResult, ReassignManyRequest, SendBackManyRequest,
    TakeManyRequest,
};

use crate::agency::{Asked, List};
use portal_ui::{
    answer::{Answer, page},
    failure::{Failure, Violation},
    fields::Fields,
    format,
    frame::{Frame, Lang, Visit},
    services::{Service, Speaker},
    view::{
        Tone,
        badge::{self, Badge},
    },
};

/// A case as the list's box names it: service, id, version, code.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Chosen {
    host: Service,
    case: CaseRef,
    code: String,
}

impl Chosen {
    fn read(raw: &str) -> Option<Self> {
        let mut parts = raw.splitn(4, '|');
        let host = Service::named(parts.next()?).filter(|host| Service::HOSTS.contains(host))?;
        Some(Self {
            host,
            case: CaseRef {
                case_id: parts.next()?.to_owned(),
                expected_version: parts.next()?.parse().ok()?,
            },
            code: parts.next()?.to_owned(),
        })
    }
}

#[derive(Template)]
#[template(path = "batch.html")]
struct Results {
    f: Frame,
    title: &'static str,
    rows: Vec<Outcome>,
    done: usize,
    refused: usize,
    back: String,
}

struct Outcome {
    code: String,
    href: String,
    badge: Badge,
    sentence: String,
}

/// `POST /co-quan/hang-loat/{nhan,duyet,tra-sua,phan-cong}` with `chon` once a case.
pub async fn act(
    visit: Visit,
    Path(act): Path<String>,
    Query(asked): Query<Asked>,
    sent: Fields,
) -> Answer {
    let lang = visit.lang;
    let unit = visit.unit(&asked.unit);
    let chosen: Vec<Chosen> = sent
        .pairs()
        .iter()
        .filter(|(name, _)| name == "chon")
        .filter_map(|(_, raw)| Chosen::read(raw))
        .collect();
    let (title, list) = words(&act, lang).ok_or_else(|| {
        Failure::Absent(
            lang.pick("Không có việc này.", "There is no such act.")
                .to_owned(),
        )
    })?;
    if chosen.is_empty() {
        return Err(Failure::Malformed(vec![Violation {
            field: String::new(),
            sentence: lang
                .pick(
                    "Chưa chọn hồ sơ nào. Hãy quay lại danh sách và đánh dấu ít nhất một hồ sơ.",
                    "Nothing is chosen. Go back to the list and tick at least one dossier.",
                )
                .to_owned(),
        }]));
    }
    let ask = visit.ask_at(&unit, false);
    let mut told: BTreeMap<String, ManyResult> = BTreeMap::new();
    for host in Service::HOSTS {
        let cases: Vec<CaseRef> = chosen
            .iter()
            .filter(|one| one.host == host)
            .map(|one| one.case.clone())
            .collect();
        // A service takes two hundred at a time.
        for cases in cases.chunks(200) {
            let results = match carry_out(&ask, host, &act, cases.to_vec(), &sent).await {
                Ok(results) => results,
                // What the other services did stands, and is told.
                Err(Failure::Unavailable | Failure::Fault) => Vec::new(),
                Err(other) => return Err(other),
            };
            told.extend(results.into_iter().map(|one| (one.case_id.clone(), one)));
        }
    }
    let rows: Vec<Outcome> = chosen
        .iter()
        .map(|one| outcome(one, told.get(&one.case.case_id), &unit, lang))
        .collect();
    let done = rows.iter().filter(|row| row.sentence.is_empty()).count();
    let names = visit.names().await?;
    page(&Results {
        f: visit.frame_with(&names),
        title,
        refused: rows.len() - done,
        done,
        rows,
        back: format!("{}?don-vi={}", list.path(), format::segment(&unit)),
    })
}

fn words(act: &str, lang: Lang) -> Option<(&'static str, List)> {
    Some(match act {
        "nhan" => (lang.pick("Nhận việc", "Take"), List::Work),
        "phan-cong" => (lang.pick("Phân công", "Assign"), List::Work),
        "duyet" => (lang.pick("Phê duyệt", "Approve"), List::Approvals),
        "tra-sua" => (
            lang.pick("Trả lại để chỉnh sửa", "Send back for correction"),
            List::Approvals,
        ),
        _ => return None,
    })
}

async fn carry_out(
    ask: &Speaker,
    host: Service,
    act: &str,
    cases: Vec<CaseRef>,
    sent: &Fields,
) -> Result<Vec<ManyResult>, Failure> {
    let mut agency = ask.agency(host);
    let reason = sent.get("reason").to_owned();
    Ok(match act {
        "nhan" => {
            let request = TakeManyRequest { cases };
            agency.take_many(request).await?.into_inner().results
        }
        "duyet" => {
            let request = ApproveManyRequest { cases };
            agency.approve_many(request).await?.into_inner().results
        }
        "tra-sua" => {
            let request = SendBackManyRequest { cases, reason };
            agency.send_back_many(request).await?.into_inner().results
        }
        _ => {
            let request = ReassignManyRequest {
                cases,
                officer: sent.get("officer").to_owned(),
                reason,
            };
            agency.reassign_many(request).await?.into_inner().results
        }
    })
}

fn outcome(one: &Chosen, told: Option<&ManyResult>, unit: &str, lang: Lang) -> Outcome {
    let refused = told.is_none_or(|told| !told.refusal.is_empty());
    Outcome {
        code: one.code.clone(),
        href: format!(
            "/co-quan/viec/{}?don-vi={}&noi={}",
            format::segment(&one.case.case_id),
            format::segment(unit),
            one.host.name()
        ),
        badge: if refused {
            badge::of(lang, Tone::Red, "Chưa làm được", "Not done")
        } else {
            badge::of(lang, Tone::Green, "Đã xong", "Done")
        },
        sentence: match told {
            Some(told) => told.sentence.clone(),
            None => lang
                .pick(
                    "Dịch vụ giữ hồ sơ này không trả lời. Hãy mở hồ sơ để xem đã ghi hay chưa.",
                    "The service that holds it does not answer. Open the dossier to see whether it was recorded.",
                )
                .to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_names_its_case_as_it_was_seen() {
        let chosen = Chosen::read("land-records|0190|7|H48.21028-261120-0001").expect("a case");
        assert_eq!(chosen.host, Service::LandRecords);
        assert_eq!(chosen.case.expected_version, 7);
        assert_eq!(chosen.code, "H48.21028-261120-0001");
        for wrong in ["", "intake|1|1|x", "land-records|1|x|y", "land-records|1"] {
            assert_eq!(Chosen::read(wrong), None, "{wrong}");
        }
    }
}
