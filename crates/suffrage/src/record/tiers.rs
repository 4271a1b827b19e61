//! Steps of a count over several tiers: what happened in areas, and between them.
//!
//! An area is a number in [`super::Record::areas`], from 0 for the whole.

use serde::{Deserialize, Serialize};

use super::{Entry, Relation, TieBy, Waiting};
use crate::number::{Exact, Fraction, Rounding, Votes};
use crate::tally::{AreaNumber, Place, Tier};
use crate::word::words;

/// An area as the record names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedArea {
    /// The identity.
    pub code: String,
    /// The name.
    pub name: String,
    /// The tier.
    pub tier: Tier,
    /// The area it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<AreaNumber>,
}

words! {
    /// What a share is taken of, in a tier.
    pub enum TierBase {
        #[doc = "all votes for lists"]
        Votes = "votes",
        #[doc = "ballots that express a choice"]
        Expressed = "expressed",
        #[doc = "electors on the roll"]
        Registered = "registered",
        #[doc = "electors who voted, void ballots included"]
        Voters = "voters",
        #[doc = "votes divided by the seats of the area"]
        PerSeat = "votes per seat",
        #[doc = "seats won in constituencies: the number itself, no share"]
        SeatsWon = "seats won",
        #[doc = "constituencies in which a candidate of the party leads: the number itself, no share"]
        Led = "constituencies led",
    }
}

words! {
    /// In which areas a condition is looked at.
    pub enum TierScope {
        #[doc = "the area of the step"]
        Here = "",
        #[doc = "the whole election"]
        Nation = "in the nation",
        #[doc = "any one constituency"]
        OneConstituency = "in one constituency",
        #[doc = "any two constituencies"]
        TwoConstituencies = "in two constituencies",
        #[doc = "in at least four constituencies"]
        FourConstituencies = "in four constituencies",
        #[doc = "any one region"]
        OneRegion = "in one region",
        #[doc = "any two regions"]
        TwoRegions = "in two regions",
    }
}

impl TierBase {
    /// Whether it is a number that stands for itself, not a figure to take a share of.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::SeatsWon | Self::Led)
    }
}

impl TierScope {
    /// In how many areas of which tier a condition must be met; `None` for one area that is fixed.
    #[must_use]
    pub fn some(self) -> Option<(usize, Tier)> {
        match self {
            Self::Here | Self::Nation => None,
            Self::OneConstituency => Some((1, Tier::Constituency)),
            Self::TwoConstituencies => Some((2, Tier::Constituency)),
            Self::FourConstituencies => Some((4, Tier::Constituency)),
            Self::OneRegion => Some((1, Tier::Region)),
            Self::TwoRegions => Some((2, Tier::Region)),
        }
    }
}

/// A condition with the figure it was held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierTest {
    /// More than, or at least.
    pub relation: Relation,
    /// The share the law names.
    pub share: Fraction,
    /// What it is a share of.
    pub base: TierBase,
    /// In which areas.
    pub scope: TierScope,
    /// The figure of the base and the fewest votes that meet it, where one area decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<(Fraction, Votes)>,
    /// The kind of list it is for, if it is for one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
}

/// The figures of one area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaFigures {
    /// Where.
    pub area: AreaNumber,
    /// Electors on the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Votes>,
    /// Electors who voted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voters: Option<Votes>,
    /// Ballots that express a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expressed: Option<Votes>,
    /// Votes, by place.
    pub votes: Vec<(Place, Votes)>,
}

/// Who leads in a constituency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    /// Where.
    pub area: AreaNumber,
    /// Who.
    pub place: Place,
    /// Its votes.
    pub votes: Votes,
    /// Of so many.
    pub of: Votes,
}

/// A division of the whole among those who were still in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRound {
    /// Seats divided.
    pub seats: u32,
    /// How.
    pub steps: Vec<Entry>,
    /// Who leaves, since it won more below than its share, or, where the law says so, as much: who,
    /// its share, its seats.
    pub leaves: Vec<(Place, u32, u32)>,
    /// Who has more than its first share and leaves with that: who, its share, its first share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capped: Vec<(Place, u32, u32)>,
}

