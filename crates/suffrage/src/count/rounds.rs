//! Rounds of voting: who may stand, who is elected, which list leads.

use std::collections::BTreeSet;

use super::Counter;
use crate::diagnostic::Fault;
use crate::law::Step as Clause;
use crate::method::majority::{self, Decides, Names, Rule, Seeks, Stand, Withdrawn};
use crate::number::Votes;
use crate::record::{Step, Value};
use crate::tally::{Place, Round};
use crate::tie::Parting;

impl<'a> Counter<'a> {
    pub(super) fn rounds(&mut self, clauses: &[(u16, Clause)]) {
        if !self.open_pot("") {
            return;
        }
        let mut elected: BTreeSet<Place> = BTreeSet::new();
        // Files may begin with the deciding round; what came before is then not looked at.
        let first = self.contest.rounds.iter().map(|round| round.number).min().unwrap_or(1);
        for (clause, step) in clauses {
            let Clause::Round(rule) = step else { continue };
            if rule.number < first {
                continue;
            }
            let done = match rule.seeks {
                Seeks::Persons => self.pot().left() == 0,
                Seeks::List => self.leader.is_some(),
            };
            let contest = self.contest;
            let round = contest.round(rule.number);
            if done || self.open || !self.faults.is_empty() {
                if let Some(round) = round.filter(|_| done) {
                    let contest = self.contest.code.clone();
                    self.faults.push(Fault::RoundTooMany { contest, round: round.number });
                }
                continue;
            }
            self.record.under(Some(*clause));
            match round {
                Some(round) => self.one_round(rule, round, &mut elected),
                None if rule.number == 1 => self.missing("round 1"),
                None => self.open = true,
            }
            self.after_round(rule);
        }
        self.unknown_rounds(clauses, first);
    }

    /// Figures of rounds that the count does not come to: after a gap, or unknown to the law.
    fn unknown_rounds(&mut self, clauses: &[(u16, Clause)], first: u8) {
        let known = |number: u8| {
            clauses
                .iter()
                .any(|(_, step)| matches!(step, Clause::Round(rule) if rule.number == number))
        };
        for round in &self.contest.rounds {
            let gap = (first..round.number).any(|number| self.contest.round(number).is_none());
            if gap || !known(round.number) {
                let contest = self.contest.code.clone();
                self.faults.push(Fault::RoundUnknown { contest, round: round.number });
            }
        }
    }

    /// Says what a round left open.
    fn after_round(&mut self, rule: &Rule) {
        if self.open || !self.faults.is_empty() || self.pot().waiting > 0 {
            let waiting = self.pots.last().is_some_and(|pot| pot.division.waiting > 0);
            if waiting && rule.seeks == Seeks::List && self.leader.is_none() {
                let seats = self.pots.last().map_or(0, |pot| pot.division.seats);
                self.record.write(Step::Blocked { seats });
            }
            self.open |= waiting;
            return;
        }
        let seats = self.pot().left();
        let more = match rule.seeks {
            Seeks::Persons => seats > 0,
            Seeks::List => self.leader.is_none(),
        };
        if more {
            self.record.write(Step::SeatsLeft { round: rule.number, seats });
        }
    }

    fn one_round(&mut self, rule: &Rule, round: &'a Round, elected: &mut BTreeSet<Place>) {
        let names = match rule.names {
            Names::One => 1,
            Names::SeatsLeft => self.pot().left(),
        };
        self.standing(rule, round, elected);
        self.write_figures(round, names);
        self.round = Some(round);
        let open = match rule.seeks {
            Seeks::Persons => self.pot().left(),
            Seeks::List => 1,
        };
        let among = match &rule.decides {
            Decides::MostVotes => round.votes.clone(),
            Decides::Conditions(conditions) => {
                let Some(tests) = self.tests(conditions, round, names) else { return };
                majority::test_all(&round.votes, &tests, &mut self.record)
            }
        };
        let contest = self.contest;
        let value = |by, place| -> Option<Value> {
            Self::tie_value(contest, by, place, round.votes_of(place).unwrap_or(0), 0)
        };
        let parting = Parting {
            rules: &rule.tie,
            value: &value,
            lots: &self.lots,
            purpose: crate::record::Purpose::Seats,
        };
        let won = majority::most_votes(&among, open, &parting, &mut self.record);
        let wanted = usize::try_from(open).unwrap_or(usize::MAX).min(among.len());
        self.pot().waiting += u32::try_from(wanted - won.len()).unwrap_or(0);
        self.seat_winners(rule, &won, elected);
    }

