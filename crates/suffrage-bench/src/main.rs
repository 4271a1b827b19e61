//! `cargo run --release -p suffrage-bench`: one table, each figure beside a rival or the limit.
//!
//! Data come from a fixed seed. Rivals are timed in the same run if `python3` can import them
//! (`pip install votelib==0.4.0`); otherwise their column says so. Every figure is the median of
//! several runs; read the ratios, not the milliseconds.

mod register;
mod rivals;

use std::hint::black_box;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use suffrage::law::{Allocate, Choose, LawOnDay, Method, SeatsOf, Start, Step};
use suffrage::read::{self, Encoding, Reading};
use suffrage::record::Cited;
use suffrage::render::{csv, json};
use suffrage::tally::{Candidacy, Contest, Round};
use suffrage::{Outcome, Wish, count};
use suffrage_bench::{COMMUNES, Dice, towns};
use suffrage_host::{board, count_all};

const LISTS: usize = 10_000;
const SEATS: u32 = 100_000;
const BALLOTS: usize = 1_000_000;

fn main() {
    if std::env::args().nth(1).as_deref() == Some(register::ALONE) {
        return register::rows();
    }
    println!("| what | suffrage | beside it | ratio |\n|---|---|---|---|");
    let votes = parties(LISTS);
    let before = peak();
    for (name, divisors, rival) in
        [("D'Hondt", "1, 2, 3, …", "d_hondt"), ("Sainte-Laguë", "1, 3, 5, …", "sainte_lague")]
    {
        let (law, contest) = (averages(divisors), one_contest(&votes));
        let ours = median(9, || {
            let record = count(&law, &contest, &[], &Wish::default()).expect("it counts");
            assert_eq!(Outcome::of(&record).pots()[0].won.values().sum::<u32>(), SEATS);
            black_box(record);
        });
        let theirs = votelib(rival, &votes);
        row(
            &format!("{name}, {LISTS} lists, {SEATS} seats, full record and outcome"),
            ours,
            theirs,
            "votelib 0.4.0, no record",
        );
        let record = count(&law, &contest, &[], &Wish::default()).expect("it counts");
        let drawn = median(3, || drop(black_box(json::record(&record))));
        row(
            &format!(
                "{name}: the same record written as JSON ({} MB)",
                json::record(&record).len() / 1_000_000
            ),
            drawn,
            None,
            "",
        );
    }
    println!(
        "| peak memory of the above, whole process | {} MB (before: {} MB) | votelib 20 MB without record | |",
        peak(),
        before
    );
    communes();
    parliaments();
    history();
    ballots();
    register::apart();
}

/// Elections of several tiers on board: read, counted with the full record, folded.
fn parliaments() {
    let book = board::laws().expect("our own laws read");
    for id in ["de/bundestag/2025", "ch-zh/municipal-council/2006", "no/storting/2021"] {
        let files = board::election(id).expect("it is on board");
        let read = || suffrage::read::folder::election(id, &files).expect("it reads").0;
        let election = read();
        let law = book.on(&election.law, election.date, &[]).expect("it is coded");
        let count = |contests: &[suffrage::tally::Contest]| {
            let records = count_all(&law, contests, &[], &Wish::default(), &|| {});
            let outcomes = records.iter().map(|one| Outcome::of(one.as_ref().expect("it counts")));
            black_box(outcomes.collect::<Vec<_>>());
        };
        let mut contests = election.contests;
        suffrage_host::prepare(&law, &mut contests).expect("its tiers fit");
        row(&format!("{id}: counted, with record"), median(25, || count(&contests)), None, "");
        let whole = median(9, || {
            let mut contests = read().contests;
            suffrage_host::prepare(&law, &mut contests).expect("its tiers fit");
            count(&contests);
        });
        row(&format!("{id}: the same with reading its files"), whole, None, "");
    }
}

/// Every election on board, from its files to the outcome.
fn history() {
    let (book, ids) = (board::laws().expect("our own laws read"), board::elections());
    let all = median(5, || {
        for id in &ids {
            black_box(suffrage_host::history::counted(&book, id).expect("it counts"));
        }
    });
    let one = format!(
        "all {} elections on board, from their files to the outcome, one thread",
        ids.len()
    );
    row(&one, all, None, "");
}

