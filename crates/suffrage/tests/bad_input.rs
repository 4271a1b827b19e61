//! Broken files and what is said of them: code, file, line, column, cause, mend.
//!
//! Every fixture under `bad/` has its exact message beside it, `NAME.expected`, in English; the
//! messages are read by a reviewer. `SUFFRAGE_BLESS=1 cargo test -p suffrage --test bad_input`
//! rewrites them.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::path::{Path, PathBuf};

use proptest::prelude::*;
use suffrage::read::stated::{Asked, aliases};
use suffrage::read::together::{Source, together};
use suffrage::read::{self, Cells, Encoding, Input, Reading};
use suffrage::render::{Style, diagnostic};
use suffrage::{Diagnostic, Lang};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad")
}

fn entries(folder: &str) -> Vec<PathBuf> {
    let all = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> =
        all.filter(|path| path.extension().is_none_or(|end| end != "expected")).collect();
    all.sort();
    all
}

fn drawn(faults: &[Diagnostic], doubts: &[Diagnostic], texts: &[Input], lang: Lang) -> String {
    let text = |one: &Diagnostic| {
        let file = &one.place.as_ref()?.file;
        texts.iter().find(|input| input.file == *file).map(|input| input.text.clone())
    };
    let mut out = String::new();
    for one in faults {
        out.push_str(&diagnostic::diagnostic(one, text(one).as_deref(), lang, Style::PLAIN));
        out.push('\n');
    }
    for one in doubts {
        out.push_str(&diagnostic::doubt(one, text(one).as_deref(), lang, Style::PLAIN));
        out.push('\n');
    }
    out
}

/// What is said of a table.
fn table(path: &Path, lang: Lang) -> String {
    table_as(path, Reading::PLAIN, lang)
}

/// What is said of a table whose cells are ranks, as whoever gives it says.
fn ranks(path: &Path, lang: Lang) -> String {
    table_as(path, Reading { cells: Cells::Ranks, ..Reading::PLAIN }, lang)
}

/// What is said of files of ballots added together, with what `asked.txt` states of them.
fn sources(path: &Path, lang: Lang) -> String {
    let asked = std::fs::read_to_string(path.join("asked.txt")).unwrap_or_default();
    let stated = |key: &str| -> Vec<String> {
        let lines = asked.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|line| line.0 == key).map(|line| line.1.to_owned()).collect()
    };
    let known = match aliases(&stated("alias")) {
        Ok(known) => known,
        Err(faults) => return drawn(&faults, &[], &[], lang),
    };
    let contests = stated("contest").into_iter().map(|one| vec![one]).collect();
    let cast = stated("cast").first().map(|cast| (cast.parse().unwrap(), None));
    let by = stated("by");
    let reading = Reading { by: by.first().map(String::as_str), ..Reading::PLAIN };
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| !file.ends_with("asked.txt")).collect();
    files.sort();
    let (mut texts, mut all, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for path in files {
        let file = path.file_name().unwrap().to_str().unwrap();
        let input = read::decode(file, &std::fs::read(&path).unwrap(), Encoding::Detect).unwrap();
        match read::table_as(&input, reading) {
            Ok(table) => all.push(Source { file: file.to_owned(), table }),
            Err(found) => faults.extend(found),
        }
        texts.push(input);
    }
    if !faults.is_empty() {
        return drawn(&faults, &[], &texts, lang);
    }
    match together(all, &Asked { contests, known, cast, ..Asked::default() }) {
        Ok(table) => drawn(&[], &table.doubts, &texts, lang),
        Err(faults) => drawn(&faults, &[], &texts, lang),
    }
}

/// What is said of an export: the files of a folder.
fn export(path: &Path, lang: Lang) -> String {
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    let text = |path: &PathBuf| {
        let file = path.file_name().unwrap().to_str().unwrap();
        read::decode(file, &std::fs::read(path).unwrap(), Encoding::Detect).unwrap()
    };
    let texts: Vec<Input> = files.iter().map(text).collect();
    drawn(&read::hart::read(&texts).unwrap_err(), &[], &texts, lang)
}

