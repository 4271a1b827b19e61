//! Seats linked to those won below: what a party may claim, and of which seats.

use super::Allocate;
use super::parse::{Node, Reader};
use crate::method::linked_seats;

/// Seats beside those won below: each party claims a part of what it lacks of its share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What each may claim.
    pub rule: linked_seats::Rule,
    /// The pot whose seats are linked.
    pub pot: String,
    /// How they are divided: by claims if these are too many, and what claims leave by votes.
    pub steps: Vec<Allocate>,
}

impl Reader<'_> {
    pub(super) fn link(&mut self, node: &Node<'_>, name: &str) -> Option<Link> {
        let steps = self.dividing(node, "link", name);
        let (part, rounding) = (self.fraction(node, "claim"), self.rounding(node));
        let pot = self.text(node, "pot");
        let rule = linked_seats::Rule { part: part?, rounding: rounding? };
        Some(Link { rule, pot: pot?, steps: steps? })
    }
}
