//! The register, the day, who is known, and what happened meanwhile.

use std::collections::BTreeMap;

use chassis::{Caller, Error, Result, Stored, wire::timestamp};
use chrono::Days;
use intake_domain::{Dossier, Person, Taker};
use kernel::{Instant, PartyId, Role, line};
use proto::intake::v1 as pb;
use tonic::Request;

use super::{day, opened, store, wire as words};
use crate::{Intake, looks, wire};

/// The most lines of one answer.
const PAGE: u32 = 1000;
/// The most people one identity number is known as.
const KNOWN: usize = 5;

impl Intake {
    pub(super) async fn registered(
        &self,
        request: Request<pb::ListRegisterRequest>,
    ) -> Result<pb::ListRegisterResponse> {
        let (caller, asked) = opened(request)?;
        let purpose = line(&asked.purpose, 200);
        let purpose = purpose.map_err(|why| Error::field("purpose", why.to_string()))?;
        let now = self.chassis.clock.now();
        let sort = asked.sort();
        let search = self.search(&caller, asked.filter.unwrap_or_default(), now)?;
        let limit = match asked.page_size {
            0 => 50,
            n => n.min(PAGE),
        };
        let after = match asked.page_token.as_str() {
            "" => None,
            token => Some(words::place(token)?),
        };
        let db = &self.chassis.db;
        let places = store::search(db, &search, sort, after, i64::from(limit)).await?;
        let ids: Vec<_> = places.iter().map(|place| place.id).collect();
        let mut found: BTreeMap<_, _> = store::dossiers(db, &ids).await?;
        looks::record_all(
            db,
            &ids,
            caller.actor.as_str(),
            &purpose,
            self.midnight(now),
            now,
        )
        .await?;
        let rows = ids.iter().filter_map(|id| found.remove(id));
        let next = places.last().filter(|_| places.len() as u32 == limit);
        Ok(pb::ListRegisterResponse {
            rows: rows.map(|stored| self.row(&stored, now)).collect(),
            next_page_token: next.map_or_else(String::new, words::token),
            total: match asked.count {
                true => Some(store::count(db, &search).await?),
                false => None,
            },
        })
    }

    /// The beginning of the day in the province's civil time.
    pub(super) fn midnight(&self, now: Instant) -> Instant {
        let calendar = self.catalogue.calendar();
        calendar.at(self.today(now), chrono::NaiveTime::MIN)
    }

    fn search(
        &self,
        caller: &Caller,
        filter: pb::RegisterFilter,
        now: Instant,
    ) -> Result<store::Search> {
        let calendar = self.catalogue.calendar();
        let from = |field: &str, text: &str| {
            let begins = |day| calendar.at(day, chrono::NaiveTime::MIN);
            Ok::<_, Error>(day(field, text)?.map(begins))
        };
        let until = |field: &str, text: &str| {
            let next = |day: chrono::NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
            let begins = |day| calendar.at(next(day), chrono::NaiveTime::MIN);
            Ok::<_, Error>(day(field, text)?.map(begins))
        };
        let text = filter.text.trim();
        if text.chars().count() > 200 {
            return Err(Error::field(
                "filter.text",
                "Hãy tìm bằng không quá 200 ký tự.",
            ));
        }
        let dated_by = filter.dated_by();
        let stages = filter.stages().filter_map(wire::standing);
        Ok(store::Search {
            unit: self.own_centre(caller, &filter.unit)?,
            fields: caller.fields.clone(),
            from: from("filter.from", &filter.from)?,
            until: until("filter.to", &filter.to)?,
            dated_by,
            due_from: from("filter.due_from", &filter.due_from)?,
            due_until: until("filter.due_to", &filter.due_to)?,
            stages: stages.map(|stands| stands.name().to_owned()).collect(),
            channel: words::channel(filter.channel()),
            timeliness: filter.timeliness(),
            words: intake_domain::register::sought(text),
            needed: filter.needed,
            procedure: filter.procedure,
            field: filter.field,
            now,
            offset_minutes: calendar.zone().local_minus_utc() / 60,
        })
    }

