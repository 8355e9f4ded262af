//! Who may open which page: one row a page, and what has no row is shut.

use kernel::Role;

use crate::Account;

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody, signed in or not.
    Public,
    /// Anybody who signed in.
    SignedIn,
    /// Those who have one of the roles.
    Roles(&'static [Role]),
    /// Nobody.
    Shut,
}

impl Door {
    pub fn opens_to(self, account: Option<&Account>) -> bool {
        match self {
            Self::Public => true,
            Self::SignedIn => account.is_some(),
            Self::Roles(roles) => {
                account.is_some_and(|account| roles.iter().any(|role| account.may(*role)))
            }
            Self::Shut => false,
        }
    }
}

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// As the router writes it, such as `/ho-so/{code}`.
    pub route: &'static str,
    /// Who may look.
    pub look: Door,
    /// Who may send forms to it.
    pub act: Door,
    /// Whether it shows one unit's work: those who do not watch over the whole province see their
    /// own unit's, whatever the address says.
    pub of_unit: bool,
    /// Acts (the last word of the address) that ask for a fresh proof of who one is.
    pub sworn: &'static [&'static str],
}

impl Row {
    pub const fn new(route: &'static str, look: Door, act: Door) -> Self {
        Self {
            route,
            look,
            act,
            of_unit: false,
            sworn: &[],
        }
    }
    pub const fn of_unit(self) -> Self {
        Self {
            of_unit: true,
            ..self
        }
    }
    pub const fn sworn(self, sworn: &'static [&'static str]) -> Self {
        Self { sworn, ..self }
    }
}

/// The rows of every page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doors(pub &'static [Row]);

impl Doors {
    /// The row of a route, by the router's pattern.
    pub fn of_route(&self, route: &str) -> Option<&'static Row> {
        self.0.iter().find(|row| row.route == route)
    }

    /// The row of an address; the one with the fewest blanks, as the router chooses.
    pub fn of_path(&self, path: &str) -> Option<&'static Row> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let fitting = self.0.iter().filter(|row| fits(row.route, path));
        fitting.min_by_key(|row| row.route.matches('{').count())
    }

    /// Whether a link to `path` leads somewhere for `account`. Addresses without a row lead nowhere.
    pub fn lead(&self, path: &str, account: Option<&Account>) -> bool {
        self.of_path(path)
            .is_some_and(|row| row.look.opens_to(account))
    }
}

fn fits(route: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for wanted in route.split('/') {
        if wanted.starts_with("{*") {
            return true;
        }
        match parts.next() {
            Some(part) if wanted == part => {}
            Some(part) if !part.is_empty() && is_blank(wanted, part) => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

/// `{mau}.pdf` is a blank with an end.
fn is_blank(wanted: &str, part: &str) -> bool {
    let blank = wanted
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?.1)));
    blank.is_some_and(|(before, after)| part.starts_with(before) && part.ends_with(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::officer;

    const DESK: &[Role] = &[Role::DeskOfficer, Role::DeskHead];
    const ROWS: &[Row] = &[
        Row::new("/", Door::Public, Door::Shut),
        Row::new("/tai-khoan", Door::SignedIn, Door::SignedIn),
        Row::new("/ban/hang-doi", Door::Roles(DESK), Door::Shut),
        Row::new("/ho-so/{code}", Door::Roles(DESK), Door::Shut),
        Row::new(
            "/ho-so/{code}/giay/{mau}.pdf",
            Door::Roles(DESK),
            Door::Shut,
        ),
        Row::new("/static/{*path}", Door::Public, Door::Shut),
    ];

    #[test]
    fn a_page_opens_to_those_of_its_row_and_nobody_else() {
        let doors = Doors(ROWS);
        let (desk, leader) = (
            officer(),
            Account {
                roles: vec![Role::Leader],
                ..officer()
            },
        );
        let opens = |path, who| doors.lead(path, who);
        assert!(opens("/", None) && opens("/static/a/b.css?v=1", None));
        assert!(!opens("/tai-khoan", None) && opens("/tai-khoan", Some(&leader)));
        assert!(opens("/ban/hang-doi?loc=x", Some(&desk)));
        assert!(!opens("/ban/hang-doi", Some(&leader)) && !opens("/ban/hang-doi", None));
    }

    #[test]
    fn what_has_no_row_is_shut_to_everybody() {
        let doors = Doors(ROWS);
        let all = Account {
            roles: Role::ALL.to_vec(),
            ..officer()
        };
        for path in [
            "/moi",
            "/ho-so",
            "/ho-so/",
            "/ban/hang-doi/x",
            "/ho-so/a/giay/b",
            "",
        ] {
            assert!(!doors.lead(path, Some(&all)), "{path}");
        }
        assert!(doors.lead("/ho-so/H48.1/giay/mau-01.pdf", Some(&all)));
    }
}
