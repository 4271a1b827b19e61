//! Deliveries between Swiss authorities, eCH-0252: who stands, and what was counted, as XML.
//!
//! The information (lists, candidates, connections, seats) and the results (votes by counting
//! circle, seats) come in two files or in one; all files of an election are read together. Votes
//! of a list are those of its candidates and its additional votes (`Zusatzstimmen`), summed over
//! the circles. A union of type 1 is a connection of lists, one of type 2 a connection inside it.
//! The list marked `isEmptyList` holds the votes of ballots without a party: it is no list.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::{Format, Input, NotWhole, Table, whole};
use crate::diagnostic::{Diagnostic, Fault, near};
use crate::number::Votes;
use crate::tally::{Candidacy, Contest, Person, Place, Round};

/// Reads the files of a delivery together.
///
/// # Errors
/// Every fault of every file, with its place.
pub fn read(inputs: &[Input]) -> Result<Table, Vec<Diagnostic>> {
    let mut delivery = Delivery::default();
    for input in inputs {
        match Document::parse(&input.text) {
            Ok(document) => delivery.open(&input.file, &document),
            Err(error) => {
                let at =
                    super::place(&input.text, error.pos().row as usize, error.pos().col as usize);
                let fault = match error {
                    roxmltree::Error::DtdDetected => Fault::Doctype {},
                    error => Fault::NotXml { why: error.to_string() },
                };
                delivery.faults.push(Diagnostic::at(&input.file, at..at, fault));
            }
        }
    }
    let table = |contests: Vec<Contest>, doubts| Table {
        format: Format::Ech,
        contests,
        faulty: Vec::new(),
        doubts,
    };
    let uncounted = delivery.contests.iter().filter(|one| one.rounds.is_empty());
    let file = inputs.first().map(|input| input.file.clone()).unwrap_or_default();
    let missing = uncounted.map(|one| Fault::NoResults { contest: one.name.clone() });
    delivery.faults.extend(missing.map(|fault| Diagnostic::at(&file, 0..0, fault)));
    if delivery.contests.is_empty() && delivery.faults.is_empty() {
        delivery.faults.push(Diagnostic::at(&file, 0..0, Fault::NoRows {}));
    }
    match delivery.faults.is_empty() {
        true => Ok(table(delivery.contests, delivery.doubts)),
        false => Err(delivery.faults),
    }
}

/// The first child element of this name; namespaces differ between makers and years.
fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|one| one.tag_name().name() == name)
}

fn all<'a, 'x: 'a>(node: Node<'a, 'x>, name: &'static str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.children().filter(move |one| one.tag_name().name() == name)
}

fn text<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    child(node, name).and_then(|one| one.text()).unwrap_or_default().trim()
}

#[derive(Default)]
struct Delivery {
    contests: Vec<Contest>,
    /// Candidates by their identification: contest, candidacy, person on it.
    persons: BTreeMap<(usize, String), Vec<(Place, usize)>>,
    faults: Vec<Diagnostic>,
    doubts: Vec<Diagnostic>,
}

