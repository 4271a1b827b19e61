//! Ties, lots and persons, told by constructed elections.

mod common;

use common::on_board;
use suffrage::record::{Step, Waiting};
use suffrage::tally::{Candidacy, Contest, Lot, Person, Round};
use suffrage::{LawBook, LawOnDay, Outcome, Record, Wish, count};

fn contest(votes: &[(&str, u128)], seats: u32) -> Contest {
    let list = |(name, _): &(&str, u128)| Candidacy {
        code: (*name).into(),
        name: (*name).into(),
        ..Candidacy::default()
    };
    let given = (0u32..).zip(votes.iter().map(|one| one.1)).collect();
    Contest {
        code: "1".into(),
        name: "1".into(),
        seats: Some(seats),
        candidacies: votes.iter().map(list).collect(),
        rounds: vec![Round { number: 1, registered: Some(1000), votes: given, ..Round::default() }],
        ..Contest::default()
    }
}

fn lot(among: &[&str], drawn: &[&str]) -> Lot {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Lot {
        contest: "1".into(),
        among: owned(among),
        drawn: owned(drawn),
        purpose: None,
        source: "drawn in public".into(),
    }
}

fn counted(law: &LawOnDay, contest: &Contest, lots: &[Lot]) -> (Record, Outcome) {
    let record = count(law, contest, lots, &Wish::default()).unwrap();
    let outcome = Outcome::of(&record);
    (record, outcome)
}

fn seats(outcome: &Outcome, lists: u32) -> Vec<u32> {
    (0..lists).map(|place| outcome.seats_of(place)).collect()
}

#[test]
fn equals_wait_for_a_lot_and_everything_else_is_settled() {
    let law = on_board("nl/municipal-council", "2022-03-16");
    let (_, outcome) = counted(&law, &contest(&[("A", 100), ("B", 100), ("C", 5)], 19), &[]);
    assert_eq!(seats(&outcome, 3), [9, 9, 0]);
    let wait = &outcome.pending()[0];
    assert_eq!(
        (wait.equals.as_slice(), wait.open, &wait.why),
        ([0, 1].as_slice(), 1, &Waiting::ForLot)
    );
}

#[test]
fn a_lot_that_people_drew_settles_the_tie_and_stands_in_the_record() {
    let law = on_board("nl/municipal-council", "2022-03-16");
    let contest = contest(&[("A", 100), ("B", 100)], 19);
    let (record, outcome) = counted(&law, &contest, &[lot(&["B", "A"], &["B"])]);
    assert_eq!(seats(&outcome, 2), [9, 10]);
    assert!(record.steps.iter().any(
        |entry| matches!(&entry.step, Step::Lot { source, .. } if source == "drawn in public")
    ));
    assert!(suffrage::replay::verify(&record, &contest).is_empty());
}

#[test]
fn a_lot_between_others_or_for_other_seats_settles_nothing() {
    let law = on_board("nl/municipal-council", "2022-03-16");
    let contest = contest(&[("A", 100), ("B", 100), ("C", 5)], 19);
    for lot in [lot(&["A", "C"], &["C"]), lot(&["A", "B"], &["A", "B"]), lot(&["A", "B"], &["C"])] {
        let (_, outcome) = counted(&law, &contest, &[lot]);
        assert_eq!(outcome.pending().len(), 1);
    }
}

#[test]
fn equal_remainders_in_a_small_council_wait_for_a_lot() {
    let law = on_board("nl/municipal-council", "2022-03-16");
    let (_, outcome) = counted(&law, &contest(&[("A", 150), ("B", 150)], 3), &[]);
    assert_eq!((seats(&outcome, 2), outcome.pending().len()), (vec![1, 1], 1));
}

#[test]
fn who_keeps_a_seat_that_the_majority_takes_is_drawn_among_equals() {
    let law = on_board("nl/municipal-council", "2022-03-16");
    let contest = contest(&[("A", 53), ("B", 17), ("C", 17), ("D", 17)], 5);
    let (_, outcome) = counted(&law, &contest, &[]);
    // The seat of the majority is certain before the lot; two seats wait among three.
    assert_eq!((seats(&outcome, 4), outcome.pending()[0].open), (vec![3, 0, 0, 0], 2));
    let (_, outcome) = counted(&law, &contest, &[lot(&["B", "C", "D"], &["B", "C"])]);
    assert_eq!(seats(&outcome, 4), [3, 1, 1, 0]);
    // Nobody is drawn twice.
    let (_, outcome) = counted(&law, &contest, &[lot(&["B", "C", "D"], &["B", "B"])]);
    assert!(!outcome.is_complete());
}

