//! Cast vote records in the common data format of NIST (SP 1500-103), as JSON or XML.
//!
//! Of each record only the current snapshot counts. A mark stands on the rank that its position or
//! its selection names (1 where neither does), and not at all if it says `IsAllocable: no` or
//! `HasIndication: no`. A selection without a candidate, or without an id, is a name that nobody
//! declared. In XML the names of elements may carry a prefix.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::parts::{Parts, field};
use super::{Format, Input, Reading, Table};
use crate::ballots::{Collect, Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "CVR", default)]
    records: Vec<Cvr>,
    #[serde(rename = "Election", default)]
    elections: Vec<Election>,
    #[serde(rename = "GpUnit", default)]
    units: Vec<Person>,
}

/// What a record says of its ballot.
const FIELDS: [&str; 4] = ["precinct", "batch", "tabulator", "ballot style"];

impl Report {
    /// The fields that records of this report have.
    fn fields(&self) -> Vec<String> {
        let has = |field: &&str| self.records.iter().any(|one| !self.said(one, field).is_empty());
        FIELDS.into_iter().filter(has).map(str::to_owned).collect()
    }

    /// What a record says in a field; of a precinct its name.
    fn said<'r>(&'r self, record: &'r Cvr, field: &str) -> &'r str {
        match field {
            "precinct" => {
                let unit = self.units.iter().find(|one| one.id == record.unit);
                unit.map(|one| one.name.as_str())
                    .filter(|name| !name.is_empty())
                    .unwrap_or(&record.unit)
            }
            "batch" => &record.batch,
            "tabulator" => &record.device,
            _ => &record.style,
        }
    }
}

#[derive(Deserialize)]
struct Election {
    #[serde(rename = "Candidate", default)]
    candidates: Vec<Person>,
    #[serde(rename = "Contest", default)]
    contests: Vec<Stood>,
}

#[derive(Deserialize)]
struct Person {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "Name", default)]
    name: String,
}

#[derive(Deserialize)]
struct Stood {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "Name", default)]
    name: String,
    #[serde(rename = "ContestSelection", default)]
    selections: Vec<Selection>,
}

#[derive(Deserialize)]
struct Selection {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "CandidateIds", default)]
    candidates: Vec<String>,
    #[serde(rename = "IsWriteIn", default)]
    written: bool,
}

#[derive(Deserialize)]
struct Cvr {
    #[serde(rename = "CurrentSnapshotId", default)]
    current: String,
    #[serde(rename = "CVRSnapshot", default)]
    snapshots: Vec<Snapshot>,
    #[serde(rename = "BallotStyleUnitId", default)]
    unit: String,
    #[serde(rename = "BatchId", default)]
    batch: String,
    #[serde(rename = "CreatingDeviceId", default)]
    device: String,
    #[serde(rename = "BallotStyleId", default)]
    style: String,
}

#[derive(Deserialize)]
struct Snapshot {
    #[serde(rename = "@id", default)]
    id: String,
    #[serde(rename = "CVRContest", default)]
    contests: Vec<Voted>,
}

#[derive(Deserialize)]
struct Voted {
    #[serde(rename = "ContestId")]
    contest: String,
    #[serde(rename = "CVRContestSelection", default)]
    selections: Vec<Chosen>,
}

#[derive(Deserialize)]
struct Chosen {
    #[serde(rename = "ContestSelectionId", default)]
    selection: String,
    #[serde(rename = "Rank")]
    rank: Option<u16>,
    #[serde(rename = "SelectionPosition", default)]
    positions: Vec<Position>,
}

#[derive(Deserialize)]
struct Position {
    #[serde(rename = "HasIndication", default)]
    has: String,
    #[serde(rename = "IsAllocable", default)]
    allocable: String,
    #[serde(rename = "Rank")]
    rank: Option<u16>,
}

/// Whether the text is such a report.
#[must_use]
pub fn is_cdf(input: &Input) -> bool {
    let text = input.text.trim_start();
    let json = text.starts_with('{') && text.contains("\"CVR\"") && text.contains("CVRSnapshot");
    let element = |text: &str| {
        let before = text.split("CastVoteRecordReport").next().unwrap_or_default();
        before.len() < text.len() && before.ends_with(['<', ':'])
    };
    json || (text.starts_with('<') && element(text))
}

