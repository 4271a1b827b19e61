//! Scores, then a runoff of two: its figures stand in the record, and a second look finds others.

mod common;

use std::sync::Arc;

use common::on_board;
use suffrage::ballots::{Collect, Mark, Marking};
use suffrage::record::{Record, Step};
use suffrage::render::{Style, text};
use suffrage::tally::{Candidacy, Contest};
use suffrage::{Lang, Outcome, Wish, count};

/// Scores of A, B and C, and how many gave them; `None` is a candidate without a score.
fn contest(ballots: &[(u64, [Option<u16>; 3])]) -> Contest {
    let mut all = Collect::new(Marking::Scored, 0);
    for (cast, scores) in ballots {
        let given = (0..).zip(scores).filter_map(|(place, score)| Some((place, (*score)?)));
        let marks: Vec<Mark> =
            given.flat_map(|(place, score)| [Mark::of(place), Mark::score(score)]).collect();
        all.add(&marks, *cast).unwrap();
    }
    let named =
        |name: &str| Candidacy { code: name.into(), name: name.into(), ..Candidacy::default() };
    Contest {
        code: "1".into(),
        seats: Some(1),
        candidacies: ["A", "B", "C"].map(named).into(),
        ballots: Some(Arc::new(all.finish().unwrap())),
        ..Contest::default()
    }
}

fn counted(contest: &Contest) -> Record {
    let record =
        count(&on_board("org/star", "2026-01-01"), contest, &[], &Wish::default()).unwrap();
    let doubts = suffrage::replay::verify(&record, contest);
    assert!(doubts.is_empty(), "{doubts:?}");
    record
}

fn final_pair(record: &Record) -> Option<([u32; 2], [u128; 2], u128)> {
    record.steps.iter().find_map(|entry| match &entry.step {
        Step::FinalPair { pair, prefer, alike } => Some((*pair, *prefer, *alike)),
        _ => None,
    })
}

/// A has 25 points, B 22, C 3; seven ballots prefer B, three A, and two score both alike or neither.
const BALLOTS: &[(u64, [Option<u16>; 3])] = &[
    (3, [Some(5), None, None]),
    (5, [Some(1), Some(3), None]),
    (1, [Some(5), Some(5), None]),
    (2, [Some(0), Some(1), Some(1)]),
    (1, [None, None, Some(1)]),
];

#[test]
fn the_record_says_how_many_ballots_prefer_each_of_the_two_and_how_many_neither() {
    let record = counted(&contest(BALLOTS));
    assert_eq!(final_pair(&record), Some(([0, 1], [3, 7], 2)));
    assert_eq!(Outcome::of(&record).elected(), [1]);
    let json = serde_json::to_value(&record).unwrap();
    let steps = json["steps"].as_array().unwrap();
    let told = steps.iter().find_map(|one| one["step"].get("final-pair")).unwrap();
    assert_eq!(told, &serde_json::json!({ "pair": [0, 1], "prefer": [3, 7], "alike": 2 }));
}

#[test]
fn the_runoff_is_told_in_english_and_in_french() {
    let record = counted(&contest(BALLOTS));
    let told = |lang| {
        let text = text::record(&record, "", lang, Style::PLAIN);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (english, french) = (told(Lang::En), told(Lang::Fr));
    let sentence =
        "The two with the highest sums run off. Ballots that prefer A: 3; B: 7; neither: 2.";
    assert!(english.contains(sentence), "{english}");
    let sentence = "Les deux plus fortes sommes sont départagées. Bulletins qui préfèrent A : 3 ; \
                    B : 7 ; aucun des deux : 2.";
    assert!(french.contains(sentence), "{french}");
}

#[test]
fn a_runoff_without_a_winner_goes_to_the_higher_sum_and_its_figures_are_told() {
    let record = counted(&contest(&[(2, [Some(5), Some(1), None]), (2, [Some(2), Some(3), None])]));
    assert_eq!(final_pair(&record), Some(([0, 1], [2, 2], 0)));
    assert_eq!(Outcome::of(&record).elected(), [0]);
}

#[test]
fn where_several_stand_second_nobody_runs_off() {
    let record = counted(&contest(&[(2, [Some(5), Some(1), Some(1)])]));
    assert_eq!(final_pair(&record), None);
}

#[test]
fn other_figures_of_a_runoff_are_found() {
    let contest = contest(BALLOTS);
    let record = counted(&contest);
    let at =
        record.steps.iter().position(|one| matches!(one.step, Step::FinalPair { .. })).unwrap();
    for (pair, prefer, alike) in [
        ([0, 1], [3, 7], 3),
        ([0, 1], [4, 7], 1),
        ([0, 1], [7, 3], 2),
        ([1, 0], [7, 3], 2),
        ([0, 2], [9, 3], 0),
        ([0, 2], [9, 1], 2),
    ] {
        let mut other = record.clone();
        other.steps[at].step = Step::FinalPair { pair, prefer, alike };
        let doubts = suffrage::replay::verify(&other, &contest);
        assert!(!doubts.is_empty(), "{pair:?} {prefer:?} {alike}");
    }
}
