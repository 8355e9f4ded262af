//! What the province's data says, once read and checked.

mod condition;
mod counter;
mod notice;
mod procedure;
mod province;
mod role;
mod route;
mod rules;
mod staff;
mod tile;
mod unit;

pub use condition::{Condition, Given};
pub use counter::{Capacity, CounterRules, ServiceGroup};
pub use notice::{NoticeChannel, NoticeTemplate, NoticeValues, Placeholder, sms_segments};
pub use procedure::{
    Allowance, AllowanceKind, Channel, ClockStart, Component, FieldKind, FormField, LegKind,
    LegSpec, OpinionSpec, Procedure, Step, TermVariant,
};
pub use province::{CalendarDay, CodePattern, Field, Link, Province, Situation};
pub use role::{Competent, Delegation, HOSTS, Matter, Role, RoleKey, Undetermined, UnitRule};
pub use route::{NoSuchLeg, PlacedLeg};
pub use rules::{
    ComplaintRule, ForwardingRule, Rule, Rules, SupplementPolicy, SupplementRule, WarningRule,
};
pub use staff::Staff;
pub use tile::{Tile, TileLabel, TileMap};
pub use unit::{Difficult, Succession, Unit};
