//! What a form asks, field by field.

use proto::routing::v1::FormField;

use super::{Means, Sheet};
use crate::{
    fields::{Choice, Errors, Field, Fields, Kind},
    frame::Lang,
};

impl Sheet {
    fn filled<const N: usize>(
        &self,
        all: [Field; N],
        fields: &Fields,
        errors: &Errors,
    ) -> Vec<Field> {
        all.map(|field| field.in_lang(self.lang).filled(fields, errors))
            .into()
    }

    /// Where to file and where the matter lies.
    pub fn places(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        let choice = |unit: &&proto::routing::v1::Unit| Choice {
            value: unit.id.clone(),
            label: unit.name.clone(),
        };
        let communes = self.names.communes().iter().map(choice).collect();
        let centres = self.names.centres().iter().map(choice).collect();
        let land = self
            .procedure
            .fields
            .iter()
            .any(|field| field.key == "parcel_number");
        let place = if land {
            self.t(
                "Xã, phường có thửa đất",
                "Commune or ward where the land lies",
            )
        } else {
            self.t(
                "Xã, phường nơi chủ hồ sơ thường trú",
                "Commune or ward where the applicant lives",
            )
        };
        let centre = self.t(
            "Trung tâm tiếp nhận hồ sơ",
            "Centre that receives the dossier",
        );
        let fields_of = [
            Field::new("place", place, Kind::Select(communes)).hint(self.t(
                "Nơi này quyết định cơ quan nào giải quyết",
                "It decides which agency handles the matter",
            )),
            Field::new("receiving_unit", centre, Kind::Select(centres)).hint(self.t(
                "Trung tâm nào trong tỉnh cũng được; kết quả trả tại đó",
                "Any centre of the province will do; the result is given there",
            )),
        ];
        self.filled(fields_of, fields, errors)
    }

    /// Whose matter it is (chủ hồ sơ).
    pub fn owner(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        // Online nobody can be asked again, and the receipt goes to the telephone.
        let online = |field: Field| {
            if self.means == Means::Online {
                field
            } else {
                field.optional()
            }
        };
        let all = [
            Field::new("owner.name", self.t("Họ và tên", "Full name"), Kind::Text)
                .autocomplete("name")
                .hint(self.t(
                    "Tổ chức: ghi tên tổ chức",
                    "Of an organisation: its own name",
                )),
            Field::new(
                "owner.citizen_id",
                self.t("Số định danh", "Identification number"),
                Kind::Party,
            )
            .hint(party_hint(self.lang)),
            online(
                Field::new(
                    "owner.phone",
                    self.t("Điện thoại nhận tin nhắn", "Phone for text messages"),
                    Kind::Phone,
                )
                .autocomplete("tel"),
            ),
            Field::new("owner.email", self.t("Thư điện tử", "E-mail"), Kind::Email)
                .optional()
                .autocomplete("email"),
            online(
                Field::new("owner.address", self.t("Địa chỉ", "Address"), Kind::Text)
                    .autocomplete("street-address"),
            ),
        ];
        self.filled(all, fields, errors)
    }

    /// Who hands it in for somebody else (người nộp thay).
    pub fn submitter(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        let all = [
            Field::new(
                "submitter.name",
                self.t(
                    "Họ và tên người nộp thay",
                    "Full name of who files for them",
                ),
                Kind::Text,
            )
            .optional(),
            Field::new(
                "submitter.citizen_id",
                self.t("Số định danh người nộp thay", "Their identification number"),
                Kind::Party,
            )
            .hint(person_hint(self.lang))
            .optional(),
            Field::new(
                "submitter.phone",
                self.t("Điện thoại người nộp thay", "Their phone"),
                Kind::Phone,
            )
            .optional(),
        ];
        self.filled(all, fields, errors)
    }

    /// What the procedure's own form asks.
    pub fn answers(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        self.procedure
            .fields
            .iter()
            .map(|field| {
                answer(field, self.lang)
                    .in_lang(self.lang)
                    .filled(fields, errors)
            })
            .collect()
    }

    /// How the result is to be handed over.
    pub fn returning(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        let ways = [
            (
                "counter",
                self.t("Tại quầy nơi nộp hồ sơ", "At the desk where it is filed"),
            ),
            (
                "post",
                self.t(
                    "Qua bưu chính công ích, trả cước khi nhận",
                    "By public post, postage paid on delivery",
                ),
            ),
            ("electronic", self.t("Bản điện tử", "Electronically")),
        ];
        let ways = ways.map(|(value, label)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
        });
        let address = Field::new(
            "return_address",
            self.t("Địa chỉ nhận kết quả", "Address for the result"),
            Kind::Text,
        )
        .hint(self.t(
            "Chỉ điền khi nhận qua bưu chính",
            "Only when it comes by post",
        ))
        .optional();
        let way = self.t("Cách nhận kết quả", "How to receive the result");
        let all = [
            Field::new("return_method", way, Kind::Radios(ways.into())),
            address,
        ];
        self.filled(all, fields, errors)
    }
}

/// What may be written as the number of a person (see [`kernel::PartyId`]).
pub fn person_hint(lang: Lang) -> &'static str {
    lang.pick(
        "12 chữ số trên thẻ căn cước; hộ chiếu: KOR M12345678",
        "12 digits, on the identity card; a passport: KOR M12345678",
    )
}

/// The same of a person or an organisation.
fn party_hint(lang: Lang) -> &'static str {
    lang.pick(
        "12 chữ số trên thẻ căn cước; tổ chức: mã số thuế; hộ chiếu: KOR M12345678",
        "12 digits, on the identity card; an organisation: its tax code; a passport: KOR M12345678",
    )
}

/// The input for one question of a procedure's form.
fn answer(field: &FormField, lang: Lang) -> Field {
    let choices = || {
        let choice = |option: &proto::routing::v1::Option| Choice {
            value: option.value.clone(),
            label: option.label.clone(),
        };
        field.options.iter().map(choice).collect::<Vec<_>>()
    };
    let kind = match field.kind.as_str() {
        "paragraph" => Kind::Paragraph,
        "date" => Kind::Date,
        "citizen-id" => Kind::Digits,
        "party-id" => Kind::Party,
        "phone" => Kind::Phone,
        "amount" => Kind::Amount,
        "area" => Kind::Area,
        "choice" if field.options.len() <= 6 => Kind::Radios(choices()),
        "choice" => Kind::Select(choices()),
        _ => Kind::Text,
    };
    let hint = match field.kind.as_str() {
        "party-id" if field.hint.is_empty() => party_hint(lang),
        _ => &field.hint,
    };
    let asked = Field::new(&format!("answers.{}", field.key), &field.label, kind).hint(hint);
    if field.required {
        asked
    } else {
        asked.optional()
    }
}
