//! What is late: who holds it, and the dossiers late longest.

use portal_ui::{
    directory::Names,
    failure::Failure,
    format,
    frame::{Lang, Visit},
};
use proto::reporting::v1::{DossierLine, Holding, ListDossiersRequest, ListOrder};

use crate::{link::Link, share::Share};

/// Who holds something late.
pub struct Held {
    pub unit: String,
    pub unit_href: String,
    pub task: String,
    /// No leg has taken it: it lies with who received it.
    pub waits: bool,
    pub dossiers: u64,
    pub href: String,
    pub late: String,
    pub oldest: String,
    /// How long beside the first, in steps of five percent.
    pub bar: u64,
}

/// The first `most` of those who hold something late; `on` is the day the figures are of.
pub fn held(
    holdings: &[Holding],
    link: &Link,
    on: &str,
    query: &str,
    most: usize,
    lang: Lang,
) -> Vec<Held> {
    let longest = holdings.first().map_or(0, |first| first.late_minutes);
    let link = Link {
        from: on.to_owned(),
        to: on.to_owned(),
        ..link.clone()
    };
    let one = |holding: &Holding| Held {
        unit: holding.unit_name.clone(),
        unit_href: format!(
            "/lanh-dao/don-vi/{}?{query}",
            format::segment(&holding.unit)
        ),
        task: task(&holding.task, &holding.task_title, lang),
        waits: holding.task == "desk",
        dossiers: holding.dossiers,
        href: link.held("open_late", &holding.unit, &holding.task),
        late: working(holding.late_minutes, lang),
        oldest: format::moment(holding.oldest.as_ref())
            .map_or_else(String::new, |at| format::date(at, lang)),
        bar: Share {
            part: holding.late_minutes,
            of: longest,
        }
        .bar(),
    };
    holdings.iter().take(most).map(one).collect()
}

/// What a leg is for, in words.
pub fn task(word: &str, title: &str, lang: Lang) -> String {
    let english = || match word {
        "examine" => "Examination",
        "approve" => "Approval",
        "register" => "Registration",
        "tax-assessment" => "Tax assessment",
        "verify" => "Verification",
        "return-result" => "Returning the result",
        "decide" => "Decision",
        "decide-allowance" => "Decision on the allowance",
        "pay" => "Payment",
        "public-notice" => "Public notice",
        "tax-confirmation" => "Confirmation of tax paid",
        _ => title,
    };
    match (word, lang) {
        ("", _) => String::new(),
        ("desk", _) => lang
            .pick("Chưa khâu nào nhận", "No leg has taken it")
            .to_owned(),
        (_, Lang::En) => english().to_owned(),
        (_, Lang::Vi) => title.to_owned(),
    }
}

/// Working minutes in words.
pub fn working(minutes: u64, lang: Lang) -> String {
    format::working(u32::try_from(minutes).unwrap_or(u32::MAX), lang)
}

/// A dossier that is late.
pub struct Late {
    pub code: String,
    pub procedure: String,
    pub holder: String,
    pub task: String,
    pub late: String,
    pub legs: u32,
}

/// The dossiers of the list late longest.
pub async fn latest(
    visit: &Visit,
    names: &Names,
    mut request: ListDossiersRequest,
) -> Result<(Vec<Late>, u64), Failure> {
    request.column = "open_late".to_owned();
    request.order = ListOrder::Latest.into();
    let told = visit
        .ask
        .reporting()
        .list_dossiers(request)
        .await?
        .into_inner();
    let late = |line: DossierLine| Late {
        procedure: names.procedure_name(&line.procedure),
        holder: names.unit(&line.holder),
        task: task(&line.task, &line.task_title, visit.lang),
        late: working(line.late_minutes, visit.lang),
        legs: line.legs_overdue,
        code: line.code,
    };
    Ok((told.dossiers.into_iter().map(late).collect(), told.total))
}
