//! The protocol of a count as a PDF that people can sign.
//!
//! [`protocol`] gathers what is said, as plain values; `typeset` (feature of the same name) sets them on
//! pages. Nothing of an election is ever pasted into markup: the typesetter reads values, so a name is
//! shown as it is written, whatever letters it holds.

mod fold;
pub mod protocol;
#[cfg(feature = "typeset")]
mod typeset;

pub use protocol::Protocol;
#[cfg(feature = "typeset")]
pub use typeset::{Missing, pdf};
