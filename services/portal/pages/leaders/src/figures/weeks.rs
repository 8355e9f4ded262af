//! Twelve weeks, drawn and in numbers.

use portal_ui::{format, frame::Lang};
use proto::reporting::v1::{Figures, GetOverviewResponse, WeekFigures};

use super::{Cell, cell, tenths};
use crate::{
    link::Link,
    share::Share,
    svg::{self, Line},
};

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
    Weeks {
        chart: chart(told, lang),
        rows: told
            .weeks
            .iter()
            .map(|week| row(week, link, lang))
            .collect(),
    }
}

fn row(week: &WeekFigures, link: &Link, lang: Lang) -> Week {
    let now = week.figures.unwrap_or_default();
    let link = Link {
        from: week.from.clone(),
        to: week.to.clone(),
        ..link.clone()
    };
    let cell = |label, figure, column: &str| cell(label, figure, link.column(column), lang);
    Week {
        name: format!("{} {}", lang.pick("Tuần", "Week"), week.iso_week),
        days: format!(
            "{} – {}",
            short(&week.from, lang),
            format::iso_date(&week.to, lang)
        ),
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
        share: Share::in_time(&now).text(lang),
        finished: Share::of_finished(&now).text(lang),
    }
}

/// Empty where no week has anything to judge.
fn chart(told: &GetOverviewResponse, lang: Lang) -> String {
    let line = |class, name, share: fn(&Figures) -> Share| {
        let of = |week: &WeekFigures| tenths(share(&week.figures.unwrap_or_default()));
        let values = told.weeks.iter().map(of).collect();
        Line {
            class,
            name,
            values,
        }
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
    let known = lines
        .iter()
        .any(|line| line.values.iter().any(Option::is_some));
    if !known {
        return String::new();
    }
    let weeks = told.weeks.iter();
    let names: Vec<String> = weeks.map(|week| week.iso_week.to_string()).collect();
    let title = lang.pick(
        "Tỷ lệ đúng và trước hạn theo tuần; số liệu ở bảng bên dưới",
        "Share on time by week; the numbers are in the table below",
    );
    svg::weeks(&names, &lines, told.target_percent, title, lang)
}

/// `16/11`, `16 November` of an ISO date.
fn short(day: &str, lang: Lang) -> String {
    let written = |day| format::day_of_year(day, lang);
    day.parse().map_or_else(|_| day.to_owned(), written)
}