#[test]
fn equal_votes_elect_the_older_and_without_birth_dates_they_wait() {
    let law = on_board("fr/national-assembly", "2024-06-30");
    let mut contest = contest(&[("Anne", 300), ("Benoît", 300)], 1);
    contest.rounds.push(Round { number: 2, ..contest.rounds[0].clone() });
    let (_, outcome) = counted(&law, &contest, &[]);
    assert_eq!(outcome.pending()[0].why, Waiting::ForFact(suffrage::TieBy::Older));
    contest.candidacies[0].born = Some("1960-05-01".parse().unwrap());
    contest.candidacies[1].born = Some("1960-05-02".parse().unwrap());
    let (_, outcome) = counted(&law, &contest, &[]);
    assert_eq!(outcome.elected(), [0]);
}

#[test]
fn an_equal_average_goes_to_more_votes_then_to_the_older_candidate_next_in_line() {
    let law = on_board("nc/provinces", "2026-06-28");
    // Seven seats of the Islands: five are clear, then A, B and C have the average 150 for two.
    let mut contest = contest(&[("A", 600), ("B", 300), ("C", 150), ("D", 160)], 0);
    (contest.code, contest.seats) = ("iles".into(), None);
    let (record, outcome) = counted(&law, &contest, &[]);
    let parted = |step: &Step| matches!(step, Step::Tie { by: suffrage::TieBy::MoreVotes, .. });
    assert!(
        outcome.is_complete() && record.steps.iter().any(|entry| parted(&entry.step)),
        "{record:?}"
    );
}

#[test]
fn preference_votes_pass_before_the_list_order_only_above_the_threshold() {
    let law = on_board("nl/municipal-council", "2022-03-16");
    let mut contest = contest(&[("A", 600), ("B", 350)], 19);
    let person =
        |(name, votes): (&str, u128)| Person { name: name.into(), born: None, votes: Some(votes) };
    // The quota is 50: a quarter of it is 12.5, so 13 votes pass and 12 do not.
    contest.candidacies[0].persons =
        [("first", 500), ("second", 2), ("third", 12), ("fourth", 13)].map(person).into();
    contest.candidacies[0].candidates = Some(40);
    let (_, outcome) = counted(&law, &contest, &[]);
    let seated: Vec<&str> =
        outcome.pots()[0].persons[&0].iter().map(|one| one.name.as_str()).collect();
    assert_eq!(seated, ["first", "fourth", "second", "third"]);
}

#[test]
fn equals_within_a_list_wait_for_a_lot_that_names_persons() {
    let law = on_board("ch/national-council", "2023-10-22");
    let mut contest = contest(&[("A", 600)], 2);
    let person =
        |(name, votes): (&str, u128)| Person { name: name.into(), born: None, votes: Some(votes) };
    contest.candidacies[0].persons = [("Ada", 300), ("Bea", 150), ("Cleo", 150)].map(person).into();
    let (_, outcome) = counted(&law, &contest, &[]);
    assert_eq!(
        (outcome.pending()[0].within, outcome.pending()[0].equals.as_slice()),
        (Some(0), [1, 2].as_slice())
    );
    let (_, outcome) = counted(&law, &contest, &[lot(&["Bea", "Cleo"], &["Cleo"])]);
    let seated: Vec<&str> =
        outcome.pots()[0].persons[&0].iter().map(|one| one.name.as_str()).collect();
    assert_eq!((seated, outcome.is_complete()), (vec!["Ada", "Cleo"], true));
}

#[test]
fn whoever_did_not_qualify_may_not_stand_again() {
    let law = on_board("fr/national-assembly", "2024-06-30");
    let mut contest = contest(&[("Anne", 300), ("Benoît", 200), ("Claude", 124)], 1);
    contest.rounds.push(Round { number: 2, ..contest.rounds[0].clone() });
    let faults = count(&law, &contest, &[], &Wish::default()).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code()).collect::<Vec<_>>(), ["C007"]);
}

#[test]
fn a_round_after_every_seat_was_filled_is_refused() {
    let law = on_board("fr/national-assembly", "2024-06-30");
    let mut contest = contest(&[("Anne", 400), ("Benoît", 200)], 1);
    contest.rounds.push(Round { number: 2, ..contest.rounds[0].clone() });
    let faults = count(&law, &contest, &[], &Wish::default()).unwrap_err();
    assert_eq!(faults[0].code(), "C006");
}

#[test]
fn every_missing_figure_is_named_at_once() {
    let law = on_board("fr/senate", "2023-09-24");
    let mut contest = contest(&[("Anne", 400), ("Benoît", 200)], 2);
    contest.rounds[0].registered = None;
    let faults = count(&law, &contest, &[], &Wish::default()).unwrap_err();
    let facts: Vec<String> = faults.iter().map(|fault| fault.message(suffrage::Lang::En)).collect();
    assert_eq!(facts.len(), 2, "{facts:?}");
}

