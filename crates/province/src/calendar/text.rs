//! An answer as a person reads it.

use serde_json::{Value, json};

use super::answer::{Answer, Op};

/// First what was asked, then why.
pub fn text(op: Op, answer: &Answer) -> String {
    let answer = json!(answer);
    let first = match op {
        Op::Due | Op::Explain => &answer["due"],
        Op::Left => &answer["left"]["sentence"],
        Op::Spent => &answer["spent"]["sentence"],
    };
    let mut lines = vec![first.as_str().unwrap_or_default().to_owned()];
    if answer["overdue"] == true {
        let late = answer["late"]["sentence"].as_str().unwrap_or_default();
        lines.push(format!("Đã quá hạn {late}."));
    }
    let because = answer["because"].as_array().into_iter().flatten();
    lines.extend(because.filter_map(|line| line["sentence"].as_str().map(str::to_owned)));
    if op == Op::Explain {
        lines.extend(calendar_lines(&answer["calendar"]));
    }
    lines.join("\n")
}

fn calendar_lines(used: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut lines = vec![format!(
        "Lịch đã dùng, {} đến {}, múi giờ {}:",
        word(&used["from"]),
        word(&used["to"]),
        word(&used["zone"])
    )];
    for hours in used["hours"].as_array().into_iter().flatten() {
        let open = hours["open"].as_array().into_iter().flatten().map(word);
        let open = open.collect::<Vec<_>>().join(", ");
        lines.push(format!("  từ {} mở cửa {open}", word(&hours["from"])));
    }
    let rest = used["weekly_rest"]
        .as_array()
        .into_iter()
        .flatten()
        .map(word);
    lines.push(format!(
        "  nghỉ hằng tuần: {}",
        rest.collect::<Vec<_>>().join(", ")
    ));
    for day in used["special_days"].as_array().into_iter().flatten() {
        let kind = if day["works"] == true {
            "làm việc"
        } else {
            "nghỉ"
        };
        lines.push(format!(
            "  {} {kind}: {}",
            word(&day["date"]),
            word(&day["name"])
        ));
    }
    lines
}
