//! Rating how a dossier was handled.

use proto::intake::v1::{GetMineResponse, RateRequest};

use super::{
    proof::Claim,
    sheet::{Act, Sheet},
};
use portal_ui::{
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    format,
    frame::{Lang, Visit},
    parts::Summary,
};

/// The criteria beside the overall one: the key, and its question in both languages.
const CRITERIA: [(&str, &str, &str); 4] = [
    ("time", "Thời gian giải quyết", "Time it took"),
    (
        "attitude",
        "Thái độ phục vụ của cán bộ",
        "How the officials treated you",
    ),
    (
        "guidance",
        "Hướng dẫn rõ ràng, đầy đủ một lần",
        "Clear and complete guidance, once",
    ),
    (
        "convenience",
        "Mức độ thuận tiện khi làm thủ tục",
        "How convenient it was",
    ),
];

fn scores(lang: Lang) -> Vec<Choice> {
    let words = [
        ("5", "Rất hài lòng", "Very content"),
        ("4", "Hài lòng", "Content"),
        ("3", "Bình thường", "Neither"),
        ("2", "Không hài lòng", "Discontent"),
        ("1", "Rất không hài lòng", "Very discontent"),
    ];
    let choice = |(value, vi, en): (&str, &str, &str)| Choice {
        value: value.to_owned(),
        label: lang.pick(vi, en).to_owned(),
    };
    words.map(choice).into()
}

pub struct Rate;

impl Act for Rate {
    const WORD: &'static str = "danh-gia";

    fn sheet(
        visit: &Visit,
        claim: &Claim,
        mine: &GetMineResponse,
        sent: &Fields,
        errors: &Errors,
    ) -> Sheet {
        let f = visit.frame();
        let title = f.t("Đánh giá việc giải quyết hồ sơ", "Rate how it was handled");
        let mut sheet = Sheet::new(visit, &claim.code, title);
        if !mine.may_rate && !mine.dossier_id.is_empty() {
            let why = if mine.rating.is_some() {
                f.t(
                    "Đã hết thời gian sửa đánh giá. Cảm ơn ông/bà.",
                    "The time to change the rating is over. Thank you.",
                )
            } else {
                f.t(
                    "Chỉ đánh giá được khi hồ sơ đã có kết quả. Chúng tôi sẽ nhắn tin mời ông/bà.",
                    "It can be rated once there is a result. We will text you.",
                )
            };
            sheet.lead.push(why.to_owned());
            return sheet;
        }
        sheet.lead.push(
            f.t(
                "Đánh giá được tính vào mức độ hài lòng của đơn vị tiếp nhận, không hiện tên ông/bà. Sửa được trong 7 ngày.",
                "It counts for the unit that received the dossier and does not show your name. It can be changed for 7 days.",
            )
            .to_owned(),
        );
        let overall = f.t(
            "Nhìn chung, ông/bà có hài lòng không?",
            "All in all, are you content?",
        );
        let overall = Field::new("overall", overall, Kind::Radios(scores(f.lang)));
        let mut fields = vec![overall];
        for (key, vi, en) in CRITERIA {
            let name = format!("criteria.{key}");
            fields.push(Field::new(&name, f.t(vi, en), Kind::Select(scores(f.lang))).optional());
        }
        let comment = f.t("Ý kiến thêm", "Anything else");
        fields.push(Field::new("comment", comment, Kind::Paragraph).optional());
        sheet.fields = fields
            .into_iter()
            .map(|field| field.in_lang(f.lang).filled(sent, errors))
            .collect();
        sheet.summary = Summary::of(errors, f.lang);
        sheet.button = f.t("Gửi đánh giá", "Send").to_owned();
        sheet
    }

    fn first(mine: &GetMineResponse) -> Fields {
        let mut fields = Fields::default();
        if let Some(rating) = &mine.rating {
            fields.set("overall", rating.overall.to_string());
            for (key, score) in &rating.criteria {
                fields.set(&format!("criteria.{key}"), score.to_string());
            }
            fields.set("comment", rating.comment.clone());
        }
        fields
    }

    async fn carry_out(visit: &Visit, claim: &Claim, sent: &Fields) -> Result<String, Failure> {
        let criteria = CRITERIA.iter().map(|(key, ..)| {
            let score = sent.count(&format!("criteria.{key}"));
            ((*key).to_owned(), score)
        });
        let request = RateRequest {
            code: claim.code.clone(),
            proof: claim.token.clone(),
            overall: sent.count("overall"),
            criteria: criteria.filter(|(_, score)| *score > 0).collect(),
            comment: sent.get("comment").to_owned(),
        };
        visit.ask.feedback().rate(request).await?;
        Ok(format!(
            "/tra-cuu/{}?da=danh-gia",
            format::segment(&claim.code)
        ))
    }
}
