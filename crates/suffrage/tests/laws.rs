//! Every law on board: read without a fault, and every worked example in it comes out.

use suffrage::law::parse;
use suffrage::{Diagnostic, LawBook};

fn plain(fault: &Diagnostic, text: &str) -> String {
    let line = fault.place.as_ref().map_or(0, |place| text[..place.span.start].lines().count());
    let file = fault.place.as_ref().map_or("", |place| &place.file);
    format!("{file}:{line}: {} {}", fault.fault.code(), fault.fault.message(suffrage::Lang::En))
}

#[test]
fn every_law_reads_and_every_worked_example_comes_out() {
    let mut faults = Vec::new();
    let mut laws = Vec::new();
    for (file, text) in suffrage_laws::ALL.iter().filter(|(file, _)| file.ends_with(".toml")) {
        match parse::law(file, text) {
            Ok(law) => laws.push(law),
            Err(all) => faults.extend(all.iter().map(|fault| plain(fault, text))),
        }
    }
    assert!(!laws.is_empty());
    let book = LawBook::new(laws);
    for law in book.laws() {
        let file = format!("{}.toml", law.id);
        let text = suffrage_laws::ALL.iter().find(|one| one.0 == file).unwrap().1;
        faults.extend(book.run_examples(&law.id, &file).iter().map(|fault| plain(fault, text)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
