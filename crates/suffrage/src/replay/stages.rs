//! The stages of a count by transfers, looked at again: nothing is lost, the right ones go and stay.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::Pairs;
use super::{Holds, holds};
use crate::ballots::What;
use crate::number::{Exact, Votes};
use crate::record::{ElectedBy, ExcludedBy, Step};
use crate::tally::{Contest, Place};

/// What the steps so far have said.
#[derive(Default)]
pub(super) struct Seen {
    cast: Votes,
    votes: BTreeMap<Place, Exact>,
    gone: BTreeSet<Place>,
    quota: Option<Exact>,
    number: u32,
    order: Vec<Vec<Place>>,
    pairs: Pairs,
    /// The two who ran off, and how many ballots prefer each.
    final_pair: Option<([Place; 2], [Votes; 2])>,
    /// Papers of somebody's surplus that were drawn and are to pass on next.
    drawn: Option<(Place, Votes)>,
    /// What the elected keep whose papers were drawn.
    kept: BTreeMap<Place, Exact>,
}

impl Seen {
    /// Whether nobody who stands before `place` in the order is still left.
    fn first(&self, place: Place) -> bool {
        let before = self.order.iter().take_while(|group| !group.contains(&place));
        before.flatten().all(|one| self.gone.contains(one))
    }

    pub fn step(&mut self, step: &Step, contest: &Contest) -> Holds {
        match step {
            Step::Ballots { cast, withdrawn, .. } => {
                self.cast = *cast;
                let given = contest.ballots.as_ref().map(|ballots| ballots.cast());
                holds(given == Some(*cast), "not as many ballots as in the contest")?;
                let gone = (0..).zip(&contest.candidacies).filter(|(_, one)| one.withdrawn);
                let gone: Vec<Place> = gone.map(|(place, _)| place).collect();
                holds(gone == *withdrawn, "others withdrew than the contest says")
            }
            Step::Bar { quota, .. } | Step::Keep { quota, .. } => {
                self.quota = Some(quota.clone());
                Ok(())
            }
            Step::Stage { number, votes, lost } => {
                self.number += 1;
                let all: Exact = votes.iter().map(|one| &one.1).sum();
                let lost: Exact = lost.iter().map(|one| &one.1).sum();
                self.votes = votes.iter().cloned().collect();
                let keep =
                    self.kept.iter().all(|(place, kept)| self.votes.get(place) == Some(kept));
                holds(keep, "somebody whose papers were drawn has not what was left")?;
                holds(*number == self.number, "a stage is missing")?;
                holds(all + &lost == Exact::from(self.cast), "the votes of a stage do not add up")
            }
            Step::Compared { ballots } => {
                let crowded = ballots.iter().enumerate().any(|(a, row)| {
                    row.iter().enumerate().any(|(b, votes)| votes + ballots[b][a] > self.cast)
                });
                self.pairs.compared(ballots);
                holds(!crowded, "a pair has more ballots than were cast")
            }
            Step::Points { number, points, .. } => {
                self.number += 1;
                self.votes = points.iter().cloned().collect();
                holds(*number == self.number, "a stage is missing")?;
                self.pairs.step(step)
            }
            Step::Locked { .. }
            | Step::Condorcet { .. }
            | Step::Smith { .. }
            | Step::Best { .. } => self.pairs.step(step),
            Step::Committees { committees, .. } => {
                // Whoever is seated stands in a winning committee.
                let all: BTreeSet<Place> = committees.iter().flatten().copied().collect();
                self.order = vec![all.into_iter().collect()];
                Ok(())
            }
            Step::FinalPair { pair, prefer, alike } => {
                let all = prefer[0] + prefer[1] + alike;
                holds(all == self.cast, "the ballots of a final pair do not add up")?;
                holds(pair[0] != pair[1] && *prefer == preferring(*pair, contest), FINAL_PAIR)?;
                self.final_pair = Some((*pair, *prefer));
                Ok(())
            }
            Step::Ordered { groups, figures, .. } => {
                self.order.clone_from(groups);
                let ran = self.final_pair.take();
                holds(ran.is_none_or(|ran| first_by(ran, groups, figures)), "not the final pair")
            }
            Step::Chosen { place, votes, why } => {
                let by_pairs = matches!(why, ElectedBy::Order | ElectedBy::Condorcet);
                let at_stage = by_pairs || self.votes.get(place) == Some(votes);
                holds(at_stage, "other votes than at the stage")?;
                holds(self.gone.insert(*place), "somebody is elected who was elected or out")?;
                let enough = match why {
                    ElectedBy::Quota => self.quota.as_ref().is_some_and(|quota| votes >= quota),
                    ElectedBy::Half => {
                        let all: Exact = self.votes.values().sum();
                        votes.times(&Exact::from(2u64)) >= all
                    }
                    ElectedBy::Majority | ElectedBy::MajorityOfFirst => {
                        let all: Exact = self.votes.values().sum();
                        votes.times(&Exact::from(2u64)) > all
                    }
                    ElectedBy::LastLeft
                    | ElectedBy::ActiveVote
                    | ElectedBy::LargerOfTwo
                    | ElectedBy::Share => true,
                    ElectedBy::Order => self.first(*place),
                    ElectedBy::OnlyOneLeft => {
                        self.votes.keys().all(|other| self.gone.contains(other))
                    }
                    ElectedBy::Condorcet => self.pairs.winner == Some(*place),
                };
                holds(enough, "elected with too few votes")
            }
            Step::EveryNth { place, papers, surplus, nth, passed, stayed } => {
                let has = self.votes.get(place) == Some(&Exact::from(*papers));
                holds(has, "not as many papers as votes")?;
                let above = self.quota.as_ref().map(|quota| Exact::from(*papers) - quota);
                holds(
                    above == Some(Exact::from(*surplus)),
                    "another surplus than above the quota",
                )?;
                // The nearest whole number: twice papers lies within surplus of twice n surpluses.
                let (twice, near) = (2 * papers, 2 * nth * surplus);
                holds(twice < near + surplus && near <= twice + surplus, "another nth paper")?;
                let enough = passed == surplus || passed + stayed == *papers;
                holds(passed <= surplus && enough, "too few papers of a surplus pass on")?;
                self.drawn = Some((*place, *passed));
                self.kept.insert(*place, Exact::from(papers - passed));
                Ok(())
            }
            Step::Passed { from, to, lost, .. } => {
                let Some((place, passed)) = self.drawn.take() else { return Ok(()) };
                let to: Exact = to.iter().map(|one| &one.1).sum();
                let all = *from == [place] && lost.is_empty() && to == Exact::from(passed);
                holds(all, "other papers pass on than were drawn")
            }
            Step::Excluded { places, why } => {
                let still = |place: &Place| !self.gone.contains(place) && !places.contains(place);
                let most = places.iter().filter_map(|place| self.votes.get(place)).max();
                let next =
                    self.votes.iter().filter(|(place, _)| still(place)).map(|one| one.1).min();
                let all: Exact = places.iter().filter_map(|place| self.votes.get(place)).sum();
                // Equals by keep factors may be parted within the surplus that is left.
                let right = match (why, next) {
                    (ExcludedBy::OutsideSmith, _) => {
                        !places.iter().any(|place| self.pairs.smith.contains(place))
                    }
                    (_, None)
                    | (ExcludedBy::Undeclared | ExcludedBy::Minimum | ExcludedBy::Shortfall, _) => {
                        true
                    }
                    (ExcludedBy::Fewest, Some(next)) => {
                        let near = next.clone() + &Exact::from(1u64);
                        most.is_some_and(|most| *most <= near)
                    }
                    (ExcludedBy::CannotWin, Some(next)) => all <= *next,
                    (ExcludedBy::FewestPoints, Some(next)) => most.is_some_and(|most| most <= next),
                    (ExcludedBy::BelowAverage, Some(next)) => {
                        let average = self.pairs.average.as_ref();
                        most < average && average.is_some_and(|average| next >= average)
                    }
                    (ExcludedBy::AtOrBelowAverage, Some(next)) => {
                        let average = self.pairs.average.as_ref();
                        most <= average && average.is_some_and(|average| next > average)
                    }
                };
                let fresh = places.iter().all(|place| self.gone.insert(*place));
                holds(fresh && right, "somebody is out who has not the fewest votes")
            }
            _ => Ok(()),
        }
    }
}

