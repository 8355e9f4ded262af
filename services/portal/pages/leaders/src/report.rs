//! What official reports of leaders share: who reports, to whom, and who signs; and their addresses.

use portal_ui::{
    answer::Answer,
    directory::Names,
    failure::Failure,
    frame::{Lang, Visit},
    papers,
};
use proto::forms::v1::{Indicator, Letterhead};

use crate::share::Change;

/// Who reports.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reporter {
    pub head: Letterhead,
    /// Whose figures they see; empty: those of the whole province.
    pub unit: String,
    pub addressed_to: String,
    /// Empty where nobody told it.
    pub signer_title: String,
}

/// The province's office for those who see every unit, their own unit for the others.
pub fn reporter(visit: &Visit, names: &Names) -> Reporter {
    let config = &visit.portal.config.province;
    let own = visit
        .account
        .as_ref()
        .filter(|account| !account.province_wide());
    match own {
        None => {
            let head = below(papers::letterhead(visit, names, &config.office));
            Reporter {
                addressed_to: head.superior.clone(),
                head,
                unit: String::new(),
                signer_title: config.office_head.clone(),
            }
        }
        Some(account) => {
            let unit = account.unit.clone().unwrap_or_default();
            Reporter {
                head: papers::letterhead(visit, names, &unit),
                unit: house(names, &unit),
                addressed_to: names.unit(&config.office),
                signer_title: String::new(),
            }
        }
    }
}

/// An office that is named after the agency above it goes without that name: `Văn phòng`, under
/// `Ủy ban nhân dân tỉnh`.
fn below(head: Letterhead) -> Letterhead {
    let own = head.issuer.strip_suffix(&head.superior).map(str::trim);
    match own {
        Some(own) if !own.is_empty() => Letterhead {
            issuer: own.to_owned(),
            ..head
        },
        _ => head,
    }
}

/// The commune a unit is of, whose figures its heads see; a unit of none is by itself.
fn house(names: &Names, unit: &str) -> String {
    let mut at = names.get(unit);
    while let Some(here) = at.filter(|here| !here.id.starts_with("adm:")) {
        at = names.get(&here.parent);
    }
    at.map_or_else(|| names.unit(unit), |commune| commune.name.clone())
}

/// One of the figures on top, as the page has it.
pub fn indicator(title: &str, figure: &str, tone: &str, change: Option<&Change>) -> Indicator {
    Indicator {
        title: title.to_owned(),
        figure: figure.to_owned(),
        tone: tone.to_owned(),
        change: change.map_or_else(String::new, |change| change.words.clone()),
        direction: change.map_or_else(String::new, |change| change.class.to_owned()),
    }
}

/// The same visit, in the language of official papers.
pub fn in_vietnamese(mut visit: Visit) -> Visit {
    visit.lang = Lang::Vi;
    visit
}

/// The year and the number of `2026-46.pdf`, and the ending; none of anything else.
pub fn file(name: &str) -> Option<(i32, u32, &str)> {
    let (period, ending) = name.split_once('.')?;
    let (year, nth) = period.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let written = year.len() == 4 && (1..=2).contains(&nth.len());
    (written && digits(year) && digits(nth))
        .then(|| Some((year.parse().ok()?, nth.parse().ok()?, ending)))?
}

/// That there is no report of that period.
pub fn none(visit: &Visit) -> Answer {
    let sentence = visit.lang.pick(
        "Không có báo cáo của kỳ này: kỳ không có trong lịch hoặc chưa bắt đầu. Hãy chọn kỳ trên trang báo cáo.",
        "There is no report of this period: no such one is in the calendar, or it has not begun. Choose one on the page of the report.",
    );
    Err(Failure::Absent(sentence.to_owned()))
}

#[cfg(test)]
mod tests {
    use proto::routing::v1::Unit;

    use super::*;

    #[test]
    fn an_address_that_is_no_period_is_none() {
        assert_eq!(file("2026-46.pdf"), Some((2026, 46, "pdf")));
        assert_eq!(file("2026-7.xlsx"), Some((2026, 7, "xlsx")));
        for nonsense in [
            "",
            "2026-46",
            "2026.pdf",
            "26-46.pdf",
            "2026-+4.pdf",
            "2026- 4.pdf",
            "-2026-4.pdf",
            "2026-460.pdf",
            "2026-.pdf",
            "٢٠٢٦-4.pdf",
            "../2026-46.pdf",
        ] {
            assert_eq!(file(nonsense), None, "{nonsense}");
        }
        assert_eq!(
            file("2026-46.pdf.exe").map(|(_, _, ending)| ending),
            Some("pdf.exe"),
            "what kind of file it is, is for whoever gives it out"
        );
    }

    /// NĐ 30/2020/NĐ-CP Phụ lục I, phần I, mục II.2: the agency above stands over its office.
    #[test]
    fn an_office_goes_without_the_name_of_whom_it_serves() {
        let head = |superior: &str, issuer: &str| Letterhead {
            superior: superior.to_owned(),
            issuer: issuer.to_owned(),
            ..Letterhead::default()
        };
        let above = "Ủy ban nhân dân tỉnh Ví Dụ";
        let office = below(head(above, "Văn phòng Ủy ban nhân dân tỉnh Ví Dụ"));
        assert_eq!(office, head(above, "Văn phòng"));
        for whole in [
            head(above, "Sở Ví Dụ"),
            head("", "Sở Ví Dụ"),
            head(above, above),
        ] {
            assert_eq!(below(whole.clone()), whole);
        }
    }

    #[test]
    fn a_head_reports_for_the_commune_of_their_unit() {
        let unit = |id: &str, name: &str, parent: &str| Unit {
            id: id.to_owned(),
            name: name.to_owned(),
            parent: parent.to_owned(),
            ..Unit::default()
        };
        let units = vec![
            unit("adm:1", "Xã Ví Dụ", "adm:51"),
            unit("org:ubnd-1", "Ủy ban nhân dân xã Ví Dụ", "adm:1"),
            unit("org:mc-1", "Trung tâm xã Ví Dụ", "org:ubnd-1"),
            unit("org:so", "Sở Ví Dụ", ""),
        ];
        let names = Names::new(units, Vec::new());
        assert_eq!(house(&names, "org:mc-1"), "Xã Ví Dụ");
        assert_eq!(house(&names, "org:so"), "Sở Ví Dụ");
    }
}
