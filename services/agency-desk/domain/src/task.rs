//! The tasks a desk can be given, and what each must be answered with.

/// What a yes must bring with it. A no always needs its reason, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// The conclusion alone; a paper's number may be added.
    Conclusion,
    /// The number of the paper that the task issues, by what the paper is called.
    Paper(&'static str),
    /// The tax notice: number, amount, and the day to pay by unless nothing is due.
    TaxNotice,
    /// The receipt's number, or the ground on which the debt was noted (ghi nợ).
    TaxReceipt,
}

macro_rules! tasks {
    ($($variant:ident = $key:literal, $words:literal, $demand:expr;)*) => {
        /// What there is to do on one leg of a route.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Task { $(#[doc = $words] $variant,)* }

        impl Task {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word procedures and messages know the task by.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
            /// What people read.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
            pub fn demand(self) -> Demand {
                match self { $(Self::$variant => $demand,)* }
            }
            /// None for a word that is no task of a desk, such as `pay` or `return-result`.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|task| task.key() == key)
            }
        }
    };
}

tasks! {
    Examine = "examine", "Thẩm định hồ sơ", Demand::Conclusion;
    Verify = "verify", "Kiểm tra, xác nhận", Demand::Conclusion;
    Opinion = "opinion", "Cho ý kiến", Demand::Conclusion;
    PublicNotice = "public-notice", "Niêm yết công khai", Demand::Conclusion;
    TaxAssessment = "tax-assessment", "Xác định nghĩa vụ tài chính", Demand::TaxNotice;
    TaxConfirmation = "tax-confirmation", "Xác nhận hoàn thành nghĩa vụ tài chính", Demand::TaxReceipt;
    Register = "register", "Đăng ký", Demand::Paper("giấy tờ đăng ký");
    BirthRegistration = "birth-registration", "Đăng ký khai sinh", Demand::Paper("Giấy khai sinh");
    ResidenceRegistration = "residence-registration", "Đăng ký thường trú", Demand::Paper("thông báo kết quả đăng ký thường trú");
    HealthCard = "health-card", "Cấp thẻ bảo hiểm y tế", Demand::Paper("thẻ bảo hiểm y tế");
    Decide = "decide", "Ban hành quyết định", Demand::Paper("quyết định");
    Correct = "correct", "Đính chính sai sót của cơ quan", Demand::Paper("giấy tờ đã đính chính");
    DecideAllowance = "decide-allowance", "Quyết định trợ cấp", Demand::Paper("quyết định");
}
