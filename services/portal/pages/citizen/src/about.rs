//! What the province says of itself: personal data, accessibility.

use askama::Template;
use portal_ui::{
    answer::{Answer, page},
    frame::{Frame, Visit},
};

#[derive(Template)]
#[template(path = "personal-data.html")]
struct PersonalData {
    f: Frame,
}

/// `GET /du-lieu-ca-nhan`.
pub async fn personal_data(visit: Visit) -> Answer {
    page(&PersonalData { f: visit.frame() })
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    f: Frame,
}

/// `GET /kha-nang-tiep-can`.
pub async fn accessibility(visit: Visit) -> Answer {
    page(&Accessibility { f: visit.frame() })
}
