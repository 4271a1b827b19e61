//! Who holds which office, by what right, since when, and what follows.
//!
//! A register is a log of [statements](statement), each with its source; [`read`] reads them from
//! files, [`log`] chains them, and [`fold`] makes the [`fold::Register`] that every question is asked
//! of. [`rules`] are the rules of offices, as laws are: clauses with articles and periods of force.

pub mod bring;
pub mod causes;
pub mod conflict;
pub mod consistency;
pub mod fold;
pub mod form;
pub mod give;
mod held;
pub mod log;
pub mod mapping;
mod mapping_form;
mod namesakes;
pub mod popolo;
pub mod power;
pub mod proclaim;
pub mod quality;
pub mod read;
mod rows;
pub mod rules;
pub mod rules_read;
mod same;
pub mod statement;
pub mod story;
pub mod table;
pub mod tenure;
pub mod vacancy;
pub mod when;
pub mod who;
pub mod write;
