//! Real registers checked: what a study counted with another program must come out again.
//!
//! Needs `SUFFRAGE_CORPORA`; without it the tests say so and pass. `SUFFRAGE_BLESS=1` rewrites the
//! table in `docs/registers-checked.md`.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::path::{Path, PathBuf};

use suffrage::register::causes::Cause;
use suffrage::register::mapping::NoEnd;
use suffrage::register::quality::{Kind, Report, check};
use suffrage::register::when::Verdict;
use suffrage_host::register::exchange::{Mandates, Terms, mandates};

use Kind::{
    Backwards, BeginsAfterDeath, Duplicate, EndsAfterDeath, Gap, LongerThanTerm, Namesakes,
    NotCurrent, OpenThoughDead, SameOfficeTwice, TooMany, TooYoung, TwoHolders, TwoOffices,
};

/// What is found, certain and possible; what the study counted; why it differs, if it does.
type Row = (Kind, usize, usize, &'static str, &'static str);

struct Case {
    name: &'static str,
    files: &'static [&'static str],
    mandates: usize,
    /// Rows that could not be read, or not joined.
    faults: usize,
    rows: &'static [Row],
}

const NOT_COUNTED: &str = "the study counted only certain ones";
const SAME: &str = "";

const CASES: &[Case] = &[
    Case {
        name: "sweden-parliament",
        files: &["riksdagen-persons/member_of_parliament.csv"],
        mandates: 13_223,
        faults: 0,
        rows: &[
            (Backwards, 1, 372, "1 + 372", SAME),
            (BeginsAfterDeath, 2, 35, "2", NOT_COUNTED),
            (EndsAfterDeath, 9, 189, "9", NOT_COUNTED),
            (OpenThoughDead, 0, 6, "6", SAME),
            (TooYoung, 1, 0, "1", SAME),
            (SameOfficeTwice, 17, 16, "17 + 16", SAME),
            (TwoOffices, 3, 18, "3 + 18", SAME),
        ],
    },
    Case {
        name: "sweden-ministers",
        files: &["riksdagen-persons/minister.csv"],
        mandates: 1448,
        faults: 6,
        rows: &[
            (BeginsAfterDeath, 2, 0, "2", SAME),
            (EndsAfterDeath, 4, 0, "4", SAME),
            (OpenThoughDead, 0, 108, "108", SAME),
            (SameOfficeTwice, 2, 0, "2 + 0", SAME),
        ],
    },
    Case {
        name: "sweden-parties",
        files: &["riksdagen-persons/party_affiliation.csv"],
        mandates: 14_980,
        faults: 0,
        rows: &[
            (Backwards, 2, 414, "2 + 414", SAME),
            (BeginsAfterDeath, 3, 18, "3", NOT_COUNTED),
            (EndsAfterDeath, 4, 151, "4", NOT_COUNTED),
            (OpenThoughDead, 0, 2545, "2,545", SAME),
            (TooYoung, 2, 0, "2", SAME),
            (Duplicate, 2, 0, "2", SAME),
            (SameOfficeTwice, 46, 7948, "46 + 7,948", SAME),
        ],
    },
    Case {
        name: "sweden-chairs",
        files: &["riksdagen-persons/chair_mp.csv"],
        mandates: 28_120,
        faults: 4,
        rows: &[
            (EndsAfterDeath, 6, 1, "6", NOT_COUNTED),
            (OpenThoughDead, 0, 23_904, "23,904", SAME),
            (TooYoung, 1, 0, "1", SAME),
            (Duplicate, 88, 0, "88", SAME),
            (SameOfficeTwice, 0, 17, "0 + 17", SAME),
            (TwoHolders, 0, 19, "0 + 19", SAME),
            (Gap, 888, 0, "888", SAME),
        ],
    },
    Case {
        name: "us-states",
        files: &["openstates-people/roles.jsonl"],
        mandates: 30_937,
        faults: 0,
        rows: &[
            (Backwards, 124, 0, "124", SAME),
            (
                LongerThanTerm,
                578,
                0,
                "-",
                "the study did not know the terms of the two federal chambers",
            ),
            (Duplicate, 35, 0, "35", SAME),
            (SameOfficeTwice, 2049, 625, "2,049 + 625", SAME),
            (TwoOffices, 119, 375, "119 + 375", SAME),
            (TwoHolders, 701, 2584, "701 + 2,584", SAME),
            (Gap, 1229, 0, "1,229", SAME),
            (Namesakes, 0, 333, "322", "11 more share name and day of birth in two states"),
            (NotCurrent, 351, 0, "351", SAME),
        ],
    },
    Case {
        name: "caledonia-congress",
        files: &["everypolitician-nc/term-4.csv"],
        mandates: 58,
        faults: 0,
        rows: &[
            (
                TooMany,
                0,
                1,
                "58 rows for 54 seats",
                "told for the south, 36 rows for 32 seats; without dates nothing is certain",
            ),
            (Namesakes, 0, 2, "2", SAME),
        ],
    },
];

