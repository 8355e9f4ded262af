//! The rating of a dossier, and how its person wants to be told.

use std::collections::{BTreeMap, HashMap};

use chassis::{Caller, Error, Order, Result, Violations, execute_one, wire::timestamp};
use intake_domain::{Criterion, Feedback, FeedbackCommand, NoticeChannel, Spoken};
use kernel::{Personal, line, paragraph};
use proto::intake::v1::*;
use tonic::Request;

use super::{
    feedback_id,
    mine::{Mine, has_address},
    proof,
    store::Feedbacks,
};
use crate::Intake;

impl Intake {
    async fn say(&self, mine: &Mine, command: FeedbackCommand) -> Result<Feedback> {
        let now = self.chassis.clock.now();
        let spoken = Spoken {
            now,
            catalogue: self.catalogue.clone(),
            dossier: mine.id,
            unit: mine.dossier.receiving_unit().clone(),
            has_result: mine.dossier.stage.outcome().is_some(),
            has_address: has_address(&mine.dossier),
            has_phone: proof::phone(&mine.dossier).is_some(),
        };
        let order = Order::new(feedback_id(mine.id), command, &mine.actor, now);
        let mut tx = self.chassis.begin().await?;
        let done = execute_one::<Feedbacks>(&mut tx, &spoken, order).await?;
        self.chassis.commit(tx).await?;
        Ok(done.state)
    }

    pub(super) async fn take_rating(&self, request: Request<RateRequest>) -> Result<RateResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let mine = self.mine(&caller, &request.code, &request.proof).await?;
        let comment = match request.comment.trim() {
            "" => None,
            text => Some(Personal::new(
                paragraph(text, 1000).map_err(|why| Error::field("comment", why.to_string()))?,
            )),
        };
        let command = FeedbackCommand::Rate {
            overall: request.overall,
            criteria: criteria(&request.criteria)?,
            comment,
        };
        let said = self.say(&mine, command).await?;
        let until = said.changeable_until(&self.catalogue).ok().flatten();
        Ok(RateResponse {
            until: until.map(timestamp),
        })
    }

    pub(super) async fn choose(
        &self,
        request: Request<ChooseNoticesRequest>,
    ) -> Result<ChooseNoticesResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let mine = self.mine(&caller, &request.code, &request.proof).await?;
        let mut wrong = Violations::default();
        let mut channels = Vec::new();
        for word in &request.channels {
            match NoticeChannel::of(word) {
                Some(channel) => channels.push(channel),
                None => wrong.add("channels", "Hãy chọn tin nhắn, thư điện tử hoặc bưu chính."),
            }
        }
        let email = match request.email.trim() {
            "" => None,
            text => email(&mut wrong, text),
        };
        wrong.finish()?;
        let command = FeedbackCommand::Choose { channels, email };
        self.say(&mine, command).await?;
        Ok(ChooseNoticesResponse {})
    }
}

fn criteria(given: &HashMap<String, u32>) -> Result<BTreeMap<Criterion, u32>> {
    let read = |(word, score): (&String, &u32)| {
        let unknown = "Không có tiêu chí này.";
        let criterion = Criterion::of(word);
        let criterion = criterion.ok_or_else(|| Error::field("criteria", unknown))?;
        Ok((criterion, *score))
    };
    given
        .iter()
        .filter(|(_, score)| **score > 0)
        .map(read)
        .collect()
}

/// An e-mail address a letter can be sent to: one `@`, a dotted domain, nothing that could end a
/// header. Whether somebody reads there, only a letter can tell.
pub(super) fn email(wrong: &mut Violations, text: &str) -> Option<Personal<String>> {
    let text = wrong.check("email", line(text, 120))?;
    let plain = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '<' | '>' | ',' | ';' | ':' | '"' | '(' | ')' | '\\')
    };
    let sound = match text.split_once('@') {
        Some((local, domain)) => {
            let dotted = domain.contains('.')
                && domain.split('.').all(|label| {
                    let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
                    !label.is_empty() && label.chars().all(word)
                });
            !local.is_empty() && local.chars().all(plain) && !local.contains('@') && dotted
        }
        None => false,
    };
    if !sound {
        wrong.add(
            "email",
            "Địa chỉ thư điện tử chưa đúng. Hãy ghi như ten@vidu.vn.",
        );
        return None;
    }
    Some(Personal::new(text))
}
