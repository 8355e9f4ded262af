//! What can be asked of the catalogue.

use chrono::NaiveDate;
use kernel::{UnitId, working_time::Calendar};

use crate::{
    CalendarDay, Catalogue, CodePattern, Competent, NoticeChannel, NoticeTemplate, Procedure,
    Province, Role, RoleKey, Undetermined, Unit, UnitRule,
};

impl Catalogue {
    pub fn province(&self) -> &Province {
        &self.province
    }

    /// How people read a field of administration; the key itself when the province names none.
    pub fn field_name<'a>(&'a self, key: &'a str) -> &'a str {
        let named = self.province.fields.iter().find(|field| field.key == key);
        named.map_or(key, |field| field.name.as_str())
    }

    /// Covers no date when the province's calendar could not be read.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The days that differ from their day of the week, in order.
    pub fn calendar_days(&self) -> &[CalendarDay] {
        &self.days
    }

    pub fn codes(&self) -> &CodePattern {
        &self.codes
    }

    /// All versions of all procedures, by code and date.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// The version in force on a date.
    pub fn procedure(&self, code: &str, on: NaiveDate) -> Option<&Procedure> {
        self.procedures
            .iter()
            .find(|p| p.code == code && p.in_force(on))
    }

    /// The version a dossier was received under.
    pub fn procedure_version(&self, code: &str, version: NaiveDate) -> Option<&Procedure> {
        self.procedures
            .iter()
            .find(|p| p.code == code && p.version == version)
    }

    pub fn role(&self, key: &RoleKey) -> Option<&Role> {
        self.roles.get(key)
    }

    pub fn roles(&self) -> impl Iterator<Item = &Role> {
        self.roles.values()
    }

    pub fn notice(&self, key: &str, channel: NoticeChannel) -> Option<&NoticeTemplate> {
        self.notices
            .iter()
            .find(|n| n.key == key && n.channel == channel)
    }

    pub fn notices(&self) -> &[NoticeTemplate] {
        &self.notices
    }

    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.get(id)
    }

    /// Every unit there is or was.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    pub fn units_on(&self, date: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.units.values().filter(move |unit| unit.in_force(date))
    }

    /// The commune-level units (xã, phường, đặc khu) on a date.
    pub fn communes_on(&self, date: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.units_on(date).filter(|unit| unit.is_commune())
    }

    /// The one-stop centres on a date.
    pub fn centres_on(&self, date: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.units_on(date).filter(|unit| unit.is_centre())
    }

    /// Whether `unit` may receive dossiers of `procedure`.
    ///
    /// Any one-stop centre of the province receives any dossier in scope, whatever place it is
    /// about (tiếp nhận phi địa giới, NĐ 118/2025/NĐ-CP): only the kind of unit counts.
    pub fn may_receive(&self, procedure: &Procedure, unit: &UnitId, on: NaiveDate) -> bool {
        self.unit(unit)
            .is_some_and(|u| u.in_force(on) && procedure.receiving.contains(&u.kind))
    }

    /// The unit that is competent for `role` on a date, for a dossier about `place` that
    /// `receiving` took in. Dissolved units are followed to the one that took over.
    ///
    /// # Errors
    /// [`Undetermined`]: the dossier goes to the coordination queue.
    pub fn resolve(
        &self,
        role: &RoleKey,
        place: &UnitId,
        receiving: &UnitId,
        on: NaiveDate,
    ) -> Result<Competent, Undetermined> {
        let role = self
            .role(role)
            .ok_or_else(|| Undetermined::UnknownRole(role.clone()))?;
        let unit = match &role.unit {
            UnitRule::ReceivingCentre => self.today(receiving, on)?,
            UnitRule::Fixed(unit) => self.today(unit, on)?,
            UnitRule::PerCommune(prefix) => {
                let commune = self.today(place, on)?;
                let code = commune.code.as_deref().filter(|_| commune.is_commune());
                let code = code.ok_or_else(|| Undetermined::NotACommune {
                    unit: commune.id.clone(),
                    name: commune.name.clone(),
                })?;
                self.today(&UnitId::new(format!("{prefix}{code}")), on)?
            }
        };
        Ok(Competent {
            unit: unit.id.clone(),
            host: role.host.clone(),
        })
    }

    /// `id`, or the one unit that has taken over its work by `on`.
    fn today(&self, id: &UnitId, on: NaiveDate) -> Result<&Unit, Undetermined> {
        let mut unit = self
            .unit(id)
            .ok_or_else(|| Undetermined::UnknownUnit(id.clone()))?;
        // Each step leads to a later unit; data that leads in a circle ends here, not never.
        for _ in 0..self.units.len() {
            if unit.in_force(on) {
                return Ok(unit);
            }
            unit = match unit.successors.as_slice() {
                [next] => self
                    .unit(next)
                    .ok_or_else(|| Undetermined::UnknownUnit(next.clone()))?,
                [] => break,
                several => return Err(self.split(unit, several)),
            };
        }
        Err(Undetermined::NotInForce {
            unit: unit.id.clone(),
            name: unit.name.clone(),
            on,
        })
    }

    fn split(&self, unit: &Unit, into: &[UnitId]) -> Undetermined {
        let name = |id: &UnitId| {
            self.unit(id)
                .map_or_else(|| id.to_string(), |u| u.name.clone())
        };
        Undetermined::Split {
            unit: unit.id.clone(),
            name: unit.name.clone(),
            successors: into.iter().map(name).collect(),
        }
    }

    /// What the codes of dossiers received by `unit` begin with. Numbers run per prefix and day.
    pub fn dossier_prefix(&self, unit: &UnitId) -> &str {
        let own = self.unit(unit).and_then(|u| u.prefix.as_deref());
        own.unwrap_or(&self.codes.province)
    }

    /// The code of the `seq`-th dossier of a day (mã hồ sơ), such as `H48.21025-261122-0001`.
    pub fn dossier_code(&self, unit: &UnitId, date: NaiveDate, seq: u32) -> String {
        self.codes.write(self.dossier_prefix(unit), date, seq)
    }
}
