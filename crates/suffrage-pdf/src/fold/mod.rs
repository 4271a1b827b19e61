//! What stands in lines of a terminal, folded into tables of a page.

pub mod columns;
pub mod tiers;
