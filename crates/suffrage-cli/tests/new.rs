//! `suffrage new` for every law on board: what it writes counts as it stands.

mod common;

use std::path::Path;

use common::{fresh, run, said};

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn every_law_on_board_has_a_folder_that_counts_and_says_what_is_in_it() {
    let folder = fresh("new");
    for law in suffrage_host::board::laws().unwrap().laws() {
        let (id, name) = (law.id.as_str(), law.id.replace('/', "-"));
        let output = run(&folder, &["new", &name, "--law", id]);
        assert!(output.status.success(), "{id}: {}", said(&output));
        let output = run(&folder, &["count", &name]);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 3)), "{id}: {}", said(&output));
        let (readme, written) = (read(&folder, &format!("{name}/README.md")), folder.join(&name));
        let ballots = written.join("ballots.csv").is_file();
        assert_eq!(readme.contains("`ballots.csv`"), ballots, "{id}");
        assert_eq!(readme.contains("totals.csv"), !ballots, "{id}");
        assert_eq!(readme.contains("[[candidate]]"), ballots, "{id}");
    }
}

#[test]
fn ballots_of_a_law_that_limits_marks_keep_to_the_limit() {
    let folder = fresh("new-limits");
    for (law, row) in [("org/plurality", "420,x,,\n"), ("org/block-vote", "420,x,x,\n")] {
        let name = law.replace('/', "-");
        assert!(run(&folder, &["new", &name, "--law", law]).status.success());
        assert!(read(&folder, &format!("{name}/ballots.csv")).contains(row), "{law}");
        let output = run(&folder, &["count", &name]);
        assert!(!said(&output).contains("count for nobody"), "{law}: {}", said(&output));
    }
}

#[test]
fn what_is_commented_out_can_be_said() {
    let folder = fresh("new-comments");
    assert!(run(&folder, &["new", "club", "--law", "org/instant-runoff"]).status.success());
    let meta = read(&folder, "club/election.toml");
    let said_now = meta
        .replace("# [[candidate]]", "[[candidate]]")
        .replace("# name", "name")
        .replace("# withdrawn", "withdrawn");
    std::fs::write(folder.join("club/election.toml"), said_now).unwrap();
    let output = run(&folder, &["count", "club"]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn in_french_everything_is_french() {
    let folder = fresh("new-french");
    for (law, figures, title) in [
        ("org/plurality", "ballots.csv", "Vote uninominal à un tour, pour associations"),
        ("fr/european-parliament", "totals.csv", "Élection des représentants de la France"),
    ] {
        let name = law.replace('/', "-");
        assert!(run(&folder, &["new", &name, "--law", law, "--lang", "fr"]).status.success());
        assert!(read(&folder, &format!("{name}/election.toml")).contains(title), "{law}");
        let readme = read(&folder, &format!("{name}/README.md"));
        assert!(readme.starts_with("# Une élection") && readme.contains(figures), "{readme}");
        assert!(run(&folder, &["count", &name]).status.success(), "{law}");
    }
    assert!(read(&folder, "fr-european-parliament/totals.csv").contains("Liste A"));
}

#[test]
fn a_law_in_a_file_goes_with_the_folder() {
    let folder = fresh("new-file");
    let (_, law) = suffrage_host::board::law_files()
        .find(|(file, _)| file.ends_with("org/plurality.toml"))
        .unwrap();
    std::fs::create_dir_all(folder.join("laws/club")).unwrap();
    let law = law.replace("org/plurality", "club/vote");
    std::fs::write(folder.join("laws/club/vote.toml"), &law).unwrap();
    let output = run(&folder, &["new", "mine", "--law", "laws/club/vote.toml"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(read(&folder, "mine/election.toml").contains("law = \"club/vote.toml\"\n"));
    assert_eq!(read(&folder, "mine/club/vote.toml"), law);
    std::fs::remove_dir_all(folder.join("laws")).unwrap();
    let output = run(&folder, &["count", "mine", "--json", "--out", "record.json"]);
    assert!(output.status.success(), "{}", said(&output));
    let output = run(&folder, &["replay", "record.json", "mine"]);
    assert!(output.status.success(), "{}", said(&output));
    let output = run(&folder, &["new", "none", "--law", "club/none.toml"]);
    assert!(!output.status.success() && said(&output).contains("club/none.toml"));
}

#[test]
fn of_an_unknown_law_the_laws_of_its_place_are_told() {
    let folder = fresh("new-unknown");
    for asked in [&["new", "club", "--law", "org/irv"][..], &["law", "show", "org/irv"]] {
        let told = said(&run(&folder, asked));
        assert!(told.contains("`org/instant-runoff`") && told.contains("`org/star`"), "{told}");
        assert!(!told.contains("`fr/"), "{told}");
    }
}