/// A million ranked ballots of ten candidates as a spreadsheet: read and counted with every stage.
fn ballots() {
    let text = rankings(BALLOTS);
    let bytes = text.len() / 1_000_000;
    let input =
        read::decode("ballots.csv", text.as_bytes(), Encoding::Detect).expect("it is UTF-8");
    let limit = median(5, || {
        black_box(text.bytes().filter(|byte| *byte == b',').count());
    });
    let reading = median(5, || {
        black_box(read::table(&input).expect("it reads"));
    });
    let contest = read::table(&input).expect("it reads").contests.remove(0);
    let distinct = contest.ballots.as_ref().map_or(0, |ballots| ballots.distinct());
    row(
        &format!("{BALLOTS} ranked ballots ({bytes} MB of CSV, {distinct} distinct) read"),
        reading,
        Some(limit),
        "looking at every byte once",
    );
    columns(&text);
    let book = board::laws().expect("our own laws read");
    for (id, seats) in [
        ("org/instant-runoff", 1),
        ("gb-sct/local", 3),
        ("org/single-transferable-vote", 3),
        ("org/meek", 3),
        ("org/schulze", 1),
        ("org/borda", 1),
    ] {
        let law = book.on(id, jiff::civil::date(2026, 1, 1), &[]).expect("it is coded");
        let contest = Contest { seats: Some(seats), ..contest.clone() };
        let time = median(5, || {
            let record = count(&law, &contest, &[], &Wish::default()).expect("it counts");
            black_box(json::record(&record));
        });
        row(&format!("of these {seats} elected by {id}, full record as JSON"), time, None, "");
    }
    println!("| peak memory, whole process | {} MB | | |", peak());
    for ballots in [BALLOTS / 10, BALLOTS] {
        rivals::rows(&rankings(ballots), ballots);
    }
}

/// The same ballots as Parquet, as most programs write it; both from the bytes of a file.
fn columns(csv: &str) {
    let beside = median(5, || {
        let input = read::decode("ballots.csv", csv.as_bytes(), Encoding::Detect);
        black_box(read::table(&input.expect("it is UTF-8")).expect("it reads"));
    });
    let mut lines = csv.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut cells = vec![Vec::new(); names.len()];
    for line in lines {
        for (column, cell) in cells.iter_mut().zip(line.split(',')) {
            column.push(Some(cell).filter(|cell| !cell.is_empty()));
        }
    }
    let column = |cells: Vec<Option<&str>>| Arc::new(StringArray::from(cells)) as ArrayRef;
    let columns = names.into_iter().zip(cells.into_iter().map(column));
    let batch = RecordBatch::try_from_iter(columns).expect("its columns are of one length");
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties))
        .expect("it can be written");
    writer.write(&batch).and_then(|()| writer.close()).expect("it is written");
    for threads in [2, 1] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let reading = median(5, || {
            let read = || suffrage_columns::read("ballots.parquet", bytes.clone(), Reading::PLAIN);
            black_box(pool.install(read).expect("it reads"));
        });
        let megabytes = bytes.len() / 1_000_000;
        let what = format!("the same ballots ({megabytes} MB of Parquet) read, threads: {threads}");
        row(&what, reading, Some(beside), "the CSV, one thread");
    }
}

/// Ballots with a taste: later names are rarer, a third of the ballots is cut short.
fn rankings(ballots: usize) -> String {
    let mut random = Dice(20_261_124);
    let mut text = String::from("r1,r2,r3,r4,r5,r6,r7,r8,r9,r10\n");
    for _ in 0..ballots {
        let mut left: Vec<usize> = (0..10).collect();
        let mut draw = |below: usize| usize::try_from(random.below(below as u64)).unwrap_or(0);
        let ranks = if draw(10) < 7 { 10 } else { 1 + draw(9) };
        for rank in 0..10 {
            if rank > 0 {
                text.push(',');
            }
            if rank < ranks {
                // Of two drawn the earlier in the list is taken.
                let at = draw(left.len()).min(draw(left.len()));
                text.push('C');
                text.push(char::from(b'0' + u8::try_from(left.remove(at)).unwrap_or(0)));
            }
        }
        text.push('\n');
    }
    text
}

