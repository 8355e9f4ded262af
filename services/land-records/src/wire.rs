//! The register in the words of the contract.

use ::proto::land_records::v1 as proto;
use chassis::{Error, Result, Violation, Violations, wire::timestamp};
use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeZone as _};
use kernel::{Instant, PartyId, Personal, UnitId};
use land_records_domain::{
    Area, Certificate, Corrected, Holder, LandUse, MeasureError, Origin, Parcel, Place,
    RestrictionKind, Share, Term, Use,
};

/// Area on the wire: `123.4`, or as a certificate prints it: `1.250,4`.
fn area(raw: &str) -> Result<Area, MeasureError> {
    let raw = raw.trim();
    match raw.split_once('.') {
        // A single digit after a full stop is a tenth: no thousands end so.
        Some((whole, tenth)) if tenth.len() == 1 && whole.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{whole},{tenth}").parse()
        }
        _ => raw.parse(),
    }
}

pub fn area_out(area: Area) -> String {
    format!("{}.{}", area.tenths() / 10, area.tenths() % 10)
}

/// Reads a request field by field, so that everything wrong with it is said at once.
#[derive(Default)]
pub struct Reader(Violations);

impl Reader {
    pub fn wrong(&mut self, field: impl Into<String>, remedy: &str) {
        self.0.add(field, remedy);
    }

    pub fn check<T, E: std::fmt::Display>(
        &mut self,
        field: impl Into<String>,
        value: Result<T, E>,
    ) -> Option<T> {
        self.0.check(field, value)
    }

    pub fn place(&mut self, commune: &str, sheet: u32, number: u32) -> Option<Place> {
        let commune = commune.trim();
        if commune.is_empty() || commune.len() > 40 {
            self.wrong("commune", "Hãy chọn xã, phường nơi có đất.");
        }
        for (field, n) in [("sheet", sheet), ("number", number)] {
            if n == 0 || i32::try_from(n).is_err() {
                self.wrong(field, "Phải là số từ 1, ghi theo Giấy chứng nhận.");
            }
        }
        Some(Place {
            commune: UnitId::from(commune),
            sheet,
            number,
        })
    }

    pub fn area(&mut self, field: impl Into<String>, raw: &str) -> Option<Area> {
        self.check(field, area(raw))
    }

    pub fn uses(&mut self, uses: &[proto::LandUse]) -> Vec<Use> {
        if uses.is_empty() {
            self.wrong("uses", "Hãy ghi ít nhất một mục đích sử dụng đất.");
        }
        let mut read = Vec::new();
        for (i, part) in uses.iter().enumerate() {
            let code = part.code.trim().to_uppercase();
            let purpose = LandUse::from_key(&code).ok_or("Không có mã mục đích sử dụng đất này.");
            let purpose = self.check(format!("uses.{i}.code"), purpose);
            let area = self.area(format!("uses.{i}.area"), &part.area);
            let term = self.term(format!("uses.{i}.term"), &part.term);
            if let (Some(purpose), Some(area), Some(term)) = (purpose, area, term) {
                read.push(Use {
                    purpose,
                    area,
                    term,
                });
            }
        }
        read
    }

    fn term(&mut self, field: String, raw: &str) -> Option<Term> {
        match raw.trim() {
            "" => Some(Term::Unstated),
            "lasting" => Some(Term::Lasting),
            day => {
                let remedy = "Thời hạn sử dụng đất là lâu dài hoặc một ngày, dạng năm-tháng-ngày.";
                let day = day.parse::<NaiveDate>().map_err(|_| remedy);
                self.check(field, day).map(Term::Until)
            }
        }
    }

    /// How the land came to be used; none where the request does not say.
    pub fn origin(&mut self, raw: &str) -> Option<Origin> {
        let raw = Some(raw.trim()).filter(|raw| !raw.is_empty())?;
        let origin = Origin::from_key(raw).ok_or("Không có nguồn gốc sử dụng đất này.");
        self.check("origin", origin)
    }

    /// The first moment of the day on a certificate; none where the request does not say.
    pub fn issued_on(&mut self, raw: &str, zone: FixedOffset, now: Instant) -> Option<Instant> {
        let raw = Some(raw.trim()).filter(|raw| !raw.is_empty())?;
        let remedy = "Ngày cấp Giấy chứng nhận phải là một ngày có thật, dạng năm-tháng-ngày.";
        let day = self.check("issued_on", raw.parse::<NaiveDate>().map_err(|_| remedy))?;
        let start = day.and_time(NaiveTime::MIN);
        let start = zone.from_local_datetime(&start).single()?.to_utc();
        if start > now {
            self.wrong(
                "issued_on",
                "Ngày cấp Giấy chứng nhận không được ở tương lai.",
            );
            return None;
        }
        Some(start)
    }