    fn row(&self, stored: &Stored<Dossier>, now: Instant) -> pb::RegisterRow {
        let dossier = &stored.state;
        let filing = &dossier.filing;
        let (owner, submitter) = (&filing.owner, filing.submitter.as_ref());
        let (taken_by, tracking) = match &dossier.stage {
            intake_domain::Stage::Returned { handover, .. } => {
                let taken_by = match &handover.taken_by {
                    Taker::Proxy { name, .. } => name.reveal().clone(),
                    Taker::Submitter => submitter.unwrap_or(owner).name.reveal().clone(),
                    Taker::Owner => String::new(),
                };
                (taken_by, handover.tracking.clone().unwrap_or_default())
            }
            _ => Default::default(),
        };
        let on_paper = |paper: &intake_domain::Paper| paper.originals + paper.copies;
        let phone = owner.phone.as_ref();
        let address = owner.address.as_ref();
        pb::RegisterRow {
            dossier: Some(wire::public(&self.catalogue, stored)),
            owner_name: owner.name.reveal().clone(),
            owner_address: address.map_or_else(String::new, |text| text.reveal().clone()),
            owner_phone: phone.map_or_else(String::new, |phone| phone.reveal().to_string()),
            submitter_name: submitter.map_or_else(String::new, |who| who.name.reveal().clone()),
            papers: filing.papers.iter().map(on_paper).sum(),
            return_method: wire::return_method_out(filing.return_method).into(),
            taken_by,
            tracking,
            refused_at: dossier.refused_at().map(timestamp),
            timeliness: words::timeliness(dossier, self.catalogue.calendar(), now).into(),
        }
    }

    pub(super) async fn day_at_a_glance(
        &self,
        request: Request<pb::GetDayRequest>,
    ) -> Result<pb::GetDayResponse> {
        let (caller, asked) = opened(request)?;
        let unit = self.own_centre(&caller, &asked.unit)?;
        let now = self.chassis.clock.now();
        let calendar = self.catalogue.calendar();
        let today = self.today(now);
        let next = calendar.next_working_day(today).unwrap_or(today);
        let begins = |date| calendar.at(date, chrono::NaiveTime::MIN);
        let after = |date: chrono::NaiveDate| date.checked_add_days(Days::new(1)).unwrap_or(date);
        let span = store::Span {
            today: begins(today),
            tomorrow: begins(after(today)),
            next: begins(next),
            after_next: begins(after(next)),
            now,
        };
        let fields = &caller.fields;
        let day = store::day(&self.chassis.db, &unit, fields, &span, today).await?;
        Ok(pb::GetDayResponse {
            day: today.to_string(),
            next_day: next.to_string(),
            ..day
        })
    }

    pub(super) async fn persons_known(
        &self,
        request: Request<pb::FindPersonsRequest>,
    ) -> Result<pb::FindPersonsResponse> {
        let (caller, asked) = opened(request)?;
        let mut wrong = chassis::Violations::default();
        let number: Option<PartyId> = wrong.check("citizen_id", asked.citizen_id.parse());
        let purpose = wrong.check("purpose", line(&asked.purpose, 200));
        wrong.finish()?;
        let (number, purpose) = (number.as_ref(), purpose.unwrap_or_default());
        let sought = number.map(ToString::to_string).unwrap_or_default();
        let db = &self.chassis.db;
        let found = store::naming(db, &sought).await?;
        let mut known: Vec<pb::KnownPerson> = Vec::new();
        let mut read = Vec::new();
        for stored in &found {
            let Some(person) = named(&stored.state, &sought) else {
                continue;
            };
            let person = wire::person_out(person);
            let told = known.iter().any(|one| one.person.as_ref() == Some(&person));
            if told || known.len() == KNOWN {
                continue;
            }
            let at = stored.state.filed_at();
            read.push(stored.id);
            known.push(pb::KnownPerson {
                person: Some(person),
                code: stored.state.code.clone(),
                at: at.map(timestamp),
            });
        }
        let now = self.chassis.clock.now();
        looks::record_all(
            db,
            &read,
            caller.actor.as_str(),
            &purpose,
            self.midnight(now),
            now,
        )
        .await?;
        Ok(pb::FindPersonsResponse { persons: known })
    }

    pub(super) async fn changes(
        &self,
        request: Request<pb::ListChangesRequest>,
    ) -> Result<pb::ListChangesResponse> {
        let (caller, asked) = opened(request)?;
        let id = wire::dossier_id(&asked.dossier_id)?;
        let found = crate::store::find(&self.chassis.db, id).await?;
        let unknown = || Error::refused(intake_domain::Refusal::Unknown);
        let dossier = found.ok_or_else(unknown)?.state;
        if !caller.acts_for(dossier.receiving_unit().as_str()) && !caller.may(Role::Auditor) {
            return Err(unknown());
        }
        let after = i32::try_from(asked.after_version).unwrap_or(i32::MAX);
        let entries = store::changes(&self.chassis.db, id.uuid(), after).await?;
        let change = |entry: store::Changed| pb::Change {
            version: u32::try_from(entry.version).unwrap_or(0),
            at: Some(timestamp(entry.at)),
            by: entry.by,
            fact: entry.fact,
        };
        Ok(pb::ListChangesResponse {
            changes: entries.into_iter().map(change).collect(),
        })
    }
}

/// Whoever of a dossier has this number.
fn named<'a>(dossier: &'a Dossier, number: &str) -> Option<&'a Person> {
    let people = std::iter::once(&dossier.filing.owner).chain(&dossier.filing.submitter);
    let mut people = people.into_iter();
    people.find(|person| person.number.reveal().as_str() == number)
}
