//! Keys that are one person: found in whatever order they were said to be, and undone by folding again.

use super::fold::{Register, Symbol};
use super::statement::Identical;

impl Register {
    /// Makes two keys of one person one, whatever the order in which they were said to be.
    pub(super) fn merge(&mut self) {
        self.same.clear();
        let same = self.identities.iter().filter(|one| one.fact.are == Identical::Same);
        let pairs: Vec<[String; 2]> = same.map(|one| one.fact.persons.clone()).collect();
        for [first, second] in &pairs {
            let (first, second) = (self.symbols.keep(first), self.symbols.keep(second));
            let (first, second) = (self.root(first), self.root(second));
            if first != second {
                self.same.insert(second, first);
            }
        }
        if self.same.is_empty() {
            return;
        }
        let mut held = std::mem::take(&mut self.held);
        held.iter_mut().for_each(|one| one.person = self.root(one.person));
        self.held = held;
        let mut candidacies = std::mem::take(&mut self.candidacies);
        for one in &mut candidacies.all {
            self.rename(&mut one.fact.person);
            one.fact.substitutes.iter_mut().for_each(|id| self.rename(id));
        }
        self.candidacies = candidacies;
        let mut members = std::mem::take(&mut self.members);
        members.all.iter_mut().for_each(|one| self.rename(&mut one.fact.person));
        self.members = members;
        let mut exercises = std::mem::take(&mut self.exercises);
        exercises.all.iter_mut().for_each(|one| self.rename(&mut one.fact.person));
        self.exercises = exercises;
        let mut events = std::mem::take(&mut self.events);
        for one in &mut events.all {
            let lists = [&mut one.fact.persons, &mut one.fact.by, &mut one.fact.proposed_by];
            lists.into_iter().flatten().for_each(|id| self.rename(id));
        }
        self.events = events;
    }

    /// The key under which a person is kept, in place of another.
    fn rename(&self, person: &mut String) {
        if let Some(symbol) = self.symbols.find(person) {
            self.name(self.root(symbol)).clone_into(person);
        }
    }

    /// The key under which a person is kept.
    pub(super) fn root(&self, person: Symbol) -> Symbol {
        let mut at = person;
        while let Some(next) = self.same.get(&at) {
            at = *next;
        }
        at
    }
}