const FINAL_PAIR: &str = "other ballots prefer one of the final pair";

/// How many ballots score each of the two higher than the other: scores that are not given are 0.
fn preferring(pair: [Place; 2], contest: &Contest) -> [Votes; 2] {
    let mut prefer = [0, 0];
    for (marks, weight) in contest.ballots.iter().flat_map(|ballots| ballots.iter()) {
        let mut given = [None, None];
        for one in marks.chunks_exact(2) {
            let of = pair.iter().position(|place| one[0].what() == What::Candidate(*place));
            if let Some(of) = of {
                given[of].get_or_insert(one[1].as_score());
            }
        }
        let [first, second] = given.map(|score| score.unwrap_or(0));
        prefer[0] += Votes::from(weight) * Votes::from(first > second);
        prefer[1] += Votes::from(weight) * Votes::from(second > first);
    }
    prefer
}

/// Whether the two stand before all others by their sums, and in the order that the ballots give.
fn first_by(
    (pair, prefer): ([Place; 2], [Votes; 2]),
    groups: &[Vec<Place>],
    figures: &[(Place, Exact)],
) -> bool {
    let sum = |place: Place| figures.iter().find(|one| one.0 == place).map(|one| &one.1);
    let (Some(first), Some(second)) = (sum(pair[0]), sum(pair[1])) else { return false };
    let others = figures.iter().filter(|one| !pair.contains(&one.0));
    let highest = first >= second && others.map(|one| &one.1).all(|other| other <= second);
    let wanted = match prefer[0].cmp(&prefer[1]) {
        std::cmp::Ordering::Less => vec![vec![pair[1]], vec![pair[0]]],
        std::cmp::Ordering::Equal if first == second => vec![pair.to_vec()],
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => {
            vec![vec![pair[0]], vec![pair[1]]]
        }
    };
    highest && groups.starts_with(&wanted)
}
