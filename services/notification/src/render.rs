//! From a notice and what is known of the person to the message that is sent.

use anyhow::Context as _;
use catalogue::{Catalogue, NoticeChannel, NoticeTemplate, NoticeValues, Placeholder};
use chrono::FixedOffset;
use kernel::{Instant, NoticeId, Personal, Phone, UnitId};
use notification_domain::{Channel, Kind, Notice, Owed, Parcel, Reach, mask, segments};
use proto::intake::v1::GetContactResponse;

use crate::{contact::Contact, provider::Message};

/// Fills the province's templates.
#[derive(Clone, Debug)]
pub struct Renderer {
    catalogue: Catalogue,
    /// Where a dossier is looked up, without the scheme: every character is paid for.
    lookup: String,
    /// Where complaints are, without the scheme.
    complaints: String,
    /// Where a time is booked, without the scheme.
    bookings: String,
    /// What the province is called, under an e-mail.
    sender: String,
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
        let address = |key: &str| {
            let link = catalogue.province().link(key);
            let link = link.with_context(|| format!("the province has no link `{key}`"))?;
            let bare = link
                .url
                .trim_start_matches("https://")
                .trim_end_matches('/');
            anyhow::Ok(bare.to_owned())
        };
        Ok(Self {
            lookup: address("lookup")?,
            complaints: address("feedback")?,
            bookings: format!("{}/dat-lich", address("portal")?),
            sender: catalogue.province().name.clone(),
            catalogue,
        })
    }

    /// The message for a notice; none when there is no way to reach the person.
    pub fn message(&self, id: NoticeId, notice: &Notice, contact: &Contact) -> Option<Message> {
        let kind = notice.owed.key.kind;
        let person = &contact.person;
        let phone = person.phone.parse::<Phone>().ok();
        let (email, address) = (person.email.trim(), person.return_address.trim());
        let reach = Reach {
            phone: phone.is_some(),
            email: !email.is_empty(),
            address: !address.is_empty(),
        };
        let wished = person.channels.iter().filter_map(|word| word.parse().ok());
        let wished: Vec<Channel> = wished.collect();
        let channel = reach.channel(&wished, kind.only(), &notice.refused())?;
        let to = match (channel, phone) {
            (Channel::Sms, Some(phone)) => phone.to_string(),
            (Channel::Sms, None) => return None,
            (Channel::Email, _) => email.to_owned(),
            (Channel::Post, _) => address.to_owned(),
        };
        let template = template(&self.catalogue, kind)?;
        let values = self.values(notice, contact);
        let hidden = NoticeValues {
            digits: "•".repeat(values.digits.chars().count()),
            link: match contact.secret.as_str() {
                "" => values.link.clone(),
                secret => values.link.replace(secret, "•••"),
            },
            ..values.clone()
        };
        let dress = |values: &NoticeValues| match channel {
            Channel::Email => self.letter(person, &template.fill(values)),
            Channel::Sms | Channel::Post => template.fill(values),
        };
        let text = dress(&values);
        Some(Message {
            key: Message::key(id, channel),
            channel,
            name: Personal::new(clean(&person.name)),
            masked: mask(&to),
            to: Personal::new(to),
            segments: match channel {
                Channel::Sms => segments(&text).count,
                Channel::Email | Channel::Post => 1,
            },
            subject: match kind {
                _ if kind.is_of_complaint() => format!("Góp ý {}", values.code),
                _ if kind.is_of_booking() => format!("Lịch hẹn {}", values.code),
                _ => format!("Hồ sơ {}", values.code),
            },
            kept: dress(&hidden),
            text,
        })
    }

    /// What a text message says, as an e-mail: with a greeting, the whole address, and who writes.
    fn letter(&self, person: &GetContactResponse, text: &str) -> String {
        let name = clean(&person.name);
        let bare = [&self.lookup, &self.complaints, &self.bookings];
        let text = bare.into_iter().fold(text.to_owned(), |text, bare| {
            text.replace(&format!(" {bare}/"), &format!(" https://{bare}/"))
        });
        format!(
            "Kính gửi {name},\n\n{text}\n\n{}\nThư gửi tự động, xin không trả lời thư này.\n",
            self.sender
        )
    }

    fn values(&self, notice: &Notice, contact: &Contact) -> NoticeValues {
        let Contact { person, digits, .. } = contact;
        let zone = self.catalogue.province().zone;
        let civil = |at: Option<Instant>| at.map(|at| civil(at, zone)).unwrap_or_default();
        // The hour of a date that no longer holds is of no use to anybody.
        let day = |at: Instant| at.with_timezone(&zone).format("%d/%m/%Y").to_string();
        let name = |unit: &UnitId| self.catalogue.unit(unit).map(|unit| unit.name.clone());
        let Owed { key, values, .. } = &notice.owed;
        let receiving = UnitId::new(person.receiving_unit.as_str());
        let procedures = self.catalogue.procedures();
        let procedure = procedures
            .iter()
            .rfind(|known| known.code == person.procedure);
        let number = values.reference.clone().unwrap_or_default();
        let (amount_due_notice, tracking) = match key.kind {
            Kind::PaymentAwaited => (number, String::new()),
            _ => (String::new(), number),
        };
        NoticeValues {
            code: clean(&person.code),
            due: civil(contact.starts.or(values.due)),
            previous_due: values.previous_due.map(day).unwrap_or_default(),
            unit: match &values.unit {
                // A code tells nobody anything: rather no unit at all.
                Some(late) => name(late).unwrap_or_default(),
                None => name(&receiving).unwrap_or_else(|| receiving.to_string()),
            },
            procedure: procedure
                .map_or_else(|| person.procedure.clone(), |known| known.name.clone()),
            link: match key.kind {
                kind if kind.is_of_complaint() => format!("{}/{}", self.complaints, person.code),
                // Nothing is left to be seen of it: there is a new time to be had.
                Kind::BookingCancelled => self.bookings.clone(),
                // Whoever holds this link may move it and call it off.
                kind if kind.is_of_booking() => {
                    format!("{}/{}?khoa={}", self.bookings, person.code, contact.secret)
                }
                _ => format!("{}/{}", self.lookup, person.code),
            },
            digits: digits.clone(),
            amount_due_notice,
            tracking,
        }
    }
}