fn corpora() -> Option<PathBuf> {
    let root = std::env::var_os("SUFFRAGE_CORPORA").map(PathBuf::from);
    if root.is_none() {
        eprintln!("skipped: SUFFRAGE_CORPORA does not name the folder of the corpora");
    }
    root
}

fn open(case: &Case, root: &Path) -> Mandates {
    let map = format!("{}/tests/registers/{}.toml", env!("CARGO_MANIFEST_DIR"), case.name);
    let file = |file: &&str| root.join("register").join(file).display().to_string();
    let files: Vec<String> = case.files.iter().map(file).collect();
    let encoding = suffrage::read::Encoding::Detect;
    let terms = Terms { map: Some(map.into()), no_end: NoEnd::Unknown, encoding };
    mandates(&files, &terms).unwrap_or_else(|trouble| panic!("{:?}", trouble.faults))
}

/// Every figure of a report that is not zero.
fn figures(report: &Report) -> Vec<(Kind, usize, usize)> {
    let mut kinds: Vec<Kind> = report.findings.iter().map(|one| one.kind).collect();
    kinds.dedup();
    let count = |kind, verdict| report.count(kind, verdict);
    kinds
        .into_iter()
        .map(|kind| (kind, count(kind, Verdict::Certain), count(kind, Verdict::Possible)))
        .collect()
}

#[test]
fn every_error_that_the_study_counted_is_found() {
    let Some(root) = corpora() else { return };
    let mut table = String::new();
    for case in CASES {
        let mandates = open(case, &root);
        let report = check(&mandates.roll);
        assert_eq!(mandates.roll.tenures.len(), case.mandates, "{}", case.name);
        assert_eq!(mandates.faults.len(), case.faults, "{}: {:?}", case.name, mandates.faults);
        let expected: Vec<_> = case.rows.iter().map(|row| (row.0, row.1, row.2)).collect();
        assert_eq!(figures(&report), expected, "{}", case.name);
        for (kind, certain, possible, study, why) in case.rows {
            let name = case.name;
            table += &format!("| {name} | {kind} | {certain} | {possible} | {study} | {why} |\n");
        }
        let (count, told) = (case.mandates, case.rows.len());
        let differ = case.rows.iter().filter(|row| !row.4.is_empty()).count();
        let same = told - differ;
        let (name, faults) = (case.name, case.faults);
        println!(
            "| register {name} | {count} mandates | {same} of {told} kinds of finding as the study counted | {differ} explained in docs/registers-checked.md; {faults} rows told |"
        );
    }
    let doc = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/registers-checked.md");
    let text = std::fs::read_to_string(&doc).unwrap();
    let (head, rest) = text.split_once("<!-- table -->\n").unwrap();
    let (shown, tail) = rest.split_once("<!-- end -->").unwrap();
    let heading = "| register | finding | certain | possible | the study | why it differs |\n|---|---|---|---|---|---|\n";
    let wanted = format!("{heading}{table}");
    if std::env::var_os("SUFFRAGE_BLESS").is_some() {
        let all = format!("{head}<!-- table -->\n{wanted}<!-- end -->{tail}");
        std::fs::write(&doc, all).unwrap();
    } else {
        assert_eq!(shown, wanted, "docs/registers-checked.md");
    }
}

#[test]
fn chairs_that_nobody_sat_on_are_counted() {
    let Some(root) = corpora() else { return };
    assert_eq!(open(&CASES[3], &root).roll.skipped, 1120);
}

#[test]
fn the_far_day_of_the_federal_chambers_is_one_cause() {
    let Some(root) = corpora() else { return };
    let report = check(&open(&CASES[4], &root).roll);
    let mut overlaps = 0;
    for group in report.causes.iter().filter(|one| one.kind == SameOfficeTwice) {
        if let Cause::FarEnd { to } = &group.cause {
            println!("{to}: {} overlaps of {} persons", group.findings, group.persons);
            overlaps += group.findings;
        }
    }
    let far = |one: &&suffrage::register::causes::Group| {
        let to = "2030-01-01".parse().unwrap();
        one.kind == LongerThanTerm && one.cause == Cause::FarEnd { to }
    };
    let members = report.causes.iter().find(far).map(|one| one.persons);
    assert_eq!((members, overlaps), (Some(454), 1752));
}

/// Overlaps that are only possible, made certain by widening dates, are the false alarms of others.
#[test]
fn no_false_alarm_of_the_party_data_is_called_certain() {
    let Some(root) = corpora() else { return };
    let report = check(&open(&CASES[2], &root).roll);
    let certain = report.count(SameOfficeTwice, Verdict::Certain);
    let possible = report.count(SameOfficeTwice, Verdict::Possible);
    assert_eq!((certain, certain + possible), (46, 7994));
    let told = report.findings.iter().filter(|one| one.verdict == Verdict::Possible);
    assert!(told.clone().all(|one| one.cause.is_some()), "each says what is not known");
}
