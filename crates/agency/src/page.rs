//! Where the next page of a queue begins, as a token for the caller to hand back.

use agency_domain::Case;
use chassis::{Error, Result};
use chrono::{DateTime, Utc};

use crate::store::After;

/// How many cases a page holds.
pub(crate) fn size(asked: u32) -> usize {
    match asked {
        0 => 50,
        asked => asked.min(200) as usize,
    }
}

/// The token of the page after `last`: of a queue by urgency, or of what ended by its end.
pub(crate) fn token(last: &Case, by_end: bool) -> String {
    let at = if by_end {
        last.ended_at()
    } else {
        last.urgent()
    };
    let urgent = at.map(|at| at.timestamp_micros());
    let urgent = urgent.map_or("none".to_owned(), |micros| micros.to_string());
    format!("{urgent}.{}", last.offer.case.uuid().simple())
}

/// # Errors
/// When the token was not given out by [`token`].
pub(crate) fn after(token: &str) -> Result<After> {
    if token.is_empty() {
        return Ok(After::START);
    }
    read(token).ok_or_else(|| {
        Error::field(
            "page_token",
            "Trang này không còn dùng được. Hãy tải lại danh sách từ đầu.",
        )
    })
}

fn read(token: &str) -> Option<After> {
    let (urgent, id) = token.split_once('.')?;
    let urgent = match urgent {
        "none" => None,
        micros => Some(DateTime::<Utc>::from_timestamp_micros(
            micros.parse().ok()?,
        )?),
    };
    let id = id.parse().ok()?;
    Some(After { urgent, id })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_was_not_given_out_is_refused() {
        for bad in [
            "x",
            ".",
            "none.",
            "none.zz",
            "9e9.01900000000070008000000000000001",
            "1",
        ] {
            assert!(matches!(after(bad), Err(Error::Malformed(_))), "{bad}");
        }
        assert_eq!(after("").unwrap(), After::START);
    }

    #[test]
    fn a_token_leads_back_to_its_case() {
        let id = "01900000000070008000000000000001";
        for due in ["none", "1700000000000001", "-5"] {
            let read = after(&format!("{due}.{id}")).unwrap();
            assert_eq!(read.id.simple().to_string(), id);
            assert_eq!(read.urgent.is_none(), due == "none");
        }
    }
}
