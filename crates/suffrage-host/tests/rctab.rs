//! The cases of RCTab, the program that counts ranked choice in the United States: every round.
//!
//! Each case is a configuration (rules, files, candidates with their aliases) and the report that
//! RCTab gives. The rules become a law in our notation; lots are drawn as the report says.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::{corpus, hits, laws};
use serde_json::Value;
use suffrage::ballots::{Ballots, Collect, Mark, Marking, Slice, What};
use suffrage::read::stated::{Asked, Known};
use suffrage::read::together::{Source, together};
use suffrage::read::{Blanks, Cells, Reading};
use suffrage::record::Lost;
use suffrage::tally::{Contest, Lot};
use suffrage::{LawOnDay, Outcome, Record, Step, Wish};
use suffrage_host::{How, Target};

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// A number that may stand as a text.
fn number(value: &Value, key: &str) -> String {
    match &value[key] {
        Value::Number(number) => number.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn yes(value: &Value, key: &str) -> bool {
    value[key].as_bool().unwrap_or_else(|| text(value, key) == "true")
}

/// The rules as a law; `Err` names what has no place in our notation yet.
fn law(rules: &Value) -> Result<LawOnDay, String> {
    let overvote = match text(rules, "overvoteRule") {
        "exhaustImmediately" => "ends the ballot",
        "alwaysSkipToNextRank" => "passed over",
        "exhaustIfMultipleContinuing" => "ends the ballot if several continue",
        other => return Err(format!("overvote rule `{other}`")),
    };
    let repeated =
        if yes(rules, "exhaustOnDuplicateCandidate") { "ends the ballot" } else { "passed over" };
    let empty = match text(rules, "maxSkippedRanksAllowed") {
        "unlimited" | "" => "\"any number\"".to_owned(),
        number => number.to_owned(),
    };
    let ranks = match text(rules, "maxRankingsAllowed").parse::<u16>() {
        Ok(most) => format!("ranks = {most}"),
        Err(_) => String::new(),
    };
    let batch = yes(rules, "batchElimination");
    let excludes = match (yes(rules, "cutoffElimination"), batch) {
        (true, _) => "all below the share",
        (false, true) => "all who cannot win",
        (false, false) => "the lowest",
    };
    let minimum = match text(rules, "minimumVoteThreshold") {
        "" | "0" => String::new(),
        most => format!("minimum = {most}"),
    };
    let runoff = |wins: &str| {
        format!(
            "transfer = \"instant runoff\"\nwins = \"{wins}\"\nexcludes = \"{excludes}\"\nlast_out = \"pass on\"\n{minimum}"
        )
    };
    if !text(rules, "stopTabulationEarlyAfterRound").is_empty() {
        return Err("the count is stopped by wish".to_owned());
    }
    let step = match text(rules, "winnerElectionMode") {
        "singleWinnerMajority" if yes(rules, "doesFirstRoundDetermineThreshold") => {
            runoff("majority of the first stage")
        }
        "singleWinnerMajority" if yes(rules, "continueUntilTwoCandidatesRemain") => {
            runoff("majority of the last two")
        }
        "singleWinnerMajority" => runoff("majority of the stage"),
        "bottomsUp" => runoff("being left"),
        "bottomsUpUsingPercentageThreshold" => {
            let base = match yes(rules, "doesFirstRoundDetermineThreshold") {
                true => "share of the first stage",
                false => "share of the stage",
            };
            let share = text(rules, "multiSeatBottomsUpPercentageThreshold");
            format!("{}\nshare = \"{share}%\"", runoff(base))
        }
        "multiWinnerAllowMultipleWinnersPerRound" => {
            let parts =
                if yes(rules, "hareQuota") { "votes / seats" } else { "votes / (seats + 1)" };
            let whole = match yes(rules, "nonIntegerWinningThreshold") {
                true => "next decimal",
                false => "next whole number",
            };
            let decimals = text(rules, "decimalPlacesForVoteArithmetic");
            format!(
                "transfer = \"quota and surplus\"\nquota = \"{parts}\"\nquota_rounding = \"{whole}\"\n\
                 elects = \"at the quota\"\ndecimals = {decimals}\nadds = \"their value\"\n\
                 surplus = \"every paper, weighted\"\norder = \"all at once\"\n\
                 excludes = \"{excludes}\"\npasses = \"all together\"\nlast_out = \"pass on\""
            )
        }
        other => return Err(format!("mode `{other}`")),
    };
    let ballot = format!(
        "overvote = \"{overvote}\"\nempty_ranks = {empty}\nrepeated = \"{repeated}\"\n\
         write_in = \"counted together, first out\"\n{ranks}"
    );
    laws::of_two_clauses(&ballot, &format!("{step}\ntie = [\"lot\"]"))
        .map_err(|faults| format!("{:?}", faults[0].fault))
}

/// The ballots of all files of a case, under the names of its configuration.
fn contest(folder: &Path, config: &Value, by: Option<&str>) -> Result<Contest, String> {
    let candidates = config["candidates"].as_array().cloned().unwrap_or_default();
    let why = |faults: Vec<suffrage::Diagnostic>| format!("{:?}", faults[0].fault);
    let (mut sources, mut ids) = (Vec::new(), Vec::new());
    for source in config["cvrFileSources"].as_array().unwrap() {
        sources.push(read_source(folder, source, by).map_err(why)?);
        ids.push(text(source, "contestId").to_owned());
    }
    // A configuration may state names that no file has; there it is no fault.
    let all = || sources.iter().flat_map(|one: &Source| &one.table.contests);
    let names: BTreeSet<String> = all()
        .flat_map(|contest| &contest.candidacies)
        .flat_map(|one| [one.name.clone(), one.code.clone()])
        .collect();
    let known = candidates.iter().map(|one| {
        let aliases = one["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let aliases = aliases.chain([text(one, "code")]).map(|alias| alias.trim().to_owned());
        let (name, withdrawn) = (text(one, "name").to_owned(), yes(one, "excluded"));
        let trimmed = Some(name.trim().to_owned()).filter(|trimmed| *trimmed != name);
        let aliases = aliases.chain(trimmed).filter(|alias| names.contains(alias)).collect();
        Known { name, aliases, withdrawn, listed: true, ..Known::default() }
    });
    ids.retain(|id| !id.is_empty());
    let contests = if ids.is_empty() { Vec::new() } else { vec![ids] };
    let asked = Asked { contests, known: known.collect(), ..Asked::default() };
    let mut contest = together(sources, &asked).map_err(why)?.contests.remove(0);
    // Names that the configuration does not list are those of nobody declared.
    let declared = candidates.len();
    let place = |at: usize| (at < declared).then(|| u32::try_from(at).unwrap());
    let places: Vec<Option<u32>> = (0..contest.candidacies.len()).map(place).collect();
    contest.candidacies.truncate(declared);
    let cleaned = |ballots: Ballots| ballots.renumbered(&places).offering(0);
    let ballots = cleaned(contest.ballots.unwrap().as_ref().clone());
    let slices = contest.slices.into_iter();
    let slice = |one: Slice| Slice { ballots: cleaned(one.ballots), ..one };
    contest.slices = slices.map(slice).collect();
    // A configuration may list the line for names written in as a candidate of its own.
    let line = candidates.iter().position(|one| text(one, "name").starts_with("Write-in-"));
    let line = line.and_then(|at| u32::try_from(at).ok()).map(Mark::of);
    contest.ballots = Some(std::sync::Arc::new(with_line(ballots, line)));
    contest.code = "1".to_owned();
    // No number of winners: as many as reach the share, everybody at most.
    contest.seats = match number(&config["rules"], "numberOfWinners").as_str() {
        "0" => u32::try_from(declared).ok(),
        seats => seats.parse().ok(),
    };
    Ok(contest)
}

/// Names written in stand for the candidate whose line it is.
fn with_line(ballots: Ballots, line: Option<Mark>) -> Ballots {
    let Some(line) = line else { return ballots };
    let mut all = Collect::new(Marking::Ranked, 0);
    for (marks, weight) in ballots.iter() {
        let named = marks.iter().map(|mark| match mark.what() {
            What::WriteIn if mark.is_beside() => line.beside(),
            What::WriteIn => line,
            _ => *mark,
        });
        all.add(&named.collect::<Vec<_>>(), weight).unwrap();
    }
    all.finish().unwrap()
}

/// One file, or export, of a case.
fn read_source(
    folder: &Path,
    source: &Value,
    by: Option<&str>,
) -> Result<Source, Vec<suffrage::Diagnostic>> {
    let path = folder.join(text(source, "filePath"));
    // Shared files stand beside the cases; those of one maker in the other corpus.
    let shared = folder.join("../../../rctab-cvr");
    let shared = shared.join(text(source, "filePath").trim_start_matches("../"));
    let path = if path.exists() { path } else { shared };
    let blanks = match yes(source, "treatBlankAsUndeclaredWriteIn") {
        true => Blanks::WrittenIn,
        false => Blanks::Empty,
    };
    let cells = match text(source, "provider") {
        "genericCsv" => Cells::Ranks,
        _ => Cells::Detect,
    };
    let how = How { reading: Reading { blanks, cells, by, ..Reading::PLAIN }, ..How::plain() };
    let target = suffrage_host::open_as(std::slice::from_ref(&path), &how)
        .map_err(|trouble| trouble.faults)?;
    let Target::Tables(table, _) = target else { panic!("{}: an election", path.display()) };
    Ok(Source { file: path.display().to_string(), table })
}

/// Counts, drawing each lot so that those go out, or are elected, whom the report names.
fn counted(
    law: &LawOnDay,
    contest: &Contest,
    report: &Value,
) -> Result<(Record, Vec<Lot>), String> {
    let mut lots: Vec<Lot> = Vec::new();
    loop {
        let record = suffrage::count(law, contest, &lots, &Wish::default())
            .map_err(|faults| format!("{:?}", faults[0]))?;
        let stage =
            record.steps.iter().filter(|one| matches!(one.step, Step::Stage { .. })).count();
        let waits = record.steps.iter().find_map(|one| match &one.step {
            Step::Pending { equals, .. } => Some(equals.clone()),
            _ => None,
        });
        let Some(equals) = waits else { return Ok((record, lots)) };
        let names: Vec<String> =
            equals.iter().map(|place| record.name(*place).to_owned()).collect();
        // The report has rounds of its own in which nothing moves: any round may name the lot.
        let round = &Value::Array(
            report["results"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|round| names.iter().all(|name| round["tally"].get(name).is_some()))
                .flat_map(|round| round["tallyResults"].as_array().cloned().unwrap_or_default())
                .collect(),
        );
        let out =
            round.as_array().into_iter().flatten().filter_map(|one| one["eliminated"].as_str());
        let drawn = out.map(str::to_owned).find(|name| names.contains(name));
        // Of two who are left RCTab draws the winner; the other is out.
        let elected =
            round.as_array().into_iter().flatten().filter_map(|one| one["elected"].as_str());
        let other =
            elected.map(str::to_owned).find(|name| names.contains(name) && names.len() == 2);
        let drawn = drawn
            .or_else(|| other.and_then(|won| names.iter().find(|name| **name != won).cloned()));
        let Some(drawn) = drawn.filter(|_| lots.len() < 50) else {
            return Err(format!(
                "a lot between {names:?} in round {stage} that the report does not draw"
            ));
        };
        let source = format!("the report, round {stage}");
        lots.push(Lot {
            contest: "1".to_owned(),
            among: names,
            drawn: vec![drawn],
            purpose: None,
            source,
        });
    }
}

/// What differs between a record and a report, round by round.
fn differs(record: &Record, report: &Value) -> Option<String> {
    let stages = record.steps.iter().filter_map(|one| match &one.step {
        Step::Stage { votes, lost, .. } => Some((votes, lost)),
        _ => None,
    });
    let all = report["results"].as_array().unwrap();
    // A round that moves nothing (somebody is elected, nothing passes on) is no stage of ours.
    let tally = |round: &Value| -> BTreeMap<String, String> {
        let votes = round["tally"].as_object().unwrap().iter();
        votes
            .map(|(name, votes)| (name.clone(), trimmed(votes.as_str().unwrap())))
            .filter(|(_, votes)| votes != "0")
            .collect()
    };
    let mut rounds: Vec<&Value> = Vec::new();
    for round in all {
        if rounds.last().is_none_or(|last| tally(last) != tally(round)) {
            rounds.push(round);
        }
    }
    let mut stages: Vec<_> = stages.collect();
    let held = |votes: &[(u32, suffrage::number::Exact)]| -> Vec<(u32, suffrage::number::Exact)> {
        votes.iter().filter(|one| !one.1.is_zero()).cloned().collect()
    };
    stages.dedup_by(|a, b| held(a.0) == held(b.0));
    let mut seen = 0;
    for ((votes, lost), round) in stages.into_iter().zip(rounds) {
        seen += 1;
        let ours: BTreeMap<String, String> = votes
            .iter()
            .filter(|one| !one.1.is_zero())
            .map(|(place, votes)| (record.name(*place).to_owned(), votes.to_string()))
            .collect();
        let theirs: BTreeMap<String, String> = round["tally"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, votes)| {
                (
                    name.replace("Undeclared Write-ins", "Undeclared write-ins"),
                    trimmed(votes.as_str().unwrap()),
                )
            })
            .filter(|(_, votes)| votes != "0")
            .collect();
        if ours != theirs {
            return Some(format!("round {seen}: {ours:?} against {theirs:?}"));
        }
        let inactive = &round["inactiveBallots"];
        for (why, key) in [
            (Lost::Overvote, "overvotes"),
            (Lost::Skipped, "skippedRankings"),
            (Lost::Repeated, "repeatedRankings"),
            (Lost::Exhausted, "exhaustedChoices"),
        ] {
            let ours = lost
                .iter()
                .find(|one| one.0 == why)
                .map_or("0".to_owned(), |one| one.1.to_string());
            let theirs = trimmed(inactive[key].as_str().unwrap_or("0"));
            if ours != theirs {
                return Some(format!("round {seen}, {key}: {ours} against {theirs}"));
            }
        }
    }
    let mut theirs: Vec<String> = all
        .iter()
        .flat_map(|round| round["tallyResults"].as_array().cloned().unwrap_or_default())
        .filter_map(|one| one["elected"].as_str().map(str::to_owned))
        .collect();
    let mut ours: Vec<String> =
        Outcome::of(record).elected().iter().map(|place| record.name(*place).to_owned()).collect();
    theirs.sort();
    ours.sort();
    (ours != theirs).then(|| format!("elected {ours:?} against {theirs:?}"))
}

fn trimmed(number: &str) -> String {
    match number.contains('.') {
        true => number.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => number.to_owned(),
    }
}

/// What is read otherwise here, and why.
const OTHERWISE: &[(&str, &str)] = &[(
    "nist_xml_cdf_2",
    "a name written in that waits for adjudication is no mark there; here it is one, of nobody declared",
)];

#[test]
fn the_cases_of_rctab_come_out_round_by_round() {
    let (Some(folder), Some(other)) = (corpus("rctab"), corpus("rctab-cvr")) else { return };
    let cases = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
    // Some cases stand only in the second corpus; those that stand in both are one.
    let mut cases: Vec<PathBuf> = cases(folder.join("test_data")).chain(cases(other)).collect();
    cases.sort_by_key(|case| case.file_name().unwrap().to_owned());
    cases.dedup_by_key(|case| case.file_name().unwrap().to_owned());
    let (mut exact, mut wrong, mut apart) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let read = |end: &str| -> Option<Value> {
            let path = case.join(format!("{name}{end}"));
            serde_json::from_slice(&std::fs::read(path).ok()?).ok()
        };
        let (Some(config), Some(report)) =
            (read("_config.json"), read("_expected_detailed_report.json"))
        else {
            continue;
        };
        let result = law(&config["rules"]).and_then(|law| {
            let contest = contest(&case, &config, None)?;
            let (record, _) = counted(&law, &contest, &report)?;
            Ok(differs(&record, &report))
        });
        match result {
            Ok(None) => exact.push(name),
            Ok(Some(_)) if OTHERWISE.iter().any(|one| one.0 == name) => {
                let why = OTHERWISE.iter().find(|one| one.0 == name).map_or("", |one| one.1);
                apart.push(format!("{name}: {why}"));
            }
            Ok(Some(why)) => wrong.push(format!("{name}: {why}")),
            Err(why) => apart.push(format!("{name}: {why}")),
        }
    }
    hits(
        "RCTab, every round: tallies, inactive by reason, winners",
        exact.len(),
        exact.len() + wrong.len() + apart.len(),
        &apart.join("; "),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // What stands apart: files that are missing, a count stopped by wish, a mark read otherwise.
    assert!(exact.len() >= 46 && apart.len() <= 4, "{}", apart.join("\n"));
}

/// The reports of RCTab by precinct and batch: the same rounds, each with the votes of that place.
#[test]
fn slices_are_those_of_the_reports_by_precinct_and_batch() {
    let Some(folder) = corpus("rctab") else { return };
    let mut seen = 0;
    for (case, by, ending) in [
        ("precinct_example", "precinct", "Tabulate by Precinct"),
        ("batch_example", "batch", "Tabulate by Batch"),
    ] {
        // The one column of both files is called so; one configuration takes it for batches.
        let case_folder = folder.join("test_data").join(case);
        let read = |path: PathBuf| -> Value {
            serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
        };
        let config = read(case_folder.join(format!("{case}_config.json")));
        let whole = read(case_folder.join(format!("{case}_expected_detailed_report.json")));
        let law = law(&config["rules"]).unwrap();
        let contest = contest(&case_folder, &config, Some("precinct")).unwrap();
        let (record, lots) = counted(&law, &contest, &whole).unwrap();
        let wish = Wish::default();
        let (_, trail) = suffrage::count::count_with_trail(&law, &contest, &lots, &wish).unwrap();
        let slices = suffrage::count::slices::in_slices(&contest, &record, &trail);
        let reports = std::fs::read_dir(case_folder.join(ending)).unwrap();
        for report in reports.map(|one| one.unwrap().path()) {
            if report.extension().is_none_or(|end| end != "json") {
                continue;
            }
            let report = read(report);
            let name = text(&report["config"], by);
            let slice = slices.iter().find(|one| one.name == name).unwrap();
            let rounds = report["results"].as_array().unwrap();
            assert_eq!(rounds.len(), slice.stages.len(), "{case}, {name}");
            for (stand, round) in slice.stages.iter().zip(rounds) {
                seen += 1;
                let votes: BTreeMap<String, String> = stand
                    .votes
                    .iter()
                    .filter(|one| !one.1.is_zero())
                    .map(|(place, votes)| (record.name(*place).to_owned(), votes.to_string()))
                    .collect();
                let theirs: BTreeMap<String, String> = round["tally"]
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(name, votes)| {
                        (name.replace("Write-ins", "write-ins"), trimmed(votes.as_str().unwrap()))
                    })
                    .filter(|(_, votes)| votes != "0")
                    .collect();
                assert_eq!(votes, theirs, "{case}, {name}");
                for (why, key) in
                    [(Lost::Exhausted, "exhaustedChoices"), (Lost::Skipped, "skippedRankings")]
                {
                    let ours = stand.lost.iter().find(|one| one.0 == why);
                    let ours = ours.map_or("0".to_owned(), |one| one.1.to_string());
                    assert_eq!(
                        ours,
                        trimmed(round["inactiveBallots"][key].as_str().unwrap()),
                        "{name}, {key}"
                    );
                }
            }
        }
    }
    hits("RCTab, rounds by precinct and by batch", seen, seen, "");
    assert!(seen >= 4, "{seen} rounds");
}
