//! How far each law on board is proven: clauses read, elections that come out, readings left open.

use rayon::prelude::*;
use serde::Serialize;
use suffrage::law::Clause;
use suffrage::{Law, LawBook};

use crate::{board, history};

/// How far a law is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Every clause was read, and every real election on board comes out.
    Proven,
    /// Every real election on board comes out, but some clauses were not read in a source.
    Exact,
    /// Worked examples come out; no real election is on board.
    Examples,
    /// Nothing on board shows that it counts rightly.
    Unproven,
    /// A real election on board does not come out.
    Fails,
}

/// A law and what is known of it.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// As `fr/senate`.
    pub law: String,
    /// The days for which it is coded.
    pub coded: String,
    /// Clauses, each version counted.
    pub clauses: usize,
    /// Clauses whose article was read in a source.
    pub seen: usize,
    /// Clauses that can be read in several ways.
    pub open: usize,
    /// Worked examples.
    pub examples: usize,
    /// Elections on board counted by it.
    pub elections: Vec<String>,
    /// Those that do not come out as the authority has them.
    pub failing: Vec<String>,
    /// The verdict.
    pub standing: Standing,
}

/// The status of every law, in the order of their ids. Elections are counted on all cores.
#[must_use]
pub fn of(book: &LawBook) -> Vec<Status> {
    let counted: Vec<(String, String, bool)> = board::elections()
        .into_par_iter()
        .filter_map(|id| {
            let expected = board::expected(&id).ok().flatten()?;
            let (law, comes_out) = match history::counted(book, &id) {
                Ok(counted) => {
                    let same = history::all_differs(&id, &expected, &counted).is_empty();
                    (counted.law, same)
                }
                Err(_) => (named(&id)?, false),
            };
            Some((id, law, comes_out))
        })
        .collect();
    book.laws().iter().map(|law| status(law, &counted)).collect()
}

/// The law that an election names, where it cannot be counted.
fn named(id: &str) -> Option<String> {
    let text = board::text(id, "election.toml")?;
    let line = text.lines().find_map(|line| line.strip_prefix("law = \""))?;
    Some(line.trim_end_matches('"').split(':').next()?.to_owned())
}

fn status(law: &Law, counted: &[(String, String, bool)]) -> Status {
    let mut tally = Tally::default();
    tally.add(&law.choose);
    tally.add(&law.sizes);
    tally.add(&law.apply);
    law.systems.iter().for_each(|system| tally.add(&system.clauses));
    let own = counted.iter().filter(|one| one.1 == law.id);
    let failing: Vec<String> = own.clone().filter(|one| !one.2).map(|one| one.0.clone()).collect();
    let elections: Vec<String> = own.map(|one| one.0.clone()).collect();
    let standing = match (elections.is_empty(), failing.is_empty()) {
        (false, false) => Standing::Fails,
        (false, true) if tally.seen == tally.clauses => Standing::Proven,
        (false, true) => Standing::Exact,
        (true, _) if law.examples.is_empty() => Standing::Unproven,
        (true, _) => Standing::Examples,
    };
    Status {
        law: law.id.clone(),
        coded: law.coded.to_string(),
        clauses: tally.clauses,
        seen: tally.seen,
        open: tally.open.len(),
        examples: law.examples.len(),
        elections,
        failing,
        standing,
    }
}

#[derive(Default)]
struct Tally {
    clauses: usize,
    seen: usize,
    open: std::collections::BTreeSet<String>,
}

impl Tally {
    fn add<T>(&mut self, clauses: &[Clause<T>]) {
        self.clauses += clauses.len();
        self.seen += clauses.iter().filter(|one| one.seen.is_some()).count();
        let open = clauses.iter().filter(|one| one.reading.is_some());
        self.open.extend(open.map(|one| one.name.clone()));
    }
}

/// All laws together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Laws.
    pub laws: usize,
    /// Laws whose clauses were all read, and by which every election on board comes out.
    pub proven: usize,
    /// Laws by which every election on board comes out, though some clauses were not read.
    pub exact: usize,
    /// Laws without a real election.
    pub unproven: usize,
    /// Laws with an election that does not come out.
    pub failing: usize,
    /// Clauses.
    pub clauses: usize,
    /// Clauses that were read in a source.
    pub seen: usize,
    /// Clauses with several readings.
    pub open: usize,
    /// Real elections that come out.
    pub elections: usize,
}

impl Totals {
    /// Adds up.
    #[must_use]
    pub fn of(all: &[Status]) -> Self {
        let count = |standing: &[Standing]| {
            all.iter().filter(|one| standing.contains(&one.standing)).count()
        };
        Self {
            laws: all.len(),
            proven: count(&[Standing::Proven]),
            exact: count(&[Standing::Exact]),
            unproven: count(&[Standing::Examples, Standing::Unproven]),
            failing: count(&[Standing::Fails]),
            clauses: all.iter().map(|one| one.clauses).sum(),
            seen: all.iter().map(|one| one.seen).sum(),
            open: all.iter().map(|one| one.open).sum(),
            elections: all.iter().map(|one| one.elections.len() - one.failing.len()).sum(),
        }
    }

    /// The totals as the README tells them.
    #[must_use]
    pub fn told(&self) -> String {
        let Self { laws, proven, exact, unproven, clauses, seen, elections, .. } = self;
        format!(
            "{laws} laws; {elections} real elections come out seat for seat; {proven} laws proven, {exact} exact with clauses unread, {unproven} by worked examples alone; {seen} of {clauses} clauses read in a source."
        )
    }
}
