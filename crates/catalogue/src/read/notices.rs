use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{NoticeChannel, NoticeTemplate, NoticeValues, Placeholder, sms_segments};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNotice {
    key: String,
    channel: RawChannel,
    text: Spanned<String>,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RawChannel {
    Sms,
    Post,
}

/// What a province pays for: three segments of Vietnamese text, as an apology with two dates and a
/// unit takes.
const MOST_SEGMENTS: usize = 3;

pub(super) fn read(page: &mut Page<'_>) -> Option<NoticeTemplate> {
    let raw: RawNotice = page.parse()?;
    let at = raw.text.referenced;
    let notice = NoticeTemplate {
        key: raw.key,
        channel: match raw.channel {
            RawChannel::Sms => NoticeChannel::Sms,
            RawChannel::Post => NoticeChannel::Post,
        },
        text: raw.text.value.trim().to_owned(),
        source: raw.source,
        verified: raw.verified,
    };
    let used = match notice.placeholders() {
        Ok(used) => used,
        Err(word) => {
            let known = Placeholder::ALL.map(|p| p.to_string()).join(", ");
            page.problem(
                at,
                format!("{{{word}}} is no placeholder; there are {known}"),
            );
            return None;
        }
    };
    if !notice.brackets_hold() {
        let why = "each [ needs its ] and a placeholder in between: what they hold is left out \
                   when the placeholder has no value";
        page.problem(at, why);
        return None;
    }
    if notice.channel == NoticeChannel::Sms {
        if used.contains(&Placeholder::Procedure) {
            let why = "a text message must not name the procedure: it can tell what a person \
                       suffers from or lives on";
            page.problem(at, why);
            return None;
        }
        let segments = sms_segments(&notice.fill(&NoticeValues::typical()));
        if segments > MOST_SEGMENTS {
            let why =
                format!("the text takes {segments} messages once filled in, not {MOST_SEGMENTS}");
            page.problem(at, why);
            return None;
        }
    }
    Some(notice)
}
