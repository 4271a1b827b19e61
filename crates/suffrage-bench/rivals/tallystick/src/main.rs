//! Reads a table of ranks and counts it with tallystick: prints microseconds, without the time to start.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use tallystick::schulze::{SchulzeTally, Variant};
use tallystick::stv::Tally;
use tallystick::Quota;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let start = Instant::now();
    let file = BufReader::with_capacity(1 << 20, File::open(&arguments[1]).expect("the table"));
    // Candidates are C0 to C9.
    let ballots = file.lines().skip(1).map(|line| {
        let line = line.expect("a line");
        let ranks = line.split(',').filter(|name| !name.is_empty());
        ranks.map(|name| name[1..].parse().expect("a number")).collect::<Vec<u8>>()
    });
    let winners = match arguments[2].as_str() {
        "schulze" => {
            let candidates = (0..10).collect();
            let mut tally = SchulzeTally::<u8, u64>::with_candidates(1, Variant::Winning, candidates);
            ballots.for_each(|ballot| tally.add(&ballot).expect("a ballot"));
            tally.winners().into_unranked()
        }
        method => {
            let seats = if method == "irv" { 1 } else { 3 };
            let mut tally = Tally::<u8, f64>::new(seats, Quota::Droop);
            ballots.for_each(|ballot| tally.add(ballot));
            tally.winners().into_unranked()
        }
    };
    assert!(!winners.is_empty());
    println!("{}", start.elapsed().as_micros());
}
