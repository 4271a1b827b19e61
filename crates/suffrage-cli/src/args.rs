//! The command line: what can be asked, with examples.

use std::path::PathBuf;

use clap::{Args as ClapArgs, CommandFactory as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use suffrage::read::stated::Asked;
use suffrage_host::{How, Trouble};

use crate::output::{Done, Exit, Out};

const EXAMPLES: &str = "\
Examples:
  suffrage count nc/senate/2023                     an election on board, with every step
  suffrage count nc/senate/2023 --lang fr           the same in French
  suffrage count --law fr/municipal --on 2026-03-15 communes.csv --csv > seats.csv
  suffrage check --law fr/municipal:list --on 2008-03-09 round1.csv round2.csv
  suffrage new my-club --law fr/european-parliament && suffrage count my-club

Exit codes: 0 done; 1 the input cannot be counted; 2 wrong use; 3 counted, but seats wait for a lot,
a fact or a further round; 4 check found rows that cannot be right.";

/// Votes and a written electoral law in; who is elected, and why, out.
#[derive(Parser)]
#[command(name = "suffrage", version, about, after_help = EXAMPLES, max_term_width = 100)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// Language of messages and records (default: French if LANG says so, else English)
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Language>,
    /// Colours: on a terminal, always or never
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
    /// Columns of the output (default: those of the terminal)
    #[arg(long, global = true)]
    pub width: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Language {
    En,
    Fr,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub enum Command {
    /// Count an election on board, a folder, tables of many contests, or ballots
    #[command(
        after_help = "Examples:\n  suffrage count nc/senate/2023\n  suffrage count my-club --json\n  suffrage count --law fr/municipal --on 2026-03-15 communes.csv --csv --out seats.csv\n  suffrage count --law org/instant-runoff --contest Mayor north.csv south.xlsx cvr-export/ --alias \"Jane Doe=DOE, JANE\"\n  suffrage count nc/provinces/2026 --reading \"list.assembly: on from the Congress\""
    )]
    Count(Count),
    /// Count in several ways: by other readings, laws or wordings, and tell where they part
    #[command(
        after_help = "Examples:\n  suffrage compare nc/provinces/2026\n  suffrage compare nc/senate/2023 --with fr/senate@2003-08-01\n  suffrage compare no/storting/2021 --laws dk/folketing,nz/house\n  suffrage compare nc/senate/2023 --read \"1/2 of expressed=1/2 of votes\"\n  suffrage compare --law au/senate --on 2016-07-02 --seats 2 senate.stv --reading \"ranked.count: as written\""
    )]
    Compare(Compare),
    /// Draw a count as SVG, or write the table that says the same
    #[command(
        after_help = "Examples:\n  suffrage chart hemicycle nl/house/2021 -o house.svg\n  suffrage chart bars nc/senate/2023 --table > votes.csv\n  suffrage chart transfers --law org/single-transferable-vote --seats 3 ward.blt -o ward.svg --lang fr"
    )]
    Chart(Draw),
    /// Hold published seats against the law and name what cannot be right
    #[command(
        after_help = "Examples:\n  suffrage check --law fr/municipal:list --on 2008-03-09 round1.csv round2.csv\n  suffrage check --law nl/municipal-council --on 2022-03-16 results.csv --json"
    )]
    Check(Check),
    /// Hold a record (JSON) against its inputs: a second count and a second look
    #[command(
        after_help = "Example:\n  suffrage count my-club --json --out record.json && suffrage replay record.json my-club"
    )]
    Replay(Replay),
    /// The laws on board: list, show, status, check, schema
    #[command(subcommand, visible_alias = "laws")]
    Law(Law),
    /// The elections on board
    Elections {
        /// Only those whose name or title holds this
        pattern: Option<String>,
    },
    /// What files of ballots hold, before any law
    #[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
    Ballots(Ballots),
    /// Who holds which office, by what right, since when, and what follows
    #[command(
        subcommand,
        after_help = "Examples:\n  suffrage register who fr/senator --on 2023-09-26\n  suffrage register person \"Sonia Backès\" --on 2023-09-23\n  suffrage register story nc-2023"
    )]
    Register(crate::register::args::Register),
    /// Write a folder for your own election that counts as it stands
    #[command(after_help = "Example:\n  suffrage new my-club --law fr/european-parliament")]
    New(New),
    /// Serve pages and an API over what is on board, and over your own elections
    #[command(
        after_help = "Examples:\n  suffrage serve\n  suffrage serve my-club --address 0.0.0.0:8080\n  suffrage serve communes.csv --law fr/municipal --on 2026-03-15 --log json"
    )]
    Serve(Serve),
    /// Write the same pages as files that any host can serve
    #[command(after_help = "Example:\n  suffrage publish site my-club")]
    Publish(Publish),
    /// Write the protocol of a count as one file that stands alone and prints on paper
    #[command(
        after_help = "Examples:\n  suffrage report nc/senate/2023 -o report.html --lang fr\n  suffrage report nc/senate/2023 -o protocol.pdf    (in a build with the feature `pdf`)"
    )]
    Report(Report),
    /// Completions for your shell
    #[command(
        after_help = "Example:\n  suffrage completions bash > ~/.local/share/bash-completion/completions/suffrage"
    )]
    Completions { shell: Shell },
    /// Write the manual pages into a folder
    Man { folder: PathBuf },
}

