use crate::{Event, Notice, Stage};

pub(crate) fn evolve(notice: Option<Notice>, event: &Event) -> Option<Notice> {
    if let Event::Owed { owed, at } = event {
        return Some(Notice {
            owed: owed.clone(),
            owed_at: *at,
            attempts: 0,
            parcel: None,
            sms_refused: false,
            email_refused: false,
            stage: Stage::Owed { not_before: *at },
        });
    }
    let mut notice = notice?;
    notice.stage = match event {
        Event::Owed { .. } => notice.stage,
        Event::Deferred { until } => Stage::Owed { not_before: *until },
        Event::Begun { parcel, at } => {
            notice.attempts = notice.attempts.saturating_add(1);
            notice.parcel = Some(parcel.clone());
            Stage::Sending { since: *at }
        }
        Event::Sent { at } => Stage::Sent { at: *at },
        Event::Delivered { at } => Stage::Delivered { at: *at },
        Event::SmsRefused { at } | Event::EmailRefused { at } => {
            match event {
                Event::EmailRefused { .. } => notice.email_refused = true,
                _ => notice.sms_refused = true,
            }
            // Another channel starts with its own patience.
            notice.attempts = 0;
            Stage::Owed { not_before: *at }
        }
        Event::Failed { at, why } => Stage::Failed { at: *at, why: *why },
    };
    Some(notice)
}
