//! Letters of the files of an election folder, as an old spreadsheet writes them.

mod common;

use std::path::PathBuf;

use common::{fresh, run, said};

/// An empty folder with one of the name `club` in it.
fn in_club(name: &str) -> PathBuf {
    let folder = fresh(name);
    std::fs::create_dir(folder.join("club")).unwrap();
    folder
}

/// Letters beyond ASCII as Windows-1252 has them: here `é` and `ô` only.
fn old(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        'é' => 0xE9,
        'î' => 0xEE,
        other => u8::try_from(other).unwrap(),
    };
    text.chars().map(byte).collect()
}

fn meta(law: &str) -> String {
    format!("title = \"Comité\"\nlaw = \"{law}\"\ndate = 2026-01-01\nseats = 1\nsource = \"us\"\n")
}

const RANKS: &str = "count,rank 1,rank 2\n4,Benoît,Zoé\n3,Zoé,Benoît\n";
const TOTALS: &str = "contest,seats,name,votes\n1,3,Liberté,900\n1,,Unité,500\n";

#[test]
fn letters_are_said_for_a_folder_too_and_its_facts_are_utf_8() {
    let folder = in_club("letters");
    let club = folder.join("club");
    let facts = meta("org/instant-runoff") + "[[candidate]]\nname = \"Benoît\"\n";
    std::fs::write(club.join("ballots.csv"), old(RANKS)).unwrap();
    for facts in [facts.clone().into_bytes(), old(&facts)] {
        std::fs::write(club.join("election.toml"), facts).unwrap();
        let output = run(&folder, &["count", "club", "--encoding", "windows-1252"]);
        let told = said(&output);
        assert!(output.status.success(), "{told}");
        assert!(told.contains("Comité") && told.contains("Elected: Benoît"), "{told}");
    }
    // What is on board has its own letters.
    let board = ["count", "fr/european-parliament/2024"];
    let plain = run(&folder, &board);
    let asked = run(&folder, &[&board[..], &["--encoding", "windows-1252"]].concat());
    assert_eq!(plain.stdout, asked.stdout);
}

#[test]
fn a_file_that_cannot_be_decoded_is_not_missing_too() {
    let folder = in_club("letters-missing");
    let club = folder.join("club");
    let plain = meta("org/instant-runoff");
    for (name, text, facts) in [
        ("ballots.csv", RANKS, plain.clone().into_bytes()),
        ("totals.csv", TOTALS, meta("fr/european-parliament").into_bytes()),
        ("votes.csv", RANKS, old(&plain)),
        ("votes.csv", RANKS, (plain + "ballots = [\"votes.csv\"]\n").into_bytes()),
    ] {
        std::fs::remove_dir_all(&club).unwrap();
        std::fs::create_dir_all(&club).unwrap();
        std::fs::write(club.join("election.toml"), &facts).unwrap();
        std::fs::write(club.join(name), old(text)).unwrap();
        std::fs::write(club.join("candidates.csv"), "list,name\nUnit\u{e9},A\n").unwrap();
        let output = run(&folder, &["count", "club"]);
        let told = said(&output);
        assert_eq!(told.matches("error[").count(), 1, "{name}: {told}");
        assert!(!output.status.success() && told.contains("windows-1252"), "{name}: {told}");
    }
}
