//! Exports of other programs, ballot for ballot and count for count.
//!
//! The corpora are not ours to ship: `SUFFRAGE_CORPORA` names the folder they stand in. Without it
//! each test says that it was skipped; continuous integration always sets it.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{corpus, hits, laws};
use suffrage::ballots::{Ballots, Marking, What};
use suffrage::read::{self, Encoding, Format, Table};
use suffrage::tally::{Contest, Lot};
use suffrage::{Diagnostic, LawOnDay, Outcome, Record, Step, Wish};

fn table(path: &Path) -> Result<Table, Vec<Diagnostic>> {
    read::table(&suffrage_host::text_of(path, Encoding::Detect)?)
}

fn opened(path: &Path) -> Table {
    table(path).unwrap_or_else(|faults| panic!("{}: {:?}", path.display(), faults[0].fault))
}

fn named(table: Table, name: &str) -> Contest {
    let found = table.contests.into_iter().find(|one| one.name == name);
    found.unwrap_or_else(|| panic!("no contest {name}"))
}

fn counted(law: &LawOnDay, contest: &Contest) -> Record {
    suffrage::count(law, contest, &[], &Wish::default())
        .unwrap_or_else(|faults| panic!("{}: {:?}", contest.name, faults[0]))
}

/// A law of one step, in our notation.
fn law(step: &str) -> LawOnDay {
    laws::of_two_clauses(&laws::marks("passed over"), step).unwrap()
}

fn instant_runoff() -> LawOnDay {
    law(
        "transfer = \"instant runoff\"\nwins = \"majority of the stage\"\nexcludes = \"the lowest\"\nlast_out = \"pass on\"\ntie = [\"lot\"]",
    )
}

/// As the senators are elected whose ballots these are.
fn senate() -> LawOnDay {
    let laws = suffrage_host::board::laws().unwrap();
    laws.on("au/senate", "2019-05-18".parse().unwrap(), &[]).unwrap()
}

/// Counts, drawing every lot for the first of the equals: so those without a vote go out.
fn drawn(law: &LawOnDay, contest: &Contest) -> Record {
    let mut lots: Vec<Lot> = Vec::new();
    loop {
        let record = suffrage::count(law, contest, &lots, &Wish::default()).unwrap();
        let waits = record.steps.iter().find_map(|one| match &one.step {
            Step::Pending { equals, .. } => Some(equals.clone()),
            _ => None,
        });
        let Some(equals) = waits.filter(|_| lots.len() < 50) else { return record };
        let among: Vec<String> = equals.iter().map(|one| record.name(*one).to_owned()).collect();
        let (contest, drawn) = (contest.code.clone(), vec![among[0].clone()]);
        lots.push(Lot { contest, among, drawn, purpose: None, source: "the test".to_owned() });
    }
}

/// The rows of a CSV file.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in text.lines().skip(1) {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut letters = line.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if quoted && letters.peek() == Some(&'"') => {
                    letters.next();
                    cell.push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                letter => cell.push(letter),
            }
        }
        cells.push(cell);
        rows.push(cells);
    }
    rows
}

/// A ballot as the auditing program writes it: `"Alice(1)","Bob(2)","Bob(3)"`, sorted.
fn written(contest: &Contest, ballots: &Ballots, ballot: usize) -> Vec<String> {
    let (mut rank, mut found) = (0, Vec::new());
    for mark in ballots.marks(ballot) {
        rank += u32::from(!mark.is_beside());
        if let What::Candidate(place) = mark.what() {
            found.push(format!("\"{}({rank})\"", contest.candidacies[place as usize].name));
        }
    }
    found.sort();
    found
}

#[test]
fn dominion_ballots_keep_every_mark_that_the_auditing_program_saw() {
    let Some(folder) = corpus("dominion-csv-corla") else { return };
    let file = folder.join("Tiny-IRV-Examples/ThreeCandidatesTenInvalidVotes.csv");
    let read = opened(&file);
    assert_eq!(read.format, Format::DominionCsv);
    let contest = &read.contests[0];
    let ballots = contest.ballots.as_ref().unwrap();
    let mut ours: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for ballot in 0..ballots.distinct() {
        *ours.entry(written(contest, ballots, ballot)).or_default() += ballots.weight(ballot);
    }
    let report = folder.join("expected-outputs/TinyIRV/Pre-audit/ranked_ballot_interpretation.csv");
    let mut theirs: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for row in rows(&report) {
        let mut marks: Vec<String> = row[5].split(',').map(str::to_owned).collect();
        marks.sort();
        *theirs.entry(marks).or_default() += 1;
    }
    assert_eq!(ours, theirs);
}

