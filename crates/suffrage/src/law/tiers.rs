//! Steps that work in a tier of an election: in each constituency, each region, or the nation.
//!
//! A system of several tiers says with `in` where each of its steps works; all its contests are
//! counted as one. The remedies that laws know for overhang (a party wins more seats below than its
//! share) are [`Overhang`], each a reading with a name.

pub use super::levelling::{Guarantee, Level, Others, Overhang};
pub use super::link::Link;
use super::parse::{Node, Reader};
use super::{Allocate, Method, SeatsOf, Start};
use crate::diagnostic::{Fault, near};
use crate::method::highest_averages::Divisors;
use crate::method::largest_remainder;
use crate::method::placing::{Relative, Room, Sequence, StartsFrom};
use crate::number::Fraction;
use crate::record::{Relation, TieBy, TierBase, TierScope};
use crate::tally::Tier;
use crate::word::{Word, words};

/// What a step does in a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InTier {
    /// Persons in each constituency.
    Direct(Direct),
    /// Seats of an area for the areas in it.
    Apportion(Apportion),
    /// Who takes part in what follows.
    Admit(Admission),
    /// Seats of each area divided among lists.
    Allocate(Division),
    /// Seats of the whole by the votes of the whole, less what was won below.
    Level(Level),
    /// Seats beside those won below, by claims on what each lacks.
    Link(Link),
    /// Seats beyond a party's share go back to the areas, which give them to others.
    GiveBack(GiveBack),
    /// The seats of each party go into the areas below.
    Place(Placing),
    /// Seats in proportion to parties and to areas at once.
    BothWays(BothWays),
    /// Which leaders of constituencies are seated.
    Cover(Cover),
}

words! {
    /// When whoever leads in a constituency has the seat.
    pub enum SeatedWhen {
        #[doc = "at once: most votes elect"]
        AtOnce = "at once",
        #[doc = "only if the list seats of the party cover it"]
        Covered = "when covered",
    }
}

words! {
    /// How persons are elected in each constituency.
    pub enum DirectBy {
        #[doc = "whoever has most votes for persons leads"]
        MostVotes = "most votes",
        #[doc = "whoever the authority declared elected, by rules that this system does not count"]
        Declared = "as declared",
    }
}

/// Persons in each constituency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direct {
    /// How they are elected.
    pub by: DirectBy,
    /// When the leader has the seat.
    pub seated: SeatedWhen,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

words! {
    /// A figure of an area by which seats are divided.
    pub enum Measure {
        #[doc = "inhabitants"]
        Inhabitants = "inhabitants",
        #[doc = "electors on the roll"]
        Registered = "registered",
        #[doc = "electors who took part"]
        Voters = "voters",
        #[doc = "ballots that express a choice"]
        Expressed = "expressed",
        #[doc = "votes for the lists that take part"]
        Votes = "votes",
    }
}

/// Seats of an area for the areas in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apportion {
    /// The tier that receives.
    pub to: Tier,
    /// The figures, added up.
    pub by: Vec<Measure>,
    /// Points for each square kilometre, added to them.
    pub surface: Option<Fraction>,
    /// At least so many seats each.
    pub least: u32,
    /// How they are divided.
    pub steps: Vec<Allocate>,
}

/// A condition that looks at areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TierCondition {
    /// More than, or at least.
    pub relation: Relation,
    /// The share; of seats won, the number itself.
    pub share: Fraction,
    /// What it is a share of.
    pub base: TierBase,
    /// In which areas.
    pub scope: TierScope,
}

/// Who takes part in what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// One of the conditions is enough; otherwise all are needed.
    pub any: bool,
    /// The conditions.
    pub conditions: Vec<TierCondition>,
    /// Lists of a kind must meet this instead.
    pub instead: Vec<(String, TierCondition)>,
    /// Lists of these kinds are free of them.
    pub exempt: Vec<String>,
    /// Those with most votes of the others come in until all who take part meet these together.
    pub until: Vec<TierCondition>,
}

