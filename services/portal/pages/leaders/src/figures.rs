//! The pieces that the pages of leaders share: four figures, twelve weeks, who holds what is late,
//! and the dossiers late longest.

mod kpis;
mod late;
mod weeks;

use portal_ui::{
    answer::Answer,
    failure::Failure,
    frame::{Lang, Visit},
};
use proto::reporting::v1::{GetOverviewRequest, GetOverviewResponse};

pub use kpis::{Kpi, kpis};
pub use late::{Held, Late, held, latest, task, working};
pub use weeks::{Weeks, weeks};

use crate::{
    link::Link,
    share::{Share, count},
    span::Span,
};

/// What is asked of the reporting service for a page.
pub async fn overview(
    visit: &Visit,
    span: &Span,
    unit: &str,
) -> Result<GetOverviewResponse, Failure> {
    let request = GetOverviewRequest {
        from: span.from.to_string(),
        to: span.to.to_string(),
        unit: unit.to_owned(),
        field: span.field.clone(),
    };
    Ok(visit
        .ask
        .reporting()
        .get_overview(request)
        .await?
        .into_inner())
}

pub fn link(span: &Span, unit: &str) -> Link {
    Link {
        from: span.from.to_string(),
        to: span.to.to_string(),
        unit: unit.to_owned(),
        field: span.field.clone(),
    }
}

fn tenths(share: Share) -> Option<f64> {
    let tenths = u32::try_from(share.tenths()?).ok()?;
    Some(f64::from(tenths) / 10.0)
}

/// One cell that leads to its dossiers; nothing leads to none.
pub struct Cell {
    pub label: &'static str,
    pub figure: String,
    pub href: String,
}

pub fn cell(label: &'static str, figure: u64, href: String, lang: Lang) -> Cell {
    Cell {
        label,
        figure: count(figure, lang),
        href: if figure == 0 { String::new() } else { href },
    }
}

/// That a page is about no unit there is.
pub fn no_such_unit(lang: Lang) -> Answer {
    let words = lang.pick(
        "Không có đơn vị này. Hãy chọn một đơn vị trong bảng xếp hạng.",
        "There is no such unit. Choose one in the ranking.",
    );
    Err(Failure::Absent(words.to_owned()))
}
