//! The pieces that the overview and the page of a unit share: four figures, twelve weeks, who
//! holds what is late, and the dossiers late longest.

use portal_ui::{
    answer::Answer,
    directory::Names,
    failure::Failure,
    format,
    frame::{Lang, Visit},
};
use proto::reporting::v1::{
    Figures, GetOverviewRequest, GetOverviewResponse, Holding, ListDossiersRequest, ListOrder,
    WeekFigures,
};

use crate::{
    link::Link,
    share::{Change, Share, count, fewer, points},
    span::Span,
    svg::{self, Line},
};

/// One of the figures on top.
pub struct Kpi {
    pub tone: &'static str,
    pub title: &'static str,
    pub figure: String,
    pub href: String,
    pub change: Option<Change>,
    /// Other figures it is made of, each with the dossiers behind it.
    pub parts: Vec<(String, String)>,
    pub spark: String,
}

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

fn tone(share: Share, target: u32) -> &'static str {
    match share.tenths() {
        None => "grey",
        Some(tenths) if tenths >= u64::from(target) * 10 => "green",
        Some(850..) => "amber",
        Some(_) => "red",
    }
}

fn tenths(share: Share) -> Option<f64> {
    let tenths = u32::try_from(share.tenths()?).ok()?;
    Some(f64::from(tenths) / 10.0)
}

/// The four figures, each with where it leads, its change, and its course.
pub fn kpis(told: &GetOverviewResponse, link: &Link, lang: Lang) -> Vec<Kpi> {
    let now = told.figures.unwrap_or_default();
    let before = told.previous.unwrap_or_default();
    let course = |of: &dyn Fn(&Figures) -> Option<f64>| {
        let week = |week: &WeekFigures| of(&week.figures.unwrap_or_default());
        svg::spark(&told.weeks.iter().map(week).collect::<Vec<_>>())
    };
    let shares = |share: fn(&Figures) -> Share| {
        let change = points(share(&now), share(&before), lang);
        (
            share(&now),
            change,
            course(&|figures| tenths(share(figures))),
        )
    };
    let part = |figure: u64, words: &str, column: &str| {
        (format!("{} {words}", count(figure)), link.column(column))
    };
    let (in_time, in_time_change, in_time_course) = shares(Share::in_time);
    let (given, given_change, given_course) = shares(Share::apologised);
    let (liked, liked_change, liked_course) = shares(Share::satisfied);
    vec![
        Kpi {
            tone: tone(in_time, told.target_percent),
            title: lang.pick("Đúng và trước hạn", "On time"),
            figure: in_time.text(),
            href: link.column("judged"),
            change: in_time_change,
            parts: vec![
                part(
                    now.resolved_in_time,
                    lang.pick("trong hạn", "in time"),
                    "resolved_in_time",
                ),
                part(now.judged, lang.pick("hồ sơ được xét", "judged"), "judged"),
            ],
            spark: in_time_course,
        },
        Kpi {
            tone: if now.open_late == 0 { "green" } else { "red" },
            title: lang.pick("Quá hạn đang giữ", "Open and late"),
            figure: count(now.open_late),
            href: link.latest("open_late"),
            change: Some(fewer(now.open_late, before.open_late, lang)),
            parts: vec![part(
                now.open_total,
                lang.pick("hồ sơ đang giải quyết", "open"),
                "open_total",
            )],
            spark: course(&|figures| u32::try_from(figures.open_late).ok().map(f64::from)),
        },
        Kpi {
            tone: if now.apologies_missed == 0 {
                "green"
            } else {
                "red"
            },
            title: lang.pick("Xin lỗi đúng hẹn", "Apologies in time"),
            figure: given.text(),
            href: link.column("apologies_owed"),
            change: given_change,
            parts: vec![
                part(
                    now.apologies_given,
                    lang.pick("đã xin lỗi trước hạn", "in time"),
                    "apologies_given",
                ),
                part(
                    now.apologies_missed,
                    lang.pick("chưa xin lỗi", "missed"),
                    "apologies_missed",
                ),
            ],
            spark: given_course,
        },
        Kpi {
            tone: tone(liked, 90),
            title: lang.pick("Hài lòng", "Satisfied"),
            figure: liked.text(),
            href: link.column("rated"),
            change: liked_change,
            parts: vec![
                part(
                    now.rated,
                    lang.pick("hồ sơ được đánh giá", "rated"),
                    "rated",
                ),
                part(
                    now.unsatisfied,
                    lang.pick("chưa hài lòng", "not satisfied"),
                    "unsatisfied",
                ),
            ],
            spark: liked_course,
        },
    ]
}

