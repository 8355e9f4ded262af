//! Who may ask what was sent to whom.

use chassis::permits::{Permits, officials};
use kernel::Role::*;

pub const PERMITS: &[Permits] = &[Permits {
    service: "motcua.notification.v1.NotificationService",
    // Texts to every person of the province: for who runs the sending, and who looks over it.
    methods: &[("ListNotices", officials(&[Operator, Auditor]))],
}];

#[cfg(test)]
mod tests {
    #[test]
    fn every_method_of_the_contract_is_permitted_to_somebody_or_refused_on_purpose() {
        assert_eq!(
            chassis::permits::unlisted(super::PERMITS),
            Vec::<String>::new()
        );
    }
}
