//! Files of ballots added together, each of any form: the ballots of one contest, wherever they
//! were scanned.
//!
//! A contest is found in each file by its code or name; a table that names none belongs to the one
//! that is asked for. A candidate is the same in two files under exactly the same name, or where one
//! file calls by its code whom the other names, or by an alias that somebody stated; nothing is
//! guessed from similar names. What may be a slip (a name in one file only) is told as a doubt.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Table;
use super::stated::{Asked, Known, aliases_of_two, at};
use crate::ballots::{Ballots, Collect, Marking, Sequence, Slice};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::tally::{Candidacy, Contest};

/// A file of ballots as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As the user named it.
    pub file: String,
    /// What it holds.
    pub table: Table,
}

/// Whether a table says how people voted in ballots, not in totals.
#[must_use]
pub fn is_of_ballots(table: &Table) -> bool {
    table.contests.iter().any(|contest| contest.ballots.is_some())
}

/// Adds the files together; one file of which nothing is asked stays as it is.
///
/// # Errors
/// As [`together`].
pub fn together_or_alone(
    mut sources: Vec<Source>,
    asked: &Asked,
) -> Result<Option<Table>, Vec<Diagnostic>> {
    match (sources.len(), asked.is_plain()) {
        (0, true) => Ok(None),
        (0, false) => Err(vec![Fault::AliasOfTotals {}.into()]),
        (1, true) => Ok(sources.pop().map(|one| titled(one, asked))),
        _ => together(sources, asked).map(Some),
    }
}

/// What one file does not name has the title.
fn titled(source: Source, asked: &Asked) -> Table {
    let title = asked.title.as_ref().filter(|_| {
        let named = |one: &Contest| !unnamed(&source, one);
        !source.table.contests.iter().any(named)
    });
    let (title, mut table) = (title.cloned(), source.table);
    for (contest, title) in table.contests.iter_mut().zip(title) {
        contest.name = title;
    }
    table
}