/// One cell that leads to its dossiers; nothing leads to none.
pub struct Cell {
    pub label: &'static str,
    pub figure: String,
    pub href: String,
}

pub fn cell(label: &'static str, figure: u64, href: String) -> Cell {
    Cell {
        label,
        figure: count(figure),
        href: if figure == 0 { String::new() } else { href },
    }
}

/// One week of the table.
pub struct Week {
    pub name: String,
    pub days: String,
    pub cells: Vec<Cell>,
    pub share: String,
    pub finished: String,
}

pub struct Weeks {
    pub chart: String,
    pub rows: Vec<Week>,
}

/// The twelve weeks, drawn and in numbers.
pub fn weeks(told: &GetOverviewResponse, link: &Link, lang: Lang) -> Weeks {
    let figures = |week: &WeekFigures| week.figures.unwrap_or_default();
    let row = |week: &WeekFigures| {
        let now = figures(week);
        let link = Link {
            from: week.from.clone(),
            to: week.to.clone(),
            ..link.clone()
        };
        let cell = |label, figure, column: &str| cell(label, figure, link.column(column));
        Week {
            name: format!("{} {}", lang.pick("Tuần", "Week"), week.iso_week),
            days: format!("{} – {}", short(&week.from), format::iso_date(&week.to)),
            cells: vec![
                cell(
                    lang.pick("Tiếp nhận", "Received"),
                    now.received_in_period,
                    "received_in_period",
                ),
                cell(
                    lang.pick("Đã giải quyết", "Resolved"),
                    now.resolved_total,
                    "resolved_total",
                ),
                cell(
                    lang.pick("Trong đó quá hạn", "Of those late"),
                    now.resolved_late,
                    "resolved_late",
                ),
                cell(
                    lang.pick("Quá hạn cuối tuần", "Open and late"),
                    now.open_late,
                    "open_late",
                ),
            ],
            share: Share::in_time(&now).text(),
            finished: Share::of_finished(&now).text(),
        }
    };
    let line = |class, name, share: fn(&Figures) -> Share| Line {
        class,
        name,
        values: told
            .weeks
            .iter()
            .map(|week| tenths(share(&figures(week))))
            .collect(),
    };
    let lines = [
        line(
            "l-two",
            lang.pick("Chỉ hồ sơ đã xong", "Finished only"),
            Share::of_finished,
        ),
        line(
            "l-one",
            lang.pick("Kể cả đang quá hạn", "Open and late counted"),
            Share::in_time,
        ),
    ];
    let names: Vec<String> = told
        .weeks
        .iter()
        .map(|week| week.iso_week.to_string())
        .collect();
    let title = lang.pick(
        "Tỷ lệ đúng và trước hạn theo tuần; số liệu ở bảng bên dưới",
        "Share on time by week; the numbers are in the table below",
    );
    let known = lines
        .iter()
        .any(|line| line.values.iter().any(Option::is_some));
    let chart = if known {
        svg::weeks(&names, &lines, told.target_percent, title, lang)
    } else {
        String::new()
    };
    Weeks {
        chart,
        rows: told.weeks.iter().map(row).collect(),
    }
}

/// `16/11` of an ISO date.
fn short(day: &str) -> String {
    let written = format::iso_date(day);
    written.get(..5).map_or(written.clone(), str::to_owned)
}

/// Who holds something late.
pub struct Held {
    pub unit: String,
    pub unit_href: String,
    pub task: String,
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
        dossiers: holding.dossiers,
        href: link.held("open_late", &holding.unit, &holding.task),
        late: working(holding.late_minutes, lang),
        oldest: format::moment(holding.oldest.as_ref()).map_or_else(String::new, format::date),
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
        "return" => "Returning the result",
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
    let late = |line: proto::reporting::v1::DossierLine| Late {
        procedure: names.procedure_name(&line.procedure),
        holder: names.unit(&line.holder),
        task: task(&line.task, &line.task_title, visit.lang),
        late: working(line.late_minutes, visit.lang),
        legs: line.legs_overdue,
        code: line.code,
    };
    Ok((told.dossiers.into_iter().map(late).collect(), told.total))
}

/// That a page is about no unit there is.
pub fn no_such_unit(lang: Lang) -> Answer {
    let words = lang.pick(
        "Không có đơn vị này. Hãy chọn một đơn vị trong bảng xếp hạng.",
        "There is no such unit. Choose one in the ranking.",
    );
    Err(Failure::Absent(words.to_owned()))
}
