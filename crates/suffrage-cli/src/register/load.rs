//! `suffrage register load`.

use std::path::PathBuf;

use clap::Args;
use suffrage::Lang;
use suffrage_host::register;

use crate::output::{Done, Exit, Out};

pub const EXAMPLES: &str = "\
Examples:
  suffrage register load nc --into nc.db
  suffrage register load club/ minutes-2026.toml --into club.db --by \"the secretary\"

All statements are recorded, or none: a fault in one of them is told, with all others, and the file
stays as it was. A statement that corrects an earlier one has its kind and id, and says why with
`supersedes`.";

#[derive(Args)]
pub struct Load {
    /// Registers on board, as nc; folders or files of TOML
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// The file of entries; begun if it is not there
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
    /// Who records this (default: the name you are logged in under)
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

pub fn run(args: &Load, out: &Out) -> Done {
    let by = args.by.clone().unwrap_or_else(login);
    let recorded = register::record_sources(&args.sources, &args.into, &by)?;
    let (count, head) = (recorded.count, recorded.head);
    let (first, last) = (head.number + 1 - count, head.number);
    out.line(&match out.lang {
        Lang::En => {
            format!("statements recorded: {count}, entries {first} to {last}\nhead {head}")
        }
        Lang::Fr => {
            format!("énoncés consignés : {count}, entrées {first} à {last}\ntête {head}")
        }
    });
    Ok(Exit::Done)
}

/// The name somebody is logged in under, as their system tells it.
fn login() -> String {
    let set = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    set.filter(|name| !name.is_empty()).unwrap_or_else(|| "suffrage".to_owned())
}