/// `ballots inspect FILE`; `ballots FILE` says the same.
#[derive(ClapArgs)]
pub struct Ballots {
    #[command(subcommand)]
    command: Option<OfBallots>,
    #[command(flatten)]
    plain: Inspect,
}

#[derive(Subcommand)]
enum OfBallots {
    /// Contests, candidates, first names, faults by kind, fields by which the ballots can be parted
    #[command(
        after_help = "Examples:\n  suffrage ballots inspect ward.blt\n  suffrage ballots inspect cvr-export/ north.csv --contest Mayor --json\n  suffrage count --law org/instant-runoff --seats 1 --contest Mayor cvr-export/ --by precinct"
    )]
    Inspect(Inspect),
}

impl Ballots {
    /// What is to be inspected.
    pub fn inspect(&self) -> &Inspect {
        match &self.command {
            Some(OfBallots::Inspect(inspect)) => inspect,
            None => &self.plain,
        }
    }
}

#[derive(ClapArgs)]
pub struct Inspect {
    /// Files of ballots, folders or archives of an export, or an election
    #[arg(required = true)]
    pub target: Vec<PathBuf>,
    #[command(flatten)]
    pub within: Within,
    /// The same as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
pub struct Count {
    #[command(flatten)]
    pub asked: Counting,
    /// The records as JSON (one document; an array if there are many)
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// The results as CSV
    #[arg(long)]
    pub csv: bool,
    /// Only results, not the steps
    #[arg(long)]
    pub brief: bool,
    /// The path of each ballot as CSV: how it is marked, and who has its vote at each stage (- writes it instead of the record)
    #[arg(long, value_name = "FILE")]
    pub paths: Option<PathBuf>,
    /// Where the votes of each slice are at each stage: by precinct, batch, tabulator, or any field of the ballots
    #[arg(long, value_name = "FIELD", conflicts_with = "paths")]
    pub by: Option<String>,
    /// Write into this file instead of the terminal
    #[arg(long)]
    pub out: Option<PathBuf>,
}

#[derive(ClapArgs)]
pub struct Draw {
    /// What to draw
    #[arg(value_enum)]
    pub kind: Picture,
    #[command(flatten)]
    pub asked: Counting,
    /// Outlines for a map or for the places of tiles: a GeoJSON file
    #[arg(long, value_name = "FILE")]
    pub shapes: Option<PathBuf>,
    /// The property of the outlines that holds codes or names; found out if it is not said
    #[arg(long, requires = "shapes")]
    pub key: Option<String>,
    /// Where tiles lie: a CSV file with code,column,row
    #[arg(long, value_name = "FILE")]
    pub tiles: Option<PathBuf>,
    /// Write into this file: .svg, or .png in a build with the feature `png`
    #[arg(short, long)]
    pub out: Option<PathBuf>,
    /// The table that says the same, as CSV, instead of the picture
    #[arg(long)]
    pub table: bool,
}

/// The charts by name.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    /// Seats in a half circle, with the majority mark
    Hemicycle,
    /// Seats on two sides of a house
    Benches,
    /// Votes of the last round, with thresholds and quotas as lines
    Bars,
    /// Votes and seats of each list in per cent
    Shares,
    /// Which average won which seat
    Ladder,
    /// Votes measured in quotas
    Quotas,
    /// Where votes pass from stage to stage
    Transfers,
    /// Who is first where, over the outlines of --shapes
    Map,
    /// The same with one square for each, as --tiles says, near their outlines, or in order
    Tiles,
    /// Which institution holds which power over time: of a register, as `nc`
    Powers,
}

impl From<Picture> for suffrage_charts::Kind {
    fn from(one: Picture) -> Self {
        match one {
            Picture::Hemicycle => Self::Hemicycle,
            Picture::Benches => Self::Benches,
            Picture::Bars => Self::Bars,
            Picture::Shares => Self::Shares,
            Picture::Ladder => Self::Ladder,
            Picture::Quotas => Self::Quotas,
            Picture::Transfers => Self::Transfers,
            Picture::Map => Self::Map,
            Picture::Tiles => Self::Tiles,
            Picture::Powers => Self::Powers,
        }
    }
}

