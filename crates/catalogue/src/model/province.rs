use chrono::{FixedOffset, NaiveDate, Offset as _, Utc};

use super::counter::CounterRules;

/// The province itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Province {
    /// `Tỉnh Quảng Ngãi`.
    pub name: String,
    /// The administrative unit, such as `adm:51`.
    pub unit: String,
    pub zone: FixedOffset,
    pub hotline: String,
    /// Where people can turn, by key.
    pub links: Vec<Link>,
    /// The fields of administration that procedures are sorted by.
    pub fields: Vec<Field>,
    /// How its centres receive people.
    pub counter: CounterRules,
    pub source: String,
    pub verified: bool,
}

impl Province {
    pub fn link(&self, key: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.key == key)
    }
}

impl Default for Province {
    fn default() -> Self {
        Self {
            name: String::new(),
            unit: String::new(),
            zone: Utc.fix(),
            hotline: String::new(),
            links: Vec::new(),
            fields: Vec::new(),
            counter: CounterRules::default(),
            source: String::new(),
            verified: false,
        }
    }
}

/// An address people can be sent to.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub key: String,
    pub title: String,
    pub url: String,
}

/// A field of administration (lĩnh vực), as the reports and the public pages name it.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// As procedures refer to it, such as `dat-dai`.
    pub key: String,
    /// As people read it, such as `Đất đai`.
    pub name: String,
    pub source: String,
    pub verified: bool,
}

/// A matter as people call it, such as `Mất sổ đỏ`, and the procedures that deal with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    pub title: String,
    /// Other words for it.
    pub words: Vec<String>,
    /// Codes.
    pub procedures: Vec<String>,
}

/// A date of the calendar with where it comes from; [`kernel::working_time::Calendar`] counts
/// with it.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarDay {
    pub date: NaiveDate,
    pub name: String,
    /// `statutory`, `statutory_on_weekend`, `substitute`, `swapped_day_off` or `makeup_workday`.
    pub kind: String,
    pub source: String,
    pub verified: bool,
}

/// How dossiers are numbered (mã hồ sơ, TT 01/2018/TT-VPCP Điều 19): prefix of the receiving
/// unit, date, and a number that starts again every day.
#[derive(Clone, Debug, PartialEq)]
pub struct CodePattern {
    /// With the placeholders `{prefix}`, `{yymmdd}` or `{yyyymmdd}`, and `{seq:4}`.
    pub pattern: String,
    /// The province's code, the prefix of units without their own (QĐ 20/2020/QĐ-TTg).
    pub province: String,
    pub source: String,
    pub verified: bool,
}

impl Default for CodePattern {
    fn default() -> Self {
        Self {
            pattern: "{prefix}-{yymmdd}-{seq:4}".to_owned(),
            province: "H00".to_owned(),
            source: "TT 01/2018/TT-VPCP Điều 19".to_owned(),
            verified: false,
        }
    }
}

impl CodePattern {
    /// The code of the `seq`-th dossier under `prefix` on `date`. Numbers that outgrow the width
    /// are written in full, so that codes stay unique.
    pub fn write(&self, prefix: &str, date: NaiveDate, seq: u32) -> String {
        let mut code = self
            .pattern
            .replace("{prefix}", prefix)
            .replace("{yymmdd}", &date.format("%y%m%d").to_string())
            .replace("{yyyymmdd}", &date.format("%Y%m%d").to_string());
        for width in 1..=9_usize {
            code = code.replace(&format!("{{seq:{width}}}"), &format!("{seq:0width$}"));
        }
        code
    }
}
