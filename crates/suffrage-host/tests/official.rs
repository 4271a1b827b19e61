//! Ballots of real elections, counted by the laws on board, held against what authorities published.
//!
//! The ballots are not ours to ship: `SUFFRAGE_CORPORA` names the folder they stand in. Without it
//! each test says that it was skipped; continuous integration always sets it. The figures here are
//! the authorities', with where they were read; no command writes them.

mod common;

use std::path::Path;

use common::{corpus, hits};
use suffrage::read::{self, Encoding};
use suffrage::tally::{Contest, Lot};
use suffrage::{LawOnDay, Outcome, Record, Step, Wish};
use suffrage_host::board;

fn contest(path: &Path, seats: u32) -> Contest {
    let input = suffrage_host::text_of(path, Encoding::Detect).unwrap();
    let table = read::table(&input).unwrap_or_else(|faults| panic!("{:?}", faults[0]));
    let mut contest = table.contests.into_iter().next().unwrap();
    contest.seats = Some(seats);
    contest
}

fn law(id: &str, on: &str) -> LawOnDay {
    board::laws().unwrap().on(id, on.parse().unwrap(), &[]).unwrap()
}

/// The count of an election, looked at twice.
fn counted(id: &str, on: &str, contest: &Contest) -> Record {
    let law = law(id, on);
    let mut lots: Vec<Lot> = Vec::new();
    loop {
        let record = suffrage::count(&law, contest, &lots, &Wish::default()).unwrap();
        let doubts = suffrage::replay::verify(&record, contest);
        assert!(doubts.is_empty(), "{}: {doubts:?}", contest.name);
        let waits = record.steps.iter().find_map(|entry| match &entry.step {
            Step::Pending { equals, open, .. } => Some((equals.clone(), *open)),
            _ => None,
        });
        let Some((equals, open)) = waits else { return record };
        // A lot that moves no winner: whichever is drawn, the authority's word must come out.
        let code = |place: &u32| contest.candidacies[*place as usize].code.clone();
        let among: Vec<String> = equals.iter().map(code).collect();
        let drawn = among[..open as usize].to_vec();
        lots.push(Lot {
            contest: contest.code.clone(),
            among,
            drawn,
            purpose: None,
            source: "drawn here".into(),
        });
        assert!(lots.len() < 20);
    }
}

fn elected(record: &Record) -> Vec<String> {
    Outcome::of(record).elected().iter().map(|place| record.name(*place).to_owned()).collect()
}

/// The votes of somebody at each stage.
fn votes(record: &Record, name: &str) -> Vec<String> {
    let at = |entry: &suffrage::record::Entry| match &entry.step {
        Step::Stage { votes, .. } => {
            let found = votes.iter().find(|one| record.name(one.0) == name);
            Some(found.map_or_else(String::new, |one| one.1.to_string()))
        }
        _ => None,
    };
    record.steps.iter().filter_map(at).collect()
}

/// Quota and the stage after which each was elected.
fn course(record: &Record) -> (String, Vec<(String, usize)>) {
    let (mut quota, mut stage, mut elected) = (String::new(), 0, Vec::new());
    for entry in &record.steps {
        match &entry.step {
            Step::Bar { quota: bar, .. } => quota = bar.to_string(),
            Step::Stage { .. } => stage += 1,
            Step::Chosen { place, .. } => elected.push((record.name(*place).to_owned(), stage)),
            _ => {}
        }
    }
    (quota, elected)
}

/// Senate, Australian Capital Territory: winners in the order that the Australian Electoral
/// Commission published; the course of the count as an independent reckoning by s 273 has it.
#[test]
fn the_senators_of_the_capital_territory_are_elected_in_the_order_published() {
    let Some(folder) = corpus("stv-rla") else { return };
    for (file, on, quota, second) in [
        ("FedAus/federal_2016_ACT.stv", "2016-07-02", "84923", (29, "85000")),
        ("FedAus19/FederalSenate2019ACT.json", "2019-05-18", "90078", (25, "92278")),
    ] {
        let contest = contest(&folder.join("data").join(file), 2);
        let record = counted("au/senate", on, &contest);
        assert_eq!(elected(&record), ["GALLAGHER, Katy", "SESELJA, Zed"]);
        let (bar, course) = course(&record);
        assert_eq!(bar, quota);
        assert_eq!(course, [("GALLAGHER, Katy".into(), 1), ("SESELJA, Zed".into(), second.0)]);
        assert_eq!(votes(&record, "SESELJA, Zed").last().unwrap(), second.1);
        // As written, with bulk exclusions and equals parted at a count where all differ: the same.
        let written = ["ranked.count: as written".to_owned()];
        let law = board::laws().unwrap().on("au/senate", on.parse().unwrap(), &written).unwrap();
        let again = suffrage::count(&law, &contest, &[], &Wish::default()).unwrap();
        assert!(suffrage::replay::verify(&again, &contest).is_empty());
        assert_eq!(elected(&again), elected(&record));
    }
    let rest = "officially elected, in order; the course as an independent reckoning has it";
    hits("Senate, Australian Capital Territory 2016 and 2019", 2, 2, rest);
}