fn table_as(path: &Path, reading: Reading, lang: Lang) -> String {
    let file = path.file_name().unwrap().to_str().unwrap();
    let input = match read::decode(file, &std::fs::read(path).unwrap(), Encoding::Detect) {
        Ok(input) => input,
        Err(faults) => return drawn(&faults, &[], &[], lang),
    };
    match read::table_as(&input, reading) {
        Err(faults) => drawn(&faults, &[], &[input], lang),
        Ok(table) => {
            let faults: Vec<Diagnostic> =
                table.faulty.into_iter().flat_map(|(_, all)| all).collect();
            drawn(&faults, &table.doubts, &[input], lang)
        }
    }
}

fn law(path: &Path, lang: Lang) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let file = format!("bad/{}", path.file_name().unwrap().to_str().unwrap());
    let faults = suffrage::law::parse::law(&file, &text).err().unwrap_or_default();
    drawn(&faults, &[], &[Input { file, text }], lang)
}

/// What is said of a register: each file, the batch, then the whole held against itself.
fn register(path: &Path, lang: Lang) -> String {
    use suffrage::register::{consistency, fold, read as reader};
    let text = std::fs::read_to_string(path).unwrap();
    let file = path.file_name().unwrap().to_str().unwrap().to_owned();
    let batch = reader::statements(&file, &text)
        .and_then(|batch| reader::admit(&batch, &Nothing).map(|()| batch));
    let texts = [Input { file, text }];
    let batch = match batch {
        Ok(batch) => batch,
        Err(faults) => return drawn(&faults, &[], &texts, lang),
    };
    let mut folder = fold::Folder::new(fold::Around::default(), fold::AsOf::default());
    batch.iter().for_each(|one| folder.add(one.statement.clone(), None));
    let found = consistency::check(&folder.finish());
    let (mut faults, mut doubts) = (Vec::new(), Vec::new());
    for one in found {
        let place = batch[one.entry as usize].place.clone();
        let diagnostic = Diagnostic { fault: one.fault, place: Some(place) };
        match one.verdict {
            suffrage::register::when::Verdict::Certain => faults.push(diagnostic),
            _ => doubts.push(diagnostic),
        }
    }
    drawn(&faults, &doubts, &texts, lang)
}

/// No elections, laws or rules are known.
struct Nothing;

impl suffrage::register::read::Known for Nothing {
    fn knows(&self, _: &str, _: &str) -> bool {
        false
    }

    fn keys(&self, _: &str) -> Vec<String> {
        Vec::new()
    }
}

/// What is said of a mapping.
fn mapping(path: &Path, lang: Lang) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let file = path.file_name().unwrap().to_str().unwrap().to_owned();
    let faults = suffrage::register::mapping::read(&file, &text).err().unwrap_or_default();
    drawn(&faults, &[], &[Input { file, text }], lang)
}

/// What is said of files of mandates, read by the mapping beside them.
fn mandates(path: &Path, lang: Lang) -> String {
    use suffrage::register::{mapping, table};
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    let text = |path: &PathBuf| Input {
        file: path.file_name().unwrap().to_str().unwrap().to_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    let texts: Vec<Input> = files.iter().map(text).collect();
    let (map, data): (Vec<_>, Vec<_>) =
        texts.iter().cloned().partition(|one| one.file == "mapping.toml");
    let mapping = mapping::read(&map[0].file, &map[0].text).unwrap();
    match table::read(&mapping, &data) {
        Ok((_, faults)) | Err(faults) => drawn(&faults, &[], &texts, lang),
    }
}

/// What is said of a Popolo document.
fn popolo(path: &Path, lang: Lang) -> String {
    use suffrage::register::{mapping::NoEnd, popolo};
    let text = std::fs::read_to_string(path).unwrap();
    let file = path.file_name().unwrap().to_str().unwrap().to_owned();
    let input = Input { file, text };
    let faults = match popolo::read(&input, NoEnd::Unknown) {
        Ok(read) => read.faults,
        Err(faults) => faults,
    };
    drawn(&faults, &[], &[input], lang)
}

/// What is said of the rules of an office.
fn office(path: &Path, lang: Lang) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let file = format!("bad/office/{}", path.file_name().unwrap().to_str().unwrap());
    let faults = suffrage::register::rules_read::rules(&file, &text).err().unwrap_or_default();
    drawn(&faults, &[], &[Input { file, text }], lang)
}