words! {
    /// Which votes an area's seats are divided by.
    pub enum VotesOf {
        #[doc = "the votes for lists in the area"]
        Lists = "lists",
        #[doc = "what whole quotas left over in the areas below"]
        LeftOver = "left over below",
        #[doc = "what whole quotas left over in the area itself, after another clause has said who still takes part"]
        LeftOverHere = "left over",
        #[doc = "the votes for lists, and those for persons of the party who lost"]
        Lost = "lists, persons who lost",
        #[doc = "the votes for lists, those for persons of the party who lost, and those for whoever won beyond the runner-up and one"]
        LostAndBeyond = "lists, persons who lost, what winners did not need",
    }
}

words! {
    /// What an allocation gives.
    pub enum Gives {
        #[doc = "seats"]
        Seats = "seats",
        #[doc = "claims: they say how far the house must grow, and are no seats"]
        Claims = "claims",
    }
}

/// Seats of each area divided among lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// So many seats of the area are kept back.
    pub less: u32,
    /// Seats won in it by those who take no part.
    pub others: Others,
    /// By which votes.
    pub votes: VotesOf,
    /// Seats or claims.
    pub gives: Gives,
    /// How.
    pub rule: Allocate,
}

/// Seats won beyond a party's share of the whole go back to the areas in which they were won by the
/// lowest quotients; each such area gives them to parties that lack seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GiveBack {
    /// How shares are found; the divisors are those of the quotients too.
    pub steps: Vec<Allocate>,
    /// The tier in which seats were won.
    pub to: Tier,
    /// Areas with fewer seats keep them all.
    pub spares_below: u32,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

/// By what an area is chosen for a seat of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacedBy {
    /// Its votes there, divided.
    Averages {
        /// The divisors of a party's votes in an area.
        divisors: Divisors,
        /// From which number of seats they start.
        start: StartsFrom,
        /// What a quotient is held against.
        relative: Relative,
    },
    /// What whole quotas left over there: a seat each to the largest.
    Remainders,
    /// A seat for each whole quota of the party's own votes per seat; the rest to the largest remainders.
    Quotas {
        /// From which number of seats they start.
        start: StartsFrom,
    },
}

/// The seats of each party go into the areas below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// The tier that receives.
    pub to: Tier,
    /// By what an area is chosen.
    pub by: PlacedBy,
    /// How many seats an area takes.
    pub room: Room,
    /// In which order.
    pub sequence: Sequence,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

words! {
    /// By what parties share the seats of the whole.
    pub enum PartiesBy {
        #[doc = "votes divided by the seats of the area, each rounded to the nearest whole number, added up"]
        Rounded = "voter numbers, rounded",
        #[doc = "votes divided by the seats of the area, exactly, added up"]
        Exact = "voter numbers, exact",
        #[doc = "votes added up"]
        Votes = "votes",
    }
}

words! {
    /// Whether the strongest list of an area has a seat there in any case.
    pub enum Leader {
        #[doc = "no"]
        Free = "as the divisors give",
        #[doc = "yes, at least one"]
        One = "at least one seat",
    }
}

/// Seats in proportion to parties and to areas at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BothWays {
    /// By what parties share the seats of the whole.
    pub parties: PartiesBy,
    /// The tier whose seats are fixed.
    pub to: Tier,
    /// The strongest list of an area.
    pub leader: Leader,
    /// How equals are parted.
    pub tie: Vec<TieBy>,
}

words! {
    /// Which leaders of constituencies are seated first.
    pub enum Cover {
        #[doc = "those with the largest share of the votes for persons in their constituency"]
        LargestShare = "largest share of votes for persons",
    }
}

/// What a text that should be a condition of a tier lacks.
fn tier_condition(text: &str, relation: Relation) -> Result<TierCondition, Fault> {
    let not_a_share = || Fault::NotAShare { key: "a condition".to_owned(), text: text.to_owned() };
    let (head, scope) = TierScope::ALL
        .iter()
        .filter(|one| !one.0.is_empty())
        .find_map(|(word, scope, _)| {
            let head = text.strip_suffix(word)?.strip_suffix(' ')?;
            Some((head, *scope))
        })
        .unwrap_or((text, TierScope::Here));
    let (share, base) = head.split_once(" of ").ok_or_else(not_a_share)?;
    let share = share.trim().parse().map_err(|_| not_a_share())?;
    let base = TierBase::read(base.trim()).ok_or_else(|| Fault::UnknownWord {
        key: "a condition".to_owned(),
        word: base.to_owned(),
        near: near(base, TierBase::ALL.iter().map(|one| one.0)),
    })?;
    Ok(TierCondition { relation, share, base, scope })
}

