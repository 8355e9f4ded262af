//! What whoever proved that a dossier is theirs may see and do.

use chassis::{Actor, Caller, Error, Result, wire::timestamp};
use intake_domain::{Command, Dossier, Feedback, Stage, ToldBy};
use kernel::{DossierId, PartyId, Personal, paragraph};
use proto::intake::v1::*;
use tonic::Request;

use super::{complaints::shown, digits, proof, store};
use crate::{Intake, looks, store as dossiers};

/// A dossier in the hands of the person whose it is.
pub(super) struct Mine {
    pub id: DossierId,
    pub dossier: Dossier,
    /// What acts are recorded under: the person of this dossier, without a name.
    pub actor: Actor,
}

/// The one answer to whoever has not proven that a dossier is theirs, exist as it may.
fn not_yours() -> Error {
    Error::absent(
        "Không tìm thấy hồ sơ này, hoặc ông/bà chưa xác nhận là chủ hồ sơ. Hãy xác nhận bằng mã \
         gửi đến điện thoại.",
    )
}

impl Intake {
    /// The dossier, when it is the caller's: signed in as its owner or submitter, or with a proof.
    pub(super) async fn mine(&self, caller: &Caller, code: &str, token: &str) -> Result<Mine> {
        let code = proof::code(code)?;
        let found = dossiers::find_by_code(&self.chassis.db, &code).await?;
        let hash = digits::hash(token);
        let now = self.chassis.clock.now();
        let proven = store::proven(&self.chassis.db, &hash, now).await?;
        let found = found.ok_or_else(not_yours)?;
        let id = DossierId::from(found.id);
        let signed_in = is_theirs(&found.state, caller.citizen_id.as_deref());
        if !signed_in && proven != Some(id) {
            return Err(not_yours());
        }
        tracing::Span::current().record("motcua.dossier.id", tracing::field::display(id));
        let actor = match signed_in {
            true => caller.actor.clone(),
            false => Actor::from(format!("person:{id}").as_str()),
        };
        Ok(Mine {
            id,
            dossier: found.state,
            actor,
        })
    }

    pub(super) async fn show_mine(
        &self,
        request: Request<GetMineRequest>,
    ) -> Result<GetMineResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let Mine { id, dossier, .. } = self.mine(&caller, &request.code, &request.proof).await?;
        let now = self.chassis.clock.now();
        let said = store::said(&self.chassis.db, id).await?;
        let until = match &said {
            Some(said) => said.changeable_until(&self.catalogue).ok().flatten(),
            None => None,
        };
        let complaints = store::complaints_about(&self.chassis.db, id).await?;
        // Anybody may complain about a code; the person sees what they themselves said.
        let own = complaints.iter().filter(|complaint| complaint.by_owner);
        let filing = &dossier.filing;
        let name = |name: &Personal<String>| name.reveal().clone();
        Ok(GetMineResponse {
            dossier_id: id.to_string(),
            owner_name: name(&filing.owner.name),
            submitter_name: filing
                .submitter
                .as_ref()
                .map(|person| name(&person.name))
                .unwrap_or_default(),
            phone: proof::phone(&dossier)
                .map(|phone| masked(phone.reveal().as_str()))
                .unwrap_or_default(),
            email: email(&dossier, said.as_ref()),
            channels: said
                .as_ref()
                .and_then(|said| said.told_by.as_ref())
                .map(words)
                .unwrap_or_default(),
            has_address: has_address(&dossier),
            may_withdraw: matches!(
                dossier.stage,
                Stage::Submitted | Stage::InProgress | Stage::AwaitingSupplement { .. }
            ),
            may_rate: dossier.stage.outcome().is_some() && until.is_none_or(|until| now <= until),
            rating: said
                .as_ref()
                .and_then(|said| said.rating.as_ref())
                .map(rating),
            rating_until: until.map(timestamp),
            complaints: own.map(|complaint| shown(complaint, now)).collect(),
        })
    }

    /// The same rule as at the desk: before a decision only (TT 03/2025/TT-VPCP, form 05).
    pub(super) async fn withdraw_mine(
        &self,
        request: Request<WithdrawByOwnerRequest>,
    ) -> Result<WithdrawByOwnerResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let mine = self.mine(&caller, &request.code, &request.proof).await?;
        let reason = paragraph(&request.reason, 1000)
            .map_err(|why| Error::field("reason", why.to_string()))?;
        self.carry_out(&mine.actor, mine.id, Command::Withdraw { reason })
            .await?;
        Ok(WithdrawByOwnerResponse {})
    }

    /// Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: the person sees who looked. Units and roles are
    /// named; officials are not.
    pub(super) async fn reads_of_mine(
        &self,
        request: Request<ListMyReadsRequest>,
    ) -> Result<ListMyReadsResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let mine = self.mine(&caller, &request.code, &request.proof).await?;
        let looks = looks::of(&self.chassis.db, mine.id).await?;
        let reads = looks.into_iter().map(|look| {
            let by = Actor::from(look.by.as_str());
            MyRead {
                at: Some(timestamp(look.at)),
                unit: by.unit().unwrap_or_default().to_owned(),
                role: role(by.as_str()).to_owned(),
                purpose: look.purpose,
            }
        });
        Ok(ListMyReadsResponse {
            reads: reads.collect(),
        })
    }
}

