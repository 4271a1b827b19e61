//! Methods that hold candidates against each other, told by cases of textbooks and papers.

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use suffrage::ballots::{Ballots, Collect, Mark, Marking};
use suffrage::method::{pairwise, ranking};
use suffrage::record::Step;
use suffrage::tally::{Candidacy, Contest, Lot};
use suffrage::{LawBook, LawOnDay, Outcome, Record, Wish, count};

const SHARED: &str = "unranked = \"share the points left\"";

/// Methods that pass every ballot on whole, and so know no equals.
const WHOLE: [&str; 3] = ["smith//irv", "tideman alternative", "benham"];

/// A law of one clause, with a rank of several candidates read as one of equals, where the method
/// needs not pass a ballot on whole.
fn law(clause: &str) -> LawOnDay {
    let equals = if WHOLE.iter().any(|method| clause.contains(method)) {
        "passed over"
    } else {
        "shared equally"
    };
    common::of_two_clauses(&common::marks(equals), &format!("{clause}\ntie = [\"lot\"]"))
        .unwrap_or_else(|faults| panic!("{clause}: {faults:?}"))
}

/// Ballots in a line each, as `7 A B=C`: candidates are single letters, from A on.
fn contest(lines: &[&str]) -> Contest {
    let mut all = Collect::new(Marking::Ranked, 0);
    let mut most = 0;
    for line in lines {
        let (weight, ranks) = line.split_once(' ').unwrap_or((line, ""));
        let mut marks = Vec::new();
        for rank in ranks.split_whitespace() {
            for (index, name) in rank.split('=').enumerate() {
                let place = u32::from(name.as_bytes()[0] - b'A');
                most = most.max(place + 1);
                let mark = Mark::of(place);
                marks.push(if index > 0 { mark.beside() } else { mark });
            }
        }
        all.add(&marks, weight.parse().unwrap()).unwrap();
    }
    of(all.finish().unwrap(), most)
}

fn of(ballots: Ballots, candidates: u32) -> Contest {
    let named = |place: u32| {
        let name = char::from_u32(u32::from('A') + place).unwrap().to_string();
        Candidacy { code: name.clone(), name, ..Candidacy::default() }
    };
    Contest {
        code: "1".into(),
        name: "1".into(),
        seats: Some(1),
        candidacies: (0..candidates).map(named).collect(),
        ballots: Some(Arc::new(ballots)),
        ..Contest::default()
    }
}

fn counted(law: &LawOnDay, contest: &Contest, lots: &[Lot]) -> (Record, Outcome) {
    let record = count(law, contest, lots, &Wish::default()).unwrap();
    let doubts = suffrage::replay::verify(&record, contest);
    assert!(doubts.is_empty(), "{doubts:?}");
    let outcome = Outcome::of(&record);
    (record, outcome)
}

/// Everyone whom some lot elects, as letters.
fn winners(clause: &str, contest: &Contest) -> String {
    let (law, mut found, mut open) = (law(clause), BTreeSet::new(), vec![Vec::<Lot>::new()]);
    while let Some(lots) = open.pop() {
        let (_, outcome) = counted(&law, contest, &lots);
        if outcome.is_complete() {
            found.extend(outcome.elected().iter().copied());
            continue;
        }
        let code = |place: &u32| contest.candidacies[*place as usize].code.clone();
        let among: Vec<String> = outcome.pending()[0].equals.iter().map(code).collect();
        for drawn in &among {
            let (among, drawn) = (among.clone(), vec![drawn.clone()]);
            let lot =
                Lot { contest: "1".into(), among, drawn, purpose: None, source: "drawn".into() };
            open.push(lots.iter().cloned().chain([lot]).collect());
        }
    }
    found.into_iter().map(|place| contest.candidacies[place as usize].name.clone()).collect()
}

