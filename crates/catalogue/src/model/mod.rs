//! What the province's data says, once read and checked.

mod notice;
mod procedure;
mod province;
mod role;
mod unit;

pub use notice::{NoticeChannel, NoticeTemplate, NoticeValues, Placeholder, sms_segments};
pub use procedure::{
    Allowance, AllowanceKind, Channel, ClockStart, Component, FieldKind, FormField, LegKind,
    LegSpec, Procedure, Step,
};
pub use province::{CalendarDay, CodePattern, Field, Link, Province};
pub use role::{Competent, HOSTS, Role, RoleKey, Undetermined, UnitRule};
pub use unit::Unit;
