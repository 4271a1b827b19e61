//! Instant runoff: the candidate with the fewest votes goes out, the papers pass on, again and again.
//!
//! Also called the alternative vote, preferential voting, ranked choice; with several seats and no
//! winner before the end, "bottoms up". What laws add: whether somebody wins as soon as a majority
//! of the votes still in the count is reached or only when two are left, a majority of the first
//! stage's votes instead, several who cannot win going out together, a minimum in the first stage.
//! Delegates of a party are found by a share: candidates go out until each who is left has reached
//! it, and the number of the elected is whatever that gives, within the seats.
//!
//! Not here: how faulty ballots are read ([`super::marks`]), equals ([`crate::tie`]).
//!
//! Sources: D. Lundell and I.D. Hill, *Notes on the Droop quota*, Voting matters 24 (2007), for the
//! majority; Minnesota, Minneapolis City Code 167.60, for several excluded together.

use super::stages::Stages;
use crate::number::{Exact, Fraction, Votes};
use crate::record::{ElectedBy, ExcludedBy, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// When somebody has won.
    pub enum Wins {
        #[doc = "with more than half of the votes still in the count at the stage"]
        MajorityOfStage = "majority of the stage",
        #[doc = "with more than half of the votes counted at the first stage"]
        MajorityOfFirst = "majority of the first stage",
        #[doc = "with more than half of the votes, once two are left"]
        LastTwo = "majority of the last two",
        #[doc = "by being left when only as many are left as there are seats"]
        LastLeft = "being left",
        #[doc = "by being left when each who is left has the law's share of the votes still in the count"]
        ShareOfStage = "share of the stage",
        #[doc = "by being left when each who is left has the law's share of the votes of the first stage"]
        ShareOfFirst = "share of the first stage",
    }
}

words! {
    /// Who goes out at a stage.
    pub enum Excludes {
        #[doc = "the one with the fewest votes"]
        One = "the lowest",
        #[doc = "all who together have fewer votes than the next above them"]
        CannotWin = "all who cannot win",
        #[doc = "all who together, and with every surplus not yet passed on, have fewer votes than the next above them; at once, before any surplus passes on"]
        CannotWinAtOnce = "all who cannot win, at once",
        #[doc = "all who have not the law's share, together; if nobody has it, the one with the fewest votes"]
        BelowShare = "all below the share",
    }
}

/// The way of an instant runoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// When somebody has won.
    pub wins: Wins,
    /// Who goes out.
    pub excludes: Excludes,
    /// Votes without which nobody stays after the first stage.
    pub minimum: Option<Votes>,
    /// The share that whoever is elected must reach, where `wins` asks for one.
    pub share: Option<Fraction>,
}

impl Wins {
    /// Whether the law must say a share.
    #[must_use]
    pub fn asks_for_a_share(self) -> bool {
        matches!(self, Self::ShareOfStage | Self::ShareOfFirst)
    }

    /// Whether the count ends with one who is elected.
    #[must_use]
    pub fn is_for_one(self) -> bool {
        !self.asks_for_a_share() && self != Self::LastLeft
    }
}

/// Counts from the first stage to the last. `first_out` go out before anybody else.
pub fn run(rule: &Rule, stages: &mut Stages<'_>, first_out: &[Place], record: &mut Record) {
    stages.write(record);
    let first: Exact = in_count(stages);
    let mut undeclared: Vec<Place> = first_out.to_vec();
    let mut minimum = rule.minimum;
    loop {
        if undeclared.iter().all(|place| stages.of(*place).is_zero()) {
            undeclared.iter().for_each(|place| stages.stand[*place as usize] = false);
            undeclared.clear();
        }
        let (continuing, open) = (stages.continuing(), stages.open());
        let left = u32::try_from(continuing.len()).unwrap_or(u32::MAX);
        if open == 0 || continuing.is_empty() {
            return;
        }
        if let Some(place) = winner(rule, stages, &continuing, &undeclared, &first) {
            return elect(stages, place, ElectedBy::Majority, record);
        }
        let bar = bar(rule, stages, &first);
        let reached =
            bar.as_ref().is_none_or(|bar| continuing.iter().all(|place| stages.of(*place) >= bar));
        if left <= open && undeclared.is_empty() && reached {
            let mut order = continuing;
            order.sort_by(|a, b| stages.of(*b).cmp(stages.of(*a)));
            let why = if bar.is_some() { ElectedBy::Share } else { ElectedBy::LastLeft };
            order.iter().for_each(|place| elect(stages, *place, why, record));
            return;
        }
        let (out, why) = if undeclared.iter().any(|place| !stages.of(*place).is_zero()) {
            (std::mem::take(&mut undeclared), ExcludedBy::Undeclared)
        } else {
            match next_out(rule, stages, bar.as_ref(), &mut minimum, record) {
                Some(out) => out,
                None => return,
            }
        };
        out.iter().for_each(|place| stages.stand[*place as usize] = false);
        record.write(Step::Excluded { places: out.clone(), why });
        stages.pass_on(&out, None, record);
        stages.write(record);
    }
}

