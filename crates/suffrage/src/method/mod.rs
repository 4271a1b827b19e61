//! The algorithms, one per file: words and sources, parameters, code, tests of textbook and statute.
//!
//! Each file owns its `Rule`; a law is made of such rules. A rule has no defaults: what a law does
//! not say is a fault of the law file. Never one file per country, never `if country`.

pub mod biproportional;
pub mod black;
pub mod bonus;
pub mod coalition;
pub mod committee;
pub mod condition;
pub mod elimination;
pub mod every_nth;
pub mod exclusion;
pub mod fragments;
pub mod gregory;
pub mod highest_averages;
pub mod history;
pub mod kemeny;
pub mod largest_remainder;
pub mod linked_seats;
pub mod majority;
pub mod marks;
pub mod meek;
pub mod pairwise;
pub mod papers;
pub mod placing;
pub mod preference;
pub mod raise;
pub mod ranked_pairs;
pub mod ranking;
pub mod runoff;
pub mod score;
pub mod shares;
pub mod smith;
pub mod stages;
pub mod surplus;
pub mod trail;
