//! Cast vote records as Dominion exports them: a folder of JSON, manifests and `CvrExport*.json`.
//!
//! Of a session the modified state counts where it is current, otherwise the original. Older
//! exports have contests without cards. A mark that the scanner calls ambiguous is none, and so is
//! a contest whose condition is `InvalidContest`. Several
//! exports of one folder belong together; the write-in of the manifest is a name nobody declared.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::parts::{Parts, field};
use super::{Format, Input, Reading, Table};
use crate::ballots::{Collect, Mark, Marking};
use crate::diagnostic::{Diagnostic, Fault};
use crate::tally::{Candidacy, Contest};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest<T> {
    list: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ContestRow {
    description: String,
    id: i64,
    #[serde(default)]
    num_of_ranks: u16,
    #[serde(default)]
    vote_for: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CandidateRow {
    description: String,
    id: i64,
    contest_id: i64,
    #[serde(default, rename = "Type")]
    kind: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ConditionRow {
    description: String,
    id: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Export {
    sessions: Vec<Session>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Session {
    tabulator_id: Option<Value>,
    batch_id: Option<Value>,
    counting_group_id: Option<Value>,
    original: Option<State>,
    modified: Option<State>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct State {
    precinct_portion_id: Option<Value>,
    ballot_type_id: Option<Value>,
    #[serde(default)]
    is_current: bool,
    #[serde(default)]
    cards: Vec<Card>,
    #[serde(default)]
    contests: Vec<Voted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Card {
    #[serde(default)]
    contests: Vec<Voted>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Voted {
    id: i64,
    #[serde(default)]
    outstack_condition_ids: Vec<i64>,
    #[serde(default)]
    marks: Vec<Marked>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Marked {
    candidate_id: i64,
    #[serde(default)]
    rank: u16,
    #[serde(default)]
    is_ambiguous: bool,
}

/// What a session says of its ballot, and the manifest that names what it says.
const FIELDS: [(&str, &str); 5] = [
    ("precinct", "PrecinctPortionManifest.json"),
    ("batch", ""),
    ("tabulator", "TabulatorManifest.json"),
    ("counting group", "CountingGroupManifest.json"),
    ("ballot type", "BallotTypeManifest.json"),
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct NameRow {
    #[serde(default)]
    description: String,
    id: Value,
}

/// The files of a folder that are read.
#[must_use]
pub fn wants(name: &str) -> bool {
    const MANIFESTS: &[&str] =
        &["ContestManifest.json", "CandidateManifest.json", "OutstackConditionManifest.json"];
    MANIFESTS.contains(&name)
        || FIELDS.iter().any(|(_, manifest)| *manifest == name)
        || (name.starts_with("CvrExport") && name.ends_with(".json"))
}

fn parse<'i, T: Deserialize<'i>>(input: &'i Input) -> Result<T, Vec<Diagnostic>> {
    serde_json::from_str(&input.text).map_err(|error| {
        let at = super::place(&input.text, error.line(), error.column());
        vec![Diagnostic::at(&input.file, at..at, Fault::NotAReport { why: error.to_string() })]
    })
}

/// Reads the files of a folder together.
///
/// # Errors
/// Every file that is missing or cannot be read, and marks for what no manifest names.
pub fn read(inputs: &[Input]) -> Result<Table, Vec<Diagnostic>> {
    read_as(inputs, Reading::PLAIN)
}

/// The same, with what is asked of the files.
///
/// # Errors
/// As [`read`].
pub fn read_as(inputs: &[Input], reading: Reading<'_>) -> Result<Table, Vec<Diagnostic>> {
    let named = |name: &str| inputs.iter().find(|one| one.file.ends_with(name));
    let (Some(contests), Some(candidates)) =
        (named("ContestManifest.json"), named("CandidateManifest.json"))
    else {
        let file = "ContestManifest.json, CandidateManifest.json".to_owned();
        return Err(vec![Fault::FileMissing { file }.into()]);
    };
    let contests: Manifest<ContestRow> = parse(contests)?;
    let candidates: Manifest<CandidateRow> = parse(candidates)?;
    let mut reader = Reader::of(&contests.list, &candidates.list);
    if let Some(input) = named("OutstackConditionManifest.json") {
        let conditions: Manifest<ConditionRow> = parse(input)?;
        let invalid = conditions.list.iter().filter(|one| one.description == "InvalidContest");
        reader.invalid = invalid.map(|one| one.id).collect();
    }
    if let Some(by) = reading.by {
        reader.part_by(by, inputs)?;
    }
    let mut exports = 0;
    for input in inputs.iter().filter(|one| one.file.contains("CvrExport")) {
        exports += 1;
        match parse::<Export>(input) {
            Ok(export) => export.sessions.iter().for_each(|one| reader.session(input, one)),
            Err(faults) => reader.faults.extend(faults),
        }
    }
    if exports == 0 {
        reader.faults.push(Fault::FileMissing { file: "CvrExport.json".to_owned() }.into());
    }
    if !reader.faults.is_empty() {
        return Err(reader.faults);
    }
    let whole = |((mut contest, ballots), parts): ((Contest, Collect), Parts)| {
        let ballots = ballots.finish().ok();
        let ranks = ballots.as_ref().map_or(0, crate::ballots::Ballots::ranks);
        contest.ballots = ballots.map(std::sync::Arc::new);
        contest.slices = parts.finish(ranks, None).unwrap_or_default();
        contest.fields = FIELDS.iter().map(|one| one.0.to_owned()).collect();
        contest
    };
    let contests = reader.contests.into_iter().zip(reader.parts).map(whole).collect();
    Ok(Table { format: Format::Dominion, contests, faulty: Vec::new(), doubts: Vec::new() })
}

/// A number or a text, as text; nothing if it is not said.
fn said(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

struct Reader {
    contests: Vec<(Contest, Collect)>,
    places: BTreeMap<i64, usize>,
    marks: BTreeMap<(i64, i64), Mark>,
    faults: Vec<Diagnostic>,
    /// Conditions under which a contest of a ballot does not count.
    invalid: Vec<i64>,
    parts: Vec<Parts>,
    /// By which field the ballots are parted, and the names in it.
    by: Option<(usize, BTreeMap<String, String>)>,
}

impl Reader {
    fn of(contests: &[ContestRow], candidates: &[CandidateRow]) -> Self {
        let (mut all, mut places, mut marks) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for row in contests {
            let mut contest = Contest {
                code: row.id.to_string(),
                name: row.description.clone(),
                seats: Some(row.vote_for).filter(|seats| *seats > 0),
                ..Contest::default()
            };
            for one in candidates.iter().filter(|one| one.contest_id == row.id) {
                let place = contest.candidacies.len();
                let written = one.kind == "WriteIn" || place >= usize::from(Mark::MOST);
                let mark = if written {
                    Mark::WRITE_IN
                } else {
                    let (code, name) = (one.id.to_string(), one.description.trim().to_owned());
                    contest.candidacies.push(Candidacy { code, name, ..Candidacy::default() });
                    Mark::of(u32::try_from(place).unwrap_or(0))
                };
                marks.insert((row.id, one.id), mark);
            }
            places.insert(row.id, all.len());
            all.push((contest, Collect::new(Marking::Ranked, row.num_of_ranks)));
        }
        let parts = all.iter().map(|_| Parts::default()).collect();
        let (faults, invalid) = (Vec::new(), Vec::new());
        Self { contests: all, places, marks, faults, invalid, parts, by: None }
    }

    /// Ballots are parted by this field; the manifest, if there is one, has the names.
    fn part_by(&mut self, by: &str, inputs: &[Input]) -> Result<(), Vec<Diagnostic>> {
        let names = FIELDS.map(|one| one.0.to_owned());
        let at = field(by, &names).map_err(|fault| {
            let file = inputs.first().map_or("", |input| input.file.as_str());
            vec![Diagnostic::at(file, 0..0, fault)]
        })?;
        let manifest = inputs
            .iter()
            .find(|one| !FIELDS[at].1.is_empty() && super::file_name(&one.file) == FIELDS[at].1);
        let rows = match manifest {
            Some(input) => parse::<Manifest<NameRow>>(input)?.list,
            None => Vec::new(),
        };
        let named = rows.into_iter().filter(|row| !row.description.is_empty());
        let named = named.map(|row| (said(Some(&row.id)), row.description)).collect();
        self.by = Some((at, named));
        Ok(())
    }

    /// The part to which a ballot belongs.
    fn part(&self, session: &Session, state: &State) -> Option<String> {
        let (field, names) = self.by.as_ref()?;
        let id = said(match field {
            0 => state.precinct_portion_id.as_ref(),
            1 => session.batch_id.as_ref(),
            2 => session.tabulator_id.as_ref(),
            3 => session.counting_group_id.as_ref(),
            _ => state.ballot_type_id.as_ref(),
        });
        Some(names.get(&id).cloned().unwrap_or(id))
    }

    fn session(&mut self, input: &Input, session: &Session) {
        let modified = session.modified.as_ref().filter(|state| state.is_current);
        let Some(state) = modified.or(session.original.as_ref()) else { return };
        let part = self.part(session, state);
        let cards = state.cards.iter().flat_map(|card| &card.contests);
        let valid = |voted: &&Voted| {
            !voted.outstack_condition_ids.iter().any(|one| self.invalid.contains(one))
        };
        let all: Vec<&Voted> = cards.chain(&state.contests).filter(valid).collect();
        for voted in all {
            let Some(place) = self.places.get(&voted.id).copied() else {
                let near = crate::diagnostic::near(
                    "",
                    self.contests.iter().map(|one| one.0.code.as_str()),
                );
                let contest = voted.id.to_string();
                self.fault(input, Fault::NoSuchContest { contest, near });
                continue;
            };
            let mut ranks: BTreeMap<u16, Vec<Mark>> = BTreeMap::new();
            for marked in voted.marks.iter().filter(|one| !one.is_ambiguous) {
                match self.marks.get(&(voted.id, marked.candidate_id)) {
                    Some(mark) => ranks.entry(marked.rank.clamp(1, 1000)).or_default().push(*mark),
                    None => {
                        let candidates = self.contests[place].0.candidacies.len();
                        let text = marked.candidate_id.to_string();
                        self.fault(input, Fault::NoSuchCandidate { text, candidates });
                    }
                }
            }
            let marks = super::in_ranks(ranks);
            let in_part =
                part.as_ref().map(|part| self.parts[place].add(part, Marking::Ranked, &marks, 1));
            let added = self.contests[place].1.add(&marks, 1).and(in_part.unwrap_or(Ok(())));
            if added.is_err() {
                self.fault(input, Fault::TooManyBallots {});
            }
        }
    }

    fn fault(&mut self, input: &Input, fault: Fault) {
        if self.faults.len() < 50 {
            self.faults.push(Diagnostic::at(&input.file, 0..0, fault));
        }
    }
}
