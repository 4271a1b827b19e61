//! Levelling: seats of the whole by the votes of the whole, less what was won below, and the remedies
//! that laws know for overhang.

use super::Allocate;
use super::parse::{Node, Reader};
use crate::diagnostic::Fault;
use crate::word::words;

words! {
    /// What becomes of a party that won more seats below than its share.
    pub enum Overhang {
        #[doc = "it keeps them and leaves the division; the others divide the rest anew"]
        Leaves = "keeps its seats and leaves",
        #[doc = "it keeps them and leaves, as do all who won their whole share below; nobody gains beyond its first share"]
        LeavesWithFull = "keeps its seats and leaves, with all who have their share",
        #[doc = "it keeps them, and the house grows by as many"]
        HouseGrows = "house grows by them",
        #[doc = "the house grows until its share covers them"]
        UntilCovered = "house grows until they are covered",
        #[doc = "the house grows two by two until its share covers them: an odd house stays odd"]
        UntilCoveredByTwo = "house grows two by two until they are covered",
        #[doc = "it has its share and no more: leaders beyond it are not seated"]
        NotSeated = "not seated beyond the share",
    }
}

impl Overhang {
    /// Whether the house grows until shares cover what is guaranteed.
    #[must_use]
    pub fn covers(self) -> bool {
        matches!(self, Self::UntilCovered | Self::UntilCoveredByTwo)
    }
}

words! {
    /// Whether seats of others count in the seats that are divided.
    pub enum Others {
        #[doc = "seats won by others are taken off first"]
        TakenOff = "taken off",
        #[doc = "all seats are divided among those who take part"]
        Beside = "beside the house",
    }
}

words! {
    /// What each party must at least receive when the house grows.
    pub enum Guarantee {
        #[doc = "the seats it has won"]
        Won = "seats won",
        #[doc = "in each region the larger of direct seats and claims"]
        Larger = "larger of direct seats and claims",
        #[doc = "in each region the larger of direct seats and their mean with the claims, rounded up; in all no fewer than the claims"]
        Mean = "larger of direct seats and the mean with claims",
    }
}

/// Seats of the whole by the votes of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// How shares are found.
    pub steps: Vec<Allocate>,
    /// What becomes of overhang.
    pub overhang: Overhang,
    /// Seats of those who take no part.
    pub others: Others,
    /// What growth must cover, where the house grows until seats are covered.
    pub guarantee: Option<Guarantee>,
    /// So many seats may stay uncovered.
    pub uncovered: u32,
}

impl Reader<'_> {
    /// The step of a clause that levels.
    pub(super) fn level(&mut self, node: &Node<'_>, name: &str) -> Option<Level> {
        let steps = self.dividing(node, "level", name);
        let (overhang, others) = (self.word(node, "overhang"), self.word(node, "others"));
        let guarantee = match node.get("guarantee") {
            Some(_) => self.word(node, "guarantee").map(Some),
            None => Some(None),
        };
        if overhang.is_some_and(Overhang::covers) && node.get("guarantee").is_none() {
            let (key, form) = ("guarantee".to_owned(), "a house that grows".to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key, form });
        }
        let uncovered = self.small(node, "uncovered").unwrap_or(0);
        Some(Level {
            steps: steps?,
            overhang: overhang?,
            others: others?,
            guarantee: guarantee?,
            uncovered,
        })
    }
}
