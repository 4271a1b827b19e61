//! Who holds which office, by what right, since when, and what follows.

pub mod form;
pub mod log;
pub mod read;
pub mod rules;
pub mod rules_read;
pub mod statement;
pub mod when;
