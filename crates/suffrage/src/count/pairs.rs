//! Counts that hold candidates against each other two by two.

use super::Counter;
use super::ballots::standing;
use crate::ballots::Ballots;
use crate::diagnostic::Fault;
use crate::law::{Compare, CompareBy};
use crate::method::elimination::{self, Table as Points};
use crate::method::history::Ties;
use crate::method::marks::Rule as Marks;
use crate::method::pairwise::{self, Matrix, Order, TooMany};
use crate::method::papers::Papers;
use crate::method::stages::{Adds, Table};
use crate::method::{black, kemeny, ranking, score, smith};
use crate::number::Exact;
use crate::record::{ElectedBy, Step, TieBy, Value};
use crate::tally::Place;

impl<'a> Counter<'a> {
    /// Holds candidates against each other, and seats whom the method puts first.
    pub(super) fn compare(&mut self, rule: &'a Compare) {
        let Some((ballots, _, mut stand)) = self.opened() else { return };
        let marks = self.marks.unwrap_or(ranking::EVERY_RANK);
        // Names that nobody declared are out before anybody else is looked at.
        self.undeclared(&stand).iter().for_each(|place| stand[*place as usize] = false);
        if let CompareBy::Elimination(way) = rule.method {
            if self.one_seat() {
                self.eliminate(way, rule, ballots, marks, stand);
            }
            return;
        }
        let matrix = pairwise::matrix(ballots, marks, &stand);
        self.record.write(Step::Compared { ballots: matrix.clone() });
        match rule.method {
            CompareBy::Pairs(way) => match pairwise::order(way, &matrix, &standing(&stand)) {
                Ok(order) => self.seat_by_pairs(rule, order),
                Err(why) => self.too_many(why),
            },
            CompareBy::Black(way) if self.one_seat() => {
                let found = black::find(way, &matrix, ballots, marks, &stand);
                self.black(rule, found, standing(&stand));
            }
            CompareBy::Hybrid(how) if self.one_seat() => {
                self.hybrid(how, rule, &matrix, ballots, marks, stand);
            }
            CompareBy::Black(_) | CompareBy::Hybrid(_) | CompareBy::Elimination(_) => {}
        }
    }

    /// These methods say who is elected, not who would be second.
    fn one_seat(&mut self) -> bool {
        let seats = self.pot().seats;
        if seats != 1 {
            let contest = self.contest.code.clone();
            self.faults.push(Fault::OneSeatOnly { contest, seats });
        }
        seats == 1
    }

    fn too_many(&mut self, why: TooMany) {
        let contest = self.contest.code.clone();
        self.faults.push(match why {
            TooMany::Candidates => Fault::TooManyToOrder { contest, most: kemeny::MOST },
            TooMany::EqualWins => Fault::TooManyEqualWins { contest },
        });
    }

    fn seat_by_pairs(&mut self, rule: &Compare, order: Order) {
        if !order.paths.is_empty() {
            self.record.write(Step::Paths { strength: order.paths });
        }
        let all = u32::try_from(order.locked.len()).unwrap_or(u32::MAX);
        for (number, wins) in (1..).zip(order.locked) {
            let order = (all > 1).then_some((number, all));
            self.record.write(Step::Locked { wins, order });
        }
        if let Some(kemeny::Best { agreement, orders, shown }) = order.best {
            self.record.write(Step::Best { agreement, orders, shown });
        }
        let figure = |(place, figure): (Place, i128)| {
            let size = Exact::from(figure.unsigned_abs());
            (place, if figure < 0 { Exact::zero() - &size } else { size })
        };
        let figures = order.figures.into_iter().map(figure).collect();
        self.seat_in_order(rule.method.word().to_owned(), order.groups, figures, &rule.tie);
    }

    fn black(&mut self, rule: &Compare, found: black::Found, among: Vec<Place>) {
        match found {
            black::Found::Winner(place) => {
                self.record.write(Step::Condorcet { winner: Some(place), among });
                let (votes, why) = (Exact::zero(), ElectedBy::Condorcet);
                self.record.write(Step::Chosen { place, votes, why });
            }
            black::Found::Points(points) => {
                self.record.write(Step::Condorcet { winner: None, among });
                let method = rule.method.word().to_owned();
                self.seat_in_order(method, score::order(&points), points, &rule.tie);
            }
        }
    }

    fn eliminate(
        &mut self,
        way: elimination::Rule,
        rule: &Compare,
        ballots: &Ballots,
        marks: &Marks,
        stand: Vec<bool>,
    ) {
        let contest = self.contest;
        let value = |by: TieBy, place: Place| -> Option<Value> {
            Self::tie_value(contest, by, place, 0, 0)
        };
        let table = Points { ballots, marks, ties: &rule.tie, value: &value, lots: &self.lots };
        match elimination::run(way, &table, stand, &mut self.record) {
            // All who are left have the same points: the law's order parts them.
            Some(points) => {
                let method = rule.method.word().to_owned();
                self.seat_in_order(method, score::order(&points), points, &rule.tie);
            }
            None => self.nobody_left(),
        }
    }

    fn hybrid(
        &mut self,
        how: smith::Hybrid,
        rule: &Compare,
        matrix: &Matrix,
        ballots: &Ballots,
        marks: &Marks,
        stand: Vec<bool>,
    ) {
        let contest = self.contest;
        let value = |by: TieBy, place: Place| -> Option<Value> {
            Self::tie_value(contest, by, place, 0, 0)
        };
        let (papers, seats) = (Papers::new(ballots, marks), self.pot().seats);
        let ties = Ties { rules: &rule.tie, value: &value, lots: &self.lots };
        let table = Table { papers, seats, ties, adds: Adds::Exact };
        smith::run(how, matrix, &table, stand, &mut self.record);
        self.nobody_left();
    }
}