#[derive(ClapArgs)]
pub struct Compare {
    /// An election on board, a folder, tables or ballots
    #[arg(required = true)]
    pub target: Vec<PathBuf>,
    #[command(flatten)]
    pub under: ByLaw,
    /// Seats to fill, where the files do not say
    #[arg(long)]
    pub seats: Option<u32>,
    /// Another law, as org/schulze, or another wording, as fr/senate@2003-08-01 (repeatable)
    #[arg(long)]
    pub with: Vec<String>,
    /// A table of the seats under each of these laws beside its own, as de/bundestag,no/storting@2021-09-13
    #[arg(long, value_delimiter = ',', conflicts_with_all = ["with", "read", "reading"])]
    pub laws: Vec<String>,
    /// The law with other words in it: what if its text said so? As "1/2 of expressed=1/2 of votes" (repeatable)
    #[arg(long, value_name = "WORDS=OTHERS")]
    pub read: Vec<String>,
    /// Another reading, as "system.clause: reading" (repeatable; default: every other one in force)
    #[arg(long)]
    pub reading: Vec<String>,
    #[command(flatten)]
    pub within: Within,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(ClapArgs)]
pub struct Check {
    /// An election on board, a folder, or tables (one file for each round)
    #[arg(required = true)]
    pub target: Vec<PathBuf>,
    #[command(flatten)]
    pub under: ByLaw,
    #[command(flatten)]
    pub files: Files,
    /// The findings as JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// The findings as CSV
    #[arg(long)]
    pub csv: bool,
    /// Only the summary
    #[arg(long)]
    pub brief: bool,
}

#[derive(ClapArgs)]
pub struct Replay {
    /// The record, as written by `count --json`
    pub record: PathBuf,
    /// The election it was made from
    #[arg(required = true)]
    pub target: Vec<PathBuf>,
    /// The file of the law, where it is not on board
    #[arg(long)]
    pub law: Option<String>,
    /// Seats to fill, where the files do not say
    #[arg(long)]
    pub seats: Option<u32>,
    #[command(flatten)]
    pub within: Within,
}

#[derive(ClapArgs)]
pub struct Serve {
    /// Your own elections, beside those on board: folders, or tables by the law stated
    pub target: Vec<PathBuf>,
    #[command(flatten)]
    pub under: ByLaw,
    #[command(flatten)]
    pub files: Files,
    /// Where to listen
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub address: std::net::SocketAddr,
    /// How requests are logged, on the standard error
    #[arg(long, value_enum, default_value_t = Log::Text)]
    pub log: Log,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// Lines for people
    Text,
    /// One object a line
    Json,
    /// Nothing
    Off,
}

#[derive(ClapArgs)]
pub struct Publish {
    /// The folder to write
    pub folder: PathBuf,
    /// Your own elections, beside those on board: folders, or tables by the law stated
    pub target: Vec<PathBuf>,
    #[command(flatten)]
    pub under: ByLaw,
    #[command(flatten)]
    pub files: Files,
}

#[derive(ClapArgs)]
pub struct Report {
    #[command(flatten)]
    pub asked: Counting,
    /// Write into this file: .html, or .pdf in a build with the feature `pdf`
    #[arg(short, long)]
    pub out: PathBuf,
}

/// What is counted, by which law and which of its readings.
#[derive(ClapArgs)]
pub struct Counting {
    /// An election on board, a folder, tables (one file for each round), or files of ballots (added together)
    #[arg(required = true)]
    pub target: Vec<PathBuf>,
    #[command(flatten)]
    pub under: ByLaw,
    /// Seats to fill, where the files do not say
    #[arg(long)]
    pub seats: Option<u32>,
    /// Follow this reading of an open clause, as "system.clause: reading"
    #[arg(long)]
    pub reading: Vec<String>,
    #[command(flatten)]
    pub within: Within,
}

/// By which law to count.
#[derive(ClapArgs)]
pub struct ByLaw {
    /// The law, as fr/municipal, or a file; fr/municipal:list names the system too
    #[arg(long)]
    pub law: Option<String>,
    /// The day whose law applies, as 2026-03-15
    #[arg(long)]
    pub on: Option<Date>,
}

/// Which contests of the files, and what the user knows of these.
#[derive(ClapArgs)]
pub struct Within {
    /// Only these contests, by code or name (repeatable)
    #[arg(long)]
    pub contest: Vec<String>,
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    stated: Stated,
}

