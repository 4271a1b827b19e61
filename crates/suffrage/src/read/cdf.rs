//! Cast vote records in the common data format of NIST (SP 1500-103), as JSON.
//!
//! Of each record only the current snapshot counts. A mark stands on the rank that its position or
//! its selection names (1 where neither does), and not at all if it says `IsAllocable: no` or
//! `HasIndication: no`. A selection without a candidate is a name that nobody declared.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Format, Input, Table};
use crate::ballots::{Collect, Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

#[derive(Deserialize)]
struct Report {
    #[serde(rename = "CVR", default)]
    records: Vec<Cvr>,
    #[serde(rename = "Election", default)]
    elections: Vec<Election>,
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
}

#[derive(Deserialize)]
struct Cvr {
    #[serde(rename = "CurrentSnapshotId", default)]
    current: String,
    #[serde(rename = "CVRSnapshot", default)]
    snapshots: Vec<Snapshot>,
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
pub(crate) fn is_cdf(input: &Input) -> bool {
    let text = input.text.trim_start();
    text.starts_with('{') && text.contains("\"CVR\"") && text.contains("CVRSnapshot")
}

/// Reads the report: a contest for each that it names.
///
/// # Errors
/// Text that is no JSON or lacks what the format asks for; a mark for what nobody declared.
pub(crate) fn read(input: &Input) -> Result<Table, Vec<Diagnostic>> {
    let fail = |span: std::ops::Range<usize>, fault| vec![Diagnostic::at(&input.file, span, fault)];
    let report: Report = serde_json::from_str(&input.text).map_err(|error| {
        let lines = input.text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let at = at.min(input.text.len());
        let at = (0..=at).rev().find(|at| input.text.is_char_boundary(*at)).unwrap_or(0);
        fail(at..at, Fault::NotAReport { why: error.to_string() })
    })?;
    let mut contests: Vec<(Contest, Collect)> = Vec::new();
    let mut known: BTreeMap<(String, String), (usize, Mark)> = BTreeMap::new();
    for election in &report.elections {
        let names: BTreeMap<&str, &str> =
            election.candidates.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
        for stood in &election.contests {
            let mut contest =
                Contest { code: stood.id.clone(), name: stood.name.clone(), ..Contest::default() };
            for selection in &stood.selections {
                let candidate = selection.candidates.first();
                let mark = match candidate {
                    None => Mark::WRITE_IN,
                    Some(id) => {
                        let place = contest.candidacies.len();
                        if place >= usize::from(Mark::MOST) {
                            let (column, text) = ("candidates".to_owned(), place.to_string());
                            return Err(fail(0..0, Fault::TooGreat { column, text }));
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
                    if contests[at].1.add(&marks, 1).is_err() {
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
    let whole = |(mut contest, ballots): (Contest, Collect)| {
        contest.ballots = ballots.finish().ok().map(std::sync::Arc::new);
        contest
    };
    let contests = contests.into_iter().map(whole).collect();
    Ok(Table { format: Format::Cdf, contests, faulty: Vec::new(), doubts: Vec::new() })
}

/// The marks of one ballot in one contest, by rank.
fn ballot(
    voted: &Voted,
    known: &BTreeMap<(String, String), (usize, Mark)>,
) -> Result<Vec<Mark>, String> {
    let mut ranks: BTreeMap<u16, Vec<Mark>> = BTreeMap::new();
    for chosen in &voted.selections {
        let key = (voted.contest.clone(), chosen.selection.clone());
        let (_, mark) = known.get(&key).ok_or_else(|| chosen.selection.clone())?;
        for position in &chosen.positions {
            if position.has == "no" || position.allocable == "no" {
                continue;
            }
            let rank = position.rank.or(chosen.rank).unwrap_or(1).clamp(1, 1000);
            ranks.entry(rank).or_default().push(*mark);
        }
    }
    let mut marks = Vec::new();
    let last = ranks.keys().next_back().copied().unwrap_or(0);
    for rank in 1..=last {
        match ranks.get_mut(&rank) {
            None => marks.push(Mark::SKIPPED),
            Some(here) => {
                // Equals in one order, so that equal ballots fall together.
                here.sort_unstable();
                here.dedup();
                marks.push(here[0]);
                marks.extend(here[1..].iter().map(|mark| mark.beside()));
            }
        }
    }
    Ok(marks)
}
