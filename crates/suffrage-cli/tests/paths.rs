//! The path of each ballot, as a voter or an auditor asks for it.

mod common;

use common::{fresh, run};

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

const OF_PRECINCTS: &str = "precinct,count,rank 1,rank 2,rank 3
North,40,Alice,Bob,Carol
North,5,Carol=Bob,,Dan
South,10,Alice,Bob,Carol
South,20,Bob,Carol,
South,15,Carol,,Dan
\"West, 2\",9,Dan,,
,1,,,
";

#[test]
fn the_votes_of_each_precinct_follow_the_count_of_all() {
    let folder = fresh("slices");
    std::fs::write(folder.join("ballots.csv"), OF_PRECINCTS).unwrap();
    let count = ["count", "ballots.csv", "--seats", "2", "--law"];
    let told = |more: &[&str]| {
        let output = run(&folder, &[&count[..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let rows = told(&["gb-sct/local", "--by", "precinct", "--csv"]);
    // 0.36 of each vote for Alice pass to Bob: 14.4 of 40 in the north, 3.6 of 10 in the south.
    for row in [
        "1,North,1,Alice,40\n",
        "1,North,2,Alice,25.6\n",
        "1,North,2,Bob,14.4\n",
        "1,North,2,(several in one rank),5\n",
        "1,South,2,Bob,23.6\n",
        "1,\"West, 2\",2,Dan,9\n",
        "1,,2,(no choice),1\n",
    ] {
        assert!(rows.contains(row), "{row}: {rows}");
    }
    let text = told(&["gb-sct/local", "--by", "Precinct", "--brief"]);
    // Shares have the votes in the count there as their base, those of inactive ballots all there.
    assert!(text.contains("North: 45 ballots") && text.contains("14.4  36.00 %"), "{text}");
    assert!(text.contains("5   11.11 %") && text.contains("(not said): 1 ballots"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&told(&["ie/dail", "--by", "precinct", "--json"])).unwrap();
    assert_eq!(json["schema"], "suffrage-slices/1");
    assert_eq!(json["slices"][1]["name"], "North");
    assert_eq!(json["slices"][1]["ballots"], 45);
    // 18 of the 50 papers pass on whole; 40 of the 50 lie in the north.
    assert_eq!(json["slices"][1]["stages"][1]["votes"][1][1], "14.4");
    for (field, law, code) in
        [("precint", "gb-sct/local", "write `precinct`"), ("precinct", "org/meek", "C021")]
    {
        let output = run(&folder, &[&count[..], &[law, "--by", field]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains(code), "{said}");
    }
}
