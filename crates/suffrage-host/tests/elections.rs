//! History: every folder under `elections/` is counted and held against the authority's word.
//!
//! `expected.toml` is the authority's word with its source: no command writes it. `record.txt` is
//! ours: `SUFFRAGE_BLESS=1 cargo test -p suffrage-host --test elections` rewrites it, review reads it.

use std::path::Path;

use suffrage::Lang;
use suffrage::render::{Style, text};
use suffrage_host::board;
use suffrage_host::history;

#[test]
fn every_election_on_board_comes_out_as_the_authority_has_it() {
    let (book, mut wrong, bless) =
        (board::laws().unwrap(), Vec::new(), std::env::var("SUFFRAGE_BLESS").is_ok());
    let elections = board::elections();
    assert!(elections.len() >= 24, "{elections:?}");
    for id in elections {
        let counted =
            history::counted(&book, &id).unwrap_or_else(|faults| panic!("{id}: {faults:?}"));
        let expected =
            board::expected(&id).unwrap().unwrap_or_else(|| panic!("{id} has no expected.toml"));
        let mut drawn = String::new();
        for (contest, record) in counted.contests.iter().zip(&counted.records) {
            let doubts = suffrage::replay::verify(record, contest);
            assert!(doubts.is_empty(), "{id} {}: {doubts:?}", contest.code);
            drawn.push_str(&text::record(record, &counted.title.en, Lang::En, Style::PLAIN));
            drawn.push('\n');
        }
        wrong.extend(history::all_differs(&id, &expected, &counted));
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../elections")
            .join(&id)
            .join("record.txt");
        if bless {
            std::fs::write(&path, &drawn).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if kept != drawn {
            wrong.push(format!("{id}: record.txt has changed; read the difference and bless it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
