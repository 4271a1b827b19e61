//! Counts of ballots: read by the law's rule, then passed from candidate to candidate.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Counter;
use crate::ballots::{Ballots, Sequence};
use crate::diagnostic::Fault;
use crate::law::{Ballot, Committee, Most, Score, Transfer, TransferBy};
use crate::method::history::Ties;
use crate::method::marks::Rule as Marks;
use crate::method::papers::{MOST_NUMBERED, Papers};
use crate::method::score::Points;
use crate::method::stages::{Adds, Stages, Table, Undeclared};
use crate::method::{committee, gregory, meek, runoff, score};
use crate::number::{Exact, Votes};
use crate::record::{Alliance, ElectedBy, Lost, Purpose, Step, TieBy, Vacancy, Value};
use crate::tally::Place;
use crate::tie::{Parting, part};

impl<'a> Counter<'a> {
    /// Takes the ballots as the law reads them.
    pub(super) fn ballots(&mut self, rule: &'a Ballot) {
        let contest = self.contest;
        let found = contest.ballots.as_ref().filter(|one| one.marking() == rule.marking);
        let Some(ballots) = found else {
            self.missing(&format!("ballots ({})", rule.marking));
            return;
        };
        self.most = match rule.most {
            Most::Any => None,
            most => match self.seats_of("") {
                Some((seats, ..)) => most.of(seats),
                None => return self.missing("seats"),
            },
        };
        let mut aside: BTreeMap<Lost, Votes> = BTreeMap::new();
        let places = contest.candidacies.len() + usize::from(rule.marks.write_in.has_a_place());
        for (marks, weight) in ballots.iter() {
            let many = self.most.is_some_and(|most| marks.len() > most);
            if let Some(why) = rule.marks.aside(marks, places).or(many.then_some(Lost::TooMany)) {
                *aside.entry(why).or_default() += Votes::from(weight);
            }
        }
        let aside = aside.into_iter().collect();
        let gone = (0..).zip(&self.contest.candidacies).filter(|(_, one)| one.withdrawn);
        let withdrawn = gone.map(|(place, _)| place).collect();
        self.record.write(Step::Ballots { cast: ballots.cast(), aside, withdrawn });
        self.marks = Some(&rule.marks);
    }

    /// The ballots of the contest, how they are read and who stands; a pot is opened for them.
    pub(super) fn opened(&mut self) -> Option<(&'a Ballots, &'a Marks, Vec<bool>)> {
        let contest = self.contest;
        // A law says how ballots are read before it counts them; what it missed there is told already.
        let (ballots, marks) = (contest.ballots.as_deref()?, self.marks?);
        if !self.open_pot("") {
            return None;
        }
        let mut stand: Vec<bool> = contest.candidacies.iter().map(|one| !one.withdrawn).collect();
        // Somebody whom a file lists but nobody declared receives no more than a name written in.
        for (stands, one) in stand.iter_mut().zip(&contest.candidacies) {
            *stands &= !one.undeclared || marks.write_in.has_a_place();
        }
        if marks.write_in.has_a_place() {
            // They stand behind the candidates, where connected lists stand in other counts.
            let name = "Undeclared write-ins".to_owned();
            self.record.alliances.push(Alliance { name, members: Vec::new() });
            stand.push(true);
        }
        Some((ballots, marks, stand))
    }

    /// Places of names that nobody declared: listed by the file, or together behind the candidates.
    pub(super) fn undeclared(&self, stand: &[bool]) -> Vec<Place> {
        let listed = |place: Place| self.contest.candidacies.get(place as usize);
        let places = (0..).zip(stand).map(|(place, _)| place);
        places.filter(|place| listed(*place).is_none_or(|one| one.undeclared)).collect()
    }

