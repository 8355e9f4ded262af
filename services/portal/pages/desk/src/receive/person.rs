//! Who is known of an identity number already.

use kernel::PartyId;
use proto::intake::v1::FindPersonsRequest;

use portal_ui::{
    failure::Failure,
    fields::Fields,
    format,
    frame::{Lang, Visit},
};

/// Fills what the holder of the number said of themselves last; what was typed stays.
pub async fn fill(visit: &Visit, fields: &mut Fields) -> Result<String, Failure> {
    let request = FindPersonsRequest {
        citizen_id: fields.get("owner.citizen_id").to_owned(),
        purpose: "Điền tờ khai khi tiếp nhận hồ sơ".to_owned(),
    };
    let told = match visit.ask.counter().find_persons(request).await {
        Ok(told) => told.into_inner(),
        Err(status) => {
            let violations = Failure::from(status).violations().into_iter();
            return Ok(violations
                .map(|one| one.sentence)
                .collect::<Vec<_>>()
                .join(" "));
        }
    };
    let Some(known) = told.persons.first() else {
        let none = "Chưa có trong hồ sơ nào trước đây. Nhập họ tên, điện thoại, địa chỉ.";
        return Ok(visit
            .lang
            .pick(
                none,
                "In no earlier dossier. Enter name, telephone, address.",
            )
            .to_owned());
    };
    let person = known.person.clone().unwrap_or_default();
    let said = [
        ("owner.name", &person.name),
        ("owner.phone", &person.phone),
        ("owner.email", &person.email),
        ("owner.address", &person.address),
    ];
    // Most people come in a matter of their own.
    let own = [
        ("answers.beneficiary_name", &person.name),
        ("answers.beneficiary_id", &person.citizen_id),
        ("answers.applicant_name", &person.name),
        ("answers.applicant_id", &person.citizen_id),
        ("answers.phone", &person.phone),
        ("answers.address", &person.address),
    ];
    let organisation = person.citizen_id.parse::<PartyId>();
    let organisation = organisation.is_ok_and(|number| number.is_organisation());
    let own = own.into_iter().filter(|_| !organisation);
    for (name, value) in said.into_iter().chain(own) {
        if !fields.has(name) {
            fields.set(name, value.as_str());
        }
    }
    let at = format::moment(known.at.as_ref())
        .map_or_else(String::new, |at| format::date(at, visit.lang));
    Ok(match visit.lang {
        Lang::Vi => format!(
            "Điền theo hồ sơ {} ngày {at}. Hãy hỏi lại người nộp.",
            known.code
        ),
        Lang::En => format!("From dossier {} of {at}. Ask the person again.", known.code),
    })
}
