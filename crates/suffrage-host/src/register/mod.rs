//! Where registers are kept: on board, in folders of TOML, in a file of entries.

mod known;
mod source;
mod whole;

pub use known::{Board, Stated};
pub use source::{Opened, Statements, on_board, open, read};
pub use whole::{Whole, counted, rules, whole};