/// As what somebody looked, by the word their name begins with.
fn role(by: &str) -> &'static str {
    match by.split([':', '@']).next().unwrap_or_default() {
        "service" => "service",
        "head" => "head",
        "auditor" => "auditor",
        "control" | "admin" => "administrator",
        "operator" => "operator",
        "leader" => "leader",
        "person" | "citizen" => "person",
        _ => "officer",
    }
}

fn is_theirs(dossier: &Dossier, citizen_id: Option<&str>) -> bool {
    let Some(citizen) = citizen_id.and_then(|id| id.parse::<PartyId>().ok()) else {
        return false;
    };
    let filing = &dossier.filing;
    let submitter = filing.submitter.as_ref();
    let people = std::iter::once(&filing.owner).chain(submitter);
    people
        .into_iter()
        .any(|person| *person.number.reveal() == citizen)
}

/// Where a letter could go: the address for the result, or the person's own.
pub fn address(dossier: &Dossier) -> Option<&Personal<String>> {
    let filing = &dossier.filing;
    let person = filing.submitter.as_ref().unwrap_or(&filing.owner);
    let return_address = filing.return_address.as_ref();
    return_address
        .or(person.address.as_ref())
        .or(filing.owner.address.as_ref())
}

pub(super) fn has_address(dossier: &Dossier) -> bool {
    address(dossier).is_some()
}

/// The e-mail address chosen last, else the one on file.
fn email(dossier: &Dossier, said: Option<&Feedback>) -> String {
    let chosen = said
        .and_then(|said| said.told_by.as_ref())
        .and_then(|told_by| told_by.email.as_ref());
    let filing = &dossier.filing;
    let person = filing.submitter.as_ref().unwrap_or(&filing.owner);
    let email = chosen.or(person.email.as_ref());
    email
        .map(|email| email.reveal().clone())
        .unwrap_or_default()
}

pub fn words(told_by: &ToldBy) -> Vec<String> {
    let word = |channel: &intake_domain::NoticeChannel| channel.word().to_owned();
    told_by.channels.iter().map(word).collect()
}

fn rating(rating: &intake_domain::Rating) -> Rating {
    let comment = rating.comment.as_ref();
    Rating {
        overall: rating.overall,
        criteria: rating
            .criteria
            .iter()
            .map(|(criterion, score)| (criterion.word().to_owned(), *score))
            .collect(),
        comment: comment
            .map(|text| text.reveal().clone())
            .unwrap_or_default(),
        at: Some(timestamp(rating.at)),
    }
}

/// All but the last three digits hidden.
fn masked(phone: &str) -> String {
    let shown = phone.chars().count().saturating_sub(3);
    let hide = |(at, c)| if at < shown { '*' } else { c };
    phone.chars().enumerate().map(hide).collect()
}
