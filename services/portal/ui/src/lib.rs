//! What every page is made with: the frame, the words, forms and their errors, the other
//! services as a page speaks to them, and the pieces of pages that recur. No page is here.

pub mod answer;
pub mod assets;
pub mod config;
pub mod directory;
pub mod documents;
pub mod failure;
pub mod fields;
pub mod figures;
pub mod filing;
pub mod format;
pub mod frame;
pub mod gate;
pub mod lookup;
pub mod papers;
pub mod parts;
pub mod said;
pub mod services;
pub mod view;
pub mod who;
pub mod words;
pub mod wrong;

use chassis::Clock;
use portal_account::SignIn;

use crate::{config::Config, directory::Directory, figures::PublicFigures, services::Services};

/// What every page is made with.
#[derive(Debug)]
pub struct Portal {
    pub config: Config,
    pub services: Services,
    pub directory: Directory,
    pub figures: PublicFigures,
    pub clock: Clock,
    pub version: String,
    pub sign_in: SignIn,
}
