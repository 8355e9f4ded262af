use std::fmt;

/// What may be filled into a notice. Nothing here is sensitive: who wants to know more follows
/// the link and proves who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// The dossier code (mã hồ sơ).
    Code,
    /// When the result is due, or the supplement must be in.
    Due,
    /// The unit to turn to.
    Unit,
    /// The name of the procedure. For papers only: it can tell what a person suffers from.
    Procedure,
    /// The look-up page of this dossier.
    Link,
    /// The number of the payment notice, never the amount.
    AmountDueNotice,
}

impl Placeholder {
    pub const ALL: [Self; 6] = [
        Self::Code,
        Self::Due,
        Self::Unit,
        Self::Procedure,
        Self::Link,
        Self::AmountDueNotice,
    ];

    /// The word between braces.
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Due => "due",
            Self::Unit => "unit",
            Self::Procedure => "procedure",
            Self::Link => "link",
            Self::AmountDueNotice => "amount_due_notice",
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.word() == word)
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.word())
    }
}

/// How a notice reaches a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeChannel {
    Sms,
    /// A slip that travels with the paper (bưu chính).
    Post,
}

/// The wording of a notice to the citizen.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeTemplate {
    /// What has happened, such as `result-ready`.
    pub key: String,
    pub channel: NoticeChannel,
    pub text: String,
    pub source: String,
    pub verified: bool,
}

/// What a notice is filled with. A placeholder without a value becomes empty text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoticeValues {
    pub code: String,
    pub due: String,
    pub unit: String,
    pub procedure: String,
    pub link: String,
    pub amount_due_notice: String,
}

impl NoticeValues {
    pub fn get(&self, placeholder: Placeholder) -> &str {
        match placeholder {
            Placeholder::Code => &self.code,
            Placeholder::Due => &self.due,
            Placeholder::Unit => &self.unit,
            Placeholder::Procedure => &self.procedure,
            Placeholder::Link => &self.link,
            Placeholder::AmountDueNotice => &self.amount_due_notice,
        }
    }

    /// Values as long as they are in practice, to measure a template with.
    pub fn typical() -> Self {
        Self {
            code: "H48.21025-261122-0001".to_owned(),
            due: "17:00 02/12/2026".to_owned(),
            unit: "Trung tâm PVHCC phường Cẩm Thành".to_owned(),
            procedure: "Đăng ký biến động quyền sử dụng đất".to_owned(),
            link: "https://mc.quangngai.example/hs/H48.21025-261122-0001".to_owned(),
            amount_due_notice: "LTB2651-TK0012345/TB-CT".to_owned(),
        }
    }
}

impl NoticeTemplate {
    /// The placeholders used, or the first word between braces that is none.
    pub fn placeholders(&self) -> Result<Vec<Placeholder>, String> {
        let words = self.text.split('{').skip(1);
        words
            .map(|rest| {
                let word = rest.split_once('}').map_or(rest, |(word, _)| word);
                Placeholder::of(word).ok_or_else(|| word.to_owned())
            })
            .collect()
    }

    /// The text a person receives.
    pub fn fill(&self, values: &NoticeValues) -> String {
        Placeholder::ALL
            .into_iter()
            .fold(self.text.clone(), |text, placeholder| {
                text.replace(&placeholder.to_string(), values.get(placeholder))
            })
    }
}

/// How many messages an operator sends, and bills, for a Vietnamese text: 70 UCS-2 units in one,
/// 67 in each of several.
pub fn sms_segments(text: &str) -> usize {
    match text.encode_utf16().count() {
        0 => 0,
        1..=70 => 1,
        units => units.div_ceil(67),
    }
}
