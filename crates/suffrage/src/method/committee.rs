//! Committees from approvals: several seats, every elector marks as many as they like.
//!
//! Each method gives every committee that wins by it; where there are several, people or the law
//! part them. Exact fractions throughout.
//!
//! - *approvals*, *satisfaction*: most marks; marks divided by how many a ballot has (S.J. Brams,
//!   D.M. Kilgour 2010).
//! - *proportional* (PAV): a ballot with k of its candidates seated counts 1 + 1/2 + … + 1/k;
//!   sequential and in reverse (T.N. Thiele 1895).
//! - *coverage* (Chamberlin-Courant): as many ballots as possible with somebody seated.
//! - *Phragmén*, sequential: every seat is a load of 1 shared by those who marked the candidate;
//!   the next seat goes where the heaviest loaded carries least (E. Phragmén 1894).
//! - *equal shares*: every elector has an equal part of the seats to spend; a seat costs 1, and goes
//!   where those who marked the candidate pay least at most; what is left is seated by Phragmén
//!   (D. Peters, P. Skowron 2020).
//!
//! Source of all definitions: M. Lackner and P. Skowron, *Multi-Winner Voting with Approval
//! Preferences*, 2023, chapter 2.

use std::collections::BTreeSet;

use crate::ballots::{Ballots, What};
use crate::number::Exact;
use crate::tally::Place;
use crate::word::words;

words! {
    /// How a committee is found.
    pub enum Way {
        #[doc = "most marks"]
        Approvals = "approvals",
        #[doc = "most marks, each divided by how many its ballot has"]
        Satisfaction = "satisfaction",
        #[doc = "the committee with the highest sum of 1 + 1/2 + … for the seated of each ballot (PAV)"]
        Proportional = "proportional",
        #[doc = "the same, seat by seat"]
        SequentialProportional = "sequential proportional",
        #[doc = "the same, taking candidates out one by one"]
        ReverseProportional = "reverse sequential proportional",
        #[doc = "the committee in which most ballots have somebody (Chamberlin-Courant)"]
        Coverage = "coverage",
        #[doc = "the same, seat by seat"]
        SequentialCoverage = "sequential coverage",
        #[doc = "loads as even as can be, seat by seat (Phragmén)"]
        Phragmen = "phragmén",
        #[doc = "equal shares, completed by Phragmén"]
        EqualShares = "equal shares",
    }
}

/// The most committees that are weighed or told.
pub const MOST: usize = 200_000;

/// Candidates seated together, in ballot-paper order.
pub type Committee = Vec<Place>;

/// The approvals of a contest.
struct Profile {
    /// Candidates of each distinct ballot, and how many cast it.
    ballots: Vec<(Vec<Place>, u64)>,
    stand: Vec<Place>,
    seats: usize,
}

/// Every committee that wins; `None` if there are more to weigh than [`MOST`].
#[must_use]
pub fn committees(
    way: Way,
    ballots: &Ballots,
    stand: &[Place],
    seats: u32,
) -> Option<Vec<Committee>> {
    let marked = |(marks, weight): (&[crate::ballots::Mark], u64)| {
        let place = |mark: &crate::ballots::Mark| match mark.what() {
            What::Candidate(place) if stand.contains(&place) => Some(place),
            _ => None,
        };
        let places: BTreeSet<Place> = marks.iter().filter_map(place).collect();
        (places.into_iter().collect::<Vec<_>>(), weight)
    };
    let seats = (seats as usize).min(stand.len());
    let profile =
        Profile { ballots: ballots.iter().map(marked).collect(), stand: stand.to_vec(), seats };
    match way {
        Way::Approvals => profile.highest(|_| Exact::from(1u64)),
        Way::Satisfaction => {
            profile.highest(|marks| Exact::from(1u64).over(&Exact::from(marks.max(1) as u64)))
        }
        Way::Proportional => profile.best(harmonic),
        Way::Coverage => profile.best(covered),
        Way::SequentialProportional => profile.sequential(harmonic),
        Way::SequentialCoverage => profile.sequential(covered),
        Way::ReverseProportional => profile.reverse(harmonic),
        Way::Phragmen => profile.phragmen(&BTreeSet::new(), None),
        Way::EqualShares => profile.equal_shares(),
    }
}

