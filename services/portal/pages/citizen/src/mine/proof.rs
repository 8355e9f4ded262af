//! The proof that a dossier is somebody's: digits sent to the phone on file, kept as a token in a
//! cookie of half an hour. Who signed in as the owner needs none.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use proto::intake::v1::{AskProofRequest, GetMineRequest, GetMineResponse, ProveRequest};
use serde::Deserialize;

use super::sheet::Sheet;
use portal_ui::{
    answer::{Answer, page, page_with},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::{Visit, cookie},
    parts::Summary,
};

/// Pages behind a proof, by the last word of their address.
const BEHIND: [&str; 6] = [
    "bo-sung",
    "rut",
    "danh-gia",
    "ai-da-xem",
    "nhan-tin",
    "nop-tien",
];

/// Who asks for a dossier: its code, and the token that proves it is theirs.
#[derive(Clone)]
pub struct Claim {
    pub code: String,
    pub token: String,
}

impl Claim {
    /// What the browser brought.
    pub fn of(code: &str, headers: &HeaderMap) -> Self {
        let code = format::dossier_code(code);
        let token = cookie(headers, &cookie_name(&code)).unwrap_or_default();
        Self {
            token: token.to_owned(),
            code,
        }
    }

    /// The dossier as its person may see it; none when it is not proven.
    ///
    /// # Errors
    /// When intake does not answer.
    pub async fn mine(&self, visit: &Visit) -> Result<Option<GetMineResponse>, Failure> {
        let request = GetMineRequest {
            code: self.code.clone(),
            proof: self.token.clone(),
        };
        match visit.ask.feedback().get_mine(request).await {
            Ok(mine) => Ok(Some(mine.into_inner())),
            Err(status) => match Failure::from(status) {
                Failure::Absent(_) | Failure::Malformed(_) => Ok(None),
                other => Err(other),
            },
        }
    }

    /// Has digits sent to the phone on file.
    ///
    /// # Errors
    /// When intake does not answer.
    pub async fn send_digits(&self, visit: &Visit) -> Result<(), Failure> {
        let code = self.code.clone();
        let request = AskProofRequest { code };
        match visit.ask.feedback().ask_proof(request).await {
            Ok(_) => Ok(()),
            Err(status) => match Failure::from(status) {
                // A code that cannot be one is answered as one that is not there.
                Failure::Malformed(_) => Ok(()),
                other => Err(other),
            },
        }
    }

    /// Trades digits for a token.
    ///
    /// # Errors
    /// When they are not the digits; when intake does not answer.
    pub async fn prove(&mut self, visit: &Visit, digits: &str) -> Result<HeaderValue, Failure> {
        let request = ProveRequest {
            code: self.code.clone(),
            digits: digits.to_owned(),
        };
        let proof = visit.ask.feedback().prove(request).await?.into_inner();
        self.token = proof.proof;
        let secure = visit.portal.config.http.public_url.starts_with("https://");
        let kept = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1800{}",
            cookie_name(&self.code),
            self.token,
            if secure { "; Secure" } else { "" },
        );
        HeaderValue::from_str(&kept).map_err(|_| Failure::Fault)
    }

    pub fn page(&self, act: &str) -> String {
        format!("/tra-cuu/{}/{act}", format::segment(&self.code))
    }

    /// Away to where the proof is made, and back to `act` then.
    pub fn to_proof(&self, act: &str) -> Answer {
        let there = format!("{}?ve={act}", self.page("xac-nhan"));
        Ok(Redirect::to(&there).into_response())
    }
}

/// One cookie a dossier: somebody who files for a family proves several.
fn cookie_name(code: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let code: String = code.chars().take(60).map(plain).collect();
    format!("chu-{code}")
}

#[derive(Deserialize)]
pub struct Back {
    #[serde(default)]
    ve: String,
}

impl Back {
    fn act(&self) -> &str {
        let known = BEHIND.into_iter().find(|act| *act == self.ve);
        known.unwrap_or_default()
    }
}