    /// Approvals without those that have more marks than may be given.
    fn valid(&self, ballots: &'a Ballots) -> Cow<'a, Ballots> {
        match self.most {
            None => Cow::Borrowed(ballots),
            Some(most) => Cow::Owned(ballots.without(|marks| marks.len() > most)),
        }
    }

    /// Adds up points and seats the first of the order.
    pub(super) fn score(&mut self, rule: &Score) {
        let Some((ballots, marks, mut stand)) = self.opened() else { return };
        let ballots = &*self.valid(ballots);
        // Names that nobody declared are out before anybody else is looked at.
        self.undeclared(&stand).iter().for_each(|place| stand[*place as usize] = false);
        let mut points = score::points(rule.points, ballots, marks, &stand);
        let mut groups = score::order(&points);
        if rule.points == Points::Median {
            let (order, grades) = score::medians(ballots, &stand);
            let grades = (0..).zip(grades).filter(|(place, _)| stand[*place as usize]);
            let grades: Vec<(Place, Vec<Votes>)> = grades.collect();
            // The figure of the order is the grade that decides, not a sum of grades.
            let middle = |(place, counts): &(Place, Vec<Votes>)| (*place, score::median(counts));
            points = grades.iter().map(middle).collect();
            self.record.write(Step::Grades { grades });
            groups = order;
        }
        if rule.points == Points::Star && groups.first().is_some_and(|group| group.len() <= 2) {
            groups = self.final_pair(ballots, groups);
        }
        let method = rule.points.word().to_owned();
        self.seat_in_order(method, groups, points, &rule.tie);
    }

    /// Of the two with the highest sums the one that more ballots score higher comes first.
    fn final_pair(&mut self, ballots: &Ballots, groups: Vec<Vec<Place>>) -> Vec<Vec<Place>> {
        let mut all = groups.into_iter();
        let top: Vec<Place> = all.next().into_iter().flatten().collect();
        let (pair, rest): ([Place; 2], Vec<Vec<Place>>) = match (top.as_slice(), all.next()) {
            ([one, other], next) => ([*one, *other], next.into_iter().chain(all).collect()),
            // Several stand second: who runs off is open, and they are told as equals behind the first.
            ([first], Some(second)) if second.len() == 1 => ([*first, second[0]], all.collect()),
            (_, next) => return std::iter::once(top).chain(next).chain(all).collect(),
        };
        let (first, second) = score::higher(ballots, pair[0], pair[1]);
        let (prefer, alike) = ([first, second], ballots.cast() - first - second);
        self.record.write(Step::FinalPair { pair, prefer, alike });
        let head = match first.cmp(&second) {
            std::cmp::Ordering::Less => vec![vec![pair[1]], vec![pair[0]]],
            // A runoff without a winner goes to the higher sum, which stands first.
            std::cmp::Ordering::Equal if top.len() == 2 => vec![pair.to_vec()],
            _ => vec![vec![pair[0]], vec![pair[1]]],
        };
        head.into_iter().chain(rest).collect()
    }

    /// Seats the committee that wins; of several the law or a lot names one.
    pub(super) fn committee(&mut self, rule: &Committee) {
        let Some((ballots, _, stand)) = self.opened() else { return };
        let ballots = &*self.valid(ballots);
        let (seats, places) = (self.pot().seats, standing(&stand));
        let Some(all) = committee::committees(rule.way, ballots, &places, seats) else {
            let (contest, most) = (self.contest.code.clone(), committee::MOST);
            self.faults.push(Fault::TooManyCommittees { contest, most });
            return;
        };
        let method = rule.way.word().to_owned();
        self.record.write(Step::Committees { method, committees: all.clone() });
        let common: Vec<Place> = places
            .iter()
            .copied()
            .filter(|place| all.iter().all(|one| one.contains(place)))
            .collect();
        for place in &common {
            let (place, votes) = (*place, Exact::zero());
            self.record.write(Step::Chosen { place, votes, why: ElectedBy::Order });
        }
        if all.len() < 2 {
            self.nobody_left();
            return;
        }
        // What the committees do not share is parted by the law's order, and must make one of them.
        let equals: Vec<Place> = places
            .into_iter()
            .filter(|place| !common.contains(place) && all.iter().any(|one| one.contains(place)))
            .collect();
        let open = u32::try_from(all[0].len() - common.len()).unwrap_or(0);
        let chosen = if rule.tie.first() == Some(&TieBy::ListOrder) {
            // The first committee in ballot-paper order: its candidates stand before the others'.
            all[0].iter().copied().filter(|place| !common.contains(place)).collect()
        } else {
            let contest = self.contest;
            let value = |by: TieBy, place: Place| Self::tie_value(contest, by, place, 0, 0);
            let (rules, lots) = (rule.tie.as_slice(), &self.lots);
            let parting = Parting { rules, value: &value, lots, purpose: Purpose::Seats };
            part(&equals, open, &parting, &mut self.record)
        };
        let mut whole: Vec<Place> = common.iter().chain(&chosen).copied().collect();
        whole.sort_unstable();
        if !chosen.is_empty() && !all.contains(&whole) {
            let names = whole.iter().map(|place| self.contest.candidacy(*place).name.clone());
            let (contest, drawn) =
                (self.contest.code.clone(), names.collect::<Vec<_>>().join(", "));
            self.faults.push(Fault::NotACommittee { contest, drawn });
            return;
        }
        for place in chosen {
            let votes = Exact::zero();
            self.record.write(Step::Chosen { place, votes, why: ElectedBy::Order });
        }
    }

    /// Seats the first of an order; equals at the cut are parted by the law.
    pub(super) fn seat_in_order(
        &mut self,
        method: String,
        groups: Vec<Vec<Place>>,
        figures: Vec<(Place, Exact)>,
        ties: &[TieBy],
    ) {
        let of = |place: Place| {
            figures.iter().find(|one| one.0 == place).map_or_else(Exact::zero, |one| one.1.clone())
        };
        let (contest, mut open) = (self.contest, self.pot().seats);
        let order = Step::Ordered { method, groups: groups.clone(), figures: figures.clone() };
        self.record.write(order);
        for group in groups {
            let size = u32::try_from(group.len()).unwrap_or(u32::MAX);
            let chosen = if open == 0 {
                break;
            } else if size <= open {
                group
            } else {
                let value = |by: TieBy, place: Place| Self::tie_value(contest, by, place, 0, 0);
                let (lots, purpose) = (&self.lots, Purpose::Seats);
                let parting = Parting { rules: ties, value: &value, lots, purpose };
                part(&group, open, &parting, &mut self.record)
            };
            open = open.saturating_sub(size);
            for place in chosen {
                let (votes, why) = (of(place), ElectedBy::Order);
                self.record.write(Step::Chosen { place, votes, why });
            }
        }
        self.nobody_left();
    }

    /// Passes votes on until every seat is filled or equals wait.
    pub(super) fn transfer(&mut self, rule: &'a Transfer) {
        let Some((ballots, marks, stand)) = self.opened() else { return };
        let (contest, seats) = (self.contest, self.pot().seats);
        let one = |method: &TransferBy| matches!(method, TransferBy::Runoff(way) if way.wins.is_for_one());
        if seats != 1 && one(&rule.method) {
            self.faults.push(Fault::OneSeatOnly { contest: contest.code.clone(), seats });
            return;
        }
        let Some(papers) = self.papers(rule, ballots, marks) else { return };
        let value = |by: TieBy, place: Place| -> Option<Value> {
            Self::tie_value(contest, by, place, 0, 0)
        };
        let ties = Ties { rules: &rule.tie, value: &value, lots: &self.lots };
        if let TransferBy::Meek(way) = &rule.method {
            let table = meek::Table { ballots, marks, seats, ties };
            meek::run(way, &table, &stand, &mut self.record);
            self.nobody_left();
            return;
        }
        let undeclared = Undeclared::new(self.undeclared(&stand), marks.write_in);
        let adds = match &rule.method {
            TransferBy::Gregory(way) => way.adds,
            _ => Adds::Exact,
        };
        let table = Table { papers, seats, ties, adds };
        let mut stages = Stages::deal(&table, stand, self.trail.take());
        match &rule.method {
            TransferBy::Runoff(way) => {
                runoff::run(way, &mut stages, undeclared, &mut self.record);
            }
            TransferBy::Gregory(way) => {
                gregory::run(way, seats, &mut stages, undeclared, &mut self.record);
            }
            TransferBy::Meek(_) => {}
        }
        self.trail = stages.trail.take();
        if let (Some(trail), Some(of)) = (&mut self.trail, table.papers.numbers()) {
            trail.numbered(of);
        }
        self.nobody_left();
    }

    /// The papers in the order that the law asks for; `None` if it asks for one that nobody kept.
    fn papers(
        &mut self,
        rule: &Transfer,
        ballots: &'a Ballots,
        marks: &'a Marks,
    ) -> Option<Papers<'a>> {
        match &rule.method {
            TransferBy::Gregory(way) if way.surplus.draws_by_order() => {
                let papers = Papers::numbered(ballots, marks);
                if papers.is_none() {
                    let contest = self.contest.code.clone();
                    self.faults.push(match ballots.sequence() {
                        Sequence::Free => Fault::NoPaperOrder { contest },
                        Sequence::Kept => {
                            Fault::TooManyPapers { contest, most: MOST_NUMBERED.to_string() }
                        }
                    });
                }
                papers
            }
            TransferBy::Gregory(way) if way.surplus.mixes_papers() => {
                Some(Papers::mixed(ballots, marks))
            }
            _ => Some(Papers::new(ballots, marks)),
        }
    }

    /// Seats that are neither filled nor waiting stay empty: there were too few candidates.
    pub(super) fn nobody_left(&mut self) {
        let seats = self.pot().seats;
        let steps = || self.record.steps.iter().map(|entry| &entry.step);
        let chosen = steps().filter(|step| matches!(step, Step::Chosen { .. })).count();
        let waits = steps().any(|step| matches!(step, Step::Pending { .. }));
        let left = seats.saturating_sub(u32::try_from(chosen).unwrap_or(u32::MAX));
        if left > 0 && !waits {
            self.record.write(Step::Vacant { seats: left, why: Vacancy::NoCandidates });
        }
    }
}

pub(super) fn standing(stand: &[bool]) -> Vec<Place> {
    (0..).zip(stand).filter(|(_, stands)| **stands).map(|(place, _)| place).collect()
}
