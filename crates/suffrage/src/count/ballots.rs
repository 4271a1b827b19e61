//! Counts of ballots: read by the law's rule, then passed from candidate to candidate.

use std::collections::BTreeMap;

use super::Counter;
use crate::law::{Ballot, Transfer, TransferBy};
use crate::method::marks::Rule as Marks;
use crate::method::papers::Papers;
use crate::method::stages::{Stages, Table};
use crate::method::{gregory, meek, runoff};
use crate::number::Votes;
use crate::record::{Lost, Purpose, Step, TieBy, Value};
use crate::tally::Place;
use crate::tie::Parting;

impl<'a> Counter<'a> {
    /// Takes the ballots as the law reads them.
    pub(super) fn ballots(&mut self, rule: &'a Ballot) {
        let contest = self.contest;
        let found = contest.ballots.as_ref().filter(|one| one.marking() == rule.marking);
        let Some(ballots) = found else {
            self.missing(&format!("ballots ({})", rule.marking));
            return;
        };
        let mut aside: BTreeMap<Lost, Votes> = BTreeMap::new();
        for (marks, weight) in ballots.iter() {
            if let Some(why) = rule.marks.aside(marks) {
                *aside.entry(why).or_default() += Votes::from(weight);
            }
        }
        let aside = aside.into_iter().collect();
        self.record.write(Step::Ballots { cast: ballots.cast(), aside });
        self.marks = Some(&rule.marks);
    }

    /// Passes votes on until every seat is filled or equals wait.
    pub(super) fn transfer(&mut self, rule: &'a Transfer) {
        const PLAIN: &Marks = &Marks::PLAIN;
        let contest = self.contest;
        let Some(ballots) = contest.ballots.as_ref() else {
            self.missing("ballots");
            return;
        };
        if !self.open_pot("") {
            return;
        }
        let seats = self.pot().seats;
        let marks = self.marks.unwrap_or(PLAIN);
        let value = |by: TieBy, place: Place| -> Option<Value> {
            Self::tie_value(contest, by, place, 0, 0)
        };
        let stand: Vec<bool> = contest.candidacies.iter().map(|one| !one.withdrawn).collect();
        match &rule.method {
            TransferBy::Runoff(way) => {
                let papers = Papers::new(ballots, marks);
                let table =
                    Table { papers, seats, ties: &rule.tie, value: &value, lots: &self.lots };
                let mut stages = Stages::deal(&table, stand);
                runoff::run(way, &mut stages, &[], &mut self.record);
            }
            TransferBy::Gregory(way) => {
                let papers = Papers::new(ballots, marks);
                let table =
                    Table { papers, seats, ties: &rule.tie, value: &value, lots: &self.lots };
                let mut stages = Stages::deal(&table, stand);
                gregory::run(way, seats, &mut stages, &mut self.record);
            }
            TransferBy::Meek(way) => {
                let purpose = Purpose::Exclusion;
                let parting =
                    Parting { rules: &rule.tie, value: &value, lots: &self.lots, purpose };
                let table = meek::Table { ballots, marks, seats, parting };
                meek::run(way, &table, &stand, &mut self.record);
            }
        }
    }
}