impl Reader<'_> {
    /// The step of a clause that says `in`.
    pub(super) fn in_tier(&mut self, node: &Node<'_>, name: &str) -> Option<(Tier, InTier)> {
        let tier = self.word::<Tier>(node, "in");
        let step = match node.form_name() {
            "direct" => {
                let by = self.word::<DirectBy>(node, "direct");
                let (seated, tie) = (self.word(node, "seated"), self.tie(node, name));
                by.zip(seated).map(|(by, seated)| InTier::Direct(Direct { by, seated, tie }))
            }
            "apportion" => self.apportion(node, name).map(InTier::Apportion),
            "admit" => self.admission(node, "admit").map(InTier::Admit),
            "admit_any" => self.admission(node, "admit_any").map(InTier::Admit),
            "allocate" => self.division(node, name).map(InTier::Allocate),
            "level" => self.level(node, name).map(InTier::Level),
            "link" => self.link(node, name).map(InTier::Link),
            "give_back" => self.giving_back(node, name).map(InTier::GiveBack),
            "place" => self.placing(node, name).map(InTier::Place),
            "both_ways" => self.both_ways(node, name).map(InTier::BothWays),
            "cover" => self.word(node, "cover").map(InTier::Cover),
            other => unreachable!("`{other}` does not work in a tier"),
        };
        Some((tier?, step?))
    }

    fn apportion(&mut self, node: &Node<'_>, name: &str) -> Option<Apportion> {
        let steps = self.dividing(node, "apportion", name);
        let to = self.word(node, "to");
        let mut by = Vec::new();
        for (text, span) in self.strings(node, "by").unwrap_or_default() {
            match Measure::read(&text) {
                Some(one) => by.push(one),
                None => {
                    let near = near(&text, Measure::ALL.iter().map(|one| one.0));
                    self.fault(span, Fault::UnknownWord { key: "by".to_owned(), word: text, near });
                }
            }
        }
        let surface = self.fraction(node, "surface");
        let least = self.small(node, "least").unwrap_or(0);
        Some(Apportion { to: to?, by, surface, least, steps: steps? })
    }

    fn admission(&mut self, node: &Node<'_>, key: &str) -> Option<Admission> {
        let conditions = self.tier_conditions(node, key)?;
        let mut instead = Vec::new();
        for (kind, text, span) in self.pairs(node, "instead").unwrap_or_default() {
            match tier_condition(&text, Relation::AtLeast) {
                Ok(condition) => instead.push((kind, condition)),
                Err(fault) => self.fault(span, fault),
            }
        }
        let exempt = self.strings(node, "exempt").unwrap_or_default();
        let exempt = exempt.into_iter().map(|one| one.0).collect();
        let until = self.tier_conditions(node, "until").unwrap_or_default();
        let odd = |one: &&TierCondition| one.base.is_number() || one.scope.some().is_some();
        if let Some(one) = until.iter().find(odd) {
            let (key, text) = ("until".to_owned(), one.base.to_string());
            self.fault(node.span.clone(), Fault::NotAShare { key, text });
        }
        Some(Admission { any: key == "admit_any", conditions, instead, exempt, until })
    }

    fn tier_conditions(&mut self, node: &Node<'_>, key: &str) -> Option<Vec<TierCondition>> {
        let inner = self.open(&super::form::CONDITIONS, node.get(key)?)?;
        let before = self.faults.len();
        let mut all = Vec::new();
        for (key, relation) in [("more_than", Relation::MoreThan), ("at_least", Relation::AtLeast)]
        {
            let Some(value) = inner.get(key) else { continue };
            let texts = match value.get_ref().as_str() {
                Some(text) => vec![(text.to_owned(), value.span())],
                None => self.strings(&inner, key).unwrap_or_default(),
            };
            for (text, span) in texts {
                match tier_condition(&text, relation) {
                    Ok(condition) => all.push(condition),
                    Err(fault) => self.fault(span, fault),
                }
            }
        }
        (self.faults.len() == before && !all.is_empty()).then_some(all)
    }

    /// The steps of a division: highest averages, or whole quotas and the largest remainders.
    pub(super) fn dividing(
        &mut self,
        node: &Node<'_>,
        key: &str,
        name: &str,
    ) -> Option<Vec<Allocate>> {
        let method = self.one_of(node, key, &["highest averages", "largest remainders"])?;
        let tie = self.tie(node, name);
        let step = |seats: SeatsOf, method: Method, tie: Vec<TieBy>| Allocate {
            seats,
            method,
            among: None,
            candidates: None,
            each_at_most: None,
            at_most: None,
            tie,
        };
        let needed: &[&str] = match method {
            "highest averages" => &["divisors"],
            _ => &["quota", "quota_rounding"],
        };
        self.needed(node, needed, method);
        if method == "highest averages" {
            let divisors = self.divisors(node)?;
            let averages = Method::Averages { divisors, start: Start::Zero };
            return Some(vec![step(SeatsOf::All, averages, tie)]);
        }
        let (parts, whole) = (self.word(node, "quota"), self.word(node, "quota_rounding"));
        let rule = {
            let surplus = largest_remainder::Surplus::Refused;
            largest_remainder::Rule { parts: parts?, whole: whole?, surplus, nearly: None }
        };
        let quotas = step(SeatsOf::All, Method::Quotas(rule), Vec::new());
        Some(vec![quotas, step(SeatsOf::Left, Method::Remainders, tie)])
    }

    fn division(&mut self, node: &Node<'_>, name: &str) -> Option<Division> {
        let rule = self.allocate(node, name);
        let votes = self.word_or(node, "votes", VotesOf::Lists);
        let gives = self.word_or(node, "gives", Gives::Seats);
        let others = self.word_or(node, "others", Others::Beside);
        let less = self.small(node, "less").unwrap_or(0);
        Some(Division { less, others: others?, votes: votes?, gives: gives?, rule: rule? })
    }

    fn giving_back(&mut self, node: &Node<'_>, name: &str) -> Option<GiveBack> {
        let steps = self.dividing(node, "give_back", name)?;
        let tie = steps.last().map(|one| one.tie.clone()).unwrap_or_default();
        let spares_below = self.small(node, "spares_below").unwrap_or(0);
        Some(GiveBack { steps, to: self.word(node, "to")?, spares_below, tie })
    }

    fn placing(&mut self, node: &Node<'_>, name: &str) -> Option<Placing> {
        let own = "whole quotas, largest remainders";
        let method =
            self.one_of(node, "place", &["highest averages", "largest remainders", own])?;
        let needed: &[&str] = match method {
            "largest remainders" => &[],
            method if method == own => &["start"],
            _ => &["divisors", "start", "relative"],
        };
        self.needed(node, needed, method);
        if method == own {
            // Quotas are found before any area is looked at: none can be full, and no order matters.
            self.one_of(node, "start", &["zero", "zero, seats won included"])?;
            self.one_of(node, "room", &["any number"]);
            self.one_of(node, "sequence", &["highest first"]);
        }
        let (start, relative) = (self.word(node, "start"), self.word(node, "relative"));
        let by = match needed {
            [] => Some(PlacedBy::Remainders),
            [_] => start.map(|start| PlacedBy::Quotas { start }),
            _ => self.divisors(node).zip(start.zip(relative)).map(|(divisors, both)| {
                let (start, relative) = both;
                PlacedBy::Averages { divisors, start, relative }
            }),
        };
        let (to, room) = (self.word(node, "to"), self.word(node, "room"));
        let (sequence, tie) = (self.word(node, "sequence"), self.tie(node, name));
        Some(Placing { to: to?, by: by?, room: room?, sequence: sequence?, tie })
    }

    fn both_ways(&mut self, node: &Node<'_>, name: &str) -> Option<BothWays> {
        let (parties, to) = (self.word(node, "both_ways"), self.word(node, "to"));
        let (leader, tie) = (self.word(node, "leader"), self.tie(node, name));
        Some(BothWays { parties: parties?, to: to?, leader: leader?, tie })
    }
}
