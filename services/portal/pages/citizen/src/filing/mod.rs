//! Filing online, step by step. What is typed and uploaded lies in a draft at intake from the first
//! step on: a reload, an error or a lost session loses nothing. Every step works without script.

mod begin;
mod draft;
mod earlier;
mod papers;
mod printed;
mod receipt;
mod review;
mod step;
mod supply;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use portal_ui::Portal;

/// The pages and their addresses.
pub fn routes() -> Router<Arc<Portal>> {
    let upload = post(papers::upload).layer(DefaultBodyLimit::disable());
    let more = post(supply::upload).layer(DefaultBodyLimit::disable());
    Router::new()
        .route("/nop/{procedure}", get(begin::look).post(begin::begin))
        .route("/nop/{procedure}/bo", post(begin::drop_it))
        .route("/nop/{procedure}/tiep/{key}", get(begin::resume))
        .route(
            "/nop/{procedure}/buoc/{step}",
            get(step::look).post(step::save),
        )
        .route("/nop/{procedure}/tai-len/{component}", upload)
        .route(
            "/nop/{procedure}/dung-lai/{component}",
            post(earlier::again),
        )
        .route("/nop/{procedure}/tep/{document}", get(papers::open))
        .route("/nop/{procedure}/tep/{document}/xoa", post(papers::remove))
        .route(
            "/tra-cuu/{code}/bo-sung",
            get(supply::look).post(supply::send),
        )
        .route("/tra-cuu/{code}/bo-sung/{component}", more)
        .route("/tra-cuu/{code}/bo-sung/tep/{document}", get(supply::open))
        .route(
            "/tra-cuu/{code}/bo-sung/tep/{document}/xoa",
            post(supply::remove),
        )
        .route("/nop/{procedure}/mau/{file}", get(printed::one))
        .route("/nop/{procedure}/gui", post(review::send))
        .route("/nop/{procedure}/da-nop", get(receipt::receipt))
}

/// The steps between the beginning and the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    People,
    Answers,
    Papers,
    Result,
    Review,
}

impl Step {
    pub const ALL: [Self; 5] = [
        Self::People,
        Self::Answers,
        Self::Papers,
        Self::Result,
        Self::Review,
    ];

    /// The word in its address.
    pub fn word(self) -> &'static str {
        match self {
            Self::People => "nguoi-nop",
            Self::Answers => "to-khai",
            Self::Papers => "giay-to",
            Self::Result => "nhan-ket-qua",
            Self::Review => "kiem-tra",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.word() == word)
    }

    /// What it is called: in Vietnamese and in English.
    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::People => ("Nơi nộp và người nộp", "Where and for whom"),
            Self::Answers => ("Nội dung tờ khai", "The form"),
            Self::Papers => ("Giấy tờ", "Papers"),
            Self::Result => ("Nhận kết quả", "Receiving the result"),
            Self::Review => ("Kiểm tra và nộp", "Check and file"),
        }
    }

    /// Whether an input belongs to it.
    pub fn asks(self, input: &str) -> bool {
        match self {
            Self::People => {
                matches!(input, "place" | "receiving_unit")
                    || input.starts_with("owner.")
                    || input.starts_with("submitter")
            }
            Self::Answers => input.starts_with("answers."),
            Self::Papers => input.starts_with("papers"),
            Self::Result => input.starts_with("return_"),
            Self::Review => false,
        }
    }

    /// Where an input is put right.
    pub fn of(input: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.asks(input))
    }

    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|step| *step == self);
        let next = at.and_then(|at| Self::ALL.get(at + 1));
        next.copied().unwrap_or(Self::Review)
    }

    pub fn before(self) -> Option<Self> {
        let at = Self::ALL.iter().position(|step| *step == self)?;
        Some(Self::ALL[at.checked_sub(1)?])
    }
}

/// One line of the steps beside a page.
pub struct Mark {
    pub title: String,
    /// done, now, ahead.
    pub state: &'static str,
    /// Where it is changed; empty when it lies ahead.
    pub href: String,
}
