//! `cargo run --release -p suffrage-bench --bin fuzz [SECONDS [SEED [FILE…]]]`: no file makes a
//! reader panic.
//!
//! Every broken sample of the engine's tests (and any file named) is changed again and again, from
//! a seed: bytes turned, cut, doubled, spliced from other samples, numbers made extreme. What
//! can still be read is counted by laws of its kind and rendered. A panic ends the run with the
//! input that made it. Prints a table of inputs by form.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use suffrage::ballots::Marking;
use suffrage::read::{self, Blanks, Cells, Encoding, Input, Reading};
use suffrage::render::{Style, diagnostic, json, text};
use suffrage::tally::Contest;
use suffrage::{Lang, LawBook, LawOnDay, Wish, count};

/// The largest input that is tried: what matters is the form, not the size.
const LARGEST: usize = 20_000;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().and_then(|one| one.parse().ok()).unwrap_or(10);
    let seed = arguments.next().and_then(|one| one.parse::<u64>().ok()).unwrap_or(1);
    let samples = samples(arguments.map(PathBuf::from));
    let laws = Laws::new();
    let (start, limit) = (Instant::now(), Duration::from_secs(seconds));
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut table: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    // A panic is told once, with its input, and not for each try.
    std::panic::set_hook(Box::new(|_| {}));
    let mut tries = 0u64;
    while start.elapsed() < limit {
        let (name, bytes) = &samples[random.below(samples.len())];
        let changed = random.change(bytes, &samples);
        let tried = catch_unwind(AssertUnwindSafe(|| laws.try_one(name, &changed)));
        tries += 1;
        match tried {
            Ok((form, read, counted)) => {
                let row = table.entry(form).or_default();
                row[0] += 1;
                row[1] += u64::from(read);
                row[2] += u64::from(counted);
            }
            Err(panic) => {
                let why = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                let path = std::env::temp_dir().join(format!("suffrage-panic-{name}"));
                let _ = std::fs::write(&path, &changed);
                eprintln!("a panic after {tries} inputs: {}\n{why}", path.display());
                return ExitCode::FAILURE;
            }
        }
    }
    println!("| form | inputs | read | counted |\n|---|---|---|---|");
    for (form, [all, read, counted]) in &table {
        println!("| {form} | {all} | {read} | {counted} |");
    }
    println!("{tries} inputs in {seconds} s from {} samples, no panic", samples.len());
    ExitCode::SUCCESS
}

/// Every sample with its name.
fn samples(named: impl Iterator<Item = PathBuf>) -> Vec<(String, Vec<u8>)> {
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("../suffrage/tests/bad");
    let mut open: Vec<PathBuf> = vec![bad];
    open.extend(named);
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
            open.extend(entries.map(|entry| entry.path()));
        } else if path.extension().is_none_or(|end| end != "expected")
            && let Ok(mut bytes) = std::fs::read(&path)
        {
            bytes.truncate(LARGEST);
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, bytes));
        }
    }
    // The order of a folder is the system's; the seed must mean the same everywhere.
    found.sort();
    found
}

/// Laws to count what can be read.
struct Laws(Vec<(Option<Marking>, LawOnDay)>);

impl Laws {
    fn new() -> Self {
        let laws = suffrage_host::board::law_files().map(|(file, text)| {
            suffrage::law::parse::law(file, text).expect("laws on board read without a fault")
        });
        let book = LawBook::new(laws.collect());
        let on = |id: &str| {
            let day = "2026-03-15".parse().expect("a day");
            book.on(id, day, &[]).expect("a law on board")
        };
        let ranked = [
            "org/instant-runoff",
            "gb-sct/local",
            "ie/dail",
            "au/senate",
            "org/meek",
            "org/schulze",
            "org/baldwin",
        ];
        let mut all: Vec<_> = ranked.iter().map(|id| (Some(Marking::Ranked), on(id))).collect();
        all.push((Some(Marking::Approved), on("org/approval")));
        all.push((Some(Marking::Scored), on("org/score")));
        all.push((None, on("nl/municipal-council")));
        Self(all)
    }

