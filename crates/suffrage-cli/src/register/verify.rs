//! `suffrage register verify`.

use std::path::PathBuf;

use clap::Args;
use suffrage::{Fault, Lang};
use suffrage_host::register::Store;

use crate::output::{Done, Exit, Out};

pub const EXAMPLES: &str = "\
Examples:
  suffrage register verify club.db
  suffrage register verify club.db --head 312:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

Whoever keeps the head that is printed (in the minutes, in a newspaper) can tell later, with --head,
that nothing before it was rewritten and nothing cut off. The head of any earlier day will do.";

#[derive(Args)]
pub struct Verify {
    /// The file of entries
    register: PathBuf,
    /// A head that was kept, as NUMBER:HASH
    #[arg(long, value_name = "NUMBER:HASH")]
    head: Option<String>,
}

pub fn run(args: &Verify, out: &Out) -> Done {
    let kept = args
        .head
        .as_ref()
        .map(|text| text.parse().map_err(|_| Fault::NotAHead { text: text.clone() }));
    let kept = kept.transpose()?;
    let head = Store::open(&args.register)?.verify(kept)?;
    let count = head.number;
    out.line(&match (out.lang, kept) {
        (Lang::En, None) => format!("entries: {count}; each is as it was recorded\nhead {head}"),
        (Lang::En, Some(kept)) => format!(
            "entries: {count}; each is as it was recorded, and number {} is the head that was kept\nhead {head}",
            kept.number
        ),
        (Lang::Fr, None) => {
            format!("entrées : {count} ; chacune est telle que consignée\ntête {head}")
        }
        (Lang::Fr, Some(kept)) => format!(
            "entrées : {count} ; chacune est telle que consignée, et le numéro {} est la tête conservée\ntête {head}",
            kept.number
        ),
    });
    Ok(Exit::Done)
}
