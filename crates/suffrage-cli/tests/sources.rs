//! Ballots of one contest from several files, each of its own form, under the names each has.

mod common;

use std::path::{Path, PathBuf};

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = common::run(folder, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Three forms of file: a spreadsheet of ranks, records of ES&S with a second contest, and BLT.
fn folder(name: &str) -> PathBuf {
    let folder = common::fresh(name);
    for (file, text) in [
        ("north.csv", "count,rank 1,rank 2\n4,Jane Doe,Bo Ray\n4,Bo Ray,Jane Doe\n"),
        (
            "south.csv",
            "Cast Vote Record,Precinct,Mayor Choice 1,Mayor Choice 2,Clerk Choice 1\n\
             1,P,\"DOE, JANE\",Cy Fox,Di Em\n2,P,Cy Fox,Bo Ray,Di Em\n3,P,,,Di Em\n",
        ),
        ("west.blt", "2 1\n2 1 2 0\n0\n\"Cy Fox\"\n\"Jane Doe\"\n\"Mayor\"\n"),
    ] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

const COUNT: [&str; 8] =
    ["count", "north.csv", "south.csv", "west.blt", "--law", "org/instant-runoff", "--seats", "1"];

#[test]
fn files_of_every_form_are_added_together_under_stated_names() {
    let folder = folder("sources");
    let asked = ["--contest", "Mayor", "--alias", "Jane Doe=DOE, JANE", "--cast", "12"];
    let (code, told, said) = run(&folder, &[&COUNT[..], &asked].concat());
    assert_eq!(code, Some(0), "{said}");
    // 4 in the north and 1 in the south for Doe; 4 for Ray; 1 and 2 for Fox.
    let stage = told.split("Stage 1").nth(1).unwrap();
    for row in ["Jane Doe  5", "Bo Ray    4", "Cy Fox    3"] {
        assert!(stage.contains(row), "{row}: {told}");
    }
    assert!(told.contains("Ballots cast: 12.") && said.is_empty(), "{told}{said}");
    // The order of the files changes nothing.
    let turned = ["count", "west.blt", "south.csv", "north.csv"];
    let (_, again, _) = run(&folder, &[&turned, &COUNT[4..], &asked].concat());
    assert_eq!(again, told);
}

#[test]
fn what_may_be_a_slip_is_told_and_what_cannot_be_is_refused() {
    let folder = folder("slips");
    let with = |more: &[&str]| run(&folder, &[&COUNT[..], more].concat());
    let (code, _, said) = with(&["--contest", "Mayor"]);
    assert!(code == Some(0) && said.contains("T074") && said.contains("DOE, JANE"), "{said}");
    let (code, _, said) = with(&["--contest", "Mayor", "--alias", "Jane Doe=DOE, JNE"]);
    assert!(code == Some(1) && said.contains("write `DOE, JANE`"), "{said}");
    let (code, _, said) = with(&["--contest", "Mayor", "--cast", "10"]);
    assert!(code == Some(1) && said.contains("T080") && said.contains("hold 12"), "{said}");
    let (code, _, said) = with(&["--contest", "Mayr"]);
    assert!(code == Some(1) && said.contains("T071") && said.contains("write `Mayor`"), "{said}");
    let (code, _, said) = run(&folder, &[&COUNT[..2], &["north.csv"], &COUNT[4..]].concat());
    assert!(code == Some(1) && said.contains("E022"), "{said}");
    let (code, _, said) = run(&folder, &[&["count", "."], &COUNT[4..]].concat());
    assert!(code == Some(1) && said.contains("E024"), "{said}");
    let (code, _, said) =
        run(&folder, &[&["count", "south.csv"], &COUNT[4..], &["--contest", "Clerc"]].concat());
    assert!(code == Some(1) && said.contains("write `Clerk`"), "{said}");
    let (code, told, _) =
        run(&folder, &[&["count", "south.csv"], &COUNT[4..], &["--contest", "Clerk"]].concat());
    assert!(code == Some(0) && told.contains("Elected: Di Em"), "{told}");
}

#[test]
fn a_folder_says_it_all_and_its_record_replays() {
    let folder = folder("of-files");
    let meta = "title = \"Mayor of Borough\"\nlaw = \"org/instant-runoff\"\ndate = 2026-03-15\n\
                source = \"the scanners\"\nseats = 1\ncast = 12\ncontest = \"Mayor\"\n\
                ballots = [\"north.csv\", \"south.csv\", \"west.blt\"]\n\n\
                [[candidate]]\nname = \"Jane Doe\"\ncode = \"D\"\naliases = [\"DOE, JANE\"]\n\n\
                [[candidate]]\nname = \"Al Orr\"\n\n\
                [[candidate]]\nname = \"Cy Fox\"\nwithdrawn = true\n";
    std::fs::write(folder.join("election.toml"), meta).unwrap();
    let (code, told, said) = run(&folder, &["count", ".", "--json", "--out", "record.json"]);
    assert!(code == Some(0) && said.is_empty(), "{told}{said}");
    let record: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("record.json")).unwrap()).unwrap();
    let names: Vec<&str> = record["candidacies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    // In the order of the paper; whom it does not list, behind.
    assert_eq!(names, ["Jane Doe", "Al Orr", "Cy Fox", "Bo Ray"]);
    let (code, told, said) = run(&folder, &["replay", "record.json", "."]);
    assert!(code == Some(0), "{told}{said}");
    std::fs::write(folder.join("election.toml"), meta.replace("cast = 12", "cast = 13")).unwrap();
    let (code, _, said) = run(&folder, &["count", "."]);
    assert!(code == Some(1) && said.contains("election.toml:6"), "{said}");
}

#[test]
fn what_files_hold_is_told_before_any_law() {
    let folder = folder("inspected");
    let asked = ["south.csv", "north.csv", "--contest", "Mayor"];
    let (code, told, said) = run(&folder, &[&["ballots", "inspect"], &asked[..]].concat());
    assert_eq!(code, Some(0), "{said}");
    for line in [
        "south.csv: 5 ballots (ess:",
        "north.csv: 8 ballots (ranks:",
        "10 ballots, ranked; 4 distinct",
        "4  Bo Ray",
        "1  DOE, JANE",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    assert!(said.contains("T074"), "{said}");
    let (_, again, _) = run(&folder, &[&["ballots"], &asked[..]].concat());
    assert_eq!(again, told);
    let one = ["ballots", "inspect", "south.csv", "--contest", "Mayor", "--json"];
    let (_, told, _) = run(&folder, &one);
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["schema"], "suffrage-ballots/1");
    assert_eq!(json["contests"][0]["fields"][1], "Precinct");
    assert_eq!(json["contests"][0]["candidates"][1]["first"], 1);
    assert_eq!(json["contests"].as_array().unwrap().len(), 1);
}

/// Polling places are handled in an order that was drawn: the order in which their files are named.
#[test]
fn files_of_polling_places_lie_in_the_order_in_which_they_are_named() {
    let folder = common::fresh("drawn");
    let blt = |lines: String| format!("3 2\n{lines}\n0\n\"Ann\"\n\"Bo\"\n\"Cy\"\n\"Council\"\n");
    let (one, two) = ("50 1 2 0\n196 2 0", "49 1 2 0\n1 1 3 0\n100 1 2 0\n197 3 0");
    for (file, lines) in
        [("one.blt", one.into()), ("two.blt", two.into()), ("both.blt", format!("{one}\n{two}"))]
    {
        std::fs::write(folder.join(file), blt(lines)).unwrap();
    }
    let law = ["--law", "us-ma/cambridge", "--on", "2021-11-02"];
    let count = |files: &[&str], more: &[&str]| {
        let (code, told, said) = run(&folder, &[&["count"], files, &law, more].concat());
        assert_eq!(code, Some(0), "{said}");
        told
    };
    // Quota 198, surplus 2 of 200 papers: the 100th and the 200th. In one order the 100th names Cy.
    let (first, second) =
        (count(&["one.blt", "two.blt"], &[]), count(&["two.blt", "one.blt"], &[]));
    assert!(first.contains("Bo +1; Cy +1.") && first.contains("Elected: Ann and Cy."), "{first}");
    assert!(second.contains("Bo +2.") && second.contains("Elected: Ann and Bo."), "{second}");
    let brief = |files: &[&str]| count(files, &["--brief"]).split_once('\n').unwrap().1.to_owned();
    assert_eq!(brief(&["both.blt"]), brief(&["one.blt", "two.blt"]));
    // A record holds for its files in their order only.
    let record = count(&["one.blt", "two.blt"], &["--json"]);
    std::fs::write(folder.join("record.json"), record).unwrap();
    let replay = |files: &[&str]| run(&folder, &[&["replay", "record.json"], files].concat()).0;
    assert_eq!(replay(&["one.blt", "two.blt"]), Some(0));
    assert_eq!(replay(&["two.blt", "one.blt"]), Some(4)); // Another law looks at no order; held against this one the files are read with it.
    let other = ["compare", "one.blt", "two.blt", "--law", "gb-sct/local", "--on", "2021-11-02"];
    let (code, told, said) = run(&folder, &[&other[..], &["--with", "us-ma/cambridge"]].concat());
    assert!(code == Some(0) && told.contains("us-ma/cambridge"), "{told}{said}");
}