impl Delivery {
    fn open(&mut self, file: &str, document: &Document<'_>) {
        let named = |name: &'static str| {
            document.descendants().filter(move |one| one.tag_name().name() == name)
        };
        for information in named("electionInformation") {
            self.information(file, information);
        }
        for group in named("electionGroupResult") {
            for result in all(group, "electionResult") {
                self.result(file, result);
            }
        }
    }

    fn fault(&mut self, file: &str, node: Node<'_, '_>, fault: Fault) {
        self.faults.push(Diagnostic::at(file, start(node), fault));
    }

    fn number(&mut self, file: &str, node: Node<'_, '_>, name: &str) -> Votes {
        let Some(found) = child(node, name) else {
            let within = node.tag_name().name().to_owned();
            self.fault(file, node, Fault::ElementMissing { element: name.to_owned(), within });
            return 0;
        };
        let text = found.text().unwrap_or_default().to_owned();
        let column = name.to_owned();
        match whole(&text) {
            Ok(Some(number)) => return number,
            Ok(None) => self.fault(file, found, Fault::Empty { column }),
            Err(NotWhole::Form) => self.fault(file, found, Fault::NotWhole { column, text }),
            Err(NotWhole::TooGreat) => self.fault(file, found, Fault::TooGreat { column, text }),
        }
        0
    }

    fn small(&mut self, file: &str, node: Node<'_, '_>, name: &str) -> u32 {
        let number = self.number(file, node, name);
        u32::try_from(number).unwrap_or_else(|_| {
            let (column, text) = (name.to_owned(), number.to_string());
            self.fault(file, node, Fault::TooGreat { column, text });
            0
        })
    }

    /// Who stands in an election, and how lists are connected.
    fn information(&mut self, file: &str, node: Node<'_, '_>) {
        let Some(election) = child(node, "election") else {
            let (element, within) = ("election".to_owned(), "electionInformation".to_owned());
            return self.fault(file, node, Fault::ElementMissing { element, within });
        };
        let index = self.contests.len();
        let mut contest = Contest {
            code: text(election, "electionIdentification").to_owned(),
            name: description(election, "electionDescription"),
            seats: Some(self.small(file, election, "numberOfMandates")),
            ..Contest::default()
        };
        let names: BTreeMap<&str, String> = all(node, "candidate")
            .map(|one| {
                let first = match text(one, "callName") {
                    "" => text(one, "firstName"),
                    called => called,
                };
                let name = format!("{first} {}", text(one, "familyName")).trim().to_owned();
                (text(one, "candidateIdentification"), name)
            })
            .collect();
        let person = |id: &str| Person {
            name: names.get(id).cloned().unwrap_or_else(|| id.to_owned()),
            born: None,
            votes: Some(0),
        };
        for list in all(node, "list").filter(|one| text(*one, "isEmptyList") != "true") {
            let code = text(list, "listIdentification").to_owned();
            let name = description(list, "listDescription");
            let place = Place::try_from(contest.candidacies.len()).unwrap_or(Place::MAX);
            let mut persons: Vec<Person> = Vec::new();
            for position in all(list, "candidatePosition") {
                let id = text(position, "candidateIdentification");
                let known = self.persons.entry((index, id.to_owned())).or_default();
                // Cumulated candidates are printed twice on their list and stand on it once.
                if known.iter().all(|(one, _)| *one != place) {
                    known.push((place, persons.len()));
                    persons.push(person(id));
                }
            }
            contest.candidacies.push(Candidacy { code, name, persons, ..Candidacy::default() });
        }
        if contest.candidacies.is_empty() {
            for (id, name) in &names {
                let (code, name) = ((*id).to_owned(), name.clone());
                contest.candidacies.push(Candidacy { code, name, ..Candidacy::default() });
            }
        }
        let mut unions: Vec<Node<'_, '_>> = all(node, "listUnion").collect();
        unions.sort_by_key(|union| text(*union, "listUnionType").to_owned());
        for union in unions {
            let name = description(union, "listUnionDescription");
            for list in all(union, "referencedList") {
                match contest.find(list.text().unwrap_or_default().trim()) {
                    Some(place) => {
                        contest.candidacies[place as usize].alliance.push(name.clone());
                    }
                    None => {
                        let fault = unknown(&contest, list.text().unwrap_or_default());
                        self.fault(file, list, fault);
                    }
                }
            }
        }
        self.contests.push(contest);
    }

    /// What was counted in an election.
    fn result(&mut self, file: &str, node: Node<'_, '_>) {
        let id = text(node, "electionIdentification");
        let Some(index) = self.contests.iter().position(|one| one.code == id) else {
            return self.fault(file, node, Fault::NoInformation { contest: id.to_owned() });
        };
        let stood = (0u32..).zip(&self.contests[index].candidacies).map(|(place, _)| (place, 0));
        let round = Round { number: 1, votes: stood.collect(), ..Round::default() };
        self.contests[index].rounds = vec![round];
        let (mut circles, mut open) = (0, 0);
        for circle in all(node, "countingCircleResult") {
            circles += 1;
            let data = child(circle, "resultData").unwrap_or(circle);
            let whole = ["fullyCountedTrue", "isFullyCounted"];
            open += u32::from(whole.iter().all(|name| text(data, name) != "true"));
            for result in all(data, "electionResult") {
                self.circle(file, index, result);
            }
        }
        if open == circles {
            self.contests[index].rounds.clear();
            return;
        }
        if open > 0 {
            let contest = self.contests[index].name.clone();
            let fault = Fault::NotAllCounted { contest, open, units: circles };
            self.doubts.push(Diagnostic::at(file, start(node), fault));
        }
        for elected in all(node, "elected")
            .flat_map(|one| all(one, "proportionalElection").collect::<Vec<_>>())
        {
            for list in all(elected, "list") {
                let seats = self.small(file, list, "countOfSeatsGained");
                if let Some(place) = self.contests[index].find(text(list, "listIdentification")) {
                    self.contests[index].published.push((place, seats));
                }
            }
        }
    }

    /// The votes of one counting circle; makers and years give its parts different names.
    fn circle(&mut self, file: &str, index: usize, result: Node<'_, '_>) {
        for part in result.children() {
            match part.tag_name().name() {
                "proportionalElection" => {
                    all(part, "listResults").for_each(|list| self.list(file, index, list));
                }
                "majoralElection" | "majorityElection" => {
                    for one in all(part, "candidateResult") {
                        let votes = self.number(file, one, "countOfVotesTotal");
                        let named = child(one, "candidateOrWriteInCandidate").unwrap_or(one);
                        self.add(file, index, named, "candidateIdentification", votes);
                    }
                }
                _ => {}
            }
        }
    }

    /// The votes of a list in one counting circle.
    fn list(&mut self, file: &str, index: usize, list: Node<'_, '_>) {
        let own = self.number(file, list, "countOfCandidateVotes");
        let additional = self.number(file, list, "countOfAdditionalVotes");
        let Some(place) = self.add(file, index, list, "listIdentification", own + additional)
        else {
            return;
        };
        for one in all(list, "candidateResults") {
            let id = text(one, "candidateIdentification").to_owned();
            let votes = ["countOfVotesFromChangedBallots", "countOfVotesFromUnchangedBallots"]
                .map(|name| self.number(file, one, name));
            let known = self.persons.get(&(index, id)).into_iter().flatten();
            if let Some((_, person)) = known.into_iter().find(|(on, _)| *on == place) {
                let person = &mut self.contests[index].candidacies[place as usize].persons[*person];
                person.votes = person.votes.map(|before| before + votes[0] + votes[1]);
            }
        }
    }

    /// Adds votes to whoever the node names; `None` and a fault if nobody is called so.
    fn add(
        &mut self,
        file: &str,
        index: usize,
        node: Node<'_, '_>,
        name: &str,
        votes: Votes,
    ) -> Option<Place> {
        let code = text(node, name);
        let Some(place) = self.contests[index].find(code) else {
            // The votes of ballots without a party are told under the list that is none.
            if votes > 0 && name == "candidateIdentification" {
                let fault = unknown(&self.contests[index], code);
                self.fault(file, node, fault);
            }
            return None;
        };
        self.contests[index].rounds[0].votes[place as usize].1 += votes;
        Some(place)
    }
}

fn start(node: Node<'_, '_>) -> std::ops::Range<usize> {
    let from = node.range().start;
    from..from + node.tag_name().name().len() + 1
}

fn unknown(contest: &Contest, list: &str) -> Fault {
    let near = near(list, contest.candidacies.iter().map(|one| one.code.as_str()));
    Fault::NoSuchList { list: list.trim().to_owned(), contest: contest.name.clone(), near }
}

/// A text given in several languages: the first, whole rather than short.
fn description(node: Node<'_, '_>, name: &'static str) -> String {
    let wrapped = child(node, name).and_then(|one| one.first_element_child());
    wrapped.map(|one| text(one, name).to_owned()).unwrap_or_default()
}
