//! Charts drawn on the server: they print, need no script, and read out.

use std::fmt::Write as _;

use portal_ui::{format, frame::Lang};

/// Text inside a drawing.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

fn at(nth: usize, many: usize) -> f64 {
    let of = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    of(nth) / of(many.saturating_sub(1).max(1))
}

/// A small line beside a figure; the table of weeks says the same in numbers.
pub fn spark(values: &[Option<f64>]) -> String {
    let known: Vec<(usize, f64)> = values
        .iter()
        .enumerate()
        .filter_map(|(nth, value)| Some((nth, (*value)?)))
        .collect();
    let Some(&(last, value)) = known.last() else {
        return String::new();
    };
    let (low, high) = known.iter().fold((value, value), |(low, high), (_, v)| {
        (low.min(*v), high.max(*v))
    });
    let spread = if high > low { high - low } else { 1.0 };
    let point = |nth: usize, value: f64| {
        let x = 3.0 + at(nth, values.len()) * 102.0;
        let y = 35.0 - (value - low) / spread * 30.0;
        (x, y)
    };
    let line: Vec<String> = known
        .iter()
        .map(|(nth, value)| {
            let (x, y) = point(*nth, *value);
            format!("{x:.1},{y:.1}")
        })
        .collect();
    let (x, y) = point(last, value);
    format!(
        "<svg class=\"spark\" viewBox=\"0 0 108 40\" aria-hidden=\"true\"><polyline points=\"{}\"/>\
         <circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/></svg>",
        line.join(" ")
    )
}

/// A line of the chart of weeks: its class, its name, a value in percent a week.
pub struct Line<'a> {
    pub class: &'a str,
    pub name: &'a str,
    pub values: Vec<Option<f64>>,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 52.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 28.0;

/// Shares by week, with the share that is aimed at.
pub fn weeks(weeks: &[String], lines: &[Line<'_>], target: u32, title: &str, lang: Lang) -> String {
    let values = lines.iter().flat_map(|line| line.values.iter().flatten());
    let lowest = values.fold(f64::from(target), |low, value| low.min(*value));
    // Whole tens, so that the grid is of round numbers; the top is always all of it.
    let low = ((lowest - 2.0) / 10.0).floor().clamp(0.0, 9.0) * 10.0;
    let y = |value: f64| HEIGHT - BOTTOM - (value - low) / (100.0 - low) * (HEIGHT - BOTTOM - TOP);
    let x = |nth: usize| LEFT + at(nth, weeks.len()) * (WIDTH - LEFT - RIGHT);
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\"><title>{}</title>",
        escaped(title)
    );
    let step = if low < 50.0 { 20.0 } else { 10.0 };
    let mut mark = low;
    while mark <= 100.0 {
        let (y, end) = (y(mark), WIDTH - RIGHT);
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{end}\"/><text class=\"end\" x=\"{:.0}\" \
             y=\"{:.1}\">{mark}%</text>",
            LEFT - 7.0,
            y + 4.5
        );
        mark += step;
    }
    let aim = y(f64::from(target));
    let _ = write!(
        svg,
        "<path class=\"aim\" d=\"M{LEFT} {aim:.1}H{}\"/><text x=\"{}\" y=\"{:.1}\">{} {target}%</text>",
        WIDTH - RIGHT,
        LEFT + 4.0,
        aim - 5.0,
        lang.pick("chỉ tiêu", "target"),
    );
    for (nth, week) in weeks.iter().enumerate() {
        let (x, y) = (x(nth), HEIGHT - 8.0);
        let _ = write!(
            svg,
            "<text class=\"mid\" x=\"{x:.1}\" y=\"{y}\">{}</text>",
            escaped(week)
        );
    }
    for line in lines {
        trace(&mut svg, line, &x, &y, lang);
    }
    svg + "</svg>"
}

/// One line; weeks without a value leave a gap.
fn trace(
    svg: &mut String,
    line: &Line<'_>,
    x: &dyn Fn(usize) -> f64,
    y: &dyn Fn(f64) -> f64,
    lang: Lang,
) {
    let mut path = String::new();
    let mut apart = true;
    for (nth, value) in line.values.iter().enumerate() {
        match value {
            Some(value) => {
                let to = if apart { 'M' } else { 'L' };
                let _ = write!(path, "{to}{:.1} {:.1}", x(nth), y(*value));
                apart = false;
            }
            None => apart = true,
        }
    }
    let _ = write!(
        svg,
        "<path class=\"{}\" d=\"{path}\"><title>{}</title></path>",
        line.class,
        escaped(line.name)
    );
    let last = line
        .values
        .iter()
        .enumerate()
        .rev()
        .find_map(|(nth, v)| Some((nth, (*v)?)));
    if let Some((nth, value)) = last {
        let (x, y) = (x(nth), y(value));
        let text = format!("{}%", format::decimal(&format!("{value:.1}"), lang));
        let _ = write!(
            svg,
            "<circle class=\"{0}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/><text class=\"{0}\" \
             x=\"{1:.1}\" y=\"{2:.1}\">{text}</text>",
            line.class,
            x + 8.0,
            y + 5.0
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_without_a_figure_leaves_a_gap() {
        let line = Line {
            class: "l-one",
            name: "A & B",
            values: vec![Some(90.0), None, Some(95.0)],
        };
        let names: Vec<String> = ["1", "2", "3"].map(str::to_owned).into();
        let drawn = weeks(&names, &[line], 95, "Mười hai tuần", Lang::Vi);
        assert!(drawn.contains("d=\"M44.0 107.0M588.0 59.5\""), "{drawn}");
        assert!(
            drawn.contains("A &amp; B") && drawn.contains("95,0%"),
            "{drawn}"
        );
        assert!(
            drawn.contains("role=\"img\"><title>Mười hai tuần</title>"),
            "{drawn}"
        );
    }

    #[test]
    fn nothing_known_draws_nothing() {
        assert_eq!(spark(&[None, None]), "");
        assert!(spark(&[Some(5.0)]).contains("circle"));
    }
}