/// A town council election of 35,000 communes as one CSV: read, counted, written as CSV.
fn communes() {
    let table = towns(COMMUNES);
    let book = board::laws().expect("our own laws read");
    let law = book.on("fr/municipal", jiff::civil::date(2026, 3, 15), &[]).expect("it is coded");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("two threads");
    let wish = Wish { published_seats: true, ..Wish::default() };
    let run = || {
        let input =
            read::decode("communes.csv", table.as_bytes(), Encoding::Detect).expect("it is UTF-8");
        let table = read::table(&input).expect("it reads");
        assert_eq!(table.contests.len(), COMMUNES);
        let records = pool.install(|| count_all(&law, &table.contests, &[], &wish, &|| {}));
        let mut rows = csv::HEADER.as_bytes().to_vec();
        for record in &records {
            csv::result(record.as_ref().expect("it counts"), &mut rows);
        }
        black_box(rows);
    };
    let ours = median(5, run);
    let limit = median(5, || {
        black_box(table.bytes().filter(|byte| *byte == b',').count());
    });
    let megabytes = table.len() / 1_000_000;
    row(
        &format!("{COMMUNES} communes ({megabytes} MB of CSV) read, counted, written, two threads"),
        ours,
        Some(limit),
        "looking at every byte once",
    );
    let check = median(3, || {
        let input =
            read::decode("communes.csv", table.as_bytes(), Encoding::Detect).expect("it is UTF-8");
        black_box(read::table(&input).expect("it reads"));
    });
    row("of which reading", check, None, "");
    println!("| peak memory, whole process | {} MB | | |", peak());
}

fn row(what: &str, ours: Duration, theirs: Option<Duration>, beside: &str) {
    let (text, ratio) = match theirs {
        Some(theirs) => {
            let hundredths = theirs.as_nanos() * 100 / ours.as_nanos().max(1);
            let ratio = format!("{}.{:02} ×", hundredths / 100, hundredths % 100);
            (format!("{} ({beside})", milliseconds(theirs)), ratio)
        }
        None if beside.is_empty() => (String::new(), String::new()),
        None => (format!("{beside}: not installed"), String::new()),
    };
    println!("| {what} | {} | {text} | {ratio} |", milliseconds(ours));
}

fn milliseconds(time: Duration) -> String {
    format!("{}.{} ms", time.as_millis(), time.subsec_micros() / 100 % 10)
}

fn median(runs: usize, mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

/// Votes of many parties with a long tail.
fn parties(count: usize) -> Vec<u128> {
    let mut dice = Dice(20_261_123);
    (0..count)
        .map(|_| u128::from(1_000 * 100_000 / (1 + dice.below(100_000)) + dice.below(997)))
        .collect()
}

fn averages(divisors: &str) -> LawOnDay {
    let allocate = Allocate {
        seats: SeatsOf::All,
        method: Method::Averages {
            divisors: divisors.parse().expect("a sequence"),
            start: Start::Zero,
        },
        among: None,
        each_at_most: None,
        at_most: None,
        candidates: None,
        tie: vec![suffrage::TieBy::ListOrder],
    };
    let cited = Cited { clause: "list.allocation".into(), cite: "benchmark".into(), seen: true };
    LawOnDay {
        id: "bench".into(),
        act: "benchmark".into(),
        on: jiff::civil::date(2026, 1, 1),
        wording_of: None,
        readings: Vec::new(),
        cited: [cited].into(),
        choose: vec![(0, Choose::Always("list".into()))],
        sizes: Vec::new(),
        systems: vec![("list".into(), vec![(0, Step::Allocate(allocate))])],
    }
}

fn one_contest(votes: &[u128]) -> Contest {
    let list = |index: usize| Candidacy {
        code: format!("P{index}"),
        name: format!("P{index}"),
        ..Candidacy::default()
    };
    let given = (0u32..).zip(votes.iter().copied()).collect();
    Contest {
        code: "1".into(),
        seats: Some(SEATS),
        candidacies: (0..votes.len()).map(list).collect(),
        rounds: vec![Round { number: 1, votes: given, ..Round::default() }],
        ..Contest::default()
    }
}

/// The time votelib takes for the division alone; `None` if it is not installed.
fn votelib(method: &str, votes: &[u128]) -> Option<Duration> {
    const SCRIPT: &str = "
import sys, time
import votelib.evaluate.proportional as p
votes = {i: int(x) for i, x in enumerate(sys.stdin.read().split())}
start = time.perf_counter()
p.HighestAverages(sys.argv[1]).evaluate(votes, int(sys.argv[2]))
print(int((time.perf_counter() - start) * 1e6))";
    let mut child = Command::new(rivals::interpreter())
        .args(["-c", SCRIPT, method, &SEATS.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let text: Vec<String> = votes.iter().map(u128::to_string).collect();
    child.stdin.take()?.write_all(text.join(" ").as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok().map(Duration::from_micros)
}

/// The most memory this process has held, in MB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0)
        / 1024
}
