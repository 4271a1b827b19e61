//! Worked examples inside a law file: read here, counted like any contest, compared in `check`.

use std::ops::Range;

use super::form::{EXAMPLE_AREA, EXAMPLE_ROUND};
use super::parse::{Node, Reader, day, form_of};
use super::{Example, LawBook, LawOnDay, Step};
use crate::ballots::{Collect, Mark, Marking, Sequence};
use crate::count::{Wish, count};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::outcome::Outcome;
use crate::record::Record;
use crate::tally::{Area, Candidacy, Contest, Lot, Parts, Person, Place, Round, Tier, Tiers};

impl Reader<'_> {
    pub(super) fn examples(&mut self, root: &Node<'_>) -> Vec<Example> {
        let Some(form) = form_of("example") else { return Vec::new() };
        let nodes = self.tables(root, "example", form);
        nodes.iter().filter_map(|node| self.example(node)).collect()
    }

    fn example(&mut self, node: &Node<'_>) -> Option<Example> {
        let (name, source, on) =
            (self.text(node, "name"), self.text(node, "source"), self.day(node, "on"));
        let mut contest = Contest {
            code: self.text(node, "contest").unwrap_or_else(|| "1".to_owned()),
            name: name.clone().unwrap_or_default(),
            seats: self.whole(node, "seats").and_then(|seats| u32::try_from(seats).ok()),
            inhabitants: self.whole(node, "inhabitants"),
            members: self.whole(node, "members").map(u128::from),
            ..Contest::default()
        };
        for (number, round) in (1u8..).zip(self.tables(node, "round", &EXAMPLE_ROUND)) {
            let mut read = Round {
                number,
                registered: self.whole(&round, "registered").map(u128::from),
                voters: self.whole(&round, "voters").map(u128::from),
                blank: self.whole(&round, "blank").map(u128::from),
                expressed: self.whole(&round, "expressed").map(u128::from),
                ..Round::default()
            };
            for (name, votes) in self.numbers(&round, "votes").unwrap_or_default() {
                let place = self.known(&contest, &name).unwrap_or_else(|| {
                    contest.candidacies.push(Candidacy {
                        code: name.clone(),
                        name,
                        ..Candidacy::default()
                    });
                    Place::try_from(contest.candidacies.len() - 1).unwrap_or(Place::MAX)
                });
                read.votes.push((place, u128::from(votes)));
            }
            contest.rounds.push(read);
        }
        let areas = self.areas(node, &mut contest);
        if node.get("ballots").is_some() {
            self.ballots(node, &mut contest);
        } else if contest.rounds.is_empty() {
            let (key, form) = ("round` or `ballots".to_owned(), "[[example]]".to_owned());
            self.fault(node.span.clone(), Fault::KeyMissing { key, form });
        }
        self.facts(node, &mut contest);
        let strings = |all: Option<Vec<(String, Range<usize>)>>| -> Vec<String> {
            all.unwrap_or_default().into_iter().map(|one| one.0).collect()
        };
        let (among, drawn) =
            (strings(self.strings(node, "among")), strings(self.strings(node, "drawn")));
        let lot = Lot {
            contest: contest.code.clone(),
            among,
            drawn,
            purpose: None,
            source: source.clone()?,
        };
        let lots = if lot.drawn.is_empty() { Vec::new() } else { vec![lot] };
        let elected = strings(self.strings(node, "elected"));
        let span = node.span.clone();
        let (name, source, on) = (name?, source?, on?);
        Some(Example { name, source, on, contest, areas, elected, lots, span })
    }

    /// The areas of several tiers, made one contest; what is expected in each.
    fn areas(
        &mut self,
        node: &Node<'_>,
        contest: &mut Contest,
    ) -> Vec<(String, Vec<(String, u32)>)> {
        let nodes = self.tables(node, "area", &EXAMPLE_AREA);
        if nodes.is_empty() {
            return Vec::new();
        }
        let kinds = self.pairs(node, "kind").unwrap_or_default();
        let small = |all: Vec<(String, u64)>| -> Vec<(String, u32)> {
            all.into_iter()
                .map(|(key, all)| (key, u32::try_from(all).unwrap_or(u32::MAX)))
                .collect()
        };
        let (mut parts, mut expected) = (Parts::default(), Vec::new());
        for one in &nodes {
            let Some(code) = self.text(one, "area") else { continue };
            let known = [Tier::Region, Tier::Constituency, Tier::Nation];
            let words = known.map(Tier::one);
            let word = self.one_of(one, "tier", &words);
            let Some(tier) = known.into_iter().find(|tier| Some(tier.one()) == word) else {
                continue;
            };
            let area = Area {
                name: code.clone(),
                tier,
                seats: self.small(one, "seats"),
                levelling: self.small(one, "levelling"),
                inhabitants: self.whole(one, "inhabitants"),
                surface: self.whole(one, "surface"),
                code: code.clone(),
                ..Area::default()
            };
            parts.areas.push((area, self.text(one, "within").unwrap_or_default()));
            for (key, into) in [("votes", &mut parts.lists), ("direct", &mut parts.direct)] {
                let Some(votes) = self.numbers(one, key) else { continue };
                let mut round = Round { number: 1, ..Round::default() };
                round.registered = self.whole(one, "registered").map(u128::from);
                round.voters = self.whole(one, "voters").map(u128::from);
                round.expressed = self.whole(one, "expressed").map(u128::from);
                let mut of_area =
                    Contest { code: code.clone(), name: code.clone(), ..Contest::default() };
                for (place, (name, votes)) in (0..).zip(votes) {
                    let kind = kinds.iter().find(|one| one.0 == name).map(|one| one.1.clone());
                    of_area.candidacies.push(Candidacy {
                        code: name.clone(),
                        name,
                        kind: kind.unwrap_or_default(),
                        ..Candidacy::default()
                    });
                    round.votes.push((place, u128::from(votes)));
                }
                of_area.rounds.push(round);
                into.push(of_area);
            }
            let won = small(self.numbers(one, "won").unwrap_or_default());
            parts.won.extend(won.into_iter().map(|(list, seats)| (code.clone(), list, seats)));
            if let Some(seats) = self.numbers(one, "expect") {
                expected.push((code, small(seats)));
            }
        }
        match Tiers::contest(parts) {
            Ok(whole) => *contest = Contest { name: contest.name.clone(), ..whole },
            Err(faults) => {
                for (_, fault) in faults {
                    self.fault(node.span.clone(), fault);
                }
            }
        }
        expected
    }

    /// Ballots in one line each: `7 A B=C - D`, or `3 A=2 B=5` where they are scored.
    fn ballots(&mut self, node: &Node<'_>, contest: &mut Contest) {
        let lines = self.strings(node, "ballots").unwrap_or_default();
        let scored =
            |word: &str| word.split_once('=').is_some_and(|(_, one)| one.parse::<u16>().is_ok());
        let marking =
            match lines.iter().any(|(line, _)| line.split_whitespace().skip(1).any(scored)) {
                true => Marking::Scored,
                false => Marking::Ranked,
            };
        let mut all = Collect::with(marking, 0, Sequence::Kept);
        for (line, span) in lines {
            let mut words = line.split_whitespace();
            let Some(weight) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
                let (column, text) = ("ballots".to_owned(), line.clone());
                self.fault(span, Fault::NotWhole { column, text });
                continue;
            };
            let mut marks = Vec::new();
            for word in words {
                match (marking, word.split_once('=')) {
                    (Marking::Scored, Some((name, score))) => {
                        marks.push(place_of(contest, name));
                        marks.push(Mark::score(score.parse().unwrap_or(0)));
                    }
                    _ if word == "-" => marks.push(Mark::SKIPPED),
                    _ => {
                        for (index, name) in word.split('=').enumerate() {
                            let mark = place_of(contest, name);
                            marks.push(if index > 0 { mark.beside() } else { mark });
                        }
                    }
                }
            }
            if all.add(&marks, weight).is_err() {
                self.fault(span, Fault::TooManyBallots {});
            }
        }
        contest.ballots = all.finish().ok().map(std::sync::Arc::new);
    }

    fn known(&self, contest: &Contest, name: &str) -> Option<Place> {
        contest.find(name)
    }

    /// Lengths of lists, birth dates, connections and the expected seats.
    fn facts(&mut self, node: &Node<'_>, contest: &mut Contest) {
        for (key, numbers) in
            ["candidates", "expect"].map(|key| (key, self.numbers(node, key).unwrap_or_default()))
        {
            for (name, number) in numbers {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                let Some(place) = self.stands(node, key, contest, &name) else { continue };
                match key {
                    "expect" => contest.published.push((place, number)),
                    _ => contest.candidacies[place as usize].candidates = Some(number),
                }
            }
        }
        for (name, votes) in self.numbers(node, "persons").unwrap_or_default() {
            let (list, person) = name.split_once('/').unwrap_or((name.as_str(), ""));
            let Some(place) = self.stands(node, "persons", contest, list) else { continue };
            contest.candidacies[place as usize].persons.push(Person {
                name: person.to_owned(),
                votes: Some(votes.into()),
                ..Person::default()
            });
        }
        for key in ["born", "alliance", "kind"] {
            for (name, text, span) in self.pairs(node, key).unwrap_or_default() {
                let Some(place) = self.stands(node, key, contest, &name) else { continue };
                let candidacy = &mut contest.candidacies[place as usize];
                match (key, day(&text)) {
                    ("alliance", _) => {
                        candidacy.alliance = text.split('/').map(str::to_owned).collect()
                    }
                    ("kind", _) => candidacy.kind = text,
                    (_, Some(born)) => candidacy.born = Some(born),
                    (_, None) => self.fault(span, Fault::NotADate { key: name, text }),
                }
            }
        }
    }

    fn stands(
        &mut self,
        node: &Node<'_>,
        key: &str,
        contest: &Contest,
        name: &str,
    ) -> Option<Place> {
        let found = contest.find(name);
        if found.is_none() {
            let near = near(name, contest.candidacies.iter().map(|one| one.code.as_str()));
            let (list, contest) = (name.to_owned(), contest.name.clone());
            let span = node.get(key).map_or(0..0, toml::Spanned::span);
            self.fault(span, Fault::NoSuchList { list, contest, near });
        }
        found
    }
}