#[test]
fn dominion_contests_come_out_as_the_auditing_program_reports() {
    let Some(folder) = corpus("dominion-csv-corla") else { return };
    let examples = folder.join("Tiny-IRV-Examples");
    let irv = instant_runoff();
    let winner = |file: &str, contest: &str| -> Vec<String> {
        let contest = named(opened(&examples.join(file)), contest);
        let record = counted(&irv, &contest);
        let outcome = Outcome::of(&record);
        outcome.elected().iter().map(|place| record.name(*place).to_owned()).collect()
    };
    // summarize_IRV.csv; the third contest goes by other names of its candidates there.
    assert_eq!(winner("ThreeCandidatesTenVotesPlusTiedPlurality.csv", "TinyExample1"), ["Alice"]);
    assert_eq!(winner("GuideToRAIREExample3.csv", "Example3"), ["C"]);
    let tied = named(opened(&examples.join("ThreeCandidatesTenVotes_TiedIRV.csv")), "Tied_IRV");
    let record = counted(&irv, &tied);
    let outcome = Outcome::of(&record);
    let equals: Vec<&str> =
        outcome.pending()[0].equals.iter().map(|place| record.name(*place)).collect();
    assert_eq!((outcome.elected().len(), equals), (0, vec!["Alice", "Chuan"]));

    let table = opened(&examples.join("ThreeCandidatesTenVotesPlusTiedPlurality.csv"));
    let mut seen = 0;
    for row in rows(&folder.join("expected-outputs/TinyIRV/Audit_Report/tabulate_plurality.csv")) {
        let contest = table.contests.iter().find(|one| one.name == row[0]).unwrap();
        let ballots = contest.ballots.as_ref().unwrap();
        let wanted = if contest.seats == Some(1) { Marking::Ranked } else { Marking::Approved };
        assert_eq!(ballots.marking(), wanted, "{}", contest.name);
        let is = |what: What| match what {
            What::Candidate(place) => contest.candidacies[place as usize].name == row[1],
            _ => false,
        };
        let votes: u64 = ballots
            .iter()
            .filter(|(marks, _)| marks.iter().any(|mark| is(mark.what())))
            .map(|one| one.1)
            .sum();
        assert_eq!(votes.to_string(), row[2], "{}: {}", row[0], row[1]);
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn dominion_files_that_are_faulty_are_refused_and_the_others_read() {
    let Some(folder) = corpus("dominion-csv-corla") else { return };
    let code = |file: &str| table(&folder.join(file)).map_err(|faults| faults[0].fault.code());
    for (file, wanted) in [
        ("badExamples/InvalidIRVHeadersDifferentCandidateNamesInDifferentRanks1.csv", "T043"),
        ("badExamples/InvalidIRVHeadersDifferentCandidateNamesInDifferentRanks2.csv", "T043"),
        ("badExamples/InvalidIRVHeadersRepeated1stRankCandidate.csv", "T016"),
        ("badExamples/InvalidIRVHeadersRepeated2ndRankCandidate.csv", "T016"),
        ("badExamples/InvalidIRVHeadersSkipped1stRankCandidate.csv", "T021"),
        ("badExamples/InvalidIRVHeadersSkipped3rdRankCandidate.csv", "T021"),
        ("badExamples/badVoteForPlurality.csv", "T047"),
        ("zoo/invalid-cvr-dup-line.csv", "T006"),
        ("Tiny-IRV-Examples/NoContest.csv", "T039"),
    ] {
        assert_eq!(code(file), Err(wanted), "{file}");
    }
    // Columns in another order say who and which rank, and a contest that other counties hold
    // otherwise is whole in itself: both can be read, and are.
    let mut read = 0;
    for (file, ballots) in [
        ("badExamples/InvalidIRVHeadersShuffledChoices.csv", 10),
        ("badExamples/ThreeCandidatesTenVotesPlusInconsistentPlurality.csv", 10),
        ("Tiny-IRV-Examples/ThreeTrickyCharacterCandidatesTenVotes.csv", 10),
        ("Tiny-IRV-Examples/STVPlusThreeCandidatesTenVotesPlusPlurality.csv", 10),
        ("PluralityOnly/Plurality100votes2And10Margins.csv", 100),
        ("WriteIns/WriteIns.csv", 2),
        ("AdamsAndAlamosa/adams-cvrexport.csv", 165),
        ("zoo/arapahoe-regent-3-clear-d52-CVR_Export.csv", 165),
        ("zoo/dominion-2017-CVR_Export_20170310104116-clean.csv", 95),
        ("zoo/tie-c2-proposition107.cvr", 165),
    ] {
        let first = &opened(&folder.join(file)).contests[0];
        assert_eq!(first.ballots.as_ref().unwrap().cast(), ballots, "{file}");
        read += 1;
    }
    hits(
        "Dominion CSV as the auditing program reads it",
        read + 9,
        read + 9,
        "9 faulty files refused",
    );
}

/// Who went out or was elected, in order, by the number of the file.
fn order(record: &Record) -> Vec<String> {
    let code = |place: &u32| record.candidacies[*place as usize].code.clone();
    let mut order = Vec::new();
    for entry in &record.steps {
        match &entry.step {
            Step::Chosen { place, .. } => order.push(code(place)),
            Step::Excluded { places, .. } => order.extend(places.iter().map(code)),
            _ => {}
        }
    }
    order
}

#[test]
fn votes_above_the_line_elect_whom_the_authority_and_the_auditors_have() {
    let Some(folder) = corpus("stv-rla") else { return };
    for year in ["2016", "2019"] {
        let file = folder.join(format!("data/FedAus/federal_{year}_ACT"));
        let mut contest = opened(&file.with_extension("stv")).contests.remove(0);
        contest.seats = Some(2);
        let record = counted(&senate(), &contest);
        let events = std::fs::read_to_string(file.with_extension("otc")).unwrap();
        let lines: Vec<Vec<&str>> =
            events.lines().map(|line| line.trim().split(',').collect()).collect();
        let elected = lines[0].iter().zip(&lines[1]).filter(|one| *one.1 == "1").map(|one| *one.0);
        let outcome = Outcome::of(&record);
        let ours: Vec<&str> = outcome
            .elected()
            .iter()
            .map(|place| record.candidacies[*place as usize].code.as_str())
            .collect();
        assert_eq!(ours, elected.collect::<Vec<_>>(), "{year}");
        // Our count ends with the last seat; theirs goes on to the last candidate.
        let order = order(&record);
        assert_eq!(order[..], lines[0][..order.len()], "{year}");
    }
}

#[test]
fn the_two_forms_of_one_election_hold_the_same_ballots() {
    let Some(folder) = corpus("stv-rla") else { return };
    let text = opened(&folder.join("data/FedAus/federal_2019_ACT.stv")).contests.remove(0);
    let json = opened(&folder.join("data/FedAus19/FederalSenate2019ACT.json")).contests.remove(0);
    let all = |contest: &Contest| -> BTreeMap<Vec<suffrage::ballots::Mark>, u64> {
        let ballots = contest.ballots.as_ref().unwrap();
        ballots.iter().map(|(marks, weight)| (marks.to_vec(), weight)).collect()
    };
    let (text_ballots, json_ballots) = (all(&text), all(&json));
    assert_eq!(text_ballots.len(), json_ballots.len());
    assert_eq!(text_ballots, json_ballots);
    assert_eq!(json_ballots.values().sum::<u64>(), 270_231);
    assert_eq!((text.seats, json.seats), (None, Some(2)));
}

#[test]
fn the_ballots_of_audits_elect_whom_the_audits_name() {
    let Some(folder) = corpus("raire") else { return };
    let irv = instant_runoff();
    let mut contests = 0;
    let folder = folder.join("raire-csv");
    for folder in [folder.clone(), folder.join("input")] {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&folder).unwrap().map(|one| one.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|one| one.extension().is_some_and(|end| end == "raire")) {
            let text = std::fs::read_to_string(file).unwrap();
            for contest in opened(file).contests {
                let line = text
                    .lines()
                    .find(|line| line.starts_with(&format!("Contest,{},", contest.code)));
                let winner = line.unwrap().split_once("winner,").unwrap().1.trim();
                let mut contest = contest.clone();
                contest.seats = Some(1);
                let record = drawn(&irv, &contest);
                let outcome = Outcome::of(&record);
                let ours: Vec<&str> =
                    outcome.elected().iter().map(|place| record.name(*place)).collect();
                assert_eq!(ours, [winner], "{} {}", file.display(), contest.code);
                contests += 1;
            }
        }
    }
    hits("RAIRE, winners of audited contests", contests, contests, "");
    assert!(contests >= 15, "{contests}");
}

#[test]
fn a_folder_of_hart_records_is_one_export() {
    let Some(folder) = corpus("shangrla") else { return };
    let files = suffrage_host::archive::folder(&folder.join("hart-xml")).unwrap().unwrap();
    let table = read::hart::read(&files).unwrap();
    let names: Vec<&str> = table.contests.iter().map(|one| one.name.as_str()).collect();
    // Two contests have one id in this sample.
    assert_eq!(names, ["GOVERNOR", "MAYOR", "PRESIDENT"]);
    let cast: Vec<u128> =
        table.contests.iter().map(|one| one.ballots.as_ref().unwrap().cast()).collect();
    assert_eq!(cast, [2, 2, 2]);
    assert!(table.contests[1].candidacies.is_empty());
}
