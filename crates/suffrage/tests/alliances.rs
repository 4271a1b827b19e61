//! A threshold that lists of an alliance meet together, and that some kinds of list are free of (Turkey).

mod common;

use std::sync::Arc;

use suffrage::tally::{Candidacy, Contest, Round, Whole};
use suffrage::{Outcome, Wish, count, replay};

/// Lists of one constituency: code, votes here, votes elsewhere, alliance, kind.
type Lists = [(&'static str, u128, u128, &'static str, &'static str)];

fn seats(day: &str, seats: u32, lists: &Lists) -> Vec<(String, u32)> {
    let law = common::on_board("tr/grand-national-assembly", day);
    let contest = |code: &str, seats: u32, votes: fn(&(&str, u128, u128, &str, &str)) -> u128| {
        let candidacies = lists.iter().map(|one| Candidacy {
            code: one.0.to_owned(),
            name: one.0.to_owned(),
            alliance: Some(one.3.to_owned()).into_iter().filter(|one| !one.is_empty()).collect(),
            kind: one.4.to_owned(),
            ..Candidacy::default()
        });
        let given = (0u32..).zip(lists.iter().map(votes)).collect();
        Contest {
            code: code.to_owned(),
            name: code.to_owned(),
            seats: Some(seats),
            candidacies: candidacies.collect(),
            rounds: vec![Round { number: 1, votes: given, ..Round::default() }],
            ..Contest::default()
        }
    };
    let mut here = contest("here", seats, |one| one.1);
    here.whole = Some(Arc::new(Whole::of(&[here.clone(), contest("elsewhere", 0, |one| one.2)])));
    let record = count(&law, &here, &[], &Wish::default()).unwrap();
    let doubts = replay::verify(&record, &here);
    assert!(doubts.is_empty(), "{doubts:?}");
    let outcome = Outcome::of(&record);
    (0u32..).zip(lists).map(|(place, one)| (one.0.to_owned(), outcome.seats_of(place))).collect()
}

fn said(pairs: &[(&str, u32)]) -> Vec<(String, u32)> {
    pairs.iter().map(|(code, seats)| ((*code).to_owned(), *seats)).collect()
}

/// In the nation A has 500, B 60, C 60, D 375 and an independent 5.
const LISTS: [(&str, u128, u128, &str, &str); 5] = [
    ("A", 40, 460, "", ""),
    ("B", 30, 30, "x", ""),
    ("C", 15, 45, "x", ""),
    ("D", 10, 365, "", ""),
    ("I", 5, 0, "", "independent"),
];

#[test]
fn lists_of_an_alliance_meet_the_threshold_together() {
    // 12 % together: both in; of four seats A has 40 and 20, B 30, and the last is A's by 20 against 15.
    let alone = said(&[("A", 2), ("B", 1), ("C", 0), ("D", 0), ("I", 0)]);
    assert_eq!(seats("2023-05-14", 3, &LISTS), alone);
    // As one list they have 45 / 1, 45 / 2: two of three seats. Within, B has 30, and 15 against 15 is not yet asked.
    let mut joined = LISTS;
    joined[1].1 = 31;
    let joined = seats("2018-06-24", 3, &joined);
    assert_eq!(joined, said(&[("A", 1), ("B", 2), ("C", 0), ("D", 0), ("I", 0)]));
}

#[test]
fn each_for_itself_is_below_it() {
    let mut lists = LISTS;
    lists[1].3 = "";
    lists[2].3 = "y";
    let found = seats("2023-05-14", 3, &lists);
    assert_eq!(found, said(&[("A", 3), ("B", 0), ("C", 0), ("D", 0), ("I", 0)]));
}

#[test]
fn an_independent_is_free_of_it() {
    let mut lists = LISTS;
    lists[4].1 = 39;
    let found = seats("2023-05-14", 3, &lists);
    assert_eq!(found, said(&[("A", 1), ("B", 1), ("C", 0), ("D", 0), ("I", 1)]));
    lists[4].4 = "";
    lists[4].1 = 39;
    let found = seats("2023-05-14", 3, &lists);
    assert_eq!(found, said(&[("A", 2), ("B", 1), ("C", 0), ("D", 0), ("I", 0)]));
}
