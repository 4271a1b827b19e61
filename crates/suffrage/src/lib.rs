//! Votes and a written electoral law go in; who is elected, and why, comes out.
//!
//! The engine is pure: no disk, network, clock, dice or float. Read [`law`] for the notation,
//! [`count()`] for the conductor, [`Record`] for what comes out and [`Outcome`] for what follows.
//!
//! ```
//! use suffrage::{LawBook, Outcome, Wish, count};
//! use suffrage::tally::{Candidacy, Contest, Round};
//!
//! // A law on board, as it stands on a day.
//! let laws = suffrage_laws::ALL.iter().map(|(file, text)| suffrage::law::parse::law(file, text).unwrap());
//! let book = LawBook::new(laws.collect());
//! let senate = book.on("fr/senate", "2023-09-24".parse().unwrap(), &[]).unwrap();
//!
//! // Four seats of Meurthe-et-Moselle, 24 September 2023.
//! let list = |code: &str| Candidacy { code: code.into(), name: code.into(), ..Candidacy::default() };
//! let round = Round { number: 1, votes: vec![(0, 934), (1, 750), (2, 152)], ..Round::default() };
//! let contest = Contest {
//!     code: "54".into(), seats: Some(4), candidacies: ["right", "left", "RN"].map(list).into(),
//!     rounds: vec![round], ..Contest::default()
//! };
//!
//! let record = count(&senate, &contest, &[], &Wish::default()).unwrap();
//! let outcome = Outcome::of(&record);
//! assert_eq!([0, 1, 2].map(|place| outcome.seats_of(place)), [2, 2, 0]);
//! ```

mod word;

pub mod number;

pub mod ballots;
pub mod diagnostic;
pub mod tally;

pub mod read;
pub mod record;
pub mod tie;

pub mod method;

pub mod law;

pub mod count;

pub mod outcome;

pub mod register;

pub mod check;
pub mod replay;

pub mod render;

pub use count::{Wish, count};
pub use diagnostic::{Diagnostic, Fault, Lang};
pub use law::{Law, LawBook, LawOnDay};
pub use outcome::Outcome;
pub use record::{Base, Record, Relation, Step, TieBy};
pub use tally::{Candidacy, Contest, Election, Lot, Person, Round};
pub use word::Word;
