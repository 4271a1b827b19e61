//! What is told of a log that was changed and of a file that cannot be kept, in both languages, as a
//! reviewer reads it. `SUFFRAGE_BLESS=1 cargo test -p suffrage --test register_log` writes it anew.

#![allow(clippy::disallowed_methods, reason = "a test reads its own files")]

use std::path::Path;

use suffrage::diagnostic::near;
use suffrage::render::{Style, diagnostic::diagnostic};
use suffrage::{Fault, Lang};

fn faults() -> Vec<Fault> {
    let file = || "club.db".to_owned();
    let why = || "database disk image is malformed".to_owned();
    vec![
        Fault::EntryChanged { number: 17 },
        Fault::EntriesMissing { from: 17, to: 19 },
        Fault::EntryMisplaced { number: 17, after: 19 },
        Fault::ChainBroken { number: 17, before: 16 },
        Fault::EntryTooEarly { number: 17 },
        Fault::HeadMissing { number: 17, last: 12 },
        Fault::HeadDiffers { number: 17 },
        Fault::EntryUnreadable { number: 17, why: "unknown variant `treaty`".to_owned() },
        Fault::NotAHead { text: "17".to_owned() },
        Fault::NoSuchRegister { name: "mc".to_owned(), near: near("mc", ["nc"]) },
        Fault::NoStatements { folder: "club".to_owned() },
        Fault::NotARegister { file: file() },
        Fault::LaterRegister { file: file(), version: 2, ours: 1 },
        Fault::RegisterDamaged { file: file(), why: why() },
        Fault::RegisterReadOnly { file: file() },
        Fault::RegisterFull { file: file() },
        Fault::RegisterBusy { file: file() },
        Fault::RegisterFailed { file: file(), why: why() },
        Fault::RegisterReshaped { file: file() },
        Fault::RegisterUnfinished { file: file() },
        Fault::RegisterNotBegun { file: file() },
    ]
}

#[test]
fn every_fault_of_a_log_and_of_its_file_is_told_exactly() {
    let style = Style { width: 100, color: false };
    let mut told = String::new();
    for fault in faults() {
        for lang in [Lang::En, Lang::Fr] {
            told += diagnostic(&fault.clone().into(), None, lang, style).trim_end();
            told += "\n\n";
        }
    }
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/register_log.expected");
    if std::env::var("SUFFRAGE_BLESS").is_ok() {
        std::fs::write(&expected, &told).unwrap();
    }
    assert_eq!(std::fs::read_to_string(expected).unwrap_or_default(), told);
}