    /// Identity numbers, several with commas between them.
    pub fn parties(&mut self, field: &str, raw: &str) -> Vec<Personal<PartyId>> {
        let numbers = raw.split([',', ';']).map(str::parse::<PartyId>);
        numbers
            .filter_map(|number| self.check(field, number))
            .map(Personal::new)
            .collect()
    }

    pub fn holders(&mut self, field: &str, holders: &[proto::Holder]) -> Vec<Holder> {
        let mut read = Vec::new();
        for (i, holder) in holders.iter().enumerate() {
            let number = holder.citizen_id.parse::<PartyId>();
            let number = self.check(format!("{field}.{i}.citizen_id"), number);
            let share = match (holder.share_numerator, holder.share_denominator) {
                (0, 0) if holders.len() == 1 => Ok(Share::WHOLE),
                (n, d) => Share::new(n, d),
            };
            let share = self.check(format!("{field}.{i}.share_numerator"), share);
            if let (Some(number), Some(share)) = (number, share) {
                read.push(Holder {
                    number: Personal::new(number),
                    name: Personal::new(holder.name.clone()),
                    share,
                });
            }
        }
        read
    }

    /// # Errors
    /// Everything that was wrong.
    pub fn finish(self) -> Result<()> {
        self.0.finish()
    }
}

/// What the domain calls a field, in the words of the request: the first that fits.
pub fn renamed(error: Error, names: &[(&str, &str)]) -> Error {
    let rename = |violation: Violation| {
        let known = names.iter().find_map(|(inner, outer)| {
            let rest = violation.field.strip_prefix(inner)?;
            Some(format!("{outer}{rest}"))
        });
        Violation {
            field: known.unwrap_or(violation.field),
            ..violation
        }
    };
    match error {
        Error::Refused {
            reason,
            sentence,
            violations,
            absent,
        } => Error::Refused {
            reason,
            sentence,
            violations: violations.into_iter().map(rename).collect(),
            absent,
        },
        other => other,
    }
}

pub fn certificate(certificate: &Certificate) -> proto::Certificate {
    proto::Certificate {
        certificate_id: certificate.id.to_string(),
        serial: certificate.serial.to_string(),
        register_no: certificate.register_no.clone(),
        issued_at: Some(timestamp(certificate.issued_at)),
        closed_at: certificate.closed.map(|closed| timestamp(closed.at)),
    }
}

/// Shows who holds the parcel and to whom it is mortgaged: the caller has been recorded.
pub fn parcel(parcel: &Parcel) -> proto::Parcel {
    let holder = |holder: &Holder| proto::Holder {
        name: holder.name.reveal().clone(),
        citizen_id: holder.number.reveal().to_string(),
        share_numerator: holder.share.numerator(),
        share_denominator: holder.share.denominator(),
    };
    let restriction = |restriction: &land_records_domain::Restriction| {
        let (kind, by) = match &restriction.kind {
            RestrictionKind::Mortgage { mortgagee, .. } => ("mortgage", mortgagee.reveal().clone()),
            RestrictionKind::Seizure { by, .. } => ("seizure", by.clone()),
            RestrictionKind::Debt { .. } => ("debt", String::new()),
        };
        proto::Restriction {
            kind: kind.to_owned(),
            by,
            since: Some(timestamp(restriction.since)),
            until: restriction.until.map(timestamp),
        }
    };
    let land_use = |part: &Use| proto::LandUse {
        code: part.purpose.key().to_owned(),
        area: area_out(part.area),
        term: match part.term {
            Term::Lasting => "lasting".to_owned(),
            Term::Until(day) => day.to_string(),
            Term::Unstated => String::new(),
        },
    };
    let correction = |made: &Corrected| proto::Correction {
        dossier_id: made.dossier.to_string(),
        reason: made.reason.reveal().clone(),
        at_cost_of: made.at_cost_of.to_string(),
        at: Some(timestamp(made.at)),
    };
    proto::Parcel {
        address: parcel.address.clone(),
        origin: parcel.origin.key().to_owned(),
        corrections: parcel.corrections.iter().map(correction).collect(),
        parcel_id: parcel.id.to_string(),
        commune: parcel.place.commune.to_string(),
        sheet: parcel.place.sheet,
        number: parcel.place.number,
        area: area_out(parcel.area),
        uses: parcel.uses.iter().map(land_use).collect(),
        holders: parcel.holders().iter().map(holder).collect(),
        certificates: parcel.certificates.iter().map(certificate).collect(),
        restrictions: parcel.restrictions.iter().map(restriction).collect(),
        version: u32::try_from(parcel.version).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_read_as_machines_and_as_certificates_write_them() {
        for (raw, tenths) in [
            ("123.4", 1234),
            ("123", 1230),
            ("123,4", 1234),
            ("1.250,4", 12504),
            ("1.250", 12500),
        ] {
            assert_eq!(area(raw).unwrap().tenths(), tenths, "{raw}");
        }
        for raw in ["", "0", "12.34", "1,25", "-1", "1.2.3", "a.5"] {
            assert!(area(raw).is_err(), "{raw}");
        }
    }
}
