//! Who is competent for a part of a route: by place, field and procedure, and not by where the
//! dossier was filed (NĐ 118/2025/NĐ-CP).

use chrono::NaiveDate;
use kernel::UnitId;

use crate::{Catalogue, Competent, Matter, RoleKey, Undetermined, Unit, UnitRule};

impl Catalogue {
    /// The unit that is competent for `role` on a date: whom a delegation in force names (of
    /// several, the last in the file), or else whom the role itself leads to. Units no longer in
    /// force are followed to the one that took over.
    ///
    /// # Errors
    /// [`Undetermined`]: the leg goes to the coordination queue.
    pub fn resolve(
        &self,
        role: &RoleKey,
        matter: &Matter<'_>,
        on: NaiveDate,
    ) -> Result<Competent, Undetermined> {
        let role = self
            .role(role)
            .ok_or_else(|| Undetermined::UnknownRole(role.clone()))?;
        let delegation = self
            .delegations
            .iter()
            .rfind(|d| d.role == role.key && d.covers(matter, on));
        let (rule, host) = delegation.map_or((&role.unit, &role.host), |d| (&d.unit, &d.host));
        Ok(Competent {
            unit: self.led_to(rule, matter, on)?.id.clone(),
            host: host.clone(),
            delegated_by: delegation.map(|d| d.source.clone()),
        })
    }

    fn led_to(
        &self,
        rule: &UnitRule,
        matter: &Matter<'_>,
        on: NaiveDate,
    ) -> Result<&Unit, Undetermined> {
        match rule {
            UnitRule::ReceivingCentre => self.today(matter.receiving, matter.place, on),
            UnitRule::Fixed(unit) => self.today(unit, matter.place, on),
            UnitRule::PerCommune(prefix) => {
                let commune = self.today(matter.place, matter.place, on)?;
                if !commune.is_commune() {
                    return Err(Undetermined::NotACommune {
                        unit: commune.id.clone(),
                        name: commune.name.clone(),
                    });
                }
                self.today(&counterpart(prefix, commune), matter.place, on)
            }
            UnitRule::PerDistrict(prefix) => {
                let place = self.today(matter.place, matter.place, on)?;
                let district = self.district_of(place, on)?;
                self.today(&counterpart(prefix, district), matter.place, on)
            }
        }
    }

    /// The district a place lies in on a date; the place itself where it is one: a district without
    /// communes, as Lý Sơn was.
    fn district_of<'a>(&'a self, place: &'a Unit, on: NaiveDate) -> Result<&'a Unit, Undetermined> {
        let above = std::iter::successors(Some(place), |unit| self.unit(unit.parent.as_ref()?));
        // A place lies in a district, a district in a province: anything deeper is a mistake.
        let mut above = above.take(4);
        above
            .find(|unit| unit.is_district() && unit.in_force(on))
            .ok_or_else(|| Undetermined::NoDistrict {
                unit: place.id.clone(),
                name: place.name.clone(),
                on,
            })
    }

    /// `id`, or the one unit that does its work on a date, where need be for `place`.
    fn today(&self, id: &UnitId, place: &UnitId, on: NaiveDate) -> Result<&Unit, Undetermined> {
        let unit = self
            .unit(id)
            .ok_or_else(|| Undetermined::UnknownUnit(id.clone()))?;
        self.doing_the_work_of(unit, place, on)
    }
}

/// The agency of a commune or district: `org:kt-` and `adm:21025` make `org:kt-21025`.
pub(crate) fn counterpart(prefix: &str, of: &Unit) -> UnitId {
    let id = of.id.as_str();
    UnitId::new(format!("{prefix}{}", id.strip_prefix("adm:").unwrap_or(id)))
}