/// Every method of pairs, with the readings that keep what theorems promise.
fn methods() -> Vec<(&'static str, String)> {
    let strong = |name: &str, how: &str| format!("compare = \"{name}\"\nstrength = \"{how}\"");
    let pairs =
        |how: &str| format!("{}\nequal_wins = \"every order\"", strong("ranked pairs", how));
    let out =
        |name: &str, who: &str| format!("compare = \"{name}\"\nexcludes = \"{who}\"\n{SHARED}");
    vec![
        ("schulze", strong("schulze", "winning votes")),
        ("ranked pairs", pairs("winning votes")),
        ("ranked pairs, margins", pairs("margins")),
        ("minimax", strong("minimax", "winning votes")),
        ("copeland", "compare = \"copeland\"".into()),
        ("kemeny-young", "compare = \"kemeny-young\"".into()),
        ("black", format!("compare = \"black\"\n{SHARED}")),
        ("baldwin", out("baldwin", "the lowest")),
        ("baldwin, all", out("baldwin", "all the lowest")),
        ("nanson", out("nanson", "at or below the average")),
        ("nanson, below", out("nanson", "below the average")),
        ("smith//irv", "compare = \"smith//irv\"".into()),
        ("tideman alternative", "compare = \"tideman alternative\"".into()),
        ("benham", "compare = \"benham\"".into()),
    ]
}

fn by(name: &str, contest: &Contest) -> String {
    let clause = methods().into_iter().find(|one| one.0 == name).unwrap().1;
    winners(&clause, contest)
}

/// Memphis A, Nashville B, Chattanooga C, Knoxville D.
const TENNESSEE: [&str; 4] = ["42 A B C D", "26 B C D A", "15 C D B A", "17 D C B A"];

#[test]
fn the_capital_of_tennessee_is_nashville_by_every_method_of_pairs() {
    for (name, clause) in methods() {
        assert_eq!(winners(&clause, &contest(&TENNESSEE)), "B", "{name}");
    }
}

/// Schulze's example 1 (45 ballots, section 3.1 of the paper): he elects E, ranked pairs elects A.
#[test]
fn schulzes_own_example_elects_e_by_schulze_and_a_by_ranked_pairs() {
    let paper = contest(&[
        "5 A C B E D",
        "5 A D E C B",
        "8 B E D A C",
        "3 C A B E D",
        "7 C A E B D",
        "2 C B A D E",
        "7 D C E B A",
        "8 E B A D C",
    ]);
    assert_eq!(by("schulze", &paper), "E");
    assert_eq!(by("ranked pairs", &paper), "A");
}

/// Six methods, six people: whoever chooses the method chooses the winner.
#[test]
fn six_methods_elect_six_different_people_of_34_ballots() {
    let six = contest(&[
        "10 F B D A C E",
        "3 D F E A C B",
        "3 E B D C F A",
        "1 D E A C F B",
        "9 C E B A F D",
        "8 A D E B C F",
    ]);
    let names = ["black", "baldwin", "nanson", "smith//irv", "tideman alternative", "minimax"];
    let found: Vec<String> = names.iter().map(|name| by(name, &six)).collect();
    assert_eq!(found, ["B", "D", "E", "C", "A", "F"]);
}

/// Copeland's textbook case: A beats C, D and E and loses to B.
#[test]
fn most_pairs_won_are_elected_by_copeland() {
    let textbook = contest(&["31 A E C D B", "30 B A E", "29 C D B", "10 D A E"]);
    assert_eq!(by("copeland", &textbook), "A");
}

#[test]
fn nanson_read_as_below_the_average_can_elect_somebody_else() {
    let five = contest(&["1 B A C D", "2 C D A B", "2 D A C B"]);
    assert_eq!((by("nanson", &five), by("nanson, below", &five)), ("D".into(), "C".into()));
}

/// Nanson's promise hangs on ballots that give all their points: here C beats A and B, 4 : 3.
#[test]
fn where_those_not_ranked_have_nothing_nanson_can_put_out_who_beats_every_other() {
    let short = contest(&["3 A", "3 B", "4 C B A"]);
    assert_eq!(by("nanson", &short), "C");
    let nothing =
        "compare = \"nanson\"\nexcludes = \"at or below the average\"\nunranked = \"no points\"";
    // A has 6 points, B 10 and C 8, the average.
    assert_eq!(winners(nothing, &short), "B");
}

