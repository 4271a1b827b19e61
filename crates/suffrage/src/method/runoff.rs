//! Instant runoff: the candidate with the fewest votes goes out, the papers pass on, again and again.
//!
//! Also called the alternative vote, preferential voting, ranked choice; with several seats and no
//! winner before the end, "bottoms up". What laws add: whether somebody wins as soon as a majority
//! of the votes still in the count is reached or only when two are left, a majority of the first
//! stage's votes instead, several who cannot win going out together, a minimum in the first stage.
//! Delegates of a party are found by a share: candidates go out until each who is left has reached
//! it, and the number of the elected is whatever that gives, within the seats.
//!
//! Not here: how faulty ballots are read ([`super::marks`]), who goes out together
//! ([`super::exclusion`]), equals ([`crate::tie`]).
//!
//! Sources: D. Lundell and I.D. Hill, *Notes on the Droop quota*, Voting matters 24 (2007), for the
//! majority; Minnesota, Minneapolis City Code 167.60, for several excluded together; New York City
//! Charter 1057-g(e) for the last two; New Zealand, Local Electoral Regulations 2001, schedule 1A,
//! clauses 24-36, for one half.

use super::exclusion::Excludes;
use super::stages::{LastOut, Stages, Undeclared};
use crate::number::{Exact, Fraction, Votes};
use crate::record::{ElectedBy, ExcludedBy, Record, Step};
use crate::tally::Place;
use crate::word::words;

words! {
    /// When somebody has won.
    pub enum Wins {
        #[doc = "with more than half of the votes still in the count at the stage"]
        MajorityOfStage = "majority of the stage",
        #[doc = "with at least half of the votes still in the count at the stage"]
        HalfOfStage = "half of the stage",
        #[doc = "with more than half of the votes counted at the first stage"]
        MajorityOfFirst = "majority of the first stage",
        #[doc = "with more than half of the votes, once two are left"]
        LastTwo = "majority of the last two",
        #[doc = "with more than half of the votes at the first stage, otherwise with most votes once two are left"]
        FirstOrLastTwo = "majority at first, else most of the last two",
        #[doc = "by being left when only as many are left as there are seats"]
        LastLeft = "being left",
        #[doc = "by being left when each who is left has the law's share of the votes still in the count"]
        ShareOfStage = "share of the stage",
        #[doc = "by being left when each who is left has the law's share of the votes of the first stage"]
        ShareOfFirst = "share of the first stage",
    }
}

/// The way of an instant runoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// When somebody has won.
    pub wins: Wins,
    /// Who goes out.
    pub excludes: Excludes,
    /// What becomes of the papers of those who go out last.
    pub last: LastOut,
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

