//! A file of columns: read where the build can, named kindly where it cannot.

use std::path::{Path, PathBuf};

#[cfg(not(feature = "columns"))]
use suffrage::Fault;
use suffrage::read::Encoding;
use suffrage_host::open;

/// Two ballots, as another program wrote them: `r1,r2`, `Ana,Bo`, `Bo,`.
const FILES: [(&str, &[u8]); 2] = [
    ("two.parquet", include_bytes!("columns/two.parquet")),
    ("two.feather", include_bytes!("columns/two.feather")),
];

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("columns");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
    folder.join(name)
}

#[cfg(feature = "columns")]
#[test]
fn ballots_are_read() {
    for (name, bytes) in FILES {
        let target = open(&[written(name, bytes)], Encoding::Detect).unwrap();
        let suffrage_host::Target::Tables(table, _) = target else { panic!("{name}") };
        let contest = &table.contests[0];
        let names: Vec<&str> = contest.candidacies.iter().map(|one| one.name.as_str()).collect();
        assert_eq!((contest.name.as_str(), names), ("two", vec!["Ana", "Bo"]));
        assert_eq!(contest.ballots.as_ref().unwrap().cast(), 2);
    }
    let both = FILES.map(|(name, bytes)| written(name, bytes));
    let target = open(&both, Encoding::Detect).unwrap();
    let suffrage_host::Target::Tables(table, _) = target else { panic!("two files") };
    assert_eq!((table.contests.len(), table.contests[0].ballots.as_ref().unwrap().cast()), (1, 4));
}

#[cfg(not(feature = "columns"))]
#[test]
fn a_build_without_says_what_the_file_is_and_how_to_have_it_read() {
    for (name, bytes) in FILES {
        let trouble = open(&[written(name, bytes)], Encoding::Detect).unwrap_err();
        let fault = &trouble.faults[0].fault;
        assert!(matches!(fault, Fault::ColumnsNotBuilt { .. }), "{fault:?}");
        assert!(fault.mend(suffrage::Lang::En).contains("--features columns"));
    }
}
