//! Coalitions and the majority the first is assured: records that a second look finds true.

mod common;

use common::on_board;
use suffrage::record::{Record, Step};
use suffrage::tally::{Candidacy, Contest, Round};
use suffrage::{Outcome, Wish, count};

/// Lists with their votes, and the coalition of each (none if empty).
fn contest(lists: &[(&str, u128, &str)]) -> Contest {
    let candidacy = |(code, _, coalition): &(&str, u128, &str)| Candidacy {
        code: (*code).into(),
        name: (*code).into(),
        alliance: Some((*coalition).to_owned()).filter(|one| !one.is_empty()).into_iter().collect(),
        ..Candidacy::default()
    };
    Contest {
        code: "1".into(),
        candidacies: lists.iter().map(candidacy).collect(),
        rounds: vec![Round {
            number: 1,
            votes: (0..).zip(lists).map(|(place, one)| (place, one.1)).collect(),
            ..Round::default()
        }],
        ..Contest::default()
    }
}

fn counted(law: &str, contest: &Contest) -> Record {
    let day = if law.ends_with("2005") { "2013-02-24" } else { "2022-09-25" };
    count(&on_board(law, day), contest, &[], &Wish::default()).unwrap()
}

fn doubts(record: &Record, contest: &Contest) -> Vec<&'static str> {
    suffrage::replay::verify(record, contest).iter().map(|one| one.what).collect()
}

#[test]
fn a_second_look_finds_coalitions_true_and_a_forged_one_false() {
    let lists = [("A", 60_000, "x"), ("B", 2_000, "x"), ("C", 500, "x"), ("D", 37_500, "")];
    let contest = Contest { seats: Some(100), ..contest(&lists) };
    let mut record = counted("it/chamber-of-deputies", &contest);
    assert_eq!(doubts(&record, &contest), [""; 0]);
    assert_eq!(Outcome::of(&record).seats_of(0), 62);
    for entry in &mut record.steps {
        if let Step::Coalitions { coalitions, .. } = &mut entry.step {
            coalitions[0].votes += 1;
        }
    }
    assert!(!doubts(&record, &contest).is_empty());
}

#[test]
fn equals_for_the_first_place_leave_every_seat_waiting() {
    let contest = contest(&[("A", 300_000, ""), ("B", 300_000, ""), ("D", 100_500, "")]);
    let record = counted("it/chamber-of-deputies-2005", &contest);
    assert_eq!(doubts(&record, &contest), [""; 0]);
    let outcome = Outcome::of(&record);
    assert_eq!([0, 1, 2].map(|place| outcome.seats_of(place)), [0, 0, 0]);
    assert!(!outcome.pending().is_empty());
}

#[test]
fn a_seat_drawn_in_a_division_that_is_made_anew_waits_no_more() {
    // B and C are equal and one seat is left between them, until A is raised.
    let contest = contest(&[("A", 300_000, ""), ("B", 158_500, ""), ("C", 158_500, "")]);
    let record = counted("it/chamber-of-deputies-2005", &contest);
    let outcome = Outcome::of(&record);
    assert_eq!(outcome.seats_of(0), 340);
    assert_eq!(outcome.seats_of(1) + outcome.seats_of(2), 276);
    assert_eq!(outcome.pending().len(), 1);
    assert_eq!(doubts(&record, &contest), [""; 0]);
}