impl LawBook {
    /// Counts every worked example of a law; a diagnostic for each that does not come out.
    #[must_use]
    pub fn run_examples(&self, id: &str, file: &str) -> Vec<Diagnostic> {
        let Some(law) = self.find(id) else { return Vec::new() };
        let mut faults = Vec::new();
        for clause in &law.apply {
            let wanted = &clause.rule.law;
            if wanted == id || self.find(wanted).is_none() {
                let others = self.laws().iter().map(|law| law.id.as_str()).filter(|one| *one != id);
                let fault = Fault::NoSuchLaw { law: wanted.clone(), near: near(wanted, others) };
                faults.push(Diagnostic::at(file, clause.span.clone(), fault));
            }
        }
        for example in &law.examples {
            let counted = self.on(id, example.on, &[]).and_then(|law| {
                let contest = as_marked(&law, &example.contest);
                count(&law, &contest, &example.lots, &Wish::default())
            });
            match counted {
                Err(all) => faults.extend(
                    all.into_iter().map(|fault| Diagnostic::at(file, example.span.clone(), fault)),
                ),
                Ok(record) => faults.extend(differs(example, &record).map(|(wanted, found)| {
                    let name = example.name.clone();
                    let fault = Fault::ExampleFails { name, wanted, found };
                    Diagnostic::at(file, example.span.clone(), fault)
                })),
            }
        }
        faults
    }
}

