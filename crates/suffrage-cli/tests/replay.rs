//! A record proves something only if no other record passes in its place.

mod common;

use std::path::Path;
use std::process::{Command, Output};

use common::fresh;

fn suffrage(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_suffrage")).args(arguments).output().unwrap()
}

fn record(of: &str) -> String {
    let output = suffrage(&["count", of, "--json"]);
    String::from_utf8(output.stdout).unwrap()
}

/// The exit code of a replay of `text` against `of`, and what was said.
fn replayed(folder: &Path, text: &str, of: &str) -> (i32, String) {
    let path = folder.join("record.json");
    std::fs::write(&path, text).unwrap();
    let output = suffrage(&["replay", path.to_str().unwrap(), of]);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(said).unwrap())
}

#[test]
fn honest_records_pass() {
    let folder = fresh("honest");
    for of in
        ["nc/senate/2023", "nc/provinces/2026", "fr/senate/2023", "ch/national-council/2019-bl"]
    {
        let (code, said) = replayed(&folder, &record(of), of);
        assert_eq!(code, 0, "{of}: {said}");
    }
}

#[test]
fn a_record_with_anything_changed_left_out_or_added_does_not_pass() {
    let folder = fresh("forged");
    let of = "nc/senate/2023";
    let honest = record(of);
    let forgeries = [
        ("another vote", honest.replacen("351", "352", 1)),
        ("another day", honest.replacen("2023-09-24", "2023-09-25", 1)),
        ("a key that nobody knows", honest.replacen("{", "{\"elected\": [\"X\"],", 1)),
        ("a key twice", honest.replacen("{", "{\"steps\": [],", 1)),
        ("no record at all", "[]".to_owned()),
        ("the record twice", format!("[{honest},{honest}]")),
        ("text after the record", format!("{honest} x")),
    ];
    for (what, forged) in forgeries {
        assert_ne!(forged, honest, "{what}");
        let (code, said) = replayed(&folder, &forged, of);
        assert_ne!(code, 0, "{what}: {said}");
    }
}

#[test]
fn a_record_by_another_law_does_not_pass() {
    let folder = fresh("law");
    let (code, said) = replayed(&folder, &record("nc/senate/2023"), "nc/senate/2017");
    assert_eq!(code, 1);
    assert!(said.contains("E013"), "{said}");
}

#[test]
fn one_contest_of_several_does_not_pass_for_all() {
    let folder = fresh("part");
    let output = suffrage(&["count", "fr/senate/2023", "--contest", "54", "--json"]);
    let (code, said) =
        replayed(&folder, &String::from_utf8(output.stdout).unwrap(), "fr/senate/2023");
    assert_eq!(code, 1);
    assert!(said.contains("E014"), "{said}");
}

#[test]
fn a_second_election_on_the_command_line_is_not_passed_over() {
    let output = suffrage(&["count", "nc/senate/2023", "fr/senate/2023"]);
    assert_eq!(output.status.code(), Some(1));
}