#[test]
fn whoever_withdrew_and_names_that_nobody_declared_win_no_pair_and_hold_no_points() {
    let mut all = Collect::new(Marking::Ranked, 0);
    let [a, b, c] = [0, 1, 2].map(Mark::of);
    all.add(&[Mark::WRITE_IN, b, c], 5).unwrap();
    all.add(&[a, c, b], 4).unwrap();
    let mut three = of(all.finish().unwrap(), 3);
    three.candidacies[0].withdrawn = true;
    for id in
        ["org/black", "org/baldwin", "org/nanson", "org/smith-irv", "org/copeland", "org/borda"]
    {
        let file = format!("{id}.toml");
        let text = suffrage_laws::ALL.iter().find(|one| one.0 == file).unwrap().1;
        let together = text
            .replace("write_in = \"passed over\"", "write_in = \"counted together, first out\"");
        for text in [text, &together] {
            let law = LawBook::new(vec![suffrage::law::parse::law(&file, text).unwrap()]);
            let law = law.on(id, "2026-01-01".parse().unwrap(), &[]).unwrap();
            let (_, outcome) = counted(&law, &three, &[]);
            assert_eq!((outcome.elected(), outcome.is_complete()), (&[1][..], true), "{id}");
        }
    }
}

#[test]
fn who_beats_every_other_is_elected_by_black_though_another_has_more_points() {
    let five = contest(&["3 A B C", "2 B C A"]);
    assert_eq!(by("black", &five), "A");
    assert_eq!(winners("points = \"borda\"", &five), "B");
}

#[test]
fn three_in_a_circle_of_equal_wins_are_equal_by_every_method() {
    let circle = contest(&["3 A B C", "3 B C A", "3 C A B"]);
    for (name, clause) in methods() {
        assert_eq!(winners(&clause, &circle), "ABC", "{name}");
    }
}

#[test]
fn a_ballot_with_equals_and_a_short_one_are_held_against_each_other_as_they_are() {
    // A = B before C and D, unranked: neither A over B nor C over D.
    let short = contest(&["2 A=B C", "1 D"]);
    let (record, _) = counted(&law("compare = \"copeland\""), &short, &[]);
    let matrix = record.steps.iter().find_map(|entry| match &entry.step {
        Step::Compared { ballots } => Some(ballots.clone()),
        _ => None,
    });
    assert_eq!(matrix.unwrap(), [[0, 0, 2, 2], [0, 0, 2, 2], [0, 0, 0, 2], [1, 1, 1, 0]]);
}

#[test]
fn one_who_is_elected_by_a_method_for_one_is_not_asked_for_twice() {
    for (name, clause) in methods().into_iter().skip(6) {
        let two = Contest { seats: Some(2), ..contest(&TENNESSEE) };
        let faults = count(&law(&clause), &two, &[], &Wish::default()).unwrap_err();
        assert_eq!(faults[0].code(), "C018", "{name}");
    }
}

#[test]
fn a_reading_that_the_method_does_not_look_at_is_refused() {
    let text = suffrage_laws::ALL.iter().find(|one| one.0 == "org/copeland.toml").unwrap().1;
    let wrong = text.replace("\"copeland\"\n", "\"copeland\"\nstrength = \"margins\"\n");
    let faults = suffrage::law::parse::law("org/copeland.toml", &wrong).unwrap_err();
    assert_eq!(faults.iter().map(|one| one.fault.code()).collect::<Vec<_>>(), ["L002"]);
}

#[test]
fn equal_points_at_an_earlier_stage_are_looked_at_before_a_lot() {
    let text = suffrage_laws::ALL.iter().find(|one| one.0 == "org/baldwin.toml").unwrap().1;
    let law = suffrage::law::parse::law("org/baldwin.toml", text).unwrap();
    let law = LawBook::new(vec![law]);
    let law = law.on("org/baldwin", "2026-01-01".parse().unwrap(), &[]).unwrap();
    // A goes out with 7 points; then B and C have 8. Before, B had 14 and C 13: C goes out.
    let nine = contest(&["3 C D B A", "1 D B A C", "2 B C D A", "3 D A B C"]);
    let record = count(&law, &nine, &[], &Wish::default()).unwrap();
    assert!(suffrage::replay::verify(&record, &nine).is_empty());
    let parted = record.steps.iter().any(|entry| {
        matches!(&entry.step, Step::Tie { equals, chosen, .. } if equals == &[1, 2] && chosen == &[2])
    });
    let outcome = Outcome::of(&record);
    assert_eq!((parted, outcome.elected(), outcome.is_complete()), (true, &[3][..], true));
}

