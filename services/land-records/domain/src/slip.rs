//! The slip that tells the tax office what to charge: Phiếu chuyển thông tin để xác định
//! nghĩa vụ tài chính về đất đai (Mẫu số 19, Nghị định 151/2025/NĐ-CP).

use chrono::NaiveDate;
use kernel::{DossierId, PartyId, Personal};

use crate::{Area, Origin, Parcel, Place, Refusal, Serial, Use};

/// What the dossier knows that the register does not.
#[derive(Clone, Debug)]
pub struct Filing {
    pub dossier: DossierId,
    /// The code people know the dossier by (mã số hồ sơ TTHC).
    pub code: String,
    pub complete_on: NaiveDate,
    /// The number of the slip that the tax office sent back, which this one replaces.
    pub replaces: Option<String>,
    /// The kind of procedure, in words: `Chuyển nhượng quyền sử dụng đất`.
    pub procedure: String,
    /// What the obligation rests on: the contract, the inheritance deed.
    pub ground: String,
    pub transferors: Vec<Party>,
    pub transferees: Vec<Party>,
}

/// A person as the tax office needs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub name: Personal<String>,
    pub address: Personal<String>,
    /// Also the tax number of a person, since 01/07/2025.
    pub number: Personal<PartyId>,
    pub born: Option<Personal<NaiveDate>>,
}

/// The slip, complete: sections I (dossier), II (land users) and III (land).
#[derive(Clone, Debug)]
pub struct TaxSlip {
    pub filing: Filing,
    pub place: Place,
    pub address: String,
    pub area: Area,
    /// True when the new right will be held in common (sử dụng chung).
    pub in_common: bool,
    pub uses: Vec<Use>,
    pub origin: Origin,
    pub serial: Serial,
    pub register_no: String,
}

/// One line of the paper: its number, its label, and what is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipLine {
    pub number: String,
    pub label: &'static str,
    pub value: Personal<String>,
}

impl TaxSlip {
    /// The slip for a transfer of this parcel that has been examined.
    ///
    /// # Errors
    /// When nobody receives the right, when those who give it away are not all its
    /// holders and only they, or when the parcel has no valid certificate to name.
    pub fn draw(parcel: &Parcel, filing: Filing) -> Result<Self, Refusal> {
        if filing.transferees.is_empty() {
            return Err(Refusal::HolderCount);
        }
        let transferors: Vec<_> = filing
            .transferors
            .iter()
            .map(|p| p.number.clone())
            .collect();
        parcel.belongs_to(&transferors)?;
        let certificate = parcel.certificate().ok_or(Refusal::CertificateNotCurrent)?;
        Ok(Self {
            in_common: filing.transferees.len() > 1,
            filing,
            place: parcel.place.clone(),
            address: parcel.address.clone(),
            area: parcel.area,
            uses: parcel.uses.clone(),
            origin: parcel.origin,
            serial: certificate.serial.clone(),
            register_no: certificate.register_no.clone(),
        })
    }

    /// The slip line by line, in the order of the form.
    pub fn lines(&self) -> Vec<SlipLine> {
        let mut lines = self.dossier_lines();
        let parties = [
            ("2.1", "Bên chuyển quyền", &self.filing.transferors),
            ("2.2", "Bên nhận quyền", &self.filing.transferees),
        ];
        for (section, role, parties) in parties {
            for (i, party) in parties.iter().enumerate() {
                party.write(&format!("{section}.{}", i + 1), role, &mut lines);
            }
        }
        lines.extend(self.land_lines());
        lines
    }

    fn dossier_lines(&self) -> Vec<SlipLine> {
        let Filing {
            code,
            complete_on,
            procedure,
            ground,
            ..
        } = &self.filing;
        let mut lines = vec![
            entry("1.1", "Mã số hồ sơ thủ tục hành chính", code),
            entry("1.2", "Ngày nhận đủ hồ sơ hợp lệ", day(*complete_on)),
            entry("1.3", "Loại thủ tục", procedure),
            entry("1.4", "Căn cứ", ground),
        ];
        let replaced = self.filing.replaces.as_ref();
        lines.extend(
            replaced.map(|number| entry("1.5", "Thay thế Phiếu chuyển thông tin số", number)),
        );
        lines
    }

    fn land_lines(&self) -> Vec<SlipLine> {
        let common = if self.in_common {
            self.area.to_string()
        } else {
            "0,0".to_owned()
        };
        let own = if self.in_common {
            "0,0".to_owned()
        } else {
            self.area.to_string()
        };
        let mut lines = vec![
            entry("3.1", "Thửa đất số", self.place.number),
            entry("3.2", "Tờ bản đồ số", self.place.sheet),
            entry("3.3", "Địa chỉ thửa đất", &self.address),
            entry("3.4", "Diện tích (m²)", self.area),
            entry("3.4.1", "Sử dụng chung (m²)", common),
            entry("3.4.2", "Sử dụng riêng (m²)", own),
            entry("3.5", "Nguồn gốc sử dụng đất", self.origin.words()),
        ];
        for (i, part) in self.uses.iter().enumerate() {
            let purpose = part.purpose;
            let value = format!(
                "{} ({}): {} m²; thời hạn: {}",
                purpose.words(),
                purpose.key(),
                part.area,
                part.term.words()
            );
            lines.push(entry(
                &format!("3.6.{}", i + 1),
                "Mục đích, thời hạn sử dụng đất",
                value,
            ));
        }
        let paper = format!(
            "Giấy chứng nhận số {}, số vào sổ {}",
            self.serial, self.register_no
        );
        lines.push(entry("3.7", "Giấy tờ về quyền sử dụng đất", paper));
        lines
    }
}

impl Party {
    fn write(&self, number: &str, role: &'static str, lines: &mut Vec<SlipLine>) {
        let born = self
            .born
            .as_ref()
            .map_or("-/-".to_owned(), |born| day(*born.reveal()));
        lines.extend([
            entry(number, role, self.name.reveal()),
            entry(&format!("{number}.1"), "Địa chỉ", self.address.reveal()),
            entry(
                &format!("{number}.2"),
                "Mã số thuế/Số định danh cá nhân",
                self.number.reveal(),
            ),
            entry(&format!("{number}.3"), "Ngày sinh", born),
        ]);
    }
}

fn entry(number: &str, label: &'static str, value: impl ToString) -> SlipLine {
    SlipLine {
        number: number.to_owned(),
        label,
        value: Personal::new(value.to_string()),
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