/// 1 + 1/2 + … + 1/k.
fn harmonic(seated: usize) -> Exact {
    let parts: Vec<Exact> =
        (1..=seated as u64).map(|one| Exact::from(1u64).over(&Exact::from(one))).collect();
    parts.iter().sum()
}

fn covered(seated: usize) -> Exact {
    Exact::from(u64::from(seated > 0))
}

impl Profile {
    /// Those with the highest sums of what each of their marks is worth; equals at the cut give
    /// several committees.
    fn highest(&self, worth: impl Fn(usize) -> Exact) -> Option<Vec<Committee>> {
        let of = |place: &Place| -> Exact {
            let marks = self.ballots.iter().filter(|(marks, _)| marks.contains(place));
            let parts: Vec<Exact> = marks
                .map(|(marks, count)| worth(marks.len()).times(&Exact::from(*count)))
                .collect();
            parts.iter().sum()
        };
        let mut order: Vec<(Exact, Place)> =
            self.stand.iter().map(|place| (of(place), *place)).collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some(last) = self.seats.checked_sub(1).and_then(|at| order.get(at)) else {
            return Some(vec![Vec::new()]);
        };
        let sure: Vec<Place> = order.iter().filter(|one| one.0 > last.0).map(|one| one.1).collect();
        let equal: Vec<Place> =
            order.iter().filter(|one| one.0 == last.0).map(|one| one.1).collect();
        let chosen = choices(&equal, self.seats - sure.len())?;
        Some(sorted(chosen.into_iter().map(|one| sure.iter().copied().chain(one).collect())))
    }

    fn value(&self, committee: &[Place], score: fn(usize) -> Exact) -> Exact {
        let seated =
            |marks: &Vec<Place>| marks.iter().filter(|one| committee.contains(one)).count();
        let parts: Vec<Exact> = self
            .ballots
            .iter()
            .map(|(marks, count)| score(seated(marks)).times(&Exact::from(*count)))
            .collect();
        parts.iter().sum()
    }

    /// Every committee of the highest value, by weighing them all.
    fn best(&self, score: fn(usize) -> Exact) -> Option<Vec<Committee>> {
        let mut best: Option<(Exact, Vec<Committee>)> = None;
        for committee in choices(&self.stand, self.seats)? {
            let value = self.value(&committee, score);
            match &mut best {
                Some((most, all)) if *most == value => all.push(committee),
                Some((most, _)) if *most > value => {}
                _ => best = Some((value, vec![committee])),
            }
        }
        best.map(|(_, all)| all)
    }

    /// Seat by seat to whoever adds most; equals lead to several committees.
    fn sequential(&self, score: fn(usize) -> Exact) -> Option<Vec<Committee>> {
        let mut open: BTreeSet<Committee> = BTreeSet::from([Vec::new()]);
        for _ in 0..self.seats {
            let mut next = BTreeSet::new();
            for committee in &open {
                let with = |place: Place| with(committee, place);
                let rest = self.stand.iter().copied().filter(|one| !committee.contains(one));
                let values: Vec<(Exact, Place)> =
                    rest.map(|place| (self.value(&with(place), score), place)).collect();
                let most = values.iter().map(|one| &one.0).max().cloned();
                let top = values.iter().filter(|one| Some(&one.0) == most.as_ref());
                next.extend(top.map(|one| with(one.1)));
            }
            open = next;
            if open.len() > MOST {
                return None;
            }
        }
        Some(open.into_iter().collect())
    }