/// What a party has when seats are levelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levelled {
    /// Who.
    pub place: Place,
    /// Its share of the whole.
    pub share: u32,
    /// Seats won below.
    pub won: u32,
    /// Seats it receives now.
    pub levelling: u32,
}

/// A party in an area.
pub type InArea = (Place, AreaNumber);

/// How parties in areas that are equal for a seat were parted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PartedInAreas {
    /// By a rule of the law.
    ByRule {
        /// The rule.
        by: TieBy,
        /// Who goes first, and where.
        first: InArea,
    },
    /// By the lot that people drew.
    ByLot {
        /// Who was drawn, and where.
        first: InArea,
        /// Who drew it, when, and where that is written.
        source: String,
    },
    /// Not yet.
    Waits {
        /// For what.
        why: Waiting,
        /// Seats that stand above until then.
        open: u32,
    },
}

/// The votes of a list, and what votes for persons of its party add to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FragmentRow {
    /// Whose.
    pub place: Place,
    /// Votes for the list.
    pub lists: Votes,
    /// Votes for persons who lost.
    pub lost: Votes,
    /// Votes for persons who won, beyond those needed.
    pub beyond: Votes,
}

/// What a party may claim of seats that are linked to those won below.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Who.
    pub place: Place,
    /// Its votes.
    pub votes: Votes,
    /// Seats won below.
    pub won: u32,
    /// Seats it may claim.
    pub claim: u32,
}

