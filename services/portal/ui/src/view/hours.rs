//! Whose a dossier's working time was: one bar for each holder, then every stretch in order.

use proto::{
    intake::v1::Interval,
    routing::v1::{BlamedLeg, GetAttributionResponse, HeldSpan, HolderTotal},
};

use crate::{format, frame::Lang};

/// One holder's bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub holder: String,
    /// unit, person or outside: its pattern, beside the words.
    pub class: &'static str,
    /// Of the longest, in percent, in steps of five.
    pub share: u8,
    pub words: String,
    /// What of it was late; empty when nothing was.
    pub late: String,
}

/// One stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: String,
    pub to: String,
    pub holder: String,
    pub what: String,
    pub words: String,
}

/// A bar for each holder, the longest first.
pub fn bars(told: &GetAttributionResponse, lang: Lang) -> Vec<Bar> {
    let longest = told.totals.iter().map(|total| total.minutes).max();
    let longest = longest.unwrap_or_default().max(1);
    let mut totals: Vec<&HolderTotal> = told.totals.iter().collect();
    totals.sort_by_key(|total| std::cmp::Reverse(total.minutes));
    let bar = |total: &HolderTotal| {
        let blamed = told.blames.iter().filter(|leg| leg.unit == total.holder);
        let late: u32 = blamed.map(|leg| leg.minutes).sum();
        let steps = u64::from(total.minutes) * 20 / u64::from(longest);
        let outside = total.minutes.saturating_sub(total.counted_minutes);
        let mut words = format::working(total.minutes, lang);
        if outside > 0 {
            words = format!(
                "{words}, {}",
                lang.pick("trong đó ngoài thời hạn", "of it outside the term")
            );
            words = format!("{words} {}", format::working(outside, lang));
        }
        Bar {
            holder: total.holder_name.clone(),
            class: class(&total.holder),
            share: u8::try_from(steps * 5).unwrap_or(100),
            words,
            late: match late {
                0 => String::new(),
                late => format!(
                    "{} {}",
                    lang.pick("làm chậm", "late by"),
                    format::working(late, lang)
                ),
            },
        }
    };
    totals.into_iter().map(bar).collect()
}

fn class(holder: &str) -> &'static str {
    match holder {
        "citizen" => "person",
        "outside" => "outside",
        _ => "unit",
    }
}

/// Every stretch, in order.
pub fn stretches(told: &GetAttributionResponse, lang: Lang) -> Vec<Stretch> {
    let stretch = |span: &HeldSpan| Stretch {
        from: format::stamp(span.from.as_ref(), lang),
        to: format::stamp(span.to.as_ref(), lang),
        holder: span.holder_name.clone(),
        what: match (span.title.as_str(), kind(&span.kind, lang)) {
            ("", kind) => kind.to_owned(),
            (title, "") => title.to_owned(),
            (title, kind) => format!("{title}, {kind}"),
        },
        words: format!(
            "{}{}",
            format::working(span.minutes, lang),
            if span.counts {
                ""
            } else {
                lang.pick(", ngoài thời hạn", ", outside the term")
            }
        ),
    };
    told.spans.iter().map(stretch).collect()
}

fn kind(kind: &str, lang: Lang) -> &'static str {
    match kind {
        "supplement" => lang.pick("chờ người nộp bổ sung", "supplement awaited"),
        "payment" => lang.pick("chờ nộp tiền", "payment awaited"),
        "wait" => lang.pick("chờ ngoài thời hạn", "wait outside the term"),
        "transfer" => lang.pick("chuyển giao", "hand-over"),
        _ => "",
    }
}

/// Who made it late, by leg.
pub fn blamed(legs: &[BlamedLeg], lang: Lang) -> Vec<String> {
    let line = |leg: &BlamedLeg| {
        let who = match (leg.unit_name.as_str(), leg.unit.as_str()) {
            ("", "") => lang.pick("Không đơn vị nào vượt định mức", "No unit over its norm"),
            ("", unit) => unit,
            (name, _) => name,
        };
        let title = match leg.title.as_str() {
            "" => String::new(),
            title => format!(", {title}"),
        };
        format!("{who}{title}: {}", format::working(leg.minutes, lang))
    };
    legs.iter().map(line).collect()
}

/// The intervals of the appointment's ledger.
pub fn intervals(of: &[Interval], lang: Lang) -> Vec<Stretch> {
    let stretch = |one: &Interval| Stretch {
        from: format::stamp(one.from.as_ref(), lang),
        to: one.to.as_ref().map_or_else(
            || lang.pick("nay", "now").to_owned(),
            |to| format::stamp(Some(to), lang),
        ),
        holder: match one.state.as_str() {
            "paused" => lang.pick("Tạm dừng", "Stands still"),
            "restarted" => lang.pick("Tính lại từ đầu", "Counts anew"),
            "moved" => lang.pick("Theo ngày hẹn mới", "By the new date"),
            _ => lang.pick("Tính giờ", "Counts"),
        }
        .to_owned(),
        what: ground(&one.ground, lang).to_owned(),
        words: format::working(one.minutes, lang),
    };
    of.iter().map(stretch).collect()
}

/// Why the clock stands still, or began anew.
pub fn ground(key: &str, lang: Lang) -> &str {
    match key {
        "supplement" => lang.pick("chờ người nộp bổ sung", "supplement awaited"),
        "payment" => lang.pick("chờ nộp nghĩa vụ tài chính", "payment awaited"),
        key if key.starts_with("tax") => lang.pick("chờ cơ quan thuế", "with the tax office"),
        "apology" => lang.pick("xin lỗi, hẹn lại", "apology with a new date"),
        "correction" => lang.pick("đính chính sai sót", "correction"),
        "phase" => lang.pick("giai đoạn mới", "next phase"),
        "custody" => lang.pick("từ khi cơ quan nhận hồ sơ", "from the first custody"),
        key if key.contains("notice") => lang.pick("niêm yết công khai", "public notice"),
        key => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told() -> GetAttributionResponse {
        let total = |holder: &str, minutes, counted_minutes| HolderTotal {
            holder: holder.to_owned(),
            holder_name: holder.to_uppercase(),
            minutes,
            counted_minutes,
        };
        GetAttributionResponse {
            totals: vec![total("citizen", 480, 0), total("org:vpdkdd", 960, 960)],
            blames: vec![BlamedLeg {
                unit: "org:vpdkdd".to_owned(),
                minutes: 240,
                ..BlamedLeg::default()
            }],
            ..GetAttributionResponse::default()
        }
    }

    #[test]
    fn the_longest_holder_comes_first_and_its_lateness_is_in_words() {
        let drawn = bars(&told(), Lang::Vi);
        assert_eq!(
            (drawn[0].holder.as_str(), drawn[0].share),
            ("ORG:VPDKDD", 100)
        );
        assert_eq!(drawn[0].late, "làm chậm 4 giờ làm việc");
        assert_eq!((drawn[1].class, drawn[1].share), ("person", 50));
        assert_eq!(
            drawn[1].words,
            "1 ngày làm việc, trong đó ngoài thời hạn 1 ngày làm việc"
        );
    }

    #[test]
    fn a_pause_that_lasts_has_no_end_yet() {
        let pause = Interval {
            state: "paused".to_owned(),
            ground: "public-notice".to_owned(),
            ..Interval::default()
        };
        let drawn = intervals(&[pause], Lang::Vi);
        assert_eq!(
            (drawn[0].to.as_str(), drawn[0].what.as_str()),
            ("nay", "niêm yết công khai")
        );
    }
}
