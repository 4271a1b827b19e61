//! The file itself, read by other programs (poppler-utils): what a reader finds in it.

#![cfg(feature = "typeset")]
#![allow(clippy::disallowed_methods, reason = "a test writes its own files")]

use std::path::{Path, PathBuf};
use std::process::Command;

use suffrage::{Lang, Record};
use suffrage_host::How;
use suffrage_host::case::{By, Case, open};
use suffrage_pdf::{pdf, protocol};

fn counted(election: &str) -> (Case, Record) {
    let case = open(&[election.into()], &By::default(), &[], &How::plain()).unwrap();
    let record = case.records().unwrap().remove(0);
    (case, record)
}

fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pdf");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// What a program of poppler-utils says; it must be there, or nothing here is proven.
fn asked(program: &str, arguments: &[&str], file: &Path) -> String {
    let mut command = Command::new(program);
    command.args(arguments).arg(file);
    if program == "pdftotext" {
        command.arg("-");
    }
    let done = command.output().unwrap_or_else(|_| panic!("install poppler-utils: no {program}"));
    assert!(done.status.success(), "{program} cannot read {}", file.display());
    String::from_utf8(done.stdout).unwrap()
}

/// Letters alone, in the order in which they are written: lines may break anywhere.
fn letters(text: &str) -> String {
    let steers =
        |letter: &char| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}');
    text.chars().filter(|one| !one.is_whitespace() && !steers(one)).collect()
}

fn set(election: &str, lang: Lang, name: &str) -> (Record, PathBuf) {
    let (case, record) = counted(election);
    let file = place(name);
    std::fs::write(&file, pdf(&protocol::of(&case, &record, lang)).unwrap()).unwrap();
    (record, file)
}

/// Contests of one seat, by most votes.
fn two_names(name: &str, first: &str, second: &str) -> (Case, Record) {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let file = place(name);
    let rows = format!("contest,name,votes\nx,{},12\nx,{},5\n", quoted(first), quoted(second));
    std::fs::write(&file, rows).unwrap();
    let by = By { law: Some("gb/commons".into()), on: Some("2024-01-01".parse().unwrap()) };
    let case = open(&[file], &by, &[], &How::plain()).unwrap().only(&[], None).unwrap();
    let record = case.records().unwrap().remove(0);
    (case, record)
}

#[test]
fn the_senate_of_2023_is_told_with_names_figures_and_every_article_in_both_languages() {
    for (lang, name, foot) in
        [(Lang::En, "senate-en.pdf", "page 3 of 3"), (Lang::Fr, "senate-fr.pdf", "page 3 sur 3")]
    {
        let (record, file) = set("nc/senate/2023", lang, name);
        assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-1.7"));
        let text = letters(&asked("pdftotext", &["-raw"], &file));
        for place in suffrage::Outcome::of(&record).elected() {
            assert!(text.contains(&letters(record.name(*place))), "{}", record.name(*place));
        }
        let cited = record.steps.iter().filter_map(|step| record.clause_of(step));
        for clause in cited {
            assert!(text.contains(&letters(&clause.cite)), "{}: {text}", clause.cite);
        }
        assert!(text.contains(&letters(foot)), "{text}");
        let share = if lang == Lang::Fr { "55,32%" } else { "55.32%" };
        assert!(text.contains(share), "{text}");
        let about = asked("pdfinfo", &[], &file);
        let title =
            if lang == Lang::Fr { "Nouvelle-Calédonie, Sénat" } else { "New Caledonia, Senate" };
        for said in ["Pages:           3", "Tagged:          yes", "(A4)", title] {
            assert!(about.contains(said), "{about}");
        }
    }
}

#[test]
fn every_letter_shape_is_within_the_file_and_so_is_the_record() {
    let (record, file) = set("nl/house/2021", Lang::En, "house.pdf");
    let fonts = asked("pdffonts", &[], &file);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 3, "{fonts}");
    for row in rows {
        // Columns from the right: object (two), Unicode, subset, embedded.
        let cells: Vec<&str> = row.split_whitespace().rev().collect();
        assert_eq!((cells[2], cells[4]), ("yes", "yes"), "{row}");
    }
    let out = place("record.json");
    let done = Command::new("pdfdetach").args(["-save", "1", "-o"]).arg(&out).arg(&file).status();
    assert!(done.unwrap().success());
    let attached = std::fs::read_to_string(&out).unwrap();
    assert_eq!(attached, suffrage::render::json::record(&record));
}

#[test]
fn the_same_protocol_is_the_same_bytes() {
    let (case, record) = counted("nl/house/2021");
    let once = pdf(&protocol::of(&case, &record, Lang::Fr)).unwrap();
    let again = std::thread::spawn(move || pdf(&protocol::of(&case, &record, Lang::Fr)).unwrap());
    assert!(once == again.join().unwrap(), "two settings of one protocol differ");
}

#[test]
fn names_stand_as_they_are_written_whatever_letters_they_hold() {
    let markup = "#panic(\"no\") *b* _i_ $x$ <svg> &amp; \\ `raw` @ref [=] // z";
    for (number, other) in ["משה כהן", "Ολγα Иванова", "=2+3"].into_iter().enumerate()
    {
        let (case, record) = two_names(&format!("names{number}.csv"), markup, other);
        let file = place(&format!("names{number}.pdf"));
        std::fs::write(&file, pdf(&protocol::of(&case, &record, Lang::En)).unwrap()).unwrap();
        let text = letters(&asked("pdftotext", &["-raw"], &file));
        assert!(text.contains(&letters(markup)), "{text}");
        for word in other.split(' ') {
            assert!(text.contains(&letters(word)), "{other}: {text}");
        }
    }
}

#[test]
fn a_mark_in_a_name_does_not_turn_the_figures_of_its_line_around() {
    let (case, record) = two_names("turned.csv", "Ann\u{202e}Lee", "محمد علي");
    let file = place("turned.pdf");
    std::fs::write(&file, pdf(&protocol::of(&case, &record, Lang::En)).unwrap()).unwrap();
    let text = letters(&asked("pdftotext", &["-raw"], &file));
    assert!(text.contains("AnnLeeleadswith12votes(70.59%)"), "{text}");
    assert!(text.contains("محمد"), "{text}");
}

#[test]
fn letters_that_no_font_holds_are_named_instead_of_left_out() {
    let (case, record) = two_names("missing.csv", "漢字", "Ben");
    let missing = pdf(&protocol::of(&case, &record, Lang::En)).unwrap_err();
    assert_eq!(missing.to_string(), "字 (U+5B57), 漢 (U+6F22)");
}
