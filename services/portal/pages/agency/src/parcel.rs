//! What the land register holds on a parcel, as the officer compares it with the papers.

use proto::land_records::v1::Parcel;

use portal_ui::{format, frame::Lang};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParcelView {
    pub title: String,
    pub rows: Vec<(&'static str, String)>,
    /// Restrictions in force, each a warning.
    pub warnings: Vec<String>,
    pub problem: Vec<String>,
}

impl ParcelView {
    pub fn missing(problem: Vec<String>) -> Self {
        Self {
            problem,
            ..Self::default()
        }
    }

    pub fn of(parcel: &Parcel, lang: Lang) -> Self {
        let pick = |vi, en| lang.pick(vi, en);
        let uses = parcel
            .uses
            .iter()
            .map(|part| format!("{} {} m²", part.code, format::decimal(&part.area, lang)));
        let holders = parcel.holders.iter().map(|holder| {
            let share = match (holder.share_numerator, holder.share_denominator) {
                (1, 1) | (_, 0) => String::new(),
                (part, whole) => format!(" ({part}/{whole})"),
            };
            format!("{}, {}{share}", holder.name, holder.citizen_id)
        });
        let certificates = parcel.certificates.iter().map(|certificate| {
            let state = match format::moment(certificate.closed_at.as_ref()) {
                Some(closed) => format!(
                    "{} {}",
                    pick("hết hiệu lực", "void since"),
                    format::date(closed, lang)
                ),
                None => pick("đang có hiệu lực", "in force").to_owned(),
            };
            format!(
                "{}, {} {} ({state})",
                certificate.serial,
                pick("vào sổ", "entered as"),
                certificate.register_no
            )
        });
        let in_force = parcel
            .restrictions
            .iter()
            .filter(|restriction| restriction.until.is_none());
        let warnings = in_force.map(|restriction| {
            let kind = match restriction.kind.as_str() {
                "mortgage" => pick("Đang thế chấp", "Mortgaged"),
                "seizure" => pick("Đang bị kê biên", "Seized"),
                "debt" => pick("Đang ghi nợ nghĩa vụ tài chính", "A debt is noted"),
                other => other,
            };
            format!(
                "{kind}: {}, {} {}",
                restriction.by,
                pick("từ", "since"),
                format::stamp(restriction.since.as_ref(), lang)
            )
        });
        Self {
            title: match lang {
                Lang::Vi => format!("Thửa {}, tờ {}", parcel.number, parcel.sheet),
                Lang::En => format!("Parcel {}, sheet {}", parcel.number, parcel.sheet),
            },
            rows: vec![
                (
                    pick("Diện tích", "Area"),
                    format!("{} m²", format::decimal(&parcel.area, lang)),
                ),
                (pick("Mục đích", "Use"), uses.collect::<Vec<_>>().join("; ")),
                (
                    pick("Người sử dụng đất", "Holders"),
                    holders.collect::<Vec<_>>().join("; "),
                ),
                (
                    pick("Giấy chứng nhận", "Certificates"),
                    certificates.collect::<Vec<_>>().join("; "),
                ),
            ],
            warnings: warnings.collect(),
            problem: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proto::land_records::v1::{Holder, Restriction};

    use super::*;

    #[test]
    fn restrictions_in_force_are_warnings_and_lifted_ones_are_not() {
        let restriction = |until| Restriction {
            kind: "mortgage".to_owned(),
            by: "Ngân hàng Mẫu".to_owned(),
            since: None,
            until,
        };
        let lifted = Some(prost_types::Timestamp::default());
        let holder = Holder {
            name: "Lê Thị Mẫu".to_owned(),
            citizen_id: "051000000001".to_owned(),
            share_numerator: 1,
            share_denominator: 2,
        };
        let parcel = Parcel {
            area: "123.4".to_owned(),
            holders: vec![holder],
            restrictions: vec![restriction(None), restriction(lifted)],
            ..Parcel::default()
        };
        let shown = ParcelView::of(&parcel, Lang::Vi);
        assert_eq!(shown.warnings.len(), 1);
        assert!(shown.warnings[0].starts_with("Đang thế chấp: Ngân hàng Mẫu"));
        assert_eq!(shown.rows[0].1, "123,4 m²");
        assert_eq!(shown.rows[2].1, "Lê Thị Mẫu, 051000000001 (1/2)");
    }
}
