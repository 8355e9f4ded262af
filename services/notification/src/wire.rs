//! Between the contract and the domain; what is heard is read in [`fact`].

mod fact;

use chassis::{Fact as Published, wire::timestamp};
use kernel::{Instant, NoticeId};
use notification_domain::{Channel, Event, Key, Kind, Notice};
use proto::notification::v1 as said;
use sha2::{Digest as _, Sha256};

pub use fact::fact;

/// The notice's id: the same for the same key, whoever computes it, however often.
pub fn notice_id(key: &Key) -> NoticeId {
    let mut hash = Sha256::new();
    hash.update(key.dossier.uuid());
    // None of the words holds a zero byte, so no two keys run together.
    hash.update([0]);
    hash.update(key.kind.word());
    hash.update([0]);
    hash.update(key.occurrence.to_string());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().into()
}

/// The event in public words. How a notice is tried is only written down.
pub fn published(id: NoticeId, notice: &Notice, event: &Event, at: Instant) -> Published {
    let Key { dossier, kind, .. } = notice.owed.key;
    let kind_of = kind;
    let (notice_id, dossier_id, kind) =
        (id.to_string(), dossier.to_string(), Kind::to_string(&kind));
    let at = Some(timestamp(at));
    let fact = match event {
        Event::Owed { .. } => Published::new(&said::NoticeOwed {
            notice_id,
            dossier_id,
            kind,
            at,
        }),
        Event::Deferred { until } => {
            let until = Some(timestamp(*until));
            Published::new(&said::NoticeDeferred {
                notice_id,
                dossier_id,
                kind,
                at,
                until,
            })
            .quietly()
        }
        Event::Begun { parcel, .. } => Published::new(&said::NoticeBegun {
            notice_id,
            dossier_id,
            kind,
            at,
            channel: parcel.channel.word().to_owned(),
            segments: parcel.segments,
        })
        .quietly(),
        Event::Sent { .. } => Published::new(&said::NoticeSent {
            notice_id,
            dossier_id,
            kind,
            at,
        }),
        Event::Delivered { .. } => Published::new(&said::NoticeDelivered {
            notice_id,
            dossier_id,
            kind,
            at,
        }),
        Event::SmsRefused { .. } | Event::EmailRefused { .. } => {
            Published::new(&said::NoticeRedirected {
                notice_id,
                dossier_id,
                kind,
                at,
            })
            .quietly()
        }
        Event::Failed { why, .. } => {
            let reason = why.word().to_owned();
            Published::new(&said::NoticeFailed {
                notice_id,
                dossier_id,
                kind,
                at,
                reason,
            })
        }
    };
    match kind_of.is_of_complaint() || kind_of.is_of_booking() || kind_of.is_urgent() {
        // The dossier's own story is not longer for it; the journal keeps it.
        true => fact.quietly(),
        false => fact.about(dossier),
    }
}

/// A row of the list as it is shown.
pub struct Listed {
    pub id: NoticeId,
    pub notice: Notice,
    pub sent_at: Option<Instant>,
}

impl From<Listed> for said::Notice {
    fn from(listed: Listed) -> Self {
        use notification_domain::Stage;
        let Listed {
            id,
            notice,
            sent_at,
        } = listed;
        let state = match notice.stage {
            // Until a provider answers, the person is owed the message.
            Stage::Owed { .. } | Stage::Sending { .. } => "owed",
            Stage::Sent { .. } => "sent",
            Stage::Delivered { .. } => "delivered",
            Stage::Failed { .. } => "failed",
        };
        let failure = match notice.stage {
            Stage::Failed { why, .. } => why.sentence(),
            _ => "",
        };
        let channel = notice
            .channel()
            .map(Channel::word)
            .unwrap_or_default()
            .to_owned();
        let (text, to, segments) = notice
            .parcel
            .map(|parcel| (parcel.text, parcel.to, parcel.segments))
            .unwrap_or_default();
        Self {
            notice_id: id.to_string(),
            dossier_id: notice.owed.key.dossier.to_string(),
            kind: notice.owed.key.kind.to_string(),
            channel,
            state: state.to_owned(),
            text,
            to,
            owed_at: Some(timestamp(notice.owed_at)),
            sent_at: sent_at.map(timestamp),
            segments,
            failure: failure.to_owned(),
        }
    }
}
