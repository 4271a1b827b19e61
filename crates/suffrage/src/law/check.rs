//! Holds a law against itself: periods, names, sources. Every fault at once.

use std::collections::BTreeMap;

use super::tiers::InTier;
use super::{Choose, Clause, Law, Method, Step, TransferBy};
use crate::diagnostic::{Diagnostic, Fault, near};

/// Names everything in `law` that cannot stand, as read from `file`.
pub fn law(law: &Law, file: &str, sources_read: bool, faults: &mut Vec<Diagnostic>) {
    let mut versions =
        Versions { sources: &law.sources, coded: law.coded, file, sources_read, faults };
    versions.clauses("", &law.choose);
    versions.clauses("", &law.sizes);
    versions.clauses("", &law.apply);
    for system in &law.systems {
        versions.clauses(&system.name, &system.clauses);
    }
    let mut check = Check { law, file, faults };
    check.id();
    check.systems();
    check.order();
    check.remainders();
    check.parts();
    check.tiers();
    check.sources();
}

/// Versions of clauses held against each other and their sources, for laws and rules of offices.
pub(crate) struct Versions<'a> {
    pub(crate) sources: &'a [super::Source],
    pub(crate) coded: super::Period,
    pub(crate) file: &'a str,
    pub(crate) sources_read: bool,
    pub(crate) faults: &'a mut Vec<Diagnostic>,
}

impl Versions<'_> {
    fn fault(&mut self, span: std::ops::Range<usize>, fault: Fault) {
        self.faults.push(Diagnostic::at(self.file, span, fault));
    }

    /// Sources of clauses; versions contiguous, never overlapping, over the coded period.
    pub(crate) fn clauses<T>(&mut self, system: &str, clauses: &[Clause<T>]) {
        let mut versions: BTreeMap<&str, Vec<&Clause<T>>> = BTreeMap::new();
        for clause in clauses {
            versions.entry(&clause.name).or_default().push(clause);
            let Some(key) = &clause.seen else { continue };
            if self.sources_read && self.sources.iter().all(|source| source.key != *key) {
                let near = near(key, self.sources.iter().map(|source| source.key.as_str()));
                self.fault(clause.span.clone(), Fault::NoSuchSource { key: key.clone(), near });
            }
        }
        for (name, mut versions) in versions {
            let name = if system.is_empty() { name.to_owned() } else { format!("{system}.{name}") };
            versions.sort_by_key(|one| one.force.from);
            for (index, one) in versions.iter().enumerate() {
                let same = |of: &&&Clause<T>| of.force == one.force;
                let adopts =
                    |of: &&Clause<T>| of.reading.as_ref().is_some_and(|one| one.adopted.is_some());
                let adopted = versions.iter().filter(same).any(adopts);
                for other in &versions[index + 1..] {
                    self.pair(&name, one, other, adopted);
                }
            }
            self.gaps(&name, &versions);
        }
    }

    /// Two versions may share a day only as two readings of one text.
    fn pair<T>(&mut self, name: &str, one: &Clause<T>, other: &Clause<T>, adopted: bool) {
        if !one.force.overlaps(&other.force) {
            return;
        }
        let readings = (one.reading.as_ref(), other.reading.as_ref());
        let fault = match readings {
            (Some(a), Some(b)) if a.name != b.name && one.force == other.force => {
                match (&a.adopted, &b.adopted) {
                    (Some(_), Some(_)) => Fault::NobodyAdopted { clause: name.to_owned() },
                    (None, None) if !adopted => Fault::NobodyAdopted { clause: name.to_owned() },
                    _ => return,
                }
            }
            _ => Fault::PeriodsOverlap {
                clause: name.to_owned(),
                first: one.force.to_string(),
                second: other.force.to_string(),
            },
        };
        self.fault(other.span.clone(), fault);
    }

    fn gaps<T>(&mut self, name: &str, versions: &[&Clause<T>]) {
        for pair in versions.windows(2) {
            let gap = pair[0].force.until.is_some_and(|until| until < pair[1].force.from);
            if gap && !pair[1].outside {
                let (clause, first) = (name.to_owned(), pair[0].force.to_string());
                let second = pair[1].force.to_string();
                self.fault(pair[1].span.clone(), Fault::PeriodsGap { clause, first, second });
            }
        }
        let (Some(first), Some(last)) = (versions.first(), versions.last()) else { return };
        let coded = self.coded;
        let late = first.force.from > coded.from;
        let ends = last.force.until;
        let early = ends.is_some_and(|ends| coded.until.is_none_or(|until| ends < until));
        if (early || late) && !versions.iter().any(|one| one.outside) {
            let (clause, coded) = (name.to_owned(), coded.to_string());
            let period =
                super::Period { from: first.force.from, until: last.force.until }.to_string();
            self.fault(first.span.clone(), Fault::PeriodOutsideCoded { clause, period, coded });
        }
    }
}