/// The votes that each who is elected must reach, where the law asks for a share.
fn bar(rule: &Rule, stages: &Stages<'_>, first: &Exact) -> Option<Exact> {
    let base = if rule.wins == Wins::ShareOfFirst { first.clone() } else { in_count(stages) };
    let share = rule.share.filter(|_| rule.wins.asks_for_a_share())?;
    Some(base.times(&Exact::from(share.over())).over(&Exact::from(share.under())))
}

/// All votes still in the count.
fn in_count(stages: &Stages<'_>) -> Exact {
    stages.votes.iter().sum()
}

fn winner(
    rule: &Rule,
    stages: &Stages<'_>,
    continuing: &[Place],
    undeclared: &[Place],
    first: &Exact,
) -> Option<Place> {
    let of = match rule.wins {
        Wins::LastLeft | Wins::ShareOfStage | Wins::ShareOfFirst => return None,
        Wins::LastTwo if continuing.len() > 2 => return None,
        Wins::MajorityOfFirst => first.clone(),
        Wins::MajorityOfStage | Wins::LastTwo => in_count(stages),
    };
    let two = Exact::from(2u64);
    continuing
        .iter()
        .copied()
        .filter(|place| !undeclared.contains(place))
        .find(|place| stages.of(*place).times(&two) > of)
}

fn elect(stages: &mut Stages<'_>, place: Place, why: ElectedBy, record: &mut Record) {
    record.write(Step::Chosen { place, votes: stages.of(place).clone(), why });
    stages.stand[place as usize] = false;
    stages.elected.push(place);
}

fn next_out(
    rule: &Rule,
    stages: &Stages<'_>,
    bar: Option<&Exact>,
    minimum: &mut Option<Votes>,
    record: &mut Record,
) -> Option<(Vec<Place>, ExcludedBy)> {
    let keep = match rule.wins {
        Wins::LastTwo => 2,
        Wins::ShareOfStage | Wins::ShareOfFirst => 0,
        _ => stages.open() as usize,
    };
    if let Some(least) = minimum.take().map(Exact::from) {
        let mut below: Vec<Place> =
            stages.continuing().into_iter().filter(|place| *stages.of(*place) < least).collect();
        below.sort_by(|a, b| stages.of(*a).cmp(stages.of(*b)));
        if !below.is_empty() && stages.continuing().len() - below.len() >= keep {
            return Some((below, ExcludedBy::Minimum));
        }
    }
    if let (Excludes::BelowShare, Some(bar)) = (rule.excludes, bar) {
        let (mut below, kept): (Vec<Place>, Vec<Place>) =
            stages.continuing().into_iter().partition(|place| stages.of(*place) < bar);
        below.sort_by(|a, b| stages.of(*a).cmp(stages.of(*b)));
        if !below.is_empty() && !kept.is_empty() {
            return Some((below, ExcludedBy::Minimum));
        }
    } else if rule.excludes != Excludes::One {
        let out = stages.cannot_win(keep, &Exact::zero());
        if out.len() > 1 {
            return Some((out, ExcludedBy::CannotWin));
        }
    }
    stages.fewest(&stages.continuing(), record).map(|one| (vec![one], ExcludedBy::Fewest))
}