    fn seat_winners(&mut self, rule: &Rule, won: &[(Place, Votes)], elected: &mut BTreeSet<Place>) {
        for (place, votes) in won.iter().copied() {
            match rule.seeks {
                Seeks::Persons => {
                    self.record.write(Step::Elected { place, votes });
                    self.pot().give(place, 1);
                    elected.insert(place);
                }
                Seeks::List => {
                    self.record.write(Step::Leads { place, votes });
                    self.leader = Some(place);
                }
            }
        }
    }

    /// Holds those who stand in a later round against who could.
    fn standing(&mut self, rule: &Rule, round: &Round, elected: &BTreeSet<Place>) {
        let stands: Vec<Place> = round.votes.iter().map(|(place, _)| *place).collect();
        for place in stands.iter().filter(|place| elected.contains(place)) {
            self.not_entitled(*place, round.number);
        }
        let before = rule.number.checked_sub(1).and_then(|before| self.contest.round(before));
        let Some(before) = before else { return };
        let joined: Vec<(Place, Place)> =
            round.merged.iter().map(|merger| (merger.from, merger.into)).collect();
        let earlier: Vec<Place> = before
            .votes
            .iter()
            .map(|(place, _)| *place)
            .filter(|place| !elected.contains(place))
            .collect();
        let (needed, qualified, by_rank) = match &rule.stand {
            Stand::Declared => return,
            Stand::DeclaredAgain => (Vec::new(), earlier, Vec::new()),
            Stand::Qualified(rule) => {
                let Some(tests) = self.tests(rule.at_least.as_slice(), before, 1) else { return };
                let (qualified, by_rank) = majority::qualified(rule, before, tests.first());
                if let Some(join) = &rule.join {
                    self.joiners(join, before, &joined);
                }
                (tests, qualified, by_rank)
            }
        };
        let entitled = |place: &Place| qualified.contains(place) || by_rank.contains(place);
        let moved_up =
            matches!(&rule.stand, Stand::Qualified(rule) if rule.withdrawn == Withdrawn::Replaced);
        let withdrew: Vec<Place> = qualified
            .iter()
            .chain(&by_rank)
            .copied()
            .filter(|place| !stands.contains(place) && joined.iter().all(|(from, _)| from != place))
            .collect();
        let mut strangers: Vec<Place> =
            stands.iter().copied().filter(|place| !entitled(place)).collect();
        if moved_up && strangers.len() <= withdrew.len() {
            strangers.retain(|place| !before.votes.iter().any(|(one, _)| one == place));
        }
        if self.wish.lists_known_by_name {
            strangers.retain(|place| before.votes.iter().any(|(one, _)| one == place));
        }
        for place in strangers {
            self.not_entitled(place, round.number);
        }
        let qualified = if rule.stand == Stand::DeclaredAgain { Vec::new() } else { qualified };
        let round = round.number;
        self.record.write(Step::Standing {
            round,
            needed,
            qualified,
            by_rank,
            stands,
            withdrew,
            joined,
        });
    }

    fn joiners(
        &mut self,
        join: &crate::method::condition::Condition,
        before: &Round,
        joined: &[(Place, Place)],
    ) {
        let Some(tests) = self.tests(&[*join], before, 1) else { return };
        for (from, _) in joined {
            let votes = before.votes_of(*from).unwrap_or(0);
            if !tests.iter().all(|test| test.passes(votes)) {
                self.not_entitled(*from, before.number + 1);
            }
        }
    }

    fn not_entitled(&mut self, place: Place, round: u8) {
        let (contest, code) = (&self.contest.code, &self.contest.candidacy(place).code);
        let cite =
            self.record.current().map(|clause| self.law.cited[usize::from(clause)].cite.clone());
        self.faults.push(Fault::MayNotStand {
            contest: contest.clone(),
            code: code.clone(),
            round,
            cite: cite.unwrap_or_default(),
        });
    }
}