/// Adds the files together.
///
/// # Errors
/// Totals among ballots; a contest that a file does not hold; names and aliases that leave open who
/// is meant; another number of ballots than is stated.
pub fn together(sources: Vec<Source>, asked: &Asked) -> Result<Table, Vec<Diagnostic>> {
    let mut faults = aliases_of_two(&asked.known);
    for source in sources.iter().filter(|one| !is_of_ballots(&one.table)) {
        faults.push(Diagnostic::at(&source.file, 0..0, Fault::TotalsAmongBallots {}));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let groups = grouped(&sources, &asked.contests, &mut faults);
    let mut whole = Table {
        format: sources[0].table.format,
        contests: Vec::new(),
        faulty: Vec::new(),
        doubts: Vec::new(),
    };
    let files: Vec<String> = sources.iter().map(|one| one.file.clone()).collect();
    let mut held: Vec<Vec<Option<Contest>>> = Vec::new();
    for source in sources {
        whole.faulty.extend(source.table.faulty);
        whole.doubts.extend(source.table.doubts);
        held.push(source.table.contests.into_iter().map(Some).collect());
    }
    let mut used: Vec<Vec<bool>> =
        asked.known.iter().map(|one| vec![false; one.aliases.len()]).collect();
    let mut names: Vec<String> = Vec::new();
    for group in groups {
        let stems = group.members.iter().map(|(file, _)| super::stem(&files[*file]));
        let called =
            || asked.title.clone().unwrap_or_else(|| stems.collect::<Vec<_>>().join(" + "));
        let name = group.name.clone().unwrap_or_else(called);
        let of_group = group.members.iter();
        let parts: Vec<(&str, Contest)> = of_group
            .filter_map(|(file, contest)| {
                Some((files[*file].as_str(), held[*file][*contest].take()?))
            })
            .collect();
        let candidacies = parts.iter().flat_map(|one| &one.1.candidacies);
        names.extend(candidacies.map(|one| one.name.clone()));
        let mut joint = Joint::new(&asked.known, &mut used);
        whole.contests.extend(joint.contest(name, parts));
        faults.append(&mut joint.faults);
        whole.doubts.append(&mut joint.doubts);
    }
    for (known, used) in asked.known.iter().zip(&used) {
        for (alias, _) in known.aliases.iter().zip(used).filter(|(_, used)| !**used) {
            let near = near(alias, names.iter().map(String::as_str));
            let (alias, name) = (alias.clone(), known.name.clone());
            faults.push(at(known.place.as_ref(), Fault::AliasUnused { alias, name, near }));
        }
    }
    if faults.is_empty() {
        faults.extend(against_cast(&whole.contests, asked));
    }
    if faults.is_empty() { Ok(whole) } else { Err(faults) }
}

/// The number of ballots is held against the one that is stated.
fn against_cast(contests: &[Contest], asked: &Asked) -> Option<Diagnostic> {
    let (wanted, place) = asked.cast.as_ref()?;
    let [contest] = contests else {
        return Some(at(place.as_ref(), Fault::CastOfSeveral { contests: contests.len() }));
    };
    let found = contest.ballots.as_ref().map_or(0, |ballots| ballots.cast());
    (found != *wanted).then(|| {
        let contest = contest.name.clone();
        let (wanted, found) = (wanted.to_string(), found.to_string());
        at(place.as_ref(), Fault::BallotsAgainstCast { contest, wanted, found })
    })
}

/// The same contest in several files: (file, contest).
struct Group {
    name: Option<String>,
    members: Vec<(usize, usize)>,
}

/// Whether the file gave the contest no name: it then has that of the file.
fn unnamed(source: &Source, contest: &Contest) -> bool {
    source.table.contests.len() == 1
        && (contest.name.is_empty() || contest.name == super::stem(&source.file))
}

/// Which contests of the files are one.
fn grouped(sources: &[Source], asked: &[Vec<String>], faults: &mut Vec<Diagnostic>) -> Vec<Group> {
    if asked.is_empty() {
        let one = sources.iter().all(|source| source.table.contests.len() == 1);
        return if one { all_as_one(sources, faults) } else { by_name(sources) };
    }
    let group = |names: &Vec<String>| Group { name: names.first().cloned(), members: Vec::new() };
    let mut groups: Vec<Group> = asked.iter().map(group).collect();
    for (file, source) in sources.iter().enumerate() {
        let before: usize = groups.iter().map(|group| group.members.len()).sum();
        for (group, names) in groups.iter_mut().zip(asked) {
            let fits = |by: fn(&Contest) -> &String| {
                source.table.contests.iter().position(|one| names.contains(by(one)))
            };
            let alone =
                (asked.len() == 1 && unnamed(source, &source.table.contests[0])).then_some(0);
            let found = fits(|one| &one.name).or_else(|| fits(|one| &one.code)).or(alone);
            group.members.extend(found.map(|contest| (file, contest)));
        }
        if groups.iter().map(|group| group.members.len()).sum::<usize>() == before {
            let contest = asked.iter().flatten().cloned().collect::<Vec<_>>().join(", ");
            let known = source.table.contests.iter().map(|one| one.name.as_str());
            let near = near(&contest, known);
            let fault = Fault::ContestNotInFile { contest, near };
            faults.push(Diagnostic::at(&source.file, 0..0, fault));
        }
    }
    for (group, names) in groups.iter().zip(asked) {
        one_name(group, names, sources, faults);
    }
    groups.retain(|group| !group.members.is_empty());
    groups
}

/// Contests that are taken for one have one name, or names that were asked for.
fn one_name(group: &Group, asked: &[String], sources: &[Source], faults: &mut Vec<Diagnostic>) {
    let mut first: Option<&str> = None;
    for (file, contest) in &group.members {
        let (source, contest) = (&sources[*file], &sources[*file].table.contests[*contest]);
        if unnamed(source, contest) || asked.contains(&contest.name) {
            continue;
        }
        let first = *first.get_or_insert(&contest.name);
        if first != contest.name {
            let (first, second) = (first.to_owned(), contest.name.clone());
            let fault = Fault::NotOneContest { first, second };
            faults.push(Diagnostic::at(&source.file, 0..0, fault));
        }
    }
}

fn all_as_one(sources: &[Source], faults: &mut Vec<Diagnostic>) -> Vec<Group> {
    let members = (0..sources.len()).map(|file| (file, 0)).collect();
    let named = sources.iter().map(|one| (one, &one.table.contests[0]));
    let mut name =
        named.filter(|(source, contest)| !unnamed(source, contest)).map(|one| &one.1.name);
    let group = Group { name: name.next().cloned(), members };
    one_name(&group, &[], sources, faults);
    vec![group]
}

fn by_name(sources: &[Source]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (file, source) in sources.iter().enumerate() {
        for (contest, one) in source.table.contests.iter().enumerate() {
            let same = |group: &&mut Group| {
                let free = group.members.iter().all(|(other, _)| *other != file);
                free && group.name.as_ref() == Some(&one.name)
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.members.push((file, contest)),
                None => {
                    let members = vec![(file, contest)];
                    groups.push(Group { name: Some(one.name.clone()), members });
                }
            }
        }
    }
    groups
}

/// A contest as the files give it together.
struct Joint<'k> {
    known: &'k [Known],
    /// Which aliases stood in a file.
    used: &'k mut Vec<Vec<bool>>,
    candidacies: Vec<Candidacy>,
    /// The place of each known candidate.
    of_known: Vec<Option<usize>>,
    faults: Vec<Diagnostic>,
    doubts: Vec<Diagnostic>,
}