/// What happened in a tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum OfTiers {
    /// Votes for lists, where the files give them; what is above is their sum.
    Lists {
        /// By area.
        figures: Vec<AreaFigures>,
    },
    /// Who has most votes for persons in each constituency.
    Leaders {
        /// By constituency.
        leaders: Vec<Leader>,
        /// Seats that the authority declared, where votes are not at hand: area, who, how many.
        declared: Vec<(AreaNumber, Place, u32)>,
        /// Whether they have the seat; otherwise the list seats must cover it.
        seated: bool,
    },
    /// Seats of an area for the areas in it.
    Apportioned {
        /// Of which area.
        within: AreaNumber,
        /// The figure of each area.
        figures: Vec<(AreaNumber, Fraction)>,
        /// How; in these steps a place is a place in `figures`.
        steps: Vec<Entry>,
        /// The seats of each.
        seats: Vec<(AreaNumber, u32)>,
    },
    /// Who takes part in what follows.
    Threshold {
        /// In which area; `None` for everywhere.
        area: Option<AreaNumber>,
        /// The conditions; one of them is enough if `any`.
        tests: Vec<TierTest>,
        /// One is enough, or all are needed.
        any: bool,
        /// Kinds of lists that are free of them.
        exempt: Vec<String>,
        /// In.
        admitted: Vec<Place>,
        /// Out.
        refused: Vec<Place>,
    },
    /// Lists below come in, since those who take part have too few votes together.
    TakenIn {
        /// In which area.
        area: AreaNumber,
        /// What they must meet together.
        test: TierTest,
        /// The votes of those who took part before.
        together: Votes,
        /// Who comes in: most votes of the others; several if they are equal.
        taken: Vec<Place>,
    },
    /// Votes for persons that won no seat are added to those for lists.
    Fragments {
        /// In which area.
        area: AreaNumber,
        /// By list.
        rows: Vec<FragmentRow>,
    },
    /// The seats of one area are divided.
    Inside {
        /// Which.
        area: AreaNumber,
        /// How many.
        seats: u32,
        /// Seats won in it by those who take no part, taken off before; nothing if there are none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        others: Option<u32>,
        /// The votes divided, where they are not those of the figures.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        votes: Vec<(Place, Votes)>,
        /// What is won are claims, no seats.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        claims: bool,
        /// How.
        steps: Vec<Entry>,
    },
    /// Seats of the whole by the votes of the whole.
    Levelling {
        /// Seats of the whole.
        seats: u32,
        /// Seats of those who take no part, taken off.
        others: u32,
        /// What each must at least receive, where the house grows until that is covered.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        guaranteed: Vec<(Place, u32)>,
        /// One division after another, until nobody leaves.
        rounds: Vec<LevelRound>,
        /// Seats by which the house grows.
        grown: u32,
        /// What each receives.
        rows: Vec<Levelled>,
    },
    /// Seats beside those won below, by claims on what each lacks of its share.
    Linked {
        /// Seats of the whole that are shared.
        seats: u32,
        /// Seats of those who take no part, taken off.
        others: u32,
        /// Which part of what it lacks a party claims.
        part: Fraction,
        /// How a claim is made whole.
        rounding: Rounding,
        /// The seats that are linked.
        pot: u32,
        /// What each won below and claims.
        rows: Vec<Claim>,
        /// How the seats are divided, if the claims are too many, or what they leave.
        steps: Vec<Entry>,
    },
    /// Seats beyond a party's share go back to the areas, which give them to others.
    GivenBack {
        /// Seats of the whole that are shared.
        seats: u32,
        /// Seats of those who take no part, taken off.
        others: u32,
        /// How they are shared.
        steps: Vec<Entry>,
        /// The divisors of the quotients, as the law writes them.
        divisors: String,
        /// Areas that keep their seats.
        spared: Vec<AreaNumber>,
        /// Seats each had before; nobody with none.
        held: Vec<(Place, AreaNumber, u32)>,
        /// Whose seat goes back where, in order.
        back: Vec<(Place, AreaNumber)>,
        /// Who receives one of them where, in order.
        again: Vec<(Place, AreaNumber)>,
    },
    /// The seats of parties go into areas below.
    Placed {
        /// From which area.
        from: AreaNumber,
        /// The divisors, as the law writes them.
        divisors: String,
        /// Of the seats those for whole quotas of a party's own votes per seat, which come first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wholes: Vec<(Place, AreaNumber, u32)>,
        /// Who received where, in order.
        seats: Vec<(Place, AreaNumber)>,
        /// Seats each had there before, where the sequence continues; nobody with none.
        held: Vec<(Place, AreaNumber, u32)>,
        /// Seats placed that had been won there already, and come to nothing more.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        included: Vec<(Place, AreaNumber, u32)>,
        /// Seats won there beyond those placed, which stay.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        beyond: Vec<(Place, AreaNumber, u32)>,
    },
    /// Seats in proportion to parties and to areas at once.
    BothWays {
        /// The figure by which each party shares the whole.
        shares: Vec<(Place, Fraction)>,
        /// How the whole is shared.
        steps: Vec<Entry>,
        /// The seats of each area.
        areas: Vec<(AreaNumber, u32)>,
        /// Divisors of the areas.
        by_area: Vec<(AreaNumber, Exact)>,
        /// Divisors of the parties: votes / area / party, rounded to the nearest, are the seats.
        by_party: Vec<(Place, Exact)>,
        /// The seats.
        seats: Vec<(AreaNumber, Place, u32)>,
    },
    /// Parties in areas are equal for a seat.
    Equal {
        /// Who, and where.
        equals: Vec<InArea>,
        /// How they were parted.
        parted: PartedInAreas,
    },
    /// Which leaders of constituencies the list seats of a party cover.
    Covered {
        /// In which area.
        area: AreaNumber,
        /// Leaders, largest share first within each party.
        seated: Vec<Leader>,
        /// Leaders who are not seated.
        not_seated: Vec<Leader>,
    },
}

impl OfTiers {
    /// The steps by which it was done, in order; none where it is one act.
    #[must_use]
    pub fn inner(&self) -> Vec<&Entry> {
        match self {
            Self::Apportioned { steps, .. }
            | Self::Inside { steps, .. }
            | Self::GivenBack { steps, .. }
            | Self::Linked { steps, .. }
            | Self::BothWays { steps, .. } => steps.iter().collect(),
            Self::Levelling { rounds, .. } => rounds.iter().flat_map(|one| &one.steps).collect(),
            _ => Vec::new(),
        }
    }
}
