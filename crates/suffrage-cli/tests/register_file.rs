//! A register kept in a file, from the command line: recorded, corrected, verified, read without us.

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use common::{fresh, run, said};

const PEOPLE: &str = "\
[[person]]
id = \"ann\"
name = \"Anne Dupré\"

[[organization]]
id = \"club\"
name = \"The \\\"Club\\\"\"
kind = \"other\"

[[office]]
id = \"chair\"
name = { en = \"chair\", fr = \"présidence\" }
institution = \"club\"

[[holding]]
id = \"ann/chair\"
person = \"ann\"
office = \"chair\"
from = \"2024-01-01\"
to = \"..\"
";

const CORRECTION: &str = "\
[[holding]]
id = \"ann/chair\"
person = \"ann\"
office = \"chair\"
from = \"2024-02-01\"
to = \"..\"
supersedes = \"the minutes say February\"
";

fn loaded(name: &str) -> std::path::PathBuf {
    let folder = fresh(name);
    std::fs::write(folder.join("people.toml"), PEOPLE).unwrap();
    std::fs::write(folder.join("correction.toml"), CORRECTION).unwrap();
    let output = load(&folder, "people.toml");
    assert!(said(&output).starts_with("statements recorded: 4, entries 1 to 4\nhead 4:"));
    folder
}

fn load(folder: &Path, file: &str) -> std::process::Output {
    run(folder, &["register", "load", file, "--into", "club.db", "--by", "the secretary"])
}

/// The head that a command printed.
fn head(said: &str) -> String {
    said.lines().find_map(|line| line.strip_prefix("head ")).unwrap().to_owned()
}

#[test]
fn a_correction_is_a_later_entry_that_says_what_it_replaces_and_why() {
    let folder = loaded("register-correction");
    let output = load(&folder, "correction.toml");
    assert!(
        said(&output).starts_with("statements recorded: 1, entries 5 to 5"),
        "{}",
        said(&output)
    );
    let log = said(&run(&folder, &["register", "log", "club.db"]));
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 5, "{log}");
    assert!(lines[3].contains("the secretary") && lines[3].contains("holding ann/chair"), "{log}");
    assert!(lines[4].ends_with("replaces 4: the minutes say February"), "{log}");
    let of = ["register", "log", "club.db", "--of", "holding ann/chair", "--lang", "fr"];
    let history = said(&run(&folder, &of));
    assert_eq!(history.lines().count(), 2, "{history}");
    assert!(history.contains("remplace 4 : the minutes say February"), "{history}");
}

#[test]
fn a_head_that_was_kept_is_found_again_and_another_is_not() {
    let folder = loaded("register-head");
    let early = head(&said(&run(&folder, &["register", "verify", "club.db"])));
    load(&folder, "correction.toml");
    let output = run(&folder, &["register", "verify", "club.db", "--head", &early]);
    assert!(said(&output).contains("number 4 is the head that was kept"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(0));
    let late = head(&said(&output));
    for (kept, code) in [
        (early.replace("4:", "3:"), "R046"),
        (late.replace("5:", "6:"), "R045"),
        ("4:abc".to_owned(), "R048"),
    ] {
        let output = run(&folder, &["register", "verify", "club.db", "--head", &kept]);
        assert_eq!(output.status.code(), Some(1), "{kept}");
        assert!(said(&output).contains(code), "{kept}: {}", said(&output));
    }
}

#[test]
fn what_cannot_stand_is_refused_whole_with_every_fault_and_begins_no_file() {
    let folder = fresh("register-refused");
    std::fs::write(folder.join("bad.toml"), PEOPLE.replace("2024-01-01", "2024-13-01")).unwrap();
    let output = load(&folder, "bad.toml");
    assert!(output.status.code() == Some(1) && said(&output).contains("R001"), "{}", said(&output));
    let output = load(&folder, "correction.toml");
    assert!(said(&output).contains("R050"), "{}", said(&output));
    std::fs::write(folder.join("correction.toml"), CORRECTION).unwrap();
    let output = load(&folder, "correction.toml");
    let told = said(&output);
    assert!(told.contains("R005"), "{told}");
    assert!(!folder.join("club.db").exists());
    std::fs::write(folder.join("people.toml"), PEOPLE).unwrap();
    load(&folder, "people.toml");
    let before = std::fs::read(folder.join("club.db")).unwrap();
    let again = load(&folder, "people.toml");
    assert_eq!(said(&again).matches("R004").count(), 4, "{}", said(&again));
    assert_eq!(std::fs::read(folder.join("club.db")).unwrap(), before);
}

#[test]
fn a_question_is_answered_from_the_file_as_from_the_texts() {
    let folder = loaded("register-question");
    let ask = |register: &str| {
        let asked = ["register", "who", "chair", "--on", "2024-06-01", "--register", register];
        let output = run(&folder, &[&asked[..], &["--csv"]].concat());
        assert!(output.status.success(), "{}", said(&output));
        said(&output)
    };
    let from_file = ask("club.db");
    assert!(from_file.contains("Anne Dupré"), "{from_file}");
    assert_eq!(from_file, ask("people.toml"));
}

/// The script of docs/register.md, by whoever has Python and not suffrage.
#[test]
fn a_stranger_verifies_the_log_with_python() {
    let folder = loaded("register-stranger");
    load(&folder, "correction.toml");
    let log = run(&folder, &["register", "log", "club.db", "--json"]);
    let page = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/register.md"),
    );
    let page = page.unwrap();
    let script =
        page.split("```python\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let check = |log: &[u8]| {
        std::fs::write(folder.join("log.jsonl"), log).unwrap();
        let input = std::fs::File::open(folder.join("log.jsonl")).unwrap();
        let mut python = Command::new("python3");
        python.args(["-c", script]).stdin(input).stderr(Stdio::null()).status().ok()
    };
    let Some(whole) = check(&log.stdout) else {
        println!("skipped: there is no python3 here");
        return;
    };
    assert!(whole.success(), "{}", said(&log));
    let edited = String::from_utf8(log.stdout).unwrap().replace("Dupré", "Dupont");
    assert!(!check(edited.as_bytes()).unwrap().success());
}
