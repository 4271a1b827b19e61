//! The path of each ballot, as a voter or an auditor asks for it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_suffrage"));
    command.args(arguments).current_dir(folder).env("LANG", "C").env_remove("LC_ALL");
    command.output().unwrap()
}

fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

const BALLOTS: [&str; 6] =
    ["50,Alice,Bob,Carol", "5,Carol=Bob,,Dan", "20,Bob,Carol,", "15,Carol,,Dan", "9,Dan,,", "1,,,"];

fn table(order: impl Iterator<Item = &'static str>) -> String {
    let rows: Vec<&str> = std::iter::once("count,rank 1,rank 2,rank 3").chain(order).collect();
    rows.join("\n") + "\n"
}

#[test]
fn a_row_for_each_ballot_says_who_has_its_vote_at_each_stage() {
    let folder = fresh("paths");
    std::fs::write(folder.join("ballots.csv"), table(BALLOTS.into_iter())).unwrap();
    let law = ["count", "ballots.csv", "--seats", "2", "--law"];
    let output = run(&folder, &[&law[..], &["ie/dail", "--paths", "-"]].concat());
    // 18 of 50 ballots are above the quota of 32, and pass on as whole papers.
    let expected = "\
contest,cast,ballot,stage 1,stage 2
1,1,(no mark),(no choice),(no choice)
1,50,Alice > Bob > Carol,Alice,32 of 50 Alice; 18 of 50 Bob
1,20,Bob > Carol,Bob,Bob
1,15,Carol > (empty) > Dan,Carol,Carol
1,5,Carol = Bob > (empty) > Dan,(several in one rank),(several in one rank)
1,9,Dan,Dan,Dan
";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    let output = run(&folder, &[&law[..], &["gb-sct/local", "--paths", "paths.csv"]].concat());
    assert!(output.status.success() && !output.stdout.is_empty());
    let told = std::fs::read_to_string(folder.join("paths.csv")).unwrap();
    assert!(told.contains("1,50,Alice > Bob > Carol,Alice,Alice 0.64; Bob 0.36\n"), "{told}");
    // The order of the table changes nothing.
    std::fs::write(folder.join("ballots.csv"), table(BALLOTS.into_iter().rev())).unwrap();
    let again = run(&folder, &[&law[..], &["gb-sct/local", "--paths", "-"]].concat());
    assert_eq!(String::from_utf8(again.stdout).unwrap(), told);
}

#[test]
fn where_no_paper_passes_on_there_is_no_path() {
    let folder = fresh("no-paths");
    std::fs::write(folder.join("ballots.csv"), table(BALLOTS.into_iter())).unwrap();
    for law in ["org/meek", "org/schulze"] {
        let asked = ["count", "ballots.csv", "--law", law, "--seats", "1", "--paths", "p.csv"];
        let output = run(&folder, &asked);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && told.contains("C021"), "{law}: {told}");
        assert!(!folder.join("p.csv").exists());
    }
}
