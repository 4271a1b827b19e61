//! What is told of the laws on board: nothing fails, and the README shows the totals.

use std::path::Path;

use suffrage_host::board;
use suffrage_host::status::{self, Standing, Totals};

#[test]
fn no_law_on_board_fails_an_election_and_the_readme_shows_the_totals() {
    let all = status::of(&board::laws().unwrap());
    let failing: Vec<&String> = all.iter().flat_map(|one| &one.failing).collect();
    assert!(failing.is_empty(), "{failing:?}");
    let unproven = |one: &&status::Status| one.standing == Standing::Unproven;
    let unproven: Vec<&String> = all.iter().filter(unproven).map(|one| &one.law).collect();
    assert!(unproven.len() < all.len() / 4, "{unproven:?}");
    let told = Totals::of(&all).told();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (head, rest) =
        readme.split_once("<!-- totals -->\n").expect("the README has a place for it");
    let (kept, tail) = rest.split_once("\n<!-- /totals -->").expect("the place has an end");
    if std::env::var("SUFFRAGE_BLESS").is_ok() {
        let text = format!("{head}<!-- totals -->\n{told}\n<!-- /totals -->{tail}");
        std::fs::write(&path, text).unwrap();
        return;
    }
    assert_eq!(kept, told, "SUFFRAGE_BLESS=1 cargo test -p suffrage-host --test status");
}