impl Within {
    /// How the files are read.
    pub fn how(&self) -> Result<How<'_>, Trouble> {
        Ok(How { asked: self.stated.asked(&self.contest)?, ..self.files.how() })
    }
}

/// What the user states of files of ballots.
#[derive(ClapArgs)]
pub struct Stated {
    /// Another name of a candidate in the files of ballots, as "Jane Doe=DOE, JANE" (repeatable)
    #[arg(long)]
    pub alias: Vec<String>,
    /// How many ballots were cast in the contest: another number in the files is refused
    #[arg(long, value_name = "BALLOTS")]
    pub cast: Option<u64>,
}

impl Stated {
    /// What is asked of files of ballots.
    pub fn asked(&self, contests: &[String]) -> Result<Asked, Trouble> {
        let known = suffrage::read::stated::aliases(&self.alias);
        let known = known.map_err(|faults| Trouble { faults, texts: Vec::new() })?;
        let cast = self.cast.map(|cast| (cast.into(), None));
        let contests = contests.iter().map(|one| vec![one.clone()]).collect();
        Ok(Asked { contests, known, cast, ..Asked::default() })
    }
}

#[derive(Subcommand)]
pub enum Law {
    /// The laws on board
    List,
    /// A law article by article, in plain sentences
    #[command(after_help = "Example:\n  suffrage law show fr/senate --on 2023-09-24 --lang fr")]
    Show {
        /// As fr/senate, or the path of a file
        law: String,
        /// Only what is in force on this day
        #[arg(long)]
        on: Option<Date>,
    },
    /// How far each law is proven: clauses read, elections that come out, readings left open
    #[command(after_help = "Examples:\n  suffrage laws status\n  suffrage laws status --json")]
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Read law files, name every fault, run their worked examples
    Check {
        /// Law files; all on board if none are named
        files: Vec<PathBuf>,
    },
    /// The JSON Schema of law files, for editors
    Schema,
}

#[derive(ClapArgs)]
pub struct New {
    /// The folder to write
    pub folder: PathBuf,
    /// The law, as fr/european-parliament
    #[arg(long)]
    pub law: String,
}

/// What the user knows of the files, and they do not say.
#[derive(Clone, Copy, ClapArgs)]
pub struct Files {
    /// Letters of the files
    #[arg(long, value_enum, default_value_t = Code::Detect)]
    pub encoding: Code,
    /// What the numbers say in a table with a column for each candidate (of a folder, election.toml says it)
    #[arg(long, value_enum, default_value_t = Numbers::Detect)]
    pub cells: Numbers,
    /// What an empty cell says in a table with a column for each rank
    #[arg(long, value_enum, default_value_t = Blank::Empty)]
    pub blanks: Blank,
}

impl Files {
    /// What is known of the files.
    pub fn how(&self) -> How<'_> {
        let (encoding, reading) = (self.encoding.into(), self.reading());
        How { encoding, reading, ..How::plain() }
    }

    fn reading(&self) -> suffrage::read::Reading<'_> {
        use suffrage::read::{Blanks, Cells, Reading};
        Reading {
            by: None,
            papers: suffrage::ballots::Sequence::Free,
            blanks: match self.blanks {
                Blank::Empty => Blanks::Empty,
                Blank::WrittenIn => Blanks::WrittenIn,
            },
            cells: match self.cells {
                Numbers::Detect => Cells::Detect,
                Numbers::Ranks => Cells::Ranks,
                Numbers::Scores => Cells::Scores,
            },
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Numbers {
    /// As the header says
    Detect,
    /// The rank given: 1 is the best
    Ranks,
    /// A mark or a score: the highest is the best
    Scores,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Blank {
    /// An empty rank
    Empty,
    /// A name written in that nobody declared
    WrittenIn,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Code {
    Detect,
    #[value(name = "utf-8")]
    Utf8,
    #[value(name = "windows-1252")]
    Windows1252,
}

impl From<Code> for suffrage::read::Encoding {
    fn from(code: Code) -> Self {
        match code {
            Code::Detect => Self::Detect,
            Code::Utf8 => Self::Utf8,
            Code::Windows1252 => Self::Windows1252,
        }
    }
}

pub fn completions(shell: Shell, out: &Out) -> Done {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "suffrage", &mut text);
    out.bytes(&text);
    Ok(Exit::Done)
}

pub fn man(folder: &std::path::Path, out: &Out) -> Done {
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Args::command(), folder));
    written.map_err(|error| {
        let (file, why) = (folder.display().to_string(), error.to_string());
        Trouble::from(suffrage::Fault::Unreadable { file, why })
    })?;
    out.line(&folder.display().to_string());
    Ok(Exit::Done)
}
