//! The pages, one file each; `contest`, `steps` and `faults` are parts that several share.

pub mod contest;
pub mod count;
pub mod election;
pub mod faults;
pub mod home;
pub mod law;
pub mod readings;
pub mod reference;
pub mod register;
mod steps;
pub mod whatif;
