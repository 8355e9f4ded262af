//! Certificates are printed on numbered blanks; each act that issues one sets one aside.

use anyhow::Context as _;
use chassis::Result;
use kernel::CertificateId;
use land_records_domain::{NewCertificate, Serial};
use sqlx::PgConnection;

use crate::{config, store};

/// Gives out blanks one after the other, over those the old books have used.
///
/// The numbering is provisional: blanks are printed by the ministry and allotted to each
/// registry, whose own list takes this one's place.
#[derive(Clone, Debug)]
pub struct Blanks {
    letters: String,
    register: String,
}

impl Blanks {
    /// # Errors
    /// When the letters make no serial.
    pub fn new(settings: &config::Certificate) -> anyhow::Result<Self> {
        let blanks = Self {
            letters: settings.letters.clone(),
            register: settings.register.clone(),
        };
        blanks
            .serial(1)
            .with_context(|| format!("certificate.letters = {:?}", settings.letters))?;
        Ok(blanks)
    }

    fn serial(&self, number: i64) -> anyhow::Result<Serial> {
        Ok(format!("{} {number:08}", self.letters).parse()?)
    }

    /// Sets the next blank aside. The transaction that is lost gives it back.
    pub async fn next(&self, tx: &mut PgConnection) -> Result<NewCertificate> {
        let series = format!("certificate/{}", self.letters);
        let serial = loop {
            let number = agency::next_number(tx, &series).await?;
            let serial = self.serial(number).map_err(chassis::Error::fault)?;
            if store::parcel_of(tx, &serial).await?.is_none() {
                break serial;
            }
        };
        let register = format!("register/{}", self.register);
        let number = agency::next_number(tx, &register).await?;
        Ok(NewCertificate {
            id: CertificateId::mint(),
            serial,
            register_no: format!("{} {number:05}", self.register),
        })
    }
}