    /// Reads, tells, counts and renders; answers the form and how far it came.
    fn try_one(&self, name: &str, bytes: &[u8]) -> (String, bool, bool) {
        let lang = if bytes.len().is_multiple_of(2) { Lang::En } else { Lang::Fr };
        let encoding = [Encoding::Detect, Encoding::Windows1252][bytes.len() % 2];
        let input = match read::decode(name, bytes, encoding) {
            Ok(input) => input,
            Err(faults) => {
                faults.iter().for_each(|one| drop(told(one, None, lang)));
                return ("not text".to_owned(), false, false);
            }
        };
        if name.ends_with(".toml") {
            let law = suffrage::law::parse::law(name, &input.text);
            let faults = law.as_ref().err().cloned().unwrap_or_default();
            faults.iter().for_each(|one| drop(told(one, Some(&input), lang)));
            return ("law".to_owned(), law.is_ok(), false);
        }
        let cells = [Cells::Detect, Cells::Ranks, Cells::Scores][bytes.len() % 3];
        let blanks = [Blanks::Empty, Blanks::WrittenIn][bytes.len() % 2];
        let _ = read::hart::read(std::slice::from_ref(&input));
        let _ = read::dominion::read(std::slice::from_ref(&input));
        match read::table_as(&input, Reading { blanks, cells, ..Reading::PLAIN }) {
            Err(faults) => {
                faults.iter().for_each(|one| drop(told(one, Some(&input), lang)));
                let form = name.split(['-', '.']).next().unwrap_or_default();
                (form.to_owned(), false, false)
            }
            Ok(table) => {
                let form = table.format.word().to_owned();
                let counted = table.contests.iter().take(3).any(|one| self.count(one, lang));
                (form, true, counted)
            }
        }
    }

    fn count(&self, contest: &Contest, lang: Lang) -> bool {
        let marking = contest.ballots.as_ref().map(|ballots| ballots.marking());
        let mut any = false;
        for (_, law) in self.0.iter().filter(|one| one.0 == marking) {
            let seats = contest.seats.filter(|seats| (1..1000).contains(seats)).or(Some(1));
            let contest = Contest { seats, ..contest.clone() };
            if let Ok(record) = count(law, &contest, &[], &Wish::default()) {
                let doubts = suffrage::replay::verify(&record, &contest);
                assert!(doubts.is_empty(), "{doubts:?}");
                drop(text::record(&record, "", lang, Style::PLAIN));
                drop(json::record(&record));
                any = true;
            }
        }
        any
    }
}

fn told(fault: &suffrage::Diagnostic, input: Option<&Input>, lang: Lang) -> String {
    let text = input.map(|input| input.text.as_str());
    diagnostic::diagnostic(fault, text, lang, Style::PLAIN)
}

/// Numbers from a seed: only what is tried depends on them.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or(0)
    }

    /// One to six changes.
    fn change(&mut self, bytes: &[u8], samples: &[(String, Vec<u8>)]) -> Vec<u8> {
        const EXTREME: &[&[u8]] = &[
            b"0",
            b"-1",
            b"999999999999999999999999",
            b"18446744073709551615",
            b"1e9",
            b"\"",
            b"'",
            b",",
            b";",
            b"\t",
            b"\r\n",
            b"\0",
            b"\xFF",
            b"=",
            b"|",
            b"(",
            b")",
            b"[",
            b"]",
            b"{",
            b"}",
            b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
            b"&b;",
            b"null",
            b"\xEF\xBB\xBF",
        ];
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(5) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(24)).min(bytes.len());
            match self.below(6) {
                0 if at < bytes.len() => bytes[at] = self.next().to_le_bytes()[0],
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                3 => {
                    let other = &samples[self.below(samples.len())].1;
                    let from = self.below(other.len() + 1);
                    let until = (from + self.below(60)).min(other.len());
                    bytes.splice(at..end, other[from..until].iter().copied());
                }
                4 => bytes.truncate(at),
                _ => {
                    let extreme = EXTREME[self.below(EXTREME.len())];
                    bytes.splice(at..end, extreme.iter().copied());
                }
            }
        }
        bytes
    }
}
