//! The README as a newcomer follows it: every `suffrage …` command of it is run, in its order.

mod common;

use common::{fresh, run};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const COMMUNES: &str = "contest,contest_name,inhabitants,expressed,name,votes,published
001,Avant,1672,1428,A,884,16
001,,,,B,544,3
002,Bord,900,300,A,200,13
002,,,,B,100,2
";

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let folder = fresh("readme");
    std::fs::write(folder.join("communes.csv"), COMMUNES).unwrap();
    std::fs::write(folder.join("ballots.csv"), "count,rank 1,rank 2\n4,A,B\n3,B,A\n2,C,B\n")
        .unwrap();
    std::fs::write(folder.join("north.csv"), "count,rank 1,rank 2\n4,A,B\n3,B,A\n").unwrap();
    std::fs::write(folder.join("south.csv"), "count,rank 1,rank 2\n5,AY,B\n").unwrap();
    let precincts = "precinct,rank 1,rank 2\nNorth,A,B\nNorth,A,\nSouth,B,A\n";
    std::fs::write(folder.join("precincts.csv"), precincts).unwrap();
    let readme = include_str!("../../../README.md");
    let commands: Vec<&str> =
        readme.lines().filter_map(|line| line.strip_prefix("    suffrage ")).collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        // What stands in quotes is one argument.
        let parts = command.split('"').enumerate();
        let arguments: Vec<&str> = parts
            .flat_map(|(at, part)| match at % 2 {
                0 => part.split_whitespace().collect(),
                _ => vec![part],
            })
            .collect();
        if arguments[0] == "serve" {
            served(&folder, &arguments);
            continue;
        }
        let output = run(&folder, &arguments);
        assert!(output.status.success(), "{command}: {}", text(&output.stderr));
    }
    let seats = std::fs::read_to_string(folder.join("seats.csv")).unwrap();
    assert!(seats.contains("001,Avant,A,A,884,,16,,"), "{seats}");
}

/// A server answers at the address that it names, and ends when it is told to.
fn served(folder: &std::path::Path, arguments: &[&str]) {
    use std::io::{BufRead as _, Read as _, Write as _};
    let mut server = std::process::Command::new(env!("CARGO_BIN_EXE_suffrage"))
        .current_dir(folder)
        .args(arguments)
        .args(["--address", "127.0.0.1:0", "--log", "off", "--lang", "en"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    std::io::BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request =
        "GET /en/elections/here/my-club/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn every_law_on_board_gives_a_folder_that_counts_as_it_stands() {
    let folder = fresh("new");
    let laws = text(&run(&folder, &["law", "list"]).stdout);
    for (number, law) in laws.lines().filter_map(|line| line.split_whitespace().next()).enumerate()
    {
        let name = format!("case{number}");
        let made = run(&folder, &["new", &name, "--law", law]);
        assert!(made.status.success(), "{law}: {}", text(&made.stderr));
        let counted = run(&folder, &["count", &name]);
        let done = matches!(counted.status.code(), Some(0 | 3));
        assert!(done, "{law}: {}{}", text(&counted.stdout), text(&counted.stderr));
    }
}

#[test]
fn the_founding_case_reads_in_french_and_quietly_in_pipes() {
    let folder = fresh("french");
    let output = run(&folder, &["count", "nc/senate/2023", "--lang", "fr"]);
    let told = text(&output.stdout);
    assert!(told.contains("Élection : Georges Naturel et Robert Xowie."), "{told}");
    assert!(told.contains("Requis : plus de 1/2 des 561 exprimés : 281 voix."), "{told}");
    assert!(!told.contains('\x1b') && output.stderr.is_empty());
}

#[test]
fn exit_codes_tell_how_it_ended() {
    let folder = fresh("exit");
    let code = |arguments: &[&str]| run(&folder, arguments).status.code();
    std::fs::write(
        folder.join("communes.csv"),
        COMMUNES.replace(",16\n", ",15\n").replace(",3\n", ",4\n"),
    )
    .unwrap();
    std::fs::write(folder.join("tied.csv"), "contest,seats,name,votes\n1,3,A,10\n1,,B,10\n")
        .unwrap();
    assert_eq!(code(&["count", "nc/senate/2023"]), Some(0));
    assert_eq!(code(&["count", "nc/senate/1923"]), Some(1));
    assert_eq!(code(&["count"]), Some(2));
    assert_eq!(
        code(&["count", "--law", "nc/government", "--on", "2021-02-17", "tied.csv"]),
        Some(3)
    );
    assert_eq!(
        code(&["check", "--law", "fr/municipal", "--on", "2026-03-15", "communes.csv"]),
        Some(4)
    );
}

#[test]
fn a_record_that_was_tampered_with_does_not_replay() {
    let folder = fresh("tampered");
    assert!(
        run(&folder, &["count", "nc/senate/2023", "--json", "--out", "record.json"])
            .status
            .success()
    );
    assert_eq!(run(&folder, &["replay", "record.json", "nc/senate/2023"]).status.code(), Some(0));
    let record = std::fs::read_to_string(folder.join("record.json")).unwrap();
    std::fs::write(folder.join("record.json"), record.replace("307", "308")).unwrap();
    assert_eq!(run(&folder, &["replay", "record.json", "nc/senate/2023"]).status.code(), Some(4));
}

#[test]
fn another_reading_of_an_open_clause_is_counted_and_said() {
    let folder = fresh("reading");
    let told = text(&run(&folder, &["count", "nc/provinces/2026"]).stdout);
    assert!(told.contains("would change:") && told.contains("(UCC) 0 → 1"), "{told}");
    let quiet = text(&run(&folder, &["count", "nc/provinces/2019"]).stdout);
    assert!(quiet.contains("elects nobody else"), "{quiet}");
}

#[test]
fn completions_and_manual_pages_are_written() {
    let folder = fresh("man");
    assert!(text(&run(&folder, &["completions", "bash"]).stdout).contains("suffrage"));
    assert!(run(&folder, &["man", "pages"]).status.success());
    assert!(folder.join("pages/suffrage-count.1").is_file());
}