impl<'k> Joint<'k> {
    fn new(known: &'k [Known], used: &'k mut Vec<Vec<bool>>) -> Self {
        let mut joint = Self {
            known,
            used,
            candidacies: Vec::new(),
            of_known: vec![None; known.len()],
            faults: Vec::new(),
            doubts: Vec::new(),
        };
        for (at, one) in known.iter().enumerate().filter(|(_, one)| one.listed) {
            joint.stands(at, one.code.clone().unwrap_or_else(|| one.name.clone()));
        }
        joint
    }

    /// The place of a known candidate, who stands from now on.
    fn stands(&mut self, known: usize, code: String) -> usize {
        if let Some(place) = self.of_known[known] {
            return place;
        }
        let Known { name, withdrawn, .. } = self.known[known].clone();
        let code = self.known[known].code.clone().unwrap_or(code);
        self.candidacies.push(Candidacy { code, name, withdrawn, ..Candidacy::default() });
        self.of_known[known] = Some(self.candidacies.len() - 1);
        self.candidacies.len() - 1
    }

    /// Whoever is stated under this name, or else under this code.
    fn stated(&mut self, one: &Candidacy) -> Option<usize> {
        let words = [&one.name, &one.code];
        let is = |known: &Known, word: &String| {
            known.name == *word || known.code.as_ref() == Some(word) || known.aliases.contains(word)
        };
        let found = |word: &String| self.known.iter().position(|known| is(known, word));
        let at = words.into_iter().find_map(found)?;
        for (alias, used) in self.known[at].aliases.iter().zip(&mut self.used[at]) {
            *used |= words.contains(&alias);
        }
        Some(at)
    }

