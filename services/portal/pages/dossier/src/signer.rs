//! Who signed a letter, as the letter names them.

use portal_ui::{directory::Names, frame::Visit, services::Service};
use proto::{
    agency::v1::{ListStaffRequest, StaffMember},
    intake::v1::SignedApology,
};

/// How the place of the signature reads; what is empty is written by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signer {
    /// Such as Phó Giám đốc.
    pub title: String,
    pub name: String,
}

/// Who signed for the desk, by name and position; at an agency, who is behind the account.
pub async fn of(visit: &Visit, names: &Names, apology: &SignedApology) -> Signer {
    let (signed, unit) = (apology.signer.as_str(), apology.unit.as_str());
    if !is_account(signed) {
        return Signer {
            title: apology.signer_title.clone(),
            name: signed.to_owned(),
        };
    }
    let own = visit.account.as_ref();
    if own.is_some_and(|own| own.unit.as_deref() == Some(unit)) {
        for host in Service::HOSTS {
            if let Some(known) = member(visit, host, signed, unit).await {
                return Signer {
                    title: known.title,
                    name: known.name,
                };
            }
        }
    }
    // A unit tells nobody else who works in it.
    Signer {
        title: format!("Lãnh đạo {}", names.unit(unit)),
        name: own
            .filter(|_| signed == visit.ask.actor.as_str())
            .map_or_else(String::new, |own| own.name.clone()),
    }
}

/// The officer behind an account, when `host` knows them by name.
async fn member(visit: &Visit, host: Service, account: &str, unit: &str) -> Option<StaffMember> {
    let request = ListStaffRequest {
        unit: unit.to_owned(),
    };
    let told = visit.ask.agency(host).list_staff(request).await.ok()?;
    let mut staff = told.into_inner().staff.into_iter();
    staff.find(|one| one.officer == account && !one.name.is_empty())
}

/// `head:an@org:x`, and no name that somebody wrote.
fn is_account(signed: &str) -> bool {
    let parts = signed.split_once('@');
    parts.is_some_and(|(who, unit)| {
        who.contains(':') && unit.contains(':') && !signed.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::is_account;

    #[test]
    fn a_name_that_was_written_is_no_account() {
        assert!(is_account("head:dang-thi-mau@org:vpdkdd"));
        for written in [
            "Giám đốc Trung tâm",
            "Lê Thị Mẫu",
            "",
            "le.thi@vidu.example",
        ] {
            assert!(!is_account(written), "{written}");
        }
    }
}
