//! The persons who take the seats of a list, and the answer to a question.

use super::Counter;
use crate::diagnostic::Fault;
use crate::law::Adopt;
use crate::method::condition::Condition;
use crate::method::preference::{self, Rule};
use crate::number::{Fraction, Votes};
use crate::record::{Seated, Step, Test, TieBy, Value};
use crate::tally::{Person, Place};
use crate::tie::Parting;

impl Counter<'_> {
    /// Seats the persons of every list, pot by pot.
    pub(super) fn fill(&mut self, rule: &Rule) {
        let Some(round) = self.round else { return };
        let mut taken: Vec<(Place, Vec<u32>)> = Vec::new();
        for index in 0..self.pots.len() {
            let (pot, name) = (&self.pots[index].division, self.pots[index].name.clone());
            let test = match &rule.threshold {
                None => None,
                Some(condition) => {
                    let quota = pot.quota.unwrap_or_else(|| {
                        Fraction::new(round.all_votes(), u128::from(pot.seats.max(1)))
                    });
                    Some(condition.test(quota))
                }
            };
            let lists: Vec<(Place, u32)> =
                pot.won.iter().map(|(place, seats)| (*place, *seats)).collect();
            for (place, seats) in lists {
                let before = taken.iter().find(|one| one.0 == place).map(|one| one.1.clone());
                let seated =
                    self.seat(rule, place, seats, before.unwrap_or_default(), test.as_ref());
                let ranks = seated.iter().map(|one| one.rank);
                match taken.iter_mut().find(|one| one.0 == place) {
                    Some((_, all)) => all.extend(ranks),
                    None => taken.push((place, ranks.collect())),
                }
                if !seated.is_empty() {
                    let threshold = test.as_ref().map(|test| test.needed);
                    let (pot, by) = (name.clone(), rule.by);
                    self.record.write(Step::Persons { pot, place, by, threshold, persons: seated });
                }
            }
        }
    }

    fn seat(
        &mut self,
        rule: &Rule,
        place: Place,
        seats: u32,
        before: Vec<u32>,
        test: Option<&Test>,
    ) -> Vec<Seated> {
        let contest = self.contest;
        let persons: &[Person] = &contest.candidacy(place).persons;
        if persons.is_empty() {
            return Vec::new();
        }
        let Some(run) = preference::seat(rule.by, persons, seats, &before, test) else {
            let fact = format!("votes of the candidates of {}", contest.candidacy(place).code);
            self.missing(&fact);
            return Vec::new();
        };
        let mut seated = run.seated;
        if let Some((equals, open)) = run.tied {
            // Within a list the equals are ranks, not places; lots name persons.
            let inside = persons_as_contest(contest, place);
            let lots = crate::tie::Lots::of(&inside, self.lots.all());
            let value = |by: TieBy, rank: u32| -> Option<Value> {
                let person = persons.get(rank as usize)?;
                match by {
                    TieBy::Older => person.born.map(Value::Born),
                    TieBy::MoreVotes | TieBy::CandidateVotes => person.votes.map(Value::Votes),
                    TieBy::ListOrder => Some(Value::Place(rank)),
                    _ => None,
                }
            };
            let parting = Parting {
                rules: &rule.tie,
                value: &value,
                lots: &lots,
                purpose: crate::record::Purpose::Seats,
            };
            let mut aside = self.record.aside();
            for rank in crate::tie::part(&equals, open, &parting, &mut aside) {
                let person = &persons[rank as usize];
                seated.push(Seated { rank, name: person.name.clone(), votes: person.votes });
            }
            self.record.write(Step::WithinList { place, steps: aside.steps });
        }
        seated
    }

    /// How many candidates of each of these lists have votes of their own that meet a condition on
    /// the quota; nothing if there is no quota, a fault if their votes are not known.
    pub(super) fn able(
        &mut self,
        condition: Condition,
        lists: &[Place],
        quota: Option<Fraction>,
    ) -> Option<(Test, Vec<(Place, u32)>)> {
        let test = condition.test(quota?);
        let mut each = Vec::new();
        for place in lists {
            let list = self.contest.candidacies.get(*place as usize);
            let persons = list.map(|list| list.persons.as_slice()).unwrap_or_default();
            let votes: Option<Vec<Votes>> = persons.iter().map(|one| one.votes).collect();
            let Some(votes) = votes.filter(|votes| !votes.is_empty()) else {
                let name = list.map_or("an alliance", |list| list.code.as_str());
                let fact = format!("votes of the candidates of {name}");
                self.missing(&fact);
                return None;
            };
            let able = votes.into_iter().filter(|votes| test.passes(*votes)).count();
            each.push((*place, u32::try_from(able).unwrap_or(u32::MAX)));
        }
        Some((test, each))
    }

    /// Puts the answer to the tests.
    pub(super) fn adopt(&mut self, rule: &Adopt) {
        let Some(round) = self.round else { return };
        let Some(place) = self.contest.find(&rule.answer) else {
            let (contest, answer) = (self.contest.code.clone(), rule.answer.clone());
            self.faults.push(Fault::NoSuchAnswer { contest, answer });
            return;
        };
        let votes = round.votes_of(place).unwrap_or(0);
        let Some(tests) = self.tests(&rule.conditions, round, 1) else { return };
        let mut held: Vec<(Test, bool)> =
            tests.into_iter().map(|test| (test.clone(), test.passes(votes))).collect();
        if let Some(quorum) = &rule.quorum {
            let (Some(tests), Some(voters)) = (
                self.tests(&[*quorum], round, 1),
                self.base(crate::record::Base::Voters, round, 1),
            ) else {
                return;
            };
            held.extend(tests.into_iter().map(|test| (test.clone(), test.passes(voters.over()))));
        }
        let adopted = held.iter().all(|(_, met)| *met);
        self.record.write(Step::Answer { place, votes, tests: held, adopted });
    }
}

/// The candidates of a list as if each stood alone, so that a lot can name them.
fn persons_as_contest(contest: &crate::tally::Contest, place: Place) -> crate::tally::Contest {
    let one = |person: &Person| crate::tally::Candidacy {
        code: person.name.clone(),
        name: person.name.clone(),
        ..crate::tally::Candidacy::default()
    };
    crate::tally::Contest {
        code: contest.code.clone(),
        candidacies: contest.candidacy(place).persons.iter().map(one).collect(),
        ..crate::tally::Contest::default()
    }
}