    /// From all candidates, out one by one goes whoever takes least away.
    fn reverse(&self, score: fn(usize) -> Exact) -> Option<Vec<Committee>> {
        let mut open: BTreeSet<Committee> = BTreeSet::from([self.stand.clone()]);
        for _ in self.seats..self.stand.len() {
            let mut next = BTreeSet::new();
            for committee in &open {
                let without = |place: &Place| -> Committee {
                    committee.iter().copied().filter(|one| one != place).collect()
                };
                let values: Vec<(Exact, Committee)> = committee
                    .iter()
                    .map(without)
                    .map(|rest| (self.value(&rest, score), rest))
                    .collect();
                let most = values.iter().map(|one| &one.0).max().cloned();
                let top = values.into_iter().filter(|one| Some(&one.0) == most.as_ref());
                next.extend(top.map(|one| one.1));
            }
            open = next;
            if open.len() > MOST {
                return None;
            }
        }
        Some(open.into_iter().collect())
    }

    /// Loads as even as can be, from those seated already and the loads they left.
    fn phragmen(
        &self,
        seated: &BTreeSet<Place>,
        loads: Option<Vec<Exact>>,
    ) -> Option<Vec<Committee>> {
        let zero = vec![Exact::zero(); self.ballots.len()];
        let start: Committee = seated.iter().copied().collect();
        let mut open: BTreeSet<(Committee, Vec<Exact>)> =
            BTreeSet::from([(start, loads.unwrap_or(zero))]);
        for _ in seated.len()..self.seats {
            let mut next = BTreeSet::new();
            for (committee, loads) in &open {
                // The load that each candidate would bring all who marked them.
                let rest = self.stand.iter().copied().filter(|one| !committee.contains(one));
                let load = |place: Place| -> Option<Exact> {
                    let mut sum = Exact::from(1u64);
                    let mut marks = 0u64;
                    for ((marked, count), load) in self.ballots.iter().zip(loads) {
                        if marked.contains(&place) {
                            sum += &load.times(&Exact::from(*count));
                            marks += count;
                        }
                    }
                    (marks > 0).then(|| sum.over(&Exact::from(marks)))
                };
                let of: Vec<(Option<Exact>, Place)> =
                    rest.map(|place| (load(place), place)).collect();
                let least = of.iter().filter_map(|one| one.0.clone()).min();
                // When nobody left has a mark, all who are left are equal.
                for (load, place) in of.iter().filter(|one| one.0 == least) {
                    let mut after = loads.clone();
                    if let Some(load) = load {
                        for ((marked, _), old) in self.ballots.iter().zip(&mut after) {
                            if marked.contains(place) {
                                *old = load.clone();
                            }
                        }
                    }
                    next.insert((with(committee, *place), after));
                }
            }
            open = next;
            if open.len() > MOST {
                return None;
            }
        }
        let all: BTreeSet<Committee> = open.into_iter().map(|one| one.0).collect();
        Some(all.into_iter().collect())
    }

    /// Equal budgets; a seat goes where those who marked the candidate pay least at most.
    fn equal_shares(&self) -> Option<Vec<Committee>> {
        let electors: u64 = self.ballots.iter().map(|one| one.1).sum();
        let share = Exact::from(self.seats as u64).over(&Exact::from(electors.max(1)));
        let mut open: BTreeSet<(Committee, Vec<Exact>)> =
            BTreeSet::from([(Vec::new(), vec![share.clone(); self.ballots.len()])]);
        let mut done: BTreeSet<Committee> = BTreeSet::new();
        while let Some((committee, budgets)) = open.pop_first() {
            let rest = self.stand.iter().copied().filter(|one| !committee.contains(one));
            let prices: Vec<(Exact, Place)> =
                rest.filter_map(|place| Some((self.price(place, &budgets)?, place))).collect();
            let least = prices.iter().map(|one| one.0.clone()).min();
            if committee.len() == self.seats || least.is_none() {
                // What each has spent is the load it brings to the completion.
                let loads = budgets.iter().map(|left| share.clone() - left).collect();
                let seated = committee.iter().copied().collect();
                done.extend(self.phragmen(&seated, Some(loads))?);
            } else {
                for (price, place) in prices.iter().filter(|one| Some(&one.0) == least.as_ref()) {
                    let pays = |((marked, _), left): (&(Vec<Place>, u64), &Exact)| match marked
                        .contains(place)
                    {
                        true => left.clone() - left.min(price),
                        false => left.clone(),
                    };
                    let after = self.ballots.iter().zip(&budgets).map(pays).collect();
                    open.insert((with(&committee, *place), after));
                }
            }
            if open.len() + done.len() > MOST {
                return None;
            }
        }
        Some(done.into_iter().collect())
    }

