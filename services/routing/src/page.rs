//! A list in pages: as many routes as asked, and a token for the next.

use chassis::{Result, wire::id};
use routing_domain::Route;
use uuid::Uuid;

/// So many routes a page holds at most, and a list that asks for no pages.
const MOST: u32 = 200;
const WHOLE: i64 = 1000;

/// A page of routes as it was asked for.
pub struct Page {
    /// The route the page before ended with.
    pub after: Option<Uuid>,
    /// None: the whole list.
    size: Option<usize>,
}

impl Page {
    /// # Errors
    /// When the token was not given out with a page before.
    pub fn asked(size: u32, token: &str) -> Result<Self> {
        let after = match token {
            "" => None,
            token => Some(id("page_token", token)?),
        };
        let size = (size > 0).then(|| size.min(MOST) as usize);
        Ok(Self { after, size })
    }

    /// How many routes to read: one more than the page, to know whether there is another.
    pub fn limit(&self) -> i64 {
        self.size.map_or(WHOLE, |size| size as i64 + 1)
    }

    /// The page, and the token of the next; empty when there is none.
    pub fn cut(&self, mut routes: Vec<Route>) -> (Vec<Route>, String) {
        let Some(size) = self.size.filter(|size| routes.len() > *size) else {
            return (routes, String::new());
        };
        routes.truncate(size);
        let last = routes.last();
        let token = last.map_or_else(String::new, |route| route.dossier.to_string());
        (routes, token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_pages_is_whole_and_a_page_reads_one_more() {
        let whole = Page::asked(0, "").unwrap();
        assert_eq!((whole.limit(), whole.after), (WHOLE, None));
        assert_eq!(Page::asked(50, "").unwrap().limit(), 51);
        assert_eq!(Page::asked(9999, "").unwrap().limit(), 201);
        assert!(Page::asked(50, "not a token").is_err());
    }
}