    /// The places of the candidates of one file.
    fn places(&mut self, file: &str, contest: &Contest, marking: Marking) -> Vec<usize> {
        let mut places: Vec<usize> = Vec::new();
        for one in &contest.candidacies {
            if let Some(known) = self.stated(one) {
                let place = self.stands(known, one.code.clone());
                // Two ranks of one person are read by the law; two scores are not.
                if marking != Marking::Ranked && places.contains(&place) {
                    let name = self.candidacies[place].name.clone();
                    self.faults.push(Diagnostic::at(file, 0..0, Fault::TwoColumnsOfOne { name }));
                }
                self.candidacies[place].withdrawn |= one.withdrawn;
                places.push(place);
                continue;
            }
            let same = |(at, other): &(usize, &Candidacy)| {
                let same =
                    other.name == one.name || other.name == one.code || other.code == one.name;
                (same && !places.contains(at)).then_some(*at)
            };
            let same: Vec<usize> =
                self.candidacies.iter().enumerate().filter_map(|one| same(&one)).collect();
            let alike = same.iter().find(|at| self.candidacies[**at].code == one.code);
            let place = match (alike, same.as_slice()) {
                (Some(place), _) => *place,
                (None, [place]) => *place,
                (None, []) => {
                    self.candidacies.push(one.clone());
                    self.candidacies.len() - 1
                }
                (None, [place, ..]) => {
                    let (name, contest) = (one.name.clone(), contest.name.clone());
                    let fault = Fault::SameNameTwice { name, contest };
                    self.faults.push(Diagnostic::at(file, 0..0, fault));
                    *place
                }
            };
            self.candidacies[place].withdrawn |= one.withdrawn;
            places.push(place);
        }
        places
    }

    /// The contest; nothing if the files cannot be added.
    fn contest(&mut self, name: String, parts: Vec<(&str, Contest)>) -> Option<Contest> {
        let ballots = |one: &Contest| one.ballots.clone();
        let marking = parts.iter().find_map(|one| ballots(&one.1))?.marking();
        let (mut of_files, mut seats, mut ranks) = (Vec::new(), None, None);
        for (file, contest) in &parts {
            of_files.push(self.places(file, contest, marking));
            self.agrees(file, contest, marking, &mut seats, &mut ranks);
        }
        self.only_in_one(&parts, &of_files);
        if !self.faults.is_empty() {
            return None;
        }
        let order = self.order(&of_files);
        let mut new_place = vec![0u32; order.len()];
        (0u32..).zip(&order).for_each(|(new, old)| new_place[*old] = new);
        let first = parts.iter().find(|(_, one)| one.name == name).unwrap_or(&parts[0]);
        let code = first.1.code.clone();
        // Only by what every file says can all the ballots be parted.
        let mut fields = first.1.fields.clone();
        fields.retain(|field| parts.iter().all(|one| one.1.fields.contains(field)));
        // The papers of several files stand in the order in which the files are named.
        let kept = |one: &(&str, Contest)| {
            one.1.ballots.as_ref().is_none_or(|ballots| ballots.sequence() == Sequence::Kept)
        };
        let sequence = if parts.iter().all(kept) { Sequence::Kept } else { Sequence::Free };
        let mut all = Collect::with(marking, ranks.unwrap_or(0), sequence);
        let mut slices: BTreeMap<String, Collect> = BTreeMap::new();
        for ((file, contest), places) in parts.into_iter().zip(of_files) {
            let to: Vec<Option<u32>> = places.iter().map(|place| Some(new_place[*place])).collect();
            let Some(ballots) = contest.ballots else { continue };
            let fits = append(&mut all, Arc::unwrap_or_clone(ballots), &to).is_some();
            let sliced = contest.slices.into_iter().all(|one| {
                let slice = slices.entry(one.name);
                let slice = slice.or_insert_with(|| Collect::new(marking, ranks.unwrap_or(0)));
                append(slice, one.ballots, &to).is_some()
            });
            if !fits || !sliced {
                self.faults.push(Diagnostic::at(file, 0..0, Fault::TooManyBallots {}));
            }
        }
        let slices = slices.into_iter();
        Some(Contest {
            code,
            name,
            fields,
            seats,
            candidacies: self.ordered(&order),
            ballots: all.finish().ok().map(Arc::new),
            slices: slices
                .filter_map(|(name, one)| Some(Slice { name, ballots: one.finish().ok()? }))
                .collect(),
            ..Contest::default()
        })
    }