/// The example with its ballots as approvals, where the law asks for such: a line of names says
/// nothing of an order then.
fn as_marked(law: &LawOnDay, example: &Contest) -> Contest {
    let approved =
        |step: &Step| matches!(step, Step::Ballot(one) if one.marking == Marking::Approved);
    let asks = law.systems.iter().flat_map(|one| &one.1).any(|(_, step)| approved(step));
    let mut contest = example.clone();
    if let Some(ballots) = contest.ballots.as_deref().filter(|_| asks) {
        let mut all = Collect::new(Marking::Approved, 0);
        let added = ballots.iter().all(|(marks, weight)| all.add(marks, weight).is_ok());
        contest.ballots = all.finish().ok().filter(|_| added).map(std::sync::Arc::new);
    }
    contest
}

/// What was expected and what was counted, if they differ.
fn differs(example: &Example, record: &Record) -> Option<(String, String)> {
    let outcome = Outcome::of(record);
    let name = |place: Place| record.name(place).to_owned();
    let elected: Vec<String> = outcome.elected().iter().map(|place| name(*place)).collect();
    if !example.elected.is_empty() && elected != example.elected {
        return Some((example.elected.join(", "), elected.join(", ")));
    }
    let line = |seats: &dyn Fn(Place) -> u32| {
        let all = (0..).zip(&record.candidacies).map(|(place, one)| (seats(place), &one.name));
        let won =
            all.filter(|(seats, _)| *seats > 0).map(|(seats, name)| format!("{name} {seats}"));
        won.collect::<Vec<_>>().join(", ")
    };
    let expected = |place: Place| {
        example.contest.published.iter().find(|one| one.0 == place).map_or(0, |one| one.1)
    };
    for (code, seats) in &example.areas {
        let number =
            (0..).zip(&record.areas).find(|one| one.1.code == *code).map_or(0, |one| one.0);
        let expected = |place: Place| {
            let code = &record.candidacies[place as usize].code;
            seats.iter().find(|one| one.0 == *code).map_or(0, |one| one.1)
        };
        let (wanted, found) = (line(&expected), line(&|place| outcome.seats_in(number, place)));
        if wanted != found {
            return Some((format!("{code}: {wanted}"), format!("{code}: {found}")));
        }
    }
    let wanted = line(&expected);
    let found = line(&|place| outcome.seats_of(place));
    (!example.contest.published.is_empty() && wanted != found).then_some((wanted, found))
}

/// The mark of a candidate, who is added if new: in the order in which the example names them.
fn place_of(contest: &mut Contest, name: &str) -> Mark {
    let place = contest.find(name).unwrap_or_else(|| {
        let (code, called) = (name.to_owned(), name.to_owned());
        contest.candidacies.push(Candidacy { code, name: called, ..Candidacy::default() });
        Place::try_from(contest.candidacies.len() - 1).unwrap_or(Place::MAX)
    });
    Mark::of(place)
}
