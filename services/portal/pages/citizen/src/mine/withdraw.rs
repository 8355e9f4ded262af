//! Withdrawing: own page, with what follows from it.

use proto::intake::v1::{GetMineResponse, WithdrawByOwnerRequest};

use super::{
    proof::Claim,
    sheet::{Act, Sheet},
};
use portal_ui::{
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    format,
    frame::Visit,
    parts::Summary,
};

pub struct Withdraw;

impl Act for Withdraw {
    const WORD: &'static str = "rut";

    fn sheet(
        visit: &Visit,
        claim: &Claim,
        mine: &GetMineResponse,
        sent: &Fields,
        errors: &Errors,
    ) -> Sheet {
        let f = visit.frame();
        let mut sheet = Sheet::new(visit, &claim.code, f.t("Rút hồ sơ", "Withdraw the dossier"));
        let open = mine.may_withdraw || mine.dossier_id.is_empty();
        if !open {
            sheet.lead.push(
                f.t(
                    "Hồ sơ này không rút được nữa: chỉ rút được khi chưa có quyết định giải quyết.",
                    "This dossier cannot be withdrawn any more: only before a decision.",
                )
                .to_owned(),
            );
            return sheet;
        }
        sheet.warning = f
            .t(
                "Rút rồi thì không lấy lại được: cơ quan dừng giải quyết, muốn làm tiếp phải nộp hồ sơ mới. Giấy tờ gốc được trả tại nơi nộp. Phí, lệ phí đã nộp theo quy định của từng thủ tục.",
                "This cannot be undone: the agencies stop, and going on means filing anew. Paper originals are handed back where they were filed. Fees already paid follow the rule of the procedure.",
            )
            .to_owned();
        let reason = Field::new("reason", f.t("Lý do rút", "Reason"), Kind::Paragraph)
            .hint(f.t(
                "Ghi vắn tắt, ví dụ: hai bên thôi không tặng cho nữa",
                "Briefly, for example: the parties changed their minds",
            ))
            .in_lang(f.lang);
        sheet.fields = vec![reason.filled(sent, errors)];
        sheet.summary = Summary::of(errors, f.lang);
        sheet.button = f.t("Rút hồ sơ", "Withdraw").to_owned();
        sheet.danger = true;
        sheet
    }

    fn first(_: &GetMineResponse) -> Fields {
        Fields::default()
    }

    async fn carry_out(visit: &Visit, claim: &Claim, sent: &Fields) -> Result<String, Failure> {
        let request = WithdrawByOwnerRequest {
            code: claim.code.clone(),
            proof: claim.token.clone(),
            reason: sent.get("reason").to_owned(),
        };
        visit.ask.feedback().withdraw_by_owner(request).await?;
        Ok(format!("/tra-cuu/{}?da=rut", format::segment(&claim.code)))
    }
}
