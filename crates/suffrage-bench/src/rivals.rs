//! Rivals of ballots, timed in the same run as we are: on the same files, from file to winner.
//!
//! What is not there is not timed: Python packages are asked of `$SUFFRAGE_PYTHON` (or `python3`),
//! programs are sought on the path. `pip install votelib==0.4.0 pyrankvote==2.0.6`,
//! `cargo install stv-rs@0.5.1` and `rivals/tallystick` beside this folder bring them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use suffrage::render::json;
use suffrage::tally::Contest;
use suffrage::{Wish, count};
use suffrage_host::board;

use crate::{median, row};

/// Reads a table of ranks and counts it: prints microseconds, without the time to start.
const VOTELIB: &str = "
import sys, time
from collections import Counter
import votelib.evaluate.sequential as seq, votelib.evaluate.condorcet as cond, votelib.convert as convert
start = time.perf_counter()
with open(sys.argv[1]) as lines:
    next(lines)
    votes = dict(Counter(tuple(x for x in line.rstrip().split(',') if x) for line in lines))
if sys.argv[2] == 'schulze':
    cond.Schulze().evaluate(convert.RankedToCondorcetVotes().convert(votes), 1)
else:
    quota = 'droop' if sys.argv[2] == 'stv' else None
    how = seq.TransferableVoteSelector(quota_function=quota, transferer='Gregory')
    how.evaluate(votes, 3 if quota else 1)
print(int((time.perf_counter() - start) * 1e6))";

const PYRANKVOTE: &str = "
import sys, time
import pyrankvote as p
start = time.perf_counter()
names = {f'C{i}': p.Candidate(f'C{i}') for i in range(10)}
with open(sys.argv[1]) as lines:
    next(lines)
    ballots = [p.Ballot([names[x] for x in line.rstrip().split(',') if x]) for line in lines]
if sys.argv[2] == 'stv':
    p.single_transferable_vote(list(names.values()), ballots, number_of_seats=3)
else:
    p.instant_runoff_voting(list(names.values()), ballots)
print(int((time.perf_counter() - start) * 1e6))";

/// Who else counts, and how it is called; each prints microseconds.
enum Rival {
    Python(&'static str, &'static str),
    Program(&'static str, &'static str),
}

const TALLYSTICK: Rival = Rival::Program("tallystick 0.4.3", "suffrage-rival-tallystick");

/// What is counted, by us and by whom else.
const COUNTS: &[(&str, u32, &str, Rival)] = &[
    ("org/instant-runoff", 1, "irv", Rival::Python("votelib 0.4.0", VOTELIB)),
    ("org/instant-runoff", 1, "irv", Rival::Python("pyrankvote 2.0.6", PYRANKVOTE)),
    ("org/instant-runoff", 1, "irv", TALLYSTICK),
    ("gb-sct/local", 3, "stv", Rival::Python("votelib 0.4.0", VOTELIB)),
    ("gb-sct/local", 3, "stv", Rival::Python("pyrankvote 2.0.6", PYRANKVOTE)),
    ("gb-sct/local", 3, "stv", TALLYSTICK),
    ("org/schulze", 1, "schulze", Rival::Python("votelib 0.4.0", VOTELIB)),
    ("org/schulze", 1, "schulze", TALLYSTICK),
];

/// More ballots than these take rivals in Python minutes.
const MOST_IN_PYTHON: usize = 100_000;

/// A row for each rival; `text` is a table of ranks with so many ballots.
pub fn rows(text: &str, ballots: usize) {
    let folder = std::env::temp_dir().join(format!("suffrage-bench-{}", std::process::id()));
    if std::fs::create_dir_all(&folder).is_err() {
        return;
    }
    let table = folder.join("ballots.csv");
    if std::fs::write(&table, text).is_ok() {
        let told = |law, seats| {
            format!("{ballots} ranked ballots from file to winner, {law}, {seats} seats")
        };
        for (law, seats, what, rival) in COUNTS {
            let (name, theirs) = match rival {
                Rival::Python(..) if ballots > MOST_IN_PYTHON => continue,
                Rival::Python(name, script) => (name, python(script, &table, what)),
                Rival::Program(name, program) => {
                    (name, microseconds(Command::new(program).arg(&table).arg(what)))
                }
            };
            let ours = from_file(&table, law, *seats);
            row(&told(*law, *seats), ours, theirs, &format!("{name}, no record"));
        }
        let nicknamed = folder.join("ballots.blt");
        let ours = from_file(&table, "org/meek", 3);
        let theirs = nicknames(&table, &nicknamed).and_then(|()| stv_rs(&nicknamed));
        row(&told("org/meek", 3), ours, theirs, "stv-rs 0.5.1, nine decimals");
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// From the file to the record as JSON.
fn from_file(table: &Path, law: &str, seats: u32) -> Duration {
    let book = board::laws().expect("our own laws read");
    let law = book.on(law, jiff::civil::date(2026, 1, 1), &[]).expect("it is coded");
    median(5, || {
        let opened = suffrage_host::open(&[PathBuf::from(table)], suffrage::read::Encoding::Detect);
        let Ok(suffrage_host::Target::Tables(mut read, _)) = opened else { return };
        let contest = Contest { seats: Some(seats), ..read.contests.remove(0) };
        let record = count(&law, &contest, &[], &Wish::default()).expect("it counts");
        std::hint::black_box(json::record(&record));
    })
}

/// The Python whose packages are asked for.
pub fn interpreter() -> String {
    std::env::var("SUFFRAGE_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn python(script: &str, table: &Path, what: &str) -> Option<Duration> {
    microseconds(Command::new(interpreter()).args(["-c", script]).arg(table).arg(what))
}

/// What a rival says it took; `None` if it is not there or fails.
fn microseconds(rival: &mut Command) -> Option<Duration> {
    let output = rival.stderr(Stdio::null()).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok().map(Duration::from_micros)
}

/// The same ballots, equal ones together, as stv-rs reads them.
fn nicknames(table: &Path, to: &Path) -> Option<()> {
    let text = std::fs::read_to_string(table).ok()?;
    let mut kinds: std::collections::BTreeMap<&str, u64> = std::collections::BTreeMap::new();
    text.lines()
        .skip(1)
        .for_each(|line| *kinds.entry(line.trim_end_matches(',')).or_default() += 1);
    // Nicknames are small letters there.
    let names: Vec<String> = ('a'..='j').map(|letter| format!("c{letter}")).collect();
    let mut file = std::io::BufWriter::new(std::fs::File::create(to).ok()?);
    writeln!(file, "10 3\n[nick {}]", names.join(" ")).ok()?;
    for (ranks, count) in kinds {
        let numbers = ranks.split(',').filter_map(|name| name.strip_prefix('C')?.parse().ok());
        let ranks: Vec<&str> =
            numbers.filter_map(|at: usize| names.get(at)).map(String::as_str).collect();
        writeln!(file, "{count} {} 0", ranks.join(" ")).ok()?;
    }
    let quoted: String = names.iter().map(|name| format!("\"{name}\"\n")).collect();
    write!(file, "0\n{quoted}\"synthetic\"\n").ok()?;
    file.flush().ok()
}

fn stv_rs(ballots: &Path) -> Option<Duration> {
    let input = std::fs::File::open(ballots).ok()?;
    let start = Instant::now();
    let done = Command::new("stv-rs")
        .args(["--arithmetic", "fixed9", "meek"])
        .stdin(input)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    done.success().then(|| start.elapsed())
}