#[test]
fn votes_instead_of_ballots_as_the_base_would_have_elected_nobody_in_the_first_round() {
    // The counterfactual of the founding case: 351 of 1,071 votes are no majority.
    let mut law = on_board("nc/senate", "2023-09-24");
    for (_, clauses) in &mut law.systems {
        for (_, step) in clauses {
            if let suffrage::law::Step::Round(rule) = step
                && let suffrage::method::majority::Decides::Conditions(all) = &mut rule.decides
            {
                all[0].base = suffrage::Base::Votes;
            }
        }
    }
    let votes = [
        ("Naturel", 351),
        ("Xowie", 259),
        ("Backès", 225),
        ("Frogier", 180),
        ("Poadja", 48),
        ("Wenehoua", 6),
        ("Millar", 2),
    ];
    let mut contest = contest(&votes, 2);
    contest.rounds[0].registered = Some(578);
    contest.rounds[0].expressed = Some(561);
    let (_, outcome) = counted(&law, &contest, &[]);
    assert_eq!((outcome.elected(), outcome.next_round()), ([].as_slice(), Some((2, 2))));
}

#[test]
fn a_threshold_may_look_at_all_contests_together() {
    // A law of its own: 5 % here, or 10 % of the votes in all contests.
    let text = include_str!("threshold.toml");
    let book = LawBook::new(vec![suffrage::law::parse::law("test/threshold.toml", text).unwrap()]);
    let law = book.on("test/threshold", "2026-01-01".parse().unwrap(), &[]).unwrap();
    assert!(law.asks_for_the_whole());
    let mut contests =
        [contest(&[("A", 970), ("B", 30)], 40), contest(&[("A", 700), ("B", 300)], 40)];
    let alone = count(&law, &contests[0], &[], &Wish::default()).unwrap_err();
    assert_eq!(alone[0].code(), "C004");
    let whole = std::sync::Arc::new(suffrage::tally::Whole::of(&contests));
    contests.iter_mut().for_each(|one| one.whole = Some(whole.clone()));
    // B has 3 % here, but 330 of all 2,000 votes.
    let (record, outcome) = counted(&law, &contests[0], &[]);
    assert_eq!(seats(&outcome, 2), [39, 1]);
    assert!(suffrage::replay::verify(&record, &contests[0]).is_empty());
}

#[test]
fn the_seats_of_a_list_are_shared_among_its_sections_by_its_votes() {
    let law = on_board("fr/regional-council", "2021-06-20");
    let mut contest = contest(&[("A", 600), ("B", 400)], 20);
    contest.rounds[0].registered = Some(2000);
    let sections = |all: [u128; 3]| {
        [("22", all[0]), ("29", all[1]), ("35", all[2])]
            .map(|(code, votes)| (code.to_owned(), votes))
    };
    contest.candidacies[0].sections = sections([300, 200, 100]).into();
    contest.candidacies[1].sections = sections([200, 100, 100]).into();
    let (record, outcome) = counted(&law, &contest, &[]);
    // A: bonus 5, then 9 of 15; its 14 seats: quota 600/14, so 7, 4, 2, and the last to 22 (300/8 > 33).
    let of =
        |place: u32| outcome.pots()[0].sections[&place].iter().map(|one| one.1).collect::<Vec<_>>();
    assert_eq!((seats(&outcome, 2), of(0)), (vec![14, 6], vec![7, 5, 2]));
    // B: 6 seats, quota 400/6: 3, 1, 1; all three then have the average 50, and 22 has more votes.
    assert_eq!((of(1), outcome.is_complete()), (vec![4, 1, 1], true));
    assert!(suffrage::replay::verify(&record, &contest).is_empty());
}

/// Candidates go out until each who is left has a share: of the votes still in the count, or of
/// those of the first stage; one by one, or all below it together.
#[test]
fn those_who_reach_a_share_are_elected() {
    let law = |wins: &str, excludes: &str| {
        let clause = format!(
            "transfer = \"instant runoff\"\nwins = \"{wins}\"\nexcludes = \"{excludes}\"\n\
             last_out = \"pass on\"\nshare = \"30%\"\ntie = [\"list order\"]"
        );
        common::of_two_clauses(&common::marks("passed over"), &clause).unwrap()
    };
    // 40 for A; 25 for B, then D; 20 for C, then nobody; 15 for D, then B.
    let text = "4 4\n40 1 0\n25 2 4 0\n20 3 0\n15 4 2 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"D\"\n\"T\"\n";
    let input = suffrage::read::Input { file: "x.blt".to_owned(), text: text.to_owned() };
    let contest = suffrage::read::table(&input).unwrap().contests.remove(0);
    let elected = |wins: &str, excludes: &str| {
        let record = count(&law(wins, excludes), &contest, &[], &Wish::default()).unwrap();
        let doubts = suffrage::replay::verify(&record, &contest);
        assert!(doubts.is_empty(), "{doubts:?}");
        let names: Vec<String> =
            Outcome::of(&record).elected().iter().map(|one| record.name(*one).to_owned()).collect();
        names.join(" ")
    };
    // D goes out, B has 40, C goes out, and A and B have half each of the 80 that are left.
    assert_eq!(elected("share of the stage", "the lowest"), "A B");
    // All below 30 go out together, and A alone is left.
    assert_eq!(elected("share of the stage", "all below the share"), "A");
    assert_eq!(elected("share of the first stage", "the lowest"), "A B");
}
