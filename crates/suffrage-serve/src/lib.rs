//! Pages and an API over elections and laws, and the same pages as files.
//!
//! One rendering ([`answer`]) serves both: [`server`] is a shell of limits and headers around it,
//! [`publish`] writes what it gives into a folder. Links are relative, so that either may stand
//! anywhere. Words are those of the engine's sentences, or stand in `locales/` (Fluent).

pub mod answer;
pub mod api;
pub mod assets;
pub mod change;
pub mod endpoints;
pub mod figures;
pub mod page;
pub mod pages;
pub mod publish;
pub mod query;
pub mod report;
pub mod route;
pub mod server;
pub mod site;
pub mod upload;
pub mod words;
