//! The quarter in figures, by unit and by field, under the columns of Biểu II.06a/VPCP/KSTT: what goes
//! into the quarterly report on procedure control (TT 01/2018/TT-VPCP Điều 15).

mod calendar;
mod paper;

use askama::Template;
use axum::extract::{Path, Query};
use portal_ui::{
    answer::{Answer, page},
    directory::Names,
    failure::Failure,
    format,
    frame::{Frame, Visit},
    papers,
};
use proto::{forms::v1::render_request::Paper, reporting::v1::ProgressRow};
use serde::Deserialize;

use crate::{
    export,
    progress::{self, Line, Told},
    report,
    share::{Change, Share, count, fewer, points},
};
use calendar::{Calendar, Quarter};

const PATH: &str = "/lanh-dao/quy";

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default, rename = "nam")]
    year: String,
    #[serde(default, rename = "quy")]
    nth: String,
    #[serde(default, rename = "lich")]
    calendar: String,
}

impl Asked {
    /// The quarter asked for; the running one when it is none.
    fn quarter(&self, visit: &Visit) -> Quarter {
        let calendar = Calendar::named(&self.calendar);
        let today = format::civil(visit.now()).date_naive();
        let named = self.year.parse().ok().zip(self.nth.parse().ok());
        named
            .and_then(|(year, nth)| Quarter::new(year, nth, calendar))
            .unwrap_or_else(|| Quarter::around(today, calendar))
    }
}

#[derive(Template)]
#[template(path = "quarter.html")]
struct Summary {
    f: Frame,
    quarter: String,
    days: String,
    before: String,
    as_of: String,
    from: String,
    to: String,
    /// The other quarters, and the same one by the other calendar.
    steps: Vec<Turn>,
    calendars: Vec<Turn>,
    workbook: String,
    /// The same as an official paper.
    paper: String,
    counts: Vec<Count>,
    units: Table,
    fields: Table,
}

struct Turn {
    href: String,
    words: String,
    current: bool,
}

/// One of the figures on top.
struct Count {
    tone: &'static str,
    title: &'static str,
    figure: String,
    href: String,
    change: Option<Change>,
}

struct Table {
    by: &'static str,
    rows: Vec<Line>,
    total: Line,
}

/// By unit and by field.
async fn tables(visit: &Visit, quarter: Quarter) -> Result<(Told, Told), Failure> {
    let (from, to) = quarter.days();
    let told = async |by| {
        let (from, to) = (from.to_string(), to.to_string());
        progress::told_of(visit, from, to, by).await
    };
    Ok((told("don-vi").await?, told("linh-vuc").await?))
}

/// `GET /lanh-dao/quy/{year}-{quarter}.pdf?lich=` and `.xlsx`.
pub async fn file(visit: Visit, Path(file): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let today = format::civil(visit.now()).date_naive();
    let named = report::file(&file).and_then(|(year, nth, ending)| {
        let quarter = Quarter::new(year, nth, Calendar::named(&asked.calendar))?;
        (quarter.days().0 <= today).then_some((quarter, ending))
    });
    match named {
        Some((quarter, "xlsx")) => {
            let (units, fields) = tables(&visit, quarter).await?;
            export::tables(&visit, vec![units, fields]).await
        }
        Some((quarter, "pdf")) => printed(&report::in_vietnamese(visit), quarter).await,
        _ => report::none(&visit),
    }
}

async fn printed(visit: &Visit, quarter: Quarter) -> Answer {
    let names = visit.names().await?;
    let (units, fields) = tables(visit, quarter).await?;
    let summary = summary(visit, &names, quarter, (&units, &fields)).await?;
    let today = format::civil(visit.now()).date_naive();
    let paper = paper::of(
        &summary,
        (&units, &fields),
        quarter.days().1 >= today,
        &names,
        report::reporter(visit, &names),
    );
    let name = format!("bao-cao-quy-{}-{}", quarter.year, quarter.nth);
    let on = papers::day_of(visit, None);
    papers::print(visit, &on, Paper::Quarter(paper), &name).await
}

