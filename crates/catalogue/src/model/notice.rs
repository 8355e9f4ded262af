use std::fmt;

/// What may be filled into a notice. Nothing here is sensitive: who wants to know more follows
/// the link and proves who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// The dossier code (mã hồ sơ).
    Code,
    /// When the result is due, or the supplement must be in.
    Due,
    /// On which day the result was due before the date was moved.
    PreviousDue,
    /// The unit to turn to, or the one that was late.
    Unit,
    /// The name of the procedure. For papers only: it can tell what a person suffers from.
    Procedure,
    /// The look-up page of this dossier.
    Link,
    /// The number of the payment notice, never the amount.
    AmountDueNotice,
    /// The number of the postal item (số bưu gửi).
    Tracking,
    /// The six digits that prove who has the phone.
    Digits,
}

impl Placeholder {
    pub const ALL: [Self; 9] = [
        Self::Code,
        Self::Due,
        Self::PreviousDue,
        Self::Unit,
        Self::Procedure,
        Self::Link,
        Self::AmountDueNotice,
        Self::Tracking,
        Self::Digits,
    ];

    /// The word between braces.
    pub fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Due => "due",
            Self::PreviousDue => "previous_due",
            Self::Unit => "unit",
            Self::Procedure => "procedure",
            Self::Link => "link",
            Self::AmountDueNotice => "amount_due_notice",
            Self::Tracking => "tracking",
            Self::Digits => "digits",
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

/// What a notice is filled with. A placeholder without a value becomes empty text, and takes with
/// it what stands around it in square brackets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoticeValues {
    pub code: String,
    pub due: String,
    pub previous_due: String,
    pub unit: String,
    pub procedure: String,
    pub link: String,
    pub amount_due_notice: String,
    pub tracking: String,
    pub digits: String,
}

impl NoticeValues {
    pub fn get(&self, placeholder: Placeholder) -> &str {
        match placeholder {
            Placeholder::Code => &self.code,
            Placeholder::Due => &self.due,
            Placeholder::PreviousDue => &self.previous_due,
            Placeholder::Unit => &self.unit,
            Placeholder::Procedure => &self.procedure,
            Placeholder::Link => &self.link,
            Placeholder::AmountDueNotice => &self.amount_due_notice,
            Placeholder::Tracking => &self.tracking,
            Placeholder::Digits => &self.digits,
        }
    }

    /// Values as long as they are in practice, to measure a template with.
    pub fn typical() -> Self {
        Self {
            code: "H48.21025-261122-0001".to_owned(),
            due: "17:00 02/12/2026".to_owned(),
            previous_due: "25/11/2026".to_owned(),
            unit: "Trung tâm PVHCC phường Cẩm Thành".to_owned(),
            procedure: "Đăng ký biến động quyền sử dụng đất".to_owned(),
            // Without the scheme: every character is paid for.
            link: "mc.quangngai.example/hs/H48.21025-261122-0001".to_owned(),
            amount_due_notice: "LTB2651-TK0012345/TB-CT".to_owned(),
            tracking: "EE123456785VN".to_owned(),
            digits: "000000".to_owned(),
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

    /// Whether each `[` is closed by a `]` before the next, with a placeholder between them.
    pub fn brackets_hold(&self) -> bool {
        let mut parts = self.text.split('[');
        let before = parts.next().is_none_or(|part| !part.contains(']'));
        before
            && parts.all(|part| match part.split_once(']') {
                Some((inside, after)) => inside.contains('{') && !after.contains(']'),
                None => false,
            })
    }

    /// The text a person receives: what stands in square brackets only when each of its
    /// placeholders has a value.
    pub fn fill(&self, values: &NoticeValues) -> String {
        let mut text = String::new();
        for part in self.text.split('[') {
            match part.split_once(']') {
                None => text.push_str(part),
                Some((inside, after)) => {
                    let known = |p: &Placeholder| !values.get(*p).is_empty();
                    let mut used = Placeholder::ALL.into_iter();
                    if used.all(|p| known(&p) || !inside.contains(&p.to_string())) {
                        text.push_str(inside);
                    }
                    text.push_str(after);
                }
            }
        }
        Placeholder::ALL
            .into_iter()
            .fold(text, |text, placeholder| {
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
