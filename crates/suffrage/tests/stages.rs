//! Counts by stages at their edges: equals at the last seat, no ballot at all, lots that answer once.

mod common;

use std::sync::Arc;

use common::on_board;
use suffrage::ballots::{Collect, Mark, Marking};
use suffrage::record::{Purpose, Step};
use suffrage::tally::{Candidacy, Contest, Lot};
use suffrage::{LawOnDay, Outcome, Record, Wish, count};

const QUOTA: &str = "transfer = \"quota and surplus\"\nelects = \"at the quota\"\n\
    quota_rounding = \"next whole number\"\ndecimals = 5\nadds = \"their value\"\n\
    surplus = \"every paper, weighted\"\nexcludes = \"the lowest\"\npasses = \"all together\"";

/// A law of one way to count, with names that nobody declared as one more who cannot be elected.
fn law(clause: &str) -> LawOnDay {
    let ballot = common::marks("passed over")
        .replace("write_in = \"passed over\"", "write_in = \"counted together\"");
    common::of_two_clauses(&ballot, &format!("{clause}\ntie = [\"lot\"]"))
        .unwrap_or_else(|faults| panic!("{clause}: {faults:?}"))
}

/// A contest of three candidates, or all up to the last letter: ballots as `7 A B`, where `?` is a name that nobody declared.
fn contest(seats: u32, lines: &[&str]) -> Contest {
    let mut all = Collect::new(Marking::Ranked, 0);
    let mut last = b'C';
    for line in lines {
        let (weight, ranks) = line.split_once(' ').unwrap();
        let mut mark = |name: &str| match name.as_bytes()[0] {
            b'?' => Mark::WRITE_IN,
            letter => {
                last = last.max(letter);
                Mark::of(u32::from(letter - b'A'))
            }
        };
        let marks: Vec<Mark> = ranks.split_whitespace().map(&mut mark).collect();
        all.add(&marks, weight.parse().unwrap()).unwrap();
    }
    let named = |letter: u8| {
        let name = char::from(letter).to_string();
        Candidacy { code: name.clone(), name, ..Candidacy::default() }
    };
    Contest {
        code: "1".into(),
        name: "1".into(),
        seats: Some(seats),
        candidacies: (b'A'..=last).map(named).collect(),
        ballots: Some(Arc::new(all.finish().unwrap())),
        ..Contest::default()
    }
}

fn counted(law: &LawOnDay, contest: &Contest, lots: &[Lot]) -> (Record, Vec<u32>, usize) {
    let record = count(law, contest, lots, &Wish::default()).unwrap();
    let doubts = suffrage::replay::verify(&record, contest);
    assert!(doubts.is_empty(), "{doubts:?}");
    let outcome = Outcome::of(&record);
    let (elected, waits) = (outcome.elected().to_vec(), outcome.pending().len());
    (record, elected, waits)
}

fn lot(drawn: &str, purpose: Option<Purpose>) -> Lot {
    let among = ["A", "B"].map(str::to_owned).to_vec();
    Lot { contest: "1".into(), among, drawn: vec![drawn.into()], purpose, source: "drawn".into() }
}

#[test]
fn of_equals_at_the_quota_for_the_last_seat_a_lot_says_who_has_it() {
    let law = law(&format!(
        "{QUOTA}\nquota = \"votes / (seats + 2)\"\norder = \"largest first\"\nlast_out = \"pass on\""
    ));
    let contest = contest(1, &["40 A", "40 B", "20 C"]);
    let (_, elected, waits) = counted(&law, &contest, &[]);
    assert_eq!((elected, waits), (vec![], 1));
    let (_, elected, waits) = counted(&law, &contest, &[lot("B", Some(Purpose::Seats))]);
    assert_eq!((elected, waits), (vec![1], 0));
}

#[test]
fn nobody_is_elected_by_no_votes() {
    let (_, elected, waits) = counted(&on_board("org/ers97", "2026-01-01"), &contest(2, &[]), &[]);
    assert_eq!((elected, waits), (vec![], 1));
}

#[test]
fn when_more_reach_the_quota_than_seats_are_open_no_more_are_elected() {
    // C and D go out together; A, B and E then have the quota of 3, and A and E had more before.
    let contest = contest(2, &["3 A", "2 B", "1 C", "1 D B", "3 E"]);
    let (_, elected, waits) = counted(&on_board("org/ers97", "2026-01-01"), &contest, &[]);
    assert_eq!((elected, waits), (vec![0, 4], 0));
}

#[test]
fn a_lot_drawn_for_a_seat_answers_no_exclusion() {
    let law = law("transfer = \"instant runoff\"\nwins = \"majority of the stage\"\n\
                   excludes = \"the lowest\"\nlast_out = \"pass on\"");
    let contest = contest(1, &["10 A", "10 B", "30 C", "15 ?"]);
    for (purpose, out) in
        [(None, true), (Some(Purpose::Exclusion), true), (Some(Purpose::Seats), false)]
    {
        let (record, ..) = counted(&law, &contest, &[lot("B", purpose)]);
        let drawn = record.steps.iter().any(|entry| matches!(entry.step, Step::Lot { .. }));
        assert_eq!(drawn, out, "{purpose:?}");
    }
}

#[test]
fn names_that_nobody_declared_take_no_seat_when_as_many_are_left_as_there_are_seats() {
    for clause in [
        "transfer = \"instant runoff\"\nwins = \"being left\"\nexcludes = \"the lowest\"\n\
         last_out = \"stay\""
            .to_owned(),
        format!(
            "{QUOTA}\nquota = \"votes / (seats + 1)\"\norder = \"largest first\"\nlast_out = \"stay\""
        ),
    ] {
        let contest = contest(2, &["10 A", "9 B", "3 C", "8 ?"]);
        let (_, mut elected, waits) = counted(&law(&clause), &contest, &[]);
        elected.sort_unstable();
        assert_eq!((elected, waits), (vec![0, 1], 0), "{clause}");
    }
}

#[test]
fn surpluses_that_pass_on_together_never_pass_to_each_other() {
    let clause = QUOTA.replace("at the quota", "when the surplus passes on");
    let law = law(&format!(
        "{clause}\nquota = \"votes / (seats + 2)\"\norder = \"all at once\"\nlast_out = \"pass on\""
    ));
    let contest = contest(3, &["50 A B C", "40 B A C", "10 C"]);
    let (record, elected, _) = counted(&law, &contest, &[]);
    assert_eq!(elected.len(), 3);
    let passed = record.steps.iter().filter_map(|entry| match &entry.step {
        Step::Passed { to, surplus: Some(_), .. } => Some(to),
        _ => None,
    });
    assert!(passed.flatten().all(|(place, _)| *place == 2), "only C receives");
}

#[test]
fn whoever_withdrew_is_passed_over_and_the_record_says_so() {
    let law = law("transfer = \"instant runoff\"\nwins = \"majority of the stage\"\n\
                   excludes = \"the lowest\"\nlast_out = \"pass on\"");
    let mut contest = contest(1, &["6 A B", "3 B", "4 C"]);
    contest.candidacies[0].withdrawn = true;
    let (record, elected, _) = counted(&law, &contest, &[]);
    assert_eq!(elected, [1]);
    let told = record
        .steps
        .iter()
        .any(|entry| matches!(&entry.step, Step::Ballots { withdrawn, .. } if withdrawn == &[0]));
    assert!(told);
    contest.candidacies[0].withdrawn = false;
    assert!(!suffrage::replay::verify(&record, &contest).is_empty());
}