    /// The most that any of those who marked the candidate pays, if together they can pay 1.
    fn price(&self, place: Place, budgets: &[Exact]) -> Option<Exact> {
        let mut payers: Vec<(&Exact, u64)> = self
            .ballots
            .iter()
            .zip(budgets)
            .filter(|((marked, _), _)| marked.contains(&place))
            .map(|((_, count), left)| (left, *count))
            .collect();
        payers.sort();
        let mut missing = Exact::from(1u64);
        let mut payers_left: u64 = payers.iter().map(|one| one.1).sum();
        for (left, count) in payers {
            let even = missing.over(&Exact::from(payers_left));
            if *left >= even {
                return Some(even);
            }
            missing -= &left.times(&Exact::from(count));
            payers_left -= count;
        }
        None
    }
}

fn with(committee: &[Place], place: Place) -> Committee {
    let mut all: Committee = committee.iter().copied().chain([place]).collect();
    all.sort_unstable();
    all
}

fn sorted(all: impl Iterator<Item = Committee>) -> Vec<Committee> {
    let each = |mut one: Committee| {
        one.sort_unstable();
        one
    };
    let mut all: Vec<Committee> = all.map(each).collect();
    all.sort_unstable();
    all
}

/// Every way to choose `open` of these; `None` if there are more than [`MOST`].
fn choices(among: &[Place], open: usize) -> Option<Vec<Committee>> {
    let mut all: Vec<Committee> = vec![Vec::new()];
    for (index, place) in among.iter().enumerate() {
        let left = among.len() - index - 1;
        let mut next = Vec::new();
        for one in all {
            if one.len() < open {
                let mut more = one.clone();
                more.push(*place);
                next.push(more);
            }
            if one.len() + left >= open {
                next.push(one);
            }
        }
        all = next;
        if all.len() > MOST {
            return None;
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballots::{Collect, Mark, Marking};

    fn approvals(ballots: &[(&[u32], u64)]) -> Ballots {
        let mut all = Collect::new(Marking::Approved, 0);
        for (places, weight) in ballots {
            let marks: Vec<Mark> = places.iter().map(|place| Mark::of(*place)).collect();
            all.add(&marks, *weight).unwrap();
        }
        all.finish().unwrap()
    }

    /// Two thirds approve A, B, C; one third D, E, F: of three seats one is theirs if it is shared.
    #[test]
    fn most_marks_take_all_and_proportional_ways_share() {
        let ballots = approvals(&[(&[0, 1, 2], 20), (&[3, 4, 5], 10)]);
        let stand = [0, 1, 2, 3, 4, 5];
        assert_eq!(committees(Way::Approvals, &ballots, &stand, 3).unwrap(), [[0, 1, 2]]);
        let shared = |one: &Committee| one.iter().filter(|place| **place < 3).count() == 2;
        for way in [
            Way::Proportional,
            Way::SequentialProportional,
            Way::ReverseProportional,
            Way::Phragmen,
            Way::EqualShares,
        ] {
            let all = committees(way, &ballots, &stand, 3).unwrap();
            assert_eq!(all.len(), 9, "{way}");
            assert!(all.iter().all(shared), "{way}");
        }
    }

    #[test]
    fn too_many_committees_to_weigh_are_refused() {
        let ballots = approvals(&[(&[0], 1)]);
        let stand: Vec<Place> = (0..60).collect();
        assert_eq!(committees(Way::Proportional, &ballots, &stand, 30), None);
    }
}
