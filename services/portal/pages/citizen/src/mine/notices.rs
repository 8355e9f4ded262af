//! How the person wants to be told.

use proto::intake::v1::{ChooseNoticesRequest, GetMineResponse};

use super::{
    proof::Claim,
    sheet::{Act, Sheet},
};
use portal_ui::{
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    format,
    frame::Visit,
    parts::Summary,
};

pub struct Notices;

impl Act for Notices {
    const WORD: &'static str = "nhan-tin";

    fn sheet(
        visit: &Visit,
        claim: &Claim,
        mine: &GetMineResponse,
        sent: &Fields,
        errors: &Errors,
    ) -> Sheet {
        let f = visit.frame();
        let mut sheet = Sheet::new(visit, &claim.code, f.t("Cách nhận tin", "How to be told"));
        sheet.lead.push(
            f.t(
                "Cách chọn đầu tiên được dùng trước. Nếu không gửi được, hệ thống tự chuyển sang cách khác. Mã xác nhận luôn gửi bằng tin nhắn.",
                "What is chosen first is tried first. What cannot be sent goes another way by itself. Confirmation codes always go by text message.",
            )
            .to_owned(),
        );
        let choice = |value: &str, label: String| Choice {
            value: value.to_owned(),
            label,
        };
        let phone = match mine.phone.as_str() {
            "" => f.t("Tin nhắn điện thoại", "Text message").to_owned(),
            phone => format!("{} ({phone})", f.t("Tin nhắn điện thoại", "Text message")),
        };
        let mut ways = vec![
            choice("sms", phone),
            choice("email", f.t("Thư điện tử", "E-mail").to_owned()),
        ];
        if mine.has_address || sent.get("first") == "post" {
            ways.push(choice(
                "post",
                f.t("Thư qua bưu điện", "Letter by post").to_owned(),
            ));
        }
        let first = f.t("Trước hết, báo tin bằng", "First, tell me by");
        let mail = f.t("Địa chỉ thư điện tử", "E-mail address");
        let fields = [
            Field::new("first", first, Kind::Radios(ways)),
            Field::new("email", mail, Kind::Email)
                .optional()
                .autocomplete("email")
                .hint(f.t(
                    "Cần có nếu chọn thư điện tử, ví dụ ten@vidu.vn",
                    "Needed for e-mail, such as name@example.vn",
                )),
        ];
        sheet.fields = fields
            .map(|field| field.in_lang(f.lang).filled(sent, errors))
            .into();
        sheet.summary = Summary::of(errors, f.lang);
        sheet.button = f.t("Lưu cách nhận tin", "Save").to_owned();
        sheet
    }

    fn first(mine: &GetMineResponse) -> Fields {
        let mut fields = Fields::default();
        let first = mine.channels.first().map_or("sms", String::as_str);
        fields.set("first", first);
        fields.set("email", mine.email.clone());
        fields
    }

    async fn carry_out(visit: &Visit, claim: &Claim, sent: &Fields) -> Result<String, Failure> {
        let request = ChooseNoticesRequest {
            code: claim.code.clone(),
            proof: claim.token.clone(),
            channels: Some(sent.get("first").to_owned())
                .filter(|first| !first.is_empty())
                .into_iter()
                .collect(),
            email: sent.get("email").to_owned(),
        };
        match visit.ask.feedback().choose_notices(request).await {
            Ok(_) => Ok(format!(
                "/tra-cuu/{}?da=nhan-tin",
                format::segment(&claim.code)
            )),
            Err(status) => Err(named(Failure::from(status))),
        }
    }
}

/// The contract speaks of channels; the form of the first of them.
fn named(failure: Failure) -> Failure {
    let rename = |mut fields: Vec<portal_ui::failure::Violation>| {
        for field in &mut fields {
            if field.field == "channels" {
                "first".clone_into(&mut field.field);
            }
        }
        fields
    };
    match failure {
        Failure::Malformed(fields) => Failure::Malformed(rename(fields)),
        Failure::Refused { sentence, fields } => Failure::Refused {
            sentence,
            fields: rename(fields),
        },
        other => other,
    }
}
