//! Coalitions that qualify together, and the majority that the first is assured.

use super::Counter;
use super::allocate::{Division, Member};
use crate::law::Step as Clause;
use crate::method::coalition::{self, Rule, Standing, qualify};
use crate::method::condition::Condition;
use crate::method::raise;
use crate::record::{CoalitionTests, InCoalition, Step};
use crate::tally::{Place, Round};

/// Coalitions as they take part, and the lists that do so alone.
#[derive(Clone, Debug)]
pub(super) struct Admitted {
    coalitions: Vec<InCoalition>,
    alone: Vec<Place>,
}

impl Counter<'_> {
    /// Holds coalitions and lists against the conditions for taking part.
    pub(super) fn admit_coalitions(&mut self, rule: &Rule) {
        let Some(round) = self.round else { return };
        let Some(tests) = self.coalition_tests(rule, round) else { return };
        let contest = self.contest;
        let takes_part =
            |place: &Place| self.admitted.as_ref().is_none_or(|all| all.contains(place));
        let lists: Vec<Standing<'_>> = round
            .votes
            .iter()
            .filter(|(place, votes)| *votes > 0 && takes_part(place))
            .map(|(place, votes)| {
                let one = contest.candidacy(*place);
                let coalition = one.alliance.first().map(String::as_str);
                let exempt = rule.exempt.contains(&one.kind);
                Standing { place: *place, votes: *votes, coalition, exempt }
            })
            .collect();
        let (found, alone) = qualify(&tests, rule.below, &lists);
        let coalitions: Vec<InCoalition> = found.iter().map(|one| self.in_record(one)).collect();
        let sharing = coalitions.iter().flat_map(|one| &one.sharing).chain(&alone);
        let sharing: std::collections::BTreeSet<Place> = sharing.copied().collect();
        let without: Vec<Place> =
            lists.iter().map(|one| one.place).filter(|one| !sharing.contains(one)).collect();
        let exempt = lists.iter().filter(|one| one.exempt).map(|one| one.place).collect();
        self.admitted = Some(sharing.into_iter().collect());
        self.coalitions = Some(Admitted { coalitions: coalitions.clone(), alone: alone.clone() });
        let (below, tests) = (rule.below, Box::new(tests));
        self.record.write(Step::Coalitions { tests, below, exempt, coalitions, alone, without });
    }

    fn in_record(&mut self, found: &coalition::Coalition<'_>) -> InCoalition {
        let place = self.alliance(found.name.to_owned(), found.brought.clone());
        InCoalition::of(found, place)
    }

    fn coalition_tests(&mut self, rule: &Rule, round: &Round) -> Option<CoalitionTests> {
        let mut test = |one: Condition| self.tests(&[one], round, 1)?.pop();
        let counts = match rule.counts {
            Some(counts) => Some(test(counts)?),
            None => None,
        };
        let (together, with) = (test(rule.together)?, test(rule.with)?);
        let (inside, alone) = (test(rule.inside)?, test(rule.alone)?);
        Some(CoalitionTests { counts, together, with, inside, alone })
    }

    /// Divides among coalitions and lists alone, then inside each coalition by the same steps.
    pub(super) fn divide_coalitions(
        &mut self,
        admitted: &Admitted,
        members: &[Member],
        division: &mut Division,
        steps: &[(u16, Clause)],
    ) {
        let taking_part = admitted.coalitions.iter().filter(|one| one.takes_part);
        let mut first: Vec<Member> = taking_part
            .clone()
            .map(|one| Member { place: one.place, votes: one.votes, most: None })
            .collect();
        first.extend(members.iter().filter(|one| admitted.alone.contains(&one.place)));
        self.divide(&first, division, steps);
        self.raise(&first, division, steps);
        for one in taking_part {
            let seats = division.held(one.place);
            if seats == 0 || !self.faults.is_empty() {
                continue;
            }
            let clause = self.record.current();
            self.record.write(Step::Inside { place: one.place, seats });
            let inside: Vec<Member> =
                members.iter().filter(|list| one.sharing.contains(&list.place)).copied().collect();
            let mut within = Division::of(seats);
            self.divide(&inside, &mut within, steps);
            self.record.under(clause);
            division.won.remove(&one.place);
            division.waiting += within.waiting;
            within.won.iter().for_each(|(place, seats)| division.give(*place, *seats));
        }
    }

    /// Raises whoever has the most votes to the seats it is assured; the others divide the rest.
    pub(super) fn raise(
        &mut self,
        members: &[Member],
        division: &mut Division,
        steps: &[(u16, Clause)],
    ) {
        let Some((clause, rule)) = self.raise.clone() else { return };
        if !self.faults.is_empty() {
            return;
        }
        let most = members.iter().map(|one| one.votes).max();
        let equals: Vec<Place> =
            members.iter().filter(|one| Some(one.votes) == most).map(|one| one.place).collect();
        // What waits in the first division could still be theirs; if that is not enough, it is no matter.
        let lowest = equals.iter().map(|place| division.held(*place)).min().unwrap_or(0);
        let reached = lowest + division.waiting;
        let Some(seats) = raise::raised(rule.least, division.seats, reached) else { return };
        self.record.under(Some(clause));
        let leader = match equals.as_slice() {
            [] => return,
            [one] => *one,
            _ => match self.part(&equals, 1, &rule.tie, members, division).first() {
                Some(one) => *one,
                None => {
                    // Nobody's seats are known before it is known who is first.
                    let seats = division.seats;
                    self.record.write(Step::Raised { place: None, held: 0, seats: 0 });
                    self.record.write(Step::Blocked { seats });
                    *division = Division::of(division.seats);
                    division.waiting = division.seats;
                    return;
                }
            },
        };
        let held = division.held(leader);
        self.record.write(Step::Raised { place: Some(leader), held, seats });
        let others: Vec<Member> =
            members.iter().filter(|one| one.place != leader).copied().collect();
        let mut rest = Division::of(division.seats - seats);
        self.divide(&others, &mut rest, steps);
        rest.seats = division.seats;
        *division = rest;
        division.give(leader, seats);
    }
}
