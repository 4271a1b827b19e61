//! `suffrage register check`: what cannot be right in a register, and what only looks so.

use std::path::PathBuf;

use clap::Args;
use suffrage::register::mapping::NoEnd;
use suffrage::register::quality;
use suffrage::register::when::Verdict;
use suffrage::render::quality as render;
use suffrage_host::Trouble;
use suffrage_host::register::exchange::{self, Terms};

use crate::args::Code;
use crate::output::{Done, Exit, Out};

pub const EXAMPLES: &str = "\
Examples:
  suffrage register check nc
  suffrage register check members.csv --map mapping.toml
  suffrage register check parliament-popolo.json --no-end open --csv > findings.csv

A finding is certain if it holds for every reading of the dates, else possible. A mapping says what
the columns of a file mean: docs/register-exchange.md. Exit code 4: something is wrong for certain.";

/// How files of others are read.
#[derive(Args)]
pub struct Foreign {
    /// The mapping (TOML) that says what the columns of the files mean
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// What a membership without end means in a Popolo document
    #[arg(long, value_enum, default_value_t = End::Unknown)]
    no_end: End,
    /// Letters of the files
    #[arg(long, value_enum, default_value_t = Code::Detect)]
    encoding: Code,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum End {
    /// It goes on
    Open,
    /// It goes on, or nobody wrote when it ended
    Unknown,
}

impl Foreign {
    /// What the user says of the files.
    pub fn terms(&self) -> Terms {
        let no_end = match self.no_end {
            End::Open => NoEnd::Open,
            End::Unknown => NoEnd::Unknown,
        };
        Terms { map: self.map.clone(), no_end, encoding: self.encoding.into() }
    }
}

#[derive(Args)]
pub struct Check {
    /// A register (on board, a folder, a file of entries), or files of others
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    #[command(flatten)]
    foreign: Foreign,
    /// The findings as JSON
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// The findings as CSV
    #[arg(long)]
    csv: bool,
    /// Every finding in the text, not the first of each kind
    #[arg(long)]
    all: bool,
}

pub fn run(args: &Check, out: &Out) -> Done {
    const FIRST: usize = 5;
    let mandates = exchange::mandates(&args.sources, &args.foreign.terms())?;
    let report = quality::check(&mandates.roll);
    if args.json {
        let mut json = render::json(&mandates.roll, &report, out.lang);
        json["problems"] = render::problems_json(&mandates.problems, out.lang);
        out.line(&format!("{json:#}"));
    } else if args.csv {
        out.bytes(render::csv(&mandates.roll, &report, out.lang).as_bytes());
    } else {
        let most = if args.all { usize::MAX } else { FIRST };
        out.prose(&render::report(&mandates.roll, &report, most, out.lang, out.style));
    }
    if !args.json && !mandates.problems.is_empty() {
        out.note(&render::problems(&mandates.problems, out.lang, out.style));
    }
    let certain = mandates.problems.iter().any(|(one, _)| one.verdict == Verdict::Certain);
    let wrong = report.is_wrong() || certain || !mandates.faults.is_empty();
    out.trouble(&Trouble { faults: mandates.faults, texts: mandates.texts });
    Ok(if wrong { Exit::Wrong } else { Exit::Done })
}
