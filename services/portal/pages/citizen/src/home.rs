use crate::figures::Province;
use askama::Template;
use proto::routing::v1::ProcedureSummary;

use portal_ui::{
    answer::{Answer, page},
    format,
    format::icon,
    frame::{Frame, Visit},
};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    f: Frame,
    popular: Vec<Popular>,
    count: usize,
    told: Option<Province>,
}

struct Popular {
    code: String,
    name: String,
    term: String,
    icon: &'static str,
}

/// `GET /`. Shows itself even while the other services are silent.
pub async fn home(visit: Visit) -> Answer {
    let (names, told) = tokio::join!(visit.names(), visit.public_figures());
    let names = names.unwrap_or_default();
    let wanted = &visit.portal.config.province.popular;
    let known = wanted.iter().filter_map(|code| names.procedure(code));
    let home = Home {
        f: visit.frame(),
        popular: known.map(popular).collect(),
        count: names.procedures.len(),
        told: told.and_then(|told| Province::new(&told, &names, visit.lang)),
    };
    page(&home)
}

fn popular(procedure: &ProcedureSummary) -> Popular {
    Popular {
        code: procedure.code.clone(),
        name: procedure.name.clone(),
        term: format::term(&procedure.term),
        icon: icon(&procedure.field),
    }
}
