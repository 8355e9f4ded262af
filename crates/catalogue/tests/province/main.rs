//! The catalogue reads the delivered province, and says what is wrong with a spoilt one.

mod files;
mod folder;
mod procedures;
mod quang_ngai;
mod rest;
