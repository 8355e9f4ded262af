//! Words that several of these pages share, in the visitor's language.

use portal_ui::{
    failure::Failure,
    fields::{Errors, Field, Fields},
    frame::Lang,
    services::Service,
};

/// What people call a service.
pub fn called(service: Service, lang: Lang) -> &'static str {
    let en = match service {
        Service::Intake => "One-stop desk",
        Service::Routing => "Routing",
        Service::LandRecords => "Land records",
        Service::SocialWelfare => "Social welfare",
        Service::AgencyDesk => "Other agencies",
        Service::Notification => "Messages",
        Service::Reporting => "Reports",
    };
    lang.pick(service.title(), en)
}

pub fn absent(sentence: &str) -> Failure {
    Failure::Absent(sentence.to_owned())
}

/// An address names an act that no page offers.
pub fn no_act(lang: Lang) -> Failure {
    absent(lang.pick("Không có việc này.", "There is no such act."))
}

/// What is plainly wrong with what was sent, before a service is asked.
pub fn complaints(fields: &[Field], sent: &Fields, lang: Lang) -> Errors {
    let mut errors = Errors::default();
    for field in fields {
        let field = field.clone().in_lang(lang);
        let field = field.filled(sent, &Errors::default());
        if let Some(sentence) = field.complaint() {
            errors.push(field.name, sentence);
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use portal_ui::fields::Kind;

    use super::*;

    #[test]
    fn what_was_left_out_is_named_by_its_input() {
        let fields = [
            Field::new("on", "Ngày", Kind::Date),
            Field::new("reason", "Lý do", Kind::Text),
        ];
        let sent = Fields::from([("on", "2026-07-01"), ("reason", " ")]);
        let errors = complaints(&fields, &sent, Lang::Vi);
        assert_eq!(errors.names(), ["reason"]);
        assert_eq!(errors.of("reason"), "Nhập lý do.");
    }
}
