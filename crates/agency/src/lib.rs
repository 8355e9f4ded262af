//! What every agency's service is made of: a leg in custody, the queue, the desk's calls.
//!
//! A service gives its [`Practice`] to [`Agency`], which hears routing and answers the desk's
//! calls. Acts of its own change its register and the case in one transaction, by
//! [`AtWork`].

mod agency;
mod api;
mod by;
mod calls;
mod cases;
mod custody;
mod done;
mod files;
mod kept;
mod many;
mod numbers;
mod offers;
mod page;
mod permits;
mod practice;
mod province;
mod queue;
mod row;
mod store;
mod team;
pub mod wire;

pub use agency::Agency;
pub use api::AgencyApi;
pub use by::By;
pub use cases::Cases;
pub use custody::AtWork;
pub use files::Files;
pub use numbers::next_number;
pub use offers::Offers;
pub use practice::{OwnActNeeded, Practice, told_in_full, within};
pub use province::Province;

use anyhow::Context as _;
use sqlx::{PgPool, migrate::Migrator};

/// The agency's own tables, beside those of the service.
pub static MIGRATIONS: Migrator = sqlx::migrate!();

/// Brings the agency's tables up to date.
///
/// # Errors
/// When the database does not let it.
pub async fn migrate(db: &PgPool) -> anyhow::Result<()> {
    MIGRATIONS.run(db).await.context("the agency's tables")
}