struct Check<'a> {
    law: &'a Law,
    file: &'a str,
    faults: &'a mut Vec<Diagnostic>,
}

impl Check<'_> {
    fn fault(&mut self, span: std::ops::Range<usize>, fault: Fault) {
        self.faults.push(Diagnostic::at(self.file, span, fault));
    }

    fn id(&mut self) {
        let named = |path: &str| {
            let before = path.strip_suffix(self.law.id.as_str());
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        if !self.file.strip_suffix(".toml").is_some_and(named) {
            let (id, file, fits) = (self.law.id.clone(), self.file.to_owned(), fits(self.file));
            self.fault(0..1, Fault::WrongId { id, file, fits });
        }
    }

    /// Steps that work on seats given stand behind a step that gives some.
    fn order(&mut self) {
        for system in &self.law.systems {
            let (mut divided, mut read) = (false, false);
            for clause in &system.clauses {
                let counts_ballots = match &clause.rule {
                    Step::Transfer(_) => Some("transfer"),
                    Step::Compare(_) => Some("compare"),
                    Step::Score(_) => Some("points"),
                    Step::Committee(_) => Some("committee"),
                    _ => None,
                };
                read |= matches!(clause.rule, Step::Ballot(_));
                if let Some(step) = counts_ballots.filter(|_| !read) {
                    let (step, before) = (step.to_owned(), "ballot".to_owned());
                    self.fault(clause.span.clone(), Fault::OutOfOrder { step, before });
                }
                let step = match &clause.rule {
                    Step::Allocate(_) => {
                        divided = true;
                        continue;
                    }
                    Step::Ensure(_) => "ensure",
                    Step::Exhausted(_) => "exhausted",
                    Step::Sections(_) => "sections",
                    Step::Fill(_) => "fill",
                    _ => continue,
                };
                if !divided {
                    let (step, before) = (step.to_owned(), "allocate".to_owned());
                    self.fault(clause.span.clone(), Fault::OutOfOrder { step, before });
                }
            }
        }
    }

    /// Remainders are what whole quotas leave: without these every remainder is nothing, and all are equal.
    fn remainders(&mut self) {
        for system in &self.law.systems {
            let mut quotas = Vec::new();
            for clause in &system.clauses {
                match method_of(&clause.rule) {
                    Some(Method::Quotas(_)) => quotas.push(clause.force),
                    Some(Method::Remainders)
                        if !quotas.iter().any(|force| force.overlaps(&clause.force)) =>
                    {
                        let (step, before) =
                            ("largest remainders".to_owned(), "whole quotas".to_owned());
                        self.fault(clause.span.clone(), Fault::OutOfOrder { step, before });
                    }
                    _ => {}
                }
            }
        }
    }

    /// Either every step of a system says in which tier it works, or none does.
    fn tiers(&mut self) {
        for system in &self.law.systems {
            let apart = |one: &&Clause<Step>| !matches!(one.rule, Step::Tier(..));
            let first = system.clauses.iter().find(apart);
            if let Some(span) = first.map(|one| one.span.clone())
                && system.clauses.iter().any(|one| matches!(one.rule, Step::Tier(..)))
            {
                self.fault(span, Fault::MixedTiers { system: system.name.clone() });
            }
        }
    }

    /// A vote is parted between equals only where the method divides votes.
    fn parts(&mut self) {
        for system in &self.law.systems {
            for clause in &system.clauses {
                let Step::Ballot(ballot) = &clause.rule else { continue };
                let whole = system.clauses.iter().find_map(|other| match &other.rule {
                    Step::Transfer(rule) if other.force.overlaps(&clause.force) => {
                        rule.method.passes_whole_papers()
                    }
                    Step::Compare(rule) if other.force.overlaps(&clause.force) => {
                        rule.method.passes_whole_papers()
                    }
                    _ => None,
                });
                if let Some(method) = whole.filter(|_| ballot.marks.parts_votes()) {
                    let (word, method) = (ballot.marks.overvote.to_string(), method.to_owned());
                    self.fault(clause.span.clone(), Fault::CannotPart { word, method });
                }
                let keeps = system.clauses.iter().any(|other| match &other.rule {
                    Step::Transfer(rule) if other.force.overlaps(&clause.force) => {
                        matches!(rule.method, TransferBy::Meek(_))
                    }
                    _ => false,
                });
                if keeps && ballot.marks.write_in.has_a_place() {
                    let word = ballot.marks.write_in.to_string();
                    let method = "keep factors".to_owned();
                    self.fault(clause.span.clone(), Fault::CannotHold { word, method });
                }
            }
        }
    }

    /// Every system chosen stands there, and every system that stands there is chosen.
    fn systems(&mut self) {
        let mut chosen: Vec<(&str, std::ops::Range<usize>)> = Vec::new();
        for clause in &self.law.choose {
            match &clause.rule {
                Choose::Always(system) => chosen.push((system, clause.span.clone())),
                Choose::By { then, otherwise, .. } => {
                    chosen.push((then, clause.span.clone()));
                    chosen.push((otherwise, clause.span.clone()));
                }
            }
        }
        let known = || self.law.systems.iter().map(|system| system.name.as_str());
        let mut faults: Vec<(std::ops::Range<usize>, Fault)> = Vec::new();
        for (name, span) in &chosen {
            if self.law.apply.is_empty() && known().all(|system| system != *name) {
                let (system, near) = ((*name).to_owned(), near(name, known()));
                faults.push((span.clone(), Fault::SystemMissing { system, near }));
            }
        }
        for system in &self.law.systems {
            if self.law.apply.is_empty() && chosen.iter().all(|(name, _)| *name != system.name) {
                let span = system.clauses.first().map_or(0..1, |clause| clause.span.clone());
                faults.push((span, Fault::SystemUnused { system: system.name.clone() }));
            }
        }
        if self.law.apply.is_empty() {
            for (what, none) in [
                ("[[choose]]", self.law.choose.is_empty()),
                ("system", self.law.systems.is_empty()),
            ] {
                if none {
                    faults.push((0..1, Fault::EmptyLaw { what: what.to_owned() }));
                }
            }
        }
        for (span, fault) in faults {
            self.fault(span, fault);
        }
    }

    fn sources(&mut self) {
        for (index, source) in self.law.sources.iter().enumerate() {
            if self.law.sources[..index].iter().any(|one| one.key == source.key) {
                let (what, name) = ("[[source]]".to_owned(), source.key.clone());
                self.fault(0..1, Fault::SameTwice { what, name });
            }
        }
    }
}

/// The id that the path of a file fits: its folder and its name.
fn fits(file: &str) -> String {
    let path = file.strip_suffix(".toml").unwrap_or(file);
    let mut parts: Vec<&str> = path.rsplit(['/', '\\']).take(2).collect();
    parts.retain(|part| !part.is_empty() && !part.starts_with('.'));
    parts.reverse();
    parts.join("/")
}

/// By which method a step divides seats, if it does.
fn method_of(step: &Step) -> Option<&Method> {
    match step {
        Step::Allocate(rule) => Some(&rule.method),
        Step::Tier(_, InTier::Allocate(division)) => Some(&division.rule.method),
        _ => None,
    }
}
