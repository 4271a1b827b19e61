//! One election under several laws, and how far each law is proven, as a user sees it.

mod common;

use common::{fresh, run};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn seats_under_several_laws_stand_beside_each_other_and_a_refusal_has_its_reason() {
    let folder = fresh("matrix");
    let laws = "ch-zh/municipal-council,nz/house,no/such-law";
    let output = run(&folder, &["compare", "no/storting/2021", "--laws", laws, "--lang", "en"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    let row = told.lines().find(|line| line.contains("Arbeiderpartiet")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().skip(1).collect();
    assert_eq!((cells[0], cells[2], cells[3]), ("48", "–", "–"), "{told}");
    assert!(told.contains("nz/house cannot count this election: the law needs votes for persons"));
    assert!(told.contains("no/such-law cannot count this election"), "{told}");
    let json = run(&folder, &["compare", "no/storting/2021", "--laws", laws, "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["laws"][0]["lists"][0]["seats"], 48);
    assert_eq!(json["laws"][2]["refused"][0]["code"], "C033");
}

#[test]
fn the_status_of_laws_counts_clauses_that_nobody_read() {
    let folder = fresh("status");
    let output = run(&folder, &["laws", "status", "--json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let storting =
        all["laws"].as_array().unwrap().iter().find(|one| one["law"] == "no/storting").unwrap();
    assert_eq!(storting["standing"], "exact");
    assert!(storting["seen"].as_u64() < storting["clauses"].as_u64());
    assert!(all["totals"]["elections"].as_u64().unwrap() >= 200);
    let french = text(&run(&folder, &["laws", "status", "--lang", "fr"]).stdout);
    assert!(french.contains("exacte, clauses non lues"), "{french}");
}