#[test]
fn what_cannot_be_tried_in_every_order_is_refused_and_not_guessed() {
    // One ballot for each turn of 24 candidates: all wins of a distance are equal, in great circles.
    let names: Vec<String> = ('A'..='X').map(String::from).collect();
    let turn = |at: usize| {
        let turned: Vec<&str> = (0..24).map(|one| names[(one + at) % 24].as_str()).collect();
        format!("1 {}", turned.join(" "))
    };
    let lines: Vec<String> = (0..24).map(turn).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let clause = &methods()[1].1;
    let faults = count(&law(clause), &contest(&lines), &[], &Wish::default()).unwrap_err();
    assert_eq!(faults[0].code(), "C019");
}

/// Who stands.
fn all(contest: &Contest) -> Vec<u32> {
    (0..).take(contest.candidacies.len()).collect()
}

fn pairs(contest: &Contest) -> pairwise::Matrix {
    let stand = vec![true; contest.candidacies.len()];
    pairwise::matrix(contest.ballots.as_ref().unwrap(), ranking::EVERY_RANK, &stand)
}

fn letters(places: impl IntoIterator<Item = u32>) -> String {
    places.into_iter().filter_map(|one| char::from_u32(u32::from('A') + one)).collect()
}

/// One ballot of four candidates: an order, how many of it are ranked, which of these stand beside
/// the one before, and how often it was cast.
type Cast = (Vec<u32>, usize, Vec<bool>, u64);

fn cast() -> impl Strategy<Value = Vec<Cast>> {
    let order = Just((0..4u32).collect::<Vec<_>>()).prop_shuffle();
    let beside = prop::collection::vec(prop::bool::weighted(0.2), 4);
    prop::collection::vec((order, 1..5usize, beside, 1..4u64), 1..8)
}

/// The ballots, with candidates called otherwise.
fn named(cast: &[Cast], names: [u32; 4]) -> Contest {
    let mut all = Collect::new(Marking::Ranked, 0);
    for (order, ranked, beside, weight) in cast {
        let mark = |at: usize| {
            let mark = Mark::of(names[order[at] as usize]);
            if at > 0 && beside[at] { mark.beside() } else { mark }
        };
        let marks: Vec<Mark> = (0..*ranked).map(mark).collect();
        all.add(&marks, *weight).unwrap();
    }
    of(all.finish().unwrap(), 4)
}

/// The same ballots without equals, where the method knows none.
fn as_read(method: &str, cast: &[Cast]) -> Vec<Cast> {
    let mut cast = cast.to_vec();
    if WHOLE.contains(&method) {
        cast.iter_mut().for_each(|one| one.2.fill(false));
    }
    cast
}

