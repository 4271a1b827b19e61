//! `suffrage register import` and `export`: registers in the forms of others.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use suffrage::register::give::{self, Given};
use suffrage::register::write;
use suffrage::render::quality as render;
use suffrage_host::Trouble;
use suffrage_host::register::exchange;

use super::check::Foreign;
use crate::output::{Done, Exit, Out};

pub const IMPORT: &str = "\
Examples:
  suffrage register import parliament-popolo.json > parliament/imported.toml
  suffrage register import members.csv --map mapping.toml > members/imported.toml

Statements are written as TOML, their keys made of those of the source. What cannot be read is told
with its place and left out (exit code 4). `suffrage register load` records them.";

pub const EXPORT: &str = "\
Examples:
  suffrage register export nc --to popolo > nc.json
  suffrage register export nc --to err --on 2023-10-03 --issuer \"Congress watch\" > holders.json

What the form cannot hold is counted and told.";

#[derive(Args)]
pub struct Import {
    /// Popolo documents, tables or JSON
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    #[command(flatten)]
    foreign: Foreign,
}

/// A form of others.
#[derive(Clone, Copy, ValueEnum)]
enum To {
    /// Popolo JSON
    Popolo,
    /// A row for each holding
    Csv,
    /// Our own
    Toml,
    /// Office holders on a day, common data format of NIST, version 2 (JSON)
    Err,
    /// Wikidata: position held, with its qualifiers
    Quickstatements,
}

#[derive(Args)]
pub struct Export {
    /// The register: on board, a folder of TOML, a file of entries
    #[arg(value_name = "SOURCE")]
    source: String,
    /// The form
    #[arg(long, value_enum)]
    to: To,
    /// The day of the office holders (err; default: today)
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// Who publishes the report (err)
    #[arg(long, default_value = "suffrage")]
    issuer: String,
}

/// Writes statements made of files of others.
pub fn import(args: &Import, out: &Out) -> Done {
    let brought = exchange::brought(&args.files, &args.foreign.terms())?;
    out.bytes(write::toml(&brought.statements).as_bytes());
    if !brought.left.is_empty() {
        out.note(&render::left(&brought.left, out.lang));
    }
    let faulty = !brought.faults.is_empty();
    out.trouble(&Trouble { faults: brought.faults, texts: brought.texts });
    Ok(if faulty { Exit::Wrong } else { Exit::Done })
}

/// Writes a register in a form of others.
pub fn export(args: &Export, out: &Out) -> Done {
    let all = exchange::statements(&args.source)?;
    let given = match args.to {
        To::Popolo => give::popolo::give(&all, out.lang),
        To::Csv => give::csv::give(&all, out.lang),
        To::Toml => Given { text: write::toml(&all), ..Given::default() },
        To::Err => {
            let on = args.on.unwrap_or_else(suffrage_host::today);
            let issuer = give::err::Issuer { name: &args.issuer, short: &args.issuer };
            give::err::give(&all, on, issuer)
        }
        To::Quickstatements => give::quickstatements::give(&all),
    };
    out.bytes(given.text.as_bytes());
    if !given.lost.is_empty() {
        out.note(&render::lost(&given.lost, out.lang));
    }
    Ok(Exit::Done)
}
