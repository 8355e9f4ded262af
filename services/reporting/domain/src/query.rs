/// A question that cannot be answered. Its display is the sentence shown to the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadQuery {
    #[error("“{text}” không phải là ngày. Hãy ghi năm-tháng-ngày, ví dụ 2026-10-15.")]
    Date { field: &'static str, text: String },
    #[error("Ngày cuối kỳ sớm hơn ngày đầu kỳ. Hãy chọn ngày cuối bằng hoặc sau ngày đầu.")]
    Reversed,
    #[error("Hãy chọn cách nhóm: theo đơn vị, theo lĩnh vực hoặc theo thủ tục.")]
    Group,
    #[error("Trang tiếp theo không đúng. Hãy mở lại danh sách từ đầu.")]
    Page,
    #[error("Mỗi trang nhiều nhất 500 hồ sơ. Hãy ghi một số nhỏ hơn.")]
    PageSize,
    #[error("Không có đơn vị “{text}”. Hãy chọn một đơn vị trong danh mục.")]
    Unit { field: &'static str, text: String },
    #[error("Bảng không có cột “{0}”. Hãy chọn một cột của bảng tiến độ, ví dụ open_late.")]
    Column(String),
}

impl BadQuery {
    /// The field of the request that must change.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Date { field, .. } => field,
            Self::Reversed => "to",
            Self::Group => "group_by",
            Self::Column(_) => "column",
            Self::Page => "page_token",
            Self::PageSize => "page_size",
            Self::Unit { field, .. } => field,
        }
    }
}