/// Minneapolis 2009: the tables of the city (Board of Estimate:
/// http://vote.minneapolismn.gov/results/2009/boe-web; Park Board: the encyclopedia's copy).
#[test]
fn minneapolis_2009_comes_out_to_the_fourth_decimal() {
    let Some(folder) = corpus("preflib") else { return };
    let folder = folder.join("datasets/00018 - minneapolis");
    let park =
        counted("us-mn/minneapolis", "2009-11-03", &contest(&folder.join("00018-00000002.soi"), 3));
    assert_eq!(course(&park).0, "9164");
    assert_eq!(elected(&park), ["Bob Fine", "Annie Young", "John Erwin"]);
    assert_eq!(votes(&park, "Bob Fine"), ["8089", "8193", "8363", "8708", "9329"]);
    assert_eq!(votes(&park, "Annie Young"), ["6941", "7062", "7490", "7741", "8371"]);
    assert_eq!(votes(&park, "Tom Nordyke"), ["3716", "3787", "3885", "4118", ""]);
    let estimate =
        counted("us-mn/minneapolis", "2009-11-03", &contest(&folder.join("00018-00000004.soi"), 2));
    assert_eq!(course(&estimate).0, "10696");
    assert_eq!(elected(&estimate), ["Carol Becker", "David Wheeler"]);
    assert_eq!(votes(&estimate, "David Wheeler"), ["6107", "7239.691", "7490.0575", "8107.427"]);
    // "1.5560 surplus votes stay with Becker through rounding."
    let cut = estimate.steps.iter().find_map(|entry| match &entry.step {
        Step::Passed { surplus: Some(_), lost, .. } => lost.last().cloned(),
        _ => None,
    });
    assert_eq!(cut.unwrap().1.to_string(), "1.556");
    hits("Minneapolis 2009, tables of the city, to the fourth decimal", 2, 2, "");
}

/// Minneapolis 2013: Park Board after the city's table (its copy in an encyclopedia); Mayor: threshold
/// 39,708, 33 rounds, Hodges with just under 49 % (Associated Press, 7 November 2013).
#[test]
fn minneapolis_2013_comes_out_to_the_fourth_decimal() {
    let Some(folder) = corpus("rctab") else { return };
    let folder = folder.join("test_data");
    let park = contest(&folder.join("_shared/2013_minneapolis_park_cvr.xlsx"), 3);
    let park = counted("us-mn/minneapolis", "2013-11-05", &park);
    assert_eq!(course(&park).0, "14866");
    assert_eq!(elected(&park), ["JOHN ERWIN", "ANNIE YOUNG", "MEG FORNEY"]);
    assert_eq!(votes(&park, "JOHN ERWIN")[..4], ["14678", "14866", "15148", "14866"]);
    assert_eq!(
        votes(&park, "ANNIE YOUNG"),
        [
            "9294",
            "9452",
            "9983",
            "10055.9492",
            "11055.9536",
            "11528.0696",
            "12030.423",
            "13905.698"
        ]
    );
    let mayor = folder.join("2013_minneapolis_mayor/2013_minneapolis_mayor_cvr.xlsx");
    let mayor = counted("us-mn/minneapolis", "2013-11-05", &contest(&mayor, 1));
    assert_eq!(elected(&mayor), ["BETSY HODGES"]);
    let rounds = votes(&mayor, "BETSY HODGES");
    assert_eq!((rounds.len(), rounds.last().unwrap().as_str()), (33, "38870"));
    assert_eq!(votes(&mayor, "MARK ANDREW").last().unwrap(), "24972");
    hits("Minneapolis 2013, tables of the city, to the fourth decimal", 2, 2, "");
}