/// Reads the report: a contest for each that it names.
///
/// # Errors
/// Text that is no JSON or lacks what the format asks for; a mark for what nobody declared.
pub(crate) fn read_as(input: &Input, reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let fail = |span: std::ops::Range<usize>, fault| vec![Diagnostic::at(&input.file, span, fault)];
    let report: Report = if super::is_xml(input) {
        let document = roxmltree::Document::parse(&input.text).map_err(|error| {
            let at = super::place(&input.text, error.pos().row as usize, error.pos().col as usize);
            let fault = match error {
                roxmltree::Error::DtdDetected => Fault::Doctype {},
                error => Fault::NotXml { why: error.to_string() },
            };
            fail(at..at, fault)
        })?;
        xml::report(&document)
    } else {
        serde_json::from_str(&input.text).map_err(|error| {
            let at = super::place(&input.text, error.line(), error.column());
            fail(at..at, Fault::NotAReport { why: error.to_string() })
        })?
    };
    let fields = report.fields();
    let by = reading.by.map(|by| field(by, &fields)).transpose();
    let by = by.map_err(|fault| fail(0..0, fault))?.map(|at| fields[at].clone());
    let (mut contests, known) = declared(&report).map_err(|fault| fail(0..0, fault))?;
    let mut parts: Vec<Parts> = contests.iter().map(|_| Parts::default()).collect();
    let mut faults = Vec::new();
    for (number, record) in (1usize..).zip(&report.records) {
        let current = record.snapshots.iter().find(|one| one.id == record.current);
        for voted in current.or(record.snapshots.first()).iter().flat_map(|one| &one.contests) {
            let Some(at) = contests.iter().position(|one| one.0.code == voted.contest) else {
                let known = contests.iter().map(|one| one.0.code.as_str());
                let near = crate::diagnostic::near(&voted.contest, known);
                let contest = voted.contest.clone();
                faults.extend(fail(0..0, Fault::NoSuchContest { contest, near }));
                continue;
            };
            match ballot(voted, &known) {
                Err(text) => {
                    let (text, candidates) =
                        (format!("{text} (record {number})"), contests[at].0.candidacies.len());
                    faults.extend(fail(0..0, Fault::NoSuchCandidate { text, candidates }));
                }
                Ok(marks) => {
                    let part = by.as_ref().map(|by| {
                        parts[at].add(report.said(record, by), Marking::Ranked, &marks, 1)
                    });
                    let added = contests[at].1.add(&marks, 1).and(part.unwrap_or(Ok(())));
                    if added.is_err() {
                        faults.extend(fail(0..0, Fault::TooManyBallots {}));
                    }
                }
            }
            if faults.len() > 50 {
                return Err(faults);
            }
        }
    }
    if contests.is_empty() {
        faults.extend(fail(0..0, Fault::NoRows {}));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let whole = |((mut contest, ballots), parts): ((Contest, Collect), Parts)| {
        contest.ballots = ballots.finish().ok().map(std::sync::Arc::new);
        contest.slices = parts.finish(0, None).unwrap_or_default();
        contest.fields.clone_from(&fields);
        contest
    };
    let contests = contests.into_iter().zip(parts).map(whole).collect();
    Ok(Table { format: Format::Cdf, contests, faulty: Vec::new(), doubts: Vec::new() })
}

/// By contest and selection: the contest's number, and the mark.
type Selections = BTreeMap<(String, String), (usize, Mark)>;

/// The contests that the report declares, and what their selections stand for.
fn declared(report: &Report) -> Result<(Vec<(Contest, Collect)>, Selections), Fault> {
    let mut contests: Vec<(Contest, Collect)> = Vec::new();
    let mut known: Selections = BTreeMap::new();
    for election in &report.elections {
        let names: BTreeMap<&str, &str> =
            election.candidates.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
        for stood in &election.contests {
            let mut contest =
                Contest { code: stood.id.clone(), name: stood.name.clone(), ..Contest::default() };
            for selection in &stood.selections {
                let candidate = selection.candidates.first().filter(|_| !selection.written);
                let mark = match candidate {
                    None => Mark::WRITE_IN,
                    Some(id) => {
                        let place = contest.candidacies.len();
                        if place >= usize::from(Mark::MOST) {
                            let (column, text) = ("candidates".to_owned(), place.to_string());
                            return Err(Fault::TooGreat { column, text });
                        }
                        let name = names.get(id.as_str()).copied().unwrap_or(id).trim().to_owned();
                        let code = id.clone();
                        contest.candidacies.push(Candidacy { code, name, ..Candidacy::default() });
                        Mark::of(u32::try_from(place).unwrap_or(0))
                    }
                };
                known.insert((stood.id.clone(), selection.id.clone()), (contests.len(), mark));
            }
            contests.push((contest, Collect::new(Marking::Ranked, 0)));
        }
    }
    Ok((contests, known))
}

/// The marks of one ballot in one contest, by rank.
fn ballot(voted: &Voted, known: &Selections) -> Result<Vec<Mark>, String> {
    let mut ranks: BTreeMap<u16, Vec<Mark>> = BTreeMap::new();
    for chosen in &voted.selections {
        let key = (voted.contest.clone(), chosen.selection.clone());
        let mark = match chosen.selection.is_empty() {
            true => &Mark::WRITE_IN,
            false => known.get(&key).map(|one| &one.1).ok_or_else(|| chosen.selection.clone())?,
        };
        for position in &chosen.positions {
            if position.has == "no" || position.allocable == "no" {
                continue;
            }
            let rank = position.rank.or(chosen.rank).unwrap_or(1).clamp(1, 1000);
            ranks.entry(rank).or_default().push(*mark);
        }
    }
    Ok(super::in_ranks(ranks))
}

/// The same report as XML: the names of elements are those of the keys.
mod xml {
    use roxmltree::{Document, Node};

    use super::{
        Chosen, Cvr, Election, Person, Position, Report, Selection, Snapshot, Stood, Voted,
    };

    fn all<'a, 'x: 'a>(
        node: Node<'a, 'x>,
        name: &'static str,
    ) -> impl Iterator<Item = Node<'a, 'x>> {
        node.children().filter(move |one| one.tag_name().name() == name)
    }

    fn text(node: Node<'_, '_>, name: &'static str) -> String {
        let found = all(node, name).next().and_then(|one| one.text());
        found.unwrap_or_default().trim().to_owned()
    }

    fn id(node: Node<'_, '_>) -> String {
        node.attribute("ObjectId").unwrap_or_default().to_owned()
    }

    fn rank(node: Node<'_, '_>) -> Option<u16> {
        text(node, "Rank").parse().ok()
    }

    pub fn report(document: &Document<'_>) -> Report {
        let root = document.root_element();
        Report {
            records: all(root, "CVR").map(record).collect(),
            elections: all(root, "Election").map(election).collect(),
            units: all(root, "GpUnit").map(person).collect(),
        }
    }

    fn person(node: Node<'_, '_>) -> Person {
        Person { id: id(node), name: text(node, "Name") }
    }

    fn election(node: Node<'_, '_>) -> Election {
        let selection = |one: Node<'_, '_>| {
            let ids = text(one, "CandidateIds");
            let candidates = ids.split_whitespace().map(str::to_owned).collect();
            Selection { id: id(one), candidates, written: text(one, "IsWriteIn") == "true" }
        };
        let stood = |one: Node<'_, '_>| Stood {
            id: id(one),
            name: text(one, "Name"),
            selections: all(one, "ContestSelection").map(selection).collect(),
        };
        Election {
            candidates: all(node, "Candidate").map(person).collect(),
            contests: all(node, "Contest").map(stood).collect(),
        }
    }

    fn record(node: Node<'_, '_>) -> Cvr {
        let position = |one: Node<'_, '_>| Position {
            has: text(one, "HasIndication"),
            allocable: text(one, "IsAllocable"),
            rank: rank(one),
        };
        let chosen = |one: Node<'_, '_>| Chosen {
            selection: text(one, "ContestSelectionId"),
            rank: rank(one),
            positions: all(one, "SelectionPosition").map(position).collect(),
        };
        let voted = |one: Node<'_, '_>| Voted {
            contest: text(one, "ContestId"),
            selections: all(one, "CVRContestSelection").map(chosen).collect(),
        };
        let snapshot = |one: Node<'_, '_>| Snapshot {
            id: id(one),
            contests: all(one, "CVRContest").map(voted).collect(),
        };
        Cvr {
            current: text(node, "CurrentSnapshotId"),
            snapshots: all(node, "CVRSnapshot").map(snapshot).collect(),
            unit: text(node, "BallotStyleUnitId"),
            batch: text(node, "BatchId"),
            device: text(node, "CreatingDeviceId"),
            style: text(node, "BallotStyleId"),
        }
    }
}
