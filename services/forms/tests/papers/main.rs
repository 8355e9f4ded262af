//! The papers as people hold them: what is on them, in which edition, how they look, and what a
//! changed template does.

mod desk;
mod editions;
mod hostile;
mod pictures;
mod templates;