/// New South Wales 2015: Parliament of New South Wales, Background Paper 1/2015: 58 districts on first
/// preferences, 35 after distribution; four won from second place.
#[test]
fn new_south_wales_2015_gives_the_figures_of_its_parliament() {
    let Some(folder) = corpus("nswla") else { return };
    let (mut first, mut after, mut second) = (0, 0, Vec::new());
    for number in 1..=93 {
        let path = folder.join(format!("00058-nswla/00058-{number:08}.soi"));
        let contest = contest(&path, 1);
        let record = counted("au-nsw/legislative-assembly", "2015-03-28", &contest);
        let stages: Vec<_> = record
            .steps
            .iter()
            .filter_map(|entry| match &entry.step {
                Step::Stage { votes, .. } => Some(votes.clone()),
                _ => None,
            })
            .collect();
        let winner = Outcome::of(&record).elected()[0];
        let of = |stage: &Vec<(u32, suffrage::number::Exact)>| {
            stage.iter().find(|one| one.0 == winner).unwrap().1.clone()
        };
        if stages.len() == 1 {
            first += 1
        } else {
            after += 1
        }
        if stages[0].iter().any(|one| one.1 > of(&stages[0])) {
            second.push(contest.name.trim_matches('"').to_owned());
        }
    }
    second.sort();
    assert_eq!((first, after), (58, 35));
    let names = ["Ballina 2015", "Gosford 2015", "Strathfield 2015", "The Entrance 2015"];
    assert_eq!(second, names);
    let rest = "58 at first, 35 after distribution, four from second place";
    hits("New South Wales 2015, the figures of its Parliament", 93, 93, rest);
}
/// Dáil 2002: whole papers pass on, and which ones lie on top hangs on how they were mixed. Sums of the
/// parties: Appendix 1 of the results of 17 May 2002. Elected: Sargent, Glennon, Wright and Ryan
/// (Irish Times on the sitting members, 2006); Lenihan, Higgins and Burton (Irish Examiner, 18 May
/// 2002). The same ballots stand in two forms.
#[test]
fn the_deputies_of_dublin_north_and_west_of_2002_are_elected() {
    let (Some(audits), Some(preflib)) = (corpus("stv-rla"), corpus("preflib")) else { return };
    let north = ["G.V. Wright", "Jim Glennon", "Sean Ryan", "Trevor Sargent"];
    let west = ["Brian Lenihan", "Joan Burton", "Joe Higgins"];
    for (stem, number, elect, quota, cast) in [
        ("DublinNorth2002", 1, north.as_slice(), "8789", 43_942),
        ("DublinWest2002", 2, west.as_slice(), "7498", 29_988),
    ] {
        let seats = u32::try_from(elect.len()).unwrap();
        let named = preflib.join(format!("datasets/00001 - irish/00001-{number:08}.soi"));
        let named = contest(&named, seats);
        let numbered = contest(&audits.join(format!("data/Ireland/{stem}_ballots.txt")), seats);
        assert_eq!(named.ballots.as_ref().unwrap().cast(), cast);
        let record = counted("ie/dail", "2002-05-17", &named);
        // The order of a file is no mixing: both forms give the same count, stage by stage.
        let other = counted("ie/dail", "2002-05-17", &numbered);
        let stages = |record: &Record| {
            let all = record.steps.iter().map(|entry| entry.step.clone());
            all.filter(|step| matches!(step, Step::Stage { .. })).collect::<Vec<_>>()
        };
        assert_eq!(stages(&record), stages(&other), "{stem}");
        assert_eq!(course(&record).0, quota);
        let mut all = elected(&record);
        all.sort();
        let begins = |(name, wanted): (&String, &&str)| name.starts_with(*wanted);
        assert!(all.len() == elect.len() && all.iter().zip(elect).all(begins), "{all:?}");
        // Papers are whole at every stage.
        for entry in &record.steps {
            if let Step::Stage { votes, .. } = &entry.step {
                assert!(votes.iter().all(|one| one.1 == one.1.cut(0)));
            }
        }
    }
    hits(
        "Dáil, Dublin North and West 2002",
        2,
        2,
        "those elected; one lawful mixing of the papers",
    );
}

/// Every order of the exact margins at hand is read: 47 seats of New South Wales, 14 American contests.
#[test]
fn orders_in_brackets_are_read_and_counted() {
    let Some(folder) = corpus("irv-exact-margins") else { return };
    let mut contests = 0;
    for part in ["NSW2015", "USIRV"] {
        for entry in std::fs::read_dir(folder.join(part)).unwrap() {
            let contest = contest(&entry.unwrap().path(), 1);
            assert!(!elected(&counted("org/instant-runoff", "2015-03-28", &contest)).is_empty());
            contests += 1;
        }
    }
    assert_eq!(contests, 47 + 14);
    hits("orders of the exact margins, read and counted", contests, contests, "");
}
