//! What can be asked of the catalogue.

use chrono::NaiveDate;
use kernel::{UnitId, working_time::Calendar};

use crate::{
    CalendarDay, Catalogue, CodePattern, Delegation, Difficult, NoticeChannel, NoticeTemplate,
    Procedure, Province, Role, RoleKey, Rule, Rules, Situation, Staff, SupplementRule, TileMap,
    Unit,
};

impl Catalogue {
    pub fn province(&self) -> &Province {
        &self.province
    }

    /// The numbers the province applies the law with.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The rule for asking more of the person: the procedure's own, or the province's.
    pub fn supplement_rule<'a>(&'a self, procedure: &'a Procedure) -> &'a Rule<SupplementRule> {
        procedure
            .supplement
            .as_ref()
            .unwrap_or(&self.rules.supplement)
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

    /// The officers that the province's list of staff names.
    pub fn staff(&self) -> &[Staff] {
        &self.staff
    }

    /// All versions of all procedures, by code and date.
    pub fn procedures(&self) -> &[Procedure] {
        &self.procedures
    }

    /// What people call the matters a procedure deals with.
    pub fn situations_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Situation> {
        let about = move |one: &&Situation| one.procedures.iter().any(|known| known == code);
        self.situations.iter().filter(about)
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

    /// Who does whose work for which matters, in the order of the file.
    pub fn delegations(&self) -> &[Delegation] {
        &self.delegations
    }

    pub fn notice(&self, key: &str, channel: NoticeChannel) -> Option<&NoticeTemplate> {
        self.notices
            .iter()
            .find(|n| n.key == key && n.channel == channel)
    }

    pub fn notices(&self) -> &[NoticeTemplate] {
        &self.notices
    }

    /// The province as tiles; none of them when its data has no map.
    pub fn tiles(&self) -> &TileMap {
        &self.tiles
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

    /// The mark that makes a place a difficult area (địa bàn khó khăn) on a date; none of it makes
    /// it an ordinary one.
    pub fn difficult_on(&self, place: &UnitId, on: NaiveDate) -> Option<&Difficult> {
        self.unit(place)?.difficult_on(on)
    }

    /// Whether `unit` may receive dossiers of `procedure`.
    ///
    /// Any one-stop centre of the province receives any dossier in scope, whatever place it is
    /// about (tiếp nhận phi địa giới, NĐ 118/2025/NĐ-CP): only the kind of unit counts.
    pub fn may_receive(&self, procedure: &Procedure, unit: &UnitId, on: NaiveDate) -> bool {
        self.unit(unit)
            .is_some_and(|u| u.in_force(on) && procedure.receiving.contains(&u.kind))
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