/// Counts from the first stage to the last.
pub fn run(rule: &Rule, stages: &mut Stages<'_>, mut undeclared: Undeclared, record: &mut Record) {
    undeclared.drop_empty(stages);
    stages.write(record);
    let first: Exact = in_count(stages);
    let mut minimum = rule.minimum;
    let mut at_first = true;
    loop {
        undeclared.drop_empty(stages);
        let (continuing, open) = (stages.continuing(), stages.open());
        if open == 0 || continuing.is_empty() {
            return;
        }
        if let Some(place) = winner(rule, stages, &undeclared, &first, at_first) {
            let why = match rule.wins {
                Wins::MajorityOfFirst => ElectedBy::MajorityOfFirst,
                Wins::HalfOfStage => ElectedBy::Half,
                _ => ElectedBy::Majority,
            };
            return stages.elect(place, why, record);
        }
        at_first = false;
        let able: Vec<Place> =
            continuing.iter().copied().filter(|place| !undeclared.holds(*place)).collect();
        let bar = bar(rule, stages, &first);
        let reached =
            bar.as_ref().is_none_or(|bar| continuing.iter().all(|place| stages.of(*place) >= bar));
        if able.len() <= open as usize && !undeclared.goes_early() && reached {
            let why = if bar.is_some() { ElectedBy::Share } else { ElectedBy::LastLeft };
            return stages.elect_all(able, why, record);
        }
        let two = (rule.last == LastOut::LargerOfTwo || rule.wins == Wins::FirstOrLastTwo)
            .then(|| <[Place; 2]>::try_from(able.as_slice()).ok())
            .flatten();
        if let Some(two) = two.filter(|_| open == 1 && continuing.len() == 2) {
            if let Some(place) = stages.larger_of_two(two, record) {
                stages.elect(place, ElectedBy::LargerOfTwo, record);
            }
            return;
        }
        let next = next_out(rule, stages, bar.as_ref(), &mut undeclared, &mut minimum, record);
        let Some((out, why)) = next else {
            return;
        };
        out.iter().for_each(|place| stages.stand[*place as usize] = false);
        record.write(Step::Excluded { places: out.clone(), why });
        let mut left = stages.continuing();
        left.retain(|place| !undeclared.holds(*place));
        if rule.last == LastOut::Stays && left.len() <= stages.open() as usize {
            return stages.elect_all(left, ElectedBy::LastLeft, record);
        }
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
    undeclared: &Undeclared,
    first: &Exact,
    at_first: bool,
) -> Option<Place> {
    let continuing = stages.continuing();
    let of = match rule.wins {
        Wins::LastLeft | Wins::ShareOfStage | Wins::ShareOfFirst => return None,
        Wins::LastTwo if continuing.len() > 2 => return None,
        Wins::FirstOrLastTwo if !at_first => return None,
        Wins::MajorityOfFirst => first.clone(),
        Wins::MajorityOfStage | Wins::HalfOfStage | Wins::LastTwo | Wins::FirstOrLastTwo => {
            in_count(stages)
        }
    };
    let two = Exact::from(2u64);
    let wins = |place: &Place| {
        let double = stages.of(*place).times(&two);
        let half = rule.wins == Wins::HalfOfStage && double == of && !of.is_zero();
        (double > of || half) && !undeclared.holds(*place)
    };
    let winners: Vec<Place> = continuing.into_iter().filter(wins).collect();
    // Two may have exactly half each: then nobody has won yet, and equals are parted at the end.
    <[Place; 1]>::try_from(winners).ok().map(|[one]| one)
}

fn next_out(
    rule: &Rule,
    stages: &Stages<'_>,
    bar: Option<&Exact>,
    undeclared: &mut Undeclared,
    minimum: &mut Option<Votes>,
    record: &mut Record,
) -> Option<(Vec<Place>, ExcludedBy)> {
    let keep = match rule.wins {
        Wins::LastTwo | Wins::FirstOrLastTwo => 2,
        Wins::ShareOfStage | Wins::ShareOfFirst => 0,
        _ => stages.open() as usize,
    };
    if undeclared.goes_early() {
        return Some((undeclared.out(stages, keep, &Exact::zero()), ExcludedBy::Undeclared));
    }
    if let Some(below) = stages.below_minimum(minimum.take(), keep) {
        return Some((below, ExcludedBy::Minimum));
    }
    if let (Excludes::BelowShare, Some(bar)) = (rule.excludes, bar) {
        let (mut below, kept): (Vec<Place>, Vec<Place>) =
            stages.continuing().into_iter().partition(|place| stages.of(*place) < bar);
        below.sort_by(|a, b| stages.of(*a).cmp(stages.of(*b)));
        if !below.is_empty() && !kept.is_empty() {
            return Some((below, ExcludedBy::Minimum));
        }
    }
    let out = stages.together(rule.excludes, keep, &Exact::zero(), None);
    if out.len() > 1 {
        return Some((out, ExcludedBy::CannotWin));
    }
    stages.fewest(&stages.continuing(), record).map(|one| (vec![one], ExcludedBy::Fewest))
}