    /// Files of one contest are marked in one way, fill the same seats and offer the same ranks.
    fn agrees(
        &mut self,
        file: &str,
        contest: &Contest,
        marking: Marking,
        seats: &mut Option<u32>,
        ranks: &mut Option<u16>,
    ) {
        let Some(ballots) = &contest.ballots else { return };
        if ballots.marking() != marking {
            let (found, first) = (ballots.marking().word(), marking.word());
            let fault = Fault::MarkedOtherwise { found: found.to_owned(), first: first.to_owned() };
            self.faults.push(Diagnostic::at(file, 0..0, fault));
        }
        if let (Some(first), Some(second)) = (*seats, contest.seats)
            && first != second
        {
            let (column, contest) = ("seats".to_owned(), contest.name.clone());
            let (first, second) = (first.to_string(), second.to_string());
            let fault = Fault::Disagrees { column, contest, first, second };
            self.faults.push(Diagnostic::at(file, 0..0, fault));
        }
        *seats = seats.or(contest.seats);
        let offered = Some(ballots.ranks()).filter(|ranks| *ranks > 0);
        if let (Some(first), Some(second)) = (*ranks, offered)
            && first != second
        {
            self.doubts.push(Diagnostic::at(file, 0..0, Fault::RanksDiffer { first, second }));
        }
        *ranks = (*ranks).max(offered);
    }

    /// A name that only one of several files has may be another's, written otherwise.
    fn only_in_one(&mut self, parts: &[(&str, Contest)], of_files: &[Vec<usize>]) {
        if parts.len() < 2 {
            return;
        }
        for (place, one) in self.candidacies.iter().enumerate() {
            let mut has = parts.iter().zip(of_files).filter(|(_, places)| places.contains(&place));
            let (Some(((file, _), _)), None) = (has.next(), has.next()) else { continue };
            if self.of_known.contains(&Some(place)) {
                continue;
            }
            let others = self.candidacies.iter().map(|one| one.name.as_str());
            let near = near(&one.name, others.filter(|other| *other != one.name));
            let fault = Fault::OnlyInOneFile { name: one.name.clone(), near };
            self.doubts.push(Diagnostic::at(file, 0..0, fault));
        }
    }

    /// Listed candidates first; the others as a file has them that names them all, or by name.
    fn order(&self, of_files: &[Vec<usize>]) -> Vec<usize> {
        let is_listed = |place: &usize| {
            let known = self.of_known.iter().position(|one| *one == Some(*place));
            known.is_some_and(|at| self.known[at].listed)
        };
        let (mut order, mut rest): (Vec<usize>, Vec<usize>) =
            (0..self.candidacies.len()).partition(is_listed);
        let names_all = |file: &&Vec<usize>| rest.iter().all(|place| file.contains(place));
        match of_files.iter().find(names_all) {
            Some(file) => rest.sort_by_key(|place| file.iter().position(|one| one == place)),
            None => {
                let name = |place: &usize| &self.candidacies[*place];
                rest.sort_by(|a, b| {
                    (&name(a).name, &name(a).code).cmp(&(&name(b).name, &name(b).code))
                });
            }
        }
        order.append(&mut rest);
        order
    }

    /// The candidacies in this order, each under a code of its own.
    fn ordered(&self, order: &[usize]) -> Vec<Candidacy> {
        let mut all: Vec<Candidacy> = Vec::new();
        for place in order {
            let mut one = self.candidacies[*place].clone();
            let mut again = 1;
            while all.iter().any(|other| other.code == one.code) {
                again += 1;
                one.code =
                    if again == 2 { one.name.clone() } else { format!("{} ({again})", one.name) };
            }
            all.push(one);
        }
        all
    }
}

/// Adds the ballots of one file under their new places; nothing if they are too many.
fn append(all: &mut Collect, ballots: Ballots, to: &[Option<u32>]) -> Option<()> {
    let ballots = ballots.renumbered(to);
    for (marks, weight) in ballots.as_they_came() {
        all.add(marks, weight).ok()?;
    }
    Some(())
}