fn folder(path: &Path, lang: Lang) -> String {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
        })
        .collect();
    files.sort();
    let texts: Vec<Input> = files
        .iter()
        .filter_map(|(name, bytes)| read::decode(name, bytes, Encoding::Detect).ok())
        .collect();
    match read::folder::election("bad", &files) {
        Ok((_, doubts)) => drawn(&[], &doubts, &texts, lang),
        Err(faults) => drawn(&faults, &[], &texts, lang),
    }
}

#[test]
fn every_broken_file_is_told_exactly() {
    let bless = std::env::var("SUFFRAGE_BLESS").is_ok();
    let (mut count, mut wrong) = (0, Vec::new());
    for (kind, tell) in [
        ("table", table as fn(&Path, Lang) -> String),
        ("ranks", ranks),
        ("export", export),
        ("sources", sources),
        ("law", law),
        ("folder", folder),
        ("register", register),
        ("office", office),
        ("mapping", mapping),
        ("mandates", mandates),
        ("popolo", popolo),
    ] {
        for path in entries(kind) {
            count += 1;
            let (told, french) = (tell(&path, Lang::En), tell(&path, Lang::Fr));
            let expected = path.with_extension("expected");
            if bless {
                std::fs::write(&expected, &told).unwrap();
            }
            if std::fs::read_to_string(&expected).unwrap_or_default() != told {
                wrong.push(format!("{}:\n{told}", path.display()));
            }
            assert!(!told.trim().is_empty(), "{}: nothing is said", path.display());
            assert_ne!(told, french, "{}: not told in French", path.display());
        }
    }
    assert!(count >= 60, "{count} fixtures");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_table_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for encoding in [Encoding::Detect, Encoding::Windows1252] {
            if let Ok(input) = read::decode("x.csv", &bytes, encoding) {
                let _ = read::table(&input).map_err(|faults| drawn(&faults, &[], std::slice::from_ref(&input), Lang::En));
            }
        }
    }

    #[test]
    fn no_change_to_a_good_file_makes_a_reader_panic(pick in 0usize..1000, at in 0usize..4000, change in ".{0,6}", cut in 0usize..8) {
        let tables = entries("table");
        let bytes = std::fs::read(&tables[pick % tables.len()]).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let input = Input { file: "x.csv".into(), text: changed(&text, at, &change, cut) };
        let ranks = Reading { cells: Cells::Ranks, ..Reading::PLAIN };
        let _ = read::table_as(&input, ranks);
        let _ = read::hart::read(&[input.clone(), input.clone()]);
        match read::table(&input) {
            Err(faults) => { drawn(&faults, &[], &[input], Lang::Fr); }
            Ok(table) => { drawn(&[], &table.doubts, &[input], Lang::Fr); }
        }
        let (file, text) = suffrage_laws::ALL[pick % suffrage_laws::ALL.len()];
        let text = changed(text, at * 3, &change, cut);
        if let Err(faults) = suffrage::law::parse::law(file, &text) {
            drawn(&faults, &[], &[Input { file: file.into(), text }], Lang::En);
        }
        let registers = entries("register");
        let text = std::fs::read_to_string(&registers[pick % registers.len()]).unwrap();
        let text = changed(&text, at, &change, cut);
        if let Err(faults) = suffrage::register::read::statements("x.toml", &text) {
            drawn(&faults, &[], &[Input { file: "x.toml".into(), text }], Lang::Fr);
        }
        let toml = "title = \"T\"\nlaw = \"fr/senate\"\ndate = 2023-09-24\n[[lot]]\ncontest = \"1\"\namong = [\"A\"]\ndrawn = [\"A\"]\nsource = \"x\"\n";
        let files = vec![
            ("election.toml".to_owned(), changed(toml, at, &change, cut).into_bytes()),
            ("totals.csv".to_owned(), b"contest,seats,name,votes\n1,3,A,12\n1,,B,4\n".to_vec()),
            ("candidates.csv".to_owned(), changed("list,name,born,votes\nA,Anne,1950-01-01,4\n", at, &change, cut).into_bytes()),
        ];
        let _ = read::folder::election("x", &files);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_to_files_of_mandates_makes_a_reader_panic(at in 0usize..900, change in ".{0,6}", cut in 0usize..8) {
        use suffrage::register::{bring, mapping, popolo, quality, table};
        let map = "as_of = 2020-01-01\n[columns]\nperson = \"id\"\noffice = [\"role\"]\nfrom = \"start\"\nto = \"end\"\nborn = \"p.born\"\n[dates]\nform = \"year-month-day\"\nno_end = \"open\"\nend = \"the last day\"\n[[join]]\nfile = \"p.csv\"\nname = \"p\"\non = \"id\"\nkey = \"key\"\n[[seat]]\nof = \"role\"\nholders = \"one\"\n[import]\ninstitution = \"t\"\nname = \"T\"\nsource = \"s\"\ntitle = \"S\"\n";
        let csv = "id,role,start,end\n1,mayor,2014-12-31,9999-12-31\n2,mayor,2014/2015,2020~\n1,é,,\n";
        let json = "[{\"id\": \"1\", \"role\": \"é\", \"start\": \"2014\", \"end\": null}]\n";
        let good = "{\"persons\": [{\"id\": \"1\", \"name\": \"é\", \"birth_date\": \"1950\"}], \"organizations\": [{\"id\": \"t\"}], \"memberships\": [{\"person_id\": \"1\", \"organization_id\": \"t\", \"end_date\": \"2014\"}]}";
        let input = |file: &str, text: &str| Input { file: file.into(), text: text.into() };
        if let Err(faults) = mapping::read("m.toml", &changed(map, at, &change, cut)) {
            drawn(&faults, &[], &[input("m.toml", map)], Lang::Fr);
        }
        let mapping = mapping::read("m.toml", map).unwrap();
        for text in [csv, json] {
            let files = [input("a.csv", &changed(text, at, &change, cut)), input("p.csv", &changed("key,born\n1,1950\n2,1951\n", at, &change, cut))];
            match table::read(&mapping, &files) {
                Err(faults) => { drawn(&faults, &[], &files, Lang::En); }
                Ok((roll, faults)) => {
                    drawn(&faults, &[], &files, Lang::En);
                    let report = quality::check(&roll);
                    let _ = suffrage::render::quality::report(&roll, &report, 9, Lang::Fr, Style::PLAIN);
                    let _ = bring::statements(&roll, mapping.import.as_ref().unwrap());
                }
            }
        }
        let file = input("p.json", &changed(good, at, &change, cut));
        match popolo::read(&file, mapping::NoEnd::Open) {
            Err(faults) => { drawn(&faults, &[], &[file], Lang::En); }
            Ok(read) => { drawn(&read.faults, &[], &[file], Lang::Fr); }
        }
    }
}

/// `text` with `cut` letters from place `at` replaced by `change`.
fn changed(text: &str, at: usize, change: &str, cut: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let at = at % (letters.len() + 1);
    let after = (at + cut).min(letters.len());
    letters[..at]
        .iter()
        .copied()
        .chain(change.chars())
        .chain(letters[after..].iter().copied())
        .collect()
}