/// `GET /lanh-dao/quy?nam=&quy=&lich=`.
pub async fn page_of(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let quarter = asked.quarter(&visit);
    let names = visit.names().await?;
    let (units, fields) = tables(&visit, quarter).await?;
    page(&summary(&visit, &names, quarter, (&units, &fields)).await?)
}

async fn summary(
    visit: &Visit,
    names: &Names,
    quarter: Quarter,
    (units, fields): (&Told, &Told),
) -> Result<Summary, Failure> {
    let lang = visit.lang;
    let earlier = quarter.step(false);
    let (from, to) = earlier.map_or_else(|| quarter.days(), Quarter::days);
    let before = progress::told_of(visit, from.to_string(), to.to_string(), "linh-vuc").await?;
    let table = |told: &Told| {
        let (rows, total) = progress::drawn(told, names, lang);
        let by = told.by;
        Table { by, rows, total }
    };
    let (from, to) = quarter.days();
    let today = format::civil(visit.now()).date_naive();
    let turn = |to: Quarter, words: String, current| Turn {
        href: format!("{PATH}?{}", to.query()),
        words,
        current,
    };
    let next = quarter.step(true).filter(|next| next.days().0 <= today);
    let earlier_name = earlier.map(|earlier| earlier.name(lang));
    let steps = [(earlier, false), (next, true)];
    Ok(Summary {
        f: visit.frame_with(names),
        quarter: quarter.name(lang),
        days: quarter.written(lang),
        before: earlier_name.unwrap_or_default(),
        as_of: format::stamp(units.table.as_of.as_ref(), lang),
        steps: steps
            .into_iter()
            .filter_map(|(to, on)| to.map(|to| turn(to, to.name(lang), on)))
            .collect(),
        calendars: Calendar::ALL
            .into_iter()
            .map(|calendar| {
                let same = Quarter {
                    calendar,
                    ..quarter
                };
                let words = calendar.title(lang).to_owned();
                turn(same, words, calendar == quarter.calendar)
            })
            .collect(),
        workbook: quarter.file("xlsx"),
        paper: quarter.file("pdf"),
        counts: counts(
            &units.table.total.clone().unwrap_or_default(),
            &before.table.total.unwrap_or_default(),
            &format!("/bao-cao/ho-so?tu={from}&den={to}&cot="),
            lang,
        ),
        units: table(units),
        fields: table(fields),
        from: from.to_string(),
        to: to.to_string(),
    })
}

/// Received, resolved, on time, open and late, each against the quarter before.
fn counts(
    now: &ProgressRow,
    before: &ProgressRow,
    link: &str,
    lang: portal_ui::frame::Lang,
) -> Vec<Count> {
    let in_time = |row: &ProgressRow| Share {
        part: row.resolved_early + row.resolved_on_time,
        of: row.resolved_total,
    };
    let number = |tone, vi, en, figure, column: &str| Count {
        tone,
        title: lang.pick(vi, en),
        figure: count(figure, lang),
        href: format!("{link}{column}"),
        change: None,
    };
    vec![
        number(
            "",
            "Tiếp nhận (kể cả từ kỳ trước)",
            "Received, and carried over",
            now.received_total,
            "received_total",
        ),
        number(
            "green",
            "Đã giải quyết",
            "Resolved",
            now.resolved_total,
            "resolved_total",
        ),
        Count {
            tone: "green",
            title: lang.pick(
                "Trước và đúng hạn, trong số đã xong",
                "On time, of what is finished",
            ),
            figure: in_time(now).text(lang),
            href: format!("{link}resolved_total"),
            change: points(in_time(now), in_time(before), lang),
        },
        Count {
            change: Some(fewer(now.open_late, before.open_late, lang)),
            ..number(
                "red",
                "Đang giải quyết, quá hạn",
                "Open and late",
                now.open_late,
                "open_late",
            )
        },
    ]
}