fn sheet(visit: &Visit, claim: &Claim, back: &Back, sent: bool, errors: &Errors) -> Sheet {
    let f = visit.frame();
    let digits = Field::new(
        "digits",
        f.t("Mã xác nhận", "Code from the message"),
        Kind::Text,
    )
    .hint(f.t(
        "6 chữ số trong tin nhắn, dùng trong 5 phút",
        "6 digits in the text message, good for 5 minutes",
    ))
    .autocomplete("one-time-code")
    .in_lang(f.lang)
    .filled(&Fields::default(), errors);
    let lead = if sent {
        f.t(
            "Nếu mã hồ sơ đúng, chúng tôi vừa gửi mã xác nhận đến số điện thoại ghi khi nộp. Chưa nhận được sau 2 phút? Hãy kiểm tra mã hồ sơ, chờ 15 phút rồi lấy mã mới, hoặc mang giấy hẹn đến quầy.",
            "If the dossier code is right, a code is on its way to the phone given when filing. Nothing after 2 minutes? Check the dossier code, wait 15 minutes and ask again, or bring the receipt to the desk.",
        )
    } else {
        f.t(
            "Để bảo vệ thông tin của ông/bà, việc này cần mã xác nhận gửi đến số điện thoại ghi khi nộp hồ sơ. Không cần tài khoản.",
            "To protect your data this needs a code sent to the phone given when filing. No account is needed.",
        )
    };
    let act = back.act();
    let mut sheet = Sheet::new(
        visit,
        &claim.code,
        f.t("Xác nhận hồ sơ của tôi", "Confirm that it is mine"),
    );
    sheet.lead.push(lead.to_owned());
    sheet.action = match act {
        "" => claim.page("xac-nhan"),
        act => format!("{}?ve={act}", claim.page("xac-nhan")),
    };
    sheet.summary = Summary::of(errors, f.lang);
    if sent {
        sheet.fields.push(digits);
        sheet.button = f.t("Xác nhận", "Confirm").to_owned();
        sheet.second = Some(("send", f.t("Gửi mã mới", "Send a new code").to_owned()));
    } else {
        sheet.button = f.t("Gửi mã đến điện thoại", "Send the code").to_owned();
        sheet.hidden.push(("step".to_owned(), "send".to_owned()));
    }
    sheet
}

/// `GET /tra-cuu/{code}/xac-nhan?ve=`.
pub async fn ask(
    visit: Visit,
    Path(code): Path<String>,
    Query(back): Query<Back>,
    headers: HeaderMap,
) -> Answer {
    let claim = Claim::of(&code, &headers);
    page(&sheet(&visit, &claim, &back, false, &Errors::default()))
}

/// `POST /tra-cuu/{code}/xac-nhan?ve=`.
pub async fn step(
    visit: Visit,
    Path(code): Path<String>,
    Query(back): Query<Back>,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let mut claim = Claim::of(&code, &headers);
    if fields.get("step") == "send" {
        claim.send_digits(&visit).await?;
        return page(&sheet(&visit, &claim, &back, true, &Errors::default()));
    }
    match claim.prove(&visit, fields.get("digits")).await {
        Ok(kept) => {
            let there = match back.act() {
                "" => format!("/tra-cuu/{}", format::segment(&claim.code)),
                act => claim.page(act),
            };
            Ok(with_cookie(Redirect::to(&there).into_response(), kept))
        }
        Err(failure @ (Failure::Refused { .. } | Failure::Malformed(_))) => {
            let errors = wrong_digits(&visit);
            page_with(
                failure.status(),
                &sheet(&visit, &claim, &back, true, &errors),
            )
        }
        Err(failure) => Err(failure),
    }
}

pub fn with_cookie(mut response: Response, kept: HeaderValue) -> Response {
    response.headers_mut().append(header::SET_COOKIE, kept);
    response
}

fn wrong_digits(visit: &Visit) -> Errors {
    let mut errors = Errors::default();
    errors.push(
        "digits",
        visit.lang.pick(
            "Mã xác nhận không đúng hoặc đã hết hạn. Hãy xem lại tin nhắn mới nhất, hoặc lấy mã mới.",
            "The code is not right or has run out. Look at the newest message, or ask for a new one.",
        ),
    );
    errors
}
