//! Who somebody is, as the portal knows it: the account, the session a browser carries, the sign-in
//! with a provider of OpenID Connect, and who may open what. Knows no page and draws none.

pub mod account;
pub mod claims;
pub mod config;
pub mod doors;
pub mod form;
pub mod limiter;
pub mod links;
pub mod memory;
pub mod oidc;
pub mod seal;
pub mod session;
pub mod sign_in;
pub mod way;

pub use account::Account;
pub use doors::{Door, Doors};
pub use seal::Keys;
pub use session::{Limits, Session, Standing};
pub use sign_in::{Cookie, SignIn};
