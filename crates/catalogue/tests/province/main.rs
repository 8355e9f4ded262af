//! The catalogue reads the delivered province, and says what is wrong with a spoilt one.

mod competence;
mod conditions;
mod conditions_wrong;
mod files;
mod folder;
mod procedures;
mod quang_ngai;
mod reorganisation;
mod rest;
mod tiles;