const SAME: [u32; 4] = [0, 1, 2, 3];

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_beats_every_other_is_elected_and_whoever_loses_to_every_other_is_not(cast in cast()) {
        for (name, clause) in methods() {
            let contest = named(&as_read(name, &cast), SAME);
            let (matrix, stand) = (pairs(&contest), all(&contest));
            let turned: pairwise::Matrix =
                stand.iter().map(|a| stand.iter().map(|b| matrix[*b as usize][*a as usize]).collect()).collect();
            let (best, worst) = (pairwise::winner(&matrix, &stand), pairwise::winner(&turned, &stand));
            let found = winners(&clause, &contest);
            if let Some(best) = best {
                prop_assert_eq!(&found, &letters([best]), "{}", name);
            }
            // The worst defeat of one who loses to all can still be the smallest.
            if let Some(worst) = worst.filter(|_| name != "minimax") {
                prop_assert!(!found.contains(&letters([worst])), "{}: {}", name, found);
            }
        }
    }

    #[test]
    fn methods_of_the_smith_set_elect_one_of_it(cast in cast()) {
        for (name, clause) in methods() {
            let contest = named(&as_read(name, &cast), SAME);
            let set = letters(pairwise::smith_set(&pairs(&contest), &all(&contest)));
            let promises = !matches!(name, "minimax" | "black");
            let found = winners(&clause, &contest);
            prop_assert!(!promises || found.chars().all(|one| set.contains(one)), "{}: {} of {}", name, found, set);
        }
    }

    #[test]
    fn who_is_elected_does_not_hang_on_names_or_on_the_order_of_ballots(
        cast in cast(), names in Just(SAME).prop_shuffle(), turn in 0usize..8,
    ) {
        let mut other = cast.clone();
        other.rotate_left(turn % cast.len());
        let (one, other) = (named(&cast, SAME), named(&other, names));
        for (name, clause) in methods() {
            let mut there: Vec<u32> =
                winners(&clause, &one).bytes().map(|one| names[usize::from(one - b'A')]).collect();
            there.sort_unstable();
            prop_assert_eq!(letters(there), winners(&clause, &other), "{}", name);
        }
    }

    /// Reversal symmetry, proved in Schulze's paper: whoever alone is first is not first when every ballot is turned round.
    #[test]
    fn turned_round_schulze_does_not_elect_the_same(cast in cast()) {
        let contest = named(&cast, SAME);
        let (matrix, stand) = (pairs(&contest), all(&contest));
        let turned: pairwise::Matrix =
            stand.iter().map(|a| stand.iter().map(|b| matrix[*b as usize][*a as usize]).collect()).collect();
        for strength in [pairwise::Strength::Winning, pairwise::Strength::Margins] {
            let first = |matrix| {
                pairwise::order(pairwise::Rule::Schulze(strength), matrix, &stand).unwrap().groups[0].clone()
            };
            let (one, other) = (first(&matrix), first(&turned));
            prop_assert!(one.len() > 1 || one != other, "{:?}", one);
        }
    }
}

/// The record of a count with one step changed must not pass the second look.
fn doubted(clause: &str, lines: &[&str], change: impl Fn(&mut Step)) -> bool {
    let contest = contest(lines);
    let (mut record, _) = counted(&law(clause), &contest, &[]);
    let before = record.clone();
    record.steps.iter_mut().for_each(|entry| change(&mut entry.step));
    assert_ne!(record, before, "{clause}: nothing was changed");
    !suffrage::replay::verify(&record, &contest).is_empty()
}

#[test]
fn a_second_look_finds_every_step_of_pairs_that_was_changed() {
    let clause = |name: &str| methods().into_iter().find(|one| one.0 == name).unwrap().1;
    let two_orders = ["3 A B C", "2 B A C", "1 B C A", "5 C A B"];
    assert!(doubted(&clause("ranked pairs"), &two_orders, |step| {
        if let Step::Locked { wins, .. } = step {
            wins.iter_mut().for_each(|win| win.2 = true);
        }
    }));
    assert!(doubted(&clause("kemeny-young"), &two_orders, |step| {
        if let Step::Best { shown, .. } = step {
            shown[0].reverse();
        }
    }));
    assert!(doubted(&clause("black"), &["3 A B C", "2 B C A"], |step| {
        if let Step::Condorcet { winner, .. } = step {
            *winner = Some(1);
        }
    }));
    assert!(doubted(&clause("smith//irv"), &TENNESSEE, |step| {
        if let Step::Smith { set, .. } = step {
            *set = vec![0, 1];
        }
    }));
    assert!(doubted(&clause("nanson"), &TENNESSEE, |step| {
        if let Step::Excluded { places, .. } = step {
            places.truncate(1);
        }
    }));
    assert!(doubted(&clause("baldwin"), &TENNESSEE, |step| {
        if let Step::Points { points, .. } = step {
            points.swap(0, 1);
            let (a, b) = (points[0].0, points[1].0);
            (points[0].0, points[1].0) = (b, a);
        }
    }));
}