/// A wording asks for what a notice of its kind knows, and says what the law wants said.
fn check(kind: Kind, template: &NoticeTemplate) -> anyhow::Result<()> {
    use Placeholder::{AmountDueNotice, Digits, Due, PreviousDue, Tracking};
    let dated = kind.promises()
        || matches!(
            kind,
            Kind::SupplementAsked
                | Kind::SupplementDueSoon
                | Kind::ComplaintReceived
                | Kind::BookingMade
                | Kind::BookingMoved
                | Kind::BookingCancelled
        );
    let used = template.placeholders().unwrap_or_default();
    for placeholder in &used {
        let known = match placeholder {
            Due => dated,
            PreviousDue => kind == Kind::AppointmentMoved,
            AmountDueNotice => kind == Kind::PaymentAwaited,
            Tracking => matches!(kind, Kind::ResultPosted | Kind::PostalSlip),
            Digits => kind == Kind::Proof,
            _ => true,
        };
        anyhow::ensure!(known, "notice `{kind}` cannot fill {placeholder}");
    }
    let must: &[Placeholder] = match kind {
        // NĐ 61/2018/NĐ-CP Điều 19.9.
        Kind::AppointmentMoved => &[PreviousDue, Due],
        Kind::Proof => &[Digits],
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
    let channel = match kind.only() {
        Some(Channel::Post) => NoticeChannel::Post,
        _ => NoticeChannel::Sms,
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
            text: self.kept.clone(),
            segments: self.segments,
        }
    }
}

/// One line without anything that hides in it, turns it around or ends a header: NFC, and only
/// what is printed.
pub fn clean(text: &str) -> String {
    let shown = |c: char| match c {
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        c => Some(c),
    };
    let visible: String = text.chars().filter_map(shown).take(200).collect();
    // What is left is a line: the kernel writes it in one Unicode form.
    kernel::line(&visible, 200).unwrap_or_default()
}
