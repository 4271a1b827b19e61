//! `suffrage register log`.

use std::path::PathBuf;

use clap::Args;
use suffrage::Lang;
use suffrage_host::register::{Line, Store};

use crate::output::{Done, Exit, Out};

pub const EXAMPLES: &str = "\
Examples:
  suffrage register log club.db
  suffrage register log club.db --of \"holding president/2026\"
  suffrage register log club.db --json | python3 -c '
  import sys, json, hashlib
  for line in sys.stdin:
      entry = json.loads(line); told = entry.pop(\"hash\")
      text = json.dumps(entry, ensure_ascii=False, separators=(\",\", \":\"))
      assert hashlib.sha256(text.encode()).hexdigest() == told'";

#[derive(Args)]
pub struct Log {
    /// The file of entries
    register: PathBuf,
    /// Only the entries about one statement, as "holding president/2026"
    #[arg(long, value_name = "KIND ID")]
    of: Option<String>,
    /// One JSON object a line: the bytes that are hashed, and the hash
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Log, out: &Out) -> Done {
    let store = Store::open(&args.register)?;
    let mut rows = Vec::new();
    for line in store.lines()? {
        let line = line?;
        let about = |of: &String| {
            let withdraws = line.withdraws.as_ref().is_some_and(|(statement, _)| statement == of);
            withdraws || *of == format!("{} {}", line.kind, line.id)
        };
        if !args.of.as_ref().is_none_or(about) {
            continue;
        }
        if args.json {
            out.bytes(format!("{}\n", line.entry.line()).as_bytes());
        } else {
            rows.push(row(&line, out.lang));
        }
    }
    out.columns(&rows);
    Ok(Exit::Done)
}

/// Number, moment, by whom, what, its hash in short, what it replaces or withdraws.
fn row(line: &Line, lang: Lang) -> Vec<String> {
    let hash = line.entry.hash.to_string();
    let replaces = line.replaces.map(|number| match lang {
        Lang::En => format!("replaces {number}: {}", line.supersedes),
        Lang::Fr => format!("remplace {number} : {}", line.supersedes),
    });
    let withdraws = line.withdraws.as_ref().map(|(statement, why)| match lang {
        Lang::En => format!("withdraws {statement}: {why}"),
        Lang::Fr => format!("retire {statement} : {why}"),
    });
    vec![
        line.entry.number.to_string(),
        line.entry.recorded.to_string(),
        line.entry.by.clone(),
        format!("{} {}", line.kind, line.id),
        hash[..12].to_owned(),
        replaces.or(withdraws).unwrap_or_default(),
    ]
}
