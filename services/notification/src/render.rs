//! From a notice and what is known of the person to the message that is sent.

use anyhow::Context as _;
use catalogue::{Catalogue, NoticeChannel, NoticeTemplate, NoticeValues, Placeholder};
use chrono::FixedOffset;
use kernel::{Instant, NoticeId, Personal, Phone, UnitId};
use notification_domain::{Channel, Kind, Notice, Owed, Parcel, Reach, mask, segments};
use proto::intake::v1::GetContactResponse;

use crate::provider::Message;

/// Fills the province's templates.
#[derive(Clone, Debug)]
pub struct Renderer {
    catalogue: Catalogue,
    /// Where a dossier is looked up, without the scheme: every character is paid for.
    lookup: String,
}

impl Renderer {
    /// # Errors
    /// When the province has no wording for a kind of notice, or one that wants what such a notice
    /// does not know or leaves out what it must say, or no page to look dossiers up on.
    pub fn new(catalogue: Catalogue) -> anyhow::Result<Self> {
        for kind in Kind::ALL {
            let template = template(&catalogue, kind)
                .with_context(|| format!("the province has no notice `{kind}`"))?;
            check(kind, template)?;
        }
        let lookup = catalogue.province().link("lookup");
        let lookup = lookup.context("the province has no link `lookup`")?;
        let lookup = lookup
            .url
            .trim_start_matches("https://")
            .trim_end_matches('/')
            .to_owned();
        Ok(Self { catalogue, lookup })
    }

    /// The message for a notice; none when there is no way to reach the person.
    pub fn message(
        &self,
        id: NoticeId,
        notice: &Notice,
        contact: &GetContactResponse,
    ) -> Option<Message> {
        let kind = notice.owed.key.kind;
        let phone = contact.phone.parse::<Phone>().ok();
        let address = contact.return_address.trim();
        let reach = Reach {
            phone: phone.is_some(),
            address: !address.is_empty(),
        };
        let channel = reach.channel(kind.paper_only(), notice.sms_refused)?;
        let to = match (channel, phone) {
            (Channel::Sms, Some(phone)) => phone.to_string(),
            (Channel::Sms, None) => return None,
            (Channel::Post, _) => address.to_owned(),
        };
        let values = self.values(notice, contact);
        let text = template(&self.catalogue, kind)?.fill(&values);
        Some(Message {
            key: Message::key(id, channel),
            channel,
            name: Personal::new(contact.name.clone()),
            masked: mask(&to),
            to: Personal::new(to),
            segments: match channel {
                Channel::Sms => segments(&text).count,
                Channel::Post => 1,
            },
            text,
        })
    }

    fn values(&self, notice: &Notice, contact: &GetContactResponse) -> NoticeValues {
        let zone = self.catalogue.province().zone;
        let civil = |at: Option<Instant>| at.map(|at| civil(at, zone)).unwrap_or_default();
        // The hour of a date that no longer holds is of no use to anybody.
        let day = |at: Instant| at.with_timezone(&zone).format("%d/%m/%Y").to_string();
        let name = |unit: &UnitId| self.catalogue.unit(unit).map(|unit| unit.name.clone());
        let Owed { key, values, .. } = &notice.owed;
        let receiving = UnitId::new(contact.receiving_unit.as_str());
        let procedures = self.catalogue.procedures();
        let procedure = procedures
            .iter()
            .rfind(|known| known.code == contact.procedure);
        let number = values.reference.clone().unwrap_or_default();
        let (amount_due_notice, tracking) = match key.kind {
            Kind::PaymentAwaited => (number, String::new()),
            _ => (String::new(), number),
        };
        NoticeValues {
            code: contact.code.clone(),
            due: civil(values.due),
            previous_due: values.previous_due.map(day).unwrap_or_default(),
            unit: match &values.unit {
                // A code tells nobody anything: rather no unit at all.
                Some(late) => name(late).unwrap_or_default(),
                None => name(&receiving).unwrap_or_else(|| receiving.to_string()),
            },
            procedure: procedure
                .map_or_else(|| contact.procedure.clone(), |known| known.name.clone()),
            link: format!("{}/{}", self.lookup, contact.code),
            amount_due_notice,
            tracking,
        }
    }
}

/// A wording asks for what a notice of its kind knows, and says what the law wants said.
fn check(kind: Kind, template: &NoticeTemplate) -> anyhow::Result<()> {
    use Placeholder::{AmountDueNotice, Due, PreviousDue, Tracking};
    let dated = kind.promises() || kind == Kind::SupplementAsked;
    let used = template.placeholders().unwrap_or_default();
    for placeholder in &used {
        let known = match placeholder {
            Due => dated,
            PreviousDue => kind == Kind::AppointmentMoved,
            AmountDueNotice => kind == Kind::PaymentAwaited,
            Tracking => matches!(kind, Kind::ResultPosted | Kind::PostalSlip),
            _ => true,
        };
        anyhow::ensure!(known, "notice `{kind}` cannot fill {placeholder}");
    }
    let must: &[Placeholder] = match kind {
        // NĐ 61/2018/NĐ-CP Điều 19.9.
        Kind::AppointmentMoved => &[PreviousDue, Due],
        _ if dated => &[Due],
        _ => &[],
    };
    for placeholder in must {
        anyhow::ensure!(
            used.contains(placeholder),
            "notice `{kind}` lacks {placeholder}"
        );
    }
    Ok(())
}

/// The wording of a kind. A letter that stands in for a text message says what that would.
fn template(catalogue: &Catalogue, kind: Kind) -> Option<&NoticeTemplate> {
    let channel = match kind.paper_only() {
        true => NoticeChannel::Post,
        false => NoticeChannel::Sms,
    };
    catalogue.notice(kind.word(), channel)
}

/// `17:00 02/12/2026`, in the province's civil time.
fn civil(at: Instant, zone: FixedOffset) -> String {
    at.with_timezone(&zone).format("%H:%M %d/%m/%Y").to_string()
}

impl Message {
    /// The key a provider knows a notice by: one for each channel, whatever the attempt.
    pub fn key(id: NoticeId, channel: Channel) -> String {
        format!("{id}:{}", channel.word())
    }

    /// What of it may be kept.
    pub fn parcel(&self) -> Parcel {
        Parcel {
            channel: self.channel,
            to: self.masked.clone(),
            text: self.text.clone(),
            segments: self.segments,
        }
    }
}
