//! Where registers are kept: on board, in folders of TOML, in a file of entries.

mod entries;
pub mod exchange;
mod failure;
mod known;
mod lines;
mod load;
mod source;
mod store;
mod whole;

pub use entries::Trust;
pub use known::{Board, Stated};
pub use lines::Line;
pub use load::{Recorded, record_sources};
pub use source::{Opened, Statements, on_board, open, read};
pub use store::Store;
pub use suffrage::register::fold::ElectionFact;
pub use whole::{Whole, counted, rules, whole};
