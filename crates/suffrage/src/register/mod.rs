//! Who holds which office, by what right, since when, and what follows.

pub mod conflict;
pub mod fold;
pub mod form;
pub mod power;
pub mod proclaim;
pub mod read;
pub mod rules;
pub mod rules_read;
pub mod statement;
pub mod story;
pub mod vacancy;
pub mod when;
pub mod who;
